"""Who is who in an article: names, titles, descriptions and pronouns, resolved from left to right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import takewhile

from spacy.tokens import Span, Token

from dragoman import knowledge
from dragoman.annotate import holders, lookup
from dragoman.annotate.actors import Actor
from dragoman.annotate.cast import Cast, Mention, phrase_head
from dragoman.annotate.counterparts import is_counterpart, read_counterpart
from dragoman.annotate.descriptions import describe, read_generic, read_role
from dragoman.annotate.kinds import in_a_region, read_kind
from dragoman.annotate.names import Kind, Match, Referent, matches, state_referent
from dragoman.annotate.parse import Parse
from dragoman.annotate.people import COMMON_FEMALE, COMMON_MALE, OF_A_BODY, person_spans
from dragoman.annotate.place_choice import options
from dragoman.annotate.pronouns import is_aged, read_aged, read_pronoun
from dragoman.annotate.relations import are_people, national, read_beside, read_relation
from dragoman.annotate.roles import role_at
from dragoman.annotate.roster import roster
from dragoman.annotate.sides import is_sides, read_sides
from dragoman.annotate.state_sets import read_set
from dragoman.annotate.twins import of_the_story, told_apart
from dragoman.knowledge import Channel, Holder, RoleKind
from dragoman.model import EntityKind, Sector

PLACE_PREPOSITIONS = frozenset(
    ["in", "at", "near", "from", "outside", "around", "to", "into", "across", "through", "via", "inside"]
)
BESIDE = frozenset({"adjacent", "close", "home", "near", "next"})
GIVEN = frozenset(
    "aid answer apology appeal assistance assurance debt demand gratitude guarantee help loan message note offer pledge promise"
    " proposal protest reply request response support thanks threat ultimatum warning".split()
)
TOWN = re.compile(r"[^\W\d]+(?:[ .'’-]+[^\W\d]+)*")
OPENING = 4  # sentences among which a statement names who issues it: behind its title and its dateline
ISSUERS = frozenset({"Ministry", "Embassy", "Government", "Presidency", "Mission", "Department"})
RED_CROSS = "org:International Committee of the Red Cross"
MUCH = 3  # mentions of a state, from which on a town of it in the dateline tells whose press writes
INSIDE = frozenset({"in", "at", "near", "outside", "around", "inside"})


def cast_of(parse: Parse, day: date | None, *, issuer: Referent | None = None, taught: tuple[Holder, ...] = ()) -> Cast:
    """The cast of a parsed article published on *day* (null: unknown).

    *issuer*: the state whose organ published it. *taught*: people known beside those of the rows.
    """
    cast = Cast(parse, day, roster=roster(taught))
    cast.sentence_of = [number for number, sentence in enumerate(parse.sentences) for _ in sentence]
    found = of_the_story(told_apart(parse.doc, parse.sentences, matches(parse.doc, cast.roster.taught)))
    societies = _national_societies(found)
    cast.known = {
        one.start: one
        for one in found
        if one.kind != Kind.PERSON and not in_a_region(parse.doc, one) and one.start not in societies
    }
    spans = person_spans(parse.doc, found, holders.bearers(day) | _nicknames(found))
    cast.people = {span.start: span for span in spans}
    covered = {at for span in spans for at in span}
    cast.known = {at: match for at, match in cast.known.items() if at not in covered}
    _introduce_people(cast, spans, {match.end: match for match in found if match.kind == Kind.PERSON})
    issuer = issuer or _issuer(cast)
    home = issuer or _home(cast)
    if home is not None:
        cast.actors.setdefault(home.key, lookup.actor_of(home))
        cast.home = home.key
    cast.issuer = issuer.key if issuer is not None else None
    names = frozenset({at for match in cast.known.values() for at in range(match.start, match.end)} | covered)
    for token in parse.doc:
        _read(cast, token, names)
    _align_labels(cast)
    return cast


def _national_societies(found: tuple[Match, ...]) -> frozenset[int]:
    """Where "the Cambodian Red Cross" has the name of the committee in Geneva, which it is not."""
    ends = {one.end for one in found if one.kind == Kind.DEMONYM}
    of_relief = (one for one in found if any(isinstance(it, Referent) and it.key == RED_CROSS for it in one.referents))
    return frozenset(one.start for one in of_relief if one.start in ends)


def _nicknames(found: tuple[Match, ...]) -> frozenset[str]:
    """Single words that stand for somebody whom the article names in full: "Lula", another spelling of the surname."""
    people = (one for match in found for one in match.referents if isinstance(one, Holder))
    return frozenset(name for one in people for name in holders.nicknames(one) | holders.spellings(one))


def _align_labels(cast: Cast) -> None:
    """The people of a group or a party go by the name that the article gives it."""
    labels = {actor.name: actor.label for actor in cast.actors.values() if _goes_by_name(actor)}
    for actor in cast.actors.values():
        if actor.kind == EntityKind.PERSON and actor.label in labels:
            actor.label = labels[actor.label]


def _issuer(cast: Cast) -> Referent | None:
    """The state whose organ opens a statement with its full name and goes on as "the Ministry", with a capital."""
    doc, parse = cast.parse.doc, cast.parse
    for sentence in parse.sentences[:OPENING]:
        at = next((one for one in sentence if doc[one].text in ISSUERS), None)
        if at is None or at != sentence.start + 1 or doc[at + 1].lower_ not in ("of", "for"):
            continue
        name = takewhile(lambda one: doc[one].pos_ not in ("VERB", "AUX"), range(at, sentence.stop))
        states = (state for one in name if one in cast.known for state in _states_of(cast.known[one]))
        again = any(one.text == doc[at].text and doc[one.i - 1].text == "the" for one in doc[at + 1 :])
        return next(states, None) if again else None
    return None


def _home(cast: Cast) -> Referent | None:
    """The state whose capital or name the dateline tells, or of whose towns it is if the article speaks of it much."""
    for line in cast.parse.datelines:
        for match in cast.known.values():
            if line.start <= cast.parse.doc[match.start].idx < line.end:
                return next(_states_of(match), None)
        words = cast.parse.doc.text[line.start : line.end]
        town = TOWN.match(words)
        named = Counter(state.code for match in cast.known.values() for state in _states_of(match))
        for option in options(town.group().title()) if town is not None else ():
            if option.code is not None and named[option.code] >= MUCH:
                return next(state_referent(state) for state in knowledge.states() if state.code == option.code)
    return None


def _states_of(match: Match) -> Iterator[Referent]:
    return (one for one in match.referents if isinstance(one, Referent) and one.kind == EntityKind.STATE)


def _introduce_people(cast: Cast, spans: tuple[range, ...], known: Mapping[int, Match]) -> None:
    """Full names first, so that a surname in the headline finds its bearer in the lead. *known* names by their end."""
    bodies = {one.code for match in cast.known.values() for one in match.referents if isinstance(one, Referent)}
    for span in sorted(spans, key=lambda span: -len(span)):
        words = tuple(cast.parse.doc[at].text for at in span)
        if lookup.person_by_words(cast.actors, words) is None:
            match = known.get(span.stop)
            rows = tuple(one for one in match.referents if isinstance(one, Holder)) if match is not None else ()
            text = cast.parse.doc[span.start : span.stop].text
            actor = holders.person(
                words, text, cast.day, known=cast.roster, rows=rows, bodies={code for code in bodies if code}
            )
            cast.actors[actor.key] = actor


def _read(cast: Cast, token: Token, names: frozenset[int]) -> None:
    if token.i in cast.people:
        _read_person(cast, cast.people[token.i])
    elif token.i in cast.known:
        _read_name(cast, cast.known[token.i])
    elif token.i in names:
        return
    elif is_sides(token) and token.pos_ in ("NUM", "DET", "CCONJ", "PRON"):
        read_sides(cast, token)
    elif token.pos_ == "NUM" and token.dep_ != "nummod":
        read_set(cast, token)
    elif token.pos_ == "PRON":
        if token.i not in cast.heads:
            read_pronoun(cast, token)
    elif is_aged(token):
        read_aged(cast, token)
    elif token.pos_ in ("NOUN", "PROPN", "ADJ"):
        _read_noun(cast, token, names)


def _read_noun(cast: Cast, token: Token, names: frozenset[int]) -> None:
    role = role_at(cast.parse.doc, token.i, names)
    if read_set(cast, token):
        return
    if is_sides(token) and (read_sides(cast, token) or token.lower_ != "side"):
        return
    if read_relation(cast, token) or is_counterpart(token) and read_counterpart(cast, token):
        return
    if role is not None and role.head != token.i:
        return  # "state" of "secretary of state"
    if role is not None and not _is_modifier(token):
        read_role(cast, role)
    elif token.pos_ == "PROPN" and not _is_modifier(token) and read_kind(cast, token, token.i + 1):
        return  # "the North" of Korea
    elif (token.pos_ == "PROPN" or _has_body_beside(token)) and not _is_modifier(token):
        _read_unknown(cast, token)
    elif not read_beside(cast, token) and token.pos_ == "NOUN" and not read_kind(cast, token, token.i + 1):
        read_generic(cast, token)


def _is_modifier(token: Token) -> bool:
    """Part of a longer noun phrase ("army spokesman"), unless that is a person's name ("Minister Sergei Lavrov")."""
    return (
        token.dep_ in ("compound", "amod")
        and token.head.i > token.i
        and token.head.pos_ in ("NOUN", "PROPN")
        and (token.head.ent_type_ != "PERSON")
    )


