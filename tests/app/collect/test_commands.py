"""The commands of collecting against a press on loopback: what they print where, and how they end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.app.collect.test_fetching import by_hand
from tests.collect.press import Press, Said, press, rss
from tests.store.readings import READER
from typer.testing import CliRunner, Result

from dragoman.app import main, pipeline
from dragoman.app.collect.adding import duration
from dragoman.app.collect.allowing import allow_of
from dragoman.app.store import ingesting
from dragoman.collect import politeness
from dragoman.collect.items import Item
from dragoman.collect.opml import outlines
from dragoman.net import PUBLIC

TALKS = "The two sides met for an hour in Geneva and agreed to meet again."
QUICKLY = Path(__file__).parents[2] / "store" / "fetch_quickly.py"


@pytest.fixture(autouse=True)
def heart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "read", by_hand)
    monkeypatch.setattr(ingesting, "reader", lambda **_: READER)
    monkeypatch.setattr(politeness, "GAP", timedelta(0))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nobody's own store is touched."""
    monkeypatch.setenv("DRAGOMAN_DATABASE", str(tmp_path / "store.db"))
    return tmp_path


@pytest.fixture
def wire() -> Iterator[Press]:
    """A feed with two items, a page that names it, and one that names none."""
    with press() as wire:
        now = datetime.now(UTC)
        items = [Item(address=f"{wire.base}/{n}", title=f"Talks {n}", published=now) for n in (1, 2)]
        wire.pages["/feed"] = Said(body=rss(*items), kind="application/rss+xml")
        wire.pages |= {f"/{n}": Said(body=f"{TALKS} {n}".encode(), kind="text/plain") for n in (1, 2)}
        link = "<link rel=alternate type='application/rss+xml' href='/feed'>"
        wire.pages["/"] = Said(body=f"<!DOCTYPE html><title>The Wire</title>{link}".encode())
        wire.pages["/about"] = Said(body=b"<!DOCTYPE html><title>About</title><p>We are a wire.")
        yield wire


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main.app, [str(argument) for argument in arguments])


def add(wire: Press, path: str = "/feed", *more: str) -> Result:
    return run("sources", "add", f"{wire.base}{path}", "--allow", wire.host, *more)


def lines(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_feed_is_added_under_its_hosts_name(wire: Press) -> None:
    result = add(wire)

    assert (result.exit_code, result.stdout) == (0, f"{wire.host}: feed {wire.base}/feed\n")


def test_a_source_keeps_all_that_its_user_says(wire: Press) -> None:
    given = "--name wire --outlet Wire --site wire.example --every 2h --since 2026-01-01 --json"
    (added,) = lines(add(wire, "/feed", *given.split()))

    assert added["source"] == {
        "name": "wire",
        "address": f"{wire.base}/feed",
        "kind": "feed",
        "added": added["source"]["added"],  # type: ignore[index]
        "outlet": "Wire",
        "sites": ["wire.example"],
        "allow": [wire.host],
        "every": "PT7200S",
        "since": "2026-01-01",
    }


def test_a_page_that_names_a_feed_gives_way_to_it_and_says_so(wire: Press) -> None:
    result = add(wire, "/")

    assert result.stdout == f"{wire.host}: feed {wire.base}/feed\n"
    assert f"{wire.base}/ is a page that names a feed; the feed is collected: {wire.base}/feed" in result.stderr


def test_a_page_that_names_no_feed_is_watched_itself(wire: Press) -> None:
    assert add(wire, "/about").stdout == f"{wire.host}: page {wire.base}/about\n"


def test_loopback_is_closed_without_leave(wire: Press) -> None:
    result = run("sources", "add", f"{wire.base}/feed")

    assert result.exit_code == 1
    assert "--allow HOST:PORT" in result.stderr
    assert wire.asked == []


def test_what_gives_nothing_is_not_added(wire: Press) -> None:
    result = add(wire, "/nowhere")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "the server answers 404 (check the address on the site): nothing was added" in result.stderr
    assert run("sources", "list").stdout == ""


def test_a_source_may_be_added_unseen(wire: Press) -> None:
    assert add(wire, "/later", "--kind", "feed").exit_code == 0
    assert wire.asked == []


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        (["nowhere"], "there is no nowhere: check the path, or write https:// before an address of the web"),
        (["ftp://wire.example/feed"], "write http:// or https://"),
        (["https://"], "write http:// or https://"),
        (["https://user:secret@wire.example/"], "https://wire.example/ carries a user name or password"),
        (["https://wire.example/", "--kind", "folder"], "is no folder"),
        (["https://wire.example/", "--every", "often"], "'often' is no time: write 30m, 2h or 1d"),
        (["https://wire.example/", "--every", "1m"], "write something from 10m to 30d"),
        (["https://wire.example/", "--allow", "here"], "'here' is no address: write 127.0.0.1:8765"),
        (["https://wire.example/", "--since", "soon"], "'soon' is no day: write YEAR-MONTH-DAY"),
    ],
)
def test_a_source_that_is_written_wrong_is_wrong_usage_with_the_remedy(arguments: list[str], remedy: str) -> None:
    result = run("sources", "add", *arguments)

    assert result.exit_code == 2
    assert remedy in " ".join(result.stderr.replace("│", " ").split())


