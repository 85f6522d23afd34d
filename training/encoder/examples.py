"""Passages → what a step of training reads: texts with their pairs, drawn anew each time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from dragoman.model import EventType, Span
from training.corpus.generate_edits import cut, joined, paragraphs, sentences
from training.corpus.generate_swaps import elsewhere, recast
from training.corpus.markup import Coded, Passage
from training.encoder.labels import NONE

MUTUAL = frozenset(
    {
        EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.CONCEDE, EventType.COOPERATE,
        EventType.RETREAT, EventType.ASSAULT, EventType.THREATEN, EventType.ACCUSE, EventType.REJECT,
    }
)  # fmt: skip
SHARED = frozenset({EventType.CONSULT, EventType.COOPERATE})  # its mirror is never held against it
Party = str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What *source* does to *target* in *window*: type (NONE: nothing), mode, status. A party may be None, a trigger too."""

    source: Span | None
    target: Span | None
    trigger: Span | None
    window: Span
    type: str
    mode: str
    status: str | None
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A text that is encoded once, with the pairs that are asked about in it."""

    passage: Passage
    pairs: tuple[Pair, ...]
    weight: float


def sides(event: Coded) -> set[tuple[Party, Party]]:
    """The ordered pairs of letters between which *event* holds."""
    if event.actors and event.recipients:
        return {(actor, to) for actor in event.actors for to in event.recipients}
    if len(event.actors) > 1 and event.type in MUTUAL:
        return {(one, two) for one in event.actors for two in event.actors if one != two}
    if event.actors:
        return {(actor, None) for actor in event.actors}
    return {(None, to) for to in event.recipients}


def mention(passage: Passage, letter: Party, trigger: Span, besides: Span | None = None) -> Span | None:
    """The mention of *letter* nearest to *trigger*."""
    if letter is None:
        return None
    found = [span for name, span in passage.mentions if name == letter and span != besides]
    return min(found, key=lambda span: max(span.start - trigger.end, trigger.start - span.end, 0), default=None)


def window(passage: Passage, spans: Sequence[Span | None], *, whole: bool) -> Span:
    """The sentences that hold *spans*, or the whole text."""
    if whole:
        return Span(0, len(passage.text))
    given = [span for span in spans if span is not None]
    low, high = min(span.start for span in given), max(span.end for span in given)
    held = [one for one in sentences(passage.text) if one.end > low and one.start < high]
    return Span(held[0].start, held[-1].end) if held else Span(0, len(passage.text))


def positives(passage: Passage, random: Random | None, weight: float) -> Iterator[tuple[Pair, Party, Party]]:
    """Every pair between which something is told, with its letters; half of them with the trigger marked."""
    for event in passage.events:
        for actor, to in sorted(sides(event), key=str):
            source = mention(passage, actor, event.trigger)
            target = mention(passage, to, event.trigger, besides=source)
            if (source is None and actor is not None) or (target is None and to is not None):
                continue
            shown = event.trigger if random is not None and random.random() < 0.4 else None
            yield (
                Pair(
                    source=source,
                    target=target,
                    trigger=shown,
                    window=window(
                        passage, (source, target, event.trigger), whole=random is not None and random.random() < 0.3
                    ),
                    type=str(event.type),
                    mode=event.mode or "",
                    status=str(event.status),
                    weight=weight,
                ),
                actor,
                to,
            )


def negatives(passage: Passage, random: Random, count: int, weight: float) -> Iterator[Pair]:
    """*count* pairs between which nothing is told: mirrored ones, bystanders, another event's trigger."""
    told = {pair: {id(event) for event in passage.events if pair in sides(event)} for pair in _all_sides(passage)}
    letters = sorted({letter for letter, _ in passage.mentions})
    pairs: list[tuple[Party, Party]] = [(one, two) for one in letters for two in letters if one != two]
    mirrored = [(two, one) for one, two in told if one is not None and two is not None]
    shared = {pair for event in passage.events if event.type in SHARED for pair in sides(event)}
    empty: list[tuple[Party, Party]] = [(one, None) for one in letters]
    for _ in range(count):
        pool = random.choice((mirrored, mirrored, pairs, pairs, empty)) or pairs
        if not pool or not letters:
            return
        one, two = random.choice(pool)
        event = random.choice(passage.events) if passage.events and random.random() < 0.4 else None
        events = told.get((one, two), set())
        if (event is None and (events or two is None)) or (event is not None and id(event) in events):
            continue
        if (two, one) in shared:
            continue
        if event is not None and two is None and one in event.actors and not event.recipients:
            continue
        at = event.trigger if event is not None else random.choice(passage.mentions)[1]
        source, target = mention(passage, one, at), mention(passage, two, at)
        shown = event.trigger if event is not None else None
        yield Pair(
            source=source,
            target=target,
            trigger=shown,
            window=window(passage, (source, target, shown), whole=random.random() < 0.3),
            type=NONE,
            mode="",
            status=None,
            weight=weight * (0.5 if (one, two) in mirrored else 0.4),
        )


def _all_sides(passage: Passage) -> set[tuple[Party, Party]]:
    return {pair for event in passage.events for pair in sides(event)}


def asked(passage: Passage, random: Random, weight: float, *, most: int = 5) -> tuple[Pair, ...]:
    """The pairs of one step: what is told, and about as much that is not."""
    found = [pair for pair, _, _ in positives(passage, random, weight)]
    random.shuffle(found)
    found = found[: most - 1]
    return (*found, *negatives(passage, random, max(1, min(most - len(found), (len(found) + 1) // 2)), weight))


def epoch(passages: Sequence[Passage], random: Random) -> Iterator[Unit]:
    """Every passage once, by sentences or whole, actors swapped, some in the company of another's sentence."""
    for passage in random.sample(passages, len(passages)):
        pieces = paragraphs(passage.text) if random.random() < 0.4 else sentences(passage.text)
        for at in pieces:
            part = varied(cut(passage, at), random)
            if len(part.text) < 260 and random.random() < 0.25:
                part = company(part, random.choice(passages), random)
            yield Unit(passage=part, pairs=asked(part, random, 1.0), weight=1.0)


def varied(passage: Passage, random: Random) -> Passage:
    """The passage in another world, as often as not."""
    draw = random.random()
    if draw < 0.25:
        return passage
    moved = elsewhere(passage, random) if draw < 0.85 else passage
    return recast(moved, random, share=0.12, masked=0.1) if random.random() < 0.6 else moved


def company(passage: Passage, other: Passage, random: Random) -> Passage:
    """The passage before or behind a sentence of another."""
    alone = cut(other, random.choice(sentences(other.text)))
    if len(alone.text) + len(passage.text) > 520:
        return passage
    return joined(passage, alone) if random.random() < 0.5 else joined(alone, passage)


def drilled(passages: Sequence[Passage], random: Random, weight: float) -> Iterator[Unit]:
    """Generated passages: as they are."""
    for passage in passages:
        yield Unit(passage=passage, pairs=asked(passage, random, weight, most=3), weight=weight)