def _read_person(cast: Cast, span: range) -> None:
    doc = cast.parse.doc
    words = tuple(doc[at].text for at in span)
    actor = lookup.person_by_words(cast.actors, words)
    assert actor is not None, "everybody was introduced"
    head = doc[span.stop - 1]
    before = doc[span.start - 1].lower_ if span.start else ""
    actor.gender = actor.gender or ("f" if before in COMMON_FEMALE else "m" if before in COMMON_MALE else "")
    cast.add(
        Mention(
            start=span.start, end=span.stop, head=phrase_head(doc[span.start], head).i, keys=(actor.key,), how="name"
        )
    )
    title = lookup.title_head(doc, span.start - (2 if before == "," else 1)) if span.start > 1 else None
    if title is not None and lookup.bearer(doc[title], cast.people) is not None:
        cast.heads.setdefault(title, cast.mentions[-1])
    describe(cast, actor, span)


def _read_name(cast: Cast, match: Match) -> None:
    doc = cast.parse.doc
    if match.kind == Kind.CHANNEL:
        channel = next(value for value in match.referents if isinstance(value, Channel))
        cast.channels.append((match.start, match.end, channel))
        return
    referents = [value for value in match.referents if isinstance(value, Referent)]
    if lookup.is_part_of_name(doc, match):
        return
    head = phrase_head(doc[match.start], doc[match.end - 1])
    place = match.kind != Kind.DEMONYM and head.dep_ == "pobj" and _is_of_a_place(head.head)
    states = [one for one in referents if one.kind == EntityKind.STATE]
    inside = place and head.head.lower_ in INSIDE
    referent = lookup.preferred(states if inside and states else referents, cast.actors)
    actor = _meant(cast, match, referent)
    if match.kind == Kind.NAME:
        _as_printed(cast, actor, doc[match.start : match.end])
    cast.add(
        Mention(start=match.start, end=match.end, head=head.i, keys=(actor.key,), how=match.kind.value, place=place)
    )


