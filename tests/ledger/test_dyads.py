"""Two sides over time: more coverage must not look like more tension."""

from __future__ import annotations

from datetime import date

import pytest
from tests.ledger.reports import event, on

from dragoman.ledger.dyads import Dyad, Mention, Period, dyad
from dragoman.ledger.told import Told
from dragoman.model import EventStatus, EventType

ACCUSE, AGREE, CONSULT = EventType.ACCUSE, EventType.AGREE, EventType.CONSULT
SIDES = ("RUS", "USA")
FIFTH = on(5)


def accused(day: date = FIFTH, **more: object) -> Told:
    return event(ACCUSE, "RUS", "USA", day, score=-2.0, **more)


def mention(page: str, day: date = FIFTH, **more: str) -> Mention:
    return Mention(page=page, day=day, origin=more.get("origin", page), outlet=more.get("outlet", "The Herring"))


def series(*told: Told, mentions: list[Mention] | None = None, period: Period = Period.DAY) -> Dyad:
    return dyad(told, mentions or [], SIDES, period=period)


def test_conflict_and_cooperation_are_summed_apart() -> None:
    (found,) = series(
        accused(page="a"), event(AGREE, "USA", "RUS", on(5), score=3.0), event(ACCUSE, "USA", "RUS", on(5), score=-1.0)
    ).stretches

    assert (found.cooperation, found.conflict, found.events, found.mean) == (3.0, -3.0, 3, 0.0)


@pytest.mark.parametrize(
    ("actors", "recipients", "counts"),
    [
        ("RUS", "USA", True),
        ("USA", "RUS DEU", True),
        ("RUS USA", "", True),
        ("RUS", "UKR", False),
        ("RUS USA", "IRN", False),
        ("RUS", "", False),
    ],
)
def test_an_act_is_between_two_sides_in_either_direction_or_together(
    actors: str, recipients: str, counts: bool
) -> None:
    assert bool(series(event(CONSULT, actors, recipients, on(5))).stretches) is counts


@pytest.mark.parametrize("status", [one for one in EventStatus if one is not EventStatus.ACTUAL])
def test_only_what_was_done_counts(status: EventStatus) -> None:
    assert series(accused(status=status)).stretches == ()


def test_a_copy_does_not_count_again() -> None:
    (found,) = series(accused(page="wire"), accused(page="daily", origin="wire"), accused(page="other")).stretches

    assert (found.conflict, found.events, len(found.told)) == (-4.0, 2, 3)


def test_twice_the_articles_with_twice_the_acts_are_the_same_in_a_hundred() -> None:
    few = series(accused(page="a"), mentions=[mention("a"), mention("b")])
    many = series(accused(page="a"), accused(page="c"), mentions=[mention(page) for page in ("a", "b", "c", "d")])

    assert few.stretches[0].conflict_a_hundred == many.stretches[0].conflict_a_hundred == -100.0
    assert many.stretches[0].conflict == 2 * few.stretches[0].conflict


def test_volume_stands_beside_with_its_origins_and_outlets() -> None:
    (found,) = series(
        mentions=[
            mention("wire"),
            mention("daily", origin="wire", outlet="Daily"),
            mention("late", outlet="Daily"),
        ]
    ).stretches

    assert (found.articles, found.origins, found.outlets) == (3, 2, (("Daily", 2), ("The Herring", 1)))
    assert (found.events, found.mean, found.cooperation_a_hundred) == (0, None, 0.0)


def test_days_without_a_word_are_there_too() -> None:
    found = series(accused(on(5)), accused(on(8)))

    assert [(one.first.day, one.events) for one in found.stretches] == [(5, 1), (6, 0), (7, 0), (8, 1)]


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Period.DAY, on(5), on(5)),
        (Period.WEEK, on(3), on(9)),
        (Period.MONTH, on(1), on(31)),
    ],
)
def test_a_stretch_has_its_first_and_last_day(period: Period, first: date, last: date) -> None:
    (found,) = series(accused(on(5)), period=period).stretches

    assert (found.first, found.last) == (first, last)


def test_years_turn() -> None:
    found = series(accused(date(2021, 11, 30)), accused(date(2022, 2, 1)), period=Period.MONTH)

    assert [one.first for one in found.stretches] == [
        date(2021, 11, 1),
        date(2021, 12, 1),
        date(2022, 1, 1),
        date(2022, 2, 1),
    ]


def test_the_last_days_of_the_calendar_end_it() -> None:
    (found,) = series(accused(date.max), period=Period.MONTH).stretches

    assert found.last == date.max
