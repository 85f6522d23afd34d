"""Annotation → statements: who said what, by which words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from dragoman import knowledge
from dragoman.annotate import Actor, Annotation
from dragoman.extract.attribution import Attribution
from dragoman.extract.clauses import child
from dragoman.extract.heard import heard
from dragoman.extract.quoted import fragments, quoted
from dragoman.extract.reported import reported
from dragoman.extract.speakers import speaker_of
from dragoman.extract.trailing import carried_on, trailing
from dragoman.extract.when import when
from dragoman.model import By, Form, Interval, Medium, Span, Speaker, Statement, digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An attribution with its resolved speaker, before circumstances are shared among a speaker's statements."""

    attribution: Attribution
    speaker: Speaker | None
    actor: Actor | None
    medium: Medium | None
    date: Interval | None


def attributions(annotation: Annotation) -> tuple[Attribution, ...]:
    """Every attribution of the article, outermost only, in the order of their contents."""
    found = list(quoted(annotation))
    taken = frozenset(one.cue_token.i for one in found if one.cue_token is not None)
    found.extend(_outermost(list(reported(annotation, taken)), found))
    found.extend(list(fragments(annotation, found)))
    found.extend(list(heard(annotation, found)))
    found.extend(list(trailing(annotation, found)))
    found = [carried_on(annotation, one, found) for one in found]
    found.sort(key=lambda one: (one.start, one.content[-1].end))
    return tuple(_followed_up(annotation, found))


def _followed_up(annotation: Annotation, found: list[Attribution]) -> list[Attribution]:
    """A sentence in quotation marks without a cue, right after somebody's reported words, goes on with them."""
    for quotation in annotation.quotations:
        inner = quotation.inner
        if len(inner.of(annotation.text).split()) < 3 or any(s.meets(inner) for one in found for s in one.content):
            continue
        paragraph = annotation.paragraph(inner.start)
        before = annotation.text[paragraph.start : quotation.outer.start].rstrip()
        said = [one for one in found if paragraph.start <= one.content[-1].end <= quotation.outer.start]
        if said and before.endswith((".", "”", '"')):
            last = max(said, key=lambda one: one.content[-1].end)
            form = last.form if last.form == Form.DIRECT else Form.MIXED
            found[found.index(last)] = replace(last, content=(*last.content, inner), form=form)
    return found


def _outermost(candidates: list[Attribution], before: list[Attribution]) -> list[Attribution]:
    """Without those whose cue stands inside another's content: a report within a report is the outer one's."""
    contents = [(one, span) for one in [*candidates, *before] for span in one.content]
    return [
        one
        for one in candidates
        if one.cue is not None and not any(other is not one and span.holds(one.cue) for other, span in contents)
    ]


def statements(annotation: Annotation) -> tuple[Statement, ...]:
    """The statements of an article, in reading order."""
    drafts = [draft for one in attributions(annotation) if (draft := _draft(annotation, one)) is not None]
    return tuple(_statement(annotation, draft) for draft in _shared(drafts))


def _draft(annotation: Annotation, attribution: Attribution) -> Draft | None:
    found = speaker_of(annotation, attribution.source)
    speaker, actor = found if found is not None else (None, None)
    if speaker is not None and actor is None and speaker.code is None and not _can_speak(speaker):
        return None
    return Draft(
        attribution=attribution,
        speaker=speaker,
        actor=actor,
        medium=_medium(annotation, attribution) or _occasion(annotation, attribution, actor),
        date=_date(annotation, attribution),
    )


def _can_speak(speaker: Speaker) -> bool:
    """Somebody the cast does not know speaks if named with a capital, or by a phrase; not "it", "this", "what"."""
    return speaker.name.lower() not in ("it", "this", "that", "what", "which", "there", "you", "one")


@cache
def _media() -> tuple[tuple[str, Medium], ...]:
    return tuple((cue.phrase.lower(), cue.medium) for cue in knowledge.medium_cues())


