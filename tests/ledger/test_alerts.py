"""What rules find, what of that is news, and that the order in which it is told makes none."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledger.reports import (
    GENEVA,
    REPORTS,
    day,
    event,
    meeting,
    on,
    position,
    said,
)

from dragoman.ledger.alert_rules import (
    RULES,
    AlertKind,
    DyadRule,
    MeetingRule,
    PostureRule,
    Recorded,
    RecordRule,
    Rule,
    Turn,
    kind_of,
)
from dragoman.ledger.alert_values import Finding
from dragoman.ledger.alerts import Material, findings, news, since
from dragoman.ledger.told import Told
from dragoman.model import EventStatus, EventType, MeetingStatus, Place, Stance

NOW = datetime(2022, 3, 1, 12, tzinfo=UTC)
ACCUSE, MOBILIZE = EventType.ACCUSE, EventType.MOBILIZE
BORDER = Place(name="Yelnya", code="RUS", lat=54.6, lon=33.2)


def found(rule: Rule, *told: Told, now: datetime = NOW, **more: Any) -> tuple[Finding, ...]:
    return findings(rule, Material(now=now, told=told, **more))


def whats(several: tuple[Finding, ...]) -> list[str]:
    return [one.facts.what for one in several]


def test_every_kind_of_rule_knows_its_kind() -> None:
    assert [
        kind_of(made(name="one", **({"sides": ("A", "B")} if made is DyadRule else {}))) for made in RULES.values()
    ] == list(AlertKind)


# Records


def test_a_record_of_the_pattern_is_found_with_its_words() -> None:
    rule = RecordRule(name="one", types=(ACCUSE,), actors=("rus",), recipients=("USA",))
    told = event(
        ACCUSE, "RUS", "USA", on(3), quote="Moscow accused Washington.", url="https://wire.example/1", outlet="The Wire"
    )

    (one,) = found(rule, told, event(ACCUSE, "USA", "RUS", on(3)), event(EventType.AID, "RUS", "USA", on(3)))

    assert (one.kind, one.facts.what, one.facts.day) == (AlertKind.RECORD, "ACCUSE", on(3))
    (words,) = one.words
    assert (words.quote, words.outlet, words.day, words.url) == (
        "Moscow accused Washington.",
        "The Wire",
        on(3),
        "https://wire.example/1",
    )


@pytest.mark.parametrize("status", [EventStatus.NEGATED, EventStatus.HYPOTHETICAL, EventStatus.HISTORICAL])
def test_what_is_denied_or_imagined_or_long_past_is_found_only_if_asked_for(status: EventStatus) -> None:
    told = event(ACCUSE, "RUS", "USA", on(3), status=status)

    assert found(RecordRule(name="one"), told) == ()
    assert len(found(RecordRule(name="one", statuses=(status,)), told)) == 1


def test_a_place_is_meant_by_its_name_its_states_code_or_its_states_name() -> None:
    told = event(ACCUSE, "RUS", "USA", on(3), place=GENEVA)

    assert [
        len(found(RecordRule(name="one", place=place), told)) for place in ("geneva", "CHE", "Switzerland", "Vienna")
    ] == [1, 1, 1, 0]


def test_words_are_looked_for_by_their_stems_in_the_quote() -> None:
    told = event(ACCUSE, "RUS", "USA", on(3), quote="It spoke of NATO's enlargement to the east.")

    assert len(found(RecordRule(name="one", words="NATO expansion"), told)) == 1
    assert found(RecordRule(name="one", words="NATO missiles"), told) == ()


def test_reports_of_an_act_on_a_told_day_are_one() -> None:
    dated = event(ACCUSE, "RUS", "USA", on(4), when=day(3), page="a")
    later_ones = [event(ACCUSE, "RUS", "USA", on(number), page=f"p{number}") for number in (3, 5, 9)]

    (one,) = found(RecordRule(name="one"), dated, *later_ones)

    assert (one.facts.day, len(one.words)) == (on(3), 4)


def test_acts_on_two_told_days_are_two() -> None:
    several = [event(ACCUSE, "RUS", "USA", on(5), when=day(number), page=f"p{number}") for number in (3, 4)]

    assert len(found(RecordRule(name="one"), *several)) == 2


def test_a_report_long_after_the_last_act_is_another_act() -> None:
    assert (
        len(found(RecordRule(name="one"), event(ACCUSE, "RUS", "USA", on(3)), event(ACCUSE, "RUS", "USA", on(20)))) == 2
    )


def test_a_stance_and_a_word_are_found_once_however_often_they_are_told() -> None:
    stances = [position("RUS", Stance.DEMANDS, "legal guarantees", on(number)) for number in (3, 9, 20)]
    words = [said("Kari Dahl", "No.", on(number), code="NOR") for number in (3, 9)]

    assert len(found(RecordRule(name="one", record=Recorded.POSITION, stances=(Stance.DEMANDS,)), *stances)) == 1
    assert len(found(RecordRule(name="one", record=Recorded.STATEMENT, actors=("NOR",)), *words)) == 1


def test_a_meeting_is_found_by_its_stage_and_through_another_name_of_its_channel() -> None:
    told = meeting("RUS NATO", on(3), status=MeetingStatus.AGREED, channel="NATO-Russia Council")
    rule = RecordRule(
        name="one", record=Recorded.MEETING, stages=(MeetingStatus.AGREED,), channel="Russia-NATO Council"
    )

    assert len(found(rule, told)) == 1
    assert found(replace(rule, stages=(MeetingStatus.HELD,)), told) == ()
    assert found(replace(rule, channel="Cod Forum"), told) == ()


# Posture


def test_forces_near_a_border_are_found_by_whom_they_face_or_where_they_stand() -> None:
    told = event(MOBILIZE, "RUS", "UKR", on(3), mode="troops", place=BORDER)

    for rule in (
        PostureRule(name="one", actors=("RUS",), near=("UKR",)),
        PostureRule(name="one", place="Yelnya"),
        PostureRule(name="one", near=("UKR", "POL")),
    ):
        assert whats(found(rule, told)) == ["MOBILIZE troops"]
    assert found(PostureRule(name="one", actors=("USA",), near=("UKR",)), told) == ()
    assert (
        found(
            PostureRule(name="one", near=("UKR",)), replace(told, record=replace(told.record, type=EventType.RETREAT))
        )
        == ()
    )  # type: ignore[type-var,call-arg]


# Meetings


def talks(number: int, status: MeetingStatus = MeetingStatus.SCHEDULED, published: int = 3, **more: Any) -> Told:
    return meeting("RUS USA", on(published), status=status, when=day(number), place=GENEVA, **more)


def test_a_meeting_that_is_scheduled_then_moves_then_falls_through_is_found_three_times() -> None:
    told = (
        talks(10),
        talks(12, published=5, quote="The talks were moved to 12 January."),
        talks(12, MeetingStatus.CANCELLED, published=7),
    )

    several = found(MeetingRule(name="one", parties=("USA",)), *told)

    assert whats(several) == ["scheduled", "moved", "cancelled"]
    assert [one.facts.before for one in several] == [None, day(10), None]
    assert len({one.id for one in several}) == 1
    assert len({mark for one in several for mark in one.marks}) == 6


def test_a_page_that_is_corrected_to_another_day_tells_that_the_meeting_moved() -> None:
    before = talks(10, page="a", article="a1", current=False)
    after = talks(20, page="a", article="a2", nth=2)

    (one,) = found(MeetingRule(name="one", turns=(Turn.MOVED,)), before, after)

    assert (one.facts.before, one.facts.date) == (day(10), day(20))


def test_only_the_turns_and_the_channel_that_are_asked_for_are_found() -> None:
    told = (talks(10, channel="Cod Forum"), talks(12, published=5, channel="Cod Forum"))

    assert whats(found(MeetingRule(name="one", turns=(Turn.MOVED,)), *told)) == ["moved"]
    assert found(MeetingRule(name="one", channel="NATO-Russia Council"), *told) == ()
    assert found(MeetingRule(name="one", parties=("UKR",)), *told) == ()


# News


def test_what_was_told_before_the_rule_was_made_is_no_news_and_since_takes_it() -> None:
    rule = RecordRule(name="one")
    old = replace(event(ACCUSE, "RUS", "USA", on(3), page="a"), seen=NOW - timedelta(days=1))
    copy = replace(event(ACCUSE, "RUS", "USA", on(4), page="b"), seen=NOW + timedelta(days=1))
    new = replace(event(ACCUSE, "RUS", "UKR", on(4), page="b"), seen=NOW + timedelta(days=1))
    every = found(rule, old, copy, new)

    assert [one.facts.recipients for one in since(rule, every, added=NOW)] == [("UKR",)]
    assert len(since(replace(rule, since=on(1)), every, added=NOW)) == 2
    assert since(replace(rule, since=on(5)), every, added=NOW) == ()


def test_a_day_that_is_told_later_makes_no_second_act_of_it() -> None:
    rule = RecordRule(name="one")
    undated = event(ACCUSE, "RUS", "USA", on(5), page="a")
    known = {mark for one in found(rule, undated) for mark in one.marks}
    dated = event(ACCUSE, "RUS", "USA", on(6), page="b", when=day(4))

    assert news(found(rule, undated, dated), known).findings == ()


def test_the_next_act_is_told_though_a_report_between_names_no_day() -> None:
    rule = RecordRule(name="one")
    first = [event(ACCUSE, "RUS", "USA", on(11), page="a", when=day(10)), event(ACCUSE, "RUS", "USA", on(12), page="b")]
    known = {mark for one in found(rule, *first) for mark in one.marks}
    second = event(ACCUSE, "RUS", "USA", on(13), page="c", when=day(12))

    assert [one.facts.day for one in news(found(rule, *first, second), known).findings] == [on(12)]


PATTERNS: list[Rule] = [
    RecordRule(name="events"),
    RecordRule(name="russian", actors=("RUS",)),
    *(RecordRule(name=f"of {record}", record=record) for record in Recorded),
    PostureRule(name="posture", actors=("RUS",)),
    MeetingRule(name="meetings"),
    DyadRule(name="dyad", sides=("RUS", "USA"), minimum=1, weeks=4, threshold=1),
]


@given(REPORTS, st.randoms(use_true_random=False))
def test_the_order_in_which_reports_come_changes_nothing(reports: list[Told], chance: random.Random) -> None:
    mixed = list(reports)
    chance.shuffle(mixed)

    for rule in PATTERNS:
        assert found(rule, *mixed) == found(rule, *reports)


@given(REPORTS)
def test_what_was_told_is_no_news_and_every_finding_shows_its_words(reports: list[Told]) -> None:
    quotes = {one.quote for one in reports}
    for rule in PATTERNS:
        every = found(rule, *reports)
        first = news(every, ())
        known = {mark for mark, _ in first.marks}
        assert news(every, known) == replace(first, findings=(), marks=())
        for one in first.findings:
            assert one.words
            assert {words.quote for words in one.words} <= quotes


@given(REPORTS, st.data())
def test_reports_that_come_one_by_one_are_told_no_more_often_than_their_facts(
    reports: list[Told], data: st.DataObject
) -> None:
    """What was found before stays known when the rest is told."""
    cut = data.draw(st.integers(0, len(reports)))
    for rule in PATTERNS:
        early = news(found(rule, *reports[:cut]), ())
        known = {mark for mark, _ in early.marks}
        for one in news(found(rule, *reports), known).findings:
            assert known.isdisjoint(one.marks | one.others)
