"""The ledger of meetings, kept folded: which report is of which meeting, and where each meeting stands.

What a meeting is is folded at every question from its own reports. What is kept is only what takes all reports to
find out, so nothing here can differ from what the records say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table, and_, delete, func, insert, or_, select

from dragoman.ledger import days, sides
from dragoman.ledger.history import MeetingHistory, grown
from dragoman.ledger.meetings import reports
from dragoman.ledger.merging import Merging, asks
from dragoman.ledger.seating import looks
from dragoman.ledger.told import Told, in_order
from dragoman.model import Meeting, digest
from dragoman.store.corrections.folds import groups
from dragoman.store.corrections.records import every_correction
from dragoman.store.database import Database, hold
from dragoman.store.folds.marks import BEGINNING, NEVER, Mark, change, earliest, keep_mark, noticed, settled
from dragoman.store.schema.folds import meeting_folds, meeting_parties, meeting_reports, meeting_seats
from dragoman.store.schema.press import records, versions
from dragoman.store.told.folded import (
    batches,
    in_versions,
    key,
    pages_of_twins,
    told_between,
    told_by_number,
    told_once,
    told_where,
)

LEDGER, KIND = "meetings", "meeting"
CHUNK = 5_000
"""Articles that are folded together, in one transaction: others who write wait for no more than that."""
LOOKS = 100
"""Places that are looked at in one question."""
LONGEST = 200
"""Letters of a side's name by which its meetings are found."""
OF_MEETINGS = (meeting_folds.c.number, meeting_parties.c.meeting, meeting_seats.c.meeting)

Report = tuple[Told, tuple[Told, ...]]
"""What is told, and what it came in the stead of."""
Together = dict[tuple[str, str], str]


def look_for_meetings(database: Database) -> int:
    """Folds what has changed since the last time; how many reports those were."""
    with database.reads() as connection:
        if settled(connection, LEDGER):
            return 0
    folded, before = 0, None
    while True:
        with database.writes() as connection:
            hold(connection, digest("fold", LEDGER))
            mark = noticed(connection, LEDGER, KIND)
            if mark.since is None:
                keep_mark(connection, LEDGER, mark)
                return folded
            before = _Book(connection, mark.since, before)
            folded += before.fold()
            keep_mark(connection, LEDGER, Mark(mark.covered, mark.said, before.until))


class _Book:
    """The meetings of one transaction: those that were known, as far as they matter, and those that are new.

    Where nothing was known before the first, *whole* holds all of them from one transaction to the next.
    """

    whole: _Whole | None

    def __init__(self, connection: Connection, since: int, before: _Book | None) -> None:
        self._connection = connection
        self._since = since
        self.until = _end_of_chunk(connection, since)
        self._together = together(connection)
        _undo(connection, since)
        found = connection.execute(select(func.count(), func.max(meeting_folds.c.number))).one()
        self.whole = before.whole if before and before.until == since else None
        if self.whole is not None and len(self.whole.numbers) != found[0]:
            self.whole = None
        if not found[0]:
            self.whole = _Whole(Merging(self._together))
        self._next = (found[1] or 0) + 1

    def fold(self) -> int:
        """Adds what was told in these days; how many reports."""
        coming, numbers = self._coming()
        book = self.whole or self._known(coming, numbers)
        touched: set[int] = set()
        for told, replaced in coming:
            at = book.merging.add(told, replaced)
            if at == len(book.numbers):
                book.numbers.append(self._next)
                book.reports.append([])
                self._next += 1
            book.reports[at].append((told, replaced))
            touched.add(at)
        _write(self._connection, [(book.numbers[at], book.reports[at]) for at in sorted(touched)])
        placed = {key(told): book.numbers[at] for at in touched for told, _ in book.reports[at]}
        _write_reports(self._connection, coming, placed, numbers)
        return len(coming)

    def _coming(self) -> tuple[list[Report], dict[tuple[str, str], int]]:
        """The reports of these days in order, and the numbers of all that is told."""
        stream = told_where(self._connection, KIND, in_versions(told_between(self._since, self.until)))
        of_days = {number: one for number, one in stream.items() if self._since <= one.day.toordinal()}
        of_days = {number: one for number, one in of_days.items() if one.day.toordinal() < (self.until or NEVER)}
        before = self._before({one.page for one in of_days.values()})
        every = told_once(self._connection, KIND, before | of_days)
        return reports(every.values()), {key(one): number for number, one in every.items()}

    def _before(self, pages: set[str]) -> dict[int, Told]:
        """What these *pages* said before."""
        changed = select(versions.c.article).where(~versions.c.current)
        here = select(versions.c.article).where(told_between(self._since, self.until), versions.c.article.in_(changed))
        homes = list(self._connection.execute(here.distinct()).scalars())
        found: dict[int, Told] = {}
        for some in batches(homes):
            before = in_versions(versions.c.article.in_(some), ~versions.c.current)
            found |= told_where(self._connection, KIND, before)
        return {number: one for number, one in found.items() if one.page in pages and not one.current}

    def _known(self, coming: Sequence[Report], numbers: dict[tuple[str, str], int]) -> _Whole:
        """The meetings that these reports may be of."""
        found = set(_near(self._connection, coming))
        found |= _of_records(self._connection, self._grouped(coming))
        known = reports_of(self._connection, found)
        book = _Whole(Merging(self._together))
        for number in sorted(known):
            book.merging.know(known[number])
            book.numbers.append(number)
            book.reports.append(list(known[number]))
        return book

    def _grouped(self, coming: Sequence[Report]) -> list[int]:
        """The records that people say are of one meeting with one of these."""
        names = {self._together[key(told)] for told, _ in coming if key(told) in self._together}
        ids = {record for (_, record), name in self._together.items() if name in names}
        if not ids:
            return []
        every = told_where(self._connection, KIND, records.c.id.in_(sorted(ids)))
        return [number for number, told in every.items() if self._together.get(key(told)) in names]


