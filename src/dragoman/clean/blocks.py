"""What a page is made of: blocks of text in reading order, with what the page says about each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from dragoman.model import LeftOutKind

WORDS = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
SENTENCE_END = re.compile(r"(?<!\.\.)[.!?:][\"”’'»)\]]*$|[”\"’]$")
LAST_SIGNS = frozenset(".!?:\"”’'»)]")
"""What a sentence can end with; a look at it saves the search in most lines."""
SHORTEST_PROSE = 20
"""Characters of nine short words."""
MARKS = re.compile(r"[\W_]+")
TEASER_END = re.compile(r"(?:…|\.\.\.|\[…\]|»|→)\s*$")
FUNCTION_WORDS = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "and",
        "that",
        "for",
        "is",
        "was",
        "were",
        "are",
        "on",
        "said",
        "says",
        "with",
        "he",
        "she",
        "it",
        "by",
        "as",
        "at",
        "has",
        "had",
        "have",
        "not",
        "be",
        "from",
        "his",
        "her",
        "their",
        "its",
        "who",
        "which",
        "will",
        "would",
        "but",
        "or",
        "they",
        "this",
        "we",
        "you",
        "i",
        "when",
        "after",
        "than",
    ]
)


class Role(StrEnum):
    """What the markup says a block of the article is."""

    TITLE = "title"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATE = "date"
    BODY = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A part of the page that its markup marks as not the article. *at* tells zones of one page apart."""

    kind: LeftOutKind
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading, list item or line.

    *links* is the share of its characters that stand in links; *parts* its inline pieces; *path* the numbers of
    the elements that hold it, the outermost first; *voted* whether trafilatura takes it for body.
    """

    text: str
    raw: str = ""
    tag: str = "p"
    zones: tuple[Zone, ...] = ()
    role: Role | None = None
    links: float = 0.0
    parts: tuple[str, ...] = ()
    path: tuple[int, ...] = ()
    voted: bool = False
    markup: bool = False

    def with_vote(self) -> Block:
        """The same block, taken for body by trafilatura too; `dataclasses.replace` takes five times as long."""
        return Block(
            text=self.text,
            raw=self.raw,
            tag=self.tag,
            zones=self.zones,
            role=self.role,
            links=self.links,
            parts=self.parts,
            path=self.path,
            voted=True,
            markup=self.markup,
        )

    @property
    def heading(self) -> bool:
        return self.tag in HEADINGS


HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def folded(text: str) -> str:
    """*text* with each run of white space as one space."""
    return " ".join(text.split())


@lru_cache(maxsize=512)
def words(text: str) -> tuple[str, ...]:
    return tuple(WORDS.findall(text))


@lru_cache(maxsize=4096)
def size_of(text: str) -> int:
    """How many words *text* has."""
    return len(words(text))


def ends_a_sentence(text: str) -> bool:
    return text[-1:] in LAST_SIGNS and bool(SENTENCE_END.search(text)) and not TEASER_END.search(text)


def is_prose(block: Block) -> bool:
    """Whether the block reads as running text: sentences with function words, few links."""
    return len(block.text) >= SHORTEST_PROSE and block.links <= 0.5 and _reads_as_prose(block.text)


@lru_cache(maxsize=2048)
def _reads_as_prose(text: str) -> bool:
    if not ends_a_sentence(text) or " | " in text:
        return False
    found = words(text)
    return len(found) >= 9 and sum([word.lower() in FUNCTION_WORDS for word in found]) * 9 >= len(found)


@lru_cache(maxsize=2048)
def content_words(text: str) -> frozenset[str]:
    """The words that carry the matter, cut to six letters so that inflections meet."""
    carriers = [word.lower() for word in words(text) if len(word) > 3 or word.isupper()]
    return frozenset([word[:6] for word in carriers if word not in FUNCTION_WORDS])


@lru_cache(maxsize=2048)
def squeezed(text: str) -> str:
    """*text* as letters and digits alone, to compare two spellings of one line."""
    return MARKS.sub("", text.casefold())
