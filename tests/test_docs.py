"""The documents say what the code does, and lead nowhere that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from typer.main import get_command

from dragoman.app.main import app

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
COMMAND_LINE = ROOT / "docs" / "reference" / "command-line.md"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)|<(?:img|a)\b[^>]*?\b(?:src|href)=\"([^\"]+)\"")
PYTHON = re.compile(r"^```(?:python|py)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"^```.*?^```$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
COMMANDS: dict[str, click.Command] = getattr(get_command(app), "commands", {})
OPTIONS = sorted(
    (name, spelling) for name, command in COMMANDS.items() for one in command.params for spelling in one.opts
)


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_has_its_part_in_the_reference(command: str) -> None:
    assert f"## dragoman {command}\n" in COMMAND_LINE.read_text(encoding="utf-8")


@pytest.mark.parametrize(("command", "option"), OPTIONS)
def test_every_option_stands_under_its_command(command: str, option: str) -> None:
    part = COMMAND_LINE.read_text(encoding="utf-8").partition(f"## dragoman {command}\n")[2].partition("\n## ")[0]

    assert re.search(rf"^\| (?:.* )?{re.escape(option)}(?: .*)? \|", part, re.MULTILINE)


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_a_page_that_is_written_by_hand_shows_every_command(command: str) -> None:
    pages = (README, *(ROOT / "docs").glob("*.md"))

    assert any(f"dragoman {command}" in page.read_text(encoding="utf-8") for page in pages)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_file_that_a_page_links_to_is_there(page: Path) -> None:
    prose = CODE.sub("", page.read_text(encoding="utf-8"))
    targets = [(one or other).partition("#")[0] for one, other in LINK.findall(prose)]
    files = [target for target in targets if target and not re.match(r"[a-z]+:", target)]

    assert [target for target in files if not (page.parent / target).exists()] == []


def test_the_python_in_the_readme_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = PYTHON.findall(README.read_text(encoding="utf-8"))
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {"__name__": "readme"}

    assert blocks, "the README shows no python"
    for block in blocks:
        exec(compile(block, str(README), "exec"), names)
