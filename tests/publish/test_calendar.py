"""The calendar, read by two programs that we did not write: each meeting once, its words only words."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import SOAK
from tests.ledger.reports import GENEVA, MEETINGS, day, meeting, on, stretch
from tests.publish.fuzzed import hundreds, reports, ten_thousand
from tests.store.readings import talks

from dragoman.ledger.meetings import meetings
from dragoman.ledger.told import Told, in_order
from dragoman.model import Meeting, MeetingStatus, Place
from dragoman.publish.calendar import Appointment, appointment, appointments, calendar, line

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import ics

NOW = datetime(2026, 2, 1, 9, 30, tzinfo=UTC)
HISTORIES = 1000 if SOAK else 50


def written(coming: Iterable[Appointment]) -> bytes:
    return b"".join(calendar(coming, now=NOW))


def read(file: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(file).walk("VEVENT"))


def read_otherwise(file: bytes) -> list[ics.Event]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return list(ics.Calendar(file.decode("utf-8")).events)


def entries(*told: Told) -> list[icalendar.Event]:
    return read(written(appointments(meetings(told))))


def entry(**changed: object) -> icalendar.Event:
    """The calendar's one entry of a report by hand."""
    given_when = changed.pop("when", day(10))
    (found,) = entries(meeting("RUS USA", on(1), when=given_when, **changed))  # type: ignore[arg-type]
    return found


def test_a_day_is_an_all_day_entry() -> None:
    found = entry(topic="security guarantees", place=GENEVA, channel="Strategic Stability Dialogue")

    assert (found.decoded("dtstart"), found.decoded("dtend")) == (on(10), on(11))
    assert str(found["summary"]) == "Russia, United States: security guarantees"
    assert str(found["location"]) == "Geneva, Switzerland"
    assert found["categories"].to_ical() == b"Strategic Stability Dialogue"
    assert found.decoded("dtstamp") == NOW
    assert "organizer" not in found and "attendee" not in found


def test_a_vague_time_is_a_stretch_of_days() -> None:
    found = entry(when=stretch(on(1), on(31)))

    assert (found.decoded("dtstart"), found.decoded("dtend")) == (on(1), date(2022, 2, 1))


def test_an_open_end_stands_on_the_day_that_is_told_and_says_so() -> None:
    found = entry(when=stretch(on(10), None))

    assert (found.decoded("dtstart"), found.decoded("dtend")) == (on(10), on(11))
    assert "When: from 10 January 2022 on" in str(found["description"])


@pytest.mark.parametrize("end", [date.max, date.max - timedelta(1)])
def test_the_last_day_of_the_calendar_has_an_end(end: date) -> None:
    found = entry(when=stretch(end, end))

    assert found.decoded("dtstart") < found.decoded("dtend") <= date.max


def test_a_meeting_without_a_day_is_in_no_calendar() -> None:
    assert entries(meeting("RUS USA", on(1)), meeting("CHN USA", on(1), when=stretch(None, None))) == []


@pytest.mark.parametrize(
    ("status", "shown"),
    [("proposed", "TENTATIVE"), ("agreed", "TENTATIVE"), ("postponed", "TENTATIVE"), ("scheduled", "CONFIRMED"),
     ("under way", "CONFIRMED"), ("held", "CONFIRMED"), ("cancelled", "CANCELLED"), ("refused", "CANCELLED")],
)  # fmt: skip
def test_how_far_it_has_come_is_its_status(status: str, shown: str) -> None:
    assert str(entry(status=MeetingStatus(status))["status"]) == shown


def test_the_words_come_with_their_outlet_and_address() -> None:
    found = entry(quote="They will meet on 10 January.", outlet="The Gazette", url="https://gazette.example/a")

    assert "“They will meet on 10 January.”\n— The Gazette\nhttps://gazette.example/a" in str(found["description"])
    assert str(found["url"]) == "https://gazette.example/a"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "https://", "nowhere", None])
def test_only_an_address_of_the_web_is_a_link(url: str | None) -> None:
    assert "url" not in entry(url=url)


def test_a_moved_meeting_is_updated_and_not_doubled() -> None:
    first = meeting("RUS USA", on(1), when=day(10))
    moved = meeting("RUS USA", on(5), when=day(20), quote="The talks were postponed to 20 January.")

    (before,), (after,) = entries(first), entries(first, moved)

    assert before["uid"] == after["uid"]
    assert after["sequence"] > before["sequence"]
    assert after.decoded("dtstart") == on(20)


