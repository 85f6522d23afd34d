"""Words blanked out of a reading, so that every other offset holds: a person's, or all but the evidence. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from dragoman.model import Article, Entity, Event, Meeting, Position, Reading, Span, Statement, digest
from dragoman.store.rows import records, searchable
from dragoman.store.values.press import Record
from dragoman.store.words import folded, words

BLOCK = "█"
"""What stands for a character that was blanked out."""
TOKEN = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
LONGEST_NAME = 8
"""Words of a name."""
LONG_ENOUGH = 3
"""Letters of a part of a name that is blanked out where it stands alone."""
Kind = TypeVar("Kind", bound=Record)


def blanked(text: str, spans: Iterable[Span]) -> str:
    """*text* with a block for every character of the *spans*; the ends of lines stay."""
    signs = list(text)
    for span in spans:
        for at in range(max(0, span.start), min(span.end, len(signs))):
            if signs[at] != "\n":
                signs[at] = BLOCK
    return "".join(signs)


def has_words(text: str) -> bool:
    """Whether anything that can be read is left."""
    return TOKEN.search(text) is not None


def name_words(name: str) -> tuple[str, ...]:
    """A name as it is compared: its words, folded."""
    return tuple(words(name))


def named_in(text: str, name: tuple[str, ...]) -> bool:
    """Whether the whole *name* stands in *text*."""
    return next(_whole(_tokens(text), name), None) is not None


def name_spans(text: str, name: tuple[str, ...]) -> Iterator[Span]:
    """Where the *name* stands in *text*, whole, and where a part of it stands alone with a capital."""
    tokens = _tokens(text)
    yield from _whole(tokens, name)
    parts = {word for word in name if len(word) >= LONG_ENOUGH}
    yield from (span for span, word in tokens if word in parts and text[span.start] == text[span.start].upper())


def has_name(text: str, name: tuple[str, ...]) -> bool:
    """Whether the *name* or a part of it stands in *text*."""
    return next(name_spans(text, name), None) is not None


def _tokens(text: str) -> list[tuple[Span, str]]:
    return [(Span(*found.span()), folded(found.group()).strip()) for found in TOKEN.finditer(text)]


def _whole(tokens: list[tuple[Span, str]], name: tuple[str, ...]) -> Iterator[Span]:
    found = [word for _, word in tokens]
    for at in range(len(found) - len(name) + 1 if name else 0):
        if tuple(found[at : at + len(name)]) == name:
            yield Span(tokens[at][0].start, tokens[at + len(name) - 1][0].end)


def names(reading: Reading, name: tuple[str, ...]) -> bool:
    """Whether *reading* names the person anywhere."""
    inside = any(named_in(text, name) for text in texts_of(reading.article))
    return inside or any(name_words(one.name) == name for one in reading.entities)


def texts_of(article: Article) -> Iterator[str]:
    """Everything of an article in which somebody may be named, but its address."""
    yield from (article.text, article.title or "", article.byline or "")
    yield from (left.text for left in article.left_out)


def without_person(several: tuple[Reading, ...], name: tuple[str, ...]) -> tuple[Reading, ...]:
    """The readings of one version without the person: what names them and what they said is gone, its words blanked."""
    gone = [_gone(reading, name) for reading in several]
    text = several[0].article.text
    spans = [span for reading, ids in zip(several, gone, strict=True) for span in _their_words(reading, ids)]
    left = blanked(text, [*spans, *name_spans(text, name)])
    while bared := list(name_spans(left, name)):  # it was part of a longer word before
        left = blanked(left, bared)
    article = _blanked_article(several[0].article, left, name)
    return tuple(_kept(reading, article, ids) for reading, ids in zip(several, gone, strict=True))


def only_evidence(several: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The readings of one version with nothing left of its text but the title and what records rest on."""
    article = several[0].article
    title = len(article.title) if article.title and article.text.startswith(article.title) else 0
    held = [span for reading in several for record in records(reading) for span in searchable(record).spans]
    mask = blanked(article.text, [Span(0, len(article.text))])
    signs = list(mask)
    for span in (Span(0, title), *held):
        signs[span.start : span.end] = article.text[span.start : span.end]
    text = "".join(signs)
    left = replace(article, text=text, digest=digest(text, size=64), left_out=())
    return tuple(replace(reading, article=left) for reading in several)


