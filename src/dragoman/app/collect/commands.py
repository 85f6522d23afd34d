"""The commands of collecting: what is collected, how it fares, and the rounds themselves."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.app.collect.desk import complain, desk_at, previewed, say
from dragoman.app.collect.fetch_command import NotBefore, fetch
from dragoman.app.options import Address, Json, writable
from dragoman.app.store.commands import opened_store, print_json

if TYPE_CHECKING:
    from dragoman.store import Database, Source, Watched

sources = typer.Typer(
    name="sources",
    help="What is collected: feeds, sitemaps, pages and folders.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


class Kind(StrEnum):
    """Kinds of sources, as a user names them."""

    FEED = "feed"
    SITEMAP = "sitemap"
    PAGE = "page"
    FOLDER = "folder"


def often(written: str) -> timedelta:
    """How often a source is asked, as a user writes it."""
    from dragoman.app.collect.adding import duration

    try:
        return duration(written)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


Named = Annotated[str, typer.Argument(metavar="NAME", help="The name of a source: see dragoman sources list.")]
Where = Annotated[
    str, typer.Argument(metavar="URL|PATH", help="A feed, a sitemap, a page, or a folder of pages, mails and archives.")
]
Name = Annotated[str | None, typer.Option(metavar="NAME", help="What to call it; its host where nothing is said.")]
OfKind = Annotated[
    Kind | None,
    typer.Option("--kind", help="What it is. Without it the address is asked once to find out.", show_default=False),
]
Outlet = Annotated[
    str | None, typer.Option(metavar="NAME", help="The outlet whose own articles it gives, on its own site alone.")
]
Site = Annotated[
    list[str] | None,
    typer.Option("--site", metavar="HOST", help="Another site that it speaks for; may be given several times."),
]
AllowTo = Annotated[
    list[str] | None,
    typer.Option(
        "--allow",
        metavar="HOST:PORT|NETWORK",
        help="An address that is not public and may be reached for this source: 127.0.0.1:8765, 10.0.0.0/8.",
    ),
]
Often = Annotated[
    timedelta | None,
    typer.Option("--every", parser=often, metavar="30m", help="How often it is asked; without it, by its own news."),
]
List = Annotated[Path, typer.Argument(metavar="FILE", help="A subscription list in OPML.", exists=True, dir_okay=False)]
ToList = Annotated[
    Path | None, typer.Argument(metavar="FILE", callback=writable, help="Where the list goes; else standard output.")
]
Several = Annotated[
    list[str] | None, typer.Argument(metavar="NAME...", help="The sources to look at; all where none is named.")
]
Now = Annotated[bool, typer.Option("--now", help="Ask each once now and show what would come; nothing is stored.")]


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the command line."""
    app.command()(fetch)
    app.add_typer(sources)


@sources.command("add")
def add(
    address: Where,
    name: Name = None,
    kind: OfKind = None,
    outlet: Outlet = None,
    site: Site = None,
    allow: AllowTo = None,
    every: Often = None,
    since: NotBefore = None,
    database: Address = None,
    as_json: Json = False,
) -> None:
    """Add a source. Its address is asked once, to see what it is; a page gives way to the feed that it names.

    Exit code: 0 when it is added, 1 when its address gives nothing usable, 2 for wrong usage, 3 when the store failed.
    """
    from dragoman.app.collect.adding import checked
    from dragoman.store import Source, SourceKind

    try:
        wanted = checked(
            Source(
                name=name or "", address=address, kind=SourceKind(kind or Kind.FEED), added=datetime.now(UTC),
                outlet=outlet, sites=tuple(site or ()), allow=tuple(allow or ()), every=every, since=since,
            )
        )  # fmt: skip
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    with opened_store(database, create=True) as store:
        seen = wanted if kind or wanted.kind is SourceKind.FOLDER else _looked_at(store, wanted)
        _add(store, seen, as_json=as_json)


def _looked_at(store: Database, wanted: Source) -> Source:
    """The source as it was found; ends with 1 where it gives nothing usable."""
    from dragoman.app.collect.adding import looked_at
    from dragoman.model import Unreadable

    with desk_at(store) as desk:
        try:
            found = looked_at(desk, wanted)
        except Unreadable as error:
            remedy = "nothing was added: check the address, or add it unseen with --kind"
            complain(f"{wanted.address}: {error.reason}: {remedy}")
            raise typer.Exit(1) from None
    if found.note:
        complain(found.note)
    return found.source


def _add(store: Database, source: Source, *, as_json: bool = False) -> None:
    from dragoman.app.collect.adding import fresh, named
    from dragoman.publish.wording import plain
    from dragoman.store import add_source, all_sources

    taken = {one.source.name.casefold() for one in all_sources(store)}
    watched = fresh(replace(source, name=named(source.name or None, source.address, taken)))
    if other := add_source(store, watched.source, watched.standing):
        there = f"{other.source.name} is there already, with the address {other.source.address}"
        raise typer.BadParameter(plain(there))
    if as_json:
        print_json(watched)
    else:
        say(f"{watched.source.name}: {watched.source.kind} {watched.source.address}")


