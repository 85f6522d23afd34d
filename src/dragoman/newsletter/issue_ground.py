"""What a sentence may say: who of a record is named in its passage, near which words, and who claims it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.knowledge import Strength, reporting_cues
from dragoman.ledger.told import Told
from dragoman.model import Event, Meeting, Position, Reading, Span, Statement
from dragoman.newsletter.issue_passages import Passage
from dragoman.newsletter.issue_sides import Mention, in_english, is_known, mentions_of

AFTER = 4
"""Words between a verb and those whom it is towards, at most."""
BETWEEN = frozenset(
    "the a an its his her their both all western foreign minister president secretary government".split()
)
"""Words that may stand between them, beside those that link the verb."""
PRONOUNS = ("he", "she", "it", "they", "his", "her", "its", "their", "one", "who")
ARTICLES = ("The ", "A ", "An ")
LONGEST_NAME = 60
"""Characters of the words that name who says something."""
CLAUSE = re.compile(r"\b(?:that|whether)\b")
"""Words after which somebody else may be the one who does it."""
FOLLOWING = 45
"""Characters before a clause within which its verb stands."""
HEDGED = 45
"""Characters before a verb in which a word takes back what it tells."""
HEDGE = re.compile(
    r"\b(?:whether|if|would|could|might|may|should|not|never|nor|without|unless|likely|possibly|neither|cannot|ready|"
    r"willing|able)\b|n['’]t\b",
    re.IGNORECASE,
)
BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a claim stands on: a record as it is *told*, the *passage* that is shown, and the *reading* of its article."""

    told: Told
    passage: Passage
    reading: Reading

    @property
    def words(self) -> str:
        return self.passage.words

    def named(self, sides: Iterable[str], before: int | None = None) -> list[str]:
        """Those of *sides*, as far as the rows know them, whom the passage names, with the person through whom it does.

        Where the verb stands at *before*, only who is named before it, or "by" whom it is done.
        """
        known = [side for side in dict.fromkeys(sides) if is_known(side)]
        found = [(side, self._mention(side) if before is None else self._subject(side, before)) for side in known]
        return [_shown(side, at[1]) for side, at in found if at]

    def _mention(self, side: str) -> Mention | None:
        return next(iter(mentions_of(side, self.reading, self.passage.span)), None)

    def _subject(self, side: str, verb: int) -> Mention | None:
        """Where the side is named as the one who does it: before the verb and in its clause, or after "by"."""
        text, span = self.reading.article.text, self.passage.span
        before = mentions_of(side, self.reading, Span(span.start, verb))
        after = mentions_of(side, self.reading, Span(verb, span.end))
        own = [one for one in before if not CLAUSE.search(text[one[0].end : verb])]
        done = [one for one in after[:1] if text[: one[0].start].rstrip().endswith((" by", " by the"))]
        return next(iter([*own, *done]), None)

    def all_named(self, sides: Sequence[str]) -> list[str]:
        """*sides* as a sentence names them; none where the passage leaves one of them out, or nobody knows it."""
        found = self.named(sides)
        return found if len(found) == len(set(sides)) else []

    def towards(self, sides: Iterable[str], trigger: Span, link: Iterable[str]) -> list[str]:
        """Those of *sides* who come right after the trigger: they and nobody else are meant by it."""
        after = Span(trigger.end, self.passage.span.end)
        near = sorted((at, side) for side in dict.fromkeys(sides) for at, _ in mentions_of(side, self.reading, after))
        if not near or not self._touches(trigger.end, near[0][0].start, link):
            return []
        return [in_english(side) for _, side in near[:1]]

    def _touches(self, start: int, end: int, link: Iterable[str]) -> bool:
        words = re.findall(r"\w+|[,.;:“”\"]", self.reading.article.text[start:end].casefold())
        return len(words) <= AFTER and set(words) <= BETWEEN.union(link)

    def hedged(self, at: int) -> bool:
        """Whether the words before a place of the passage leave open, or deny, what the verb there tells."""
        clause = re.split(r"[.;:—]", self.words[max(0, at - HEDGED) : at])[-1]
        return HEDGE.search(clause) is not None

    def follows(self, phrase: str, verb: re.Pattern[str]) -> bool:
        """Whether a phrase comes soon after the verb."""
        before = _folded(self.words).partition(_folded(phrase))[0]
        return verb.search(before[-FOLLOWING:]) is not None or before.rstrip().endswith(
            ("ready", "willing", "prepared")
        )

    def goes_on(self, phrase: str) -> bool:
        """Whether the passage goes on after a phrase that was cut off within it."""
        after = _folded(self.words).partition(_folded(phrase))[2]
        return after.startswith(" of ")

    def holds(self, phrase: str) -> bool:
        """Whether a phrase stands in the passage as it is."""
        return _folded(phrase) in _folded(self.words)

    @property
    def statement(self) -> Statement | None:
        """The statement in which the record is told."""
        record = self.told.record
        wanted = record.statement if isinstance(record, Event | Meeting | Position) else None
        return next((one for one in self.reading.statements if one.id == wanted), None) if wanted else None

    @property
    def claimant(self) -> str | None:
        """Who says so, as the passage names them; empty where the article itself does, none where nobody is named."""
        speaker = self.told.claimant
        if speaker is None:
            return "" if self.statement is None else None
        last = [word for word in speaker.name.split() if len(word) > 2][-1:]
        if not last or not self.holds(last[0]):
            return None
        mention = " ".join(speaker.span.of(self.reading.article.text).split())
        own = mention.split(" ")[0].casefold() not in PRONOUNS and self.passage.span.holds(speaker.span)
        if own and len(mention) <= LONGEST_NAME and len(mention) > len(speaker.name):
            return mention[0].lower() + mention[1:] if mention.startswith(ARTICLES) else mention
        return speaker.name if speaker.name[:1].isupper() else f"the {speaker.name}"

    @property
    def denied(self) -> bool:
        """Whether it is told as what somebody denies."""
        statement = self.statement
        if statement is None or statement.cue is None:
            return False
        cue = statement.cue.of(self.reading.article.text).casefold()
        return any(cue.startswith(stem) for stem in _DENIALS)


_DENIALS = tuple(
    row.head[:-1] if row.head.endswith(("y", "e")) else row.head
    for row in reporting_cues()
    if row.strength is Strength.DENIES and len(row.head) > 3
)
"""Beginnings of the words that deny."""


def _shown(side: str, person: str | None) -> str:
    return f"{in_english(side)} ({person})" if person else in_english(side)


def _folded(text: str) -> str:
    return BLANKS.sub(" ", text).strip().casefold()
