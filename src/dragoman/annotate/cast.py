"""Who is who in an article: names, titles, descriptions and pronouns, resolved from left to right."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from spacy.tokens import Token

from dragoman.annotate import lookup
from dragoman.annotate.actors import Actor
from dragoman.annotate.names import Kind, Match, Referent, matches
from dragoman.annotate.parse import Parse
from dragoman.annotate.people import COMMON_FEMALE, COMMON_MALE, person_spans
from dragoman.annotate.roles import RoleMatch, is_plural, role_at
from dragoman.knowledge import Channel, Holder, RoleKind
from dragoman.model import EntityKind, Sector

PLACE_PREPOSITIONS = frozenset("in at near from outside around to into across through via inside".split())
PERSONAL = frozenset("he him his she her hers himself herself".split())
FEMALE = frozenset({"she", "her", "hers", "herself"})
NEUTER = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
SIDES = frozenset(
    "sides countries nations parties neighbours neighbors governments rivals states powers capitals leaders ministers presidents"
    " armies delegations foes allies enemies men".split()
)
COUNTERPARTS = frozenset({"neighbour", "neighbor", "neighbours", "neighbors", "counterpart", "counterparts", "partner", "partners"})
REGIONS = frozenset(
    "european western eastern arab african asian gulf nordic baltic balkan caribbean scandinavian foreign international regional".split()
)
BOTH = frozenset({"both", "two", "three"})
LOOK_BACK = 3  # sentences in which a pronoun seeks its antecedent
LOOK_BACK_PERSON = 6  # "he" may reach farther: people are fewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that name actors: tokens [start, end) whose head is *head*. *keys* are the actors' keys.

    *place*: the name of a state or capital used as a place ("in Moscow").
    """

    start: int
    end: int
    head: int
    keys: tuple[str, ...]
    how: str
    place: bool = False


@dataclass(slots=True)
class Cast:
    """The actors and mentions of an article. *at* finds the mention that a token heads or stands in."""

    parse: Parse
    day: date | None
    actors: dict[str, Actor] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    heads: dict[int, Mention] = field(default_factory=dict)
    inside: dict[int, Mention] = field(default_factory=dict)
    channels: list[tuple[int, int, Channel]] = field(default_factory=list)
    people: dict[int, range] = field(default_factory=dict)
    known: dict[int, Match] = field(default_factory=dict)
    sentence_of: list[int] = field(default_factory=list)
    printed: set[str] = field(default_factory=set)  # bodies whose name is already as the article prints it

    def of(self, token: Token) -> Mention | None:
        return self.heads.get(token.i)

    def full_name(self, actor: Actor) -> str:
        """A body's full name, as its row has it."""
        return actor.row.partition(":")[2] or actor.name

    def add(self, mention: Mention) -> None:
        self.mentions.append(mention)
        self.heads.setdefault(mention.head, mention)
        for at in range(mention.start, mention.end):
            self.inside.setdefault(at, mention)


def cast_of(parse: Parse, day: date | None) -> Cast:
    """The cast of a parsed article published on *day* (null: unknown)."""
    cast = Cast(parse, day)
    cast.sentence_of = [number for number, sentence in enumerate(parse.sentences) for _ in sentence]
    found = matches(parse.doc)
    cast.known = {match.start: match for match in found if match.kind != Kind.PERSON}
    spans = person_spans(parse.doc, found)
    cast.people = {span.start: span for span in spans}
    covered = {at for span in spans for at in span}
    cast.known = {at: match for at, match in cast.known.items() if at not in covered}
    _introduce_people(cast, spans)
    names = frozenset({at for match in cast.known.values() for at in range(match.start, match.end)} | covered)
    for token in parse.doc:
        _read(cast, token, names)
    return cast


def _introduce_people(cast: Cast, spans: tuple[range, ...]) -> None:
    """Full names first, so that a surname in the headline finds its bearer in the lead."""
    for span in sorted(spans, key=lambda span: -len(span)):
        words = tuple(cast.parse.doc[at].text for at in span)
        if lookup.person_by_words(cast.actors, words) is None:
            actor = lookup.person(words, cast.parse.doc[span.start : span.stop].text, cast.day)
            cast.actors[actor.key] = actor


