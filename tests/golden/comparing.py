"""A reading of ours beside gold coded by hand: which records are the same, in the words that both quote."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from dragoman import read
from dragoman.model import Interval, Reading, Span, Statement

ROOT = Path(__file__).resolve().parents[2]
PRESS = ROOT / "tests" / "golden" / "press"
DISGUISES = ROOT / "bench" / "articles" / "disguises"
SAME = 0.5
"""How much two contents, or two pieces of evidence, must share to be the same."""
LONGEST = 3
"""How many times longer than the other's a piece of evidence may be."""
RUN = 3
"""Words in a row that make a leak."""
NO_CONTENT = frozenset(
    re.findall(
        r"\w+",
        "the a an of for and or to in on at by with from as that this it its is are was were be been has have had "
        "not he she they his her their said says will would",
    )
)
Record = dict[str, Any]
Ours = TypeVar("Ours")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A page with its gold and what we read there."""

    gold: Record
    lenient: Record
    reading: Reading

    @property
    def aliases(self) -> dict[str, list[str]]:
        return self.lenient.get("aliases", {})  # type: ignore[no-any-return]

    def records(self, kind: str, *, optional: bool = True) -> list[Record]:
        """The gold's records of a kind, further ones that pass beside them under "also" among them if *optional*."""
        also = self.lenient.get("also", {}).get(kind, []) if optional else []
        return [_widened(self, kind, at, row) for at, row in enumerate(self.gold[kind])] + also

    def words(self, span: Span) -> str:
        return span.of(self.reading.article.text)


def _widened(pair: Pair, kind: str, at: int, row: Record) -> Record:
    """A gold record with what else passes for it, under `or`."""
    return row | {"or": pair.lenient.get("alternatives", {}).get(kind, {}).get(str(at), {})}


def slugs(folder: Path) -> list[str]:
    return sorted(gold.parent.name for gold in folder.glob("*/gold.json"))


@cache
def pair(folder: Path) -> Pair:
    """The gold in *folder* and our reading of its page."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    lenient = folder / "lenient.json"
    page = ROOT / gold["page"] if "page" in gold else next(iter(sorted(folder.glob("page.*"))))
    source = page.relative_to(ROOT).as_posix()
    return Pair(
        gold=gold,
        lenient=json.loads(lenient.read_text(encoding="utf-8")) if lenient.exists() else {},
        reading=read(page.read_bytes(), published=gold["given_published"], source=source),
    )


def pairs(folder: Path) -> list[Pair]:
    return [pair(folder / slug) for slug in slugs(folder)]


def tokens(text: str) -> list[str]:
    """Words without case and accents."""
    plain = unicodedata.normalize("NFKD", text).replace("’", "'")
    return re.findall(r"\w+", "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold())


def quoted(quotation: Any) -> str:
    """The words of a gold quotation, with or without its occurrence."""
    return str(quotation["text"] if isinstance(quotation, dict) else quotation)


def token_f1(one: Sequence[str], other: Sequence[str]) -> float:
    shared = sum((Counter(one) & Counter(other)).values())
    return 2 * shared / (len(one) + len(other)) if shared else 0.0


def jaccard(one: Iterable[str], other: Iterable[str]) -> float:
    """How far two sets agree; two empty ones agree wholly."""
    first, second = set(one), set(other)
    return len(first & second) / len(first | second) if first | second else 1.0


def share_a_word(one: str | None, other: str | None) -> bool:
    words, others = set(tokens(one or "")) - NO_CONTENT, set(tokens(other or "")) - NO_CONTENT
    return bool(words & others)


def leaked(pair: Pair) -> list[str]:
    """Runs of three words of the left-out parts that our text has and the gold's has not."""
    ours = _runs(tokens(pair.reading.article.text), RUN) - _runs(tokens(pair.gold["text"]), RUN)
    return sorted(" ".join(run) for item in pair.gold["left_out"] for run in _runs(tokens(item["text"]), RUN) & ours)


