"""Frames are read out of their table, and what is wrong is told with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from training.corpus.frames import COLUMNS, BadFrame, Frame, frames

from dragoman.model import EventStatus, EventType


def read(row: str, folder: Path) -> Frame | BadFrame:
    path = folder / "f.tsv"
    path.write_text("\t".join(COLUMNS) + "\n" + row.replace("|t|", "\t") + "\n", encoding="utf-8")
    (one,) = frames(path)
    return one


def test_a_frame_has_its_sense_its_codes_and_its_template(tmp_path: Path) -> None:
    one = read("turn-down.1|t|REJECT|t|assist|t|fixed:future|t|[S:gov,mil] will {turn down} [T] (|soon).|t|", tmp_path)

    assert one == Frame(
        sense="turn-down.1",
        type=EventType.REJECT,
        mode="assist",
        kind="fixed",
        status=EventStatus.FUTURE,
        template="[S:gov,mil] will {turn down} [T] (|soon).",
    )


def test_what_is_no_event_has_no_type_and_needs_no_trigger(tmp_path: Path) -> None:
    one = read("map|t|NONE|t||t|fixed|t|[S] lies north of [T].|t|", tmp_path)

    assert isinstance(one, Frame)
    assert one.type is None


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("a|t|AID|t||t|verb", "4 columns, not 6"),
        ("a|t|GIVE|t||t|verb|t|[S] {give} [T] rice.", "'GIVE' is no type"),
        ("a|t|AID|t|food|t|verb|t|[S] {give} [T] rice.", "'food' is no mode of AID"),
        ("a|t|NONE|t|food|t|verb|t|[S] {give} [T] rice.", "'food' is no mode of NONE"),
        ("a|t|AID|t||t|adverb|t|[S] {give} [T] rice.", "kind 'adverb' is none of verb"),
        ("a|t|AID|t||t|fixed:soon|t|[S] {give} [T] rice.", "kind 'fixed:soon' is none of verb"),
        ("a|t|AID|t||t|verb|t|They {give} rice.", "no [S] or [T]"),
        ("a|t|AID|t||t|verb|t|[S:king] {give} rice.", "slot kind king is none of gov"),
        ("a|t|AID|t||t|verb|t|[S] gives rice.", "one {trigger} a frame, not 0"),
        ("a|t|AID|t||t|verb|t|[S] {give} or {lend} rice.", "one {trigger} a frame, not 2"),
        ("a|t|AID|t||t|verb|t|[S] {give} rice (now.", "stray '('"),
    ],
)
def test_a_complaint_names_its_file_and_line(row: str, complaint: str, tmp_path: Path) -> None:
    one = read(row, tmp_path)

    assert isinstance(one, BadFrame)
    assert str(one).startswith(f"{tmp_path / 'f.tsv'}:2: ")
    assert complaint in str(one)


def test_a_table_with_other_columns_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "f.tsv"
    path.write_text("sense\ttype\n", encoding="utf-8")

    (one,) = frames(path)

    assert str(one).startswith(f"{path}:1: the head line is sense type")
