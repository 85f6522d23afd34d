"""The command that watches: rounds of collecting, and after each of them the alerts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.app.alerts.commands import preview
from dragoman.app.alerts.desk import Dry, SettingsFile, outside, settings_of, tell_outcome
from dragoman.app.collect.desk import complain, desk_at, say
from dragoman.app.collect.fetch_command import _count as count
from dragoman.app.collect.fetch_command import _tell as tell
from dragoman.app.options import Address, Json
from dragoman.app.store.commands import opened_store, print_json
from dragoman.app.watching import hide, show, stoppable

if TYPE_CHECKING:
    from dragoman.store import Database


def every_so_often(written: str) -> timedelta:
    """How often a round is made, as a user writes it."""
    from dragoman.app.alerts.making import WrongRule, span

    try:
        return span("every", written)
    except WrongRule as error:
        raise typer.BadParameter(str(error)) from None


Often = Annotated[
    timedelta | None,
    typer.Option(
        "--every",
        parser=every_so_often,
        metavar="30m",
        help="How often a round is made, in which the sources that are due are asked; without it as soon as one is.",
    ),
]
Once = Annotated[bool, typer.Option("--once", help="One round and its alerts, then stop.")]


def add_to(app: typer.Typer) -> None:
    """Adds the command to the command line."""
    app.command()(watch)


def watch(
    every: Often = None,
    once: Once = False,
    dry_run: Dry = False,
    settings: SettingsFile = None,
    database: Address = None,
    as_json: Json = False,
) -> None:
    """Watch: collect round after round, read and store, and send alerts after each round. Ctrl-C ends it cleanly.

    With --dry-run it collects as ever, and alerts are only shown.

    Exit code: 0 when it was stopped, 1 with --once when some sources, pages or alerts failed (each with a line on
    standard error), 2 for wrong settings, 3 when the store failed.
    """
    told: Counter[str] = Counter()
    with opened_store(database, create=True) as store:
        settings_of(store, settings)  # wrong ones end it before anything is asked for
        try:
            with stoppable():
                for one in _watched(store, settings, every=every, once=once, dry_run=dry_run, as_json=as_json):
                    _hear(told, one, as_json=as_json)
        except KeyboardInterrupt:
            hide()
            complain("stopped; what was told is stored, and the rest is done next time")
    hide()
    say(_sum(told), aside=as_json)
    if once and told["bad"]:
        raise typer.Exit(1)


def _watched(
    store: Database, file: Path | None, *, every: timedelta | None, once: bool, dry_run: bool, as_json: bool
) -> Iterator[Any]:
    from dragoman.app.watch.rounds import watched

    with desk_at(store) as desk:
        yield from watched(
            desk,
            outside(),
            settings=lambda: settings_of(store, file),
            every=every,
            once=once,
            shown=(lambda held: preview(store, held, as_json=as_json)) if dry_run else None,
        )


def _hear(told: Counter[str], one: Any, *, as_json: bool) -> None:
    """Tells what is done."""
    from dragoman.app.alerts.alerting import Raised
    from dragoman.app.alerts.delivery import Outcome
    from dragoman.app.collect.told import Told

    hide()
    match one:
        case Told():
            count(told, one)
            if as_json:
                print_json(one)
            tell(one)
        case Raised():
            told["alerts"] += 1
            if as_json:
                print_json({"alert": one.alert, "to": one.to})
        case Outcome():
            told["bad"] += one.why is not None
            tell_outcome(one, as_json=as_json)
    show(told)


def _sum(told: Counter[str]) -> str:
    pages = ", ".join(f"{told[name]} {name}" for name in ("stored", "known", "rejected", "failed"))
    return (
        f"{told['sources']} sources asked, {pages}; {told['alerts']} new {'alert' if told['alerts'] == 1 else 'alerts'}"
    )
