"""The feeds that an HTML page names in its head."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urljoin

READ = 300_000
"""Bytes of a page in which its head must end."""
TYPES = frozenset(("application/rss+xml", "application/atom+xml", "application/feed+json", "application/json"))

NO_PAGES = (b"<?xml", b"{", b"<rss", b"<feed", b"<rdf", b"<urlset", b"<sitemapindex", b"http://", b"https://")
"""How feeds and sitemaps begin, whatever their servers call them."""


def alternates(content: bytes, url: str) -> tuple[str, ...]:
    """The http(s) addresses of the feeds that the page at *url* names, in its order."""
    found = _Links()
    found.feed(content[:READ].decode("utf-8", "replace"))
    base = urljoin(url, found.base) if found.base else url
    addresses = (_joined(base, link) for link in found.links)
    return tuple(dict.fromkeys(one for one in addresses if one.startswith(("http://", "https://")) and one != url))


def is_html(content: bytes, content_type: str | None) -> bool:
    """Whether an answer is an HTML page, by its beginning and what the server says of it."""
    head = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return True
    said = (content_type or "") in ("text/html", "application/xhtml+xml")
    return said and bool(head) and not head.startswith(NO_PAGES)


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:
        return ""


class _Links(HTMLParser):
    """Collects `<link rel=alternate>` and `<base>`."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.base: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "base" and self.base is None:
            self.base = said.get("href")
        if tag != "link" or "alternate" not in said.get("rel", "").lower().split():
            return
        if said.get("type", "").partition(";")[0].strip().lower() in TYPES and said.get("href"):
            self.links.append(said["href"].strip())
