"""Small questions that the cast asks while it reads: who holds an office, whose title stands beside a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import takewhile

from spacy.tokens import Doc, Token

from dragoman import knowledge
from dragoman.annotate.actors import STATE_SECTORS, Actor
from dragoman.annotate.cast import Cast
from dragoman.annotate.holders import has_held, heads, holder_of, led_as, person
from dragoman.annotate.names import Kind, Match, Referent, name_key
from dragoman.annotate.people import HONORIFICS
from dragoman.annotate.roles import FORMER, RoleMatch, is_single_person, role_at, title_words
from dragoman.knowledge import Holder, RoleKind
from dragoman.model import EntityKind, Sector

Fits = Callable[[Actor, tuple[str, ...]], bool]

CREEDS = frozenset("Liberal Social Christian Free National New Young Moderate Progressive United".split())
TREATIES = frozenset(
    "agreement agreements accord accords treaty convention protocol document declaration charter".split()
)
INDEFINITE = frozenset({"a", "an", "another", "one", "some", "several"})
MOUTHPIECES = frozenset({"spokesman", "spokeswoman", "spokesperson"})
LONGEST_NAME = 14  # tokens of "… of Foreign Affairs and International Cooperation of the Federal Republic of X"
COUNTED = frozenset("many several some few other more most certain various numerous such own same local".split())
OFFICES_OF = frozenset({"ministry", "department", "office", "committee", "council", "commission", "court", "staff"})


def person_by_words(actors: Mapping[str, Actor], words: tuple[str, ...]) -> Actor | None:
    """The person whose name holds all of *words* and ends (or begins) with the same."""
    wanted = name_key(" ".join(words)).split()
    for actor in actors.values():
        if actor.kind != EntityKind.PERSON or not actor.words:
            continue
        if len(wanted) == 1 and wanted[0] in actor.spelled:
            return actor
        own = name_key(" ".join(actor.words)).split()
        if own == wanted or (set(wanted) <= set(own) and wanted[-1] in (own[-1], own[0])) or wanted[0] in actor.also:
            return actor
    return None


def is_of(actor: Actor, code: str) -> bool:
    """Whether a person who acts for a body has held an office of the state *code*."""
    return any(holder.body == code for holder in actor.rows)


def actor_of(referent: Referent) -> Actor:
    """A new actor for a name that the rows know."""
    return Actor(
        key=referent.key, name=referent.name, kind=referent.kind, code=referent.code, sector=referent.sector,
        label=referent.party, row=referent.row, generic=referent.generic, institution=True,
        titles={"country", "nation", "kingdom", "republic"} if referent.kind == EntityKind.STATE else set(),
        part=referent.row.startswith("groups:") and referent.sector == Sector.GOV,
    )  # fmt: skip


def preferred(referents: list[Referent], actors: Mapping[str, Actor]) -> Referent:
    """Of several bearers of a name: one already in the article, else a body before a state ("Brussels")."""
    ranked = sorted(referents, key=lambda one: (one.key not in actors, one.kind == EntityKind.STATE))
    return ranked[0]


def side_key(actors: dict[str, Actor], actor: Actor) -> str:
    """The key of the state or body that *actor* is or acts for."""
    if actor.kind in (EntityKind.STATE, EntityKind.IGO) or actor.code is None:
        return actor.key
    if actor.part:
        parts = (one for one in actors.values() if one.part and one.kind == EntityKind.GROUP)
        return next((one.key for one in parts if actor.label in (one.name, one.label)), actor.key)
    if (
        actor.kind == EntityKind.GROUP
        and not actor.people
        and actor.sector not in STATE_SECTORS | {Sector.LEG, Sector.IGO}
    ):
        return actor.key
    return state_key(actors, actor.code)


def state_key(actors: dict[str, Actor], code: str) -> str:
    """The key of the state or body with this *code*, new to the article or not."""
    if code in actors:
        return code
    body = next((one.key for one in actors.values() if one.kind == EntityKind.IGO and one.code == code), None)
    if body is not None:
        return body
    name = next((state.name for state in knowledge.states() if state.code == code), None)
    kind = EntityKind.STATE if name else EntityKind.IGO
    key = code if name else f"org:{code}"
    actors[key] = Actor(
        key=key,
        name=name or code,
        kind=kind,
        code=code,
        sector=Sector.GOV if name else Sector.IGO,
        institution=True,
    )
    return key


def is_part_of_name(doc: Doc, match: Match) -> bool:
    """A name inside another name: capitals before ("Liberal Democrats") or after it that are neither title nor known.

    A treaty has the name of the place where it was signed ("Paris Agreement") and is none of its government's acts.
    """
    first = doc[match.start]
    if match.end - match.start == 1 and _goes_on_before(first):
        return True
    if match.kind == Kind.METONYM and match.end < len(doc) and doc[match.end].lower_ in TREATIES:
        return True
    if match.end >= len(doc) or match.kind == "demonym":
        return False
    last, following = doc[match.end - 1], doc[match.end]
    joined = last.dep_ == "compound" and last.head.i >= following.i and following.pos_ == "PROPN"
    return joined and following.ent_type_ == "ORG" and role_at(doc, last.head.i, frozenset()) is None


def _goes_on_before(first: Token) -> bool:
    """A plural of members with a creed before it: another party than the one by that name."""
    before = first.nbor(-1) if first.i else first
    return first.text.endswith("s") and before.i < first.i and before.text in CREEDS


def roles_beside(doc: Doc, span: range, names: frozenset[int]) -> tuple[RoleMatch, ...]:
    """The role nouns that a person's name bears: before it ("Minister X"), or in apposition ("X, its spokesman")."""
    found: list[RoleMatch] = []
    before = before_honorifics(doc, span.start)
    ranked = _before_rank(doc, span.start)
    if 0 < ranked < before and (role := _title_up_to(doc, ranked - 1, names)) is not None:
        found.append(role)  # "a French spokesman, Captain X,": whose rank it is
    if before >= 0:
        set_off = doc[before].text == "," and before > 0
        before -= set_off
        outer = _title_up_to(doc, before, names, noun=False) if set_off else None
        if outer is not None:
            found.append(outer)  # "the spokesman of the foreign ministry, X,"
        elif (role := role_at(doc, before, names)) is not None and _joined(doc, span, before):
            found.append(role)
        elif role is None and (head := title_head(doc, before)) is not None:
            role = role_at(doc, head, names)
            found.extend([role] if role is not None and role.role.kind != RoleKind.CROWD else [])
    found.extend(role for token in _appositions(doc, span) if (role := role_at(doc, token.i, names)) is not None)
    return tuple(found)


