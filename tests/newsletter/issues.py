"""Readings and issues made by hand, for tests of what an edition tells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from dragoman.ledger.briefing import briefing
from dragoman.ledger.told import Told, told_of
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
    Meeting,
    MeetingStatus,
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
from dragoman.newsletter.editions import Edition, Settings
from dragoman.newsletter.issue import Gaps, Issue, Item, Part
from dragoman.newsletter.issue_making import parts_of, subject_of
from dragoman.store.brief.press import OutletRead

DAY = date(2022, 1, 20)
MORNING = date(2022, 1, 21)
SEEN = datetime(2022, 1, 20, 12, tzinfo=UTC)
RULE = By(rule="by hand")
WORLD = Edition(name="world", title="The world", at=time(6, 30), zone="UTC")
SETTINGS = Settings(base_url="https://brief.example", sender="brief@brief.example", list_domain="brief.example")


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def reading(
    body: str, *records: Any, outlet: str | None = "Fjord Post", day: date = DAY, title: str | None = None, **more: Any
) -> Reading:
    """A reading of *body*; each of *records* is a function that makes one from the article's text."""
    article = article_of(
        source=more.pop("source", outlet or "a.txt"),
        url=more.pop("url", "https://fjord.example/a"),
        title=title,
        paragraphs=tuple(body.split("\n\n")),
        outlet=outlet,
        published=Interval.day(day, Basis.PAGE),
    )
    made = [record(article.text) for record in records]

    def of(kind: type[Any]) -> tuple[Any, ...]:
        return tuple(one for one in made if isinstance(one, kind))

    return Reading(
        reader=Reader(program="1", model="m", knowledge="k"),
        article=article,
        entities=of(Entity),
        statements=of(Statement),
        events=of(Event),
        meetings=of(Meeting),
        positions=of(Position),
    )


def act(type: EventType, actors: str, recipients: str, trigger: str, evidence: str, **more: Any) -> Any:
    """An act, told in the words *evidence*."""

    def made(text: str) -> Event:
        return Event(
            id=digest(type, actors, recipients, evidence), type=type, mode=None, contexts=(),
            actors=tuple(actors.split()), recipients=tuple(recipients.split()),
            status=more.get("status", EventStatus.ACTUAL), date=more.get("when"), place=None,
            statement=more.get("statement"), trigger=span(text, trigger), evidence=span(text, evidence), score=-2.0,
            confidence=0.9, by=RULE,
        )  # fmt: skip

    return made


def meets(parties: str, evidence: str, **more: Any) -> Any:
    """A meeting."""

    def made(text: str) -> Meeting:
        return Meeting(
            id=digest("m", parties, evidence), parties=tuple(parties.split()), channel=more.get("channel"),
            place=more.get("place"), date=more.get("when"), statement=None,
            status=more.get("status", MeetingStatus.HELD), topic=None, evidence=span(text, evidence),
            by=By(rule=more.get("rule", "meet.verb")),
        )  # fmt: skip

    return made


def stands(holder: str, stance: Stance, issue: str, evidence: str) -> Any:
    """A position."""

    def made(text: str) -> Position:
        return Position(
            id=digest("p", holder, issue, evidence), holder=holder, stance=stance, issue=issue, date=None,
            statement=None, evidence=span(text, evidence), by=RULE,
        )  # fmt: skip

    return made


def says(id: str, name: str, code: str, mention: str, cue: str, content: str) -> Any:
    """A statement."""

    def made(text: str) -> Statement:
        speaker = Speaker(
            entity=None, name=name, code=code, sector=Sector.GOV, anonymous=False, span=span(text, mention)
        )
        return Statement(
            id=id, speaker=speaker, cue=span(text, cue), content=(span(text, content),), form=Form.INDIRECT,
            medium=None, addressee=None, date=None, by=RULE,
        )  # fmt: skip

    return made


def entity(name: str, kind: EntityKind, code: str | None, *mentions: str) -> Any:
    def made(text: str) -> Entity:
        found = tuple(span(text, one) for one in mentions)
        return Entity(id=digest(name), name=name, kind=kind, code=code, sector=None, mentions=found, by=RULE)

    return made


def told(*readings: Reading) -> list[Told]:
    return [one for each in readings for one in told_of(each, seen=SEEN)]


def parts(*readings: Reading, edition: Edition = WORLD, day: date = DAY, said: bool = False) -> tuple[Part, ...]:
    """The parts that the brief of *day* makes, from these readings alone."""
    every = told(*readings)
    known = {one.article.id: one for one in readings}
    found = briefing(every, day=day, wanted=edition.wanted)
    heard = [one for one in every if isinstance(one.record, Statement) and one.day == day] if said else []
    return parts_of(found, heard, edition, lambda one: known.get(one.article))


def items(*readings: Reading, **more: Any) -> list[Item]:
    return [item for part in parts(*readings, **more) for item in part.items]


def texts(*readings: Reading, **more: Any) -> list[str]:
    """Every sentence."""
    return [one.text for item in items(*readings, **more) for one in item.sentences]


def issue(*readings: Reading, edition: Edition = WORLD, failed: Sequence[tuple[str, str]] = ()) -> Issue:
    """The issue of the morning after `DAY`."""
    made = parts(*readings, edition=edition, said=True)
    outlets = [one.article.outlet or "no outlet named" for one in readings]
    read = tuple(
        OutletRead(outlet=name, articles=outlets.count(name), uncoded=0) for name in sorted(dict.fromkeys(outlets))
    )
    return Issue(
        edition=edition, day=MORNING, since=DAY, until=DAY, subject=subject_of(edition, made, DAY), parts=made,
        gaps=Gaps(read=read, failed=tuple(failed)),
    )  # fmt: skip


ACCUSED = "Norway accused Iceland on Thursday of overfishing in the bay."


def accused(**more: Any) -> Reading:
    """One article in which Norway accuses Iceland."""
    return reading(ACCUSED, act(EventType.ACCUSE, "NOR", "ISL", "accused", ACCUSED), **more)
