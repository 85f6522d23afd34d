"""A cue at a word, and the record of the act that it tells; the same act told twice is one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from dragoman.annotate import Annotation
from dragoman.annotate.holders import acted_for
from dragoman.extract.clauses import clause_of, prepositional
from dragoman.extract.contexts import contexts
from dragoman.extract.frames import Fit
from dragoman.extract.parties import Parties
from dragoman.extract.status import BY_WORDS, Outlook
from dragoman.extract.when import of_the_day, when
from dragoman.extract.where import where
from dragoman.knowledge import EventCue, ontology
from dragoman.model import By, EntityKind, Event, EventStatus, EventType, Interval, Place, Span, Statement, digest

PROMISED = {
    EventType.COOPERATE: EventType.AGREE,
    EventType.AID: EventType.AGREE,
    EventType.SUPPORT: EventType.AGREE,
    EventType.RETREAT: EventType.CONCEDE,
}
# What is promised by them is not the thing's being there, but the paper: "will sign", "will recognise".
ON_PAPER = frozenset({"sign", "ratify", "recognise", "endorse"})
# A side is given way to, nobody else ("freed the prisoners").
YIELDED = (EventType.CONCEDE, EventType.RETREAT)
# "Will not recognise", "will not withdraw": a refusal.
COOPERATIVE = frozenset(
    {EventType.AGREE, EventType.SUPPORT, EventType.CONCEDE, EventType.COOPERATE, EventType.AID, EventType.RETREAT}
)
# To say that one will do them is to do them: what is announced is conceded or threatened.
SAID = frozenset({EventType.AGREE, EventType.CONCEDE, EventType.THREATEN})
# "Will send no troops" refuses too.
REFUSED = COOPERATIVE | {EventType.MOBILIZE}
# What a crowd does as a protest, a state does otherwise: it complains, closes roads, smashes,
# stays away from talks; it does not strike.
POWERS: dict[str | None, tuple[EventType | None, str | None]] = {
    "demo": (EventType.ACCUSE, "disapprove"),
    "obstruct": (EventType.COERCE, "restrict"),
    "vandalize": (EventType.ASSAULT, "destroy"),
    "boycott": (EventType.REJECT, None),
    "riot": (EventType.ASSAULT, None),
    "strike": (None, None),
}
# Of rebels and gangs the same is true, but that they march to fight.
IN_ARMS = {**POWERS, "demo": (None, None)}
# Whose violence is a riot.
AIMED = ("on", "against", "at")  # at whom a strike is that is no walk-out
CROWDS = frozenset({"crowd", "crowds", "mob", "mobs", "protesters", "demonstrators", "rioters", "students"})
CONFIDENCE = {0: 0.4, 1: 0.5, 2: 0.6, 3: 0.65, 4: 0.7}


@dataclass(frozen=True, slots=True)
class Found:
    """A cue row that fits at a token; of an act that no row tells, the words and what found it."""

    token: Token
    row: EventCue
    fit: Fit
    trigger: Span | None = None
    by: By | None = None


def promised(row: EventCue, view: Outlook) -> tuple[EventType | None, str | None, EventStatus]:
    """Type, mode and status once the promise of a thing is told from the thing."""
    mode = row.mode or None
    if view.refused and row.type == EventType.CONSULT:
        return EventType.REJECT, "meet", EventStatus.ACTUAL
    if view.refused:
        return (EventType.REJECT if row.type in REFUSED else None), None, EventStatus.ACTUAL
    if view.status == EventStatus.FUTURE and row.type in SAID:
        return row.type, mode, EventStatus.ACTUAL
    if view.status == EventStatus.FUTURE:
        if row.type in PROMISED and not ON_PAPER.intersection(row.heads):
            return PROMISED[row.type], None, EventStatus.ACTUAL
        if row.type == EventType.CONSULT:
            return None, None, view.status
    return row.type, mode, view.status


def protested(
    parties: Parties, one: Found, kind: EventType, mode: str | None, actors: tuple[str, ...]
) -> tuple[EventType | None, str | None]:
    """Type and mode of a protest or an assault, which are told by the same words: it depends on who does it."""
    if _is_walkout(parties, one, actors):
        return EventType.PROTEST, "strike"
    if kind == EventType.ASSAULT:
        crowd = any(name.rpartition(" ")[2].lower() in CROWDS for name in actors)
        return (EventType.PROTEST, "riot") if crowd else (kind, mode)
    if any(parties.is_power(name) for name in actors):
        return POWERS.get(mode, (kind, mode))
    if any(parties.is_armed(name) for name in actors):
        return IN_ARMS.get(mode, (kind, mode))
    return kind, mode


def _is_walkout(parties: Parties, one: Found, actors: tuple[str, ...]) -> bool:
    """Whether a strike is one of people who lay down their work: of nobody in arms, and on nobody."""
    noun = one.token if one.token.pos_ == "NOUN" else one.fit.object
    if noun is None or noun.lemma_ != "strike" or not actors:
        return False
    aims = (thing for link in AIMED for thing in prepositional(noun, link))
    aimed = any(parties.at(thing) for thing in aims)
    return not aimed and not any(parties.is_power(name) or parties.is_armed(name) for name in actors)


def record(
    annotation: Annotation,
    statements: Iterable[Statement],
    one: Found,
    view: Outlook,
    kind: EventType,
    mode: str | None,
    status: EventStatus,
    actors: tuple[str, ...],
    recipients: tuple[str, ...],
) -> Event:
    token = one.token
    evidence, trigger = annotation.sentence_span(token), one.trigger or _trigger(annotation, one)
    told = next((said for said in statements if any(span.holds(trigger) for span in said.content)), None)
    place: Place | None = where(annotation, token)
    date = _done(annotation, status, when(annotation, token, outside=_promised_words(annotation, one)))
    if date is None and status == EventStatus.ACTUAL:
        date = _uttered(told, kind, actors) or of_the_day(annotation, clause_of(token))
    actors, recipients = (tuple(_then(annotation, name, date) for name in names) for names in (actors, recipients))
    return Event(
        id=digest(annotation.article.id, "event", kind, trigger, actors, recipients),
        type=kind,
        mode=mode,
        contexts=contexts(evidence.of(annotation.text)),
        actors=actors,
        recipients=recipients,
        status=status,
        date=date,
        place=place,
        statement=told.id if told else None,
        trigger=trigger,
        evidence=evidence,
        score=ontology.score(kind, mode),
        confidence=one.by.score if one.by and one.by.score else CONFIDENCE.get(one.fit.weight, 0.75),
        by=one.by or By(rule=one.row.id),
    )


def _then(annotation: Annotation, name: str, date: Interval | None) -> str:
    """The state for which somebody acted who was in office then ("Donald Trump walked out in May 2018"), else the name."""
    if date is None or date.latest is None:
        return name
    people = (one for one in annotation.cast.actors.values() if one.name == name and one.kind == EntityKind.PERSON)
    return next((body for one in people if (body := acted_for(one, date.earliest, date.latest)) is not None), name)


def _uttered(told: Statement | None, kind: EventType, actors: tuple[str, ...]) -> Interval | None:
    """The day of the utterance, for an act that is done by saying so: "we are ready to talk, he said on Thursday"."""
    if told is None or told.speaker is None or kind not in BY_WORDS:
        return None
    return told.date if {told.speaker.code, told.speaker.name} & {*actors} else None


def _done(annotation: Annotation, status: EventStatus, told: Interval | None) -> Interval | None:
    """*told* as the day of an act of that *status*: what has been done was not done after publication."""
    day = annotation.day
    to_come = told is not None and told.earliest is not None and day is not None and told.earliest > day
    return None if to_come and status == EventStatus.ACTUAL else told


def _promised_words(annotation: Annotation, one: Found) -> tuple[Span, ...]:
    """The words of the thing promised, demanded or threatened: their time is not the act's."""
    clause = one.fit.clause
    if clause is None or one.row.scope != "absorbs":
        return ()
    return (annotation.span(range(clause.left_edge.i, clause.right_edge.i + 1)),)


