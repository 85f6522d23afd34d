"""A store with something on every page: two dozen pages of the example press, sources, alerts, what was not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from datetime import time as clock
from pathlib import Path
from urllib.parse import quote

from tests.golden.ledger_truth import _reading
from tests.web.doorways import accounts
from tests.web.rooms import with_rejected, with_sources

from dragoman.ledger.alert_rules import AlertKind
from dragoman.ledger.alert_values import Facts, Finding, Words
from dragoman.ledger.days import later
from dragoman.model import Event
from dragoman.newsletter.editions import Edition, Settings
from dragoman.newsletter.editions_toml import Newsletter
from dragoman.store import Act, Database, Hit, Person, Query, add_readings, mark, opened, search
from dragoman.store.alerts.rules import open_alerts
from dragoman.store.calendar.meetings import all_meetings
from dragoman.store.copies.copying import look_for_copies
from dragoman.store.mail.database import opened_mail
from dragoman.web.access.viewers import Access
from dragoman.web.site import site

TODAY = date(2022, 1, 22)
NOW = datetime(2022, 1, 22, 6, tzinfo=UTC)
PRESS = tuple(
    f"{outlet}/{page}"
    for outlet, pages in {
        "dnipro-ledger": "2022-01-19-blinken-kyiv.html 2022-01-14-cyberattack.html",
        "galata-daily": "2022-01-22-blinken-lavrov.txt 2022-01-19-baerbock-moscow.html",
        "hofburg-press-room": "2022-01-13-permanent-council.html",
        "korle-tribune": "2022-01-22-geneva-ministers.html",
        "meridian-wire": "2022-01-21-blinken-lavrov.html 2022-01-22-german-navy-chief.html 2022-01-10-geneva-talks.html",
        "neglinka-observer": "2022-01-21-ninety-minutes.html 2021-12-24-press-conference.html",
        "rheinbruecke-post": "2022-01-18-baerbock-moscow.html 2022-01-24-schoenbach.html",
        "selat-herald": "2022-01-11-north-korea.html",
        "tallinn-lantern": "2022-01-21-javelins.txt 2022-01-12-nato-russia-council-live.html",
        "tidewater-courier": "2022-01-22-geneva-sailors.html",
    }.items()
    for page in pages.split()
)
JUDGED = (
    (Act.WRONG, "The sentence says it of another minister."),
    (Act.RIGHT, "Read beside the original."),
    (Act.RIGHT, "The wire of the same evening has it too."),
)
"""What a person says of the newest acts."""
EDITIONS = (Edition(name="world", title="The world", at=clock(7), zone="UTC"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Furnished:
    """A site that is served. *store* is what it shows, *pages* the address of one page of every kind."""

    base: str
    store: Database
    pages: Mapping[str, str]


def filled(file: Path) -> None:
    """The store, made anew."""
    readings = [one for page in PRESS if (one := _reading(page)) is not None]
    with opened(str(file), create=True) as store:
        add_readings(store, [(one, None) for one in readings], now=NOW)
        look_for_copies(store)
        furnish(store)


def furnish(store: Database) -> None:
    """Puts what no page of the press brings: sources, alerts, what was not read, and what people said of records."""
    with_sources(store, now=NOW)
    with_rejected(store, count=3)
    told = search(store, Query(kind="event", until=TODAY, limit=3))
    for hit, (said, why) in zip(told, JUDGED, strict=True):
        assert isinstance(hit.record, Event)
        mark(store, f"{hit.article.id}/{hit.record.id}", said, by=Person(who="ana", at=NOW, why=why))
    open_alerts(store, [_alert(hit) for hit in told[1:]], to=(), now=NOW)


def _alert(hit: Hit) -> Finding:
    """What a rule finds in a record of the press."""
    head, act = hit.article, hit.record
    assert isinstance(act, Event)
    words = Words(
        quote=hit.quote, day=TODAY, outlet=head.outlet, title=head.title, url=head.url, source=head.source,
        article=head.id, record=act.id,
    )  # fmt: skip
    facts = Facts(what=str(act.type), day=TODAY, actors=act.actors, recipients=act.recipients, status=str(act.status))
    return Finding(
        rule="acts of two sides", kind=AlertKind.RECORD, about=f"act {act.id}", marks=frozenset({f"mark {act.id}"}),
        seen=NOW, facts=facts, words=(words,),
    )  # fmt: skip


def newsletter(base: str = "http://127.0.0.1") -> Newsletter:
    return Newsletter(
        settings=Settings(base_url=base, sender="Brief <brief@news.example>", list_domain="lists.news.example"),
        editions=EDITIONS,
    )


def access(folder: Path, **more: object) -> Access:
    """Open to everybody who looks; one may sign in."""
    return Access(**{"accounts": accounts(folder), "now": NOW.timestamp, **more})  # type: ignore[arg-type]


def pages_of(store: Database) -> dict[str, str]:
    """The address of one page of every kind."""
    told = search(store, Query(kind="event", actor="RUS", limit=1))[0]
    copied = search(store, Query(words="Lavrov", limit=1))[0].article.id
    met = all_meetings(store, today=TODAY)[-1]
    person = quote("Sergey Lavrov", safe="")
    return {
        "brief": "/",
        "brief of a week": f"/brief/{TODAY}?days=7&actor=RUS",
        "brief, one part": f"/brief/{TODAY}?part=new",
        "brief of an empty day": f"/brief/{later(TODAY, 300)}",
        "article": f"/article/{told.article.id}",
        "story": f"/story/{copied}",
        "dyad chooser": "/dyad",
        "dyad": "/dyad/USA/RUS?by=week",
        "calendar": "/calendar?month=2022-01",
        "meeting": f"/meeting/{met.id}",
        "channels": "/channels",
        "channel": f"/channel/{quote('NATO-Russia Council')}",
        "map": "/map",
        "search": "/search",
        "search with hits": "/search?words=Lavrov&kind=statement",
        "search without hits": "/search?words=zebrafish",
        "search not understood": "/search?since=yesterday",
        "actor, a state": "/actor/RUS",
        "actor, a person": f"/actor/{person}",
        "sources": "/sources",
        "alerts": "/alerts",
        "rejected": "/rejected",
        "corrections": "/corrections",
        "sign in": "/sign-in",
        "sign out": "/sign-out",
        "newsletter": "/newsletter",
        "newsletter, sign up": "/newsletter/sign-up/world",
        "newsletter, asked": "/newsletter/asked/world",
        "newsletter, bad link": "/newsletter/confirm/c.nobody",
        "newsletter, terms": "/newsletter/terms",
        "newsletter, privacy": "/newsletter/privacy",
        "API": "/api",
        "no such page": "/nothing/here",
        "no such article": "/article/0000000000000000",
        "no such actor": "/actor/Nobody%20At%20All",
    }


ERRORS = {
    "search not understood": 400,
    "newsletter, bad link": 404,
    "no such page": 404,
    "no such article": 404,
    "no such actor": 404,
}
"""Pages that say that something is wrong."""


@contextmanager
def furnished(folder: Path) -> Iterator[Furnished]:
    """The site over the filled store in *folder*."""
    from tests.e2e.serving import served

    address = str(folder / "press.db")
    filled(Path(address))
    with opened(address) as store, opened_mail(address, create=True):
        app = site(store, access=access(folder), today=lambda: TODAY, mail=address, newsletter=newsletter())
        with served(app) as base:
            yield Furnished(base=base, store=store, pages=pages_of(store))
