"""A source becomes a reading or a reason; nothing stops the run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dragoman.app import pipeline
from dragoman.app.pipeline import results
from dragoman.model import (
    Basis,
    Interval,
    KnowledgeError,
    Reader,
    Reading,
    Rejected,
    Unreadable,
    article_of,
)
from dragoman.net import Fetched

NOW = datetime(2024, 3, 5, 12, 0, tzinfo=UTC)
READER = Reader(program="t", model="t", knowledge="t")
FUTURE = Interval.day(date(2031, 1, 1), Basis.PAGE)


def hand_made(
    page: bytes, *, url: str | None, published: date | None, source: str, charset: str | None, **_: object
) -> Reading:
    """Stands in for the heart: what a page does is written in it."""
    if page == b"unreadable":
        raise Unreadable("clean", "no article in it")
    if page == b"fault":
        raise RecursionError("too deep")
    if page == b"wrong row":
        raise KnowledgeError("states.csv", 3, "two capitals")
    when = Interval.day(published, Basis.GIVEN) if published else FUTURE if page == b"future" else None
    article = article_of(
        source=source, title=None, paragraphs=(page.decode(charset or "utf-8"),), url=url, published=when
    )
    return Reading(reader=READER, article=article)


@pytest.fixture(autouse=True)
def heart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "read", hand_made)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, page in (("a", b"one"), ("b", b"unreadable"), ("c", b"three")):
        (tmp_path / f"{name}.txt").write_bytes(page)
    return tmp_path


def texts(found: Iterator[Reading | Rejected]) -> list[str]:
    return [one.reason if isinstance(one, Rejected) else one.article.text for one in found]


def test_a_bad_page_stops_nothing(folder: Path) -> None:
    assert texts(results([str(folder)], published=None, now=NOW)) == ["one", "no article in it", "three"]


def test_results_come_one_by_one(folder: Path) -> None:
    coming = results([str(folder), str(folder / "missing.txt")], published=None, now=NOW)
    next(coming)
    (folder / "c.txt").write_bytes(b"written after the first was read")

    assert texts(coming)[1] == "written after the first was read"


def test_a_rejection_names_source_stage_and_reason(folder: Path) -> None:
    (rejected,) = results([str(folder / "b.txt")], published=None, now=NOW)

    assert rejected == Rejected(source=str(folder / "b.txt"), stage="clean", reason="no article in it")


def test_a_fault_of_ours_costs_one_page(folder: Path) -> None:
    (folder / "b.txt").write_bytes(b"fault")

    first, second, third = texts(results([str(folder)], published=None, now=NOW))

    assert (first, third) == ("one", "three")
    assert second == "a fault of Dragoman's own, please report it: RecursionError: too deep"


def test_wrong_knowledge_stops_the_run(folder: Path) -> None:
    (folder / "b.txt").write_bytes(b"wrong row")

    with pytest.raises(KnowledgeError, match="states.csv:3: two capitals"):
        list(results([str(folder)], published=None, now=NOW))


def test_a_given_day_reaches_the_reading(folder: Path) -> None:
    (read,) = results([str(folder / "a.txt")], published=date(2024, 3, 1), now=NOW)

    assert isinstance(read, Reading)
    assert read.article.published == Interval.day(date(2024, 3, 1), Basis.GIVEN)


def test_a_given_day_in_the_future_is_refused_before_anything_is_read(folder: Path) -> None:
    (rejected,) = results([str(folder / "missing.txt")], published=date(2024, 4, 1), now=NOW)

    assert isinstance(rejected, Rejected)
    assert rejected.stage == "app"
    assert "published on 2024-04-01, which is in the future (given)" in rejected.reason


def test_a_page_that_says_it_is_from_the_future_is_refused(folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"future")
    (rejected,) = results([str(folder / "a.txt")], published=None, now=NOW)

    assert isinstance(rejected, Rejected)
    assert "published on 2031-01-01, which is in the future (page)" in rejected.reason


def test_a_fetched_page_without_a_date_keeps_none_and_takes_the_servers_charset() -> None:
    answer = Fetched(
        url="https://example.org/b", status=200, content_type=None, charset="latin-1", body=b"caf\xe9", redirects=()
    )
    (read,) = results(["https://example.org/a"], published=None, now=NOW, fetch=lambda url: answer)

    assert isinstance(read, Reading)
    assert read.article.text == "café"
    assert read.article.published is None
    assert (read.article.source, read.article.url) == ("https://example.org/a", "https://example.org/b")
