"""A press by the million, made up by a seeded generator and in the order of its days: what the ledgers fold.

Sides, issues and speakers are as skewed as they are in the press, and a meeting is told of by several articles.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from bench.press import BY, PARTS, PLACES, READER, STATES, SYLLABLES
from dragoman.knowledge import channels
from dragoman.knowledge.issues import issues
from dragoman.model import (
    Basis,
    Entity,
    EntityKind,
    Event,
    EventStatus,
    EventType,
    Form,
    Interval,
    Meeting,
    MeetingStatus,
    Place,
    Position,
    Reading,
    Sector,
    Span,
    Speaker,
    Stance,
    Statement,
    article_of,
)

FIRST, DAYS = date(2014, 1, 1), 4000
LAST = FIRST + timedelta(DAYS - 1)
TOLD = 5
"""Articles that tell of one meeting."""
AHEAD = 30
"""Days before and after a meeting in which it is told of."""
SHARE = 8
"""Meetings that are told of at a time, for each article of a day."""
SPEAKERS = 8
"""People of a state who speak."""
LENGTH = 11
"""Words of a sentence before its last."""
SENTENCES = 4096
OPEN = (MeetingStatus.PROPOSED, MeetingStatus.AGREED, MeetingStatus.SCHEDULED, MeetingStatus.SCHEDULED)
DONE = (MeetingStatus.HELD, MeetingStatus.HELD, MeetingStatus.HELD, MeetingStatus.CANCELLED)
TYPES, STANCES = tuple(EventType), tuple(Stance)


@dataclass(frozen=True, slots=True)
class Plot:
    """A meeting that articles tell of."""

    parties: tuple[str, ...]
    channel: str | None
    place: Place | None
    day: date


@dataclass(frozen=True, slots=True)
class Stage:
    """What all articles draw from."""

    sentences: tuple[str, ...]
    forums: tuple[str, ...]
    issues: tuple[str, ...]
    places: tuple[Place, ...]


def stage(random: Random) -> Stage:
    """Sentences, forums, issues and places: the rows' own, and phrases that no row knows."""
    words = sorted({"".join(random.choices(SYLLABLES, k=random.randint(2, 4))) for _ in range(20_000)})
    weights = [1 / (rank + 10) for rank in range(len(words))]
    drawn = random.choices(words, weights, k=LENGTH * SENTENCES)
    sentences = (" ".join(drawn[at * LENGTH : (at + 1) * LENGTH]) for at in range(SENTENCES))
    named = [phrase for row in issues() for phrase in row.words if " " in phrase]
    made_up = [f"{random.choice(words)} {random.choice(words)} {random.choice(words)}" for _ in range(400)]
    return Stage(
        sentences=tuple(f"{sentence} in {random.choice(PLACES)[0]}.".capitalize() for sentence in sentences),
        forums=tuple(row.name for row in channels()),
        issues=tuple(phrase for pair in zip(named, made_up, strict=False) for phrase in pair),
        places=tuple(Place(name=name, code=code, lat=1.0, lon=2.0) for name, code in PLACES),
    )


