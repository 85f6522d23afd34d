"""Common nouns for actors: "the foreign ministry", "a senior official", "Polish police"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from dragoman import knowledge
from dragoman.knowledge import Role, RoleKind
from dragoman.model import Sector

OFFICIAL = frozenset({Sector.GOV, Sector.MIL, Sector.COP, Sector.SPY, Sector.JUD, Sector.LEG})
LONGEST = 4  # words in a role noun
SMALL = frozenset({"a", "the"})  # of "chancellor of the exchequer"
BEFORE = frozenset({"NOUN", "PROPN", "ADJ", "PUNCT", "ADV"})  # what may stand between a role noun and its article
FORMER = frozenset(
    "former ex onetime one-time erstwhile ousted deposed toppled sacked fired dismissed disgraced exiled late retired".split()
)
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
# Nouns of rows that name a crowd or an office, but one human being by themselves.
PEOPLE = frozenset(
    "spokesman spokeswoman spokesperson columnist journalist reporter editor correspondent professor academic scholar"
    " cleric bishop archbishop cardinal patriarch imam ayatollah priest lawyer activist analyst expert tycoon oligarch"
    " businessman businesswoman judge magistrate dissident prosecutor negotiator".split()
)


@dataclass(frozen=True, slots=True)
class RoleMatch:
    """A role noun at tokens [start, stop), with its *head*: the last, or the one before "of" ("secretary of state").

    *sector* is the row's, or borrowed from the noun before.
    """

    start: int
    head: int
    stop: int
    role: Role
    sector: Sector


@cache
def _roles() -> dict[str, Role]:
    return {role.noun: role for role in knowledge.roles()}


@cache
def _with_of() -> frozenset[str]:
    """The words that open a role noun with "of" ("chief of staff")."""
    return frozenset(noun.split(" of ")[0].split()[-1] for noun in _roles() if " of " in noun)


def role_at(doc: Doc, at: int, names: frozenset[int]) -> RoleMatch | None:
    """The longest role noun that has its head or its end at token *at*; *names* are tokens of known names, which are none."""
    if at in names or doc[at].pos_ not in ("NOUN", "PROPN", "ADJ"):
        return None
    if doc[at].lower_ in _with_of() and (longer := _goes_on(doc, at, names)) is not None:
        return longer
    for size in range(LONGEST, 0, -1):
        start = at - size + 1
        if start < 0 or any(one in names for one in range(start, at)):
            continue
        role = _lookup(doc, start, at)
        if role is not None:
            return _match(doc, start, at + 1, role)
    return None


def _goes_on(doc: Doc, head: int, names: frozenset[int]) -> RoleMatch | None:
    """The role noun that goes on behind its head: "secretary" "of state"."""
    if head + 2 >= len(doc) or doc[head + 1].lower_ != "of":
        return None
    for stop in range(min(len(doc), head + 5), head + 2, -1):
        if any(one in names for one in range(head, stop)):
            continue
        for start in range(max(0, head - 2), head + 1):
            role = _lookup(doc, start, stop - 1)
            if role is not None:
                return _match(doc, start, stop, role)
    return None


def _match(doc: Doc, start: int, stop: int, role: Role) -> RoleMatch:
    head = next((one - 1 for one in range(start + 1, stop) if doc[one].lower_ == "of"), stop - 1)
    return RoleMatch(start, head, stop, role, _sector(doc, start, head, role))


@cache
def _last_words() -> frozenset[str]:
    """What role nouns end with behind their last space or hyphen."""
    return frozenset(noun.replace("-", " ").split()[-1] for noun in _roles())


def _lookup(doc: Doc, start: int, last: int) -> Role | None:
    word = doc[last].lower_.replace("’", "'")
    if start == last:
        return _capitalised(doc[last]) or _roles().get(word) or _roles().get(doc[last].lemma_.lower())
    if word.rpartition("-")[2] not in _last_words():
        return None  # most words, so that few phrases are built
    phrase = " ".join(token.lower_ for token in doc[start : last + 1]).replace(" - ", "-").replace("’", "'")
    return _roles().get(phrase)


def _capitalised(token: Token) -> Role | None:
    """The role of a noun whose row has a capital and which counts only so: "the House", not "the house" or "Guest House"."""
    role = _roles().get(token.text) if token.text[:1].isupper() else None
    if role is None or role.kind != RoleKind.OFFICE:
        return role
    return role if token.i and token.nbor(-1).lower_ == "the" else None


def _sector(doc: Doc, start: int, head: int, role: Role) -> Sector:
    left = _before(doc, start)
    if FORMER.intersection(left) and role.sector in OFFICIAL:
        return Sector.ELI
    if doc[head].lower_ not in BORROWS:
        return role.sector
    phrases = [" ".join(left[at:]) for at in range(len(left))] + left[::-1]
    lenders = (phrase for phrase in phrases if phrase in _roles() and phrase != "deputy")  # "UN deputy spokesman"
    lent = next((_roles()[phrase].sector for phrase in lenders), role.sector)
    return role.sector if lent == Sector.GOV else lent


def _before(doc: Doc, start: int) -> list[str]:
    """The up to four words that stand before a role noun in its phrase."""
    first = start
    while first > max(0, start - 4) and (doc[first - 1].pos_ in BEFORE or doc[first - 1].tag_ in ("VBN", "VBG")):
        first -= 1
    return [token.lower_ for token in doc[first:start] if not _is_union(token)]


def _is_union(token: Token) -> bool:
    """ "European Union officials", who are no workers'."""
    return token.text == "Union" and token.i > 0 and token.nbor(-1).text[:1].isupper()


@cache
def title_words() -> frozenset[str]:
    """Every word that stands in a role noun: what may precede a person's name."""
    return frozenset(word for noun in _roles() for word in noun.split()) - SMALL | FORMER


def is_plural(token: Token) -> bool:
    return token.tag_ in ("NNS", "NNPS")


def is_single_person(token: Token) -> bool:
    """Whether a noun names one human being by an office or a trade."""
    role = role_at(token.doc, token.i, frozenset()) if token.tag_ in ("NN", "NNP") else None
    return role is not None and (role.role.kind == RoleKind.PERSON or token.lower_ in PEOPLE)
