"""Acts that the brain finds where no rule does: one head names the words, another who does it to whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from dragoman.annotate import Annotation
from dragoman.annotate.brain import Asked, Related, Triggered, brain
from dragoman.annotate.cast import Mention
from dragoman.annotate.passages import Passage
from dragoman.extract.attribution import reporting
from dragoman.extract.backdrop import is_backdrop
from dragoman.extract.event_records import YIELDED, Found, promised, record
from dragoman.extract.frames import PARTS, Fit
from dragoman.extract.mishaps import is_by_arms, is_mishap, is_use
from dragoman.extract.parties import Parties
from dragoman.extract.recipients import is_proviso
from dragoman.extract.status import is_errand, outlook
from dragoman.knowledge import EventCue, Speech
from dragoman.model import By, Event, EventStatus, EventType, Span

# Chosen on bench/articles: tune, dense, talks, desk, plain, wire and disguises.
DOUBT = 0.35  # probability that a rule's words tell any act, below which they are taken to tell none
SURE = 0.85  # probability from which the pair head's answer is believed, where the trigger head says the same
NEAREST = 3  # sides about an act that are asked after
STATES = frozenset(
    "be believe belong consider deserve face fear feel have hope know like live look love mean need number own possess"
    " prefer remember see seem show spell stay think wait want wish work".split()
)
RULE = "brain.event"
DECIDING = frozenset({"vote", "decide"})
NAMING = frozenset({"name", "identify", "quote"})


def checked(annotation: Annotation, parties: Parties, drafts: Sequence[Event]) -> list[Event]:
    """The *drafts* of the rules whose words the brain too takes to tell an act, and acts that no rule knows."""
    read = annotation.read_by_brain(_sentences(annotation, parties, drafts))
    doubted = {one.id for passage in read for one in drafts if _doubted(annotation, parties, passage, one)}
    believed = [one for one in drafts if one.id not in doubted]
    return [*believed, *further(annotation, parties, believed, read)]


def _doubted(annotation: Annotation, parties: Parties, passage: Passage, event: Event) -> bool:
    """Whether the words of *event* are not taken to tell an act; nouns and errands are what it knows least.

    An act may be told by the noun that a clause hangs on ("the objections that it raised").
    """
    if not passage.span.holds(event.trigger):
        return False
    token = next(iter(annotation.tokens(event.trigger)))
    if event.status == EventStatus.HYPOTHETICAL and not event.recipients and is_proviso(token):
        return True
    if event.type == EventType.ASSAULT and not event.actors and is_use(token):
        return True
    noun = token.pos_ in ("NOUN", "PROPN") and event.actors
    sitting = event.type == EventType.CONSULT and len(event.actors) == 1 and parties.is_body(event.actors[0])
    if (
        is_errand(token)
        or (event.type == EventType.THREATEN and token.dep_ != "acl")
        or sitting
        and not event.recipients
        or (event.type == EventType.REJECT and event.mode == "meet")
        or (event.type == EventType.AGREE and len(event.actors) > 1)
        or (event.type == EventType.ACCUSE and token.dep_ == "relcl")
        or (event.type == EventType.ASSAULT and not event.actors and token.pos_ == "VERB" and is_by_arms(token))
        or noun
        and (token.dep_ in ("dobj", "nsubjpass") or event.status == EventStatus.HYPOTHETICAL)
    ):
        return False
    words = [event.trigger]
    if token.dep_ == "relcl":
        words.append(Span(token.head.idx, token.head.idx + len(token.head)))
    if token.dep_ == "xcomp" and token.head.lemma_ in DECIDING:
        words.append(Span(token.head.idx, token.head.idx + len(token.head)))
    told = max(passage.encoded.told(passage.inner(one)) for one in words)
    return told < DOUBT


def further(
    annotation: Annotation, parties: Parties, before: Sequence[Event], read: Sequence[Passage]
) -> Iterator[Event]:
    """Acts of political sides by words that the rules have nothing to say of: beside the events *before*."""
    for passage in read:
        here = [one for one in before if one.evidence == passage.span]
        for trigger in passage.encoded.triggers():
            words = passage.placed(trigger.span)
            known = any(one.type == trigger.type or _is_told_by(annotation, one, words) for one in here)
            event = None if known else _event(annotation, parties, passage, trigger)
            if event is not None:
                yield event


def _is_told_by(annotation: Annotation, event: Event, words: Span) -> bool:
    """Whether an event rests on these *words* or has them as its object: "suspended their strike"."""
    token = _head(annotation.tokens(words))
    thing = token is not None and token.dep_ == "dobj" and event.trigger.start <= token.head.idx < event.trigger.end
    return thing or event.trigger.meets(words)


def _sentences(annotation: Annotation, parties: Parties, before: Sequence[Event]) -> Iterator[Span]:
    """Sentences in which the rules find an act, or a political side does more than speak; no questions.

    Reading costs a tenth of everything else together, so that only these are read.
    """
    doing = (annotation.doc[one.head] for one in annotation.cast.mentions if _sides(annotation, parties, one))
    acting = {annotation.cast.sentence_of[head.i] for head in doing if _acts(head)}
    told = {one.evidence for one in before}
    for at, span in enumerate(annotation.span(sentence) for sentence in annotation.sentences):
        if span in told or at in acting and not span.of(annotation.text).rstrip("”\"’'").endswith("?"):
            yield span


def _acts(head: Token) -> bool:
    """Whether a noun is the subject or the agent of a verb that is more than speaking, being or thinking."""
    if head.dep_ == "pobj" and head.head.dep_ == "agent":
        return True
    verb = head.head
    if head.dep_ not in ("nsubj", "nsubjpass") or verb.pos_ != "VERB":
        return False
    return verb.lemma_ not in STATES and reporting(verb) is None


def _sides(annotation: Annotation, parties: Parties, mention: Mention) -> bool:
    return not mention.place and any(parties.is_political(annotation.actor(key).party) for key in mention.keys)


def _event(annotation: Annotation, parties: Parties, passage: Passage, trigger: Triggered) -> Event | None:
    span = passage.placed(trigger.span)
    token = _head(annotation.tokens(span))
    if token is None or token.pos_ not in PARTS or token.lemma_ == "deny" or _is_about_names(token) or is_mishap(token):
        return None
    best = max(_answers(annotation, parties, passage, trigger, token), key=lambda one: one[0], default=None)
    if best is None or not _is_sure(trigger.score, best[0]):
        return None
    chance, answer, source, target = best
    mode = answer.mode if answer.type == trigger.type else None
    row = EventCue(
        id=RULE, type=trigger.type, mode=mode or "", pos=Speech.VERB, heads=(), link=(), object="", complement="",
        actor=(), recipient=(), scope="", example="", counterexample="",
    )  # fmt: skip
    view = outlook(annotation, token, row, {})
    if view is None or is_backdrop(annotation, parties.statements, token, row):
        return None
    kind, mode, status = promised(row, view)
    sides = _roles(parties, kind, mode, source, target)
    if kind is None or status == EventStatus.NEGATED or sides is None or not sides[0]:
        return None  # what nobody did is nothing
    act = Found(token=token, row=row, fit=Fit(None, None, 0), trigger=span, by=By(rule=RULE, score=round(chance, 2)))
    return record(annotation, parties.statements, act, view, kind, mode, status, *sides)


def _is_sure(told: float, between: float) -> bool:
    """Whether an act is believed: its words are *told* to be one so likely, and its parties so likely to do it."""
    return between >= SURE


def _head(tokens: Sequence[Token]) -> Token | None:
    """The word that the others hang on."""
    return next((one for one in tokens if one.head not in tokens or one.head == one), None)


def _is_about_names(token: Token) -> bool:
    """ "Who asked not to be named"."""
    return any(one.lemma_ in NAMING for one in token.subtree if one.dep_ in ("xcomp", "ccomp") and one.head == token)


def _answers(
    annotation: Annotation, parties: Parties, passage: Passage, trigger: Triggered, token: Token
) -> Iterator[tuple[float, Related, Token, Token | None]]:
    """How likely each side of the sentence does the act to each other, or to nobody named."""
    sentence = annotation.sentence(token)
    heads = [
        annotation.doc[one.head]
        for one in annotation.cast.mentions
        if one.head in sentence and _sides(annotation, parties, one)
    ]
    near = sorted(heads, key=lambda head: abs(head.i - token.i))
    firsts = dict([(parties.at(head), head) for head in reversed(near)][-NEAREST:])
    acting = [one for one, head in firsts.items() if _may_act(head, token)]
    asked = [(one, other) for one in acting for other in (*firsts, ()) if not set(one) & set(other)]
    within = passage.inner(annotation.sentence_span(token))
    questions = [
        Asked(
            source=_inner(passage, firsts[one]),
            target=_inner(passage, firsts.get(other)),
            trigger=trigger.span,
            within=within,
        )
        for one, other in asked
    ]
    for (one, other), answer in zip(asked, brain().pairs(passage.encoded, questions), strict=True):
        yield answer.event * answer.types[trigger.type], answer, firsts[one], firsts.get(other)


def _may_act(head: Token, token: Token) -> bool:
    """Who acts stands before the word of the act, or behind its "by"."""
    return head.i < token.i or head.dep_ == "pobj" and head.head.dep_ == "agent"


def _inner(passage: Passage, token: Token | None) -> Span | None:
    return passage.inner(Span(token.idx, token.idx + len(token))) if token is not None else None


def _roles(
    parties: Parties, kind: EventType | None, mode: str | None, source: Token, target: Token | None
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Actors and recipients: of talks everybody is an actor, and one side alone holds none."""
    actors = parties.at(source)
    others = tuple(one for one in (parties.at(target) if target is not None else ()) if one not in actors)
    if kind in YIELDED:
        others = tuple(one for one in others if parties.is_side(one))
    if kind != EventType.CONSULT or mode == "visit":
        return actors, others
    together = (*actors, *others)
    return (together, ()) if len(together) > 1 else None
