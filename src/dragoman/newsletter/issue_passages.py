"""The words of an article that a claim is shown with: whole sentences, and the one before where they begin with "he"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dragoman.ledger.told import Told, spans
from dragoman.model import EntityKind, Reading, Span

LONGEST = 520
"""Characters of a passage; a longer one is cut between two words."""
BACK = 2
"""Sentences before the evidence that may be added, to say who "he" is."""
SHORT = ("Mr Mrs Ms Dr Gen Col Lt Sgt Sen Rep Gov St No vs Jr Sr Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec "
         "U.S U.N U.K E.U a.m p.m i.e e.g").split()  # fmt: skip
"""What a full stop shortens."""
END = re.compile(r"[.!?…][\"”’»)\]]*(?=\s+[\"“‘«(\[]*[A-Z0-9])")
WHO = re.compile(
    r"[\"“‘«]?(?:he|she|it|they|him|her|his|its|their|them|theirs|hers|this|that|these|those|both|neither|the (?:two|"
    r"three|pair|sides|latter|former|same|secretary|ministers?|presidents?|officials?|ambassadors?|embassy|admiral|"
    r"spokesm[ae]n|spokeswom[ae]n|diplomats?|chancellor)\b(?! (?:of|in|for|from)\b|(?-i: [A-Z])))\b",
    re.IGNORECASE,
)
"""A beginning that points back at what was said before."""
PRONOUN = re.compile(r"\b(?:he|she|him|they|them)\b")
PERSONAL = re.compile(r"\b(?:he|she|him)\b")
NAME = re.compile(r"(?<=[\w,;:—–-] )[“\"(]?(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Janu|Febru)ary|March|April|May|June|"
                  r"July|August|(?:Septem|Novem|Decem)ber|October|I\b)[A-Z]")  # fmt: skip
FIRST_NAME = re.compile(
    r"[“\"(]?(?!(?:On|In|At|By|From|After|Before|As|The|A|An|When|While|If|But|And|For|With|To)\b)[A-Z]"
)
CORRECTION = ("Correction", "CORRECTION", "Editor's note", "Editor’s note")
"""A paragraph that speaks of the article, not of the world."""
WHOLE = re.compile(r"[.!?…][\"”’»)\]]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words that stand in an article at *span*; *cut* where they do not go on to the end of the sentence."""

    words: str
    span: Span
    cut: bool = False
    points_back: bool = False

    @property
    def whole(self) -> bool:
        """Whether it ends as a sentence does."""
        return self.cut or WHOLE.search(self.words) is not None


def passage(told: Told, reading: Reading) -> Passage | None:
    """The sentences of *told*'s evidence; none where they do not stand in the article any more."""
    text, parts = reading.article.text, spans(told.record)
    if " … ".join(part.of(text) for part in parts) != told.quote or not told.quote.strip():
        return None
    first, last = min(part.start for part in parts), max(part.end for part in parts)
    paragraph = _paragraph(text, first)
    last = min(last, paragraph.end)
    sentences = list(sentences_of(text, paragraph))
    begun = max((at for at, one in enumerate(sentences) if one.start <= first), default=0)
    end = next((one.end for one in sentences if one.end >= last), last)
    found = _trimmed(text, _with_antecedent(reading, sentences, begun, end), end)
    return replace(found, points_back=points_back(found.span, reading))


def points_back(span: Span, reading: Reading) -> bool:
    """Whether a stretch begins with a pronoun, or within a quotation, or has a pronoun before it has named anybody."""
    words = span.of(reading.article.text)
    he = PERSONAL.search(words)
    if words.startswith(CORRECTION) or words.count("”") > words.count("“"):
        return True
    if WHO.match(words) or (he and not _names_a_person(Span(span.start, span.start + he.start()), reading)):
        return True
    pronoun = PRONOUN.search(words)
    if pronoun is None or FIRST_NAME.match(words):
        return False
    name = NAME.search(words)
    return name is None or name.start() > pronoun.start()


def sentences_of(text: str, paragraph: Span) -> Iterator[Span]:
    """The sentences of a paragraph, without the blanks between them."""
    start = paragraph.start
    for found in END.finditer(text, paragraph.start, paragraph.end):
        before = text[start : found.start()].rsplit(None, 1)[-1:] or [""]
        shortened = before[0].lstrip('("“‘') in SHORT or re.fullmatch(r"(?:[A-Z]\.)*[A-Z]", before[0])
        if text[found.start()] == "." and shortened:
            continue
        yield Span(start, found.end())
        start = found.end() + len(text[found.end() :]) - len(text[found.end() :].lstrip())
    if start < paragraph.end:
        yield Span(start, paragraph.end)


def _paragraph(text: str, at: int) -> Span:
    start = text.rfind("\n\n", 0, at)
    end = text.find("\n\n", at)
    return Span(start + 2 if start >= 0 else 0, end if end >= 0 else len(text))


def _names_a_person(within: Span, reading: Reading) -> bool:
    """Whether a person is named there, by more than a pronoun."""
    text = reading.article.text
    mentions = (one for entity in reading.entities if entity.kind is EntityKind.PERSON for one in entity.mentions)
    return any(within.holds(one) and len(one.of(text)) > 4 and not WHO.fullmatch(one.of(text)) for one in mentions)


def _with_antecedent(reading: Reading, sentences: list[Span], begun: int, end: int) -> int:
    """Where the passage begins: with a sentence that names whom it is about, if one stands near enough."""
    if not sentences:
        return end
    for back in range(min(BACK, begun) + 1):
        start = sentences[begun - back].start
        if end - start > LONGEST and back:
            break
        if not points_back(Span(start, end), reading):
            return start
    return sentences[begun].start


def _trimmed(text: str, start: int, end: int) -> Passage:
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end -= len(text[start:end]) - len(text[start:end].rstrip())
    if end - start <= LONGEST:
        return Passage(words=text[start:end], span=Span(start, end))
    stop = text.rfind(" ", start, start + LONGEST)
    stop = stop if stop > start else start + LONGEST
    return Passage(words=text[start:stop].rstrip(), span=Span(start, start + len(text[start:stop].rstrip())), cut=True)
