"""The brief of a day: a line stands where it belongs, and nothing later is in it."""

from __future__ import annotations

import pytest
from tests.ledger.reports import day, event, meeting, on, position, speaker

from dragoman.ledger.briefing import Briefing, Wanted, briefing
from dragoman.ledger.told import Told
from dragoman.model import EventStatus, EventType, MeetingStatus, Rejected, Span, Stance

PARTS = ("new", "changed", "contradicted", "quiet", "coming")


def parts(found: Briefing) -> dict[str, list[str]]:
    """The kinds of subjects in each part that has any."""
    named = {part: [type(line.subject).__name__ for line in getattr(found, part)] for part in PARTS}
    return {part: kinds for part, kinds in named.items() if kinds}


def brief_of(*reports: Told, on_day: int = 10, **more: object) -> Briefing:
    return briefing(reports, day=on(on_day), **more)  # type: ignore[arg-type]


def accused(published: int = 10, **more: object) -> Told:
    return event(EventType.ACCUSE, "RUS", "USA", on(published), **more)  # type: ignore[arg-type]


def test_what_is_told_today_is_new() -> None:
    found = brief_of(
        accused(), position("ISL", Stance.DEMANDS, "a cod quota", on(10)), meeting("ISL NOR", on(10), when=day(1, 3))
    )

    assert sorted(parts(found)["new"]) == ["Event", "Stand", "Step"]


@pytest.mark.parametrize("published", [9, 11])
def test_what_was_told_on_another_day_is_not(published: int) -> None:
    assert brief_of(accused(published)).new == ()


def test_several_days_are_one_brief() -> None:
    assert len(brief_of(accused(8), accused(10), since=on(8)).new) == 2


def test_a_copy_of_an_older_report_is_not_new() -> None:
    assert brief_of(accused(8, page="wire"), accused(10, page="daily", origin="wire")).new == ()


def test_words_that_were_printed_before_are_not_new() -> None:
    before = accused(8, quote="Russia accused America.", page="wire")
    again = accused(10, quote="Russia accused America.", page="daily")

    assert brief_of(before, again).new == ()
    assert len(brief_of(before, accused(10, quote="Russia accused it anew.", page="daily")).new) == 1


def test_reports_of_one_act_are_one_line_with_its_origins_and_copies() -> None:
    when = day(10)
    reports = [accused(when=when, page="a"), accused(when=when, page="b"), accused(when=when, page="c", origin="a")]
    (line,) = brief_of(*reports).new

    assert (line.corroboration.origins, line.corroboration.copies, line.quote) == (2, 1, "It was done.")


def test_a_line_says_who_claims_it() -> None:
    (line,) = brief_of(accused(claimant=speaker("Sergei Lavrov"))).new

    assert line.says == ("Sergei Lavrov",)


@pytest.mark.parametrize("status", [EventStatus.HYPOTHETICAL, EventStatus.FUTURE])
def test_what_was_not_done_is_no_act(status: EventStatus) -> None:
    assert brief_of(accused(status=status)).new == ()


def test_a_demand_told_as_position_is_not_told_again_as_act() -> None:
    asked = event(EventType.REQUEST, "ISL", "NOR", on(10), page="a", evidence=Span(0, 10))
    found = brief_of(asked, position("ISL", Stance.DEMANDS, "a cod quota", on(10), page="a", evidence=Span(0, 10)))

    assert parts(found)["new"] == ["Stand"]


def test_a_meeting_that_moved_has_changed() -> None:
    found = brief_of(
        meeting("ISL NOR", on(1), when=day(20)), meeting("ISL NOR", on(10), when=day(25), quote="It was rescheduled.")
    )

    assert parts(found)["changed"] == ["Step"]


@pytest.mark.parametrize(
    ("stance", "part"),
    [(Stance.PROPOSES, "changed"), (Stance.REJECTS, "contradicted")],
)
def test_a_stance_that_moves_is_told_where_it_belongs(stance: Stance, part: str) -> None:
    found = brief_of(
        position("ISL", Stance.DEMANDS, "a cod quota", on(1)), position("ISL", stance, "a cod quota", on(10))
    )

    assert parts(found)[part] == ["Stand"]


def test_what_is_only_repeated_is_no_line() -> None:
    found = brief_of(
        position("ISL", Stance.DEMANDS, "a cod quota", on(9)), position("ISL", Stance.DEMANDS, "a cod quota", on(10))
    )

    assert parts(found) == {}


def test_a_meeting_that_is_called_off_is_contradicted() -> None:
    found = brief_of(
        meeting("ISL NOR", on(1), when=day(20)),
        meeting("ISL NOR", on(10), when=day(20), status=MeetingStatus.CANCELLED),
    )

    assert parts(found) == {"contradicted": ["Step"]}


def test_a_correction_is_told_with_the_day() -> None:
    old = meeting("ISL NOR", on(10), when=day(20), quote="They meet in port on Thursday.", page="a", current=False)
    new = meeting(
        "ISL NOR", on(10), when=day(19), quote="They meet in port on Wednesday.", page="a", article="a2", nth=2
    )
    (line,) = brief_of(old, new).contradicted

    assert line.told == (new,)


def test_a_question_that_nobody_repeats_for_a_fortnight_goes_quiet_on_one_day() -> None:
    asked = position("ISL", Stance.DEMANDS, "a cod quota", on(1))

    assert parts(brief_of(asked, on_day=15)) == {"quiet": ["Question"]}
    assert [parts(brief_of(asked, on_day=number)) for number in (5, 14, 16, 31)] == [{}] * 4
    answered = position("NOR", Stance.REJECTS, "a cod quota", on(3))
    assert parts(brief_of(asked, answered, on_day=15)) == {}