def _trigger(annotation: Annotation, one: Found) -> Span:
    """The head word, with its particle."""
    token = one.token
    last = token
    for part in token.children:
        if part.dep_ == "prt" and 0 < part.i - token.i <= 2:
            last = part
    return Span(token.idx, last.idx + len(last))


def merged(annotation: Annotation, drafts: list[Event]) -> tuple[Event, ...]:
    """One record for each act: a headline and a lead that tell the same are one, whose evidence is the fuller passage."""
    kept: list[Event] = []
    title_end = annotation.paragraphs[0].end if annotation.paragraphs else 0
    body = [event for event in drafts if not _is_headed(annotation, event)]
    headed = [event for event in drafts if _is_headed(annotation, event)]
    for event in body:
        if not _is_outcome(annotation, event, body) and not any(_same_act(annotation, event, other) for other in kept):
            kept.append(event)
    for event in headed:
        told = _share if event.evidence.start < title_end else _agree
        at = next((at for at, other in enumerate(kept) if other.type == event.type and told(event, other)), None)
        if at is None:
            kept.append(event)
        elif not kept[at].recipients and set(kept[at].actors) == set(event.actors):
            kept[at] = replace(kept[at], recipients=event.recipients)  # the headline says to whom
    return tuple(sorted(kept, key=lambda event: (event.trigger, event.type)))


