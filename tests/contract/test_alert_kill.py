"""kill -9 at random moments while alerts are sent: none is lost without a word, and none comes twice."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.conftest import SOAK
from tests.contract.conftest import BACKENDS
from tests.net.mail_sink import Sink, mail_sink
from tests.net.receiver import Receiver, receiver
from tests.net.test_webhooks import KEY, verified
from tests.store.readings import DAY, NOW, talks

from dragoman.ledger.alert_rules import RecordRule
from dragoman.model import Basis, EventType, Interval, Reading
from dragoman.store import add_reading, opened
from dragoman.store.alerts.deliveries import DeliveryState, deliveries_in
from dragoman.store.alerts.rules import add_rule, all_alerts

KILLS = {"sqlite": 100, "postgresql": 50} if SOAK else {"sqlite": 10, "postgresql": 3}
MORE = 4
"""Acts that are told between two runs; each is an alert, and goes three ways."""
MESSAGE_ID = re.compile(rb"^Message-ID: <([0-9a-f]+)@", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Desk:
    """A store whose alerts go to a mail server, a receiver and a log."""

    backend: str
    address: str
    settings: Path
    mails: Sink
    hooks: Receiver
    log: Path


@pytest.fixture
def desk(request: pytest.FixtureRequest, new_address: Callable[[str], str], tmp_path: Path) -> Iterator[Desk]:
    address, settings = new_address(request.param), tmp_path / "alerts.toml"
    with mail_sink() as mails, receiver() as hooks:
        settings.write_text(written(mails, hooks), encoding="utf-8")
        (tmp_path / "secret").write_text(SECRET, encoding="utf-8")
        with opened(address, create=True) as store:
            add_rule(store, RecordRule(name="accusations", types=(EventType.ACCUSE,), since=DAY), now=NOW)
        yield Desk(request.param, address, settings, mails, hooks, tmp_path / "log" / "alerts.jsonl")


SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="


def written(mails: Sink, hooks: Receiver) -> str:
    return f"""
[log]
file = "log/alerts.jsonl"

[mail]
host = "127.0.0.1"
port = {mails.port}
starttls = false
from = "dragoman@desk.example"
to = ["officer@desk.example"]
allow = ["{mails.host}"]

[[webhook]]
name = "desk"
url = "{hooks.url}"
secret_file = "secret"
allow = ["{hooks.host}"]
"""


def accusation(number: int) -> Reading:
    """Norway accuses Iceland, on another day than all others."""
    day = DAY + timedelta(days=number)
    made = talks(source=f"{number}.txt", day=day, more=f" It was day {number}.")
    (act,) = made.events
    return replace(made, events=(replace(act, date=Interval.day(day, Basis.EXPLICIT)),))


@contextmanager
def running(desk: Desk) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "dragoman", "alerts", "run", "--json"]
    command += ["--database", desk.address, "--settings", str(desk.settings)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        yield process


def killed(desk: Desk, chance: random.Random) -> None:
    """A run that ends after some lines, or at any moment."""
    with running(desk) as process:
        assert process.stdout
        for _ in zip(range(chance.randrange(0, 3 * MORE)), process.stdout, strict=False):
            pass
        time.sleep(chance.random() / 50)
        process.kill()


@pytest.mark.parametrize("desk", BACKENDS, indirect=True)
def test_kill_9_neither_loses_nor_doubles_an_alert(desk: Desk) -> None:
    chance, told = random.Random(9), 0
    for _ in range(KILLS[desk.backend]):
        with opened(desk.address) as store:
            for number in range(told, told + MORE):
                add_reading(store, accusation(number), now=NOW)
        told += MORE
        killed(desk, chance)
    _goes_on(desk, told)


def _goes_on(desk: Desk, told: int) -> None:
    """The next run ends with every alert out by every channel, once."""
    with running(desk) as process:
        assert process.stdout
        process.stdout.readlines()
    with opened(desk.address) as store:
        alerts = all_alerts(store)
        every = {one.id: one for one in deliveries_in(store, DeliveryState)}
    assert len(alerts) == told
    assert {one.state for one in every.values()} <= {DeliveryState.SENT, DeliveryState.UNSURE}
    assert Counter(one.channel for one in every.values()) == {"log": told, "mail": told, "desk": told}
    _mails(
        desk,
        {one.id for one in every.values() if one.channel == "mail"},
        {one.id for one in every.values() if one.state == "unsure"},
    )
    _hooks(desk, {one.id for one in every.values() if one.channel == "desk"})
    logged = [json.loads(line)["delivery"] for line in desk.log.read_text(encoding="utf-8").splitlines()]
    assert sorted(logged) == sorted(one.id for one in every.values() if one.channel == "log")


def _mails(desk: Desk, wanted: set[str], unsure: set[str]) -> None:
    """No mail came twice, and one that did not come is known to be in doubt."""
    came = Counter(found[1].decode() for mail in desk.mails.mails if (found := MESSAGE_ID.search(mail.data)))
    assert set(came.values()) == {1}
    assert unsure <= wanted
    assert wanted - set(came) <= unsure


def _hooks(desk: Desk, wanted: set[str]) -> None:
    """What came twice came in the same words under the same id, by which its receiver knows it."""
    bodies: dict[str, set[bytes]] = {}
    for one in desk.hooks.got:
        assert verified(one.headers, one.body, KEY)
        bodies.setdefault(one.headers["webhook-id"], set()).add(one.body)
    assert set(bodies) == {f"msg_{id}" for id in wanted}
    assert {len(words) for words in bodies.values()} == {1}