class _Whole:
    """Meetings as they grow, each with its number and its reports."""

    def __init__(self, merging: Merging) -> None:
        self.merging = merging
        self.numbers: list[int] = []
        self.reports: list[list[Report]] = []


def together(connection: Connection) -> Together:
    """What people say is one meeting: each report, by its article and id, with the name of its group."""
    found = groups(every_correction(connection), KIND)
    ends = {member: member.rpartition("/") for member in found}
    return {(article, record): found[member][0] for member, (article, _, record) in ends.items()}


def _end_of_chunk(connection: Connection, since: int) -> int | None:
    """The day until which so many articles were told; none where those are all."""
    ordered = select(versions.c.last).where(versions.c.last >= date.fromordinal(since)).order_by(versions.c.last)
    last = connection.execute(ordered.offset(CHUNK).limit(1)).scalar()
    return None if last is None or last == date.max else last.toordinal() + 1


def _undo(connection: Connection, since: int) -> None:
    """Takes out the reports since that day; what is left of their meetings stands as it did then."""
    asked = select(meeting_reports.c.meeting).where(meeting_reports.c.day >= since)
    touched = set(connection.execute(asked).scalars())  # where only different ones are asked for, SQLite reads all
    connection.execute(delete(meeting_reports).where(meeting_reports.c.day >= since))
    for some in batches(touched):
        left = reports_of(connection, some)
        _drop(connection, set(some) - left.keys())
        _write(connection, sorted(left.items()))


def _drop(connection: Connection, numbers: Iterable[int]) -> None:
    for some in batches(numbers):
        for column in OF_MEETINGS:
            connection.execute(delete(column.table).where(column.in_(some)))


def _near(connection: Connection, coming: Sequence[Report]) -> Iterator[int]:
    """The meetings that stand where these reports look for theirs."""
    wanted = {
        (seat_number(key), look.shelf, look.first, look.last)
        for asked in {asks(told) for told, _ in coming}
        for look in looks(*asked)
        for key in look.keys
    }
    seats = meeting_seats.c
    for some in batches(wanted, LOOKS):
        places = (
            and_(seats.key == number, seats.shelf == shelf, seats.week.between(first, last))
            for number, shelf, first, last in some
        )
        yield from connection.execute(select(seats.meeting).where(or_(*places)).distinct()).scalars()


def _of_records(connection: Connection, numbers: Sequence[int]) -> set[int]:
    found: set[int] = set()
    for some in batches(numbers):
        asked = select(meeting_reports.c.meeting).where(meeting_reports.c.record.in_(some))
        found |= set(connection.execute(asked).scalars())
    return found


@lru_cache(maxsize=1 << 16)
def seat_number(key: tuple[str, ...]) -> int:
    """What a seat's key is known by."""
    return int(digest("seat", *key)[:15], 16)


def reports_of(connection: Connection, meetings: Iterable[int]) -> dict[int, list[Report]]:
    """The reports of each of the *meetings* in order, each with what it replaces."""
    rows: list[Any] = []
    for some in batches(meetings):
        rows += connection.execute(select(meeting_reports).where(meeting_reports.c.meeting.in_(some))).all()
    told = told_by_number(connection, KIND, (row.record for row in rows))
    replaced: dict[int, list[Told]] = {}
    now: dict[int, dict[tuple[str, str], int]] = {}
    for row in rows:
        if row.record not in told:
            continue
        if row.corrects is not None:
            replaced.setdefault(row.corrects, []).append(told[row.record])
        else:
            now.setdefault(row.meeting, {})[key(told[row.record])] = row.record
    return {
        meeting: [
            (one, tuple(in_order(replaced.get(held[key(one)], ()), Meeting, earlier_versions=True)))
            for one in in_order((told[number] for number in held.values()), Meeting, earlier_versions=True)
        ]
        for meeting, held in now.items()
    }


