"""From the brief's lines to an issue's items: which words carry them, which of them say the same, what comes first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil

from dragoman.ledger import days
from dragoman.ledger.briefing import Briefing, Line
from dragoman.ledger.corroboration import origins
from dragoman.ledger.history import TAKING_PLACE, Change, MeetingHistory, Step
from dragoman.ledger.positions import Stand
from dragoman.ledger.questions import Question
from dragoman.ledger.told import Told, record_of
from dragoman.model import Event, Form, Meeting, Statement
from dragoman.newsletter.editions import Edition
from dragoman.newsletter.issue import Citation, Item, Part, Readings, alike
from dragoman.newsletter.issue_dates import Dates
from dragoman.newsletter.issue_ground import Ground
from dragoman.newsletter.issue_passages import passage
from dragoman.newsletter.issue_sentences import (
    VISITS,
    Sentence,
    Wording,
    first_sentence,
    made,
    moved_text,
    passed_text,
    reported,
    sentence,
    speaker_text,
)

HEADINGS = {
    "new": "New",
    "changed": "Changed or called off",
    "moved": "Where positions moved",
    "said": "Who said what",
    "coming": "In the coming days",
    "watch": "What to watch",
}
SHARES = {"new": 0.5, "changed": 0.25, "moved": 0.25, "said": 0.25, "coming": 0.34, "watch": 0.25}
"""How much of the mail a part may fill while the others have something to tell."""
MOST_CLAIMS, MOST_KEPT, ALSO = 2, 40, 2
"""Sentences over one passage, items of a part on the web, and other reports that are named beside the first."""
SOON = 2
"""Days ahead in which what was told to come is told once more."""
MOST_HEARD = 2
"""Passages of one speaker."""
SUBJECT = 12
"""Words of a passage in a subject line, where no sentence of ours tells the main thing."""
FEWEST_WORDS = 6
"""Words of a passage that may stand for itself."""


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every item is made with."""

    readings: Readings
    dates: Dates

    def grounds(self, told: Iterable[Told]) -> Iterator[Ground]:
        """The grounds of those who tell a line, one an article, the first one first."""
        for one in told:
            reading = self.readings(one)
            words = passage(one, reading) if reading else None
            if reading and words and not words.points_back:
                yield Ground(told=one, passage=words, reading=reading)


def parts_of(found: Briefing, said: Iterable[Told], edition: Edition, readings: Readings) -> tuple[Part, ...]:
    """The parts of the issue that a brief makes, and what was *said* beside it."""
    desk = _Desk(readings, Dates(edition.language))
    moves = [line for line in (*found.changed, *found.contradicted) if isinstance(line.subject, Stand)]
    changes = [line for line in (*found.contradicted, *found.changed) if not isinstance(line.subject, Stand)]
    held = [line for line in changes if isinstance(line.subject, Step) and _took_place(line.subject)]
    changes = [line for line in changes if line not in held]
    changes = [line for line in changes if not _only_disagrees(line)]
    new = sorted((*held, *found.new), key=_weight, reverse=True)
    coming = _kept(_said(desk, found.coming))
    made = {
        "changed": _ordered(_said(desk, changes)),
        "moved": _ordered(_moved(desk, moves)),
        "coming": coming,
        "new": _ordered((*_said(desk, new), *_reported(desk, new))),
        "said": _kept(_quoted(desk, said)),
        "watch": [*_kept(_reported(desk, _just_due(found), dated=True)), *_kept(_quiet(desk, found.quiet))],
    }
    return _shared_out(_once(made), edition.length)


def _only_disagrees(line: Line) -> bool:
    """Whether two pages of one day name different days for a meeting: nobody knows which of them came later."""
    step, steps = line.subject, line.meeting.steps if line.meeting else ()
    if not isinstance(step, Step) or step.change is not Change.MOVED or step not in steps:
        return False
    before = steps[: steps.index(step)]
    return bool(before) and before[-1].told[-1].day >= step.told[0].day


def _weight(line: Line) -> float:
    """How much a line is worth beside others that are as well attested: many at a table, hard or helpful acts."""
    match line.subject:
        case Event() as event:
            return abs(event.score) / 2
        case Step() if line.meeting:
            visit = record_of(line.told[0], Meeting).by.rule.startswith(VISITS)
            return 1.0 if visit else min(len(line.meeting.parties), 6) + 2.0 * bool(line.meeting.channel)
    return 2.0


