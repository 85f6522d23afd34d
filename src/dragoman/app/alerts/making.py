"""A rule as a user writes it, in a file or as options → a rule, or what is wrong with which word of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar

from dragoman.ledger.alert_rules import (
    AlertKind,
    DyadRule,
    MeetingRule,
    ParseRule,
    PostureRule,
    QuietRule,
    Recorded,
    RecordRule,
    Rule,
    Tone,
    Turn,
)
from dragoman.model import EventStatus, EventType, Form, MeetingStatus, Stance

Word = TypeVar("Word", bound=StrEnum)
Sides = Callable[[str], str]
"""The code of a side, or its name where it has none; raises `ValueError` for one that is misspelt."""

COMMON = ("name", "kind", "since", "to")
KEYS = {
    AlertKind.RECORD: ("record", "type", "status", "actor", "recipient", "channel", "place", "words"),
    AlertKind.DYAD: ("side", "tone", "threshold", "weeks", "minimum"),
    AlertKind.POSTURE: ("actor", "near", "place"),
    AlertKind.MEETING: ("turn", "party", "channel"),
    AlertKind.QUIET: ("source", "factor", "at_least"),
    AlertKind.PARSE: ("source", "threshold", "weeks", "minimum"),
}
"""What may be said of each kind of rule, beside what may be said of all."""
NAME = re.compile(r"[^\W_][\w .-]{0,79}")
SPAN = re.compile(r"([1-9][0-9]{0,4})\s*([mhd])", re.IGNORECASE)
UNITS = {"m": "minutes", "h": "hours", "d": "days"}


class WrongRule(ValueError):
    """A rule that cannot be. *key* is the word that is wrong, none where one is missing."""

    def __init__(self, key: str | None, said: str) -> None:
        super().__init__(said)
        self.key = key


@dataclass(frozen=True, slots=True)
class _Given:
    """What a user wrote of one rule."""

    values: Mapping[str, Any]
    sides: Sides

    def texts(self, key: str) -> tuple[str, ...]:
        """One text or a list of them."""
        given = self.values.get(key)
        several = [given] if isinstance(given, str) else given if isinstance(given, list | tuple) else None
        if given is None:
            return ()
        if several is None or not all(isinstance(one, str) and one.strip() for one in several):
            raise WrongRule(key, f"{given!r} is no text and no list of texts")
        return tuple(one.strip() for one in several)

    def text(self, key: str) -> str | None:
        several = self.texts(key)
        if len(several) > 1:
            raise WrongRule(key, f"{len(several)} are too many: there can be one")
        return several[0] if several else None

    def all_sides(self, key: str) -> tuple[str, ...]:
        try:
            return tuple(dict.fromkeys(self.sides(one) for one in self.texts(key)))
        except ValueError as error:
            raise WrongRule(key, str(error)) from None

    def words(self, key: str, kind: type[Word]) -> tuple[Word, ...]:
        known = {str(one).casefold(): one for one in kind}
        for one in self.texts(key):
            if one.casefold() not in known:
                raise WrongRule(key, f"{one!r} is none of {', '.join(kind)}{near(one, kind)}")
        return tuple(dict.fromkeys(known[one.casefold()] for one in self.texts(key)))

    def word(self, key: str, default: Word) -> Word:
        self.text(key)
        return next(iter(self.words(key, type(default))), default)

    def number(self, key: str, default: float, least: float, most: float) -> float:
        given = self.values.get(key, default)
        if isinstance(given, bool) or not isinstance(given, int | float) or not least <= given <= most:
            raise WrongRule(key, f"{given!r} is no number from {least:g} to {most:g}")
        return float(given)

    def whole(self, key: str, default: int, least: int, most: int) -> int:
        number = self.number(key, default, least, most)
        if not number.is_integer():
            raise WrongRule(key, f"{number:g} is no whole number")
        return int(number)

    def day(self, key: str) -> date | None:
        given = self.values.get(key)
        if given is None or (isinstance(given, date) and not isinstance(given, datetime)):
            return given
        try:
            return date.fromisoformat(str(given).strip())
        except ValueError:
            raise WrongRule(key, f"{given!r} is no day: write YEAR-MONTH-DAY, such as 2021-12-23") from None

    def span(self, key: str, default: timedelta) -> timedelta:
        given = self.values.get(key)
        if isinstance(given, timedelta) or given is None:
            return default if given is None else given
        return span(key, given)


def span(key: str, given: object) -> timedelta:
    """A stretch of time as a user writes it: 30m, 12h, 2d."""
    found = SPAN.fullmatch(given.strip()) if isinstance(given, str) else None
    if not found:
        raise WrongRule(key, f"{given!r} is no stretch of time: write 30m, 12h or 2d")
    return timedelta(**{UNITS[found[2].lower()]: int(found[1])})


def near(written: str, known: Iterable[str]) -> str:
    """A suggestion where *written* is nearly one of the *known*; else nothing."""
    by_key = {one.casefold(): str(one) for one in known}
    found = get_close_matches(written.casefold(), by_key, n=1, cutoff=0.6)
    return f": did you mean {by_key[found[0]]!r}?" if found else ""


def rule_of(values: Mapping[str, Any], *, sides: Sides) -> Rule:
    """The rule that somebody wrote. Raises `WrongRule`."""
    given = _Given(values, sides)
    kind = _kind(given)
    known = (*COMMON, *KEYS[kind])
    for key in values:
        if key not in known:
            said = f"{key!r} is no setting of a {kind} rule, which has {', '.join(KEYS[kind])}{near(key, known)}"
            raise WrongRule(key, said)
    common = {"name": _name(given), "since": given.day("since"), "to": given.texts("to")}
    return MAKERS[kind](given, common)


def _kind(given: _Given) -> AlertKind:
    if "kind" not in given.values:
        raise WrongRule(None, f"it has no kind: write kind = one of {', '.join(AlertKind)}")
    return given.word("kind", AlertKind.RECORD)


def _name(given: _Given) -> str:
    name = given.text("name")
    if name is None:
        raise WrongRule(None, "it has no name: write name = …")
    if not NAME.fullmatch(name):
        raise WrongRule("name", f"{name!r} is no name: write letters, digits, blanks, '-', '_' and '.', at most 80")
    return name


def _record(given: _Given, common: dict[str, Any]) -> Rule:
    record = given.word("record", Recorded.EVENT)
    rule = RecordRule(
        **common,
        record=record,
        types=given.words("type", EventType) if record is Recorded.EVENT else (),
        stances=given.words("type", Stance) if record is Recorded.POSITION else (),
        forms=given.words("type", Form) if record is Recorded.STATEMENT else (),
        statuses=given.words("status", EventStatus) if record is Recorded.EVENT else (),
        stages=_stages(given) if record is Recorded.MEETING else (),
        actors=given.all_sides("actor"),
        recipients=given.all_sides("recipient"),
        channel=given.text("channel"),
        place=given.text("place"),
        words=given.text("words"),
    )
    if record in (Recorded.POSITION, Recorded.STATEMENT) and (given.texts("status") or rule.place):
        raise WrongRule("status" if given.texts("status") else "place", f"a {record} has neither status nor place")
    if rule.channel and record is not Recorded.MEETING:
        raise WrongRule(
            "channel", f"only a meeting goes through a channel, this is of {record}s: write record = 'meeting'"
        )
    return rule


def _stages(given: _Given) -> tuple[MeetingStatus, ...]:
    return (*given.words("status", MeetingStatus), *given.words("type", MeetingStatus))


def _dyad(given: _Given, common: dict[str, Any]) -> Rule:
    sides = given.all_sides("side")
    if len(sides) != 2:
        raise WrongRule("side" if sides else None, f"a dyad has two sides, and this one has {len(sides)}: name two")
    return DyadRule(**common, sides=(sides[0], sides[1]), tone=given.word("tone", Tone.CONFLICT), **_series(given, 12))


def _series(given: _Given, weeks: int) -> dict[str, Any]:
    return {
        "threshold": given.number("threshold", 3.5, 1, 100),
        "weeks": given.whole("weeks", weeks, 4, 104),
        "minimum": given.whole("minimum", 10, 1, 100_000),
    }


def _posture(given: _Given, common: dict[str, Any]) -> Rule:
    rule = PostureRule(
        **common, actors=given.all_sides("actor"), near=given.all_sides("near"), place=given.text("place")
    )
    if not (rule.actors or rule.near or rule.place):
        raise WrongRule(None, "it says neither who nor where: write actor, near or place")
    return rule


def _meeting(given: _Given, common: dict[str, Any]) -> Rule:
    turns = given.words("turn", Turn) or tuple(Turn)
    return MeetingRule(**common, turns=turns, parties=given.all_sides("party"), channel=given.text("channel"))


def _quiet(given: _Given, common: dict[str, Any]) -> Rule:
    factor, at_least = given.number("factor", 5, 1, 1000), given.span("at_least", timedelta(days=1))
    return QuietRule(**common, sources=given.texts("source"), factor=factor, at_least=at_least)


def _parse(given: _Given, common: dict[str, Any]) -> Rule:
    return ParseRule(**common, sources=given.texts("source"), **_series(given, 8))


MAKERS: dict[AlertKind, Callable[[_Given, dict[str, Any]], Rule]] = {
    AlertKind.RECORD: _record,
    AlertKind.DYAD: _dyad,
    AlertKind.POSTURE: _posture,
    AlertKind.MEETING: _meeting,
    AlertKind.QUIET: _quiet,
    AlertKind.PARSE: _parse,
}
