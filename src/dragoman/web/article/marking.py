"""What a person with a name says of a record: right, wrong, wrong in a part; that one was missed; and undoing it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from dragoman.store import Act, CorrectionError, Person, add_record, mark, reviewed, undo
from dragoman.store.article_page import ArticlePage, article_page
from dragoman.store.corrections.adding import NEEDED
from dragoman.store.corrections.parts import known_part, value_of
from dragoman.web.addresses import evidence, here
from dragoman.web.article.fields import ASKED, LABELS
from dragoman.web.asking import Ask, Asked
from dragoman.web.forms import Signed

routes = APIRouter(include_in_schema=False)

NAMELESS = "Only who has signed in can say what is right or wrong: every correction has somebody's name."
OLDER = "This is an earlier version of the page. Add the record to the newest one."
COMMAND = re.compile(r"(: )?(--\w+( \w+=\S+)?|dragoman \w+ \w+[^:]*)$")
"""The end of what the store says where it speaks to somebody at a command line."""


@routes.post("/article/{id}/records/{record}/mark")
def marked(ask: Ask, form: Signed, id: str, record: str) -> Response:
    """Marks a record as right or wrong, or a part of it as wrong."""
    by = _person(ask, form)
    said = _one_of(form.get("says", ""), (Act.RIGHT, Act.WRONG, Act.PART), "Say whether the record is right or wrong.")
    written = f"{id}/{record}"
    with _told():
        part, wanted = None, None
        if said is Act.PART:
            kind = reviewed(ask.store, written).found.kind
            part = known_part(kind, form.get("part", ""))
            wanted = value_of(form.get("value", ""), kind, part)
        mark(ask.store, written, said, by=by, part=part, value=wanted)
    return RedirectResponse(evidence(id, record), status_code=303)


@routes.post("/article/{id}/records")
def added(ask: Ask, form: Signed, id: str) -> Response:
    """Adds a record that the reader missed, on words of the newest version."""
    by, found = _person(ask, form), article_page(ask.store, id)
    if not found.current:
        raise HTTPException(400, OLDER)
    kind = form.get("kind", "")
    if kind not in ASKED:
        raise HTTPException(400, "Say what the words tell: a statement, an event, a meeting or a position.")
    missing = [LABELS[name] for name in ASKED[kind] if name in NEEDED[kind] and not form.get(name, "").strip()]
    if missing:
        raise HTTPException(400, f"Fill in: {', '.join(missing)}.")
    words, nth = _words(found, form)
    said = {name: form[name].strip() for name in ASKED[kind] if form.get(name, "").strip()}
    trigger = form.get("trigger", "").strip() or None
    with _told():
        one = add_record(
            ask.store, found.address, kind, words=words, said=said, by=by, nth=nth,
            trigger=trigger if kind == "event" else None,
        )  # fmt: skip
    return RedirectResponse(evidence(id, one.record or ""), status_code=303)


@routes.post("/corrections/{correction}/undo")
def undone(ask: Ask, form: Signed, correction: str) -> Response:
    """Takes a correction back, or brings one back."""
    with _told():
        undo(ask.store, correction, by=_person(ask, form))
    return RedirectResponse(here(form.get("to", "/corrections")), status_code=303)


def _person(ask: Asked, form: Mapping[str, str]) -> Person:
    """Who says so, when and why."""
    if ask.viewer.name is None:
        raise HTTPException(403, NAMELESS)
    why = " ".join(form.get("why", "").split())
    if not why:
        raise HTTPException(400, "Give the reason: whoever reads it later can then judge for themselves.")
    return Person(who=ask.viewer.name, at=ask.now, why=why)


def _one_of(said: str, acts: tuple[Act, ...], otherwise: str) -> Act:
    found = next((act for act in acts if act == said), None)
    if found is None:
        raise HTTPException(400, otherwise)
    return found


def _words(found: ArticlePage, form: Mapping[str, str]) -> tuple[str, int | None]:
    """The words that are marked, as they stand in the article, and which of several places where they stand.

    *at* is where they begin, in code points, where a script has seen it; a browser may have changed line ends and
    spaces in what was pasted.
    """
    text, written = found.article.text, form.get("words", "").strip()
    if not written:
        raise HTTPException(400, "Mark the words that the record rests on, or copy them into the form.")
    places = [match.span() for match in re.finditer(r"\s+".join(map(re.escape, written.split())), text)]
    if not places:
        raise HTTPException(400, "These words do not stand in the article. Copy them as they stand there.")
    at = int(form["at"]) if form.get("at", "").isascii() and form.get("at", "").isdigit() else None
    start, end = next((place for place in places if place[0] == at), places[0])
    if len(places) > 1 and at != start:
        raise HTTPException(400, f"These words stand in the article {len(places)} times. Copy a few more around them.")
    words = text[start:end]
    return words, 1 + sum(1 for match in _every(text, words) if match < start)


def _every(text: str, words: str) -> Iterator[int]:
    """Every place where *words* stand, as the store counts them: also where they overlap."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


@contextmanager
def _told() -> Iterator[None]:
    """What cannot be is told without the words for a command line."""
    try:
        yield
    except CorrectionError as error:
        raise HTTPException(400, f"This cannot be: {COMMAND.sub('', str(error))}.") from None
