"""The newsletter goes out from the command line: tried first, sent once, taken up again, and what comes back is read."""

from __future__ import annotations

import signal
import smtplib
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from tests.app.watching import at_home, lines
from tests.newsletter.sinks import Sink, free_port, smtp_sink
from tests.newsletter.test_bounces import dsn
from tests.store.readings import DAY, NOW, talks
from typer.testing import CliRunner, Result

from dragoman.app.main import app
from dragoman.app.newsletter.bounces import mailbox_of
from dragoman.app.newsletter.sending import CannotSend
from dragoman.net.mail_talk import Security
from dragoman.store import add_reading, opened

SENDS = ("newsletter", "send")
DATE = ("--date", str(DAY + timedelta(1)))


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    address = at_home(tmp_path, monkeypatch)
    with opened(address, create=True) as store:
        add_reading(store, talks(), now=NOW)
    return address


@pytest.fixture
def sink(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sink]:
    with smtp_sink() as sink:
        file = tmp_path / "dragoman.toml"
        file.write_text(settings(sink.port), encoding="utf-8")
        monkeypatch.setenv("DRAGOMAN_SETTINGS", str(file))
        yield sink


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def settings(port: int, more: str = "") -> str:
    return f"""
[newsletter]
base_url = "https://news.example"
sender = "Brief <brief@news.example>"
bounces = "bounce@news.example"
{more}
[newsletter.smtp]
host = "127.0.0.1"
port = {port}
security = "none"
allow = ["127.0.0.1:{port}"]

[[edition]]
name = "world"
title = "The world"
"""


def signed_up(*names: str) -> None:
    for name in names:
        run("subscribers", "add", f"{name}@example.org", "world", "--confirmed-by", "a test")


def test_it_is_tried_first_and_then_sent_once(sink: Sink) -> None:
    signed_up("anna", "bert")
    run("subscribers", "add", "carl@example.org", "world")

    tried = run(*SENDS, "world", *DATE, "--dry-run")
    assert "would go to 2; not to 1 pending, 0 left, 0 suppressed" in tried.stdout
    assert sink.came == []

    first, second = run(*SENDS, "world", *DATE), run(*SENDS, "world", *DATE)
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert f"world of {DATE[1]}: 2 readers: 2 sent" in first.stdout
    assert sorted(one.to for one in sink.came) == [("anna@example.org",), ("bert@example.org",)]
    assert str(message_from_bytes(sink.came[0].data)["Subject"]).startswith("The world: ")
    assert b"dragoman.invalid" not in sink.came[0].data


def test_what_is_due_goes_out_by_itself_with_the_questions(sink: Sink) -> None:
    signed_up("anna")
    run("subscribers", "add", "carl@example.org", "world")

    assert run(*SENDS, "--due").exit_code == 0
    assert ("carl@example.org",) in [one.to for one in sink.came]
    assert run(*SENDS, "--due").exit_code == 0
    assert len([one for one in sink.came if one.to == ("carl@example.org",)]) == 1


def test_mails_that_are_not_taken_are_told_of_and_end_with_1(sink: Sink) -> None:
    signed_up("anna", "bert")
    sink.rcpt = lambda to: "550 5.1.1 unknown" if to.startswith("anna") else None

    result = run(*SENDS, "world", *DATE)
    assert result.exit_code == 1
    assert "is refused: 550 5.1.1 unknown; nothing is sent there any more" in result.stderr
    assert "2 readers: 1 sent, 1 refused" in result.stdout
    assert "is refused: 550 5.1.1 unknown" in run("newsletter", "status").stdout


