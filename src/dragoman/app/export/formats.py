"""What can be written, and how, as a user names it. Light: the command line loads it for its help."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """What can be written."""

    GDELT = "gdelt"
    MENTIONS = "gdelt-mentions"
    POLECAT = "polecat"
    ICEWS = "icews"
    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"
    ICS = "ics"


class OfDays(StrEnum):
    """What becomes of an event of which a stretch of days is told."""

    EXACT = "exact"
    FIRST = "first"
    ALL = "all"


class Status(StrEnum):
    """How far an event is fact, as a user names it."""

    ACTUAL = "actual"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"
    HISTORICAL = "historical"


CODED = (Format.GDELT, Format.MENTIONS, Format.POLECAT, Format.ICEWS)
"""Formats of events that know neither a stretch of days nor an act that was not done."""
