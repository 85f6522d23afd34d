"""A run on three Ray nodes of this machine, of which two are killed: `run_on_ray.py OUT STEP FILE...`.

STEP is `lines`, or `heart` for the real reader. Prints one JSON object: the shards done at each kill and at the end.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2])]

LIMIT = 60.0
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
EACH = {"num_cpus": 1, "object_store_memory": 80_000_000, "node_ip_address": "127.0.0.1"}


def main(out: str, name: str, *named: str) -> None:
    """Loads what it needs here: the environment by which Ray keeps to loopback must be set before."""
    from tests.scale.runs import planned
    from tests.scale.steps import Slow

    from dragoman.scale.driving import Place, driven, json_lines
    from dragoman.scale.folder import LEDGER, held
    from dragoman.scale.rays import LOOPBACK, QUIET, Rays
    from dragoman.store.run_ledger import run_ledger

    os.environ.update(QUIET | LOOPBACK)
    from ray.cluster_utils import Cluster

    cluster = Cluster(initialize_head=True, head_node_args={**EACH, "include_dashboard": False})
    doomed = [cluster.add_node(**EACH) for _ in range(2)]
    step = heart() if name == "heart" else Slow()
    runner = Rays(step, address=cluster.address, workers=3, limit=LIMIT)
    done, kills = 0, []
    try:
        with held(Path(out)) as folder, run_ledger(folder / LEDGER) as ledger:
            place = Place(folder=folder, ledger=ledger, form=json_lines, suffix=".jsonl")
            shards = planned(named)
            for one in driven(runner, shards, place, limit=LIMIT, now=lambda: BEGAN):
                done += one is not None
                if doomed and done >= (3 - len(doomed)) * len(shards) // 4:
                    cluster.remove_node(doomed.pop(), allow_graceful=False)
                    kills.append(done)
    finally:
        runner.close()
        cluster.shutdown()
    sys.stdout.write(json.dumps({"done": done, "kills": kills, "shards": len(shards)}))


def heart() -> object:
    from dragoman.app.reader import reader
    from dragoman.app.run.running import Heart

    return Heart(published=None, began=BEGAN, heads=True, reader=reader())


if __name__ == "__main__":
    main(*sys.argv[1:])