def _is_headed(annotation: Annotation, event: Event) -> bool:
    """Whether the act is told in the title, or in a line that ends in no stop: a standfirst, a live blog's heading."""
    line = annotation.paragraph(event.evidence.start)
    return line.start == 0 or not line.of(annotation.text).rstrip("”\"’' ").endswith((".", "!", "?", ":", ";", ","))


def _is_outcome(annotation: Annotation, event: Event, others: Iterable[Event]) -> bool:
    """ "Fired on the boat, wounding two": the one act and what came of it; by whom is told but once."""
    if event.type != EventType.ASSAULT:
        return False
    beside = [one for one in others if one.type == event.type and one.evidence == event.evidence and one.actors]
    if not event.actors and beside:
        return True
    verb = next(iter(annotation.tokens(event.trigger)))
    if verb.tag_ != "VBG" or verb.dep_ != "advcl":
        return False
    return any(one.type == event.type and one.trigger.start == verb.head.idx for one in others)


def _same_act(annotation: Annotation, event: Event, other: Event) -> bool:
    sides = {*event.actors, *event.recipients} == {*other.actors, *other.recipients}
    if event.type == EventType.AGREE and not {*event.actors} & {*other.actors}:
        return False  # one offers, another accepts
    if event.type == EventType.AGREE and event.by.rule.split(".")[0] != other.by.rule.split(".")[0]:
        return False  # an invitation, and a thing promised
    if event.type == other.type and event.evidence == other.evidence and sides:
        return not _beside(annotation, event, other)
    if (
        event.type != other.type
        or set(event.actors) != set(other.actors)
        or set(event.recipients) != set(other.recipients)
    ):
        return False
    same_words = event.evidence == other.evidence or event.by.rule == other.by.rule
    same_day = event.date is None or other.date is None or event.date == other.date
    return same_words and same_day and event.status == other.status


def _beside(annotation: Annotation, event: Event, other: Event) -> bool:
    """Whether two acts are told by verbs one beside the other ("closed its frontiers, froze the assets").

    Those who march and chant hold one protest.
    """
    if event.type == EventType.PROTEST:
        return False
    one, two = (next(iter(annotation.tokens(act.trigger))) for act in (event, other))
    return one.pos_ == two.pos_ == "VERB" and (two in _joined(one) or one in _joined(two))


def _joined(verb: Token) -> Iterator[Token]:
    for one in verb.rights:
        if one.dep_ == "conj":
            yield one
            yield from _joined(one)


def _agree(event: Event, other: Event) -> bool:
    """Whether two acts of a kind have the same sides, as far as both name them."""
    own, others = {*event.recipients}, {*other.recipients}
    return {*event.actors} == {*other.actors} and (own == others or not own or not others)


def _share(event: Event, other: Event) -> bool:
    return bool({*event.actors, *event.recipients} & {*other.actors, *other.recipients})