def _is_of_a_place(link: Token) -> bool:
    """Whether a preposition brings a place; one is "grateful to" somebody, and aid and threats go to somebody."""
    if link.lower_ == "to" and (link.head.pos_ == "ADJ" or link.head.lemma_.lower() in GIVEN):
        return link.head.lower_ in BESIDE
    return link.lower_ in PLACE_PREPOSITIONS


def _meant(cast: Cast, match: Match, referent: Referent) -> Actor:
    """The state or body that a name stands for; for a demonym by itself the person or the people meant."""
    side = cast.actors.setdefault(referent.key, lookup.actor_of(referent))
    last = cast.parse.doc[match.end - 1]
    if match.kind != Kind.DEMONYM or referent.code is None or referent.kind != EntityKind.STATE:
        return side
    if (person := national(cast, last, referent.code)) is not None:
        return person
    if not are_people(last):
        return side
    words = cast.parse.doc[match.start : match.end].text
    people = Actor(
        key=f"people:{referent.code}", name=words, kind=EntityKind.GROUP, code=referent.code, sector=Sector.CVL,
        row=referent.row, plural=True, people=True,
    )  # fmt: skip
    people = cast.actors.setdefault(people.key, people)
    people.label = people.label or (words if _are_some(last) else "")
    return people


def _are_some(people: Token) -> bool:
    """ "109 Syrians", "young Syrians", "Syrians in Beirut": human beings, and nobody's government."""
    return any(one.dep_ in ("nummod", "amod") for one in people.lefts) or any(
        one.dep_ in ("acl", "relcl", "prep") for one in people.rights
    )


