"""Where each side stands over time."""

from __future__ import annotations

import pytest
from tests.ledger.reports import on, position

from dragoman.ledger.positions import FIRMNESS, Move, Thread, positions
from dragoman.ledger.told import Told
from dragoman.model import Stance

DEMANDS, PROPOSES, REJECTS = Stance.DEMANDS, Stance.PROPOSES, Stance.REJECTS


def one(*reports: Told) -> Thread:
    (found,) = positions(reports)
    return found


def moves(thread: Thread) -> list[Move]:
    return [stand.move for stand in thread.stands]


def test_every_stance_has_its_firmness() -> None:
    assert set(FIRMNESS) == set(Stance)


def test_like_issues_are_one_thread_under_the_name_of_the_row() -> None:
    found = one(
        position("RUS", DEMANDS, "guarantees against NATO expansion eastward", on(1)),
        position("RUS", DEMANDS, "a halt to NATO enlargement", on(5)),
    )

    assert (found.issue, moves(found)) == ("NATO enlargement", [Move.FIRST_SAID, Move.REPEATED])


def test_issues_that_no_row_knows_go_by_their_words() -> None:
    found = one(
        position("ISL", DEMANDS, "a cod quota of its own", on(1)), position("ISL", DEMANDS, "the cod quota", on(2))
    )

    assert found.issue == "the cod quota"


@pytest.mark.parametrize(
    ("before", "now", "move"),
    [
        (DEMANDS, DEMANDS, Move.REPEATED),
        (DEMANDS, PROPOSES, Move.SOFTENED),
        (PROPOSES, DEMANDS, Move.HARDENED),
        (Stance.CONDITIONS, Stance.COMMITS, Move.SOFTENED),
        (Stance.OPPOSES, REJECTS, Move.HARDENED),
        (REJECTS, Stance.CONDITIONS, Move.SOFTENED),
        (REJECTS, Stance.ACCEPTS, Move.CONTRADICTED),
        (Stance.SUPPORTS, Stance.OPPOSES, Move.CONTRADICTED),
    ],
)
def test_a_stance_is_told_beside_the_one_before(before: Stance, now: Stance, move: Move) -> None:
    found = one(position("ISL", before, "the cod quota", on(1)), position("ISL", now, "the cod quota", on(5)))

    assert moves(found) == [Move.FIRST_SAID, move]


def test_what_is_said_on_one_day_is_beside_the_day_before() -> None:
    found = one(position("ISL", DEMANDS, "the cod quota", on(1)), position("ISL", REJECTS, "the cod quota", on(1)))

    assert moves(found) == [Move.FIRST_SAID, Move.FIRST_SAID]


def test_other_words_under_one_row_contradict_nothing() -> None:
    found = one(
        position("UKR", Stance.SUPPORTS, "the Minsk agreements", on(1)),
        position("UKR", REJECTS, "a peace plan of twelve points", on(5)),
    )

    assert moves(found) == [Move.FIRST_SAID, Move.FIRST_SAID]


def test_a_copy_repeats_nothing() -> None:
    first = position("ISL", DEMANDS, "the cod quota", on(1), page="wire")
    copy = position("ISL", DEMANDS, "the cod quota", on(3), page="daily", origin="wire")
    found = one(first, copy)

    assert [(stand.day, stand.told) for stand in found.stands] == [(on(1), (first, copy))]


def test_what_another_side_says_to_it_is_an_answer() -> None:
    found = positions(
        [
            position("RUS", DEMANDS, "guarantees against NATO expansion", on(1)),
            position("USA", REJECTS, "a veto on NATO enlargement", on(10)),
            position("DEU", REJECTS, "a veto on NATO enlargement", on(1, 2), when=None),
        ]
    )
    russia = next(thread for thread in found if thread.holder == "RUS")

    assert [(stand.holder, stand.move) for stand in russia.answers] == [("USA", Move.ANSWERED), ("DEU", Move.ANSWERED)]


def test_what_was_said_before_it_was_asked_is_no_answer() -> None:
    found = positions(
        [
            position("USA", REJECTS, "a veto on NATO enlargement", on(1)),
            position("RUS", DEMANDS, "guarantees against NATO expansion", on(5)),
        ]
    )

    assert [thread.answers for thread in found] == [(), ()]


@pytest.mark.parametrize(
    ("stance", "issue"), [(REJECTS, "the demand"), (Stance.ACCEPTS, "that"), (Stance.OPPOSES, "no objections")]
)
def test_an_issue_that_names_nothing_is_in_no_thread(stance: Stance, issue: str) -> None:
    assert positions([position("ROU", stance, issue, on(1))]) == ()


def test_what_a_page_no_longer_says_is_in_no_thread() -> None:
    assert positions([position("ISL", DEMANDS, "the cod quota", on(1), current=False)]) == ()


def test_a_stance_that_moves_knows_the_one_before_it() -> None:
    (found,) = positions(
        [position("RUS", Stance.PROPOSES, "a cod quota", on(1)), position("RUS", Stance.DEMANDS, "a cod quota", on(5))]
    )

    assert [one.before and one.before.stance for one in found.stands] == [None, Stance.PROPOSES]
