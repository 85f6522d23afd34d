"""Places."""
from __future__ import annotations
from dataclasses import dataclass
from spacy.tokens import Doc
from dragoman.model import Place, Span
@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    span: Span
    place: Place
def place_mentions(doc: Doc, cast: object) -> tuple[PlaceMention, ...]:
    return ()
