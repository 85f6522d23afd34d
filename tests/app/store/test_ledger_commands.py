"""The commands of the ledgers: what they print where, and how they end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import typer
from tests.store.readings import NOW, RULE, span, talks
from typer.testing import CliRunner, Result

from dragoman.app.newsletter import brief_command
from dragoman.app.store import ledger_commands
from dragoman.model import Entity, EntityKind, Position, Reading, Rejected, Sector, Span, Stance
from dragoman.store import add_reading, add_rejected, opened

TODAY = date(2022, 1, 20)
COMMANDS = ("brief", "channels", "dyad", "meetings", "positions", "posture", "questions", "quotes")


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store in which Norway and Iceland quarrel on one page and a page could not be read."""
    file = tmp_path / "store.db"
    monkeypatch.setenv("DRAGOMAN_DATABASE", str(file))
    monkeypatch.setattr(ledger_commands, "today", lambda: TODAY)
    with opened(str(file), create=True) as store:
        add_reading(store, quarrel(), now=NOW)
        add_rejected(store, Rejected(source="b.txt", stage="clean", reason="the page is empty"), now=NOW)
    return file


def quarrel() -> Reading:
    """The talks, both sides named; Iceland also opposes a cod quota on the next day."""
    reading = talks()
    text = reading.article.text
    named = [
        Entity(
            id=code, name=name, kind=EntityKind.STATE, code=code, sector=Sector.GOV, mentions=(span(text, name),),
            by=reading.entities[0].by,
        )
        for code, name in (("NOR", "Norway"), ("ISL", "Iceland"))
    ]  # fmt: skip
    return replace(reading, entities=(*reading.entities, *named))


def run(*arguments: str) -> Result:
    app = typer.Typer(rich_markup_mode=None)
    app.command()(brief_command.brief)
    ledger_commands.add_to(app)
    return CliRunner().invoke(app, arguments)


def lines(result: Result) -> Sequence[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_dyad_is_drawn_with_its_acts() -> None:
    result = run("dyad", "NOR", "Iceland", "--by", "month")

    assert result.exit_code == 0
    assert result.stdout.startswith("Norway and Iceland, by month\n")
    assert "−2 ████████████ │" in result.stdout
    assert "│ Norway accused Iceland on Thursday of overfishing" in result.stdout


def test_a_dyad_is_a_stretch_a_line_in_json() -> None:
    (found,) = lines(run("dyad", "NOR", "ISL", "--json"))

    assert (found["first"], found["conflict"], found["articles"]) == ("2022-01-17", -2.0, 1)
    assert found["told"][0]["quote"] == "Norway accused Iceland on Thursday of overfishing"


def test_a_surname_is_told_whose_it_is(database: Path) -> None:
    with opened(str(database)) as store:
        entity = Entity(
            id="e9", name="Vladimir Putin", kind=EntityKind.PERSON, code="RUS", sector=None, mentions=(Span(0, 6),), by=RULE
        )  # fmt: skip
        add_reading(store, replace(talks(source="e.txt"), entities=(entity,)), now=NOW)
    result = run("quotes", "Putin")

    assert result.exit_code == 2
    assert "did you mean 'Vladimir Putin'?" in " ".join(result.stderr.split())


def told_of_before(database: Path, day: date) -> None:
    reading = talks(source="old.txt", day=day, more=" So it was told.")
    with opened(str(database)) as store:
        add_reading(store, replace(reading, events=(replace(reading.events[0], date=None),)), now=NOW)


def test_a_dyad_shows_the_last_half_year_and_more_when_asked(database: Path) -> None:
    told_of_before(database, TODAY - timedelta(400))
    lately = run("dyad", "NOR", "ISL", "--json")
    every = lines(run("dyad", "NOR", "ISL", "--json", "--since", "2020-01-01"))

    assert [one["events"] for one in lines(lately)] == [1]
    assert lately.stderr == "dragoman: what was before 2021-07-22 is not shown: write an earlier day with --since\n"
    assert sum(one["events"] for one in every) == 2


def test_a_dyad_of_which_nothing_is_told_lately_is_shown_whole(database: Path) -> None:
    told_of_before(database, TODAY - timedelta(400))
    result = run("dyad", "NOR", "ISL", "--until", "2021-07-01", "--json")

    assert [one["events"] for one in lines(result)] == [1]


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("dyad", "NOR", "ISK"), "did you mean"),
        (("positions", "Icelnd"), "did you mean ISL (Iceland)?"),
        (("channels", "NATO-Rusia Council"), "did you mean 'NATO-Russia Council'?"),
        (("quotes", "Wladimir Putin"), "did you mean 'Vladimir Putin'?"),
        (("dyad", "NOR", "Norway"), "are the same side"),
        (("brief", "--date", "yesterday"), "is no day"),
        (("brief", "--days", "0"), "greater than or equal to 1"),
        (("dyad", "NOR", "ISL", "--by", "year"), "year"),
    ],
)
def test_a_wrong_word_is_a_usage_error_that_says_what_to_write(arguments: tuple[str, ...], hint: str) -> None:
    result = run(*arguments)

    assert result.exit_code == 2
    assert hint in " ".join(result.stderr.split())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("dyad", "NOR", "DNK"), "no article in the store names both NOR and DNK: read some press"),
        (("meetings", "--actor", "DNK"), "no meeting is in the store: read some press with dragoman ingest PATH"),
        (("meetings", "--upcoming", "--date", "2022-05-01"), "no meeting to come is in the store: leave --upcoming"),
        (("positions", "ISL", "--issue", "sanctions"), "leave --issue away"),
        (("positions", "DNK"), "no position of DNK is in the store"),
        (("posture", "NOR", "--since", "2022-01-01"), "leave --since and --until away"),
        (("quotes", "Kari Dahl", "--until", "2021-01-01"), "no word of Kari Dahl"),
        (("channels", "NATO-Russia Council"), "no session of NATO-Russia Council is in the store"),
        (("brief", "--date", "2022-02-01"), "no article of these days is in the store: write --date 2022-01-20"),
    ],
)
def test_an_empty_answer_says_what_to_do(arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments)

    assert result.exit_code == 0
    assert said in result.stderr


