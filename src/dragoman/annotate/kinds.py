"""States told by their kind, their region or their place: "the kingdom", "the Andean nation", "its northern neighbour"."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from functools import cache

from spacy.tokens import Doc, Token

from dragoman import knowledge
from dragoman.annotate import lookup
from dragoman.annotate.actors import is_crowd
from dragoman.annotate.cast import Cast, Mention
from dragoman.annotate.holders import own_state
from dragoman.annotate.names import Kind, Match, Referent
from dragoman.knowledge.borders import lies, neighbours
from dragoman.model import EntityKind, Sector

PLAIN = frozenset({"country", "nation", "republic", "territory"})  # said of any state
OWN = frozenset({"country", "nation", "homeland"})
AT_HOME = frozenset({"junta", "rulers", "putschists"})  # who act in their own country
STATES = PLAIN | {"state", "power", "neighbour", "neighbor"}
KOREAS = {"North": ("KOR", "PRK"), "South": ("PRK", "KOR")}
DEFINITE = frozenset({"the", "this"})
INSIDE = frozenset({"in", "at", "across", "throughout", "inside", "into", "around", "outside", "from"})
COMPASS = {f"{side}ern": side for side in ("north", "south", "east", "west")}
NEAR = 3.0  # sentences in which a state counts more than for having been named
NAMED = 0.3  # what a state counts for having been named, times the root of how often
SAME = 0.65  # what part of the states of a region and of a body's members they must share
BESIDE = 2  # sentences within which the body is named
PLACE = 0.3  # how much of its weight a state has that is only where something is


@cache
def _kinds() -> dict[str, frozenset[str]]:
    return {row.word: frozenset(row.states) for row in knowledge.state_kinds()}


def kind_of(head: Token) -> frozenset[str] | None:
    """The states that a phrase like "island kingdom" can be said of; null where its words tell nothing of that."""
    words = [one.lower_ for one in head.doc[lookup.phrase_start(head) : head.i] if one.text != "-"] + [
        head.lemma_.lower()
    ]
    found: list[frozenset[str]] = []
    while words:
        size = next((one for one in (2, 1) if " ".join(words[-one:]) in _kinds()), 0)
        if size:
            found.append(_kinds()[" ".join(words[-size:])])
        words = words[: -size or -1]
    return frozenset.intersection(*found) if found else None


@cache
def _members() -> dict[str, frozenset[str]]:
    """The members of each body, by the key that a referent has."""
    return {f"org:{body.name}": frozenset(body.members) for body in knowledge.organisations() if body.members}


def body_of_leaders(cast: Cast, head: Token, first: int) -> tuple[str, ...]:
    """The key of the body whose summit "West African leaders" are: it has about the region's states and is named near.

    *first*: where their noun begins, up to which the region is told.
    """
    if head.lower_ != "leaders":
        return ()
    words = head.doc[lookup.phrase_start(head) : first].text.lower().replace("-", "").removeprefix("the ")
    region = _kinds().get(words)
    if region is None:
        return ()
    here = cast.sentence_of[head.i]
    near = (match for at, match in cast.known.items() if abs(cast.sentence_of[at] - here) <= BESIDE)
    for body in (one for match in near for one in match.referents if isinstance(one, Referent)):
        members = _members().get(body.key, frozenset())
        if len(members & region) > SAME * len(members | region):
            cast.actors.setdefault(body.key, lookup.actor_of(body))
            return (body.key,)
    return ()


def in_a_region(doc: Doc, match: Match) -> bool:
    """Whether "American" is part of "South American"."""
    before = doc[match.start - 1].lower_ if match.start else ""
    return match.kind == Kind.DEMONYM and f"{before} {doc[match.end - 1].lower_}" in _kinds()


def read_kind(cast: Cast, head: Token, stop: int) -> bool:
    """ "The kingdom", "the Nordic country": the state of that kind that the text has in mind, or no told one."""
    noun, allowed = head.lemma_.lower(), kind_of(head)
    if noun not in STATES | _kinds().keys() | {"side"} or allowed is None and noun not in PLAIN or not _is_bare(head):
        return False
    code = _in_mind(cast, head, allowed) or _other_korea(cast, head)
    if code is None:
        return False
    place = head.dep_ == "pobj" and head.head.lower_ in INSIDE
    start = lookup.phrase_start(head)
    cast.add(Mention(start=start, end=stop, head=head.i, keys=(code,), how="description", place=place))
    return True


def _other_korea(cast: Cast, head: Token) -> str | None:
    """ "The North", where so far only the South has been named."""
    told, other = KOREAS.get(head.text, ("", ""))
    return lookup.state_key(cast.actors, other) if told in cast.actors else None


def read_own(cast: Cast, head: Token, stop: int) -> bool:
    """ "His country", "their nation": the owner's state, also where he acts for a body."""
    owner = next((one for one in head.lefts if one.dep_ == "poss"), None)
    mention = cast.heads.get(owner.i) if owner is not None and owner.pos_ == "PRON" else None
    if mention is None or head.lemma_.lower() not in OWN or head.tag_ != "NN" or len(mention.keys) > 1:
        return False
    actor = cast.actors[mention.keys[0]]
    code = own_state(actor) if actor.kind == EntityKind.PERSON and actor.sector == Sector.IGO else actor.code
    side = lookup.state_key(cast.actors, code) if code is not None else None
    if side is None or cast.actors[side].kind != EntityKind.STATE:
        return False
    cast.add(Mention(start=lookup.phrase_start(head), end=stop, head=head.i, keys=(side,), how="description"))
    return True