@sources.command("list")
def list_all(database: Address = None, as_json: Json = False) -> None:
    """List the sources.

    Exit code: 0, 3 when the store failed.
    """
    from dragoman.app.collect.health import moment
    from dragoman.store import all_sources

    with opened_store(database) as store:
        for one in all_sources(store):
            source, standing = one.source, one.standing
            state = "paused" if standing.paused else "failing" if standing.trouble else f"due {moment(standing.due)}"
            print_json(one) if as_json else say(f"{source.name} · {source.kind} · {source.address} · {state}")


@sources.command("import")
def import_list(file: List, database: Address = None, as_json: Json = False) -> None:
    """Add the feeds of a subscription list (OPML); those that are there already stay as they are.

    Exit code: 0 when every feed is added or known, 1 when some cannot be (each with a line), 2 for wrong usage,
    3 when the store failed.
    """
    from dragoman.app.collect.lists import added_from
    from dragoman.model import Unreadable

    told: Counter[str] = Counter()
    with opened_store(database, create=True) as store:
        try:
            for one in added_from(store, file.read_bytes(), now=datetime.now(UTC)):
                told[one.what] += 1
                if as_json:
                    print_json(one)
                if one.what == "refused":
                    complain(f"{one.address}: {one.reason}")
        except Unreadable as error:
            raise typer.BadParameter(f"{file}: {error.reason}") from None
    line = f"{told['added']} added, {told['known']} known, {told['refused']} refused"
    print(line, file=sys.stderr if as_json else sys.stdout)
    if told["refused"]:
        raise typer.Exit(1)


@sources.command("export")
def export_list(file: ToList = None, database: Address = None) -> None:
    """Write the feeds as a subscription list (OPML) that other readers take.

    Exit code: 0, 3 when the store failed.
    """
    from dragoman.app.collect.lists import list_of
    from dragoman.app.printing.output import output

    with opened_store(database) as store, output(file) as sink:
        sink.write(list_of(store))


@sources.command("check")
def check(names: Several = None, now: Now = False, database: Address = None, as_json: Json = False) -> None:
    """Say how sources fare: what each gave, why it failed and what to do, when it is due, since when it is quiet.

    Exit code: 0 when all are well, 1 when some are not, 2 for wrong usage, 3 when the store failed.
    """
    from dragoman.app.collect.health import lines
    from dragoman.store.sources.health import health

    with opened_store(database) as store:
        several = _named(store, names or [])
        if now:
            with desk_at(store) as desk:
                well = previewed(desk, several, as_json=as_json)
        else:
            found = [health(store, one, now=datetime.now(UTC)) for one in several]
            well = all(one.well for one in found)
            for one in found:
                if as_json:
                    print_json(one)
                for line in () if as_json else lines(one):
                    say(line)
    if not well:
        raise typer.Exit(1)


def _named(store: Database, names: list[str]) -> tuple[Watched, ...]:
    from dragoman.publish.wording import plain
    from dragoman.store import all_sources

    every = {one.source.name.casefold(): one for one in all_sources(store)}
    for name in names:
        if name.casefold() not in every:
            known = ", ".join(one.source.name for one in every.values()) or "none yet"
            raise typer.BadParameter(plain(f"there is no source {name!r}: there are {known}"))
    return tuple(every[name.casefold()] for name in names) if names else tuple(every.values())


@sources.command("pause")
def pause(name: Named, database: Address = None) -> None:
    """Stop asking a source until it is resumed.

    Exit code: 0, 2 for an unknown name, 3 when the store failed.
    """
    _changed(name, database, lambda one: replace(one, standing=replace(one.standing, paused="by its user")), "paused")


@sources.command("resume")
def resume(name: Named, database: Address = None) -> None:
    """Ask a paused or failing source again, in the next round.

    Exit code: 0, 2 for an unknown name, 3 when the store failed.
    """
    now = datetime.now(UTC)
    _changed(
        name,
        database,
        lambda one: replace(one, standing=replace(one.standing, paused=None, trouble=None, failures=0, due=now)),
        "resumed",
    )


@sources.command("remove")
def remove(name: Named, database: Address = None) -> None:
    """Forget a source; the articles that it gave stay.

    Exit code: 0, 2 for an unknown name, 3 when the store failed.
    """
    from dragoman.store import remove_source

    with opened_store(database) as store:
        (one,) = _named(store, [name])
        remove_source(store, one.source.name)
    say(f"{one.source.name}: removed")


def _changed(name: str, database: str | None, change: Callable[[Watched], Watched], done: str) -> None:
    from dragoman.store import keep_source

    with opened_store(database) as store:
        (one,) = _named(store, [name])
        keep_source(store, change(one))
    say(f"{one.source.name}: {done}")
