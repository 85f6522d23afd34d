"""Positions over time: each side on each issue, first said, repeated, softened, hardened, contradicted, answered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from dragoman.knowledge.issues import stems
from dragoman.ledger import days
from dragoman.ledger.alike import HALF, alike, filed, named_by_words, overlap, topics
from dragoman.ledger.bare import Dated
from dragoman.ledger.sides import key
from dragoman.ledger.told import Told, in_order, record_of
from dragoman.model import Position, Stance

FIRMNESS = {
    stance: step
    for step, stance in enumerate(
        (
            *(Stance.ACCEPTS, Stance.COMMITS, Stance.SUPPORTS, Stance.OFFERS, Stance.PROPOSES),
            *(Stance.CONDITIONS, Stance.DEMANDS, Stance.OPPOSES, Stance.REJECTS),
        )
    )
}
"""From what gives most to what gives least: a later stance that stands further on is hardened, one before softened."""

AGAINST = (Stance.OPPOSES, Stance.REJECTS)
"""From wanting a thing to being against it, or back, is a contradiction; a condition is neither."""

POINTERS = stems("demand idea proposal offer request reproach accusation claim suggestion call plea little much thing")
"""Words that point at something said elsewhere and name nothing themselves."""

ASKING = (Stance.DEMANDS, Stance.PROPOSES, Stance.CONDITIONS, Stance.OFFERS)
ANSWERING = (Stance.ACCEPTS, Stance.REJECTS)


class Move(StrEnum):
    """What a stance is beside the one before it."""

    FIRST_SAID = "first said"
    REPEATED = "repeated"
    SOFTENED = "softened"
    HARDENED = "hardened"
    CONTRADICTED = "contradicted"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """*holder* takes a *stance* on *day*, in the words of *issues*; *before* is the one that it moves away from."""

    holder: str
    stance: Stance
    day: date
    move: Move
    issues: tuple[str, ...]
    told: tuple[Told, ...]
    before: Stand | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """Where *holder* stands on *issue* over time, and what others answer."""

    holder: str
    issue: str
    stands: tuple[Stand, ...]
    answers: tuple[Stand, ...]


def positions(told: Iterable[Told], *, holder: str | None = None, answered: bool = True) -> tuple[Thread, ...]:
    """Every side's threads, or one *holder*'s, by holder and then by the day on which they begin; *answered* by others.

    A side's phrases are filed beside one another, as `filed` does it: what others call a thing joins none of them.
    """
    every = [one for one in in_order(told, Position) if _names_something(one)]
    replies = _Replies(one for one in every if answered and record_of(one, Position).stance in ANSWERING)
    held: dict[str, list[Told]] = {}
    for one in every:
        held.setdefault(record_of(one, Position).holder, []).append(one)
    wanted = (group for side, group in held.items() if holder is None or key(side) == key(holder))
    threads = (thread for group in wanted for thread in _threads(group, replies))
    return tuple(sorted(threads, key=lambda one: (one.holder, one.stands[0].day, one.issue)))


def _threads(own: Sequence[Told], replies: _Replies) -> Iterator[Thread]:
    """The threads of one side."""
    issues = filed(record_of(one, Position).issue for one in own)
    groups: dict[str, list[Told]] = {}
    for one in own:
        groups.setdefault(issues[record_of(one, Position).issue], []).append(one)
    for issue, group in groups.items():
        holder, stands = record_of(group[0], Position).holder, _moved(_stands(group))
        yield Thread(holder=holder, issue=issue, stands=stands, answers=_answers(holder, stands, replies))


def _names_something(told: Told) -> bool:
    position = record_of(told, Position)
    return names_something(position.stance, position.issue)


def names_something(stance: Stance, issue: str) -> bool:
    """Whether a thread can hang on it: "the demand" names no issue, and who has "no objections" opposes nothing."""
    against_nothing = stance in AGAINST and issue.casefold().split()[:1] == ["no"]
    return bool(stems(issue) - POINTERS) and not against_nothing


def taken_on(told: Told) -> date:
    """The day on which a position was taken: as told, else that of the article."""
    return day_of(record_of(told, Position), told.day)


def day_of(position: Dated, told_on: date) -> date:
    """The same for a *position* that an article of some day tells."""
    when = days.known(position.date)
    return days.last(when) if when and days.exact(when) else told_on


def _stands(group: Sequence[Told]) -> list[Stand]:
    """A stance a day in like words; what copies tell belongs to the day of their origin."""
    first: dict[tuple[str, Stance], date] = {}
    for one in group:
        copied = one.origin, record_of(one, Position).stance
        first[copied] = min(first.get(copied, date.max), taken_on(one))
    names = named_by_words(record_of(one, Position).issue for one in group)
    found: dict[tuple[date, Stance, str], list[Told]] = {}
    for one in group:
        position = record_of(one, Position)
        day = first[one.origin, position.stance]
        found.setdefault((day, position.stance, names[position.issue]), []).append(one)
    ordered = sorted(found.items(), key=lambda item: item[0])
    return [_stand(day, stance, tuple(told)) for (day, stance, _), told in ordered]


def _stand(day: date, stance: Stance, told: tuple[Told, ...]) -> Stand:
    issues = tuple(dict.fromkeys(record_of(one, Position).issue for one in told))
    holder = record_of(told[0], Position).holder
    return Stand(holder=holder, stance=stance, day=day, move=Move.FIRST_SAID, issues=issues, told=told)


def _moved(stands: Sequence[Stand]) -> tuple[Stand, ...]:
    found = ((stand, _newest(stand, stands, at)) for at, stand in enumerate(stands))
    moves = ((stand, newest, _move(stand, newest)) for stand, newest in found)
    return tuple(
        replace(stand, move=move, before=newest[0] if newest and move is not Move.REPEATED else None)
        for stand, newest, move in moves
    )


def _newest(stand: Stand, stands: Sequence[Stand], at: int) -> list[Stand]:
    """Of those before that *at*, the ones in like words of the newest earlier day, the last first."""
    found: list[Stand] = []
    for one in (stands[before] for before in range(at - 1, -1, -1)):
        if found and one.day < found[0].day:
            break
        if one.day < stand.day and _like(one, stand):
            found.append(one)
    return found


def _move(stand: Stand, newest: Sequence[Stand]) -> Move:
    """Beside the newest stance of an earlier day in like words; without one it is said for the first time."""
    if not newest:
        return Move.FIRST_SAID
    if any(one.stance is stand.stance for one in newest):
        return Move.REPEATED
    return _beside(newest[0].stance, stand.stance)


def _beside(before: Stance, now: Stance) -> Move:
    if Stance.CONDITIONS not in (before, now) and (before in AGAINST) is not (now in AGAINST):
        return Move.CONTRADICTED
    return Move.HARDENED if FIRMNESS[now] > FIRMNESS[before] else Move.SOFTENED


def _like(one: Stand, other: Stand) -> bool:
    return any(issue == more or overlap(issue, more) >= HALF for issue in one.issues for more in other.issues)


def _answers(holder: str, stands: Sequence[Stand], replies: _Replies) -> tuple[Stand, ...]:
    """What others accept or reject on the issue of these *stands* once this side has asked for something."""
    asked = min((stand.day for stand in stands if stand.stance in ASKING), default=None)
    if asked is None:
        return ()
    by_holder: dict[str, list[Told]] = {}
    for one in replies.on({issue for stand in stands for issue in stand.issues}):
        by_holder.setdefault(record_of(one, Position).holder, []).append(one)
    by_holder.pop(holder, None)
    found = (stand for group in by_holder.values() for stand in _stands(group) if stand.day >= asked)
    return tuple(sorted((replace(one, move=Move.ANSWERED) for one in found), key=lambda one: (one.day, one.holder)))


class _Replies:
    """What is accepted and rejected, in order, found by the topics that it is about."""

    def __init__(self, told: Iterable[Told]) -> None:
        self._told = list(told)
        self._about: dict[str, list[int]] = {}
        for at, one in enumerate(self._told):
            for topic in topics(record_of(one, Position).issue):
                self._about.setdefault(topic, []).append(at)

    def on(self, phrases: Collection[str]) -> Iterator[Told]:
        """What is about an issue like one of these *phrases*."""
        near = {at for phrase in phrases for topic in topics(phrase) for at in self._about.get(topic, ())}
        like: dict[str, bool] = {}
        for one in (self._told[at] for at in sorted(near)):
            issue = record_of(one, Position).issue
            if issue not in like:
                like[issue] = any(alike(issue, phrase) for phrase in phrases)
            if like[issue]:
                yield one
