"""`dragoman config show`: every setting, what it means, what it is and who says so."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.app.options import Json

if TYPE_CHECKING:
    from dragoman.app.config.file import Config

config_app = typer.Typer(
    name="config", no_args_is_help=True, help="Settings: what holds, and why.", rich_markup_mode=None
)

Database = Annotated[
    str | None,
    typer.Option("--database", metavar="PATH|URL", help="As if a command were given this store.", show_default=False),
]
PASSWORD = re.compile(r"(://[^:/@\s]*):[^@\s]*@")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A setting as it holds. *said_by* is option, environment, file or default."""

    name: str
    value: Any
    said_by: str
    where: str
    about: str
    option: str | None
    environment: str | None


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the command line."""
    config_app.command()(show)
    app.add_typer(config_app)


@config_app.callback()
def config() -> None:
    """Settings: what holds, and why."""


def show(context: typer.Context, database: Database = None, as_json: Json = False) -> None:
    """Show every setting: what it is, whether an option, the environment, the file or the default says so, what it means.

    Exit code: 0, 2 for a file that cannot be used.
    """
    from dragoman.app.store.commands import print_json
    from dragoman.publish.wording import plain

    found: Config | None = context.find_root().obj
    shown = list(settings(found, database))
    for one in shown if as_json else ():
        print_json(one)
    if not as_json:
        for indent, line in _lines(found, shown):
            print(" " * indent + plain(line))


def settings(found: Config | None, database: str | None = None) -> Iterator[Shown]:
    """Every setting as it holds; *database* is the option's."""
    from dragoman.app.config.rows import SETTINGS

    for one in SETTINGS:
        if one.table == "edition":
            continue  # as many as there are: they stand in their own list
        value: Any = None if one.usual == "none" else one.usual
        said_by, where = "default", ""
        if found is not None and found.value(one.table, one.key) is not None:
            value, said_by, where = found.value(one.table, one.key), "file", str(found.file)
        if one.environment and os.environ.get(one.environment):
            value, said_by, where = os.environ[one.environment], "environment", f"${one.environment}"
        if one.option == "--database" and database:
            value, said_by, where = database, "option", one.option
        if one.option == "--database" and said_by == "file" and found is not None:
            value = found.database
        if one.option == "--database" and said_by == "default":
            value = str(_usual_store())
        yield Shown(
            name=one.name, value=_masked(value), said_by=said_by, where=where, about=one.about, option=one.option,
            environment=one.environment,
        )  # fmt: skip


def _usual_store() -> Path:
    from dragoman.app.settings import default_database

    return default_database(platform=sys.platform, environment=os.environ, home=Path.home())


def _masked(value: Any) -> Any:
    """An address without the password in it."""
    return PASSWORD.sub(r"\1:…@", value) if isinstance(value, str) else value


def _lines(found: Config | None, shown: list[Shown]) -> Iterator[tuple[int, str]]:
    """The settings as text, each line with its indent."""
    from dragoman.app.config.rows import FILE, TABLES

    yield 0, f"{found.file} ({found.how})" if found else f"There is no {FILE}: dragoman init writes one."
    yield 0, "An option goes before the environment, that before the file, the file before the default."
    for table, about in TABLES.items():
        rows = [one for one in shown if one.name.rpartition(".")[0] == table]
        if rows:
            yield from ((0, ""), (0, f"[{table}] {about}"))
        for one in rows:
            yield 2, f"{one.name.rpartition('.')[2]} = {_written(one.value)} ({one.said_by})"
            overruled = " or ".join(filter(None, (one.option, one.environment and f"${one.environment}")))
            yield 6, f"{one.about}{f' {overruled} goes before it.' if overruled else ''}"
    yield from ((0, ""), (0, f"editions: {_editions(found)}"), (0, f"alerts: {_alerts(found)}"))


def _written(value: Any) -> str:
    if value is None:
        return "none"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _editions(found: Config | None) -> str:
    given = found.values.get("edition", []) if found else []
    names = [str(one.get("name", "one without a name")) for one in given if isinstance(one, dict)]
    return ", ".join(names) or "none: write [[edition]]"


def _alerts(found: Config | None) -> str:
    from dragoman.app.config.rows import ALERTS

    if os.environ.get("DRAGOMAN_ALERTS"):
        return f"{os.environ['DRAGOMAN_ALERTS']} ($DRAGOMAN_ALERTS)"
    usual = _usual_store().with_name(ALERTS)
    used = (found.alerts if found else None) or (usual if usual.is_file() else None)
    return str(used) if used else f"none: {ALERTS} beside {'the file' if found else usual} would be read"
