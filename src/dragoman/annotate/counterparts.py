"""Another side than the owner's: "its neighbour", "his Egyptian counterpart"."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.annotate import holders, lookup
from dragoman.annotate.actors import Actor
from dragoman.annotate.cast import Cast, Mention
from dragoman.annotate.kinds import neighbour
from dragoman.annotate.salience import sides_at
from dragoman.knowledge.borders import neighbours
from dragoman.model import EntityKind

COUNTERPARTS = frozenset(
    {"neighbour", "neighbor", "neighbours", "neighbors", "counterpart", "counterparts", "partner", "partners"}
)
OPPOSITE = frozenset({"number", "numbers"})
PARTNERS_AT_HOME = frozenset("coalition business junior governing ruling life sparring running".split())
NEIGHBOURS = frozenset({"neighbour", "neighbor"})
SEVERAL = frozenset({"neighbours", "neighbors"})


def is_counterpart(token: Token) -> bool:
    """ "Its neighbour", "his opposite number"."""
    opposite = token.i > 0 and token.lower_ in OPPOSITE and token.nbor(-1).lower_ == "opposite"
    return opposite or token.lower_ in COUNTERPARTS


def read_counterpart(cast: Cast, token: Token) -> bool:
    """ "Its neighbour", "his Egyptian counterpart": another side than the owner's, the one last named."""
    owner = next((child for child in token.lefts if child.dep_ == "poss"), None)
    if owner is None or any(one.lower_ in PARTNERS_AT_HOME for one in token.lefts):
        return False
    placed = lookup.bearer(token, cast.people) is not None or any(one.dep_ == "prep" for one in token.rights)
    if token.lower_ in OPPOSITE and placed:
        return False  # "his opposite number in Lima": told by his title, or where he is
    mention = cast.heads.get(owner.i)
    if told := [side for at in range(owner.i + 1, token.i) for side in sides_at(cast, at)]:
        return (
            token.tag_ == "NN"
            and mention is not None
            and _read_namesake(cast, token, cast.actors[mention.keys[0]], told)
        )
    own = {lookup.side_key(cast.actors, cast.actors[key]) for key in mention.keys} if mention else set()
    if owner.lower_ in ("our", "my") or not own:
        own = own or {key for key in _last_subject(cast)}
    beside = token.lower_ in NEIGHBOURS and neighbour(cast, token, own) or None
    found = lookup.state_key(cast.actors, beside) if beside else _other_state(cast, own)
    if token.lower_ in SEVERAL and found is not None and not _borders(cast, found, own):
        return True  # no state that is told of lies beside it
    if found is not None:
        cast.add(Mention(start=lookup.phrase_start(token), end=token.i + 1, head=token.i, keys=(found,), how="sides"))
    return found is not None


def _borders(cast: Cast, state: str, own: set[str]) -> bool:
    codes = {cast.actors[key].code for key in own}
    return any(code is not None and cast.actors[state].code in neighbours(code) for code in codes)


def _read_namesake(cast: Cast, token: Token, own: Actor, sides: list[str]) -> bool:
    """ "His Qatari counterpart": who holds the same office in that state."""
    code = cast.actors[sides[0]].code or ""
    row = holders.same_office(own, code, cast.day, cast.roster) if own.kind == EntityKind.PERSON else None
    if row is None or lookup.bearer(token, cast.people) is not None:
        return False
    found = lookup.introduced(cast, row, token.lower_)
    start = lookup.phrase_start(token)
    cast.add(Mention(start=start, end=token.i + 1, head=token.i, keys=(found.key,), how="description"))
    return True


def _other_state(cast: Cast, own: set[str]) -> str | None:
    """The key of the state last named that is none of *own*."""
    for candidate in reversed(cast.mentions):
        actor = cast.actors[candidate.keys[0]]
        side = lookup.side_key(cast.actors, actor)
        if actor.code and side not in own and cast.actors[side].kind == EntityKind.STATE:
            return side
    return None


def _last_subject(cast: Cast) -> tuple[str, ...]:
    """The side of the subject last named: who says "our" in a quotation before its cue, more often than not."""
    for mention in reversed(cast.mentions):
        actor = cast.actors[mention.keys[0]]
        if actor.kind == EntityKind.PERSON and actor.code:
            return (lookup.side_key(cast.actors, actor),)
    return ()
