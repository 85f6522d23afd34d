"""Rounds of collecting, in a world of our own: what is asked when, what is stored, and why something is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from tests.collect.press import rss
from tests.store.readings import READER

from dragoman.app import pipeline
from dragoman.app.collect import rounds as source_rounds
from dragoman.app.collect.asking import World
from dragoman.app.collect.fetching import preview, rounds
from dragoman.app.collect.rounds import Desk
from dragoman.app.collect.told import Told
from dragoman.app.store import ingesting
from dragoman.collect.bounded import Worker
from dragoman.collect.items import Item
from dragoman.knowledge import Holder
from dragoman.model import Basis, Interval, Reading, Unreadable, article_of
from dragoman.net import Allow, Fetched, NetError, Refused, TooLarge, Unreachable, Validators
from dragoman.store import (
    Act,
    Database,
    Happened,
    Person,
    Sighting,
    Source,
    SourceKind,
    Standing,
    add_source,
    all_readings,
    all_rejected,
    all_sources,
    counts,
    due_sources,
    keep_source,
    log_of,
    opened,
    remove_source,
    sightings_of,
    source_named,
    verify,
    versions_of,
)
from dragoman.store.corrections.people import decide
from dragoman.store.sources.health import health
from dragoman.store.values.people import Introduced

NOW = datetime(2026, 2, 1, 9, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
FEED = "https://wire.example/feed"
PAGE = "https://wire.example/talks"
TALKS = Item(address=PAGE, guid="1", title="Talks", published=NOW - HOUR)
BODY = b"The two sides met for an hour in Geneva and agreed to meet again."
LONG = "<p>" + "They agreed on the agenda of the next round. " * 30 + "</p>"


def answer(url: str, body: bytes = b"", **more: object) -> Fetched:
    made = {"status": 200, "content_type": "text/html", "charset": "utf-8", "redirects": ()} | more
    return Fetched(url=url, body=body, **made)  # type: ignore[arg-type]


@dataclass
class Planet:
    """A world that answers as it is told: bytes, whole answers, or errors, by address."""

    says: dict[str, bytes | Fetched | NetError] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    when: list[datetime] = field(default_factory=list)
    known: list[Validators | None] = field(default_factory=list)
    now: datetime = NOW
    wakes: int = 0

    def fetch(
        self, url: str, *, validators: Validators | None = None, accept: str | None = None, allow: Allow | None = None
    ) -> Fetched:
        self.asked.append(url)
        self.when.append(self.now)
        self.known.append(validators)
        said = self.says.get(url, answer(url, status=404))
        if isinstance(said, Exception):
            raise said
        return said if isinstance(said, Fetched) else answer(url, said)

    def wait(self, stop: Event, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.wakes += 1

    def pages(self) -> list[str]:
        return [url for url in self.asked if not url.endswith("/robots.txt")]


def by_hand(page: bytes, *, source: str, url: str | None, published: date | None = None, **_: object) -> Reading:
    """A reading of the page's words; a day in it is its day, `stub` and `fault` are what they say."""
    if b"stub" in page:
        raise Unreadable("clean", "the page holds no article")
    if b"fault" in page:
        raise KeyError("fault")
    outlet = "The Wire" if b"The Wire says" in page else None
    when = Interval.day(published, Basis.GIVEN) if published else None
    article = article_of(source=source, url=url, title=None, paragraphs=(page.decode(),), outlet=outlet, published=when)
    return Reading(reader=READER, article=article)


@pytest.fixture(autouse=True)
def heart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "read", by_hand)
    monkeypatch.setattr(ingesting, "reader", lambda **_: READER)


@pytest.fixture
def planet() -> Planet:
    return Planet(says={PAGE: BODY})


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as worker:
        yield worker


@pytest.fixture
def desk(tmp_path: Path, planet: Planet, worker: Worker) -> Iterator[Desk]:
    world = World(fetch=planet.fetch, now=lambda: planet.now, chance=lambda: 0.5, wait=planet.wait)
    with opened(str(tmp_path / "store.db"), create=True) as database:
        yield Desk(database=database, world=world, worker=worker)


def watch(desk: Desk, **more: object) -> None:
    given = {"name": "wire", "address": FEED, "kind": SourceKind.FEED, "added": NOW} | more
    add_source(desk.database, Source(**given), Standing(due=NOW, interval=HOUR))  # type: ignore[arg-type]


