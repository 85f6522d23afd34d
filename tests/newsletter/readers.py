"""A list with readers, made by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

from sqlalchemy import insert

from dragoman.newsletter.editions import Edition, Settings
from dragoman.newsletter.tokens import Purpose
from dragoman.store import Database
from dragoman.store.mail.schema import subscribers, subscriptions
from dragoman.store.mail.sending_values import Issue
from dragoman.store.mail.values import Status

NOW = datetime(2024, 5, 14, 6, 30, tzinfo=UTC)
DAY = date(2024, 5, 14)
EDITION = Edition(
    name="world",
    title="The world, every morning",
    at=time(6, 30),
    zone="UTC",
    sender="Dragoman Brief <brief@news.example>",
    list_id="world.news.example",
)
SETTINGS = Settings(
    base_url="https://news.example",
    sender="brief@news.example",
    list_domain="news.example",
    bounces="bounce@news.example",
)
LEAVE, CHOOSE = "{leave}", "{choose}"
SIGNS = {LEAVE: Purpose.UNSUBSCRIBE, CHOOSE: Purpose.PREFERENCES}
ISSUE = Issue(
    edition="world",
    day=DAY,
    subject="Türkiye’s envoy in Oslo: talks “on grain”, and after",
    text=f"Norway and Türkiye met.\n\n  “We agreed.”  \n\nLeave: {LEAVE}\nChoose: {CHOOSE}\n",
    html=f'<p>Norway and Türkiye met: a = b.</p><a href="{LEAVE}">Leave</a> <a href="{CHOOSE}">Choose</a>\n',
    made=NOW,
)


def address(number: int) -> str:
    return f"reader{number}@example.org"


def name(number: int) -> str:
    return f"{number:016x}"


def fill(
    mail: Database, count: int, *, edition: str = "world", status: Status = Status.CONFIRMED, first: int = 0
) -> None:
    """Adds so many readers of an edition."""
    with mail.writes() as connection:
        for start in range(first, first + count, 5_000):
            some = range(start, min(start + 5_000, first + count))
            connection.execute(
                insert(subscribers),
                [{"id": name(n), "address": address(n), "address_key": address(n), "added": NOW} for n in some],
            )
            connection.execute(
                insert(subscriptions),
                [{"subscriber": name(n), "edition": edition, "status": status, "asked": NOW} for n in some],
            )


def store_at(folder: Path) -> str:
    return str(folder / "press.db")