def _read(cast: Cast, token: Token, names: frozenset[int]) -> None:
    if token.i in cast.people:
        _read_person(cast, cast.people[token.i])
    elif token.i in cast.known:
        _read_name(cast, cast.known[token.i])
    elif token.i in names:
        return
    elif token.pos_ == "PRON":
        if token.i not in cast.heads:
            _read_pronoun(cast, token)
    elif token.pos_ in ("NOUN", "PROPN", "ADJ"):
        role = role_at(cast.parse.doc, token.i, names)
        if _is_sides(token):
            _read_sides(cast, token)
        elif token.lower_ in COUNTERPARTS and _read_counterpart(cast, token):
            return
        elif role is not None and not _is_modifier(token):
            _read_role(cast, role)
        elif token.pos_ == "PROPN" and not _is_modifier(token):
            _read_unknown(cast, token)
        elif token.pos_ == "NOUN":
            _read_generic(cast, token)


def _is_modifier(token: Token) -> bool:
    """Part of a longer noun phrase ("army spokesman"), unless that is a person's name ("Minister Sergei Lavrov")."""
    return token.dep_ in ("compound", "amod") and token.head.i > token.i and token.head.pos_ in ("NOUN", "PROPN") and (
        token.head.ent_type_ != "PERSON"
    )


def _read_person(cast: Cast, span: range) -> None:
    doc = cast.parse.doc
    words = tuple(doc[at].text for at in span)
    actor = lookup.person_by_words(cast.actors, words)
    assert actor is not None, "everybody was introduced"
    head = doc[span.stop - 1]
    before = doc[span.start - 1].lower_ if span.start else ""
    actor.gender = actor.gender or ("f" if before in COMMON_FEMALE else "m" if before in COMMON_MALE else "")
    cast.add(Mention(start=span.start, end=span.stop, head=_phrase_head(doc[span.start], head).i, keys=(actor.key,), how="name"))
    _describe(cast, actor, span)


def _phrase_head(first: Token, last: Token) -> Token:
    """The token of the two ends' stretch whose head lies outside it."""
    for token in first.doc[first.i : last.i + 1]:
        if not first.i <= token.head.i <= last.i or token.head.i == token.i:
            return token
    return last


def _describe(cast: Cast, actor: Actor, span: range) -> None:
    """Takes code and sector from the titles and appositions beside a name, where no row tells them."""
    first: RoleMatch | None = None
    for role in lookup.roles_beside(cast.parse.doc, span, _name_tokens(cast)):
        actor.titles.update(_title_words(cast, role))
        word = cast.parse.doc[role.head].lower_
        actor.gender = actor.gender or ("f" if word in COMMON_FEMALE else "m" if word in COMMON_MALE else "")
        if actor.row == "article" and actor.code is None:
            _affiliate(cast, actor, role, affiliations(cast, role))
            first = first or role
    if first is not None and actor.code is None and actor.label == "":
        _affiliate(cast, actor, first, _salient(cast, first))


def _title_words(cast: Cast, role: RoleMatch) -> set[str]:
    return {cast.parse.doc[at].lower_ for at in range(role.start, role.head + 1)}


def _affiliate(cast: Cast, actor: Actor, role: RoleMatch, sides: tuple[str, ...]) -> None:
    """Gives *actor* the code of the side that its role names, and the sector of the two together."""
    side = cast.actors[sides[0]] if sides else None
    actor.sector = actor.sector or role.sector
    if side is None:
        return
    actor.code = side.code
    if side.kind == EntityKind.IGO and role.sector in (Sector.GOV, Sector.IGO, Sector.MIL):
        actor.sector = Sector.IGO
    elif side.kind in (EntityKind.GROUP, EntityKind.ORGANIZATION) and side.sector:
        actor.sector = side.sector
        actor.label = side.label or side.name
    elif side.kind == EntityKind.IGO and role.sector not in (Sector.IGO,):
        actor.code = None


def _read_name(cast: Cast, match: Match) -> None:
    doc = cast.parse.doc
    if match.kind == Kind.CHANNEL:
        channel = next(value for value in match.referents if isinstance(value, Channel))
        cast.channels.append((match.start, match.end, channel))
        return
    referents = [value for value in match.referents if isinstance(value, Referent)]
    if lookup.is_part_of_name(doc, match):
        return
    referent = lookup.preferred(referents, cast.actors)
    actor = cast.actors.setdefault(referent.key, lookup.actor_of(referent))
    printed = doc[match.start : match.end].text.removeprefix("the ")
    if actor.kind == EntityKind.IGO and match.kind == Kind.NAME and (actor.row not in cast.printed or len(printed) > len(actor.name)):
        actor.name = printed
        cast.printed.add(actor.row)
    head = _phrase_head(doc[match.start], doc[match.end - 1])
    place = match.kind != Kind.DEMONYM and head.dep_ == "pobj" and head.head.lower_ in PLACE_PREPOSITIONS
    cast.add(
        Mention(start=match.start, end=match.end, head=head.i, keys=(actor.key,), how=match.kind.value, place=place)
    )


