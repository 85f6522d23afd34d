"""One connection carries many mails, and one that is not taken does not spoil the next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from dragoman.net import Unreachable
from dragoman.net.mail import MailLink, MailServer, NotNow, NotTaken, Reply, Security, Step, Unsure

from .loopback import opened, to_loopback
from .mail_sink import Sink, mail_sink

ME, YOU = "dragoman@desk.example", "officer@desk.example"


@contextmanager
def link_to(sink: Sink) -> Iterator[MailLink]:
    server = MailServer(host="mail.example", port=sink.port, security=Security.NONE)
    with MailLink(server, allow=opened(sink.port), resolver=to_loopback) as link:
        yield link


def send(link: MailLink, word: str, to: str = YOU) -> None:
    link.send(f"Subject: {word}\r\n\r\n{word}\r\n".encode(), sender=ME, recipients=(to,))


def calls(sink: Sink) -> int:
    return sum(one.startswith("EHLO") for one in sink.heard)


def test_many_mails_go_over_one_connection() -> None:
    with mail_sink() as sink, link_to(sink) as link:
        for number in range(20):
            send(link, str(number))

    assert sink.ended.wait(10)
    assert len(sink.mails) == 20
    assert calls(sink) == 1


def test_a_connection_is_made_anew_after_a_hundred() -> None:
    with mail_sink() as sink, link_to(sink) as link:
        for number in range(101):
            send(link, str(number))

    assert (len(sink.mails), calls(sink)) == (101, 2)


def test_one_who_is_unknown_does_not_spoil_the_next_mail() -> None:
    with mail_sink() as sink, link_to(sink) as link:
        with pytest.raises(NotTaken):
            send(link, "one", "nobody@desk.example")
        send(link, "two")

    assert [mail.to for mail in sink.mails] == [(YOU,)]
    assert "RSET" in sink.heard


def test_a_connection_that_the_server_has_closed_is_made_anew() -> None:
    """It says so with 421, or it just hangs up."""
    for goodbye in ("421 too many", ""):
        with mail_sink() as sink, link_to(sink) as link:
            send(link, "one")
            sink.says = {"MAIL": goodbye}
            with pytest.raises(Unreachable):
                send(link, "two")
            sink.says = {}
            send(link, "three")
        assert len(sink.mails) == 2


def test_after_a_mail_of_which_nobody_knows_the_next_goes_over_a_new_connection() -> None:
    with mail_sink(says={"END": "what"}) as sink, link_to(sink) as link:
        with pytest.raises(Unsure):
            send(link, "one")
        sink.says = {}
        send(link, "two")

    assert calls(sink) == 2


def test_who_says_no_at_the_last_moment_leaves_no_half_mail() -> None:
    with mail_sink() as sink, link_to(sink) as link:
        assert link.send(b"x\r\n", sender=ME, recipients=(YOU,), begin=lambda: False) is None
        send(link, "two")

    assert [mail.data for mail in sink.mails] == [b"Subject: two\r\n\r\ntwo\r\n"]


@pytest.mark.parametrize(
    ("at", "said", "error", "step"),
    [
        ("CALL", "554 5.7.1 go away", NotTaken, Step.CALL),
        ("EHLO", "502 what", NotTaken, Step.CALL),
        ("MAIL", "550 5.1.8 bad sender", NotTaken, Step.SENDER),
        ("MAIL", "451 4.3.0 later", NotNow, Step.SENDER),
        ("RCPT", "550 5.1.1 unknown", NotTaken, Step.RECIPIENT),
        ("RCPT", "450 4.2.1 later", NotNow, Step.RECIPIENT),
        ("DATA", "554 5.5.1 no", NotTaken, Step.MESSAGE),
        ("END", "554 5.6.0 spam", NotTaken, Step.MESSAGE),
        ("END", "452 4.3.1 full", NotNow, Step.MESSAGE),
    ],
)
def test_a_no_says_where_it_was_said_and_in_which_words(at: str, said: str, error: type, step: Step) -> None:
    with mail_sink(says={at: said}) as sink, link_to(sink) as link, pytest.raises(error) as caught:
        send(link, "one")

    reply = caught.value.reply
    assert isinstance(reply, Reply)
    assert (reply.at, str(reply)) == (step, said)
    assert reply.enhanced == (said.split()[1] if "." in said else None)
