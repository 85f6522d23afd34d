"""Open questions: what a side has asked for, of whom, and whether they have answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from dragoman.knowledge.issues import Issue, issue_of, stems
from dragoman.ledger.alike import HALF, filed
from dragoman.ledger.bare import ACT, TAKEN, BareEvent, BarePosition
from dragoman.ledger.dyads import done_on
from dragoman.ledger.positions import day_of, names_something
from dragoman.ledger.sides import key, keys
from dragoman.ledger.told import Record, Told, in_order
from dragoman.model import Event, EventStatus, EventType, Position, Stance, digest

SHARED = 2
"""Stems that an answer must share with what was asked, where no row knows the issue."""

NOTHING: frozenset[str] = frozenset()
ANYBODY = ""
"""Who may answer what is asked of nobody by name."""

ASKING = (Stance.DEMANDS, Stance.PROPOSES, Stance.CONDITIONS)


class Reply(StrEnum):
    """What an answer says."""

    YES = "yes"
    NO = "no"


REPLIES: dict[EventType | Stance, Reply] = {
    EventType.AGREE: Reply.YES,
    EventType.CONCEDE: Reply.YES,
    Stance.ACCEPTS: Reply.YES,
    EventType.REJECT: Reply.NO,
    Stance.REJECTS: Reply.NO,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """*by* says yes or no on *day*."""

    by: str
    reply: Reply
    day: date
    told: Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """*asker* asks *addressees*, whoever is meant where none are named, for what *words* say; *first* and *last* then."""

    id: str
    asker: str
    addressees: tuple[str, ...]
    issue: str
    words: str
    first: date
    last: date
    asked: tuple[Told, ...]
    answers: tuple[Answer, ...]

    @property
    def open(self) -> bool:
        return not self.answers


class Telling(Protocol):
    """What is needed of a record to know what it asks for or answers: `Told` is one."""

    @property
    def record(self) -> Record | BareEvent | BarePosition: ...
    @property
    def quote(self) -> str: ...
    @property
    def page(self) -> str: ...
    @property
    def day(self) -> date: ...


One = TypeVar("One", bound=Telling)
Group = tuple[str, frozenset[str], str]
"""What reports of one question share: who asks, by key, of whom, and the issue."""
_Where = tuple[str, str]
"""Who says it, or anybody, and an issue or a stem."""


@dataclass(slots=True)
class Ask(Generic[One]):
    """*asker* asks *addressees* for something in these *words*, as is *told*; *same* says it in the same words.

    *phrase* names the issue, where a position does; *issue* is what it is filed under among this asker's asks.
    """

    asker: str
    addressees: frozenset[str]
    phrase: str | None
    words: str
    day: date
    told: One
    same: tuple[One, ...] = ()
    issue: str = ""


@dataclass(slots=True)
class Said(Generic[One]):
    """What may be an answer: an act or a stance of *by*, whose name is *name*, in *words* that say yes or no."""

    name: str
    by: str
    told: One
    words: str
    reply: Reply

    @property
    def towards(self) -> frozenset[str]:
        record = self.told.record
        return keys(record.recipients) if isinstance(record, ACT) else frozenset()

    @property
    def day(self) -> date:
        record, told_on = self.told.record, self.told.day
        return done_on(record, told_on) if isinstance(record, ACT) else day_of(record, told_on)


class Heard(Generic[One]):
    """All that may answer what was asked *first* in some questions, by the issue that it is filed under and by the
    stems of its words, and both of these also by who says it."""

    def __init__(self, told: Iterable[One], first: Iterable[Ask[Any]]) -> None:
        self._said: list[Said[One]] = []
        self._filed: dict[_Where, list[int]] = {}
        self._stems: dict[_Where, list[int]] = {}
        self._asked: dict[str, set[str]] = {}
        for ask in first:
            for who in ask.addressees or [ANYBODY]:
                self._asked.setdefault(who, set()).update(stems(ask.words), [ask.issue])
        for each in told:
            for one in said_by(each):
                self._hear(one)

    def _hear(self, one: Said[One]) -> None:
        known, stemmed = issue_of(one.words), stems(one.words)
        for who in (ANYBODY, one.by):
            asked = self._asked.get(who, NOTHING)
            if known and known.name in asked:
                self._filed.setdefault((who, known.name), []).append(len(self._said))
            if len(shared := stemmed & asked) >= SHARED:
                for stem in shared:
                    self._stems.setdefault((who, stem), []).append(len(self._said))
        self._said.append(one)

    def answers(self, first: Ask[Any]) -> Iterator[Said[One]]:
        """What those who were *first* asked say to it, in the order in which it was said."""
        return (one for one in self._about(first) if _answers(one, first))

    def _about(self, ask: Ask[Any]) -> Iterator[Said[One]]:
        """What they say, and may be about the issue: see `_about`."""
        near = set[int]()
        for who in ask.addressees or [ANYBODY]:
            shared = Counter(at for stem in stems(ask.words) for at in self._stems.get((who, stem), ()))
            near |= {at for at, count in shared.items() if count >= SHARED}
            near.update(self._filed.get((who, ask.issue), ()))
        return (self._said[at] for at in sorted(near))


def questions(told: Iterable[Told]) -> tuple[Question, ...]:
    """Every question by the day on which it was first asked."""
    every = in_order(told, Event, Position)
    groups = asked_in(every).values()
    heard = Heard(every, map(first_of, groups))
    return in_line(question(group, heard) for group in groups)


def in_line(found: Iterable[Question]) -> tuple[Question, ...]:
    """Questions by the day on which they were first asked."""
    return tuple(sorted(found, key=lambda one: (one.first, one.asker, one.issue, one.id)))


def asked_in(every: Sequence[One]) -> dict[Group, list[Ask[One]]]:
    """All that is asked for, in order, by question."""
    return grouped(asks_in(every))


def asks_in(every: Sequence[One]) -> Iterator[Ask[One]]:
    """All that is asked for, in order; a demand that a page tells as an act and as a position is one."""
    positions = [one for one in every if isinstance(one.record, TAKEN) and _asks_for(one.record)]
    places: dict[str, list[One]] = {}
    for one in positions:
        places.setdefault(one.page, []).append(one)
    acts = [ask for one in every for ask in _asked_by_act(one, places.get(one.page, []))]
    doubled = {id(same) for ask in acts for same in ask.same}
    yield from acts
    yield from (_asked(one) for one in positions if id(one) not in doubled)


def grouped(asks: Iterable[Ask[One]]) -> dict[Group, list[Ask[One]]]:
    """Asks by question. Phrases are filed beside those in which the same side asks the same others for something."""
    between: dict[tuple[str, frozenset[str]], list[Ask[One]]] = {}
    for ask in asks:
        between.setdefault((key(ask.asker), ask.addressees), []).append(ask)
    groups: dict[Group, list[Ask[One]]] = {}
    for (asker, addressees), some in between.items():
        issues = filed(ask.phrase for ask in some if ask.phrase is not None)
        for ask in some:
            issue = _named(ask) if ask.phrase is None else issues[ask.phrase]
            placed = Ask(ask.asker, ask.addressees, ask.phrase, ask.words, ask.day, ask.told, ask.same, issue)
            groups.setdefault((asker, addressees, issue), []).append(placed)
    return groups


def _named(ask: Ask[Any]) -> str:
    """The issue of what no position tells: a row's name, or else its words."""
    known = issue_of(ask.words)
    return known.name if known else ask.words


