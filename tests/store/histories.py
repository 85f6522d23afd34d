"""What may happen to a store, at random: pages come late and change, people correct them, some are forgotten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st
from tests.store.readings import GENEVA, NOW, RULE, bare, span

from dragoman.ledger.told import Told
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
    Position,
    Reader,
    Reading,
    Sector,
    Speaker,
    Stance,
    Statement,
    digest,
)
from dragoman.store import Database, add_reading
from dragoman.store.copies.kinship import Kinship, keep_kinship, read_after
from dragoman.store.corrections.adding import add_record
from dragoman.store.corrections.marking import Person, mark, merge, split, undo
from dragoman.store.corrections.records import every_correction
from dragoman.store.forgetting.pages import forget_page
from dragoman.store.forgetting.people import forget_person
from dragoman.store.ledgers.answers import meetings_of
from dragoman.store.told.records import told
from dragoman.store.values.corrections import Act, CorrectionError

FIRST = date(2022, 1, 3)
SENTENCES = (
    "Kari Dahl said they would meet in Geneva.",
    "The second round was postponed.",
    "They met in Geneva on Monday.",
    "Another session will follow.",
)
TEXT = " ".join(SENTENCES)
PARTIES = (("NOR", "ISL"), ("ISL", "NOR"), ("NOR",), ("NATO", "RUS"), ("NOR", "ISL", "DNK"), ("Kari Dahl", "ISL"))
ISSUES = ("a cod quota", "the cod quota at sea", "sea patrols", "patrols of the sea", "sanctions", "the demand")
ACTS = (EventType.REQUEST, EventType.AGREE, EventType.REJECT, EventType.CONCEDE)
CHANNELS = (None, None, "Cod Forum", "NATO-Russia Council")
DAYS = st.integers(0, 200).map(lambda days: FIRST + timedelta(days))
NEVER_MIND = (CorrectionError,)

Step = Callable[[Database], object]


def person(at: int) -> Person:
    return Person(who="Ida", at=NOW + timedelta(seconds=at), why="as it stands in the paper")


@st.composite
def _meeting(draw: st.DrawFn, reading: Reading, at: int) -> Meeting:
    when = draw(st.none() | DAYS)
    length = draw(st.sampled_from([0, 0, 0, 20, 400]))
    date = Interval(earliest=when, latest=when + timedelta(length), basis=Basis.EXPLICIT) if when else None
    return Meeting(
        id=digest("m", reading.article.id, at), parties=draw(st.sampled_from(PARTIES)),
        channel=draw(st.sampled_from(CHANNELS)), place=draw(st.sampled_from([None, GENEVA])), date=date,
        statement="s1" if draw(st.booleans()) else None, status=draw(st.sampled_from(list(MeetingStatus))),
        topic=draw(st.sampled_from([None, "cod quotas"])),
        evidence=span(reading.article.text, draw(st.sampled_from(SENTENCES))), by=RULE,
    )  # fmt: skip


@st.composite
def _event(draw: st.DrawFn, reading: Reading, at: int) -> Event:
    when = draw(st.none() | DAYS)
    length = draw(st.sampled_from([0, 2, 40]))
    sides, towards = draw(st.sampled_from(PARTIES)), draw(st.sampled_from([(), ("ISL",), ("RUS", "Kari Dahl")]))
    type = draw(st.sampled_from([*EventType, *ACTS * 4]))
    evidence = span(reading.article.text, draw(st.sampled_from(SENTENCES)))
    return Event(
        id=digest("e", reading.article.id, at, type, sides, towards),  # as the reader's: never of others
        type=type, mode=None, contexts=(), actors=sides, recipients=towards,
        status=draw(st.sampled_from([EventStatus.ACTUAL, EventStatus.ACTUAL, EventStatus.FUTURE])),
        date=Interval(earliest=when, latest=when + timedelta(length), basis=Basis.EXPLICIT) if when else None,
        place=None, statement=None, trigger=evidence, evidence=evidence, score=draw(st.sampled_from([-2.0, 3.0])),
        confidence=0.7, by=RULE,
    )  # fmt: skip


@st.composite
def _position(draw: st.DrawFn, reading: Reading, at: int) -> Position:
    when = draw(st.none() | DAYS)
    holder, stance = draw(st.sampled_from(["NOR", "ISL", "isl", "Kari Dahl"])), draw(st.sampled_from(list(Stance)))
    return Position(
        id=digest("p", reading.article.id, at, holder, stance), holder=holder, stance=stance, issue=draw(st.sampled_from(ISSUES)),
        date=Interval.day(when, Basis.EXPLICIT) if when else None, statement="s1" if draw(st.booleans()) else None,
        evidence=span(reading.article.text, draw(st.sampled_from(SENTENCES))), by=RULE,
    )  # fmt: skip


def _named(reading: Reading, side: str) -> Entity:
    """One whom the page names; all have the same words, which nobody here reads."""
    mention = span(reading.article.text, "Kari Dahl")
    kind = EntityKind.PERSON if " " in side else EntityKind.STATE
    code = None if " " in side else side
    return Entity(
        id=digest("n", reading.article.id, side), name=side, kind=kind, code=code, sector=None, mentions=(mention,),
        by=RULE,
    )  # fmt: skip


@st.composite
def pages(draw: st.DrawFn) -> Reading:
    """A page that tells of no, one or two meetings and acts: a new one, another version of one, or another reader's."""
    source = f"page{draw(st.integers(0, 5))}.txt"
    more = draw(st.sampled_from(["", "", " It was corrected."]))
    day = draw(st.none() | DAYS) if draw(st.integers(0, 9)) == 0 else draw(DAYS)
    reader = Reader(program=draw(st.sampled_from(["1", "1", "2"])), model="m", knowledge="k")
    reading = bare(TEXT + more, source=source, day=day, reader=reader)
    text = reading.article.text
    dahl = span(text, "Kari Dahl")
    speaker = Speaker(entity=None, name="Kari Dahl", code="NOR", sector=Sector.GOV, anonymous=False, span=dahl)
    said = Statement(
        id="s1", speaker=speaker, cue=span(text, "said"), content=(span(text, "they would meet in Geneva"),),
        form=Form.INDIRECT, medium=None, addressee=None, date=None, by=RULE,
    )  # fmt: skip
    meetings, events, positions = (draw(st.integers(0, 2)) for _ in range(3))
    return replace(
        reading,
        entities=tuple(_named(reading, side) for side in draw(st.sampled_from(PARTIES))),
        statements=(said,),
        meetings=tuple(draw(_meeting(reading, at)) for at in range(meetings)),
        events=tuple(draw(_event(reading, at)) for at in range(events)),
        positions=tuple(draw(_position(reading, at)) for at in range(positions)),
    )


