"""An attribution as found: source, cue, content, before the source is resolved to a speaker."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from spacy.tokens import Token

from dragoman import knowledge
from dragoman.extract.clauses import child, lemmas
from dragoman.knowledge import ReportingCue, Speech
from dragoman.model import Form, Span

SAYING_WITH = {"go": "on", "put": "it"}  # verbs that attribute only with this word beside them
JOINING = frozenset({"and", "but", ";"})
DANGLING = ",:;—–―-"
PHRASE_GAP = 4  # words within which the next word of a phrase must stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """*source* (the head token of who speaks; null: nobody is told), *cue* words, *content* spans."""

    source: Token | None
    cue: Span | None
    cue_token: Token | None
    content: tuple[Span, ...]
    form: Form
    rule: str
    score: float | None = None

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
        found = next((row for lemma in lemmas(token) if (row := _by_head().get((Speech.VERB, lemma)))), None)
        return (
            found if found is None or found.head not in SAYING_WITH or _says(token, SAYING_WITH[found.head]) else None
        )
    if token.pos_ == "NOUN":
        return _by_head().get((Speech.NOUN, token.lemma_.lower()))
    return None


def _says(verb: Token, word: str) -> bool:
    """ "He went on", "as she put it"; not "went on television", "must go on working", "put off"."""
    beside = any(one.lower_ == word and not any(one.children) for one in verb.rights)
    return beside and child(verb, "xcomp") is None


@cache
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], ReportingCue], ...]]:
    """The phrase rows by their verb: "make clear" is `make` with `clear` in the words that follow."""
    found: dict[str, list[tuple[tuple[str, ...], ReportingCue]]] = {}
    for cue in knowledge.reporting_cues():
        if cue.pos == Speech.PHRASE:
            verb, *rest = cue.head.split()
            found.setdefault(verb, []).append((tuple(rest), cue))
    return {verb: tuple(rows) for verb, rows in found.items()}


def phrase_at(token: Token) -> tuple[ReportingCue, int] | None:
    """The phrase row that begins at a verb, and the token of its last word; up to three words may stand between."""
    if token.pos_ != "VERB":
        return None
    for rest, row in _phrases().get(token.lemma_.lower(), ()):
        at: int | None = token.i
        for word in rest:
            start = (at or 0) + 1
            near = takewhile(lambda one: one.lower_ not in JOINING, token.doc[start : start + PHRASE_GAP])
            at = next((one.i for one in near if one.lower_ == word), None)
            if at is None:
                break
        if at is not None and at + 1 < len(token.doc):
            return row, at
    return None


def trimmed(text: str, start: int, end: int) -> Span:
    """Without white space, dangling commas and opening conjunctions' punctuation at either end."""
    while start < end and (text[start].isspace() or text[start] in DANGLING):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in DANGLING):
        end -= 1
    return Span(start, end)
