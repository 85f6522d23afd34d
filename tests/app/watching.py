"""A store whose press is told by hand, and the commands that watch it."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import typer
from tests.contract.test_alert_kill import accusation
from tests.store.readings import NOW
from typer.testing import CliRunner, Result

from dragoman.app.alerts import commands as alert_commands
from dragoman.app.collect import commands as source_commands
from dragoman.app.watch import command as watch_command
from dragoman.ledger.alert_values import Alert
from dragoman.store import add_reading, opened
from dragoman.store.alerts.rules import all_alerts

ADD = ("alerts", "add", "record", "--name", "accusations", "--type", "ACCUSE")
PAST = (*ADD, "--since", "2022-01-01")


def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A store of its own, and no settings but those that a test names; its address."""
    monkeypatch.setenv("DRAGOMAN_DATABASE", str(tmp_path / "store.db"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "nowhere"))
    monkeypatch.delenv("DRAGOMAN_ALERTS", raising=False)
    return str(tmp_path / "store.db")


def run(*arguments: str | Path) -> Result:
    app = typer.Typer(rich_markup_mode=None)
    for commands in (alert_commands, source_commands, watch_command):
        commands.add_to(app)
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def tell(database: str, *numbers: int, now: datetime = NOW) -> None:
    with opened(database, create=True) as store:
        for number in numbers:
            add_reading(store, accusation(number), now=now)


def the_alert(database: str) -> Alert:
    with opened(database) as store:
        (alert,) = all_alerts(store)
    return alert
