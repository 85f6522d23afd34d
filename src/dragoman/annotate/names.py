"""Names that the knowledge rows know, found in a document: the longest match wins."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from spacy.tokens import Doc

from dragoman import knowledge
from dragoman.annotate.parse import parser
from dragoman.knowledge import Channel, Group, Holder, NationalBody, Organisation, OrganisationKind, State
from dragoman.model import EntityKind, Sector

HYPHEN = "-"
ENDING = re.compile(r"(?<=[a-z]{3})(?:iy|yy|yi|ij|ii)$")  # "Zelenskiy"
ARTICLES = frozenset({"al", "el"})  # of an Arabic surname


class Kind(StrEnum):
    """How a name stands for what it names."""

    NAME = "name"
    DEMONYM = "demonym"
    METONYM = "metonym"
    CHANNEL = "channel"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Referent:
    """Whom a name names. *party* is how lists of actors write it, *row* the fact's source row."""

    key: str
    name: str
    kind: EntityKind
    code: str | None
    party: str
    sector: Sector | None
    row: str
    generic: tuple[str, ...] = ()
    gender: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A known name at tokens [start, end). Several referents: holders of one name, or a body's two rows."""

    start: int
    end: int
    kind: Kind
    referents: tuple[object, ...]


class Trie(dict[str, "Trie"]):
    """Names by their tokens; *values* are what ends here."""

    def __init__(self) -> None:
        super().__init__()
        self.values_here: list[tuple[Kind, object]] = []


def state_referent(state: State) -> Referent:
    return Referent(
        key=state.code, name=state.name, kind=EntityKind.STATE, code=state.code,
        party=state.code, sector=Sector.GOV, row=f"states:{state.code}",
    )  # fmt: skip


def organisation_referent(body: Organisation) -> Referent:
    official = body.sector == Sector.IGO
    name = body.code if official or body.code else body.name
    return Referent(
        key=f"org:{body.name}", name=body.name, kind=EntityKind.IGO if official else EntityKind.ORGANIZATION,
        code=body.code if official else body.seat, party=name, sector=body.sector,
        row=f"organisations:{body.name}", generic=body.generic,
    )  # fmt: skip


def national_referent(body: NationalBody) -> Referent:
    return Referent(
        key=f"org:{body.name}", name=body.name, kind=EntityKind.ORGANIZATION, code=body.state, party=body.name,
        sector=body.sector, row=f"national_bodies:{body.name}", generic=body.generic,
    )  # fmt: skip


def group_referent(group: Group) -> Referent:
    return Referent(
        key=f"group:{group.name}", name=group.name, kind=EntityKind.GROUP, code=group.country,
        party=group.name, sector=group.sector, row=f"groups:{group.id}", generic=group.generic,
    )  # fmt: skip


@cache
def trie() -> Trie:
    """All known names by their tokens, as the parser's tokeniser cuts them."""
    return trie_of(_names())


def trie_of(names: Iterable[tuple[str, Kind, object]]) -> Trie:
    """Some *names* by their tokens; of one with and one without "the" the latter."""
    root = Trie()
    listed = list(names)
    bare = {name for name, _, _ in listed}
    for name, kind, value in listed:
        if name.lower().startswith("the ") and name[4:] in bare:
            continue
        node = root
        for word in words_of(name):
            node = node.setdefault(folded(word), Trie())
        node.values_here.append((kind, value))
    return root


def words_of(name: str) -> list[str]:
    """A name as the parser's tokeniser cuts it, which cuts mere letters where the blanks are."""
    return name.split() if name.replace(" ", "").isalpha() else [token.text for token in parser().tokenizer(name)]


