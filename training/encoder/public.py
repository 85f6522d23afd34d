"""Answers to the public sets in their scorers' form: events of marked sentences, attributions of articles.

For measuring only. The files' own customs are met here, at the edge: fifteen roots, marks and "that" in the content.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.predict import marked, widened

from dragoman.annotate.brain import Asked, Attributed, Brain
from dragoman.model import EventType, Span
from training.corpus.generate_edits import paragraphs, sentences

YIELD = {EventType.CONCEDE: "YIELD", EventType.RETREAT: "YIELD"}
MOST = 600  # characters of a paragraph that are read together, about 160 pieces


def events(brain: Brain, path: Path) -> Iterator[dict[str, str]]:
    """The likeliest root of every row, source and target given."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    told = [marked(row["marked_sentence"]) for row in rows]
    for row, (_, source, target), read in zip(rows, told, brain.encode([text for text, _, _ in told]), strict=True):
        (answer,) = brain.pairs(
            read, [Asked(source=source if any(source) else None, target=target if any(target) else None)]
        )
        roots: dict[str, float] = {}
        for type, share in answer.types.items():
            root = YIELD.get(type, str(type))
            roots[root] = roots.get(root, 0.0) + share
        yield {"uid": row["uid"], "root": max(roots, key=lambda root: roots[root])}


def attribution(brain: Brain, path: Path) -> Iterator[dict[str, Any]]:
    """Every article's attributions, paragraph by paragraph."""
    for line in path.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        text: str = article["text"]
        parts = [part for paragraph in paragraphs(text) for part in _parts(text, paragraph)]
        found: list[dict[str, list[list[int]]]] = []
        for part, read in zip(parts, brain.encode([part.of(text) for part in parts]), strict=True):
            found += [_roles(text, part.start, one) for one in read.attributions()]
        yield {"doc_id": article["doc_id"], "attributions": found}


def _parts(text: str, paragraph: Span) -> Iterator[Span]:
    """The paragraph, cut between sentences where it is long."""
    start, end = paragraph.start, paragraph.start
    for one in sentences(paragraph.of(text)):
        if end > start and paragraph.start + one.end - start > MOST:
            yield Span(start, end)
            start = paragraph.start + one.start
        end = paragraph.start + one.end
    if end > start:
        yield Span(start, end)


def _roles(text: str, base: int, one: Attributed) -> dict[str, list[list[int]]]:
    def at(span: Span | None) -> list[list[int]]:
        return [] if span is None else [[span.start + base, span.end + base]]

    cue = None if one.cue is None else Span(one.cue.start + base, one.cue.end + base)
    source = None if one.source is None else Span(one.source.start + base, one.source.end + base)
    content = [widened(text, Span(span.start + base, span.end + base)) for span in one.content]
    described = [] if source is None else [list(with_description(text, source, cue))]
    return {"source": described, "cue": at(one.cue), "content": [list(span) for span in content]}


def with_description(text: str, source: Span, cue: Span | None) -> Span:
    """With the apposition or relative clause behind it, as PolNeAR counts a source."""
    if text[source.end : source.end + 2] != ", ":
        return source
    if cue is not None and source.end < cue.start:
        between = re.match(r",[^.“”\"]+?(?=,\s+\w*\s?$)", text[source.end : cue.start])
        return Span(source.start, source.end + between.end()) if between is not None else source
    behind = re.match(
        r", (?:the|a|an|who|head|director|chief|spokes\w+|president|\w+ (?:of|at|for)) [^.,;“”\"]+", text[source.end :]
    )
    inverted = cue is not None and cue.end < source.start
    return Span(source.start, source.end + behind.end()) if behind is not None and inverted else source


TASKS = {"events": events, "attribution": attribution}