def test_a_name_is_taken_once(wire: Press) -> None:
    add(wire, "/feed", "--name", "wire")

    assert add(wire, "/about", "--name", "WIRE").exit_code == 2
    assert add(wire, "/feed").exit_code == 2
    assert add(wire, "/about").exit_code == 0


def test_fetch_collects_once_and_tells_how_much(wire: Press) -> None:
    add(wire)
    result = run("fetch", "--once")

    assert result.exit_code == 0
    assert result.stdout.startswith("1 source, 2 new: 2 stored, 0 known, 0 rejected, 0 failed; next due ")
    assert run("search", "Geneva").stdout.count(f"{wire.base}/") == 2
    assert run("verify", "--all").exit_code == 0


def test_fetch_tells_every_page_in_json(wire: Press) -> None:
    add(wire)
    told = lines(run("fetch", "--once", "--json"))

    assert [one["what"] for one in told] == ["read", "stored", "stored"]
    assert {one["address"] for one in told[1:]} == {f"{wire.base}/1", f"{wire.base}/2"}


def test_a_page_that_fails_is_a_line_and_the_end_is_1(wire: Press) -> None:
    wire.pages["/2"] = Said(status=403)
    add(wire)
    result = run("fetch", "--once")

    assert result.exit_code == 1
    assert "1 stored, 0 known, 1 rejected" in result.stdout
    assert f"dragoman: {wire.base}/2: the server answers 403 [net]\n" in result.stderr


def test_a_redirect_without_end_is_a_reason_that_the_check_shows(wire: Press) -> None:
    wire.pages["/feed"] = Said(status=302, headers={"Location": "/feed"})
    add(wire, "/feed", "--kind", "feed")
    assert run("fetch", "--once").exit_code == 1
    result = run("sources", "check")

    assert result.exit_code == 1
    assert "redirects" in result.stdout
    assert "BAD" in result.stdout


def test_an_answer_of_five_gigabytes_is_a_reason_that_the_check_shows(wire: Press) -> None:
    wire.pages["/feed"] = Said(headers={"Content-Length": "5000000000"}, kind="application/rss+xml")
    add(wire, "/feed", "--kind", "feed")
    run("fetch", "--once")

    assert "announces 5000000000 bytes" in run("sources", "check").stdout


def test_a_dry_run_shows_what_would_come_and_stores_nothing(wire: Press) -> None:
    add(wire)
    result = run("fetch", "--dry-run")

    assert result.exit_code == 0
    assert f"Talks 1 · {wire.base}/1" in result.stdout
    assert "/1" not in wire.paths()
    assert run("verify").stdout.startswith("0 versions")


def test_check_shows_what_a_source_gave(wire: Press) -> None:
    add(wire, "/feed", "--name", "wire")
    assert "has not answered yet" in run("sources", "check").stdout
    run("fetch", "--once")
    result = run("sources", "check", "wire")

    assert result.exit_code == 0
    assert result.stdout.startswith(f"ok wire · feed · {wire.base}/feed\n    last answered ")
    assert ": 2 items; 2 articles in all" in result.stdout
    assert "next due" in result.stdout
    (told,) = lines(run("sources", "check", "--json"))
    assert (told["well"], told["articles"]) == (True, 2)


def test_check_now_asks_at_once_and_stores_nothing(wire: Press) -> None:
    add(wire, "/feed", "--name", "wire")
    told = lines(run("sources", "check", "wire", "--now", "--json"))

    assert [one["address"] for one in told] == [f"{wire.base}/1", f"{wire.base}/2"]
    wire.pages["/feed"] = Said(status=500)
    broken = run("sources", "check", "--now")
    assert broken.exit_code == 1
    assert "dragoman: wire: the server answers 500" in broken.stderr
    assert "has not answered yet" in run("sources", "check").stdout


@pytest.mark.parametrize("command", ["check", "pause", "resume", "remove"])
def test_an_unknown_name_is_wrong_usage(wire: Press, command: str) -> None:
    add(wire, "/feed", "--name", "wire")
    result = run("sources", command, "wine")

    assert result.exit_code == 2
    assert "there is no source 'wine': there are wire" in " ".join(result.stderr.replace("│", " ").split())


def test_a_source_is_paused_resumed_and_removed(wire: Press) -> None:
    add(wire, "/feed", "--name", "wire")
    assert run("sources", "pause", "Wire").stdout == "wire: paused\n"
    assert "paused" in run("sources", "list").stdout
    before = len(wire.asked)
    assert run("fetch", "--once").stdout.startswith("0 sources")
    assert len(wire.asked) == before
    assert run("sources", "resume", "wire").stdout == "wire: resumed\n"
    assert run("fetch", "--once").stdout.startswith("1 source,")
    assert run("sources", "remove", "wire").stdout == "wire: removed\n"
    assert run("sources", "list").stdout == ""
    assert run("verify").stdout.startswith("2 versions")


