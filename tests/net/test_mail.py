"""Mail goes out over checked connections alone, and nobody is left in doubt about whether it did."""

from __future__ import annotations

import ssl
from email import message_from_bytes, policy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.net import Limits, NetError, Refused, Unreachable
from dragoman.net.mail import MailServer, NotNow, NotTaken, Security, Unsure, is_mailbox, send_mail

from .loopback import Canary, Server, opened, to_loopback, to_public
from .mail_sink import Sink, mail_sink

MESSAGE = b"Subject: Talks\r\n\r\nThey met.\r\n"
ME, YOU = "dragoman@desk.example", "officer@desk.example"


def send(
    sink: Sink, message: bytes = MESSAGE, *, security: Security = Security.NONE, **more: Any
) -> tuple[str, ...] | None:
    server = MailServer(host=more.pop("host", "127.0.0.1"), port=sink.port, security=security, **more.pop("login", {}))
    more = {"sender": ME, "recipients": (YOU,), "allow": opened(sink.port), "resolver": to_loopback} | more
    return send_mail(message, server=server, **more)


def test_a_mail_arrives_as_it_was_written() -> None:
    with mail_sink() as sink:
        assert send(sink) == ()

    (mail,) = sink.mails
    assert (mail.sender, mail.to, mail.data) == (ME, (YOU,), MESSAGE)
    assert sink.heard[-1] == "QUIT"


@given(st.lists(st.sampled_from([b".", b"..", b"", b".x", b"They met.", b"QUIT", b"\xc3\xa9"]), max_size=8))
def test_no_line_of_a_mail_ends_it_or_is_a_command(lines: list[bytes]) -> None:
    message = b"\r\n".join([b"Subject: x", b"", *lines, b""])
    with mail_sink() as sink:
        send(sink, message.replace(b"\r\n", b"\n"))

    assert [mail.data for mail in sink.mails] == [message]
    assert sink.heard[3:] in (["DATA"], ["DATA", "QUIT"])  # the server may be gone before it is bidden farewell


def test_what_is_not_public_is_refused_before_anybody_is_called(canary: Canary) -> None:
    server = MailServer(host="mail.example", port=587)

    with pytest.raises(Refused, match="loopback"):
        send_mail(MESSAGE, sender=ME, recipients=(YOU,), server=server, resolver=to_loopback, dialer=canary.dial)
    assert canary.hits() == 0


def test_a_web_port_is_no_mail_server() -> None:
    with pytest.raises(Refused, match="port 80 is not one of 25, 465, 587, 2525"):
        send_mail(
            MESSAGE, sender=ME, recipients=(YOU,), server=MailServer(host="mail.example", port=80), resolver=to_public
        )


@pytest.mark.parametrize(
    "address",
    ["", "officer", "a@b\r\nRCPT TO:<c@d.example>", "<a@b.example>", "a b@c.example", "é@c.example", "a@b.example>"],
)
def test_nothing_but_a_plain_address_is_sent_to(address: str) -> None:
    assert not is_mailbox(address)
    with mail_sink() as sink, pytest.raises(Refused, match="no mail address"):
        send(sink, recipients=(YOU, address))
    assert sink.heard == []


def test_a_mail_to_nobody_is_refused() -> None:
    with mail_sink() as sink, pytest.raises(Refused, match="goes to nobody"):
        send(sink, recipients=())


def test_the_talk_is_encrypted_and_the_certificate_is_the_servers(
    server_tls: ssl.SSLContext, client_tls: ssl.SSLContext
) -> None:
    login = {"user": "dragoman", "password": "geheim"}
    with mail_sink(tls=server_tls, able=("AUTH LOGIN PLAIN",)) as sink:
        send(sink, security=Security.STARTTLS, host="news.example", tls=client_tls, login=login)
        with pytest.raises(Unreachable):
            send(sink, security=Security.STARTTLS, host="other.example", tls=client_tls, login=login)

    assert sink.logins == [("dragoman", "geheim")]
    assert len(sink.mails) == 1


def test_tls_at_once_and_a_login_in_two_steps(server_tls: ssl.SSLContext, client_tls: ssl.SSLContext) -> None:
    login = {"user": "dragoman", "password": "geheim"}
    with mail_sink(tls=server_tls, able=("AUTH LOGIN",), at_once=True) as sink:
        send(sink, security=Security.TLS, host="news.example", tls=client_tls, login=login)

    assert sink.logins == [("dragoman", "geheim")]


