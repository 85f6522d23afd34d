"""To whom an act is done: whoever its words name, else whoever tells it, else the side that is plainly meant."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from spacy.tokens import Token

from dragoman.extract import frames
from dragoman.extract.clauses import child, coordinated, deep_object, deep_subject, grammatical_subject, prepositional
from dragoman.extract.complements import OWNING, is_infinitive
from dragoman.extract.event_records import YIELDED, Found
from dragoman.extract.event_rows import best, event_index
from dragoman.extract.frames import Fit
from dragoman.extract.parties import Parties
from dragoman.knowledge import Speech
from dragoman.knowledge.gazetteer import region_named
from dragoman.model import EventType

# Where the words name nobody to whom it is done ("condemned the blast"), the other side is meant: one named at most so
# many sentences before.
DIRECTED = {
    EventType.ACCUSE: 2,
    EventType.REQUEST: 0,
    EventType.SANCTION: 2,
    EventType.THREATEN: 2,
    EventType.AGREE: 0,
    EventType.SUPPORT: 0,
    EventType.REJECT: 0,
    EventType.AID: 0,
    EventType.ASSAULT: 1,
    EventType.PROTEST: 1,
}
# Done to a region, it is done to the state that holds it.
UPON_LAND = (EventType.ASSAULT, EventType.COERCE)
# Told by somebody else, and towards nobody named: it is the teller's side that is agreed with or threatened.
TOWARDS = frozenset({EventType.AGREE, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN, EventType.SANCTION})
UPON_PEOPLE = frozenset(
    "accuse arrest ask beg blame capture convict deport detain execute free implore instruct jail kidnap kill order release"
    " sentence tell threaten urge warn wound".split()
)
SPOKEN_TO = (EventType.REQUEST, EventType.ACCUSE, EventType.THREATEN)
LAID = frozenset({"sanction", "embargo", "restriction", "curb"})
HOUSES = frozenset({"embassy", "ambassador", "consulate", "envoy"})
KNOWN = frozenset({"the", "this", "that", "these", "those"})
# Of these, what is done if somebody does something is a threat to them.
PROVOKED = frozenset({EventType.THREATEN, EventType.ASSAULT, EventType.COERCE, EventType.SANCTION})
PROVISOS = frozenset({"if", "unless", "should"})
# What is answered, and how.
ASKED = frozenset({EventType.AGREE, EventType.REQUEST})
ANSWERS = frozenset({EventType.AGREE, EventType.REJECT})


def recipients_of(parties: Parties, one: Found, actors: tuple[str, ...]) -> tuple[str, ...]:
    """To whom it is done: whoever the words name, else whoever tells it, else the side that is plainly meant."""
    row = one.row
    asked = _addressed(one)
    if asked is not None and (_homes(parties, asked, actors) or not parties.at(asked)):
        return _homes(parties, asked, actors) or ((asked.text,) if asked.tag_ == "NNS" else ())
    recipients = _told(parties, one)
    if _is_at_home(parties, one, actors):
        return ()
    recipients = tuple(name for name in recipients if name not in (*actors, parties.teller_at(one.token)))
    if row.type in YIELDED:
        sides = tuple(name for name in recipients if parties.is_side(name))
        recipients = sides or tuple(name for name in _owners(parties, one) if recipients and name not in actors)
    if row.type in UPON_LAND:
        names = (_holder(_state_of(parties, name), actors) for name in recipients or _lands(one))
        recipients = tuple(name for name in dict.fromkeys(names) if name not in actors)
        recipients = recipients or tuple(code for code in _towns(parties, one) if actors and code not in actors)
    jointly = row.type == EventType.AGREE and len(actors) > 1  # they undertake it towards each other
    if not recipients and row.type in TOWARDS and row.recipient != ("none",) and not jointly:
        tellers = parties.claimant_at(one.token)
        recipients = tuple(name for name in tellers if name not in actors and parties.is_side(name))
    if not recipients and (people := _people(parties, one)) is not None:
        return (people,)
    if not recipients and row.type == EventType.SANCTION and (things := tuple(_listed(parties, one))):
        return things
    if not recipients and row.type in SPOKEN_TO and (host := _host(parties, one)):
        return tuple(name for name in host if name not in actors)
    if not recipients and actors and not jointly and row.type in DIRECTED and "none" not in row.recipient:
        between = row.type == EventType.AGREE and parties.is_of_two(actors)
        reach = max(DIRECTED[row.type], between, _is_of_before(one))
        recipients = parties.counterpart(one.token, actors, reach=reach)
    return recipients


def _told(parties: Parties, one: Found) -> tuple[str, ...]:
    """Whom the words name: where the row says, else as the owner of the thing, the target, who is complained of or answers."""
    row = one.row
    slots = ("with", "obj", "to") if "both" in row.actor else row.recipient
    found, _ = filled(parties, one, slots)
    if not found and row.pos == Speech.VERB and "obj" in slots:
        found = _whose(parties, one)
    if not found and is_instrument(one.token):
        thing = deep_object(frames.governor(one.token))
        found = parties.at(thing) if thing is not None else ()
    if not found and row.type == EventType.ACCUSE:
        found = _doer_inside(parties, one.token)
    if not found and row.pos == Speech.NOUN and row.type in ASKED:
        found = _answerer(parties, one.token)
    if not found and row.type in PROVOKED:
        found = _provoker(parties, one.token)
    return found


def _owners(parties: Parties, one: Found) -> tuple[str, ...]:
    """The states whose firms or banks it is that are let off: "lifted sanctions on two Iranian banks"."""
    things = (thing for slot in one.row.recipient for thing in frames.slot(one.token, one.fit, slot))
    names = parties.of(owner for thing in things for owner in frames.owners(thing))
    return tuple(name for name in names if parties.is_side(name))


def _whose(parties: Parties, one: Found) -> tuple[str, ...]:
    """ "Rejects the return of Chad's force": whose the thing is. What is deplored, or an act itself, may be done to them."""
    if one.row.type == EventType.ACCUSE:
        return ()
    index = event_index()
    things = [it for it in frames.slot(one.token, one.fit, "obj") if (Speech.NOUN, it.lemma_.lower()) not in index]
    names = parties.of(owner for thing in things for owner in prepositional(thing, "of"))
    return tuple(name for name in names if parties.is_side(name))


def _is_at_home(parties: Parties, one: Found, actors: tuple[str, ...]) -> bool:
    """Whether an act is upon somebody of the doer's own side: "the prosecutor asked parliament to lift his immunity"."""
    if one.row.type not in SPOKEN_TO or one.row.pos != Speech.VERB or one.row.recipient[:1] != ("obj",):
        return False
    things = [it for it in frames.slot(one.token, one.fit, "obj") if all(left.lower_ != "foreign" for left in it.lefts)]
    names = parties.of(things)
    return bool(names) and {*names} <= {*actors}


