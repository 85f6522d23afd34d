"""POLECAT and ICEWS, read by an engine that we did not write, however it takes quotation marks."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

import duckdb
import pytest
from tests.publish.fuzzed import accusation, all_acts, hundreds, reports, ten_thousand
from tests.store.readings import GENEVA

from dragoman.model import EventType
from dragoman.publish.export_gdelt import lines
from dragoman.publish.export_icews import ICEWS_COLUMNS, icews
from dragoman.publish.export_polecat import POLECAT_COLUMNS, polecat

Rows = list[tuple[str, ...]]


def read(rows: Rows, file: Path, quote: str) -> Rows:
    """The header and the rows of *file* as DuckDB reads them."""
    file.write_bytes(b"".join(lines(rows)))
    found = duckdb.sql(
        "SELECT * FROM read_csv(?, delim='\t', header=true, all_varchar=true, quote=?, escape=?, comment='', "
        "strict_mode=true, nullstr='\x01', auto_detect=false, columns=?)",
        params=[str(file), quote, quote, dict.fromkeys(rows[0], "VARCHAR")],
    )
    return [tuple(found.columns), *found.fetchall()]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tables") / "table.tsv"


@hundreds
@ten_thousand
def test_a_foreign_reader_finds_every_polecat_row_unchanged(file: Path, seed: int) -> None:
    rows = list(polecat(all_acts(reports(seed))))

    assert read(rows, file, '"') == read(rows, file, "") == rows
    assert _python(rows) == rows
    assert len({row[0] for row in rows}) == len(rows)


@hundreds
@ten_thousand
def test_a_foreign_reader_finds_every_icews_row_unchanged(file: Path, seed: int) -> None:
    rows = list(icews(all_acts(reports(seed))))

    assert read(rows, file, '"') == read(rows, file, "") == rows
    assert _python(rows) == rows
    assert len({row[:2] for row in rows}) == len(rows)


def _python(rows: Rows) -> Rows:
    """The same as the readers of published loaders have them."""
    text = b"".join(lines(rows)).decode("utf-8")
    return [tuple(row) for row in csv.reader(StringIO(text, newline=""), delimiter="\t")]


def named(rows: Sequence[tuple[str, ...]], at: int = 1) -> dict[str, str]:
    return dict(zip(rows[0], rows[at], strict=True))


def test_the_columns_are_as_many_as_the_data_have() -> None:
    assert (len(POLECAT_COLUMNS), len(ICEWS_COLUMNS)) == (40, 20)
    assert POLECAT_COLUMNS[7:9] == ("Actor Name", "Actor Country")
    assert POLECAT_COLUMNS[15] == "Recipient Name"
    assert (ICEWS_COLUMNS[6], ICEWS_COLUMNS[8]) == ("CAMEO Code", "Target Name")


def test_polecat_joins_sides_and_names_what_is_missing() -> None:
    row = named(list(polecat([accusation(actors=("NOR", "Free; Port"), contexts=("military", "legal"))])))

    assert (row["Actor Name"], row["Actor Country"], row["Actor COW"]) == ("Norway; Free, Port", "NOR", "385")
    assert (row["Contexts"], row["Quad Code"], row["Intensity"]) == ("military; legal", "VERBAL CONFLICT", "-2")
    assert (row["Placename"], row["Event Mode"], row["Primary Actor Sector"]) == ("None", "allege", "GOV")


def test_polecat_writes_iso_codes_and_degrees() -> None:
    row = named(list(polecat([accusation(place=GENEVA)])))

    assert (row["Placename"], row["Country"], row["Latitude"], row["Longitude"]) == ("Geneva", "CHE", "46.2", "6.15")


def test_polecat_ids_begin_with_the_article() -> None:
    row = named(list(polecat([accusation()])))

    assert row["Event ID"].split("_")[:2] == [f"20220120-{accusation().article.id}", "ACCUSE"]


def test_icews_writes_a_code_as_text_and_names() -> None:
    row = named(list(icews([accusation(type=EventType.CONSULT, mode="phone")])))

    assert (row["CAMEO Code"], row["Source Country"], row["Source Sectors"]) == ("041", "Norway", "Government")
    assert (row["City"], row["Latitude"], row["Sentence Number"]) == ("NA", "NA", "1")


def test_an_icews_act_of_both_is_told_from_either_side() -> None:
    rows = list(icews([accusation(type=EventType.CONSULT, mode=None, actors=("RUS", "USA"), recipients=())]))

    assert [(row[2], row[8]) for row in rows[1:]] == [("Russia", "United States"), ("United States", "Russia")]
    assert rows[1][0] != rows[2][0]
