"""GDELT's columns, as its files have them and as a reader that we did not write finds them."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest
from py_gdelt.models._internal import _RawEvent, _RawMention
from py_gdelt.models.events import Event as TheirEvent
from py_gdelt.models.events import Mention as TheirMention
from py_gdelt.parsers.events import EventsParser
from py_gdelt.parsers.mentions import MentionsParser
from tests.publish.fuzzed import accusation, all_acts, entity, hundreds, reports, ten_thousand, told
from tests.store.readings import GENEVA

from dragoman.model import Basis, EntityKind, EventStatus, EventType, Interval, Place, Sector
from dragoman.publish.export_gdelt import (
    EVENT_COLUMNS,
    MENTION_COLUMNS,
    Attested,
    gdelt_events,
    gdelt_mentions,
    lines,
)
from dragoman.publish.export_rows import Act, Dates, acts

MARCH = Interval(earliest=date(2022, 3, 1), latest=date(2022, 3, 31), basis=Basis.VAGUE)


def event(act: Act, at: int = 0) -> dict[str, str]:
    """A row of the events file by the names of its columns."""
    return dict(zip(EVENT_COLUMNS, list(gdelt_events([act]))[at], strict=True))


def mention(act: Act, at: int = 0) -> dict[str, str]:
    return dict(zip(MENTION_COLUMNS, list(gdelt_mentions([act]))[at], strict=True))


def read_events(rows: list[tuple[str, ...]]) -> list[_RawEvent]:
    return list(EventsParser().parse(b"".join(lines(rows))))


def test_the_columns_stand_where_a_foreign_reader_looks_for_them() -> None:
    theirs = [name.casefold() for name, _ in sorted(EventsParser.V2_COLUMNS.items(), key=lambda one: one[1])]

    assert [name.casefold() for name in EVENT_COLUMNS] == theirs
    assert (len(EVENT_COLUMNS), len(MENTION_COLUMNS)) == (61, 16)


@hundreds
@ten_thousand
def test_a_foreign_reader_finds_every_event_unchanged(seed: int) -> None:
    rows = list(gdelt_events(all_acts(reports(seed), list(Dates)[seed % 3])))
    order = [name for name, _ in sorted(_theirs().items(), key=lambda one: one[1])]

    found = [tuple(getattr(one, name) or "" for name in order) for one in read_events(rows)]

    assert found == rows
    assert len({row[0] for row in rows}) == len(rows)
    for one in read_events(rows):
        TheirEvent.from_raw(one)


def _theirs() -> dict[str, int]:
    """The fields of their row by our columns."""
    names = [field.name for field in fields(_RawEvent)]
    ours = {name.replace("_", "").casefold(): at for at, name in enumerate(EVENT_COLUMNS)}
    spelt = {"globaleventid": "global_event_id", "fractiondate": "fraction_date"}
    found = {name: ours[_spelt(name)] for name in names if _spelt(name) in ours}
    assert set(found.values()) == set(range(61)), spelt
    return found


def _spelt(name: str) -> str:
    return name.replace("geo_lon", "geo_long").replace("_", "")


@hundreds
@ten_thousand
def test_a_foreign_reader_finds_every_mention_unchanged(seed: int) -> None:
    rows = list(gdelt_mentions(all_acts(reports(seed))))

    found = list(MentionsParser().parse(b"".join(lines(rows))))

    assert [_ours(one) for one in found] == rows
    for one in found:
        TheirMention.from_raw(one)


def _ours(one: _RawMention) -> tuple[str, ...]:
    return (
        one.global_event_id, one.event_time_full, one.mention_time_full, one.mention_type, one.mention_source_name,
        one.mention_identifier, one.sentence_id, one.actor1_char_offset, one.actor2_char_offset, one.action_char_offset,
        one.in_raw_text, one.confidence, one.mention_doc_length, one.mention_doc_tone,
        one.mention_doc_translation_info or "", one.extras or "",
    )  # fmt: skip


def test_an_event_and_its_mention_go_by_one_number() -> None:
    act = accusation(actors=("NOR", "SWE"), recipients=("ISL", "DNK"))

    assert [row[0] for row in gdelt_events([act])] == [row[0] for row in gdelt_mentions([act])]


def test_codes_keep_their_leading_zeros() -> None:
    row = event(accusation(type=EventType.CONSULT, mode="visit"))

    assert (row["EventCode"], row["EventBaseCode"], row["EventRootCode"]) == ("042", "042", "04")
    assert (row["QuadClass"], row["GoldsteinScale"]) == ("1", "1.9")


def test_a_base_code_has_three_digits() -> None:
    row = event(accusation(mode="allege", contexts=("crime",)))

    assert (row["EventCode"], row["EventBaseCode"], row["EventRootCode"]) == ("1121", "112", "11")
    assert (row["QuadClass"], row["GoldsteinScale"]) == ("3", "-2")


def test_places_are_fips_and_actors_cameo() -> None:
    row = event(accusation(actors=("ROU",), recipients=("CHE",), place=GENEVA))

    assert (row["Actor1CountryCode"], row["Actor2CountryCode"]) == ("ROM", "CHE")
    assert row["ActionGeo_CountryCode"] == "SZ"
    assert (row["ActionGeo_FullName"], row["ActionGeo_Lat"], row["ActionGeo_Long"]) == (
        "Geneva, Switzerland",
        "46.2",
        "6.15",
    )


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        (Place(name="Romania", code="ROU", lat=None, lon=None), "1"),
        (Place(name="Texas", code="USA", lat=30.9512, lon=-97.6307), "2"),
        (Place(name="Bavaria", code="DEU", lat=48.943, lon=11.3286), "5"),
        (Place(name="Houston", code="USA", lat=29.7633, lon=-95.3633), "3"),
        (Place(name="Geneva", code="CHE", lat=46.2022, lon=6.1457), "4"),
        (Place(name="Black Sea", code=None, lat=None, lon=None), ""),
    ],
)
def test_a_place_is_told_by_its_kind(place: Place, kind: str) -> None:
    assert event(accusation(place=place))["ActionGeo_Type"] == kind


def test_a_minister_is_the_government_of_a_state() -> None:
    act = accusation(entities=(entity("Norway", "Norway", code="NOR", sector=Sector.GOV, kind=EntityKind.PERSON),))

    row = event(act)

    assert (row["Actor1Code"], row["Actor1Name"], row["Actor1Type1Code"]) == ("NORGOV", "NORWAY", "GOV")
    assert (row["Actor2Code"], row["Actor2Type1Code"]) == ("ISL", "")


@pytest.mark.parametrize(
    ("actor", "code", "country", "group"),
    [("NATO", "IGONAT", "", "NAT"), ("Hamas", "PSEHMS", "PSE", "HMS"), ("XKX", "", "", ""), ("protesters", "", "", "")],
)
def test_bodies_are_known_groups_and_the_unknown_is_empty(actor: str, code: str, country: str, group: str) -> None:
    row = event(accusation(actors=(actor,)))

    assert (row["Actor1Code"], row["Actor1CountryCode"], row["Actor1KnownGroupCode"]) == (code, country, group)


def test_an_act_without_sides_is_one_row_without_them() -> None:
    row = event(accusation(actors=(), recipients=()))

    assert {row[name] for name in EVENT_COLUMNS if name.startswith(("Actor1", "Actor2"))} == {""}


def test_a_reciprocal_act_joins_every_two_once() -> None:
    act = accusation(type=EventType.CONSULT, mode=None, actors=("RUS", "USA", "CHN"), recipients=())

    pairs = [(row[5], row[15]) for row in gdelt_events([act])]

    assert pairs == [("RUS", "USA"), ("RUS", "CHN"), ("USA", "CHN")]


def test_a_day_is_written_five_ways() -> None:
    row = event(accusation())

    assert [row[name] for name in EVENT_COLUMNS[1:5]] == ["20220120", "202201", "2022", "2022.0548"]
    assert row["DATEADDED"] == "20260201093005"


def test_an_event_without_a_day_stands_under_that_of_publication_or_of_storing() -> None:
    assert event(accusation(date=None))["SQLDATE"] == "20220120"
    assert event(accusation(date=None, article={"published": None}))["SQLDATE"] == "20260201"


def test_the_stretch_of_days_that_a_row_cannot_hold_stands_in_its_mention() -> None:
    act = accusation(date=MARCH)

    assert event(act)["SQLDATE"] == "20220301"
    assert mention(act)["Extras"] == "dates=2022-03-01/2022-03-31; published=2022-01-20/2022-01-20"


def test_all_days_of_a_stretch_are_rows_of_their_own_number() -> None:
    rows = list(gdelt_events(all_acts([told(date=MARCH)], Dates.ALL)))

    assert [row[1] for row in rows] == [f"202203{day:02}" for day in range(1, 32)]
    assert len({row[0] for row in rows}) == 31


def test_only_exact_days_leave_out_a_stretch_and_a_day_not_told() -> None:
    assert all_acts([told(date=MARCH), told(date=None)], Dates.EXACT) == []
    assert len(all_acts([told()], Dates.EXACT)) == 1


def test_what_was_not_done_stays_here() -> None:
    feared = told(status=EventStatus.HYPOTHETICAL)

    assert list(acts([feared], dates=Dates.FIRST, statuses={EventStatus.ACTUAL})) == []


def test_offsets_are_those_of_the_evidence() -> None:
    norway = entity("Norway", "Norway", code="NOR", sector=Sector.GOV, kind=EntityKind.STATE)
    act = accusation(entities=(norway,), article={"url": "https://www.gazette.example/a"})

    row, text = mention(act), act.article.text

    assert text[int(row["Actor1CharOffset"]) :].startswith("Norway")
    assert text[int(row["ActionCharOffset"]) :].startswith("accused")
    assert row["Actor2CharOffset"] == ""
    assert (row["MentionType"], row["MentionSourceName"]) == ("1", "gazette.example")
    assert (row["SentenceID"], row["Confidence"], row["MentionDocLen"]) == ("1", "90", str(len(text)))


def test_how_many_tell_it_comes_from_whoever_counts_origins() -> None:
    (row,) = gdelt_events([accusation()], lambda article, event: Attested(mentions=7, sources=2, articles=5))

    assert row[31:35] == ("7", "2", "5", "0")


def test_a_quotation_mark_does_not_swallow_the_next_rows() -> None:
    rows = list(gdelt_events([accusation(actors=('"Free Port"',)), accusation()]))

    assert [one.actor1_name for one in read_events(rows)] == ["'FREE PORT'", "NORWAY"]
