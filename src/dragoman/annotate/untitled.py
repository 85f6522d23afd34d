"""Whose somebody is who bears no title: "the Kremlin's Dmitry Kozak", "X, who led the Ukrainian delegation"."""

from __future__ import annotations

from dragoman.annotate.actors import Actor
from dragoman.annotate.cast import Cast
from dragoman.annotate.salience import sides_at
from dragoman.model import EntityKind

LEADING = frozenset({"lead", "head", "chair", "run", "command", "rule", "govern", "represent"})
TEAMS = frozenset({"delegation", "team", "mission", "side", "government", "negotiators"})


def affiliate_untitled(cast: Cast, actor: Actor, span: range) -> None:
    """ "The Kremlin's Dmitry Kozak", "Andriy Yermak, who led the Ukrainian delegation": a side's man without a title."""
    sides = _sides_beside(cast, span)
    side = cast.actors[sides[0]] if sides else None
    national = side is not None and side.row.startswith("national_bodies:")
    if side is not None and (national or side.kind in (EntityKind.STATE, EntityKind.IGO)):
        actor.code, actor.sector = side.code, actor.sector or side.sector
    elif side is not None and side.row.startswith("groups:"):
        actor.code, actor.sector, actor.label = side.code, actor.sector or side.sector, side.label or side.name


def chaired(cast: Cast, span: range) -> Actor | None:
    """The body of "X, who chairs the CSTO" and "X … at the head of the OSCE": told without another office, X speaks as its chair."""
    doc, sentence = cast.parse.doc, cast.parse.sentences[cast.sentence_of[span.start]]
    for token in doc[span.stop : sentence.stop]:
        led = token.lemma_ == "chair" and token.i > 1 and token.nbor(-1).lower_ == "who" and token.i == span.stop + 2
        heads = token.lower_ == "head" and [one.lower_ for one in doc[token.i - 2 : token.i]] == ["at", "the"]
        if led or heads and doc[span.stop - 1].dep_ == "nsubj":
            sides = (key for at in range(token.i + 1, min(token.i + 4, sentence.stop)) for key in sides_at(cast, at))
            body = next((cast.actors[key] for key in sides), None)
            return body if body is not None and body.kind == EntityKind.IGO else None
    return None


def _sides_beside(cast: Cast, span: range) -> tuple[str, ...]:
    doc = cast.parse.doc
    if span.start > 1 and doc[span.start - 1].tag_ == "POS":
        return _sides_up_to(cast, span.start - 2)
    if span.stop + 2 >= len(doc):
        return ()
    if doc[span.stop].text == "(":
        closing = next((one.i for one in doc[span.stop : span.stop + 6] if one.text == ")"), None)
        return _sides_up_to(cast, closing - 1) if closing is not None else ()  # "Joseph Karekezi (Rwanda) said"
    if doc[span.stop].lower_ == "of":
        return next((found for at in (span.stop + 1, span.stop + 2) if (found := sides_at(cast, at))), ())
    if doc[span.stop].text == "," and doc[span.stop + 1].lower_ == "who":
        led = next((one for one in doc[span.stop + 2 : span.stop + 5] if one.pos_ == "VERB"), None)
        team = next((one for one in led.children if one.dep_ == "dobj"), None) if led is not None else None
        if led is not None and team is not None and (led.lemma_ in LEADING or team.lower_ in TEAMS):
            return next((found for at in range(team.left_edge.i, team.i + 1) if (found := sides_at(cast, at))), ())
    return ()


def _sides_up_to(cast: Cast, last: int) -> tuple[str, ...]:
    """The side whose name ends at token *last*."""
    match = next((one for one in cast.known.values() if one.end == last + 1), None)
    return sides_at(cast, match.start if match is not None else last)