def _names() -> Iterator[tuple[str, Kind, object]]:
    for state in knowledge.states():
        referent = state_referent(state)
        yield from ((name, Kind.NAME, referent) for name in (state.name, *state.aliases))
        yield from ((name, Kind.DEMONYM, referent) for name in state.demonyms)
        yield from ((name, Kind.METONYM, referent) for name in dict.fromkeys((state.capital, *state.metonyms)) if name)
    for body in knowledge.organisations():
        if body.kind != OrganisationKind.MEDIA:
            named = organisation_referent(body)
            yield from (
                (name, Kind.NAME, named) for name in dict.fromkeys((body.name, body.code, *body.aliases)) if name
            )
            yield from ((name, Kind.METONYM, named) for name in body.metonyms)
    yield from _national()
    for group in knowledge.groups():
        yield from ((name, Kind.NAME, group_referent(group)) for name in dict.fromkeys((group.name, *group.aliases)))
    yield from _channels(knowledge.channels())
    yield from names_of((*knowledge.holders(), *knowledge.people()))


def _national() -> Iterator[tuple[str, Kind, object]]:
    """The names of bodies of one state; one that parties of several states share stands for all of these."""
    bodies = {body.name: national_referent(body) for body in knowledge.national_bodies()}
    shared = {party.name for party in knowledge.party_names()}
    for body in knowledge.national_bodies():
        own = (name for name in dict.fromkeys((body.name, *body.aliases)) if name not in shared)
        yield from ((name, Kind.NAME, bodies[body.name]) for name in own)
    for party in knowledge.party_names():
        yield from ((party.name, Kind.NAME, bodies[name]) for name in party.bodies)


def _channels(channels: Iterable[Channel]) -> Iterator[tuple[str, Kind, object]]:
    for channel in channels:
        yield from ((name, Kind.CHANNEL, channel) for name in dict.fromkeys((channel.name, *channel.aliases)))


def names_of(people: Iterable[Holder]) -> Iterator[tuple[str, Kind, object]]:
    """The names of *people* that say enough by themselves."""
    for holder in people:
        yield from (
            (name, Kind.PERSON, holder) for name in (holder.name, *holder.aliases) if " " in name or "-" in name
        )


def matches(doc: Doc, more: Trie | None = None) -> tuple[Match, ...]:
    """The known names in *doc*, and *more*, left to right, the longest at each place, none overlapping.

    "Jong-un" is "Jong Un".
    """
    found: list[Match] = []
    at = 0
    while at < len(doc):
        match = _longest(doc, at, trie())
        if more and (other := _longest(doc, at, more)) is not None and (match is None or match.end < other.end):
            match = other
        found.extend([match] if match else [])
        at = match.end if match else at + 1
    return tuple(found)


def _longest(doc: Doc, at: int, node: Trie) -> Match | None:
    best = None
    for end in range(at, len(doc)):
        if doc[end].text == HYPHEN and end > at and HYPHEN not in node:
            continue
        word = folded(doc[end].text)
        following = node.get(word, node.get(HYPHEN, Trie()).get(word))
        if following is None:
            break
        node = following
        values = [value for value in node.values_here if _cased(doc, at, end, value[0])]
        if values:
            best = Match(at, end + 1, values[0][0], tuple(value for _, value in values))
    return best


def _cased(doc: Doc, start: int, end: int, kind: Kind) -> bool:
    """Names need a capital: "Turkey", not "turkey". A channel may be written small ("strategic stability dialogue")."""
    if kind == Kind.CHANNEL:
        return end > start or doc[start].text[0].isupper()
    if start == end and doc[start].text.isupper() is False and doc[start].text.lower() in ("us", "who", "au", "un"):
        return False
    first = start + (start < end and doc[start].lower_ == "the")  # "The economist" is no paper
    return any(token.text[0].isupper() for token in doc[first : end + 1])


@cache
def folded(text: str) -> str:
    """Case, accents and curly apostrophes aside, so that "Nicolás" is "Nicolas"."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(mark for mark in plain if not unicodedata.combining(mark)).casefold()


@cache
def name_key(text: str) -> str:
    """A person's name as spellings share it: "Zelenskyy" and "Zelenskiy", "el-Sisi" and "Sisi", "Abdul-Salam" are one."""
    words = [
        ENDING.sub("y", word.replace("'", "")) for word in folded(text).replace(HYPHEN, " ").replace(".", " ").split()
    ]
    return " ".join(word for word in words if word not in ARTICLES) or folded(text)
