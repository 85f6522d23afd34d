"""The calendar of diplomacy as iCalendar: each meeting once, its days as far as they are told, its words with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from dragoman.ledger.entries import Entry
from dragoman.ledger.history import MeetingHistory
from dragoman.ledger.sides import called
from dragoman.ledger.told import Told
from dragoman.model import Article, Basis, Interval, Meeting, MeetingStatus, Place, digest
from dragoman.publish.export_rows import ends_of
from dragoman.publish.export_values import cell
from dragoman.publish.wording import days

if TYPE_CHECKING:
    import icalendar

MAKER = "-//Dragoman//Calendar of diplomacy//EN"
AT = "@dragoman"
"""What stands behind an id in a UID."""
BACKSLASH = "⧵"
"""What stands for a backslash: writers and readers of calendars take one before an n for a line end."""
SHOWN = 5
"""Reports of a meeting that its description quotes, the newest."""
TAKEN_BACK = "Nothing is told of this meeting by itself any more: another entry has it, or its report was taken back."
LINKS = ("http", "https")
SAFE = "%/:?#[]@!$&'()*+,;=~"
"""What an address may hold as it is."""
STATUS = {
    MeetingStatus.PROPOSED: "TENTATIVE",
    MeetingStatus.AGREED: "TENTATIVE",
    MeetingStatus.SCHEDULED: "CONFIRMED",
    MeetingStatus.UNDER_WAY: "CONFIRMED",
    MeetingStatus.HELD: "CONFIRMED",
    MeetingStatus.POSTPONED: "TENTATIVE",
    MeetingStatus.CANCELLED: "CANCELLED",
    MeetingStatus.REFUSED: "CANCELLED",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words that a meeting rests on, and where they stand."""

    quote: str
    outlet: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A meeting as a calendar shows it. *id* stays while more is told of it; *sequence* rises with every change.

    *changed* is when it was last changed, where that is known; *note* stands in the place of words that are gone.
    """

    id: str
    sequence: int
    parties: tuple[str, ...]
    channel: str | None
    place: Place | None
    date: Interval
    status: MeetingStatus
    topic: str | None
    words: tuple[Words, ...]
    changed: datetime | None = None
    note: str = ""


def entered(entries: Iterable[Entry]) -> Iterator[Appointment]:
    """The appointments of entries whose names and changes are kept; what is gone is cancelled."""
    for one in entries:
        kept = one.kept
        if one.meeting is None:
            yield _taken_back(one)
        else:
            for found in appointments([one.meeting]):
                yield replace(found, id=kept.uid, sequence=kept.sequence, changed=kept.changed)


def _taken_back(one: Entry) -> Appointment:
    return Appointment(
        id=one.kept.uid,
        sequence=one.kept.sequence,
        parties=(),
        channel=None,
        place=None,
        date=Interval(earliest=one.kept.first, latest=one.kept.last, basis=Basis.EXPLICIT),
        status=MeetingStatus.CANCELLED,
        topic=None,
        words=(),
        changed=one.kept.changed,
        note=TAKEN_BACK,
    )


def appointments(histories: Iterable[MeetingHistory]) -> Iterator[Appointment]:
    """Every meeting whose day is told, as all reports together tell it."""
    for one in histories:
        if one.date and ends_of(one.date):
            yield Appointment(
                id=one.id,
                sequence=_reports(one) - 1,
                parties=one.parties,
                channel=one.channel,
                place=one.place,
                date=one.date,
                status=one.status,
                topic=one.topic,
                words=tuple(map(_words, reversed(one.told))),
            )


def _reports(one: MeetingHistory) -> int:
    """How many reports have shaped it. A history's own sequence leaves out days and places told of a session held."""
    return sum(len(step.told) + len(step.replaced) for step in one.steps)


