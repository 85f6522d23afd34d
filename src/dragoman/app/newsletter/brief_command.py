"""The brief of a day: of everything, of sides and channels, or of what an edition of the newsletter is about."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.app.newsletter.desk import SettingsFile, newsletter_at
from dragoman.app.options import Address, Json
from dragoman.app.store import commands as store_commands
from dragoman.app.store import ledger_commands
from dragoman.app.store.ledger_commands import INGEST, Day

if TYPE_CHECKING:
    from dragoman.ledger.briefing import Wanted
    from dragoman.store import Database

About = Annotated[list[str] | None, typer.Option("--actor", metavar="CODE|NAME", help="Only what is about this side.")]
Through = Annotated[list[str] | None, typer.Option("--channel", metavar="NAME", help="Only what goes through it.")]
Days = Annotated[int, typer.Option(min=1, max=366, help="How many days the brief is of.")]
PerPart = Annotated[int, typer.Option("--most", min=1, max=10000, help="Lines of a part at most.")]
Only = Annotated[
    str | None, typer.Option("--edition", metavar="NAME", help="Only what this edition of the newsletter is about.")
]


def brief(
    on: Day = None,
    days: Days = 1,
    actor: About = None,
    channel: Through = None,
    edition: Only = None,
    most: PerPart = 20,
    settings: SettingsFile = None,
    database: Address = None,
    as_json: Json = False,
) -> None:
    """The brief of a day: new, changed, contradicted, gone quiet, coming; and what was not read.

    Exit code: 0, also when nothing is found; 2 for wrong usage or settings, 3 when the store failed.
    """
    from dragoman.publish.ledger_brief import day_brief
    from dragoman.store.ledgers.answers import brief_of
    from dragoman.store.told.records import newest_until

    if edition and (actor or channel):
        raise typer.BadParameter("an edition says what it is about: leave --actor and --channel away")
    day = on or ledger_commands.today()
    of_edition = _of_edition(edition, settings) if edition else None
    with store_commands.opened_store(database) as store:
        found = brief_of(store, day=day, length=days, wanted=of_edition or _named(store, actor, channel))
        newest = None if found.articles else newest_until(store, day)
    if as_json:
        store_commands.print_json(found)
        return
    print(day_brief(found, ledger_commands.page(), most=most), end="")
    if not found.articles:
        remedy = f"write --date {newest}" if newest else INGEST
        ledger_commands.nothing("no article of these days is in the store", remedy)


def _named(store: Database, actor: list[str] | None, channel: list[str] | None) -> Wanted:
    from dragoman.ledger.briefing import Wanted
    from dragoman.store.naming import side

    return Wanted(sides=tuple(side(store, one) for one in actor or ()), channels=tuple(channel or ()))


def _of_edition(name: str, settings: Path | None) -> Wanted:
    from dragoman.app.newsletter.sending import CannotSend, chosen

    try:
        return chosen(newsletter_at(settings), name).wanted
    except CannotSend as error:
        raise typer.BadParameter(str(error)) from None
