"""The trained encoder: a text is read once for what its words tell, and once for each question about two parties.

CPU, one thread, deterministic.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from dragoman.annotate.brain_files import FOLDER, READER, RELATER, TAGGER, TOKENIZER, Card, NoBrain, card, missing
from dragoman.annotate.brain_tags import Attributed, Floats, linked, outside, softmax, tagged, whole
from dragoman.annotate.brain_text import Pieces, pieces
from dragoman.annotate.quotations import quotations
from dragoman.model import EventStatus, EventType, Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

__all__ = ["Asked", "Attributed", "Brain", "Encoded", "NoBrain", "Related", "Triggered", "available", "brain"]

FRAGMENT = 3  # a quotation of fewer words is a fragment, and no content by itself
ROLES = ("source", "cue", "content")
TAGS = 9  # three roles, three tags each; then trigger types, then statuses


@dataclass(frozen=True, slots=True, kw_only=True)
class Triggered:
    """Words that tell an act, with its likeliest type and status."""

    span: Span
    type: EventType
    status: EventStatus
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What *source* does to *target* (None: to nobody named; or nobody is named who does it).

    *trigger* asks about one act among several; *within* is the sentence that both stand in, else the whole text.
    """

    source: Span | None
    target: Span | None
    trigger: Span | None = None
    within: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """The answer. *event* is the probability that there is an act at all; *types* are those of each type if there is."""

    event: float
    types: dict[EventType, float]
    statuses: dict[EventStatus, float]
    type: EventType
    mode: str | None
    mode_score: float
    status: EventStatus

    @property
    def score(self) -> float:
        """The probability that this very act is told."""
        return self.event * self.types[self.type]

    @property
    def status_score(self) -> float:
        """The probability of that status."""
        return self.statuses[self.status]


@dataclass(frozen=True, kw_only=True, eq=False)
class Encoded:
    """A text as read: its pieces and the token heads' *scores*."""

    text: str
    pieces: Pieces
    scores: Floats
    card: Card

    def triggers(self) -> list[Triggered]:
        """The acts that the words tell, left to right."""
        return list(self._triggers())

    def _triggers(self) -> Iterator[Triggered]:
        heads, words = self._words
        if not words:
            return
        count, chances = len(self.card.types), self._chances
        told = 1 - chances[:, 0] >= self.card.thresholds["trigger"]
        likeliest = chances[:, 1:].argmax(-1) + 1
        at = 0
        while at < len(words):
            end = at + 1
            while told[at] and end < len(words) and told[end] and likeliest[end] == likeliest[at]:
                end += 1
            if told[at]:
                status = self.scores[heads[at:end], TAGS + count :].mean(0)
                yield Triggered(
                    span=Span(words[at].start, words[end - 1].end),
                    type=EventType(self.card.types[likeliest[at]]),
                    status=EventStatus(self.card.statuses[int(status.argmax())]),
                    score=round(float((1 - chances[at:end, 0]).max()), 4),
                )
            at = end

    def told(self, span: Span) -> float:
        """How likely the words that *span* meets tell any act."""
        _, words = self._words
        return float(max((1 - self._chances[at, 0] for at, word in enumerate(words) if word.meets(span)), default=0.0))

    def attributions(self) -> list[Attributed]:
        """Who said what, left to right."""
        heads, words = self._words
        sources, cues, contents = (
            tagged(self.scores[heads, 3 * at : 3 * at + 3], words, lean=self.card.leans.get(role, 0.0))
            for at, role in enumerate(ROLES)
        )
        quoted = self._quotations
        contents = whole(contents, quoted)
        return linked(sources, outside(cues, contents, quoted), contents)

    @property
    def _quotations(self) -> list[Span]:
        """What stands in quotation marks and is no mere word or two."""
        found = (one.inner for one in quotations(self.text, Span(0, len(self.text))))
        return [inner for inner in found if len(inner.of(self.text).split()) >= FRAGMENT]

    @cached_property
    def _chances(self) -> Floats:
        """Each word's probabilities of telling no act or one of each type."""
        heads, _ = self._words
        return softmax(self.scores[heads, TAGS : TAGS + len(self.card.types)] / self.card.temperatures["trigger"])

    @cached_property
    def _words(self) -> tuple[list[int], list[Span]]:
        """The pieces that begin a word, and each word's span."""
        heads = [at for at, head in enumerate(self.pieces.heads) if head]
        ends = [*heads[1:], len(self.pieces.ids) - 1][: len(heads)]
        spans = self.pieces.spans
        return heads, [Span(spans[at].start, spans[end - 1].end) for at, end in zip(heads, ends, strict=True)]


class Session(Protocol):
    """A loaded network."""

    def run(self, outputs: None, inputs: dict[str, object]) -> list[Floats]: ...


