"""What a new reader changes over many articles: how much of which kind and type, for whom, with examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.ledger.recoding import Fate, Recoded, Recoding, rests_on, sides_of, type_of
from dragoman.model import Reader

EXAMPLES = 2
"""Of each kind and fate, each from another article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """How many records of a *kind* and *type* have each fate."""

    kind: str
    type: str
    stays: int
    changes: int
    comes: int
    goes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Whom:
    """How many records about a *side* do not stay."""

    side: str
    changes: int
    comes: int
    goes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A record that does not stay, in the words of its article."""

    recoded: Recoded
    source: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What *articles* tell otherwise, *affected* ones among them, and how many records change in which of *parts*."""

    articles: int
    affected: int
    before: tuple[Reader, ...]
    after: tuple[Reader, ...]
    rows: tuple[Row, ...]
    whom: tuple[Whom, ...]
    parts: tuple[tuple[str, int], ...]
    examples: tuple[Example, ...]


def tally(recodings: Iterable[Recoding]) -> Tally:
    """The sum of all *recodings*; they may come one by one, none is kept."""
    articles = affected = 0
    readers: tuple[set[Reader], set[Reader]] = set(), set()
    rows, whom, parts = Counter[tuple[str, str, Fate]](), Counter[tuple[str, Fate]](), Counter[tuple[str, str]]()
    examples: dict[tuple[str, Fate], list[Example]] = {}
    for one in recodings:
        articles += 1
        affected += bool(one.changes)
        readers[0].add(one.before)
        readers[1].add(one.after)
        rows.update((each.kind, _typed(each), each.fate) for each in one.records)
        whom.update((side, each.fate) for each in one.changes for side in _about(each))
        parts.update((each.kind, part) for each in one.changes for part in each.parts)
        _keep(examples, one)
    return Tally(
        articles=articles,
        affected=affected,
        before=_by_name(readers[0]),
        after=_by_name(readers[1]),
        rows=_rows(rows),
        whom=_whom(whom),
        parts=tuple((f"{kind} {part}", count) for (kind, part), count in _most_first(parts)),
        examples=tuple(one for _, some in sorted(examples.items()) for one in some),
    )


def _by_name(readers: Iterable[Reader]) -> tuple[Reader, ...]:
    return tuple(sorted(readers, key=lambda one: (one.program, one.model, one.knowledge)))


def _typed(one: Recoded) -> str:
    """Its type, and what that becomes."""
    types = dict.fromkeys(str(type_of(record)) for record in (one.before, one.after) if record)
    return " → ".join(types)


def _about(one: Recoded) -> set[str]:
    return {side for record in (one.before, one.after) if record for side in sides_of(record)}


def _rows(counts: Counter[tuple[str, str, Fate]]) -> tuple[Row, ...]:
    """By kind; in it the types of which most is new come first."""
    known = dict.fromkeys((kind, type) for kind, type, _ in counts)
    rows = [Row(kind=kind, type=type, **{fate: counts[kind, type, fate] for fate in Fate}) for kind, type in known]
    return tuple(sorted(rows, key=lambda one: (one.kind, -(one.changes + one.comes + one.goes), one.type)))


def _whom(counts: Counter[tuple[str, Fate]]) -> tuple[Whom, ...]:
    """Those about whom most is new first."""
    fates = (Fate.CHANGES, Fate.COMES, Fate.GOES)
    known = dict.fromkeys(side for side, _ in counts)
    found = [Whom(side=side, **{fate: counts[side, fate] for fate in fates}) for side in known]
    return tuple(sorted(found, key=lambda one: (-(one.changes + one.comes + one.goes), one.side)))


def _most_first(counts: Counter[tuple[str, str]]) -> Sequence[tuple[tuple[str, str], int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _keep(examples: dict[tuple[str, Fate], list[Example]], one: Recoding) -> None:
    for each in one.changes:
        kept = examples.setdefault((each.kind, each.fate), [])
        if len(kept) < EXAMPLES and all(other.source != one.source for other in kept):
            kept.append(_example(each, one))


def _example(each: Recoded, one: Recoding) -> Example:
    words = ["", ""]
    for at, record in enumerate((each.before, each.after)):
        if record:
            words[at] = " … ".join(dict.fromkeys(span.of(one.text) for span in rests_on(record)))
    return Example(recoded=each, source=one.source, before=words[0], after=words[1])
