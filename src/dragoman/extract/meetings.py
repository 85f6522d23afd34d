"""Annotation and statements → meetings: the calendar of diplomacy, past and to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Token

from dragoman import knowledge
from dragoman.annotate import Annotation
from dragoman.extract import frames
from dragoman.extract.agenda import meeting_status, topic
from dragoman.extract.clauses import SUBJECTS, child, coordinated, prepositional
from dragoman.extract.meeting_merging import TO_COME, may_coincide, merged
from dragoman.extract.parties import Parties
from dragoman.extract.seats import completed, format_of, forum, forum_sits, sides_of, sits_alone, sitting_body
from dragoman.extract.when import when
from dragoman.extract.where import where
from dragoman.knowledge import Channel, ChannelKind, MeetingCue, Speech
from dragoman.model import By, EntityKind, Interval, Meeting, MeetingStatus, Place, Sector, Span, Statement

VENUE = frozenset(["in", "through", "within", "at", "via", "inside", "under", "to"])
TRAVEL = frozenset({"travel.verb", "arrive.verb", "visit.verb"})
JOURNEYS = TRAVEL | {"due.adjective", "visit.noun", "stay.verb"}
OFF = frozenset({MeetingStatus.POSTPONED, MeetingStatus.CANCELLED})
GOING_ON = frozenset({"talks.noun", "round.noun", "meeting.noun", "summit.noun"})
KNOWN = frozenset(
    "the their its this that these those next last latest previous earlier first second third another".split()
)
"""Words before talks that have been told of."""


Fitting = Sequence[tuple[MeetingCue, frames.Fit]]
"""The rows that fit at a token, each with how it does."""


@cache
def meeting_index() -> dict[tuple[Speech, str], tuple[MeetingCue, ...]]:
    return frames.indexed(knowledge.meeting_cues())


def meetings(annotation: Annotation, statements: tuple[Statement, ...]) -> tuple[Meeting, ...]:
    """The meetings of an article, one for each, in reading order."""
    parties = Parties(annotation, statements)
    forums = {at for start, end, _ in annotation.cast.channels for at in range(start, end)}
    told = [(token, fitting) for token in annotation.doc if token.i not in forums and (fitting := _fitting(token))]
    drafts = [draft for token, fitting in told if (draft := _at(annotation, parties, token, fitting)) is not None]
    hosted = _in_channels(annotation, parties)
    own = [one for one in drafts if not any(one.evidence == other.evidence for other in hosted)]
    resumed = _resumed(annotation, parties, told, own)
    return merged(sorted([*own, *resumed, *_dated(hosted, drafts)], key=lambda one: one.evidence))


def _is_apart(draft: Meeting, told: list[Meeting]) -> bool:
    """Whether the sentence of *draft* tells of no other meeting, or plainly of one in another place and time."""
    beside = [one for one in told if one.evidence == draft.evidence]
    full = draft.place is not None and draft.date is not None
    return (
        not beside
        or full
        and all(one.place != draft.place and not may_coincide(one.date, draft.date) for one in beside)
    )


def _fitting(token: Token) -> Fitting:
    """The rows that fit at *token*; a round needs no "of talks" to be one if it is counted."""
    if token.lower_ == "talk" and token.tag_ == "NN":
        return []  # "that talk of an attack was nonsense"
    fitting = frames.fitting(meeting_index(), token)
    if not fitting and _is_counted_round(token):
        row = next(one for one in meeting_index()[Speech.NOUN, "round"])
        return [(row, frames.Fit(None, None, 0))]
    return fitting


def _is_counted_round(token: Token) -> bool:
    """ "The fifth round", not "a new round of fighting"."""
    if token.lemma_ != "round" or token.pos_ != "NOUN" or any(one.lower_ == "of" for one in token.rights):
        return False
    return any(one.lower_ in KNOWN or one.lower_.endswith("th") for one in token.lefts if one.tag_ == "JJ")


def _resumed(
    annotation: Annotation, parties: Parties, rows: Sequence[tuple[Token, Fitting]], told: list[Meeting]
) -> list[Meeting]:
    """ "The next round is due in Muscat": whose talks these are, an earlier sentence has told, else a later one."""
    found = []
    for token, fitting in rows:
        row = next((row for row, _ in fitting if row.id in GOING_ON), None)
        if row is None or not _is_known(token):
            continue
        here = annotation.sentence_span(token)
        draft = _record(annotation, parties, token, (), _channel(annotation, token), row.id)
        if draft.date is None and draft.place is None or not _is_apart(draft, told):
            continue
        sides = {name for one, fit in fitting for name in sides_of(parties, token, one, fit)}
        there = [one for one in told if draft.place and one.place == draft.place]
        near = _nearest(there, here, sides, draft.channel) or _nearest(told, here, sides, draft.channel)
        again = near is not None and near.place == draft.place and may_coincide(near.date, draft.date)
        if near is not None and not again:
            found.append(replace(draft, parties=near.parties, channel=draft.channel or near.channel))
    return found


def _is_known(token: Token) -> bool:
    """Whether the talks are those that one knows of: "the talks", "their last round", or talks that are the subject."""
    if _is_counted_round(token):
        return True
    children = {one.lower_ for one in token.children}
    named = any(one.pos_ == "PROPN" or one.dep_ == "poss" and one.pos_ != "PRON" for one in token.lefts)
    if named or token.head.lower_ == "of" or children & {"a", "an", "no", "any"}:
        return False
    return bool(children & KNOWN) or token.dep_ in SUBJECTS


def _nearest(told: list[Meeting], here: Span, sides: set[str], channel: str | None) -> Meeting | None:
    """The meeting told last up to *here*, else first after it, of several parties with these *sides* among them."""
    fit = [
        one
        for one in told
        if len(one.parties) > 1 and sides <= {*one.parties} and (not channel or one.channel in (None, channel))
    ]
    before = [one for one in fit if one.evidence <= here]
    return max(before, key=lambda one: one.evidence) if before else min(fit, key=lambda one: one.evidence, default=None)


def _dated(hosted: list[Meeting], drafts: list[Meeting]) -> list[Meeting]:
    """Talks in several forums are the talks of the same days: an untold date is that of the two sides' talks to come."""
    found = []
    for one in hosted:
        told = (
            other.date
            for other in drafts
            if other.status in TO_COME and {*other.parties} <= {*one.parties} and other.date
        )
        found.append(one if one.date is not None else replace(one, date=next(told, None)))
    return found


