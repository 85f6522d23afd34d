"""Whole readings of three pages, held byte for byte, so that no change goes unseen."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

import pytest
from tests.golden.remake import PAGES, SNAPSHOTS, snapshot

SHOWN = 60
"""Lines of a difference that a failure shows."""


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_read_as_it_was_when_last_reviewed(name: str) -> None:
    kept, ours = (SNAPSHOTS / f"{name}.json").read_text(encoding="utf-8"), snapshot(PAGES[name])

    assert kept == ours, told(kept, ours)


def told(kept: str, ours: str) -> str:
    """What differs, and what to do about it."""
    difference = list(unified_diff(kept.splitlines(), ours.splitlines(), "kept", "now", n=2, lineterm=""))
    cut = [f"... and {len(difference) - SHOWN} lines more"] if len(difference) > SHOWN else []
    remedy = "If this is better: python -m tests.golden.remake, and read the difference in review."
    return "\n".join([remedy, *difference[:SHOWN], *cut])


def test_every_kept_snapshot_is_of_a_page_that_is_read() -> None:
    assert {path.stem for path in SNAPSHOTS.glob("*.json")} <= set(PAGES)


def test_remake_writes_what_the_comparison_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.golden import remake

    (name, page), *_ = PAGES.items()
    monkeypatch.setattr(remake, "ROOT", tmp_path)
    monkeypatch.setattr(remake, "SNAPSHOTS", tmp_path)
    monkeypatch.setattr(remake, "PAGES", {name: page})
    monkeypatch.setattr(remake, "snapshot", lambda page: f"{page}\n")

    remake.main()

    assert (tmp_path / f"{name}.json").read_text(encoding="utf-8") == f"{page}\n"


def test_a_difference_is_told_line_by_line_with_the_remedy() -> None:
    lines = told('{\n "id": 1\n}\n', '{\n "id": 2\n}\n').splitlines()

    assert "python -m tests.golden.remake" in lines[0]
    assert {'- "id": 1', '+ "id": 2'} <= set(lines)