def test_a_password_never_goes_out_in_clear_and_is_never_shown() -> None:
    login = {"user": "dragoman", "password": "geheim"}
    with mail_sink(able=("AUTH PLAIN",)) as sink, pytest.raises(Refused, match="in clear"):
        send(sink, login=login)

    assert sink.heard == []
    assert "geheim" not in repr(MailServer(host="mail.example", **login))


def test_a_server_without_starttls_gets_nothing() -> None:
    with mail_sink() as sink, pytest.raises(NotTaken, match="no STARTTLS"):
        send(sink, security=Security.STARTTLS)

    assert sink.mails == []


def test_words_that_come_before_the_encryption_are_not_believed(client_tls: ssl.SSLContext) -> None:
    """Somebody in between may put words into a server's mouth."""
    early = b"220 sink\r\n250-sink\r\n250 STARTTLS\r\n220 go on\r\n250 AUTH PLAIN\r\n"
    with Talker(early) as server, pytest.raises(Unreachable, match="out of turn"):
        send_mail(
            MESSAGE, sender=ME, recipients=(YOU,), server=MailServer(host="news.example", port=587),
            resolver=to_public, dialer=server.dial, tls=client_tls,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("at", "said", "error"),
    [
        ("CALL", "554 go away", NotTaken),
        ("CALL", "421 later", NotNow),
        ("CALL", "hello there", Unreachable),
        ("EHLO", "502 what", NotTaken),
        ("MAIL", "550 not you", NotTaken),
        ("MAIL", "451 later", NotNow),
        ("MAIL", "", Unreachable),
        ("RCPT", "550 nobody", NotTaken),
        ("RCPT", "450 later", NotNow),
        ("DATA", "554 no", NotTaken),
        ("DATA", "", Unreachable),
        ("END", "554 spam", NotTaken),
        ("END", "451 later", NotNow),
        ("END", "", Unsure),
        ("END", "what is this", Unsure),
    ],
)
def test_a_server_that_does_not_take_it_is_told_apart_from_one_that_may_later(
    at: str, said: str, error: type[NetError]
) -> None:
    with mail_sink(says={at: said}) as sink, pytest.raises(NetError) as caught:
        send(sink)

    assert type(caught.value) is error


def test_those_whom_the_server_does_not_know_are_named_and_the_others_get_it() -> None:
    with mail_sink() as sink:
        assert send(sink, recipients=(YOU, "nobody@desk.example")) == ("nobody@desk.example",)

    assert sink.mails[0].to == (YOU,)


def test_one_who_is_asked_at_the_last_moment_may_still_say_no() -> None:
    with mail_sink() as sink:
        assert send(sink, begin=lambda: False) is None

    assert sink.mails == []


def test_nothing_is_out_when_the_last_question_is_asked() -> None:
    seen: list[int] = []
    with mail_sink() as sink:
        send(sink, begin=lambda: not seen.append(len(sink.mails)))
        with pytest.raises(OSError, match="disk"):
            send(sink, begin=full_disk)

    assert seen == [0]
    assert len(sink.mails) == 1


def full_disk() -> bool:
    raise OSError("the disk is full")


@pytest.mark.parametrize("flood", [b"250-more\r\n" * 200, b"2" * 10_000, b"\xff\xfe\r\n"])
def test_a_server_that_babbles_is_left(flood: bytes) -> None:
    with Talker(flood) as server, pytest.raises(Unreachable, match="does not speak SMTP"):
        send_mail(
            MESSAGE, sender=ME, recipients=(YOU,), server=MailServer(host="mail.example", security=Security.NONE),
            resolver=to_public, dialer=server.dial,
        )  # fmt: skip


def test_a_server_that_keeps_us_waiting_is_left_in_time() -> None:
    with mail_sink(says={"CALL": "220-one moment"}) as sink, pytest.raises(Unreachable):
        send(sink, limits=Limits(seconds=0.2))


def test_a_mail_with_other_peoples_words_is_read_as_one() -> None:
    with mail_sink() as sink:
        send(sink, b"Subject: one\nFrom: a@b.example\n\nBcc: c@d.example\n.\nMAIL FROM:<x@y.example>\n")

    read = message_from_bytes(sink.mails[0].data, policy=policy.default)
    assert read["Bcc"] is None
    assert len(sink.mails) == 1


class Talker(Server):
    """Says everything at once, whatever it is asked."""

    def __init__(self, words: bytes) -> None:
        super().__init__()
        self._words = words

    def _answer(self, plain: Any) -> None:
        plain.sendall(self._words)
        while plain.recv(65_536):
            pass
