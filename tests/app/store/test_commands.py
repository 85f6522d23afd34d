"""The commands of the store: what they print where, and how they end."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from tests.store.readings import READER, talks
from typer.testing import CliRunner, Result

from dragoman.app import main, pipeline
from dragoman.app.settings import default_database
from dragoman.app.sources import Page
from dragoman.app.store import ingesting
from dragoman.model import Reader, Reading, Unreadable


def hand_made(page: bytes, *, source: str, **_: object) -> Reading:
    if not page:
        raise Unreadable("clean", "the page is empty")
    return talks(source=source, more=f" {page.decode()}")


@pytest.fixture(autouse=True)
def heart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "read", hand_made)
    monkeypatch.setattr(ingesting, "reader", lambda **_: READER)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nobody's own store is touched."""
    monkeypatch.setenv("DRAGOMAN_DATABASE", str(tmp_path / "store.db"))
    return tmp_path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pages = tmp_path / "pages"
    pages.mkdir()
    for name, page in (("a", "First."), ("b", ""), ("c", "Third.")):
        (pages / f"{name}.txt").write_text(page)
    return pages


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main.app, [str(argument) for argument in arguments], input=stdin)


def lines(result: Result) -> Sequence[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_ingest_stores_what_it_can_and_tells_the_rest(folder: Path) -> None:
    result = run("ingest", folder)

    assert (result.exit_code, result.stdout) == (1, "3 pages: 2 stored, 0 known, 1 rejected\n")
    assert result.stderr == f"dragoman: {folder / 'b.txt'}: the page is empty [clean]\n"


def test_a_second_run_reads_nothing_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("ingest", folder)
    monkeypatch.setattr(pipeline, "read", lambda *_, **__: pytest.fail("a page was read again"))
    result = run("ingest", folder)

    assert (result.exit_code, result.stdout) == (1, "3 pages: 0 stored, 2 known, 1 rejected\n")


def test_a_run_that_was_cut_off_goes_on(folder: Path) -> None:
    run("ingest", folder / "a.txt")

    assert run("ingest", folder).stdout == "3 pages: 1 stored, 1 known, 1 rejected\n"


def test_a_new_reader_reads_all_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("ingest", folder)
    newer = Reader(program="2", model="m", knowledge="k")
    monkeypatch.setattr(ingesting, "reader", lambda **_: newer)
    monkeypatch.setattr(pipeline, "read", lambda *_, source, **__: talks(source=source, reader=newer))

    assert run("ingest", folder).stdout == "3 pages: 3 stored, 0 known, 0 rejected\n"


def test_a_changed_page_is_stored_beside_the_old_one(folder: Path) -> None:
    run("ingest", folder / "a.txt")
    (folder / "a.txt").write_text("Changed.")

    assert run("ingest", folder / "a.txt").stdout == "1 page: 1 stored, 0 known, 0 rejected\n"
    assert run("verify").stdout == "1 versions, 1 readings, 5 records, 8 spans: no faults\n"
    assert run("verify", "--all").stdout == "2 versions, 2 readings, 10 records, 16 spans: no faults\n"


def test_a_missing_file_is_looked_for_again(folder: Path) -> None:
    assert run("ingest", folder / "d.txt").exit_code == 1
    (folder / "d.txt").write_text("Here now.")

    assert run("ingest", folder / "d.txt").exit_code == 0


def test_ingest_reads_standard_input(folder: Path) -> None:
    assert run("ingest", "-", stdin="Piped.").stdout == "1 page: 1 stored, 0 known, 0 rejected\n"


def test_ingest_tells_every_page_in_json(folder: Path) -> None:
    told = lines(run("ingest", folder, "--json"))

    assert [one["outcome"] for one in told] == ["stored", "rejected", "stored"]
    assert told[1]["rejected"] == {"source": str(folder / "b.txt"), "stage": "clean", "reason": "the page is empty"}


def test_a_fault_of_ours_costs_one_page(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "read", lambda *_, **__: [][0])
    result = run("ingest", folder / "a.txt")

    assert result.exit_code == 1
    assert "a fault of Dragoman's own, please report it: IndexError" in result.stderr


def test_search_prints_what_is_found_with_its_words(folder: Path) -> None:
    run("ingest", folder / "a.txt")
    result = run("search", "--actor", "NOR", "--type", "accuse")

    assert result.exit_code == 0
    assert "20 January 2022" in result.stdout
    assert "NOR → ISL: accuses (ACCUSE allege, verbal conflict, −2)" in result.stdout
    assert "│ Norway accused Iceland on Thursday of overfishing" in result.stdout
    assert str(folder / "a.txt")[:20] in result.stdout


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["quota"], "│ Iceland demands a quota of its own."),
        (["--channel", "Cod Forum"], "NOR and ISL: meeting scheduled"),
        (["--place", "Geneva", "--until", "2022-03-15"], "March 2022 (vague) · Geneva (CHE) · Cod Forum"),
        (["talks", "--kind", "statement"], "Kari Dahl (NOR GOV) says"),
        (["--type", "demands"], "ISL demands: quota of its own"),
        (["--kind", "entity"], "person · NOR · GOV"),
        (["--since", "2022-01-20", "--actor", "Kari Dahl"], "│ We want talks"),
    ],
)
def test_search_finds_by_words_and_by_options(folder: Path, arguments: list[str], line: str) -> None:
    run("ingest", folder / "a.txt")

    assert line in run("search", *arguments).stdout


