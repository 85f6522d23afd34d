"""The commands of the store. Each opens it, asks one thing and prints the answer; a store that fails ends with 3."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.app.options import Address, Json, Published, Since, Sources, Until, writable

if TYPE_CHECKING:
    from dragoman.app.store.ingesting import Ingested
    from dragoman.store import Counts, Database

STORE_FAILED = 3
MOST_HITS = 1000


class Kind(StrEnum):
    """Kinds of records, as a user names them."""

    STATEMENT = "statement"
    EVENT = "event"
    MEETING = "meeting"
    POSITION = "position"
    ENTITY = "entity"


Words = Annotated[
    str | None,
    typer.Argument(
        metavar='["WORDS"]',
        help='All of them must be there; "in quotes" they follow one another; negot* is a beginning. Without options '
        "they are looked for in whole articles, with one in the words that a record rests on.",
        show_default=False,
    ),
]
OfKind = Annotated[Kind | None, typer.Option("--kind", help="Only records of this kind.", show_default=False)]
Actor = Annotated[
    str | None, typer.Option(metavar="CODE|NAME", help="Who acts, is acted upon, speaks, meets or holds: RUS, NATO.")
]
Type = Annotated[
    str | None,
    typer.Option(metavar="TYPE", help="The type of an event (ACCUSE), status of a meeting (held) or stance (demands)."),
]
Channel = Annotated[
    str | None, typer.Option(metavar="NAME", help="The forum or format of a meeting: NATO-Russia Council.")
]
Place = Annotated[
    str | None, typer.Option(metavar="NAME|CODE", help="Where it happens, by name or state: Geneva, CHE.")
]
Limit = Annotated[int, typer.Option(min=1, max=MOST_HITS, help="How many at most, newest first.")]
Every = Annotated[bool, typer.Option("--all", help="Older versions and readings too, not only the newest.")]
WrongToo = Annotated[bool, typer.Option("--all", help="Records that a person marked as wrong too, each marked.")]
Check = Annotated[bool, typer.Option("--check", help="Only check the backup; no store is touched.")]
Upgrade = Annotated[bool, typer.Option("--upgrade", help="Bring an older store up to date first.")]
Rebuild = Annotated[bool, typer.Option("--rebuild", help="Make all that the ledgers keep anew from the records.")]
ToFile = Annotated[Path, typer.Argument(callback=writable, metavar="FILE", help="Where the backup goes.")]
FromFile = Annotated[Path, typer.Argument(metavar="FILE", help="A backup that dragoman backup wrote.")]


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the command line."""
    for command in (ingest, search, verify, backup, restore, doctor):
        app.command()(command)


def ingest(sources: Sources, published: Published = None, database: Address = None, as_json: Json = False) -> None:
    """Read news pages and store them; a run that was cut off goes on where it was.

    Exit code: 0 when every page is stored, 1 when some could not be read (each with a line on standard error),
    2 for wrong usage, 3 when the store failed.
    """
    from dragoman.app.printing.progress import counted
    from dragoman.app.sources import sources_of
    from dragoman.app.store.ingesting import ingested
    from dragoman.store.copies.copying import look_for_copies
    from dragoman.store.folds.meetings import look_for_meetings

    named = list(sources_of(sources))
    outcomes: Counter[str] = Counter()
    with opened_store(database, create=True) as store:
        for one in counted(ingested(store, named, published=published, now=datetime.now(UTC)), len(named)):
            outcomes[one.outcome] += 1
            _tell(one, as_json=as_json)
        look_for_copies(store)
        look_for_meetings(store)
    told = ", ".join(f"{outcomes[name]} {name}" for name in ("stored", "known", "rejected"))
    pages = "page" if outcomes.total() == 1 else "pages"
    print(f"{outcomes.total()} {pages}: {told}", file=sys.stderr if as_json else sys.stdout)
    if outcomes["rejected"]:
        raise typer.Exit(1)


def _tell(one: Ingested, *, as_json: bool) -> None:
    """Says that a page is dealt with, once it is."""
    from dragoman.publish.wording import plain

    if as_json:
        print_json(one)
    if one.rejected is not None:
        line = f"dragoman: {one.source}: {one.rejected.reason} [{one.rejected.stage}]"
        print(plain(line), file=sys.stderr)


def search(
    words: Words = None,
    kind: OfKind = None,
    actor: Actor = None,
    type: Type = None,
    channel: Channel = None,
    place: Place = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 20,
    every: WrongToo = False,
    database: Address = None,
    as_json: Json = False,
) -> None:
    """Search the store for articles by their words, or for records by who, what, where and when.

    Records are shown as people set them right: see dragoman corrections.

    Exit code: 0, also when nothing is found; 2 for wrong usage, 3 when the store failed.
    """
    if not any((words, kind, actor, type, channel, place, since, until)):
        raise typer.BadParameter('write what to search for: "words", or an option such as --actor RUS')
    _known_type(type)
    from dragoman.store import Query, respected_search

    query = Query(
        words=words, kind=kind, actor=actor, type=type, channel=channel, place=place,
        since=since, until=until, limit=limit,
    )  # fmt: skip
    with opened_store(database) as store:
        for hit in respected_search(store, query, every=every):
            print_json(hit) if as_json else print(_shown()(hit))