def _asks_for(position: Position | BarePosition) -> bool:
    return position.stance in ASKING and names_something(position.stance, position.issue)


def _asked(told: One) -> Ask[One]:
    position = told.record
    if not isinstance(position, TAKEN):
        raise TypeError(f"record {position.id} is no position: nobody asks for anything in it")
    taken_on = day_of(position, told.day)
    return Ask(position.holder, frozenset(), position.issue, position.issue, taken_on, told)


def _asked_by_act(told: One, positions: Sequence[One]) -> Iterator[Ask[One]]:
    event = told.record
    if not isinstance(event, ACT) or event.type is not EventType.REQUEST or event.status is not EventStatus.ACTUAL:
        return
    same = tuple(one for one in positions if _in_the_same_words(event, one.record))
    first = same[0].record if same else None
    phrase = first.issue if isinstance(first, TAKEN) else None
    for actor in event.actors:
        yield Ask(actor, keys(event.recipients), phrase, told.quote, done_on(event, told.day), told, same)


def _in_the_same_words(event: Event | BareEvent, position: Record | BareEvent | BarePosition) -> bool:
    """Whether a position is of an asking act's actors, in the passage that tells it."""
    if not isinstance(position, TAKEN):
        return False
    return position.holder in event.actors and position.evidence.meets(event.evidence)


