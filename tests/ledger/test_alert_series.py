"""Weeks that stand out, sources that fall silent, and coverage that grows without a word of news."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledger.reports import event

from dragoman.ledger.alert_rules import DyadRule, ParseRule, QuietRule, Rule, Tone
from dragoman.ledger.alert_series import surprise
from dragoman.ledger.alert_values import DayOfPages, Finding, Refusal, SourceState
from dragoman.ledger.alerts import Material, findings, news
from dragoman.ledger.days import later
from dragoman.ledger.dyads import Mention
from dragoman.ledger.told import Told
from dragoman.model import EventType

NOW = datetime(2022, 3, 1, 12, tzinfo=UTC)
HOUR = 3600.0
ACCUSE = EventType.ACCUSE


def found(rule: Rule, *told: Told, now: datetime = NOW, **more: Any) -> tuple[Finding, ...]:
    return findings(rule, Material(now=now, told=told, **more))


def whats(several: tuple[Finding, ...]) -> list[str]:
    return [one.facts.what for one in several]


# Dyads


WEEKS = 14
SIDES = ("RUS", "USA")
START = date(2021, 9, 6)  # a Monday


def week_of(
    number: int, articles: int, acts: int, *, type: EventType = ACCUSE, score: float = -2.0
) -> tuple[list[Told], list[Mention]]:
    monday = later(START, 7 * number)
    told = [event(type, "RUS", "USA", monday, score=score, page=f"w{number}a{act}", when=None) for act in range(acts)]
    named = [
        Mention(page=f"w{number}m{one}", day=monday, origin=f"w{number}m{one}", outlet=None) for one in range(articles)
    ]
    return told, named


def series(volumes: list[tuple[int, int]], **more: Any) -> Material:
    weeks = [week_of(number, articles, acts, **more) for number, (articles, acts) in enumerate(volumes)]
    return Material(
        now=NOW,
        told=tuple(one for told, _ in weeks for one in told),
        mentions=tuple(one for _, named in weeks for one in named),
    )


def test_a_week_that_stands_out_is_found_with_its_measure() -> None:
    (one,) = findings(DyadRule(name="one", sides=SIDES), series([*[(40, 4)] * 12, (40, 16)]))

    assert (one.facts.what, one.facts.count, one.facts.usual, one.facts.value) == ("conflict", 40, 20.0, 80.0)
    assert one.facts.deviations is not None
    assert one.facts.deviations >= 3.5
    assert one.words
    assert one.facts.day == later(START, 12 * 7 + 6)


def test_weeks_that_stand_out_one_after_another_are_one_finding() -> None:
    rule = DyadRule(name="one", sides=SIDES)
    first = findings(rule, series([*[(40, 4)] * 12, (40, 16)]))
    both = findings(rule, series([*[(40, 4)] * 12, (40, 16), (40, 18)]))

    assert len(both) == 1
    assert news(both, {mark for one in first for mark in one.marks}).findings == ()


def test_a_second_flare_up_is_told_anew_under_the_same_id() -> None:
    rule = DyadRule(name="one", sides=SIDES)
    one, other = findings(rule, series([*[(40, 4)] * 12, (40, 16), *[(40, 4)] * 8, (40, 16)]))

    assert one.id == other.id
    assert one.marks.isdisjoint(other.marks)


@pytest.mark.parametrize(
    "volumes",
    [
        [*[(40, 4)] * 12, (9, 9)],  # too little is written
        [*[(40, 4)] * 4, (40, 16)],  # too little is known
        [*[(40, 4)] * 12, (40, 5)],  # one act more is chance
        [*[(40, 4)] * 12, (0, 0)],
    ],
)
def test_little_volume_a_short_past_and_one_act_more_say_nothing(volumes: list[tuple[int, int]]) -> None:
    assert findings(DyadRule(name="one", sides=SIDES), series(volumes)) == ()


def test_cooperation_is_found_apart_from_conflict() -> None:
    warm = series([*[(40, 4)] * 12, (40, 16)], type=EventType.AGREE, score=3.0)

    assert findings(DyadRule(name="one", sides=SIDES), warm) == ()
    assert whats(findings(DyadRule(name="one", sides=SIDES, tone=Tone.COOPERATION), warm)) == ["cooperation"]


@given(
    acts=st.integers(1, 12),
    articles=st.integers(10, 40),
    growth=st.floats(1.0, 1.6),
    threshold=st.floats(2.0, 6.0),
)
def test_coverage_that_grows_with_the_same_share_of_conflict_never_fires(
    acts: int, articles: int, growth: float, threshold: float
) -> None:
    rate = acts / articles
    volumes = [round(articles * min(growth**week, 30)) for week in range(WEEKS)]
    rule = DyadRule(name="one", sides=SIDES, threshold=threshold)

    assert findings(rule, series([(many, round(rate * many)) for many in volumes])) == ()


@given(st.lists(st.floats(0, 100), min_size=3, max_size=20), st.floats(0, 100), st.floats(0.1, 10), st.floats(0.1, 10))
def test_a_measure_is_the_same_in_any_unit(before: list[float], value: float, chance: float, unit: float) -> None:
    one = surprise(value, before, chance=chance)
    other = surprise(value * unit, [number * unit for number in before], chance=chance * unit)

    assert other.deviations == pytest.approx(one.deviations, abs=1e-6)


def test_one_wild_week_in_the_past_hides_nothing() -> None:
    volumes = [*[(40, 4)] * 6, (40, 40), *[(40, 4)] * 5, (40, 16)]
    days = [one.facts.day for one in findings(DyadRule(name="one", sides=SIDES), series(volumes))]

    assert later(START, 12 * 7 + 6) in days


# Sources


def source(**more: Any) -> SourceState:
    return SourceState(name="wire", added=NOW - timedelta(days=90), **more)


def test_a_source_that_is_silent_for_much_longer_than_usual_is_found() -> None:
    quiet = source(news=NOW - timedelta(hours=30), usual=5 * HOUR)

    (one,) = found(QuietRule(name="one"), sources=(quiet,))

    assert (one.facts.source, one.facts.since, one.facts.usual) == ("wire", quiet.news, 5 * HOUR)
    assert found(QuietRule(name="one", factor=10), sources=(quiet,)) == ()
    assert found(QuietRule(name="one", at_least=timedelta(days=2)), sources=(quiet,)) == ()
    assert found(QuietRule(name="one", sources=("other",)), sources=(quiet,)) == ()
    assert found(QuietRule(name="one"), sources=(replace(quiet, paused=True),)) == ()


def test_a_silence_is_one_fact_and_the_next_silence_another() -> None:
    rule, first = QuietRule(name="one"), source(news=NOW - timedelta(days=9), usual=HOUR)
    one = found(rule, sources=(first,))
    again = found(rule, sources=(first,), now=NOW + timedelta(days=3))
    anew = found(rule, sources=(replace(first, news=NOW),), now=NOW + timedelta(days=3))
    known = {mark for finding in one for mark in finding.marks}

    assert news(again, known).findings == ()
    assert [finding.id for finding in news(anew, known).findings] == [one[0].id]


def weekly(*shares: tuple[int, int]) -> tuple[DayOfPages, ...]:
    return tuple(
        DayOfPages(day=later(START, 7 * at), read=read, refused=refused) for at, (read, refused) in enumerate(shares)
    )


def test_a_source_of_whose_pages_fewer_can_be_read_is_found_with_examples() -> None:
    refusals = tuple(
        Refusal(day=later(START, 56 + one), address=f"https://wire.example/{one}", reason="no article")
        for one in range(7)
    )
    broken = source(pages=weekly(*[(95, 5)] * 8, (60, 40)), refusals=refusals)

    (one,) = found(ParseRule(name="one"), sources=(broken,))

    assert (one.facts.value, one.facts.usual, one.facts.count) == (0.4, 0.05, 100)
    assert one.details[0] == "https://wire.example/0: no article"
    assert len(one.details) == 5


@pytest.mark.parametrize(
    "pages",
    [
        weekly(*[(95, 5)] * 8, (190, 10)),  # more pages, the same share
        weekly(*[(50, 50)] * 8, (52, 48)),  # it was never better
        weekly(*[(95, 5)] * 8, (3, 6)),  # too few pages
        weekly(*[(95, 5)] * 2, (60, 40)),  # too short a past
        weekly(*[(100, 0)] * 8, (39, 1)),  # a single page
        (),
    ],
)
def test_more_pages_or_a_source_that_was_never_better_say_nothing(pages: tuple[DayOfPages, ...]) -> None:
    assert found(ParseRule(name="one"), sources=(source(pages=pages),)) == ()
