"""Whether two phrases are about one thing: a row of the taxonomy, or the words that say something."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.knowledge.issues import issue_of, stems

HALF = 0.5


def alike(one: str, other: str) -> bool:
    """Whether two noun phrases name a like issue."""
    known, other_known = issue_of(one), issue_of(other)
    if known or other_known:
        return known == other_known
    return overlap(one, other) >= HALF


def overlap(one: str, other: str) -> float:
    """The share of the shorter phrase's stems that both have; a single word alone must be the whole of both."""
    first, second = stems(one), stems(other)
    shared, shorter = len(first & second), min(len(first), len(second))
    if shared < 2 and max(len(first), len(second)) > 1:
        return 0.0
    return shared / shorter if shorter else 0.0


def topics(phrase: str) -> frozenset[str]:
    """By what a phrase is found among others: phrases that are `alike` share one. A row's name, else its stems."""
    row = issue_of(phrase)
    return frozenset([row.name]) if row else stems(phrase)


def filed(phrases: Iterable[str]) -> dict[str, str]:
    """Each phrase with the issue that it is filed under: a row's name, else the shortest of the phrases that are
    alike, each to the next."""
    every = sorted(set(phrases))
    found = {phrase: row.name for phrase in every if (row := issue_of(phrase))}
    return found | named_by_words(phrase for phrase in every if phrase not in found)


def named_by_words(phrases: Iterable[str]) -> dict[str, str]:
    """Each phrase with the shortest of those that are alike in words, each to the next."""
    groups: dict[str, list[str]] = {}
    holding: dict[str, list[str]] = {}
    for phrase in sorted(set(phrases)):
        groups[phrase] = [phrase]
        for other in {other for stem in stems(phrase) for other in holding.get(stem, ())}:
            if groups[other] is not groups[phrase] and overlap(phrase, other) >= HALF:
                _join(groups, phrase, other)
        for stem in stems(phrase):
            holding.setdefault(stem, []).append(phrase)
    names = {id(group): min(group, key=lambda one: (len(one), one)) for group in groups.values()}
    return {phrase: names[id(group)] for phrase, group in groups.items()}


def _join(groups: dict[str, list[str]], one: str, other: str) -> None:
    """Makes one of two groups: the smaller one goes into the larger."""
    small, large = sorted((groups[one], groups[other]), key=len)
    large += small
    groups.update(dict.fromkeys(small, large))


def about(asked: str, phrases: Iterable[str]) -> bool:
    """Whether one of *phrases* holds all the words of *asked*, or is filed under the same row."""
    wanted, known = stems(asked), issue_of(asked)
    return any((wanted and wanted <= stems(one)) or (known and issue_of(one) == known) for one in phrases)
