"""Annotation and statements → meetings: the calendar of diplomacy, past and to come."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from spacy.tokens import Token

from dragoman import knowledge
from dragoman.annotate import Annotation
from dragoman.extract import frames
from dragoman.extract.agenda import meeting_status, topic
from dragoman.extract.clauses import SUBJECTS, deep_subject
from dragoman.extract.parties import Parties
from dragoman.extract.when import when
from dragoman.extract.where import where
from dragoman.knowledge import Channel, ChannelKind, MeetingCue, Speech
from dragoman.model import By, EntityKind, Interval, Meeting, MeetingStatus, Place, Sector, Span, Statement, digest

# How sure a status is: the stronger one of two reports of a meeting is its status.
STRENGTH = {
    MeetingStatus.PROPOSED: 0,
    MeetingStatus.AGREED: 1,
    MeetingStatus.SCHEDULED: 2,
    MeetingStatus.UNDER_WAY: 3,
    MeetingStatus.HELD: 4,
    MeetingStatus.POSTPONED: 5,
    MeetingStatus.CANCELLED: 6,
    MeetingStatus.REFUSED: 7,
}
SITTING = ("Council", "Assembly", "Committee", "Board", "Commission")
VENUE = frozenset(["in", "through", "within", "at", "via", "inside", "under", "to"])
TRAVEL = frozenset({"travel.verb", "arrive.verb", "visit.verb"})
DECIDING = frozenset(
    "adopt approve authorise authorize bless decide elect endorse extend impose pass ratify renew suspend vote".split()
)
GOING_ON = frozenset({"talks.noun", "round.noun", "meeting.noun", "summit.noun"})
KNOWN = frozenset("the their its this that these those next last latest previous earlier first second third another".split())
"""Words before talks that have been told of."""
TO_COME = frozenset({MeetingStatus.PROPOSED, MeetingStatus.AGREED, MeetingStatus.SCHEDULED})


@cache
def meeting_index() -> dict[tuple[Speech, str], tuple[MeetingCue, ...]]:
    return frames.indexed(knowledge.meeting_cues())


def meetings(annotation: Annotation, statements: tuple[Statement, ...]) -> tuple[Meeting, ...]:
    """The meetings of an article, one for each, in reading order."""
    parties = Parties(annotation, statements)
    forums = {at for start, end, _ in annotation.cast.channels for at in range(start, end)}
    tokens = [token for token in annotation.doc if token.i not in forums]
    drafts = [draft for token in tokens if (draft := _at(annotation, parties, token)) is not None]
    hosted = _in_channels(annotation, parties)
    own = [one for one in drafts if not any(one.evidence == other.evidence for other in hosted)]
    more = [*_resumed(annotation, parties, tokens, own), *_sittings(annotation, parties, tokens, own)]
    return merged(sorted([*own, *more, *_dated(hosted, drafts)], key=lambda one: one.evidence))


def _sittings(annotation: Annotation, parties: Parties, tokens: list[Token], told: list[Meeting]) -> list[Meeting]:
    """A body's decision on a told day is its sitting."""
    found = []
    for token in tokens:
        if token.pos_ != "VERB" or token.lemma_.lower() not in DECIDING or _is_told(annotation, token, told):
            continue
        by = deep_subject(token)
        body = annotation.mention(by) if by is not None else None
        actor = annotation.actor(body.keys[0]) if body is not None else None
        if actor is None or actor.kind is not EntityKind.IGO:
            continue
        draft = _record(annotation, parties, token, (actor.party,), None, "decision")
        if draft.status is MeetingStatus.HELD and draft.date and draft.date.earliest == draft.date.latest:
            found.append(replace(draft, channel=_sitting_body(annotation, token, (actor.party,))))
    return found


def _is_told(annotation: Annotation, token: Token, told: list[Meeting]) -> bool:
    return any(one.evidence == annotation.sentence_span(token) for one in told)


def _resumed(annotation: Annotation, parties: Parties, tokens: list[Token], told: list[Meeting]) -> list[Meeting]:
    """ "The next round is due in Muscat": whose talks these are, an earlier sentence has told, else a later one."""
    found = []
    for token in tokens:
        row = next((row for row, _ in frames.fitting(meeting_index(), token) if row.id in GOING_ON), None)
        if row is None or _is_told(annotation, token, told) or not _is_known(token):
            continue
        here = annotation.sentence_span(token)
        draft = _record(annotation, parties, token, (), _channel(annotation, token), row.id)
        if draft.date is None and draft.place is None:
            continue
        sides = {name for one, fit in frames.fitting(meeting_index(), token) for name in _sides(parties, token, one, fit)}
        near = _nearest(told, here, sides, draft.channel)
        if near is not None:
            found.append(replace(draft, parties=near.parties, channel=draft.channel or near.channel))
    return found


