"""`dragoman actors`: whom articles introduce, and what the reader makes of them once somebody has accepted them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from dragoman.app import main
from dragoman.store import all_readings, opened, taught

INTRODUCED = (
    "Norwegian Foreign Minister Ilse Brandvik met reporters in Oslo on Monday after two days of talks on fish. "
    "She said that both sides had agreed on most of the text and that lawyers would look at the rest this week."
)
AGAIN = (
    "The quota remains open. Ilse Brandvik, Norway's foreign minister, told a radio station on Tuesday that her side "
    "could wait, and that the boats of neither country would leave port before there was a paper to sign."
)
BY_NAME = (
    "Ilse Brandvik criticised Iceland on Friday. “They have moved the line again,” Brandvik said in a hall full of "
    "skippers, and she asked for an answer by the end of the month, before the boats leave for the winter grounds."
)
PAGES = {"one.txt": (INTRODUCED, "2026-02-02"), "two.txt": (AGAIN, "2026-02-03")}


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with two articles that introduce somebody whom no row knows, and a person at the keyboard."""
    file = tmp_path / "store.db"
    monkeypatch.setenv("DRAGOMAN_DATABASE", str(file))
    monkeypatch.setenv("DRAGOMAN_USER", "ana")
    for name, (text, day) in PAGES.items():
        ingest(tmp_path / name, text, day)
    return file


def ingest(page: Path, text: str, day: str) -> None:
    page.write_text(text, encoding="utf-8")
    done("ingest", page, "--published", day)


def run(*arguments: str | Path, typed: str | None = None) -> Result:
    return CliRunner().invoke(main.app, [str(argument) for argument in arguments], input=typed)


def done(*arguments: str | Path, typed: str | None = None) -> str:
    result = run(*arguments, typed=typed)
    assert result.exit_code == 0, result.output
    return result.stdout


def refused(*arguments: str) -> str:
    result = run(*arguments)
    assert result.exit_code == 2
    return " ".join(result.stderr.replace("│", " ").split())


def lines(*arguments: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done(*arguments, "--json").splitlines()]


def side_of(store: Path, name: str, source: str) -> str | None:
    """The code that the newest reading of a page has for somebody."""
    with opened(str(store)) as database:
        every = [kept.reading for kept in all_readings(database) if kept.reading.article.source.endswith(source)]
    return next((one.code for one in every[-1].entities if one.name == name), None)


def test_review_shows_who_is_introduced_with_the_words() -> None:
    (found,) = lines("actors", "review")

    assert (found["name"], found["office"], found["code"]) == ("Ilse Brandvik", "foreign_minister", "NOR")
    assert (found["articles"], found["first"], found["last"]) == (2, "2026-02-02", "2026-02-03")
    assert [one["words"][:40] for one in found["quotes"]] == [
        "Norwegian Foreign Minister Ilse Brandvik", "Ilse Brandvik, Norway's foreign minister",
    ]  # fmt: skip


def test_review_tells_people_how_to_decide() -> None:
    told = done("actors", "review")

    assert "Ilse Brandvik · foreign_minister of NOR · 2 articles, 2026-02-02 to 2026-02-03" in told
    assert "accepted as who came after, or --beside" in told
    assert "dragoman actors accept 'Ilse Brandvik', or reject" in told


def test_only_articles_since_a_day_count() -> None:
    assert [one["articles"] for one in lines("actors", "review", "--since", "2026-02-03")] == [1]
    assert "nobody whom the reader does not know" in done("actors", "review", "--since", "2026-02-04")


def test_who_is_accepted_is_known_by_name_alone(store: Path, tmp_path: Path) -> None:
    ingest(tmp_path / "three.txt", BY_NAME, "2026-02-06")
    assert side_of(store, "Ilse Brandvik", "three.txt") is None

    told = done("actors", "accept", "Ilse Brandvik")
    assert "foreign_minister of NOR from 2026-02-02" in told
    assert "dragoman recode --since 2026-02-02 shows" in told
    ingest(tmp_path / "three.txt", BY_NAME, "2026-02-06")
    assert side_of(store, "Ilse Brandvik", "three.txt") == "NOR"
    assert lines("actors", "review") == []