def _at(annotation: Annotation, parties: Parties, token: Token, fitting: Fitting) -> Meeting | None:
    if token.dep_ == "compound" and _is_in_name(annotation, token):
        return None  # "the Pacific Islands Forum Secretary General"
    if token.tag_ == "VB" and token.dep_ in ("advcl", "xcomp") and frames.fitting(meeting_index(), token.head):
        return None  # "met on Monday to discuss Haiti"
    for row, fit in fitting:
        if row.id in TRAVEL and any(parties.marches(one) for one in frames.slot(token, fit, "subj")):
            continue
        sides = sides_of(parties, token, row, fit)
        channel = _channel(annotation, token)
        sides = tuple(name for name in completed(annotation, parties, token, sides, channel) if parties.may_sit(name))
        if not sides and channel is not None and forum_sits(annotation, token, row, fit):
            return _record(annotation, parties, token, (forum(channel),), channel, row.id)
        if len(sides) > 1 or sits_alone(annotation, sides, row):
            draft = _record(annotation, parties, token, sides, channel or format_of(annotation, sides), row.id)
            return draft if draft.channel else replace(draft, channel=sitting_body(annotation, token, sides))
        if len(sides) == 1 and (meant := parties.counterpart(token, sides, reach=0)[:1]):
            draft = _record(annotation, parties, token, (*sides, *meant), channel, row.id)
            return draft if draft.date or draft.status in OFF else None
    return None


def _is_in_name(annotation: Annotation, token: Token) -> bool:
    mention = annotation.cast.inside.get(token.i)
    return mention is not None and mention.how == "name"


def _channel(annotation: Annotation, token: Token) -> Channel | None:
    """The channel named in the token's sentence, nearest first; else that which "meetings of the Council" goes back to."""
    sentence = annotation.sentence(token)
    found = [(abs(start - token.i), channel) for start, _, channel in annotation.cast.channels if start in sentence]
    if found:
        return min(found, key=lambda one: one[0])[1]
    short = {one.text for one in prepositional(token, "of") if one.text[:1].isupper()}
    told = [channel for start, _, channel in annotation.cast.channels if start < token.i]
    return next((one for one in told if one.name.split()[-1] in short), None)


