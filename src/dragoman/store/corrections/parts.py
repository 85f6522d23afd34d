"""The parts of a record that a person can set right: what is written for each, and the record with it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Any

import msgspec

from dragoman import knowledge
from dragoman.knowledge import ontology
from dragoman.model import (
    Basis,
    EntityKind,
    Event,
    EventStatus,
    EventType,
    Form,
    Medium,
    MeetingStatus,
    Sector,
    Stance,
)
from dragoman.store.rows import searchable
from dragoman.store.values.corrections import CorrectionError
from dragoman.store.values.press import KINDS, Record

PARTS: dict[str, tuple[str, ...]] = {
    "entity": ("name", "kind", "code", "sector"),
    "statement": (
        *("speaker", "speaker.name", "speaker.code", "speaker.sector", "speaker.anonymous"),
        *("form", "medium", "addressee", "date"),
    ),
    "event": ("type", "mode", "contexts", "actors", "recipients", "status", "date", "place", "statement"),
    "meeting": ("parties", "channel", "place", "date", "statement", "status", "topic"),
    "position": ("holder", "stance", "issue", "date", "statement"),
}
"""The parts of each kind. Where words stand is no part: a record on other words is another record."""

LISTS = ("contexts", "actors", "recipients", "parties")
CODES = ("code", "speaker.code")
NONE = "none"
WORDS: dict[tuple[str, str], type[Any]] = {
    ("entity", "kind"): EntityKind,
    ("entity", "sector"): Sector,
    ("statement", "speaker.sector"): Sector,
    ("statement", "form"): Form,
    ("statement", "medium"): Medium,
    ("event", "type"): EventType,
    ("event", "status"): EventStatus,
    ("meeting", "status"): MeetingStatus,
    ("position", "stance"): Stance,
}
"""The closed vocabularies."""
YES, NO = ("yes", "true"), ("no", "false")
CODED = re.compile(r"(?P<name>.+?)\s*\(\s*(?P<code>[A-Za-z]{3})\s*\)")


def kind_of(record: Record) -> str:
    """The kind of a record."""
    return searchable(record).kind


def known_part(kind: str, part: str) -> str:
    """*part* as a record of that *kind* has it. Raises `CorrectionError` with what comes near."""
    return chosen(part, PARTS[kind], f"part of {'an' if kind[0] in 'ae' else 'a'} {kind}")


def value_of(written: str, kind: str, part: str) -> Any:
    """What a person wrote for *part* of a record of that *kind*, as JSON has it."""
    written = written.strip()
    if part in LISTS:
        return _list(written, part)
    if part == "speaker":
        raise_unless(written == NONE, f"speaker is somebody or {NONE}: correct speaker.name, speaker.code and so on")
    if written == NONE or not written:
        return None
    if (kind, part) in WORDS:
        return chosen(written, [str(one) for one in WORDS[kind, part]], part)
    if part in CODES:
        return _code(written)
    return _plain(written, part)


def _plain(written: str, part: str) -> Any:
    match part:
        case "date":
            return _days(written)
        case "place":
            return _place(written)
        case "speaker.anonymous":
            raise_unless(written.casefold() in YES + NO, f"{written!r} is neither yes nor no")
            return written.casefold() in YES
    return written


def changed(record: Record, part: str, value: Any) -> Record:
    """*record* with *value* as its *part*, held against the model's own types; an event's score follows its type."""
    kind = kind_of(record)
    if isinstance(record, Event) and part == "mode" and value is not None:
        value = mode_of(record.type, str(value))
    return record_of(kind, _set(as_json(record), known_part(kind, part), value))


def was(record: Record, part: str) -> Any:
    """What *record* has as its *part*, as JSON has it."""
    found: Any = as_json(record)
    for name in part.split("."):
        found = None if found is None else found.get(name)
    return found


def as_json(record: Record) -> dict[str, Any]:
    """*record* as the codebook's JSON has it."""
    return dict(msgspec.json.decode(msgspec.json.encode(record)))


def record_of(kind: str, data: dict[str, Any]) -> Record:
    """The record of that *kind* that *data* says. Raises `CorrectionError` where it says none."""
    try:
        made: Record = msgspec.convert(_scored(kind, data), KINDS[kind])
    except (msgspec.ValidationError, ValueError) as error:
        raise CorrectionError(f"this is no {kind}: {error}") from None
    if isinstance(made, Event):
        _checked(made)
    return made


