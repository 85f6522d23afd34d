"""A run in a folder of its own, by whichever runner."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from dragoman.scale.driving import Finished, Place, driven, json_lines
from dragoman.scale.folder import LEDGER, held
from dragoman.scale.shards import Shard, shards
from dragoman.scale.tasks import Runner
from dragoman.store.run_ledger import done_shards, run_ledger

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LIMIT = 1.0


def files(folder: Path, *texts: str) -> list[str]:
    """Files with these lines."""
    folder.mkdir(exist_ok=True)
    for number, text in enumerate(texts):
        (folder / f"{number:03}.txt").write_text(text.replace(" ", "\n"))
    return sorted(map(str, folder.iterdir()))


def ran(runner: Runner, several: Sequence[Shard], out: Path, *, limit: float = LIMIT) -> list[Finished]:
    """What a run does; its runner is closed."""
    try:
        with held(out) as folder, run_ledger(folder / LEDGER) as ledger:
            place = Place(folder=folder, ledger=ledger, form=json_lines, suffix=".jsonl")
            known = done_shards(ledger)
            missing = [one for one in several if one.id not in known]
            return [one for one in driven(runner, missing, place, limit=limit, now=lambda: NOW) if one]
    finally:
        runner.close()


def results(out: Path) -> dict[str, str]:
    """The files of a run."""
    return {file.name: file.read_text() for file in out.glob("*.jsonl")}


def planned(named: Sequence[str], pages: int = 2) -> list[Shard]:
    return list(shards(named, pages=pages))
