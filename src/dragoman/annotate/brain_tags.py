"""Scores of words → who said what: spans by the best tag sequence, then each content with its nearest cue and source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dragoman.model import Span

Floats = npt.NDArray[np.float32]
OUT, BEGIN, INSIDE = range(3)
NEVER = np.float32(-1e9)
AFTER = 2  # characters that a source behind its cue counts as farther off


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """A span that a head found, with its mean probability."""

    span: Span
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributed:
    """Who said what: a *source* and *cue* where found, and what is said, left to right."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    score: float


def softmax(scores: Floats) -> Floats:
    """Probabilities over the last axis."""
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    result: Floats = raised / raised.sum(-1, keepdims=True)
    return result


def tagged(scores: Floats, words: Sequence[Span], *, lean: float = 0.0) -> list[Tagged]:
    """The spans of the best sequence of tags, where an inside never follows an outside.

    *lean* favours spans: a doubtful source does no harm where a nearer one stands.
    """
    if not words:
        return []
    chances = softmax(scores - np.array([lean, 0.0, 0.0], dtype=np.float32))
    tags = best(np.log(chances + 1e-9))
    found: list[Tagged] = []
    for start in [at for at, tag in enumerate(tags) if tag == BEGIN]:
        end = start + 1
        while end < len(tags) and tags[end] == INSIDE:
            end += 1
        score = float(1 - chances[start:end, OUT].mean())
        found.append(Tagged(span=Span(words[start].start, words[end - 1].end), score=score))
    return found


def best(logs: Floats) -> list[int]:
    """The likeliest sequence of tags (Viterbi)."""
    forbidden = np.zeros((3, 3), dtype=np.float32)
    forbidden[OUT, INSIDE] = NEVER
    so_far = logs[0].copy()
    so_far[INSIDE] = NEVER
    back: list[npt.NDArray[np.intp]] = []
    for row in logs[1:]:
        ways = so_far[:, None] + forbidden
        back.append(ways.argmax(0))
        so_far = ways.max(0) + row
    tags = [int(so_far.argmax())]
    for step in reversed(back):
        tags.append(int(step[tags[-1]]))
    return tags[::-1]


def linked(sources: Sequence[Tagged], cues: Sequence[Tagged], contents: Sequence[Tagged]) -> list[Attributed]:
    """One record a cue that has content: its contents are those nearest to it, its source the nearest outside them."""
    held: dict[Span | None, list[Tagged]] = {}
    for content in contents:
        cue = _nearest_cue(content, cues)
        held.setdefault(cue.span if cue is not None else None, []).append(content)
    scores = {cue.span: cue.score for cue in cues}
    found = [_record(cue, scores[cue], sources, said) for cue, said in held.items() if cue is not None]
    found += [_record(None, 1.0, sources, [said]) for said in held.get(None, [])]
    return sorted(found, key=lambda one: one.content[0])


def whole(contents: Sequence[Tagged], quotations: Sequence[Span]) -> list[Tagged]:
    """A content that lies in quotation marks takes all that they hold; pieces within the same marks are one."""
    found = list(contents)
    for quotation in quotations:
        inside = [one for one in found if one.span.meets(quotation)]
        if inside:
            spans = [quotation, *(one.span for one in inside)]
            joined = Span(min(span.start for span in spans), max(span.end for span in spans))
            found = [one for one in found if one not in inside]
            found.append(Tagged(span=joined, score=max(one.score for one in inside)))
    return sorted(found, key=lambda one: one.span)


def outside(cues: Sequence[Tagged], contents: Sequence[Tagged], quotations: Sequence[Span]) -> list[Tagged]:
    """The cues that are not themselves quoted: a report within a quotation is the speaker's."""
    quoted = [span for span in quotations if any(one.span.holds(span) for one in contents)]
    return [cue for cue in cues if not any(span.holds(cue.span) for span in quoted)]


def gap(one: Span, other: Span) -> int:
    """Characters between two spans; zero where they meet."""
    return max(one.start - other.end, other.start - one.end, 0)


def _nearest_cue(content: Tagged, cues: Sequence[Tagged]) -> Tagged | None:
    free = [cue for cue in cues if not content.span.holds(cue.span)]
    return min(free, key=lambda cue: (gap(cue.span, content.span), -cue.score), default=None)


def _record(cue: Span | None, certain: float, sources: Sequence[Tagged], said: Sequence[Tagged]) -> Attributed:
    content = tuple(sorted(one.span for one in said))
    source = _nearest_source(cue or content[0], sources, content)
    scores = [certain, *(one.score for one in said)]
    return Attributed(source=source, cue=cue, content=content, score=round(float(np.mean(scores)), 4))


def _nearest_source(to: Span, sources: Sequence[Tagged], content: Sequence[Span]) -> Span | None:
    """A source behind the cue counts as a little farther than one before it."""
    free = [one.span for one in sources if not any(span.holds(one.span) for span in content)]
    return min(free, key=lambda one: gap(one, to) + (AFTER if one.start > to.start else 0), default=None)
