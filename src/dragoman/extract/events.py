"""Annotation and statements → events: who did what to whom, by the cue rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from dragoman.annotate import Annotation
from dragoman.extract import frames
from dragoman.extract.acts import checked
from dragoman.extract.agenda import meeting_status
from dragoman.extract.attribution import reporting
from dragoman.extract.backdrop import is_backdrop, is_trip
from dragoman.extract.clauses import (
    child,
    deep_subject,
    is_passive,
    is_stray_conjunct,
    prepositional,
)
from dragoman.extract.complements import OWNING
from dragoman.extract.ellipses import refusals
from dragoman.extract.event_records import Found, merged, promised, protested, record
from dragoman.extract.event_rows import alone, best, event_index
from dragoman.extract.frames import Fit
from dragoman.extract.mishaps import is_mishap
from dragoman.extract.parties import Parties
from dragoman.extract.recipients import ANSWERS, ASKED, PROVOKED, condition_of, filled, is_instrument, recipients_of
from dragoman.extract.status import BY_WORDS, Outlook, outlook
from dragoman.knowledge import EventCue, Speech
from dragoman.model import Event, EventStatus, EventType, MeetingStatus, Statement

# Violence and crowds have their own ways: nobody is taken to have done it where the words name nobody.
UNCLAIMED = (EventType.ASSAULT, EventType.PROTEST)
# A thing promised is a promise, an act of giving way to come is a concession (codebook, "Promised").
OBLIGES = frozenset({"must", "should"})
YIELDING = frozenset("withdraw leave stop halt cease end release free retreat disarm lift return reopen".split())
DEMAND = EventCue(
    id="modal.must", type=EventType.REQUEST, mode="change", pos=Speech.VERB, heads=(), link=(), object="", complement="",
    actor=(), recipient=(), scope="", example="Russia must answer, the Polish minister said.", counterexample="",
)  # fmt: skip
DEMAND_YIELD = replace(DEMAND, mode="yield")
WISHES = frozenset({"request", "behest", "insistence", "urging", "invitation"})
# Words about what another has done.
ANSWERING = frozenset({EventType.ACCUSE, EventType.SUPPORT})
TALKS = frozenset("talk talks negotiation negotiate consultation dialogue discussion".split())
DURING = frozenset("during on at after before".split())


def cues(annotation: Annotation) -> dict[int, Found]:
    """Every fitting cue of the article by token."""
    return {token.i: found for token in annotation.doc if (found := best(token)) is not None}


def absorbed(found: dict[int, Found]) -> frozenset[int]:
    """Tokens whose act is part of another record: what is demanded, threatened, refused, and a row's own object."""
    taken: set[int] = set()
    for one in found.values():
        thing = one.fit.object
        if thing is not None and thing.head == one.token and not _is_anothers(one, found.get(thing.i)):
            taken.add(thing.i)
        if one.row.scope == "absorbs" and one.token.i not in taken and not _is_nobodys(one.token):
            taken.update(_reach(one))
        if one.row.type in ANSWERS and thing is not None and _is_anothers(one, found.get(thing.i)):
            taken.discard(thing.i)
    return frozenset(taken)


def _is_anothers(one: Found, thing: Found | None) -> bool:
    """ "Accepted Oman's invitation": an act of its own, of whoever made the offer or the request."""
    if one.row.type not in ANSWERS or thing is None or thing.row.type not in ASKED:
        return False
    owner = child(thing.token, "poss")
    return owner is not None and owner.lower_ not in OWNING


def _is_nobodys(token: Token) -> bool:
    """ "There are claims that …": nobody's act, so that the one told inside it is the act."""
    return child(token.head, "expl") is not None


def _reach(one: Found) -> Iterator[int]:
    for part in one.token.children:
        if part.i > one.token.i and part.dep_ in (
            "ccomp",
            "xcomp",
            "dobj",
            "prep",
            "acl",
            "advcl",
            "dative",
            "pobj",
            "relcl",
            "attr",
        ):
            if part.dep_ == "advcl" and part.tag_ in ("VBD", "VBZ", "VBP"):
                continue
            yield from (token.i for token in _bare(part))


def _bare(part: Token) -> Iterator[Token]:
    """A subtree without its relative clauses, which tell acts of their own."""
    yield part
    for one in part.children:
        if one.dep_ != "relcl" and not is_stray_conjunct(one):
            yield from _bare(one)


def events(annotation: Annotation, statements: tuple[Statement, ...]) -> tuple[Event, ...]:
    """The events of an article, one for each act reported, in reading order."""
    parties = Parties(annotation, statements)
    found = cues(annotation)
    taken = absorbed(found)
    drafts: list[Event] = []
    for one in found.values():
        if one.token.i in taken:
            continue
        event = _event(annotation, parties, one, found, drafts)
        if event is None and (other := alone(one)) is not None:
            event = _event(annotation, parties, other, found, drafts)
        drafts += [event] if event is not None else []
    drafts += demands(annotation, parties)
    acts = checked(annotation, parties, drafts)
    return merged(annotation, [*acts, *refusals(annotation, parties, acts)])


