"""Whose an office, an army or a crowd is where the words do not say: the side that the text has in mind."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from dragoman import knowledge
from dragoman.annotate import holders, lookup
from dragoman.annotate.actors import STATE_SECTORS, Actor, is_crowd
from dragoman.annotate.cast import Cast
from dragoman.annotate.names import Kind, Match, Referent, matches
from dragoman.annotate.parse import parser
from dragoman.annotate.place_choice import options
from dragoman.annotate.pronouns import read_pronoun
from dragoman.annotate.roles import BORROWS, RoleMatch, is_plural
from dragoman.knowledge import RoleKind
from dragoman.model import EntityKind, Sector

ABROAD = frozenset("embassy embassies consulate consulates consul ambassador legation".split())
ENVOYS = frozenset("diplomat diplomats consul consuls ambassador attache".split())
HOUSES = ABROAD | {"mission"}
SENDS = frozenset(
    "send dispatch deploy delegate name appoint move mobilise mobilize mass station rush withdraw".split()
)
GUESTS = frozenset("envoy diplomat ambassador delegation mediator negotiator inspector".split())
TRAVELS = frozenset("leave quit reach visit enter fly travel arrive return go come".split())
# Lawmakers, judges and soldiers are of the state that the story plays in; a foreign minister near them tells little.
HOME_BORN = frozenset({Sector.LEG, Sector.JUD, Sector.MIL})
OPENING = 3  # tokens of "In Ottawa,"
SET_BY = frozenset({"in", "at", "near", "outside", "inside", "around"})
PARTISAN = frozenset({Sector.PTY, Sector.OPP})  # who are of a state, never of a body
VISIT = frozenset({"visitor", "guest"})
ENOUGH = 5  # mentions of a state, from which on more of them tell no more of whose army is meant
ISSUING = frozenset({"ministry", "government", "embassy", "presidency", "chancellery", "mission"})
RULERS = frozenset({"junta", "rulers", "putschists"})  # soldiers in power
SOLDIERS_IN_POWER = RULERS | {"generals", "officers", "regime", "plotters"}
HOME = 4.0  # how much more likely a bare "the foreign ministry" is that of the state which the dateline names
LEADING = 3.0  # and of that whose deed opens its paragraph
POINTING = frozenset({"that", "this"})  # at what was told just before: "a spokesman for that force"
POWERS = frozenset("monarchy capital state government delegation country nation power kingdom republic".split())
ORGANS = frozenset("army cabinet government military ministry navy palace presidency".split())
REGIONS = frozenset(
    [
        "european",
        "western",
        "eastern",
        "arab",
        "african",
        "asian",
        "gulf",
        "nordic",
        "baltic",
        "balkan",
        "caribbean",
        "scandinavian",
        "foreign",
        "international",
        "regional",
    ]
)


@cache
def issuer_of(outlet: str | None) -> Referent | None:
    """The state whose ministry or embassy an *outlet* is: "the Ministry" in what it publishes is its own."""
    doc = parser().make_doc(outlet or "")
    if not ISSUING.intersection(token.lower_ for token in doc):
        return None
    named = (one for match in matches(doc) for one in match.referents if isinstance(one, Referent))
    return next((one for one in named if one.kind == EntityKind.STATE), None)


def sides_at(cast: Cast, at: int) -> tuple[str, ...]:
    match = cast.known.get(at)
    if match is not None and match.kind != Kind.CHANNEL:
        referents = [value for value in match.referents if isinstance(value, Referent)]
        referent = lookup.preferred(referents, cast.actors)
        cast.actors.setdefault(referent.key, lookup.actor_of(referent))
        return (referent.key,)
    if at in cast.people:
        words = tuple(cast.parse.doc[one].text for one in cast.people[at])
        person = lookup.person_by_words(cast.actors, words)
        return (person.key,) if person is not None and person.code else ()
    mention = cast.inside.get(at)
    if mention is None:
        return _generic_at(cast, at)
    return tuple(key for key in mention.keys if cast.actors[key].kind != EntityKind.PLACE)


def _generic_at(cast: Cast, at: int) -> tuple[str, ...]:
    """The body that "the alliance" or "the bloc" goes back to, where the words are still to be read."""
    noun = cast.parse.doc[at].lower_
    if at and cast.parse.doc[at - 1].lower_ in POINTING:
        told = (cast.actors[one.keys[0]] for one in reversed(cast.mentions) if one.how == "description")
        return next(((one.key,) for one in told if noun in one.titles and one.kind != EntityKind.PERSON), ())
    if at == 0 or cast.parse.doc[at - 1].lower_ != "the":
        return ()
    bodies = [actor.key for actor in reversed(cast.actors.values()) if noun in actor.generic]
    return tuple(bodies[:1]) or named_anywhere(cast, noun) or led_before(cast, noun)


def led_before(cast: Cast, noun: str) -> tuple[str, ...]:
    """The body that goes by a noun and for which somebody named before acts: "the agency" after its head."""
    people = (cast.actors[mention.keys[0]] for mention in reversed(cast.mentions) if mention.how == "name")
    code = next((one.code for one in people if one.code and holders.leads(one, noun)), None)
    return (lookup.state_key(cast.actors, code),) if code is not None else ()


def named_anywhere(cast: Cast, noun: str) -> tuple[str, ...]:
    """The one body in the article that goes by a noun, though it be named only after it."""
    known = (one for match in cast.known.values() for one in match.referents if isinstance(one, Referent))
    found = {one.key: one for one in known if noun in one.generic}
    if len(found) != 1:
        return ()
    ((key, referent),) = found.items()
    cast.actors.setdefault(key, lookup.actor_of(referent))
    return (key,)


def salient(cast: Cast, role: RoleMatch, name: str = "") -> tuple[str, ...]:
    """Whose army, whose minister, where the words do not say: a side named shortly before, subjects first, else none.

    *name*: whose title it is. A state whose president is known to be somebody else has no second one.
    """
    office = cast.parse.doc[role.start : role.stop].text.lower()
    if role.role.kind == RoleKind.CROWD:
        return ()
    if (meant := _plainly(cast, role)) is not None:
        return (meant,)
    if _is_nobodys(cast, role):
        return ()
    weights = _weights(cast, role, office, name)
    home = cast.home or _own_side(cast)
    head = cast.parse.doc[role.head]
    if home is not None and not (cast.home and head.lower_ in BORROWS) and home not in _hosts(cast, head):
        weights[home] += HOME
    leading = _leading(cast, role)
    if leading is not None and leading in weights:
        weights[leading] += LEADING
    return (max(weights, key=lambda key: weights[key]),) if weights else ()


def _weights(cast: Cast, role: RoleMatch, office: str, name: str) -> defaultdict[str, float]:
    """How much each side that may have an *office* is in mind: for how often, how near and how prominently it was named."""
    head = cast.parse.doc[role.head]
    barred = guests_of(cast, head) | _visitors(cast, head) | _hosts(cast, head)
    named, near = Counter[str](), dict[tuple[str, int], float]()
    for mention in cast.mentions:
        actor = cast.actors[mention.keys[0]]
        if len(mention.keys) > 1 or not actor.code or actor.anonymous or mention.how == "pronoun" or is_crowd(actor):
            continue
        side = lookup.side_key(cast.actors, actor)
        guest = cast.parse.doc[mention.head].lower_ in VISIT and role.sector in HOME_BORN
        if side in barred or guest or not _may_have(cast, role, office, cast.actors[side]):
            continue
        if _is_anothers(cast, office, actor.code, name):
            continue
        distance = cast.sentence_of[role.head] - cast.sentence_of[mention.head]
        named[side] += 1
        weight = max(0.0, 3.0 - distance) * (1.0 + lookup.prominence(cast.parse.doc[mention.head], "name") / 2)
        weight *= 0.5 if role.sector == Sector.MIL and "foreign" in actor.titles else 1.0
        near[side, distance] = max(near.get((side, distance), 0.0), weight)
    weights = defaultdict[str, float](float, {side: _topic(role, count) for side, count in named.items()})
    for (side, _), weight in near.items():
        weights[side] += weight
    return weights


def _leading(cast: Cast, role: RoleMatch) -> str | None:
    """The state of which the paragraph tells: "Niamey reacted within hours. The foreign ministry called it a theft"."""
    doc, number = cast.parse.doc, cast.sentence_of[role.head]
    first = number
    while first and "\n\n" not in doc[cast.parse.sentences[first - 1].start : cast.parse.sentences[first].start].text:
        first -= 1
    if first == number:
        return None
    opening = cast.parse.sentences[first]
    subject = next(
        (one for one in doc[opening.start : opening.stop] if one.dep_ == "nsubj" and one.head.dep_ == "ROOT"), None
    )
    mention = cast.heads.get(subject.i) if subject is not None else None
    if mention is None or mention.how not in ("name", "metonym") or len(mention.keys) > 1:
        return None
    return mention.keys[0] if cast.actors[mention.keys[0]].kind == EntityKind.STATE else None


def _is_anothers(cast: Cast, office: str, code: str, name: str) -> bool:
    """Whether a state has no such *office*, or somebody else than *name* in it."""
    return holders.is_unheard_of(office, code, cast.roster) or (
        bool(name) and holders.taken(office, code, cast.day, name, cast.roster)
    )


@cache
def _organs() -> dict[str, frozenset[str]]:
    return {row.word: frozenset(row.states) for row in knowledge.state_organs()}


def _may_have(cast: Cast, role: RoleMatch, words: str, side: Actor) -> bool:
    """Whether a role told by *words* may be a side's: officials and partisans are of a state, a senate or a premier of one that has it."""
    mouth, code = cast.parse.doc[role.head].lower_ in BORROWS, side.code or ""
    states = role.sector in PARTISAN or role.sector in STATE_SECTORS | {Sector.ELI} and not mouth
    if states and side.kind != EntityKind.STATE:
        return False
    having = _organs().get(words) or _organs().get(role.role.noun)
    return having is None or code in having