def test_search_finds_nothing_and_that_is_no_failure(folder: Path) -> None:
    run("ingest", folder / "a.txt")
    result = run("search", "whales")

    assert (result.exit_code, result.stdout) == (0, "")


def test_search_prints_json(folder: Path) -> None:
    run("ingest", folder)
    first, second = lines(run("search", "--type", "ACCUSE", "--json"))

    assert first["kind"] == second["kind"] == "event"
    assert first["quote"] == "Norway accused Iceland on Thursday of overfishing"
    assert len(lines(run("search", "--type", "ACCUSE", "--json", "--limit", "1"))) == 1


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        ([], 'write what to search for: "words", or an option such as --actor RUS'),
        (["--type", "ACUSE"], "'ACUSE' is none of AGREE, CONSULT"),
        (["--since", "yesterday"], "'yesterday' is no day: write YEAR-MONTH-DAY"),
        (["--limit", "0"], "should be greater than or equal to 1"),
        (["--kind", "rumour"], "rumour"),
    ],
)
def test_a_search_asked_wrong_is_wrong_usage_with_the_remedy(arguments: list[str], remedy: str) -> None:
    result = run("search", *arguments)

    assert result.exit_code == 2
    assert remedy in result.stderr


def test_verify_names_what_does_not_hold_and_ends_with_1(folder: Path, home: Path) -> None:
    run("ingest", folder / "a.txt")
    with closing(sqlite3.connect(home / "store.db")) as connection, connection:
        connection.execute("UPDATE versions SET body = replace(body, 'Norway', 'Norwax')")
    result = run("verify")

    assert result.exit_code == 1
    assert f"{folder / 'a.txt'}: the article is not what was stored: its digest differs\n" in result.stdout
    assert len(lines(run("verify", "--json"))[0]["faults"]) > 1  # type: ignore[arg-type]


def test_a_backup_is_checked_and_restored(folder: Path, home: Path) -> None:
    run("ingest", folder)
    held = "2 articles, 2 versions, 2 readings, 10 records"

    assert run("backup", home / "b.gz").stdout == f"{home / 'b.gz'}: {held}\n"
    assert run("restore", home / "b.gz", "--check").stdout == f"{home / 'b.gz'}: {held}: all holds\n"
    restored = run("restore", home / "b.gz", "--database", home / "new" / "store.db")
    assert restored.stdout == f"{home / 'new' / 'store.db'}: {held}\n"
    assert run("verify", "--all", "--database", home / "new" / "store.db").exit_code == 0
    assert run("restore", home / "b.gz").exit_code == 3


def test_restore_refuses_a_damaged_backup_with_3(home: Path) -> None:
    (home / "b.gz").write_bytes(b"no backup")
    result = run("restore", home / "b.gz", "--check")

    assert result.exit_code == 3
    assert "the backup is damaged" in result.stderr


def test_doctor_says_what_is_well(folder: Path) -> None:
    run("ingest", folder)
    result = run("doctor")

    assert result.exit_code == 0
    assert "ok  schema" in result.stdout
    assert all(one["remedy"] is None for one in lines(run("doctor", "--json")))


def test_doctor_makes_what_the_ledgers_keep_anew(folder: Path) -> None:
    run("ingest", folder)
    before = run("meetings", "--json").stdout
    result = run("doctor", "--rebuild")

    assert result.exit_code == 0
    assert before and run("meetings", "--json").stdout == before


@pytest.mark.parametrize("command", ["search x", "verify", "backup b.gz", "doctor"])
def test_a_store_that_is_not_there_ends_with_3_and_one_line(command: str, home: Path) -> None:
    result = run(*command.replace("b.gz", str(home / "b.gz")).split())

    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == (
        f"dragoman: {home / 'store.db'}: there is no such database yet: make it with dragoman ingest PATH\n"
    )


@pytest.mark.parametrize(
    ("platform", "environment", "place"),
    [
        ("linux", {}, ".local/share/dragoman/store.db"),
        ("linux", {"XDG_DATA_HOME": "data"}, "data/dragoman/store.db"),
        ("darwin", {}, "Library/Application Support/dragoman/store.db"),
        ("win32", {"LOCALAPPDATA": "local"}, "local/dragoman/store.db"),
    ],
)
def test_each_platform_has_its_place(platform: str, environment: dict[str, str], place: str) -> None:
    assert default_database(platform=platform, environment=environment, home=Path()) == Path(place)


def test_a_page_is_known_by_all_that_its_reading_hangs_on() -> None:
    page = Page(source="a", content=b"x")
    keys = {
        ingesting.page_key(page, None, ()),
        ingesting.page_key(page, date(2022, 1, 1), ()),
        ingesting.page_key(Page(source="b", content=b"x"), None, ()),
        ingesting.page_key(Page(source="a", content=b"y"), None, ()),
        ingesting.page_key(Page(source="a", content=b"x", charset="cp1252"), None, ()),
        ingesting.page_key(Page(source="a", content=b"x", url="https://example.org/"), None, ()),
    }

    assert len(keys) == 6