def appointment(meeting: Meeting, article: Article) -> Appointment | None:
    """One report's meeting by itself; none where no day is told."""
    if meeting.date is None or ends_of(meeting.date) is None:
        return None
    quoted = meeting.evidence.of(article.text)
    return Appointment(
        id=digest("appointment", article.url or article.source, article.id, meeting.id),
        sequence=0,
        parties=meeting.parties,
        channel=meeting.channel,
        place=meeting.place,
        date=meeting.date,
        status=meeting.status,
        topic=meeting.topic,
        words=(Words(quote=quoted, outlet=article.outlet or article.source, url=article.url),),
    )


def calendar(coming: Iterable[Appointment], *, now: datetime, name: str = "Dragoman: meetings") -> Iterator[bytes]:
    """A calendar file, piece by piece; *now* stamps the entries of which nobody knows when they were changed."""
    import icalendar

    frame = icalendar.Calendar()
    frame.add("prodid", MAKER)
    frame.add("version", "2.0")
    frame.add("method", "PUBLISH")
    frame.add("x-wr-calname", line(name))
    head, end, tail = frame.to_ical().partition(b"END:VCALENDAR")
    yield head
    for one in coming:
        yield _event(one, now).to_ical()
    yield end + tail


def line(text: str) -> str:
    """*text* on one line, as every reader of calendars gives it back."""
    return cell(text).replace("\\", BACKSLASH)


def _event(one: Appointment, now: datetime) -> icalendar.Event:
    import icalendar

    first, after = _days(one.date)
    event = icalendar.Event()
    event.add("uid", f"{one.id}{AT}")
    event.add("sequence", one.sequence)
    event.add("dtstamp", (one.changed or now).astimezone(UTC))
    event.add("dtstart", first)
    event.add("dtend", after)
    event.add("summary", _summary(one))
    event.add("status", STATUS[one.status])
    event.add("transp", "TRANSPARENT")
    event.add("description", _description(one))
    if one.place:
        _add_place(event, one.place)
    if one.channel and line(one.channel):
        event.add("categories", [line(one.channel)])
    if link := next((_link(words.url) for words in one.words if _link(words.url)), None):
        event.add("url", link)
    return event


def _add_place(event: icalendar.Event, place: Place) -> None:
    country = called(place.code or "")
    names = dict.fromkeys(line(name) for name in (place.name, country) if line(name))
    if names:
        event.add("location", ", ".join(names))
    if place.lat is not None and place.lon is not None:
        event.add("geo", (round(place.lat, 4), round(place.lon, 4)))


def _days(date_told: Interval) -> tuple[date, date]:
    """The first day, and the day after the last one, which iCalendar calls the end."""
    ends = ends_of(date_told)
    assert ends is not None, "an appointment has a day"
    first, last = min(ends), max(ends)
    if last == date.max:
        return min(first, last - timedelta(1)), last
    return first, last + timedelta(1)


def _summary(one: Appointment) -> str:
    parties = ", ".join(line(called(party)) for party in one.parties) or "Meeting"
    topic = f": {line(one.topic)}" if one.topic and line(one.topic) else ""
    return f"{parties}{topic}"


def _description(one: Appointment) -> str:
    """How far it has come, when, and in whose words."""
    lines = [one.note] if one.note else [f"Status: {one.status}", f"When: {days(one.date)}"]
    for words in one.words[:SHOWN]:
        lines += ["", f"“{line(words.quote)}”", f"— {line(words.outlet)}".strip()]
        lines += [line(words.url)] if words.url and line(words.url) else []
    left = len(one.words) - SHOWN
    lines += ["", f"And {left} more."] if left > 0 else []
    return "\n".join(lines)


def _words(told: Told) -> Words:
    return Words(quote=told.quote, outlet=told.outlet or told.source, url=told.url)


def _link(url: str | None) -> str | None:
    """An address that a reader may follow: of the web, and without signs that no address has."""
    if not url:
        return None
    clean = quote(cell(url), safe=SAFE)
    try:
        scheme, host = urlsplit(clean).scheme, urlsplit(clean).hostname
    except ValueError:
        return None
    return clean if scheme.lower() in LINKS and host else None
