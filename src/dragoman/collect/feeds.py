"""The bytes of a feed or sitemap → `Feed`."""

from __future__ import annotations

from dataclasses import replace

from dragoman.collect.feed_cut import newest, stated
from dragoman.collect.feed_entries import parsed
from dragoman.collect.feed_guard import document, well_formed
from dragoman.collect.feed_repair import repaired
from dragoman.collect.feed_text import charset_in, text_of, unpacked
from dragoman.collect.items import MOST_ITEMS, Feed, Skipped
from dragoman.collect.json_feeds import is_json, json_feed
from dragoman.collect.sitemaps import ROOTS, listed, sitemap
from dragoman.model import Unreadable

ADDRESS = ("http://", "https://")


def feed(
    content: bytes, *, url: str, content_type: str | None = None, charset: str | None = None, most: int = MOST_ITEMS
) -> Feed:
    """The feed in *content*, which came from *url*: at most *most* of its items, the newest.

    *content_type* and *charset* are what the server said of it. Raises `Unreadable`.
    """
    text = text_of(unpacked(content), charset or charset_in(content_type))
    if not text:
        raise Unreadable("collect", "the feed is empty")
    if is_json(text):
        return json_feed(text, url=url, most=most)
    if text.startswith(ADDRESS):
        return listed(text, url=url, most=most)
    return _of_xml(text, url, most)


def _of_xml(text: str, url: str, most: int) -> Feed:
    whole = document(text, url=url)
    kept, cut = newest(whole.text, whole.root, most)
    whole = replace(whole, text=kept)
    sound = well_formed(kept)
    found = _parsed(kept if sound else repaired(whole), whole.root, url, most)
    if sound and len(found.items + found.more) < stated(kept, whole.root):
        # An item can be hidden in a CDATA section that ends too late; a repair finds that, too.
        found = max(found, _parsed(repaired(whole), whole.root, url, most), key=lambda one: len(one.items + one.more))
    items, beyond = found.items[:most], max(0, len(found.items) - most)
    notes = [Skipped(reason=f"{cut + beyond:,} older items are not read: the most is {most:,}")] if cut + beyond else []
    return replace(found, items=items, more=found.more[:most], skipped=(*found.skipped, *notes))


def _parsed(text: str, root: str, url: str, most: int) -> Feed:
    return sitemap(text, root=root, url=url, most=most) if root in ROOTS else parsed(text, url=url)
