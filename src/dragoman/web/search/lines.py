"""What a search finds, as a page shows it: the claim in plain words, the words with those searched for lit, the way."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.ledger.sides import called
from dragoman.model import Entity, Event, EventStatus, Meeting, Position, Statement
from dragoman.publish.ledger_claims import act, named
from dragoman.publish.wording import days, plain, speaker, told, when, where
from dragoman.store import Hit, Mark, Record
from dragoman.store import words as full_text
from dragoman.web.addresses import evidence

TOKEN = re.compile(r"[^\W_]+")

Lit = tuple[str, bool]
"""A stretch of text, and whether it is a word that was searched for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HitLine:
    """A hit. *claim* is empty where a whole article was found; *channel* is where its sessions stand."""

    kind: str
    claim: str
    detail: str
    channel: str | None
    quote: tuple[Lit, ...]
    words: str
    article: str
    outlet: str
    title: str
    published: str
    url: str | None
    marks: tuple[Mark, ...]


def hit_line(hit: Hit, asked: str | None) -> HitLine:
    """*hit* of a search for the words *asked*."""
    head = hit.article
    claim, detail = said(hit.record) if hit.record else ("", "")
    return HitLine(
        kind=hit.kind,
        claim=claim,
        detail=detail,
        channel=hit.record.channel if isinstance(hit.record, Meeting) else None,
        quote=lit(plain(hit.quote), asked),
        words=hit.quote,
        article=evidence(head.id, hit.record.id) if hit.record else f"/article/{head.id}",
        outlet=head.outlet or "no outlet told",
        title=head.title or "(no title)",
        published=days(head.published) if head.published else "date unknown",
        url=head.url,
        marks=hit.marks,
    )


def said(record: Record) -> tuple[str, str]:
    """What a record claims, and what else is known of it."""
    match record:
        case Statement():
            return f"{speaker(record)} says", told(f"{record.form} speech", record.medium or "", when(record.date))
        case Event():
            status = "" if record.status is EventStatus.ACTUAL else str(record.status)
            return act(record), told(status, when(record.date), where(record.place))
        case Meeting():
            about = f", on {record.topic}" if record.topic else ""
            day = when(record.date) or "date not told"
            return f"{named(record.parties)}: meeting {record.status}{about}", told(day, where(record.place))
        case Position():
            return f"{called(record.holder)} {record.stance}: {record.issue}", when(record.date)
        case Entity():
            return record.name, told(record.kind, record.code or "", record.sector or "")


def lit(text: str, asked: str | None) -> tuple[Lit, ...]:
    """*text* in stretches, those lit that are words searched for, whatever their case and accents."""
    wanted = [(word, beginning) for found, beginning in full_text.asked(asked or "") for word in _last(found)]
    whole = {word for word, _ in wanted} | {one for found, _ in full_text.asked(asked or "") for one in found[:-1]}
    beginnings = tuple(word for word, beginning in wanted if beginning)
    found: list[Lit] = []
    at = 0
    for token in TOKEN.finditer(text) if whole else ():
        folded = full_text.folded(token.group())
        if folded in whole or (beginnings and folded.startswith(beginnings)):
            found += [(text[at : token.start()], False), (token.group(), True)]
            at = token.end()
    return tuple(one for one in (*found, (text[at:], False)) if one[0])


def _last(found: list[str]) -> list[str]:
    """The last of words that follow one another: only it can be a beginning."""
    return found[-1:]
