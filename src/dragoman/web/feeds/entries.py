"""Entries of a feed: hits of a search and lines of the brief, each with its words, who says so and the way to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from html import escape
from uuid import NAMESPACE_URL, uuid5

from dragoman.ledger.briefing import Briefing, Line
from dragoman.model import Speaker, Statement
from dragoman.publish.ledger_claims import claim
from dragoman.publish.ledger_page import attested, claimed
from dragoman.publish.wording import days, plain
from dragoman.publish.wording import told as joined
from dragoman.store import Hit
from dragoman.store.searches.claimants import Spoken, statement_of
from dragoman.web.addresses import evidence, outside
from dragoman.web.search.lines import said

PARTS = {"new": "New", "changed": "Changed", "contradicted": "Contradicted", "quiet": "Gone quiet"}
"""Parts of the brief that are told in its feed; what is coming stands in the calendar."""
TITLE = 160
"""Characters of a title; the words stand whole in the entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a feed tells once. *id* stays whatever the site is called; *quote* is the evidence, *says* who claims it.

    *address* leads to the words here, *original* to those at home.
    """

    id: str
    title: str
    address: str
    original: str | None
    outlet: str
    quote: str
    says: str
    details: tuple[str, ...]
    kind: str
    published: datetime | None
    updated: datetime

    @property
    def text(self) -> str:
        """The entry as plain text."""
        return "\n\n".join((f"“{self.quote}”", self.says, *self.details))

    @property
    def html(self) -> str:
        """The entry as HTML in which nothing but these few elements is an element."""
        links = [f'<a href="{escape(self.address)}">The words where they stand</a>']
        links += [f'<a href="{escape(self.original)}" rel="nofollow">original</a>'] if self.original else []
        parts = (escape(self.says), *map(escape, self.details), " · ".join(links))
        return f"<blockquote><p>{escape(self.quote)}</p></blockquote>" + "".join(f"<p>{part}</p>" for part in parts)


def id_of(*parts: str) -> str:
    """An id that only these parts make."""
    return uuid5(NAMESPACE_URL, "\x1f".join(("dragoman", *parts))).urn


def of_hits(hits: Iterable[Hit], spoken: Spoken, added: dict[str, datetime], *, root: str) -> list[Entry]:
    """The entries of a search's *hits*; *root* is the address of this site."""
    return [_of_hit(hit, spoken, added, root) for hit in hits]


def _of_hit(hit: Hit, spoken: Spoken, added: dict[str, datetime], root: str) -> Entry:
    head, record = hit.article, hit.record
    told, detail = said(record) if record else (head.title or "(no title)", "")
    where = evidence(head.id, record.id) if record else f"/article/{head.id}"
    outlet = plain(head.outlet or "no outlet told")
    heading = f"{told}: “{hit.quote}”" if isinstance(record, Statement) else told
    head_line = joined(f"{outlet}, {days(head.published) if head.published else 'date unknown'}", head.title or "")
    return Entry(
        id=id_of(head.id, record.id if record else ""),
        title=_title(heading),
        address=root + where,
        original=_link(head.url),
        outlet=outlet,
        quote=plain(hit.quote),
        says=_says(hit, spoken),
        details=_details(told if record else "", detail, head_line, *(f"{one.who}: {one.act}, {one.why}" for one in hit.marks)),
        kind=hit.kind,
        published=_midnight((head.published.latest or head.published.earliest) if head.published else None),
        updated=max([added[head.version], *(one.at for one in hit.marks)]),
    )  # fmt: skip


def of_brief(found: Briefing, *, root: str, most: int) -> list[Entry]:
    """The entries of a brief: the *most* newest lines, whatever part they stand in."""
    lines = [_of_line(line, title, root) for part, title in PARTS.items() for line in getattr(found, part)]
    return sorted(lines, key=lambda one: (one.updated, one.id), reverse=True)[:most]


def _of_line(line: Line, part: str, root: str) -> Entry:
    first = line.told[0]
    outlet = plain(first.outlet or "no outlet told")
    kind = type(line.subject).__name__.lower()
    says = claimed(line.told)
    return Entry(
        id=id_of("brief", part, kind, first.article, first.record.id),
        title=_title(f"{part}: {claim(line)}"),
        address=root + evidence(first.article, first.record.id),
        original=_link(first.url),
        outlet=outlet,
        quote=plain(line.quote),
        says=plain(f"{says[0].upper()}{says[1:]}.") if says else f"{outlet} tells it in its own words.",
        details=_details(claim(line), line.channel or "", attested(line.told), joined(outlet, first.title or "")),
        kind=kind,
        published=_midnight(line.day),
        updated=max(one.seen for one in line.told),
    )


def _says(hit: Hit, spoken: Spoken) -> str:
    record, outlet = hit.record, plain(hit.article.outlet or "The article")
    if isinstance(record, Statement):
        return f"Said by {_named(record.speaker)}."
    statement = statement_of(hit)
    if statement is None:
        return f"{outlet} tells it in its own words."
    return f"As told by {_named(spoken.get((hit.article.id, statement)))}."


def _named(speaker: Speaker | None) -> str:
    if speaker is None:
        return "somebody who is not named"
    side = " ".join(part for part in (speaker.code, speaker.sector) if part)
    known = ", ".join(part for part in (side, "anonymous" if speaker.anonymous else "") if part)
    return plain(f"{speaker.name} ({known})" if known else speaker.name)


def _details(*parts: str) -> tuple[str, ...]:
    return tuple(plain(part) for part in parts if part.strip())


def _title(text: str) -> str:
    line = plain(text)
    return line if len(line) <= TITLE else f"{line[: TITLE - 1].rstrip()}…"


def _link(url: str | None) -> str | None:
    return plain(url) if url and outside(url) else None


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), UTC) if day else None
