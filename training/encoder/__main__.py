"""`python -m training.encoder train|export|evaluate|calibrate|spread|public`: makes the reader's weights, ships them, measures them."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "2")
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # a thread that waits leaves its core to others
RUNS = Path("build/encoder")


def main() -> None:
    """One of the commands."""
    parser = argparse.ArgumentParser(prog="python -m training.encoder", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    train = commands.add_parser("train")
    train.add_argument("--seed", type=int, default=4)
    train.add_argument("--epochs", type=int)
    train.add_argument("--drills", type=int)
    train.add_argument("--rate", type=float)
    train.add_argument("--shared", type=int)
    train.add_argument("--without", nargs="*", default=[], help="passage files left out (w7)")
    train.add_argument("--run", type=Path)
    export = commands.add_parser("export")
    export.add_argument("--run", type=Path, required=True)
    export.add_argument("--to", type=Path, required=True)
    evaluate = commands.add_parser("evaluate")
    evaluate.add_argument("files", nargs="+", type=Path)
    evaluate.add_argument("--brain", type=Path)
    calibrate = commands.add_parser("calibrate")
    calibrate.add_argument("files", nargs="+", type=Path)
    calibrate.add_argument("--brain", type=Path, required=True)
    apart = commands.add_parser("spread", help="how far the figures of several seeds lie apart")
    apart.add_argument("files", nargs="+", type=Path)
    public = commands.add_parser("public", help="answers to a public set, for its scorer")
    public.add_argument("task", choices=("events", "attribution"))
    public.add_argument("file", type=Path)
    public.add_argument("to", type=Path)
    public.add_argument("--brain", type=Path)
    arguments = parser.parse_args()
    {
        "train": _train, "export": _export, "evaluate": _evaluate, "calibrate": _calibrate, "spread": _spread,
        "public": _public,
    }[arguments.command](arguments)  # fmt: skip


def _train(arguments: argparse.Namespace) -> None:
    from training.encoder.model import Shape
    from training.encoder.train import Recipe, train

    given = {
        name: getattr(arguments, name) for name in ("epochs", "drills", "rate") if getattr(arguments, name) is not None
    }
    shape = Shape(shared=arguments.shared or Shape().shared)
    recipe = Recipe(seed=arguments.seed, shape=shape, without=tuple(arguments.without), **given)
    for line in train(recipe, arguments.run or RUNS / f"seed-{arguments.seed}"):
        print(line, flush=True)


def _export(arguments: argparse.Namespace) -> None:
    from training.encoder.export import export

    print(export(arguments.run, arguments.to))


def _evaluate(arguments: argparse.Namespace) -> None:
    from training.encoder.evaluate import evaluate

    print(evaluate(arguments.files, arguments.brain))


def _calibrate(arguments: argparse.Namespace) -> None:
    from training.encoder.calibrate import calibrate

    print(calibrate(arguments.files, arguments.brain))


def _spread(arguments: argparse.Namespace) -> None:
    from training.encoder.spread import spread

    print(spread(arguments.files))


def _public(arguments: argparse.Namespace) -> None:
    from dragoman.annotate.brain import Brain
    from dragoman.annotate.brain_files import FOLDER
    from training.encoder.public import TASKS

    answers = TASKS[arguments.task](Brain(arguments.brain or FOLDER), arguments.file)
    arguments.to.write_text("".join(json.dumps(answer) + "\n" for answer in answers), encoding="utf-8")


if __name__ == "__main__":
    main()