def once(desk: Desk, planet: Planet | None = None, *, later: timedelta = timedelta(0)) -> list[Told]:
    if planet:
        planet.now += later
    return list(rounds(desk, once=True))


def standing(desk: Desk) -> Standing:
    found = source_named(desk.database, "wire")
    assert found
    return found.standing


def addresses(database: Database) -> list[str | None]:
    return sorted(str(one.reading.article.url) for one in all_readings(database))


def notes(desk: Desk) -> list[str]:
    return [one.reason for one in log_of(desk.database, "wire") if one.what == Happened.NOTED]


def test_a_round_asks_the_feed_and_stores_its_pages(desk: Desk, planet: Planet) -> None:
    planet.says[FEED] = rss(TALKS)
    watch(desk)
    read, stored = once(desk)

    assert (read.what, read.new) == (Happened.READ, 1)
    assert (stored.what, stored.address) == (Happened.STORED, PAGE)
    assert addresses(desk.database) == [PAGE]
    assert sightings_of(desk.database, PAGE) == (Sighting(source="wire"),)
    assert (standing(desk).gave, standing(desk).trouble) == (1, None)


def test_the_reader_is_told_whom_the_store_has_learnt(
    desk: Desk, planet: Planet, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = Holder(
        name="Ilse Brandvik", aliases=(), office="foreign_minister", body="NOR", begun="", ended="", gender="",
        source="archive",
    )  # fmt: skip
    told = []

    def heard(page: bytes, *, taught: tuple[Holder, ...], **more: Any) -> Reading:
        told.append(taught)
        return by_hand(page, **more)

    monkeypatch.setattr(pipeline, "read", heard)
    by = Person(who="ana", at=NOW, why="as the articles say")
    decide(desk.database, Introduced(name=row.name, row=row, witnesses=()), Act.LEARNT, by=by)
    planet.says[FEED] = rss(TALKS)
    watch(desk)
    once(desk)

    assert set(told) == {(row,)}


def test_nothing_is_asked_before_it_is_due(desk: Desk, planet: Planet) -> None:
    planet.says[FEED] = rss(TALKS)
    watch(desk)
    once(desk)
    before = len(planet.asked)

    assert once(desk, planet, later=timedelta(minutes=5)) == []
    assert len(planet.asked) == before


def test_the_robots_txt_is_asked_once_a_day_and_a_host_once_a_second(desk: Desk, planet: Planet) -> None:
    pages = [replace(TALKS, address=f"{PAGE}-{n}") for n in range(5)]
    planet.says |= {str(one.address): BODY + str(one.address).encode() for one in pages} | {FEED: rss(*pages)}
    watch(desk)
    once(desk)
    once(desk, planet, later=3 * HOUR)

    assert planet.asked.count("https://wire.example/robots.txt") == 1
    gaps = [(two - one) >= timedelta(seconds=1) for one, two in zip(planet.when, planet.when[1:], strict=False)]
    assert len(gaps) == 7
    assert all(gaps)


def test_a_crawl_delay_is_kept_to(desk: Desk, planet: Planet) -> None:
    planet.says |= {FEED: rss(TALKS), "https://wire.example/robots.txt": b"User-agent: *\nCrawl-delay: 7\n"}
    watch(desk)
    once(desk)

    assert planet.when[-1] - planet.when[-2] >= timedelta(seconds=7)


def test_what_the_robots_txt_forbids_is_not_asked_and_says_so(desk: Desk, planet: Planet) -> None:
    planet.says |= {FEED: rss(TALKS), "https://wire.example/robots.txt": b"User-agent: *\nDisallow: /talks\n"}
    watch(desk)
    _, refused = once(desk)

    assert PAGE not in planet.asked
    assert refused.what == Happened.REJECTED
    assert "the robots.txt of wire.example forbids https://wire.example/talks" in refused.reason


def test_a_feed_is_asked_for_what_has_changed(desk: Desk, planet: Planet) -> None:
    planet.says[FEED] = answer(FEED, rss(TALKS), etag='"1"', last_modified="Sun, 01 Feb 2026 09:00:00 GMT")
    watch(desk)
    once(desk)
    planet.says[FEED] = answer(FEED, status=304)
    (told,) = once(desk, planet, later=2 * HOUR)

    assert planet.known[-1] == Validators(etag='"1"', last_modified="Sun, 01 Feb 2026 09:00:00 GMT")
    assert told.what == Happened.UNCHANGED
    assert (standing(desk).etag, standing(desk).failures) == ('"1"', 0)


def test_a_changed_title_or_text_is_a_new_version_and_never_a_new_article(desk: Desk, planet: Planet) -> None:
    planet.says[FEED] = rss(TALKS)
    watch(desk)
    once(desk)
    planet.says |= {FEED: rss(replace(TALKS, title="Talks fail", guid="9")), PAGE: BODY + b" They failed."}
    once(desk, planet, later=2 * HOUR)

    assert [one.nth for one in versions_of(desk.database, PAGE)] == [1, 2]
    assert counts(desk.database).articles == 1


def test_the_same_item_again_asks_for_no_page_again(desk: Desk, planet: Planet) -> None:
    planet.says[FEED] = rss(TALKS)
    watch(desk)
    once(desk)
    planet.says[FEED] = rss(replace(TALKS, guid="other"))
    once(desk, planet, later=2 * HOUR)

    assert planet.asked.count(PAGE) == 1


def test_a_changed_item_with_the_same_page_is_known(desk: Desk, planet: Planet) -> None:
    planet.says[FEED] = rss(TALKS)
    watch(desk)
    once(desk)
    planet.says[FEED] = rss(replace(TALKS, title="Talks!"))
    *_, told = once(desk, planet, later=2 * HOUR)

    assert told.what == Happened.KNOWN
    assert counts(desk.database).versions == 1


def test_old_items_are_passed_over_and_it_is_said(desk: Desk, planet: Planet) -> None:
    planet.says[FEED] = rss(TALKS, replace(TALKS, address=f"{PAGE}-old", published=NOW - timedelta(days=90)))
    watch(desk)
    once(desk)

    assert addresses(desk.database) == [PAGE]
    assert standing(desk).passed_over == 1
    assert notes(desk)[0].startswith("passed over, from before 2026-01-02: 1 item;")


def test_a_day_that_is_given_for_a_run_takes_older_items_even_of_an_unchanged_feed(desk: Desk, planet: Planet) -> None:
    old = replace(TALKS, published=NOW - timedelta(days=90))
    planet.says[FEED] = answer(FEED, rss(old), etag='"1"')
    watch(desk)
    once(desk)
    once(replace(desk, since=date(2025, 1, 1)), planet, later=2 * HOUR)

    assert planet.known[-2] is None
    assert addresses(desk.database) == [PAGE]


def test_an_item_on_another_site_is_kept_but_never_under_this_outlets_name(desk: Desk, planet: Planet) -> None:
    other = "https://other.example/a"
    planet.says |= {FEED: rss(TALKS, replace(TALKS, address=other)), other: b"The Wire says that all is well."}
    watch(desk, outlet="The Wire")
    once(desk)
    outlets = {one.reading.article.url: one.reading.article.outlet for one in all_readings(desk.database)}

    assert outlets == {PAGE: "The Wire", other: None}
    assert sightings_of(desk.database, other) == (Sighting(source="wire", elsewhere=True),)
    assert any("not as wire's own, for it stands on other sites: 1 item" in note for note in notes(desk))


def test_a_page_that_leads_to_another_site_is_elsewhere_too(desk: Desk, planet: Planet) -> None:
    other = "https://other.example/a"
    planet.says |= {FEED: rss(TALKS), PAGE: answer(other, BODY, redirects=(PAGE,))}
    watch(desk, outlet="The Wire")
    once(desk)

    assert sightings_of(desk.database, other) == (Sighting(source="wire", elsewhere=True),)


def test_a_site_that_the_user_declares_is_the_sources_own(desk: Desk, planet: Planet) -> None:
    other = "https://news.other.example/a"
    planet.says |= {FEED: rss(replace(TALKS, address=other)), other: BODY}
    watch(desk, outlet="The Wire", sites=("other.example",))
    once(desk)

    assert sightings_of(desk.database, other) == (Sighting(source="wire"),)


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (answer(PAGE, status=403), "the server answers 403"),
        (answer(PAGE, status=404), "the server answers 404"),
        (b"stub", "the page holds no article"),
        (b"Subscribe to read on.", "its page shows only the beginning"),
        (Refused("more than 5 redirects"), "more than 5 redirects"),
    ],
)
def test_where_the_page_gives_nothing_the_words_of_the_feed_are_read(
    desk: Desk, planet: Planet, page: bytes | Fetched | NetError, why: str
) -> None:
    planet.says |= {FEED: rss(replace(TALKS, content=LONG)), PAGE: page}
    watch(desk)
    *_, told = once(desk)

    assert told.what == Happened.STORED
    assert "They agreed on the agenda" in versions_of(desk.database, PAGE)[0].article.text
    assert sightings_of(desk.database, PAGE) == (Sighting(source="wire", from_feed=True),)
    assert notes(desk) == [f"read in the words of the feed itself: {why}"]


