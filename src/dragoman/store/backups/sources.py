"""Sources, their log, what they gave and their hosts as lines of a backup, and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from sqlalchemy import Connection, insert, select

from dragoman.store.backups.lines import Collected, HostLine, LogLine, SightingLine, SourceLine
from dragoman.store.schema.press import hosts, sightings, source_log, sources
from dragoman.store.sources.watched import entry_of, put_entries, put_source, watched_of
from dragoman.store.sources.work import put_sighting
from dragoman.store.values.sources import Host, Sighting, Watched


def collected_lines(connection: Connection) -> Iterator[Collected]:
    """What is kept of the collecting, in an order that both databases have."""
    for row in connection.execute(select(sources).order_by(sources.c.id)).all():
        watched = watched_of(row)
        yield SourceLine(source=watched.source, standing=watched.standing)
        logged = select(source_log).where(source_log.c.source == row.id).order_by(source_log.c.number)
        for entry in connection.execute(logged).all():
            yield LogLine(source=watched.source.name, entry=entry_of(entry))
    for row in sorted(connection.execute(select(sightings)).all(), key=lambda row: (row.article, row.source)):
        seen = Sighting(source=row.source, elsewhere=row.elsewhere, from_feed=row.from_feed)
        yield SightingLine(article=row.article, added=row.added, sighting=seen)
    for row in sorted(connection.execute(select(hosts)).all(), key=lambda row: str(row.name)):
        yield HostLine(host=Host(**row._mapping))


def put_collected(connection: Connection, line: Collected) -> None:
    """Adds what a line holds."""
    match line:
        case SourceLine():
            put_source(connection, Watched(source=line.source, standing=line.standing))
        case LogLine():
            put_entries(connection, line.source, [line.entry])
        case SightingLine():
            put_sighting(connection, line.article, line.sighting, now=line.added)
        case HostLine():
            connection.execute(insert(hosts), asdict(line.host))
