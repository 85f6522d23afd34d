"""Readings made by hand and at random, for tests of the store."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from dragoman.model import (
    Basis,
    By,
    Entity,
    EntityKind,
    Event,
    EventStatus,
    EventType,
    Form,
    Interval,
    LeftOut,
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

NOW = datetime(2026, 2, 1, 9, 30, tzinfo=UTC)
DAY = date(2022, 1, 20)
READER = Reader(program="1", model="m", knowledge="k")
RULE = By(rule="by hand")
GENEVA = Place(name="Geneva", code="CHE", lat=46.2, lon=6.15)
TALKS = (
    "Norway accused Iceland on Thursday of overfishing. “We want talks,” Norwegian minister Kari Dahl said. "
    "The two will meet in Geneva in the Cod Forum. Iceland demands a quota of its own."
)


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def bare(text: str, *, source: str = "a.txt", day: date | None = DAY, reader: Reader = READER) -> Reading:
    """A reading without records."""
    when = Interval.day(day, Basis.GIVEN) if day else None
    return Reading(reader=reader, article=article_of(source=source, title=None, paragraphs=(text,), published=when))


def talks(*, source: str = "a.txt", day: date | None = DAY, reader: Reader = READER, more: str = "") -> Reading:
    """A reading of `TALKS` with a record of each kind."""
    reading = bare(TALKS + more, source=source, day=day, reader=reader)
    text, made = reading.article.text, {"by": RULE}
    dahl = span(text, "Norwegian minister Kari Dahl")
    speaker = Speaker(entity="e1", name="Kari Dahl", code="NOR", sector=Sector.GOV, anonymous=False, span=dahl)
    return Reading(
        reader=reader,
        article=reading.article,
        entities=(
            Entity(
                id="e1", name="Kari Dahl", kind=EntityKind.PERSON, code="NOR", sector=Sector.GOV, mentions=(dahl,), **made
            ),
        ),
        statements=(
            Statement(
                id="s1", speaker=speaker, cue=span(text, "said"), content=(span(text, "We want talks"),),
                form=Form.DIRECT, medium=None, addressee=None, date=None, **made,
            ),
        ),
        events=(
            Event(
                id="v1", type=EventType.ACCUSE, mode="allege", contexts=(), actors=("NOR",), recipients=("ISL",),
                status=EventStatus.ACTUAL, date=Interval.day(DAY, Basis.RELATIVE) if day else None, place=None,
                statement=None, trigger=span(text, "accused"),
                evidence=span(text, "Norway accused Iceland on Thursday of overfishing"), score=-2.0, confidence=0.9,
                **made,
            ),
        ),
        meetings=(
            Meeting(
                id="m1", parties=("NOR", "ISL"), channel="Cod Forum", place=GENEVA, statement=None,
                date=Interval(earliest=date(2022, 3, 1), latest=date(2022, 3, 31), basis=Basis.VAGUE),
                status=MeetingStatus.SCHEDULED, topic=None, evidence=span(text, "The two will meet in Geneva"), **made,
            ),
        ),
        positions=(
            Position(
                id="p1", holder="ISL", stance=Stance.DEMANDS, issue="quota of its own", date=None, statement=None,
                evidence=span(text, "Iceland demands a quota of its own"), **made,
            ),
        ),
    )  # fmt: skip


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=80)
DATES = st.dates()
INTERVALS = st.builds(
    Interval, earliest=DATES | st.none(), latest=DATES | st.none(), basis=st.sampled_from(list(Basis))
)
PLACES = st.builds(
    Place,
    name=TEXTS,
    code=st.none() | TEXTS,
    lat=st.none() | st.floats(-90, 90),
    lon=st.none() | st.floats(-180, 180),
)
BYS = st.builds(By, rule=TEXTS, score=st.none() | st.floats(0, 1))
READERS = st.builds(Reader, program=TEXTS, model=TEXTS, knowledge=TEXTS)
IDS = st.integers(0, 2**64 - 1).map(lambda one: digest(one))


def _records(kind: type[Any], spans: st.SearchStrategy[Span], **more: Any) -> st.SearchStrategy[tuple[Any, ...]]:
    made = st.builds(kind, id=IDS, by=BYS, **more)
    return st.lists(made, max_size=3, unique_by=lambda one: one.id).map(tuple)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Any reading whose spans hold words of its article."""
    article = article_of(
        source=draw(TEXTS),
        url=draw(st.none() | TEXTS),
        title=draw(st.none() | TEXTS),
        paragraphs=tuple(draw(st.lists(TEXTS.filter(bool), min_size=1, max_size=3))),
        byline=draw(st.none() | TEXTS),
        published=draw(st.none() | INTERVALS),
        left_out=tuple(draw(st.lists(st.builds(LeftOut, kind=st.just("other"), text=TEXTS), max_size=2))),
    )
    length = len(article.text)
    starts = st.integers(0, length - 1)
    spans = starts.flatmap(lambda start: st.integers(start + 1, length).map(lambda end: Span(start, end)))
    several = st.lists(spans, max_size=3).map(tuple)
    sides = st.lists(TEXTS, max_size=3).map(tuple)
    speakers = st.builds(Speaker, name=TEXTS, span=spans)
    return Reading(
        reader=draw(READERS),
        article=article,
        entities=draw(_records(Entity, spans, name=TEXTS, mentions=several)),
        statements=draw(
            _records(Statement, spans, speaker=st.none() | speakers, cue=st.none() | spans, content=several,
                     addressee=st.none() | TEXTS, date=st.none() | INTERVALS)
        ),
        events=draw(
            _records(Event, spans, actors=sides, recipients=sides, trigger=spans, evidence=spans,
                     date=st.none() | INTERVALS, place=st.none() | PLACES,
                     score=st.floats(-10, 10), confidence=st.floats(0, 1))
        ),
        meetings=draw(
            _records(Meeting, spans, parties=sides, channel=st.none() | TEXTS, topic=st.none() | TEXTS,
                     place=st.none() | PLACES, date=st.none() | INTERVALS, evidence=spans)
        ),
        positions=draw(
            _records(Position, spans, holder=TEXTS, issue=TEXTS, date=st.none() | INTERVALS, evidence=spans)
        ),
    )  # fmt: skip
