"""All that people said of records, newest first; what was said can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from dragoman.publish.corrected import value
from dragoman.store import Act, Correction
from dragoman.store.corrections.pages import Cut, corrections_page
from dragoman.web.addresses import evidence
from dragoman.web.article.cards import told_of
from dragoman.web.asking import Ask
from dragoman.web.pages import page

routes = APIRouter(include_in_schema=False)

SAID = {
    Act.RIGHT: "right",
    Act.WRONG: "wrong",
    Act.ADDED: "added: the reader missed it",
    Act.SPLIT: "apart from what it was merged with",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A correction: *what* it says of what *record*, at *href* in which words, and whether it still stands."""

    one: Correction
    what: str
    record: str
    href: str
    quote: str
    title: str
    stands: bool


@routes.get("/corrections")
def corrections(ask: Ask, cursor: Annotated[str | None, Query(max_length=80)] = None) -> Response:
    cut = corrections_page(ask.store, after=cursor)
    return page(
        ask, "corrections.html", lines=[_line(one, cut) for one in cut.said], older=cut.older, begun=cursor is not None
    )


def _line(one: Correction, cut: Cut) -> Line:
    about = cut.by_id.get(one.undoes or "", one)
    found = cut.found.get((one.article or "", one.record or ""))
    href = evidence(one.article or "", one.record or "") if found else ""
    return Line(
        one=one,
        what=f"taken back: {what(about)}" if one.act is Act.UNDONE else what(one),
        record=told_of(found.record, found.article.text)[0] if found else "",
        href=href,
        quote=found.quote if found else "",
        title=(found.article.title or "(no title)") if found else "",
        stands=one.id not in cut.taken_back,
    )


def what(one: Correction) -> str:
    """What a correction says: `type is ACCUSE`, `wrong`, `the same as Norwegian government`."""
    if one.act is Act.PART:
        return f"{one.part} is {value(one.value)}"
    if one.act is Act.MERGED:
        return f"{one.record} is the same {one.kind} as {one.other}"
    return SAID.get(one.act, str(one.act))
