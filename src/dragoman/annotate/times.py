"""Times."""
from __future__ import annotations
from dataclasses import dataclass
from datetime import date
from spacy.tokens import Doc
from dragoman.model import Interval, Span
@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    span: Span
    type: str
    value: str
    interval: Interval | None
def time_mentions(doc: Doc, day: date | None) -> tuple[TimeMention, ...]:
    return ()
