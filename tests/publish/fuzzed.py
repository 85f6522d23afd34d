"""Records of hostile words by the hundred, each seed another hundred; and what a test of exports builds by hand."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import SOAK
from tests.store.readings import NOW, READER, RULE, talks

from dragoman.knowledge.ontology import contexts, modes
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
    digest,
)
from dragoman.publish.export_rows import Act, Dates, Report, acts

RECORDS = 100
"""Records of each kind that a seed gives."""
hundreds = given(seed=st.integers(0, 2**32 - 1))
ten_thousand = settings(max_examples=100 if SOAK else 5)
"""Of each kind 10,000 records in a soak, else a twentieth."""

WORDS = (
    *(
        "treaty",
        "talks",
        "Žižkov",
        "نص",
        "平和",
        "हिन्दी",
        "🕊️",
        "e\u0301",
        "None",
        "NA",
        "null",
        "NULL",
        "nan",
        "0123",
        "-",
    ),
    *(
        "\t",
        "\n",
        "\r",
        "\r\n",
        "\0",
        "\x0b",
        "\x0c",
        "\x1b[31m",
        "\x1c",
        "\x1d",
        "\x1e",
        "\x1f",
        "\x7f",
        "\x85",
        "\xa0",
    ),
    *("\u2028", "\u2029", "\u202e", "\u200b", "\u200d", "\ufeff", "\u3000", "\xad", "\U000e0041"),
    *('"', '""', "'", "“", ",", ";", "; ", "|", "\\", "\\n", "\\N", "\\,", "`", "#", ":", "/", "%0d%0a"),
    *("=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "＝1", "\t=1", "'=1", '"=1"'),
    *("<script>", "</td>", "&amp;", "${x}", "'; DROP TABLE events; --", "{{7*7}}"),
    *("\r\nEND:VEVENT\r\nBEGIN:VEVENT", "\nUID:1", "ATTENDEE:mailto:a@example.org", "x" * 90, "平" * 40),
)
CODES = ("RUS", "USA", "UKR", "CHE", "ROU", "XKX", "NATO", "UN", "EU", "Hamas", "protesters", "UTO", "")


def words(chance: random.Random, most: int = 5) -> str:
    return chance.choice(("", " ")).join(chance.choice(WORDS) for _ in range(chance.randrange(1, most + 1)))


def reports(seed: int, *, records: int = RECORDS) -> list[Report]:
    """So many records of each kind, a few to an article."""
    chance, made = random.Random(seed), []
    while sum(len(one.reading.events) for one in made) < records:
        left = records - sum(len(one.reading.events) for one in made)
        made.append(report_of(_reading(chance, min(left, chance.randrange(1, 6)), f"{seed}-{len(made)}")))
    return made


def report_of(reading: Reading, *, seen: datetime = NOW) -> Report:
    """A report of all that *reading* tells."""
    every = (*reading.entities, *reading.statements, *reading.events, *reading.meetings, *reading.positions)
    return Report(reading=reading, records=every, seen=seen)


def _reading(chance: random.Random, records: int, name: str) -> Reading:
    article = article_of(
        source=f"{name}{words(chance)}", url=chance.choice((None, f"https://www.example.org/{name}{words(chance)}", name)),
        title=_or_none(chance), paragraphs=tuple(words(chance, 30) for _ in range(3)), byline=_or_none(chance),
        outlet=_or_none(chance), language=chance.choice((None, "en", words(chance))), published=_days(chance),
    )  # fmt: skip
    spans = _Spans(chance, len(article.text))
    entities = tuple(_entity(chance, spans, f"e{at}") for at in range(records))
    return Reading(
        reader=replace(READER, program=words(chance)),
        article=article,
        entities=entities,
        statements=tuple(_statement(chance, spans, f"s{at}") for at in range(records)),
        events=tuple(_event(chance, spans, f"v{at}", entities) for at in range(records)),
        meetings=tuple(_meeting(chance, spans, f"m{at}") for at in range(records)),
        positions=tuple(_position(chance, spans, f"p{at}") for at in range(records)),
    )


class _Spans:
    """Stretches of a text so long."""

    def __init__(self, chance: random.Random, length: int) -> None:
        self.chance, self.length = chance, length

    def one(self) -> Span:
        start = self.chance.randrange(self.length)
        return Span(start, self.chance.randrange(start, self.length) + 1)

    def some(self) -> tuple[Span, ...]:
        return tuple(self.one() for _ in range(self.chance.randrange(1, 4)))


def _or_none(chance: random.Random) -> str | None:
    return chance.choice((None, words(chance)))


def _side(chance: random.Random) -> str:
    return chance.choice((*CODES, words(chance)))


def _days(chance: random.Random) -> Interval | None:
    ends = sorted(_day(chance) for _ in range(2))
    first, last = chance.choice(
        ((ends[0], ends[1]), (ends[0], ends[0]), (None, ends[1]), (ends[0], None), (None, None))
    )
    return chance.choice((None, Interval(earliest=first, latest=last, basis=chance.choice(list(Basis)))))


def _day(chance: random.Random) -> date:
    usual = date.fromordinal(date(2022, 1, 1).toordinal() + chance.randrange(700))
    return chance.choice((usual, usual, usual, date.min, date.max, date(987, 2, 28)))


def _place(chance: random.Random) -> Place | None:
    if chance.random() < 0.4:
        return None
    known = Place(name="Geneva", code="CHE", lat=46.2022, lon=6.1457)
    odd = Place(
        name=words(chance), code=chance.choice((None, *CODES)), lat=chance.choice((None, chance.uniform(-90, 90), -0.0)),
        lon=chance.choice((None, chance.uniform(-180, 180), 1e-9)),
    )  # fmt: skip
    return chance.choice((known, odd, Place(name="Romania", code="ROU", lat=None, lon=None)))


def _entity(chance: random.Random, spans: _Spans, id: str) -> Entity:
    return Entity(
        id=id, name=words(chance), kind=chance.choice(list(EntityKind)), code=chance.choice((None, *CODES)),
        sector=chance.choice((None, *Sector)), mentions=spans.some(), by=RULE,
    )  # fmt: skip


def _statement(chance: random.Random, spans: _Spans, id: str) -> Statement:
    speaker = Speaker(
        entity=None, name=words(chance), code=chance.choice((None, *CODES)), sector=chance.choice((None, *Sector)),
        anonymous=chance.random() < 0.5, span=spans.one(),
    )  # fmt: skip
    return Statement(
        id=id, speaker=chance.choice((None, speaker)), cue=chance.choice((None, spans.one())), content=spans.some(),
        form=chance.choice(list(Form)), medium=None, addressee=_or_none(chance), date=_days(chance), by=RULE,
    )  # fmt: skip


def _event(chance: random.Random, spans: _Spans, id: str, entities: tuple[Entity, ...]) -> Event:
    type, mode = chance.choice(list(modes()))
    named = [one.name for one in entities]
    return Event(
        id=id, type=type, mode=mode or None, contexts=tuple(chance.sample(list(contexts()), chance.randrange(4))),
        actors=tuple(chance.choice((_side(chance), *named)) for _ in range(chance.randrange(4))),
        recipients=tuple(_side(chance) for _ in range(chance.randrange(3))), status=chance.choice(list(EventStatus)),
        date=_days(chance), place=_place(chance), statement=chance.choice((None, "s0", words(chance))),
        trigger=spans.one(), evidence=spans.one(), score=chance.uniform(-10, 10), confidence=chance.random(), by=RULE,
    )  # fmt: skip


def _meeting(chance: random.Random, spans: _Spans, id: str) -> Meeting:
    return Meeting(
        id=id, parties=tuple(_side(chance) for _ in range(chance.randrange(4))), channel=_or_none(chance),
        place=_place(chance), date=_days(chance), statement=None, status=chance.choice(list(MeetingStatus)),
        topic=_or_none(chance), evidence=spans.one(), by=RULE,
    )  # fmt: skip


def _position(chance: random.Random, spans: _Spans, id: str) -> Position:
    return Position(
        id=id, holder=_side(chance), stance=chance.choice(list(Stance)), issue=words(chance), date=_days(chance),
        statement=None, evidence=spans.one(), by=RULE,
    )  # fmt: skip


def all_acts(some: list[Report], dates: Dates = Dates.FIRST) -> list[Act]:
    """The acts of every status."""
    return list(acts(some, dates=dates, statuses=frozenset(EventStatus)))


def accusation(**changed: Any) -> Act:
    """Norway accuses Iceland, with what of the event or the article is *changed*."""
    (act,) = all_acts([told(**changed)])
    return act


def told(*, article: dict[str, Any] | None = None, entities: tuple[Entity, ...] = (), **changed: Any) -> Report:
    """A report of the accusation alone."""
    reading = talks()
    event = replace(reading.events[0], **changed)
    page = replace(reading.article, **(article or {}))
    seen = datetime(2026, 2, 1, 9, 30, 5, tzinfo=UTC)
    return report_of(Reading(reader=READER, article=page, entities=entities, events=(event,)), seen=seen)


def entity(name: str, words_of_it: str, *, code: str | None, sector: Sector | None, kind: EntityKind) -> Entity:
    """Somebody whom the talks' text names."""
    text = talks().article.text
    start = text.index(words_of_it)
    mention = Span(start, start + len(words_of_it))
    return Entity(id=digest(name), name=name, kind=kind, code=code, sector=sector, mentions=(mention,), by=RULE)


def types_and_modes() -> list[tuple[EventType, str]]:
    return list(modes())
