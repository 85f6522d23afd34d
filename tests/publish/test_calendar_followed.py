"""A calendar that is followed: whatever is told late, moved, joined or taken back, nobody sees a meeting twice."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import icalendar
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import SOAK
from tests.ledger.reports import MEETINGS, day, meeting, on

from dragoman.ledger.entries import Assigned, Kept, assigned
from dragoman.ledger.history import MeetingHistory
from dragoman.ledger.meetings import meetings
from dragoman.ledger.told import Told
from dragoman.model import MeetingStatus
from dragoman.publish.calendar import calendar, entered

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import ics

NOW = datetime(2026, 2, 1, 9, 30, tzinfo=UTC)
HISTORIES = 1000 if SOAK else 50
SHOWN = ("dtstart", "dtend", "status", "location", "summary", "description")
"""What a change of must raise the sequence."""


@dataclass
class Shelf:
    """What is kept between two looks, as the store keeps it."""

    kept: dict[str, Kept] = field(default_factory=dict)
    reports: dict[str, str] = field(default_factory=dict)
    looks: int = 0

    def look(self, told: Iterable[Told]) -> tuple[Assigned, tuple[MeetingHistory, ...]]:
        self.looks += 1
        histories = meetings(told)
        found = assigned(histories, self.kept.values(), self.reports, now=NOW + timedelta(hours=self.looks))
        self.kept |= {one.uid: one for one in found.changed}
        self.reports |= found.reports
        return found, histories

    def file(self, told: Iterable[Told]) -> bytes:
        return b"".join(calendar(entered(self.look(told)[0].entries), now=NOW))


@dataclass
class Client:
    """A calendar program: it takes an entry in the place of the one of the same name, unless that is newer."""

    entries: dict[str, icalendar.Event] = field(default_factory=dict)

    def follow(self, file: bytes) -> None:
        coming = list(icalendar.Calendar.from_ical(file).walk("VEVENT"))
        uids = [str(one["uid"]) for one in coming]
        assert len(set(uids)) == len(uids)
        assert set(self.entries) <= set(uids)  # what was once shown is shown changed or cancelled, never just left out
        for uid, one in zip(uids, coming, strict=True):
            before = self.entries.get(uid)
            assert before is None or one["sequence"] >= before["sequence"]
            if before is not None and _shown(before) != _shown(one):
                assert one["sequence"] > before["sequence"]
                assert one.decoded("dtstamp") > before.decoded("dtstamp")
            self.entries[uid] = one

    def standing(self) -> list[icalendar.Event]:
        """What it shows as a meeting of its own."""
        return [one for one in self.entries.values() if "another entry has it" not in str(one["description"])]


def _shown(one: icalendar.Event) -> list[bytes]:
    return [one[name].to_ical() for name in SHOWN if name in one]


def uids(file: bytes) -> list[str]:
    return [str(one["uid"]) for one in icalendar.Calendar.from_ical(file).walk("VEVENT")]


def standing(file: bytes) -> dict[str, str]:
    """The status of each entry of a file."""
    return {str(one["uid"]): str(one["status"]) for one in icalendar.Calendar.from_ical(file).walk("VEVENT")}


@given(st.lists(MEETINGS, max_size=10), st.randoms(use_true_random=False))
@settings(max_examples=HISTORIES)
def test_a_meeting_is_never_doubled_in_whatever_order_its_reports_arrive(told: list[Told], order: object) -> None:
    """Late ones, moved ones, those that join two meetings or part one, and those that are taken back again."""
    order.shuffle(told)  # type: ignore[attr-defined]
    shelf, client = Shelf(), Client()
    arrived = [told[:end] for end in range(1, len(told) + 1)]
    taken_back = [told[start:] for start in range(1, len(told))]
    for so_far in (*arrived, *taken_back):
        file = shelf.file(so_far)
        client.follow(file)
        dated = [one for one in meetings(so_far) if one.date and (one.date.earliest or one.date.latest)]
        assert len(client.standing()) == len(dated)
        if so_far in (told, told[-1:]):
            assert _read_otherwise(file) == set(client.entries)


def _read_otherwise(file: bytes) -> set[str]:
    """The names of the entries as the other foreign reader sees them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return {one.uid for one in ics.Calendar(file.decode("utf-8")).events}


