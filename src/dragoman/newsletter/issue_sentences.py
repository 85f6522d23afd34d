"""A line of the brief as a sentence: nothing in it that the passage beneath it does not say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.ledger import days
from dragoman.ledger.briefing import Line
from dragoman.ledger.history import Change, MeetingHistory, Step
from dragoman.ledger.positions import Move, Stand
from dragoman.ledger.questions import Question
from dragoman.ledger.sides import called
from dragoman.ledger.told import Told, record_of
from dragoman.model import Event, EventStatus, Meeting, MeetingStatus, Place, Position, Speaker, Stance, Statement
from dragoman.newsletter.issue_dates import Dates
from dragoman.newsletter.issue_ground import Ground
from dragoman.newsletter.issue_sides import FULL_NAME, acts_for, in_english, is_known, listed, sides_named
from dragoman.newsletter.issue_verbs import TO_THAT, stance_verb, verb_of

MET = re.compile(
    r"\b(meet|meets|met|meeting|meetings|talks|summit|session|sat (?:down|together)|conference|negotiat\w+|gather\w*|"
    r"conven\w+|receiv\w+|council|discuss\w*)\b",
    re.IGNORECASE,
)
TALKED = re.compile(
    r"\b(talk|talks|talked|spoke|speak|speaks|spoken|call|called|calls|phone|phoned|telephon\w+|conversation|"
    r"discuss\w*|exchange)\b",
    re.IGNORECASE,
)
VISITED = re.compile(
    r"\b(visit\w*|travel\w*|fly|flies|flew|came|comes?|arriv\w+|trip|receiv\w+|goes|went|to see)\b", re.IGNORECASE
)
TALKS, VISITS = ("talk.", "phone.", "discuss."), ("travel.", "visit.", "arrive.", "receive.")
"""Beginnings of the rules that find talks and visits; the others find meetings."""
BEGINNING = 60
"""Characters within which a passage names the one who is "he" in its next sentence."""
NEAR = 60
"""Characters between the words that tell of a meeting and the place where it is."""
WISHES = (Stance.OFFERS, Stance.CONDITIONS)
"""Stances whose own words are "ready", "only if"."""
POINTING = re.compile(
    r"the \w+$|(?:it|its|this|such|these|those|his|her|their|them|him|so|no)\b|that(?: (?:he|she|it|they)\b.*|)$",
    re.IGNORECASE,
)
"""An issue that says nothing by itself."""
AHEAD = re.compile(
    r"\b(will|to|would|planned|plans?|scheduled|expected|due|next|tomorrow|meets?|flies|travels|takes up|ahead|before)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """What is claimed, by a record of an article; a *reported* one lets the words speak for themselves."""

    text: str
    record: str
    article: str
    reported: bool = False


def sentence(line: Line, ground: Ground, dates: Dates) -> Sentence | None:
    """What *line* says on that *ground*; none where the passage does not carry it."""
    match line.subject:
        case Event():
            text = event_text(ground)
        case Step() as step:
            text = step_text(step, ground, dates)
        case MeetingHistory() as meeting:
            text = coming_text(meeting, ground, dates)
        case Stand() as stand:
            text = stand_text(stand, ground)
        case Question() as question:
            text = question_text(question, ground, dates)
    return made(text, ground.told) if text else None


def made(text: str, told: Told, *, reported: bool = False) -> Sentence:
    """A sentence of *text*, with a capital and a full stop."""
    end = "" if reported or text.endswith((".", "?", "!")) else "."
    return Sentence(
        text=f"{text[:1].upper()}{text[1:]}{end}", record=told.record.id, article=told.article, reported=reported
    )


def reported(ground: Ground, sides: Sequence[str]) -> Sentence:
    """Whom a passage is about, and no verb of ours: the outlet says it in its own words."""
    named = ground.named(sides)
    alone = isinstance(ground.told.record, Meeting) and len(named) < 2  # who sits at a table alone is no party to it
    about = ("" if alone else listed(named)) or ground.told.outlet or "One outlet"
    who = ground.claimant if ground.denied else ""
    return made(f"{about}, denied by {who}" if who else about, ground.told, reported=True)


def speaker_text(ground: Ground) -> str:
    """`Dmitry Peskov (Russia)`, where the passage names the speaker."""
    speaker = record_of(ground.told, Statement).speaker
    if speaker is None or not speaker.code or not is_known(speaker.code) or not FULL_NAME.fullmatch(speaker.name):
        return ""
    if not _speaks(speaker, ground):
        return ""
    known = acts_for(speaker.name, speaker.code, ground.reading)
    return f"{speaker.name} ({in_english(speaker.code)})" if known else speaker.name


def _speaks(speaker: Speaker, ground: Ground) -> bool:
    """Whether the passage shows who speaks: by name, or as the "he" of somebody whom it has begun with."""
    text, surname = ground.reading.article.text, speaker.name.split()[-1]
    if surname in speaker.span.of(text):
        return ground.passage.span.holds(speaker.span)
    before = text[ground.passage.span.start : speaker.span.start]
    at = before.find(surname)
    return 0 <= at <= BEGINNING and bool(re.search(r"[.!?][\"”’]?\s", before[at:]))


def event_text(ground: Ground) -> str:
    """`Russia (Maria Zakharova) accuses the EU`."""
    event = record_of(ground.told, Event)
    verb = verb_of(event.type, event.trigger.of(ground.reading.article.text))
    actors = ground.named(event.actors, before=event.trigger.start)
    there = event.status is EventStatus.ACTUAL and ground.passage.span.holds(event.trigger)
    at = event.trigger.start - ground.passage.span.start
    if verb is None or not actors or not there or ground.hedged(at):
        return ""
    towards = listed(ground.towards(event.recipients, event.trigger, verb.link))
    said = (verb.many_to if towards else verb.many) if len(actors) > 1 else (verb.one_to if towards else verb.one)
    return _claimed(ground, f"{listed(actors)} {said.format(towards)}") if said else ""


def _claimed(ground: Ground, claim: str) -> str:
    """*claim* with who makes it, as the record has it; empty where the passage does not say who that is."""
    who = ground.claimant
    if who is None:
        return ""
    if ground.denied:
        return f"{who} denies that {claim}" if who else ""
    return f"{claim}, according to {who}" if who and not _themselves(who, claim) else claim


def _themselves(who: str, claim: str) -> bool:
    """Whether the claimant is the one whom the claim names in brackets, or the very side."""
    through = re.search(r"\(([^)]+)\)", claim)
    own = any(called(state) in claim.split(",")[0] for state in sides_named(who)) and len(who.split()) == 1
    return own or bool(through and through[1] in who)


def stand_text(stand: Stand, ground: Ground) -> str:
    """`Russia demands legal guarantees`."""
    position = record_of(ground.told, Position)
    return _claimed(ground, _stance(position, ground)) if _stance(position, ground) else ""


def _stance(position: Position, ground: Ground) -> str:
    verb = stance_verb(position.stance, ground.words)
    found = [one.start() for one in verb.pattern.finditer(ground.words)] if verb else []
    last = max((at for at in found if position.stance in WISHES or not ground.hedged(at)), default=0)
    holders = ground.named([position.holder], before=ground.passage.span.start + last)
    issue = " ".join(position.issue.split()).rstrip(".,;:")
    if verb is None or not holders or not ground.holds(issue) or POINTING.match(issue):
        return ""
    clause = issue.startswith(("to ", "that "))
    if clause and not ground.follows(issue, verb.pattern):
        return ""
    if ground.goes_on(issue) or (issue.startswith("to ") and position.stance is Stance.DEMANDS):
        return ""  # who is to do it is not in the phrase
    if clause and position.stance in TO_THAT:
        return f"{holders[0]} {TO_THAT[position.stance][0]} {issue}"
    if clause and position.stance in ("supports", "opposes"):
        return ""
    return f"{holders[0]} {verb.one.format(issue)}"


def moved_text(stand: Stand, ground: Ground, dates: Dates) -> str:
    """What a side said before, where it has moved away from it."""
    said = _stance(record_of(ground.told, Position), ground)
    return f"{MOVES[stand.move]} on {dates.day(stand.day)}: {said}" if said else ""


MOVES = {
    Move.SOFTENED: "it had stood firmer before",
    Move.HARDENED: "it had stood softer before",
    Move.CONTRADICTED: "it had said otherwise before",
}


def step_text(step: Step, ground: Ground, dates: Dates) -> str:
    """`Russia and the United States met in Geneva on 21 January 2022`."""
    meeting = record_of(ground.told, Meeting)
    text = meeting_text(meeting, ground, dates)
    if text and step.change is Change.MOVED and meeting.date and meeting.status is MeetingStatus.SCHEDULED:
        return f"{text}; that is a new date"
    return _claimed(ground, text) if text else ""


def meeting_text(meeting: Meeting, ground: Ground, dates: Dates) -> str:
    """Who meets, how far it has come, where and when, as one report tells it."""
    parties = ground.all_named(meeting.parties)
    kind, told = _kind(meeting)
    found = told.search(ground.words)
    enough = len(parties) > 1 or (len(parties) == 1 and meeting.channel and kind == "meet")
    if not enough or found is None or not all(map(is_known, meeting.parties)):
        return ""
    if not _as_told(meeting.status, found.start(), ground):
        return ""
    channel = f" ({meeting.channel})" if meeting.channel and ground.holds(meeting.channel) else ""
    where = _where(meeting.place, found.start(), ground)
    when = "" if meeting.status in OPEN else dates.when(days.known(meeting.date))
    head = FORMS[kind][meeting.status].format(listed(parties), are="are" if len(parties) > 1 else "is",
                                              have="have" if len(parties) > 1 else "has")  # fmt: skip
    return " ".join(part for part in (f"{head}{channel}", where, when) if part)


def _kind(meeting: Meeting) -> tuple[str, re.Pattern[str]]:
    if meeting.by.rule.startswith(VISITS):
        return "visit", VISITED
    return ("talk", TALKED) if meeting.by.rule.startswith(TALKS) else ("meet", MET)


def _as_told(status: MeetingStatus, at: int, ground: Ground) -> bool:
    """Whether the passage says how far a meeting has come."""
    if status in (MeetingStatus.HELD, MeetingStatus.UNDER_WAY):
        near = ground.words[max(0, at - NEAR) : at + NEAR]
        return not ground.hedged(at) and not YET.search(near)
    return bool(SIGNS[status].search(ground.words))


YET = re.compile(r"\b(?:will|would|expected|planned|plans|scheduled|due|is to|are to)\b", re.IGNORECASE)
SIGNS = {
    MeetingStatus.SCHEDULED: AHEAD,
    MeetingStatus.AGREED: re.compile(r"\b(?:agree\w*|accept\w*)\b", re.IGNORECASE),
    MeetingStatus.PROPOSED: re.compile(
        r"\b(?:propos\w+|invit\w+|offer\w*|suggest\w*|ask\w*|call\w* for)\b", re.IGNORECASE
    ),
    MeetingStatus.POSTPONED: re.compile(
        r"\b(?:postpon\w+|put off|delay\w*|reschedul\w+|push\w* back)\b", re.IGNORECASE
    ),
    MeetingStatus.CANCELLED: re.compile(r"\b(?:cancel\w*|call\w* off|scrap\w*|abandon\w*)\b", re.IGNORECASE),
    MeetingStatus.REFUSED: re.compile(r"\b(?:refus\w+|declin\w+|reject\w*|turn\w* down|rul\w+ out)\b", re.IGNORECASE),
}
"""Words that say how far a meeting has come."""
OPEN = (MeetingStatus.PROPOSED, MeetingStatus.POSTPONED, MeetingStatus.CANCELLED, MeetingStatus.REFUSED)
"""Of these the day that is told may be that of the words themselves."""
FORMS = {
    "meet": {
        MeetingStatus.HELD: "{} met",
        MeetingStatus.UNDER_WAY: "{} {are} meeting",
        MeetingStatus.SCHEDULED: "{} {are} to meet",
        MeetingStatus.AGREED: "{} {have} agreed to meet",
        MeetingStatus.PROPOSED: "a meeting of {} is proposed",
        MeetingStatus.POSTPONED: "a meeting of {} is put off",
        MeetingStatus.CANCELLED: "a meeting of {} is called off",
        MeetingStatus.REFUSED: "a meeting of {} is refused",
    },
    "talk": {
        MeetingStatus.HELD: "{} talked",
        MeetingStatus.UNDER_WAY: "{} {are} talking",
        MeetingStatus.SCHEDULED: "{} {are} to talk",
        MeetingStatus.AGREED: "{} {have} agreed to talk",
        MeetingStatus.PROPOSED: "talks between {} are proposed",
        MeetingStatus.POSTPONED: "talks between {} are put off",
        MeetingStatus.CANCELLED: "talks between {} are called off",
        MeetingStatus.REFUSED: "talks between {} are refused",
    },
    "visit": {
        MeetingStatus.HELD: "a visit between {} is reported",
        MeetingStatus.UNDER_WAY: "a visit between {} is under way",
        MeetingStatus.SCHEDULED: "a visit between {} is to take place",
        MeetingStatus.AGREED: "a visit between {} is agreed",
        MeetingStatus.PROPOSED: "a visit between {} is proposed",
        MeetingStatus.POSTPONED: "a visit between {} is put off",
        MeetingStatus.CANCELLED: "a visit between {} is called off",
        MeetingStatus.REFUSED: "a visit between {} is refused",
    },
}


def _where(place: Place | None, at: int, ground: Ground) -> str:
    """The place of a meeting, where the passage says "in" or "at" it, close to the words that tell of it."""
    if place is None:
        return ""
    said = rf"\b(?:in|at|to) (?:the )?{re.escape(place.name)}\b"
    found = [one.start() for one in re.finditer(said, ground.words, re.IGNORECASE)]
    return f"in {place.name}" if any(abs(one - at) <= NEAR for one in found) else ""


def coming_text(meeting: MeetingHistory, ground: Ground, dates: Dates) -> str:
    """A meeting that is to come, as a report tells it whose days are the meeting's."""
    record = record_of(ground.told, Meeting)
    known = days.known(record.date)
    if known is None or meeting.date is None or days.apart(known, meeting.date):
        return ""
    return _claimed(ground, text) if (text := meeting_text(record, ground, dates)) else ""


