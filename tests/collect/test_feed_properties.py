"""Whatever arrives: a feed within its bounds, or a refusal."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from tests.collect.gazettes import URL, atom, item, rss, sitemap

from dragoman.collect import Feed, feed, outlines
from dragoman.collect.feed_guard import Document, well_formed
from dragoman.collect.feed_repair import repaired
from dragoman.collect.feed_text import text_of
from dragoman.collect.feed_words import plain
from dragoman.model import Unreadable

MOST = 4
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [{"url": f"/{number}", "title": "Accord"} for number in range(5)],
    }
).encode()
FEEDS = (
    rss(*(item(number, more="<pubDate>Mon, 02 Nov 2026 08:30:00 GMT</pubDate>") for number in range(3))),
    rss(
        item(1, more="<content:encoded><![CDATA[<p>Envoys & press</p>]]></content:encoded>"),
        "<item><link>data:,</link>",
    ),
    atom(*(f'<entry><title type="html">&lt;b>{number}</title><link href="{number}"/></entry>' for number in range(6))),
    sitemap(*(f"<url><loc>/{number}</loc></url>" for number in range(6))),
    b"<sitemapindex><sitemap><loc>/1.xml</loc></sitemap></sitemapindex>",
    b"https://a.example/1\nhttps://a.example/2\n",
    JSON,
)
SCRAPS = (
    b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<?", b"?>", b"<!", b"<!DOCTYPE x [", b"<!ENTITY a 'b'>", b"</item>",
    b"<item>", b"<entry>", b"</rss>", b"&#0;", b"&#x110000;", b"&nbsp;", b"\x00", b"\xff\xfe", b"\x1f\x8b", b" xmlns=''", b"'", b'"',
    b"<a:b/>", b"xml:base='//['", b"{", b"[", b"http://[", b"<title type='xhtml'>", b"<svg>", b"<content mode='base64'>", b"\xc3",
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A feed with some places cut, doubled or overwritten."""
    content = draw(st.sampled_from(FEEDS))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(content)))
        end = draw(st.integers(start, min(len(content), start + 40)))
        middle = draw(st.sampled_from(SCRAPS) | st.binary(max_size=6) | st.just(content[start:end] * 2))
        content = content[:start] + middle + content[end:]
    return content


def read(content: bytes) -> Feed | None:
    try:
        return feed(content, url=URL, most=MOST)
    except Unreadable as refused:
        assert refused.reason
        return None


def holds(found: Feed | None) -> None:
    if found is None:
        return
    assert len(found.items) <= MOST and len(found.more) <= MOST
    addresses = [item.address for item in found.items if item.address] + list(found.more)
    assert all(address.startswith(("http://", "https://")) for address in addresses)
    assert all(item.published is None or item.published.utcoffset() is not None for item in found.items)


@given(st.binary(max_size=400))
def test_any_bytes_are_a_feed_or_refused(content: bytes) -> None:
    holds(read(content))


@given(mutated())
def test_a_mutated_feed_is_a_feed_or_refused(content: bytes) -> None:
    holds(read(content))


@given(st.sampled_from(FEEDS), st.data())
def test_a_cut_feed_is_a_feed_or_refused(content: bytes, data: st.DataObject) -> None:
    holds(read(content[: data.draw(st.integers(0, len(content)))]))


@given(st.lists(st.sampled_from(SCRAPS), max_size=40).map(b"".join))
def test_scraps_of_markup_are_refused_or_read(scraps: bytes) -> None:
    holds(read(b"<rss><channel><item>" + scraps))


@given(mutated())
def test_a_repaired_feed_is_well_formed(content: bytes) -> None:
    text = "<rss>" + text_of(content)
    try:
        mended = repaired(Document(root="rss", text=text))
    except Unreadable:
        return
    assert mended.startswith("<rss") and mended.endswith(">")
    assert well_formed(mended)


@given(st.text(max_size=80))
def test_a_title_never_carries_an_element(text: str) -> None:
    title = plain(f"<b>{text}</b>")

    assert title is None or ("<b>" not in title and "</b>" not in title)


@given(mutated() | st.binary(max_size=200))
def test_any_bytes_are_a_subscription_list_or_refused(content: bytes) -> None:
    try:
        outlines(content)
    except Unreadable as refused:
        assert refused.reason
