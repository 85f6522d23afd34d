"""What a stretch of words means as a time, and the setting in which it is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc, Token

from dragoman.annotate.time_periods import Period, part_of
from dragoman.model import Basis, Interval

PLANNED = frozenset(("schedule", "expect", "plan", "slate", "set", "intend", "tentatively", "propose"))
PROMISES = frozenset(
    ("agree", "promise", "pledge", "vow", "plan", "propose", "offer", "hope", "invite", "schedule", "call")
)
MEANT = frozenset(("plan", "intend"))  # "planned a march on Saturday"
UNCHANGED = frozenset("beat burst cost cut hit hurt let put quit read set shed shut split spread".split())
"""Verbs whose past is spelt like their present, so that the tagger takes one for the other."""
COMPLETED = frozenset(("begin", "start", "continue", "fail", "manage", "help", "refuse"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """A meaning. *anchor* is the stretch that later words ("the following day") may count from."""

    type: str
    value: str
    mod: str | None = None
    interval: Interval | None = None
    anchor: Period | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where the words stand: the article, its day, the time told last, and whether a story of the past is told."""

    doc: Doc
    text: str
    token: Token
    day: date | None
    anchor: Period | None
    day_anchor: Period | None
    quarter: Period | None
    quarter_near: bool
    narrative: bool
    near_year: int | None
    start: int
    end: int

    @property
    def direction(self) -> int:
        """-1 where the governing verb tells of the past, 1 of the future, 0 unknown."""
        return direction(self.token)

    @property
    def promised(self) -> bool:
        """Whether the nearest verb is one of promise ("agreed"), whose month may lie ahead though it is past."""
        verbs = (node for node in (self.token, *self.token.ancestors) if node.pos_ == "VERB")
        return (verb := next(verbs, None)) is not None and verb.lemma_ in PROMISES

    @property
    def before(self) -> str:
        """A few words ahead of the expression, in lower case."""
        return self.text[max(0, self.start - 24) : self.start].lower()

    @property
    def next_tag(self) -> str:
        """The part of speech of the word behind the expression, none at the end of the article."""
        return self.token.nbor().tag_ if self.token.i + 1 < len(self.doc) else ""

    @property
    def after(self) -> str:
        return self.text[self.end : self.end + 40]


Reader = Callable[[re.Match[str], Setting], Sense | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A pattern tried where a word of *starts* stands ("#" for digits) and the reader of what it matched."""

    starts: frozenset[str]
    pattern: re.Pattern[str]
    read: Reader


def rule(starts: Iterable[str], pattern: str, read: Reader) -> Rule:
    """A rule; case does not count."""
    return Rule(starts=frozenset(starts), pattern=re.compile(pattern + r"(?!\w)", re.IGNORECASE), read=read)


def dated(period: Period, basis: Basis, part: str | None = None, *, very: bool = False) -> Sense:
    """The sense of a calendar stretch, or of its early, middle or late part."""
    if part is None:
        return Sense(type="DATE", value=period.value, interval=period.interval(basis), anchor=period)
    first, last = part_of(period, part, very=very)
    interval = Interval(earliest=first, latest=last, basis=Basis.VAGUE)
    return Sense(type="DATE", value=period.value, mod=part, interval=interval, anchor=period)


def unresolved(value: str, kind: str = "DATE", mod: str | None = None) -> Sense:
    """A time whose day cannot be known."""
    return Sense(type=kind, value=value, mod=mod)


def direction(token: Token) -> int:
    """Where the nearest verb above *token* points: -1 past, 1 future, 0 unknown."""
    node = token
    for _ in range(12):
        if node.pos_ in {"VERB", "AUX"} and (found := _verb(node)) is not None:
            return found
        if node.head is node:
            return 0
        node = node.head
    return 0


def _verb(verb: Token) -> int | None:
    """The direction of one verb, None where the verb above it must tell."""
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    tags = {child.tag_ for child in helpers}
    if verb.tag_ == "MD" or "MD" in tags:
        return -1 if any(child.lower_ == "have" for child in helpers) or _could_not(verb, helpers) else 1
    if verb.tag_ == "VBN" and verb.lemma_.lower() in PLANNED:
        return 1
    if "TO" in tags:
        told_above = verb.head.lemma_ in COMPLETED or verb.dep_ in {"advcl", "csubj"} or _is_first_to(verb)
        return None if told_above else 1
    if verb.tag_ == "VBD" and verb.lemma_ in MEANT:
        return 1
    if verb.tag_ == "VBD" or "VBD" in tags:
        return -1
    return _present(verb, {child.lower_ for child in helpers}, tags)


def _could_not(verb: Token, helpers: list[Token]) -> bool:
    """ "Could not be reached on Friday": what could not be done is told of the past."""
    if not any(child.lower_ == "could" for child in helpers):
        return False
    denied = {word.lower_ for child in verb.children if child.dep_[:5] == "nsubj" for word in child.subtree}
    return not denied.isdisjoint(("no", "neither", "none", "nobody")) or any(
        child.dep_ == "neg" for child in verb.children
    )


def _is_first_to(verb: Token) -> bool:
    """ "Among the first states to join on Friday": the verb above tells when."""
    return verb.dep_ == "relcl" and any(child.lower_ in {"first", "last", "only"} for child in verb.head.children)


def _present(verb: Token, helpers: set[str], tags: set[str]) -> int | None:
    if helpers & {"has", "have", "'ve", "’ve", "having"}:
        return -1
    if verb.tag_ == "VBP" and verb.lemma_ in UNCHANGED:
        return -1
    if verb.tag_ in {"VBZ", "VBP"}:
        return 1 if verb.lemma_ == "be" and any(child.tag_ == "TO" for child in verb.children) else 0
    if verb.tag_ == "VBG":
        return 1 if tags & {"VBZ", "VBP"} else None
    if verb.tag_ == "VBN":
        return 1 if tags & {"VBZ", "VBP"} else -1
    return None
