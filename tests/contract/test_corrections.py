"""What people say of records: kept beside them, folded in order, respected by searches, exports and backups."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update
from tests.contract.conftest import BACKENDS, Addresses
from tests.store.readings import NOW, TALKS, talks

from dragoman.model import Event, EventType, MeetingStatus, Position, Reader, Statement
from dragoman.store import (
    Act,
    Correction,
    CorrectionError,
    Database,
    Person,
    Query,
    Watch,
    add_note,
    add_reading,
    add_record,
    all_corrections,
    all_notes,
    all_saved,
    all_watched,
    backup,
    exported,
    mark,
    merge,
    opened,
    remove_saved,
    respected_reading,
    respected_search,
    restore,
    reviewed,
    said_in,
    save_search,
    saved_named,
    search,
    split,
    undo,
    unwatch,
    verify,
    watch,
)
from dragoman.store.corrections.folds import by_record, groups, in_order, judged, representative, taken_back
from dragoman.store.corrections.parts import PARTS, value_of
from dragoman.store.schema.corrections import corrections
from dragoman.store.searches.respecting import fits
from dragoman.store.told import records as told
from dragoman.store.told.respected import respected_told
from dragoman.store.values.press import KINDS

URL = "a.txt"
NEWER = Reader(program="2", model="m", knowledge="k")


def by(who: str = "ana", *, minute: int = 0, why: str = "it says otherwise") -> Person:
    return Person(who=who, at=NOW + timedelta(minutes=minute), why=why)


def filled(database: Database) -> None:
    """A store with one article, whose records have ids that are long enough to be written short."""
    add_reading(database, renamed(), now=NOW)


def renamed(**more: Any) -> Any:
    reading = talks(**more)
    return replace(
        reading,
        events=tuple(replace(one, id="beef00000000000a") for one in reading.events),
        meetings=tuple(replace(one, id="beef00000000000b") for one in reading.meetings),
        positions=tuple(replace(one, id="cafe000000000001") for one in reading.positions),
        statements=tuple(replace(one, id="5a1d000000000001") for one in reading.statements),
    )


def faults(database: Database) -> list[str]:
    return [fault for one in verify(database, every=True) for fault in one.faults]


# --- what stands -------------------------------------------------------------------------------------------------

MOMENTS = st.integers(0, 3).map(lambda minute: NOW + timedelta(minutes=minute))
ONE = {"record": "r", "article": "a", "kind": "event"}


@st.composite
def histories(draw: st.DrawFn) -> list[Correction]:
    """What several people say of one record, and take back, also what takes back."""
    said: list[Correction] = []
    for nth in range(draw(st.integers(0, 8))):
        act = draw(st.sampled_from([Act.RIGHT, Act.WRONG, Act.PART, Act.UNDONE]))
        made: dict[str, Any] = {"act": act, "at": draw(MOMENTS), "who": draw(st.sampled_from("ab")), "why": str(nth)}
        if act is Act.UNDONE:
            if not said:
                continue
            made["undoes"] = draw(st.sampled_from(said)).id
        if act is Act.PART:
            made |= {"part": draw(st.sampled_from(["type", "status"])), "value": draw(st.sampled_from("xyz"))}
        said.append(Correction(**ONE, **made))
    return said


@given(histories(), st.randoms())
def test_what_stands_does_not_hang_on_the_order_in_which_things_come(said: list[Correction], chance: Random) -> None:
    mixed = [*said, *said[:2]]
    chance.shuffle(mixed)

    assert judged(mixed) == judged(said)


@given(histories())
def test_what_is_undone_leaves_no_trace_in_what_stands(said: list[Correction]) -> None:
    void = taken_back(said)
    held = [one for one in said if one.id not in void and one.act is not Act.UNDONE]

    assert (judged(said).verdict, judged(said).parts) == (judged(held).verdict, judged(held).parts)
    assert [one.id for one in judged(said).standing] == [one.id for one in in_order(held)]


@given(histories())
def test_undoing_twice_is_as_if_nothing_was_undone(said: list[Correction]) -> None:
    for target in (one for one in said if one.id not in taken_back(said)):
        once = Correction(**ONE, act=Act.UNDONE, at=NOW, who="c", why="no", undoes=target.id)
        twice = Correction(**ONE, act=Act.UNDONE, at=NOW, who="c", why="yes", undoes=once.id)

        assert target.id in taken_back([*said, once])
        assert judged([*said, once, twice]).parts == judged(said).parts
        assert judged([*said, once, twice]).verdict == judged(said).verdict


@given(histories())
def test_the_last_word_stands_and_every_word_is_shown(said: list[Correction]) -> None:
    stands = judged(said)

    assert {one.id for one in stands.said} == {one.id for one in said}
    assert stands.verdict == (stands.standing[-1].act if stands.standing else None)


@given(histories())
def test_what_is_folded_by_record_is_what_is_folded_alone(said: list[Correction]) -> None:
    assert by_record(said).get(("a", "r"), judged([])) == judged(said)


def test_two_people_who_disagree_are_both_shown_and_the_last_stands() -> None:
    one = Correction(**ONE, act=Act.WRONG, at=NOW, who="ana", why="no")
    other = Correction(**ONE, act=Act.RIGHT, at=NOW + timedelta(1), who="ben", why="yes")
    stands = judged([other, one])

    assert (stands.verdict, stands.disputed) == (Act.RIGHT, True)
    assert [said.who for said in stands.standing] == ["ana", "ben"]
    assert not judged([one]).disputed


def test_a_ring_of_undoing_undoes_nothing_and_ends() -> None:
    ring = [
        Correction(**ONE, act=Act.UNDONE, at=NOW, who="a", why="x", undoes=other, id=id)
        for id, other in (("1", "2"), ("2", "1"))
    ]

    assert taken_back(ring) == taken_back(ring[::-1])


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd"), st.booleans()), max_size=8))
def test_merged_groups_part_everybody_once(steps: list[tuple[str, str, bool]]) -> None:
    said = [
        Correction(
            act=Act.SPLIT if splits else Act.MERGED, at=NOW + timedelta(minutes=nth), who="a", why="w",
            kind="entity", record=one, other=None if splits else other,
        )
        for nth, (one, other, splits) in enumerate(steps)
        if splits or one != other
    ]  # fmt: skip
    found = groups(said, "entity")

    assert all(found[member] == group for group in found.values() for member in group)
    assert all(representative(member, found) == min(group) for member, group in found.items())
    if said and said[-1].act is Act.SPLIT:
        assert said[-1].record not in found


def test_a_correction_is_named_by_what_it_says() -> None:
    one = Correction(**ONE, act=Act.WRONG, at=NOW, who="ana", why="no")

    assert one.id == Correction(**ONE, act=Act.WRONG, at=NOW, who="ana", why="no").id
    assert one.id != Correction(**ONE, act=Act.WRONG, at=NOW, who="ben", why="no").id


# --- parts and their values --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "part"), [(kind, part) for kind, parts in PARTS.items() for part in parts])
def test_every_part_is_one_of_the_record(kind: str, part: str) -> None:
    assert part.partition(".")[0] in {field.name for field in fields(KINDS[kind])}


@pytest.mark.parametrize(
    ("kind", "part", "written", "value"),
    [
        ("event", "type", "accuse", "ACCUSE"),
        ("event", "actors", "RUS, Polisario,RUS", ["RUS", "Polisario"]),
        ("event", "actors", "none", []),
        ("event", "contexts", "Military", ["military"]),
        ("event", "date", "2022-03-01", {"earliest": "2022-03-01", "latest": "2022-03-01", "basis": "given"}),
        ("meeting", "date", "2022-03-01/..", {"earliest": "2022-03-01", "latest": None, "basis": "given"}),
        ("meeting", "date", "none", None),
        ("meeting", "place", "Geneva (che)", {"name": "Geneva", "code": "CHE", "lat": None, "lon": None}),
        ("meeting", "place", "the high seas", {"name": "the high seas", "code": None, "lat": None, "lon": None}),
        ("statement", "speaker.anonymous", "yes", True),
        ("statement", "medium", "Phone Call", "phone call"),
        ("entity", "code", "nato", "NATO"),
    ],
)
def test_what_a_person_writes_becomes_a_value(kind: str, part: str, written: str, value: Any) -> None:
    assert value_of(written, kind, part) == value


@pytest.mark.parametrize(
    ("kind", "part", "written", "why"),
    [
        ("event", "type", "ACUSE", "'ACUSE' is no type: did you mean ACCUSE"),
        ("event", "status", "soon", "'soon' is no status: .*actual, "),
        ("event", "contexts", "militry", "did you mean military"),
        ("event", "date", "yesterday", "'yesterday' is no day: write YEAR-MONTH-DAY"),
        ("event", "date", "2022-03-02/2022-03-01", "ends before it begins"),
        ("event", "date", "../..", "names no day"),
        ("meeting", "place", "Geneva (CHX)", "'CHX' is no state: did you mean CH"),
        ("entity", "code", "RUSS", "did you mean RUS"),
        ("statement", "speaker.anonymous", "perhaps", "is neither yes nor no"),
    ],
)
def test_a_value_that_cannot_be_says_what_comes_near(kind: str, part: str, written: str, why: str) -> None:
    with pytest.raises(CorrectionError, match=why):
        value_of(written, kind, part)


# --- marking -----------------------------------------------------------------------------------------------------


def test_a_record_is_marked_and_never_edited(database: Database) -> None:
    filled(database)
    said = mark(database, "beef00000000000a", Act.PART, by=by(), part="type", value="THREATEN")
    found = reviewed(database, "beef00000000000a")

    assert all_corrections(database) == (said,)
    assert found.found.record == renamed().events[0]
    assert isinstance(found.right, Event)
    assert (found.right.type, found.right.mode, found.right.score) == (EventType.THREATEN, None, -3.5)
    assert faults(database) == []


def test_a_part_is_held_against_the_models_own_types(database: Database) -> None:
    filled(database)

    with pytest.raises(CorrectionError, match="this is no event: Invalid enum value 'SHOUT'"):
        mark(database, "beef00000000000a", Act.PART, by=by(), part="type", value="SHOUT")
    with pytest.raises(CorrectionError, match="'disaprove' is no mode of ACCUSE: did you mean disapprove"):
        mark(database, "beef00000000000a", Act.PART, by=by(), part="mode", value="disaprove")
    with pytest.raises(CorrectionError, match="'typ' is no part of an event: did you mean type"):
        mark(database, "beef00000000000a", Act.PART, by=by(), part="typ", value="ACCUSE")
    assert all_corrections(database) == ()


def test_parts_stand_beside_each_other(database: Database) -> None:
    filled(database)
    mark(database, "5a1d", Act.PART, by=by(), part="speaker.code", value="ISL")
    mark(database, "5a1d", Act.PART, by=by(minute=1), part="medium", value="interview")
    right = reviewed(database, "5a1d").right

    assert isinstance(right, Statement)
    assert right.speaker
    assert (right.speaker.code, right.medium) == ("ISL", "interview")


def test_the_beginning_of_an_id_is_enough_where_no_other_begins_so(database: Database) -> None:
    filled(database)

    assert mark(database, "cafe", Act.RIGHT, by=by()).record == "cafe000000000001"
    with pytest.raises(CorrectionError, match="'beef' is the beginning of 2 records: write one of .*0a, .*0b"):
        mark(database, "beef", Act.RIGHT, by=by())
    with pytest.raises(CorrectionError, match="there is no record 'cafe000000000007': did you mean cafe000000000001"):
        mark(database, "cafe000000000007", Act.RIGHT, by=by())
    with pytest.raises(CorrectionError, match="'ca' is too short"):
        mark(database, "ca", Act.RIGHT, by=by())


def test_an_id_that_stands_in_two_articles_is_asked_for_with_its_article(database: Database) -> None:
    filled(database)
    add_reading(database, renamed(source="b.txt", more=" Both denied it."), now=NOW)
    home = renamed().article.id

    with pytest.raises(CorrectionError, match=f"beginning of 2 records: write one of .*{home}/cafe000000000001"):
        mark(database, "cafe", Act.WRONG, by=by())
    mark(database, f"{home}/cafe", Act.WRONG, by=by())
    assert [hit.article.source for hit in respected_search(database, Query(type="demands"))] == ["b.txt"]


def test_a_correction_needs_its_reason(database: Database) -> None:
    filled(database)

    with pytest.raises(CorrectionError, match="needs its reason"):
        mark(database, "cafe", Act.WRONG, by=by(why=" "))


def test_a_correction_holds_for_a_newer_reader_that_writes_the_same_record(database: Database) -> None:
    filled(database)
    mark(database, "cafe", Act.WRONG, by=by())
    add_reading(database, renamed(reader=NEWER), now=NOW)

    assert respected_search(database, Query(type="demands")) == ()


# --- searches respect it -----------------------------------------------------------------------------------------


def test_a_wrong_record_is_left_out_and_shown_where_everything_is_asked_for(database: Database) -> None:
    filled(database)
    mark(database, "cafe", Act.WRONG, by=by())
    (shown,) = respected_search(database, Query(type="demands"), every=True)

    assert respected_search(database, Query(type="demands")) == ()
    assert [(one.act, one.who, one.why) for one in shown.marks] == [(Act.WRONG, "ana", "it says otherwise")]
    assert len(search(database, Query(type="demands"))) == 1


def test_a_record_is_found_by_what_it_should_be_and_no_longer_by_what_it_was(database: Database) -> None:
    filled(database)
    mark(database, "beef00000000000a", Act.PART, by=by(), part="type", value="THREATEN")
    mark(database, "beef00000000000a", Act.PART, by=by(minute=1), part="actors", value=["SWE"])

    assert respected_search(database, Query(type="ACCUSE")) == ()
    assert respected_search(database, Query(type="THREATEN", actor="NOR")) == ()
    (hit,) = respected_search(database, Query(type="THREATEN", actor="SWE", words="overfishing"))
    assert [(one.part, one.was, one.now) for one in hit.marks] == [
        ("type", "ACCUSE", "THREATEN"), ("actors", ["NOR"], ["SWE"]),
    ]  # fmt: skip


def test_a_corrected_day_place_and_channel_are_searched(database: Database) -> None:
    filled(database)
    for nth, (part, value) in enumerate(
        [
            ("date", {"earliest": "2023-05-01", "latest": "2023-05-01", "basis": "given"}),
            ("place", {"name": "Oslo", "code": "NOR", "lat": None, "lon": None}),
            ("channel", "Herring Forum"),
        ]
    ):
        mark(database, "beef00000000000b", Act.PART, by=by(minute=nth), part=part, value=value)
    day = date(2023, 5, 1)

    assert respected_search(database, Query(kind="meeting", until=date(2022, 12, 31))) == ()
    assert respected_search(database, Query(place="Geneva")) == ()
    assert len(respected_search(database, Query(place="oslo", channel="herring forum", since=day, until=day))) == 1


def test_a_search_without_corrections_is_the_plain_search(database: Database) -> None:
    filled(database)

    for query in (Query(actor="NOR"), Query(words="quota"), Query(kind="entity"), Query(since=date(2022, 1, 1))):
        assert respected_search(database, query) == search(database, query)


def test_the_limit_counts_what_is_left(database: Database) -> None:
    for nth in range(4):
        add_reading(database, renamed(source=f"{nth}.txt", more=f" Part {nth}."), now=NOW)
    homes = [hit.article.id for hit in search(database, Query(type="demands"))]
    mark(database, f"{homes[0]}/cafe", Act.WRONG, by=by())

    assert len(respected_search(database, Query(type="demands", limit=3))) == 3


def test_undo_brings_a_record_back_and_undoing_that_takes_it_away_again(database: Database) -> None:
    filled(database)
    wrong = mark(database, "cafe", Act.WRONG, by=by())
    back = undo(database, wrong.id[:8], by=by(minute=1))

    assert len(respected_search(database, Query(type="demands"))) == 1
    with pytest.raises(CorrectionError, match="is taken back already"):
        undo(database, wrong.id, by=by(minute=2))
    undo(database, back.id, by=by(minute=2))
    assert respected_search(database, Query(type="demands")) == ()


# --- added records -----------------------------------------------------------------------------------------------


def test_a_missed_record_is_added_on_its_words(database: Database) -> None:
    filled(database)
    said = add_record(
        database, URL, "event", words="Iceland demands a quota of its own", trigger="demands",
        said={"type": "request", "actors": "ISL", "recipients": "NOR", "date": "2022-01-20"}, by=by(),
    )  # fmt: skip
    (hit,) = respected_search(database, Query(type="REQUEST", actor="ISL"))

    assert isinstance(hit.record, Event)
    assert (hit.record.id, hit.record.by.rule) == (said.record, "person:ana")
    assert hit.record.trigger.of(TALKS) == "demands"
    assert hit.quote == "Iceland demands a quota of its own"
    assert hit.record.confidence == 1
    assert [one.act for one in hit.marks] == [Act.ADDED]
    assert faults(database) == []


@pytest.mark.parametrize(
    ("kind", "words", "said", "query"),
    [
        ("entity", "Geneva", {"name": "Geneva", "kind": "place"}, Query(actor="geneva", kind="entity")),
        ("meeting", "The two will meet", {"parties": "NOR,ISL", "status": "agreed"}, Query(type="agreed")),
        ("position", "We want talks", {"holder": "NOR", "stance": "proposes", "issue": "talks"}, Query(type="proposes")),
        (
            "statement", "Iceland demands a quota",
            {"form": "indirect", "speaker": "Iceland", "speaker.code": "ISL", "cue": "demands"},
            Query(type="indirect", actor="ISL"),
        ),
    ],
)  # fmt: skip
def test_records_of_every_kind_can_be_added(
    database: Database, kind: str, words: str, said: dict[str, str], query: Query
) -> None:
    filled(database)
    add_record(database, URL, kind, words=words, said=said, by=by())

    assert [hit.quote for hit in respected_search(database, query)] == [words]
    assert faults(database) == []


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"words": "Sweden objected"}, "do not stand in the article"),
        ({"words": "Iceland"}, "stand there 2 times: say which by --nth"),
        ({"words": "Iceland", "nth": 3}, "stand there 2 times, not 3"),
        ({"words": " "}, "mark the words"),
        ({"words": "demands\n\na quota"}, "go over two paragraphs"),
        ({"said": {"actors": "ISL"}}, "say type too: --set type="),
        ({"said": {"type": "REQUEST", "actor": "ISL"}}, "'actor' is no part .* did you mean actors"),
        ({"said": {"type": "REQUEST", "mode": "visit"}}, "'visit' is no mode of REQUEST"),
        ({"trigger": "accused"}, "do not stand in that passage"),
        ({"address": "a.tx"}, r"no page of a\.tx is stored: did you mean a\.txt"),
    ],
)
def test_what_cannot_be_added_says_why(database: Database, more: dict[str, Any], why: str) -> None:
    filled(database)
    given = {"address": URL, "words": "Iceland demands a quota", "said": {"type": "REQUEST"}} | more

    with pytest.raises(CorrectionError, match=why):
        add_record(database, given.pop("address"), "event", by=by(), **given)
    assert all_corrections(database) == ()


def test_an_added_record_can_be_marked_and_taken_back(database: Database) -> None:
    filled(database)
    words = {"words": "Iceland demands", "said": {"type": "REQUEST"}}
    said = add_record(database, URL, "event", by=by(), **words)  # type: ignore[arg-type]
    assert said.record
    mark(database, said.record, Act.PART, by=by("ben", minute=1), part="type", value="REJECT")
    assert len(respected_search(database, Query(type="REJECT"))) == 1
    undo(database, said.id, by=by(minute=2))

    assert respected_search(database, Query(type="REJECT")) == ()


def test_an_added_record_is_not_found_once_its_page_says_something_else(database: Database) -> None:
    filled(database)
    add_record(database, URL, "event", words="Iceland demands", said={"type": "REQUEST"}, by=by())
    add_reading(database, renamed(more=" Both denied it."), now=NOW)

    assert respected_search(database, Query(type="REQUEST")) == ()
    assert faults(database) == []


# --- merging -----------------------------------------------------------------------------------------------------


def test_what_was_merged_is_found_by_either_name_until_it_is_split(database: Database) -> None:
    filled(database)
    merge(database, "Kari Dahl", "ISL", kind="entity", by=by())
    found = respected_search(database, Query(actor="kari dahl"))

    assert {hit.kind for hit in found} == {"statement", "event", "meeting", "position"}
    split(database, "ISL", kind="entity", by=by(minute=1))
    assert [hit.kind for hit in respected_search(database, Query(actor="kari dahl"))] == ["statement"]


def test_what_cannot_be_merged_says_why(database: Database) -> None:
    filled(database)

    with pytest.raises(CorrectionError, match="nobody is called 'Kari Dal' .* did you mean kari dahl"):
        merge(database, "Kari Dal", "ISL", kind="entity", by=by())
    with pytest.raises(CorrectionError, match="are the same already"):
        merge(database, "ISL", "isl", kind="entity", by=by())
    with pytest.raises(CorrectionError, match="is no meeting but a record of the kind position"):
        merge(database, "beef00000000000b", "cafe", kind="meeting", by=by())
    with pytest.raises(CorrectionError, match="is merged with nothing"):
        split(database, "ISL", kind="entity", by=by())


# --- the ledgers -------------------------------------------------------------------------------------------------


def ledger(database: Database, kind: str, *, type: str | None = None) -> list[Any]:
    """What a ledger of that *kind* is told."""

    def asked(derived: dict[str, Any]) -> bool:
        return fits(derived, Query(kind=kind, type=type))

    found = told.told(database, kind, types=(type,) if type else ())
    with database.reads() as connection:
        made = partial(told._told, connection)
        return respected_told(connection, found, made, asked, earlier_versions=False)


def test_the_ledgers_are_told_what_stands(database: Database) -> None:
    filled(database)
    mark(database, "cafe", Act.WRONG, by=by())
    mark(database, "beef00000000000a", Act.PART, by=by(minute=1), part="type", value="THREATEN")
    add_record(
        database, URL, "position", words="We want talks", by=by(minute=2),
        said={"holder": "NOR", "stance": "proposes", "issue": "talks", "statement": "5a1d000000000001"},
    )  # fmt: skip
    mark(database, "5a1d", Act.PART, by=by(minute=3), part="speaker.code", value="SWE")
    (position,) = ledger(database, "position")
    (event,) = ledger(database, "event", type="THREATEN")

    assert (position.record.issue, position.quote, position.claimant.code) == ("talks", "We want talks", "SWE")
    assert (event.record.type, event.page, event.nth) == (EventType.THREATEN, "a.txt", 1)
    assert ledger(database, "event", type="ACCUSE") == []


def test_ledgers_without_corrections_are_told_what_was_read(database: Database) -> None:
    filled(database)

    assert ledger(database, "event") == told.told(database, "event")


def test_a_whole_reading_respects_it_too(database: Database) -> None:
    filled(database)
    mark(database, "cafe", Act.WRONG, by=by())
    mark(database, "beef00000000000a", Act.PART, by=by(minute=1), part="type", value="THREATEN")
    add_record(database, URL, "event", words="Iceland demands", said={"type": "REQUEST"}, by=by(minute=2))
    with database.reads() as connection:
        found = respected_reading(renamed(), said_in(connection))

    assert [str(one.type) for one in found.events] == ["THREATEN", "REQUEST"]
    assert (found.positions, found.statements, found.article) == ((), renamed().statements, renamed().article)


# --- the training set, verification, backups ---------------------------------------------------------------------


def test_the_training_set_has_text_record_and_what_is_right(database: Database) -> None:
    filled(database)
    mark(database, "cafe", Act.WRONG, by=by())
    mark(database, "beef00000000000b", Act.PART, by=by(minute=1), part="status", value="held")
    undone = mark(database, "5a1d", Act.WRONG, by=by(minute=2))
    undo(database, undone.id, by=by(minute=3))
    add_record(database, URL, "event", words="Iceland demands", said={"type": "REQUEST"}, by=by(minute=4))
    wrong, part, added = exported(database)

    assert (wrong.kind, wrong.right, isinstance(wrong.record, Position)) == ("position", None, True)
    assert (part.right.status, part.record.status) == (MeetingStatus.HELD, MeetingStatus.SCHEDULED)  # type: ignore[union-attr]
    assert (added.record, added.right and added.right.by.rule) == (None, "person:ana")
    assert wrong.text == part.text == added.text == TALKS


def test_verify_finds_a_correction_that_somebody_edited(database: Database) -> None:
    filled(database)
    said = mark(database, "cafe", Act.WRONG, by=by(why="quite wrong"))
    with database.writes() as connection:
        body = connection.execute(corrections.select()).one().body.replace(b"quite wrong", b"quite right")
        connection.execute(update(corrections).values(body=body))

    assert faults(database) == [f"correction {said.id} is not what was said: its digest differs"]


def test_verify_finds_an_added_record_that_lost_its_words(database: Database) -> None:
    filled(database)
    said = add_record(database, URL, "event", words="Iceland demands", said={"type": "REQUEST"}, by=by())
    lost = replace(said, value={**said.value, "evidence": [10, 9999]}, id="")
    with database.writes() as connection:
        import msgspec

        row = {"id": lost.id, "body": msgspec.json.encode(lost)}
        connection.execute(update(corrections).values(row))

    assert faults(database) == [f"correction {lost.id}: [10, 9999] is no stretch of its article's text"]


def test_a_backup_brings_back_all_that_people_said(database: Database, new_address: Addresses, tmp_path: Path) -> None:
    filled(database)
    mark(database, "cafe", Act.PART, by=by(why="“no”\0"), part="issue", value="cod")
    add_record(database, URL, "event", words="Iceland demands", said={"type": "REQUEST"}, by=by(minute=1))
    merge(database, "ISL", "NOR", kind="entity", by=by(minute=2))
    add_note(database, "see the annex", who="ana", at=NOW, record="cafe")
    save_search(database, "Cod", Query(actor="NOR", since=date(2022, 1, 1)), who="ana", at=NOW)
    watch(database, Watch(kind="actor", name="NOR", at=NOW, who="ana"))
    backup(database, tmp_path / "one.gz")

    for backend in BACKENDS:
        with opened(new_address(backend), create=True) as other:
            restore(other, tmp_path / "one.gz")
            assert all_corrections(other) == all_corrections(database)
            assert (all_notes(other), all_saved(other)) == (all_notes(database), all_saved(database))
            assert all_watched(other) == all_watched(database)
            assert faults(other) == []
            backup(other, tmp_path / "two.gz")
        assert (tmp_path / "two.gz").read_bytes() == (tmp_path / "one.gz").read_bytes()


# --- the desk ----------------------------------------------------------------------------------------------------


def test_notes_stand_on_a_page_a_record_or_alone(database: Database) -> None:
    filled(database)
    at = [NOW + timedelta(minutes=nth) for nth in range(3)]
    add_note(database, " first ", who="ana", at=at[0])
    add_note(database, "second", who="ana", at=at[1], address=URL)
    add_note(database, "third", who="ana", at=at[2], record="cafe")

    assert [note.text for note in all_notes(database)] == ["first", "second", "third"]
    assert [(note.text, note.record) for note in all_notes(database, address=URL)] == [
        ("second", None), ("third", "cafe000000000001"),
    ]  # fmt: skip
    with pytest.raises(CorrectionError, match="a note has 1 to"):
        add_note(database, "  ", who="ana", at=NOW)


def test_a_saved_search_is_found_by_its_name_and_replaced_by_a_newer_one(database: Database) -> None:
    save_search(database, "Cod  Wars", Query(actor="NOR"), who="ana", at=NOW)
    save_search(database, "cod wars", Query(actor="ISL", limit=5), who="ben", at=NOW)

    assert [one.name for one in all_saved(database)] == ["cod wars"]
    assert saved_named(database, "COD WARS").query == Query(actor="ISL", limit=5)
    with pytest.raises(CorrectionError, match="no search is called 'cod war': did you mean cod wars"):
        saved_named(database, "cod war")
    remove_saved(database, "Cod Wars")
    assert all_saved(database) == ()


def test_actors_places_and_channels_are_watched_once(database: Database) -> None:
    def one(kind: str, name: str) -> Watch:
        return Watch(kind=kind, name=name, at=NOW, who="ana")

    assert [watch(database, one(*it)) for it in (("actor", "NOR"), ("actor", "nor"), ("place", "Nor"))] == [
        True, False, True,
    ]  # fmt: skip
    with pytest.raises(CorrectionError, match="'topic' cannot be watched: write one of actor, place, channel"):
        watch(database, one("topic", "cod"))
    with pytest.raises(CorrectionError, match="no actor 'NRO' is watched: did you mean NOR"):
        unwatch(database, "actor", "NRO")
    unwatch(database, "actor", "nor")
    assert [(one.kind, one.name) for one in all_watched(database)] == [("place", "Nor")]


def test_moments_are_kept_to_the_microsecond(database: Database) -> None:
    filled(database)
    at = datetime.fromisoformat("2026-02-01T12:00:00.000001+03:00")
    said = mark(database, "cafe", Act.WRONG, by=Person(who="ana", at=at, why="no"))

    assert all_corrections(database) == (said,)
    assert faults(database) == []