def _as_printed(cast: Cast, actor: Actor, words: Span) -> None:
    """A body goes by the fullest name that the article prints, a group or a party in lists by the shortest that is no
    adjective."""
    printed = words.text.removeprefix("the ")
    rest = printed.removeprefix(actor.name.removesuffix("s"))
    if rest.startswith(" ") and rest.islower():
        printed = actor.name  # "Houthi rebels" are the Houthis
    if actor.kind == EntityKind.IGO and (actor.row not in cast.printed or len(printed) > len(actor.name)):
        actor.name = printed
    elif _goes_by_name(actor) and words[-1].dep_ not in ("compound", "amod", "nmod"):
        actor.label = printed if actor.row not in cast.printed else min(actor.label, printed, key=len)
    else:
        return
    cast.printed.add(actor.row)


def _goes_by_name(actor: Actor) -> bool:
    return actor.kind == EntityKind.GROUP or actor.row.startswith("national_bodies:")


def _has_body_beside(token: Token) -> bool:
    """A capital that an apposition calls a body: "Analdex, the exporters' association,"."""
    beside = (child for child in token.rights if child.dep_ == "appos" and child.i > token.i + 1)
    roles = (role_at(token.doc, one.i, frozenset()) for one in beside if token.text[:1].isupper())
    return any(role is not None and role.role.kind != RoleKind.PERSON for role in roles)


def _read_unknown(cast: Cast, token: Token) -> None:
    """A capitalised name that no row knows: an organisation of the article's own."""
    doc, start = cast.parse.doc, lookup.phrase_start(token)
    while start < token.i and doc[start].pos_ not in ("PROPN", "NOUN", "ADJ"):
        start += 1
    led = start > 1 and doc[start - 1].lower_ == "of" and doc[start - 2].lower_ in OF_A_BODY
    named = token.ent_type_ in ("ORG", "NORP") or _has_body_beside(token) or (led and token.pos_ == "PROPN")
    if not named or token.dep_ == "npadvmod":
        return
    name = doc[start : token.i + 1].text
    body = Actor(key=f"org:{name}", name=name, kind=EntityKind.ORGANIZATION, words=tuple(name.split()))
    body.code = _named_after(cast, start, token.i)
    actor = cast.actors.setdefault(body.key, body)
    cast.add(Mention(start=start, end=token.i + 1, head=token.i, keys=(actor.key,), how="name"))


def _named_after(cast: Cast, start: int, last: int) -> str | None:
    """The state whose capital or name opens the name of a body ("the Minsk Tractor Works")."""
    match = cast.known.get(start)
    if match is None or match.kind == Kind.CHANNEL or match.end > last:
        return None
    return next((state.code for state in _states_of(match)), None)
