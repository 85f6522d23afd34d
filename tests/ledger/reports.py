"""Reports made by hand and at random, for tests of the ledgers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from dragoman.ledger.told import Told
from dragoman.model import (
    Basis,
    By,
    Event,
    EventStatus,
    EventType,
    Form,
    Interval,
    Meeting,
    MeetingStatus,
    Place,
    Position,
    Sector,
    Span,
    Speaker,
    Stance,
    Statement,
    digest,
)

JANUARY = date(2022, 1, 1)
RULE = By(rule="by hand")
GENEVA = Place(name="Geneva", code="CHE", lat=46.2, lon=6.15)
SWITZERLAND = Place(name="Switzerland", code="CHE", lat=None, lon=None)
VIENNA = Place(name="Vienna", code="AUT", lat=48.2, lon=16.4)


def on(number: int, month: int = 1) -> date:
    return date(2022, month, number)


def day(number: int, month: int = 1) -> Interval:
    return Interval.day(on(number, month), Basis.EXPLICIT)


def stretch(first: date | None, last: date | None) -> Interval:
    return Interval(earliest=first, latest=last, basis=Basis.VAGUE)


def told(record: Any, published: date, quote: str, *, page: str = "", **more: Any) -> Told:
    """*record* as a page told it on the day that it was *published*."""
    article = more.pop("article", page or digest("article", published, quote, record.id))
    return Told(
        record=record,
        article=article,
        page=page or article,
        quote=quote,
        seen=datetime(2022, 3, 1, tzinfo=UTC),
        origin=more.pop("origin", article),
        source=page or article,
        published=Interval.day(published, Basis.PAGE),
        **more,
    )


def meeting(
    parties: str,
    published: date,
    *,
    status: MeetingStatus = MeetingStatus.SCHEDULED,
    when: Interval | None = None,
    place: Place | None = None,
    channel: str | None = None,
    topic: str | None = None,
    quote: str = "They will meet.",
    **more: Any,
) -> Told:
    """A report of a meeting of *parties*, codes parted by blanks."""
    record = Meeting(
        id=digest("m", parties, published, status, when, place, channel, topic, quote, more.get("page")),
        parties=tuple(parties.split()), channel=channel, place=place, date=when, statement=None, status=status,
        topic=topic, evidence=more.pop("evidence", Span(0, len(quote))), by=RULE,
    )  # fmt: skip
    return told(record, published, quote, **more)


def position(holder: str, stance: Stance, issue: str, published: date, **more: Any) -> Told:
    """A report of where *holder* stands."""
    record = Position(
        id=digest("p", holder, stance, issue, published, more.get("page")), holder=holder, stance=stance, issue=issue,
        date=more.pop("when", None), statement=None, evidence=more.pop("evidence", Span(0, 10)), by=RULE,
    )  # fmt: skip
    return told(record, published, more.pop("quote", f"{holder} {stance} {issue}."), **more)


def event(
    type: EventType,
    actors: str,
    recipients: str,
    published: date,
    *,
    quote: str = "It was done.",
    status: EventStatus = EventStatus.ACTUAL,
    score: float = 1.0,
    mode: str | None = None,
    place: Place | None = None,
    **more: Any,
) -> Told:
    """A report of an act."""
    record = Event(
        id=digest("e", type, actors, recipients, published, quote, score, more.get("page")), type=type, mode=mode,
        contexts=(), actors=tuple(actors.split()), recipients=tuple(recipients.split()), status=status,
        date=more.pop("when", None), place=place, statement=None, trigger=Span(0, 2),
        evidence=more.pop("evidence", Span(0, len(quote))), score=score, confidence=0.9, by=RULE,
    )  # fmt: skip
    return told(record, published, quote, **more)


def speaker(name: str, code: str | None = "RUS") -> Speaker:
    return Speaker(entity=None, name=name, code=code, sector=Sector.GOV, anonymous=False, span=Span(0, 1))


def said(name: str, words: str, published: date, *, code: str | None = "RUS", **more: Any) -> Told:
    """A report of what *name* said."""
    record = Statement(
        id=digest("s", name, words, published, more.get("page")), speaker=speaker(name, code), cue=None,
        content=(Span(0, len(words)),), form=Form.DIRECT, medium=None, addressee=None, date=None, by=RULE,
    )  # fmt: skip
    return told(record, published, words, **more)


DAYS = st.integers(1, 28).map(on)
SIDES = st.sampled_from(["RUS", "USA", "UKR", "NATO", "RUS USA", "USA RUS", "UKR RUS", "NATO RUS"])
WHEN = (
    st.none()
    | DAYS.map(lambda one: Interval.day(one, Basis.EXPLICIT))
    | st.tuples(DAYS, DAYS).map(lambda ends: stretch(min(ends), max(ends)))
)
PAGES = st.integers(0, 12).map("page{}".format)
ISSUES = st.sampled_from(
    ["NATO expansion", "legal guarantees", "further NATO enlargement", "a cod quota", "the cod quota", "the demand"]
)
MEETINGS = st.builds(
    meeting, SIDES, DAYS, status=st.sampled_from(list(MeetingStatus)), when=WHEN, page=PAGES,
    place=st.sampled_from([None, GENEVA, SWITZERLAND, VIENNA]),
    channel=st.sampled_from([None, "NATO-Russia Council", "Cod Forum"]),
    quote=st.sampled_from(["They meet.", "It was postponed.", "The second round.", "Another meeting."]),
)  # fmt: skip
POSITIONS = st.builds(
    position, st.sampled_from(["RUS", "USA"]), st.sampled_from(list(Stance)), ISSUES, DAYS, page=PAGES
)
EVENTS = st.builds(
    event, st.sampled_from(list(EventType)), st.sampled_from(["RUS", "USA", "RUS USA"]),
    st.sampled_from(["", "UKR", "USA", "RUS"]), DAYS, score=st.integers(-10, 10).map(float), page=PAGES,
    quote=st.sampled_from(["a cod quota was asked for", "troops withdraw"]),
)  # fmt: skip
STATEMENTS = st.builds(
    said, st.sampled_from(["Vladimir Putin", "Kari Dahl"]), st.sampled_from(["No.", "Yes."]), DAYS, page=PAGES
)
REPORTS = st.lists(MEETINGS | POSITIONS | EVENTS | STATEMENTS, max_size=14)
"""Well-formed reports: a page that tells the same twice on one day tells it once."""
