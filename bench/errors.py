"""Where the reader goes wrong on public gold: confusions and the worst cases of every class. For looking, never for learning."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.gold import FILES
from bench.predict import TASKS, marked, root_shares
from bench.shared import data, lines

Spans = Sequence[Sequence[int]]
CASES = 3
"""Cases shown of a class."""
WIDTH = 230
"""Characters shown of a case."""
SHARED = 0.5
"""Dice of two spans from which they are the same, as the scorer has it."""


@dataclass(frozen=True, slots=True)
class Error:
    """One wrong answer: its class, how bad it is (1: sure and wrong), and its words."""

    kind: str
    weight: float
    words: str


def run(task: str, given: str | None) -> dict[str, Any]:
    """Prints the errors of *task* on each of its files; how many there are of each class."""
    folder = data(given, "bench", task)
    found: dict[str, Any] = {}
    for path in (folder / name for name in FILES[task] if (folder / name).exists()):
        print(f"{path.name}")
        found[path.stem] = _shown(KINDS[task](path))
    return found


def _shown(errors: Iterable[Error]) -> dict[str, int]:
    by_kind: defaultdict[str, list[Error]] = defaultdict(list)
    for error in errors:
        by_kind[error.kind].append(error)
    counts = Counter({kind: len(group) for kind, group in by_kind.items()})
    for kind, count in counts.most_common():
        print(f"\n{count:5}  {kind}")
        for error in sorted(by_kind[kind], key=lambda one: -one.weight)[:CASES]:
            print(f"       {error.weight:.2f}  {error.words[:WIDTH]}")
    return dict(counts.most_common())


def event_errors(path: Path) -> Iterator[Error]:
    """Rows whose root is wrong, or in a file without roots whose side is: "gold > said", the surest first."""
    with path.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
            shares = root_shares(*marked(row["marked_sentence"]))
            said = max(shares, key=lambda name: shares[name], default="nothing")
            gold, answer = (row["gold_root"], said) if "gold_root" in row else (row["gold_binary"], _side(said))
            if gold != answer:
                yield Error(f"{gold} > {answer}", shares.get(said, 0.0), row["marked_sentence"])


CONFLICT = frozenset("ACCUSE REJECT REQUEST THREATEN ASSAULT COERCE MOBILIZE PROTEST SANCTION".split())


def _side(root: str) -> str:
    return "nothing" if root == "nothing" else str(int(root in CONFLICT))


def attribution_errors(path: Path) -> Iterator[Error]:
    """Attributions missed, invented, or wrong in a part, by their cue's word or by the part."""
    predicted = {one["doc_id"]: one["attributions"] for one in TASKS["attribution"](path)}
    for article in lines(path):
        yield from _article_errors(article["text"], article["attributions"], list(predicted[article["doc_id"]]))


def _article_errors(text: str, gold: list[dict[str, Spans]], said: list[dict[str, Spans]]) -> Iterator[Error]:
    for one in gold:
        best = max(said, key=lambda other: dice(one["content"], other["content"]), default=None)
        if best is None or dice(one["content"], best["content"]) < SHARED:
            yield Error(f"missed: {_words(text, one['cue']).lower() or 'no cue'}", 1.0, _told(text, one))
            continue
        said.remove(best)
        yield from _parts(text, one, best)
    for other in said:
        yield Error(f"invented: {_words(text, other['cue']).lower() or 'no cue'}", 1.0, _told(text, other))


def _parts(text: str, gold: dict[str, Spans], said: dict[str, Spans]) -> Iterator[Error]:
    """What of a found attribution is not as in the gold."""
    for role in ("source", "cue", "content"):
        fit = dice(gold[role], said[role])
        if fit < 1.0:
            kind = f"{role} {_how(gold[role], said[role])}"
            yield Error(kind, 1.0 - fit, f"{_words(text, gold[role])!r}, said {_words(text, said[role])!r}")


def _how(gold: Spans, said: Spans) -> str:
    ours, theirs = _characters(said), _characters(gold)
    if not ours or not theirs:
        return "missing" if theirs else "where there is none"
    if ours < theirs:
        return "too short"
    return "too long" if ours > theirs else "another" if not ours & theirs else "shifted"


def dice(one: Spans, other: Spans) -> float:
    """How far two sets of characters agree; two empty ones do."""
    first, second = _characters(one), _characters(other)
    return 2 * len(first & second) / (len(first) + len(second)) if first or second else 1.0


def _characters(spans: Spans) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def _words(text: str, spans: Spans) -> str:
    return " … ".join(text[start:end] for start, end in spans)


def _told(text: str, one: dict[str, Spans]) -> str:
    return " | ".join(_words(text, one[role]) for role in ("source", "cue", "content"))


KINDS: dict[str, Callable[[Path], Iterator[Error]]] = {"events": event_errors, "attribution": attribution_errors}
