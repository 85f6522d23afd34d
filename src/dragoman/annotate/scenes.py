"""Where people are who are of no told side: the state of a crowd, of a town's police, of a town."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from spacy.tokens import Token

from dragoman.annotate import lookup
from dragoman.annotate.actors import LOCAL
from dragoman.annotate.cast import Cast
from dragoman.annotate.roles import RoleMatch
from dragoman.annotate.salience import HOME, fronted_seat, guests_of
from dragoman.model import EntityKind

TRADERS = frozenset({"shopkeepers", "vendors", "stallholders", "hoteliers", "oligarchs", "putschists", "coup plotters"})
STRANGERS = frozenset(
    "tourist tourists passenger passengers evacuees".split()
)  # who are of another state than the place
SET = {"name": 1.0, "metonym": 1.0, "demonym": 0.2}  # how much a word for a state tells of where one is
TOPIC = 0.8  # how much each mention of a state tells of where the story plays


def is_local(role: RoleMatch) -> bool:
    """Whether a role is one of people who are of the place where they are."""
    return (role.sector in LOCAL or role.role.noun in TRADERS) and role.role.noun not in STRANGERS


def scene(cast: Cast, role: RoleMatch) -> tuple[str, ...]:
    """The state in which a crowd is: where its sentence or the ones before are set, else whom they speak of."""
    if not is_local(role):
        return ()
    if (seat := fronted_seat(cast, role)) is not None:
        return (seat,)
    near: defaultdict[str, float] = defaultdict(float)
    barred = guests_of(cast, cast.parse.doc[role.head])
    for mention in cast.mentions:
        actor = cast.actors[mention.keys[0]]
        distance = cast.sentence_of[role.head] - cast.sentence_of[mention.head]
        side = lookup.side_key(cast.actors, actor)
        if side in barred:
            continue
        if len(mention.keys) == 1 and actor.code and cast.actors[side].kind == EntityKind.STATE:
            near[side] += TOPIC + max(0.1, 3.0 - distance) * (2.0 if mention.place else SET.get(mention.how, 0.2))
    if cast.home is not None:
        near[cast.home] += HOME
    return (max(near, key=lambda key: near[key]),) if near else ()


def is_between(cast: Cast, head: Token) -> bool:
    """Whether a crowd is of several states: "the two will reopen the ports, and families may telephone again"."""
    sentence = cast.sentence_of[head.i]
    before = (one for one in cast.mentions if cast.sentence_of[one.head] == sentence and one.head < head.i)
    told = [one for one in before if one.how not in ("description", "pronoun")]
    return bool(told) and told[-1].how == "sides" and len(told[-1].keys) > 1


def settle_towns(cast: Cast, places: Iterable[tuple[int, int, str]]) -> None:
    """Gives what is named like a town the code of its state, once places are known. *places*: offsets of both ends, codes."""
    doc, codes = cast.parse.doc, {(start, end): code for start, end, code in places}
    for mention in cast.mentions:
        first, last, actor = doc[mention.start], doc[mention.end - 1], cast.actors[mention.keys[0]]
        code = codes.get((first.idx, last.idx + len(last)))
        unknown = actor.kind == EntityKind.ORGANIZATION and actor.sector is None and actor.code is None
        if code is not None and mention.how == "name" and unknown:
            actor.kind, actor.code = EntityKind.PLACE, code


def settle_crowds(cast: Cast, places: Iterable[tuple[int, str]]) -> None:
    """Gives crowds the state of the place in their sentence, once places are known. *places*: offsets and codes."""
    doc, by_sentence = cast.parse.doc, defaultdict[int, list[tuple[int, str]]](list)
    starts = {token.idx: token.i for token in doc}
    for offset, code in places:
        if offset in starts:
            by_sentence[cast.sentence_of[starts[offset]]].append((starts[offset], code))
    for mention in cast.mentions:
        actor, guests = cast.actors[mention.keys[0]], guests_of(cast, cast.parse.doc[mention.head])
        here = [one for one in by_sentence[cast.sentence_of[mention.head]] if one[1] not in guests]
        if actor.placed and here:
            actor.placed = False
            actor.code = min(here, key=lambda place: abs(place[0] - mention.head))[1]
