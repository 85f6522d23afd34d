"""Somebody named before, told again by a noun: "the incumbent", "the economist", "the former vice-president", "the general"."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from spacy.tokens import Doc, Token

from dragoman import knowledge
from dragoman.annotate import holders, lookup
from dragoman.annotate.actors import Actor
from dragoman.annotate.cast import Cast, Mention
from dragoman.annotate.names import Referent
from dragoman.annotate.roles import PEOPLE, RoleMatch
from dragoman.knowledge import Meant, RoleKind
from dragoman.model import EntityKind, Sector

REACH = 3  # sentences
SURE = 1.5  # by how much somebody must come before the next one of another state
WORDS = 4  # that may stand between "the" and a role
FAR = 6  # sentences, where the noun tells one of the people from the others
ONCE = frozenset("former ex onetime one-time erstwhile".split())
FALLEN = frozenset(
    "ousted deposed toppled overthrown fallen captured jailed imprisoned exiled sacked disgraced".split()
)
LEAVING = frozenset("outgoing departing incumbent sitting".split())
ARRIVING = frozenset("incoming new next".split())
CALLS = frozenset({"nsubj", "nsubjpass", "poss", "dobj", "dative"})
# Of these there is hardly more than one in an article, so that "the general" is the one.
SINGLE = frozenset({Sector.MIL, Sector.OPP, Sector.LEG, Sector.REL, Sector.SPY, Sector.REB, Sector.JRN})


@cache
def _epithets() -> dict[str, Meant]:
    return {row.noun: row.meant for row in knowledge.epithets()}


def read_epithet(cast: Cast, token: Token) -> bool:
    """ "The incumbent": of the people named before the one whom such a noun can mean and of whom most was said."""
    meant = next((_epithets()[words] for words in _phrases(token) if words in _epithets()), None)
    deps = CALLS if meant == Meant.ANY else CALLS | {"pobj", "conj"}
    if meant is None or token.dep_ not in deps or not _is_definite(token) or _is_described(token):
        return False
    phrase = range(lookup.phrase_start(token), token.i + 1)
    fits = _of_told_states(cast, phrase, _fitting(cast, meant))
    return _add(cast, token, phrase, last_person(cast, token, fits, reach=REACH if meant == Meant.ANY else FAR))


def _phrases(token: Token) -> list[str]:
    """The noun with the words before it, the longest first: "president-elect", "social democrat", "democrat"."""
    words = [one.lower_ for one in token.doc[max(0, token.i - 2) : token.i + 1]]
    return [" ".join(words[at:]).replace(" - ", "-") for at in range(len(words))]


def _fitting(cast: Cast, meant: Meant) -> Callable[[Actor], bool]:
    match meant:
        case Meant.HOLDER:
            return lambda actor: holders.heads(actor, cast.day)
        case Meant.CHALLENGER:
            return lambda actor: (
                bool(actor.code)
                and actor.sector not in (Sector.IGO, Sector.ELI, Sector.GOV)
                and not holders.heads(actor, cast.day)
            )
        case Meant.COMING:
            return lambda actor: holders.is_coming(actor, cast.day)
        case Meant.GUEST:
            hosts = {cast.actors[key].code for mention in cast.mentions if mention.place for key in mention.keys}
            return lambda actor: bool(actor.code) and bool(hosts) and actor.code not in hosts
        case _:
            return lambda actor: True


def _of_told_states(cast: Cast, phrase: range, fits: Callable[[Actor], bool]) -> Callable[[Actor], bool]:
    """Of the states that the phrase names ("the French economist"), where it names some."""
    named = (one for at in phrase if at in cast.known for one in cast.known[at].referents if isinstance(one, Referent))
    codes = {one.code for one in named}
    return (lambda actor: fits(actor) and actor.code in codes) if codes else fits


def read_former(cast: Cast, role: RoleMatch) -> bool:
    """ "The former vice-president", "the ousted leader", "the outgoing president": who once was, who fell, who goes."""
    head, start = cast.parse.doc[role.head], _opening(role, cast.parse.doc)
    if start is None or head.tag_ not in ("NN", "NNP") or _is_described(head, stop=role.stop):
        return False
    told = {one.lower_ for one in cast.parse.doc[start : role.head]}
    words = cast.parse.doc[role.start : role.stop].text.lower().replace("ex-", "").split()
    fits = _fitting_role(cast, told, " ".join(word for word in words if word not in ONCE))  # some rows hold "former"
    if fits is None:
        return False
    found = last_person(cast, head, _of_told_states(cast, range(start, role.start), fits), reach=FAR)
    return _add(cast, head, range(start, role.stop), found)


def _opening(role: RoleMatch, doc: Doc) -> int | None:
    """Where "the" opens the phrase of a role, wherever the parser hangs it; null where it does not."""
    start = role.start
    while start > max(0, role.start - WORDS) and doc[start - 1].pos_ in ("ADJ", "NOUN", "PROPN", "VERB", "PUNCT"):
        start -= 1
    return start - 1 if start > 0 and doc[start - 1].lower_ == "the" else None


def _fitting_role(cast: Cast, told: set[str], title: str) -> Callable[[Actor], bool] | None:
    if told & FALLEN:
        return lambda actor: actor.sector in (Sector.ELI, Sector.OPP)
    if told & ONCE and holders.is_office(title):
        return lambda actor: holders.once_held(actor, title, cast.day)
    if told & ONCE:
        return lambda actor: actor.sector not in (Sector.REB, Sector.IMG)
    if told & LEAVING and holders.is_head(title):
        return lambda actor: holders.heads(actor, cast.day)
    if told & ARRIVING and holders.is_head(title):
        return lambda actor: holders.is_coming(actor, cast.day)
    return None


def read_like(cast: Cast, role: RoleMatch) -> bool:
    """ "The general", "the lawmaker": the one person of the kind whom the article has named."""
    head, start = cast.parse.doc[role.head], _opening(role, cast.parse.doc)
    single = role.role.kind == RoleKind.PERSON or head.lower_ in PEOPLE
    if start is None or not single or role.role.anonymous or role.sector not in SINGLE:
        return False
    if head.tag_ not in ("NN", "NNP") or _is_described(head, stop=role.stop):
        return False
    named = {
        mention.keys[0]
        for mention in cast.mentions
        if len(mention.keys) == 1
        and cast.sentence_of[head.i] - cast.sentence_of[mention.head] <= FAR
        and cast.actors[mention.keys[0]].words
        and cast.actors[mention.keys[0]].kind == EntityKind.PERSON
        and cast.actors[mention.keys[0]].sector == role.sector
    }
    return len(named) == 1 and _add(cast, head, range(start, role.stop), cast.actors[named.pop()])


def _add(cast: Cast, head: Token, phrase: range, actor: Actor | None) -> bool:
    if actor is not None:
        cast.add(Mention(start=phrase.start, end=phrase.stop, head=head.i, keys=(actor.key,), how="description"))
    return actor is not None


def _is_definite(token: Token) -> bool:
    return any(child.lower_ == "the" for child in token.lefts)


def _is_described(token: Token, *, stop: int = 0) -> bool:
    """Something that follows tells who is meant: "the woman who", "the man in the car"."""
    told = (child for child in token.rights if child.i >= stop)
    return any(child.dep_ in ("relcl", "acl", "prep", "appos") for child in told)


def last_person(cast: Cast, token: Token, fits: Callable[[Actor], bool], *, reach: int = REACH) -> Actor | None:
    """The person of whom the sentences before said most: a subject before others, the nearest first."""
    scores: dict[str, float] = {}
    for order, mention in enumerate(reversed(cast.mentions)):
        actor, distance = cast.actors[mention.keys[0]], cast.sentence_of[token.i] - cast.sentence_of[mention.head]
        if distance > reach:
            break
        named = actor.kind == EntityKind.PERSON and not actor.plural and not actor.anonymous and not actor.institution
        if distance == 0 or not named or len(mention.keys) > 1 or not fits(actor):
            continue
        score = -distance * 4.0 - order * 0.15 + lookup.prominence(cast.parse.doc[mention.head], mention.how)
        scores[actor.key] = max(scores.get(actor.key, score), score)
    ranked = [cast.actors[key] for key in sorted(scores, key=lambda key: -scores[key])]
    other = next((one for one in ranked if one.code != ranked[0].code), None)
    if other is not None and scores[ranked[0].key] - scores[other.key] < SURE:
        return None
    return ranked[0] if ranked else None
