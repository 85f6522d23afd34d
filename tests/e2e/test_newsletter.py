"""A reader's whole way, in the real browser and through a real mail server: asked, confirmed, read, left by one click."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser
from starlette.types import Receive, Scope, Send
from tests.e2e.chromium import NARROW, Watch, looked_at
from tests.e2e.furnished import EDITIONS, newsletter
from tests.e2e.serving import served
from tests.newsletter.sinks import Sink, free_port, smtp_sink
from tests.store.readings import talks

from dragoman.newsletter.sending import Office, send_mails
from dragoman.newsletter.sending_issue import SIGNS, made, queued
from dragoman.newsletter.sending_letters import Letters
from dragoman.store import Database, add_reading, opened
from dragoman.store.mail.database import opened_mail
from dragoman.store.mail.keys import keys_of
from dragoman.store.mail.subscribers import subscriber_at
from dragoman.store.mail.values import Status
from dragoman.web.access.viewers import Access
from dragoman.web.site import site

ANNA = "anna@example.org"
DAY = date(2022, 1, 21)
NAME = EDITIONS[0].name
LINK = re.compile(r"http://127\.0\.0\.1:\d+/newsletter/confirm/\S+")


@dataclass(slots=True)
class Shop:
    """A newsletter with its site and its mail server. *now* is what time it is there."""

    base: str
    store: Database
    mail: Database
    sink: Sink
    now: datetime = field(default=datetime(2022, 1, 21, 7, 5, tzinfo=UTC))

    def status(self) -> Status | None:
        found = subscriber_at(self.mail, ANNA)
        return found[1][0].status if found else None

    def post(self) -> list[EmailMessage]:
        """Sends what waits; the mails that came."""
        before = len(self.sink.came)
        keys, settings = keys_of(self.mail, now=self.now), newsletter(self.base).settings
        letters = Letters(self.mail, keys, settings, EDITIONS, SIGNS)
        office = Office(link=self.sink.link, compose=letters.compose, connections=1, now=lambda: self.now)
        list(send_mails(self.mail, keys, office, holder="test"))
        came = self.sink.came[before:]
        assert all(one.to == (ANNA,) for one in came)
        return [message_from_bytes(one.data, policy=policy.default) for one in came]  # type: ignore[misc]

    def issue(self, day: date) -> list[EmailMessage]:
        """Sends the issue of a day."""
        settings = newsletter(self.base).settings
        queued(self.mail, made(self.store, self.mail, settings, EDITIONS[0], day, now=lambda: self.now), now=self.now)
        return self.post()


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with shop_in(tmp_path) as found:
        yield found


@contextmanager
def shop_in(folder: Path, *, script_after: float = 0) -> Iterator[Shop]:
    """A shop in this *folder*, whose script takes these seconds on its way."""
    address, port = str(folder / "store.db"), free_port()
    base = f"http://127.0.0.1:{port}"
    with (
        opened(address, create=True) as store,
        opened_mail(address, create=True) as mail,
        smtp_sink() as sink,
    ):
        found = Shop(base, store, mail, sink)
        add_reading(store, talks(), now=found.now)
        access = Access(now=lambda: found.now.timestamp())
        app = site(store, access=access, mail=address, newsletter=newsletter(base))

        async def late(scope: Scope, receive: Receive, send: Send) -> None:
            if scope.get("path") == "/static/newsletter.js":
                await asyncio.sleep(script_after)
            await app(scope, receive, send)

        with served(late, port=port):
            yield found


def signs_up(seen: Watch, shop: Shop) -> None:
    """As a person does, who finds the form from the list of editions and takes ten seconds for it."""
    seen.page.goto(f"{shop.base}/newsletter")
    seen.page.get_by_role("link", name="Sign up for The world").click()
    seen.page.get_by_label("Your mail address").fill(ANNA)
    shop.now += timedelta(seconds=10)
    seen.page.get_by_role("button", name="Sign up").click()
    seen.page.wait_for_url(f"**/newsletter/asked/{NAME}")


def confirms(seen: Watch, shop: Shop) -> None:
    """Signs up, opens the link that comes by mail, and presses its button."""
    signs_up(seen, shop)
    (question,) = shop.post()
    seen.page.goto(LINK.findall(part(question, "plain"))[0])
    seen.page.get_by_role("button", name="Yes, send it to me").click()
    seen.page.get_by_role("heading", level=1).wait_for()


def part(mail: EmailMessage, kind: str) -> str:
    """One of the bodies of a mail."""
    body = mail.get_body((kind,))
    assert body is not None
    text: str = body.get_content()
    return text


def leaving(issue: EmailMessage) -> str:
    """The address for one click."""
    first, _ = re.findall(r"<([^>]+)>", issue["List-Unsubscribe"])
    assert isinstance(first, str)
    return first


def test_a_reader_signs_up_confirms_reads_and_leaves(browser: Browser, shop: Shop) -> None:
    with looked_at(browser, viewport=NARROW) as seen:
        signs_up(seen, shop)
        assert shop.status() is Status.PENDING

        (question,) = shop.post()
        (link,) = LINK.findall(part(question, "plain"))
        assert question["subject"] == "Please confirm: The world"
        assert "List-Unsubscribe" not in question

        seen.page.goto(link)
        assert shop.status() is Status.PENDING, "to open a link changes nothing"
        seen.page.get_by_role("button", name="Yes, send it to me").click()
        seen.page.get_by_role("heading", level=1).wait_for()
        assert shop.status() is Status.CONFIRMED

        (issue,) = shop.issue(DAY)
        assert "Norway accused Iceland on Thursday of overfishing" in " ".join(part(issue, "html").split())
        assert issue["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

        seen.page.goto(leaving(issue))
        assert shop.status() is Status.CONFIRMED, "to open a link changes nothing"
        answer = httpx.post(leaving(issue), data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert shop.status() is Status.LEFT
        assert shop.issue(DAY + timedelta(1)) == []
        assert [*seen.troubles, *seen.strangers(shop.base)] == []


def test_who_is_quicker_than_the_script_signs_up_too(browser: Browser, tmp_path: Path) -> None:
    """Sent without the script, a form proves no work and is refused: its button waits."""
    with shop_in(tmp_path, script_after=0.5) as shop, looked_at(browser) as seen:
        signs_up(seen, shop)
        assert shop.status() is Status.PENDING


def test_the_issue_is_shown_by_a_mail_program_that_keeps_everything(browser: Browser, shop: Shop) -> None:
    """Even one that runs scripts and loads pictures: there are none, and it fits a telephone."""
    with looked_at(browser) as seen:
        confirms(seen, shop)
    (issue,) = shop.issue(DAY)
    with looked_at(browser, viewport=NARROW) as seen:
        seen.page.set_content(part(issue, "html"))

        assert seen.asked == []
        assert seen.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        assert seen.page.locator("script, img, iframe, link, object").count() == 0


def test_a_reader_leaves_by_the_button_too(browser: Browser, shop: Shop) -> None:
    with looked_at(browser) as seen:
        confirms(seen, shop)
        (issue,) = shop.issue(DAY)
    with looked_at(browser, java_script_enabled=False) as seen:
        seen.page.goto(leaving(issue))
        seen.page.locator("main form button").first.click()
        seen.page.get_by_role("heading", level=1).wait_for()

    assert shop.status() is Status.LEFT