def test_a_report_by_itself_is_an_entry() -> None:
    reading = talks()
    found = appointment(reading.meetings[0], reading.article)

    assert found is not None
    (one,) = read(written([found]))
    assert (one.decoded("dtstart"), one.decoded("dtend")) == (date(2022, 3, 1), date(2022, 4, 1))
    assert "The two will meet in Geneva" in str(one["description"])


def test_a_report_by_itself_without_a_day_is_none() -> None:
    reading = talks()

    assert appointment(replace(reading.meetings[0], date=None), reading.article) is None


def test_an_empty_calendar_is_one() -> None:
    assert read(written([])) == []
    assert read_otherwise(written([])) == []


def test_lines_are_folded_and_end_as_the_standard_says() -> None:
    file = written(appointments(meetings([meeting("RUS USA", on(1), when=day(10), quote="平和" * 200)])))

    assert file.endswith(b"END:VCALENDAR\r\n")
    assert max(map(len, file.split(b"\r\n"))) <= 75
    assert file.replace(b"\r\n", b"").count(b"\n") == file.replace(b"\r\n", b"").count(b"\r") == 0


@hundreds
@ten_thousand
def test_two_foreign_readers_find_every_meeting_and_its_words_stay_words(seed: int) -> None:
    some = [
        found
        for one in reports(seed)
        for record in one.reading.meetings
        if (found := appointment(record, one.reading.article)) is not None
    ]
    file = written(some)

    assert _lines_hold(file)
    assert [_shown(one) for one in read(file)] == [_meant(one) for one in some]
    assert all(f"“{line(one.words[0].quote)}”" in shown for one, shown in zip(some, _descriptions(file), strict=True))
    assert {(str(one["uid"]), str(one["summary"]), str(one["description"])) for one in read(file)} == {
        (one.uid, one.name, one.description) for one in read_otherwise(file)
    }


def _descriptions(file: bytes) -> list[str]:
    return [str(one["description"]) for one in read(file)]


def _lines_hold(file: bytes) -> bool:
    names = {line.split(b":")[0].split(b";")[0] for line in file.replace(b"\r\n ", b"").split(b"\r\n") if line}
    allowed = b"BEGIN END VERSION PRODID METHOD X-WR-CALNAME UID SEQUENCE DTSTAMP DTSTART DTEND SUMMARY STATUS TRANSP"
    return names <= {*allowed.split(), b"DESCRIPTION", b"LOCATION", b"GEO", b"CATEGORIES", b"URL"} and all(
        len(line) <= 75 for line in file.split(b"\r\n")
    )


def _shown(one: icalendar.Event) -> tuple[object, ...]:
    return str(one["uid"]), int(one["sequence"]), one.decoded("dtstart")


def _meant(one: Appointment) -> tuple[object, ...]:
    first = one.date.earliest or one.date.latest
    assert first is not None
    return f"{one.id}@dragoman", one.sequence, first if first < date.max else date.max - timedelta(1)


def _state(one: icalendar.Event) -> tuple[object, ...]:
    """What people would come to the wrong place or on the wrong day for."""
    return one.decoded("dtstart"), one.decoded("dtend"), str(one["status"]), str(one.get("location", ""))


@given(st.lists(MEETINGS, max_size=12))
@settings(max_examples=HISTORIES)
def test_a_meeting_is_never_doubled_however_its_history_goes(told: list[Told]) -> None:
    known: dict[str, icalendar.Event] = {}
    for so_far in _growing(told):
        found = read(written(appointments(meetings(so_far))))
        uids = [str(one["uid"]) for one in found]
        assert len(set(uids)) == len(uids)
        for uid, one in zip(uids, found, strict=True):
            if uid in known:
                _follows(known[uid], one)
            known[uid] = one
        assert set(known) == set(uids)


def _growing(told: Sequence[Told]) -> Iterable[list[Told]]:
    """What was known after each report, in the order in which they were told."""
    every = in_order(told, Meeting)
    return (every[:end] for end in range(1, len(every) + 1))


def _follows(before: icalendar.Event, after: icalendar.Event) -> None:
    assert after["sequence"] >= before["sequence"]
    if _state(before) != _state(after):
        assert after["sequence"] > before["sequence"]


def test_the_place_of_a_state_is_named_once() -> None:
    assert str(entry(place=Place(name="Switzerland", code="CHE", lat=None, lon=None))["location"]) == "Switzerland"
