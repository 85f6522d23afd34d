"""Whom an article credits with its report, and which outlets are agencies that others reprint."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dragoman.knowledge import OrganisationKind, organisations, states
from dragoman.model import Article

NAME = r"((?:[Tt]he )?[A-ZÀ-Þ][\w’&.-]*(?:[ /](?:(?:of|de|and|for) )?[A-ZÀ-Þ][\w’&.-]*){0,4})"
DATELINE = re.compile(rf"^[^()\n]{{2,60}}?\({NAME}\)\s*(?:-|–|—|--|:)", re.MULTILINE)
BRACKETED = re.compile(rf"\({NAME}\)\s*$", re.MULTILINE)
FIRST = re.compile(
    rf"(?:first|originally) (?:reported|published|carried) (?:by|in) {NAME}"
    rf"|{NAME} (?:was the first to report|(?:had )?first (?:reported|published))"
)
LABELLED = re.compile(rf"^(?:Source|Agency|Text|Copyright)[:\s]+{NAME}|^©\s*(?:\d{{4}} )?{NAME}", re.MULTILINE)
MATERIAL = re.compile(rf"[Ww]ith (?:material|copy) (?:from|by) {NAME}")
REPORTING = re.compile(
    rf"(?:[Ww]ith|[Ii]ncludes|[Uu]sing) (?:additional )?reporting (?:from|by) {NAME}"
    rf"|\b{NAME} contributed to this (?:report|story)"
)
BYLINE = re.compile(r"\s*(?:,|/|\||;|–|—| and | for | with )\s*")
AGENCY = re.compile(
    r"\b(?:news|press|wire) (?:agency|service|association)\b|\b(?:news)?wire\b|\bagence\b", re.IGNORECASE
)
COMMON = frozenset("the news agency press service wire newswire staff".split())


def first_reporter(article: Article) -> str | None:
    """The outlet that had it first, by *article*'s own word."""
    return next(_names(FIRST, article.text), None)


def credited(article: Article) -> str | None:
    """The agency or outlet that *article* says its text comes from: in byline, dateline, brackets or a closing line."""
    by = (part.strip() for part in BYLINE.split((article.byline or "").removeprefix("By ")))
    body = article.text.removeprefix(article.title or "")
    placed = (name for name in _names(DATELINE, body) if _key(name) not in _countries())
    likely = (*by, *_names(BRACKETED, body), *_names(REPORTING, body))
    told = (*(name for name in likely if is_agency(name)), *placed, *_names(LABELLED, body), *_names(MATERIAL, body))
    return next(iter(told), None)


def is_agency(name: str | None) -> bool:
    """Whether an outlet of this *name* is one whose reports others print."""
    return bool(name) and (bool(AGENCY.search(name or "")) or _key(name or "") in _agencies())


def same_outlet(name: str | None, other: str | None) -> bool:
    """Whether two names are one outlet's: one row of our facts, or the same but for “the”, “news agency”."""
    if not name or not other:
        return False
    code = _agencies().get(_key(name))
    if code and code == _agencies().get(_key(other)):
        return True
    words, others = (frozenset(_key(one).split()) - COMMON for one in (name, other))
    return bool(words) and words == others


def _names(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    return (next(group for group in found.groups() if group).rstrip(".") for found in pattern.finditer(text))


def _key(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", name.casefold()))


@cache
def _countries() -> frozenset[str]:
    """What may stand in brackets in a dateline and is no agency: “PARIS (France) —”."""
    return frozenset(_key(name) for row in states() for name in (row.name, *row.aliases))


@cache
def _agencies() -> dict[str, str]:
    """The names of agencies in our facts, with their code."""
    rows = [row for row in organisations() if row.kind is OrganisationKind.MEDIA and "news agency" in row.generic]
    return {_key(name): row.code for row in rows for name in (row.code, row.name, *row.aliases)}
