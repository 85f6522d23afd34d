"""Open questions: what a side has asked for, of whom, and whether they have answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dragoman.knowledge.issues import Issue, issue_of, stems
from dragoman.ledger.alike import HALF, filed
from dragoman.ledger.dyads import acted_on
from dragoman.ledger.positions import names_something, taken_on
from dragoman.ledger.sides import key, keys
from dragoman.ledger.told import Told, in_order, record_of
from dragoman.model import Event, EventStatus, EventType, Position, Stance, digest

SHARED = 2
"""Stems that an answer must share with what was asked, where no row knows the issue."""

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


@dataclass(frozen=True, slots=True)
class _Ask:
    asker: str
    addressees: frozenset[str]
    issue: str
    day: date
    told: Told


_Where = tuple[str, str]
"""Who says it, or anybody, and an issue or a stem."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What may be an answer: an act or a stance of *by*, towards those whom it names."""

    answer: Answer
    by: str
    towards: frozenset[str]
    words: str


class _Heard:
    """All that may be an answer, by the issue that it is filed under and by the stems of its words, and both of these
    also by who says it."""

    def __init__(self, said: Sequence[_Said]) -> None:
        self._said = said
        self._filed: dict[_Where, list[int]] = {}
        self._stems: dict[_Where, list[int]] = {}
        for at, one in enumerate(said):
            known, stemmed = issue_of(one.words), stems(one.words)
            for who in (ANYBODY, one.by):
                if known:
                    self._filed.setdefault((who, known.name), []).append(at)
                for stem in stemmed:
                    self._stems.setdefault((who, stem), []).append(at)

    def about(self, ask: _Ask, words: str) -> Iterator[_Said]:
        """What those who are asked say, and may be about the issue, in the order in which it was said: see `_about`."""
        near = set[int]()
        for who in ask.addressees or [ANYBODY]:
            shared = Counter(at for stem in stems(words) for at in self._stems.get((who, stem), ()))
            near |= {at for at, count in shared.items() if count >= SHARED}
            near.update(self._filed.get((who, ask.issue), ()))
        return (self._said[at] for at in sorted(near))


def questions(told: Iterable[Told]) -> tuple[Question, ...]:
    """Every question by the day on which it was first asked."""
    every = in_order(told, Event, Position)
    said = _Heard([one for each in every for one in _said(each)])
    groups: dict[tuple[str, frozenset[str], str], list[_Ask]] = {}
    for ask in _asks(every):
        groups.setdefault((key(ask.asker), ask.addressees, ask.issue), []).append(ask)
    found = (_question(group, said) for group in groups.values())
    return tuple(sorted(found, key=lambda one: (one.first, one.asker, one.issue, one.id)))


def _asks(every: Sequence[Told]) -> list[_Ask]:
    """What is asked for; a demand told as an act and as a position in the same words is one."""
    positions = [one for one in every if isinstance(one.record, Position) and _asks_for(one.record)]
    issues = filed(record_of(one, Position).issue for one in positions)
    places: dict[str, list[Told]] = {}
    for one in positions:
        places.setdefault(one.article, []).append(one)
    acts = [ask for one in every for ask in _asked_by_act(one, places.get(one.article, []), issues)]
    doubled = {id(same) for one in every for same in _same_words(one, places.get(one.article, []))}
    return [*acts, *(_asked(one, issues) for one in positions if id(one) not in doubled)]


def _asks_for(position: Position) -> bool:
    return position.stance in ASKING and names_something(position)


def _asked(told: Told, issues: dict[str, str]) -> _Ask:
    position = record_of(told, Position)
    return _Ask(position.holder, frozenset(), issues[position.issue], taken_on(told), told)


def _asked_by_act(told: Told, positions: Sequence[Told], issues: dict[str, str]) -> Iterable[_Ask]:
    event = told.record
    if not isinstance(event, Event) or event.type is not EventType.REQUEST or event.status is not EventStatus.ACTUAL:
        return
    same = next((one.record for one in _same_words(told, positions)), None)
    known = issue_of(told.quote)
    issue = issues[same.issue] if isinstance(same, Position) else known.name if known else told.quote
    for actor in event.actors:
        yield _Ask(actor, keys(event.recipients), issue, acted_on(told), told)


def _same_words(told: Told, positions: Sequence[Told]) -> list[Told]:
    """The positions of an asking act's actors in the passage that tells it."""
    event = told.record
    if not isinstance(event, Event) or event.type is not EventType.REQUEST or event.status is not EventStatus.ACTUAL:
        return []
    return [
        one
        for one in positions
        if isinstance(one.record, Position)
        and one.record.holder in event.actors
        and one.record.evidence.meets(event.evidence)
    ]


def _said(told: Told) -> Iterable[_Said]:
    """The answers that a record may be, one for each who gives it."""
    record = told.record
    if isinstance(record, Event) and record.type in REPLIES and record.status is EventStatus.ACTUAL:
        for actor in record.actors:
            answer = Answer(by=actor, reply=REPLIES[record.type], day=acted_on(told), told=told)
            yield _Said(answer, key(actor), keys(record.recipients), told.quote)
    if isinstance(record, Position) and record.stance in REPLIES:
        answer = Answer(by=record.holder, reply=REPLIES[record.stance], day=taken_on(told), told=told)
        yield _Said(answer, key(record.holder), frozenset(), record.issue)


def _question(group: Sequence[_Ask], said: _Heard) -> Question:
    first = min(group, key=lambda ask: ask.day)
    words = first.told.record.issue if isinstance(first.told.record, Position) else first.told.quote
    answers = tuple(one.answer for one in said.about(first, words) if _answers(one, first, words))
    addressees = dict.fromkeys(name for ask in group for name in _addressees(ask.told))
    return Question(
        id=digest("question", key(first.asker), *sorted(first.addressees), first.issue),
        asker=first.asker,
        addressees=tuple(addressees),
        issue=first.issue,
        words=words,
        first=first.day,
        last=max(ask.day for ask in group),
        asked=tuple(ask.told for ask in group),
        answers=tuple(sorted(answers, key=lambda one: (one.day, one.by, one.told.article, one.told.record.id))),
    )


def _addressees(told: Told) -> tuple[str, ...]:
    return told.record.recipients if isinstance(told.record, Event) else ()


def _answers(said: _Said, ask: _Ask, words: str) -> bool:
    """Whether an addressee says it to the asker afterwards, on a like issue."""
    asker = key(ask.asker)
    addressed = said.by in ask.addressees if ask.addressees else said.by != asker
    towards = not said.towards or asker in said.towards
    return addressed and towards and said.answer.day >= ask.day and _about(said.words, ask.issue, words)


def _about(said: str, issue: str, words: str) -> bool:
    """Whether what is said is filed under the issue, or holds most of its words."""
    known, wanted = issue_of(said), stems(words)
    if isinstance(known, Issue) and known.name == issue:
        return True
    held = len(wanted & stems(said))
    return held >= SHARED and held >= HALF * len(wanted)
