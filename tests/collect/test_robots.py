"""A site's robots.txt says what we may fetch."""

from __future__ import annotations

import pickle

import pytest

from dragoman.collect import robots

SITE = "https://gazette.example"


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /drafts/", "/drafts/1", False),
        ("User-agent: *\nDisallow: /drafts/", "/world/1", True),
        ("User-agent: *\nDisallow: /\nUser-agent: dragoman\nAllow: /", "/world/1", True),
        ("User-agent: DRAGOMAN\nDisallow: /world", "/world/1", False),
        ("User-agent: otherbot\nDisallow: /", "/world/1", True),
        ("User-agent: *\nDisallow: /world\nAllow: /world/open", "/world/open/1", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?x", True),
        ("User-agent: *\nDisallow: /caf%C3%A9", "/café", False),
        ("User-agent: *\nDisallow:", "/world/1", True),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("\ufeffUser-agent: *\r\nDisallow: /\r\n", "/world/1", False),
        ("<html>Not a rule</html>", "/world/1", True),
        ("", "/world/1", True),
    ],
)
def test_the_longest_rule_for_us_counts(rules: str, path: str, allowed: bool) -> None:
    assert robots(rules.encode(), 200).allows(SITE + path) is allowed


@pytest.mark.parametrize("status", [301, 401, 403, 404, 410, 429])
def test_a_site_without_rules_allows_all(status: int) -> None:
    assert robots(b"User-agent: *\nDisallow: /", status).allows(SITE + "/world/1")


@pytest.mark.parametrize(("content", "status"), [(b"", 500), (b"", 503), (None, 200), (None, 0)])
def test_a_site_that_fails_allows_nothing_for_now(content: bytes | None, status: int) -> None:
    assert not robots(content, status).allows(SITE + "/world/1")


@pytest.mark.parametrize(
    ("rules", "delay"),
    [
        ("User-agent: *\nCrawl-delay: 2.5", 2.5),
        ("User-agent: *\nCrawl-delay: soon", None),
        ("User-agent: *\nCrawl-delay: nan", None),
        ("User-agent: *\nCrawl-delay: -1", None),
        ("User-agent: other\nCrawl-delay: 9", None),
    ],
)
def test_a_site_may_ask_us_to_wait(rules: str, delay: float | None) -> None:
    assert robots(rules.encode(), 200).delay == delay


def test_a_site_names_its_sitemaps() -> None:
    assert robots(b"Sitemap: https://gazette.example/news.xml", 200).sitemaps == ("https://gazette.example/news.xml",)


def test_what_lies_beyond_500_kibibytes_counts_for_nothing() -> None:
    padding = b"# nothing\n" * 51_200

    assert robots(padding + b"User-agent: *\nDisallow: /", 200).allows(SITE + "/world/1")


def test_bytes_that_are_no_text_are_read_as_far_as_they_go() -> None:
    assert not robots(b"User-agent: *\nDisallow: /\xff\n\x00Disallow: /world\nDisallow: /", 200).allows(SITE + "/world")


def test_rules_can_be_sent_to_another_process() -> None:
    rules = pickle.loads(pickle.dumps(robots(b"User-agent: *\nDisallow: /drafts", 200)))

    assert not rules.allows(SITE + "/drafts/1")
