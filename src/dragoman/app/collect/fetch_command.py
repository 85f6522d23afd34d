"""The command that collects, round after round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.app.collect.desk import complain, desk_at, previewed, say
from dragoman.app.options import Address, Json, asked_day
from dragoman.app.store.commands import opened_store, print_json
from dragoman.app.watching import hide, show, stoppable

if TYPE_CHECKING:
    from dragoman.app.collect.told import Told

NotBefore = Annotated[
    date | None,
    typer.Option(
        "--since",
        parser=asked_day,
        metavar="YYYY-MM-DD",
        help="Take items from this day on; without it, from 30 days before the source was added.",
    ),
]
Once = Annotated[bool, typer.Option("--once", help="One round, then stop.")]
Dry = Annotated[bool, typer.Option("--dry-run", help="Show what would come; nothing is stored.")]


def fetch(
    once: Once = False, since: NotBefore = None, dry_run: Dry = False, database: Address = None, as_json: Json = False
) -> None:
    """Collect: ask the sources that are due, fetch the pages that they tell of, read and store them.

    It goes on by each source's own pace until it is stopped (Ctrl-C), or makes one round with --once.

    Exit code: 0 when all went well, 1 when some sources or pages failed (each with a line on standard error),
    3 when the store failed.
    """
    from dragoman.app.collect.fetching import rounds
    from dragoman.app.collect.health import moment
    from dragoman.store import due_sources, next_due
    from dragoman.store.copies.copying import look_for_copies
    from dragoman.store.folds.meetings import look_for_meetings

    with opened_store(database) as store, desk_at(store, since) as desk:
        if dry_run:
            if not previewed(desk, due_sources(store, now=desk.world.now()), as_json=as_json):
                raise typer.Exit(1)
            return
        told = _collected(rounds(desk, once=once), as_json=as_json)
        look_for_copies(store)
        look_for_meetings(store)
        due = next_due(store, ("page", "file"))
    after = f"; next due {moment(due)}" if due else "; no source is there: dragoman sources add URL"
    asked = f"{told['sources']} {'source' if told['sources'] == 1 else 'sources'}, {told['new']} new"
    line = f"{asked}: {_pages_told(told)}{after}"
    say(line, aside=as_json)
    if told["bad"]:
        raise typer.Exit(1)


def _pages_told(told: Counter[str]) -> str:
    return ", ".join(f"{told[name]} {name}" for name in ("stored", "known", "rejected", "failed"))


def _collected(coming: Iterator[Told], *, as_json: bool) -> Counter[str]:
    """Tells everything as it is done; how much of what. Ctrl-C ends it cleanly."""
    told: Counter[str] = Counter()
    try:
        with stoppable():
            for one in coming:
                _count(told, one)
                hide()
                if as_json:
                    print_json(one)
                _tell(one)
                show(told)
    except KeyboardInterrupt:
        hide()
        complain("stopped; what was told is stored, and the rest is done next time")
    hide()
    return told


def _count(told: Counter[str], one: Told) -> None:
    of_source = one.address is None and one.what in ("read", "unchanged", "failed", "paused")
    told["sources"] += of_source
    told["failed sources"] += of_source and one.failed
    told[one.what] += not of_source
    told["new"] += one.new or 0
    told["bad"] += one.failed


def _tell(one: Told) -> None:
    """A line on standard error for what a person should see."""
    if one.failed or one.reason and one.what in ("moved", "noted"):
        remedy = f": {one.remedy}" if one.remedy else ""
        complain(f"{one.address or one.source}: {one.reason}{remedy}")
