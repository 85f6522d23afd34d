"""The made-up press is the same for the same seed, holds together, and is measured."""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from bench.__main__ import main
from bench.press import PARTS, press
from bench.store_press import FIRST, press_in_order
from tests.store.readings import NOW

from bench import store as measuring
from bench import store_fill, store_ledgers
from dragoman.model import encode
from dragoman.store import add_readings, counts, opened, verify
from dragoman.store.schema.press import articles, readings, records, sides, versions

PLAIN_TABLES = (articles, versions, readings, records, sides)


def test_the_same_seed_makes_the_same_press() -> None:
    assert [encode(one) for one in press(3)] == [encode(one) for one in press(3)]
    assert [encode(one) for one in press(3)] != [encode(one) for one in press(3, seed=7)]


def test_every_made_up_reading_can_be_stored(tmp_path: Path) -> None:
    with opened(str(tmp_path / "store.db"), create=True) as database:
        add_readings(database, [(one, None) for one in press(20)], now=NOW)

        assert counts(database).records == 20 * PARTS
        assert [fault for one in verify(database) for fault in one.faults] == []


def test_searches_are_measured_at_each_size(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(measuring, "added", lambda: 0.05)
    monkeypatch.setattr(measuring, "SEARCHES", 2)
    monkeypatch.setattr(sys, "argv", ["bench", "store", "--articles", "40", "60"])

    assert main() == 0
    figures = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert figures["added"] == 0.05
    assert figures["ledgers"]["40"]["commands"]["brief"]["p95"] > 0
    assert figures["60"]["actor and type"]["p95"] > 0


def test_storing_that_costs_too_much_is_exit_code_1(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "added", lambda: 0.16)
    monkeypatch.setattr(measuring, "SEARCHES", 2)
    monkeypatch.setattr(sys, "argv", ["bench", "store", "--articles", "40"])

    assert main() == 1


def test_a_store_that_was_filled_quickly_holds_what_the_store_itself_would(tmp_path: Path) -> None:
    with opened(str(tmp_path / "slow.db"), create=True) as database:
        add_readings(database, [(one, None) for one in press_in_order(30)], now=NOW)
    with patch.object(store_fill, "BATCH", 7):
        assert store_fill.fill(tmp_path / "quick.db", press_in_order(30), now=NOW) == 30 * PARTS

    assert rows_of(tmp_path / "quick.db") == rows_of(tmp_path / "slow.db")
    with opened(str(tmp_path / "quick.db")) as database:
        assert [fault for one in verify(database) for fault in one.faults] == []


def rows_of(file: Path) -> dict[str, list[Any]]:
    """Every row and every index."""
    with closing(sqlite3.connect(file)) as connection:
        named = connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
        found = {table.name: sorted(connection.execute(f"SELECT * FROM {table.name}")) for table in PLAIN_TABLES}
        words = connection.execute("SELECT rowid FROM record_words WHERE record_words MATCH 'in' ORDER BY 1").fetchall()
    return {**found, "schema": [one for one in named if not str(one[0]).startswith("sqlite_")], "words": words}


def test_the_press_in_order_is_the_same_for_the_same_seed_and_fills_its_days() -> None:
    days = [one.article.published.earliest for one in press_in_order(50) if one.article.published]

    assert [encode(one) for one in press_in_order(5)] == [encode(one) for one in press_in_order(5)]
    assert days == sorted(days)  # type: ignore[type-var]
    assert days[0] == FIRST


def test_each_command_is_measured_at_each_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_ledgers, "LEAST_TOLD", 0.0)
    figures = store_ledgers.run((40, 80), queries=2)

    assert set(figures["80"]["commands"]) == {
        *(
            "search",
            "dyad",
            "dyad --since",
            "meetings",
            "meetings --actor",
            "meetings --upcoming",
            "positions",
            "channels",
            "posture",
            "quotes",
            "questions",
            "brief",
        )
    }
    assert all(one["p95"] >= one["p50"] > 0 for one in figures["80"]["commands"].values())
    assert len(figures["growth"]["brief"]) == 1


def test_a_command_that_is_too_slow_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_ledgers, "MOST", 0.0)

    assert "brief" in store_ledgers.run((40,), queries=1)["slow"]["40"]


def test_twice_the_time_for_ten_times_the_articles_is_a_third_of_a_power() -> None:
    figures = {str(size): {"commands": {"brief": {"p50": time}}} for size, time in ((100, 10.0), (1000, 20.0))}

    assert store_ledgers.growth(figures) == {"brief": [0.3]}
