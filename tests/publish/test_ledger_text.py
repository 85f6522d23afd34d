"""The ledgers as text: what is claimed, by whom, and the words, within the width."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledger.reports import GENEVA, REPORTS, day, event, meeting, on, position, said, speaker

from dragoman.ledger.briefing import briefing
from dragoman.ledger.channels import channels
from dragoman.ledger.dyads import Mention, dyad
from dragoman.ledger.meetings import meetings
from dragoman.ledger.positions import positions
from dragoman.ledger.posture import posture
from dragoman.ledger.questions import questions
from dragoman.ledger.quotes import quotes
from dragoman.ledger.told import Told
from dragoman.model import EventType, MeetingStatus, Rejected, Stance
from dragoman.publish.ledger_brief import day_brief
from dragoman.publish.ledger_lists import (
    channel_text,
    meeting_text,
    movement_text,
    question_text,
    quote_text,
    thread_text,
)
from dragoman.publish.ledger_page import Page
from dragoman.publish.ledger_series import bar, series

PAGE = Page(80)


def test_a_meeting_is_told_with_every_step_quoted() -> None:
    first = meeting("RUS USA", on(5), when=day(10), place=GENEVA, quote="They meet on Monday.", page="a", outlet="Wire")
    held = meeting("RUS USA", on(11), when=day(10), status=MeetingStatus.HELD, quote="They met.", page="b")
    (found,) = meetings([first, held])

    assert meeting_text(found, PAGE).splitlines() == [
        "Russia and United States: meeting held, 10 January 2022 · Geneva (CHE)",
        "  2 origins",
        "  5 January 2022: scheduled · 10 January 2022 · Geneva (CHE)",
        "    1 origin",
        "    │ They meet on Monday.",
        "    Wire, 5 January 2022: a",
        "  11 January 2022: held · 10 January 2022 · Geneva (CHE)",
        "    1 origin",
        "    │ They met.",
        "    11 January 2022: b",
    ]


def test_a_correction_shows_what_the_page_said_before() -> None:
    old = meeting("ISL NOR", on(10), when=day(20), quote="They meet in port on Thursday.", page="a", current=False)
    new = meeting(
        "ISL NOR", on(10), when=day(19), quote="They meet in port on Wednesday.", page="a", article="a2", nth=2
    )
    (found,) = meetings([old, new])

    assert "corrected; the page said before: They meet in port on Thursday." in meeting_text(found, PAGE)


def test_a_stance_is_told_with_its_move_and_who_says_so() -> None:
    (found,) = positions(
        [
            position("RUS", Stance.PROPOSES, "NATO expansion", on(1), claimant=speaker("Sergei Lavrov")),
            position("RUS", Stance.DEMANDS, "NATO expansion", on(5)),
        ]
    )
    text = thread_text(found, PAGE)

    assert text.startswith("Russia on NATO enlargement\n")
    assert "as told by Sergei Lavrov · 1 origin" in text
    assert "hardened · 1 origin" in text


def test_the_day_on_which_an_undated_report_came_in_is_told_as_that() -> None:
    (found,) = positions([replace(position("NOR", Stance.DEMANDS, "fish", on(3)), published=None)])

    assert "1 March 2022, when it came in: Norway demands: fish" in thread_text(found, PAGE)


def test_the_words_of_an_answer_stand_under_the_question() -> None:
    (found,) = questions(
        [
            position("RUS", Stance.DEMANDS, "legal guarantees", on(1)),
            position("USA", Stance.REJECTS, "such guarantees", on(9), quote="No guarantees, they said."),
        ]
    )
    text = question_text(found, PAGE)

    assert "answered · first asked 1 January 2022" in text
    assert "9 January 2022: United States says no\n    │ No guarantees, they said." in text


def test_copies_are_counted_and_not_quoted() -> None:
    reports = [said("Putin", "No.", on(1), page="wire"), said("Putin", "No.", on(2), page="daily", origin="wire")]
    (found,) = quotes(reports, "Putin")
    text = quote_text(found, PAGE)

    assert "1 origin, 1 copy" in text
    assert text.count("│ No.") == 1


def test_a_channel_names_its_members_and_sessions() -> None:
    (found,) = channels(meetings([meeting("NATO RUS", on(1), when=day(12), channel="NATO-Russia Council")]))
    lines = channel_text(found, PAGE).splitlines()

    assert lines[:2] == ["NATO-Russia Council", "  multilateral · members: NATO and Russia"]
    assert "  NATO and Russia: meeting scheduled, 12 January 2022" in lines


def test_a_movement_says_near_whom() -> None:
    (found,) = posture([event(EventType.MOBILIZE, "RUS", "UKR", on(5), mode="troops")])

    assert movement_text(found, PAGE).startswith("Russia: moves or raises forces near Ukraine (MOBILIZE troops)\n")


def test_a_series_shows_volume_beside_tension() -> None:
    acts = [
        event(EventType.ACCUSE, "RUS", "USA", on(4), score=-2.0, page="a"),
        event(EventType.AGREE, "USA", "RUS", on(11), score=4.0, page="b"),
    ]
    mentions = [Mention(page=page, day=on(4), origin=page, outlet="Wire") for page in ("a", "c")]
    lines = series(dyad(acts, mentions, ("USA", "RUS")), Page(90)).splitlines()

    assert lines[3] == " 3 Jan 22           −2 ██████ │                        1        2       2  −100"
    assert lines[4] == "10 Jan 22                     │ ████████████ +4        1        0       0"
    assert lines[6] == "2 articles name both sides: Wire 2."


@pytest.mark.parametrize(
    ("value", "leftwards", "drawn"),
    [(10, False, "█" * 12), (5, False, "█" * 6), (0.01, False, "▌"), (0.01, True, "▐"), (1.3, True, "▐█")],
)
def test_a_bar_is_as_long_as_its_share(value: float, leftwards: bool, drawn: str) -> None:
    assert bar(value, 10.0, leftwards=leftwards) == drawn


def test_the_brief_prints_its_parts_its_gaps_and_what_was_not_read() -> None:
    rejected = Rejected(source="b.txt", stage="clean", reason="the page is empty")
    found = briefing(
        [event(EventType.ACCUSE, "RUS", "USA", on(10)), meeting("ISL NOR", on(1), when=day(12))],
        day=on(10),
        rejected=[rejected],
    )
    text = day_brief(found, PAGE)

    assert text.startswith("Brief of 10 January 2022\n════════════════════════\n")
    assert "NEW\n\n  Russia → United States: accuses (ACCUSE)\n    1 origin\n    │ It was done.\n" in text
    assert "COMING\n\n  Iceland and Norway: meeting scheduled, 12 January 2022\n" in text
    assert "Nothing changed; nothing contradicted, corrected, called off; nothing gone\nquiet; nothing due." in text
    assert text.endswith("From 1 article of these days.\nNot read: b.txt: the page is empty [clean]\n")


def test_lines_beyond_the_most_are_counted() -> None:
    found = briefing([event(EventType.ACCUSE, "RUS", side, on(10)) for side in ("USA", "UKR", "DEU")], day=on(10))

    assert "and 2 more; --most 3 shows them" in day_brief(found, PAGE, most=1)


def test_colour_marks_headings_and_small_print_alone() -> None:
    found = briefing([event(EventType.ACCUSE, "RUS", "USA", on(10), quote="\x1b[31mred\x1b[0m")], day=on(10))
    text = day_brief(found, Page(80, colour=True))

    assert "\x1b[1mNEW\x1b[0m" in text
    assert "\x1b[31m" not in text


@given(every=REPORTS, width=st.integers(40, 100))
def test_no_line_is_wider_than_the_page(every: list[Told], width: int) -> None:
    page = Page(width)
    texts = [
        *(meeting_text(one, page) for one in meetings(every)),
        *(thread_text(one, page) for one in positions(every)),
        *(question_text(one, page) for one in questions(every)),
        *(movement_text(one, page) for one in posture(every)),
        *(channel_text(one, page) for one in channels(meetings(every))),
        day_brief(briefing(every, day=on(20), since=on(1)), page),
    ]

    assert all(len(line) <= width for text in texts for line in text.splitlines())