def _name_tokens(cast: Cast) -> frozenset[int]:
    return frozenset(at for mention in cast.mentions if mention.how != "description" for at in range(mention.start, mention.end))


def affiliations(cast: Cast, role: RoleMatch) -> tuple[str, ...]:
    """Keys of the states and bodies in a role's noun phrase: "US", "of Egypt and Sudan", "its"."""
    head = cast.parse.doc[role.head]
    found: list[str] = []
    for at in range(head.left_edge.i, role.head):
        found.extend(_sides_at(cast, at))
    if not found:
        found.extend(_after(cast, head))
    return tuple(dict.fromkeys(found))


def _sides_at(cast: Cast, at: int) -> tuple[str, ...]:
    match = cast.known.get(at)
    if match is not None and match.kind != Kind.CHANNEL:
        referents = [value for value in match.referents if isinstance(value, Referent)]
        referent = lookup.preferred(referents, cast.actors)
        cast.actors.setdefault(referent.key, lookup.actor_of(referent))
        return (referent.key,)
    mention = cast.inside.get(at)
    if mention is None:
        return ()
    return tuple(key for key in mention.keys if cast.actors[key].kind != EntityKind.PLACE)


def _after(cast: Cast, head: Token) -> list[str]:
    """The sides that "of", "for", "in", "from" or "to" hang on a role ("the foreign ministry in Baghdad")."""
    found: list[str] = []
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "for", "in", "from", "at", "with", "to", "on"):
            for at in range(child.i + 1, child.right_edge.i + 1):
                if cast.parse.doc[at].dep_ == "relcl":
                    break
                if cast.parse.doc[at].pos_ == "PRON" and at not in cast.inside:
                    _read_pronoun(cast, cast.parse.doc[at])
                found.extend(_sides_at(cast, at))
            if found:
                break
    return found


def _salient(cast: Cast, role: RoleMatch) -> tuple[str, ...]:
    """Whose army, whose minister, where the words do not say: a side named shortly before, subjects first, else none."""
    if role.role.kind == RoleKind.CROWD or _is_nobodys(cast, role):
        return ()
    sentence, named, near = cast.sentence_of[role.head], Counter[str](), defaultdict[str, float](float)
    for mention in cast.mentions:
        actor = cast.actors[mention.keys[0]]
        if len(mention.keys) > 1 or not actor.code or actor.anonymous or mention.how == "pronoun":
            continue
        side = lookup.side_key(cast.actors, actor)
        distance = sentence - cast.sentence_of[mention.head]
        named[side] += 1
        weight = max(0.0, 3.0 - distance) * (1.0 + lookup.prominence(cast.parse.doc[mention.head], "name") / 2)
        near[side] += weight
    return (max(named, key=lambda key: 0.3 * named[key] + near[key]),) if named else ()


def _is_nobodys(cast: Cast, role: RoleMatch) -> bool:
    """ "European officials", "diplomats", "a source": of a region or of no told side."""
    head = cast.parse.doc[role.head]
    regional = any(child.dep_ in ("amod", "compound") and child.text[:1].isupper() and child.pos_ in ("ADJ", "PROPN") for child in head.lefts)
    if role.role.kind == RoleKind.PERSON and any(child.lower_ in REGIONS for child in head.lefts):
        return True
    return role.role.anonymous and (regional or head.lemma_.lower() in ("diplomat", "source", "insider", "person", "people"))