def _title_up_to(doc: Doc, last: int, names: frozenset[int], *, noun: bool = True) -> RoleMatch | None:
    """The role of one person that ends at *last*, a comma before the name; without *noun* only one that goes on with "of"."""
    head = last if noun and is_single_person(doc[last]) else title_head(doc, last)
    return role_at(doc, head, names) if head is not None and is_single_person(doc[head]) else None


def before_honorifics(doc: Doc, start: int) -> int:
    """The token before a name, "Rear Adm." and the like passed over."""
    before = start - 1
    while before > 0 and doc[before].lower_ in HONORIFICS:
        before -= 1
    return before


def _before_rank(doc: Doc, start: int) -> int:
    """The token before a name and its rank, where that is set off: "a spokesman for the fleet, Commander X"."""
    before = before_honorifics(doc, start)
    return before - 1 if before > 0 and doc[before].lower_ in title_words() and doc[before - 1].text == "," else before


PHRASE = frozenset({"PROPN", "NOUN", "ADJ", "DET", "CCONJ", "PART"})
LONGEST_PHRASE = 7  # words: "for the U.N. secretary-general"
TITLE_LINKS = frozenset({"of", "for", "on", "to", "in", "at"})


def title_head(doc: Doc, last: int) -> int | None:
    """The noun of a title that ends in a phrase at *last*: "Minister" of "Minister of Foreign Affairs"."""
    at = last
    while at > 0 and last - at < LONGEST_PHRASE and (doc[at].pos_ in PHRASE or doc[at].text == "-"):
        at -= 1
    if at == last or at == 0 or doc[at].lower_ not in TITLE_LINKS:
        return None
    outer = title_head(doc, at - 1) if not is_single_person(doc[at - 1]) else None  # "of the Republic of the Congo"
    return outer if outer is not None and is_single_person(doc[outer]) else at - 1


def _joined(doc: Doc, span: range, before: int) -> bool:
    """The noun right before a name is its title, unless a comma parts two items of a list."""
    if all(doc[at].lower_ in HONORIFICS for at in range(before + 1, span.start)):
        return True
    return any(doc[at].dep_ == "appos" for at in span)


def _appositions(doc: Doc, span: range) -> list[Token]:
    found = [child for at in span for child in doc[at].children if child.dep_ == "appos" and child.i not in span]
    if span.stop + 1 < len(doc) and doc[span.stop].text == ",":
        found.extend(_after_comma(doc, span.stop + 1))
    elif span.stop < len(doc) and doc[span.stop].lower_ == "of":
        words = takewhile(lambda one: not one.is_punct and one.pos_ != "VERB", doc[span.stop + 1 : span.stop + 6])
        found.extend(token for token in words if token.pos_ in ("NOUN", "PROPN"))
    return found