def said_by(told: One) -> Iterator[Said[One]]:
    """The answers that a record may be, one for each who gives it."""
    record = told.record
    if isinstance(record, ACT) and record.type in REPLIES and record.status is EventStatus.ACTUAL:
        for actor in record.actors:
            yield Said(actor, key(actor), told, told.quote, REPLIES[record.type])
    if isinstance(record, TAKEN) and record.stance in REPLIES:
        yield Said(record.holder, key(record.holder), told, record.issue, REPLIES[record.stance])


def asked_first(asks: Sequence[Ask[One]]) -> list[Ask[One]]:
    """All that was asked on the first day."""
    begun = min(ask.day for ask in asks)
    return [ask for ask in asks if ask.day == begun]


def sought_by(ask: Ask[Any]) -> list[str]:
    """By what an answer is sought, which is among what it is `heard_as`: the issue, then the stems of what was asked."""
    return [ask.issue, *sorted(stems(ask.words))]


def heard_as(words: str) -> frozenset[str]:
    """By what an answer in these *words* is found: a row's name, and its stems."""
    known = issue_of(words)
    return stems(words) | {known.name} if known else stems(words)


def first_of(group: Sequence[Ask[One]]) -> Ask[One]:
    """What was asked first."""
    return min(group, key=lambda ask: ask.day)


def question(group: Sequence[Ask[Told]], heard: Heard[Told]) -> Question:
    """The question that all of a *group* ask, with the answers that were *heard*."""
    first = first_of(group)
    answers = (Answer(by=one.name, reply=one.reply, day=one.day, told=one.told) for one in heard.answers(first))
    addressees = dict.fromkeys(name for ask in group for name in _addressees(ask.told))
    return Question(
        id=digest("question", key(first.asker), *sorted(first.addressees), first.issue),
        asker=first.asker,
        addressees=tuple(addressees),
        issue=first.issue,
        words=first.words,
        first=first.day,
        last=max(ask.day for ask in group),
        asked=tuple(ask.told for ask in group),
        answers=tuple(sorted(answers, key=lambda one: (one.day, one.by, one.told.article, one.told.record.id))),
    )


def _addressees(told: Told) -> tuple[str, ...]:
    return told.record.recipients if isinstance(told.record, Event) else ()


def _answers(said: Said[Any], ask: Ask[Any]) -> bool:
    """Whether an addressee says it to the asker afterwards, on a like issue."""
    asker = key(ask.asker)
    addressed = said.by in ask.addressees if ask.addressees else said.by != asker
    towards = not said.towards or asker in said.towards
    return addressed and towards and said.day >= ask.day and _about(said.words, ask.issue, ask.words)


def _about(said: str, issue: str, words: str) -> bool:
    """Whether what is said is filed under the issue, or holds most of its words."""
    known, wanted = issue_of(said), stems(words)
    if isinstance(known, Issue) and known.name == issue:
        return True
    held = len(wanted & stems(said))
    return held >= SHARED and held >= HALF * len(wanted)
