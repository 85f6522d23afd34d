"""Several at once: "both sides", "the two countries", "the pair", by what was said before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from spacy.tokens import Token

from dragoman.annotate import lookup
from dragoman.annotate.actors import Actor
from dragoman.annotate.cast import Cast, Mention
from dragoman.annotate.kinds import acting, kind_of
from dragoman.knowledge.borders import neighbours
from dragoman.model import EntityKind

PERSONS = frozenset(
    "leaders ministers presidents men women envoys negotiators diplomats delegates premiers chancellors commanders"
    " generals man woman".split()
)
OF_COUNTRIES = frozenset(
    "countries nations neighbours neighbors governments states capitals presidents premiers armies kingdoms republics"
    " giants superpowers islands emirates monarchies".split()
)
OPPOSED = frozenset("rivals foes enemies neighbours neighbors".split())
SIDES = PERSONS | OF_COUNTRIES | OPPOSED | frozenset("sides parties powers delegations allies".split())
NEIGHBOURS = frozenset({"neighbours", "neighbors"})
TABLE = frozenset({"sides", "parties", "delegations"})  # "the parties", "all sides": those who sit at the table
COUPLES = frozenset({"pair", "duo"})
STATESMEN = frozenset({"leaders", "ministers", "presidents", "men"})
HUMANS = frozenset({"men", "women", "man", "woman"})
OTHER_GENDER = {"men": "f", "man": "f", "women": "m", "woman": "m"}
BOTH = frozenset({"both", "two", "three", "neither"})
ONE_OF_TWO = frozenset({"either", "each", "neither"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
MUTUAL = frozenset("talk negotiate hug embrace reconcile".split())
ANY_SIDES = SIDES | COUPLES | {"both", "neither", "two", "side"}
REACH = 6  # sentences in which "the parties" are whom the last such word meant
LISTED = 2  # sentences in which "the two countries" are the two that a list or such a word told


def is_sides(token: Token) -> bool:
    if token.lower_ not in ANY_SIDES:
        return token.pos_ == "PROPN" and len(kind_of(token) or ()) == 2 and _is_numbered(token)  # "the two Koreas"
    if token.lower_ in ("both", "neither"):
        return token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj") and not any(
            one.lower_ == "of" for one in token.rights
        )
    lefts = {child.lower_ for child in token.lefts}
    if token.pos_ == "NUM":
        return (
            token.lower_ == "two" and lefts == {"the"} and token.dep_ in ("nsubj", "nsubjpass", "dobj")
        )  # "the two spoke"
    if token.lower_ in ("man", "woman", "side"):
        return bool(lefts & (ONE_OF_TWO if token.lower_ == "side" else {"neither"}))
    if token.lower_ in COUPLES:
        return "the" in lefts and not any(one.dep_ == "prep" for one in token.rights)
    if token.lower_ in PERSONS and not lefts & {"the", "both", "neither", "these"} and not _leads_headline(token):
        return False  # "two diplomats said", "arrested three men" are any two or three
    return token.lower_ in SIDES and bool(lefts & BOTH) or _is_unnumbered(token, lefts)


def _leads_headline(token: Token) -> bool:
    """ "Two leaders meet"."""
    of = any(one.dep_ == "prep" for one in token.rights)
    return token.lower_ in STATESMEN - HUMANS and token.dep_ == "nsubj" and not of


def _is_unnumbered(token: Token, lefts: set[str]) -> bool:
    """ "The parties", "the former enemies"."""
    if token.lower_ in TABLE and lefts in ({"the"}, {"all"}):
        return True
    told = any(one.dep_ in ("prep", "relcl", "acl") for one in token.rights) or any(
        one.dep_ in ("poss", "nummod") or one.ent_type_ in ("GPE", "NORP") and not kind_of(token) for one in token.lefts
    )
    return token.lower_ in OPPOSED and "the" in lefts and not told


def several(cast: Cast, token: Token) -> tuple[str, ...]:
    """The two whom "them" means where it must be two: "neither of them", "she expects them to talk", "they hugged"."""
    return (_told_together(cast, token, 2) or _weightiest(cast, token, 2)) if _is_two(token) else ()


def _is_two(token: Token) -> bool:
    verb = token.head
    if token.dep_ == "pobj":
        whole, does = verb.head, verb.head.head
        acts = does.tag_ in FINITE or any(one.dep_ in ("aux", "auxpass") for one in does.children)
        return verb.lower_ == "of" and whole.lower_ in ONE_OF_TWO | {"both"} and whole.dep_ in SUBJECTS and acts
    alone = not any(
        one.dep_ in ("dobj", "prep") and one.lower_ in ("with", "to", "of", "about") for one in verb.children
    )
    return token.dep_ == "nsubj" and verb.lemma_ in MUTUAL and alone


def read_sides(cast: Cast, token: Token) -> bool:
    """ "Both sides", "the two countries": those told together before, else those named most, nearest and as subjects."""
    wanted = 3 if any(child.lower_ == "three" for child in token.lefts) else 2
    keys = _told_together(cast, token, wanted) if token.lower_ in COUPLES else ()
    if not keys and token.lower_ in PERSONS | COUPLES:
        keys = _persons(cast, token, wanted)
    if token.lower_ not in ANY_SIDES:
        keys = tuple(lookup.state_key(cast.actors, code) for code in sorted(kind_of(token) or ()))
    if not keys:
        keys = _told_together(cast, token, wanted) or _weightiest(cast, token, wanted)
    if keys:
        cast.add(Mention(start=lookup.phrase_start(token), end=token.i + 1, head=token.i, keys=keys, how="sides"))
    return bool(keys)


def _weightiest(cast: Cast, token: Token, wanted: int) -> tuple[str, ...]:
    barred, here, allowed = _before_object(cast, token), cast.sentence_of[token.i], kind_of(token)
    weights: defaultdict[str, float] = defaultdict(float)
    for mention in cast.mentions:
        near = 1.0 / (1 + max(0, here - cast.sentence_of[mention.head])) * (0.3 if mention.place else 1.0)
        for key in mention.keys:
            side = lookup.side_key(cast.actors, cast.actors[key])
            if token.lower_ in OF_COUNTRIES | COUPLES and cast.actors[side].kind == EntityKind.IGO:
                continue
            if side not in barred and _sits(cast.actors[side], cast.actors[key]) and _fits(side, allowed):
                weights[side] += near * (1.0 + lookup.prominence(cast.parse.doc[mention.head], mention.how))
    found = sorted(weights, key=lambda side: -weights[side])
    if token.lower_ in NEIGHBOURS and wanted == 2:
        found = next(([one, other] for other in found for one in found if one in neighbours(other)), [])
    elif token.lower_ in OPPOSED and not _is_numbered(token) and len(weights) > wanted:
        return ()  # "the rivals" are any two of many
    found = found[:wanted]
    return tuple(sorted(found, key=list(weights).index)) if len(found) >= wanted else ()


def _fits(side: str, allowed: Collection[str] | None) -> bool:
    return allowed is None or side in allowed


def _is_numbered(token: Token) -> bool:
    return token.lower_ in COUPLES | {"both", "neither", "two", "side"} or any(
        child.lower_ in BOTH for child in token.lefts
    )


def _told_together(cast: Cast, token: Token, wanted: int) -> tuple[str, ...]:
    """Those of whom such a word was said before, or whom a list told, whichever is nearer; of two a list soon before."""
    here, allowed, barred = cast.sentence_of[token.i], kind_of(token), _before_object(cast, token)
    for mention in reversed(cast.mentions):
        away = here - cast.sentence_of[mention.head]
        if mention.how == "sides" and len(mention.keys) > 1 and away <= (LISTED if _is_numbered(token) else REACH):
            keys = mention.keys if not _is_numbered(token) or len(mention.keys) == wanted else ()
        else:
            keys = _listed(cast, mention, wanted) if wanted > 2 or away <= LISTED else ()
        sides = [lookup.side_key(cast.actors, cast.actors[key]) for key in keys]
        if sides and not barred.intersection(sides) and all(_fits(side, allowed) for side in sides):
            return tuple(dict.fromkeys(sides)) if len(set(sides)) == len(keys) else keys
    return ()


def _listed(cast: Cast, mention: Mention, count: int) -> tuple[str, ...]:
    """The states of a list of *count* ("Russia, Turkey and Iran") that begins with *mention*."""
    first = cast.parse.doc[mention.head]
    joined = [cast.heads.get(one.i) for one in (first, *first.conjuncts)]
    if (
        first.dep_ == "conj"
        or len(joined) != count
        or not all(one is not None and len(one.keys) == 1 for one in joined)
    ):
        return ()
    sides = {lookup.side_key(cast.actors, cast.actors[one.keys[0]]): None for one in joined if one is not None}
    states = all(cast.actors[side].kind == EntityKind.STATE for side in sides)
    return tuple(sides) if states and len(sides) == count else ()


def _persons(cast: Cast, token: Token, wanted: int) -> tuple[str, ...]:
    """The people last named, where there are as many as asked for a little before; their sides if these differ."""
    chosen = _people_before(cast, token)[:wanted]
    if len(chosen) < wanted:
        return ()
    sides = tuple(dict.fromkeys(lookup.side_key(cast.actors, actor) for actor in reversed(chosen)))
    if len(sides) < wanted and token.lower_ in COUPLES:
        return ()  # a body's two officials are seldom the pair
    return sides if len(sides) == wanted else tuple(actor.key for actor in reversed(chosen))


def _people_before(cast: Cast, token: Token) -> list[Actor]:
    """The people named within two sentences, or for "both men" within six, the nearest first."""
    found: dict[str, Actor] = {}
    here, barred, humans = cast.sentence_of[token.i], _before_object(cast, token), token.lower_ in HUMANS
    asked = humans and token.dep_ in ("dobj", "pobj", "dative")  # "she invited both men"
    for mention in reversed(cast.mentions):
        actor, away = cast.actors[mention.keys[0]], here - cast.sentence_of[mention.head]
        if away > (REACH - 1 if humans else 1):
            break
        if (
            actor.kind != EntityKind.PERSON
            or not actor.code
            or actor.anonymous
            or actor.plural
            or len(mention.keys) > 1
        ):
            continue
        other = actor.gender == OTHER_GENDER.get(token.lower_)
        if humans and not actor.words or asked and away == 0 or other:
            continue
        if humans or lookup.side_key(cast.actors, actor) not in barred:
            found.setdefault(actor.key, actor)
    return list(found.values())


def _sits(side: Actor, actor: Actor) -> bool:
    crowd = side.people or side.kind == EntityKind.GROUP and side.row.startswith("roles:")
    return bool(actor.code) and side.kind in (EntityKind.STATE, EntityKind.IGO, EntityKind.GROUP) and not crowd


def _before_object(cast: Cast, token: Token) -> frozenset[str]:
    """Who is named before "both sides" in its sentence, where these are an object: whoever urges them is none of them."""
    asked = token.dep_ == "pobj" and token.head.lower_ in ("on", "upon", "to") and token.head.head.pos_ == "VERB"
    told = token.lower_ == "them" and token.dep_ == "nsubj"  # "she expects them to talk"
    if token.dep_ not in ("dobj", "dative") and not asked and not told:
        return frozenset()
    if actors := frozenset(acting(cast, token)):
        return actors
    sentence = cast.sentence_of[token.i]
    return frozenset(
        lookup.side_key(cast.actors, cast.actors[key])
        for mention in cast.mentions
        if cast.sentence_of[mention.head] == sentence and _leads(cast.parse.doc[mention.head])
        for key in mention.keys
    )


def _leads(head: Token) -> bool:
    """Whether a word is neither an object nor in a clause that tells more of another."""
    return head.dep_ not in ("pobj", "dobj") and head.head.dep_ != "relcl"
