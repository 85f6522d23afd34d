"""What the commands of the newsletter share: its settings, wrong ones told by file and key."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.app.collect.desk import complain

if TYPE_CHECKING:
    from dragoman.newsletter.editions_toml import Newsletter

FILE = "dragoman.toml"

SettingsFile = Annotated[
    Path | None,
    typer.Option(
        "--settings",
        envvar="DRAGOMAN_SETTINGS",
        metavar="FILE",
        exists=True,
        dir_okay=False,
        help="The newsletter and its editions. Without it, and without $DRAGOMAN_SETTINGS, dragoman.toml here or in your "
        "own data folder.",
        show_default=False,
    ),
]


def newsletter_at(file: Path | None) -> Newsletter:
    """The settings that hold now; missing or wrong ones end with 2."""
    from dragoman.app.collect.allowing import allow_of
    from dragoman.newsletter.editions_toml import WrongNewsletter, newsletter_of

    used = file or _default()
    if used is None:
        complain(f"there is no {FILE}: copy examples/newsletter.toml to it, or name another file with --settings")
        raise typer.Exit(2)
    try:
        return newsletter_of(used, environment=os.environ, allow_of=allow_of)
    except WrongNewsletter as error:
        complain(str(error))
        raise typer.Exit(2) from None


def _default() -> Path | None:
    from dragoman.app.settings import default_database

    store = default_database(platform=sys.platform, environment=os.environ, home=Path.home())
    return next((one for one in (Path(FILE), store.with_name(FILE)) if one.is_file()), None)