def test_a_page_that_says_as_much_as_its_feed_is_read_itself(desk: Desk, planet: Planet) -> None:
    planet.says |= {FEED: rss(replace(TALKS, content="<p>The two sides met.</p>"))}
    watch(desk)
    once(desk)

    assert versions_of(desk.database, PAGE)[0].article.text == BODY.decode()


def test_an_item_without_an_address_is_read_in_the_words_of_the_feed(desk: Desk, planet: Planet) -> None:
    planet.says[FEED] = rss(Item(title="Talks", content=LONG))
    watch(desk)
    *_, told = once(desk)

    assert told.what == Happened.STORED
    assert told.address
    assert told.address.startswith(f"{FEED}#")
    assert planet.pages() == [FEED]


def test_an_item_without_an_address_that_changes_is_a_new_version(desk: Desk, planet: Planet) -> None:
    for text in (LONG, LONG + "<p>Both denied it.</p>"):
        planet.says[FEED] = rss(Item(title="Talks", content=text))
        if text == LONG:
            watch(desk)
        once(desk, planet, later=2 * HOUR)

    assert (counts(desk.database).articles, counts(desk.database).versions) == (1, 2)


def test_the_day_that_the_feed_states_counts_where_the_page_states_none(desk: Desk, planet: Planet) -> None:
    planet.says[FEED] = rss(TALKS)
    watch(desk)
    once(desk)

    assert versions_of(desk.database, PAGE)[0].article.published == Interval.day(NOW.date(), Basis.PAGE)


