"""Many reports become one meeting, or stay two."""

from __future__ import annotations

import pytest
from tests.ledger.reports import GENEVA, SWITZERLAND, VIENNA, day, meeting, on, stretch

from dragoman.ledger.history import Change, MeetingHistory
from dragoman.ledger.meetings import meetings
from dragoman.ledger.told import Told
from dragoman.model import MeetingStatus

PROPOSED, AGREED, SCHEDULED, HELD = (
    MeetingStatus.PROPOSED,
    MeetingStatus.AGREED,
    MeetingStatus.SCHEDULED,
    MeetingStatus.HELD,
)
EARLY_JANUARY = stretch(on(1), on(31))
NRC = "NATO-Russia Council"


def one(*reports: Told) -> MeetingHistory:
    (found,) = meetings(reports)
    return found


def changes(found: MeetingHistory) -> list[tuple[str, str]]:
    return [(step.change, step.status) for step in found.steps]


def test_talks_come_from_proposed_to_held() -> None:
    found = one(
        meeting("RUS USA", on(1), status=PROPOSED, when=EARLY_JANUARY),
        meeting("USA RUS", on(3), status=AGREED, when=EARLY_JANUARY),
        meeting("RUS USA", on(5), status=SCHEDULED, when=day(10), place=GENEVA),
        meeting("RUS USA", on(11), status=HELD, when=day(10)),
    )

    assert changes(found) == [
        (Change.FIRST, PROPOSED),
        (Change.STATUS, AGREED),
        (Change.STATUS, SCHEDULED),
        (Change.STATUS, HELD),
    ]
    assert (found.date, found.place, found.sequence) == (day(10), GENEVA, 3)


def test_what_another_report_only_repeats_is_no_step() -> None:
    found = one(
        meeting("RUS USA", on(5), when=day(10), page="a"),
        meeting("RUS USA", on(5), when=day(10), page="b"),
        meeting("RUS USA", on(6), when=day(10), status=PROPOSED, page="c"),
    )

    assert (len(found.steps), found.sequence, found.status) == (1, 0, SCHEDULED)
    assert [report.page for report in found.told] == ["a", "b", "c"]


def test_a_vague_date_is_narrowed_by_an_exact_one() -> None:
    found = one(meeting("RUS USA", on(1), when=EARLY_JANUARY), meeting("RUS USA", on(4), when=day(10)))

    assert changes(found)[1] == (Change.DATED, SCHEDULED)
    assert found.date == day(10)


def test_a_town_tells_more_than_its_country() -> None:
    found = one(
        meeting("RUS USA", on(1), when=day(10), place=SWITZERLAND),
        meeting("RUS USA", on(4), when=day(10), place=GENEVA),
        meeting("RUS USA", on(5), when=day(10), place=SWITZERLAND),
    )

    assert (found.place, found.sequence) == (GENEVA, 1)


@pytest.mark.parametrize("quote", ["The talks were postponed to 20 January.", "They moved to the 20th of January."])
def test_a_meeting_that_is_told_to_have_moved_is_one_meeting(quote: str) -> None:
    found = one(meeting("RUS USA", on(1), when=day(10)), meeting("RUS USA", on(4), when=day(20), quote=quote))

    assert changes(found)[1] == (Change.MOVED, SCHEDULED)
    assert (found.date, found.sequence) == (day(20), 1)


def test_a_forums_sitting_with_a_new_day_has_moved() -> None:
    found = one(
        meeting("NATO RUS", on(1), when=day(12), channel=NRC), meeting("NATO RUS", on(4), when=day(13), channel=NRC)
    )

    assert found.date == day(13)


def test_another_day_without_a_word_of_moving_is_another_meeting() -> None:
    assert len(meetings([meeting("RUS USA", on(1), when=day(10)), meeting("RUS USA", on(4), when=day(21))])) == 2


@pytest.mark.parametrize(
    "reports",
    [
        pytest.param(
            (
                meeting("NATO RUS", on(1), when=day(12), channel=NRC),
                meeting("NATO RUS", on(4), when=day(20), channel=NRC, quote="Another session follows."),
            ),
            id="one more is told of",
        ),
        pytest.param(
            (
                meeting("RUS USA", on(1), when=EARLY_JANUARY, quote="The first round of talks is in January."),
                meeting("RUS USA", on(4), when=EARLY_JANUARY, quote="The second round of talks is in January."),
            ),
            id="two rounds",
        ),
        pytest.param(
            (
                meeting("RUS USA", on(21), when=day(21), status=HELD, page="a"),
                meeting("RUS USA", on(21), status=AGREED, page="a", quote="They will speak again."),
            ),
            id="the next one, agreed at the first",
        ),
        pytest.param(
            (meeting("DEU UKR", on(18), when=day(17)), meeting("DEU RUS", on(18), when=day(17))), id="other parties"
        ),
        pytest.param(
            (
                meeting("RUS USA", on(1), when=EARLY_JANUARY, place=GENEVA),
                meeting("RUS USA", on(4), when=day(10), place=VIENNA),
            ),
            id="other towns on vague days",
        ),
    ],
)
def test_two_meetings_stay_two(reports: tuple[Told, ...]) -> None:
    assert len(meetings(reports)) == 2


@pytest.mark.parametrize(
    ("parties", "others"),
    [("NATO RUS", "NATO"), ("RUS USA", "USA RUS"), ("OSCE", "OSCE RUS USA"), ("UKR RUS DEU FRA", "UKR RUS DEU")],
)
def test_compatible_parties_on_the_same_day_are_one_meeting(parties: str, others: str) -> None:
    found = one(meeting(parties, on(1), when=day(12), place=VIENNA), meeting(others, on(2), when=day(12), place=VIENNA))

    assert set(found.parties) == max(set(parties.split()), set(others.split()), key=len)


