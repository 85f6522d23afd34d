"""An issue as it is written down: every text on one line and harmless, every link made. HTML and text come from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from dragoman.newsletter.editions import Settings
from dragoman.newsletter.issue import Citation, Gaps, Issue, Item, Part
from dragoman.newsletter.issue_dates import Dates
from dragoman.newsletter.issue_sides import listed
from dragoman.publish.ledger_page import several
from dragoman.publish.wording import plain

MARKED = "dragoman.invalid"
UNSUBSCRIBE = f"https://{MARKED}/unsubscribe-marker"
PREFERENCES = f"https://{MARKED}/preferences-marker"
"""What stands for each reader's own links until the mail is made for them; no text of others may hold it."""

QUOTES = ("“", '"', "„", "«", "‘")
ENDS = 5
"""Words at each end of a long passage by which a browser finds it."""
MOST_FAILED = 8
"""Sources and pages that could not be read, which are named."""
MARK = re.compile(re.escape(MARKED), re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteView:
    """Words, who printed them and where they stand."""

    words: str
    cut: bool
    outlet: str
    date: str
    press: str
    evidence: str

    @property
    def words_quoted(self) -> str:
        """The words between marks of quotation, unless they begin with their own."""
        words = f"{self.words} …" if self.cut else self.words
        return words if words.startswith(QUOTES) else f"“{words}”"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """A claim, its words, how many tell it and who else does."""

    claim: str
    quote: QuoteView
    counts: str
    also: tuple[QuoteView, ...]
    before: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """A part with the *entries* that are shown."""

    name: str
    heading: str
    entries: tuple[ItemView, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueView:
    """All that a template writes."""

    subject: str
    title: str
    date: str
    lead: str
    preview: str
    parts: tuple[PartView, ...]
    gaps: tuple[str, ...]
    on_the_web: str
    unsubscribe: str
    preferences: str
    web: bool


def view_of(issue: Issue, settings: Settings, *, web: bool = False) -> IssueView:
    """*issue* as it is written down, on the *web* with all its items."""
    dates = Dates(issue.edition.language)
    parts = tuple(_part(part, settings, dates, web=web) for part in issue.parts if part.items and (web or part.shown))
    return IssueView(
        subject=harmless(issue.subject),
        title=harmless(issue.edition.title),
        date=dates.full(issue.day),
        lead=_lead(issue, dates),
        preview=_preview(parts),
        parts=parts,
        gaps=tuple(_gaps(issue.gaps)),
        on_the_web=web_address(issue, settings),
        unsubscribe=UNSUBSCRIBE,
        preferences=PREFERENCES,
        web=web,
    )


def web_address(issue: Issue, settings: Settings) -> str:
    """Where the web copy of *issue* stands."""
    return f"{settings.base_url}/newsletter/issue/{quote(issue.edition.name, safe='')}/{issue.day.isoformat()}"


def evidence_address(citation: Citation, settings: Settings) -> str:
    """Where our own copy of the words stands, with the record that they make."""
    article, record = (quote(one, safe="") for one in (citation.article, citation.record))
    return f"{settings.base_url}/article/{article}#record-{record}"


def harmless(text: str) -> str:
    """Other people's text on one line, without signs that play with the reader and without our own marks."""
    return MARK.sub(MARKED.replace(".", " "), plain(text))


def press_address(citation: Citation) -> str:
    """The page itself, at the words where a browser can find them; empty where it has no address on the web."""
    url = plain(citation.url or "").replace(" ", "")
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    told = unquote(unquote(url)).casefold()
    if parts.scheme not in ("http", "https") or not parts.hostname or MARKED in told or re.search(r"[<>\"'`\\]", url):
        return ""
    fragment = _fragment(citation)
    return url if parts.fragment or not fragment else f"{url.rstrip('#')}#:~:text={fragment}"


def _fragment(citation: Citation) -> str:
    words = citation.passage.words.split() if citation.passage else []
    ends = [words] if len(words) <= 2 * ENDS else [words[:ENDS], words[-ENDS:]]
    return ",".join(quote(" ".join(some), safe="").replace("-", "%2D") for some in ends if some)


def _lead(issue: Issue, dates: Dates) -> str:
    told = dates.between(issue.since, issue.until)
    count = sum(len(part.items) for part in issue.parts)
    if issue.empty:
        return f"Nothing new was told on {told}."
    if not issue.gaps.articles:
        return f"Nothing was read of {told}."
    outlets, articles = len(issue.gaps.read), issue.gaps.articles
    return f"What the press told on {told}: {several(count, 'item')} from {several(articles, 'article')} of {several(outlets, 'outlet')}."


def _preview(parts: Iterable[PartView]) -> str:
    """What a list of mails shows after the subject: the next two things."""
    claims = [item.claim for part in parts for item in part.entries]
    return " ".join(claims[1:3])[:200]


def _part(part: Part, settings: Settings, dates: Dates, *, web: bool) -> PartView:
    items = part.items if web else part.items[: part.shown]
    return PartView(
        name=part.name,
        heading=part.heading,
        entries=tuple(_item(item, settings, dates) for item in items),
        more=0 if web else part.more,
    )


def _item(item: Item, settings: Settings, dates: Dates) -> ItemView:
    said = " ".join(one.text for one in item.sentences)
    due = f"By {dates.day(item.on)}: " if item.on and item.sentences[0].reported else ""
    copies = f", {several(item.copies, 'copy', 'copies')}" if item.copies else ""
    counts = "one report" if item.origins == 1 else f"{item.origins} independent reports"
    return ItemView(
        claim=harmless(f"{due}{said}"),
        quote=_quote(item.citation, settings, dates),
        counts=f"{counts}{copies}",
        also=tuple(_quote(one, settings, dates) for one in item.also),
        before=tuple(_item(one, settings, dates) for one in item.before),
    )


def _quote(citation: Citation, settings: Settings, dates: Dates) -> QuoteView:
    published = citation.published
    first, last = (published.earliest, published.latest) if published else (None, None)
    date = dates.between(first, last) if first and last else "date unknown"
    return QuoteView(
        words=harmless(citation.passage.words) if citation.passage else "",
        cut=bool(citation.passage and citation.passage.cut),
        outlet=harmless(citation.outlet or "") or "outlet not named",
        date=date,
        press=press_address(citation),
        evidence=evidence_address(citation, settings),
    )


def _gaps(gaps: Gaps) -> Iterator[str]:
    """What was read, what failed, what tells nothing that is coded."""
    if gaps.read:
        read = [f"{harmless(one.outlet)} ({one.articles})" for one in gaps.read]
        yield f"Read: {several(gaps.articles, 'article')} of {listed(read)}."
    else:
        yield "Read: no article of these days."
    if gaps.uncoded:
        yield f"Not coded: {several(gaps.uncoded, 'article')} in which nothing was found."
    for name, reason in gaps.failed[:MOST_FAILED]:
        yield f"Failed: {harmless(name)}: {harmless(reason)}."
    if len(gaps.failed) > MOST_FAILED:
        yield f"Failed: {len(gaps.failed) - MOST_FAILED} more."
    yield "Sentences in bold are ours and say no more than the words beneath them. A name alone only says whom they are about."
