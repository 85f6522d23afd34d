"""Title, byline, outlet and day of a page."""

from datetime import date

import pytest
from tests.clean.pages import BODY, LEAD, SECOND, THIRD, TITLE, article, page

from dragoman.clean import article_from
from dragoman.clean.dates import date_in, is_date_line
from dragoman.clean.names import byline_in, is_byline
from dragoman.model import Article, Basis, Interval

LINKED = (
    '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Ferries","datePublished":'
    '"2024-03-09T23:30:00+01:00","author":[{"name":"Rania Gharbi"},{"name":"Luke Borg"}],"publisher":{"name":"The Delta Herald"}}]}'
    "</script>"
)


def read(text: str, **given: object) -> Article:
    return article_from(text, source="page", **given)  # type: ignore[arg-type]


def test_json_ld_names_authors_outlet_and_day() -> None:
    found = read(page(article(), head=LINKED))

    assert (found.byline, found.outlet) == ("Rania Gharbi and Luke Borg", "The Delta Herald")
    assert found.published == Interval.day(date(2024, 3, 9), Basis.PAGE)


def test_the_headline_on_the_page_wins_over_the_metadata() -> None:
    assert read(page(article(), head=LINKED)).title == TITLE


def test_broken_json_ld_is_passed_over() -> None:
    assert read(page(article(), head='<script type="application/ld+json">{"@type":</script>')).title == TITLE


def test_the_outlets_name_is_cut_from_the_title() -> None:
    masthead = "<div>The Delta Herald</div>"
    inside = f"{masthead}<div><p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p></div>"
    found = read(page(inside, title=f"{TITLE} | The Delta Herald"))

    assert (found.title, found.outlet) == (TITLE, "The Delta Herald")


def test_the_day_that_the_user_gives_wins() -> None:
    found = read(page(article(), head=LINKED), published=date(2020, 1, 2))

    assert found.published == Interval.day(date(2020, 1, 2), Basis.GIVEN)


def test_a_visible_date_is_of_the_text() -> None:
    inside = f"<h1>{TITLE}</h1><p>By Rania Gharbi</p><p>9 March 2024</p><p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p>"
    found = read(page(inside))

    assert found.published == Interval.day(date(2024, 3, 9), Basis.TEXT)
    assert found.byline == "Rania Gharbi"


def test_a_dateline_without_a_year_gives_no_date() -> None:
    assert read("\n\n".join((TITLE, f"TUNIS, Feb 3 (Delta Press) - {SECOND}", THIRD))).published is None


def test_a_dateline_without_a_year_takes_it_from_the_address() -> None:
    text = "\n\n".join((TITLE, f"TUNIS, Feb 3 (Delta Press) - {SECOND}", THIRD))
    found = read(text, url="https://delta.example/2021/ferries")

    assert found.published == Interval.day(date(2021, 2, 3), Basis.TEXT)


def test_a_dateline_with_a_year_gives_the_day() -> None:
    text = "\n\n".join((TITLE, f"TUNIS, 3 February 2021 (Delta Press) - {SECOND}", THIRD))

    assert read(text).published == Interval.day(date(2021, 2, 3), Basis.TEXT)


def test_an_agency_credit_names_the_outlet() -> None:
    assert read("\n\n".join((TITLE, f"TUNIS (Delta Press) - {SECOND}", THIRD))).outlet == "Delta Press"


def test_a_newsletter_box_does_not_name_the_outlet() -> None:
    assert read("\n\n".join((TITLE, *BODY, "The Harbour Morning Letter", "Five stories in your inbox."))).outlet is None


def test_an_author_box_names_the_author_where_nothing_else_does() -> None:
    assert read("\n\n".join((TITLE, *BODY, "About Rania Gharbi"))).byline == "Rania Gharbi"


def test_an_author_in_the_metadata_goes_without_by() -> None:
    found = read(page(article(), head='<meta name="author" content="By RANIA GHARBI and LUKE BORG">'))

    assert found.byline is not None and not found.byline.lower().startswith("by ")


@pytest.mark.parametrize(("tag", "byline"), [("Tunis Old Harbour", None), ("Rania Gharbi", "Rania Gharbi")])
def test_what_the_headline_names_and_a_tag_repeats_is_no_author(tag: str, byline: str | None) -> None:
    filed = f'<div class="byline"><strong>Filed Under:</strong> <span><a href="/tag">{tag}</a></span></div>'
    inside = f"<h1>Ferries leave Tunis Old Harbour</h1>{filed}<p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p>"

    assert read(page(inside, title="Ferries leave Tunis Old Harbour")).byline == byline


def test_an_unknown_author_is_null() -> None:
    assert read("\n\n".join((TITLE, *BODY))).byline is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By RANIA GHARBI and LUKE BORG, Reporters", "RANIA GHARBI and LUKE BORG"),
        ("By Rania Gharbi in Tunis and Luke Borg in Valletta", "Rania Gharbi in Tunis and Luke Borg in Valletta"),
        ("By Rania Gharbi, March 9, 2024", "Rania Gharbi"),
        ("BY RANIA GHARBI | TUNIS | MAR 09, 2024 - 8:55 PM", "RANIA GHARBI"),
        ("By Rania Gharbi, Luke Borg 2024-03-09T18:05:36Z World", "Rania Gharbi, Luke Borg"),
    ],
)
def test_a_byline_is_read_without_its_dress(line: str, names: str) -> None:
    assert is_byline(line)
    assert byline_in(line) == names


@pytest.mark.parametrize(
    "line", ["By Friday the ferries had sailed.", "By the sea, nobody believed the ministers", "Rania Gharbi"]
)
def test_a_line_that_only_begins_like_a_byline_is_none(line: str) -> None:
    assert not is_byline(line)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Published March 6, 2024, 12:04 AM", date(2024, 3, 6)),
        ("Mon 10 Jan 2022", date(2022, 1, 10)),
        ("21.01.2022 20:14", date(2022, 1, 21)),
        ("Date: 17/06/2020 | Issue 4417", date(2020, 6, 17)),
        ("2021-11-30T08:00Z", date(2021, 11, 30)),
    ],
)
def test_dates_are_read_in_every_dress(text: str, day: date) -> None:
    assert date_in(text) == Interval.day(day, Basis.TEXT)


def test_a_date_in_either_order_is_the_stretch_between_them() -> None:
    assert date_in("03/04/2022") == Interval(earliest=date(2022, 3, 4), latest=date(2022, 4, 3), basis=Basis.TEXT)


def test_an_impossible_date_is_none() -> None:
    assert date_in("31 February 2022") is None


@pytest.mark.parametrize("line", ["19:05 CET", "Friday 26 November 2021, 18:42 GMT", "Published: 30 June 2021, 21:14"])
def test_a_line_that_only_says_when_is_a_date_line(line: str) -> None:
    assert is_date_line(line)
