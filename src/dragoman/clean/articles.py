"""A page becomes an article, or is refused with its reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from dragoman.clean.blocks import Block, is_prose, words
from dragoman.clean.bylines import boxed_author, byline_of, first_person, tidy
from dragoman.clean.cues import cue_of
from dragoman.clean.days import in_page
from dragoman.clean.decode import LARGEST, text_of
from dragoman.clean.html import blocks_and_metadata, named
from dragoman.clean.leftout import left_out
from dragoman.clean.lines import blocks_of_text
from dragoman.clean.mail import Mail, is_mail, mail_of
from dragoman.clean.metadata import Metadata
from dragoman.clean.outlets import agency, labelled, masthead
from dragoman.clean.titles import title_line
from dragoman.clean.verdicts import Verdict, verdicts
from dragoman.model import Article, Basis, Interval, Unreadable, article_of

FEWEST_WORDS = 25
"""Words of the shortest body."""
FEWEST_TITLE_WORDS = 6
"""Words of the shortest headline that is news without a body."""
LEAST_CERTAIN = 60
"""Words below which a page's own word for its language counts more than the guess from its text."""
MARKUP = re.compile(r"<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
TAGS = re.compile(r"</?(?:p|div|span|br|h[1-6]|article|table|section|main)\b[^<>]*>", re.IGNORECASE)
WALL = re.compile(
    r"^(?:before you continue|access denied|(?:error )?404\b|page not found|not found|just a moment|are you (?:a robot|human)|"
    r"attention required|forbidden|log ?in|sign ?in|subscribe to (?:read|continue)|service unavailable|please (?:verify|enable))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A page cut into blocks, before anything is left out."""

    blocks: list[Block]
    title: int | None
    title_text: str | None
    outlet: str | None
    metadata: Metadata = field(default_factory=Metadata)
    page: str | None = None


def article_from(
    page: bytes | str, *, source: str, url: str | None = None, published: date | None = None, charset: str | None = None
) -> Article:
    """The article on *page*: HTML, plain text or a mail message. Raises `Unreadable`.

    *published* is the day that the user gives; *charset* what the sender declared.
    """
    draft = _draft(page, charset)
    name = first_person(byline_of(draft.blocks, draft.title, draft.metadata.authors, draft.outlet))
    out = verdicts(draft.blocks, draft.title, draft.title_text or "", name)
    paragraphs = tuple(
        block.text for number, block in enumerate(draft.blocks) if out[number] is None and number != draft.title
    )
    when = _published(draft, out, published, url)
    _refuse_empty(draft, paragraphs, when)
    return article_of(
        source=source,
        title=draft.title_text,
        paragraphs=paragraphs,
        url=url,
        byline=_byline(draft, out),
        outlet=draft.outlet,
        language=_language(draft, paragraphs),
        published=when,
        left_out=left_out(draft.blocks, out),
    )


def _draft(page: bytes | str, charset: str | None) -> _Draft:
    if len(page) > LARGEST:
        raise Unreadable("clean", f"the page has {len(page)} bytes; the most is {LARGEST}")
    raw = page.encode("utf-8", "replace") if isinstance(page, str) else page
    if is_mail(raw):
        return _of_mail(mail_of(raw))
    text = text_of(page, charset)
    return _of_html(text) if _is_html(text) else _of_text(text)


def _is_html(text: str) -> bool:
    head = text[:100_000]
    return bool(MARKUP.search(head[:5000])) or len(TAGS.findall(head)) >= 3


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
    metadata = Metadata(headlines=(mail.subject,) if mail.subject else (), outlet=mail.sender, published=mail.sent)
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


def _published(draft: _Draft, out: Sequence[Verdict], given: date | None, url: str | None) -> Interval | None:
    if given:
        return Interval.day(given, Basis.GIVEN)
    if draft.metadata.published:
        return Interval.day(draft.metadata.published, Basis.PAGE)
    return in_page(draft.blocks, out, draft.title, url=url, page=draft.page, month_first=draft.metadata.english_us)


def _refuse_empty(draft: _Draft, paragraphs: Sequence[str], when: Interval | None) -> None:
    """Raise `Unreadable` where neither a body nor a headline that is news by itself is left."""
    size = sum(len(words(paragraph)) for paragraph in paragraphs)
    title = draft.title_text or ""
    if size >= FEWEST_WORDS and not (WALL.match(title) and size < 150):
        return
    if when and len(words(title)) >= FEWEST_TITLE_WORDS and not cue_of(title) and not WALL.match(title):
        return
    raise Unreadable("clean", f"the page holds no article: {size} words of body, at least {FEWEST_WORDS} are due")


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE)


def _language(draft: _Draft, paragraphs: Sequence[str]) -> str:
    """The article's language. Raises `Unreadable` where it is not English."""
    text = "\n".join((draft.title_text or "", *paragraphs))
    language = str(_identifier().classify(text[:4000])[0])
    if language != "en" and draft.metadata.language == "en" and len(words(text)) < LEAST_CERTAIN:
        language = "en"
    if language != "en":
        raise Unreadable("clean", f"the article is not English ({language}); only English is read")
    return language