def _comes(reading: Reading) -> Step:
    return lambda database: add_reading(database, reading, now=NOW)


def _corrected(at: int, which: int, how: str) -> Step:
    """A person says something of one of the meetings or acts that are told."""

    def step(database: Database) -> object:
        kind = "event" if how.startswith("act") else "position" if how.startswith("stance") else "meeting"
        every = told(database, kind)
        if not every:
            return None
        one, other = every[which % len(every)], every[(which + 1) % len(every)]
        ids = [f"{of.article}/{of.record.id}" for of in (one, other)]
        by = person(at)
        if how.startswith("act"):
            return _act_corrected(database, one, how, by)
        if how.startswith("stance"):
            return mark(database, ids[0], Act.PART, by=by, part="stance", value="rejects")
        match how:
            case "wrong" | "right":
                return mark(database, ids[0], Act(how), by=by)
            case "status":
                return mark(database, ids[0], Act.PART, by=by, part="status", value="cancelled")
            case "merge":
                return merge(database, *ids, kind="meeting", by=by)
            case "split":
                return split(database, ids[0], kind="meeting", by=by)
            case "add":
                said = {"parties": "NOR, ISL", "status": "held"}
                return add_record(database, one.page, "meeting", words=SENTENCES[2], said=said, by=by)
        said_before = every_correction_id(database, which)
        return undo(database, said_before, by=by) if said_before else None

    return step


def _act_corrected(database: Database, one: Told, how: str, by: Person) -> object:
    id = f"{one.article}/{one.record.id}"
    if how == "act wrong":
        return mark(database, id, Act.WRONG, by=by)
    if how == "act of another":
        return mark(database, id, Act.PART, by=by, part="actors", value="DNK, NATO")
    said = {"type": "ACCUSE", "actors": "NOR", "recipients": "ISL"}
    return add_record(database, one.page, "event", words=SENTENCES[1], said=said, by=by)


def every_correction_id(database: Database, which: int) -> str | None:
    with database.reads() as connection:
        ids = sorted(one.id for one in every_correction(connection))
    return ids[which % len(ids)] if ids else None


def _forgotten(at: int, what: str) -> Step:
    if what.startswith("page"):
        return lambda database: forget_page(database, what, by=person(at))
    return lambda database: forget_person(database, what, by=person(at))


def _tolerant(step: Step) -> Step:
    """What cannot be done in this store is left undone."""

    def tried(database: Database) -> None:
        try:
            step(database)
        except NEVER_MIND:
            return

    return tried


def _copied(which: int) -> Step:
    """One page is found to have copied another."""

    def step(database: Database) -> None:
        read = read_after(database, 0, most=1000)
        if read:
            one, other = read[which % len(read)], read[(which // 7) % len(read)]
            keep_kinship(
                database, [Kinship(one.article.id, one.version, other.article.id, "words", other.article.id)], []
            )

    return step


ASKS: Step = meetings_of
HOWS = st.sampled_from(
    ["wrong", "right", "status", "merge", "merge", "split", "add", "undo", "act wrong", "act of another", "act added"]
    + ["stance"]
)
STEPS = (
    pages().map(_comes)
    | pages().map(_comes)
    | pages().map(_comes)
    | st.builds(_corrected, st.integers(0, 10**6), st.integers(0, 20), HOWS).map(_tolerant)
    | st.builds(_forgotten, st.just(0), st.sampled_from(["page1.txt", "page2.txt", "Kari Dahl"])).map(_tolerant)
    | st.integers(0, 10**6).map(_copied)
    | st.just(ASKS)
)
HISTORIES = st.lists(STEPS, min_size=2, max_size=14)
