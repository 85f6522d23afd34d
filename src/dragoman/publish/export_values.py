"""Cells of tables: other people's text that can neither break a row nor run as a formula, and numbers as text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime

from dragoman.publish.wording import JOINERS

FORMULA = frozenset("=+-@＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula, in either width."""
BREAKING = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
"""Kinds of characters that no cell holds: controls, direction marks, halves of pairs, line separators."""
BETWEEN = "; "
"""What stands between values of one cell; within a value it is a comma."""


def cell(text: str) -> str:
    """*text* on one line, its words parted by single blanks, without characters that could break a row."""
    if not text.isprintable():
        text = "".join(map(_kept, text))
    return " ".join(text.split())


def _kept(sign: str) -> str:
    kind = unicodedata.category(sign)
    if sign in JOINERS or kind not in BREAKING:
        return sign
    return "" if kind in ("Cf", "Cs") else " "


def plain_cell(text: str | None, missing: str = "") -> str:
    """The same for tables whose readers may or may not quote: no quotation mark but the single one, and no formula."""
    return no_formula(cell(text or "").replace('"', "'")) or missing


def listed(values: Iterable[str], missing: str = "") -> str:
    """Several values in one cell."""
    cells = (plain_cell(value).replace(";", ",") for value in values)
    return BETWEEN.join(one for one in cells if one) or missing


def no_formula(text: str) -> str:
    """*text* as a spreadsheet shows it and does not run it."""
    return f"'{text}" if text[:1] in FORMULA else text


def number(value: float | None, missing: str = "") -> str:
    """*value* with six digits after the point at most, and no exponent."""
    if value is None or value != value or value in (float("inf"), float("-inf")):
        return missing
    short = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if short == "-0" else short


def compact(day: date) -> str:
    """`YYYYMMDD`."""
    return f"{day.year:04}{day.month:02}{day.day:02}"


def moment(when: datetime) -> str:
    """`YYYYMMDDHHMMSS`."""
    return f"{compact(when)}{when.hour:02}{when.minute:02}{when.second:02}"