def _took_place(step: Step) -> bool:
    return step.status in TAKING_PLACE and not step.replaced


def _just_due(found: Briefing) -> list[Line]:
    """Of what is told to come, what was told in these days, and what is due now."""
    soon = days.later(found.day, SOON)
    return [line for line in found.due if any(one.day >= found.since for one in line.told) or _last_day(line) <= soon]


def _said(desk: _Desk, lines: Iterable[Line], wording: Wording = sentence) -> Iterator[Item]:
    """The lines that a passage carries."""
    for line in lines:
        told = first_sentence(line, desk.grounds(line.told), desk.dates, wording)
        if told:
            yield _item(line, *told)


def _item(line: Line, said: Sentence, ground: Ground) -> Item:
    ahead = isinstance(line.subject, MeetingHistory)
    return Item(
        sentences=(said,),
        citation=cited(ground.told, ground),
        origins=line.corroboration.origins,
        copies=line.corroboration.copies,
        also=tuple(_others(line, ground.told)),
        on=line.day if ahead else None,
    )


def cited(told: Told, ground: Ground | None = None) -> Citation:
    """Where *told* stands, with the words that are shown of it."""
    return Citation(
        article=told.article,
        record=told.record.id,
        outlet=told.outlet,
        published=told.published,
        day=told.day,
        url=told.url,
        title=told.title,
        passage=ground.passage if ground else None,
    )


def _others(line: Line, shown: Told) -> Iterator[Citation]:
    """The first reports of the other origins."""
    groups = [sorted(some, key=lambda one: (one.day, one.page)) for some in origins(line.told).values()]
    others = [some[0] for some in groups if all(one.article != shown.article for one in some)]
    for one in sorted(others, key=lambda one: (one.day, one.page))[:ALSO]:
        yield cited(one)


def _reported(desk: _Desk, lines: Iterable[Line], *, dated: bool = False) -> Iterator[Item]:
    """Lines whose words speak for themselves, where no sentence of ours is carried by them."""
    for line in lines:
        if not dated and first_sentence(line, desk.grounds(line.told), desk.dates):
            continue
        for ground in desk.grounds(line.told):
            if _speaks(line, ground):
                item = _item(line, reported(ground, _sides(line)), ground)
                yield replace(item, on=_last_day(line)) if dated else item
                break


def _last_day(line: Line) -> date:
    """The day by which something is told to come."""
    known = line.subject.date if isinstance(line.subject, Event) else None
    return days.last(known) if known else line.day


def _speaks(line: Line, ground: Ground) -> bool:
    """Whether a passage says something by itself, of a side that the line is about."""
    whole = ground.passage.whole and len(ground.words.split()) >= FEWEST_WORDS
    towards = line.subject.recipients if isinstance(line.subject, Event) else ()
    return whole and bool(ground.named((*_sides(line), *towards)))


def _sides(line: Line) -> tuple[str, ...]:
    """Who acts, holds, asks or meets."""
    match line.subject:
        case Event() as event:
            return event.actors
        case Stand() as stand:
            return (stand.holder,)
        case Question() as question:
            return (question.asker,)
        case MeetingHistory() | Step():
            return line.meeting.parties if line.meeting else ()


def _quoted(desk: _Desk, said: Iterable[Told]) -> Iterator[Item]:
    """What people said whom the passage names, in their own words before words about them; a few of each."""
    heard: Counter[str] = Counter()
    for one in sorted(said, key=lambda one: (_form(one) is Form.INDIRECT, one.page, one.record.id)):
        for ground in desk.grounds([one]):
            if ground.passage.whole and (who := speaker_text(ground)) and heard[who] < MOST_HEARD:
                heard[who] += 1
                sentences = (made(who, one, reported=True),)
                yield Item(sentences=sentences, citation=cited(one, ground), origins=1, copies=0)


def _form(told: Told) -> Form:
    return record_of(told, Statement).form


def _moved(desk: _Desk, lines: Iterable[Line]) -> Iterator[Item]:
    """Positions that moved, with what was said before in its own words; without these they are no move."""
    for line in lines:
        stand = line.subject
        told = first_sentence(line, desk.grounds(line.told), desk.dates)
        if not told or not isinstance(stand, Stand) or stand.before is None:
            continue
        earlier = _earlier(desk, stand, stand.before)
        if earlier:
            yield replace(_item(line, *told), before=(earlier,))


