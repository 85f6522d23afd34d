"""A reading as a brief: what an article tells, each line with the words it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

from dragoman.model import By, Event, Interval, Meeting, Position, Reading, Span, Statement
from dragoman.publish.undated import within
from dragoman.publish.wording import (
    HOW_WE_KNOW,
    act,
    claimant,
    days,
    listed,
    names,
    plain,
    speaker,
    told,
    when,
    where,
)

if TYPE_CHECKING:
    from dragoman.annotate.dating import Dating

OPEN, CLOSE = "\ue000", "\ue001"
"""Private characters around a trigger; `plain` lets none of a page's own through."""

LOUD, QUIET = "\ue002", "\ue003"
"""The same before a headline, and before a line of small print."""

NARROWEST = 40
DETAIL, WORDS = " " * 4, "    │ "
SAMPLES = 3
"""How many parts of each kind that was left out are shown."""

BOLD, DIM, OFF = "\x1b[1m", "\x1b[2m", "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a brief is written on: whose records, how wide, with the rules or without."""

    reading: Reading
    width: int
    explain: bool
    called: dict[str, str]

    def lines(self, text: str, indent: str = "", more: str = "") -> list[str]:
        """*text* broken at the sheet's width; the lines after the first are indented *more*."""
        following = indent + more
        return wrap(text, self.width, initial_indent=indent, subsequent_indent=following, break_on_hyphens=False)

    def words(self, span: Span) -> str:
        """The article's words at *span*."""
        return plain(span.of(self.reading.article.text))


def brief(
    reading: Reading, *, explain: bool = False, width: int = 88, colour: bool = False, dating: Dating | None = None
) -> str:
    """The text of *reading*, lines at most *width* wide; *explain* names the rule behind each record.

    *dating*: when it may have been published, where it tells no date.
    """
    sheet = Sheet(reading, max(width, NARROWEST), explain, names(reading))
    blocks = [_head(sheet, dating), *_sections(sheet), _left_out(sheet), _made_by(sheet)]
    text = "\n\n".join("\n".join(block) for block in blocks if block) + "\n"
    return _coloured(text) if colour else _uncoloured(text)


def _head(sheet: Sheet, dating: Dating | None) -> list[str]:
    article = sheet.reading.article
    title = sheet.lines(plain(article.title or "") or "(no title)")
    byline = f"by {plain(article.byline)}" if article.byline else ""
    return [
        *(LOUD + line for line in title),
        "═" * max(map(len, title)),
        *sheet.lines(told(plain(article.outlet or ""), byline, _published(article.published, dating))),
        *(QUIET + line for line in sheet.lines(plain(article.source))),
    ]


def _published(published: Interval | None, dating: Dating | None) -> str:
    if published is None:
        known = f"; by its words {within(dating)} (dragoman undated tells why)" if dating is not None else ""
        return f"date unknown{known}, so what is told from it (“yesterday”, “next week”) is left open"
    return f"{days(published)}, {HOW_WE_KNOW.get(published.basis, published.basis)}"


def _sections(sheet: Sheet) -> Iterator[list[str]]:
    """A section a kind of record; the kinds without any share one line."""
    reading = sheet.reading
    sections = {
        "statements": ("WHO SAID WHAT", [_statement(sheet, one) for one in reading.statements]),
        "events": ("WHAT WAS DONE", [_event(sheet, one) for one in reading.events]),
        "meetings": ("WHAT MEETS WHEN", [_meeting(sheet, one) for one in reading.meetings]),
        "positions": ("WHERE EACH SIDE STANDS", [_position(sheet, one) for one in reading.positions]),
    }
    for heading, records in sections.values():
        if records:
            yield [LOUD + heading, *(line for record in records for line in ("", *record))]
    missing = [kind for kind, (_, records) in sections.items() if not records]
    if missing:
        yield sheet.lines(f"No {', no '.join(missing)}.")


def _statement(sheet: Sheet, statement: Statement) -> list[str]:
    cue = f"“{sheet.words(statement.cue)}”" if statement.cue else ""
    to = f"to {plain(statement.addressee)}" if statement.addressee else ""
    content = " … ".join(map(sheet.words, statement.content))
    detail = told(cue, to, f"{statement.form} speech", statement.medium or "", when(statement.date))
    return _record(sheet, plain(speaker(statement)), detail, content, statement.by)


