"""`dragoman attributions`: who says, wants, believes or feels what."""

from __future__ import annotations

import shutil
import sys
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import typer

from dragoman.app.options import Json, Published, Sources
from dragoman.app.store.commands import print_json

if TYPE_CHECKING:
    from dragoman.app.attributions.finding import Attributed, Found

PIPED = 88


def add_to(app: typer.Typer) -> None:
    """Adds the command to the command line."""
    app.command()(attributions)


def attributions(sources: Sources, published: Published = None, as_json: Json = False) -> None:
    """Print every attribution of news pages: source, cue and content, of what is said and of what is only held.

    Wider than the statements of `read`: also what somebody wants, believes, fears, plans, supports or criticises without
    having said it (kind: held). Each with the words and where they stand in the text.
    Exit code: 0, 1 when a page could not be read, 2 for wrong usage.
    """
    from dragoman.app.attributions.finding import of_page
    from dragoman.app.pipeline import attempted, pages_of
    from dragoman.app.sources import sources_of
    from dragoman.model import Rejected

    well = True
    for source in sources_of(sources):
        for page in pages_of(source, published=published, now=datetime.now(UTC)):
            one = (
                page
                if isinstance(page, Rejected)
                else attempted(page.source, partial(of_page, page, published=published))
            )
            if isinstance(one, Rejected):
                well = False
                print(f"dragoman: {one.source}: {one.reason} [{one.stage}]", file=sys.stderr)
            else:
                print_json(one) if as_json else _tell(one)
    if not well:
        raise typer.Exit(1)


def _tell(one: Attributed) -> None:
    from dragoman.publish.ledger_page import Page
    from dragoman.publish.wording import plain, told

    page = Page(width=shutil.get_terminal_size().columns if sys.stdout.isatty() else PIPED)
    print(
        *page.heading(plain(one.title or "(no title)")),
        *page.small(plain(told(one.source, one.outlet or "")), 2),
        sep="\n",
    )
    for found in one.attributions:
        print(*page.lines(plain(_line(found)), 2, more=4), sep="\n")
    print() if one.attributions else print("  nobody says or wants anything in it", "", sep="\n")


def _line(found: Found) -> str:
    """`France (FRA) hopes: to reopen the consulate`."""
    named = found.name or (found.source.words if found.source else "nobody named")
    who = f"{named} ({found.code})" if found.code else named
    cue = found.cue.words if found.cue else "—"
    return f"{who} · {cue} · {' … '.join(one.words for one in found.content)}"
