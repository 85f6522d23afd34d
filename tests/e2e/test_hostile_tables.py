"""Hostile words out of every table: one cell each, and none that a spreadsheet runs."""

from __future__ import annotations

import csv
from collections import Counter
from io import StringIO
from pathlib import Path

import duckdb
import pytest
from tests.e2e.doors import FORMULA, KINDS, Press, summed
from tests.e2e.hostile import NOW, unseen

from dragoman.app.export.exporting import Asked, pieces
from dragoman.app.export.formats import Format
from dragoman.model import EventStatus
from dragoman.publish.export_rows import Dates
from dragoman.store import Query

TABLES = (
    *((Format.CSV, kind) for kind in KINDS),
    *((one, None) for one in (Format.GDELT, Format.MENTIONS, Format.POLECAT, Format.ICEWS)),
)


@pytest.mark.parametrize(("format", "kind"), TABLES, ids=lambda one: str(one or ""))
def test_no_cell_of_a_table_is_a_formula_or_two_cells(
    hostile: Press, format: Format, kind: str | None, tmp_path: Path
) -> None:
    file = tmp_path / "table"
    asked = Asked(format=format, query=Query(kind=kind or "event"), statuses=frozenset(EventStatus), dates=Dates.FIRST)
    written = b"".join(pieces(hostile.store, asked, Counter(), now=NOW))
    file.write_bytes(written)
    rows = _rows(file, "," if format is Format.CSV else "\t")
    lengths = Counter(map(len, rows))
    wrong = [
        f"{cell[:1]!r} begins: {cell[:50]!r}"
        for row in rows
        for cell in row
        if cell and cell.startswith(FORMULA) and not _number(cell)
    ]
    wrong += [f"{signs}: {cell[:40]!r}" for row in rows for cell in row for signs in unseen(cell or "")]

    header = 0 if format in (Format.GDELT, Format.MENTIONS) else 1
    assert len(lengths) == 1
    assert len(rows) - header >= len(hostile.pages)
    assert rows == _as_python_reads(written, "," if format is Format.CSV else "\t", quoted=format is Format.CSV)
    assert not wrong, summed(wrong)


def _rows(file: Path, delimiter: str) -> list[tuple[str, ...]]:
    """The file as DuckDB reads it."""
    first = file.read_text(encoding="utf-8").split("\n", 1)[0].rstrip("\r")
    names = {f"c{at}": "VARCHAR" for at in range(len(next(csv.reader(StringIO(first), delimiter=delimiter))))}
    quote = '"' if delimiter == "," else ""
    found = duckdb.sql(
        "SELECT * FROM read_csv(?, delim=?, header=false, all_varchar=true, quote=?, escape=?, comment='', "
        "strict_mode=true, nullstr='\x01', auto_detect=false, columns=?, max_line_size=8000000)",
        params=[str(file), delimiter, quote, quote, names],
    )
    return [tuple(one or "" for one in row) for row in found.fetchall()]


def _as_python_reads(written: bytes, delimiter: str, *, quoted: bool) -> list[tuple[str, ...]]:
    text = StringIO(written.decode("utf-8"), newline="")
    quoting = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    return [tuple(row) for row in csv.reader(text, delimiter=delimiter, quoting=quoting)]


def _number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return cell.isascii() and not cell.startswith("+")
