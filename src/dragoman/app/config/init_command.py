"""`dragoman init`: a folder to begin in, with settings that explain themselves and a first list of sources."""

from __future__ import annotations

from pathlib import Path
from textwrap import wrap
from typing import Annotated

import typer

LIST = "sources.opml"
Folder = Annotated[
    Path, typer.Argument(metavar="[FOLDER]", help="Where to write; made where it is not there. By default here.")
]
STARTERS = (
    ("UN News", "https://news.un.org/feed/subscribe/en/news/all/rss.xml", "https://news.un.org/en/"),
    (
        "UN News: Peace and Security",
        "https://news.un.org/feed/subscribe/en/news/topic/peace-and-security/feed/rss.xml",
        "https://news.un.org/en/news/topic/peace-and-security",
    ),
    ("UN Meetings Coverage and Press Releases", "https://press.un.org/en/rss.xml", "https://press.un.org/en"),
    ("International Atomic Energy Agency", "https://www.iaea.org/feeds/topnews", "https://www.iaea.org/news"),
    (
        "UK Foreign, Commonwealth and Development Office",
        "https://www.gov.uk/government/organisations/foreign-commonwealth-development-office.atom",
        "https://www.gov.uk/government/organisations/foreign-commonwealth-development-office",
    ),
)
"""Feeds of public bodies. The addresses are known ones and have not been asked from here: `sources check` does that."""
FOLDER_OF_LIST = "Public bodies, unchecked"


def add_to(app: typer.Typer) -> None:
    """Adds the command to the command line."""
    app.command()(init)


def init(folder: Folder = Path()) -> None:
    """Write a dragoman.toml whose comments explain every setting, and a list of sources to begin with.

    Nothing that is there is overwritten, nothing is fetched.

    Exit code: 0 when both are written, 2 when one is there already or cannot be written.
    """
    from dragoman.app.config.rows import FILE

    texts = {folder / FILE: settings_text().encode("utf-8"), folder / LIST: list_text()}
    there = [str(file) for file in texts if file.exists()]
    if there:
        raise typer.BadParameter(f"{' and '.join(there)}: there already; name another folder, or move it away")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, content in texts.items():
            with file.open("xb") as opened:
                opened.write(content)
    except OSError as error:
        raise typer.BadParameter(f"{folder}: it cannot be written ({error.strerror}): name another folder") from None
    print(told(folder))


def told(folder: Path) -> str:
    """What was written, and what comes next."""
    from dragoman.app.config.rows import FILE

    enter = "" if folder == Path() else f"  cd {folder}\n"
    return (
        f"{folder / FILE}: settings, each with what it means\n"
        f"{folder / LIST}: {len(STARTERS)} feeds of public bodies, not checked from here\n"
        f"Next:\n{enter}"
        f"  dragoman sources import {LIST}   take these sources, or write your own into the list first\n"
        "  dragoman fetch                         read what is new\n"
        "  dragoman serve                         look at it\n"
        "  dragoman config show                   see every setting and who says so"
    )


def settings_text() -> str:
    """The settings with their comments; only the store is set."""
    from dragoman.app.config.rows import ALERTS, SETTINGS, TABLES

    parts = [
        "# Dragoman's settings. Every line that begins with # is a comment: take it away to set what stands behind it.\n"
        "# An option goes before the environment, that before this file. `dragoman config show` tells what holds.\n"
        f"# Rules for alerts stand in a file of their own, {ALERTS}, beside this one: see docs/watching.md."
    ]
    for table, about in TABLES.items():
        lines = [f"# {about}", _heading(table)]
        for one in (row for row in SETTINGS if row.table == table):
            usual = "" if one.usual == "none" else f" Without it: {one.usual}."
            mark = "" if one.name == "store.database" else "# "
            comment = wrap(one.about + usual, 100, initial_indent="# ", subsequent_indent="# ")
            lines += [*comment, f"{mark}{one.key} = {one.example}"]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _heading(table: str) -> str:
    """The two tables that may stand empty are set; the newsletter begins where somebody wants one."""
    name = f"[[{table}]]" if table == "edition" else f"[{table}]"
    return name if table in ("store", "serve") else f"# {name}"


def list_text() -> bytes:
    """The list of sources, as every reader of feeds takes it."""
    from dragoman.collect.opml import Outline, opml

    several = (Outline(feed=feed, title=title, home=home, folder=(FOLDER_OF_LIST,)) for title, feed, home in STARTERS)
    return opml(several, "Sources to begin with")