def passed_text(meeting: MeetingHistory, ground: Ground, dates: Dates) -> str:
    """A meeting whose day has gone by without a word."""
    record = record_of(ground.told, Meeting)
    parties, known = ground.all_named(record.parties), days.known(record.date)
    if len(parties) < 2 or known is None or not meeting_text(record, ground, dates) or not AHEAD.search(ground.words):
        return ""
    return f"{listed(parties)} were to meet {dates.when(known)}; no report that they did was found since"


def question_text(question: Question, ground: Ground, dates: Dates) -> str:
    """`Iran demands assurances; no answer was found since 28 December 2021`."""
    record = ground.told.record
    asked = _stance(record, ground) if isinstance(record, Position) else event_text(ground)
    claim = _claimed(ground, asked) if asked and isinstance(record, Position) else asked
    return f"{claim} ({dates.day(question.last)}); no answer was found since" if claim else ""


Wording = Callable[[Line, Ground, Dates], Sentence | None]


def first_sentence(
    line: Line, grounds: Iterator[Ground], dates: Dates, wording: Wording = sentence
) -> tuple[Sentence, Ground] | None:
    """The first of a line's reports that carries its sentence, with the sentence."""
    for ground in grounds:
        if found := wording(line, ground, dates):
            return found, ground
    return None
