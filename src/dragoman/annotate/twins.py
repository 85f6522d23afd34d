"""Names that states, or parties of several states, share: "Georgia" beside "congressman" is none of the Caucasus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from spacy.tokens import Doc

from dragoman import knowledge
from dragoman.annotate.names import Kind, Match, Referent, folded, state_referent
from dragoman.knowledge import Holder, Twin


@cache
def _twins() -> dict[str, Twin]:
    return {folded(row.name): row for row in knowledge.twins()}


def told_apart(doc: Doc, sentences: Iterable[range], found: tuple[Match, ...]) -> tuple[Match, ...]:
    """The *found* names, those of a twin made its state's, where words beside them or in the article tell of the twin."""
    shared = [one for one in found if one.kind == Kind.NAME and folded(doc[one.start : one.end].text) in _twins()]
    if not shared:
        return found
    own = [one.start for one in found if one.kind != Kind.NAME and _codes(one) & _codes(shared[0])]
    twin = _twins()[folded(doc[shared[0].start : shared[0].end].text)]
    if not own:
        told = {*twin.cues, *twin.hints}.intersection(token.text for token in doc)
        turned = set(shared) if told else set()
    else:
        spans = [one for one in sentences if not any(at in one for at in own)]
        told_in = [one for one in spans if not {doc[at].text for at in one}.isdisjoint(twin.cues)]
        turned = {one for one in shared for span in told_in if one.start in span}
    return tuple(_twin_of(doc, one) if one in turned else one for one in found)


def of_the_story(found: tuple[Match, ...]) -> tuple[Match, ...]:
    """The *found* names, a party's that several states share ("the Social Democrats") made the one of the state told of most."""
    shared = [one for one in found if _is_shared(one)]
    if not shared:
        return found
    told = Counter(code for one in found if one not in shared for code in _codes(one))
    return tuple(_of_most(one, told) if one in shared else one for one in found)


def _is_shared(match: Match) -> bool:
    bodies = [one for one in match.referents if isinstance(one, Referent) and one.row.startswith("national_bodies:")]
    return match.kind == Kind.NAME and len(bodies) == len(match.referents) > 1


def _of_most(match: Match, told: Counter[str | None]) -> Match:
    """The first of the rows where the article names none of their states."""
    bodies = [one for one in match.referents if isinstance(one, Referent)]
    return Match(match.start, match.end, match.kind, (max(bodies, key=lambda body: told[body.code]),))


def _codes(match: Match) -> set[str | None]:
    """The states that a name, or the offices of those who bear it, are of."""
    bodies = {one.body for one in match.referents if isinstance(one, Holder)}
    return bodies | {one.code for one in match.referents if isinstance(one, Referent)}


def _twin_of(doc: Doc, match: Match) -> Match:
    code = _twins()[folded(doc[match.start : match.end].text)].state
    state = next(one for one in knowledge.states() if one.code == code)
    return Match(match.start, match.end, Kind.METONYM, (state_referent(state),))
