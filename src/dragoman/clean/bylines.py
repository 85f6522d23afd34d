"""Who wrote the article: metadata, a visible byline, at worst the name in an author box."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.clean.blocks import Block, Role, is_prose, size_of, squeezed
from dragoman.clean.dates import dates_in, is_date_line
from dragoman.clean.names import byline_in, is_byline, is_name_line
from dragoman.clean.verdicts import Verdict
from dragoman.model import LeftOutKind

ABOUT = re.compile(
    r"^about (?:the (?:author|writer): *)?((?-i:[A-Z])[\w.’'-]*(?: (?-i:[A-Z])[\w.’'-]*){1,3})", re.IGNORECASE
)
BOX = re.compile(
    r"^((?:[A-ZÀ-Þ][\w.’'-]*\s){2,4})(?:is|was|covers|reports|writes|has|edits)\b|^([A-ZÀ-Þ][\w.’'-]*(?: [A-ZÀ-Þ][\w.’'-]*){1,3})$"
)
SEVERAL = re.compile(r", | and | & |;|\|")
HEAD = 8
"""Blocks below the headline among which a byline stands."""
IN_DATELINE = re.compile(r"^.{2,70}?\((?:\w+ )?(?:reporter|correspondent)s? ((?:[A-ZÀ-Þ][\w.’'-]*(?: |(?=\)))){2,4})\)")
TOWN = re.compile(r",\s*[A-Z][\w-]+(?: [A-Z][\w-]+)?$")


def byline_of(blocks: Sequence[Block], title: int | None, authors: Sequence[str], outlet: str | None) -> str | None:
    """The names of a visible byline, else those of the metadata; an outlet is no author."""
    named = [name.strip() for name in authors if squeezed(name) != squeezed(outlet or "")]
    seen = visible_byline(blocks, title)
    if not named or seen and SEVERAL.search(seen) and all(squeezed(name) in squeezed(seen) for name in named):
        return seen
    return " and ".join(named)


def visible_byline(blocks: Sequence[Block], title: int | None) -> str | None:
    """The byline in the page's head, or right above the headline; who or what the headline names is a subject's tag."""
    start = 0 if title is None else title + 1
    headline = "" if title is None else squeezed(blocks[title].text)
    for number, block in enumerate(blocks[start : start + HEAD], start=start):
        found = _in_block(block)
        if found and (is_byline(block.text) or squeezed(found) not in headline):
            return found
        if number < start + 4 and is_name_line(block.text) and _dated(blocks[max(start, number - 1) : number + 2]):
            return byline_in(block.text)
    lines = (byline_in(block.text) for block in blocks if is_byline(block.text) and not block.zones)
    return next(lines, None) or _in_dateline(blocks[start:])


def _in_dateline(blocks: Sequence[Block]) -> str | None:
    """The name in a translated dateline: "Nanjing, May 3 (reporter Lu Wei) —"."""
    first = next((block.text for block in blocks if is_prose(block)), "")
    found = IN_DATELINE.match(first)
    return found.group(1).strip() if found else None


def _dated(beside: Sequence[Block]) -> bool:
    """Whether a date stands beside or in the line, as it does at a byline."""
    return any(is_date_line(block.text) or dates_in(block.text) and size_of(block.text) < 12 for block in beside)


def _in_block(block: Block) -> str | None:
    if is_prose(block) or size_of(block.text) > 24:
        return None
    if is_byline(block.text):
        return byline_in(block.text)
    if block.role is Role.BYLINE:
        found = next(
            (byline_in(part) for part in (block.text, *block.parts) if is_name_line(part) or is_byline(part)), None
        )
        return found or next((byline_in(part) for part in block.parts if is_name_line(part)), None)
    if not block.markup and is_name_line(block.raw):
        return byline_in(block.raw)
    return None


def boxed_author(blocks: Sequence[Block], out: Sequence[Verdict]) -> str | None:
    """The name in an author box: a weak hint, for pages without a byline."""
    for block, kind in zip(blocks, out, strict=True):
        if kind is LeftOutKind.AUTHOR:
            found = ABOUT.match(block.text) or BOX.match(block.text)
            name = next((group for group in found.groups() if group), None) if found else None
            if name:
                return name.strip()
    return None


def first_person(byline: str | None) -> str:
    """The first name on a byline, without place or trade."""
    return re.split(r",| and | & |\|", byline or "")[0].strip()


def tidy(byline: str) -> str:
    """One name without the town after its comma, and not in capitals."""
    if byline.count(",") == 1 and " and " not in byline:
        byline = TOWN.sub("", byline)
    return " ".join(_small(word) for word in byline.split()) if byline.isupper() and " " in byline else byline


def _small(word: str) -> str:
    return word[:1] + word[1:].replace("İ", "i").lower()
