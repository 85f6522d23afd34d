"""Seven morning briefs of the example press: is every sentence carried by the words that it cites?

Each sentence is checked by rows and readings alone, not by what made it: the cited words stand in the article at their
place, outlet and day are the article's, every side is named in the words, the verb's own words are there, days are
those of the record, and no word of the sentence comes from anywhere else.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.shared import ROOT
from dragoman.app.sources import sources_of
from dragoman.app.store.ingesting import ingested
from dragoman.knowledge import holders, organisations, states
from dragoman.knowledge.table import table
from dragoman.ledger.briefing import Briefing, Line
from dragoman.ledger.sides import called
from dragoman.ledger.told import Record, spans
from dragoman.model import Event, Meeting, Position, Reading, Span, Statement
from dragoman.newsletter.editions import Edition, period
from dragoman.newsletter.editions_toml import newsletter_of
from dragoman.newsletter.issue import Issue, Item, issue_of
from dragoman.newsletter.issue_dates import Dates
from dragoman.newsletter.issue_sentences import FORMS, Sentence
from dragoman.newsletter.issue_sides import in_english
from dragoman.newsletter.issue_verbs import TO_THAT, ClaimVerb
from dragoman.publish.ledger_claims import claim
from dragoman.store import Database, all_readings, opened
from dragoman.store.copies.copying import look_for_copies
from dragoman.store.ledgers.answers import brief_of

PRESS = ROOT / "examples" / "press" / "pages"
EDITIONS = ROOT / "examples" / "newsletter.toml"
FIRST, DAYS = date(2022, 1, 22), 7
"""The busiest week of the example press: these issues tell of 21 to 27 January 2022."""
GLUE = (
    "the a and to of in on at by from within is are according denies denied that new date it a visit talks meeting "
    "between met talk meet agreed no answer was found since report that they did were had stood firmer softer "
    "said otherwise before something"
)
"""What our own wording adds to a record's fields."""
WORD = re.compile(r"[\w’'.-]*\w")


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence and all that is wrong with it."""

    edition: str
    day: date
    sentence: str
    words: str
    faults: tuple[str, ...]


def run(shown: bool = False, store: Path | None = None) -> dict[str, Any]:
    """The figures over all sentences; *shown* prints each issue's sentences with what is wrong with them."""
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(str(store or Path(folder) / "store.db"), create=True) as database,
    ):
        if store is None:
            filled(database)
        read = {kept.reading.article.id: kept.reading for kept in all_readings(database)}
        issues = [issue_of(database, edition, day) for edition, day in mornings()]
        naive = [found for edition, day in mornings() for found in named_at_all(_brief(database, edition, day))]
    found = [one for issue in issues for one in checked(issue, read)]
    return _told(issues, found, naive, shown=shown)


def filled(database: Database) -> None:
    """Reads the example press into an empty store."""
    for _ in ingested(database, list(sources_of([str(PRESS)])), published=None, now=datetime.now(UTC)):
        pass
    look_for_copies(database)


def mornings() -> Iterator[tuple[Edition, date]]:
    """The editions of the example with each of the seven days on which they go out."""
    for edition in newsletter_of(EDITIONS, environment={}).editions:
        for day in (FIRST + timedelta(ahead) for ahead in range(DAYS)):
            if day.weekday() in edition.weekdays:
                yield edition, day


def _brief(database: Database, edition: Edition, day: date) -> Briefing:
    since, until = period(edition, day)
    return brief_of(database, day=until, length=(until - since).days + 1, wanted=edition.wanted)


def named_at_all(found: Briefing) -> Iterator[bool]:
    """For each line as the command line words it, whether its words name every side that it names."""
    for line in (*found.new, *found.changed, *found.contradicted, *found.quiet, *found.coming):
        sides = [side for side in _sides(line) if called(side) in claim(line)]
        yield all(is_named(side, line.quote) for side in sides)


def _sides(line: Line) -> tuple[str, ...]:
    record = line.told[0].record
    match record:
        case Event():
            return (*record.actors, *record.recipients)
        case Meeting():
            return record.parties
        case Position():
            return (record.holder,)
    return ()


