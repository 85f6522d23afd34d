"""The made-up press is the same for the same seed, holds together, and is measured."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from bench.__main__ import main
from bench.press import PARTS, press
from tests.store.readings import NOW

from bench import store as measuring
from dragoman.model import encode
from dragoman.store import add_readings, counts, opened, verify


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
    assert figures["60"]["actor and type"]["p95"] > 0


def test_storing_that_costs_too_much_is_exit_code_1(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "added", lambda: 0.16)
    monkeypatch.setattr(measuring, "SEARCHES", 2)
    monkeypatch.setattr(sys, "argv", ["bench", "store", "--articles", "40"])

    assert main() == 1
