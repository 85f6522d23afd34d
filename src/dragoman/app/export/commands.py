"""The commands that write what is stored in the formats of others, and read our own back."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, NoReturn

import typer

from dragoman.app.export.formats import CODED, Format, OfDays, Status
from dragoman.app.options import Address, Since, asked_day, writable
from dragoman.app.store import commands as store_commands
from dragoman.app.store.commands import Kind

if TYPE_CHECKING:
    from dragoman.store import Query


FILTERS = ("actor", "type", "kind", "channel", "place", "until", "words")

How = Annotated[
    Format,
    typer.Option(
        "--format",
        help="gdelt, gdelt-mentions, polecat, icews: events as these data have them. csv, parquet: every field of "
        "one kind of record. jsonl: whole readings, nothing lost. ics: meetings for a calendar.",
        show_default=False,
    ),
]
Where = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME=VALUE",
        help="Only what dragoman search finds by it: actor=RUS, type=ACCUSE, kind=meeting, channel=NAME, place=CHE, "
        'until=2022-01-31, words="security guarantees". Several must all hold.',
        show_default=False,
    ),
]
Of = Annotated[
    list[Status] | None,
    typer.Option(
        "--status",
        help="Events of this status; several by naming the option again. Without it only those told as done: "
        "these data know no other. For gdelt, gdelt-mentions, polecat and icews.",
        show_default=False,
    ),
]
Days = Annotated[
    OfDays,
    typer.Option(
        "--dates",
        help="Where a stretch of days is told and the format has room for one. first: its first day. exact: such an "
        "event is left out. all: a row for each day, of a year at most.",
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(callback=writable, metavar="FILE", help="Write here instead; the file is there whole or not at all."),
]
FromFiles = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE|-|FOLDER...",
        help="JSON Lines that dragoman wrote; - for standard input; a folder is all its .jsonl files, as dragoman run "
        "leaves them.",
    ),
]


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the command line."""
    app.command("export")(export)
    app.command("import")(import_lines)


def export(
    format: How,
    since: Since = None,
    where: Where = None,
    status: Of = None,
    dates: Days = OfDays.FIRST,
    out: Out = None,
    database: Address = None,
) -> None:
    """Write what is stored in a format that other programs read.

    Exit code: 0, also when nothing is found; 2 for wrong usage, 3 when the store failed.
    """
    from dragoman.app.export.exporting import Asked, pieces
    from dragoman.model import EventStatus
    from dragoman.publish.export_rows import Dates

    if format not in CODED and (status or dates is not OfDays.FIRST):
        raise typer.BadParameter(f"--status and --dates go with {', '.join(CODED)}: {format} holds both as they are")
    asked = Asked(
        format=format,
        query=_query(format, where or [], since),
        statuses=frozenset(EventStatus(one) for one in status or (Status.ACTUAL,)),
        dates=Dates(dates),
    )
    told: Counter[str] = Counter()
    with store_commands.opened_store(database) as store:
        _write(pieces(store, asked, told, now=_now()), out)
    if format in CODED:
        _tell(dates, told)


def _write(pieces: Iterable[bytes], out: Path | None) -> None:
    from dragoman.app.printing.output import output
    from dragoman.publish.export_parquet import NoParquet

    try:
        with output(out) as sink:
            for piece in pieces:
                sink.write(piece)
            sink.flush()
    except NoParquet as error:
        raise typer.BadParameter(str(error)) from None


def _query(format: Format, where: Iterable[str], since: date | None) -> Query:
    """What is asked of the store."""
    from dragoman.store import Query

    named = dict(map(_filter, where))
    until = asked_day(named.pop("until")) if "until" in named else None
    store_commands._known_type(named.get("type"))
    only = Kind.MEETING if format is Format.ICS else Kind.EVENT if format in CODED else None
    kind = named.get("kind") or only or (None if format is Format.JSONL else Kind.EVENT)
    if kind is not None and kind not in list(Kind):
        raise typer.BadParameter(f"kind={kind}: write one of {', '.join(Kind)}")
    if only is not None and kind != only:
        raise typer.BadParameter(f"{format} holds {only}s alone: leave kind={kind} away, or write --format csv")
    return Query(
        words=named.get("words"),
        kind=kind,
        actor=named.get("actor"),
        type=named.get("type"),
        channel=named.get("channel"),
        place=named.get("place"),
        since=since,
        until=until,
    )


def _filter(written: str) -> tuple[str, str]:
    name, given, value = written.partition("=")
    if not given or name.strip() not in FILTERS or not value.strip():
        raise typer.BadParameter(f"{written!r} is no filter: write NAME=VALUE, where NAME is {', '.join(FILTERS)}")
    return name.strip(), value.strip()


def _tell(dates: OfDays, told: Counter[str]) -> None:
    """Says on standard error what the format could not hold."""
    done = {
        OfDays.FIRST: "stand under their first day, else the day of publication",
        OfDays.EXACT: "are left out",
        OfDays.ALL: "stand under each of their days",
    }[dates]
    notes = [f"{told['vague']} without an exact day {done}"] if told["vague"] else []
    notes += [f"{told['other']} of another status are left out"] if told["other"] else []
    if notes:
        print(f"dragoman: of {told['events']} events {'; '.join(notes)}", file=sys.stderr)


def import_lines(files: FromFiles, database: Address = None) -> None:
    """Read JSON Lines that Dragoman wrote into a store; what is there already stays as it is.

    Exit code: 0 when every line is kept, 1 when some could not be (each with a line on standard error), 2 for wrong
    usage, 3 when the store failed.
    """
    from dragoman.app.export.importing import imported, lines_of
    from dragoman.app.printing.progress import counted
    from dragoman.publish.wording import plain

    outcomes: Counter[str] = Counter()
    named = [one for file in files for one in _files_of(file)]
    with store_commands.opened_store(database, create=True) as store:
        for file in counted(named, len(named)):
            with _opened(file) as stream:
                for one in imported(store, lines_of(stream), now=_now()):
                    outcomes[one.outcome] += 1
                    if one.reason:
                        print(plain(f"dragoman: {file}:{one.line}: {one.reason}"), file=sys.stderr)
    told = ", ".join(f"{outcomes[name]} {name}" for name in ("stored", "known", "rejected", "faulty"))
    print(f"{outcomes.total()} lines: {told}")
    if outcomes["faulty"]:
        raise typer.Exit(1)


def _files_of(file: str) -> list[str]:
    """The files that one argument names; all of them are looked for before the first is read."""
    if file == "-":
        return [file]
    try:
        if Path(file).is_dir():
            return sorted(map(str, Path(file).glob("*.jsonl"))) or _none(f"{file} holds no .jsonl file")
        return [file] if Path(file).exists() else _none(f"there is no file {file}")
    except OSError as error:  # a name too long for any file
        _none(f"{file[:80]}…: {error.strerror}")


def _none(what: str) -> NoReturn:
    from dragoman.publish.wording import plain

    raise typer.BadParameter(plain(f"{what}: name one that dragoman export or dragoman run wrote"))


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    if file == "-":
        yield sys.stdin.buffer
        return
    with Path(file).open("rb") as stream:
        yield stream


def _now() -> datetime:
    return datetime.now(UTC)
