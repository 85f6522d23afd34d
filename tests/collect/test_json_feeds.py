"""JSON Feed 1 and 1.1 become items."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from dragoman.collect import Feed, FeedKind, Item, feed
from dragoman.model import Unreadable

URL = "https://quay.example/feed.json"
ENTRY = {"id": "1", "url": "https://quay.example/1", "title": "Port accord"}


def written(*items: Any, **more: Any) -> bytes:
    head = {"version": "https://jsonfeed.org/version/1.1", "title": "Quay Dispatch", "items": items}
    return json.dumps(head | more).encode()


def read(content: bytes, **more: Any) -> Feed:
    return feed(content, url=URL, **more)


def refusal(content: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read(content)
    return refused.value.reason


def test_a_json_feed_is_read_whole() -> None:
    entry = ENTRY | {
        "content_html": "<p>Envoys met.</p>",
        "date_published": "2026-11-02T10:30:00+02:00",
        "date_modified": "2026-11-03T00:00:00Z",
        "language": "fr",
    }

    found = read(written(entry, home_page_url="https://quay.example/", language="en", next_url="/feed2.json"))

    assert found == Feed(
        kind=FeedKind.JSON,
        title="Quay Dispatch",
        home="https://quay.example/",
        language="en",
        more=("https://quay.example/feed2.json",),
        items=(
            Item(
                address="https://quay.example/1",
                guid="1",
                title="Port accord",
                published=datetime(2026, 11, 2, 8, 30, tzinfo=UTC),
                updated=datetime(2026, 11, 3, tzinfo=UTC),
                content="<p>Envoys met.</p>",
                language="fr",
            ),
        ),
    )


def test_version_1_is_read() -> None:
    assert read(written(ENTRY, version="https://jsonfeed.org/version/1")).items[0].title == "Port accord"


@pytest.mark.parametrize(
    ("entry", "address"),
    [
        ({"external_url": "https://a.example/x"}, "https://a.example/x"),
        ({"id": "https://a.example/x"}, "https://a.example/x"),
        ({"url": "javascript:alert(1)", "external_url": "/x"}, "https://quay.example/x"),
        ({"url": "/x"}, "https://quay.example/x"),
        ({"url": 7}, "https://quay.example/7"),
        ({"url": ["https://a.example/x"]}, None),
    ],
)
def test_the_address_is_the_first_web_address(entry: dict[str, Any], address: str | None) -> None:
    assert read(written(entry)).items[0].address == address


def test_a_bad_link_is_dropped_with_a_reason() -> None:
    (reason,) = read(written(ENTRY, {"url": "file:///etc/passwd"})).skipped

    assert reason.at == 1


def test_an_item_that_is_no_object_costs_itself_alone() -> None:
    found = read(written(ENTRY, "noise", None, ENTRY))

    assert len(found.items) == 2
    assert [one.at for one in found.skipped] == [1, 2]


def test_only_the_first_items_are_read_of_many() -> None:
    found = read(written(*[ENTRY] * 20), most=3)

    assert len(found.items) == 3
    assert [one.reason for one in found.skipped] == ["the feed has more items; the first 3 are read"]


def test_a_title_is_plain_text() -> None:
    assert read(written(ENTRY | {"title": "<b>Accord</b> &amp; protest"})).items[0].title == "Accord & protest"


@pytest.mark.parametrize("date", ["soon", 5, None, "2026-13-40", "2026-11-02T25:00:00Z"])
def test_a_date_that_is_none_is_unknown(date: Any) -> None:
    assert read(written(ENTRY | {"date_published": date})).items[0].published is None


@pytest.mark.parametrize("content", [b'{"a": 1}', b'{"items": [1]}', b'{"version": "2", "items": []}', b"{}"])
def test_other_json_is_no_feed(content: bytes) -> None:
    assert refusal(content) == "this is JSON, but no JSON Feed: it has no version and items"


@pytest.mark.parametrize(
    "content",
    [b'{"items": [', b'{"a"', b'{"version":' + b"[" * 100_000, written(ENTRY)[:-4]],
)
def test_broken_json_is_refused(content: bytes) -> None:
    assert refusal(content).startswith("the JSON cannot be read")


@pytest.mark.parametrize("items", ["none", {"a": 1}, None, 5])
def test_items_that_are_no_list_are_refused(items: Any) -> None:
    assert refusal(written(items=items)) == "this is JSON, but no JSON Feed: its items are no list"
