"""A store in which every field that strangers can write holds payloads, and what each door must show of them.

Field f of page n holds payload n + a shift of f's own: over all pages every payload stands in every field once.
`make test` takes a seeded twentieth of the pages, and so of all pairs; `make soak` takes all.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from tests.conftest import SOAK
from tests.e2e.payloads import PAYLOADS
from tests.store.readings import GENEVA, READER, RULE

from dragoman.ledger.alert_rules import AlertKind
from dragoman.ledger.alert_values import Facts, Finding, Words
from dragoman.model import (
    Article,
    Basis,
    Entity,
    EntityKind,
    Event,
    EventStatus,
    EventType,
    Form,
    Interval,
    LeftOut,
    Meeting,
    MeetingStatus,
    Place,
    Position,
    Reading,
    Rejected,
    Sector,
    Span,
    Speaker,
    Stance,
    Statement,
    article_of,
    digest,
)
from dragoman.publish.wording import JOINERS
from dragoman.store import (
    Act,
    Database,
    Entry,
    Happened,
    Person,
    Source,
    SourceKind,
    Standing,
    Trouble,
    Watched,
    add_reading,
    add_rejected,
    add_source,
    keep_source,
    mark,
    opened,
)
from dragoman.store.alerts.rules import open_alerts
from dragoman.store.copies.copying import look_for_copies

TODAY = date(2022, 1, 22)
NOW = datetime(2022, 1, 22, 6, tzinfo=UTC)
FIELDS = (
    *("title", "outlet", "byline", "url", "quote", "name", "speaker", "actor", "recipient", "place", "channel"),
    *("topic", "holder", "issue", "addressee", "left_out", "file", "source", "source_address", "trouble", "rule"),
    *("claimant", "refused", "reason", "who", "why", "code"),
)
SEED = 20220122
LONGEST_NAME, LONGEST_WHY = 200, 2000
"""What the store takes of a person's name and reason: longer ones never come in."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the hostile press: what is written in each of its fields."""

    number: int

    def __getitem__(self, field: str) -> str:
        at = FIELDS.index(field)
        return PAYLOADS[(self.number + at * (len(PAYLOADS) // len(FIELDS))) % len(PAYLOADS)]

    @property
    def url(self) -> str | None:
        """An address of its own: a payload alone, or behind the name of a host."""
        written = self["url"]
        return written or None

    def record(self, kind: str) -> str:
        """The id of one of its records."""
        return digest(kind, self.number)

    @property
    def article(self) -> Article:
        return article_of(
            source=f"{self['file']} {self.number}",
            url=self.url,
            title=self["title"],
            paragraphs=tuple(self.sentences.values()),
            byline=self["byline"],
            outlet=self["outlet"],
            published=Interval.day(TODAY, Basis.PAGE),
            left_out=(LeftOut(kind="other", text=self["left_out"]),),
        )

    @property
    def sentences(self) -> dict[str, str]:
        """The words of each kind of record, with the payload among them."""
        word, at = self["quote"], self.number
        return {
            "event": f"Norway accused Iceland {at} of {word} fishing.",
            "meeting": f"The two {at} will meet in Geneva {word}.",
            "position": f"Iceland demands {at} {word} a quota.",
            "statement": f"We want {at} {word} talks.",
        }


def pages() -> tuple[Page, ...]:
    """All of them, or a seeded twentieth."""
    every = [Page(number) for number in range(len(PAYLOADS))]
    return tuple(every if SOAK else sorted(Random(SEED).sample(every, len(every) // 20), key=lambda one: one.number))


def reading(page: Page) -> Reading:
    """What was read in it: a record of each kind, every name of them hostile."""
    article = page.article
    spans = {kind: _span(article, words) for kind, words in page.sentences.items()}
    inside = {kind: Span(one.start, one.start + 3) for kind, one in spans.items()}
    place = Place(name=page["place"], code=page["code"] or None, lat=46.2, lon=6.15)
    speaker = Speaker(
        entity=page.record("e"), name=page["speaker"], code=page["code"] or None, sector=Sector.GOV, anonymous=False,
        span=inside["statement"],
    )  # fmt: skip
    return Reading(
        reader=READER,
        article=article,
        entities=(
            Entity(id=page.record("e"), name=page["name"], kind=EntityKind.PERSON, code=page["code"] or None, sector=Sector.GOV,
                   mentions=(inside["event"],), by=RULE),
        ),
        statements=(
            Statement(id=page.record("s"), speaker=speaker, cue=inside["statement"], content=(spans["statement"],),
                      form=Form.DIRECT, medium=None, addressee=page["addressee"], date=None, by=RULE),
        ),
        events=(
            Event(id=page.record("v"), type=EventType.ACCUSE, mode="allege", contexts=(), actors=(page["actor"], "NOR"),
                  recipients=(page["recipient"], "ISL"), status=EventStatus.ACTUAL,
                  date=Interval.day(TODAY, Basis.PAGE), place=place, statement=page.record("s"), trigger=inside["event"],
                  evidence=spans["event"], score=-2.0, confidence=0.9, by=RULE),
        ),
        meetings=(
            Meeting(id=page.record("m"), parties=(page["actor"], "ISL"), channel=page["channel"] or None,
                    place=GENEVA if page.number % 2 else place, statement=None,
                    date=Interval.day(TODAY + timedelta(page.number % 9), Basis.EXPLICIT),
                    status=MeetingStatus.SCHEDULED, topic=page["topic"], evidence=spans["meeting"], by=RULE),
        ),
        positions=(
            Position(id=page.record("p"), holder=page["holder"], stance=Stance.DEMANDS, issue=page["issue"], date=None,
                     statement=None, evidence=spans["position"], by=RULE),
        ),
    )  # fmt: skip


def _span(article: Article, words: str) -> Span:
    start = article.text.index(words)
    return Span(start, start + len(words))


def fill(file: Path, several: tuple[Page, ...]) -> None:
    """A store of the hostile press: read, marked, alerted, collected and refused."""
    with opened(str(file), create=True) as store:
        for one in several:
            _put(store, one)
        look_for_copies(store)


def _put(store: Database, page: Page) -> None:
    made = reading(page)
    kept = add_reading(store, made, now=NOW)
    assert kept is not None
    by = Person(
        who=page["who"][:LONGEST_NAME].strip() or "nobody", at=NOW, why=page["why"][:LONGEST_WHY].strip() or "so"
    )
    mark(store, f"{made.article.id}/{made.events[0].id}", Act.RIGHT, by=by)
    add_rejected(store, Rejected(source=page["refused"], stage="clean", reason=page["reason"]), now=NOW)
    _put_source(store, page)
    _put_alert(store, page, made)


def _put_source(store: Database, page: Page) -> None:
    source = Source(
        name=page["source"] or "nameless",
        address=f"{page['source_address']} {page.number}",
        kind=SourceKind.FEED,
        added=NOW,
    )
    trouble = Trouble(reason=page["trouble"], remedy=page["trouble"])
    standing = Standing(due=NOW, interval=timedelta(hours=1), answered=NOW, news=NOW, failures=3, trouble=trouble)
    if add_source(store, source, standing) is None:
        failed = Entry(
            at=NOW, what=Happened.FAILED, reason=page["trouble"], address=page["source_address"], remedy="wait"
        )
        keep_source(store, Watched(source=source, standing=standing), entries=[failed])


def _put_alert(store: Database, page: Page, made: Reading) -> None:
    article = made.article
    words = Words(
        quote=page.sentences["event"], day=TODAY, outlet=article.outlet, title=article.title, url=article.url,
        source=article.source, article=article.id, record=page.record("v"), claimant=page["claimant"],
    )  # fmt: skip
    facts = Facts(
        what="ACCUSE allege", day=TODAY, actors=(page["actor"],), recipients=(page["recipient"],), place=page["place"],
        status="actual",
    )  # fmt: skip
    found = Finding(
        rule=page["rule"], kind=AlertKind.RECORD, about=f"act {page.number}", marks=frozenset({f"mark {page.number}"}),
        seen=NOW, facts=facts, words=(words,),
    )  # fmt: skip
    open_alerts(store, [found], to=(), now=NOW)


UNSEEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))


def unseen(text: str) -> Iterator[str]:
    """Characters that play with what is around them: controls, directions, tags; not the joiners of scripts."""
    for sign in text:
        if sign not in "\n\t" and sign not in JOINERS and unicodedata.category(sign) in UNSEEN:
            yield f"U+{ord(sign):04X}"
