"""Options and arguments that several commands share."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer


def published(written: str) -> date:
    """The day of publication that a user wrote."""
    from dragoman.app.days import day

    try:
        return day(written)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def asked_day(written: str) -> date:
    """A day that a user asks for."""
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        raise typer.BadParameter(f"{written!r} is no day: write YEAR-MONTH-DAY, such as 2021-12-23") from None


def writable(file: Path | None) -> Path | None:
    """A file that can be written."""
    if file is not None and file.is_dir():
        raise typer.BadParameter(f"{file} is a folder: name a file in it")
    if file is not None and not file.absolute().parent.is_dir():
        raise typer.BadParameter(f"there is no folder {file.absolute().parent}: make it first")
    return file


Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH|URL|-|DIR...",
        help="Pages to read: files (HTML, plain text, .eml), URLs, - for standard input, "
        "and folders, whose .html, .htm, .txt and .eml files are read in order.",
    ),
]
Published = Annotated[
    date | None,
    typer.Option(
        parser=published,
        metavar="YYYY-MM-DD",
        help="The day of publication, where you know it better than the pages do. "
        "Without it and where a page names none, relative dates stay unresolved.",
    ),
]
Since = Annotated[
    date | None,
    typer.Option(parser=asked_day, metavar="YYYY-MM-DD", help="Nothing that was over before this day."),
]
Until = Annotated[
    date | None,
    typer.Option(parser=asked_day, metavar="YYYY-MM-DD", help="Nothing that began after this day."),
]
Address = Annotated[
    str | None,
    typer.Option(
        "--database",
        envvar="DRAGOMAN_DATABASE",
        metavar="PATH|URL",
        help="The store: a file, or postgresql://USER@HOST/NAME. Without it, and without $DRAGOMAN_DATABASE, "
        "a file in your own data folder.",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]