def is_of_a_kind(head: Token) -> bool:
    """Whether a phrase tells states of a kind from others, so that a guess at any other state is wrong."""
    return _is_bare(head) and head.lemma_.lower() in STATES | _kinds().keys() and kind_of(head) is not None


def _is_bare(head: Token) -> bool:
    """ "The country", of which nothing else says which it is."""
    lefts = list(head.lefts)
    single = head.tag_ in ("NN", "NNP") and any(one.lower_ in DEFINITE for one in lefts)
    told = any(one.dep_ == "prep" and one.lower_ == "of" for one in head.rights)
    return single and not told and not any(one.dep_ in ("poss", "nummod") for one in lefts)


def _in_mind(cast: Cast, head: Token, allowed: Collection[str] | None) -> str | None:
    """The key of the state that was spoken of most and nearest before, and that does not act on itself here."""
    barred, here = set(acting(cast, head)), cast.sentence_of[head.i]
    named, near = Counter[str](), defaultdict[str, float](float)
    for mention in cast.mentions:
        for key in mention.keys:
            side, away = lookup.side_key(cast.actors, cast.actors[key]), here - cast.sentence_of[mention.head]
            fits = cast.actors[side].kind == EntityKind.STATE and (allowed is None or side in allowed)
            if fits and mention.head != head.i and not is_crowd(cast.actors[key]):
                prominent = 1.0 + lookup.prominence(cast.parse.doc[mention.head], mention.how) / 2
                weight = max(0.0, NEAR - away) ** 2 * prominent * (PLACE if mention.place else 1.0)
                near[side] = max(near[side], weight)
                named[side] += 1
    weights = {side: NAMED * math.sqrt(count) + near[side] for side, count in named.items()}
    free = {side: weight for side, weight in weights.items() if side not in barred}
    fitting = free or (weights if allowed is not None else {})
    return max(fitting, key=lambda side: fitting[side]) if fitting else None


def acting(cast: Cast, head: Token) -> Iterator[str]:
    """The sides of the subject of the clause in which *head* is acted on: "Senegal surrounds the country"."""
    token = head
    while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
        token = token.head
    subject = next((one for one in token.children if one.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or subject.i == head.i or subject.is_ancestor(head) or subject.lower_ in AT_HOME:
        return
    if subject.tag_ in ("WP", "WDT") and token.dep_ == "relcl":
        subject = token.head
    mention = cast.heads.get(subject.i)
    for key in mention.keys if mention is not None else ():
        if cast.actors[key].kind in (EntityKind.STATE, EntityKind.IGO, EntityKind.PERSON):
            yield lookup.side_key(cast.actors, cast.actors[key])


def neighbour(cast: Cast, token: Token, own: Collection[str]) -> str | None:
    """The key of the state that "its southern neighbour" names: one beside it that the article tells of."""
    codes = [cast.actors[key].code for key in own if cast.actors[key].kind == EntityKind.STATE]
    if len(codes) != 1 or codes[0] is None:
        return None
    sides = {COMPASS[one.lower_] for one in token.lefts if one.lower_ in COMPASS}
    beside = [other for other in neighbours(codes[0]) if sides <= lies(other, codes[0])]
    allowed = kind_of(token)
    fitting = [other for other in beside if allowed is None or other in allowed]
    named = next((one for one in _named(cast, token) if one in fitting), None)
    if named is None and sides and len(fitting) == 1:
        named = fitting[0]
    return named


def _named(cast: Cast, token: Token) -> Iterator[str]:
    """The states of the article: those before *token* from the nearest on, then those behind it."""
    for mention in reversed(cast.mentions):
        if len(mention.keys) == 1:
            yield cast.actors[mention.keys[0]].code or ""
    for at, match in cast.known.items():
        if at > token.i:
            yield from (one.code or "" for one in match.referents if isinstance(one, Referent))
