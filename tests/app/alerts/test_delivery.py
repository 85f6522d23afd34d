"""Alerts go out by mail, webhook and log; what fails is tried again, and what may be out is not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.app.watching import PAST, at_home, run, tell, the_alert
from tests.contract.test_alert_kill import SECRET, written
from tests.net.mail_sink import Sink, mail_sink
from tests.net.receiver import Receiver, receiver
from tests.net.test_webhooks import KEY, verified
from tests.store.readings import NOW

from dragoman.app.alerts.delivery import MOST_TRIES, Outcome, Outside, deliveries
from dragoman.app.alerts.settings import AlertSettings, alert_settings
from dragoman.net import Refused, Unreachable
from dragoman.net.mail import Unsure
from dragoman.store import opened


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    return at_home(tmp_path, monkeypatch)


@dataclass
class Desk:
    """What the outside says, and what it was told."""

    settings: Path
    mails: Sink
    hooks: Receiver


@pytest.fixture
def desk(tmp_path: Path, database: str) -> Iterator[Desk]:
    with mail_sink() as mails, receiver() as hooks:
        (tmp_path / "secret").write_text(SECRET, encoding="utf-8")
        (tmp_path / "alerts.toml").write_text(written(mails, hooks), encoding="utf-8")
        tell(database, 1)
        run(*PAST)
        yield Desk(tmp_path / "alerts.toml", mails, hooks)


def test_an_alert_goes_out_by_mail_signed_webhook_and_log(desk: Desk, database: str) -> None:
    assert run("alerts", "run", "--settings", desk.settings).exit_code == 0

    alert = the_alert(database)
    assert alert.state == "sent"
    (mail,) = desk.mails.mails
    assert (mail.sender, mail.to) == ("dragoman@desk.example", ("officer@desk.example",))
    (hook,) = desk.hooks.got
    assert verified(hook.headers, hook.body, KEY)
    assert json.loads(hook.body)["data"]["id"] == alert.id
    (logged,) = (desk.settings.parent / "log" / "alerts.jsonl").read_text(encoding="utf-8").splitlines()
    assert (json.loads(logged)["id"], json.loads(logged)["words"][0]["quote"]) == (alert.id, alert.words[0].quote)


def test_loopback_is_closed_without_leave(desk: Desk, database: str) -> None:
    text = desk.settings.read_text(encoding="utf-8")
    mail_alone = (
        text.partition("[[webhook]]")[0]
        .replace(f'allow = ["{desk.mails.host}"]', "")
        .replace(str(desk.mails.port), "2525")
    )
    desk.settings.write_text(mail_alone, encoding="utf-8")

    result = run("alerts", "run", "--settings", desk.settings)

    assert result.exit_code == 1
    assert "is loopback" in result.stderr
    assert desk.mails.heard == []


def test_a_rule_may_say_where_its_alerts_go(desk: Desk, database: str) -> None:
    run("alerts", "remove", "accusations")
    run(*PAST, "--to", "desk", "--settings", desk.settings)
    run("alerts", "run", "--settings", desk.settings)

    assert (len(desk.hooks.got), desk.mails.mails) == (1, [])


@dataclass
class Planet:
    """A world in which mail and webhooks end as they are told to."""

    mail: list[Exception | None]
    hook: list[Exception | int]
    now: datetime = NOW

    def outside(self) -> Outside:
        return Outside(
            say=lambda alert: None, send_mail=self.send_mail, post=self.post, now=lambda: self.now, chance=lambda: 0.5
        )

    def send_mail(self, message: bytes, *, begin: Any, **_: Any) -> tuple[str, ...] | None:
        ends = self.mail.pop(0)
        if isinstance(ends, Refused | Unreachable):
            raise ends
        if not begin():
            return None
        if ends is not None:
            raise ends
        return ()

    def post(self, url: str, body: bytes, **_: Any) -> Any:
        from dragoman.net.webhooks import Posted

        ends = self.hook.pop(0)
        if isinstance(ends, Exception):
            raise ends
        return Posted(status=ends, retry_after=timedelta(hours=3) if ends == 503 else None)


def outcomes(planet: Planet, desk: Desk, database: str) -> dict[str, Outcome]:
    with opened(database) as store:
        settings = alert_settings(desk.settings, sides=str)
        return {one.channel: one for one in deliveries(store, settings, planet.outside())}


@pytest.fixture
def waiting(desk: Desk, database: str) -> Desk:
    """An alert that waits to be sent by all channels."""
    from dragoman.app.alerts.alerting import raised

    with opened(database) as store:
        list(raised(store, alert_settings(desk.settings, sides=str), now=NOW))
    return desk


def test_what_may_be_taken_later_is_tried_again_and_later_each_time(waiting: Desk, database: str) -> None:
    planet = Planet(mail=[Unreachable("busy"), Unreachable("busy"), None], hook=[503, 500, 204])
    first = outcomes(planet, waiting, database)
    assert {one.channel: one.again and one.again - NOW for one in first.values()} == {
        "log": None, "mail": timedelta(minutes=5), "desk": timedelta(hours=3),
    }  # fmt: skip
    assert outcomes(planet, waiting, database) == {}

    planet.now += timedelta(hours=3)
    second = outcomes(planet, waiting, database)
    assert {one.again and one.again - planet.now for one in second.values()} == {timedelta(minutes=10)}
    planet.now += timedelta(hours=1)
    assert {one.state for one in outcomes(planet, waiting, database).values()} == {"sent"}


def test_what_is_refused_for_good_is_tried_once(waiting: Desk, database: str) -> None:
    planet = Planet(mail=[Refused("loopback")], hook=[410])

    assert {one.channel: one.state for one in outcomes(planet, waiting, database).values()} == {
        "log": "sent", "mail": "failed", "desk": "failed",
    }  # fmt: skip
    planet.now += timedelta(days=9)
    assert outcomes(planet, waiting, database) == {}


def test_a_mail_that_may_be_out_is_not_sent_again(waiting: Desk, database: str) -> None:
    planet = Planet(mail=[Unsure("no answer")], hook=[204])

    mail = outcomes(planet, waiting, database)["mail"]

    assert (mail.state, mail.again) == ("unsure", None)
    assert f"alert {mail.alert[:8]} by mail is unsure: no answer" in run("alerts", "list").stderr
    planet.now += timedelta(days=9)
    assert outcomes(planet, waiting, database) == {}


@pytest.mark.parametrize(("mail", "hook"), [(KeyError("x"), 204), (None, KeyError("x"))])
def test_a_fault_of_ours_costs_one_delivery_and_not_the_others(
    waiting: Desk, database: str, mail: Exception | None, hook: Exception | int
) -> None:
    several = outcomes(Planet(mail=[mail], hook=[hook]), waiting, database)

    states = {one.channel: one.state for one in several.values()}
    assert states == {"log": "sent", "mail": "unsure" if mail else "sent", "desk": "failed" if mail is None else "sent"}


def test_what_is_never_taken_is_given_up(waiting: Desk, database: str) -> None:
    planet = Planet(mail=[Unreachable("busy")] * MOST_TRIES, hook=[204])
    for _ in range(MOST_TRIES):
        last = outcomes(planet, waiting, database)
        planet.now += timedelta(days=2)

    assert (last["mail"].state, planet.mail) == ("failed", [])


def test_a_channel_that_is_no_longer_named_fails_with_a_word(waiting: Desk, database: str) -> None:
    with opened(database) as store:
        several = {one.channel: one for one in deliveries(store, AlertSettings(), Planet([], []).outside())}

    assert several["mail"].why == "alerts.toml names no channel 'mail'"
    assert several["log"].state == "sent"


def test_a_log_that_a_kill_cut_off_goes_on_on_a_line_of_its_own(waiting: Desk, database: str) -> None:
    log = waiting.settings.parent / "log" / "alerts.jsonl"
    log.parent.mkdir()
    log.write_bytes(b'{"delivery":"cut o')
    outcomes(Planet(mail=[None], hook=[204]), waiting, database)

    cut, whole = log.read_bytes().splitlines()
    assert cut == b'{"delivery":"cut o'
    assert json.loads(whole)["rule"] == "accusations"