def test_sources_go_out_and_come_back_as_a_list(wire: Press, home: Path) -> None:
    add(wire, "/feed", "--name", "wire", "--outlet", "The Wire")
    assert run("sources", "export", home / "list.opml").exit_code == 0
    (outline,) = outlines((home / "list.opml").read_bytes())
    assert (outline.feed, outline.title) == (f"{wire.base}/feed", "The Wire")

    result = run("sources", "import", home / "list.opml", "--database", home / "new.db")
    assert (result.exit_code, result.stdout) == (0, "1 added, 0 known, 0 refused\n")
    again = run("sources", "import", home / "list.opml", "--database", home / "new.db")
    assert again.stdout == "0 added, 1 known, 0 refused\n"
    (kept,) = lines(run("sources", "list", "--json", "--database", home / "new.db"))
    assert kept["source"]["outlet"] == "The Wire"  # type: ignore[index]
    assert kept["source"]["allow"] == []  # type: ignore[index]


def test_a_list_with_a_bad_address_is_told_and_the_rest_is_added(home: Path) -> None:
    feeds = "".join(f"<outline xmlUrl='{one}'/>" for one in ("ftp://a.example/", "https://b.example/feed"))
    (home / "list.opml").write_text(f"<opml version='2.0'><body>{feeds}</body></opml>")
    result = run("sources", "import", home / "list.opml")

    assert (result.exit_code, result.stdout) == (1, "1 added, 0 known, 1 refused\n")
    assert "ftp://a.example/ cannot be collected" in result.stderr


def test_what_is_no_list_is_wrong_usage(home: Path) -> None:
    (home / "list.opml").write_text("<rss></rss>")

    assert run("sources", "import", home / "list.opml").exit_code == 2


def test_a_folder_is_a_source(home: Path) -> None:
    (home / "pages").mkdir()
    (home / "pages" / "a.txt").write_text(TALKS)
    assert run("sources", "add", home / "pages").stdout == f"pages: folder {home / 'pages'}\n"
    result = run("fetch", "--once")

    assert result.exit_code == 0
    assert "1 source, 1 new: 1 stored" in result.stdout


def test_a_mailbox_is_ingested_message_by_message(home: Path) -> None:
    mails = [f"From a@b.example Sun Feb  1 09:00:00 2026\nSubject: Talks {n}\n\n{TALKS} {n}\n\n" for n in range(3)]
    (home / "press.mbox").write_text("".join(mails))

    assert run("ingest", home / "press.mbox").stdout == "3 pages: 3 stored, 0 known, 0 rejected\n"
    assert run("ingest", home / "press.mbox").stdout == "3 pages: 0 stored, 3 known, 0 rejected\n"


def test_a_web_archive_is_ingested_page_by_page(home: Path) -> None:
    (home / "press.warc").write_bytes(b"".join(_record(f"https://wire.example/{n}", f"{TALKS} {n}") for n in range(2)))

    assert run("ingest", home / "press.warc").stdout == "2 pages: 2 stored, 0 known, 0 rejected\n"
    assert "https://wire.example/1" in run("search", "Geneva").stdout


def _record(url: str, text: str) -> bytes:
    page = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>{text}</p></body></html>".encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-02-01T09:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-00000000000{url[-1]}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(page)}\r\n\r\n"
    )
    return head.encode() + page + b"\r\n\r\n"


def test_a_store_without_sources_says_how_to_add_one(home: Path) -> None:
    (home / "a.txt").write_text(TALKS)
    run("ingest", home / "a.txt")

    assert "no source is there: dragoman sources add URL" in run("fetch", "--once").stdout


@pytest.mark.parametrize("command", ["fetch --once", "sources list", "sources check", "sources export"])
def test_a_store_that_is_not_there_ends_with_3(command: str) -> None:
    result = run(*command.split())

    assert result.exit_code == 3
    assert "there is no such database yet" in result.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_ends_cleanly_with_a_line(wire: Press, home: Path, number: signal.Signals) -> None:
    add(wire)
    command = [sys.executable, str(QUICKLY), "fetch", "--json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(os.environ)
    ) as process:
        assert process.stdout
        told = [json.loads(process.stdout.readline())["what"] for _ in range(3)]
        process.send_signal(number)
        _, said = process.communicate(timeout=60)

    assert told == ["read", "stored", "stored"]
    assert process.returncode == 0
    assert "dragoman: stopped; what was told is stored, and the rest is done next time" in said
    assert run("verify", "--all").exit_code == 0


@pytest.mark.parametrize(
    ("written", "often"), [("30m", timedelta(minutes=30)), ("2 H", timedelta(hours=2)), ("1d", timedelta(1))]
)
def test_a_time_is_written_as_people_do(written: str, often: timedelta) -> None:
    assert duration(written) == often


def test_leave_is_given_to_the_hosts_that_are_named() -> None:
    allow = allow_of(["127.0.0.1:8765"], "http://127.0.0.1:8765/feed")

    assert 8765 in allow.ports
    assert allow.to("127.0.0.1") is allow
    assert allow.to("wire.example") is PUBLIC
    assert replace(allow_of(["localhost:1"], "http://localhost:1/"), networks=()).hosts == {"localhost"}
    assert allow_of([], "https://wire.example/") is PUBLIC
