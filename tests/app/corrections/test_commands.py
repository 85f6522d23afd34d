"""The commands of corrections: what they print, how they end, and what a wrong one says."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.store.readings import NOW, talks
from typer.testing import CliRunner, Result

from dragoman.app import main
from dragoman.store import add_reading, opened


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with one article of a known outlet, and a person at the keyboard."""
    file = tmp_path / "store.db"
    monkeypatch.setenv("DRAGOMAN_DATABASE", str(file))
    monkeypatch.setenv("DRAGOMAN_USER", "ana")
    reading = talks()
    reading = replace(
        reading,
        article=replace(reading.article, outlet="The Fjord"),
        events=(replace(reading.events[0], id="beef00000000000a"),),
        positions=(replace(reading.positions[0], id="cafe000000000001"),),
        meetings=(replace(reading.meetings[0], id="feed000000000001"),),
    )
    with opened(str(file), create=True) as database:
        add_reading(database, reading, now=NOW)
    return file


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main.app, [str(argument) for argument in arguments])


def done(*arguments: str | Path) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def lines(text: str) -> Sequence[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def usage(*arguments: str) -> str:
    """What a command that is wrong usage says, on one line."""
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    return " ".join(result.stderr.replace("│", " ").split())


def test_a_record_that_is_wrong_is_not_found_and_shown_with_all() -> None:
    said = done("corrections", "mark", "cafe", "wrong", "--why", "nobody demands it")

    assert "position cafe000000000001: wrong · nobody demands it" in said
    assert done("search", "--type", "demands") == ""
    assert "✎ wrong, says ana: nobody demands it" in done("search", "--type", "demands", "--all")


def test_a_part_is_set_right_and_shown_with_what_it_was() -> None:
    done("corrections", "mark", "beef", "part", "--part", "type", "--value", "threaten", "--why", "a warning")
    shown = done("search", "--type", "THREATEN")

    assert "✎ type: ACCUSE → THREATEN, says ana: a warning" in shown
    assert "beef00000000000a" in shown
    (hit,) = lines(done("search", "--type", "THREATEN", "--json"))
    assert (hit["record"]["type"], hit["marks"][0]["was"]) == ("THREATEN", "ACCUSE")


def test_a_record_is_shown_with_all_that_was_said() -> None:
    done("corrections", "mark", "feed", "part", "--part", "date", "--value", "2022-03-05", "--why", "a day is told")
    (said,) = lines(done("corrections", "list", "--json"))
    done("corrections", "mark", "feed", "right", "--why", "no", "--by", "ben")
    done("corrections", "undo", said["id"], "--why", "too early")
    shown = done("corrections", "show", "feed")

    assert shown.startswith("meeting feed000000000001 of a.txt\n  │ The two will meet in Geneva\n")
    assert "date is 2022-03-05 · a day is told (taken back)" in shown
    assert shown.endswith("stands: right\n")
    told = lines(done("corrections", "show", "feed", "--json"))[0]
    assert (told["verdict"], len(told["said"]), told["taken_back"]) == ("right", 3, [said["id"]])
    assert [line.split(" · ")[2] for line in done("corrections", "list", "--on", "a.txt").splitlines()] == [
        "ana", "ben", "ana",
    ]  # fmt: skip


def test_a_missed_record_is_added_by_its_words() -> None:
    done(
        *(
            "corrections",
            "add",
            "a.txt",
            "--kind",
            "event",
            "--words",
            "Iceland demands a quota",
            "--trigger",
            "demands",
        ),
        *("--set", "type=REQUEST", "--set", "actors=ISL", "--set", "recipients=NOR", "--why", "missed"),
    )
    shown = done("search", "--type", "REQUEST")

    assert "ISL → NOR: makes a demand (REQUEST" in shown
    assert "✎ added, says ana: missed" in shown
    assert "│ Iceland demands a quota" in shown
    assert run("verify").exit_code == 0


def test_names_are_merged_and_split() -> None:
    assert "entity kari dahl is isl" in done("corrections", "merge", "Kari Dahl", "ISL", "--why", "one desk")
    assert "demands" in done("search", "--actor", "Kari Dahl")
    done("corrections", "split", "ISL", "--why", "no")
    assert "demands" not in done("search", "--actor", "Kari Dahl")


def test_the_training_set_goes_to_a_file_whole(tmp_path: Path) -> None:
    done("corrections", "mark", "cafe", "wrong", "--why", "no")
    done("corrections", "export", "--out", tmp_path / "set.jsonl")
    (one,) = lines((tmp_path / "set.jsonl").read_text())

    assert one["text"][slice(*one["record"]["evidence"])] == "Iceland demands a quota of its own" == one["quote"]
    assert (one["right"], one["correction"]["act"], one["kind"]) == (None, "wrong", "position")
    assert done("corrections", "export") == (tmp_path / "set.jsonl").read_text()


def test_notes_searches_and_the_watchlist_are_kept() -> None:
    done("notes", "add", "see\nthe annex", "--on", "a.txt")
    done("notes", "add", "ask Oslo", "--record", "cafe")
    done("saved", "add", "cod", "--actor", "ISL", "--type", "demands")
    done("watchlist", "add", "Geneva", "--kind", "place")

    assert done("notes", "list").splitlines()[1:3] == ["  see", "  the annex"]
    assert len(lines(done("notes", "list", "--on", "a.txt", "--json"))) == 2
    assert done("saved", "list") == "cod · actor=ISL type=demands\n"
    assert "ISL demands: quota of its own" in done("saved", "run", "COD")
    assert done("watchlist", "add", "GENEVA", "--kind", "place") == "place · GENEVA · watched already\n"
    assert done("watchlist", "list") == "place · Geneva\n"
    done("saved", "remove", "cod")
    done("watchlist", "remove", "geneva", "--kind", "place")
    assert (done("saved", "list"), done("watchlist", "list")) == ("", "")


def test_a_page_is_forgotten_and_may_come_again() -> None:
    told = done("forget", "a.txt", "--why", "by court order", "--dry-run")
    assert told == "would go: 1 articles, 1 versions, 1 readings, 5 records\n"
    gone = done("forget", "a.txt", "--why", "by court order")

    assert gone.startswith("gone: 1 articles, 1 versions, 1 readings, 5 records\n  backups made before keep it")
    assert done("search", "overfishing") == ""
    assert run("verify", "--all").exit_code == 0
    assert done("forget", "a.txt", "--lift") == "a.txt may come again\n"


def test_a_person_is_forgotten_by_their_name() -> None:
    gone = json.loads(done("forget", "Kari Dahl", "--why", "asked", "--json"))

    assert gone["erased"]["records"] == 2
    assert gone["tombstone"]["forgets"] == "person"
    assert "Dahl" not in done("search", "overfishing", "--json")
    assert run("verify", "--all").exit_code == 0


def test_the_texts_of_an_outlet_are_let_go() -> None:
    assert done("retention", "set", "the fjord", "1d") == "The Fjord · 1d · records go too · ana\n"
    assert done("retention", "list") == "The Fjord · 1d · records go too · ana\n"
    assert done("retention", "apply", "--dry-run").startswith("The Fjord: would go: 1 articles")
    done("retention", "apply")
    assert done("search", "overfishing") == ""
    done("retention", "remove", "The Fjord")
    assert done("retention", "list") == ""


def test_who_says_it_is_the_login_name_where_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DRAGOMAN_USER")
    monkeypatch.setenv("LOGNAME", "carla")
    assert " · carla · " in done("corrections", "mark", "cafe", "right", "--why", "yes")
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    assert "say who you are: --by NAME, or set DRAGOMAN_USER" in usage(
        "corrections", "mark", "cafe", "right", "--why", "y"
    )


def test_what_people_write_cannot_play_with_a_terminal() -> None:
    done("corrections", "mark", "cafe", "wrong", "--why", "no\x1b[31m red\nline")

    assert "\x1b" not in done("corrections", "list")
    assert len(done("corrections", "list").splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        ("corrections mark cafe wrong --why", "requires an argument"),
        ("corrections mark cafe part --why x", "write part --part NAME --value VALUE"),
        ("corrections mark cafe wrong --part type --value x --why x", "write part --part NAME --value VALUE"),
        ("corrections mark cafe part --part stanse --value x --why x", "did you mean stance"),
        ("corrections mark cafe part --part stance --value demand --why x", "did you mean demands"),
        ("corrections mark cafd0000 wrong --why x", "there is no record 'cafd0000'"),
        ("corrections show cafe000000000002", "did you mean cafe000000000001"),
        ("corrections undo 0123 --why x", "there is no correction '0123'"),
        (
            "corrections add a.txt --kind event --words demands --set type --why x",
            "'type' sets nothing: write PART=VALUE",
        ),
        ("corrections add b.txt --kind event --words demands --set type=ACCUSE --why x", "did you mean a.txt"),
        ("corrections list --on b.txt", "no page of b.txt is stored"),
        ("notes add x --on a.txt --record cafe", "write --on or --record"),
        ("saved add x", "write what to search for"),
        ("saved run x", "no search is called 'x'"),
        ("watchlist remove x", "no actor 'x' is watched"),
        ("forget a.txt", "give the reason: --why"),
        ("forget https://a.example/b --why x", "no page of https://a.example/b is stored"),
        ("forget Nobody --why x", "nobody called 'Nobody' is in the store"),
        ("forget x.txt --lift", "x.txt is not forgotten"),
        ("retention set a long", "'long' is no number of days"),
        ("retention set Fjord 3d", "did you mean The Fjord"),
        ("retention remove Fjord", "nothing is set for 'Fjord'"),
    ],
)
def test_a_wrong_command_says_what_to_write_instead(arguments: str, remedy: str) -> None:
    assert remedy in usage(*arguments.split())


def test_a_store_that_is_not_there_ends_with_3(tmp_path: Path) -> None:
    result = run("corrections", "list", "--database", tmp_path / "none.db")

    assert (result.exit_code, result.stdout) == (3, "")
    assert "there is no such database yet" in result.stderr