def _write(connection: Connection, changed: Sequence[tuple[int, list[Report]]]) -> None:
    """Puts meetings, by number, in the place of what they were."""
    _drop(connection, [number for number, _ in changed])
    kept: dict[Table, list[dict[str, Any]]] = {meeting_folds: [], meeting_parties: [], meeting_seats: []}
    for number, held in changed:
        merging = Merging()
        merging.know(held)
        row = _row(number, merging.found[0])
        kept[meeting_folds].append(row)
        place = {"meeting": number, **{name: row[name] for name in ("first", "told", "id")}}
        kept[meeting_parties] += [
            {"side": one[:LONGEST], **place} for one in sorted(sides.keys(merging.found[0].parties))
        ]
        seats = {(seat_number(key), shelf, week) for shelf, key, week in merging.seating.entries()}
        kept[meeting_seats] += [
            {"key": key, "shelf": shelf, "week": week, "meeting": number} for key, shelf, week in sorted(seats)
        ]
    for table, rows in kept.items():
        if rows:
            connection.execute(insert(table), rows)


def _row(number: int, meeting: MeetingHistory) -> dict[str, Any]:
    date = days.known(meeting.date)
    return {
        "number": number,
        "id": meeting.id,
        "first": days.first(date).toordinal() if date else NEVER,
        "told": meeting.told[0].day.toordinal(),
        "last": days.last(date).toordinal() if date else 0,
        "ahead": meeting.ahead,
        "channel": sides.channel_name(meeting.channel) if meeting.channel else None,
    }


def _write_reports(
    connection: Connection,
    coming: Sequence[Report],
    placed: dict[tuple[str, str], int],
    numbers: dict[tuple[str, str], int],
) -> None:
    """Notes which meeting each report is of."""
    rows = []
    for told, replaced in coming:
        here = {"meeting": placed[key(told)], "day": told.day.toordinal()}
        rows.append({"record": numbers[key(told)], **here, "corrects": None})
        rows += [{"record": numbers[key(one)], **here, "corrects": numbers[key(told)]} for one in replaced]
    if rows:
        connection.execute(insert(meeting_reports), rows)


def meetings_in(
    connection: Connection, *, side: str | None = None, since: date | None = None, limit: int | None = None
) -> list[MeetingHistory]:
    """Meetings by their day, those without one last: of a *side*, those that are still to come *since* a day; with
    *limit* the last so many."""
    folds, parties = meeting_folds.c, meeting_parties.c
    asked: Any = select(folds.number)
    place: tuple[Any, ...] = (folds.first, folds.told, folds.id, folds.number)
    if side is not None:
        asked = asked.join(meeting_parties, parties.meeting == folds.number)
        asked = asked.where(parties.side == sides.key(side)[:LONGEST])
        place = (parties.first, parties.told, parties.id, parties.meeting)
    if since is not None:
        asked = asked.where(folds.ahead, folds.last >= since.toordinal())
    asked = asked.order_by(*(column.desc() for column in place)).limit(limit)
    found = _histories(connection, list(connection.execute(asked).scalars())[::-1])
    return [one for one in found if side is None or sides.key(side) in sides.keys(one.parties)]


def sessions_in(connection: Connection, names: Iterable[str], *, limit: int | None = None) -> list[MeetingHistory]:
    """The meetings through channels of these *names* by their day; with *limit* the last so many of each."""
    folds = meeting_folds.c
    numbers: list[int] = []
    for name in names:
        asked = select(folds.number).where(folds.channel == name)
        place = (folds.first, folds.told, folds.id, folds.number)
        asked = asked.order_by(*(column.desc() for column in place)).limit(limit)
        numbers += reversed(connection.execute(asked).scalars().all())
    return _histories(connection, numbers)


def _histories(connection: Connection, numbers: Sequence[int]) -> list[MeetingHistory]:
    held = reports_of(connection, numbers)
    return [grown(held[number]) for number in numbers if number in held]


def channel_names(connection: Connection) -> list[str]:
    """Every channel that a meeting goes through."""
    asked = select(meeting_folds.c.channel).where(meeting_folds.c.channel.is_not(None)).distinct()
    return sorted(connection.execute(asked).scalars())


def rebuild_meetings(database: Database) -> int:
    """Folds all meetings anew from the records, whatever is kept; how many reports those were."""
    with database.writes() as connection:
        change(connection, BEGINNING)
        for table in (meeting_reports, meeting_seats, meeting_parties, meeting_folds):
            connection.execute(delete(table))
    return look_for_meetings(database)


def lose_meetings(connection: Connection, numbers: Iterable[int]) -> None:
    """Forgets within a transaction the meetings that these records tell of, so that they are folded again."""
    gone = sorted(numbers)
    touched = _of_records(connection, gone)
    for some in batches(touched):
        begun = select(func.min(meeting_reports.c.day)).where(meeting_reports.c.meeting.in_(some))
        change(connection, connection.execute(begun).scalar() or NEVER)
    for some in batches(gone):
        change(connection, earliest(connection, pages_of_twins(connection, KIND, records.c.number.in_(some))))
    _drop(connection, touched)
    for some in batches(touched):
        connection.execute(delete(meeting_reports).where(meeting_reports.c.meeting.in_(some)))
