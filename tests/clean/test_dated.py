"""The day of publication, and how sure it is."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.clean.pages import LEAD, SECOND, THIRD, TITLE, article, page

from dragoman.clean import Candidate, Dated, Source, cut_from
from dragoman.clean.clocks import clock_of
from dragoman.clean.dated import settled
from dragoman.clean.dates import hour_of_utc
from dragoman.model import Basis

DAY = date(2024, 5, 2)
BEFORE = DAY - timedelta(1)
LINKED = '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"%s"}</script>'


def one(source: Source, day: date = DAY, hour: int | None = None) -> Candidate:
    return Candidate(source=source, day=day, hour=hour)


def test_nothing_told_is_no_day() -> None:
    assert settled([]) == Dated()


def test_two_parts_of_the_page_that_agree_are_sure() -> None:
    told = settled([one(Source.LINKED), one(Source.SHOWN)])

    assert (told.day, told.sure) == (DAY, True)


def test_two_pieces_of_metadata_are_one_witness() -> None:
    assert not settled([one(Source.LINKED), one(Source.META)]).sure


def test_a_part_that_says_otherwise_takes_the_certainty_away() -> None:
    told = settled([one(Source.LINKED), one(Source.SHOWN), one(Source.ADDRESS, DAY - timedelta(9))])

    assert (told.day, told.sure) == (DAY, False)


def test_after_midnight_in_london_it_is_still_the_day_before_in_new_york_if_the_page_says_so() -> None:
    assert settled([one(Source.META, hour=2), one(Source.SHOWN, BEFORE)]).day == BEFORE
    assert settled([one(Source.META, hour=2), one(Source.ADDRESS, BEFORE)]).day == BEFORE


def test_late_in_london_it_is_the_next_day_in_tokyo_if_the_page_says_so() -> None:
    assert settled([one(Source.META, BEFORE, 22), one(Source.SHOWN)]).day == DAY


def test_at_noon_in_london_the_metadata_are_right() -> None:
    assert settled([one(Source.META, hour=12), one(Source.SHOWN, BEFORE)]).day == DAY


def test_a_countrys_clock_tells_where_the_page_shows_no_day() -> None:
    assert settled([one(Source.META, BEFORE, 23)], clock=1).day == DAY
    assert settled([one(Source.META, hour=1)], clock=-5).day == BEFORE


def test_a_search_of_the_page_is_a_guess() -> None:
    told = settled([one(Source.SEARCHED)])

    assert told.guessed and not told.sure
    assert told.when is not None and told.when.basis is Basis.TEXT


@given(
    st.lists(
        st.builds(
            Candidate,
            source=st.sampled_from(Source),
            day=st.dates(min_value=date(2000, 1, 1), max_value=date(2000, 1, 4)),
            hour=st.none() | st.integers(0, 23),
        ),
        min_size=1,
    )
)
def test_the_day_is_one_that_is_told_and_order_of_kinds_does_not_matter(candidates: list[Candidate]) -> None:
    told = settled(candidates)

    assert told.day in {candidate.day for candidate in candidates}
    assert settled(sorted(candidates, key=lambda item: list(Source).index(item.source))).sure == told.sure


@pytest.mark.parametrize(
    ("value", "hour"),
    [
        ("2024-05-02T23:15:00Z", 23),
        ("2024-05-02T03:00:00.000+00:00", 3),
        ("Thu, 02 May 2024 04:10:00 GMT", 4),
        ("2024-05-02T03:00:00+03:00", None),
        ("2024-05-02", None),
    ],
)
def test_only_an_hour_of_utc_is_one(value: str, hour: int | None) -> None:
    assert hour_of_utc(value) == hour


@pytest.mark.parametrize(
    ("url", "hours"),
    [
        ("https://delta.example.it/a", 1),
        ("http://news.jp", 9),
        ("https://delta.example/it/", None),
        ("http://[broken.it", None),
        ("file:///x.it", None),
        (None, None),
    ],
)
def test_a_clock_is_known_by_the_end_of_the_host(url: str | None, hours: int | None) -> None:
    assert clock_of(url) == hours


def test_the_metadata_and_the_shown_day_make_a_page_sure() -> None:
    inside = f"<h1>{TITLE}</h1><p>2 May 2024</p><p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p>"
    told = cut_from(page(inside, head=LINKED % "2024-05-02T09:00:00Z")).dated

    assert (told.day, told.sure) == (DAY, True)


def test_a_date_that_can_be_read_two_ways_confirms_the_one_that_is_told() -> None:
    inside = f"<h1>{TITLE}</h1><p>02/05/2024</p><p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p>"

    assert cut_from(page(inside, head=LINKED % "2024-05-02")).dated.sure


def test_the_address_confirms_the_metadata() -> None:
    told = cut_from(page(article(), head=LINKED % "2024-05-02"), url="https://delta.example/2024/05/02/ferries").dated

    assert told.sure
    assert {candidate.source for candidate in told.candidates} == {Source.LINKED, Source.ADDRESS}


def test_a_year_in_a_copyright_line_is_no_date() -> None:
    assert cut_from(page(article() + "<footer>© Delta Press 2024</footer>")).dated.day is None