class Brain:
    """The networks of one folder, loaded when first needed."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.folder = folder

    @cached_property
    def card(self) -> Card:
        return card(self.folder)

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        found: Tokenizer = import_module("tokenizers").Tokenizer.from_file(str(self.folder / TOKENIZER))
        return found

    @cached_property
    def _reader(self) -> Session:
        return _session(self.folder / READER)

    @cached_property
    def _tagger(self) -> Session:
        return _session(self.folder / TAGGER)

    @cached_property
    def _relater(self) -> Session:
        return _session(self.folder / RELATER)

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        """Each text read once, by itself: what stands beside it changes nothing, and no padding is multiplied."""
        told = self.card
        found = []
        for text, read in zip(texts, pieces(self._tokenizer, texts) if texts else [], strict=True):
            plain = _inputs(read, [(range(len(read.ids)), ())])
            (scores,) = self._tagger.run(None, {"states": self._states(plain)})
            found.append(Encoded(text=text, pieces=read, scores=scores[0], card=told))
        return found

    def pairs(self, encoded: Encoded, asked: Sequence[Asked]) -> list[Related]:
        """What is told between the parties of each question, in its order; those of one length are read together."""
        placed, answers = [_placed(encoded, one) for one in asked], dict[int, Related]()
        for length in {len(index) for index, _ in placed}:
            alike = [at for at, (index, _) in enumerate(placed) if len(index) == length]
            marked = _inputs(encoded.pieces, [placed[at] for at in alike])
            scores = self._relater.run(None, {"states": self._states(marked), "roles": marked["roles"]})
            answers |= zip(alike, (_related(self.card, *row) for row in zip(*scores, strict=True)), strict=True)
        return [answers[at] for at in range(len(asked))]

    def _states(self, inputs: dict[str, object]) -> Floats:
        (states,) = self._reader.run(None, inputs)
        return states


def available(folder: Path = FOLDER) -> bool:
    """Whether the brain's files and libraries are there."""
    return not missing(folder)


@cache
def brain() -> Brain:
    """The shipped brain; raises NoBrain, when first asked, where it is not there."""
    return Brain()


def _session(path: Path) -> Session:
    onnxruntime = import_module("onnxruntime")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors
    found: Session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return found


def _placed(encoded: Encoded, asked: Asked) -> tuple[Sequence[int], Sequence[Sequence[int]]]:
    """The pieces of the question's window between [CLS] and [SEP], and which of them each party holds.

    A party that is not there stands at [CLS]; a trigger that is not told stands nowhere.
    """
    whole = asked.within or Span(0, len(encoded.text))
    inside = encoded.pieces.within(whole)
    held: list[list[int]] = []
    for nowhere, span in (([0], asked.source), ([0], asked.target), ([], asked.trigger)):
        at = [piece for piece in encoded.pieces.within(span) if piece in inside] if span is not None else []
        held.append([piece - inside.start + 1 for piece in at] or list(nowhere))
    return [0, *inside, len(encoded.pieces.ids) - 1], held


def _inputs(read: Pieces, windows: Sequence[tuple[Sequence[int], Sequence[Sequence[int]]]]) -> dict[str, object]:
    """Windows of one length, a row each, and which of their pieces play a role."""
    ids, quoted = (np.array([[row[at] for at in index] for index, _ in windows]) for row in (read.ids, read.quoted))
    roles = np.zeros((*ids.shape, 3), dtype=np.float32)
    for row, (_, held) in enumerate(windows):
        for role, at in enumerate(held):
            roles[row, at, role] = 1.0
    return {"ids": ids, "quoted": quoted, "roles": roles}


def _related(told: Card, types: Floats, modes: Floats, statuses: Floats) -> Related:
    """Type first, then the likeliest mode of that type, then status: they cannot contradict."""
    heat = told.temperatures
    raised = types / heat["type"]
    raised[0] += told.nothing
    chances = softmax(raised)
    event = float(1 - chances[0])
    within = chances[1:] / max(float(chances[1:].sum()), 1e-9)
    shares = {EventType(name): float(share) for name, share in zip(told.types[1:], within, strict=True)}
    type = EventType(told.types[int(within.argmax()) + 1])
    own = [at for at, (name, _) in enumerate(told.modes) if name == type]
    mode = softmax(modes[own] / heat["mode"])
    status = softmax(statuses / heat["status"])
    return Related(
        event=event,
        types=shares,
        statuses={EventStatus(name): float(part) for name, part in zip(told.statuses, status, strict=True)},
        type=type,
        mode=told.modes[own[int(mode.argmax())]][1] or None,
        mode_score=float(mode.max()),
        status=EventStatus(told.statuses[int(status.argmax())]),
    )
