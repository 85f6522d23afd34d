"""python -m bench exam|pages|events|attribution|places|times [--data PATH] · actors · undated · predict TASK --in FILE --out FILE · errors TASK · feeds · stories · speed [--profile] · scale · store · mailing · briefs · web · floors

Every run prints its figures, and as its last line one JSON object.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import (
    actors,
    briefs,
    errors,
    exam,
    feeds,
    floors,
    gold,
    mailing,
    pages,
    scale,
    speed,
    store,
    stories,
    undated,
    web,
)
from bench.predict import TASKS
from bench.shared import NoData, write_lines


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    tasks = parser.add_subparsers(dest="task", required=True)
    for name in ("exam", "pages", *TASKS):
        one = tasks.add_parser(name, help=f"score the reader on {name}")
        one.add_argument("--data", help="a folder of the same shape, instead of the shared one")
    predict = tasks.add_parser("predict", help="write predictions in the scorer's form")
    predict.add_argument("of", choices=sorted(TASKS))
    predict.add_argument("--in", dest="source", required=True, type=Path)
    predict.add_argument("--out", required=True, type=Path)
    meant = tasks.add_parser("actors", help="who is meant, on the set of our own")
    meant.add_argument("--data", help="a folder of the same shape")
    tasks.add_parser("undated", help="articles without their dates: how often the day is held, and how closely")
    wrong = tasks.add_parser("errors", help="confusions and the worst cases of every class")
    wrong.add_argument("of", choices=sorted(errors.KINDS))
    wrong.add_argument("--data", help="a folder of the same shape, instead of the shared one")
    tasks.add_parser("feeds", help="feedparser's own parsing cases, read by us").add_argument("--data")
    copies = tasks.add_parser("stories", help="copies found among made-up articles")
    copies.add_argument("--articles", type=int, default=stories.ARTICLES)
    copies.add_argument("--seed", type=int, default=stories.SEED)
    fast = tasks.add_parser("speed", help="words a second beside the bare parser's")
    fast.add_argument("--profile", action="store_true", help="where each microsecond goes, instead")
    many = tasks.add_parser("scale", help="many pages by pool and Ray: two processes beside one, memory, growth")
    many.add_argument("--pages", type=int, nargs="+", default=scale.SIZES, help="sizes of the archives to read")
    many.add_argument("--few", type=int, default=scale.FEW, help="pages that the runners are compared on")
    many.add_argument("--workers", type=int, default=2)
    keeping = tasks.add_parser("store", help="what storing adds to reading, and the time of searches as a store grows")
    keeping.add_argument("--articles", type=int, nargs="+", default=store.SIZES, help="sizes to measure at")
    keeping.add_argument("--database", help="an empty database, instead of a file of its own")
    mails = tasks.add_parser("mailing", help="mails a second of one core, without a signature and with one")
    mails.add_argument("--readers", type=int, default=mailing.READERS)
    mornings = tasks.add_parser("briefs", help="every sentence of seven morning briefs against the words that it cites")
    mornings.add_argument("--shown", action="store_true", help="print every sentence with its words")
    waiting = tasks.add_parser("web", help="how long eight readers at once wait for each page (wrk)")
    waiting.add_argument("--database", required=True, help="a copy of a store")
    waiting.add_argument("--seconds", type=int, default=web.SECONDS, help="for each page")
    waiting.add_argument("--readers", type=int, default=web.READERS)
    tasks.add_parser("floors", help="measure everything in floors.json; exit 1 if a floor is broken")
    return parser.parse_args()


def predicted(options: argparse.Namespace) -> dict[str, Any]:
    """Writes the predictions of one task."""
    write_lines(options.out, TASKS[options.of](options.source))
    return {"written": str(options.out)}


RUNS: dict[str, Callable[[argparse.Namespace, Path], dict[str, Any]]] = {
    "exam": lambda options, out: exam.run(options.data, out),
    "pages": lambda options, _: pages.run(options.data),
    "predict": lambda options, _: predicted(options),
    "actors": lambda options, _: actors.run(options.data),
    "undated": lambda *_: undated.run(),
    "errors": lambda options, _: errors.run(options.of, options.data),
    "feeds": lambda options, _: feeds.run(options.data),
    "stories": lambda options, _: stories.run(options.articles, options.seed),
    "scale": lambda options, out: scale.run(options.pages, options.few, options.workers, out),
    "speed": lambda options, _: speed.run(profiled=options.profile),
    "store": lambda options, _: store.run(options.articles, options.database),
    "mailing": lambda options, _: mailing.run(options.readers),
    "briefs": lambda options, _: briefs.run(options.shown),
    "web": lambda options, _: web.run(options.database, options.seconds, options.readers),
    "floors": lambda _, out: floors.run(out),
} | {task: lambda options, out: gold.run(options.task, options.data, out) for task in TASKS}


def main() -> int:
    options = arguments()
    try:
        with tempfile.TemporaryDirectory() as out:
            figures = RUNS[options.task](options, Path(out))
    except (NoData, OSError) as error:
        print(f"bench {options.task}: {error}", file=sys.stderr)
        return 1
    print(json.dumps(figures, ensure_ascii=False))
    return 1 if figures.get("broken") else 0


if __name__ == "__main__":
    sys.exit(main())
