"""Every field of a record in CSV, Parquet and JSON Lines, read by engines that we did not write."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet
import pytest
from tests.publish.fuzzed import hundreds, report_of, reports, ten_thousand, told
from tests.store.readings import NOW, talks

from dragoman.model import decode, encode
from dragoman.publish import export_parquet
from dragoman.publish.export_csv import csv_lines, csv_rows
from dragoman.publish.export_fields import FIELDS, Kind, values
from dragoman.publish.export_jsonl import jsonl
from dragoman.publish.export_parquet import NoParquet, parquet
from dragoman.publish.export_values import FORMULA

KINDS = sorted(FIELDS)
kinds = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fields") / "file"


def read_csv(rows: list[tuple[str, ...]], file: Path) -> list[tuple[str, ...]]:
    file.write_bytes(b"".join(csv_lines(rows)))
    found = duckdb.sql(
        "SELECT * FROM read_csv(?, delim=',', header=true, all_varchar=true, quote='\"', escape='\"', comment='', "
        "strict_mode=true, nullstr='\x01', auto_detect=false, columns=?)",
        params=[str(file), dict.fromkeys(rows[0], "VARCHAR")],
    )
    return [tuple(found.columns), *found.fetchall()]


@kinds
@hundreds
@ten_thousand
def test_foreign_readers_find_every_csv_row_unchanged(file: Path, kind: str, seed: int) -> None:
    rows = list(csv_rows(reports(seed), kind))
    text = b"".join(csv_lines(rows)).decode("utf-8")

    assert read_csv(rows, file) == rows
    assert [tuple(row) for row in csv.reader(StringIO(text, newline=""), strict=True)] == rows
    assert len(text.splitlines()) == len(rows)


@kinds
@hundreds
@ten_thousand
def test_no_csv_cell_of_foreign_words_begins_a_formula(kind: str, seed: int) -> None:
    header, *rows = csv_rows(reports(seed), kind)
    worded = {field.name for field in FIELDS[kind] if field.kind in (Kind.TEXT, Kind.TEXTS)}

    for row in rows:
        assert [
            cell for name, cell in zip(header, row, strict=True) if name in worded and cell[:1] in FORMULA and cell
        ] == []


@kinds
@hundreds
@ten_thousand
def test_a_foreign_reader_finds_every_parquet_row_unchanged(file: Path, kind: str, seed: int) -> None:
    some = reports(seed)
    file.write_bytes(b"".join(parquet(some, kind)))
    names = ", ".join(_asked(field.name, field.kind) for field in FIELDS[kind])

    found = duckdb.sql(f"SELECT {names} FROM read_parquet(?)", params=[str(file)]).fetchall()

    assert [_typed(row) for row in found] == [_plain(row) for row in values(some, kind)]


def _asked(name: str, kind: Kind) -> str:
    """A moment in seconds: DuckDB has no zones at hand."""
    return f"epoch_us({name}) AS {name}" if kind is Kind.MOMENT else f'"{name}"'


def _typed(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(tuple(one) if isinstance(one, list) else one for one in row)


def _plain(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(int(one.timestamp() * 1_000_000) if one == NOW else one for one in row)


@hundreds
@ten_thousand
def test_a_foreign_reader_finds_every_json_line_unchanged(file: Path, seed: int) -> None:
    readings = [one.reading for one in reports(seed)]
    written = b"".join(jsonl(readings))
    file.write_bytes(written)

    found = duckdb.sql("SELECT json FROM read_ndjson_objects(?)", params=[str(file)]).fetchall()

    assert [json.loads(line) for (line,) in found] == [json.loads(encode(one)) for one in readings]
    assert [decode(line) for line in written.splitlines()] == readings


@kinds
def test_a_name_stands_for_one_field(kind: str) -> None:
    names = [field.name for field in FIELDS[kind]]

    assert len(set(names)) == len(names)


def test_csv_leaves_words_alone_that_harm_nobody() -> None:
    header, row = csv_rows([told(place=None)], "event")
    cells = dict(zip(header, row, strict=True))

    assert cells["quote"] == "Norway accused Iceland on Thursday of overfishing"
    assert (cells["actors"], cells["score"], cells["evidence_start"]) == ("NOR", "-2.0", "0")
    assert (cells["date_earliest"], cells["published_basis"], cells["place"]) == ("2022-01-20", "given", "")


def test_csv_tells_who_claims_an_act() -> None:
    reading = talks()
    claimed = report_of(reading)
    header, row = csv_rows([claimed], "statement")

    assert dict(zip(header, row, strict=True))["speaker"] == "Kari Dahl"
    assert dict(zip(header, row, strict=True))["quote"] == "We want talks"


def test_parquet_has_types(file: Path) -> None:
    file.write_bytes(b"".join(parquet([told()], "event")))
    schema = pyarrow.parquet.read_schema(file)

    assert str(schema.field("date_earliest").type) == "date32[day]"
    assert str(schema.field("actors").type).startswith("list<")
    assert [str(schema.field(name).type) for name in ("score", "evidence_start")] == ["double", "int64"]


def test_parquet_of_nothing_still_has_its_columns(file: Path) -> None:
    file.write_bytes(b"".join(parquet([], "event")))

    assert pyarrow.parquet.read_table(file).num_rows == 0
    assert pyarrow.parquet.read_schema(file).names == [field.name for field in FIELDS["event"]]


def test_without_pyarrow_parquet_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(export_parquet, "import_module", missing)

    with pytest.raises(NoParquet, match=r"pip install 'dragoman\[parquet\]'"):
        list(parquet([], "event"))


def test_parquet_holds_no_more_than_a_group_in_memory(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_parquet, "GROUP", 7)
    pieces = list(parquet([told()] * 50, "event"))
    file.write_bytes(b"".join(pieces))

    assert len(pieces) == 50 // 7 + 1 + 1
    assert pyarrow.parquet.read_table(file).num_rows == 50
