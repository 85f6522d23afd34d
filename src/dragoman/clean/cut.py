"""A page cut up: what is the article's, what is not, and what the page says of itself, in whatever language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from dragoman.clean.blocks import Block, Role, is_prose, size_of, squeezed
from dragoman.clean.bylines import boxed_author, byline_of, first_person, tidy
from dragoman.clean.cues import cue_of
from dragoman.clean.dated import Candidate, Dated, Source
from dragoman.clean.days import dated_page
from dragoman.clean.decode import text_of
from dragoman.clean.html import blocks_and_metadata, is_html, named
from dragoman.clean.leftout import left_out
from dragoman.clean.lines import blocks_of_text
from dragoman.clean.mail import Mail, is_mail, mail_of
from dragoman.clean.metadata import Metadata
from dragoman.clean.outlets import agency, labelled, masthead
from dragoman.clean.review import by_votes, reviewed
from dragoman.clean.stretch import opening, second_look
from dragoman.clean.titles import title_line
from dragoman.clean.verdicts import Verdict, verdicts
from dragoman.model import Basis, Interval, LeftOut, LeftOutKind

LEAST_CERTAIN = 60
"""Words below which a page's own word for its language counts more than the guess from its text."""
MOST_TO_GUESS = 800
"""Characters from which the language is guessed."""
LONG_LINE = 40
"""Characters of a line that may tell the language where nothing else does."""
REPEATED = 40
"""Letters of the shortest paragraph that nobody writes twice."""
ENGLISH = frozenset(("the", "and", "that", "with", "from", "which", "this", "they", "were", "been", "would", "there"))
SEVERAL = 3
"""Different words of these that an English text has,"""
SHARE = 80
"""and one in at most so many characters."""
HEAD = 8192
"""Characters among which a mail's headers stand."""
FEW = 25
"""Words of prose below which the language is guessed from trafilatura's body as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A page's parts. *standfirst* of the *paragraphs* stand above the first prose; *canonical* is the page's own address."""

    title: str | None
    paragraphs: tuple[str, ...]
    standfirst: int
    byline: str | None
    outlet: str | None
    language: str
    dated: Dated
    canonical: str | None
    metered: bool
    left_out: tuple[LeftOut, ...]

    @property
    def published(self) -> Interval | None:
        return self.dated.when

    @property
    def size(self) -> int:
        """Words of the body."""
        return sum(size_of(paragraph) for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A page cut into blocks, before anything is left out."""

    blocks: list[Block]
    title: int | None
    title_text: str | None
    outlet: str | None
    metadata: Metadata = field(default_factory=Metadata)
    page: str | None = None


def cut_from(
    page: bytes | str, *, url: str | None = None, published: date | None = None, charset: str | None = None
) -> Cut:
    """The parts of *page*, as `article_from` takes it. Raises `Unreadable` where it is no text."""
    draft = _draft(page, charset)
    out = _verdicts(draft)
    language = _language(draft, out)
    if language != "en" and draft.page is not None:
        out = by_votes(draft.blocks, out, draft.title)
    out = _once(draft, out)
    kept = [number for number, verdict in enumerate(out) if verdict is None and number != draft.title]
    bodies = [_opens_the_body(draft, number) for number in kept]
    if draft.page is None:
        bodies = [number >= opening(draft.blocks, draft.title, kept) for number in kept]
    return Cut(
        title=draft.title_text,
        paragraphs=tuple(draft.blocks[number].text for number in kept),
        standfirst=bodies.index(True) if True in bodies else 0,
        byline=_byline(draft, out),
        outlet=draft.outlet,
        language=language,
        dated=_dated(draft, out, published, url),
        canonical=draft.metadata.canonical,
        metered=draft.metadata.metered,
        left_out=left_out(draft.blocks, out),
    )


def _once(draft: _Draft, out: Sequence[Verdict]) -> list[Verdict]:
    """*out* without the headline said again, and without a paragraph that has been said: a pull quote, a caption."""
    seen = {squeezed(draft.title_text or "")}
    once = list(out)
    for number, block in enumerate(draft.blocks):
        own = squeezed(block.text)
        if once[number] is not None or number == draft.title:
            continue
        if own in seen:
            once[number] = LeftOutKind.OTHER
        elif len(own) >= REPEATED:
            seen.add(own)
    return once


def _opens_the_body(draft: _Draft, number: int) -> bool:
    """Whether the block is a paragraph and no second headline: trafilatura, where it reads the page, takes it too."""
    block = draft.blocks[number]
    if block.heading or block.role is Role.TITLE:
        return False
    return block.voted if any(other.voted for other in draft.blocks) else is_prose(block)


def _verdicts(draft: _Draft) -> list[Verdict]:
    name = first_person(byline_of(draft.blocks, draft.title, draft.metadata.authors, draft.outlet))
    out = verdicts(draft.blocks, draft.title, draft.title_text or "", name)
    second = second_look if draft.page is None else reviewed
    return second(draft.blocks, out, draft.title)


def _draft(page: bytes | str, charset: str | None) -> _Draft:
    if is_mail(page[:HEAD].encode("utf-8", "replace") if isinstance(page, str) else page):
        return _of_mail(mail_of(page.encode("utf-8", "replace") if isinstance(page, str) else page))
    text = text_of(page, charset)
    return _of_html(text) if is_html(text) else _of_text(text)


def _of_html(text: str) -> _Draft:
    blocks, metadata = blocks_and_metadata(text)
    number, title, outlet = named(blocks, metadata)
    outlet = outlet or next((found for block in blocks if is_prose(block) and (found := agency(block.text))), None)
    return _Draft(blocks=blocks, title=number, title_text=title, outlet=outlet, metadata=metadata, page=text)


def _of_text(text: str, hint: str | None = None) -> _Draft:
    blocks = blocks_of_text(text)
    number = title_line(blocks, hint)
    title = blocks[number].text if number is not None else hint or None
    return _Draft(blocks=blocks, title=number, title_text=title, outlet=_outlet_of_text(blocks, number))


def _outlet_of_text(blocks: Sequence[Block], title: int | None) -> str | None:
    first = next((block.text for block in blocks if is_prose(block) and not cue_of(block.text)), "")
    return labelled(blocks) or masthead(blocks, title) or agency(first)


def _of_mail(mail: Mail) -> _Draft:
    """The message's part as a page of its own, its headers as metadata."""
    sent = (Candidate(source=Source.META, day=mail.sent),) if mail.sent else ()
    metadata = Metadata(headlines=(mail.subject,) if mail.subject else (), outlet=mail.sender, told=sent)
    if not mail.html:
        draft = _of_text(mail.text, mail.subject)
        return _Draft(
            blocks=draft.blocks, title=draft.title, title_text=draft.title_text, outlet=mail.sender, metadata=metadata
        )
    blocks, own = blocks_and_metadata(mail.text)
    number = title_line(blocks, mail.subject) if mail.subject else named(blocks, own)[0]
    title = blocks[number].text if number is not None else mail.subject or None
    return _Draft(blocks=blocks, title=number, title_text=title, outlet=mail.sender, metadata=metadata)


def _byline(draft: _Draft, out: Sequence[Verdict]) -> str | None:
    found = byline_of(draft.blocks, draft.title, draft.metadata.authors, draft.outlet)
    found = found or boxed_author(draft.blocks, out)
    return tidy(found) if found else None


def _dated(draft: _Draft, out: Sequence[Verdict], given: date | None, url: str | None) -> Dated:
    if given:
        return Dated(when=Interval.day(given, Basis.GIVEN), sure=True)
    return dated_page(
        draft.blocks,
        out,
        draft.title,
        draft.metadata.told,
        url=url,
        page=draft.page,
        month_first=draft.metadata.english_us,
    )


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE)


def _reads_as_english(text: str) -> bool:
    """Whether the words that no other language has so often make it needless to ask the identifier."""
    found = [word for word in text.lower().split() if word in ENGLISH]
    return len(set(found)) >= SEVERAL and len(found) * SHARE >= len(text)


def _language(draft: _Draft, out: Sequence[Verdict]) -> str:
    """The language of headline and body, an ISO 639-1 code."""
    kept = [block.text for number, block in enumerate(draft.blocks) if out[number] is None and number != draft.title]
    text = "\n".join((draft.title_text or "", *kept))
    size = size_of(text)
    if size < FEW:
        votes = [block.text for block in draft.blocks if block.voted]
        text = "\n".join(votes or [text, *(block.text for block in draft.blocks if len(block.text) > LONG_LINE)])
    if _reads_as_english(text[:MOST_TO_GUESS]):
        return "en"
    language = str(_identifier().classify(text[:MOST_TO_GUESS])[0])
    if language != "en" and draft.metadata.language == "en" and size < LEAST_CERTAIN:
        return "en"
    return language
