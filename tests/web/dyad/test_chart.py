"""A dyad's drawing says no more than is told."""

from __future__ import annotations

import pytest
from tests.web.diplomacy import on

from dragoman.ledger.dyads import Period, Stretch
from dragoman.web.dyad.chart import chart, pace, says


def stretch(
    number: int, *, conflict: float = 0.0, cooperation: float = 0.0, articles: int = 0, copies: int = 0
) -> Stretch:
    return Stretch(
        first=on(number), last=on(number + 6), cooperation=cooperation, conflict=conflict, events=1,
        articles=articles, origins=articles - copies, outlets=(("The Herring", articles),), told=(),
    )  # fmt: skip


def test_more_articles_are_not_more_tension() -> None:
    """The same conflict, told by ten times as many: per hundred articles it is a tenth."""
    told = pace([stretch(3, conflict=-6, articles=6), stretch(10, conflict=-6, articles=60)], Period.WEEK)

    assert "60 articles named both, after 6" in told
    assert "Conflict per 100 articles: −10, after −100." in told


def test_few_articles_are_drawn_as_too_few_to_tell() -> None:
    drawn = chart([stretch(3, conflict=-6, articles=1)], Period.WEEK, on=None, address=lambda one: str(one.first))

    assert [bar.kind for bar in drawn.columns[0].bars if bar.kind.startswith("conflict")] == [
        "conflict",
        "conflict few",
    ]


def test_copies_stand_upon_the_independent_reports() -> None:
    drawn = chart([stretch(3, articles=9, copies=4)], Period.WEEK, on=None, address=lambda one: str(one.first))
    bars = {bar.kind: bar for bar in drawn.columns[0].bars}

    assert bars["copies"].y + bars["copies"].height == pytest.approx(bars["origins"].y, abs=0.2)
    assert bars["origins"].height > bars["copies"].height > 0


def test_nothing_told_is_said() -> None:
    assert says([], Period.DAY) == "Nothing is told of the two in these days."