def _in_channels(annotation: Annotation, parties: Parties) -> list[Meeting]:
    """Talks to come told by their venue ("through the NATO-Russia Council"): the two sides, and the forum where it sits."""
    found: list[Meeting] = []
    for token, name, code in venues(annotation):
        status = meeting_status(annotation, token)
        sides = _dyad(annotation, token)
        if status in TO_COME and len(sides) == 2:
            parties_there = sides if code is None else (*sides, code)
            draft = _record(annotation, parties, token, tuple(dict.fromkeys(parties_there)), None, "venue")
            found.append(
                replace(
                    draft, channel=name, status=MeetingStatus.PROPOSED if status == MeetingStatus.AGREED else status
                )
            )
    return found


def _dyad(annotation: Annotation, token: Token) -> tuple[str, ...]:
    """The two states of the talks: those of the sentence, else the two last named before it, else the article's."""
    sentence = annotation.sentence(token)
    before = [one for one in annotation.cast.mentions if one.head < sentence.stop and not one.place]
    found: list[str] = []
    for mention in sorted(before, key=lambda one: -one.head):
        for key in mention.keys:
            actor = annotation.actor(key)
            if actor.code and actor.sector in (Sector.GOV, Sector.MIL) and actor.code not in found:
                found.append(actor.code)
    return tuple(sorted(found[:2], key=found.index))


def venues(annotation: Annotation) -> list[tuple[Token, str, str | None]]:
    """Forums named as venues: the token, the forum's full name, and its code where the body itself sits there."""
    found: list[tuple[Token, str, str | None]] = []
    for start, end, channel in annotation.cast.channels:
        head = next(
            (annotation.doc[at] for at in range(start, end) if not start <= annotation.doc[at].head.i < end),
            annotation.doc[start],
        )
        body = channel.kind != ChannelKind.BILATERAL and not channel.members
        if _is_venue(head):
            found.append((head, channel.name, channel.name if body else None))
    for mention in annotation.cast.mentions:
        actor = annotation.actor(mention.keys[0])
        head = annotation.doc[mention.head]
        if actor.kind == EntityKind.IGO and mention.how == "name" and _is_venue(head):
            found.append((head, annotation.cast.full_name(actor), actor.party))
    return found


def _is_venue(head: Token) -> bool:
    """Hung by "in", "through", "within", "at" on a verb of the future, alone or in a list."""
    while head.dep_ == "conj":
        head = head.head
    if head.dep_ == "attr":
        return head.head.pos_ == "AUX"
    if head.head.lower_ == "to" and frames.fitting(meeting_index(), head.head.head):
        return False  # "will report to the council": whoever reports and the council
    part_of = head.head.lower_ == "of" and head.head.head.lower_ == "part"
    return head.dep_ == "pobj" and (head.head.lower_ in VENUE or part_of)


def _record(
    annotation: Annotation, parties: Parties, token: Token, sides: tuple[str, ...], channel: Channel | None, rule: str
) -> Meeting:
    evidence = annotation.sentence_span(token)
    told = parties.told_by(token)
    day: Interval | None = when(annotation, token)
    place: Place | None = (_destination(annotation, token) if rule in JOURNEYS else None) or where(annotation, token)
    status = meeting_status(annotation, token, dated=day is not None)
    if status in (MeetingStatus.HELD, MeetingStatus.UNDER_WAY) and _is_to_come(annotation, day):
        status = MeetingStatus.SCHEDULED
    return Meeting(
        id="",
        parties=sides,
        channel=channel.name if channel else None,
        place=place,
        date=day,
        statement=told.id if told else None,
        status=status,
        topic=topic(annotation, token),
        evidence=evidence,
        by=By(rule=rule),
    )


def _destination(annotation: Annotation, token: Token) -> Place | None:
    """Where a journey leads, though the capital stands for who is met there: "flew to Apia"; not "to Kyiv and to Moscow"."""
    goal = child(token, "dobj") if token.lemma_ == "visit" else None
    ways = [[goal] if goal is not None else [], *(list(prepositional(token, word)) for word in ("to", "in"))]
    ends = [one for end in next((way for way in ways if way), []) for one in coordinated(end)]
    if len(ends) != 1 or any(one.lower_ == "to" and one.dep_ == "conj" for one in token.subtree):
        return None
    span = Span(ends[0].idx, ends[0].idx + len(ends[0]))
    return next((one.place for one in annotation.places if one.place.lat is not None and one.span.meets(span)), None)


def _is_to_come(annotation: Annotation, day: Interval | None) -> bool:
    """Whether *day* lies after publication ("they meet on Jan. 9"), where both are known."""
    return bool(day and day.earliest and annotation.day and day.earliest > annotation.day)