def test_a_day_that_is_still_to_come_is_taken_as_unknown(desk: Desk, planet: Planet) -> None:
    planet.says[FEED] = rss(replace(TALKS, published=NOW + timedelta(days=9)))
    watch(desk)
    once(desk)

    assert versions_of(desk.database, PAGE)[0].article.published is None
    assert any("without its day, which is still to come: 1 item" in note for note in notes(desk))


@pytest.mark.parametrize(
    ("said", "why", "remedy"),
    [
        (
            Unreachable("wire.example does not answer on port 443"),
            "does not answer on port 443",
            "asked again by itself",
        ),
        (TooLarge("the answer may hold 20000000 bytes and goes on after that"), "may hold 20000000", "too large"),
        (Refused("more than 5 redirects: in circles"), "more than 5 redirects", "check the address"),
        (Refused("address 10.0.0.1 is private"), "10.0.0.1 is private", "--allow HOST:PORT"),
        (answer(FEED, status=500), "the server answers 500", "asked again by itself"),
        (answer(FEED, status=403), "the server answers 403", "does not let us in"),
        (answer(FEED, b"<html><p>Hello"), "is an HTML page, not a feed", "check the address on the site"),
        (
            answer(FEED, b"<html><link rel=alternate type=application/rss+xml href=/news.xml>"),
            "is an HTML page, not a feed",
            "it names a feed: dragoman sources add https://wire.example/news.xml",
        ),
        (b"\x00\xff no feed at all", "", "check the address on the site"),
        (b"", "the feed is empty", "check the address on the site"),
    ],
    ids=lambda one: str(one)[:30],
)
def test_a_feed_that_gives_nothing_says_why_and_what_to_do(
    desk: Desk, planet: Planet, said: bytes | Fetched | NetError, why: str, remedy: str
) -> None:
    planet.says[FEED] = said
    watch(desk)
    (told,) = once(desk)
    found = source_named(desk.database, "wire")
    assert found
    seen = health(desk.database, found, now=planet.now)

    assert told.what == Happened.FAILED
    assert not seen.well
    assert seen.standing.trouble
    assert why in seen.standing.trouble.reason
    assert remedy in seen.standing.trouble.remedy
    assert seen.standing.due >= NOW + timedelta(minutes=5)


