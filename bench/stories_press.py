"""A made-up press of articles with known copies among them, from our own corpus's clauses.

Articles are put together from clauses, so that unrelated ones share phrases and topics, as those of a beat do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from training.corpus.files import files, good_passages
from training.corpus.generate import all_frames, generated

from dragoman.model import Article, Basis, Interval, article_of

FILLED = 30_000
"""Sentences filled from the corpus's frames, beside those of its passages."""
TOPICS, TOPIC_CLAUSES, STOCK = 200, 600, 200
OF_TOPIC, OF_STOCK = 0.3, 0.05
"""Shares of an article's clauses that come from its topic's, and from phrases of everybody's."""
FEWEST, MOST = 150, 600
PARAGRAPH = 60
START, DAYS = date(2023, 1, 1), 365
OUTLETS = 120
CLAUSE = re.compile(r"(?<=[,;])\s+|(?<=\w)\s+(?=(?:and|but|while|as|after|before|which|who|when|where|although)\s)")
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“])")
MARKS = re.compile(r"[“”\"]")


class Kind(StrEnum):
    """What was done to an article to make another of it."""

    REPRINT = "reprint"
    TRUNCATED = "cut to 30-60 %"
    SWAPPED_10 = "10 % swapped"
    SWAPPED_20 = "20 % swapped"
    SWAPPED_30 = "30 % swapped"
    HALF = "half copied"
    SENTENCE = "one sentence"


SWAPPED = {Kind.SWAPPED_10: 0.1, Kind.SWAPPED_20: 0.2, Kind.SWAPPED_30: 0.3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two articles' ids and what the one is of the other."""

    kind: Kind
    one: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """Articles in the order of their coming, and the pairs among them."""

    articles: tuple[Article, ...]
    pairs: tuple[Pair, ...]


class Clauses:
    """The clauses that articles are put together from, and the words to swap for others."""

    def __init__(self, seed: int) -> None:
        random = Random(f"clauses {seed}")
        told = [one.text for _, one in good_passages(files())]
        told += [one.text for one in generated(all_frames(), seed, FILLED)]
        sentences = [sentence for text in told for sentence in SENTENCE.split(MARKS.sub("", text))]
        self.sentences = [one for one in sentences if 15 <= len(one.split()) <= 35]
        self.all = sorted({part.strip(" .") for one in sentences for part in CLAUSE.split(one) if part.count(" ") > 2})
        self.whole = frozenset(self.sentences)
        self.stock = random.sample(self.all, STOCK)
        self.topics = [random.sample(self.all, TOPIC_CLAUSES) for _ in range(TOPICS)]
        self.words = sorted({word for clause in self.all for word in clause.split() if word.isalpha()})

    def written(self, random: Random, count: int, topic: int) -> list[str]:
        """Sentences of about *count* words, of one to three clauses each."""
        found, size = [], 0
        while size < count:
            parts = [self._clause(random, topic) for _ in range(random.randint(1, 3))]
            sentence = ", ".join(part.rstrip(",;") for part in parts) + "."
            found.append(sentence[:1].upper() + sentence[1:])
            size += sentence.count(" ") + 1
        return found

    def _clause(self, random: Random, topic: int) -> str:
        chance = random.random()
        if chance < OF_STOCK:
            return random.choice(self.stock)
        return random.choice(self.topics[topic] if chance < OF_STOCK + OF_TOPIC else self.all)


def press(count: int, seed: int) -> Press:
    """*count* articles, a twentieth of them made from another in each of the ways of `Kind`; the same for a *seed*."""
    random, clauses = Random(seed), Clauses(seed)
    each = count // 20
    articles: list[Article] = []
    pairs: list[Pair] = []
    for kind in Kind:
        for _ in range(each):
            one, other = _pair(random, clauses, kind)
            articles += [one, other]
            pairs.append(Pair(kind=kind, one=one.id, other=other.id))
    while len(articles) < count:
        topic = random.randrange(TOPICS)
        articles.append(_article(random, clauses, clauses.written(random, _length(random), topic)))
    random.shuffle(articles)
    return Press(articles=tuple(articles), pairs=tuple(pairs))


def _pair(random: Random, clauses: Clauses, kind: Kind) -> tuple[Article, Article]:
    topic = random.randrange(TOPICS)
    sentences = clauses.written(random, _length(random), topic)
    made = _made(random, clauses, kind, sentences, topic)
    if kind is Kind.SENTENCE:
        sentences[random.randrange(len(sentences))] = next(one for one in made if one in clauses.whole)
    return _article(random, clauses, sentences), _article(random, clauses, made)


def _made(random: Random, clauses: Clauses, kind: Kind, sentences: Sequence[str], topic: int) -> list[str]:
    """Other sentences made of *sentences*, as *kind* says."""
    if kind is Kind.REPRINT:
        return list(sentences)
    if kind is Kind.TRUNCATED:
        return _cut(sentences, random.uniform(0.3, 0.6))
    if kind in SWAPPED:
        return [_swapped(random, clauses, one, SWAPPED[kind]) for one in sentences]
    if kind is Kind.HALF:
        kept = _cut(sentences, 0.5)
        return [*kept, *clauses.written(random, sum(one.count(" ") + 1 for one in kept), random.randrange(TOPICS))]
    own = clauses.written(random, _length(random), topic)
    own[random.randrange(len(own))] = random.choice(clauses.sentences)
    return own


def _cut(sentences: Sequence[str], share: float) -> list[str]:
    """The first sentences, up to *share* of the words, the last of them cut off within."""
    words = [word for sentence in sentences for word in [*sentence.split(), "\n"]]
    due = round(share * (len(words) - len(sentences)))
    kept: list[str] = []
    for word in words:
        kept.append(word)
        due -= word != "\n"
        if not due:
            break
    return [one.strip() for one in " ".join(kept).split("\n") if one.strip()]


def _swapped(random: Random, clauses: Clauses, sentence: str, share: float) -> str:
    return " ".join(random.choice(clauses.words) if random.random() < share else word for word in sentence.split())


def _length(random: Random) -> int:
    return random.randint(FEWEST, MOST)


def _article(random: Random, clauses: Clauses, sentences: Sequence[str]) -> Article:
    """An article in a wrapper of its own: headline, dateline, the last line."""
    day = START + timedelta(days=random.randrange(DAYS))
    outlet = f"Outlet {random.randrange(OUTLETS)}"
    town = random.choice(clauses.words).upper()
    *body, last = _paragraphs(sentences)
    return article_of(
        source="made up",
        url=f"https://press.example/{random.randrange(1 << 60)}",
        title=random.choice(clauses.all),
        paragraphs=(*(f"{town} — {part}" if not at else part for at, part in enumerate(body)), f"{last} ({outlet})"),
        outlet=outlet,
        language="en",
        published=Interval.day(day, Basis.PAGE),
    )


def _paragraphs(sentences: Sequence[str]) -> Iterator[str]:
    held: list[str] = []
    for sentence in sentences:
        held.append(sentence)
        if sum(one.count(" ") + 1 for one in held) >= PARAGRAPH:
            yield " ".join(held)
            held = []
    if held:
        yield " ".join(held)
