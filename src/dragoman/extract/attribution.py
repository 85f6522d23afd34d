"""An attribution as found: source, cue, content, before the source is resolved to a speaker."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from dragoman import knowledge
from dragoman.knowledge import ReportingCue, Speech
from dragoman.model import Form, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """*source* (the head token of who speaks; null: nobody is told), *cue* words, *content* spans."""

    source: Token | None
    cue: Span | None
    cue_token: Token | None
    content: tuple[Span, ...]
    form: Form
    rule: str

    @property
    def start(self) -> int:
        return self.content[0].start


@cache
def _by_head() -> dict[tuple[Speech, str], ReportingCue]:
    """The reporting cues; a word that reports and quotes ("warn") is found as reporting."""
    found: dict[tuple[Speech, str], ReportingCue] = {}
    for cue in knowledge.reporting_cues():
        found.setdefault((cue.pos, cue.head), cue)
    return found


def reporting(token: Token) -> ReportingCue | None:
    """The cue row of a word that attributes, by its lemma."""
    if token.pos_ in ("VERB", "AUX"):
        return _by_head().get((Speech.VERB, token.lemma_.lower()))
    if token.pos_ == "NOUN":
        return _by_head().get((Speech.NOUN, token.lemma_.lower()))
    return None


def trimmed(text: str, start: int, end: int) -> Span:
    """Without white space, dangling commas and opening conjunctions' punctuation at either end."""
    while start < end and (text[start].isspace() or text[start] in ",:;—–-"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",:;—–-"):
        end -= 1
    return Span(start, end)