def _after_comma(doc: Doc, start: int) -> list[Token]:
    """The nouns of the phrase after a name's comma, up to its first verb or quotation mark."""
    found: list[Token] = []
    for token in doc[start : start + 12]:
        if token.pos_ in ("VERB", "AUX") or token.is_quote or token.text == "," or len(found) == 3:
            break
        if token.pos_ in ("NOUN", "PROPN"):
            found.append(token)
    return found


def is_indefinite(head: Token) -> bool:
    """Whether "a" or "an" opens the noun phrase that *head* stands in, wherever the parser hangs it."""
    start = head.i
    while start > head.sent.start and head.doc[start - 1].pos_ in ("NOUN", "ADJ", "PROPN", "PUNCT"):
        start -= 1
    return start > 0 and head.doc[start - 1].lower_ in INDEFINITE


def _behind_honorifics(head: Token) -> int:
    """The token behind a title, "Lord" and the like passed over."""
    at = head.i + 1
    while at < len(head.doc) - 1 and head.doc[at].lower_ in HONORIFICS:
        at += 1
    return at


def bearer(head: Token, people: Mapping[int, range]) -> int | None:
    """Where the name of the person begins whose title *head* is, before or beside the name; null: it is nobody's."""
    following = head.i + 1
    if (named := _behind_honorifics(head)) in people:
        return named
    if head.dep_ == "pobj" and not is_single_person(head) and is_single_person(head.head.head):
        return None  # "a spokesman for that force, Captain X": the name beside is the spokesman's
    if following < len(head.doc) and head.doc[following].text == ",":
        name = next((at for at in range(following + 1, following + 4) if at in people), None)
        titles = range(following + 1, name or following + 1)
        several = head.tag_ in ("NNS", "NNPS")  # "the chief of those prosecutors, X,"
        if name is not None and not several and all(head.doc[at].lower_ in title_words() | HONORIFICS for at in titles):
            apposed = any(head.doc[at].dep_ == "appos" for at in people[name])
            return name if apposed or _is_parenthesis(head, people[name]) else None
    if following < len(head.doc) and head.doc[following].lower_ in TITLE_LINKS:
        for start in range(following + 2, min(following + 10, len(head.doc))):
            before = _before_rank(head.doc, start)
            set_off = head.doc[before].text == ","
            last = before - 1 if set_off else before
            if start in people and title_head(head.doc, last) == head.i:
                if set_off and is_single_person(head):
                    return start
                title = role_at(head.doc, last, frozenset())
                whole = title is not None and title.head == head.i  # "secretary of state"
                return start if whole or head.doc[last].lower_ not in title_words() else None
    if head.dep_ != "appos":
        return _set_off(head, people)
    return next((start for start, span in people.items() if head.head.i in span), None)


def _is_parenthesis(head: Token, name: range) -> bool:
    """ "The Official Spokesperson, X, told": a name between commas before the verb, whatever the parser makes of it."""
    after = head.doc[name.stop : name.stop + 2]
    return head.dep_ == "nsubj" and len(after) == 2 and after[0].text == "," and after[1].i == head.head.i


def _set_off(head: Token, people: Mapping[int, range]) -> int | None:
    """Where a name begins that stands between commas behind a title and its complement ("its envoy to the UN, X,")."""
    last = head.right_edge.i
    starts = (start for start in people if head.i < start <= last + 2 and head.doc[start - 1].text == ",")
    for start in starts:
        span = people[start]
        beside = any(head.doc[at].dep_ == "appos" and head.doc[at].head.i in _complements(head) for at in span)
        closed = span.stop < len(head.doc) and head.doc[span.stop].text in (",", ".", ";", ":")
        if beside and closed and is_single_person(head):
            return start
    return None


def _complements(head: Token) -> frozenset[int]:
    """A title and the nouns that its prepositions hang on it, on which the parser may hang the name."""
    return frozenset([head.i, *(one.i for one in head.subtree if one.dep_ == "pobj" and one.i > head.i)])


PLACING = frozenset({"outside", "inside"})  # which the parser takes for adjectives: "protested outside parliament"


def phrase_start(head: Token) -> int:
    """The first token of a noun phrase, its determiner counted, up to its head."""
    start = head.i
    for child in head.lefts:
        if (
            child.dep_ in ("det", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "predet")
            and child.lower_ not in PLACING
        ):
            start = min(start, child.left_edge.i)
    return start


def office_holder(cast: Cast, role: RoleMatch, side: Actor | None) -> Actor | None:
    """The person who holds the office that a description names for *side* ("the Russian president")."""
    actors, doc, day = cast.actors, cast.parse.doc, cast.day
    if side is None or side.code is None or role.role.kind != RoleKind.PERSON or role.role.anonymous or day is None:
        return None
    head = doc[role.head]
    if head.tag_ in ("NNS", "NNPS") or any(child.lower_ in ("a", "an", "deputy") for child in head.lefts):
        return None
    title = doc[role.start : role.stop].text.lower()
    if FORMER & {child.lower_ for child in head.lefts}:
        held_it = (actor for actor in actors.values() if actor.kind == EntityKind.PERSON)
        return next((actor for actor in held_it if has_held(actor, title, side.code or "", day)), None)
    if title in ("leader", "ruler") and not side.part:
        named = [one for one in actors.values() if one.code == side.code and one.words and heads(one, day)]
        if len(named) == 1:
            return named[0]
    led = "leader" if side.part and title == "president" else title
    row = holder_of(led, led_as(side), day, cast.roster)
    return introduced(cast, row, title) if row is not None else None