def test_json_tells_of_each_mail_without_its_address(sink: Sink) -> None:
    signed_up("anna")
    mail, issue = lines(run(*SENDS, "world", *DATE, "--json"))

    assert mail["mail"]["state"] == "accepted"
    assert issue["issue"]["mails"]["accepted"] == 1
    assert "example.org" not in str(mail)
    *_, last = lines(run("newsletter", "status", "--json"))
    assert last["bounces"] == {"hard": 0, "soft": 0, "complaint": 0}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["world", "--due"], "name an edition, or write --due"),
        ([], "name an edition, or write --due"),
        (["world", "--every", "1h"], "--every goes with --due alone"),
        (["mars"], "there is no edition 'mars': write one of world"),
    ],
)
def test_wrong_usage_ends_with_2(arguments: list[str], said: str, sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    result = run(*SENDS, *arguments)

    assert (result.exit_code, said in result.stderr) == (2, True)


def test_settings_without_a_server_or_with_a_long_bounce_box_send_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "dragoman.toml"
    monkeypatch.setenv("DRAGOMAN_SETTINGS", str(file))
    whole = settings(25)
    for text, said in (
        (whole.replace(whole[whole.index("[newsletter.smtp]") : whole.index("[[edition]]")], ""), "no server takes"),
        (whole.replace("bounce@", "returned-mail@"), "more than 9 letters"),
        (whole.replace("[newsletter.smtp]", KEY), "the DKIM key cannot sign"),
    ):
        file.write_text(text, encoding="utf-8")
        (tmp_path / "dkim.pem").write_text("no key", encoding="utf-8")
        result = run(*SENDS, "world", *DATE)
        assert (result.exit_code, said in result.stderr) == (2, True), result.stderr


KEY = '[newsletter.dkim]\nkey_file = "dkim.pem"\nselector = "s"\ndomain = "news.example"\n\n[newsletter.smtp]'


def test_what_comes_back_is_read_from_a_maildir(sink: Sink, tmp_path: Path) -> None:
    signed_up("anna")
    run(*SENDS, "world", *DATE)
    box = tmp_path / "box"
    for part in ("new", "cur", "tmp"):
        (box / part).mkdir(parents=True)
    report = dsn("5.1.1", "550 5.1.1 unknown", recipient=sink.came[0].sender)
    (box / "new" / "1").write_bytes(report)
    (box / "new" / "2").write_bytes(report.replace(b"bounce+", b"bounce+0"))

    first = run("newsletter", "bounces", str(box))
    assert first.exit_code == 0
    assert "hard bounce" in first.stdout and "nothing is sent there any more" in first.stdout
    assert "1 hard bounce, 1 forged" in first.stdout
    assert run("newsletter", "bounces", str(box)).stdout == "nothing new\n"
    assert "not to 0 pending, 0 left, 1 suppressed" in run(*SENDS, "world", "--date", "2022-03-01", "--dry-run").stdout
    assert run("newsletter", "bounces", str(tmp_path)).exit_code == 1


def test_what_comes_back_is_taken_by_lmtp_until_the_command_is_ended(sink: Sink) -> None:
    signed_up("anna")
    run(*SENDS, "world", *DATE)
    report, port = dsn("5.1.1", "550 5.1.1 unknown", recipient=sink.came[0].sender), free_port()
    listen = [sys.executable, "-m", "dragoman", "newsletter", "bounces", f"lmtp://127.0.0.1:{port}"]
    with subprocess.Popen(listen, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as listener:
        assert listener.stderr is not None
        assert listener.stderr.readline() == f"dragoman: listening at lmtp://127.0.0.1:{port}; Ctrl-C ends it\n"
        for _ in range(2):
            with connected(port) as server:
                server.sendmail("", sink.came[0].sender, report)
        listener.send_signal(signal.SIGTERM)
        told, _ = listener.communicate(timeout=30)
    assert listener.returncode == 0
    assert told.splitlines()[0].endswith("550 5.1.1 unknown; nothing is sent there any more")
    assert told.splitlines()[-1] == "1 hard bounce, 1 ignored"
    assert run("newsletter", "bounces", "lmtp://127.0.0.1").exit_code == 2
    assert run("newsletter", "bounces", "lmtp://0.0.0.0:2424").exit_code == 1


def connected(port: int) -> smtplib.LMTP:
    """As soon as somebody listens."""
    until = time.monotonic() + 20
    while True:
        try:
            return smtplib.LMTP("127.0.0.1", port, timeout=20)
        except ConnectionRefusedError:
            if time.monotonic() > until:
                raise


def test_a_mailbox_is_named_by_an_address_without_a_password() -> None:
    box = mailbox_of("imaps://brief%40news.example@mail.example/Bounces", password="geheim")
    assert (box.host, box.user, box.folder, box.port) == ("mail.example", "brief@news.example", "Bounces", 993)
    assert mailbox_of("imap://brief@mail.example", password="x").security is Security.STARTTLS
    for wrong, said in (
        ("pop://a@b", "is no mailbox"),
        ("imaps://mail.example/INBOX", "names no user"),
        ("imaps://a:geheim@mail.example", "seen by all"),
    ):
        with pytest.raises(CannotSend, match=said):
            mailbox_of(wrong, password="x")
    with pytest.raises(CannotSend, match="DRAGOMAN_IMAP_PASSWORD is not set"):
        mailbox_of("imaps://a@b.example", password=None)