def test_a_question_is_quiet_a_fortnight_after_it_was_last_told_of() -> None:
    """Also where what is told is that it was asked long before."""
    asked = position("ISL", Stance.DEMANDS, "a cod quota", on(1), page="a")
    recalled = position("ISL", Stance.DEMANDS, "a cod quota", on(8), page="b", when=day(1))

    assert parts(brief_of(asked, recalled, on_day=15)) == {}
    assert parts(brief_of(asked, recalled, on_day=22)) == {"quiet": ["Question"]}


def test_a_meeting_whose_day_passed_without_a_word_has_gone_quiet_the_day_after() -> None:
    planned = meeting("ISL NOR", on(1), when=day(8))

    assert parts(brief_of(planned, on_day=9)) == {"quiet": ["MeetingHistory"]}
    assert parts(brief_of(planned, on_day=10)) == {}
    held = meeting("ISL NOR", on(9), when=day(8), status=MeetingStatus.HELD)
    assert "quiet" not in parts(brief_of(planned, held, on_day=9))


def test_a_meeting_that_was_told_of_after_its_day_has_gone_quiet_when_that_was() -> None:
    late = meeting("ISL NOR", on(12), when=day(8))

    assert parts(brief_of(late, on_day=12)) == {"new": ["Step"], "quiet": ["MeetingHistory"]}
    assert parts(brief_of(late, on_day=13)) == {}


def test_what_went_quiet_within_several_days_is_told_in_their_brief() -> None:
    asked, planned = position("ISL", Stance.DEMANDS, "a cod quota", on(1)), meeting("ISL NOR", on(1), when=day(10))

    assert parts(brief_of(asked, planned, on_day=17, since=on(11))) == {"quiet": ["MeetingHistory", "Question"]}
    assert parts(brief_of(asked, planned, on_day=18, since=on(16))) == {}


@pytest.mark.parametrize(("number", "quiet"), [(9, False), (11, False), (15, True)])
def test_a_meeting_that_another_may_be_has_not_gone_quiet(number: int, quiet: bool) -> None:
    planned = meeting("ISL NOR", on(1), when=day(8), quote="They will sit together.", page="a")
    held = meeting("ISL NOR DNK SWE", on(16), when=day(number), status=MeetingStatus.HELD, quote="They sat.", page="b")

    assert ("quiet" in parts(brief_of(planned, held, on_day=17, since=on(9)))) is quiet


def test_another_meeting_tells_of_it_in_the_brief_of_a_year_too() -> None:
    planned = meeting("ISL NOR", on(1), when=day(8), quote="They will sit together.", page="a")
    held = meeting("ISL NOR DNK SWE", on(9), when=day(9), status=MeetingStatus.HELD, quote="They sat.", page="b")

    assert "quiet" not in parts(briefing([planned, held], day=on(31, 12), since=on(1)))


def test_what_is_told_to_come_is_due() -> None:
    coming = event(EventType.AID, "NOR", "ISL", on(10), status=EventStatus.FUTURE, when=day(12))
    (line,) = brief_of(coming).due

    assert line.day == on(12)
    assert brief_of(coming, on_day=12).due == ()
    assert brief_of(event(EventType.AID, "NOR", "ISL", on(10), status=EventStatus.FUTURE)).due == ()


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Wanted(types=("ACCUSE",)), 1),
        (Wanted(types=("meeting",)), 1),
        (Wanted(types=("held",)), 0),
        (Wanted(types=("event", "scheduled")), 2),
        (Wanted(sources=("Fjord Post",)), 1),
        (Wanted(sources=("bay.example",)), 1),
        (Wanted(sources=("bay.example", "fjord post")), 2),
        (Wanted(sources=("herald.bay.example",)), 0),
    ],
)
def test_a_brief_is_of_the_types_and_sources_that_are_wanted(wanted: Wanted, count: int) -> None:
    act = accused(outlet="Fjord Post", url="http://[bad")
    table = meeting("ISL NOR", on(10), when=day(1, 3), url="https://www.bay.example/a", outlet="Bay Herald")

    assert len(brief_of(act, table, wanted=wanted).new) == count


@pytest.mark.parametrize(("number", "shown"), [(11, True), (24, True), (25, False), (10, False)])
def test_meetings_of_the_coming_days_are_shown(number: int, shown: bool) -> None:
    assert bool(brief_of(meeting("ISL NOR", on(1), when=day(number))).coming) is shown


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Wanted(), 2),
        (Wanted(sides=("RUS",)), 1),
        (Wanted(sides=("DEU",)), 0),
        (Wanted(dyads=(("ISL", "NOR"),)), 1),
        (Wanted(dyads=(("ISL", "RUS"),)), 0),
        (Wanted(channels=("Cod Forum",)), 1),
    ],
)
def test_a_brief_is_about_what_is_wanted(wanted: Wanted, count: int) -> None:
    found = brief_of(accused(), meeting("ISL NOR", on(10), when=day(1, 3), channel="Cod Forum"), wanted=wanted)

    assert len(found.new) == count


def test_what_was_not_read_is_told_with_its_reason() -> None:
    rejected = Rejected(source="b.txt", stage="clean", reason="the page is empty")

    assert brief_of(rejected=[rejected]).unread == (rejected,)
