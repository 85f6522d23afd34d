"""Articles by the million, made up by a seeded generator: ten records each, as skewed as the press is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from dragoman.model import (
    Article,
    Basis,
    By,
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
    Reader,
    Reading,
    Sector,
    Span,
    Speaker,
    Stance,
    Statement,
    article_of,
    digest,
)

STATES = """USA RUS CHN UKR GBR FRA DEU IRN ISR TUR IND PAK JPN KOR PRK SAU SYR IRQ EGY POL ITA ESP BRA MEX VEN COL ARG CHL
NGA ETH KEN SDN ZAF MLI NER TCD LBY DZA MAR TUN SRB XKX HUN ROU BGR GRC ARM AZE GEO KAZ UZB AFG IDN PHL VNM THA MMR AUS
NZL CAN NOR SWE FIN DNK""".split()
PLACES = [(name, STATES[at * 3 % len(STATES)]) for at, name in enumerate(
    "Oldport Marrow Vessel Tindale Korrin Astaf Belmere Quay Harrowgate Nessim Palava Ronde Siltby Umber Wexcombe".split()
)]  # fmt: skip
CHANNELS = [
    f"{name} {form}"
    for name in "Delta Summit Harbour Plateau Strait".split()
    for form in ("Forum", "Format", "Council")
]
TYPES, STANCES, STATUSES = list(EventType), list(Stance), list(MeetingStatus)
SYLLABLES = "ba de fi go ku la me ni po ru sa te vi zo cha dor lin mar".split()
WORDS = 20_000
LENGTH = 330
"""Words of an article beside those of its records."""
START, DAYS = date(2014, 1, 1), 4000
READER = Reader(program="bench", model="made up", knowledge="0")
BY = By(rule="made.up.1", score=0.5)
PARTS = 10


def press(count: int, seed: int = 6) -> Iterator[Reading]:
    """*count* readings of made-up articles, the same for the same *seed*."""
    random = Random(seed)
    words = sorted({"".join(random.choices(SYLLABLES, k=random.randint(2, 4))) for _ in range(WORDS)})
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(words))))
    for number in range(count):
        filler = random.choices(words, cum_weights=weights, k=LENGTH)
        yield _reading(random, number, filler)


def _reading(random: Random, number: int, filler: list[str]) -> Reading:
    day = START + timedelta(days=random.randrange(DAYS))
    step = LENGTH // PARTS
    sentences = [_sentence(random, filler[at * step : (at + 1) * step]) for at in range(PARTS)]
    article = article_of(
        source=f"https://press.example/{number}",
        url=f"https://press.example/{number}",
        title=f"Made-up story {number}",
        paragraphs=tuple(sentences),
        outlet=f"Outlet {number % 97}",
        language="en",
        published=Interval.day(day, Basis.PAGE),
    )
    spans, at = [], article.text.index("\n\n") + 2
    for sentence in sentences:
        spans.append(Span(at, at + len(sentence)))
        at += len(sentence) + 2
    return Reading(reader=READER, article=article, **_records(random, article, day, spans))  # type: ignore[arg-type]


def _sentence(random: Random, filler: list[str]) -> str:
    return f"{' '.join(filler)} in {random.choice(PLACES)[0]}.".capitalize()


def _records(random: Random, article: Article, day: date, spans: list[Span]) -> dict[str, tuple[object, ...]]:
    """Three entities and events, two statements, a meeting and a position."""
    ids = [digest(article.id, at) for at in range(PARTS)]
    told = Interval.day(day, Basis.RELATIVE)
    actors = _sides(random, 3)
    return {
        "entities": tuple(_entity(ids[at], code, spans[at]) for at, code in enumerate(actors)),
        "statements": tuple(_statement(ids[at], actors[at - 3], spans[at]) for at in (3, 4)),
        "events": tuple(_event(random, ids[at], actors, told, spans[at]) for at in (5, 6, 7)),
        "meetings": (_meeting(random, ids[8], actors, day, spans[8]),),
        "positions": (
            Position(
                id=ids[9], holder=actors[0], stance=random.choice(STANCES), issue="a made-up issue", date=told,
                statement=None, evidence=spans[9], by=BY,
            ),
        ),
    }  # fmt: skip


def _sides(random: Random, count: int) -> list[str]:
    """States, the first of the list far more often than the last."""
    return [STATES[int(len(STATES) * random.random() ** 3)] for _ in range(count)]


def _entity(id: str, code: str, span: Span) -> Entity:
    mention = Span(span.start, span.start + 4)
    return Entity(id=id, name=code, kind=EntityKind.STATE, code=code, sector=Sector.GOV, mentions=(mention,), by=BY)


def _statement(id: str, code: str, span: Span) -> Statement:
    who = Span(span.start, span.start + 4)
    speaker = Speaker(entity=None, name=f"Minister {code}", code=code, sector=Sector.GOV, anonymous=False, span=who)
    return Statement(
        id=id, speaker=speaker, cue=who, content=(span,), form=Form.INDIRECT, medium=None, addressee=None, date=None,
        by=BY,
    )  # fmt: skip


def _event(random: Random, id: str, actors: list[str], told: Interval, span: Span) -> Event:
    name, code = random.choice(PLACES)
    return Event(
        id=id, type=random.choice(TYPES), mode=None, contexts=("diplomatic",), actors=(random.choice(actors),),
        recipients=(random.choice(actors),), status=EventStatus.ACTUAL, date=told,
        place=Place(name=name, code=code, lat=1.0, lon=2.0), statement=None, trigger=Span(span.start, span.start + 4),
        evidence=span, score=-2.0, confidence=0.7, by=BY,
    )  # fmt: skip


def _meeting(random: Random, id: str, actors: list[str], day: date, span: Span) -> Meeting:
    name, code = random.choice(PLACES)
    when = day + timedelta(days=random.randrange(60))
    return Meeting(
        id=id, parties=tuple(actors[:2]), channel=random.choice(CHANNELS), statement=None, topic=None,
        place=Place(name=name, code=code, lat=1.0, lon=2.0), evidence=span, status=random.choice(STATUSES), by=BY,
        date=Interval(earliest=when, latest=when + timedelta(days=random.randrange(10)), basis=Basis.VAGUE),
    )  # fmt: skip