def test_a_broken_feed_stops_no_other(desk: Desk, planet: Planet) -> None:
    planet.says |= {FEED: rss(TALKS), "https://dead.example/robots.txt": Unreachable("no such host")}
    watch(desk)
    watch(desk, name="dead", address="https://dead.example/feed")
    told = once(desk)

    assert {one.what for one in told} == {Happened.FAILED, Happened.READ, Happened.STORED}


def test_a_dead_host_is_asked_once_and_then_left_alone(desk: Desk, planet: Planet) -> None:
    pages = [replace(TALKS, address=f"https://dead.example/{n}") for n in range(9)]
    planet.says |= {FEED: rss(*pages), "https://dead.example/robots.txt": Unreachable("no such host")}
    watch(desk)
    once(desk)

    assert sum("dead.example" in url for url in planet.asked) == 1
    assert counts(desk.database).rejected == 0


def test_a_page_that_fails_is_tried_again_and_in_the_end_given_up(desk: Desk, planet: Planet) -> None:
    planet.says |= {FEED: rss(TALKS), PAGE: answer(PAGE, status=503)}
    watch(desk, every=timedelta(days=20))
    for _ in range(9):
        once(desk, planet, later=HOUR)

    assert planet.asked.count(PAGE) == 4
    assert [one.reason for one in all_rejected(desk.database)] == ["the server answers 503"]


def test_a_page_that_failed_is_stored_once_it_comes(desk: Desk, planet: Planet) -> None:
    planet.says |= {FEED: rss(TALKS), PAGE: answer(PAGE, status=503, retry_after=2 * HOUR)}
    watch(desk, every=timedelta(days=20))
    once(desk)
    planet.says[PAGE] = BODY
    once(desk, planet, later=HOUR)
    assert addresses(desk.database) == []
    once(desk, planet, later=HOUR)

    assert addresses(desk.database) == [PAGE]


def test_a_host_that_asks_for_patience_gets_it(desk: Desk, planet: Planet) -> None:
    planet.says[FEED] = answer(FEED, status=429, retry_after=timedelta(days=9))
    watch(desk)
    once(desk)

    assert standing(desk).due == planet.now + timedelta(days=1)
    assert standing(desk).trouble


def test_a_feed_that_moved_for_good_is_asked_at_its_new_address(desk: Desk, planet: Planet) -> None:
    new = "https://wire.example.org/rss"
    planet.says |= {FEED: answer(new, rss(TALKS), moved=new, redirects=(FEED,)), new: rss(TALKS)}
    watch(desk)
    moved, *_, stored = once(desk)
    once(desk, planet, later=2 * HOUR)

    assert (moved.what, moved.address) == (Happened.MOVED, new)
    assert planet.pages()[-1] == new
    assert stored.what == Happened.STORED
    assert sightings_of(desk.database, PAGE) == (Sighting(source="wire"),)


def test_a_source_with_leave_to_reach_what_is_not_public_does_not_take_it_along(desk: Desk, planet: Planet) -> None:
    new = "https://elsewhere.example/rss"
    planet.says[FEED] = answer(new, rss(TALKS), moved=new, redirects=(FEED,))
    watch(desk, allow=("127.0.0.1:8765",))
    once(desk)

    assert all_sources(desk.database)[0].source.address == FEED


def test_a_feed_that_is_gone_is_paused(desk: Desk, planet: Planet) -> None:
    planet.says[FEED] = answer(FEED, status=410)
    watch(desk)
    (told,) = once(desk)

    assert told.what == Happened.PAUSED
    assert standing(desk).paused
    assert once(desk, planet, later=timedelta(days=90)) == []


def test_a_fault_of_the_feed_reader_costs_one_source(
    desk: Desk, planet: Planet, monkeypatch: pytest.MonkeyPatch
) -> None:
    planet.says[FEED] = rss(TALKS)
    watch(desk)
    monkeypatch.setattr(source_rounds, "round_of", lambda *_, **__: [][0])
    (told,) = once(desk)

    assert told.what == Happened.FAILED
    assert "a fault of Dragoman's own, please report it: IndexError" in told.reason


