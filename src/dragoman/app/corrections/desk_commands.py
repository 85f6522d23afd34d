"""The commands of a person's desk: notes, saved searches, watchlist."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

import typer

from dragoman.app.corrections.options import By, desk, tell, who
from dragoman.app.options import Address, Json, Since, Until
from dragoman.app.store.commands import Actor, Channel, Limit, OfKind, Place, Type, Words, print_json
from dragoman.app.store.commands import _known_type as known_type
from dragoman.app.store.commands import _shown as shown

notes = typer.Typer(name="notes", help="Notes on pages and records.", no_args_is_help=True, rich_markup_mode=None)
saved = typer.Typer(name="saved", help="Searches under a name.", no_args_is_help=True, rich_markup_mode=None)
watchlist = typer.Typer(
    name="watchlist", help="Actors, places and channels that you watch.", no_args_is_help=True, rich_markup_mode=None
)


class Watched(StrEnum):
    """What can be watched."""

    ACTOR = "actor"
    PLACE = "place"
    CHANNEL = "channel"


Text = Annotated[str, typer.Argument(metavar='"TEXT"', help="What to note.")]
OnPage = Annotated[str | None, typer.Option("--on", metavar="URL|PATH", help="The page that it is about.")]
OnRecord = Annotated[
    str | None, typer.Option("--record", metavar="RECORD", help="The record that it is about, by its id.")
]
Name = Annotated[str, typer.Argument(metavar="NAME", help="What the search is called.")]
WatchedName = Annotated[
    str, typer.Argument(metavar="NAME|CODE", help="Whom or what: RUS, Geneva, NATO-Russia Council.")
]
OfWatched = Annotated[Watched, typer.Option("--kind", help="What it is.")]


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the command line."""
    for group in (notes, saved, watchlist):
        app.add_typer(group)


@notes.command("add")
def add_note(
    text: Text,
    on: OnPage = None,
    record: OnRecord = None,
    by: By = None,
    database: Address = None,
    as_json: Json = False,
) -> None:
    """Note something: on a page, on a record, or alone.

    Exit code: 0, 2 for wrong usage, 3 when the store failed.
    """
    from dragoman.app.printing.corrections import note
    from dragoman.store import add_note as noted

    if on is not None and record is not None:
        raise typer.BadParameter("write --on or --record: a record has its page")
    with desk(database) as store:
        one = noted(store, text, who=who(by), at=datetime.now(UTC), address=on, record=record)
    tell(one, note(one), as_json=as_json)


@notes.command("list")
def list_notes(on: OnPage = None, database: Address = None, as_json: Json = False) -> None:
    """List the notes, oldest first.

    Exit code: 0, 2 for an unknown page, 3 when the store failed.
    """
    from dragoman.app.printing.corrections import note
    from dragoman.store import all_notes

    with desk(database) as store:
        found = all_notes(store, address=on)
    for one in found:
        tell(one, note(one), as_json=as_json)


@saved.command("add")
def add_search(
    name: Name,
    words: Words = None,
    kind: OfKind = None,
    actor: Actor = None,
    type: Type = None,
    channel: Channel = None,
    place: Place = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 20,
    by: By = None,
    database: Address = None,
    as_json: Json = False,
) -> None:
    """Keep a search under a name, in the place of an older one of that name.

    Exit code: 0, 2 for wrong usage, 3 when the store failed.
    """
    from dragoman.app.printing.corrections import saved as line
    from dragoman.store import Query, save_search

    if not any((words, kind, actor, type, channel, place, since, until)):
        raise typer.BadParameter('write what to search for: "words", or an option such as --actor RUS')
    known_type(type)
    query = Query(
        words=words, kind=kind, actor=actor, type=type, channel=channel, place=place,
        since=since, until=until, limit=limit,
    )  # fmt: skip
    with desk(database) as store:
        one = save_search(store, name, query, who=who(by), at=datetime.now(UTC))
    tell(one, [line(one)], as_json=as_json)


@saved.command("list")
def list_searches(database: Address = None, as_json: Json = False) -> None:
    """List the saved searches.

    Exit code: 0, 3 when the store failed.
    """
    from dragoman.app.printing.corrections import saved as line
    from dragoman.store import all_saved

    with desk(database) as store:
        found = all_saved(store)
    for one in found:
        tell(one, [line(one)], as_json=as_json)


@saved.command("run")
def run_search(name: Name, database: Address = None, as_json: Json = False) -> None:
    """Search again as it was saved.

    Exit code: 0, also when nothing is found; 2 for an unknown name, 3 when the store failed.
    """
    from dragoman.store import respected_search, saved_named

    with desk(database) as store:
        found = respected_search(store, saved_named(store, name).query)
    for hit in found:
        print_json(hit) if as_json else print(shown()(hit))


@saved.command("remove")
def remove_search(name: Name, database: Address = None) -> None:
    """Take a saved search away.

    Exit code: 0, 2 for an unknown name, 3 when the store failed.
    """
    from dragoman.store import remove_saved

    with desk(database) as store:
        one = remove_saved(store, name)
    tell(one, [f"{one.name}: removed"], as_json=False)


@watchlist.command("add")
def add_watch(
    name: WatchedName, kind: OfWatched = Watched.ACTOR, by: By = None, database: Address = None, as_json: Json = False
) -> None:
    """Watch an actor, a place or a channel.

    Exit code: 0, also where it is watched already; 2 for wrong usage, 3 when the store failed.
    """
    from dragoman.app.printing.corrections import watch as line
    from dragoman.store import Watch, watch

    one = Watch(kind=kind, name=name, at=datetime.now(UTC), who=who(by))
    with desk(database) as store:
        new = watch(store, one)
    tell(one, [line(one) if new else f"{line(one)} · watched already"], as_json=as_json)


@watchlist.command("list")
def list_watched(database: Address = None, as_json: Json = False) -> None:
    """List who and what is watched.

    Exit code: 0, 3 when the store failed.
    """
    from dragoman.app.printing.corrections import watch as line
    from dragoman.store import all_watched

    with desk(database) as store:
        found = all_watched(store)
    for one in found:
        tell(one, [line(one)], as_json=as_json)


@watchlist.command("remove")
def remove_watch(name: WatchedName, kind: OfWatched = Watched.ACTOR, database: Address = None) -> None:
    """Watch it no longer.

    Exit code: 0, 2 for what is not watched, 3 when the store failed.
    """
    from dragoman.store import unwatch

    with desk(database) as store:
        unwatch(store, kind, name)
    tell(None, [f"{kind} · {name}: removed"], as_json=False)