def _topic(role: RoleMatch, count: int) -> float:
    """What a state counts for having been named so often."""
    if role.sector not in HOME_BORN:
        return 0.3 * count
    return min(ENOUGH, count) if role.sector == Sector.MIL else count


def _plainly(cast: Cast, role: RoleMatch) -> str | None:
    """The state that an office can only be of, whatever else is named near it."""
    head = cast.parse.doc[role.head]
    if "administration" in {child.lower_ for child in head.lefts} and "USA" in cast.actors:
        return "USA"  # "a senior administration official" is said of Washington's
    if head.text == "House" and "USA" in cast.actors:
        return "USA"
    by_place = _sender(cast, head) or _house_beside(cast, head) or fronted_seat(cast, role) or _beat(cast, role)
    return by_place or _under_rulers(cast, head)


def _under_rulers(cast: Cast, head: Token) -> str | None:
    """The one state that the article tells to be under soldiers, before or after: "Niger's military rulers", "its junta"."""
    if head.lower_ not in SOLDIERS_IN_POWER or not any(one.lower_ == "the" for one in head.lefts):
        return None
    rulers = (one for one in cast.parse.doc if one.lower_ in RULERS)
    owners = {owner.i for one in rulers for owner in one.lefts if owner.dep_ in ("poss", "compound", "amod", "nmod")}
    found = {code for at in owners if at in cast.known for code in _states_meant(cast.known[at])}
    return lookup.state_key(cast.actors, found.pop()) if len(found) == 1 else None