def test_meetings_to_come_are_those_that_are_not_over() -> None:
    assert "Norway and Iceland: meeting scheduled, March 2022 · Geneva (CHE)" in run("meetings", "--upcoming").stdout
    (found,) = lines(run("meetings", "--upcoming", "--actor", "NOR", "--json"))

    assert (found["channel"], found["sequence"], len(found["steps"])) == ("Cod Forum", 0, 1)


def test_meetings_are_as_they_were_known_on_a_day() -> None:
    assert run("meetings", "--date", str(TODAY - timedelta(1))).stdout == ""


def test_positions_are_told_with_their_words() -> None:
    result = run("positions", "Iceland", "--issue", "quota")

    assert "20 January 2022: Iceland demands: quota of its own" in result.stdout
    assert "│ Iceland demands a quota of its own" in result.stdout


@pytest.mark.parametrize("arguments", [("positions", "ISL"), ("questions", "ISL")])
def test_what_was_told_in_the_last_half_year_is_shown_and_more_when_asked(
    database: Path, arguments: tuple[str, ...]
) -> None:
    told_of_before(database, TODAY - timedelta(400))
    lately = run(*arguments, "--json")
    (every,) = lines(run(*arguments, "--json", "--since", "2020-01-01"))
    asked = {"positions": lambda one: one["stands"], "questions": lambda one: one["asked"]}[arguments[0]]

    assert [len(asked(one)) for one in lines(lately)] == [1]
    assert (
        lately.stderr == "dragoman: what was told before 2021-07-22 is not shown: write an earlier day with --since\n"
    )
    assert len(asked(every)) == 2


def test_what_was_last_told_long_ago_is_shown_whole(database: Path) -> None:
    reading = talks(source="old.txt", day=TODAY - timedelta(400), more=" So it was told.")
    with opened(str(database)) as store:
        stands = (replace(reading.positions[0], holder="DNK"),)
        add_reading(store, replace(reading, positions=stands), now=NOW)
    result = run("positions", "DNK")

    assert "Denmark demands: quota of its own" in result.stdout
    assert result.stderr == ""


def test_a_channel_that_only_the_press_knows_is_found_by_its_name() -> None:
    assert run("channels", "cod forum").stdout.startswith("Cod Forum\n  members not known\n")


def test_quotes_are_found_by_the_name_of_who_speaks() -> None:
    assert "│ We want talks" in run("quotes", "Kari Dahl").stdout


def test_open_questions_name_who_asks() -> None:
    assert run("questions", "ISL").stdout.startswith("Iceland asks: quota of its own\n    open · first asked")
    assert run("questions", "DNK").stdout == ""


def test_the_brief_of_today_tells_what_is_new_and_what_was_not_read() -> None:
    result = run("brief")

    assert result.exit_code == 0
    assert "Norway → Iceland: accuses (ACCUSE allege)" in result.stdout
    assert "Iceland demands: quota of its own" in result.stdout
    assert "Not read: b.txt: the page is empty [clean]" in result.stdout


def test_the_brief_is_one_object_in_json() -> None:
    (found,) = lines(run("brief", "--json", "--days", "3", "--actor", "ISL"))

    assert (found["since"], found["day"], found["articles"]) == ("2022-01-18", "2022-01-20", 1)
    assert [line["corroboration"]["origins"] for line in found["new"]] == [1] * len(found["new"])


def test_a_limit_shows_the_newest_and_counts_the_rest() -> None:
    with opened(_address()) as store:
        for at, issue in enumerate(("a Quota of its own", "overfishing")):
            reading = talks(source=f"c{at}.txt", day=TODAY + timedelta(1), more=f" Iceland opposes {issue}.")
            add_reading(store, replace(reading, positions=(_opposes(reading, issue),)), now=NOW)
    result = run("positions", "ISL", "--limit", "1")

    assert "dragoman: older ones are not shown: raise --limit" in result.stderr
    assert "overfishing" in result.stdout


def _address() -> str:
    return os.environ["DRAGOMAN_DATABASE"]


def _opposes(reading: Reading, issue: str) -> Position:
    words = span(reading.article.text, f"Iceland opposes {issue}")
    return replace(reading.positions[0], id=f"p{issue}", stance=Stance.OPPOSES, issue=issue.casefold(), evidence=words)


@pytest.mark.parametrize("arguments", [("brief",), ("meetings",), ("dyad", "NOR", "ISL")])
def test_a_store_that_is_not_there_ends_with_3(arguments: tuple[str, ...], tmp_path: Path) -> None:
    result = run(*arguments, "--database", str(tmp_path / "none.db"))

    assert result.exit_code == 3
    assert "make it with dragoman ingest PATH" in result.stderr


def test_the_commands_load_nothing_slow_before_they_run() -> None:
    script = (
        "import sys, typer; from dragoman.app.store import ledger_commands; from dragoman.app.newsletter import brief_command;"
        "ledger_commands.add_to(typer.Typer());"
        "print([name for name in sys.modules if name.split('.')[0] in ('sqlalchemy', 'spacy', 'msgspec')"
        " or name.startswith(('dragoman.knowledge', 'dragoman.ledger', 'dragoman.publish', 'dragoman.store'))])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_tells_its_exit_codes(command: str) -> None:
    assert "Exit code: 0" in run(command, "--help").stdout