def demands(annotation: Annotation, parties: Parties) -> Iterator[Event]:
    """ "Russia must withdraw", said by another side: a demand, whose recipient is the subject."""
    for token in annotation.doc:
        if token.dep_ != "aux" or token.lower_ not in OBLIGES:
            continue
        verb, speakers = token.head, parties.speaker_at(token)
        subject = deep_subject(verb)
        sides = parties.sides_at(subject) if subject is not None else ()
        if (
            not speakers
            or not sides
            or {*speakers} & {*sides}
            or child(verb, "neg") is not None
            and verb.lemma_ == "be"
        ):
            continue
        row = DEMAND_YIELD if verb.lemma_.lower() in YIELDING else DEMAND
        one = Found(verb, row, Fit(None, None, 1))
        yield record(
            annotation, parties.statements, one, Outlook(EventStatus.ACTUAL), row.type, row.mode or None,
            EventStatus.ACTUAL, speakers, sides,
        )  # fmt: skip


def _event(
    annotation: Annotation, parties: Parties, one: Found, found: dict[int, Found], before: Sequence[Event]
) -> Event | None:
    view = outlook(annotation, one.token, one.row, {at: other.row for at, other in found.items()})
    if view is None or is_backdrop(annotation, parties.statements, one.token, one.row):
        return None
    roles = _roles(parties, one, view)
    if roles is None or not roles[0] and (one.row.type != EventType.ASSAULT or is_mishap(one.token)):
        return None  # violence alone is told without knowing whose
    actors, recipients = roles
    if one.row.type == EventType.PROTEST:
        actors = _people(annotation, one) or actors
    if one.row.type in ANSWERING and (doers := _doers_before(one, before)):
        recipients = tuple(name for name in doers if name not in actors) or recipients
    if one.row.mode == "visit" and _is_no_visit(annotation, parties, one, actors):
        return None
    kind, mode, status = promised(one.row, view)
    if status == EventStatus.NEGATED and (kind in BY_WORDS or kind == EventType.CONSULT):
        return None  # what nobody said is nothing
    if kind in PROVOKED and view.status == EventStatus.FUTURE and condition_of(one.token) is not None:
        kind, mode, status = EventType.THREATEN, None, EventStatus.ACTUAL  # "would close the strait if they came"
    if kind in UNCLAIMED:
        kind, mode = protested(parties, one, kind, mode, actors)
    if kind is None:
        return None
    return record(annotation, parties.statements, one, view, kind, mode, status, actors, recipients)


def _people(annotation: Annotation, one: Found) -> tuple[str, ...]:
    """ "Georgians protested": people, and not their state."""
    doer = deep_subject(one.token)
    mention = annotation.mention(doer) if doer is not None else None
    return (doer.text,) if doer and mention and all(key.startswith("people:") for key in mention.keys) else ()


def _is_no_visit(annotation: Annotation, parties: Parties, one: Found, actors: tuple[str, ...]) -> bool:
    """Whether soldiers come, or somebody goes where no other side is at home."""
    marching = any(parties.marches(who) for who in frames.slot(one.token, one.fit, "subj"))
    return marching or is_trip(annotation, (*prepositional(one.token, "to"), *_behind(one.token)), actors)


def _behind(verb: Token) -> Iterator[Token]:
    """ "Went back to work"."""
    return (goal for back in verb.children if back.lower_ == "back" for goal in prepositional(back, "to"))


def _doers_before(one: Found, before: Sequence[Event]) -> tuple[str, ...]:
    """Who did what is spoken of: "condemned the raid" means those who raided, where that was told before."""
    thing = next(iter(frames.slot(one.token, one.fit, "obj")), None)
    if thing is None or thing.pos_ != "NOUN" or any(True for owner in thing.lefts if owner.dep_ in ("poss", "amod")):
        return ()
    if not any(left.lower_ in ("the", "this", "that", "these", "those") for left in thing.lefts):
        return ()
    types = {row.type for row in event_index().get((Speech.NOUN, thing.lemma_.lower()), ())}
    return next((act.actors for act in before if act.type in types and act.actors), ())