def _set(data: dict[str, Any], part: str, value: Any) -> dict[str, Any]:
    whole, _, inner = part.partition(".")
    if not inner:
        data[whole] = value
        return data
    raise_unless(data.get(whole) is not None, f"the record has no {whole}: nothing can be set in it")
    data[whole][inner] = value
    return data


def _scored(kind: str, data: dict[str, Any]) -> dict[str, Any]:
    """An event has the score of its type and mode, and no mode that its type does not have."""
    type = data.get("type")
    if kind != "event" or type not in list(EventType):
        return data
    mode = data.get("mode")
    if mode is not None and (EventType(type), mode) not in ontology.modes():
        mode = None
    return {**data, "mode": mode, "score": ontology.score(EventType(type), mode)}


def modes_of(type: EventType) -> list[str]:
    """The modes that events of that *type* can have."""
    return [mode for one, mode in ontology.modes() if one == type and mode]


def mode_of(type: EventType, written: str) -> str:
    """The mode that is *written*, where events of that *type* have it."""
    return chosen(written, modes_of(type) or [NONE], f"mode of {type}")


def _checked(event: Event) -> None:
    for context in event.contexts:
        chosen(context, list(ontology.contexts()), "context")


def _list(written: str, part: str) -> list[str]:
    several = [] if written == NONE else [one.strip() for one in written.split(",")]
    several = list(dict.fromkeys(one for one in several if one))
    return [chosen(one, list(ontology.contexts()), "context") for one in several] if part == "contexts" else several


def _days(written: str) -> dict[str, Any]:
    """`2022-03-01`, `2022-03-01/2022-03-31`, `2022-03-01/..`."""
    ends = [one.strip() for one in written.split("/")]
    raise_unless(len(ends) <= 2, f"{written!r} is no stretch of days: write 2022-03-01 or 2022-03-01/2022-03-31")
    days = [None if one in ("", "..") else _day(one) for one in ends]
    first, last = days[0], days[-1]
    raise_unless(first is not None or last is not None, f"{written!r} names no day: write 2022-03-01, or {NONE}")
    raise_unless(first is None or last is None or first <= last, f"{written!r} ends before it begins")
    return {"earliest": first and str(first), "latest": last and str(last), "basis": str(Basis.GIVEN)}


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise CorrectionError(f"{written!r} is no day: write YEAR-MONTH-DAY, such as 2021-12-23") from None


def _place(written: str) -> dict[str, Any]:
    """`Geneva` or `Geneva (CHE)`."""
    found = CODED.fullmatch(written)
    code = None if found is None else chosen(found["code"], list(_states()), "state")
    return {"name": found["name"] if found else written, "code": code, "lat": None, "lon": None}


def _code(written: str) -> str:
    return chosen(written, [*_states(), *_bodies()], "code of a state or body")


@cache
def _states() -> tuple[str, ...]:
    return tuple(row.code for row in knowledge.states())


@cache
def _bodies() -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.code for row in knowledge.organisations() if row.code))


def chosen(written: str, known: Iterable[str], what: str) -> str:
    """The one of the *known* that is *written*, whatever its case. Raises `CorrectionError` with what comes near."""
    by_key = {one.casefold(): one for one in known}
    if found := by_key.get(written.strip().casefold()):
        return found
    near = get_close_matches(written.strip().casefold(), by_key, n=3, cutoff=0.5)
    if near:
        raise CorrectionError(f"{written!r} is no {what}: did you mean {_or([by_key[one] for one in near])}?")
    several = sorted(by_key.values())
    listed = f"write {_or(several)}" if len(several) <= 40 else "see docs/reference"
    raise CorrectionError(f"{written!r} is no {what}: {listed}")


def _or(several: list[str]) -> str:
    return " or ".join(part for part in (", ".join(several[:-1]), *several[-1:]) if part) or NONE


def raise_unless(holds: bool, why: str) -> None:
    """Raises `CorrectionError` for *why* where something does not hold."""
    if not holds:
        raise CorrectionError(why)
