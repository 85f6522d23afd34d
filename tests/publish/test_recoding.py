"""What a new reader changes, as text: the sums under their columns, and examples in their words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.store.readings import talks

from dragoman.ledger.recoding import recoding
from dragoman.ledger.recoding_tally import tally
from dragoman.model import EventType, Meeting, Reader, Reading, Span
from dragoman.publish.ledger_page import Page
from dragoman.publish.recoding import recoding_text

NEWER = Reader(program="2", model="m", knowledge="k")
BEFORE = talks()


def text(*after: Reading, page: Page | None = None) -> str:
    return recoding_text(tally(recoding(BEFORE, one) for one in after), page or Page())


def with_meeting(**parts: object) -> Reading:
    (meeting,) = BEFORE.meetings
    changed: Meeting = replace(meeting, **parts)  # type: ignore[arg-type]
    return replace(BEFORE, reader=NEWER, meetings=(changed,))


def test_both_readers_are_named() -> None:
    shown = text(talks(reader=NEWER))

    assert shown.startswith("1 article read again, 0 with something new\n")
    assert "  before: program 1 · model m · knowledge k\n  after: program 2 · model m · knowledge k\n" in shown


def test_sums_stand_under_their_columns() -> None:
    lines = text(replace(BEFORE, events=())).splitlines()
    head = next(line for line in lines if line.startswith("by kind and type"))
    row = next(line for line in lines if line.startswith("  event ACCUSE"))

    assert row.rstrip().endswith("1")
    assert [head.split()[-4:], row.split()[-4:]] == [["stay", "change", "come", "go"], ["0", "0", "0", "1"]]
    assert len(head) == len(row)


def test_sides_are_told_by_name() -> None:
    assert "  NOR (Norway)" in text(replace(BEFORE, events=()))


def test_a_record_that_goes_is_quoted_with_its_article() -> None:
    assert text(replace(BEFORE, events=())).endswith(
        "event goes: NOR → ISL: accuses (ACCUSE allege, verbal conflict, −2) · actual · 20\n"
        "January 2022 (relative)\n"
        "    │ Norway accused Iceland on Thursday of overfishing\n"
        "    a.txt\n"
    )


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        ({"date": None}, "  date: March 2022 (vague) → nothing\n"),
        ({"place": None}, "  place: Geneva (CHE) → nothing\n"),
        ({"channel": "Herring Forum"}, "  channel: Cod Forum → Herring Forum\n"),
        ({"parties": ("NOR", "DNK")}, "  parties: NOR, ISL → NOR, DNK\n"),
        ({"evidence": Span(104, 140)}, "  evidence: other words\n"),
    ],
)
def test_a_part_that_changes_is_told_before_and_after(parts: dict[str, object], line: str) -> None:
    assert line in text(with_meeting(**parts))


def test_a_speaker_who_changes_is_told_by_name() -> None:
    (said,) = BEFORE.statements
    changed = replace(BEFORE, statements=(replace(said, speaker=None),))

    assert "  speaker: Kari Dahl → nothing\n" in text(changed)


def test_every_kind_of_record_can_be_told() -> None:
    nothing = replace(BEFORE, entities=(), statements=(), events=(), meetings=(), positions=())
    shown = text(nothing)

    for line in ("Kari Dahl · person · NOR · GOV", "Kari Dahl (NOR GOV) says", "ISL demands: quota of its own"):
        assert line in shown
    assert "NOR and ISL: meeting scheduled · March 2022 (vague) · Geneva (CHE)" in shown


def test_a_hostile_source_stays_on_its_line() -> None:
    before = talks(source="a\x1b[2J\n.txt")
    found = tally([recoding(before, replace(before, events=()))])

    assert "\x1b" not in recoding_text(found, Page())


@pytest.mark.parametrize("width", [20, 40, 88])
def test_a_long_name_breaks_no_column(width: int) -> None:
    (position,) = BEFORE.positions
    long = replace(BEFORE, positions=(replace(position, id="p9", holder="The " + "very " * 30 + "long name"),))
    shown = text(long, replace(BEFORE, events=()), page=Page(width))

    assert max(map(len, shown.splitlines())) <= max(width, 60)


def test_of_many_sides_the_rest_are_counted() -> None:
    (event,) = BEFORE.events
    many = replace(BEFORE, events=(replace(event, type=EventType.AID, recipients=tuple(f"S{at}" for at in range(30))),))

    assert "  and 12 more\n" in text(many)
