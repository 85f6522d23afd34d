"""A record that the reader missed: a person marks its words in a page, and says what they tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from dragoman.model import Article, EventType, Span, digest
from dragoman.store import rows
from dragoman.store.corrections.marking import Person, put_correction
from dragoman.store.corrections.parts import NONE, PARTS, as_json, chosen, mode_of, raise_unless, record_of, value_of
from dragoman.store.corrections.records import named_page
from dragoman.store.database import Database
from dragoman.store.schema.press import versions
from dragoman.store.values.corrections import Act, Correction, CorrectionError
from dragoman.store.values.press import Record

PARAGRAPH = "\n\n"
WHOLE = {
    "entity": ("name", "kind", "code", "sector"),
    "statement": ("form", "medium", "addressee", "date"),
    "event": PARTS["event"],
    "meeting": PARTS["meeting"],
    "position": PARTS["position"],
}
"""What a record of each kind says beside its words; a statement also has its speaker."""
NEEDED = {
    "entity": ("name", "kind"),
    "statement": ("form",),
    "event": ("type",),
    "meeting": ("parties", "status"),
    "position": ("holder", "stance", "issue"),
}
"""What a person must say."""
USUAL: dict[str, dict[str, Any]] = {
    "event": {"status": "actual", "confidence": 1.0, "contexts": [], "actors": [], "recipients": []}
}
"""What holds where nothing is said."""


def add_record(
    database: Database,
    address: str,
    kind: str,
    *,
    words: str,
    said: Mapping[str, str],
    by: Person,
    nth: int | None = None,
    trigger: str | None = None,
) -> Correction:
    """Adds a record of that *kind* on the *words* of the newest version of the page at *address*.

    The words must stand there once, or *nth* says which; *said* are its parts as a person writes them, *trigger* the
    words within that tell an event, *cue* and *speaker* among *said* words of a statement's paragraph. Raises
    `CorrectionError`.
    """
    with database.writes() as connection:
        page = named_page(connection, address)
        article = _newest(connection, page)
        evidence = place_of(article.text, words, nth)
        record = _record(article, kind, evidence, said, by, trigger)
        one = Correction(
            act=Act.ADDED, at=by.at, who=by.who, why=by.why, record=record.id, article=article.id, page=page,
            kind=kind, value=as_json(record),
        )  # fmt: skip
        put_correction(connection, one)
    return one


def _newest(connection: Connection, page: str) -> Article:
    wanted = select(versions.c.body).where(versions.c.article == page, versions.c.current)
    return msgspec.json.decode(connection.execute(wanted).scalar_one(), type=Article)


def place_of(text: str, words: str, nth: int | None = None) -> Span:
    """Where *words* stand in *text*: once, or the *nth* time, counted from 1; within a paragraph."""
    raise_unless(bool(words.strip()), "mark the words that the record rests on: --words")
    raise_unless(PARAGRAPH not in words, "the words go over two paragraphs: mark those of one")
    starts, at = [], text.find(words)
    while at >= 0:
        starts.append(at)
        at = text.find(words, at + 1)
    raise_unless(bool(starts), f"the words {_short(words)} do not stand in the article: copy them as they stand there")
    if nth is None:
        raise_unless(len(starts) == 1, f"the words {_short(words)} stand there {len(starts)} times: say which by --nth")
    which = nth or 1
    raise_unless(1 <= which <= len(starts), f"the words {_short(words)} stand there {len(starts)} times, not {which}")
    return Span(starts[which - 1], starts[which - 1] + len(words))


def _short(words: str) -> str:
    return repr(words if len(words) <= 60 else f"{words[:57]}...")


def _record(
    article: Article, kind: str, evidence: Span, said: Mapping[str, str], by: Person, trigger: str | None
) -> Record:
    known = dict(_known(kind, said))
    _needed(kind, known)
    data: dict[str, Any] = {part: None for part in WHOLE[kind]} | USUAL.get(kind, {})
    data |= {part: value for part, value in known.items() if part in WHOLE[kind]}
    data |= _spans(article, kind, evidence, known, trigger)
    data["by"] = {"rule": f"person:{by.who}", "score": None}
    data["id"] = digest(article.id, "person", kind, msgspec.json.encode(data, order="sorted").decode())
    return record_of(kind, data)


def _known(kind: str, said: Mapping[str, str]) -> list[tuple[str, Any]]:
    """What a person said of the record, each part as JSON has it."""
    more = ("cue",) if kind == "statement" else ()
    found: list[tuple[str, Any]] = []
    for written, value in said.items():
        part = chosen(written, (*PARTS[kind], *more), f"part of the kind {kind}")
        found.append((part, value if part in ("cue", "speaker") else value_of(value, kind, part)))
    told = dict(found)
    if told.get("mode") is not None and told.get("type") is not None:
        told["mode"] = mode_of(EventType(told["type"]), told["mode"])
    return list(told.items())


def _needed(kind: str, known: Mapping[str, Any]) -> None:
    missing = [part for part in NEEDED[kind] if not known.get(part)]
    if missing:
        raise CorrectionError(f"say {' and '.join(missing)} too: --set {missing[0]}=...")


def _spans(
    article: Article, kind: str, evidence: Span, known: Mapping[str, Any], trigger: str | None
) -> dict[str, Any]:
    """Where the words of the record stand."""
    if kind == "entity":
        return {"mentions": [list(evidence)]}
    if kind == "statement":
        around = _paragraph(article.text, evidence)
        cue = known.get("cue")
        return {
            "content": [list(evidence)],
            "cue": None if not cue else _within(article.text, around, cue),
            "speaker": _speaker(article.text, around, known),
        }
    if kind == "event":
        told = list(evidence) if trigger is None else _within(article.text, evidence, trigger)
        return {"evidence": list(evidence), "trigger": told}
    return {"evidence": list(evidence)}


def _speaker(text: str, around: Span, known: Mapping[str, Any]) -> dict[str, Any] | None:
    """Who speaks: `speaker` are the words that name them here, `speaker.name` who that is."""
    here, name = known.get("speaker"), known.get("speaker.name")
    here = name if here is None else here
    if here is None or here == NONE:
        return None
    return {
        "entity": None,
        "name": name or here,
        "code": known.get("speaker.code"),
        "sector": known.get("speaker.sector"),
        "anonymous": bool(known.get("speaker.anonymous")),
        "span": _within(text, around, here),
    }


def _paragraph(text: str, span: Span) -> Span:
    start, end = text.rfind(PARAGRAPH, 0, span.start), text.find(PARAGRAPH, span.end)
    return Span(0 if start < 0 else start + len(PARAGRAPH), len(text) if end < 0 else end)


def _within(text: str, around: Span, words: str) -> list[int]:
    at = text.find(words, around.start, around.end)
    raise_unless(at >= 0 and bool(words), f"the words {_short(words)} do not stand in that passage")
    return [at, at + len(words)]


def one_paragraph(record: Record, text: str) -> bool:
    """Whether all that *record* rests on lies within one paragraph of *text*; an entity's mentions need not."""
    known = rows.searchable(record)
    if known.kind == "entity":
        return True
    start, end = min(span.start for span in known.spans), max(span.end for span in known.spans)
    return PARAGRAPH not in text[start:end]