def _runs(words: Sequence[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def matched(
    page: Pair, golds: Sequence[Record], ours: Sequence[Ours], fit: Callable[[Pair, Record, Ours], float]
) -> list[tuple[Record, Ours]]:
    """One-to-one pairs, the best fitting first; a fit of 0 is none."""
    fits = [(fit(page, gold, own), at, to) for at, gold in enumerate(golds) for to, own in enumerate(ours)]
    taken: list[tuple[int, int]] = []
    for value, at, to in sorted(fits, key=lambda found: (-found[0], found[1:])):
        if value > 0 and all(at != gold and to != own for gold, own in taken):
            taken.append((at, to))
    return [(golds[at], ours[to]) for at, to in sorted(taken)]


def content_fit(pair: Pair, gold: Record, ours: Statement) -> float:
    content = tokens(" ".join(quoted(part) for part in gold["content"]))
    value = token_f1(content, tokens(" ".join(pair.words(span) for span in ours.content)))
    return value if value >= SAME else 0.0


def evidence_fit(pair: Pair, gold: Record, ours: Span) -> float:
    """The share of the shorter evidence's words that both have, the gold's best passage taken."""
    passages = [gold["evidence"], *gold.get("or", {}).get("evidence", [])]
    return max(_shared(tokens(quoted(passage)), tokens(pair.words(ours))) for passage in passages)


def _shared(one: Sequence[str], other: Sequence[str]) -> float:
    if len(one) > LONGEST * len(other) or len(other) > LONGEST * len(one):
        return 0.0
    first, second = (Counter(word for word in words if word not in NO_CONTENT) for words in (one, other))
    value = sum((first & second).values()) / max(1, min(first.total(), second.total()))
    return value if value >= SAME else 0.0


def passes(gold: Record, field: str, value: object) -> bool:
    """Whether *value* is the gold's own or one that passes for it."""
    return value == gold[field] or value in gold.get("or", {}).get(field, [])


def parties_fit(pair: Pair, gold: Record, field: str, ours: Sequence[str]) -> float:
    """The best Jaccard of our list with the gold's or one that passes for it."""
    names = [_canonical(pair, name) for name in ours]
    lists = [gold[field], *gold.get("or", {}).get(field, [])]
    return max(jaccard([_folded(name) for name in one], names) for one in lists)


def _canonical(pair: Pair, name: str) -> str:
    """The gold's name for one of ours, where the gold knows it by another."""
    for gold, others in pair.aliases.items():
        if _folded(name) in map(_folded, others):
            return _folded(gold)
    return _folded(name)


def _folded(name: str) -> str:
    return " ".join(word for word in tokens(name) if word != "the")


def speaker_fits(pair: Pair, gold: Record, ours: Statement) -> bool:
    """Whether the same person or body speaks, by code and name; anonymous fits anonymous of the same side."""
    theirs, own = gold["speaker"], ours.speaker
    if theirs is None or own is None:
        return theirs is None and own is None
    if own.code not in (theirs["code"], *gold.get("or", {}).get("code", [])):
        return False
    names = [theirs["name"], *pair.aliases.get(theirs["name"], [])]
    return (theirs["anonymous"] and own.anonymous) or any(_same_name(name, own.name) for name in names)


def _same_name(gold: str, ours: str) -> bool:
    """All words of the one in the other, with the last of the gold's."""
    one, other = _folded(gold).split(), _folded(ours).split()
    return bool(one) and one[-1] in other and (set(one) <= set(other) or set(other) <= set(one))


def overlap(gold: Sequence[str] | None, ours: Interval | None) -> bool:
    """Whether two intervals share a day; null fits null alone. Open ends reach for ever."""
    if gold is None or ours is None:
        return gold is None and ours is None
    earliest, latest = (str(end) if end else None for end in (ours.earliest, ours.latest))
    return (earliest or "") <= (gold[1] or "9") and (gold[0] or "") <= (latest or "9")
