"""CSV as RFC 4180 has it: a record a line, every field that we know; no cell is taken for a formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from dragoman.publish.export_fields import FIELDS, Value, values
from dragoman.publish.export_rows import Report
from dragoman.publish.export_values import BETWEEN, cell, no_formula


def csv_rows(reports: Iterable[Report], kind: str) -> Iterator[tuple[str, ...]]:
    """The header, and a row for each record of a *kind*."""
    yield tuple(field.name for field in FIELDS[kind])
    for row in values(reports, kind):
        yield tuple(map(_cell, row))


def csv_lines(rows: Iterable[tuple[str, ...]]) -> Iterator[bytes]:
    """Rows as lines, a cell quoted where it must be."""
    for row in rows:
        yield (",".join(map(_quoted, row)) + "\r\n").encode("utf-8")


def _quoted(text: str) -> str:
    if text.startswith(" ") or any(sign in text for sign in ',"'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _cell(value: Value) -> str:
    """Numbers and days as they are: only other people's words can be a formula."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return no_formula(BETWEEN.join(one for one in (cell(one).replace(";", ",") for one in value) if one))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date):
        return value.isoformat()
    return no_formula(cell(value)) if isinstance(value, str) else repr(value)
