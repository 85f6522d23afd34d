from dataclasses import dataclass

import pytest

from dragoman.knowledge.table import parsed
from dragoman.model import KnowledgeError, Sector


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    name: str
    sector: Sector
    years: tuple[int, ...]
    ended: int | None
    kept: bool


HEADER = "name,sector,years,ended,kept"


def rows(*lines: str) -> list[Row]:
    return list(parsed([HEADER, *lines], "rows.csv", Row))


def test_a_cell_is_read_by_its_field() -> None:
    assert rows("Army,MIL,1914|1939,,yes") == [
        Row(name="Army", sector=Sector.MIL, years=(1914, 1939), ended=None, kept=True)
    ]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("Army,MILITARY,,,yes", "sector 'MILITARY' is none of GOV, MIL"),
        ("Army,MIL,19xx,,yes", "years '19xx' is no number"),
        ("Army,MIL,,,perhaps", "kept 'perhaps' is neither yes nor no"),
        ("Army,MIL,,yes", "4 cells where 5 are due"),
    ],
)
def test_a_bad_row_is_named_by_file_and_line(line: str, what: str) -> None:
    with pytest.raises(KnowledgeError, match="rows.csv:2: ") as error:
        rows(line)

    assert what in str(error.value)


def test_unknown_columns_are_named_with_the_right_ones() -> None:
    with pytest.raises(KnowledgeError, match="write name,sector,years,ended,kept"):
        list(parsed(["name,colour"], "rows.csv", Row))