@given(st.lists(MEETINGS, min_size=1, max_size=8))
@settings(max_examples=HISTORIES)
def test_looking_twice_changes_nothing(told: list[Told]) -> None:
    shelf = Shelf()
    file = shelf.file(told)

    assert shelf.file(told) == file
    assert shelf.look(told)[0].changed == ()


def test_a_late_report_of_an_earlier_day_leaves_the_entry_its_name() -> None:
    shelf = Shelf()
    known = meeting("RUS USA", on(5), when=day(10))
    late = meeting("RUS USA", on(2), when=day(10), quote="They mean to meet on 10 January.")
    before = uids(shelf.file([known]))

    assert meetings([known])[0].id != meetings([late, known])[0].id
    assert uids(shelf.file([late, known])) == before


def test_a_late_report_of_another_day_moves_the_entry_and_keeps_it() -> None:
    shelf = Shelf()
    known = meeting("RUS USA", on(5), when=day(20), quote="The talks were postponed to 20 January.")
    late = meeting("RUS USA", on(2), when=day(10))
    before = uids(shelf.file([known]))

    assert uids(shelf.file([late, known])) == before


def test_of_two_entries_that_turn_out_to_be_one_meeting_the_older_stays_and_the_other_is_cancelled() -> None:
    shelf = Shelf()
    one = meeting("RUS USA", on(3), when=day(10))
    other = meeting("RUS USA", on(4), when=day(20), quote="They will meet on 20 January.")
    bridge = meeting("RUS USA", on(3), when=day(20), quote="The talks were moved to 20 January.", page="bridge")
    (first,) = uids(shelf.file([one]))
    (second,) = set(uids(shelf.file([one, other]))) - {first}

    after = standing(shelf.file([one, bridge, other]))

    assert set(after) == {first, second}
    assert (after[first], after[second]) == ("CONFIRMED", "CANCELLED")


def test_a_meeting_that_is_called_off_is_cancelled_under_its_name() -> None:
    shelf = Shelf()
    told = meeting("RUS USA", on(3), when=day(10))
    off = meeting("RUS USA", on(5), when=day(10), status=MeetingStatus.CANCELLED, quote="It was called off.")
    (uid,) = uids(shelf.file([told]))

    assert standing(shelf.file([told, off])) == {uid: "CANCELLED"}


def test_an_entry_whose_only_report_was_forgotten_is_cancelled_and_holds_no_word_of_it() -> None:
    shelf = Shelf()
    told = meeting("RUS USA", on(3), when=day(10), quote="Kari Dahl will be there.", topic="the cod of Kari Dahl")
    (uid,) = uids(shelf.file([told]))

    file = shelf.file([])

    assert standing(file) == {uid: "CANCELLED"}
    assert b"Dahl" not in file
    assert "Dahl" not in str(shelf.kept) + str(shelf.reports)


def test_a_page_that_is_coded_anew_keeps_its_entry() -> None:
    """The same page and parties, but other words and another day: a newer reader has understood it better."""
    shelf = Shelf()
    before = uids(shelf.file([meeting("RUS USA", on(3), when=day(10), page="page", quote="They meet Monday.")]))

    after = uids(shelf.file([meeting("RUS USA", on(3), when=day(11), page="page", quote="They meet on Tuesday.")]))

    assert after == before


def test_another_meeting_of_the_same_page_and_parties_has_an_entry_of_its_own() -> None:
    shelf = Shelf()
    first = meeting("RUS USA", on(3), when=day(10), page="page")
    (uid,) = uids(shelf.file([first]))

    both = uids(shelf.file([first, meeting("RUS USA", on(3), when=day(28), page="page", quote="Another meeting.")]))

    assert uid in both
    assert len(set(both)) == 2
