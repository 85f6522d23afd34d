"""The newsletter's pages: asked twice, confirmed by a button, left by one click; and no link changes anything by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient

from dragoman.newsletter import signup_proof
from dragoman.newsletter.editions import Caps, Edition, Settings
from dragoman.newsletter.editions_toml import Newsletter
from dragoman.newsletter.signup_proof import solved
from dragoman.newsletter.tokens import Purpose, issued, token
from dragoman.store import opened
from dragoman.store.mail.database import opened_mail
from dragoman.store.mail.keys import keys_of, rotate_keys
from dragoman.store.mail.subscribers import subscriber_at
from dragoman.store.mail.suppression import suppress
from dragoman.store.mail.values import Reason, Status
from dragoman.web.access.viewers import Access
from dragoman.web.site import site

NOW = datetime(2026, 11, 29, 7, tzinfo=UTC)
ANNA = "anna@example.org"
EDITIONS = (
    Edition(name="morning", title="Morning <brief>", at=time(6, 30), zone="Europe/Vienna"),
    Edition(name="world", title="The world", at=time(7), zone="UTC"),
)


@pytest.fixture(autouse=True)
def little_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work of a browser is measured elsewhere."""
    monkeypatch.setattr(signup_proof, "COUNTERS", range(1, 3))


@dataclass(slots=True)
class Clock:
    now: datetime = NOW

    def __call__(self) -> float:
        return self.now.timestamp()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """A site with a newsletter, and its subscribers."""

    client: TestClient
    clock: Clock
    address: str

    def link(self, purpose: Purpose, *, edition: str | None = "morning", address: str = ANNA) -> str:
        with opened_mail(self.address) as mail:
            found = subscriber_at(mail, address)
            assert found is not None
            said = issued(purpose, found[0].id, edition, now=self.clock.now)
            return f"/newsletter/{purpose}/{token(keys_of(mail, now=NOW), said)}"

    def status(self, *, edition: str = "morning", address: str = ANNA) -> Status | None:
        with opened_mail(self.address) as mail:
            found = subscriber_at(mail, address)
        return next((one.status for one in found[1] if one.edition == edition), None) if found else None

    def proof(self) -> str:
        return solved(self.client.get("/api/v1/newsletter/challenge").json())

    def filled(self, *, edition: str = "morning", address: str = ANNA) -> dict[str, str]:
        """The form as a person sends it who took ten seconds."""
        shown = self.client.get(f"/newsletter/sign-up/{edition}").text
        stamp = re.search(r'name="form" value="([^"]+)"', shown)
        assert stamp
        self.clock.now += timedelta(seconds=10)
        return {"address": address, "website": "", "form": stamp[1], "proof": self.proof()}

    def signs_up(self, *, edition: str = "morning", address: str = ANNA) -> httpx.Response:
        return self.client.post(
            f"/newsletter/sign-up/{edition}",
            data=self.filled(edition=edition, address=address),
            follow_redirects=False,
        )


@contextmanager
def shop_with(folder: Path, *, caps: Caps | None = None, terms: str = "") -> Iterator[Shop]:
    settings = Settings(
        base_url="https://news.example", sender="Brief <brief@news.example>", list_domain="lists.news.example",
        caps=caps or Caps(), terms=terms,
    )  # fmt: skip
    address, clock = str(folder / "store.db"), Clock()
    with opened(address, create=True) as store, opened_mail(address, create=True):
        app = site(
            store, access=Access(now=clock), mail=address, newsletter=Newsletter(settings=settings, editions=EDITIONS)
        )
        with TestClient(app, base_url="http://localhost") as client:
            yield Shop(client=client, clock=clock, address=address)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with shop_with(tmp_path) as found:
        yield found


# Signing up


def test_signing_up_leads_to_the_mailbox_and_its_button_confirms(shop: Shop) -> None:
    answer = shop.signs_up()
    assert (answer.status_code, answer.headers["location"]) == (303, "/newsletter/asked/morning")
    assert shop.status() is Status.PENDING

    confirming = shop.link(Purpose.CONFIRM)
    assert "Yes, send it to me" in shop.client.get(confirming).text
    assert shop.status() is Status.PENDING
    assert "You get “Morning &lt;brief&gt;”" in shop.client.post(confirming).text
    assert shop.status() is Status.CONFIRMED


def test_the_answer_is_the_same_for_every_address(shop: Shop) -> None:
    shop.signs_up(address="known@example.org")
    shop.client.post(shop.link(Purpose.CONFIRM, address="known@example.org"))
    with opened_mail(shop.address) as mail:
        suppress(mail, keys_of(mail, now=NOW), "blocked@example.org", Reason.COMPLAINT, now=NOW)

    several = [shop.signs_up(address=f"{who}@example.org") for who in ("new", "known", "blocked")]
    assert len({(one.status_code, one.text, one.headers["location"]) for one in several}) == 1


