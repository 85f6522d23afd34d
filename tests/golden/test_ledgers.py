"""The ledgers of the example press against the truth: how much of it they tell, and how much of what they tell is so."""

from __future__ import annotations

from tests.golden import floors_ledgers as floors
from tests.golden.ledger_truth import (
    Found,
    Row,
    channels_of,
    compared,
    meeting_fit,
    position_fit,
    press,
    told_in_the_press,
    told_steps,
    truth,
)

from dragoman.ledger.channels import ChannelSessions, channels
from dragoman.ledger.meetings import meetings
from dragoman.ledger.positions import positions


def _rows() -> list[Row]:
    return [row for row in truth()["meetings"] if told_in_the_press(row)]


def test_meetings_are_those_of_the_record() -> None:
    _holds(compared(_rows(), meetings(press()), meeting_fit), floors.MEETINGS)


def test_the_history_of_a_meeting_comes_as_far_as_the_press_tells() -> None:
    told, missed = told_steps(_rows(), meetings(press()))
    share = len(told) / (len(told) + len(missed))

    assert share >= floors.HISTORY, "\n".join([f"{share:.3f} of {len(told) + len(missed)}", *missed])


def test_channels_are_those_of_the_record() -> None:
    def fit(row: Row, ours: ChannelSessions) -> float:
        return float(row["name"] == ours.name)

    _holds(compared(channels_of(_rows()), channels(meetings(press())), fit), floors.CHANNELS)


def test_positions_are_those_of_the_record() -> None:
    ours = [(thread, stand) for thread in positions(press()) for stand in thread.stands]

    _holds(compared(truth()["positions"], ours, position_fit), floors.POSITIONS)


def _holds(found: Found, floor: tuple[float, float]) -> None:
    assert found.recall >= floor[0], str(found)
    assert found.precision >= floor[1], str(found)