def checked(issue: Issue, read: dict[str, Reading]) -> Iterator[Checked]:
    """Every sentence of *issue*."""
    for part in issue.parts:
        for item in part.items:
            for one in (item, *item.before):
                yield from _checked(issue, one, read)


def _checked(issue: Issue, item: Item, read: dict[str, Reading]) -> Iterator[Checked]:
    passage = item.citation.passage
    for sentence in item.sentences:
        reading = read.get(sentence.article)
        if reading is None or passage is None:
            faults: tuple[str, ...] = ("the article is not there",)
        else:
            faults = tuple(_faults(issue, item, sentence, reading))
        yield Checked(issue.edition.name, issue.day, sentence.text, passage.words if passage else "", faults)


def _faults(issue: Issue, item: Item, sentence: Sentence, reading: Reading) -> Iterator[str]:
    citation, article = item.citation, reading.article
    assert citation.passage is not None
    span, words = citation.passage.span, citation.passage.words
    if span.of(article.text) != words:
        yield "the words do not stand there"
    if (citation.article, citation.outlet, citation.published, citation.url) != (
        *(article.id, article.outlet, article.published),
        article.url,
    ):
        yield "outlet, day or address is not the article's"
    record = next((one for one in _records(reading) if one.id == sentence.record), None)
    if record is None or not _rests_on(record, span):
        yield "the record rests on other words"
        return
    speaker = record.speaker.name if isinstance(record, Statement) and record.speaker else ""
    for side in [] if speaker else _named_sides(record, sentence.text):
        if not is_named(side, words) and not _acts_for(side, sentence.text, words, article.text):
            yield f"{side} is not named"
    if (
        isinstance(record, Statement)
        and (wrong := _wrong_side(record, reading))
        and f"({in_english(wrong)})" in sentence.text
    ):
        yield f"{wrong} is not said to be theirs"
    if speaker and speaker.split()[-1] not in words:
        yield f"{speaker} is not named"
    if not sentence.reported and not _has_verb(record, words, article.text):
        yield "the verb is not in the words"
    strange = _strange(issue, record, sentence, reading)
    if strange:
        yield f"from nowhere: {' '.join(strange)}"


def _records(reading: Reading) -> Iterable[Record]:
    return (*reading.events, *reading.meetings, *reading.positions, *reading.statements)


def _rests_on(record: Record, span: Span) -> bool:
    return any(one.meets(span) for one in spans(record))


def _all_sides(record: Record) -> tuple[str, ...]:
    match record:
        case Event():
            return (*record.actors, *record.recipients)
        case Meeting():
            return record.parties
        case Position():
            return (record.holder,)
        case Statement():
            return (record.speaker.code or "",) if record.speaker else ()


def _named_sides(record: Record, text: str) -> list[str]:
    return [side for side in _all_sides(record) if re.search(rf"\b{re.escape(called(side))}\b", text)]


def is_named(side: str, words: str) -> bool:
    """Whether *words* name a side: by any of its names in the rows, or by somebody who has acted for it."""
    names = {side, called(side)}
    for state in states():
        if state.code == side:
            names |= {*state.aliases, *state.demonyms, *state.metonyms, state.capital}
    for body in organisations():
        if body.code == side:
            names |= {body.name, *body.aliases, *body.metonyms}
    names |= {one.name.split()[-1] for one in holders() if one.body == side}
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) for name in names if name)


def _wrong_side(record: Statement, reading: Reading) -> str:
    """The code of a speaker for whom neither the rows nor any sentence with the name has that side."""
    speaker = record.speaker
    if speaker is None or not speaker.code:
        return ""
    held = any(one.body == speaker.code and speaker.name in (one.name, *one.aliases) for one in holders())
    return "" if held or _beside(speaker.code, speaker.name, reading.article.text) else speaker.code


def _acts_for(side: str, sentence: str, words: str, text: str) -> bool:
    """Whether the sentence names a side through somebody in the words, with whom the article names it elsewhere."""
    through = re.search(rf"{re.escape(called(side))} \(([^)]+)\)", sentence)
    return through is not None and through[1].split()[-1] in words and _beside(side, through[1], text)