def test_a_fault_of_the_fetcher_costs_one_page(desk: Desk, planet: Planet) -> None:
    planet.says |= {FEED: rss(TALKS), PAGE: KeyError("no such page")}  # type: ignore[dict-item]
    watch(desk)
    *_, told = once(desk)

    assert told.what == Happened.REJECTED
    assert "a fault of Dragoman's own" in told.reason


def test_a_fault_of_ours_costs_one_page(desk: Desk, planet: Planet) -> None:
    planet.says |= {FEED: rss(TALKS, replace(TALKS, address=f"{PAGE}-2")), f"{PAGE}-2": b"fault"}
    watch(desk)
    told = once(desk)

    assert sorted(one.what for one in told) == [Happened.READ, Happened.REJECTED, Happened.STORED]


def test_a_page_is_watched_for_changes(desk: Desk, planet: Planet) -> None:
    watch(desk, kind=SourceKind.PAGE, address=PAGE)
    assert [one.what for one in once(desk)] == [Happened.STORED, Happened.READ]
    assert [one.what for one in once(desk, planet, later=2 * HOUR)] == [Happened.KNOWN, Happened.READ]
    planet.says[PAGE] = BODY + b" They failed."
    once(desk, planet, later=4 * HOUR)

    assert len(versions_of(desk.database, PAGE)) == 2


def test_a_page_that_holds_no_article_is_a_source_that_fails(desk: Desk, planet: Planet) -> None:
    planet.says[PAGE] = b"stub"
    watch(desk, kind=SourceKind.PAGE, address=PAGE)
    once(desk)

    assert standing(desk).trouble


SITEMAP = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>{}</loc><lastmod>2026-01-31</lastmod></url></urlset>"


def test_a_sitemap_index_gives_the_pages_of_its_sitemaps(desk: Desk, planet: Planet) -> None:
    part, other = "https://wire.example/part.xml", "https://other.example/part.xml"
    listed = "".join(f"<sitemap><loc>{one}</loc></sitemap>" for one in (part, other))
    index = f"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{listed}</sitemapindex>"
    planet.says |= {FEED: index.encode(), part: SITEMAP.format(PAGE).encode()}
    watch(desk, kind=SourceKind.SITEMAP)
    once(desk)

    assert addresses(desk.database) == [PAGE]
    assert other not in planet.asked


