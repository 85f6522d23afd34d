"""Feeds of invented outlets, made by hand."""

from __future__ import annotations

URL = "https://harbour-gazette.example/feeds/world.xml"
FORM = "application/rss+xml; charset=utf-8"


def rss(*items: str, head: str = "") -> bytes:
    """An RSS 2.0 feed with these items."""
    body = "\n".join(items)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>Harbour Gazette</title>'
        f"<link>https://harbour-gazette.example/</link>{head}\n{body}\n</channel></rss>"
    ).encode()


def item(number: int = 1, *, more: str = "") -> str:
    """An item with a title, a link and a description."""
    return (
        f"<item><title>Talks in Veldmark, day {number}</title><link>https://harbour-gazette.example/{number}</link>"
        f"<description>Envoys met for the {number}. time.</description>{more}</item>"
    )


def atom(*entries: str, head: str = "") -> bytes:
    """An Atom 1.0 feed with these entries."""
    body = "\n".join(entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Quay Dispatch</title>{head}{body}</feed>'.encode()


def sitemap(*blocks: str) -> bytes:
    """A sitemap with these `url` elements."""
    return (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">' + "".join(blocks) + "</urlset>"
    ).encode()