def _known_type(type: str | None) -> None:
    from dragoman.model import EntityKind, EventType, Form, MeetingStatus, Stance

    known = [str(one) for words in (EventType, MeetingStatus, Stance, Form, EntityKind) for one in words]
    if type is not None and type.casefold() not in map(str.casefold, known):
        raise typer.BadParameter(f"{type!r} is none of {', '.join(known)}")


def verify(every: Every = False, database: Address = None, as_json: Json = False) -> None:
    """Check every stored word against its digest, and every record against the words it rests on.

    Exit code: 0 when all holds, 1 when something does not (each with a line), 3 when the store failed.
    """
    from dragoman.app.printing.progress import counted
    from dragoman.publish.wording import plain
    from dragoman.store import how_many
    from dragoman.store import verify as checked

    totals: Counter[str] = Counter()
    with opened_store(database) as store:
        for one in counted(checked(store, every=every), how_many(store, every=every)):
            totals.update(
                versions=int(one.source != store.where),
                readings=one.readings,
                records=one.records,
                spans=one.spans,
                faults=len(one.faults),
            )
            if as_json:
                print_json(one)
            for fault in () if as_json else one.faults:
                print(plain(f"{one.source}: {fault}"))
    held = ", ".join(f"{totals[name]} {name}" for name in ("versions", "readings", "records", "spans"))
    print(f"{held}: {totals['faults'] or 'no'} faults", file=sys.stderr if as_json else sys.stdout)
    if totals["faults"]:
        raise typer.Exit(1)


def backup(file: ToFile, database: Address = None) -> None:
    """Write the whole store to one file, and check that file.

    Exit code: 0 when the backup holds, 3 when it or the store failed.
    """
    from dragoman.store import backup as backed_up

    with opened_store(database) as store:
        print(f"{file}: {_held(backed_up(store, file))}")


def restore(file: FromFile, check: Check = False, database: Address = None) -> None:
    """Fill a new store from a backup, SQLite's or PostgreSQL's into either; all of it or nothing.

    Exit code: 0 when all of it holds, 3 when the backup is damaged or the store failed.
    """
    from dragoman.store import check as checked
    from dragoman.store import restore as restored

    if check:
        with explained():
            print(f"{file}: {_held(checked(file))}: all holds")
        return
    with opened_store(database, create=True) as store:
        print(f"{store.where}: {_held(restored(store, file))}")


def doctor(upgrade: Upgrade = False, rebuild: Rebuild = False, database: Address = None, as_json: Json = False) -> None:
    """Look whether everything that the store needs is there and well.

    Exit code: 0 when it is, 1 when something is not (with the remedy), 3 when the store cannot be opened.
    """
    from dragoman.store import doctor as findings
    from dragoman.store.folds.keys import look_for_keys, rebuild_keys
    from dragoman.store.folds.meetings import rebuild_meetings

    with opened_store(database, upgrade=upgrade) as store:
        if rebuild:
            rebuild_keys(store)
            rebuild_meetings(store)
        elif upgrade:
            look_for_keys(store)
        found = findings(store, now=datetime.now(UTC))
    for one in found:
        remedy = f": {one.remedy}" if one.remedy else ""
        print_json(one) if as_json else print(f"{'ok ' if one.well else 'BAD'} {one.name:10} {one.said}{remedy}")
    if not all(one.well for one in found):
        raise typer.Exit(1)


@contextmanager
def opened_store(address: str | None, *, create: bool = False, upgrade: bool = False) -> Iterator[Database]:
    from dragoman.app.settings import default_database
    from dragoman.store import opened

    default = default_database(platform=sys.platform, environment=os.environ, home=Path.home())
    with explained(), opened(address or str(default), create=create, upgrade=upgrade) as database:
        yield database


@contextmanager
def explained() -> Iterator[None]:
    """A store that fails: one line on standard error, and 3. A name that nobody has: wrong usage."""
    from dragoman.publish.wording import plain
    from dragoman.store import StoreError
    from dragoman.store.naming import Unknown

    try:
        yield
    except Unknown as error:
        raise typer.BadParameter(str(error)) from None
    except StoreError as error:
        print(plain(f"dragoman: {error}"), file=sys.stderr)
        raise typer.Exit(STORE_FAILED) from None


def _shown() -> Callable[[Any], str]:
    """How a hit is printed here."""
    import shutil
    from functools import partial

    from dragoman.app.printing.found import found
    from dragoman.app.printing.output import coloured

    columns = shutil.get_terminal_size().columns
    return partial(found, width=min(columns, 100) if sys.stdout.isatty() else 88, colour=coloured())


def _held(held: Counts) -> str:
    return f"{held.articles} articles, {held.versions} versions, {held.readings} readings, {held.records} records"


def print_json(value: object) -> None:
    """One object a line, at once: what is told is done."""
    import msgspec

    sys.stdout.buffer.write(msgspec.json.encode(value) + b"\n")
    sys.stdout.buffer.flush()