def press_in_order(count: int, seed: int = 6) -> Iterator[Reading]:
    """Readings of *count* articles that fill the days from the first to the last, the same for the same *seed*."""
    random = Random(seed)
    scene, plots = stage(random), list[Plot]()
    a_day = max(1, count // DAYS)
    for number in range(count):
        day = FIRST + timedelta(number * DAYS // count)
        if number % TOLD == 0:
            plots = [*plots[-SHARE * a_day :], _plot(random, scene, day)]
        yield _reading(random, scene, number, day, random.choice(plots))


def _plot(random: Random, scene: Stage, day: date) -> Plot:
    forum = random.random() < 0.3
    return Plot(
        parties=tuple(_sides(random, 2 + (random.random() < 0.2))),
        channel=_skewed(random, scene.forums) if forum else None,
        place=random.choice(scene.places) if random.random() < 0.7 else None,
        day=day + timedelta(random.randrange(2 * AHEAD)),
    )


def _reading(random: Random, scene: Stage, number: int, day: date, plot: Plot) -> Reading:
    sentences = random.choices(scene.sentences, k=PARTS)
    address = f"https://press.example/{number}"
    article = article_of(
        source=address, url=address, title=f"Made-up story {number}", paragraphs=tuple(sentences),
        outlet=f"Outlet {number % 97}", language="en", published=Interval.day(day, Basis.PAGE),
    )  # fmt: skip
    spans, at = [], article.text.index("\n\n") + 2
    for sentence in sentences:
        spans.append(Span(at, at + len(sentence)))
        at += len(sentence) + 2
    ids = [f"{number * PARTS + at:016x}" for at in range(PARTS)]
    told, sides = Interval.day(day, Basis.RELATIVE), _sides(random, 3)
    return Reading(
        reader=READER,
        article=article,
        entities=tuple(_entity(ids[at], code, spans[at]) for at, code in enumerate(sides)),
        statements=tuple(_statement(random, ids[at], sides[at - 3], spans[at]) for at in (3, 4)),
        events=tuple(_event(random, scene, ids[at], sides, told, spans[at]) for at in (5, 6, 7)),
        meetings=(_meeting(random, ids[8], plot, day, spans[8]),),
        positions=(_position(random, scene, ids[9], sides[0], told, spans[9]),),
    )


def _sides(random: Random, count: int) -> list[str]:
    """States, the first of the list far more often than the last, each once."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[STATES[int(len(STATES) * random.random() ** 2)]] = None
    return list(found)


def _skewed(random: Random, some: tuple[str, ...]) -> str:
    return some[int(len(some) * random.random() ** 2)]


def _entity(id: str, code: str, span: Span) -> Entity:
    mention = Span(span.start, span.start + 4)
    return Entity(id=id, name=code, kind=EntityKind.STATE, code=code, sector=Sector.GOV, mentions=(mention,), by=BY)


def _statement(random: Random, id: str, code: str, span: Span) -> Statement:
    who = Span(span.start, span.start + 4)
    name = f"Minister {code} {int(SPEAKERS * random.random() ** 2)}"
    speaker = Speaker(entity=None, name=name, code=code, sector=Sector.GOV, anonymous=False, span=who)
    return Statement(
        id=id, speaker=speaker, cue=who, content=(span,), form=Form.INDIRECT, medium=None, addressee=None, date=None,
        by=BY,
    )  # fmt: skip


def _event(random: Random, scene: Stage, id: str, sides: list[str], told: Interval, span: Span) -> Event:
    actor, recipient = random.sample(sides, 2)
    return Event(
        id=id, type=random.choice(TYPES), mode=None, contexts=("diplomatic",), actors=(actor,),
        recipients=(recipient,), status=EventStatus.ACTUAL, date=told, place=random.choice(scene.places),
        statement=None, trigger=Span(span.start, span.start + 4), evidence=span, score=-2.0, confidence=0.7, by=BY,
    )  # fmt: skip


def _meeting(random: Random, id: str, plot: Plot, day: date, span: Span) -> Meeting:
    dated = Interval.day(plot.day, Basis.EXPLICIT) if random.random() < 0.8 else None
    return Meeting(
        id=id, parties=plot.parties, channel=plot.channel, statement=None, topic=None, place=plot.place,
        evidence=span, status=random.choice(OPEN if day < plot.day else DONE), by=BY, date=dated,
    )  # fmt: skip


def _position(random: Random, scene: Stage, id: str, holder: str, told: Interval, span: Span) -> Position:
    return Position(
        id=id, holder=holder, stance=random.choice(STANCES), issue=_skewed(random, scene.issues), date=told,
        statement=None, evidence=span, by=BY,
    )  # fmt: skip
