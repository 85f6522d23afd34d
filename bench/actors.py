"""Who is meant: mentions of actors with their spans given, against the set coded by hand in `bench/actors/`."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache
from typing import Any

from bench.predict import annotated
from bench.shared import ROOT, data, lines
from dragoman import knowledge
from dragoman.annotate import Actor, Annotation, Mention
from dragoman.model import EntityKind, Span

OWN = ROOT / "bench" / "actors"
SHARED = 0.5
"""Dice of two spans from which they are the same mention. A name without its title also is, where both end together."""


def run(given: str | None) -> dict[str, Any]:
    """Shares of mentions whose country, sector and person are right; a mention that is not found is wrong in all."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for row in lines(data(given or str(OWN)) / "passages.jsonl"):
        annotation = annotated(row["text"], row["date"])
        for gold in row["mentions"]:
            for field, fits in _judged(annotation, gold).items():
                asked[field] += 1
                right[field] += fits
                if not fits:
                    print(f"{field:8} {row['id']} {gold['words']!r}: {_coded(gold)}, said {_said(annotation, gold)}")
    return {field: round(right[field] / asked[field], 3) for field in sorted(asked)} | {"asked": dict(asked)}


def _judged(annotation: Annotation, gold: dict[str, Any]) -> dict[str, bool]:
    """Which fields of a mention are asked about, and whether each is right."""
    found = actors(annotation, gold)
    codes = _codes(annotation, gold, found)
    if gold["kind"] == "none":
        return {"none": not codes}
    told = {"found": bool(found) or gold["kind"] == "place" and bool(codes)}
    told["country"] = codes == set(gold.get("sides") or [gold["country"]] if gold["country"] or "sides" in gold else [])
    if gold["sector"]:
        told["sector"] = {one.sector for one in found} == {gold["sector"]}
    if gold["person"] and folded(gold["person"]) in _known():
        told["person"] = any(_same_name(name, gold["person"]) for one in found for name in _names(one))
    return told


def actors(annotation: Annotation, gold: dict[str, Any]) -> list[Actor]:
    """The actors of the mention that stands where the gold's does."""
    best = max(annotation.cast.mentions, key=lambda one: _likeness(annotation, one, gold), default=None)
    if best is None or not any(one >= SHARED for one in _likeness(annotation, best, gold)):
        return []
    return [annotation.actor(key) for key in best.keys]


def _likeness(annotation: Annotation, mention: Mention, gold: dict[str, Any]) -> tuple[bool, float]:
    """Whether *mention* is the person's name that ends the gold's words ("US Secretary of State John Kerry"); then Dice."""
    span = annotation.span(range(mention.start, mention.end))
    both = max(0, min(span.end, gold["end"]) - max(span.start, gold["start"]))
    named = mention.how == "name" and annotation.actor(mention.keys[0]).kind == EntityKind.PERSON
    ends = named and span.end == gold["end"] and span.start >= gold["start"]
    return ends, 2 * both / (span.end - span.start + gold["end"] - gold["start"])


def _codes(annotation: Annotation, gold: dict[str, Any], found: list[Actor]) -> set[str]:
    """The codes of the actors, or of the place that stands there."""
    codes = {one.code for one in found if one.code}
    where = Span(gold["start"], gold["end"])
    places = {one.place.code for one in annotation.places if one.span.meets(where) and one.place.code}
    return codes or (places if gold["kind"] in ("place", "none") else set())


def folded(name: str) -> str:
    """The last word of a name, without its accents."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return plain.lower().replace("-", " ").split()[-1] if plain.split() else ""


def _names(actor: Actor) -> tuple[str, ...]:
    """A person's name as printed and as the row has it that the person was joined to."""
    table, _, rest = actor.row.partition(":")
    return (actor.name, rest.split(":")[0]) if table == "holders" else (actor.name,)


def _same_name(one: str, other: str) -> bool:
    return folded(one) == folded(other)


@cache
def _known() -> frozenset[str]:
    """The last names of everybody whose offices stand in the rows."""
    return frozenset(folded(one.name) for one in knowledge.holders())


def _coded(gold: dict[str, Any]) -> str:
    return f"{gold.get('sides') or gold['country']} {gold['sector']} {gold['person'] or ''}".strip()


def _said(annotation: Annotation, gold: dict[str, Any]) -> str:
    found = actors(annotation, gold)
    return ", ".join(f"{one.code} {one.sector} {one.name}" for one in found) or "nothing"
