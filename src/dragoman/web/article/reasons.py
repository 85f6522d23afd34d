"""Why a record was written down: the rule by its row, with what it must and must not match, or the model's head."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dragoman import knowledge
from dragoman.model import By

HEADS = {
    "brain.attribution": "The trained encoder found who says these words; no rule had.",
    "quotation": "Words in quotation marks, with an attribution beside them.",
    "fragment": "A part of the clause stands in quotation marks.",
    "according-to": "“According to” names who says it.",
    "modal.must": "One side says that another must or should do something: a demand.",
    "article": "The article itself says who that is.",
}
"""What stands in no row."""
TABLES = {
    "states": "The name of a state or of its people, from states.csv: {}.",
    "organisations": "The name of a body, from organisations.csv: {}.",
    "national_bodies": "The name of a body of one state, from national_bodies.csv: {}.",
    "groups": "The name of a group, from groups.csv: {}.",
    "holders": "Who held an office at that time, from holders.csv: {}.",
    "roles": "A word for an office or a role, from roles.csv: “{}”.",
    "person": "{} added it; no rule did.",
}
"""Rows of facts, by the table that stands before the colon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A *rule* in plain words; of a row of cue words also a sentence that it must match, and one that it must not."""

    rule: str
    words: str
    example: str = ""
    counterexample: str = ""


def reasons(by: By) -> tuple[Reason, ...]:
    """What made a record, part by part: a quotation by its attribution is both."""
    table, colon, row = by.rule.partition(":")
    if colon and table in TABLES:
        return (Reason(rule=by.rule, words=TABLES[table].format(row.replace(":", ", "))),)
    return tuple(_reason(part) for part in by.rule.split("+"))


def _reason(rule: str) -> Reason:
    if rule in HEADS:
        return Reason(rule=rule, words=HEADS[rule])
    return _cues().get(rule) or Reason(rule=rule, words="A rule of the reader that made this reading.")


@cache
def _cues() -> dict[str, Reason]:
    return {one.rule: one for one in _rows()}


def _rows() -> Iterator[Reason]:
    """Every row of cue words."""
    for cue in knowledge.reporting_cues():
        yield _of(cue.id, f"“{cue.head}” attributes what follows it", "reporting", cue.example, cue.counterexample)
    for event in knowledge.event_cues():
        yield _of(event.id, f"{_heads(event.heads)} tells {event.type}", "events", event.example, event.counterexample)
    for stance in knowledge.stance_cues():
        words = f"{_heads(stance.heads)}: somebody {stance.stance}"
        yield _of(stance.id, words, "stances", stance.example, stance.counterexample)
    for meeting in knowledge.meeting_cues():
        yield _of(
            meeting.id, f"{_heads(meeting.heads)} tells a meeting", "meetings", meeting.example, meeting.counterexample
        )


def _heads(heads: tuple[str, ...]) -> str:
    shown = ", ".join(f"“{head}”" for head in heads[:3])
    return f"{shown} or a word like them" if len(heads) > 3 else shown


def _of(rule: str, words: str, table: str, example: str, counterexample: str) -> Reason:
    return Reason(rule=rule, words=f"{words} (a row of {table}.csv).", example=example, counterexample=counterexample)
