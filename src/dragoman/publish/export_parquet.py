"""Parquet: the fields of CSV with their types, text as it stands, lists as lists. Needs pyarrow, the extra `parquet`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from io import BytesIO
from itertools import islice
from typing import Any

from dragoman.model import DragomanError
from dragoman.publish.export_fields import FIELDS, Kind, Value, values
from dragoman.publish.export_rows import Report

GROUP = 10_000
"""Rows that are in memory at a time."""


class NoParquet(DragomanError):
    """The library that writes Parquet is not installed."""

    def __init__(self) -> None:
        super().__init__("Parquet needs pyarrow: pip install 'dragoman[parquet]', or write --format csv")


def parquet(reports: Iterable[Report], kind: str) -> Iterator[bytes]:
    """A Parquet file of all records of a *kind*, piece by piece. Raises `NoParquet`."""
    try:
        pyarrow, files = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        raise NoParquet from None
    schema = _schema(pyarrow, kind)
    sink = _Pieces()
    rows = values(reports, kind)
    with files.ParquetWriter(sink, schema, compression="zstd") as writer:
        while group := list(islice(rows, GROUP)):
            writer.write_batch(_batch(pyarrow, schema, group))
            yield sink.taken()
    yield sink.taken()


class _Pieces(BytesIO):
    """What was written since it was last taken; it keeps count, so that a pipe will do for a file."""

    def __init__(self) -> None:
        super().__init__()
        self.before = 0

    def tell(self) -> int:
        return self.before + super().tell()

    def seekable(self) -> bool:
        return False

    def taken(self) -> bytes:
        piece = self.getvalue()
        self.before += len(piece)
        self.seek(0)
        self.truncate()
        return piece

    def close(self) -> None:
        """Stays open: the end of the file is still to be taken."""


def _schema(pyarrow: Any, kind: str) -> Any:
    types = {
        Kind.TEXT: pyarrow.string(),
        Kind.TEXTS: pyarrow.list_(pyarrow.string()),
        Kind.WHOLE: pyarrow.int64(),
        Kind.NUMBER: pyarrow.float64(),
        Kind.FLAG: pyarrow.bool_(),
        Kind.DAY: pyarrow.date32(),
        Kind.MOMENT: pyarrow.timestamp("us", tz="UTC"),
    }
    return pyarrow.schema([(field.name, types[field.kind]) for field in FIELDS[kind]])


def _batch(pyarrow: Any, schema: Any, rows: Sequence[tuple[Value, ...]]) -> Any:
    columns = zip(*rows, strict=True)
    arrays = [pyarrow.array(map(_whole, column), field.type) for column, field in zip(columns, schema, strict=True)]
    return pyarrow.record_batch(arrays, schema=schema)


def _whole(value: Value) -> Value:
    """Text without halves of pairs, which UTF-8 has not."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    return tuple(str(_whole(one)) for one in value) if isinstance(value, tuple) else value
