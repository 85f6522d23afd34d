"""Five articles built alike, about other states, people and places: what a reader must not miss."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from tests.golden import floors
from tests.golden.comparing import (
    DISGUISES,
    SAME,
    Pair,
    Record,
    content_fit,
    evidence_fit,
    leaked,
    matched,
    overlap,
    pair,
    pairs,
    parties_fit,
    passes,
    quoted,
    share_a_word,
    slugs,
    speaker_fits,
    tokens,
)

from dragoman.model import Event, Meeting, Statement

articles = pytest.mark.parametrize("slug", slugs(DISGUISES))
Missed = Callable[[Pair], tuple[int, list[str]]]
"""How many gold records of a kind a page has, and a line for each that we miss."""
LONG = 31
"""Days above which an interval answers nothing."""


@articles
def test_nothing_of_what_is_left_out_stands_in_the_text(slug: str) -> None:
    assert leaked(pair(DISGUISES / slug)) == []


@articles
def test_most_statements_have_their_speaker(slug: str) -> None:
    _holds(_statements_missed, [pair(DISGUISES / slug)], floors.STATEMENTS_EACH)


def test_statements_have_their_speaker_over_all_five() -> None:
    _holds(_statements_missed, pairs(DISGUISES), floors.STATEMENTS_ALL)


@articles
def test_some_core_events_are_read(slug: str) -> None:
    _holds(_events_missed, [pair(DISGUISES / slug)], floors.EVENTS_EACH)


def test_core_events_are_read_over_all_five() -> None:
    _holds(_events_missed, pairs(DISGUISES), floors.EVENTS_ALL)


def test_the_meeting_that_is_agreed_on_has_its_parties_place_and_days() -> None:
    _holds(_dated_meetings_missed, pairs(DISGUISES), floors.DATED_MEETINGS_ALL)


def test_the_channels_of_the_talks_are_named() -> None:
    _holds(_channels_missed, pairs(DISGUISES), floors.CHANNELS_ALL)


def _holds(missed: Missed, pages: list[Pair], floor: float) -> None:
    """The share of gold that is read reaches its *floor*; a failure lists what is missed."""
    sums = [missed(page) for page in pages]
    total, lost = sum(one for one, _ in sums), [line for _, told in sums for line in told]
    measured = 1 - len(lost) / total
    assert measured >= floor, f"{measured:.3f} of {total}, under the floor of {floor}:\n" + "\n".join(lost)


def _statements_missed(page: Pair) -> tuple[int, list[str]]:
    """How many statements there are, and those without one of ours by the same speaker."""
    golds = page.records("statements", optional=False)
    found = matched(page, golds, page.reading.statements, _said_fit)
    return len(golds), [quoted(gold["content"][0]) for gold in _unmatched(golds, found)]


def _said_fit(page: Pair, gold: Record, ours: Statement) -> float:
    return content_fit(page, gold, ours) if speaker_fits(page, gold, ours) else 0.0


def _unmatched(golds: list[Record], found: Sequence[tuple[Record, object]]) -> list[Record]:
    return [gold for gold in golds if not any(gold is one for one, _ in found)]


def _events_missed(page: Pair) -> tuple[int, list[str]]:
    golds = [gold for gold in page.records("events", optional=False) if gold["core"]]
    found = matched(page, golds, page.reading.events, _event_fit)
    return len(golds), [f"{gold['type']} {gold['trigger']}" for gold in _unmatched(golds, found)]


def _event_fit(page: Pair, gold: Record, ours: Event) -> float:
    """Type, evidence, actors and recipients all fit."""
    if not passes(gold, "type", ours.type):
        return 0.0
    parties = min(
        parties_fit(page, gold, "actors", ours.actors), parties_fit(page, gold, "recipients", ours.recipients)
    )
    return evidence_fit(page, gold, ours.evidence) if parties >= SAME else 0.0


def _dated_meetings_missed(page: Pair) -> tuple[int, list[str]]:
    """The one meeting with a place: its parties, the place and the days must all fit."""
    golds = [gold for gold in page.records("meetings", optional=False) if gold["place"]]
    found = matched(page, golds, page.reading.meetings, _dated_fit)
    return len(golds), [f"{gold['parties']} {gold['place']} {gold['date']}" for gold in _unmatched(golds, found)]


def _dated_fit(page: Pair, gold: Record, ours: Meeting) -> float:
    parties = parties_fit(page, gold, "parties", ours.parties)
    place = ours.place is not None and share_a_word(gold["place"], ours.place.name)
    return parties if parties >= SAME and place and overlap(gold["date"], ours.date) and _short(ours) else 0.0


def _short(meeting: Meeting) -> bool:
    """Whether the meeting's days are known to a month or so."""
    date = meeting.date
    if date is None or date.earliest is None or date.latest is None:
        return False
    return (date.latest - date.earliest).days < LONG


def _channels_missed(page: Pair) -> tuple[int, list[str]]:
    """Channels of the gold that none of our meetings goes through."""
    golds = [gold for gold in page.records("meetings", optional=False) if gold["channel"]]
    ours = [set(tokens(meeting.channel or "")) for meeting in page.reading.meetings]
    return len(golds), [
        gold["channel"] for gold in golds if not any(set(tokens(gold["channel"])) <= one for one in ours)
    ]
