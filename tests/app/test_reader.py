"""`dragoman.read` is pure, typed and names its reader."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from importlib.resources import files

import pytest

import dragoman
from dragoman.app.reader import knowledge_digest, reader
from dragoman.knowledge import Holder
from dragoman.model import Basis, Interval, Unreadable, encode

PAGE = (
    "Chad and Sudan resume border talks\n\n"
    "Sudan’s foreign ministry said on Tuesday that talks with Chad about the border crossing had resumed in "
    "Khartoum, and that both delegations meant to go on through the week.\n"
)


def test_a_page_is_read_in_one_call() -> None:
    read = dragoman.read(PAGE)

    assert read.article.title == "Chad and Sudan resume border talks"
    assert read.article.source == "page"
    assert read.article.published is None


def test_reading_twice_gives_the_same_bytes() -> None:
    assert encode(dragoman.read(PAGE, published="2024-03-05")) == encode(dragoman.read(PAGE, published="2024-03-05"))


@pytest.mark.parametrize("day", ["2024-03-05", date(2024, 3, 5), datetime(2024, 3, 5, 23, 0)])
def test_a_day_may_be_written_or_a_date(day: date | str) -> None:
    assert dragoman.read(PAGE, published=day).article.published == Interval.day(date(2024, 3, 5), Basis.GIVEN)


def test_a_day_written_wrong_is_refused_with_the_remedy() -> None:
    with pytest.raises(ValueError, match="YEAR-MONTH-DAY"):
        dragoman.read(PAGE, published="5 March")


def test_a_url_names_the_page() -> None:
    article = dragoman.read(PAGE, url="https://example.org/talks").article

    assert (article.source, article.url) == ("https://example.org/talks", "https://example.org/talks")


def test_a_page_without_an_article_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="the page is empty"):
        dragoman.read("")


def test_the_reader_names_program_model_and_knowledge() -> None:
    made = reader()

    assert made.program == dragoman.__version__
    assert made.model.startswith("en-core-web-sm ")
    assert made.knowledge == knowledge_digest()


def test_the_digest_of_knowledge_is_sixteen_digits_over_many_tables() -> None:
    tables = [entry for entry in files("dragoman.knowledge").joinpath("data").iterdir() if entry.name.endswith(".csv")]

    assert len(tables) > 5
    assert len(knowledge_digest()) == 16
    assert int(knowledge_digest(), 16)


def test_whom_an_archive_taught_makes_another_reader() -> None:
    one = Holder(
        name="Ilse Brandvik", aliases=(), office="foreign_minister", body="NOR", begun="2026-01-05", ended="", gender="",
        source="archive",
    )  # fmt: skip

    assert len({reader(), reader(taught=(one,)), reader(taught=(replace(one, ended="2026-02-01"),))}) == 3
    assert reader(taught=()) == reader()
