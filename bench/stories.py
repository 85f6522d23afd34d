"""How many copies are found among made-up articles, how many of the found are none, how fast, in how much memory."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from typing import Any

from bench.stories_press import Kind, Press, press
from dragoman.model import Article
from dragoman.stories import Index

ARTICLES, SEED = 20_000, 2
FLOORS = {
    Kind.REPRINT: 0.99,
    Kind.TRUNCATED: 0.97,
    Kind.SWAPPED_10: 0.99,
    Kind.SWAPPED_20: 0.95,
    Kind.SWAPPED_30: 0.80,
    Kind.HALF: 0.90,
}
MOST_SENTENCES, LEAST_PRECISION, FEWEST_A_SECOND, MOST_BYTES = 0.15, 0.97, 1000, 2000
WORD = re.compile(r"\w+")


def run(articles: int = ARTICLES, seed: int = SEED) -> dict[str, Any]:
    """Recall by kind of copy, the share of pairs with one sentence in common that were called copies, and the rest.

    *articles_per_s* is by processor time, which other work on the machine stretches; *times_splitting* is our time in
    times of finding the same words by a regular expression, which it stretches alike.
    """
    made = press(articles, seed)
    index, found, seconds = _added(made.articles)
    figures = _judged(made, found)
    figures |= {
        "articles": len(made.articles),
        "seed": seed,
        "words": round(sum(len(one.text.split()) for one in made.articles) / len(made.articles)),
        "articles_per_s": round(len(made.articles) / seconds),
        "bytes_per_article": round(index.held_bytes / len(made.articles)),
    }
    figures["times_splitting"] = round(seconds / _splitting(made.articles), 1)
    for name, figure in figures.items():
        print(f"{name:20}{figure}")
    figures["broken"] = [name for name, held in _floors(figures).items() if not held]
    return figures


def _added(articles: Sequence[Article]) -> tuple[Index, set[frozenset[str]], float]:
    """The index, the pairs found on the way, and the processor seconds that took."""
    index, found = Index(), set()
    begun = time.process_time()
    for article in articles:
        found.update(frozenset((article.id, match.article)) for match in index.add(article))
    return index, found, time.process_time() - begun


def _splitting(articles: Sequence[Article]) -> float:
    """Processor seconds of finding the words of *articles* by a regular expression."""
    begun = time.process_time()
    for article in articles:
        WORD.findall(article.text)
    return time.process_time() - begun


def _judged(made: Press, found: set[frozenset[str]]) -> dict[str, Any]:
    """Recall by kind; precision, where a pair that shares one sentence is a false one."""
    figures: dict[str, Any] = {}
    right = 0
    for kind in Kind:
        pairs = [frozenset((pair.one, pair.other)) for pair in made.pairs if pair.kind is kind]
        hits = sum(pair in found for pair in pairs)
        figures[kind.value] = round(hits / len(pairs), 4) if pairs else None
        right += hits if kind is not Kind.SENTENCE else 0
    figures["pairs_found"] = len(found)
    figures["precision"] = round(right / len(found), 4) if found else None
    return figures


def _floors(figures: dict[str, Any]) -> dict[str, bool]:
    """Each figure that a floor is set for, and whether it holds."""
    held = {kind.value: figures[kind.value] is None or figures[kind.value] >= floor for kind, floor in FLOORS.items()}
    sentences, precision = figures[Kind.SENTENCE], figures["precision"]
    return {
        **held,
        Kind.SENTENCE.value: sentences is None or sentences <= MOST_SENTENCES,
        "precision": precision is None or precision >= LEAST_PRECISION,
        "articles_per_s": figures["articles_per_s"] >= FEWEST_A_SECOND,
        "bytes_per_article": figures["articles"] < ARTICLES or figures["bytes_per_article"] <= MOST_BYTES,
    }
