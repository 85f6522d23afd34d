"""Sitemaps, news sitemaps, indexes and plain lists become items."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

from tests.collect.gazettes import sitemap

from dragoman.collect import Feed, FeedKind, Item, feed

URL = "https://harbour-gazette.example/sitemap.xml"


def read(content: bytes, most: int = 100) -> Feed:
    return feed(content, url=URL, most=most)


def block(number: int, *, day: int = 2) -> str:
    return f"<url><loc>https://harbour-gazette.example/{number}</loc><lastmod>2026-11-{day:02}</lastmod></url>"


def test_a_news_sitemap_states_title_language_and_day() -> None:
    news = (
        "<url><loc>https://harbour-gazette.example/1</loc><news:news><news:publication><news:name>Harbour Gazette"
        "</news:name><news:language>en</news:language></news:publication><news:publication_date>2026-11-02T10:30+02:00"
        "</news:publication_date><news:title>Port accord &amp; protest</news:title></news:news></url>"
    )

    assert read(sitemap(news)) == Feed(
        kind=FeedKind.SITEMAP,
        items=(
            Item(
                address="https://harbour-gazette.example/1",
                title="Port accord & protest",
                published=datetime(2026, 11, 2, 8, 30, tzinfo=UTC),
                language="en",
            ),
        ),
    )


def test_a_plain_sitemap_states_when_a_page_changed() -> None:
    assert read(sitemap(block(1))).items[0].updated == datetime(2026, 11, 2, tzinfo=UTC)


def test_a_sitemap_without_namespace_is_read() -> None:
    assert len(read(b"<urlset><url><loc>https://a.example/1</loc></url></urlset>").items) == 1


def test_a_picture_s_address_is_not_the_page_s() -> None:
    picture = "<url xmlns:i='urn:i'><i:image><i:loc>https://a.example/p.png</i:loc></i:image><loc>https://a.example/1</loc></url>"

    assert [one.address for one in read(sitemap(picture)).items] == ["https://a.example/1"]


def test_an_index_names_further_sitemaps() -> None:
    index = (
        b'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        b"<sitemap><loc>https://a.example/1.xml.gz</loc></sitemap><sitemap><loc>/2.xml</loc></sitemap></sitemapindex>"
    )

    found = read(index)

    assert found.kind is FeedKind.SITEMAP_INDEX
    assert found.more == ("https://a.example/1.xml.gz", "https://harbour-gazette.example/2.xml")
    assert found.items == ()


def test_a_packed_sitemap_is_unpacked() -> None:
    assert len(read(gzip.compress(sitemap(block(1), block(2)))).items) == 2


def test_a_bad_address_costs_its_entry_alone() -> None:
    found = read(sitemap(block(1), "<url><loc>javascript:x</loc></url>", "<url/>", block(2)))

    assert len(found.items) == 2
    assert [one.at for one in found.skipped] == [1, 2]


def test_a_bare_ampersand_loses_no_address() -> None:
    found = read(sitemap("<url><loc>https://a.example/?a=1&b=2</loc></url>", block(2)))

    assert [one.address for one in found.items] == ["https://a.example/?a=1&b=2", "https://harbour-gazette.example/2"]


def test_of_many_pages_the_newest_are_kept_in_their_order() -> None:
    days = [3, 9, 1, 8, 2]

    found = read(sitemap(*(block(number, day=day) for number, day in enumerate(days))), most=2)

    assert [one.address for one in found.items] == [f"https://harbour-gazette.example/{number}" for number in (1, 3)]
    assert [one.reason for one in found.skipped] == ["3 older items are not read: the most is 2"]


def test_a_plain_list_of_addresses_is_a_sitemap() -> None:
    found = read(b"https://a.example/1\nhttps://a.example/2\r\nnoise\n\nhttps://a.example/3\n", most=3)

    assert found.kind is FeedKind.SITEMAP
    assert [one.address for one in found.items] == ["https://a.example/1", "https://a.example/2"]
    assert [one.at for one in found.skipped] == [2, None]