def test_a_folder_gives_its_files_once_and_again_when_they_change(desk: Desk, planet: Planet, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(f"The talks of {name}.")
    watch(desk, kind=SourceKind.FOLDER, address=str(folder))
    assert [one.what for one in once(desk)] == [Happened.READ, Happened.STORED, Happened.STORED]
    (folder / "a.txt").write_text("The talks of a.txt failed.")
    told = once(desk, planet, later=2 * HOUR)

    assert [one.what for one in told] == [Happened.READ, Happened.STORED]
    assert (counts(desk.database).articles, counts(desk.database).versions) == (2, 3)


def test_a_mailbox_gives_each_of_its_messages(desk: Desk, tmp_path: Path) -> None:
    mails = [f"From a@b.example Sun Feb  1 09:00:00 2026\nSubject: Talks {n}\n\nThey met {n}.\n\n" for n in range(3)]
    (tmp_path / "press.mbox").write_text("".join(mails))
    watch(desk, kind=SourceKind.FOLDER, address=str(tmp_path / "press.mbox"))
    told = once(desk)

    assert [one.what for one in told] == [Happened.READ, *[Happened.STORED] * 3]
    assert counts(desk.database).articles == 3


def test_a_folder_that_is_not_there_is_a_source_that_fails(desk: Desk, tmp_path: Path) -> None:
    watch(desk, kind=SourceKind.FOLDER, address=str(tmp_path / "none"))
    (told,) = once(desk)

    assert (told.what, told.reason) == (Happened.FAILED, f"there is no {tmp_path / 'none'}")


def test_the_pages_of_a_source_that_was_removed_are_not_fetched(desk: Desk, planet: Planet) -> None:
    planet.says |= {FEED: rss(TALKS), PAGE: answer(PAGE, status=503)}
    watch(desk)
    once(desk)
    remove_source(desk.database, "wire")
    before = list(planet.asked)

    assert once(desk, planet, later=9 * HOUR) == []
    assert planet.asked == before


def test_a_preview_stores_nothing(desk: Desk, planet: Planet) -> None:
    planet.says[FEED] = rss(TALKS)
    watch(desk)
    ((_, made),) = preview(desk, due_sources(desk.database, now=NOW))

    assert [one.address for one in made.errands] == [PAGE]
    assert (counts(desk.database).jobs, counts(desk.database).articles) == (0, 0)
    assert standing(desk) == Standing(due=NOW, interval=HOUR)


def test_sources_that_came_due_while_nobody_ran_are_spread(desk: Desk, planet: Planet) -> None:
    for number in range(5):
        address = f"https://{number}.example/feed"
        planet.says[address] = rss()
        watch(desk, name=str(number), address=address)
    going = rounds(desk, once=False)
    first = next(going)

    assert first.what == Happened.READ
    assert len({one.standing.due for one in all_sources(desk.database)}) == 5
    desk.world.stop.set()
    assert list(going) == []


def test_a_run_goes_on_until_it_is_stopped(desk: Desk, planet: Planet) -> None:
    planet.says[FEED] = rss(TALKS)
    watch(desk)
    told = []
    for one in rounds(desk, once=False):
        told.append(one)
        if planet.now > NOW + timedelta(days=1):
            desk.world.stop.set()

    assert [one.what for one in told[:2]] == [Happened.READ, Happened.STORED]
    assert 3 < planet.asked.count(FEED) < 60
    assert planet.asked.count(PAGE) == 1


def test_a_source_that_goes_quiet_is_not_well(desk: Desk, planet: Planet) -> None:
    planet.says[FEED] = rss(TALKS)
    watch(desk)
    once(desk)
    (watched,) = all_sources(desk.database)

    assert health(desk.database, watched, now=NOW + timedelta(days=6)).well
    assert health(desk.database, watched, now=NOW + timedelta(days=8)).quiet_since == watched.standing.news


def test_a_source_with_much_news_does_not_hold_up_the_others(desk: Desk, planet: Planet) -> None:
    many = [f"https://many.example/{n}" for n in range(300)]
    planet.says |= {one: BODY + one.encode() for one in many}
    planet.says["https://many.example/feed"] = rss(*(replace(TALKS, address=one) for one in many))
    planet.says[FEED] = rss(TALKS)
    watch(desk, name="many", address="https://many.example/feed")
    going = rounds(desk, once=False)
    next(going)
    watch(desk)
    for one in going:
        if one.address == PAGE:
            desk.world.stop.set()

    assert PAGE in planet.asked
    assert len(planet.asked) < 200


def test_a_round_ends_only_when_all_of_its_pages_are_dealt_with(desk: Desk, planet: Planet) -> None:
    many = [f"{PAGE}/{n}" for n in range(150)]
    planet.says |= {one: BODY + one.encode() for one in many}
    planet.says[FEED] = rss(*(replace(TALKS, address=one) for one in many))
    watch(desk)
    once(desk)

    assert counts(desk.database).articles == 150


def test_a_source_that_is_paused_during_its_round_stays_paused(desk: Desk, planet: Planet) -> None:
    planet.says[FEED] = rss(TALKS)
    watch(desk)
    (before,) = all_sources(desk.database)
    asked = planet.fetch

    def fetch(url: str, **more: object) -> Fetched:
        if url == FEED:
            keep_source(desk.database, replace(before, standing=replace(before.standing, paused="by its user")))
        return asked(url, **more)  # type: ignore[arg-type]

    once(replace(desk, world=replace(desk.world, fetch=fetch)))

    assert standing(desk).paused == "by its user"
    assert standing(desk).gave == 1


def test_what_was_collected_holds(desk: Desk, planet: Planet) -> None:
    pages = {f"{PAGE}-{n}": BODY + str(n).encode() for n in range(20)}
    planet.says |= pages | {FEED: rss(*(replace(TALKS, address=address) for address in pages))}
    watch(desk)
    once(desk)

    assert [one.faults for one in verify(desk.database, every=True) if one.faults] == []
    assert counts(desk.database).articles == 20
    (watched,) = all_sources(desk.database)
    assert keep_source(desk.database, watched) == 0