def _is_of_before(one: Found) -> bool:
    """Whether the thing is one that was told before: "turned down the proposal", not "a proposal" nor "the proposal of"."""
    things = frames.slot(one.token, one.fit, "obj") if one.row.pos == Speech.VERB else ()
    return any(
        thing.pos_ == "NOUN"
        and not any(one.dep_ in ("prep", "relcl", "acl") for one in thing.rights)
        and {left.lower_ for left in thing.lefts} & KNOWN
        for thing in things
    )


def is_instrument(noun: Token) -> bool:
    """Whether a noun is what somebody does something with: "drove them off with tear gas"."""
    return noun.dep_ == "pobj" and noun.head.lower_ == "with" and noun.head.head.pos_ == "VERB"


def _doer_inside(parties: Parties, verb: Token) -> tuple[str, ...]:
    """ "Complained that Chad had walked out": who did what is complained of."""
    clause = child(verb, "ccomp")
    doer = deep_subject(clause) if clause is not None and clause.i > verb.i else None
    return parties.sides_at(doer) if doer is not None else ()


def _provoker(parties: Parties, verb: Token) -> tuple[str, ...]:
    """ "Would answer if Chad crossed the river": whoever is not to do what would be answered."""
    clause = condition_of(verb)
    doer = grammatical_subject(clause) if clause is not None else None
    return parties.sides_at(doer) if doer is not None else ()


def is_proviso(verb: Token) -> bool:
    """ "If Chad crossed the river": a clause that is not told to be so."""
    return verb.dep_ == "advcl" and any(mark.lower_ in PROVISOS for mark in verb.children)


def condition_of(verb: Token) -> Token | None:
    """ "If Chad crossed the river"."""
    clauses = (one for one in verb.children if one.dep_ == "advcl")
    return next((one for one in clauses if is_proviso(one)), None)


def _answerer(parties: Parties, noun: Token) -> tuple[str, ...]:
    """ "The offer was spurned by Chad", "Chad accepted the offer": whoever answers is who it was made to."""
    verb = frames.governor(noun)
    if noun.dep_ == "pobj" and noun.head.lower_ == "at":
        doer = grammatical_subject(verb)  # "at Chad's invitation she came", "at the request of Chad the council met"
        return parties.sides_at(doer) if doer is not None else ()
    answer = best(verb)
    if answer is None or answer.row.type not in ANSWERS or noun.dep_ not in ("dobj", "nsubjpass"):
        return ()
    doer = deep_subject(verb)
    return parties.sides_at(doer) if doer is not None else ()


def _people(parties: Parties, one: Found) -> str | None:
    """People without a name and known to no row, by their noun, where the verb takes people alone ("accused liberals of")."""
    if one.row.pos != Speech.VERB or one.token.lemma_ not in UPON_PEOPLE or one.row.recipient[:1] != ("obj",):
        return None
    thing = next(iter(frames.slot(one.token, one.fit, "obj")), None)
    if thing is None or thing.tag_ not in ("NNS", "NNP", "NNPS", "CD") or thing.dep_ not in ("dobj", "nsubjpass"):
        return None
    if thing.tag_ == "CD":
        return parties.crowd_before(thing) or "people"
    return " ".join(part.text for part in (*(one for one in thing.lefts if one.dep_ in ("amod", "compound")), thing))


