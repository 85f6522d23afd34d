"""Numbers of rows follow the days."""

from __future__ import annotations

from datetime import date

from dragoman.store.numbers import TAIL, fits, numbers

DAY, NEXT = date(2022, 1, 20), date(2022, 1, 21)
LOW, HIGH = "0" * 16, "f" * 16


def test_a_later_day_has_the_greater_number_whatever_its_digest() -> None:
    unknown, earlier, later = numbers([(None, HIGH), (DAY, HIGH), (NEXT, LOW)], lambda _: set())

    assert unknown < earlier < later


def test_the_next_number_is_taken_where_one_is_not_free() -> None:
    first = DAY.toordinal() << TAIL
    held = {first, first + 1}

    assert numbers([(DAY, LOW), (DAY, LOW)], held.intersection) == [first + 2, first + 3]


def test_numbers_fit_a_database_to_the_last_day() -> None:
    (last,) = numbers([(date.max, HIGH)], lambda _: set())

    assert last < 2**63


def test_a_number_tells_its_day() -> None:
    (one,) = numbers([(DAY, HIGH)], lambda _: set())

    assert [fits(one, day) for day in (DAY, NEXT, None)] == [True, False, False]
