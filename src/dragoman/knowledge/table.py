"""One loader for every table of facts. A bad row stops the start with `file:line: what`."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from enum import Enum
from functools import cache
from importlib.resources import files
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from dragoman.model import KnowledgeError

Row = TypeVar("Row")

LIST_SEPARATOR = "|"


def table(file: str, row: type[Row]) -> tuple[Row, ...]:
    """The rows of `data/FILE`, each a frozen dataclass whose fields are the file's columns, in order.

    A cell is read by its field's type: text, an enum's value, a whole number, yes or no, a `|` list of these;
    empty is null where the type allows it. Raises `KnowledgeError`.
    """
    text = files("dragoman.knowledge").joinpath("data", file).read_text(encoding="utf-8")
    return tuple(parsed(text.splitlines(), file, row))


def parsed(lines: Iterable[str], file: str, row: type[Row]) -> Iterator[Row]:
    """The rows of CSV *lines*; *file* is their name in errors."""
    reader = csv.reader(lines)
    readers = cell_readers(row)  # type: ignore[arg-type]  # a class is hashable
    header = next(reader, [])
    if header != list(readers):
        raise KnowledgeError(file, 1, f"columns are {','.join(header)}; write {','.join(readers)}")
    for cells in reader:
        if cells:
            yield _row(cells, file, reader.line_num, row, readers)


def _row(cells: list[str], file: str, line: int, row: type[Row], readers: dict[str, Callable[[str], Any]]) -> Row:
    if len(cells) != len(readers):
        raise KnowledgeError(file, line, f"{len(cells)} cells where {len(readers)} are due")
    values: dict[str, Any] = {}
    for (column, read), cell in zip(readers.items(), cells, strict=True):
        try:
            values[column] = read(cell.strip())
        except ValueError as error:
            raise KnowledgeError(file, line, f"{column} {error}") from None
    return row(**values)


@cache
def cell_readers(row: type[Any]) -> dict[str, Callable[[str], Any]]:
    """How each column of *row* is read, by the field's type. A field `from_` is the column `from`."""
    hints = get_type_hints(row)
    return {field.name: _reader(hints[field.name]) for field in fields(row)}


def _reader(hint: Any) -> Callable[[str], Any]:
    if get_origin(hint) is tuple:
        item = _reader(get_args(hint)[0])
        return lambda cell: tuple(item(part.strip()) for part in cell.split(LIST_SEPARATOR) if part.strip())
    if get_origin(hint) in (Union, UnionType):
        inner = _reader(next(part for part in get_args(hint) if part is not type(None)))
        return lambda cell: inner(cell) if cell else None
    if hint is bool:
        return _yes_or_no
    if isinstance(hint, type) and issubclass(hint, Enum):
        return lambda cell: _enum(hint, cell)
    if hint in (int, float):
        return lambda cell: _number(hint, cell)
    return str


def _number(kind: type[Any], cell: str) -> Any:
    try:
        return kind(cell)
    except ValueError:
        raise ValueError(f"{cell!r} is no number") from None


def _yes_or_no(cell: str) -> bool:
    if cell not in ("yes", "no", ""):
        raise ValueError(f"{cell!r} is neither yes nor no")
    return cell == "yes"


def _enum(kind: type[Enum], cell: str) -> Enum:
    try:
        return kind(cell)
    except ValueError:
        raise ValueError(f"{cell!r} is none of {', '.join(str(item.value) for item in kind)}") from None