def test_a_body_told_by_its_name_sits_with_its_members() -> None:
    found = one(
        meeting("NATO RUS", on(1), when=day(12), channel=NRC), meeting("USA RUS", on(2), when=day(12), channel=NRC)
    )

    assert found.channel == NRC


def test_the_members_of_a_channel_told_elsewhere_sit_in_it() -> None:
    found = one(
        meeting("FRA UKR", on(1), when=day(12), channel="Normandy Format"),
        meeting("UKR RUS DEU FRA", on(13), when=day(12), status=HELD),
    )

    assert (len(found.parties), found.channel, found.status) == (4, "Normandy Format", HELD)


def test_a_call_that_did_not_take_place_and_has_a_new_day_in_the_article_has_moved() -> None:
    found = one(
        meeting("GBR RUS", on(20), when=day(20), status=MeetingStatus.REFUSED, page="a"),
        meeting("GBR RUS", on(20), when=day(22), page="a", quote="They will speak on Wednesday."),
    )

    assert (found.date, found.status) == (day(22), SCHEDULED)


def test_a_body_that_sits_as_such_is_its_own_channel() -> None:
    assert one(meeting("OSCE", on(1), when=day(13))).channel == "Organization for Security and Co-operation in Europe"


@pytest.mark.parametrize("status", [MeetingStatus.CANCELLED, MeetingStatus.REFUSED, MeetingStatus.POSTPONED])
def test_a_meeting_may_be_called_off(status: MeetingStatus) -> None:
    found = one(meeting("RUS USA", on(1), when=day(10)), meeting("RUS USA", on(4), when=day(10), status=status))

    assert found.status is status


def test_a_meeting_that_was_called_off_may_be_agreed_again() -> None:
    found = one(
        meeting("RUS USA", on(1), when=day(20)),
        meeting("RUS USA", on(4), when=day(20), status=MeetingStatus.CANCELLED),
        meeting("RUS USA", on(5), when=day(20), status=PROPOSED),
        meeting("RUS USA", on(6), when=day(20), status=SCHEDULED),
    )

    assert [status for _, status in changes(found)] == [SCHEDULED, MeetingStatus.CANCELLED, SCHEDULED]


def test_what_was_held_stays_held() -> None:
    found = one(
        meeting("RUS USA", on(11), when=day(10), status=HELD),
        meeting("RUS USA", on(12), when=day(10), status=MeetingStatus.CANCELLED),
    )

    assert (found.status, len(found.steps)) == (HELD, 1)


def test_a_session_that_goes_on_the_next_day_is_one() -> None:
    found = one(
        meeting("RUS USA", on(10), when=day(9), status=HELD), meeting("RUS USA", on(11), when=day(10), status=HELD)
    )

    assert found.date is not None
    assert (found.date.earliest, found.date.latest) == (on(9), on(10))


def corrected(quote: str, number: int, *, nth: int, current: bool) -> Told:
    return meeting(
        "NATO RUS", on(10), when=day(number), channel=NRC, quote=quote, page="wire", article=f"wire {nth}", nth=nth,
        current=current,
    )  # fmt: skip


def test_a_correction_takes_the_place_of_what_the_page_said() -> None:
    old = corrected("The council convenes in Brussels on Thursday.", 13, nth=1, current=False)
    new = corrected("The council convenes in Brussels on Wednesday.", 12, nth=2, current=True)
    found = one(old, new, meeting("NATO RUS", on(12), when=day(12), channel=NRC, status=HELD))

    assert found.date == day(12)
    assert [(step.change, step.replaced) for step in found.steps] == [(Change.FIRST, (old,)), (Change.STATUS, ())]
    assert found.sequence == 2


def test_a_version_that_says_the_same_is_no_correction() -> None:
    found = one(
        corrected("The council convenes in Brussels.", 12, nth=1, current=False),
        corrected("The council convenes in Brussels.", 12, nth=2, current=True),
    )

    assert (found.sequence, found.steps[0].replaced, len(found.told)) == (0, (), 1)


def test_what_a_page_no_longer_says_is_no_meeting() -> None:
    assert meetings([corrected("The council convenes.", 12, nth=1, current=False)]) == ()


def test_the_id_outlives_a_correction() -> None:
    old = corrected("The council convenes in Brussels on Thursday.", 13, nth=1, current=True)
    new = corrected("The council convenes in Brussels on Wednesday.", 12, nth=2, current=True)
    before = one(old)
    after = one(corrected("The council convenes in Brussels on Thursday.", 13, nth=1, current=False), new)

    assert before.id == after.id
    assert after.sequence > before.sequence


def test_a_moved_meeting_updates_and_never_doubles() -> None:
    for number in range(2, 27):
        moved = meeting("RUS USA", on(2), when=day(number), quote="The talks were rescheduled.")

        assert len(meetings([meeting("RUS USA", on(1), when=day(10)), moved])) == 1, number


def test_meetings_come_by_their_day_and_those_without_one_last() -> None:
    found = meetings(
        [
            meeting("DEU FRA", on(1)),
            meeting("RUS USA", on(1), when=day(20)),
            meeting("UKR USA", on(1), when=day(10)),
        ]
    )

    assert [of.parties for of in found] == [("UKR", "USA"), ("RUS", "USA"), ("DEU", "FRA")]
