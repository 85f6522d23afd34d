"""The commands of subscribers: what they print, how they end, and that no list brings back who went."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dragoman.app import main

ANNA = "Anna@example.org"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nobody's own store is touched."""
    monkeypatch.setenv("DRAGOMAN_DATABASE", str(tmp_path / "store.db"))
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main.app, ["subscribers", *words])


def listed(home: Path, *lines: str) -> str:
    file = home / "list.csv"
    file.write_text("\r\n".join(lines) + "\r\n", encoding="utf-8")
    return str(file)


def stats() -> dict[str, dict[str, dict[str, int]]]:
    found: dict[str, dict[str, dict[str, int]]] = json.loads(run("stats", "--json").stdout)
    return found


def test_who_is_added_is_asked_first() -> None:
    assert "a mail asks them to confirm" in run("add", ANNA, "morning").stdout
    assert stats()["editions"] == {"morning": {"pending": 1}}


def test_who_agreed_elsewhere_is_confirmed_with_the_reason() -> None:
    run("add", ANNA, "morning", "--confirmed-by", "a signed card")
    held = json.loads(run("export", ANNA).stdout)

    assert held["subscriptions"][0]["status"] == "confirmed"
    assert "a signed card" in held["consents"][0]["origin"]["wording"]["text"]


def test_adding_twice_is_adding_once() -> None:
    run("add", ANNA, "morning")

    assert "is there already" in run("add", ANNA.lower(), "morning").stdout


@pytest.mark.parametrize("words", [("anna", "morning"), (ANNA, "Morning Brief"), (f"{ANNA}\nBcc: x@y.org", "morning")])
def test_a_wrong_address_or_edition_is_wrong_usage(words: tuple[str, str]) -> None:
    assert run("add", *words).exit_code == 2


def test_commands_say_how_to_start() -> None:
    found = run("stats")

    assert found.exit_code == 3
    assert "dragoman subscribers add" in found.stderr


def test_a_list_comes_in_with_its_consents_and_waits_for_each_answer(home: Path) -> None:
    file = listed(
        home,
        "address,edition,asked,confirmed,wording,wording_version",
        'anna@example.org,morning,2025-01-02,2025-01-02T10:00:00+00:00,"Yes, daily",v3',
        "ben@example.org,,,,,",
    )
    found = run("import", file, "--edition", "world", "--json")

    assert json.loads(found.stdout) == {"added": 2}
    assert stats()["editions"] == {"morning": {"pending": 1}, "world": {"pending": 1}}
    (consent,) = json.loads(run("export", "anna@example.org").stdout)["consents"]
    assert (consent["act"], consent["origin"]["door"]) == ("imported", "import")
    assert consent["origin"]["wording"] == {"text": "Yes, daily", "version": "v3"}


def test_a_list_is_confirmed_only_by_a_reason(home: Path) -> None:
    file = listed(home, "address", "anna@example.org")
    run("import", file, "--edition", "world", "--confirmed-by", "moved from our old program")

    assert stats()["editions"] == {"world": {"confirmed": 1}}


def test_wrong_lines_are_named_and_the_others_come_in(home: Path) -> None:
    file = listed(home, "address,asked", "anna,", "ben@example.org,soon", "carl@example.org,,,", "dora@example.org,")
    found = run("import", file, "--edition", "world")

    assert found.exit_code == 1
    assert "1 added, 0 known, 0 left, 0 suppressed, 3 wrong" in found.stdout
    assert [f"list.csv:{line}:" in found.stderr for line in (2, 3, 4, 5)] == [True, True, True, False]


@pytest.mark.parametrize("head", ["mail", "address,phone", "", "address,address"])
def test_a_list_with_another_head_is_wrong_usage(home: Path, head: str) -> None:
    assert run("import", listed(home, head, "anna@example.org"), "--edition", "world").exit_code == 2


def test_a_list_in_other_letters_is_wrong_usage(home: Path) -> None:
    file = home / "list.csv"
    file.write_bytes("address\nmüller@example.org\n".encode("latin-1"))

    assert run("import", str(file), "--edition", "world").exit_code == 2


def test_no_list_brings_back_who_left_or_was_erased(home: Path) -> None:
    run("add", ANNA, "world")
    run("erase", ANNA)
    gone = listed(home, "address,status", f"{ANNA},confirmed", "ben@example.org,left", "carl@example.org,suppressed")
    found = run("import", gone, "--edition", "world", "--confirmed-by", "an old copy")

    assert "0 added, 0 known, 2 left, 1 suppressed, 0 wrong" in found.stdout
    assert stats() == {"editions": {}, "suppressed": {"erased": 1}}


def test_the_operator_may_send_again_to_who_asks_for_it() -> None:
    run("add", ANNA, "world")
    run("erase", ANNA)

    assert run("add", ANNA, "world").exit_code == 1
    assert run("add", ANNA, "world", "--lift").exit_code == 0


def test_what_is_exported_comes_in_again(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("add", ANNA, "morning", "--confirmed-by", "=cmd() a card")
    run("add", "ben@example.org", "world", "--confirmed-by", "a card")
    file = tmp_path / "out.csv"
    assert run("export", "--out", str(file)).exit_code == 0
    before = stats()
    monkeypatch.setenv("DRAGOMAN_DATABASE", str(tmp_path / "other.db"))
    run("import", str(file), "--confirmed-by", "our own export")

    assert stats() == before
    assert not [cell for line in file.read_text().splitlines() for cell in line.split(",") if cell.startswith("=")]


def test_everybody_is_one_edition_s_where_one_is_named() -> None:
    run("add", ANNA, "morning")
    run("add", "ben@example.org", "world")

    assert [
        json.loads(line)["address"] for line in run("export", "--edition", "world", "--json").stdout.splitlines()
    ] == ["ben@example.org"]


def test_erasing_leaves_nothing_in_the_file(home: Path) -> None:
    run("add", ANNA, "morning", "--confirmed-by", "a card")
    assert run("erase", ANNA).exit_code == 0

    assert run("export", ANNA).exit_code == 0  # what stays is that nothing may be sent there
    assert not [file for file in home.glob("*newsletter*") if b"anna" in file.read_bytes().lower()]


def test_nothing_is_held_about_a_stranger() -> None:
    run("add", ANNA, "morning")
    found = run("export", "ben@example.org")

    assert found.exit_code == 1
    assert "nothing is held" in found.stderr


def test_keys_are_rotated_and_old_ones_hold() -> None:
    run("add", ANNA, "morning")

    assert "1 older ones still hold" in run("rotate-keys").stdout


def test_a_copy_holds_everybody_and_is_its_owner_s_alone(home: Path) -> None:
    run("add", ANNA, "morning")
    copy = home / "copy.newsletter.db"
    done = run("backup", str(copy))
    held = json.loads(run("stats", "--json", "--database", str(home / "copy.db")).stdout)

    assert done.exit_code == 0
    assert held["editions"] == {"morning": {"pending": 1}}
    assert copy.stat().st_mode & 0o077 == 0


def test_a_copy_replaces_no_file(home: Path) -> None:
    run("add", ANNA, "morning")
    (home / "copy.db").write_text("mine", encoding="utf-8")

    assert run("backup", str(home / "copy.db")).exit_code == 3
    assert (home / "copy.db").read_text(encoding="utf-8") == "mine"
