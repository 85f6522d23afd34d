"""Axes go between round numbers and hold all values."""

from __future__ import annotations

import pytest

from dragoman.web.dyad.axes import axis, label, round_step


@pytest.mark.parametrize(("least", "step"), [(0, 1), (0.4, 1), (1.2, 2), (2.5, 5), (7, 10), (11, 20), (430, 500)])
def test_axes_go_in_round_steps(least: float, step: float) -> None:
    assert round_step(least) == step


def test_an_axis_holds_nought_and_all_values() -> None:
    found = axis([-7, 15], top=0, height=100)

    assert (found.lowest, found.highest) == (-10, 20)
    assert [one.label for one in found.ticks] == ["−10", "0", "10", "20"]
    assert found.at(20) == 0 < found.zero < found.at(-10) == 100
    assert found.at(99) == 0


def test_a_minus_is_one() -> None:
    assert label(-2.5) == "−2.5"