def _listed(parties: Parties, one: Found) -> Iterator[str]:
    """Ships, firms and men without a name upon whom something is laid: "imposed sanctions on 44 vessels and a bank"."""
    laid = one.token if one.row.pos == Speech.NOUN else one.fit.object
    for link in ("on", "against") if laid is not None and laid.lemma_.lower() in LAID else ():
        for thing in (it for first in prepositional(one.token, link) for it in coordinated(first)):
            if thing.tag_ in ("NNS", "NN") and not thing.ent_type_ and not parties.at(thing):
                kind = (it.text for it in thing.lefts if it.dep_ in ("amod", "compound"))
                yield " ".join((*kind, thing.text))


def _host(parties: Parties, one: Found) -> tuple[str, ...]:
    """To whom an embassy speaks: "its embassy in Stockholm demanded", "the ambassador to Chad"."""
    house = deep_subject(one.token) if one.row.pos == Speech.VERB else None
    if house is None or house.lemma_.lower() not in HOUSES:
        return ()
    return parties.of(place for link in ("in", "to") for place in prepositional(house, link))


def _addressed(one: Found) -> Token | None:
    """Who is asked, told or promised something by a word that is no name ("called on donors to", "told our partners to")."""
    if one.row.pos != Speech.VERB:
        return None
    if one.row.type == EventType.REQUEST and one.fit.clause is not None:
        return next((it for name in one.row.recipient for it in _whole(one, name) if it.pos_ == "NOUN"), None)
    return next((it for it in one.token.children if it.dep_ == "dative" and it.pos_ == "NOUN"), None)


def _whole(one: Found, name: str) -> tuple[Token, ...]:
    return frames.slot(one.token, one.fit, name) if name in ("obj", "on", "to") else ()


def _homes(parties: Parties, people: Token, actors: tuple[str, ...]) -> tuple[str, ...]:
    """Whose the people are: "our partners in the Union"."""
    owners = (owner for link in ("in", "from") for owner in prepositional(people, link))
    return tuple(name for name in parties.of(owners) if name not in actors and parties.is_side(name))


def _lands(one: Found) -> Iterator[str]:
    """The regions to which it is done ("the Essequibo region"), which are no parties."""
    tokens = (token for slot in one.row.recipient for token in frames.slot(one.token, one.fit, slot))
    for token in tokens:
        name = " ".join(part.text for part in (*token.lefts, token) if part.pos_ == "PROPN")
        if region_named(name) is not None:
            yield name


def _towns(parties: Parties, one: Found) -> Iterator[str]:
    """The states whose the towns are to which it is done ("a base near the city of Goma")."""
    things = frames.slot(one.token, one.fit, "obj") if one.row.pos == Speech.VERB else ()
    spots = {spot.idx for thing in things for spot in _phrase(thing)}
    for told in parties.annotation.places:
        if told.place is not None and told.place.code and any(told.span.start <= at < told.span.end for at in spots):
            yield told.place.code


def _phrase(noun: Token) -> Iterator[Token]:
    """A noun phrase without the clauses in it."""
    yield noun
    for part in noun.children:
        if part.dep_ not in ("relcl", "acl"):
            yield from _phrase(part)


def _state_of(parties: Parties, name: str) -> str:
    """The state of the town whose name it is ("a strike on Odesa"), else the name."""
    here = (
        one.place.code
        for one in parties.annotation.places
        if one.place and one.span.of(parties.annotation.text) == name
    )
    return next((code for code in here if code), name)


def _holder(name: str, actors: tuple[str, ...]) -> str:
    """The state whose region *name* is, or the one that disputes it with *actors*; itself where that is no one state."""
    region = region_named(name)
    others = [code for code in region.codes if code not in actors] if region else []
    return others[0] if len(others) == 1 else name


def filled(parties: Parties, one: Found, slots: Collection[str]) -> tuple[tuple[str, ...], bool]:
    """The parties at the first filled slot, and whether any slot had words at all."""
    told = False
    for name in slots:
        if name in ("none", ""):
            continue
        tokens = frames.slot(one.token, one.fit, name)
        if name == "obj" and "to" in slots and not one.row.object.startswith(("!", "-")):
            tokens = tuple(token for token in tokens if token != one.fit.object)  # "offered men": what is given
        told = told or (not tokens if ":" in name else bool(tokens) and name == "subj")
        if name == "inf.obj":
            others = (token for token in tokens if not _is_own(token, one.fit))
            found = next((who for token in others if (who := parties.sides_at(token))), ())
        else:
            found = parties.of(tokens) or parties.of(owner for token in tokens for owner in frames.owners(token))
        if found:
            return found, True
    return (), told


def _is_own(token: Token, fit: Fit) -> bool:
    """ "Agreed to open its airspace": its own, whoever the pronoun is taken to stand for."""
    return token.dep_ == "poss" and token.lower_ in OWNING and fit.clause is not None and is_infinitive(fit.clause)
