"""A run over slow pages, to be killed: `run_slowly.py OUT WORKERS FILE...` says each shard once it is written down."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2])]

LIMIT = 20.0


def main(out: str, workers: str, *named: str) -> None:
    """Loads what it needs here: its own workers load this module too."""
    from tests.scale.runs import NOW, planned
    from tests.scale.steps import Slow

    from dragoman.scale.driving import Place, driven, json_lines
    from dragoman.scale.folder import LEDGER, held
    from dragoman.scale.inline import Inline
    from dragoman.scale.pool import Pool
    from dragoman.store.run_ledger import done_shards, run_ledger

    runner = Pool(Slow(), workers=int(workers), limit=LIMIT) if int(workers) else Inline(Slow())
    with held(Path(out)) as folder, run_ledger(folder / LEDGER) as ledger:
        place = Place(folder=folder, ledger=ledger, form=json_lines, suffix=".jsonl")
        known = done_shards(ledger)
        say(f"known {len(known)}")
        missing = [one for one in planned(named) if one.id not in known]
        for one in driven(runner, missing, place, limit=LIMIT, now=lambda: NOW):
            if one:
                say(f"done {one.shard.id}")
    runner.close()


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
