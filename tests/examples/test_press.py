"""The example press against its own truth: every page told, nothing told that is not there, feeds that lead to pages."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import feedparser  # type: ignore[import-untyped]
import pytest
from examples.press.serve import HERE, VERSIONS

from dragoman.clean import article_from
from dragoman.model import Unreadable

TRUTH: dict[str, Any] = json.loads((HERE / "truth.json").read_text(encoding="utf-8"))
COPIES: dict[str, Any] = json.loads((HERE / "copies.json").read_text(encoding="utf-8"))
PAGES = {path.relative_to(HERE / "pages").as_posix() for path in (HERE / "pages").glob("*/*")}
ARTICLES = {row["page"] for row in TRUTH["pages"]}
NO_ARTICLES = {row["page"] for row in COPIES["rejected"]}
FEEDS = {row["feed"]: row for row in TRUTH["feeds"]}
KINDS = {"origin", "reprint", "truncated", "rewritten", "back-translated", "half", "one-sentence"}
PAGE_KEYS = {"page", "origin", "address", "copy", "also", "pages", "independent"}
BASE = "http://press.example"


def test_eighty_pages_are_each_an_article_or_a_page_to_be_rejected() -> None:
    assert len(PAGES) == 80
    assert PAGES == ARTICLES | NO_ARTICLES
    assert not ARTICLES & NO_ARTICLES
    assert len(ARTICLES) == len(TRUTH["pages"])


@pytest.mark.parametrize("told", [TRUTH, COPIES], ids=["truth", "copies"])
def test_only_pages_that_exist_are_told_of(told: dict[str, Any]) -> None:
    named = set(_named(told))

    assert named
    assert named <= PAGES


def _named(told: object, key: str = "") -> Iterator[str]:
    """Every page that a key for pages holds, however deep."""
    if isinstance(told, str):
        yield from [told] if key in PAGE_KEYS else []
    elif isinstance(told, list):
        for one in told:
            yield from _named(one, key)
    elif isinstance(told, dict):
        for name, one in told.items():
            yield from _named(one, name)


def test_a_group_of_copies_begins_with_its_origin_and_copies_it_or_a_version_of_it() -> None:
    versions = {row["address"]: {one["page"] for one in row["versions"]} for row in COPIES["versions"]}
    for group in COPIES["groups"]:
        first, *copies = group["pages"]

        assert (first["page"], first["kind"]) == (group["origin"], "origin")
        assert copies
        assert {one["of"] for one in copies} <= versions.get(group["origin"], set()) | {group["origin"]}
        assert {one["kind"] for one in copies} <= KINDS - {"origin"}


def test_a_page_is_copied_from_one_origin_only() -> None:
    held = Counter(one["page"] for group in COPIES["groups"] for one in group["pages"])

    assert [page for page, count in held.items() if count > 1] == []


def test_every_kind_of_copy_is_there() -> None:
    assert {one["kind"] for group in COPIES["groups"] for one in group["pages"]} == KINDS


def test_independent_reports_come_from_different_outlets_and_are_no_copies() -> None:
    copies = {one["page"] for group in COPIES["groups"] for one in group["pages"] if one["kind"] != "origin"}
    for story in COPIES["stories"]:
        outlets = [page.split("/")[0] for page in story["independent"]]

        assert len(set(outlets)) == len(outlets) >= 2
        assert not copies & set(story["independent"])


def test_what_truth_says_of_copies_copies_says_too() -> None:
    pairs = {(one["page"], one["of"]) for group in COPIES["groups"] for one in group["pages"] if "of" in one}
    pairs |= {(row["versions"][1]["page"], row["address"]) for row in COPIES["versions"]}

    assert {(row["copy"], row["of"]) for row in TRUTH["copies"]} <= pairs


def test_versions_of_an_address_follow_one_another_and_say_what_changed() -> None:
    for row in COPIES["versions"]:
        first, *later = row["versions"]
        moments = [datetime.fromisoformat(one["from"]) for one in row["versions"]]

        assert moments == sorted(set(moments)) and all(moment.tzinfo for moment in moments)
        assert first["page"] == row["address"] and first["change"] is None
        assert later and all(one["change"] and one["what"] for one in later)
    assert {"correction", "update", "title", "retraction"} <= {
        one["change"] for row in COPIES["versions"] for one in row["versions"]
    }


def test_versions_share_the_address_that_their_pages_give() -> None:
    for row in COPIES["versions"]:
        held = [(HERE / "pages" / one["page"]).read_text(encoding="utf-8") for one in row["versions"]]

        assert len(set(held)) == len(held)
        assert row["canonical"] is None or all(f'href="{row["canonical"]}"' in page for page in held)


def test_the_server_knows_every_address_of_several_versions() -> None:
    assert set(VERSIONS) == {f"/pages/{row['address']}" for row in COPIES["versions"]}


def test_a_meeting_is_told_in_the_order_of_its_days() -> None:
    for meeting in TRUTH["meetings"]:
        days = [entry["as_of"] for entry in meeting["history"]]

        assert days and days == sorted(days), meeting["id"]
    assert len({meeting["id"] for meeting in TRUTH["meetings"]}) == len(TRUTH["meetings"])


def test_every_outlet_has_a_feed_and_a_line_of_its_own() -> None:
    rows = (HERE / "outlets.csv").read_text(encoding="utf-8").splitlines()[1:]
    outlets = {row.split(",")[0] for row in rows}

    assert outlets == {page.split("/")[0] for page in PAGES}
    assert all(any(feed.startswith(outlet) for feed in FEEDS) for outlet in outlets)


def test_every_feed_is_told_of() -> None:
    assert set(FEEDS) == {path.name for path in (HERE / "feeds").iterdir()}


@pytest.mark.parametrize("feed", sorted(FEEDS))
def test_a_feed_holds_the_entries_told_and_links_to_pages_of_its_outlet(feed: str) -> None:
    links = _links(feed)
    told = [urlsplit(urljoin(f"{BASE}/feeds/{feed}", link)) for link in links]

    assert len(links) == FEEDS[feed]["entries"]
    assert {part.netloc for part in told} == {urlsplit(BASE).netloc}
    assert {part.path.removeprefix("/pages/") for part in told} <= PAGES
    assert all(feed.startswith(part.path.split("/")[2]) for part in told)


def _links(feed: str) -> list[str]:
    body = (HERE / "feeds" / feed).read_bytes().replace(b"{BASE}", BASE.encode())
    if feed.endswith(".json"):
        return [item["url"] for item in json.loads(body)["items"]]
    if FEEDS[feed]["form"] == "news sitemap":
        return [loc.text or "" for loc in ElementTree.fromstring(body).iterfind("{*}url/{*}loc")]
    # Where an entry links to plain text only, feedparser's `entry.link` is its id.
    return [link.href for entry in feedparser.parse(body).entries for link in entry.links if link.rel == "alternate"]


@pytest.mark.parametrize("page", sorted(ARTICLES))
def test_every_article_of_the_truth_is_read_as_one(page: str) -> None:
    assert article_from((HERE / "pages" / page).read_bytes(), source=page).title


@pytest.mark.parametrize("page", sorted(NO_ARTICLES))
def test_a_page_that_is_no_article_is_refused(page: str) -> None:
    with pytest.raises(Unreadable):
        article_from((HERE / "pages" / page).read_bytes(), source=page)
