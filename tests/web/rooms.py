"""A site with something in every room: articles with a copy, sources well and not, alerts, pages that were not read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from starlette.testclient import TestClient
from tests.store.readings import talks
from tests.web.sites import HERE, TODAY

from dragoman.ledger.alert_rules import AlertKind
from dragoman.ledger.alert_values import Facts, Finding, Words
from dragoman.model import Basis, Interval, Reading, Rejected, article_of, digest
from dragoman.store import (
    Database,
    Entry,
    Happened,
    Source,
    SourceKind,
    Standing,
    Trouble,
    Watched,
    add_reading,
    add_rejected,
    add_source,
    keep_source,
    opened,
)
from dragoman.store.alerts.rules import open_alerts
from dragoman.store.copies.copying import look_for_copies
from dragoman.web.access.viewers import Access
from dragoman.web.site import site

NOW = datetime(2022, 1, 22, 6, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}"
"""A title that no page may take for anything but text."""


def told(title: str, text: str, *, outlet: str, url: str, day: date = TODAY) -> Reading:
    """A reading without records of an article with a title."""
    article = article_of(
        source=url, title=title, paragraphs=tuple(text.split("\n")), url=url, outlet=outlet,
        published=Interval.day(day, Basis.PAGE),
    )  # fmt: skip
    return Reading(reader=talks().reader, article=article)


def headed(reading: Reading, title: str, *, outlet: str = "Cod Times", url: str | None = None) -> Reading:
    """*reading* whose article has a *title*, an outlet and a URL; its words stay where they are."""
    id = digest("article", url or outlet, reading.article.text)
    return replace(reading, article=replace(reading.article, id=id, title=title, outlet=outlet, url=url))


@contextmanager
def furnished(
    folder: Path, readings: Iterable[Reading], *, access: Access | None = None, today: date = TODAY
) -> Iterator[tuple[TestClient, Database]]:
    """The site over *readings*, with copies looked for, and its store to put more into."""
    with opened(str(folder / "store.db"), create=True) as store:
        for one in readings:
            add_reading(store, one, now=NOW)
        look_for_copies(store)
        with TestClient(site(store, access=access, today=lambda: today), base_url=HERE) as client:
            yield client, store


def with_sources(store: Database, *, now: datetime) -> None:
    """One source that is well, one that fails, one that is quiet, one that is paused."""
    well = Standing(due=now + timedelta(hours=1), interval=timedelta(hours=1), answered=now, news=now, gave=12)
    trouble = Trouble(reason="the host answers 503", remedy="wait: it is asked again later")
    several = (
        ("Fjord Wire", well),
        ("Broken Bell", replace(well, failures=3, trouble=trouble, answered=None)),
        ("Silent Post", replace(well, news=now - timedelta(days=30), usual=timedelta(hours=4))),
        ("Resting Review", replace(well, paused="by hand")),
    )
    for name, standing in several:
        address = f"https://{name.split()[0].lower()}.example/feed.xml"
        source = Source(name=name, address=address, kind=SourceKind.FEED, added=now - timedelta(days=60))
        add_source(store, source, standing)
        failed = Entry(at=now, what=Happened.FAILED, reason="503", address=address, remedy="wait")
        keep_source(store, Watched(source=source, standing=standing), entries=[failed] if standing.failures else [])


def with_alerts(store: Database, reading: Reading, *, count: int = 1, quote: str = "We want talks") -> None:
    """Alerts that rest on the first event of *reading*."""
    article, record = reading.article, reading.events[0]
    words = Words(
        quote=quote, day=TODAY, outlet=article.outlet, title=article.title, url=article.url, source=article.source,
        article=article.id, record=record.id,
    )  # fmt: skip
    facts = Facts(what="ACCUSE allege", day=TODAY, actors=("NOR",), recipients=("ISL",), status="actual")
    findings = [
        Finding(rule="cod war", kind=AlertKind.RECORD, about=f"act {one}", marks=frozenset({f"mark {one}"}), seen=NOW,
                facts=facts, words=(words,))
        for one in range(count)
    ]  # fmt: skip
    open_alerts(store, findings, to=(), now=NOW)


def with_rejected(store: Database, *, count: int = 1) -> None:
    """Pages that could not be read, at two stages."""
    for one in range(count):
        stage = "clean" if one % 2 else "net"
        page = Rejected(source=f"https://wall.example/{one}", stage=stage, reason="behind a wall")
        add_rejected(store, page, now=NOW + timedelta(minutes=one))
