"""A table has a line a record, and a page's words cannot break it."""

from __future__ import annotations

from dataclasses import replace

from tests.articles import reading_of

from dragoman.app.printing.tables import table

READING = reading_of(
    "Russian President Vladimir Putin said on Wednesday that the United States had agreed to hold talks in Geneva.",
    "Russia rejected the American demand.",
    title="Moscow [bold]and[/bold] Washington",
)
RECORDS = len(READING.statements) + len(READING.events) + len(READING.meetings) + len(READING.positions)


def test_there_is_one_line_a_record_under_the_title() -> None:
    lines = table(READING, width=100).splitlines()

    assert len(lines) == 1 + RECORDS
    assert {line.split()[0] for line in lines[1:]} <= {"statement", "event", "meeting", "position"}


def test_a_line_names_who_what_and_the_words() -> None:
    said = next(line for line in table(READING, width=160).splitlines() if line.startswith("statement"))

    assert "Vladimir Putin" in said
    assert "said" in said
    assert "2022-01-19" in said
    assert "the United States had agreed" in said


def test_no_line_is_wider_than_asked() -> None:
    assert max(map(len, table(READING, width=70).splitlines())) <= 70


def test_a_pages_brackets_are_words_and_its_escapes_are_not() -> None:
    sly = replace(READING, article=replace(READING.article, outlet="The \x1b[2JPost"))

    assert table(sly, width=160).startswith("Moscow [bold]and[/bold] Washington · The [2JPost · 20 January 2022 · test")


def test_colour_only_where_asked() -> None:
    assert "\x1b" not in table(READING, width=100)
    assert "\x1b" in table(READING, width=100, colour=True)