def _beside(side: str, name: str, text: str) -> bool:
    """Whether an article names a side shortly before somebody's name."""
    surname = re.escape(name.split()[-1])
    return any(is_named(side, one) for one in re.findall(rf"[^.!?\n]{{0,90}}\b{surname}\b", text))


def _has_verb(record: Record, words: str, text: str) -> bool:
    """Whether the words of the verb stand in the passage; a meeting's are looked for in its own evidence."""
    match record:
        case Event():
            return record.trigger.of(text) in words
        case Position():
            return any(one.pattern.search(words) for one in _verbs(record.stance))
        case Statement():
            return True
        case Meeting():
            told = r"\b(?:m[eo]e?t\w*|met|talk\w*|sp[oe]\w*k\w*|visit\w*|call\w*|summit|session|sat|conference|council"
            return bool(
                re.search(
                    rf"{told}|negotiat\w+|receiv\w+|travel\w*|fl\w+|came|com\w+|go\w*|arriv\w+|phone\w*)\b", words, re.I
                )
            )


def _verbs(type: str) -> list[ClaimVerb]:
    return [one for one in table("cues/en/claims.csv", ClaimVerb) if one.type == type]


def _strange(issue: Issue, record: Record, sentence: Sentence, reading: Reading) -> list[str]:
    """Words of a sentence that are no field of the record and no wording of ours for its type."""
    allowed = [GLUE, *(in_english(side) for side in _all_sides(record)), reading.article.outlet or ""]
    allowed += [entity.name for entity in reading.entities]
    allowed += [said.speaker.span.of(reading.article.text) for said in reading.statements if said.speaker]
    allowed += list(_fields(record))
    dates = Dates(issue.edition.language)
    if isinstance(record, Statement) and record.speaker:
        allowed.append(record.speaker.name)
    if record.date and record.date.earliest and record.date.latest:
        allowed.append(dates.between(record.date.earliest, record.date.latest))
    published = reading.article.published
    allowed += (
        [dates.day(day) for day in (published.latest, record.date and record.date.latest) if day] if published else []
    )
    known = Counter(word.casefold() for text in allowed for word in WORD.findall(text))
    return [word for word in WORD.findall(sentence.text) if word.casefold().rstrip(".") not in known]


def _fields(record: Record) -> Iterator[str]:
    match record:
        case Event():
            yield from (f"{one.one_to} {one.many_to} {one.one} {one.many}" for one in _verbs(record.type))
        case Position():
            yield record.issue
            yield from (one.one for one in _verbs(record.stance))
            yield " ".join(TO_THAT.get(record.stance, ()))
        case Meeting():
            yield from (
                forms[record.status].replace("{are}", "is are").replace("{have}", "has have")
                for forms in FORMS.values()
            )
            yield from (record.channel or "", record.topic or "", record.place.name if record.place else "")


def _told(issues: list[Issue], found: list[Checked], naive: list[bool], *, shown: bool) -> dict[str, Any]:
    if shown:
        for one in found:
            print(f"{one.edition} {one.day} {'; '.join(one.faults) or 'ok'}\n    {one.sentence}\n    “{one.words}”")
    faulty = [one for one in found if one.faults]
    for one in () if shown else faulty:
        print(f"{one.edition} {one.day}: {'; '.join(one.faults)}\n    {one.sentence}\n    “{one.words}”")
    claims = [
        sentence for issue in issues for part in issue.parts for item in part.items for sentence in item.sentences
    ]
    figures = {
        "issues": len(issues),
        "empty": sum(issue.empty for issue in issues),
        "sentences": len(found),
        "claims": sum(not one.reported for one in claims),
        "labels": sum(one.reported for one in claims),
        "carried": len(found) - len(faulty),
        "faults": dict(Counter(fault.split(":")[0] for one in faulty for fault in one.faults).most_common(8)),
        "lines_of_the_brief": len(naive),
        "lines_that_name_their_sides": sum(naive),
    }
    print(
        f"{figures['carried']} of {figures['sentences']} sentences in {figures['issues']} issues are carried by their words"
    )
    return figures
