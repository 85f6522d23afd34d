"""Channels with their sessions and members."""

from __future__ import annotations

from tests.ledger.reports import day, meeting, on

from dragoman.ledger.channels import channels
from dragoman.ledger.meetings import meetings


def test_sessions_stand_under_the_channels_one_name_with_its_members() -> None:
    first = meeting("NATO RUS", on(1), when=day(12), channel="NATO-Russia Council")
    second = meeting("NATO RUS", on(20), when=day(27), channel="Russia-NATO Council", quote="Another session.")
    (found,) = channels(meetings([first, second]))

    assert (found.name, found.members) == ("NATO-Russia Council", ("NATO", "RUS"))
    assert [one.date for one in found.sessions] == [day(12), day(27)]


def test_a_channel_that_no_row_knows_has_no_known_members() -> None:
    (found,) = channels(meetings([meeting("ISL NOR", on(1), channel="Cod Forum")]))

    assert (found.name, found.kind, found.members) == ("Cod Forum", None, ())


def test_a_meeting_without_a_channel_is_in_none() -> None:
    assert channels(meetings([meeting("ISL NOR", on(1))])) == ()
