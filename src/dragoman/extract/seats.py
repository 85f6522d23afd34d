"""Who sits at a meeting: the sides that its words name, the forum itself, whoever tells of it."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.annotate import Annotation
from dragoman.extract import frames
from dragoman.extract.clauses import deep_subject
from dragoman.extract.parties import Parties
from dragoman.knowledge import Channel, MeetingCue, Speech
from dragoman.model import EntityKind

SITTING = ("Council", "Assembly", "Committee", "Board", "Commission")


def sides_of(parties: Parties, token: Token, row: MeetingCue, fit: frames.Fit) -> tuple[str, ...]:
    """Who the words around *token* seat, by the slots of its *row*; also those of whom nobody knows whether they may sit."""
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
    for clause in (one for one in token.children if one.dep_ == "relcl" and row.pos == Speech.NOUN):
        names.extend(_there(parties, clause))
    return tuple(dict.fromkeys(names))


def _there(parties: Parties, clause: Token) -> tuple[str, ...]:
    """Who was at talks "at which Egypt and Sudan agreed"."""
    links = [inner for one in clause.lefts if one.lower_ in ("at", "in") for inner in one.children]
    there = any(one.lower_ == "where" for one in clause.lefts) or any(one.lower_ == "which" for one in links)
    who = deep_subject(clause) if there else None
    return parties.at(who) if who is not None else ()


def _told_beside(parties: Parties, noun: Token) -> tuple[str, ...]:
    """ "A meeting of the format – the two communities, Greece and Turkey –": who makes it up."""
    beside = [one for one in noun.rights if one.dep_ == "appos"]
    return parties.of([*beside, *(one for part in beside for one in part.rights if one.dep_ == "appos")])


def completed(
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


def sits_alone(annotation: Annotation, sides: tuple[str, ...], row: MeetingCue) -> bool:
    """A body's own sitting is a meeting with the body as party."""
    bodies = {actor.party for actor in annotation.cast.actors.values() if actor.kind == EntityKind.IGO}
    return len(sides) == 1 and sides[0] in bodies and row.alone


def forum_sits(annotation: Annotation, token: Token, row: MeetingCue, fit: frames.Fit) -> bool:
    """Whether a forum itself is who meets: "the Permanent Council, which last convened", "the BRICS summit"."""
    slots = (one for name in ("subj", "poss", "of") for one in frames.slot(token, fit, name))
    near = [*slots, *(one for one in token.lefts if one.dep_ in ("compound", "amod", "nmod"))]
    return row.alone and any(start <= one.i < end for one in near for start, end, _ in annotation.cast.channels)


def forum(channel: Channel) -> str:
    """The code of a forum whose members are unnamed."""
    return channel.members[0] if len(channel.members) == 1 else channel.name.removesuffix(" summit")


def sitting_body(annotation: Annotation, token: Token, sides: tuple[str, ...]) -> str | None:
    """The council or assembly of the sentence whose body sits at the table."""
    sentence = annotation.sentence(token)
    bodies = (annotation.actor(one.keys[0]) for one in annotation.cast.mentions if one.head in sentence)
    names = (annotation.cast.full_name(one) for one in bodies if one.kind == EntityKind.IGO and one.party in sides)
    return next((name for name in names if name.endswith(SITTING)), None)


def format_of(annotation: Annotation, sides: tuple[str, ...]) -> Channel | None:
    """The format of several sides that the article names elsewhere and whose members these are."""
    formats = (channel for _, _, channel in annotation.cast.channels if len(sides) > 2)
    return next((channel for channel in formats if {*channel.members} == {*sides}), None)
