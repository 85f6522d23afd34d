"""Which store's records become which file: the writer of each format, fed a reading at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from dragoman.app.export.formats import Format
from dragoman.app.printing.progress import counted
from dragoman.ledger import days
from dragoman.ledger.history import MeetingHistory
from dragoman.ledger.sides import channel_name, key, keys
from dragoman.model import EventStatus, Reading, Rejected
from dragoman.publish import export_gdelt
from dragoman.publish.calendar import calendar, entered
from dragoman.publish.export_csv import csv_lines, csv_rows
from dragoman.publish.export_icews import icews
from dragoman.publish.export_jsonl import jsonl
from dragoman.publish.export_parquet import parquet
from dragoman.publish.export_polecat import polecat
from dragoman.publish.export_rows import Act, Dates, Report, acts, vague
from dragoman.store import Database, Query, all_rejected
from dragoman.store.calendar.entries import entries_of
from dragoman.store.exports import how_many_to_export, of_records, to_export
from dragoman.store.ledgers.answers import meetings_of


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be written."""

    format: Format
    query: Query
    statuses: frozenset[EventStatus]
    dates: Dates

    @property
    def kind(self) -> str:
        return self.query.kind or "event"


def pieces(store: Database, asked: Asked, told: Counter[str], *, now: datetime) -> Iterator[bytes]:
    """The file that is asked for, piece by piece. *told* counts what a reader of it should know of."""
    if asked.format is Format.ICS:
        return _calendar(store, asked.query, now)
    if asked.format is Format.JSONL:
        return jsonl(_whole(store, asked.query))
    return WRITERS[asked.format](_counted(_reports(store, asked.query), asked, told), asked)


def _gdelt(reports: Iterable[Report], asked: Asked) -> Iterator[bytes]:
    return export_gdelt.lines(export_gdelt.gdelt_events(_acts(reports, asked)))


def _mentions(reports: Iterable[Report], asked: Asked) -> Iterator[bytes]:
    return export_gdelt.lines(export_gdelt.gdelt_mentions(_acts(reports, asked)))


def _polecat(reports: Iterable[Report], asked: Asked) -> Iterator[bytes]:
    return export_gdelt.lines(polecat(_acts(reports, asked)))


def _icews(reports: Iterable[Report], asked: Asked) -> Iterator[bytes]:
    return export_gdelt.lines(icews(_acts(reports, asked)))


def _csv(reports: Iterable[Report], asked: Asked) -> Iterator[bytes]:
    return csv_lines(csv_rows(reports, asked.kind))


def _parquet(reports: Iterable[Report], asked: Asked) -> Iterator[bytes]:
    return parquet(reports, asked.kind)


WRITERS: dict[Format, Callable[[Iterable[Report], Asked], Iterator[bytes]]] = {
    Format.GDELT: _gdelt,
    Format.MENTIONS: _mentions,
    Format.POLECAT: _polecat,
    Format.ICEWS: _icews,
    Format.CSV: _csv,
    Format.PARQUET: _parquet,
}


def _acts(reports: Iterable[Report], asked: Asked) -> Iterator[Act]:
    return acts(reports, dates=asked.dates, statuses=asked.statuses)


def _reports(store: Database, query: Query) -> Iterator[Report]:
    for one in counted(to_export(store, query), how_many_to_export(store, query)):
        yield Report(reading=one.kept.reading, records=one.records, seen=one.kept.added)


def _whole(store: Database, query: Query) -> Iterator[Reading | Rejected]:
    """Whole readings; where nothing is left out, also what could not be read."""
    yield from (report.reading for report in _reports(store, query))
    if not of_records(query) and not query.since and not query.until:
        yield from all_rejected(store)


def _counted(reports: Iterable[Report], asked: Asked, told: Counter[str]) -> Iterator[Report]:
    """The same *reports*; *told* counts their events, those of other statuses and those without an exact day."""
    for report in reports:
        for event in report.events:
            wanted = event.status in asked.statuses
            told.update(events=1, other=not wanted, vague=wanted and vague(event))
        yield report


def _calendar(store: Database, query: Query, now: datetime) -> Iterator[bytes]:
    """Meetings as all reports together tell them; a whole calendar also takes back what is no longer told."""
    wanted = _meeting_filter(query)
    whole = not any((query.actor, query.type, query.channel, query.place, query.since, query.until, query.words))
    entries = entries_of(store, meetings_of(store), now=now)
    return calendar(entered(one for one in entries if (wanted(one.meeting) if one.meeting else whole)), now=now)


def _meeting_filter(query: Query) -> Callable[[MeetingHistory], bool]:
    """Whether a meeting as it stands now is asked for."""

    def wanted(one: MeetingHistory) -> bool:
        named = {key(one.place.name), key(one.place.code or "")} if one.place else set()
        return (
            (not query.actor or key(query.actor) in keys(one.parties))
            and (not query.type or key(query.type) == one.status)
            and (not query.channel or key(channel_name(query.channel)) == key(channel_name(one.channel or "")))
            and (not query.place or key(query.place) in named)
            and (not query.since or (one.date is not None and days.last(one.date) >= query.since))
            and (not query.until or (one.date is not None and days.first(one.date) <= query.until))
            and (not query.words or any(query.words.casefold() in told.quote.casefold() for told in one.told))
        )

    return wanted
