"""Two readings of one article, compared: every record of either has one fate, and only what is told otherwise changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from tests.store.readings import DAY, bare, readings, span, talks

from dragoman.ledger.recoding import Fate, Recoded, recoding
from dragoman.ledger.recoding_tally import Tally, Whom, tally
from dragoman.model import Basis, By, EventType, Interval, MeetingStatus, Reader, Reading, Span

NEWER = Reader(program="2", model="m", knowledge="k")
BEFORE = talks()


def fates(before: Reading, after: Reading) -> list[tuple[Fate, str, tuple[str, ...]]]:
    return [(one.fate, one.kind, one.parts) for one in recoding(before, after).changes]


def with_event(**parts: object) -> Reading:
    """The same reading, its event with a new id and other *parts*."""
    (event,) = BEFORE.events
    return replace(BEFORE, reader=NEWER, events=(replace(event, id="v9", **parts),))  # type: ignore[arg-type]


def test_the_same_records_by_another_reader_all_stay() -> None:
    found = recoding(BEFORE, talks(reader=NEWER))

    assert {one.fate for one in found.records} == {Fate.STAYS}
    assert (found.before, found.after, found.changes) == (BEFORE.reader, NEWER, ())


@pytest.mark.parametrize(
    ("parts", "changed"),
    [
        ({"type": EventType.REJECT}, ("type",)),
        ({"recipients": ("DNK",)}, ("recipients",)),
        ({"date": Interval.day(DAY, Basis.EXPLICIT), "score": -1.0}, ("date", "score")),
        ({"evidence": Span(0, 30)}, ("evidence",)),
    ],
)
def test_an_act_in_the_same_words_changes_in_a_part(parts: dict[str, object], changed: tuple[str, ...]) -> None:
    assert fates(BEFORE, with_event(**parts)) == [(Fate.CHANGES, "event", changed)]


def test_how_the_reader_knows_is_no_change() -> None:
    assert fates(BEFORE, with_event(confidence=0.1, by=By(rule="another"))) == []


def test_the_same_id_with_another_status_is_a_change() -> None:
    (meeting,) = BEFORE.meetings
    after = replace(BEFORE, meetings=(replace(meeting, status=MeetingStatus.HELD),))

    assert fates(BEFORE, after) == [(Fate.CHANGES, "meeting", ("status",))]


def test_what_only_one_reader_tells_comes_or_goes() -> None:
    without = replace(BEFORE, events=(), meetings=())

    assert fates(BEFORE, without) == [(Fate.GOES, "event", ()), (Fate.GOES, "meeting", ())]
    assert fates(without, BEFORE) == [(Fate.COMES, "event", ()), (Fate.COMES, "meeting", ())]


def test_another_act_of_others_in_the_same_words_is_another_record() -> None:
    other = with_event(type=EventType.AID, actors=("DNK",), recipients=("SWE",), trigger=Span(0, 6))

    assert fates(BEFORE, other) == [(Fate.GOES, "event", ()), (Fate.COMES, "event", ())]


def test_an_act_in_other_words_is_another_record() -> None:
    elsewhere = span(BEFORE.article.text, "Iceland demands a quota of its own")

    assert [one[0] for one in fates(BEFORE, with_event(evidence=elsewhere))] == [Fate.GOES, Fate.COMES]


def test_of_two_acts_in_the_same_words_each_keeps_the_one_it_is_most_like() -> None:
    (event,) = BEFORE.events
    pair = (event, replace(event, id="v2", type=EventType.REJECT, actors=("ISL",), recipients=("NOR",)))
    renamed = tuple(replace(one, id=f"new {one.id}", date=None) for one in reversed(pair))
    changes = recoding(replace(BEFORE, events=pair), replace(BEFORE, events=renamed)).changes

    assert [(one.before and one.before.id, one.after and one.after.id) for one in changes] == [
        ("v1", "new v1"),
        ("v2", "new v2"),
    ]


def test_two_records_of_one_id_are_each_compared() -> None:
    (meeting,) = BEFORE.meetings
    both = replace(BEFORE, meetings=(meeting, replace(meeting, status=MeetingStatus.HELD)))

    assert fates(both, both) == []


def test_what_refers_to_a_record_follows_it_to_its_new_id() -> None:
    (said,), (event,) = BEFORE.statements, BEFORE.events
    before = replace(BEFORE, events=(replace(event, statement="s1"),))
    after = replace(BEFORE, statements=(replace(said, id="s9"),), events=(replace(event, statement="s9"),))

    assert fates(before, after) == []
    assert fates(before, replace(after, events=(event,))) == [(Fate.CHANGES, "event", ("statement",))]


def test_a_speaker_whose_entity_has_a_new_id_is_the_same() -> None:
    (dahl,), (said,) = BEFORE.entities, BEFORE.statements
    assert said.speaker is not None
    renamed = replace(said, speaker=replace(said.speaker, entity="e9"))

    assert fates(BEFORE, replace(BEFORE, entities=(replace(dahl, id="e9"),), statements=(renamed,))) == []


def test_readings_of_different_words_are_not_compared() -> None:
    with pytest.raises(ValueError, match="the two readings are of different words: give two of one version"):
        recoding(BEFORE, talks(more=" More."))


def test_a_record_without_either_end_is_refused() -> None:
    with pytest.raises(ValueError, match="neither before nor after"):
        _ = Recoded(fate=Fate.GOES, kind="event", before=None, after=None).record


@given(readings(), readings())
def test_every_record_of_either_reading_has_one_fate(one: Reading, other: Reading) -> None:
    after = replace(other, article=one.article)
    records = recoding(one, after).records
    for reading, side in ((one, "before"), (after, "after")):
        held = [getattr(reading, name) for name in ("entities", "statements", "events", "meetings", "positions")]
        told = [record for each in records if (record := getattr(each, side)) is not None]
        assert sorted(map(repr, told)) == sorted(repr(record) for some in held for record in some)


@given(readings())
def test_a_reading_beside_itself_stays_as_it_is(one: Reading) -> None:
    assert recoding(one, one).changes == ()


def summed(*pairs: tuple[Reading, Reading]) -> Tally:
    return tally(recoding(one, other) for one, other in pairs)


def test_sums_are_by_kind_and_type_and_name_what_a_type_becomes() -> None:
    found = summed((BEFORE, with_event(type=EventType.REJECT)), (BEFORE, replace(BEFORE, meetings=())))
    new = {(row.kind, row.type): (row.stays, row.changes, row.comes, row.goes) for row in found.rows}

    assert (found.articles, found.affected) == (2, 2)
    assert new["event", "ACCUSE → REJECT"] == (0, 1, 0, 0)
    assert new["event", "ACCUSE"] == (1, 0, 0, 0)
    assert new["meeting", "scheduled"] == (1, 0, 0, 1)
    assert found.parts == (("event type", 1),)


def test_whoever_was_or_will_be_a_side_is_told() -> None:
    found = summed((BEFORE, with_event(recipients=("DNK",))), (BEFORE, replace(BEFORE, positions=())))

    assert found.whom == (
        Whom(side="ISL", changes=1, comes=0, goes=1),
        Whom(side="DNK", changes=1, comes=0, goes=0),
        Whom(side="NOR", changes=1, comes=0, goes=0),
    )


def test_examples_quote_the_words_and_come_from_several_articles() -> None:
    pairs = [(talks(source=name), replace(talks(source=name), events=())) for name in ("a.txt", "b.txt", "c.txt")]
    found = summed(*pairs)

    assert [(one.source, one.before, one.after) for one in found.examples] == [
        ("a.txt", "Norway accused Iceland on Thursday of overfishing", ""),
        ("b.txt", "Norway accused Iceland on Thursday of overfishing", ""),
    ]


def test_nothing_read_again_sums_to_nothing() -> None:
    assert summed() == Tally(articles=0, affected=0, before=(), after=(), rows=(), whom=(), parts=(), examples=())


def test_an_article_without_records_is_counted() -> None:
    assert summed((bare("Nothing."), bare("Nothing.", reader=NEWER))).articles == 1
