"""Common nouns for actors: "the foreign ministry", "a senior official", "Polish police"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from dragoman import knowledge
from dragoman.knowledge import Role
from dragoman.model import Sector

LONGEST = 4  # words in a role noun
FORMER = frozenset({"former", "ex", "ousted", "deposed", "late", "retired", "ex-president"})
# A head that only names a rank or a mouth takes the sector of the noun before it ("army spokesman").
BORROWS = frozenset(
    [
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "spokespeople",
        "leader",
        "leaders",
        "chief",
        "commander",
        "official",
        "officials",
        "source",
        "member",
        "members",
        "head",
        "deputy",
        "representative",
        "negotiator",
        "delegation",
        "side",
        "adviser",
        "aide",
        "candidate",
    ]
)


@dataclass(frozen=True, slots=True)
class RoleMatch:
    """A role noun at tokens [start, head]. *sector* is the row's, or borrowed from the noun before."""

    start: int
    head: int
    role: Role
    sector: Sector


@cache
def _roles() -> dict[str, Role]:
    return {role.noun: role for role in knowledge.roles()}


def role_at(doc: Doc, head: int, names: frozenset[int]) -> RoleMatch | None:
    """The longest role noun that ends at token *head*; *names* are tokens of known names, which are none."""
    if head in names or doc[head].pos_ not in ("NOUN", "PROPN", "ADJ"):
        return None
    for size in range(LONGEST, 0, -1):
        start = head - size + 1
        if start < 0 or any(at in names for at in range(start, head)):
            continue
        role = _lookup(doc, start, head)
        if role is not None:
            return RoleMatch(start, head, role, _sector(doc, start, head, role))
    return None


def _lookup(doc: Doc, start: int, head: int) -> Role | None:
    phrase = " ".join(token.lower_ for token in doc[start : head + 1]).replace(" - ", "-").replace("’", "'")
    return _roles().get(phrase) or (_roles().get(doc[head].lemma_.lower()) if start == head else None)


def _sector(doc: Doc, start: int, head: int, role: Role) -> Sector:
    left = [doc[at].lower_ for at in range(max(0, doc[head].left_edge.i, start - 3), start)]
    if FORMER.intersection(left) and role.sector == Sector.GOV:
        return Sector.ELI
    if doc[head].lower_ not in BORROWS:
        return role.sector
    phrases = [" ".join(left[at:]) for at in range(len(left))] + left[::-1]
    lent = next((_roles()[phrase].sector for phrase in phrases if phrase in _roles()), role.sector)
    return role.sector if lent == Sector.GOV else lent


def title_words() -> frozenset[str]:
    """Every word that stands in a role noun: what may precede a person's name."""
    return frozenset(word for noun in _roles() for word in noun.split()) | FORMER


def is_plural(token: Token) -> bool:
    return token.tag_ in ("NNS", "NNPS")
