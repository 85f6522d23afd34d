"""The commands of forgetting: a page or a person now, a source's texts when their time is over."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.app.corrections.options import By, Dry, desk, person, tell, who
from dragoman.app.options import Address, Json

if TYPE_CHECKING:
    from dragoman.store import Database, Forgotten, Person

retention = typer.Typer(
    name="retention", help="How long the texts of a source are kept.", no_args_is_help=True, rich_markup_mode=None
)
DAYS = re.compile(r"(\d{1,6})d?", re.ASCII)


def days(written: str) -> int:
    """How many days a user wrote."""
    found = DAYS.fullmatch(written.strip())
    if found is None:
        raise typer.BadParameter(f"{written!r} is no number of days: write 365d")
    return int(found[1])


What = Annotated[
    str, typer.Argument(metavar="URL|PERSON", help="A page by its address, else a person by their whole name.")
]
Reason = Annotated[str | None, typer.Option("--why", metavar="REASON", help="The reason; it stays on the tombstone.")]
Lift = Annotated[
    bool, typer.Option("--lift", help="Let a forgotten page or person come again; what is gone stays gone.")
]
OfSource = Annotated[str, typer.Argument(metavar="SOURCE", help="The name of a source or of an outlet.")]
Long = Annotated[int, typer.Argument(parser=days, metavar="365d", help="For how long its texts are kept.")]
KeepRecords = Annotated[
    bool, typer.Option("--keep-records", help="Records stay with their quotes; only the rest of the text goes.")
]


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the command line."""
    app.command()(forget)
    app.add_typer(retention)


def forget(
    what: What,
    why: Reason = None,
    dry_run: Dry = False,
    lift: Lift = False,
    by: By = None,
    database: Address = None,
    as_json: Json = False,
) -> None:
    """Erase a page with all that was read in it, or a person from every page; a tombstone with a digest stays.

    Exit code: 0, 2 for wrong usage, 3 when the store failed.
    """
    from dragoman.app.printing.corrections import forgotten

    if lift:
        _lift(what, database, as_json=as_json)
        return
    if why is None:
        raise typer.BadParameter("give the reason: --why")
    speaks = person(by, why)
    with desk(database) as store:
        found = _forget(store, what, speaks, dry=dry_run)
    tell(found, forgotten(found), as_json=as_json)


def _forget(store: Database, what: str, by: Person, *, dry: bool) -> Forgotten:
    """Forgets the page at an address, or else the person of that name."""
    from dragoman.store import CorrectionError, forget_page, forget_person

    try:
        return forget_page(store, what, by=by, dry=dry)
    except CorrectionError:
        if "/" in what or "\\" in what:
            raise
    return forget_person(store, what, by=by, dry=dry)


def _lift(what: str, database: str | None, *, as_json: bool) -> None:
    from dragoman.store import lift as lifted

    with desk(database) as store:
        stone = lifted(store, what, now=datetime.now(UTC))
    tell(stone, [f"{what} may come again"], as_json=as_json)


@retention.command("set")
def set_one(
    source: OfSource,
    long: Long,
    keep_records: KeepRecords = False,
    by: By = None,
    database: Address = None,
    as_json: Json = False,
) -> None:
    """Say how long the texts of a source or outlet are kept, counted from when they were stored.

    Exit code: 0, 2 for wrong usage, 3 when the store failed.
    """
    from dragoman.app.printing.corrections import retention as line
    from dragoman.store import Retention, set_retention

    wanted = Retention(source=source, days=long, records=keep_records, at=datetime.now(UTC), who=who(by))
    with desk(database) as store:
        one = set_retention(store, wanted)
    tell(one, [line(one)], as_json=as_json)


@retention.command("list")
def list_all(database: Address = None, as_json: Json = False) -> None:
    """List how long what is kept; what is not listed is kept for good.

    Exit code: 0, 3 when the store failed.
    """
    from dragoman.app.printing.corrections import retention as line
    from dragoman.store import all_retentions

    with desk(database) as store:
        found = all_retentions(store)
    for one in found:
        tell(one, [line(one)], as_json=as_json)


@retention.command("remove")
def remove(source: OfSource, database: Address = None) -> None:
    """Keep the texts of a source for good again.

    Exit code: 0, 2 where nothing was set, 3 when the store failed.
    """
    from dragoman.store import remove_retention

    with desk(database) as store:
        known = remove_retention(store, source)
    if not known:
        raise typer.BadParameter(f"nothing is set for {source!r}: dragoman retention list shows what is")
    tell(None, [f"{source}: kept for good"], as_json=False)


@retention.command("apply")
def apply(dry_run: Dry = False, database: Address = None, as_json: Json = False) -> None:
    """Let go of all that is kept longer than that.

    Exit code: 0, 3 when the store failed.
    """
    from dragoman.app.printing.corrections import let_go
    from dragoman.store import apply_retention

    with desk(database) as store:
        found = apply_retention(store, now=datetime.now(UTC), dry=dry_run)
    for one in found:
        tell(one, let_go(one), as_json=as_json)
