"""The facts hold together: codes exist, names are one body's, dates run forwards."""

from collections import Counter

import pytest

from dragoman import knowledge
from dragoman.knowledge import ontology
from dragoman.model import EventType, Sector


def test_there_are_as_many_rows_as_the_project_promises() -> None:
    assert len(knowledge.states()) >= 200
    assert len([body for body in knowledge.organisations() if body.sector == Sector.IGO]) >= 150
    assert len(knowledge.channels()) >= 60
    assert len(knowledge.groups()) >= 80
    assert len({holder.name for holder in knowledge.holders()}) >= 600


def test_every_row_names_its_source() -> None:
    tables = (
        knowledge.states(),
        knowledge.organisations(),
        knowledge.channels(),
        knowledge.groups(),
        knowledge.holders(),
        knowledge.national_bodies(),
    )

    assert all(row.source for table in tables for row in table)


def test_a_state_has_one_row() -> None:
    assert max(Counter(state.code for state in knowledge.states()).values()) == 1


def test_no_two_states_share_a_name() -> None:
    names = Counter(name for state in knowledge.states() for name in {state.name, *state.aliases})

    assert [name for name, count in names.items() if count > 1] == []


def test_a_national_body_is_of_a_known_state_and_has_one_row() -> None:
    bodies = knowledge.national_bodies()
    names = Counter(name for body in bodies for name in {body.name, *body.aliases})

    assert {body.state for body in bodies} <= {state.code for state in knowledge.states()}
    assert [name for name, count in names.items() if count > 1] == []


def test_a_shared_party_name_is_of_parties_that_the_rows_know() -> None:
    known = {body.name for body in knowledge.national_bodies() if body.sector == "PTY"}

    assert {name for party in knowledge.party_names() for name in party.bodies} <= known


def test_a_body_with_one_seat_is_a_firm_or_a_medium() -> None:
    assert {body.kind for body in knowledge.organisations() if body.seat} <= {"company", "media"}


def test_who_holds_an_office_holds_it_in_a_known_body() -> None:
    bodies = {state.code for state in knowledge.states()}
    bodies |= {body.code for body in knowledge.organisations()} | {group.name for group in knowledge.groups()}
    unknown = {holder.body for holder in knowledge.holders()} - bodies

    assert len(unknown) < 40, sorted(unknown)


def test_an_office_is_left_after_it_is_taken() -> None:
    every = (*knowledge.holders(), *knowledge.people())
    assert [one for one in every if one.ended and one.ended < one.begun[: len(one.ended)]] == []


def test_people_are_of_a_state_or_of_the_union() -> None:
    bodies = {state.code for state in knowledge.states()} | {"EU"}

    assert {one.body for one in knowledge.people()} <= bodies


def test_every_office_held_is_an_office() -> None:
    offices = {office.id for office in knowledge.offices()}

    assert {one.office for one in (*knowledge.holders(), *knowledge.people())} <= offices


def test_nouns_that_name_one_of_many_in_office_are_role_nouns_of_one_office() -> None:
    nouns = [noun for office in knowledge.offices() for noun in office.nouns]

    assert set(nouns) <= {role.noun for role in knowledge.roles()}
    assert len(nouns) == len(set(nouns))


def test_the_sixteen_types_have_a_quad_class_and_a_score() -> None:
    assert set(ontology.types()) == set(EventType)
    assert all(-10 <= ontology.score(kind, None) <= 10 for kind in EventType)


def test_a_mode_without_a_score_takes_its_types() -> None:
    assert ontology.score(EventType.PROTEST, "vandalize") == ontology.score(EventType.PROTEST, None) == -5


def test_a_mode_has_its_own_score() -> None:
    assert ontology.score(EventType.CONSULT, "visit") == 4


@pytest.mark.parametrize("code", ["036", "190", "0211"])
def test_cameo_codes_keep_their_leading_zeros(code: str) -> None:
    assert code not in ontology.cameo() or ontology.cameo()[code].cameo == code


def test_the_cross_walk_is_whole() -> None:
    assert len(ontology.cameo()) == 256
