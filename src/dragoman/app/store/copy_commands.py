"""The command that shows which reports were copied, from whom, how late and what was cut."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.app.options import Address, Json
from dragoman.app.store.commands import opened_store, print_json

if TYPE_CHECKING:
    from dragoman.model import Article
    from dragoman.stories import Copy, CopyGroup

Of = Annotated[
    str | None,
    typer.Argument(
        metavar="[URL]",
        help="The address (or path) of an article. Without it, the reports that were copied most.",
        show_default=False,
    ),
]
Most = Annotated[int, typer.Option("--limit", min=1, max=500, help="How many reports at most.")]
PIPED = 88
"""Columns where no terminal sets them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyTold:
    """A copy as JSON tells it: *lag* in days, at least and at most."""

    outlet: str | None
    title: str | None
    url: str
    kind: str
    lag: tuple[int | None, int | None] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTold:
    """A report as JSON tells it, with its copies, and for one article the same story told by others."""

    outlet: str | None
    title: str | None
    url: str
    reason: str
    copies: tuple[CopyTold, ...]
    story: tuple[str, ...] = ()


def add_to(app: typer.Typer) -> None:
    """Adds the command to the command line."""
    app.command()(copies)


def copies(of: Of = None, limit: Most = 20, database: Address = None, as_json: Json = False) -> None:
    """Show which reports were copied: where each comes from, who printed it how much later, what was cut or changed.

    Exit code: 0, also when nothing was copied; 2 for wrong usage, 3 when the store failed.
    """
    from dragoman.publish.copies import related_lines, report_lines
    from dragoman.store.copies.copying import look_for_copies, report_of, reports

    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else PIPED
    with opened_store(database) as store:
        look_for_copies(store)
        if of is None:
            for group in (found := reports(store, most=limit)):
                print_json(_report_told(group)) if as_json else print(*report_lines(group, columns), "", sep="\n")
            if not found and not as_json:
                print("Nothing that is stored was copied.")
            return
        known = report_of(store, of)
        if known is None:
            raise typer.BadParameter(f"no article is stored from {of!r}: see dragoman search")
        if as_json:
            print_json(_report_told(known.group, known.related))
            return
        lines = [*report_lines(known.group, columns, changes=True), *related_lines(known.related, columns)]
        print("\n".join(lines))


def _report_told(group: CopyGroup, related: tuple[Article, ...] = ()) -> ReportTold:
    origin = group.origin
    return ReportTold(
        outlet=origin.outlet,
        title=origin.title,
        url=origin.url or origin.source,
        reason=group.reason,
        copies=tuple(_copy_told(one) for one in group.copies),
        story=tuple(one.url or one.source for one in related),
    )


def _copy_told(copy: Copy) -> CopyTold:
    article, lag = copy.article, copy.lag
    return CopyTold(
        outlet=article.outlet,
        title=article.title,
        url=article.url or article.source,
        kind=copy.kind,
        lag=(lag.least, lag.most) if lag else None,
    )
