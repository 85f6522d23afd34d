"""When to ask whom: decisions that follow from the state, the clock and chance alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.collect.alternates import alternates, is_html
from dragoman.collect.items import Feed, FeedKind, Item
from dragoman.collect.politeness import (
    FIRST_BACK_OFF,
    FIRST_INTERVAL,
    GAP,
    LONGEST_BACK_OFF,
    LONGEST_INTERVAL,
    MOST_TRIES,
    RESUMED_WITHIN,
    SHORTEST_INTERVAL,
    WIDEST_GAP,
    Pace,
    after_answer,
    after_failure,
    again,
    back_off,
    gap,
    quiet_since,
    resumed,
    robots_known,
)
from dragoman.collect.rounds import Round, cutoff, own_sites, plain_address, round_of
from dragoman.collect.sites import host_of, root_of, site_of

NOW = datetime(2026, 2, 1, 9, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PACE = Pace(due=NOW)
EVEN = 0.5
"""The throw that moves nothing."""
CHANCES = st.floats(0, 1, exclude_max=True)


def test_a_source_that_fails_is_left_alone_twice_as_long_each_time() -> None:
    waits = [back_off(failures, chance=EVEN) for failures in range(1, 5)]

    assert waits == [FIRST_BACK_OFF * 2**n for n in range(4)]


@given(st.integers(1, 10_000), CHANCES)
def test_no_source_is_left_alone_for_less_than_minutes_or_more_than_a_day(failures: int, chance: float) -> None:
    assert FIRST_BACK_OFF * 0.9 <= back_off(failures, chance=chance) <= LONGEST_BACK_OFF


@given(CHANCES, CHANCES)
def test_sources_that_fail_together_come_back_apart(one: float, other: float) -> None:
    waits = back_off(3, chance=one), back_off(3, chance=other)

    assert (waits[0] < waits[1]) == (one < other) or abs(one - other) < 1e-6


@given(CHANCES, st.timedeltas(timedelta(0), timedelta(days=400)))
def test_what_the_server_asks_for_is_kept_to_for_a_day_at_most(chance: float, asked: timedelta) -> None:
    wait = after_failure(PACE, now=NOW, chance=chance, retry_after=asked).due - NOW

    assert min(asked, LONGEST_BACK_OFF) <= wait <= LONGEST_BACK_OFF


def test_an_answer_ends_the_row_of_failures() -> None:
    failing = after_failure(after_failure(PACE, now=NOW, chance=EVEN), now=NOW, chance=EVEN)

    assert failing.failures == 2
    assert after_answer(failing, new=0, every=None, now=NOW, chance=EVEN).failures == 0


@pytest.mark.parametrize(("new", "interval"), [(0, FIRST_INTERVAL * 1.5), (1, FIRST_INTERVAL), (9, FIRST_INTERVAL / 2)])
def test_a_source_is_asked_as_often_as_it_has_news(new: int, interval: timedelta) -> None:
    after = after_answer(PACE, new=new, every=None, now=NOW, chance=EVEN)

    assert (after.interval, after.due) == (interval, NOW + interval)


@given(st.lists(st.integers(0, 5), max_size=60), CHANCES)
def test_the_interval_stays_between_its_bounds(rounds: list[int], chance: float) -> None:
    pace = PACE
    for new in rounds:
        pace = after_answer(pace, new=new, every=None, now=pace.due, chance=chance)

        assert SHORTEST_INTERVAL <= pace.interval <= LONGEST_INTERVAL


def test_an_interval_that_the_user_fixed_stays() -> None:
    after = after_answer(PACE, new=50, every=2 * HOUR, now=NOW, chance=EVEN)

    assert after.due == NOW + 2 * HOUR


@pytest.mark.parametrize(
    ("delay", "wait"),
    [(None, GAP), (0.0, GAP), (-3.0, GAP), (5.0, timedelta(seconds=5)), (1e9, WIDEST_GAP), (float("nan"), GAP)],
)
def test_a_host_is_asked_once_a_second_or_as_it_asks(delay: float | None, wait: timedelta) -> None:
    assert gap(delay) == wait


@pytest.mark.parametrize(
    ("learned", "known"), [(None, False), (NOW - HOUR, True), (NOW - DAY, False), (NOW + HOUR, False)]
)
def test_a_robots_txt_is_kept_to_for_a_day(learned: datetime | None, known: bool) -> None:
    assert robots_known(learned, now=NOW) == known


def test_a_page_is_asked_for_a_few_times_and_then_no_more() -> None:
    assert again(MOST_TRIES - 1, now=NOW, chance=EVEN) == NOW + FIRST_BACK_OFF * 4
    assert again(MOST_TRIES, now=NOW, chance=EVEN) is None


@given(st.integers(1, 100_000), st.data())
def test_sources_that_came_due_while_nobody_ran_are_no_herd(of: int, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, of - 1))
    due = resumed(place, of, now=NOW, chance=data.draw(CHANCES))

    assert NOW <= due <= NOW + RESUMED_WITHIN + GAP
    assert place or due == NOW
    assert due >= NOW + min(GAP, RESUMED_WITHIN / of) * place


def test_a_source_without_news_for_longer_than_usual_is_quiet() -> None:
    pace = replace(PACE, news=NOW, usual=6 * HOUR)

    assert quiet_since(pace, added=NOW - 9 * DAY, now=NOW + 29 * HOUR) is None
    assert quiet_since(pace, added=NOW - 9 * DAY, now=NOW + 31 * HOUR) == NOW


def test_a_source_that_never_had_news_is_quiet_after_a_week() -> None:
    assert quiet_since(PACE, added=NOW, now=NOW + 6 * DAY) is None
    assert quiet_since(PACE, added=NOW, now=NOW + 8 * DAY) == NOW


def test_what_is_usual_follows_the_news() -> None:
    pace = PACE
    for _ in range(30):
        pace = after_answer(pace, new=1, every=4 * HOUR, now=pace.due, chance=EVEN)

    assert pace.usual == 4 * HOUR


@pytest.mark.parametrize(
    ("url", "host", "site"),
    [
        ("https://www.meridian.example/a", "www.meridian.example", "meridian.example"),
        ("https://news.bbc.co.uk/", "news.bbc.co.uk", "bbc.co.uk"),
        ("https://bbc.co.uk/", "bbc.co.uk", "bbc.co.uk"),
        ("https://mfa.gov.ua/", "mfa.gov.ua", "mfa.gov.ua"),
        ("http://courier.example:8080/", "courier.example:8080", "courier.example"),
        ("https://one.wordpress.com/x", "one.wordpress.com", "one.wordpress.com"),
        ("https://www.one.blogspot.com/x", "www.one.blogspot.com", "one.blogspot.com"),
        ("http://127.0.0.1:8765/feed", "127.0.0.1:8765", "127.0.0.1:8765"),
        ("http://[::1]:8765/feed", "[::1]:8765", "[::1]:8765"),
        ("https://HOST.example./", "host.example", "host.example"),
        ("http://localhost/", "localhost", "localhost"),
        ("no address", "", ""),
        ("http://a:b:c/", "", ""),
    ],
)
def test_a_url_belongs_to_the_site_that_somebody_registered(url: str, host: str, site: str) -> None:
    assert (host_of(url), site_of(url)) == (host, site)


def test_robots_txt_stands_at_the_root() -> None:
    assert root_of("https://h.example:8443/a/b?c") == "https://h.example:8443"


FEED = "https://meridian.example/feed"


def round_with(*items: Item, kind: FeedKind = FeedKind.RSS, since: date | None = None, sites: str = "") -> Round:
    oldest = cutoff(since=since, added=NOW)
    own = own_sites([FEED], sites.split())
    return round_of(Feed(kind=kind, items=items), source=FEED, sites=own, oldest=oldest, now=NOW)


ITEM = Item(address="https://meridian.example/talks", guid="1", title="Talks", published=NOW)


def test_the_same_item_is_the_same_errand_whatever_its_guid() -> None:
    assert len(round_with(ITEM, replace(ITEM, guid="2"), replace(ITEM, guid=None)).errands) == 1


def test_a_guid_that_is_used_again_for_another_address_is_another_errand() -> None:
    assert len(round_with(ITEM, replace(ITEM, address="https://meridian.example/other")).errands) == 2


@pytest.mark.parametrize("change", [{"title": "Talks fail"}, {"content": "They failed."}])
def test_a_changed_title_or_text_is_an_errand_anew(change: dict[str, str]) -> None:
    assert len(round_with(ITEM, replace(ITEM, **change)).errands) == 2  # type: ignore[arg-type]


def test_a_feed_that_only_moves_its_dates_makes_no_errand() -> None:
    assert len(round_with(ITEM, replace(ITEM, updated=NOW, published=NOW - HOUR)).errands) == 1


def test_a_sitemap_says_by_its_date_that_a_page_changed() -> None:
    items = [
        replace(ITEM, updated=NOW),
        replace(ITEM, updated=NOW + timedelta(minutes=1)),
        replace(ITEM, updated=NOW - DAY),
    ]

    assert len(round_with(*items, kind=FeedKind.SITEMAP).errands) == 2


def test_items_from_long_before_the_source_was_added_are_passed_over() -> None:
    found = round_with(ITEM, replace(ITEM, address="https://meridian.example/old", published=NOW - 31 * DAY))

    assert (len(found.errands), found.old, found.passed_over) == (1, 1, 1)


def test_a_day_that_the_user_gives_takes_older_ones() -> None:
    old = replace(ITEM, published=NOW - 300 * DAY)

    assert len(round_with(old, since=(NOW - 301 * DAY).date()).errands) == 1


def test_a_late_correction_makes_an_old_item_news() -> None:
    assert len(round_with(replace(ITEM, published=NOW - 90 * DAY, updated=NOW)).errands) == 1


def test_a_day_that_is_still_to_come_is_taken_as_unknown() -> None:
    found = round_with(replace(ITEM, published=NOW + 2 * DAY))

    assert found.undated == 1
    assert found.errands[0].item.published is None


def test_a_feed_speaks_for_its_own_site_alone() -> None:
    found = round_with(
        ITEM, replace(ITEM, address="https://www.meridian.example/b"), replace(ITEM, address="https://other.example/c")
    )

    assert [one.elsewhere for one in found.errands] == [False, False, True]
    assert found.elsewhere == 1


def test_a_feed_speaks_for_the_sites_that_its_user_declares() -> None:
    assert (
        not round_with(replace(ITEM, address="https://a.other.example/c"), sites="other.example").errands[0].elsewhere
    )


def test_an_item_without_address_and_text_is_passed_over() -> None:
    found = round_with(Item(guid="1", title="Talks"), Item(guid="2", title="Text", content="Words."))

    assert (len(found.errands), found.nothing) == (1, 1)
    assert found.errands[0].address is None


def test_who_sent_the_reader_is_no_part_of_an_address() -> None:
    assert plain_address("https://m.example/a?id=7&utm_source=rss&b=#top") == "https://m.example/a?id=7&b="
    assert plain_address("https://m.example/a?id=7&q=%20x") == "https://m.example/a?id=7&q=%20x"


@given(
    st.lists(
        st.builds(
            Item,
            address=st.sampled_from([None, ITEM.address, "https://x.example/"]),
            title=st.none() | st.text(max_size=3),
            content=st.none() | st.text(max_size=3),
            published=st.none() | st.datetimes(timezones=st.just(UTC)),
        ),
        max_size=30,
    )
)
def test_every_item_is_an_errand_or_passed_over(items: list[Item]) -> None:
    found = round_with(*items)
    keys = [one.key for one in found.errands]

    assert len(keys) == len(set(keys))
    assert len(keys) + found.passed_over <= len(items)
    assert all(one.address or one.item.content for one in found.errands)


HEAD = b"""<!DOCTYPE html><html><head><base href="/en/"><LINK rel='stylesheet alternate' type="application/RSS+xml; x"
href="feed.xml"><link rel=alternate type=application/atom+xml href=https://m.example/atom>
<link rel=alternate type=text/html href=/fr><link rel=alternate hreflang=fr type=application/rss+xml></head>"""


def test_the_feeds_that_a_page_names_are_found() -> None:
    assert alternates(HEAD, "https://m.example/x/y") == ("https://m.example/en/feed.xml", "https://m.example/atom")


@given(st.binary(max_size=300))
def test_any_bytes_name_feeds_or_none(content: bytes) -> None:
    assert all(one.startswith("http") for one in alternates(content, "https://m.example/"))


@pytest.mark.parametrize(
    ("content", "kind", "html"),
    [
        (b"\n<!DOCTYPE html>", "application/xml", True),
        (b"<p>Words", "text/html", True),
        (b"<?xml version='1.0'?><rss>", "text/html", False),
        (b"<rss>", "application/rss+xml", False),
        (b"<rss version='2.0'>", "text/html", False),
        (b"", "text/html", False),
        (b"{", "text/html", False),
    ],
)
def test_a_page_is_told_from_a_feed(content: bytes, kind: str, html: bool) -> None:
    assert is_html(content, kind) == html
