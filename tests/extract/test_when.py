"""Whose time a time is."""

from datetime import date

import pytest
from tests.articles import reading_of

DATED = [
    ("Russia backed the pact on Monday.", "SUPPORT", date(2022, 1, 10)),
    ("Norway accused Russia of jamming its radios in 2017.", "ACCUSE", None),
    ("Norway condemned the Russian law of 2007.", "ACCUSE", None),
    ("Norway, which had expelled two Russian envoys on Saturday, condemned Russia.", "ACCUSE", None),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "kind", "day"), DATED)
def test_a_time_is_that_of_the_word_it_hangs_on(sentence: str, kind: str, day: date | None) -> None:
    (event,) = [one for one in reading_of(sentence, day=date(2022, 1, 12)).events if one.type == kind]

    assert (event.date.earliest if event.date else None) == day


@pytest.mark.parametrize(
    ("title", "day"), [("Border fighting – live", date(2022, 1, 12)), ("Border fighting goes on", None)]
)
def test_what_a_live_report_tells_is_of_the_day(title: str, day: date | None) -> None:
    reading = reading_of(title, "Norway accuses Russia of jamming its radios.", day=date(2022, 1, 12))

    assert [one.date.earliest if one.date else None for one in reading.events if one.type == "ACCUSE"] == [day]


def test_a_meeting_is_on_the_day_on_which_those_do_something_who_meet() -> None:
    reading = reading_of(
        "The presidents of Mali and Niger, meeting in Accra, lost patience with ECOWAS on Sunday.",
        day=date(2022, 1, 12),
    )

    assert [one.date.earliest for one in reading.meetings if one.date] == [date(2022, 1, 9)]
