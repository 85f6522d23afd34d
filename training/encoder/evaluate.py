"""What the shipped int8 files say on passages, through the run-time class: events, status, attribution."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from dragoman.annotate.brain import Asked, Attributed, Brain, Encoded, Related, Triggered
from dragoman.annotate.brain_files import FOLDER
from dragoman.knowledge.ontology import types
from dragoman.model import EventType, Span
from training.corpus.generate_edits import cut, paragraphs, sentences
from training.corpus.markup import BadMarkup, Coded, Passage, Said, passages
from training.encoder.examples import mention, sides

Counts = Counter[str]


def evaluate(files: Sequence[Path], folder: Path | None = None) -> str:
    """The figures as JSON, per cent."""
    brain = Brain(folder or FOLDER)
    held = [one for path in files for one in passages(path) if not isinstance(one, BadMarkup)]
    return json.dumps({**events(brain, held), **attribution(brain, held)}, indent=1)


def units(held: Sequence[Passage]) -> list[Passage]:
    """The sentences of passages."""
    return [cut(passage, at) for passage in held for at in sentences(passage.text)]


def questions(unit: Passage) -> Iterator[tuple[Asked, Coded | None]]:
    """Every event's pairs with the event, and every pair between which nothing is told with None."""
    told = {pair for event in unit.events for pair in sides(event)}
    for event in unit.events:
        for one, two in sorted(sides(event), key=str):
            source = mention(unit, one, event.trigger)
            target = mention(unit, two, event.trigger, besides=source)
            if (source is not None or one is None) and (target is not None or two is None):
                yield Asked(source=source, target=target), event
    letters = dict(unit.mentions)
    for one in letters:
        for two in letters:
            if one != two and (one, two) not in told:
                yield Asked(source=letters[one], target=letters[two]), None


def answers(brain: Brain, texts: Sequence[Passage]) -> Iterator[tuple[Related, Coded | None, Asked]]:
    """Every question's answer beside what is coded."""
    for unit, encoded in zip(texts, brain.encode([unit.text for unit in texts]), strict=True):
        asked = list(questions(unit))
        found = brain.pairs(encoded, [one for one, _ in asked])
        for answer, (one, event) in zip(found, asked, strict=True):
            yield answer, event, one


def events(brain: Brain, held: Sequence[Passage]) -> dict[str, object]:
    """Types given source and target; mode and status; whether there is an event at all; triggers alone."""
    texts = units(held)
    gold: list[str] = []
    said: list[str] = []
    status: list[bool] = []
    mode: list[bool] = []
    found: Counts = Counter()
    missed: Counts = Counter()
    for answer, event, asked in answers(brain, texts):
        there = answer.event >= brain.card.thresholds["pair"]
        found[f"{event is not None}-{there}"] += 1
        if event is None:
            continue
        gold.append(str(event.type))
        said.append(str(answer.type))
        status.append(answer.status == event.status)
        mode.append(answer.type == event.type and answer.mode == event.mode)
        if asked.target is not None and gold[-1] != said[-1]:
            missed[f"{gold[-1]} > {said[-1]}"] += 1
    return {
        "pairs": len(gold),
        "type macro-F1": percent(macro(gold, said)),
        "type accuracy": percent(share(one == two for one, two in zip(gold, said, strict=True))),
        "quad macro-F1": percent(macro(_quads(gold), _quads(said))),
        "status accuracy": percent(share(status)),
        "type and mode accuracy": percent(share(mode)),
        "pair is an event F1": percent(f1(found["True-True"], found["False-True"], found["True-False"])),
        "trigger and type F1": percent(triggers(texts, brain.encode([unit.text for unit in texts]))),
        "by type": {name: percent(value) for name, value in sorted(by_class(gold, said).items())},
        "confusions": dict(missed.most_common(12)),
    }


def _quads(names: Iterable[str]) -> list[str]:
    return [types()[EventType(name)].quad_class for name in names]


def triggers(texts: Sequence[Passage], read: Sequence[Encoded]) -> float:
    """F1 of triggers that overlap a coded one of the same type."""
    right = told = coded = 0
    for unit, encoded in zip(texts, read, strict=True):
        found = encoded.triggers()
        told, coded = told + len(found), coded + len(unit.events)
        right += sum(any(same(one, event) for one in found) for event in unit.events)
    return f1(right, told - right, coded - right)


def same(found: Triggered, event: Coded) -> bool:
    return found.type == event.type and found.span.meets(event.trigger)


def attribution(brain: Brain, held: Sequence[Passage]) -> dict[str, object]:
    """Who said what, paragraph by paragraph: Dice of words ≥ .5 for source and content, and all three roles exact."""
    texts = [cut(passage, at) for passage in held for at in paragraphs(passage.text)]
    counts: Counts = Counter()
    for unit, encoded in zip(texts, brain.encode([unit.text for unit in texts]), strict=True):
        count(counts, unit, encoded)
    coded, told = counts["coded"], counts["told"]
    return {
        "statements": coded,
        "who_what@.5 F1": percent(f1(counts["who_what"], told - counts["who_what"], coded - counts["who_what"])),
        "exact relation F1": percent(f1(counts["exact"], told - counts["exact"], coded - counts["exact"])),
        "content@.5 F1": percent(f1(counts["what"], told - counts["what"], coded - counts["what"])),
    }


def count(counts: Counts, unit: Passage, encoded: Encoded) -> None:
    found, free = encoded.attributions(), list(unit.statements)
    counts["told"] += len(found)
    counts["coded"] += len(free)
    for one in found:
        best = max(free, key=lambda said: _dice(one.content, said.content), default=None)
        if best is None or _dice(one.content, best.content) < 0.5:
            continue
        free.remove(best)
        counts["what"] += 1
        counts["who_what"] += _dice(_one(one.source), _one(best.source)) >= 0.5
        counts["exact"] += _exact(one, best)


def _exact(found: Attributed, said: Said) -> bool:
    same = (_one(found.cue), found.content, _one(found.source))
    return same == (said.cues[:1], tuple(sorted(said.content)), _one(said.source))


def _one(span: Span | None) -> tuple[Span, ...]:
    return () if span is None else (span,)


def _dice(one: Sequence[Span], other: Sequence[Span]) -> float:
    """How far two sets of characters agree; two empty ones do."""
    first, second = ({at for span in spans for at in range(*span)} for spans in (one, other))
    return 2 * len(first & second) / (len(first) + len(second)) if first or second else 1.0


def by_class(gold: Sequence[str], said: Sequence[str]) -> dict[str, float]:
    """F1 of every class that occurs."""
    right = Counter(one for one, two in zip(gold, said, strict=True) if one == two)
    coded, told = Counter(gold), Counter(said)
    return {name: f1(right[name], told[name] - right[name], coded[name] - right[name]) for name in {*coded, *told}}


def macro(gold: Sequence[str], said: Sequence[str]) -> float:
    values = by_class(gold, said)
    return sum(values.values()) / max(1, len(values))


def share(values: Iterable[bool]) -> float:
    given = list(values)
    return sum(given) / max(1, len(given))


def percent(value: float) -> float:
    return round(100 * value, 1)


def f1(right: int, false: int, missed: int) -> float:
    return 2 * right / max(1, 2 * right + false + missed)
