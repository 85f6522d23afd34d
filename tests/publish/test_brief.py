"""The brief says what was read, and rests each line on the article's words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dragoman.model import (
    Article,
    Basis,
    By,
    Entity,
    EntityKind,
    Event,
    EventStatus,
    EventType,
    Form,
    Interval,
    LeftOut,
    LeftOutKind,
    Medium,
    Meeting,
    MeetingStatus,
    Place,
    Position,
    Reader,
    Reading,
    Sector,
    Span,
    Speaker,
    Stance,
    Statement,
    article_of,
)
from dragoman.publish import brief

TITLE = "Lima offers Quito a new round of border talks"
SAID = "Peru’s foreign minister, Ana Ríos, said that Peru had offered Ecuador talks on the river border in Lima in May."
DEMANDED = "“Any deal must respect the treaty of 1998,” she added."


def article() -> Article:
    return article_of(
        source="page.html",
        title=TITLE,
        paragraphs=(SAID, DEMANDED),
        byline="Inés Calle",
        outlet="Andes Courier",
        language="en",
        published=Interval.day(date(2023, 4, 12), Basis.PAGE),
        left_out=(LeftOut(kind=LeftOutKind.NEWSLETTER, text="Get the Courier every morning"),),
    )


def span(words: str, text: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def statement(text: str) -> Statement:
    minister = Speaker(
        entity="e1",
        name="Ana Ríos",
        code="PER",
        sector=Sector.GOV,
        anonymous=False,
        span=span("Peru’s foreign minister, Ana Ríos", text),
    )
    return Statement(
        id="s1",
        speaker=minister,
        cue=span("said", text),
        content=(span("Peru had offered Ecuador talks on the river border in Lima in May", text),),
        form=Form.INDIRECT,
        medium=Medium.BRIEFING,
        addressee="reporters",
        date=Interval.day(date(2023, 4, 11), Basis.RELATIVE),
        by=By(rule="say.say", score=0.9),
    )


def event(text: str) -> Event:
    return Event(
        id="v1",
        type=EventType.AGREE,
        mode=None,
        contexts=("diplomatic", "territory"),
        actors=("PER",),
        recipients=("ECU",),
        status=EventStatus.ACTUAL,
        date=None,
        place=None,
        statement="s1",
        trigger=span("offered", text),
        evidence=span(SAID, text),
        score=2.5,
        confidence=0.75,
        by=By(rule="agree.offer.1"),
    )


def meeting(text: str) -> Meeting:
    return Meeting(
        id="m1",
        parties=("PER", "ECU"),
        channel=None,
        place=Place(name="Lima", code="PER", lat=-12.0, lon=-77.0),
        date=Interval(earliest=date(2023, 5, 1), latest=date(2023, 5, 31), basis=Basis.EXPLICIT),
        statement="s1",
        status=MeetingStatus.PROPOSED,
        topic="the river border",
        evidence=span(SAID, text),
        by=By(rule="talks.noun"),
    )


def position(text: str) -> Position:
    return Position(
        id="p1",
        holder="PER",
        stance=Stance.CONDITIONS,
        issue="respect for the treaty of 1998",
        date=None,
        statement=None,
        evidence=span("Any deal must respect the treaty of 1998", text),
        by=By(rule="conditions.must"),
    )


def state(code: str, name: str) -> Entity:
    return Entity(
        id=code,
        name=name,
        kind=EntityKind.STATE,
        code=code,
        sector=Sector.GOV,
        mentions=(),
        by=By(rule=f"states:{code}"),
    )


def reading() -> Reading:
    read = article()
    return Reading(
        reader=Reader(program="1.2.3", model="small 4", knowledge="abcdef"),
        article=read,
        entities=(state("PER", "Peru"), state("ECU", "Ecuador")),
        statements=(statement(read.text),),
        events=(event(read.text),),
        meetings=(meeting(read.text),),
        positions=(position(read.text),),
    )


def empty() -> Reading:
    return replace(reading(), entities=(), statements=(), events=(), meetings=(), positions=())


def flat(text: str) -> str:
    """*text* without its line breaks and bars, for sentences that the width may break."""
    return " ".join(text.replace("│", " ").split())


def test_the_head_tells_title_outlet_byline_and_how_the_date_is_known() -> None:
    lines = brief(reading()).splitlines()

    assert lines[0] == TITLE
    assert lines[2] == "Andes Courier · by Inés Calle · 12 April 2023, as the page says"
    assert lines[3] == "page.html"


def test_an_unknown_date_says_what_stays_open() -> None:
    undated = replace(reading(), article=replace(article(), published=None))

    assert "date unknown, so what is told from it" in brief(undated)


def test_a_statement_names_speaker_side_cue_form_medium_and_date() -> None:
    text = flat(brief(reading()))

    assert "Ana Ríos (PER GOV)" in text
    assert "“said” · to reporters · indirect speech · briefing · 11 April 2023 (relative)" in text


def test_an_anonymous_speaker_is_called_so() -> None:
    said = statement(article().text)
    assert said.speaker
    hidden = replace(said, speaker=replace(said.speaker, name="senior official", anonymous=True))

    assert "senior official (PER GOV, anonymous)" in brief(replace(reading(), statements=(hidden,)))


def test_a_statement_without_a_speaker_is_nobodys() -> None:
    rumour = replace(statement(article().text), speaker=None)

    assert "Nobody named" in brief(replace(reading(), statements=(rumour,)))


def test_a_broken_quotation_is_shown_as_one() -> None:
    text = article().text
    broken = replace(statement(text), content=(span("Peru had offered", text), span("in May", text)))

    assert "│ Peru had offered … in May" in brief(replace(reading(), statements=(broken,)))


def test_an_event_is_told_in_plain_english_with_names_for_codes() -> None:
    assert "Peru → Ecuador: agrees (AGREE, verbal cooperation, +2.5)" in brief(reading())


def test_an_event_in_somebodys_words_names_who_claims_it() -> None:
    assert "actual · as told by Ana Ríos · about diplomatic, territory" in brief(reading())


def test_the_trigger_is_marked_in_the_evidence() -> None:
    assert "said that Peru had *offered* Ecuador talks" in flat(brief(reading()))


def test_several_actors_take_the_plural() -> None:
    shared = replace(
        event(article().text), type=EventType.CONSULT, actors=("PER", "ECU", "UN"), recipients=(), score=1.0
    )

    assert "Peru, Ecuador and UN: talk (CONSULT, verbal cooperation, +1)" in brief(replace(reading(), events=(shared,)))


def test_a_traveller_visits() -> None:
    trip = replace(event(article().text), type=EventType.CONSULT, mode="visit", score=4.0)

    assert "Peru → Ecuador: visits (CONSULT visit, verbal cooperation, +4)" in brief(replace(reading(), events=(trip,)))


def test_a_code_shared_by_two_bodies_keeps_its_acronym() -> None:
    bodies = tuple(
        replace(state("UN", name), id=name, kind=EntityKind.IGO) for name in ("UN Secretariat", "UN Assembly")
    )
    done = replace(event(article().text), actors=("UN",), recipients=())

    assert "\n  UN: agrees" in brief(replace(reading(), entities=bodies, events=(done,)))


def test_a_meeting_tells_status_topic_days_and_place() -> None:
    text = brief(reading())

    assert "Peru and Ecuador: meeting proposed, on the river border" in text
    assert "May 2023 · Lima (PER) · as told by Ana Ríos" in text


def test_a_position_tells_holder_stance_and_issue() -> None:
    assert "Peru conditions: respect for the treaty of 1998" in brief(reading())


def test_what_was_left_out_is_told_with_its_kind() -> None:
    assert "  newsletter    Get the Courier every morning" in brief(reading())


def test_of_many_parts_left_out_the_first_are_shown_and_the_rest_counted() -> None:
    parts = tuple(LeftOut(kind=LeftOutKind.NAVIGATION, text=f"Section {number}") for number in range(8))
    text = brief(replace(reading(), article=replace(article(), left_out=parts)))

    assert "Section 2" in text
    assert "Section 3" not in text
    assert "and 5 more" in text


def test_kinds_without_records_get_a_word_and_no_section() -> None:
    text = brief(empty())

    assert "No statements, no events, no meetings, no positions." in text
    assert "WHO SAID WHAT" not in text


def test_explaining_names_rule_and_confidence_of_every_record() -> None:
    text = brief(reading(), explain=True)

    assert "by say.say · confidence 0.90" in text
    assert "by agree.offer.1 · confidence 0.75" in text
    assert "by talks.noun\n" in text
    assert "by conditions.must\n" in text
    assert "Read by Dragoman 1.2.3, model small 4, knowledge abcdef." in text


def test_rules_stay_out_without_explaining() -> None:
    assert "say.say" not in brief(reading())


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_asked(width: int) -> None:
    assert max(map(len, brief(reading(), explain=True, width=width).splitlines())) <= width


def test_without_colour_there_is_no_escape() -> None:
    assert "\x1b" not in brief(reading(), explain=True)


def test_colour_changes_nothing_but_escapes_and_the_trigger_marks() -> None:
    coloured = brief(reading(), explain=True, colour=True)
    for escape in ("\x1b[0m", "\x1b[1m", "\x1b[2m"):
        assert escape in coloured
        coloured = coloured.replace(escape, "")

    assert coloured == brief(reading(), explain=True).replace("*", "")


def test_a_page_cannot_play_with_the_terminal() -> None:
    sly = replace(article(), title="Talks\x1b[2J begin \u202etoday\x07", outlet="A\x9bB\ue000", byline="C\r\nD")

    text = brief(replace(reading(), article=sly))

    assert text.startswith("Talks[2J begin today\n")
    assert "AB · by C D" in text


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (date(2023, 5, 2), date(2023, 5, 2), "2 May 2023"),
        (date(2023, 5, 1), date(2023, 5, 10), "1–10 May 2023"),
        (date(2023, 5, 1), date(2023, 5, 31), "May 2023"),
        (date(2023, 4, 29), date(2023, 5, 3), "29 April – 3 May 2023"),
        (date(2022, 12, 31), date(2023, 1, 1), "31 December 2022 – 1 January 2023"),
        (date(2023, 5, 1), None, "from 1 May 2023 on"),
        (None, date(2023, 5, 1), "until 1 May 2023"),
        (None, None, "on a day unknown"),
    ],
)
def test_days_are_told_as_short_as_they_can_be(first: date | None, last: date | None, told: str) -> None:
    stretch = Interval(earliest=first, latest=last, basis=Basis.EXPLICIT)
    text = brief(replace(reading(), meetings=(replace(meeting(article().text), date=stretch),)))

    assert f"\n    {told} · Lima" in text
