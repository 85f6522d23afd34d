"""What a user may say of a rule on the command line: the same words as in alerts.toml."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from dragoman.app.options import asked_day


class Kind(StrEnum):
    """Kinds of rules, as a user names them."""

    RECORD = "record"
    DYAD = "dyad"
    POSTURE = "posture"
    MEETING = "meeting"
    QUIET = "quiet"
    PARSE = "parse"


OfKind = Annotated[
    Kind,
    typer.Argument(
        metavar="KIND",
        help="record: a pattern of records. dyad: two sides grow hotter or warmer than usual. posture: forces move near "
        "somebody. meeting: one is scheduled, moved or cancelled. quiet: a source tells nothing new. parse: more of "
        "a source's pages than usual cannot be read.",
    ),
]
Name = Annotated[str, typer.Option("--name", metavar="NAME", help="What to call the rule.")]
From = Annotated[
    date | None,
    typer.Option(
        "--since",
        parser=asked_day,
        metavar="YYYY-MM-DD",
        help="Also what is stored already, from this day on. Without it only what comes after the rule.",
    ),
]
To = Annotated[
    list[str] | None,
    typer.Option(
        "--to", metavar="CHANNEL", help="Where its alerts go: log, mail, a webhook's name; everywhere without it."
    ),
]
Record = Annotated[
    str | None, typer.Option(metavar="KIND", help="record: event (without it), meeting, position or statement.")
]
Type = Annotated[
    list[str] | None,
    typer.Option(
        "--type", metavar="TYPE", help="record: of an event (ACCUSE), position (demands) or statement (direct)."
    ),
]
Status = Annotated[
    list[str] | None,
    typer.Option("--status", metavar="STATUS", help="record: of an event (actual) or meeting (scheduled)."),
]
Actors = Annotated[
    list[str] | None,
    typer.Option(
        "--actor", metavar="CODE|NAME", help="record, posture: who acts, meets, holds or speaks; one of them."
    ),
]
Recipients = Annotated[
    list[str] | None, typer.Option("--recipient", metavar="CODE|NAME", help="record: who is acted upon; one of them.")
]
Channel = Annotated[str | None, typer.Option(metavar="NAME", help="record, meeting: the forum or format of a meeting.")]
Place = Annotated[str | None, typer.Option(metavar="NAME|CODE", help="record, posture: where it happens: Geneva, CHE.")]
Words = Annotated[str | None, typer.Option(metavar="WORDS", help="record: all in the words that it rests on.")]
Sides = Annotated[list[str] | None, typer.Option("--side", metavar="CODE|NAME", help="dyad: given twice.")]
Tone = Annotated[str | None, typer.Option(metavar="TONE", help="dyad: conflict (without it) or cooperation.")]
Threshold = Annotated[
    float | None,
    typer.Option(metavar="NUMBER", help="dyad, parse: robust standard deviations above the median; 3.5 without it."),
]
Weeks = Annotated[
    int | None, typer.Option(metavar="NUMBER", help="dyad, parse: weeks that it is measured by; 12 and 8 without it.")
]
Minimum = Annotated[
    int | None,
    typer.Option(metavar="NUMBER", help="dyad, parse: articles or pages that a week must have; 10 without it."),
]
Near = Annotated[
    list[str] | None, typer.Option("--near", metavar="CODE|NAME", help="posture: whom the forces face; one of them.")
]
Turns = Annotated[
    list[str] | None,
    typer.Option("--turn", metavar="TURN", help="meeting: scheduled, moved, cancelled; all without it."),
]
Parties = Annotated[
    list[str] | None, typer.Option("--party", metavar="CODE|NAME", help="meeting: who meets; all of them.")
]
OfSource = Annotated[
    list[str] | None, typer.Option("--source", metavar="NAME", help="quiet, parse: these sources; all without it.")
]
Factor = Annotated[
    float | None, typer.Option(metavar="NUMBER", help="quiet: usual waits that pass without news; 5 without it.")
]
AtLeast = Annotated[
    str | None, typer.Option("--at-least", metavar="12h", help="quiet: and never sooner than this; 1d without it.")
]
