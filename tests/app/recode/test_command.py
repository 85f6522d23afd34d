"""`dragoman recode`: nothing is stored without --adopt, a cut-off run goes on, one bad article stops nothing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.store.readings import READER, talks
from typer.testing import CliRunner, Result

from dragoman.app import main
from dragoman.app import reader as heart
from dragoman.app.recode import recoding
from dragoman.model import Article, Reader, Reading, Span
from dragoman.store import add_readings, all_readings, opened, verify

NEWER = Reader(program="2", model="m", knowledge="k")
ADDED = datetime(2026, 2, 1, 9, 30, tzinfo=UTC)
DAYS = {"a.txt": date(2022, 1, 20), "b.txt": date(2022, 1, 21), "c.txt": date(2022, 1, 22)}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three articles by the older reader."""
    file = tmp_path / "store.db"
    monkeypatch.setenv("DRAGOMAN_DATABASE", str(file))
    with opened(str(file), create=True) as database:
        add_readings(database, [(talks(source=name, day=day), None) for name, day in DAYS.items()], now=ADDED)
    return file


@pytest.fixture(autouse=True)
def again(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The newer reader, which tells no act; what it reads is noted."""
    read: list[str] = []
    reads(monkeypatch, read, lambda reading: replace(reading, events=()))
    return read


def reads(monkeypatch: pytest.MonkeyPatch, read: list[str], made: Callable[[Reading], Reading]) -> None:
    def reading(article: Article, reader: Reader) -> Reading:
        read.append(article.source)
        day = article.published.earliest if article.published else None
        return made(talks(source=article.source, day=day, reader=reader))

    monkeypatch.setattr(recoding, "annotate", lambda article, **_: article)
    monkeypatch.setattr(recoding.extract, "reading", reading)
    for module in (recoding, heart):
        monkeypatch.setattr(module, "reader", lambda **_: NEWER)


def run(*arguments: str | Path, since: str = "2022-01-01") -> Result:
    return CliRunner().invoke(main.app, ["recode", "--since", since, *map(str, arguments)])


def readers(store: Path) -> dict[str, str]:
    with opened(str(store)) as database:
        return {one.reading.article.source: one.reading.reader.program for one in all_readings(database)}


def test_what_would_change_is_told_and_nothing_is_stored(store: Path) -> None:
    result = run()

    assert result.exit_code == 0
    assert result.stdout.startswith("3 articles read again, 3 with something new\n")
    assert "event goes: NOR → ISL: accuses" in result.stdout
    assert result.stderr == "3 compared, 0 known to this reader, 0 rejected\n"
    assert set(readers(store).values()) == {READER.program}


def test_adopted_readings_are_current_and_the_older_ones_stay(store: Path) -> None:
    assert run("--adopt").stderr == "3 adopted, 0 known to this reader, 0 rejected\n"

    assert set(readers(store).values()) == {NEWER.program}
    with opened(str(store)) as database:
        assert len(list(all_readings(database, superseded=True))) == 6
        assert [fault for one in verify(database, every=True) for fault in one.faults] == []


def test_what_this_reader_has_read_is_passed_over(store: Path, again: list[str]) -> None:
    run("--adopt")
    again.clear()
    result = run("--adopt")

    assert (result.stdout, again) == ("", [])
    assert result.stderr == "0 adopted, 3 known to this reader, 0 rejected\n"


def test_a_run_that_was_cut_off_goes_on_with_what_was_kept(
    store: Path, tmp_path: Path, again: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(reading: Reading) -> Reading:
        if reading.article.source == "b.txt":
            raise KeyboardInterrupt
        return reading

    reads(monkeypatch, again, cut_off)
    run("--keep", tmp_path / "kept")
    with (tmp_path / "kept").open("ab") as kept:
        kept.write(b'{"reader":{"pro')
    reads(monkeypatch, again, lambda reading: reading)

    assert run("--keep", tmp_path / "kept").stdout.startswith("3 articles read again")
    assert again == ["a.txt", "b.txt", "b.txt", "c.txt"]


def test_adopting_takes_what_was_kept(store: Path, tmp_path: Path, again: list[str]) -> None:
    run("--keep", tmp_path / "kept")
    again.clear()
    run("--keep", tmp_path / "kept", "--adopt")

    assert again == []
    assert set(readers(store).values()) == {NEWER.program}


def test_what_another_reader_made_is_not_taken(
    store: Path, tmp_path: Path, again: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("--keep", tmp_path / "kept")
    again.clear()
    for module in (recoding, heart):
        monkeypatch.setattr(module, "reader", lambda **_: replace(NEWER, program="3"))

    assert run("--keep", tmp_path / "kept").exit_code == 0
    assert len(again) == 3


def test_a_file_that_holds_something_else_is_left_alone(store: Path, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("My notes\nwithout an end")
    result = run("--keep", notes)

    assert result.exit_code == 2
    assert "this is no reading" in " ".join(result.stderr.replace("│", " ").split())
    assert notes.read_text() == "My notes\nwithout an end"


def test_one_bad_article_stops_nothing(store: Path, again: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def bad(reading: Reading) -> Reading:
        return [][0] if reading.article.source == "b.txt" else reading

    reads(monkeypatch, again, bad)
    result = run("--adopt")

    assert result.exit_code == 1
    assert "dragoman: b.txt: a fault of Dragoman's own, please report it: IndexError" in result.stderr
    assert "2 adopted, 0 known to this reader, 1 rejected" in result.stderr
    assert readers(store) == {"a.txt": "2", "b.txt": "1", "c.txt": "2"}


def test_a_reading_that_rests_on_no_words_is_refused(
    store: Path, again: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def astray(reading: Reading) -> Reading:
        (meeting,) = reading.meetings
        return replace(reading, meetings=(replace(meeting, evidence=Span(5, 9_999)),))

    reads(monkeypatch, again, astray)
    result = run("--adopt")

    assert result.exit_code == 1
    assert "[5, 9999] is no stretch of its article's text [extract]" in result.stderr
    assert set(readers(store).values()) == {READER.program}


def test_a_damaged_article_stops_nothing(store: Path) -> None:
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("UPDATE records SET body = '{' WHERE number IN (SELECT min(number) FROM records)")
    result = run()

    assert result.exit_code == 1
    assert ".txt: a stored value is damaged" in result.stderr
    assert "2 compared, 0 known to this reader, 1 rejected" in result.stderr


def test_days_count_from_publication_or_arrival(store: Path) -> None:
    assert "3 compared" in run(since="2026-02-01").stderr
    assert "0 compared" in run(since="2026-02-02").stderr


def test_articles_of_days_before_are_left_out(store: Path, tmp_path: Path) -> None:
    with opened(str(tmp_path / "late.db"), create=True) as database:
        old = datetime(2022, 1, 1, tzinfo=UTC)
        add_readings(database, [(talks(source=name, day=day), None) for name, day in DAYS.items()], now=old)

    assert "2 compared" in run("--database", tmp_path / "late.db", since="2022-01-21").stderr


def test_a_sample_is_the_same_each_time(store: Path, again: list[str]) -> None:
    run("--sample", "2")
    run("--sample", "2")

    assert len(again) == 4
    assert again[:2] == again[2:]


def test_json_has_a_line_an_article_and_the_sums_last(store: Path) -> None:
    *articles, last = [json.loads(line) for line in run("--json").stdout.splitlines()]

    assert [one["source"] for one in articles] == ["a.txt", "b.txt", "c.txt"]
    assert [(one["stays"], [each["fate"] for each in one["records"]]) for one in articles] == [(4, ["goes"])] * 3
    assert articles[0]["records"][0]["before"]["type"] == "ACCUSE"
    assert last["summary"]["articles"] == 3


def test_showing_and_adopting_at_once_is_wrong_usage(store: Path) -> None:
    result = run("--diff", "--adopt")

    assert result.exit_code == 2
    assert "write one of the two" in result.stderr
