"""Who is of a town or a province by its name: "Kharkiv Mayor X", "Chicago police", "the governor of Texas"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from spacy.tokens import Doc, Token

from dragoman.annotate.cast import Cast
from dragoman.annotate.place_proposals import is_known
from dragoman.annotate.roles import RoleMatch
from dragoman.model import Sector

LONGEST = 3  # words of a town's name
# Offices and bodies that a town or a province has, or of which its name tells which it is, and what may stand between.
OF_A_TOWN = frozenset(
    "administrator chief commissioner councillor court gov. governor hospital judge lawmaker mayor ministry official"
    " officials police prosecutor prosecutors rep. representative resident residents sen. senator sheriff spokesman spokesperson spokeswoman".split()
)
BETWEEN = frozenset(
    "city county district fire health ministry municipal oblast police provincial region regional state".split()
)

PARTIES = frozenset({"Republican", "Republicans", "Democrat", "Democratic", "Democrats"})
CREEDS = frozenset("Centre Christian Free Irish Liberal National New Social Socialist Sweden United".split())
CHAMBERS = frozenset({"House", "Senate"})
SEAT = re.compile(r",? ?\(?[RDI]-[A-Z]")  # ", D-Calif.", "(R-Texas)"
SET_BY = frozenset({"in", "at", "near", "outside"})
AREAS = frozenset("region province oblast county state district".split())


def is_american(doc: Doc, span: range, role: RoleMatch) -> bool:
    """Whether the holder *span* of a *role* is told by a party or chamber of Washington's: "Rep. Jane Doe, D-Ohio"."""
    if role.sector not in (Sector.LEG, Sector.GOV):
        return False
    before, behind = doc[max(0, role.start - 3) : span.start], doc[span.stop : span.stop + 8]
    if (
        any(_is_party(one) for one in before)
        or SEAT.match(behind.text)
        or any(one.text in CHAMBERS for one in before[:1])
    ):
        return True
    apposed = takewhile(lambda one: one.pos_ not in ("VERB", "AUX"), behind)
    return len(behind) > 1 and behind[0].text == "," and any(_is_party(one) for one in apposed)


def _is_party(word: Token) -> bool:
    """ "A Texas Republican", but no Christian or Social Democrat."""
    return word.text in PARTIES and not (word.i and word.nbor(-1).text in CREEDS)


def is_sited(cast: Cast, role: RoleMatch, *, name: range | None = None) -> bool:
    """Whether a place that is no side tells of where a role is, or *name* who holds it; the cast keeps it for its reading."""
    doc = cast.parse.doc
    if doc[role.head].lower_ not in OF_A_TOWN and role.sector != Sector.COP:
        return False
    names = _after(doc[name.stop - 1]) if name is not None else ()
    where = _scene(doc[role.head]) if role.sector == Sector.COP else ()
    for words in (*_before(doc, role.start), *_after(doc[role.head]), *names, *where):
        if all(_is_name(cast, doc[at]) for at in words) and is_known(doc[words.start : words.stop].text):
            cast.sites.append((words.start, words.stop))
            return True
    return False


def _before(doc: Doc, start: int) -> Iterator[range]:
    last = start - 1
    while last > 0 and doc[last].lower_ in BETWEEN:
        last -= 1
    yield from (range(first, last + 1) for first in range(max(0, last - LONGEST + 1), last + 1))


def _after(head: Token) -> Iterator[range]:
    """ "Of the Kharkiv region"."""
    doc, at = head.doc, head.i + 1
    if at + 1 >= len(doc) or doc[at].lower_ != "of":
        return
    first = at + 1 + (doc[at + 1].lower_ == "the")
    yield from (range(first, stop) for stop in range(min(first + LONGEST, len(doc)), first, -1))


def _scene(police: Token) -> Iterator[range]:
    """ "Police in Goma", "police arrested two at Seme": where they act."""
    verb = police.head if police.dep_ == "nsubj" else None
    for link in (*police.rights, *(verb.rights if verb is not None else ())):
        if link.dep_ == "prep" and link.lower_ in SET_BY:
            for place in link.children:
                yield range(place.left_edge.i, place.i + 1)


def _is_name(cast: Cast, token: Token) -> bool:
    of_a_region = token.i + 1 < len(token.doc) and token.nbor().lower_ in AREAS  # "Kharkiv region governor"
    named = token.pos_ == "PROPN" or (token.ent_type_ != "" or of_a_region) and not token.is_stop
    return token.text[:1].isupper() and named and token.i not in cast.known and token.i not in cast.people
