"""When an article without a date may have been published: a distribution, never a day."""

from datetime import date

import numpy as np
import pytest
from tests.articles import article

from dragoman.annotate import Annotation, annotate
from dragoman.annotate.dating import Dating, all_days, dating, distribution
from dragoman.annotate.dating_clues import clues_of, copied, known_by

TALKS = "Foreign minister Sergei Lavrov met Secretary of State Antony Blinken in Geneva on Friday, January 21."


def undated(*paragraphs: str) -> Annotation:
    return annotate(article(*paragraphs, day=None), heads=False)


def dated(*paragraphs: str) -> Dating:
    found = dating(undated(*paragraphs))
    assert found is not None
    return found


def test_offices_and_a_weekday_tell_the_year() -> None:
    within = dated(TALKS).within

    assert date(2021, 9, 1) < within.earliest <= date(2022, 1, 21) <= within.latest < date(2023, 1, 1)


def test_the_clues_are_told_with_their_words() -> None:
    because = {one.words: one.why for one in dated(TALKS).because}

    assert "2022" in because["Friday, January 21"]
    assert because["Antony Blinken"] == "foreign_minister of USA 2021-01-26 to 2025-01-20"


def test_a_former_office_is_not_held() -> None:
    found = dated("Former Secretary of State Antony Blinken spoke in Geneva.")

    assert {one.why.partition(";")[0] for one in found.because} == {"named"}


def test_a_dateline_is_near_the_day() -> None:
    line = "GENEVA, January 21 (Meridian) — "
    found = dated(line + "Secretary of State Antony Blinken met his colleagues.")

    assert {(one.earliest.month, one.latest.month) for one in found.stretches} == {(1, 1)}


def test_the_beginning_of_the_next_year_is_spoken_of_late_in_a_year() -> None:
    shares = distribution(list(clues_of(undated("The talks will begin early next year."), all_days())), all_days())
    months = np.array([date.fromordinal(int(one)).month for one in all_days()])

    assert shares[months >= 10].sum() > 0.6


def test_words_that_tell_nothing_give_no_distribution() -> None:
    assert dating(undated("The two sides met and agreed to meet again.")) is None


def test_all_shares_together_are_one() -> None:
    shares = distribution(list(clues_of(undated(TALKS), all_days())), all_days())

    assert shares.sum() == pytest.approx(1.0)
    assert shares.min() >= 0.0


def test_the_stretches_hold_nine_tenths_and_the_likeliest_is_first() -> None:
    found = dated(TALKS)

    assert found.within.share >= 0.9
    assert [one.share for one in found.stretches] == sorted((one.share for one in found.stretches), reverse=True)


def test_a_dated_copy_narrows_it_to_days() -> None:
    found = dating(undated(TALKS), lambda days: iter([copied(date(2022, 1, 22), "The Fjord", days)]))

    assert found is not None
    assert found.within.earliest >= date(2022, 1, 18)
    assert found.within.latest <= date(2022, 1, 26)


def test_nothing_is_published_after_it_came_in() -> None:
    found = dating(undated(TALKS), lambda days: iter([known_by(date(2022, 1, 25), days)]))

    assert found is not None
    assert found.within.latest <= date(2022, 1, 25)
