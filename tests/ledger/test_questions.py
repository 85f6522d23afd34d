"""What was asked for, and whether those who were asked have answered."""

from __future__ import annotations

import pytest
from tests.ledger.reports import event, on, position

from dragoman.ledger.questions import Question, Reply, questions
from dragoman.ledger.told import Told
from dragoman.model import EventStatus, EventType, Span, Stance

REQUEST, REJECT, AGREE, CONCEDE = EventType.REQUEST, EventType.REJECT, EventType.AGREE, EventType.CONCEDE
ASKED = "Norway asked Iceland for a cod quota in the strait."


def one(*reports: Told) -> Question:
    (found,) = questions(reports)
    return found


def request(**more: object) -> Told:
    return event(REQUEST, "NOR", "ISL", more.pop("published", on(5)), quote=ASKED, **more)  # type: ignore[arg-type]


def test_a_request_without_an_answer_is_open() -> None:
    found = one(request())

    assert found.open
    assert (found.asker, found.addressees, found.first) == ("NOR", ("ISL",), on(5))


@pytest.mark.parametrize(("type", "reply"), [(REJECT, Reply.NO), (AGREE, Reply.YES), (CONCEDE, Reply.YES)])
def test_the_addressees_act_on_a_like_issue_is_an_answer(type: EventType, reply: Reply) -> None:
    answer = event(type, "ISL", "NOR", on(7), quote="Iceland spoke on the cod quota in the strait.")

    assert [(of.by, of.reply, of.told) for of in one(request(), answer).answers] == [("ISL", reply, answer)]


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(event(REJECT, "ISL", "NOR", on(1), quote=ASKED), id="it came before"),
        pytest.param(event(REJECT, "DNK", "NOR", on(7), quote=ASKED), id="somebody else"),
        pytest.param(event(REJECT, "ISL", "DNK", on(7), quote=ASKED), id="to somebody else"),
        pytest.param(event(REJECT, "ISL", "NOR", on(7), quote="Iceland refused a visa."), id="on something else"),
        pytest.param(
            event(REJECT, "ISL", "NOR", on(7), quote=ASKED, status=EventStatus.HYPOTHETICAL), id="it was only feared"
        ),
    ],
)
def test_other_acts_answer_nothing(answer: Told) -> None:
    assert one(request(), answer).open


@pytest.mark.parametrize("stance", [Stance.DEMANDS, Stance.PROPOSES, Stance.CONDITIONS])
def test_what_a_side_demands_proposes_or_requires_is_a_question_to_everybody(stance: Stance) -> None:
    asked = position("RUS", stance, "legal guarantees against NATO expansion", on(1))
    answer = position("USA", Stance.REJECTS, "a veto on NATO membership", on(10))
    found = one(asked, answer)

    assert (found.addressees, [(of.by, of.reply) for of in found.answers]) == ((), [("USA", Reply.NO)])


def test_an_offer_is_no_question() -> None:
    assert questions([position("USA", Stance.OFFERS, "talks on exercises", on(1))]) == ()


def test_a_demand_told_as_act_and_as_position_is_one_question() -> None:
    demand = position("NOR", Stance.DEMANDS, "a cod quota", on(5), page="a", evidence=Span(5, 20))
    found = one(request(page="a", evidence=Span(0, 40)), demand)

    assert (found.addressees, found.issue) == (("ISL",), "a cod quota")


def test_who_asks_again_has_asked_twice() -> None:
    found = one(request(page="a"), request(published=on(9), page="b"))

    assert (found.first, found.last, len(found.asked)) == (on(5), on(9), 2)
