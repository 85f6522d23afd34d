"""Accounts and the site's doors at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.app.main import app
from dragoman.store import opened
from dragoman.web.access.accounts import Accounts

PASSWORD = "the correct horse"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "accounts.txt"


def run(*arguments: object, typed: str = "") -> tuple[int, str]:
    found = CliRunner().invoke(app, [str(one) for one in arguments], input=typed)
    return found.exit_code, " ".join(found.output.replace("│", " ").split())


def test_an_account_is_added_listed_and_removed(file: Path) -> None:
    assert run("account", "add", "ana", "--file", file, typed=f"{PASSWORD}\n") == (0, "ana: added")
    assert run("account", "add", "ana", "--file", file, typed=f"{PASSWORD}!\n") == (0, "ana: has a new password")
    assert Accounts(file).proof("ana", f"{PASSWORD}!")
    code, shown = run("account", "list", "--file", file, "--json")
    assert (code, json.loads(shown)) == (0, {"account": "ana"})
    assert run("account", "remove", "ana", "--file", file) == (0, "ana: removed")
    assert run("account", "list", "--file", file) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "typed", "told"),
    [
        (("account", "add", "ana"), "short\n", "write 12 to 1000"),
        (("account", "add", "a:b"), f"{PASSWORD}\n", "is no name"),
        (("account", "remove", "bea"), "", "dragoman account add NAME --file FILE"),
        (("account", "list"), "", "dragoman account add NAME --file FILE"),
    ],
)
def test_what_cannot_be_is_wrong_usage_with_its_remedy(
    file: Path, arguments: tuple[str, ...], typed: str, told: str
) -> None:
    code, shown = run(*arguments, "--file", file, typed=typed)

    assert (code, told in shown) == (2, True), shown


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--host", "0.0.0.0"), "nobody to let in"),
        (("--allow-host", "news.example"), "nobody to let in"),
        (("--trust-header", "X-Forwarded-User"), "trusted from nobody"),
        (("--accounts", "/no/such/file"), "dragoman account add NAME --file FILE"),
    ],
)
def test_a_site_that_would_be_left_open_does_not_start(tmp_path: Path, options: tuple[str, ...], told: str) -> None:
    with opened(str(tmp_path / "store.db"), create=True):
        pass
    code, shown = run("serve", "--database", tmp_path / "store.db", *options)

    assert (code, told in shown) == (2, True), shown
