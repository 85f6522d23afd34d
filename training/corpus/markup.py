"""Passages in the corpus's inline mark-up, read into text and spans. README.md beside this file says what it looks like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.knowledge.ontology import contexts, modes
from dragoman.model import EventStatus, EventType, Form, Span

STYLES = ("newswire", "broadsheet", "translated", "statement", "live", "local", "headline")
REGIONS = ("africa", "americas", "asia", "europe", "mideast", "oceania", "world")
SCOPES = ("international", "domestic")
HEAD = re.compile(r"@ (\S+) (\S+) (\S+) (\S+)")
MARK = re.compile(
    r"\[(?P<actor>[A-Z]) |(?P<actor_end>\])|\{(?P<event>\d+) |(?P<event_end>\})"
    r"|<(?P<said>[a-z]) |(?P<said_end> ?[a-z]>)|~(?P<cue>[a-z]) |(?P<cue_end>~)|(?P<stray>[\[{}<>])"
)
EVENT = re.compile(r": (\d+) ([A-Z]+) (\S+) ([a-z]+) ([A-Z]?(?:\+[A-Z])*)>([A-Z]?(?:\+[A-Z])*)(?: (\S+))?")
SAID = re.compile(r": ([a-z]) ([A-Z]|-) ([a-z]+)( anonymous)?")


class BadMarkup(Exception):
    """A passage that cannot be read: `file:line: what`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """An event of a passage: *actors* and *recipients* are participants' letters, *trigger* the words that say it."""

    number: str
    type: EventType
    mode: str | None
    status: EventStatus
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    contexts: tuple[str, ...]
    trigger: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement of a passage: *speaker* is a participant's letter, or None where nobody is named."""

    letter: str
    speaker: str | None
    source: Span | None
    cues: tuple[Span, ...]
    content: tuple[Span, ...]
    form: Form
    anonymous: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A coded passage. Spans are character offsets into *text*, whose paragraphs are parted by a blank line."""

    id: str
    style: str
    region: str
    scope: str
    text: str
    mentions: tuple[tuple[str, Span], ...]
    events: tuple[Coded, ...]
    statements: tuple[Said, ...]
    line: int


@dataclass(slots=True)
class _Marks:
    """What was marked in a text: participants, triggers, cues and contents, by their letter or number."""

    text: str
    actors: list[tuple[str, Span]]
    triggers: dict[str, Span]
    cues: dict[str, list[Span]]
    contents: dict[str, list[Span]]


def passages(path: Path) -> Iterator[Passage | BadMarkup]:
    """The passages of a file in order; one that cannot be read comes as the error that says why."""
    block: list[tuple[int, str]] = []
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip():
            block.append((number, line.rstrip()))
        elif block:
            try:
                yield passage(block)
            except BadMarkup as error:
                yield BadMarkup(f"{path}:{error}")
            block = []


def passage(block: list[tuple[int, str]]) -> Passage:
    """One passage from its numbered lines; raises BadMarkup with `line: what`."""
    line, first = block[0]
    head = HEAD.fullmatch(first)
    if head is None:
        raise BadMarkup(f"{line}: a passage starts with '@ id style region scope', not {first[:60]!r}")
    id, style, region, scope = head.groups()
    for value, allowed in ((style, STYLES), (region, REGIONS), (scope, SCOPES)):
        if value not in allowed:
            raise BadMarkup(f"{line}: {value!r} is none of {', '.join(allowed)}")
    words = [text for _, text in block[1:] if not text.startswith(": ")]
    if not words:
        raise BadMarkup(f"{line}: no text")
    marks = _marks("\n\n".join(words), line)
    codes = [(number, text) for number, text in block[1:] if text.startswith(": ")]
    events = tuple(_event(number, text, marks) for number, text in codes if text[2:3].isdigit())
    statements = tuple(_said(number, text, marks) for number, text in codes if not text[2:3].isdigit())
    _complete(line, marks, events, statements)
    return Passage(
        id=id,
        style=style,
        region=region,
        scope=scope,
        text=marks.text,
        mentions=tuple(marks.actors),
        events=events,
        statements=statements,
        line=line,
    )


def _marks(marked: str, line: int) -> _Marks:
    """The bare text of *marked* and what was marked in it."""
    found = _Marks("", [], {}, {}, {})
    open_: dict[str, tuple[str, int]] = {}
    at = 0
    for mark in MARK.finditer(marked):
        found.text += marked[at : mark.start()]
        at = mark.end()
        kind, name = str(mark.lastgroup), mark.group().strip("[{<~>}] ")
        if kind == "stray":
            raise BadMarkup(f"{line}: stray {mark.group()!r} near {marked[max(0, at - 40) : at + 20]!r}")
        if not kind.endswith("_end"):
            slot = f"said {name}" if kind == "said" else kind
            if slot in open_:
                raise BadMarkup(f"{line}: {mark.group()!r} opens within another; close it first")
            open_[slot] = (name, len(found.text))
            continue
        kind = kind.removesuffix("_end")
        slot = f"said {name}" if kind == "said" else kind
        if slot not in open_:
            raise BadMarkup(f"{line}: {mark.group()!r} closes nothing near {marked[max(0, at - 40) : at]!r}")
        name, start = open_.pop(slot)
        _close(found, kind, name, _trimmed(found.text, start), line)
    if open_:
        raise BadMarkup(f"{line}: not closed: {', '.join(open_)}")
    found.text += marked[at:]
    return found


def _trimmed(text: str, start: int) -> Span:
    words = text[start:]
    return Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))


def _close(found: _Marks, kind: str, name: str, span: Span, line: int) -> None:
    if span.start >= span.end:
        raise BadMarkup(f"{line}: {kind} {name} marks no words")
    if kind == "actor":
        found.actors.append((name, span))
    elif kind == "event":
        if name in found.triggers:
            raise BadMarkup(f"{line}: event {name} has two triggers")
        found.triggers[name] = span
    else:
        (found.cues if kind == "cue" else found.contents).setdefault(name, []).append(span)


def _event(line: int, text: str, marks: _Marks) -> Coded:
    match = EVENT.fullmatch(text)
    if match is None:
        raise BadMarkup(f"{line}: an event reads ': 1 TYPE mode status A>B contexts', not {text!r}")
    number, type, mode, status, actors, recipients, told = match.groups()
    if type not in list(EventType):
        raise BadMarkup(f"{line}: {type!r} is no type")
    if mode != "-" and (EventType(type), mode) not in modes():
        raise BadMarkup(f"{line}: {mode!r} is no mode of {type}")
    if status not in list(EventStatus):
        raise BadMarkup(f"{line}: {status!r} is none of {', '.join(EventStatus)}")
    unknown = [context for context in (told or "").split(",") if context and context not in contexts()]
    if unknown:
        raise BadMarkup(f"{line}: no such context: {', '.join(unknown)}")
    if number not in marks.triggers:
        raise BadMarkup(f"{line}: event {number} has no {{{number} …}} in the text")
    named = {letter for letter, _ in marks.actors}
    sides = [tuple(side.split("+")) if side else () for side in (actors, recipients)]
    for letter in (*sides[0], *sides[1]):
        if letter not in named:
            raise BadMarkup(f"{line}: participant {letter} is not marked in the text")
    return Coded(
        number=number,
        type=EventType(type),
        mode=None if mode == "-" else mode,
        status=EventStatus(status),
        actors=sides[0],
        recipients=sides[1],
        contexts=tuple(told.split(",")) if told else (),
        trigger=marks.triggers[number],
    )


def _said(line: int, text: str, marks: _Marks) -> Said:
    match = SAID.fullmatch(text)
    if match is None:
        raise BadMarkup(f"{line}: a statement reads ': q A direct|indirect|mixed [anonymous]', not {text!r}")
    letter, speaker, form, anonymous = match.groups()
    if form not in list(Form):
        raise BadMarkup(f"{line}: {form!r} is none of {', '.join(Form)}")
    if letter not in marks.contents:
        raise BadMarkup(f"{line}: statement {letter} has no <{letter} …{letter}> in the text")
    mentions = [span for name, span in marks.actors if name == speaker]
    if speaker != "-" and not mentions:
        raise BadMarkup(f"{line}: speaker {speaker} is not marked in the text")
    cues, content = tuple(marks.cues.get(letter, ())), tuple(marks.contents[letter])
    return Said(
        letter=letter,
        speaker=None if speaker == "-" else speaker,
        source=_nearest(mentions, cues or content, content) if mentions else None,
        cues=cues,
        content=content,
        form=Form(form),
        anonymous=anonymous is not None,
    )


def _nearest(mentions: list[Span], to: tuple[Span, ...], outside: tuple[Span, ...]) -> Span:
    """The mention nearest to the cue, not one within the content where another stands outside it."""
    free = [one for one in mentions if not any(span.start <= one.start < span.end for span in outside)]

    def distance(one: Span) -> int:
        return min(max(one.start - span.end, span.start - one.end, 0) for span in to)

    return min(free or mentions, key=distance)


def _complete(line: int, marks: _Marks, events: tuple[Coded, ...], statements: tuple[Said, ...]) -> None:
    """Everything marked is coded."""
    for number in marks.triggers:
        if number not in {event.number for event in events}:
            raise BadMarkup(f"{line}: event {number} is marked and has no code line")
    for letter in {*marks.cues, *marks.contents}:
        if letter not in {said.letter for said in statements}:
            raise BadMarkup(f"{line}: statement {letter} is marked and has no code line")
