"""What the corpus covers: counts of its passages, events, statements and frames, ready for JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import combinations, groupby
from pathlib import Path
from statistics import mean, median
from typing import Any

from dragoman.knowledge.ontology import contexts, modes
from dragoman.model import EventStatus, EventType, Form
from training.corpus.files import good_frames, good_passages
from training.corpus.frames import KINDS, Frame
from training.corpus.generate_edits import sentences
from training.corpus.markup import REGIONS, SCOPES, STYLES, Coded, Passage, Said
from training.corpus.near import near_frames, near_passages

BARE = "–"
"""How a type without a mode is shown."""

Counts = dict[str, int]
Grid = dict[str, Counts]


def figures(paths: Sequence[Path]) -> dict[str, Any]:
    """Every figure of the report on the files at *paths*."""
    return counted(list(good_passages(paths)), list(good_frames(paths)))


def counted(corpus: Sequence[tuple[str, Passage]], rows: Sequence[tuple[str, Frame]]) -> dict[str, Any]:
    """Every figure, ready for JSON; zeros are told, since a gap is what one looks for."""
    passages, frames = [one for _, one in corpus], [one for _, one in rows]
    return {
        "passages": _passages(corpus),
        "words a sentence": _lengths(passages),
        "participants a passage": _spread([len({letter for letter, _ in one.mentions}) for one in passages]),
        "pairs": _pairs(passages),
        "events": _events(passages),
        "statements": _statements(passages),
        "frames": _frames(frames),
        "near-duplicates": [asdict(near) for near in (*near_passages(corpus), *near_frames(rows))],
    }


def _passages(corpus: Sequence[tuple[str, Passage]]) -> dict[str, Any]:
    return {
        "all": len(corpus),
        "with an event": sum(bool(one.events) for _, one in corpus),
        "with a statement": sum(bool(one.statements) for _, one in corpus),
        "with neither": sum(not one.events and not one.statements for _, one in corpus),
        "by file": _counted((file for file, _ in corpus), ()),
        "by style": _counted((one.style for _, one in corpus), STYLES),
        "by region": _counted((one.region for _, one in corpus), REGIONS),
        "by scope": _counted((one.scope for _, one in corpus), SCOPES),
    }


def _lengths(passages: Sequence[Passage]) -> dict[str, float]:
    """Words of the sentences that are no headline."""
    told = [span.of(one.text) for one in passages if one.style != "headline" for span in sentences(one.text)]
    return _spread([len(words.split()) for words in told])


def _pairs(passages: Iterable[Passage]) -> Counts:
    """Every two participants of a passage, by whether an event stands between them."""
    found = Counter({"coded": 0, "no event": 0})
    for one in passages:
        letters = sorted({letter for letter, _ in one.mentions})
        related = {pair for event in one.events for pair in related_by(event)}
        found.update("coded" if frozenset(pair) in related else "no event" for pair in combinations(letters, 2))
    return dict(found)


def related_by(event: Coded) -> Iterator[frozenset[str]]:
    """The pairs between which *event* stands: each actor and each recipient, or all sides of a reciprocal act."""
    if not event.recipients:
        yield from map(frozenset, combinations(event.actors, 2))
    yield from (frozenset((a, b)) for a in event.actors for b in event.recipients if a != b)


def _events(passages: Sequence[Passage]) -> dict[str, Any]:
    events = [event for one in passages for event in one.events]
    triggers = {(event.type, event.trigger.of(one.text).casefold()) for one in passages for event in one.events}
    return {
        "all": len(events),
        "type by status": _grid(((e.type, e.status) for e in events), list(EventType), list(EventStatus)),
        "distinct triggers": _counted((type for type, _ in triggers), list(EventType)),
        "type by mode": {
            type: _counted((e.mode or BARE for e in events if e.type == type), (BARE, *_modes(type)))
            for type in EventType
        },
        "contexts": _counted((context for e in events for context in e.contexts), contexts()),
        "without a context": sum(not e.contexts for e in events),
        "roles": _counted(map(_role, events), ()),
    }


def _role(event: Coded) -> str:
    if not event.actors:
        return "recipient alone" if event.recipients else "nobody"
    if event.recipients:
        return "actor and recipient"
    return "reciprocal" if len(event.actors) > 1 else "actor alone"


def _modes(type: EventType) -> list[str]:
    return [mode for of, mode in modes() if of == type and mode]


def _statements(passages: Sequence[Passage]) -> dict[str, Any]:
    said = [(one, statement) for one in passages for statement in one.statements]
    cues = Counter(span.of(one.text).casefold() for one, statement in said for span in statement.cues)
    return {
        "all": len(said),
        "by form": _counted((statement.form for _, statement in said), list(Form)),
        "anonymous": sum(statement.anonymous for _, statement in said),
        "without a speaker": sum(statement.speaker is None for _, statement in said),
        "without a cue": sum(not statement.cues for _, statement in said),
        "by order": _counted((order(statement) for _, statement in said), ()),
        "distinct cues": len(cues),
        "cues used once": sum(count == 1 for count in cues.values()),
        "commonest cues": dict(cues.most_common(12)),
    }


def order(said: Said) -> str:
    """In which order a statement's parts stand: "source cue content", "content cue source" …"""
    parts = [(span.start, "content") for span in said.content] + [(span.start, "cue") for span in said.cues[:1]]
    if said.source is not None:
        within = any(span.holds(said.source) for span in said.content)
        parts.append((said.source.start, "source within" if within else "source"))
    return " ".join(name for name, _ in groupby(name for _, name in sorted(parts)))


def _frames(frames: Sequence[Frame]) -> dict[str, Any]:
    senses = {(frame.type or "NONE", sense(frame)) for frame in frames}
    return {
        "all": len(frames),
        "type by kind": _grid(((frame.type or "NONE", frame.kind) for frame in frames), (*EventType, "NONE"), KINDS),
        "senses": _counted((type for type, _ in senses), (*EventType, "NONE")),
        "type by status": _grid(
            ((frame.type, frame.status) for frame in frames if frame.type), list(EventType), list(EventStatus)
        ),
    }


def sense(frame: Frame) -> str:
    """What a frame walks through, without the number of its template."""
    stem, _, number = frame.sense.rpartition(".")
    return stem if number.isdigit() else frame.sense


def _counted(values: Iterable[str], known: Iterable[str]) -> Counts:
    """How often each value stands, the *known* ones first and told though they be none."""
    found = Counter(str(value) for value in values)
    first = {str(name): found.pop(str(name), 0) for name in known}
    return first | dict(sorted(found.items(), key=lambda row: (-row[1], row[0])))


def _grid(cells: Iterable[tuple[str, str]], rows: Iterable[str], columns: Sequence[str]) -> Grid:
    found = Counter((str(row), str(column)) for row, column in cells)
    return {str(row): {str(column): found[str(row), str(column)] for column in columns} for row in rows}


def _spread(values: Sequence[int]) -> dict[str, float]:
    if not values:
        return {"mean": 0, "median": 0, "least": 0, "most": 0}
    return {"mean": round(mean(values), 1), "median": median(values), "least": min(values), "most": max(values)}
