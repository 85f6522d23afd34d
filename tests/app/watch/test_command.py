"""Watching: round after round, and alerts after each, in a world of our own and against a press on loopback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import typer
from tests.app.collect.test_fetching import FEED, HOUR, NOW, Planet, answer
from tests.collect.press import Press, Said, press, rss
from tests.store.readings import READER, talks
from typer.testing import CliRunner

from dragoman.app import pipeline
from dragoman.app.alerts import commands as alert_commands
from dragoman.app.alerts.alerting import Raised
from dragoman.app.alerts.delivery import Outcome, Outside
from dragoman.app.alerts.settings import AlertSettings
from dragoman.app.collect import commands as source_commands
from dragoman.app.collect.asking import World
from dragoman.app.collect.rounds import Desk
from dragoman.app.collect.told import Told
from dragoman.app.store import ingesting
from dragoman.app.watch import command as watch_command
from dragoman.app.watch import rounds as watch_rounds
from dragoman.app.watch.rounds import watched
from dragoman.collect import politeness
from dragoman.collect.bounded import Worker
from dragoman.collect.items import Item
from dragoman.ledger.alert_rules import QuietRule, RecordRule, Rule
from dragoman.model import Basis, EventType, Interval, Reading, article_of
from dragoman.net import Unreachable
from dragoman.net.webhooks import Posted
from dragoman.store import Source, SourceKind, Standing, add_source, opened
from dragoman.store.alerts.rules import all_alerts

ACCUSATIONS = RecordRule(name="accusations", types=(EventType.ACCUSE,))
QUICKLY = Path(__file__).parents[2] / "store" / "fetch_quickly.py"


def by_hand(page: bytes, *, source: str, url: str | None, published: date | None = None, **_: object) -> Reading:
    """In every page Norway accuses Iceland, on the day of January that its last word says."""
    made = talks()
    day = date(2022, 1, int(page.split()[-1]))
    article = article_of(source=source, url=url, title=None, paragraphs=(made.article.text, page.decode()))
    (act,) = made.events
    return replace(made, article=article, events=(replace(act, date=Interval.day(day, Basis.EXPLICIT)),))


@pytest.fixture(autouse=True)
def heart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pipeline, "read", by_hand)
    monkeypatch.setattr(ingesting, "reader", lambda **_: READER)
    monkeypatch.setattr(politeness, "GAP", timedelta(0))
    monkeypatch.setenv("DRAGOMAN_DATABASE", str(tmp_path / "store.db"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "nowhere"))
    monkeypatch.delenv("DRAGOMAN_ALERTS", raising=False)


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as worker:
        yield worker


class Wire(Planet):
    """A world whose feed has one item more whenever it is asked, until it has all, and then stops after some naps."""

    items = 2
    naps = 40

    def fetch(self, url: str, **more: Any) -> Any:
        if url == FEED:
            number = min(len([one for one in self.asked if one == FEED]) + 1, self.items)
            items = [
                Item(address=f"https://wire.example/{one}", title=f"{one}", published=NOW)
                for one in range(1, number + 1)
            ]
            self.says[FEED] = answer(FEED, rss(*items), content_type="application/rss+xml")
            self.says |= {f"https://wire.example/{one}": f"It was on {one}".encode() for one in range(1, number + 1)}
        return super().fetch(url, **more)

    def wait(self, stop: Any, seconds: float) -> None:
        super().wait(stop, max(seconds, 0.001))
        if self.wakes >= self.naps:
            stop.set()


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def desk(tmp_path: Path, wire: Wire, worker: Worker) -> Iterator[Desk]:
    world = World(fetch=wire.fetch, now=lambda: wire.now, chance=lambda: 0.5, wait=wire.wait)
    with opened(str(tmp_path / "store.db"), create=True) as database:
        source = Source(name="wire", address=FEED, kind=SourceKind.FEED, added=NOW)
        add_source(database, source, Standing(due=NOW, interval=HOUR))
        yield Desk(database=database, world=world, worker=worker)


def watch(desk: Desk, wire: Wire, *rules: Rule, every: timedelta | None = None, **more: Any) -> list[Any]:
    outside = Outside(say=lambda alert: None, now=lambda: wire.now, chance=lambda: 0.5)
    given = {"once": False} | more
    return list(watched(desk, outside, settings=lambda: AlertSettings(rules=rules), every=every, **given))


def test_each_rounds_news_is_told_after_it_and_once(desk: Desk, wire: Wire) -> None:
    wire.naps = 200
    told = watch(desk, wire, ACCUSATIONS, every=HOUR)

    kinds = [type(one) for one in told if not isinstance(one, Told) or one.address]
    assert kinds == [Told, Raised, Outcome] * 2
    assert {one.state for one in told if isinstance(one, Outcome)} == {"sent"}
    assert [one.state for one in all_alerts(desk.database)] == ["sent", "sent"]


def test_one_round_ends_by_itself(desk: Desk, wire: Wire) -> None:
    told = watch(desk, wire, ACCUSATIONS, once=True)

    assert len([one for one in told if isinstance(one, Raised)]) == 1
    assert not desk.world.stop.is_set()


def test_every_sets_the_pace_of_the_rounds(desk: Desk, wire: Wire) -> None:
    begun: list[timedelta] = []

    def settings() -> AlertSettings:
        begun.append(wire.now - NOW)
        return AlertSettings()

    wire.naps = 120
    outside = Outside(say=lambda alert: None, now=lambda: wire.now)
    list(watched(desk, outside, settings=settings, every=timedelta(minutes=50), once=False))

    assert begun == [timedelta(0), timedelta(minutes=50), timedelta(minutes=100)]


def test_a_source_that_goes_quiet_is_told_though_nothing_is_read(
    desk: Desk, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch_rounds, "LONGEST_NAP", 6 * HOUR)
    wire.naps = 80
    told = watch(desk, wire, QuietRule(name="hush"), every=timedelta(hours=6))

    (one,) = [each for each in told if isinstance(each, Raised)]
    assert (one.alert.facts.source, one.alert.facts.what) == ("wire", "quiet")


def test_alerts_that_are_only_shown_go_nowhere_and_are_not_kept(desk: Desk, wire: Wire) -> None:
    seen: list[AlertSettings] = []
    told = watch(desk, wire, ACCUSATIONS, once=True, shown=seen.append)

    assert len(seen) == 1
    assert all(isinstance(one, Told) for one in told)
    assert all_alerts(desk.database) == ()


def test_a_delivery_that_comes_due_is_made_between_the_rounds(desk: Desk, wire: Wire) -> None:
    from dragoman.app.alerts.settings import WebhookChannel

    tries: list[datetime] = []

    def post(url: str, body: bytes, **_: Any) -> Posted:
        tries.append(wire.now)
        if len(tries) == 1:
            raise Unreachable("busy")
        return Posted(status=204)

    wire.naps, wire.items = 30, 1
    outside = Outside(say=lambda alert: None, post=post, now=lambda: wire.now, chance=lambda: 0.5)
    settings = AlertSettings(
        rules=(ACCUSATIONS,), webhooks=(WebhookChannel(name="desk", url="https://hook.example/", key=b"k"),)
    )
    list(watched(desk, outside, settings=lambda: settings, every=HOUR, once=False))

    assert [when - NOW for when in tries] == [timedelta(0), timedelta(minutes=5)]


# Against a press on loopback


@pytest.fixture
def paper() -> Iterator[Press]:
    with press() as paper:
        item = Item(address=f"{paper.base}/1", title="Talks", published=datetime.now(UTC))
        paper.pages |= {
            "/feed": Said(body=rss(item), kind="application/rss+xml"),
            "/1": Said(body=b"It was on 3", kind="text/plain"),
        }
        yield paper


def run(*arguments: str) -> Any:
    app = typer.Typer(rich_markup_mode=None)
    for commands in (alert_commands, source_commands, watch_command):
        commands.add_to(app)
    return CliRunner().invoke(app, list(arguments))


def test_watch_collects_and_tells(paper: Press) -> None:
    run("alerts", "add", "record", "--name", "accusations", "--type", "ACCUSE")
    run("sources", "add", f"{paper.base}/feed", "--kind", "feed", "--allow", paper.host)

    result = run("watch", "--once")

    assert result.exit_code == 0
    assert "Norway → Iceland: accuses (ACCUSE allege) · 3 January 2022" in result.stderr
    assert result.stdout == "1 sources asked, 1 stored, 0 known, 0 rejected, 0 failed; 1 new alert\n"


def test_a_dry_watch_stores_and_shows(paper: Press) -> None:
    run("alerts", "add", "record", "--name", "accusations", "--type", "ACCUSE")
    run("sources", "add", f"{paper.base}/feed", "--kind", "feed", "--allow", paper.host)

    result = run("watch", "--once", "--dry-run")

    assert "Norway → Iceland: accuses" in result.stderr
    assert "1 stored" in result.stdout
    assert run("alerts", "run").stdout == "1 new alert\n"


def test_a_wrong_pace_is_turned_away() -> None:
    assert run("watch", "--every", "soon").exit_code == 2


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_goes_on_until_it_is_stopped_and_ends_cleanly(paper: Press, tmp_path: Path, number: signal.Signals) -> None:
    run("alerts", "add", "record", "--name", "accusations", "--type", "ACCUSE")
    run("sources", "add", f"{paper.base}/feed", "--kind", "feed", "--allow", paper.host)
    command = [sys.executable, str(QUICKLY), "watch", "--json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(os.environ)
    ) as process:
        assert process.stdout
        assert process.stderr
        for line in process.stdout:
            if "delivery" in json.loads(line):
                break
        process.send_signal(number)
        said = process.stderr.read()
        process.stdout.read()

    assert process.returncode == 0
    assert "stopped; what was told is stored" in said
    assert "1 new alert" in said
    with opened(str(tmp_path / "store.db")) as store:
        assert [one.state for one in all_alerts(store)] == ["sent"]