def _event(sheet: Sheet, event: Event) -> list[str]:
    detail = told(event.status, when(event.date), where(event.place), _source(sheet, event.statement))
    about = f"about {', '.join(event.contexts)}" if event.contexts else ""
    words = _with_trigger(sheet, event)
    return _record(sheet, plain(act(event, sheet.called)), told(detail, about), words, event.by, event.confidence)


def _meeting(sheet: Sheet, meeting: Meeting) -> list[str]:
    sides = listed(meeting.parties, sheet.called) or "Somebody not named"
    about = f", on {meeting.topic}" if meeting.topic else ""
    date = when(meeting.date) or "date not told"
    detail = told(date, where(meeting.place), meeting.channel or "", _source(sheet, meeting.statement))
    return _record(
        sheet, plain(f"{sides}: meeting {meeting.status}{about}"), detail, sheet.words(meeting.evidence), meeting.by
    )


def _position(sheet: Sheet, position: Position) -> list[str]:
    line = f"{sheet.called.get(position.holder, position.holder)} {position.stance}: {position.issue}"
    detail = told(when(position.date), _source(sheet, position.statement))
    return _record(sheet, plain(line), detail, sheet.words(position.evidence), position.by)


def _source(sheet: Sheet, statement: str | None) -> str:
    who = claimant(sheet.reading, statement)
    return f"as told by {who}" if who else ""


def _record(sheet: Sheet, line: str, detail: str, words: str, by: By, confidence: float | None = None) -> list[str]:
    """One record: its line, what else is known of it, its words, and on request what made it."""
    sure = by.score if confidence is None else confidence
    rule = told(f"by {by.rule}", "" if sure is None else f"confidence {sure:.2f}")
    return [
        *sheet.lines(line, indent="  ", more="  "),
        *sheet.lines(plain(detail), indent=DETAIL),
        *sheet.lines(words, indent=WORDS),
        *(QUIET + line for line in sheet.lines(plain(rule), indent=DETAIL) if sheet.explain),
    ]


def _with_trigger(sheet: Sheet, event: Event) -> str:
    """The evidence, its trigger marked."""
    evidence, trigger = event.evidence, event.trigger
    if not evidence.holds(trigger):
        return sheet.words(evidence)
    text = sheet.reading.article.text
    before, after = text[evidence.start : trigger.start], text[trigger.end : evidence.end]
    gap = " " * before[-1:].isspace(), " " * after[:1].isspace()
    return f"{plain(before)}{gap[0]}{OPEN}{sheet.words(trigger)}{CLOSE}{gap[1]}{plain(after)}"


def _left_out(sheet: Sheet) -> list[str]:
    """What of the page is not the article, by kind, with its first words."""
    parts = sheet.reading.article.left_out
    if not parts:
        return ["Nothing was left out of the page."]
    lines = [f"{LOUD}LEFT OUT OF THE PAGE", ""]
    for kind in dict.fromkeys(part.kind for part in parts):
        texts = [plain(part.text) for part in parts if part.kind is kind]
        shown = [_first_words(text, sheet.width - 18) for text in texts[:SAMPLES]]
        lines += [f"  {label:<14}{text}" for label, text in zip((kind, *[""] * SAMPLES), shown, strict=False)]
        if len(texts) > SAMPLES:
            lines.append(f"{QUIET}{'':<16}and {len(texts) - SAMPLES} more")
    return lines


def _first_words(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 2].rsplit(' ', 1)[0]} …"


def _made_by(sheet: Sheet) -> list[str]:
    made = sheet.reading.reader
    line = f"Read by Dragoman {made.program}, model {made.model}, knowledge {made.knowledge}."
    return [QUIET + line for line in sheet.lines(line)] if sheet.explain else []


def _uncoloured(text: str) -> str:
    return re.sub(f"[{LOUD}{QUIET}]", "", re.sub(f"[{OPEN}{CLOSE}]", "*", text))


def _coloured(text: str) -> str:
    """Headlines and triggers bold, small print dim."""
    loud = re.sub(f"^{LOUD}(.*)$", lambda line: f"{BOLD}{line.group(1)}{OFF}", text, flags=re.MULTILINE)
    quiet = re.sub(f"^{QUIET}(.*)$", lambda line: f"{DIM}{line.group(1)}{OFF}", loud, flags=re.MULTILINE)
    return quiet.replace(OPEN, BOLD).replace(CLOSE, OFF)
