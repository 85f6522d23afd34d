"""Near-duplicates: passages and frames that say too much in the same words.

Two passages are too near in their *wording* when a sentence of one shares its 4-grams with a sentence of the other, and
in their *scene* when they share their rare words. A neighbour that codes other acts is a contrast, which is wanted: one
scene, told as a promise and as a deed. The held-back passages keep a wider distance, else they measure memory.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil
from typing import TypeVar

from training.corpus.files import HELD
from training.corpus.frames import CHOICE, SLOT, Frame
from training.corpus.generate_edits import sentences
from training.corpus.markup import Passage

T = TypeVar("T", bound=Hashable)

GRAM = 4
LEAST_GRAMS = 8
"""Shorter sentences are formulas (“Both sides agreed to meet again”), which the press repeats too."""

JACCARD = 0.25
CONTAINED = 0.5
SCENE = 0.35
SCENE_HELD = 0.3
LEAST_RARE = 5
RARE = 0.02
"""A word is rare that stands in at most this share of the passages."""

NEIGHBOURS = 3
FRAME_JACCARD = 0.35
LEAST_FRAME_GRAMS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Two pieces that share *share* of their words; *contrast* where that is meant."""

    first: str
    second: str
    kind: str
    share: float
    contrast: bool
    words: tuple[str, str]


def near_passages(corpus: Sequence[tuple[str, Passage]]) -> list[Near]:
    """Pairs of passages over a threshold, nearest first; a pair comes once."""
    found: dict[tuple[int, int], Near] = {}
    for a, b, kind, share, words in sorted([*_wordings(corpus), *_scenes(corpus)], key=lambda row: -row[3]):
        near = Near(
            first=corpus[a][1].id,
            second=corpus[b][1].id,
            kind=kind,
            share=round(share, 2),
            contrast=_contrast(corpus, a, b),
            words=words,
        )
        found.setdefault((a, b), near)
    return list(found.values())


def near_frames(rows: Sequence[tuple[str, Frame]]) -> list[Near]:
    """Pairs of frames of one type and mode that differ in their choices only, or in little more."""
    skeletons = [_skeleton(frame.template) for _, frame in rows]
    grams = [_grams(words) or {tuple(words)} for words in skeletons]
    found: list[Near] = []
    for (a, b), shared in _shared(grams).items():
        share = shared / len(grams[a] | grams[b])
        long = min(len(grams[a]), len(grams[b])) >= LEAST_FRAME_GRAMS
        if _coded(rows[a][1]) == _coded(rows[b][1]) and (share == 1 or (long and share >= FRAME_JACCARD)):
            words = rows[a][1].template, rows[b][1].template
            found.append(
                Near(
                    first=rows[a][0],
                    second=rows[b][0],
                    kind="frame",
                    share=round(share, 2),
                    contrast=False,
                    words=words,
                )
            )
    return sorted(found, key=lambda near: -near.share)


def _wordings(corpus: Sequence[tuple[str, Passage]]) -> Iterator[tuple[int, int, str, float, tuple[str, str]]]:
    """Pairs with a sentence each that share their 4-grams."""
    said = [(at, span.of(one.text)) for at, (_, one) in enumerate(corpus) for span in sentences(one.text)]
    long = [(at, words, grams) for at, words in said if len(grams := _grams(_words(words))) >= LEAST_GRAMS]
    for (a, b), shared in _shared([grams for _, _, grams in long]).items():
        (first, one, left), (second, other, right) = long[a], long[b]
        jaccard, contained = shared / len(left | right), shared / min(len(left), len(right))
        if first != second and (jaccard >= JACCARD or contained >= CONTAINED):
            yield first, second, "wording", max(jaccard, contained), (one, other)


def _scenes(corpus: Sequence[tuple[str, Passage]]) -> Iterator[tuple[int, int, str, float, tuple[str, str]]]:
    """Pairs that share their rare words."""
    words = [{word for word in _words(one.text) if not word.isdigit()} for _, one in corpus]
    known = Counter(word for one in words for word in one)
    most = max(LEAST_RARE, len(corpus) * RARE)
    rare = [{word for word in one if known[word] <= most} for one in words]
    for a, b in _shared([_rarest(one, known) for one in rare]):
        shared = len(rare[a] & rare[b])
        share = shared / len(rare[a] | rare[b])
        held = (corpus[a][0].split("/")[0] == HELD) != (corpus[b][0].split("/")[0] == HELD)
        if shared >= LEAST_RARE and share >= (SCENE_HELD if held else SCENE):
            yield a, b, "scene", share, (corpus[a][1].text, corpus[b][1].text)


def _rarest(words: set[str], known: Counter[str]) -> set[str]:
    """So many of the rarest of *words* that two sets over the threshold share one of them; it saves most comparisons."""
    ordered = sorted(words, key=lambda word: (known[word], word))
    return set(ordered[: len(ordered) - ceil(SCENE_HELD * len(ordered)) + 1])


def _contrast(corpus: Sequence[tuple[str, Passage]], a: int, b: int) -> bool:
    """Whether two neighbours of one file tell a scene with other acts."""
    acts = [[(event.type, event.mode, event.status) for event in corpus[at][1].events] for at in (a, b)]
    return corpus[a][0] == corpus[b][0] and b - a <= NEIGHBOURS and acts[0] != acts[1]


def _shared(sets: Sequence[set[T]]) -> Counter[tuple[int, int]]:
    """How many members each two of *sets* share."""
    holders: dict[T, list[int]] = defaultdict(list)
    for at, one in enumerate(sets):
        for member in one:
            holders[member].append(at)
    return Counter(pair for held in holders.values() for pair in combinations(held, 2))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _grams(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + GRAM]) for at in range(len(words) - GRAM + 1)}


def _skeleton(template: str) -> list[str]:
    """The words of *template* without its choices and without the kinds of its slots."""
    return _words(SLOT.sub(r" slot\1 ", CHOICE.sub(" ", template)).replace("{", " ").replace("}", " "))


def _coded(frame: Frame) -> tuple[object, ...]:
    return frame.type, frame.mode, frame.status