def _roles(parties: Parties, one: Found, view: Outlook) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Actors and recipients; null where the doer is told but is no party ("the plan threatens the deal")."""
    row = one.row
    if "both" in row.actor and view.refused:
        actors, _ = filled(parties, one, ("subj",))
        return (actors, recipients_of(parties, one, actors)) if actors else None
    if "both" in row.actor:
        sides = _both(parties, one)
        alone = row.type == EventType.SUPPORT or _sits(parties, one, sides)  # one side may sign by itself
        return (sides, ()) if len(sides) > (not alone) else None
    default = ("subj",) if row.pos != Speech.NOUN else ("poss", "by", "subj", "of")
    actors, told = filled(parties, one, row.actor or default)
    if not actors and row.pos == Speech.ADJECTIVE:
        actors = parties.speaker_at(one.token)  # "That is unacceptable": whoever says it
    if not actors and not told and row.pos == Speech.NOUN and "none" not in row.actor and _is_carried(one.token):
        actors, told = filled(parties, one, ("subj",))
    if not actors:
        actors = _unnamed(parties, one, view, told=told)
    if told and not actors and row.type != EventType.ASSAULT:
        return None  # "the plan threatens the deal"; but a blast kills, whoever set it
    teller = tuple(name for name in parties.speaker_at(one.token) if name not in actors and parties.is_side(name))
    if row.type == EventType.AGREE and row.recipient[:1] == ("inf.obj",) and len(actors) == 1 and teller:
        return actors, teller  # "Putin announced that Washington has agreed to talk": with him who tells it
    recipients = recipients_of(parties, one, actors)
    if not actors and recipients and row.type not in UNCLAIMED:
        actors = _doers(parties, one, recipients)
    if not any(parties.is_political(name) for name in (*actors, *recipients)) and row.type != EventType.PROTEST:
        return None
    return actors, recipients


def _sits(parties: Parties, one: Found, sides: tuple[str, ...]) -> bool:
    """Whether a body has met by itself: "the Security Council discussed the matter"; but talks take two."""
    words = {one.token.lemma_, one.fit.object.lemma_ if one.fit.object is not None else ""}
    if one.row.type != EventType.CONSULT or words & TALKS or not all(map(parties.is_body, sides)):
        return False
    if any(frames.slot(one.token, one.fit, name) for name in ("with", "between", "among", "to")):
        return False
    return meeting_status(parties.annotation, one.token) == MeetingStatus.HELD


def _doers(parties: Parties, one: Found, recipients: tuple[str, ...]) -> tuple[str, ...]:
    """Who did what no words claim ("they were deported, the ministry says"): the authority that tells it, or the other side."""
    tellers = parties.speaker_at(one.token)
    if any(parties.is_side(name) and name not in recipients for name in tellers):
        return tellers
    return parties.counterpart(one.token, recipients, reach=1)


def _unnamed(parties: Parties, one: Found, view: Outlook, *, told: bool) -> tuple[str, ...]:
    """Who does it where no subject or agent names them: whoever wished it, the two sides, whoever says it."""
    if not told and is_passive(one.token) and (found := _wishers(parties, one.token) or _agreed(parties, one)):
        return found
    sent = is_passive(one.token) or one.row.type in (EventType.MOBILIZE, EventType.THREATEN)
    if view.status == EventStatus.FUTURE and sent:
        return parties.speaker_at(one.token)  # "The observers would not be let in", "two battalions would go"
    return ()


def _agreed(parties: Parties, one: Found) -> tuple[str, ...]:
    """ "Agreement was reached on the pass": the two sides that the passage is about."""
    if one.row.type != EventType.AGREE or one.fit.object is None or not one.row.object:
        return ()
    first = parties.counterpart(one.token, (), reach=2)
    second = parties.counterpart(one.token, first, reach=2) if len(first) == 1 else ()
    return (*first, *second) if len(first) + len(second) == 2 else ()


def _wishers(parties: Parties, verb: Token) -> tuple[str, ...]:
    """Who had it done: "has been deferred at Chad's request"."""
    wish = next((one for one in prepositional(verb, "at") if one.lemma_ in WISHES), None)
    return parties.of((*frames.owners(wish), *prepositional(wish, "of"))) if wish is not None else ()


def _is_carried(noun: Token) -> bool:
    """Whether a noun's act is its verb's subject's ("weighs an expulsion"), not only spoken of ("condemns the raid")."""
    verb = frames.governor(noun)
    if noun.dep_ == "pobj" and noun.head.lower_ in DURING or is_instrument(noun):
        return True
    own = best(verb)
    return reporting(verb) is None and (own is None or own.row.scope.startswith("passes"))


def _both(parties: Parties, one: Found) -> tuple[str, ...]:
    names: list[str] = []
    for slot in ("subj", "poss", "by", "between", "with", "obj", "of", "among"):
        if slot == "obj" and one.row.pos != Speech.VERB or slot == "of" and names:
            continue
        names.extend(parties.of(frames.slot(one.token, one.fit, slot)))
    return tuple(dict.fromkeys(name for name in names if parties.may_sit(name)))
