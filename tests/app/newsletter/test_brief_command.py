"""The brief on the command line: of what an edition of the newsletter is about."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.app.main import app

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "newsletter.toml"
DAY = ("--date", "2022-01-20")


def run(store: str, *words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["brief", *DAY, *words, "--settings", str(EXAMPLE), "--database", store])
    return result.exit_code, result.output


def test_an_edition_has_what_it_is_about(store: str) -> None:
    code, world = run(store, "--edition", "world")
    _, europe = run(store, "--edition", "eastern-europe")

    assert code == 0
    assert "Iceland demands: quota of its own" in world
    assert "Iceland demands" not in europe


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--edition", "moon"), "there is no edition 'moon': write one of"),
        (("--edition", "world", "--actor", "ISL"), "leave --actor and --channel away"),
    ],
)
def test_an_edition_that_is_not_there_or_is_narrowed_is_wrong_usage(
    store: str, words: tuple[str, ...], said: str
) -> None:
    code, told = run(store, *words)

    assert code == 2
    assert said in " ".join(told.split())
