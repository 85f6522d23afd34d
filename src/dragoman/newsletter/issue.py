"""The issue of an edition as data: what it tells, each sentence with its citation, and what it could not read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from difflib import SequenceMatcher
from functools import cache
from itertools import combinations

from dragoman.ledger.briefing import Line
from dragoman.ledger.history import MeetingHistory
from dragoman.ledger.told import Told, record_of
from dragoman.model import Interval, Reading, Statement
from dragoman.newsletter.editions import Edition, period
from dragoman.newsletter.issue_passages import Passage
from dragoman.newsletter.issue_sentences import Sentence
from dragoman.store import Database, all_sources, reading_of, versions_of
from dragoman.store.brief.press import OutletRead, day_of_press
from dragoman.store.ledgers.answers import brief_of
from dragoman.store.told.records import mentions, told


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The words that a sentence rests on, and where they stand. *passage* is null for a report that is only named."""

    article: str
    record: str
    outlet: str | None
    published: Interval | None
    day: date
    url: str | None
    title: str | None
    passage: Passage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """*sentences* with the citation that carries them all, what was said *before*, and others who tell the same.

    *origins* tell it of their own accord, in so many *copies*. *on* is the day that is to come, for what is ahead.
    """

    sentences: tuple[Sentence, ...]
    citation: Citation
    origins: int
    copies: int
    before: tuple[Item, ...] = ()
    also: tuple[Citation, ...] = ()
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the issue: all its items, of which the mail shows the first few."""

    name: str
    heading: str
    items: tuple[Item, ...]
    shown: int

    @property
    def more(self) -> int:
        return len(self.items) - self.shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """What the issue rests on and what it lacks: outlets *read*, sources and pages that *failed*, each with its reason."""

    read: tuple[OutletRead, ...]
    failed: tuple[tuple[str, str], ...]

    @property
    def articles(self) -> int:
        return sum(one.articles for one in self.read)

    @property
    def uncoded(self) -> int:
        return sum(one.uncoded for one in self.read)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """The issue of *edition* that goes out on *day* and tells of the days *since* to *until*."""

    edition: Edition
    day: date
    since: date
    until: date
    subject: str
    parts: tuple[Part, ...]
    gaps: Gaps

    @property
    def empty(self) -> bool:
        """Whether nothing is told in it."""
        return not any(part.items for part in self.parts)


ALIKE = 0.7
"""How like two passages must be to be one report in two wordings."""
REMEMBERED = 7
"""Days in which what somebody has said is not told again."""
Readings = Callable[[Told], Reading | None]
"""The reading of the article that tells something; none where it is not kept any more."""


def issue_of(store: Database, edition: Edition, day: date) -> Issue:
    """The issue of *edition* that goes out on *day*."""
    from dragoman.newsletter.issue_making import parts_of, subject_of

    since, until = period(edition, day)
    found = brief_of(store, day=until, length=(until - since).days + 1, wanted=edition.wanted)
    found = replace(found, quiet=tuple(line for line in found.quiet if not _written_about(store, line, until)))
    parts = parts_of(found, said_in(store, edition, since, until), edition, readings_in(store))
    return Issue(
        edition=edition,
        day=day,
        since=since,
        until=until,
        subject=subject_of(edition, parts, until),
        parts=parts,
        gaps=gaps_of(store, since, until),
    )


def _written_about(store: Database, line: Line, until: date) -> bool:
    """Whether articles name the sides of a meeting since its day: what they tell of it may only not have been coded."""
    if not isinstance(line.subject, MeetingHistory):
        return False
    pairs = combinations(line.subject.parties, 2)
    return any(mentions(store, *pair, since=line.day, until=until) for pair in pairs)


def said_in(store: Database, edition: Edition, since: date, until: date) -> tuple[Told, ...]:
    """What named people who act for the edition's sides have said in the days; not in a copy of another report."""
    lately = told(store, "statement", told_since=since - timedelta(REMEMBERED))
    known = {(_speaker(one), one.quote) for one in lately if one.day < since}
    every = [one for one in lately if since <= one.day <= until and _is_wanted(one, edition)]
    articles = {one.article for one in every}
    firsts = (one for one in every if one.origin == one.article or one.origin not in articles)
    return tuple(one for one in firsts if not any(who == _speaker(one) and alike(one.quote, had) for who, had in known))


def _is_wanted(one: Told, edition: Edition) -> bool:
    wanted, kinds = edition.wanted, {kind.casefold() for kind in edition.types}
    speaker = record_of(one, Statement).speaker
    if speaker is None or not speaker.code or speaker.anonymous or (kinds and "statement" not in kinds):
        return False
    return wanted.holds((speaker.code,)) and wanted.hears(one)


def _speaker(one: Told) -> str:
    speaker = record_of(one, Statement).speaker
    return speaker.name if speaker else ""


def alike(one: str, other: str) -> bool:
    """Whether two passages are one in two wordings: most words are the same, and neither names what the other does not
    while that names something else."""
    if _names(one) - _names(other) and _names(other) - _names(one):
        return False
    words = one.casefold().split(), other.casefold().split()
    return SequenceMatcher(None, *words, autojunk=False).ratio() >= ALIKE


def _names(passage: str) -> set[str]:
    """Names and numbers in a passage."""
    return {word for word in re.findall(r"\w+", passage) if word[0].isupper() or word[0].isdigit()}


def readings_in(store: Database) -> Readings:
    """The readings of a store, each fetched once."""

    @cache
    def version(page: str, article: str) -> Reading | None:
        ids = [one.id for one in versions_of(store, page) if one.article.id == article]
        return reading_of(store, ids[-1]) if ids else None

    return lambda told: version(told.page, told.article)


def gaps_of(store: Database, since: date, until: date) -> Gaps:
    """What was read of the days, and what was not."""
    press = day_of_press(store, since, until)
    sources = ((one.source.name, one.standing) for one in all_sources(store))
    troubled = [
        (name, standing.paused or (standing.trouble.reason if standing.trouble else ""))
        for name, standing in sources
        if standing.paused or standing.trouble
    ]
    return Gaps(read=press.read, failed=(*troubled, *((one.source, one.reason) for one in press.refused)))
