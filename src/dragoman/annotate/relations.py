"""People named by what they are to others: "as president", "his successor", "his host", "the Dutchman", "the visitor"."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.annotate import holders, lookup
from dragoman.annotate.actors import STATE_SECTORS, Actor
from dragoman.annotate.cast import Cast, Mention
from dragoman.annotate.epithets import FAR, REACH, last_person, read_epithet
from dragoman.annotate.roles import RoleMatch
from dragoman.annotate.salience import salient
from dragoman.knowledge import RoleKind
from dragoman.model import EntityKind, Sector

IS = frozenset({"be", "become", "remain"})
# Verbs whose object is who has or had the office: "they named her as president".
GIVES = frozenset(
    "appoint name pick choose elect nominate install recognise recognize introduce describe see confirm swear sack fire"
    " dismiss remove oust propose".split()
)
AFTER = frozenset({"successor", "heir"})
BEFORE = frozenset({"predecessor"})
OTHERS = frozenset(
    {
        "host",
        "rival",
        "opponent",
        "foe",
        "guest",
        "visitor",
        "adversary",
        "enemy",
        "challenger",
        "ally",
        "boss",
        "mentor",
    }
)
GUESTS = frozenset({"guest", "visitor"})
KIN = {word: "m" for word in ("son", "husband", "father", "brother", "nephew")} | {
    word: "f" for word in ("daughter", "wife", "mother", "sister", "niece")
}


def read_predicate(cast: Cast, role: RoleMatch) -> bool:
    """ "She became acting president", "he took the oath as president": the office is the subject's, or the object's."""
    head = cast.parse.doc[role.head]
    if role.role.kind != RoleKind.PERSON or role.role.anonymous or head.tag_ in ("NNS", "NNPS"):
        return False
    mention = _predicated(cast, head)
    if mention is None or len(mention.keys) != 1:
        return False
    actor = cast.actors[mention.keys[0]]
    if actor.kind != EntityKind.PERSON or actor.plural or actor.anonymous:
        return False
    actor.titles.update({head.lower_, cast.parse.doc[role.start : role.stop].text.lower()})
    if actor.sector in (None, Sector.ELI, Sector.MIL, Sector.OPP) and role.sector == Sector.GOV:
        actor.sector = role.sector
    if actor.code is None and actor.label == "":
        side = next(iter(salient(cast, role, actor.name)), None)
        actor.code = cast.actors[side].code if side is not None else None
    cast.add(_description(cast, head, role.stop, actor.key))
    return True


def _description(cast: Cast, head: Token, stop: int, *keys: str) -> Mention:
    return Mention(start=lookup.phrase_start(head), end=stop, head=head.i, keys=keys, how="description")


def _predicated(cast: Cast, head: Token) -> Mention | None:
    """Whom a predicate without an article is said of."""
    if any(child.lower_ in ("a", "an", "no", "the", "another") or child.dep_ == "poss" for child in head.lefts):
        return None
    if head.dep_ == "attr" and head.head.lemma_ in IS and not any(one.dep_ == "neg" for one in head.head.children):
        return _subject(cast, head.head)
    if head.dep_ == "oprd" and head.head.lemma_ in GIVES:
        given = next((child for child in head.head.children if child.dep_ == "dobj"), None)
        return cast.heads.get(given.i) if given is not None else None
    if head.dep_ != "pobj" or head.head.lower_ != "as":
        return None
    verb = head.head.head
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    given = next((child for child in verb.children if child.dep_ == "dobj"), None)
    if given is not None and verb.lemma_ in GIVES:
        return cast.heads.get(given.i)
    return _subject(cast, verb)


def _subject(cast: Cast, verb: Token) -> Mention | None:
    """The mention that is the subject of *verb*, also through "who" and through a verb that it is joined to."""
    for _ in range(3):
        subject = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is not None and subject.tag_ == "WP" and verb.dep_ == "relcl":
            return cast.heads.get(verb.head.i) or cast.inside.get(verb.head.i)
        if subject is not None:
            return cast.heads.get(subject.i)
        if verb.dep_ not in ("conj", "xcomp", "advcl"):
            return None
        verb = verb.head
    return None


def read_relation(cast: Cast, token: Token) -> bool:
    """ "His successor", "her rival", "the visitor": somebody told by another, or by what was said of him."""
    owner = next((child for child in token.lefts if child.dep_ == "poss"), None)
    if token.lower_ in AFTER | BEFORE | OTHERS and owner is not None:
        return _read_owned(cast, token, owner)
    if token.lower_ in KIN and owner is not None:
        return _read_kin(cast, token, owner)
    if token.lower_ == "host" and any(child.lower_ == "the" for child in token.lefts):
        return _read_host(cast, token)
    return read_epithet(cast, token)


def _read_owned(cast: Cast, token: Token, owner: Token) -> bool:
    mention = cast.heads.get(owner.i)
    own = cast.actors[mention.keys[0]] if mention is not None else None
    if own is not None and own.kind == EntityKind.STATE and token.lower_ in GUESTS:
        found = last_person(cast, token, lambda actor: actor.code not in (None, own.code), reach=FAR)
        return found is not None and _tell(cast, token, found)
    if own is None or own.kind != EntityKind.PERSON:
        return False
    if (name := lookup.bearer(token, cast.people)) is not None:
        span = cast.people[name]
        found = lookup.person_by_words(cast.actors, tuple(cast.parse.doc[at].text for at in span))
        if found is not None and found.code is None:
            found.code, found.sector = own.code, found.sector or _rival_sector(token, own)
    elif token.lower_ in OTHERS:
        found = _other_person(cast, token, own)
    elif token.dep_ == "attr":  # "she became his successor"
        subject = _subject(cast, token.head)
        found = cast.actors[subject.keys[0]] if subject is not None else None
    else:
        row = holders.next_to(own, cast.day, cast.roster, after=token.lower_ in AFTER)
        found = lookup.introduced(cast, row, token.lower_) if row is not None else None
    if found is None:
        return False
    mention = _description(cast, token, token.i + 1, found.key)
    cast.mentions.append(mention) if name is not None else cast.add(mention)
    return True


def _tell(cast: Cast, token: Token, actor: Actor) -> bool:
    cast.add(_description(cast, token, token.i + 1, actor.key))
    return True


def _read_kin(cast: Cast, token: Token, owner: Token) -> bool:
    """ "Her son", "the president's wife": somebody of the same state; the families of officials are of the elite."""
    mention = cast.heads.get(owner.i)
    own = cast.actors[mention.keys[0]] if mention is not None and len(mention.keys) == 1 else None
    if own is None or own.kind != EntityKind.PERSON or own.plural or own.code is None or own.sector == Sector.IGO:
        return False
    elite = own.sector in STATE_SECTORS | {Sector.ELI, Sector.LEG}
    if (name := lookup.bearer(token, cast.people)) is not None:
        words = tuple(cast.parse.doc[at].text for at in cast.people[name])
        found = lookup.person_by_words(cast.actors, words)
        if found is not None and found.code is None:
            found.code, found.sector = own.code, found.sector or (Sector.ELI if elite else None)
        return False
    if token.i + 1 < len(cast.parse.doc) and token.nbor().pos_ == "PROPN":
        return False  # a name that nothing else tells
    key = f"kin:{own.key}:{token.lower_}"
    kin = Actor(
        key=key, name=token.lower_, kind=EntityKind.PERSON, code=own.code, sector=Sector.ELI if elite else Sector.CVL,
        gender=KIN[token.lower_], titles={token.lower_},
    )  # fmt: skip
    return _tell(cast, token, cast.actors.setdefault(key, kin))


def _rival_sector(token: Token, own: Actor) -> Sector | None:
    return own.sector if token.lower_ == "ally" else None


def _other_person(cast: Cast, token: Token, own: Actor) -> Actor | None:
    """The person last named beside the owner: for a rival one of the same state, for a host or guest one of another."""
    people = [
        actor
        for mention in reversed(cast.mentions)
        if cast.sentence_of[token.i] - cast.sentence_of[mention.head] <= REACH
        and (actor := cast.actors[mention.keys[0]]).kind == EntityKind.PERSON
        and len(mention.keys) == 1
        and not actor.plural
        and not actor.anonymous
        and actor.key != own.key
        and mention.how != "pronoun"
        and actor.code
    ]
    guest = token.lower_ in ("host", "guest", "visitor")
    fitting = [actor for actor in people if (actor.code == own.code) != guest]
    return next(iter(fitting or people), None)


def _read_host(cast: Cast, token: Token) -> bool:
    """ "The host": the state where they met, or who is called so beside the name."""
    if (name := lookup.bearer(token, cast.people)) is not None:
        span = cast.people[name]
        found = lookup.person_by_words(cast.actors, tuple(cast.parse.doc[at].text for at in span))
        if found is not None:
            cast.mentions.append(_description(cast, token, token.i + 1, found.key))
        return found is not None
    place = next((one for one in reversed(cast.mentions) if one.place and one.keys), None)
    if place is None:
        return False
    cast.add(_description(cast, token, token.i + 1, *place.keys))
    return True


def read_beside(cast: Cast, token: Token) -> bool:
    """ "IGAD, the regional body, said", "Adama Barrow, a property developer, won": what stands beside a name is who bears it.

    Behind an object it may as well be what was done: "after meeting Sergei Lavrov, a step that buys time".
    """
    name = token.head
    mention = cast.heads.get(name.i) if token.dep_ == "appos" and name.i < token.i else None
    if mention is None or mention.how != "name" or len(mention.keys) > 1 or not _is_set_off(token):
        return False
    if cast.actors[mention.keys[0]].kind in (EntityKind.STATE, EntityKind.PLACE):
        return False
    cast.mentions.append(_description(cast, token, token.i + 1, *mention.keys))
    return True


def _is_set_off(token: Token) -> bool:
    """Between two commas behind a subject, with an article."""
    first, last = token.left_edge.i, token.right_edge.i + 1
    told = token.head.dep_ in ("nsubj", "nsubjpass") and any(one.dep_ == "det" for one in token.lefts)
    return told and token.doc[first - 1].text == "," and last < len(token.doc) and token.doc[last].text == ","


COLLECTIVE = ("sh", "ch", "ese", "ss", "men")  # "the French", "the Chinese", "the Swiss"


def national(cast: Cast, last: Token, code: str) -> Actor | None:
    """Whom "the Dutchman" or "the Australian" means: the person of that state last named."""
    if last.i == 0 or last.doc[last.i - 1].lower_ != "the" or not _stands_alone(last) or last.lower_.endswith("s"):
        return None
    if last.lower_.endswith(COLLECTIVE):
        return None
    for mention in reversed(cast.mentions):
        actor = cast.actors[mention.keys[0]]
        named = actor.kind == EntityKind.PERSON and not actor.anonymous and len(mention.keys) == 1 and not actor.plural
        if named and (actor.code == code or lookup.is_of(actor, code)):
            return actor
    return None


def are_people(last: Token) -> bool:
    """ "Mexicans", "three Germans", but not "the Germans", which is as good as their state."""
    plural = last.lower_.endswith(("s", "men")) and not last.lower_.endswith(("ss", "ese"))
    if not plural or not _stands_alone(last):
        return False
    first = last
    while first.i and first.nbor(-1).dep_ in ("amod", "nummod", "compound") and first.nbor(-1).head.i >= last.i:
        first = first.nbor(-1)
    return first.i == 0 or first.nbor(-1).lower_ not in ("the", "these", "both")


def _stands_alone(last: Token) -> bool:
    return last.dep_ not in ("amod", "compound", "nmod") or last.head.i < last.i