def test_a_robot_in_the_trap_gets_the_same_answer(shop: Shop) -> None:
    sent = shop.filled() | {"website": "https://spam.example"}
    answer = shop.client.post("/newsletter/sign-up/morning", data=sent, follow_redirects=False)

    assert answer.headers["location"] == "/newsletter/asked/morning"
    assert shop.status() is None


def test_a_proof_that_was_used_is_refused(shop: Shop) -> None:
    sent = shop.filled()
    shop.client.post("/newsletter/sign-up/morning", data=sent)
    again = shop.client.post("/newsletter/sign-up/morning", data=sent | {"address": "ben@example.org"})

    assert again.status_code == 422
    assert shop.status(address="ben@example.org") is None


@pytest.mark.parametrize("wrong", ["", "anna", "anna@example.org\nBcc: all@example.net", "<script>@example.org"])
def test_a_wrong_address_comes_back_with_what_to_write(shop: Shop, wrong: str) -> None:
    answer = shop.client.post("/newsletter/sign-up/morning", data=shop.filled(address=wrong))

    assert answer.status_code == 422
    assert "This is no mail address that we can write to" in answer.text
    assert "<script>@" not in answer.text


def test_the_cap_is_told(tmp_path: Path) -> None:
    with shop_with(tmp_path, caps=Caps(confirmations_an_hour=1)) as shop:
        shop.signs_up()
        answer = shop.signs_up(address="ben@example.org")

    assert answer.status_code == 429
    assert "Too many people signed up" in answer.text


def test_without_script_the_page_names_an_address_to_write_to(shop: Shop) -> None:
    shown = shop.client.get("/newsletter/sign-up/morning").text

    assert "mailto:subscribe-morning@lists.news.example" in shown
    assert "<noscript>" in shown


def test_another_site_cannot_send_the_form(shop: Shop) -> None:
    answer = shop.client.post(
        "/newsletter/sign-up/morning", data=shop.filled(), headers={"Origin": "https://evil.example"}
    )

    assert answer.status_code == 403
    assert shop.status() is None


# Leaving


def test_one_click_leaves_without_cookies_login_or_form(shop: Shop) -> None:
    """As RFC 8058 has it: a stranger's program posts one field."""
    shop.signs_up()
    shop.client.post(shop.link(Purpose.CONFIRM))
    leaving = shop.link(Purpose.UNSUBSCRIBE)
    shop.client.cookies.clear()
    answer = shop.client.post(
        leaving,
        data={"List-Unsubscribe": "One-Click"},
        headers={"Origin": "https://mail.example", "Sec-Fetch-Site": "cross-site"},
        follow_redirects=False,
    )

    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert shop.status() is Status.LEFT


@pytest.mark.parametrize("body", [{"files": {"List-Unsubscribe": (None, "One-Click")}}, {"content": b"\0\xff"}, {}])
def test_leaving_works_whatever_the_body_holds(shop: Shop, body: dict[str, object]) -> None:
    shop.signs_up()

    assert shop.client.post(shop.link(Purpose.UNSUBSCRIBE), **body).status_code == 200  # type: ignore[arg-type]
    assert shop.status() is Status.LEFT


def test_leaving_works_after_years_and_new_keys(shop: Shop) -> None:
    shop.signs_up()
    leaving = shop.link(Purpose.UNSUBSCRIBE)
    with opened_mail(shop.address) as mail:
        rotate_keys(mail, now=NOW)
    shop.clock.now += timedelta(days=9 * 365)

    assert "Unsubscribe" in shop.client.get(leaving).text
    assert shop.client.post(leaving).status_code == 200
    assert shop.status() is Status.LEFT


def test_a_scanner_that_follows_every_link_changes_nothing(shop: Shop) -> None:
    """It opens the links of a mail, and whatever those pages link to, by GET and HEAD."""
    shop.signs_up()
    shop.signs_up(edition="world")
    shop.client.post(shop.link(Purpose.CONFIRM))
    waiting = [shop.link(one) for one in (Purpose.UNSUBSCRIBE, Purpose.PREFERENCES)]
    waiting += [shop.link(Purpose.CONFIRM, edition="world"), shop.link(Purpose.PREFERENCES, edition=None)]
    waiting += [f"{one}/forget" for one in waiting]
    seen: set[str] = set()
    while waiting:
        link = waiting.pop()
        if link in seen or not link.startswith("/newsletter"):
            continue
        seen.add(link)
        shop.client.head(link)
        waiting += re.findall(r'(?:href|action)="([^"]+)"', shop.client.get(link).text)

    assert len(seen) > 10
    assert (shop.status(), shop.status(edition="world")) == (Status.CONFIRMED, Status.PENDING)