def _is_known(token: Token) -> bool:
    """Whether the talks are those that one knows of: "the talks", "their last round", or talks that are the subject."""
    children = {one.lower_ for one in token.children}
    named = any(one.pos_ == "PROPN" or one.dep_ == "poss" and one.pos_ != "PRON" for one in token.lefts)
    if named or token.head.lower_ == "of" or children & {"a", "an", "no", "any"}:
        return False
    return bool(children & KNOWN) or token.dep_ in SUBJECTS


def _nearest(told: list[Meeting], here: Span, sides: set[str], channel: str | None) -> Meeting | None:
    """The meeting told last before *here*, else first after it, of several parties with these *sides* among them."""
    fit = [
        one
        for one in told
        if len(one.parties) > 1 and sides <= {*one.parties} and (not channel or one.channel in (None, channel))
    ]
    before = [one for one in fit if one.evidence < here]
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


def _at(annotation: Annotation, parties: Parties, token: Token) -> Meeting | None:
    if token.lower_ == "talk" and token.tag_ == "NN":
        return None  # "that talk of an attack was nonsense"
    if token.dep_ == "compound" and _is_in_name(annotation, token):
        return None  # "the Pacific Islands Forum Secretary General"
    for row, fit in frames.fitting(meeting_index(), token):
        if row.id in TRAVEL and any(parties.marches(one) for one in frames.slot(token, fit, "subj")):
            continue
        sides = _sides(parties, token, row, fit)
        channel = _channel(annotation, token)
        sides = tuple(name for name in _completed(annotation, parties, token, sides, channel) if parties.may_sit(name))
        if len(sides) > 1 or _sits_alone(annotation, sides, row):
            draft = _record(annotation, parties, token, sides, channel or _format(annotation, sides), row.id)
            return draft if draft.channel else replace(draft, channel=_sitting_body(annotation, token, sides))
    return None


def _is_in_name(annotation: Annotation, token: Token) -> bool:
    mention = annotation.cast.inside.get(token.i)
    return mention is not None and mention.how == "name"


def _sitting_body(annotation: Annotation, token: Token, sides: tuple[str, ...]) -> str | None:
    """The council or assembly of the sentence whose body sits at the table."""
    sentence = annotation.sentence(token)
    bodies = (annotation.actor(one.keys[0]) for one in annotation.cast.mentions if one.head in sentence)
    names = (annotation.cast.full_name(one) for one in bodies if one.kind == EntityKind.IGO and one.party in sides)
    return next((name for name in names if name.endswith(SITTING)), None)


def _format(annotation: Annotation, sides: tuple[str, ...]) -> Channel | None:
    """The format of several sides that the article names elsewhere and whose members these are."""
    formats = (channel for _, _, channel in annotation.cast.channels if len(sides) > 2)
    return next((channel for channel in formats if {*channel.members} == {*sides}), None)


def _sits_alone(annotation: Annotation, sides: tuple[str, ...], row: MeetingCue) -> bool:
    """A body's own sitting is a meeting with the body as party."""
    bodies = {actor.party for actor in annotation.cast.actors.values() if actor.kind == EntityKind.IGO}
    return len(sides) == 1 and sides[0] in bodies and row.alone


def _sides(parties: Parties, token: Token, row: MeetingCue, fit: frames.Fit) -> tuple[str, ...]:
    names: list[str] = []
    for slot in row.sides:
        if slot in ("of", "subj") and len(names) > 1 and row.pos == Speech.NOUN:
            continue
        for one in frames.slot(token, fit, slot):
            if any(child.lower_ == "all" for child in one.lefts):
                continue  # "all parties" does not say who sits
            names.extend(parties.at(one) or _told_beside(parties, one))
            if slot in ("of", "between", "among") and not parties.at(one):
                names.extend(name for owner in frames.owners(one) for name in parties.at(owner))
    return tuple(dict.fromkeys(names))


