"""What the pages and files for operators tell to run is there, with those options."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from dragoman.app.main import app

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "examples" / "operations"
PAGES = [ROOT / "docs" / "operations.md", *sorted(file for file in FOLDER.iterdir() if file.is_file())]
WRITTEN = re.compile(r"(?:^|[\s`/'])dragoman ((?:[a-z]+)(?: [^\n`;|()'#]*)?)")


def told(page: Path) -> Iterator[list[str]]:
    """Every command that a page tells, in words."""
    text = page.read_text(encoding="utf-8")
    yield from (shlex.split(found.replace('"', "")) for found in WRITTEN.findall(text))
    if page.suffix == ".yaml":
        yield from (re.findall(r'"([^"]*)"', found) for found in re.findall(r"command: \[(.*)\]", text))


def faults(words: list[str]) -> Iterator[str]:
    """What of a command line is not there."""
    command: Any = get_command(app)
    while words and words[0] in getattr(command, "commands", ()):
        command, words = command.commands[words[0]], words[1:]
    if hasattr(command, "commands"):
        yield f"there is no command {' '.join(words)}"
        return
    options = {name for one in command.params for name in one.opts}
    yield from (word for word in words if word.startswith("--") and word not in options)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_is_there(page: Path) -> None:
    ours = [words for words in told(page) if words[0] not in ("postgres", "will", "in", "with")]

    assert [(words, fault) for words in ours for fault in faults(words)] == []


def test_commands_are_found() -> None:
    found = [words for page in PAGES for words in told(page)]

    assert ["watch"] in found
    assert any(words[:1] == ["run"] for words in found)
    assert list(faults(["run", "x", "--nonsense"])) == ["--nonsense"]
    assert list(faults(["nonsense"]))