def _medium(annotation: Annotation, attribution: Attribution) -> Medium | None:
    """The medium told in the sentence of the cue, outside of the content."""
    if attribution.cue_token is None:
        return None
    sentence = annotation.sentence_span(attribution.cue_token)
    words = list(sentence.of(annotation.text).lower())
    for span in attribution.content:
        for at in range(max(span.start, sentence.start), min(span.end, sentence.end)):
            words[at - sentence.start] = " "
    outside = "".join(words)
    return next((medium for phrase, medium in _media() if phrase in outside), None)


def _occasion(annotation: Annotation, attribution: Attribution, actor: Actor | None) -> Medium | None:
    """The medium of the sentence before in the same paragraph, where it is the same speaker's ("At a briefing, X …")."""
    if attribution.cue_token is None or actor is None:
        return None
    paragraph = annotation.paragraph(attribution.cue_token.idx)
    number = annotation.cast.sentence_of[attribution.cue_token.i]
    if number == 0:
        return None
    before = annotation.sentences[number - 1]
    words = annotation.span(before)
    told = any(one.head in before and actor.key in one.keys for one in annotation.cast.mentions)
    if not told or not paragraph.holds(words):
        return None
    return next((medium for phrase, medium in _media() if phrase in words.of(annotation.text).lower()), None)


def _date(annotation: Annotation, attribution: Attribution) -> Interval | None:
    """The day told for the cue, outside of the content."""
    if attribution.cue_token is None:
        return None
    return when(annotation, attribution.cue_token, outside=attribution.content)


def _shared(drafts: list[Draft]) -> list[Draft]:
    """A speaker's one told occasion holds for all that they say in the article."""
    media: defaultdict[str, set[Medium]] = defaultdict(set)
    dates: defaultdict[str, set[Interval]] = defaultdict(set)
    for draft in drafts:
        if draft.actor is not None:
            media[draft.actor.key] |= {draft.medium} if draft.medium else set()
            dates[draft.actor.key] |= {draft.date} if draft.date else set()
    return list(_going_on(_with_occasion(draft, media, dates) for draft in drafts))


def _going_on(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Who goes on speaking is still where they were, until they are told to be elsewhere or another speaks."""
    before: Draft | None = None
    for draft in drafts:
        same = before is not None and draft.actor is not None and before.actor is draft.actor
        if same and before is not None and draft.medium is None:
            draft = replace(draft, medium=before.medium)
        yield draft
        before = draft


def _with_occasion(draft: Draft, media: dict[str, set[Medium]], dates: dict[str, set[Interval]]) -> Draft:
    if draft.actor is None:
        return draft
    medium, day = media[draft.actor.key], dates[draft.actor.key]
    return replace(
        draft,
        medium=draft.medium or (next(iter(medium)) if len(medium) == 1 else None),
        date=draft.date or (next(iter(day)) if len(day) == 1 else None),
    )


def _statement(annotation: Annotation, draft: Draft) -> Statement:
    attribution = draft.attribution
    return Statement(
        id=digest(annotation.article.id, "statement", attribution.cue, attribution.content),
        speaker=draft.speaker,
        cue=attribution.cue,
        content=attribution.content,
        form=attribution.form,
        medium=draft.medium,
        addressee=_addressee(annotation, attribution),
        date=draft.date,
        by=By(rule=attribution.rule, score=attribution.score),
    )


def _addressee(annotation: Annotation, attribution: Attribution) -> str | None:
    """Whom it was told ("told reporters")."""
    cue = attribution.cue_token
    if cue is None or cue.pos_ != "VERB":
        return None
    whom = child(cue, "dobj", "dative")
    if whom is None or any(span.holds(Span(whom.idx, whom.idx + len(whom))) for span in attribution.content):
        return None
    return annotation.span(range(whom.left_edge.i, whom.i + 1)).of(annotation.text)