def _told_beside(parties: Parties, noun: Token) -> tuple[str, ...]:
    """ "A meeting of the format – the two communities, Greece and Turkey –": who makes it up."""
    beside = [one for one in noun.rights if one.dep_ == "appos"]
    return parties.of([*beside, *(one for part in beside for one in part.rights if one.dep_ == "appos")])


def _completed(
    annotation: Annotation, parties: Parties, token: Token, sides: tuple[str, ...], channel: Channel | None
) -> tuple[str, ...]:
    """With the forum itself, and where only one side is told, the side that tells it."""
    if channel is not None and len(sides) < 2:
        sides = tuple(dict.fromkeys((*sides, *channel.members))) if len(channel.members) == 2 else sides
    if len(sides) == 1:
        told = parties.told_by(token)
        if told is not None and told.speaker is not None:
            sides = tuple(dict.fromkeys((*sides, parties.speaker_party(told))))
    return sides


def _channel(annotation: Annotation, token: Token) -> Channel | None:
    """The channel named in the token's sentence, nearest first."""
    sentence = annotation.sentence(token)
    found = [(abs(start - token.i), channel) for start, _, channel in annotation.cast.channels if start in sentence]
    return min(found, key=lambda one: one[0])[1] if found else None


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
    part_of = head.head.lower_ == "of" and head.head.head.lower_ == "part"
    return head.dep_ == "pobj" and (head.head.lower_ in VENUE or part_of)


def _record(
    annotation: Annotation, parties: Parties, token: Token, sides: tuple[str, ...], channel: Channel | None, rule: str
) -> Meeting:
    evidence = annotation.sentence_span(token)
    told = parties.told_by(token)
    day: Interval | None = when(annotation, token)
    place: Place | None = where(annotation, token)
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


def _is_to_come(annotation: Annotation, day: Interval | None) -> bool:
    """Whether *day* lies after publication ("they meet on Jan. 9"), where both are known."""
    return bool(day and day.earliest and annotation.day and day.earliest > annotation.day)


def merged(drafts: list[Meeting]) -> tuple[Meeting, ...]:
    """One record for each meeting, however many sentences tell it."""
    kept: list[Meeting] = []
    for draft in drafts:
        at = next((at for at, other in enumerate(kept) if _same(draft, other)), None)
        if at is None:
            kept.append(draft)
        else:
            kept[at] = _joined(kept[at], draft)
    return tuple(_with_id(one) for one in kept)


def _same(one: Meeting, other: Meeting) -> bool:
    if one.channel != other.channel and (one.channel and other.channel or "venue" in (one.by.rule, other.by.rule)):
        return False
    common = len({*one.parties} & {*other.parties}) / len({*one.parties} | {*other.parties})
    if (
        common <= 0.5
        or (one.status in TO_COME) != (other.status in TO_COME)
        and one.status != other.status
        and (one.date or other.date)
    ):
        return False
    return _meet(one.date, other.date) and (
        one.place is None or other.place is None or one.place.name == other.place.name
    )


def _meet(one: Interval | None, other: Interval | None) -> bool:
    if one is None or other is None or None in (one.earliest, one.latest, other.earliest, other.latest):
        return True
    assert one.earliest and one.latest and other.earliest and other.latest
    return one.earliest <= other.latest and other.earliest <= one.latest


def _joined(first: Meeting, second: Meeting) -> Meeting:
    """The first report's record with what the second adds; the passage that tells more is the evidence."""
    told = {True: second, False: first}[_details(second) > _details(first)]
    status = max(first.status, second.status, key=lambda status: STRENGTH[status])
    narrow = _narrower(first.date, second.date)
    return replace(
        told,
        parties=tuple(dict.fromkeys((*told.parties, *first.parties, *second.parties)))
        if len(told.parties) < 2
        else told.parties,
        channel=first.channel or second.channel,
        place=first.place or second.place,
        date=narrow,
        status=status,
        topic=first.topic or second.topic,
    )


def _details(one: Meeting) -> int:
    return (one.date is not None) + (one.place is not None) + (one.channel is not None) + len(one.parties)


def _narrower(one: Interval | None, other: Interval | None) -> Interval | None:
    if one is None or other is None:
        return one or other
    return one if one.within(other) else other


def _with_id(one: Meeting) -> Meeting:
    return replace(one, id=digest("meeting", one.evidence, one.parties, one.channel, one.date, one.status))
