"""Which outlet a plain text comes from: its masthead or its agency credit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.clean.blocks import Block, size_of, squeezed
from dragoman.clean.cues import cue_of
from dragoman.clean.dates import is_date_line
from dragoman.clean.names import NAME_WORD, NOT_NAMES

CREDIT = re.compile(r"^.{2,60}?\(([A-Z][\w&.’' -]{1,40})\)\s*(?:-|–|—|--|:)")
PRESS = frozenset(
    [
        "times",
        "post",
        "news",
        "daily",
        "herald",
        "gazette",
        "press",
        "agency",
        "review",
        "ledger",
        "observer",
        "chronicle",
        "courier",
        "sentinel",
        "lantern",
        "standard",
        "tribune",
        "journal",
        "wire",
        "guardian",
        "mail",
        "star",
        "telegraph",
        "examiner",
        "dispatch",
        "monitor",
        "mirror",
        "record",
        "register",
        "echo",
        "globe",
        "bulletin",
        "today",
        "online",
        "ministry",
        "embassy",
        "office",
        "radio",
        "television",
        "network",
        "service",
        "week",
        "weekly",
        "digest",
        "independent",
        "voice",
        "reporter",
        "express",
    ]
)
LABELLED = re.compile(r"(?:^|\s{2,})Source: ?([A-Z][\w&.’'-]*(?: [A-Z][\w&.’'-]*){0,4})(?=\s{2,}|$)")
SMALL = frozenset(["of", "the", "and", "for", "de", "la", "in", "&", "to", "on"])


def masthead(blocks: Sequence[Block], title: int | None) -> str | None:
    """The name at the head of the page, where it reads as an outlet's or comes again below."""
    for number, block in enumerate(blocks[: min(title or 0, 5)]):
        name = re.sub(r"\s*\([^)]*\)$", "", re.split(r"\s{3,}|\s[|·•–—-]\s", block.raw)[0]).strip()
        if _is_name(name) and (_press(name) or number == 0 and _again(name, blocks[number + 1 :])):
            return name
    return None


def labelled(blocks: Sequence[Block]) -> str | None:
    """The outlet of a line of labels: "Source: Delta Daily  Editor: …"."""
    return next((found.group(1) for block in blocks if (found := LABELLED.search(block.raw))), None)


def _is_name(name: str) -> bool:
    found = name.split()
    if not 1 <= len(found) <= 9 or cue_of(name) or is_date_line(name) or name.endswith((".", "!", "?", ":")):
        return False
    sections = sum(word.lower() in NOT_NAMES for word in found)
    if sections == len(found) or sections > 2:
        return False
    return all(NAME_WORD.match(word) or word.lower() in SMALL for word in found)


def _press(name: str) -> bool:
    return len(name.split()) >= 2 and any(word.lower() in PRESS for word in re.split(r"[\s-]", name))


def _again(name: str, blocks: Sequence[Block]) -> bool:
    wanted = squeezed(name)
    return any(wanted in squeezed(block.text) for block in blocks if size_of(block.text) < 30)


def agency(first: str) -> str | None:
    """The agency in a dateline's brackets: “VIENNA (Delta Press) -”."""
    found = CREDIT.match(first[:120])
    return found.group(1) if found and not found.group(1).isdigit() else None
