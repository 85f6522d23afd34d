"""Units → tensors: pieces with their labels, and pairs as places among the pieces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from dragoman.annotate.brain_text import Pieces, pieces
from dragoman.model import Span
from training.corpus.markup import Passage
from training.encoder.examples import Pair, Unit
from training.encoder.labels import MODE, ROLES, STATUS, TAGS, TYPE

IGNORED = -100
PARTIES = ("source", "target", "trigger")


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """A batch of texts. Labels are IGNORED at pieces that begin no word."""

    ids: Tensor  # [U, L]
    quoted: Tensor  # [U, L]
    mask: Tensor  # [U, L]
    tags: Tensor  # [U, L, 3]
    triggers: Tensor  # [U, L]
    statuses: Tensor  # [U, L]
    weight: Tensor  # [U]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """A batch of pairs: the pieces of their windows, in which *roles* mark the parties'."""

    ids: Tensor  # [N, W]
    quoted: Tensor  # [N, W]
    mask: Tensor  # [N, W]
    roles: Tensor  # [N, W, 3]
    types: Tensor  # [N]
    modes: Tensor  # [N], IGNORED where there is no event
    statuses: Tensor  # [N]
    weight: Tensor  # [N]


def tensors(tokenizer: Tokenizer, units: Sequence[Unit]) -> tuple[Texts, Pairs | None]:
    """One step's texts and pairs; None where nothing is asked."""
    read = pieces(tokenizer, [unit.passage.text for unit in units])
    length = max(len(one.ids) for one in read)
    labels = [_labels(unit.passage, one) for unit, one in zip(units, read, strict=True)]
    texts = Texts(
        ids=_padded([list(one.ids) for one in read], length, 0),
        quoted=_padded([list(one.quoted) for one in read], length, 0),
        mask=_padded([[1] * len(one.ids) for one in read], length, 0),
        tags=torch.stack([_padded([row[role] for row, _, _ in labels], length, IGNORED) for role in range(3)], dim=-1),
        triggers=_padded([row for _, row, _ in labels], length, IGNORED),
        statuses=_padded([row for _, _, row in labels], length, IGNORED),
        weight=torch.tensor([unit.weight for unit in units]),
    )
    rows = [
        (one, pair, row)
        for unit, one in zip(units, read, strict=True)
        for pair in unit.pairs
        if (row := placed(one, pair)) is not None
    ]
    return texts, _pairs(rows) if rows else None


def placed(read: Pieces, pair: Pair) -> tuple[list[int], list[list[int]]] | None:
    """The pieces of the pair's window between [CLS] and [SEP], and those that each party holds; None where one is cut off.

    A party that is not there stands at [CLS]; a trigger that is not shown stands nowhere.
    """
    inside = read.within(pair.window)
    index = [0, *inside, len(read.ids) - 1]
    held: list[list[int]] = []
    for name, span in zip(PARTIES, (pair.source, pair.target, pair.trigger), strict=True):
        if span is None:
            held.append([0] if name != "trigger" else [])
            continue
        at = [inside.index(piece) + 1 for piece in read.within(span) if piece in inside]
        if not at:
            return None
        held.append(at)
    return index, held


def _pairs(rows: Sequence[tuple[Pieces, Pair, tuple[list[int], list[list[int]]]]]) -> Pairs:
    length = max(len(index) for _, _, (index, _) in rows)
    roles = torch.zeros(len(rows), length, len(PARTIES))
    for at, (_, _, (_, held)) in enumerate(rows):
        for role, places in enumerate(held):
            roles[at, places, role] = 1.0
    asked = [pair for _, pair, _ in rows]
    return Pairs(
        ids=_padded([[read.ids[at] for at in index] for read, _, (index, _) in rows], length, 0),
        quoted=_padded([[read.quoted[at] for at in index] for read, _, (index, _) in rows], length, 0),
        mask=_padded([[1] * len(index) for _, _, (index, _) in rows], length, 0),
        roles=roles,
        types=torch.tensor([TYPE[pair.type] for pair in asked]),
        modes=torch.tensor([MODE.get((pair.type, pair.mode), IGNORED) for pair in asked]),
        statuses=torch.tensor([STATUS[pair.status] if pair.status else IGNORED for pair in asked]),
        weight=torch.tensor([pair.weight for pair in asked]),
    )


def _padded(rows: Sequence[Sequence[int]], length: int, by: int) -> Tensor:
    return torch.tensor([[*row, *[by] * (length - len(row))] for row in rows])


def _labels(passage: Passage, read: Pieces) -> tuple[list[list[int]], list[int], list[int]]:
    """Tags of the three roles, trigger types, statuses; IGNORED where no word begins."""
    outside = [0 if head else IGNORED for head in read.heads]
    tags = [list(outside) for _ in ROLES]
    for role, spans in enumerate(_told(passage)):
        for span in sorted(spans, key=lambda one: one.start - one.end):
            _tag(tags[role], read, span)
    triggers, statuses = list(outside), [IGNORED] * len(read.ids)
    for event in passage.events:
        for at in read.within(event.trigger):
            if read.heads[at]:
                triggers[at], statuses[at] = TYPE[str(event.type)], STATUS[str(event.status)]
    return tags, triggers, statuses


def _told(passage: Passage) -> tuple[list[Span], list[Span], list[Span]]:
    sources = {said.source for said in passage.statements if said.source is not None}
    cues = [cue for said in passage.statements for cue in said.cues]
    return sorted(sources), cues, [span for said in passage.statements for span in said.content]


def _tag(tags: list[int], read: Pieces, span: Span) -> None:
    """Begin and inside at the words of *span*, where no longer span has been tagged before."""
    heads = [at for at in read.within(span) if read.heads[at]]
    if any(tags[at] for at in heads):
        return
    for at in heads:
        tags[at] = TAGS.index("I")
    if heads:
        tags[heads[0]] = TAGS.index("B")