def _earlier(desk: _Desk, stand: Stand, before: Stand) -> Item | None:
    for ground in desk.grounds(before.told):
        if text := moved_text(replace(before, move=stand.move), ground, desk.dates):
            said = made(text, ground.told)
            return Item(sentences=(said,), citation=cited(ground.told, ground), origins=1, copies=0)
    return None


def _quiet(desk: _Desk, lines: Iterable[Line]) -> Iterator[Item]:
    """Questions and meetings of which nothing more was read, the newest first."""

    def passed(line: Line, ground: Ground, dates: Dates) -> Sentence | None:
        if not isinstance(line.subject, MeetingHistory):
            return sentence(line, ground, dates)
        text = passed_text(line.subject, ground, dates)
        return made(text, ground.told) if text else None

    newest = sorted(lines, key=lambda line: -line.day.toordinal())
    return (replace(item, on=None) for item in _said(desk, newest, passed))


def _ordered(items: Iterable[Item]) -> list[Item]:
    """Sentences of ours before those that only report, the better attested first, then as they came."""
    ranked = sorted(items, key=lambda one: (one.sentences[0].reported, -one.origins))
    return _kept(ranked)


def _kept(items: Iterable[Item]) -> list[Item]:
    """*items* without those that show the same words again; a second sentence over them joins the first."""
    found: list[Item] = []
    for item in items:
        at = next((at for at, one in enumerate(found) if _same_words(one, item)), None)
        if at is None:
            found.append(item)
        elif _joins(found[at], item):
            found[at] = replace(found[at], sentences=(*found[at].sentences, *item.sentences))
    return found[:MOST_KEPT]


def _joins(one: Item, other: Item) -> bool:
    """Whether a sentence says something more about the very same words."""
    said = other.sentences[0]
    held = (
        one.citation.passage and other.citation.passage and one.citation.passage.span.holds(other.citation.passage.span)
    )
    there = [_told(sentence.text) for sentence in one.sentences]
    new = (
        not said.reported
        and not one.sentences[0].reported
        and not any(_told(said.text) & had == _told(said.text) for had in there)
    )
    fits = one.citation.article == other.citation.article and bool(held)
    return new and fits and len(one.sentences) < MOST_CLAIMS and one.on == other.on and not other.before


def _told(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


def _same_words(one: Item, other: Item) -> bool:
    """Whether two items show words of one report: the same stretch, or nearly the same wording."""
    mine, theirs = one.citation.passage, other.citation.passage
    if mine is None or theirs is None:
        return False
    if one.citation.article == other.citation.article and mine.span.meets(theirs.span):
        return True
    return alike(mine.words, theirs.words)


def _once(parts: dict[str, list[Item]]) -> dict[str, list[Item]]:
    """*parts* in the order in which they are read; what one of them has shown, none shows again."""
    shown: list[Item] = []
    found: dict[str, list[Item]] = {}
    for name, items in parts.items():
        found[name] = [item for item in items if not any(_same_words(item, one) for one in shown)]
        shown += found[name]
    return {name: found[name] for name in HEADINGS}


def _shared_out(parts: dict[str, list[Item]], length: int) -> tuple[Part, ...]:
    """How many items of each part the mail shows: to each its share, and what others leave to the first."""
    shown = {name: min(len(items), ceil(SHARES[name] * length)) for name, items in parts.items()}
    while sum(shown.values()) > length:
        longest = max(shown, key=lambda name: (shown[name] / SHARES[name], list(shown).index(name)))
        shown[longest] -= 1
    for name, items in parts.items():
        shown[name] += min(len(items) - shown[name], length - sum(shown.values()))
    return tuple(
        Part(name=name, heading=HEADINGS[name], items=tuple(items), shown=shown[name]) for name, items in parts.items()
    )


def subject_of(edition: Edition, parts: Sequence[Part], until: date) -> str:
    """The main thing, for the subject line; without news, that there is none."""
    told = [item for part in parts for item in part.items if part.name != "watch"]
    ours = [item for item in told if not item.sentences[0].reported]
    if ours:
        return f"{edition.title}: {ours[0].sentences[0].text.rstrip('.')}"
    if told:
        passage = told[0].citation.passage
        words = passage.words.split() if passage else []
        more = " …" if len(words) > SUBJECT else ""
        return f"{edition.title}: “{' '.join(words[:SUBJECT])}{more}”"
    return f"{edition.title}: nothing new on {Dates(edition.language).day(until)}"
