"""Options that the commands of corrections share, and how what cannot be is told."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.app.store.commands import opened_store, print_json

if TYPE_CHECKING:
    from dragoman.store import Database, Person

LOGIN = ("LOGNAME", "USER", "LNAME", "USERNAME")
LONGEST_NAME = 100

Why = Annotated[str, typer.Option("--why", metavar="REASON", help="The reason, for whoever reads it later.")]
By = Annotated[
    str | None,
    typer.Option(
        "--by",
        envvar="DRAGOMAN_USER",
        metavar="NAME",
        help="Who says so; without it your login name.",
        show_default=False,
    ),
]
Dry = Annotated[bool, typer.Option("--dry-run", help="Only say what would go; nothing is touched.")]


def who(by: str | None) -> str:
    """Who says something: as they name themselves, else their login name."""
    found = by or next((os.environ[name] for name in LOGIN if os.environ.get(name)), None)
    name = " ".join((found or "").split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise typer.BadParameter("say who you are: --by NAME, or set DRAGOMAN_USER")
    return name


def person(by: str | None, why: str) -> Person:
    """Who says something, now, and why."""
    from dragoman.store import Person

    if not why.strip():
        raise typer.BadParameter("give the reason: --why")
    return Person(who=who(by), at=datetime.now(UTC), why=why.strip())


@contextmanager
def desk(address: str | None) -> Iterator[Database]:
    """The store, open; what cannot be corrected there is wrong usage, told with the remedy."""
    from dragoman.store import CorrectionError

    with opened_store(address) as store:
        try:
            yield store
        except CorrectionError as error:
            from dragoman.publish.wording import plain

            raise typer.BadParameter(plain(str(error))) from None


def tell(value: object, lines: Iterable[str], *, as_json: bool) -> None:
    """Prints one thing: as JSON, or as lines of text that cannot play with a terminal."""
    from dragoman.publish.wording import plain

    if as_json:
        print_json(value)
        return
    for line in lines:
        indent = line[: len(line) - len(line.lstrip())]
        print(f"{indent}{plain(line)}")
    sys.stdout.flush()
