"""Frames: clauses with slots, read from tab-separated files. README.md beside this file says what they look like."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.knowledge.ontology import modes
from dragoman.model import EventStatus, EventType

COLUMNS = ("sense", "type", "mode", "kind", "template", "note")
KINDS = ("verb", "noun", "fixed")
SLOTS = ("gov", "mil", "reb", "opp", "civ", "org", "jud", "biz", "per")
SLOT = re.compile(r"\[([ST])(?::([a-z,]+))?\]")
TRIGGER = re.compile(r"\{([^{}]+)\}")
CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")


class BadFrame(Exception):
    """A frame that cannot be read: `file:line: what`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A clause with slots: one *sense* of *type* (None: no event), told as a verb, a noun or fixed words."""

    sense: str
    type: EventType | None
    mode: str | None
    kind: str
    status: EventStatus
    template: str


def frames(path: Path) -> Iterator[Frame | BadFrame]:
    """The frames of a file in order; one that cannot be read comes as the error that says why."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        if tuple(next(rows, ())) != COLUMNS:
            yield BadFrame(f"{path}:1: the head line is {' '.join(COLUMNS)}, parted by tabs")
            return
        for number, row in enumerate(rows, start=2):
            try:
                yield frame(row)
            except BadFrame as error:
                yield BadFrame(f"{path}:{number}: {error}")


def frame(row: list[str]) -> Frame:
    """One frame from its columns; raises BadFrame with what is wrong."""
    if len(row) not in (len(COLUMNS) - 1, len(COLUMNS)):
        raise BadFrame(f"{len(row)} columns, not {len(COLUMNS)}: {row}")
    sense, type, mode, told, template = row[:5]
    kind, _, status = told.partition(":")
    if type != "NONE" and type not in list(EventType):
        raise BadFrame(f"{type!r} is no type")
    if mode and (type == "NONE" or (EventType(type), mode) not in modes()):
        raise BadFrame(f"{mode!r} is no mode of {type}")
    if kind not in KINDS or (status and status not in list(EventStatus)):
        raise BadFrame(f"kind {told!r} is none of {', '.join(KINDS)}, with a status behind a colon")
    _check(template, event=type != "NONE")
    return Frame(
        sense=sense,
        type=None if type == "NONE" else EventType(type),
        mode=mode or None,
        kind=kind,
        status=EventStatus(status) if status else EventStatus.ACTUAL,
        template=template,
    )


def _check(template: str, *, event: bool) -> None:
    """The template has its slots and one trigger, and nothing that is neither."""
    slots = SLOT.findall(template)
    if event and not slots:
        raise BadFrame(f"no [S] or [T] in {template!r}")
    for _, kinds in slots:
        unknown = [kind for kind in kinds.split(",") if kind and kind not in SLOTS]
        if unknown:
            raise BadFrame(f"slot kind {', '.join(unknown)} is none of {', '.join(SLOTS)}")
    if event and len(TRIGGER.findall(template)) != 1:
        raise BadFrame(f"one {{trigger}} a frame, not {len(TRIGGER.findall(template))}: {template!r}")
    rest = CHOICE.sub("", TRIGGER.sub("", SLOT.sub("", template)))
    stray = re.search(r"[\[\]{}()|]", rest)
    if stray is not None:
        raise BadFrame(f"stray {stray.group()!r} in {template!r}")
