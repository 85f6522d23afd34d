"""The words that stand in a feed itself, where they are all that we have of an article, or more than its page shows."""

from __future__ import annotations

import re
from datetime import date
from html import escape

from dragoman.app.sources import Page
from dragoman.collect.items import Item
from dragoman.model import Article

TAG = re.compile(r"<[^>]*>")
BLANK_LINE = re.compile(r"\n\s*\n")
LONGER, LONG = 2, 100
"""A page is a stub where the feed holds so many times its words, and at least so many."""


def page_of(item: Item, address: str) -> Page | None:
    """An item's own text as a page at *address*; none where it has none."""
    if not item.content:
        return None
    content = item.content
    if not TAG.search(content):
        content = "".join(f"<p>{escape(part)}</p>" for part in BLANK_LINE.split(content) if part.strip())
    title, language = escape(item.title or ""), escape(item.language or "en", quote=True)
    day = f'<meta property="article:published_time" content="{item.published.isoformat()}">' if item.published else ""
    head = f'<meta charset="utf-8"><title>{title}</title>{day}'
    body = f"<article><h1>{title}</h1>{content}</article>"
    html = f'<!DOCTYPE html><html lang="{language}"><head>{head}</head><body>{body}</body></html>'
    return Page(source=address, content=html.encode("utf-8", "replace"), url=address, charset="utf-8")


def is_stub(article: Article, item: Item) -> bool:
    """Whether a page shows only the beginning of what its feed says in full."""
    own, told = len(article.text.split()), len(TAG.sub(" ", item.content or "").split())
    return told >= LONG and told >= LONGER * own


def stated_day(item: Item | None) -> date | None:
    """The day of publication that a feed states."""
    return item.published.date() if item and item.published else None