def _read_role(cast: Cast, role: RoleMatch) -> None:
    doc, head = cast.parse.doc, cast.parse.doc[role.head]
    garbled = role.role.anonymous and role.head + 1 in cast.people and lookup.is_indefinite(head)
    if not garbled and lookup.belongs_to_person(head, cast.people):
        return
    sides = affiliations(cast, role)
    start = lookup.phrase_start(head)
    if garbled:
        _read_garbled(cast, role, sides or _salient(cast, role))
        return
    if not sides:
        known = _described_before(cast, role)
        if known is not None:
            cast.add(Mention(start=start, end=role.head + 1, head=role.head, keys=(known.key,), how="description"))
            return
    chosen = sides or (() if _is_generic_crowd(role) else _salient(cast, role))
    keys = tuple(_described(cast, role, (side,)).key for side in chosen) or (_described(cast, role, ()).key,)
    keys = keys if len(sides) > 1 else keys[:1]
    cast.add(Mention(start=start, end=role.head + 1, head=role.head, keys=tuple(dict.fromkeys(keys)), how="description"))
    assert doc


def _read_garbled(cast: Cast, role: RoleMatch, sides: tuple[str, ...]) -> None:
    """ "A senior official Biden said": a name run into a nameless description by translation; the words stay as printed."""
    doc, span = cast.parse.doc, cast.people.pop(role.head + 1)
    start = min(lookup.phrase_start(doc[role.head]), lookup.phrase_start(doc[span.stop - 1]))
    actor = _described(cast, role, sides[:1])
    outer = _phrase_head(doc[role.start], doc[span.stop - 1])
    cast.add(Mention(start=start, end=role.head + 1, head=outer.i, keys=(actor.key,), how="description"))


def _is_generic_crowd(role: RoleMatch) -> bool:
    return role.role.kind == RoleKind.CROWD


def _described(cast: Cast, role: RoleMatch, sides: tuple[str, ...]) -> Actor:
    """The actor that a description with these sides names: a holder of the office, one described before, or a new one."""
    doc, head = cast.parse.doc, cast.parse.doc[role.head]
    side = cast.actors[sides[0]] if sides else None
    holder = lookup.office_holder(cast.actors, doc, role, side, cast.day)
    if holder is not None:
        return holder
    noun = doc[role.start : role.head + 1].text.lower()
    key = f"role:{side.key if side else ''}:{head.lemma_.lower() if role.role.anonymous else noun}"
    if key in cast.actors:
        return cast.actors[key]
    actor = lookup.described(key, doc, role, plural=is_plural(head))
    _affiliate(cast, actor, role, sides)
    cast.actors[key] = actor
    return actor


def _described_before(cast: Cast, role: RoleMatch) -> Actor | None:
    """Whom "the official", "the minister", "the bloc" was before: the latest actor that bears the noun."""
    doc, head = cast.parse.doc, cast.parse.doc[role.head]
    definite = any(child.lower_ in ("the", "this", "that") for child in head.lefts if child.dep_ == "det")
    if not definite and head.dep_ != "appos":
        return None
    nouns = {head.lower_, head.lemma_.lower(), doc[role.start : role.head + 1].text.lower()}
    for mention in reversed(cast.mentions):
        actor = cast.actors[mention.keys[0]]
        if len(mention.keys) == 1 and (nouns & actor.titles or nouns & set(actor.generic)):
            return actor
    return None


def _read_unknown(cast: Cast, token: Token) -> None:
    """A capitalised name that no row knows: an organisation of the article's own."""
    start = lookup.phrase_start(token)
    entity = token.ent_type_
    if entity not in ("ORG", "NORP") or token.dep_ in ("npadvmod",) or start < 0:
        return
    while start < token.i and cast.parse.doc[start].pos_ not in ("PROPN", "NOUN", "ADJ"):
        start += 1
    name = cast.parse.doc[start : token.i + 1].text
    actor = cast.actors.setdefault(
        f"org:{name}", Actor(key=f"org:{name}", name=name, kind=EntityKind.ORGANIZATION, words=tuple(name.split()))
    )
    cast.add(Mention(start=start, end=token.i + 1, head=token.i, keys=(actor.key,), how="name"))


def _read_generic(cast: Cast, token: Token) -> None:
    """ "The bloc", "the alliance", "the fund": the body last named that goes by the noun."""
    if not any(child.lower_ in ("the", "this") for child in token.lefts):
        return
    noun = token.lower_
    for mention in reversed(cast.mentions):
        actor = cast.actors[mention.keys[0]]
        if len(mention.keys) == 1 and noun in actor.generic:
            cast.add(Mention(start=lookup.phrase_start(token), end=token.i + 1, head=token.i, keys=mention.keys, how="description"))
            return


def _is_sides(token: Token) -> bool:
    return token.lower_ in SIDES and any(child.lower_ in BOTH for child in token.lefts)