def _states_meant(match: Match) -> Iterator[str]:
    states = (one for one in match.referents if isinstance(one, Referent) and one.kind == EntityKind.STATE)
    return (one.code for one in states if one.code is not None)


def _beat(cast: Cast, role: RoleMatch) -> str | None:
    """The state in which police are where the sentence is set: "they marched in Goma until police broke them up"."""
    if role.sector != Sector.COP:
        return None
    own = cast.parse.sentences[cast.sentence_of[role.head]].start
    first = cast.parse.sentences[max(0, cast.sentence_of[role.head] - 1)].start
    opening = range(own, own + OPENING) if _is_told(cast.parse.doc[role.head]) else ()  # where whoever tells it speaks
    found = (_set_at(cast, at) for at in reversed(range(first + 1, role.start)) if at not in opening)
    state = next((state for state in found if state is not None), None)
    return lookup.state_key(cast.actors, state) if state is not None else None


def _set_at(cast: Cast, at: int) -> str | None:
    """The state in which something happens, where its name, its capital's or a town's stands behind an "in" at *at*."""
    doc = cast.parse.doc
    if doc[at - 1].lower_ not in SET_BY or doc[at].pos_ != "PROPN":
        return None
    if at in cast.known:
        return next(iter(_states_named(cast.known[at])), None)
    named = {key for match in cast.known.values() for key in _states_named(match)}
    stop = next((one.i for one in doc[at:] if one.pos_ != "PROPN"), len(doc))
    return next((one.code for one in options(doc[at:stop].text) if one.code in named), None)


def _states_named(match: Match) -> tuple[str, ...]:
    states = (one for one in match.referents if isinstance(one, Referent) and one.kind == EntityKind.STATE)
    return tuple(one.key for one in states) if match.kind in (Kind.NAME, Kind.METONYM) else ()


def _sender(cast: Cast, head: Token) -> str | None:
    """The state that sends somebody: "London sent a junior minister"."""
    verb = head.head
    if head.dep_ != "dobj" or verb.lemma_ not in SENDS:
        return None
    subject = next((one for one in verb.children if one.dep_ == "nsubj"), None)
    mention = cast.heads.get(subject.i) if subject is not None else None
    sides = [lookup.side_key(cast.actors, cast.actors[key]) for key in mention.keys] if mention is not None else []
    return sides[0] if len(sides) == 1 and cast.actors[sides[0]].kind == EntityKind.STATE else None


def _house_beside(cast: Cast, head: Token) -> str | None:
    """The state whose embassy was told just before a consul, or before diplomats to whom something is done."""
    if head.lower_ not in ENVOYS or head.dep_ in ("nsubj", "appos"):
        return None
    first = cast.parse.sentences[max(0, cast.sentence_of[head.i] - 1)].start
    for house in reversed(cast.parse.doc[first : head.i]):
        if house.lower_ in ABROAD and house.lower_ not in ENVOYS:
            sides = [key for at in range(house.left_edge.i, house.i + 1) for key in sides_at(cast, at)]
            return lookup.side_key(cast.actors, cast.actors[sides[0]]) if sides else None
    return None