def _gone(reading: Reading, name: tuple[str, ...]) -> frozenset[str]:
    """The ids of the records that name the person, that they speak in, or that are told in their words."""
    them = {one.id for one in reading.entities if name_words(one.name) == name}
    gone = {record.id for record in records(reading) if any(has_name(one, name) for one in _strings(record))}
    gone |= {one.id for one in reading.statements if one.speaker and one.speaker.entity in them}
    acts: tuple[Event | Meeting | Position, ...] = (*reading.events, *reading.meetings, *reading.positions)
    gone |= {one.id for one in acts if one.statement in gone}
    return frozenset(gone | them)


def _strings(record: Record) -> Iterator[str]:
    """What a record says in words, but those of the article."""
    match record:
        case Entity():
            yield record.name
        case Statement():
            yield from (record.addressee or "", record.speaker.name if record.speaker else "")
        case Event():
            yield from (*record.actors, *record.recipients, record.place.name if record.place else "")
        case Meeting():
            place = record.place.name if record.place else ""
            yield from (*record.parties, record.channel or "", record.topic or "", place)
        case Position():
            yield from (record.holder, record.issue)


def _their_words(reading: Reading, gone: frozenset[str]) -> Iterator[Span]:
    for record in records(reading):
        if record.id not in gone:
            continue
        known = searchable(record)
        yield from known.spans if isinstance(record, Entity) else known.evidence
        if isinstance(record, Statement) and record.speaker is not None:
            yield record.speaker.span


def _blanked_article(article: Article, text: str, name: tuple[str, ...]) -> Article:
    def of(part: str) -> str:
        return blanked(part, name_spans(part, name))

    title = article.title
    if title is not None:
        title = text[: len(title)] if article.text.startswith(title) else of(title)
    return replace(
        article,
        text=text,
        digest=digest(text, size=64),
        title=title,
        byline=None if article.byline is None else of(article.byline),
        left_out=tuple(replace(left, text=of(left.text)) for left in article.left_out),
    )


def _kept(reading: Reading, article: Article, gone: frozenset[str]) -> Reading:
    """What is left of *reading* over the blanked *article*: every record still has words of its own to rest on."""
    entities = tuple(_seen(one, article.text) for one in reading.entities if one.id not in gone)
    entities = tuple(one for one in entities if one.mentions)
    known = {one.id for one in entities}
    said = [_known_speaker(one, known) for one in _still(reading.statements, article.text, gone)]
    held = {one.id for one in said}

    def told(one: Kind) -> bool:
        return getattr(one, "statement", None) is None or getattr(one, "statement", None) in held

    return replace(
        reading,
        article=article,
        entities=entities,
        statements=tuple(said),
        events=tuple(filter(told, _still(reading.events, article.text, gone))),
        meetings=tuple(filter(told, _still(reading.meetings, article.text, gone))),
        positions=tuple(filter(told, _still(reading.positions, article.text, gone))),
    )


def _seen(entity: Entity, text: str) -> Entity:
    return replace(entity, mentions=tuple(span for span in entity.mentions if BLOCK not in span.of(text)))


def _known_speaker(one: Statement, entities: set[str]) -> Statement:
    speaker = one.speaker
    if speaker is None or speaker.entity is None or speaker.entity in entities:
        return one
    return replace(one, speaker=replace(speaker, entity=None))


def _still(several: Iterable[Kind], text: str, gone: frozenset[str]) -> Iterator[Kind]:
    """Those that have words left in all that they are told by."""
    left: Callable[[Span], bool] = lambda span: has_words(span.of(text))  # noqa: E731
    for one in several:
        needed = (one.trigger,) if isinstance(one, Event) else ()
        if one.id not in gone and any(map(left, searchable(one).evidence)) and all(map(left, needed)):
            yield one