def _read_sides(cast: Cast, token: Token) -> None:
    """ "Both sides", "the two countries": the two parties last named together, else the two last named."""
    wanted = 3 if any(child.lower_ == "three" for child in token.lefts) else 2
    found: list[str] = []
    for mention in reversed(cast.mentions):
        for key in reversed(mention.keys):
            actor = cast.actors[key]
            side = lookup.side_key(cast.actors, actor)
            if actor.kind != EntityKind.PLACE and actor.code and side not in found and cast.actors[side].kind in (EntityKind.STATE, EntityKind.IGO):
                found.append(side)
        if len(found) >= wanted:
            break
    if len(found) >= wanted:
        keys = tuple(reversed(found[:wanted]))
        cast.add(Mention(start=lookup.phrase_start(token), end=token.i + 1, head=token.i, keys=keys, how="sides"))


def _read_counterpart(cast: Cast, token: Token) -> bool:
    """ "Its neighbour", "his Egyptian counterpart": another side than the owner's, the one last named."""
    owner = next((child for child in token.lefts if child.dep_ == "poss"), None)
    if owner is None or any(_sides_at(cast, at) for at in range(owner.i + 1, token.i)):
        return False
    mention = cast.heads.get(owner.i)
    own = {lookup.side_key(cast.actors, cast.actors[key]) for key in mention.keys} if mention else set()
    if owner.lower_ in ("our", "my") or not own:
        own = own or {key for key in _last_subject(cast)}
    for candidate in reversed(cast.mentions):
        actor = cast.actors[candidate.keys[0]]
        side = lookup.side_key(cast.actors, actor)
        if actor.code and side not in own and cast.actors[side].kind == EntityKind.STATE:
            cast.add(Mention(start=lookup.phrase_start(token), end=token.i + 1, head=token.i, keys=(side,), how="sides"))
            return True
    return False


def _last_subject(cast: Cast) -> tuple[str, ...]:
    """The side of the subject last named: who says "our" in a quotation before its cue, more often than not."""
    for mention in reversed(cast.mentions):
        actor = cast.actors[mention.keys[0]]
        if actor.kind == EntityKind.PERSON and actor.code:
            return (lookup.side_key(cast.actors, actor),)
    return ()


def _read_pronoun(cast: Cast, token: Token) -> None:
    word = token.lower_
    if word in PERSONAL:
        found = _antecedent(
            cast, token, lambda actor, _: _is_singular_person(actor, female=word in FEMALE), reach=LOOK_BACK_PERSON
        )
    elif word in NEUTER:
        found = _antecedent(cast, token, lambda actor, keys: len(keys) == 1 and _is_body(actor))
    elif word in PLURAL:
        found = _antecedent(cast, token, lambda actor, keys: len(keys) > 1 or actor.plural or _is_body(actor))
    else:
        return
    if found is not None:
        cast.add(Mention(start=token.i, end=token.i + 1, head=token.i, keys=found.keys, how="pronoun"))


def _is_singular_person(actor: Actor, *, female: bool) -> bool:
    if actor.kind != EntityKind.PERSON or actor.plural or actor.institution and not actor.titles:
        return False
    return actor.gender in ("", "f" if female else "m")


def _is_body(actor: Actor) -> bool:
    if actor.plural:
        return False
    return actor.kind in (EntityKind.STATE, EntityKind.IGO, EntityKind.ORGANIZATION, EntityKind.GROUP) or actor.institution


def _antecedent(cast: Cast, token: Token, fits: lookup.Fits, *, reach: int = LOOK_BACK) -> Mention | None:
    """The best fitting mention within a few sentences: subjects before others, nearer before farther."""
    sentence = cast.sentence_of[token.i]
    best: tuple[float, Mention] | None = None
    for order, mention in enumerate(reversed(cast.mentions)):
        distance = sentence - cast.sentence_of[mention.head]
        if distance > reach:
            break
        if mention.place or not fits(cast.actors[mention.keys[0]], mention.keys):
            continue
        score = -distance * 4.0 - order * 0.15 + lookup.prominence(cast.parse.doc[mention.head], mention.how)
        if best is None or score > best[0]:
            best = (score, mention)
    return best[1] if best else None


def holders_of(match: Match) -> tuple[Holder, ...]:
    return tuple(value for value in match.referents if isinstance(value, Holder))