def issued(cast: Cast, head: Token) -> tuple[str, ...]:
    """The state whose statement this is, for "the Ministry" in it."""
    return (cast.issuer,) if cast.issuer is not None and head.lower_ in ISSUING else ()


def guests_of(cast: Cast, head: Token) -> frozenset[str]:
    """The states whose embassy is what *head* acts on: who guards or storms it is of another state."""
    doc, verb = cast.parse.doc, head.head
    if head.dep_ != "nsubj" or verb.pos_ != "VERB":
        return frozenset()
    found: set[str] = set()
    for house in verb.subtree:
        if house.i > verb.i and house.lower_ in ABROAD:
            for at in range(house.left_edge.i, house.i + 1):
                if doc[at].dep_ == "poss" and doc[at].pos_ == "PRON" and at not in cast.inside:
                    read_pronoun(cast, doc[at])
                found.update(sides_at(cast, at))
    return frozenset(lookup.side_key(cast.actors, cast.actors[key]) for key in found)


def _hosts(cast: Cast, head: Token) -> frozenset[str]:
    """The state from which the article is written, where a bare "the embassy" is another's."""
    return frozenset({cast.home}) if cast.home is not None and head.lower_ in HOUSES else frozenset()


def _visitors(cast: Cast, head: Token) -> frozenset[str]:
    """The state of an envoy who comes to "the capital" or leaves it: it is another's."""
    verb = head.head.head if head.dep_ == "pobj" else head.head
    guest = next((one for one in verb.children if one.dep_ == "nsubj" and one.lemma_.lower() in GUESTS), None)
    mention = cast.heads.get(guest.i) if guest is not None else None
    if head.lower_ != "capital" or verb.lemma_ not in TRAVELS or mention is None:
        return frozenset()
    return frozenset(lookup.side_key(cast.actors, cast.actors[key]) for key in mention.keys)


def fronted_seat(cast: Cast, role: RoleMatch) -> str | None:
    """The state in whose capital the sentence opens: "In Kyiv, a spokesman said"."""
    sentence = cast.parse.sentences[cast.sentence_of[role.head]]
    if cast.parse.doc[sentence.start].lower_ not in ("in", "from", "back") or _is_told(cast.parse.doc[role.head]):
        return None
    match = next((cast.known[at] for at in range(sentence.start + 1, sentence.start + 3) if at in cast.known), None)
    if match is None or match.kind not in (Kind.METONYM, Kind.NAME) or match.end > role.start:
        return None
    return next((lookup.state_key(cast.actors, key) for key in _states_named(match)), None)


def _is_told(head: Token) -> bool:
    """Whether somebody stands in what another says, who alone is where the sentence opens."""
    return any(one.dep_ == "ccomp" for one in (head, *head.ancestors))


def _own_side(cast: Cast) -> str | None:
    """The state whose press calls it "the … side" again and again, as translated state media do."""
    counts = Counter(
        key
        for at, match in cast.known.items()
        if match.end < len(cast.parse.doc) and cast.parse.doc[match.end].lower_ == "side"
        for key in sides_at(cast, at)
    )
    return next((key for key, count in counts.most_common(1) if count > 1), None)


def _is_nobodys(cast: Cast, role: RoleMatch) -> bool:
    """ "European officials", "diplomats", "a source": of a region or of no told side."""
    head = cast.parse.doc[role.head]
    regional = any(
        child.dep_ in ("amod", "compound") and child.text[:1].isupper() and child.pos_ in ("ADJ", "PROPN")
        for child in head.lefts
    )
    of_a_region = any(child.dep_ == "poss" and child.lower_ in ("region", "continent", "world") for child in head.lefts)
    if of_a_region or is_regional(role, head) or is_plural(head) and head.lemma_.lower() in POWERS:
        return True  # "the region's presidents", "other coastal states"
    if any(child.lower_ in ORGANS for child in head.lefts):
        return False  # "an Interior Ministry source"
    return role.role.anonymous and (
        regional or head.lemma_.lower() in ("diplomat", "source", "insider", "person", "people")
    )


def is_regional(role: RoleMatch, head: Token) -> bool:
    """ "A Western diplomat", "Arab ministers", "the Gulf monarchies": people or powers of a region, and of no one state."""
    regions = REGIONS - {"foreign"} if head.lemma_.lower() == "minister" else REGIONS
    several = is_plural(head) and head.lemma_.lower() in POWERS
    told = any(child.lower_ in regions for child in head.lefts if child.i < role.start)
    return told and (several or role.role.kind == RoleKind.PERSON)