def test_the_holder_before_is_over_then_unless_both_stay(store: Path) -> None:
    done("actors", "accept", "Ilse Brandvik")
    with opened(str(store)) as database:
        before, row = taught(database)
    assert (before.office, before.ended, row.begun) == ("foreign_minister", "2026-02-01", "2026-02-02")

    done("actors", "undo", "Ilse Brandvik")
    done(
        "actors",
        "accept",
        "Ilse Brandvik",
        "--beside",
        "--from",
        "2026-01-12",
        "--to",
        "2026-03-01",
        "--alias",
        "I. Brand",
    )
    with opened(str(store)) as database:
        (row,) = taught(database)
    assert (row.begun, row.ended, row.aliases) == ("2026-01-12", "2026-03-01", ("I. Brand",))


def test_recode_shows_what_it_changes_and_adopts_it(store: Path, tmp_path: Path) -> None:
    ingest(tmp_path / "three.txt", BY_NAME, "2026-02-06")
    assert "0 compared, 3 known" in run("recode", "--since", "2026-02-01").stderr
    done("actors", "accept", "Ilse Brandvik")

    assert "3 compared, 0 known" in run("recode", "--since", "2026-02-01").stderr
    done("recode", "--since", "2026-02-01", "--adopt", "--keep", str(tmp_path / "kept.jsonl"))
    assert side_of(store, "Ilse Brandvik", "three.txt") == "NOR"
    assert "0 compared, 3 known" in run("recode", "--since", "2026-02-01").stderr


def test_who_is_rejected_is_shown_no_more_until_it_is_undone() -> None:
    done("actors", "reject", "ilse brandvik", "--why", "a deputy")
    assert lines("actors", "review") == []
    assert "rejected by ana" in done("actors", "list")

    done("actors", "undo", "Ilse Brandvik")
    assert len(lines("actors", "review")) == 1


def test_the_list_tells_who_decided_and_by_which_words() -> None:
    done("actors", "accept", "Ilse Brandvik", "--why", "sworn in on Friday")
    told = done("actors", "list")

    assert "accepted by ana" in told
    assert "sworn in on Friday" in told
    assert "“Norwegian Foreign Minister Ilse Brandvik met reporters in Oslo" in told


def test_a_person_is_asked_one_by_one() -> None:
    told = done("actors", "review", "--ask", typed="a\n")

    assert "accept, reject, next or quit?" in told
    assert "accepted by ana" in told
    assert lines("actors", "review") == []


def test_another_spelling_is_the_holders(store: Path, tmp_path: Path) -> None:
    told = (
        "Russian Foreign Minister Sergej Lawrow flew to Ankara on Monday for talks on grain, which his hosts called "
        "useful. He left without a word to the press, and a plane with his staff followed in the evening."
    )
    ingest(tmp_path / "four.txt", told, "2026-02-05")
    (found,) = (one for one in lines("actors", "review") if one["code"] == "RUS")
    assert (found["spelling"], found["holder"]["name"]) == (True, "Sergei Lavrov")

    done("actors", "accept", "Sergej Lawrow")
    with opened(str(store)) as database:
        (row,) = taught(database)
    assert (row.name, row.aliases, row.begun) == ("Sergei Lavrov", ("Sergej Lawrow",), found["holder"]["begun"])


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("accept", "Ola Halvorsen"), "dragoman actors review shows who is"),
        (("accept", "Ilse Brandvik", "--to", "2020-01-01"), "is before 2026-02-02"),
        (("accept", "Ilse Brandvik", "--of", "SWE"), "--office foreign_minister --of NOR"),
        (("undo", "Ilse Brandvik"), "dragoman actors list shows what was"),
        (("review", "--ask", "--json"), "write one of the two"),
    ],
)
def test_what_cannot_be_is_told_with_the_remedy(arguments: tuple[str, ...], why: str) -> None:
    assert why in refused("actors", *arguments)


def test_a_forgotten_person_is_neither_shown_nor_known(store: Path) -> None:
    done("actors", "accept", "Ilse Brandvik")
    done("forget", "Ilse Brandvik", "--why", "asked")

    assert (lines("actors", "review"), lines("actors", "list")) == ([], [])
    with opened(str(store)) as database:
        assert taught(database) == ()
