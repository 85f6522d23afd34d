"""Readings as the codebook's JSON, and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from dragoman.model.reading import Reading, Rejected


@dataclass(frozen=True, slots=True)
class RejectedLine:
    """The JSON line of a page that could not be read."""

    rejected: Rejected


def encode(result: Reading | Rejected) -> bytes:
    """One JSON object in UTF-8, without a line end."""
    return msgspec.json.encode(RejectedLine(result) if isinstance(result, Rejected) else result)


def decode(line: bytes | str) -> Reading | Rejected:
    """The reading or rejection of one JSON object. Raises `msgspec.ValidationError`, which says where."""
    data = msgspec.json.decode(line)
    if isinstance(data, dict) and "rejected" in data:
        return msgspec.convert(data, RejectedLine).rejected
    return msgspec.convert(data, Reading)


def schema() -> dict[str, Any]:
    """The JSON Schema of one line of `dragoman read --format json`."""
    (line, rejected), components = msgspec.json.schema_components(
        [Reading, RejectedLine], ref_template="#/$defs/{name}"
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A line of dragoman read --format json",
        "anyOf": [line, rejected],
        "$defs": components,
    }
