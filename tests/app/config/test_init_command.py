"""`dragoman init`: a folder to begin in, whose settings hold as they are written and whose sources can be taken."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.app.config.file import read_config
from dragoman.app.config.init_command import LIST, STARTERS, list_text, settings_text
from dragoman.app.config.rows import SETTINGS
from dragoman.app.main import app
from dragoman.collect.opml import outlines
from dragoman.newsletter.editions_toml import newsletter_of


def run(*words: str) -> tuple[int, str]:
    answer = CliRunner().invoke(app, list(words))
    return answer.exit_code, answer.output


def uncommented() -> str:
    """The settings with every one of them set."""
    return re.sub(r"^# (?=\[|\w+ = )", "", settings_text(), flags=re.MULTILINE)


def test_a_folder_is_made_with_settings_and_sources(tmp_path: Path) -> None:
    code, said = run("init", str(tmp_path / "desk"))

    assert code == 0
    assert tomllib.loads((tmp_path / "desk" / "dragoman.toml").read_text()) == {
        "store": {"database": "store.db"},
        "serve": {},
    }
    assert "dragoman sources import sources.opml" in said
    assert (tmp_path / "desk" / LIST).read_bytes() == list_text()


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "dragoman.toml").write_text("# mine")
    code, said = run("init", str(tmp_path))

    assert code == 2
    assert "there already" in said
    assert (tmp_path / "dragoman.toml").read_text() == "# mine"
    assert not (tmp_path / LIST).exists()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    code, said = run("init", str(tmp_path / "file" / "desk"))

    assert code == 2
    assert "name another folder" in said


def test_every_comment_is_a_setting_that_holds(tmp_path: Path) -> None:
    file = tmp_path / "dragoman.toml"
    file.write_text(uncommented(), encoding="utf-8")
    for name in ("dkim.pem", "terms.txt", "privacy.txt"):
        (tmp_path / name).write_text("x")
    config = read_config(file, how="")
    newsletter = newsletter_of(file, environment={"DRAGOMAN_SMTP_PASSWORD": "x"})

    for one in SETTINGS:
        if one.table != "edition":
            assert config.value(one.table, one.key) == tomllib.loads(f"x = {one.example}")["x"]
    assert [one.name for one in newsletter.editions] == ["ukraine"]


def test_no_line_of_the_settings_is_too_long() -> None:
    assert max(map(len, settings_text().splitlines())) <= 120


def test_every_starter_is_a_feed_that_is_named(tmp_path: Path) -> None:
    found = outlines(list_text())

    assert [(one.title, one.feed, one.home) for one in found] == list(STARTERS)
    assert all(one.feed.startswith("https://") for one in found)
    assert all("unchecked" in " ".join(one.folder) for one in found)


def test_the_starters_can_be_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DRAGOMAN_DATABASE", raising=False)
    run("init")
    code, said = run("sources", "import", LIST)

    assert code == 0
    assert f"{len(STARTERS)} added" in said
    assert (tmp_path / "store.db").exists()
