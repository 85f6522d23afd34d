"""What the commands of watching share: the settings, sides as users write them, and lines on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.app.collect.desk import complain
from dragoman.app.store.commands import opened_store, print_json

if TYPE_CHECKING:
    from dragoman.app.alerts.delivery import Outcome, Outside
    from dragoman.app.alerts.settings import AlertSettings
    from dragoman.ledger.alert_rules import Rule
    from dragoman.ledger.alert_values import Alert
    from dragoman.store import Database

FILE = "alerts.toml"

SettingsFile = Annotated[
    Path | None,
    typer.Option(
        "--settings",
        envvar="DRAGOMAN_ALERTS",
        metavar="FILE",
        exists=True,
        dir_okay=False,
        help="Where alerts go, and rules. Without it, and without $DRAGOMAN_ALERTS, alerts.toml in your own data folder, "
        "where there is one.",
        show_default=False,
    ),
]
Dry = Annotated[bool, typer.Option("--dry-run", help="Show what would be told; nothing is kept and nothing is sent.")]


@contextmanager
def alert_desk(
    address: str | None, file: Path | None, *, create: bool = False
) -> Iterator[tuple[Database, AlertSettings]]:
    """The store and the settings; wrong ones end with 2."""
    with opened_store(address, create=create) as store:
        yield store, settings_of(store, file)


def settings_of(store: Database, file: Path | None) -> AlertSettings:
    """The settings that hold now."""
    from dragoman.app.alerts.settings import AlertSettings, WrongSettings, alert_settings

    used = file or _default()
    if used is None:
        return AlertSettings()
    try:
        return alert_settings(used, sides=lambda written: side_of(store, written))
    except WrongSettings as error:
        complain(str(error))
        raise typer.Exit(2) from None


def _default() -> Path | None:
    from dragoman.app.settings import default_database

    store = default_database(platform=sys.platform, environment=os.environ, home=Path.home())
    file = store.with_name(FILE)
    return file if file.is_file() else None


def side_of(store: Database, written: str) -> str:
    """The code of a state or body, or a name as it is written. Raises `ValueError` for what is nearly one of those."""
    from dragoman.store.naming import Unknown, side

    try:
        return side(store, written)
    except Unknown as error:
        if "did you mean" in str(error):
            raise ValueError(str(error)) from None
        return written.strip()  # somebody who may be in the press tomorrow


def say_alert(alert: Alert) -> None:
    """An alert as one line on standard error."""
    from dragoman.publish.alert_text import alert_line

    complain(alert_line(alert))


def outside() -> Outside:
    """The world outside."""
    from dragoman.app.alerts.delivery import Outside

    return Outside(say=say_alert)


def tell_outcome(one: Outcome, *, as_json: bool) -> None:
    """What became of a delivery: in JSON always, to a person where it is not out."""
    if as_json:
        print_json({"delivery": one})
    if one.why:
        again = f"; it is tried again after {one.again:%Y-%m-%d %H:%M} UTC" if one.again else ""
        complain(f"alert {one.alert[:8]} by {one.channel} is {one.state}: {one.why}{again}")


def known_to(rules: tuple[Rule, ...], name: str) -> Rule | None:
    """The rule of that name."""
    return next((one for one in rules if one.name.casefold() == name.strip().casefold()), None)