@pytest.mark.parametrize("purpose", ["confirm", "unsubscribe", "preferences"])
@pytest.mark.parametrize(
    "written", ["x", "u00000000.0000000000000000..." + "A" * 43, "%00", "%F0%9F%92%A9", "a" * 5000]
)
def test_a_forged_link_is_a_page_that_says_so(shop: Shop, purpose: str, written: str) -> None:
    for answer in (
        shop.client.get(f"/newsletter/{purpose}/{written}"),
        shop.client.post(f"/newsletter/{purpose}/{written}"),
    ):
        assert answer.status_code == 404
        assert "This link does not work" in answer.text


def test_an_old_confirmation_says_that_it_is_old(shop: Shop) -> None:
    shop.signs_up()
    confirming = shop.link(Purpose.CONFIRM)
    shop.clock.now += timedelta(days=8)

    assert shop.client.post(confirming).status_code == 410
    assert shop.status() is Status.PENDING


def test_preferences_show_no_whole_address_and_keep_what_is_ticked(shop: Shop) -> None:
    shop.signs_up()
    shop.signs_up(edition="world")
    held = shop.link(Purpose.PREFERENCES, edition=None)
    assert ANNA not in shop.client.get(held).text

    shop.client.post(held, data={"keep": ["world"]})
    assert (shop.status(), shop.status(edition="world")) == (Status.LEFT, Status.PENDING)


def test_forget_me_deletes_the_address(shop: Shop, tmp_path: Path) -> None:
    shop.signs_up()
    shop.client.post(shop.link(Purpose.PREFERENCES, edition=None) + "/forget")

    assert shop.status() is None
    assert not [file for file in tmp_path.glob("*newsletter*") if ANNA.encode() in file.read_bytes()]


def test_a_page_whose_address_is_a_secret_is_kept_by_nobody(shop: Shop) -> None:
    shop.signs_up()
    answer = shop.client.get(shop.link(Purpose.PREFERENCES, edition=None))

    assert "no-store" in answer.headers["cache-control"]
    assert "noindex" in answer.headers["x-robots-tag"]


# Texts, and programs


def test_the_operator_s_terms_stand_in_place_of_ours(tmp_path: Path) -> None:
    with shop_with(tmp_path, terms="Be <kind>.\n\nOr go.") as shop:
        assert "<p>Be &lt;kind&gt;.</p>" in shop.client.get("/newsletter/terms").text
        assert "What is stored" in shop.client.get("/newsletter/privacy").text


def test_a_program_signs_up_with_its_work(shop: Shop) -> None:
    wanted = {"address": ANNA, "edition": "morning", "proof": shop.proof()}
    first = shop.client.post("/api/v1/newsletter/subscribers", json=wanted)
    second = shop.client.post("/api/v1/newsletter/subscribers", json=wanted)

    assert (first.status_code, second.status_code) == (202, 422)
    assert "calculation" in second.json()["error"]["detail"]
    assert shop.status() is Status.PENDING


@pytest.mark.parametrize(
    "wanted", [{}, {"address": ANNA, "edition": "none", "proof": "x"}, {"address": 1, "edition": [], "proof": None}]
)
def test_a_wrong_call_is_refused_in_json(shop: Shop, wanted: dict[str, object]) -> None:
    answer = shop.client.post("/api/v1/newsletter/subscribers", json=wanted)

    assert answer.status_code in (400, 404, 422)
    assert answer.headers["content-type"] == "application/json"


def test_a_challenge_of_yesterday_proves_nothing(shop: Shop) -> None:
    proof = shop.proof()
    shop.clock.now += timedelta(days=1)
    wanted = {"address": ANNA, "edition": "morning", "proof": proof}

    assert shop.client.post("/api/v1/newsletter/subscribers", json=wanted).status_code == 422


def test_the_editions_are_listed(shop: Shop) -> None:
    assert [one["name"] for one in shop.client.get("/api/v1/newsletter/editions").json()] == ["morning", "world"]
    assert "Morning &lt;brief&gt;" in shop.client.get("/newsletter").text


def test_a_site_without_a_newsletter_says_so(tmp_path: Path) -> None:
    with (
        opened(str(tmp_path / "store.db"), create=True) as store,
        TestClient(site(store), base_url="http://localhost") as client,
    ):
        assert client.get("/newsletter").status_code == 404
