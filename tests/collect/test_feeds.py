"""Feeds of every family, sound and broken, become items; nothing else gets through."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.collect.gazettes import FORM, URL, atom, item, rss

from dragoman.collect import Feed, FeedKind, Item, feed
from dragoman.model import Unreadable

MORNING = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)


def read(content: bytes) -> Feed:
    return feed(content, url=URL)


def only(content: bytes) -> Item:
    (found,) = read(content).items
    return found


def refusal(content: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read(content)
    assert refused.value.stage == "collect"
    return refused.value.reason


def test_an_rss_feed_is_read_whole() -> None:
    more = "<pubDate>Mon, 02 Nov 2026 10:30:00 +0200</pubDate><guid isPermaLink='false'>hg-1</guid>"

    found = read(rss(item(1, more=more), head="<language>en-gb</language>"))

    assert found == Feed(
        kind=FeedKind.RSS,
        title="Harbour Gazette",
        home="https://harbour-gazette.example/",
        language="en-gb",
        items=(
            Item(
                address="https://harbour-gazette.example/1",
                guid="hg-1",
                title="Talks in Veldmark, day 1",
                published=MORNING,
                content="Envoys met for the 1. time.",
                language="en-gb",
            ),
        ),
    )


def test_an_atom_entry_keeps_both_its_dates() -> None:
    entry = (
        "<entry><id>tag:quay.example,2026:1</id><title>Port accord</title><link href='https://quay.example/1'/>"
        "<published>2026-11-02T08:30:00Z</published><updated>2026-11-02T12:30:00+04:00</updated></entry>"
    )

    found = read(atom(entry))

    assert found.kind is FeedKind.ATOM
    assert (found.items[0].published, found.items[0].updated) == (MORNING, MORNING)


def test_an_atom_03_entry_is_read() -> None:
    old = (
        b'<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>Port accord</title>'
        b'<link rel="alternate" type="text/html" href="https://quay.example/1"/><issued>2026-11-02T08:30:00Z</issued>'
        b"</entry></feed>"
    )

    assert only(old) == Item(address="https://quay.example/1", title="Port accord", published=MORNING)


def test_an_rss_10_item_has_its_date_from_dublin_core() -> None:
    rdf = (
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        b'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://quay.example/"><title>Quay</title>'
        b'</channel><item rdf:about="https://quay.example/1"><title>Port accord</title>'
        b"<link>https://quay.example/1</link><dc:date>2026-11-02T08:30:00Z</dc:date></item></rdf:RDF>"
    )

    assert only(rdf).published == MORNING


@pytest.mark.parametrize("version", ["0.91", "0.92", "2.0"])
def test_old_versions_of_rss_are_read(version: str) -> None:
    assert only(rss(item()).replace(b'"2.0"', f'"{version}"'.encode())).title == "Talks in Veldmark, day 1"


def test_the_document_type_of_rss_091_is_harmless() -> None:
    kind = b'<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.example/rss-0.91.dtd">'

    assert only(rss(item()).replace(b"?>", b"?>" + kind, 1)).title == "Talks in Veldmark, day 1"


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "&b;&b;&b;"><!ENTITY b "boom">',
        '<!ENTITY secret SYSTEM "file:///etc/passwd">',
        '<!ENTITY % all SYSTEM "http://bad.example/all.dtd"> %all;',
        f'<!ENTITY long "{"x" * 500}">',
        '<!ENTITY broken "a>b">',
    ],
)
def test_a_document_type_with_entities_is_refused(declared: str) -> None:
    bomb = rss(item()).replace(b"?>", f"?><!DOCTYPE rss [{declared}]>".encode(), 1)

    assert "the document type declares an entity that may be a trap" in refusal(bomb)


def test_entities_that_are_short_texts_are_read() -> None:
    content = rss("<item><title>&gazette; &eacute;</title></item>")
    content = content.replace(b"?>", b'?><!DOCTYPE rss [<!ENTITY gazette "Harbour">]>', 1)

    assert only(content).title == "Harbour é"


def test_a_document_type_without_end_is_refused() -> None:
    assert refusal(b"<!DOCTYPE rss [ <rss/>") == "the document type has no end"


def test_deep_nesting_is_refused() -> None:
    assert "more than 256 deep" in refusal(rss("<item>" + "<a>" * 300 + "</a>" * 300 + "</item>"))


def test_deep_nesting_is_refused_in_a_broken_feed_too() -> None:
    assert "more than 256 deep" in refusal(rss("<item>&" + "<a>" * 300))


FAULTS = {
    "bare ampersand": ("day 2", "day 2 & 3"),
    "html entity": ("day 2", "day&nbsp;2 &mdash; noon"),
    "entity of nobody": ("day 2", "day &two;"),
    "control character": ("day 2", "day \x02 2"),
    "reference to a control character": ("day 2", "day &#2; 2"),
    "missing end of a title": ("day 2</title>", "day 2"),
    "missing end of an item": ("2. time.</description></item>", "2. time.</description>"),
    "missing end of a description": ("2. time.</description>", "2. time."),
    "end tag of nothing": ("2. time.", "2. time.</b></span>"),
    "crossed tags": ("2. time.", "<b><i>2. time.</b></i>"),
    "lone less-than sign": ("day 2", "day < 2"),
    "prefix without namespace": (
        "<description>Envoys met for the 2",
        "<geo:x>1</geo:x><description>Envoys met for the 2",
    ),
    "attribute without quotes": ("<description>Envoys met for the 2", "<description type=html>Envoys met for the 2"),
    "attribute twice": ("<description>Envoys met for the 2", "<description a='1' a='2'>Envoys met for the 2"),
    "CDATA without end": ("Envoys met for the 2", "<![CDATA[Envoys met for the 2"),
    "end of CDATA alone": ("day 2", "day ]]> 2"),
    "comment without end": ("Envoys met for the 2", "<!-- Envoys met for the 2"),
    "other case in the end tag": ("2. time.</description>", "2. time.</DESCRIPTION>"),
    "bytes of another character set": ("day 2", "day \udce9 2"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_loses_no_entry(fault: str) -> None:
    right, wrong = FAULTS[fault]
    sound = rss(item(1), item(2), item(3)).decode()
    broken = sound.replace(right, wrong, 1).encode("utf-8", "surrogateescape")
    assert broken != sound.encode()

    found = read(broken).items

    assert [one.address for one in found] == [f"https://harbour-gazette.example/{number}" for number in (1, 2, 3)]
    assert found[2].title == "Talks in Veldmark, day 3"


def test_a_cut_off_feed_keeps_its_entries() -> None:
    assert len(read(rss(item(1), item(2), item(3))[:-60]).items) == 3


def test_a_lost_cdata_end_does_not_swallow_the_next_item() -> None:
    first = "<item><link>https://a.example/1</link><description><![CDATA[Envoys met</description></item>"
    second = "<item><link>https://a.example/2</link><description><![CDATA[They <b>left</b>]]></description></item>"

    found = read(rss(first, second)).items

    assert [one.content for one in found] == ["Envoys met", "They <b>left</b>"]


@pytest.mark.parametrize(
    ("encoding", "declared", "said"),
    [
        ("utf-8", "iso-8859-1", None),
        ("utf-8", "utf-8", "iso-8859-1"),
        ("cp1252", "utf-8", None),
        ("cp1252", "iso-8859-1", None),
        ("utf-16", "utf-16", None),
        ("utf-8-sig", "us-ascii", None),
        ("utf-8", "no-such-set", "nor\0this"),
        ("utf-8", "idna", "utf-7"),
    ],
)
def test_the_character_set_is_found(encoding: str, declared: str, said: str | None) -> None:
    text = f'<?xml version="1.0" encoding="{declared}"?><rss><channel><item><title>Café “Zoë”</title></item></channel></rss>'

    found = feed(text.encode(encoding), url=URL, charset=said)

    assert found.items[0].title == "Café “Zoë”"


def test_the_character_set_may_come_with_the_content_type() -> None:
    content = "<rss><channel><item><title>Мост</title></item></channel></rss>".encode("koi8-r")

    assert feed(content, url=URL, content_type="text/xml; charset=koi8-r").items[0].title == "Мост"


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Accord &amp;amp; protest", "Accord & protest"),
        ("<![CDATA[<b>Accord</b> &mdash; signed]]>", "Accord — signed"),
        ("&lt;p&gt;Accord&lt;br&gt;signed&lt;/p&gt;", "Accord signed"),
        ("&amp;lt;i&amp;gt;Accord&amp;lt;/i&amp;gt;", "Accord"),
        ("Growth 3 &lt; 5 and 7 &gt; 5", "Growth 3 < 5 and 7 > 5"),
        ("Accord&lt;script&gt;alert(1)&lt;/script&gt;", "Accord"),
        ("  two\n lines ", "two lines"),
        ("", None),
    ],
)
def test_a_title_is_plain_text(written: str, title: str | None) -> None:
    assert only(rss(f"<item><title>{written}</title></item>")).title == title


@pytest.mark.parametrize(
    ("inside", "address"),
    [
        ("<link>/2026/accord</link>", "https://harbour-gazette.example/2026/accord"),
        ("<link>//cdn.example/accord</link>", "https://cdn.example/accord"),
        ("<link>\n https://a.example/x \n</link>", "https://a.example/x"),
        ("<link>https://a.example/x?a=1&amp;b=2</link>", "https://a.example/x?a=1&b=2"),
        ("<link>https://a.example/x?a=1&b=2</link>", "https://a.example/x?a=1&b=2"),
        ("<link>https://a.example/two words</link>", "https://a.example/two%20words"),
        ("<guid>https://a.example/guid</guid>", "https://a.example/guid"),
        ('<guid isPermaLink="false">https://a.example/guid</guid>', None),
        ("<enclosure url='https://a.example/sound.mp3' type='audio/mpeg' length='1'/>", None),
        (
            "<link>https://proxy.example/~r/1</link><feedburner:origLink>https://a.example/true</feedburner:origLink>",
            "https://a.example/true",
        ),
    ],
)
def test_the_address_is_the_article_s_own(inside: str, address: str | None) -> None:
    assert only(rss(f"<item>{inside}</item>")).address == address


def test_an_xml_base_is_minded() -> None:
    entry = '<entry xml:base="https://mirror.example/a/"><link href="b"/></entry>'

    assert only(atom(entry)).address == "https://mirror.example/a/b"


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "http://[::1",
        "ftp://a.example/",
        "http:\\\\a.example/",
        "http://a.example\\@b.example/",
    ],
)
def test_a_link_that_is_no_web_address_is_dropped_with_a_reason(link: str) -> None:
    found = read(rss(item(1), f"<item><title>Accord</title><link>{link}</link></item>"))

    assert found.items[1] == Item(title="Accord")
    assert [one.at for one in found.skipped] == [1]
    assert found.skipped[0].reason.startswith(("the link", "the item's link"))


@pytest.mark.parametrize(
    "said", ["yesterday", "32 Nov 2026", "Mon, 99 Xyz 2026 10:00:00 GMT", "0000-00-00T00:00:00Z", "-1"]
)
def test_a_date_that_is_none_is_unknown(said: str) -> None:
    assert only(rss(item(1, more=f"<pubDate>{said}</pubDate>"))).published is None


@pytest.mark.parametrize("year", [1987, 2061])
def test_a_date_far_away_is_kept_as_said(year: int) -> None:
    published = only(rss(item(1, more=f"<pubDate>{year}-11-02T08:30:00Z</pubDate>"))).published

    assert published == MORNING.replace(year=year)


def test_the_fullest_text_is_the_content() -> None:
    full = "<content:encoded><![CDATA[<p>Envoys met in Veldmark, and will meet again.</p>]]></content:encoded>"

    assert only(rss(item(1, more=full))).content == "<p>Envoys met in Veldmark, and will meet again.</p>"


def test_an_item_says_its_own_language() -> None:
    assert only(atom('<entry xml:lang="de_AT"><title>Treffen</title></entry>')).language == "de-AT"


def test_a_feed_in_pages_names_the_next() -> None:
    assert read(atom(head='<link rel="next" href="?page=2"/>')).more == (f"{URL}?page=2",)


def test_an_empty_feed_is_a_feed() -> None:
    assert read(rss()).items == ()


def test_a_packed_feed_is_unpacked() -> None:
    assert only(gzip.compress(rss(item()))).title == "Talks in Veldmark, day 1"


def test_a_cut_packing_keeps_what_came() -> None:
    packed = gzip.compress(rss(*map(item, range(2000))))

    assert len(read(packed[: len(packed) // 2]).items) > 100


def test_broken_packing_is_refused() -> None:
    assert "the gzip packing is broken" in refusal(b"\x1f\x8b\x08" + b"?" * 40)


def test_packing_that_swells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.collect.feed_text.LARGEST", 100_000)

    assert refusal(gzip.compress(b" " * 1_000_000)) == "unpacked, the feed has more than 100,000 bytes"


def test_an_html_page_is_no_feed_and_names_one() -> None:
    page = (
        b"<!doctype html><html><head><title>Not found</title>"
        b'<link rel="alternate" type="application/rss+xml" href="/feeds/all.xml"></head><body>Gone</body></html>'
    )

    assert refusal(page) == (
        "this is HTML, not a feed: 'Not found'; the page names the feed https://harbour-gazette.example/feeds/all.xml"
    )


@pytest.mark.parametrize("page", [b"<html><body>Oops", b"<!DOCTYPE html><p>Oops", b"<HTML><TITLE>Oops</TITLE>"])
def test_an_html_page_without_feeds_is_no_feed(page: bytes) -> None:
    assert refusal(page).startswith("this is HTML, not a feed")


def test_a_server_s_warning_before_the_feed_is_passed_over() -> None:
    warned = b"<br />\n<b>Warning</b>: no such index in <b>/srv/feed.php</b><br />\n" + rss(item())

    assert only(warned).title == "Talks in Veldmark, day 1"


@pytest.mark.parametrize(
    "content", [b"", b"   \n", b"\xef\xbb\xbf", b"Gone.", b"\x89PNG\r\n", b"<svg><title>x</title></svg>"]
)
def test_what_is_no_feed_is_refused(content: bytes) -> None:
    assert refusal(content)


def test_bytes_that_are_the_name_of_a_file_are_not_opened(tmp_path: Path) -> None:
    place = tmp_path / "feed.xml"
    place.write_bytes(rss(item()))

    assert refusal(str(place).encode())


def test_of_many_items_the_first_are_read_where_the_newest_come_first() -> None:
    dated = [item(day, more=f"<pubDate>2026-11-{day:02}</pubDate>") for day in range(20, 0, -1)]

    found = feed(rss(*dated), url=URL, most=5)

    assert [one.title for one in found.items] == [f"Talks in Veldmark, day {day}" for day in range(20, 15, -1)]
    assert [one.reason for one in found.skipped] == ["15 older items are not read: the most is 5"]


def test_of_many_items_the_last_are_read_where_the_newest_come_last() -> None:
    dated = [item(day, more=f"<pubDate>2026-11-{day:02}</pubDate>") for day in range(1, 21)]

    assert [one.title for one in feed(rss(*dated), url=URL, most=2).items] == [
        "Talks in Veldmark, day 19",
        "Talks in Veldmark, day 20",
    ]


def test_what_is_cut_out_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    parse = feedparser_parse()
    monkeypatch.setattr(
        "feedparser.parse", lambda stream, **more: seen.append(len(stream.getvalue())) or parse(stream, **more)
    )

    assert len(feed(rss(*map(item, range(5000))), url=URL, most=10).items) == 10
    assert seen[0] < 5000


def feedparser_parse() -> object:
    import feedparser

    return feedparser.parse


def test_the_content_type_alone_decides_nothing() -> None:
    assert feed(rss(item()), url=URL, content_type="text/html").kind is FeedKind.RSS
    assert feed(rss(item()), url=URL, content_type=FORM).kind is FeedKind.RSS