def introduced(cast: Cast, holder: Holder, title: str) -> Actor:
    """The person of a holder's row, new to the article or not, who bears *title* in it."""
    words = tuple(holder.name.split())
    actor = person_by_words(cast.actors, words) or person(words, holder.name, cast.day, known=cast.roster)
    actor.titles.update({title.split()[-1], title})
    return cast.actors.setdefault(actor.key, actor)


def described(key: str, doc: Doc, role: RoleMatch, *, plural: bool) -> Actor:
    """A new actor for a description; anonymous where it hides a person."""
    head = doc[role.head]
    indefinite = plural or any(child.lower_ in INDEFINITE for child in head.lefts)
    hides = role.role.kind == RoleKind.PERSON and indefinite and role.sector != Sector.IGO
    noun = doc[role.start : role.stop].text
    return Actor(
        key=key, name=_description(doc, role), kind=EntityKind.PERSON if role.role.kind == RoleKind.PERSON else EntityKind.GROUP,
        sector=role.sector, label=_crowd_name(doc, role) if role.role.kind == RoleKind.CROWD else "", anonymous=role.role.anonymous or hides,
        plural=plural, institution=role.role.kind == RoleKind.OFFICE, row=f"roles:{role.role.noun}",
        titles={head.lower_, head.lemma_.lower(), noun.lower()},
    )  # fmt: skip


def _crowd_name(doc: Doc, role: RoleMatch) -> str:
    """ "Young men", "oil companies": the noun with the words that tell which."""
    start = role.start
    while start and _tells_which(doc[start - 1]):
        start -= 1
    return doc[start : role.stop].text


def _tells_which(word: Token) -> bool:
    if word.dep_ not in ("amod", "compound") or word.ent_type_ in ("DATE", "TIME"):
        return False
    return word.pos_ in ("ADJ", "NOUN", "PROPN") and word.lower_ not in COUNTED


def _description(doc: Doc, role: RoleMatch) -> str:
    """The name of somebody without one: the phrase, article and owner aside; for a mouthpiece, what it speaks for."""
    head = doc[role.head]
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "for"):
            thing = next((one for one in child.children if one.dep_ == "pobj"), None)
            if thing is not None and head.lower_ in MOUTHPIECES:
                return _bare_phrase(thing)
            if thing is not None and head.lower_ in OFFICES_OF:
                return re.sub(r"^the ", "", doc[phrase_start(head) : _last_of(thing) + 1].text, flags=re.IGNORECASE)
    return _bare_phrase(head)


def _last_of(thing: Token) -> int:
    """Where an office's name ends that goes on with *thing*: before a comma, a clause or what is no name's word."""
    words = thing.doc[thing.i + 1 : thing.right_edge.i + 1]
    beyond = next((one.i for one in words if one.pos_ in ("VERB", "AUX", "PUNCT", "PRON", "NUM")), words.end)
    return beyond - 1 if beyond - thing.i <= LONGEST_NAME else thing.i


def _bare_phrase(head: Token) -> str:
    """The noun phrase up to its head, without determiner, number and owner."""
    doc, start = head.doc, phrase_start(head)
    owner = [child.right_edge.i + 1 for child in head.lefts if child.dep_ == "poss"]
    start = max([start, *owner])
    while start < head.i and (
        doc[start].pos_ in ("DET", "PRON", "NUM", "PUNCT", "ADV", "SCONJ", "ADP") or doc[start].tag_ == "POS"
    ):
        start += 1
    return doc[start : head.i + 1].text


def prominence(head: Token, how: str) -> float:
    """How likely a mention is taken up again: subjects most, then objects, owners, the rest."""
    weights = {"nsubj": 3.0, "nsubjpass": 2.5, "dobj": 1.0, "poss": 0.5, "pobj": 0.3}
    weight = weights.get(head.dep_, 0.0)
    if head.dep_ == "conj":
        weight = weights.get(head.head.dep_, 0.0)
    if head.dep_ == "appos" and head.i + 1 < len(head.doc) and head.nbor().tag_ in ("VBD", "VBZ", "MD"):
        weight = weights["nsubj"]  # what stands right before a finite verb is its subject, wherever the parser hangs it
    return weight + (0.5 if how == "pronoun" else 0.0)
