"""What a mail server delivers by LMTP: nothing is taken that has not been dealt with."""

from __future__ import annotations

import smtplib
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from tests.newsletter.sinks import free_port

from dragoman.net.errors import Refused, Unreachable
from dragoman.net.lmtp import LARGEST, handed_over

FROM, MESSAGE = "mx@news.example", b"Subject: back\r\n\r\nIt came back.\r\n"


@pytest.fixture
def hands() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


def delivery(port: int, to: tuple[str, ...], message: bytes = MESSAGE) -> Callable[[], list[bytes]]:
    """Delivers as a mail server does, and gives the lines that it is answered with."""

    def deliver() -> list[bytes]:
        with smtplib.LMTP("127.0.0.1", port, timeout=20) as server:
            server.ehlo("mx.news.example")
            server.mail(FROM)
            for one in to:
                server.rcpt(one)
            code, said = server.data(message)
            return [b"%d %s" % (code, said), *(server.file.readline().strip() for _ in to[1:])]  # type: ignore[union-attr]

    return deliver


def begun(hands: ThreadPoolExecutor, port: int, *to: str) -> Future[list[bytes]]:
    """A delivery that waits until the door is open."""

    def until_open() -> list[bytes]:
        while True:
            try:
                return delivery(port, to)()
            except ConnectionRefusedError:
                pass

    return hands.submit(until_open)


def test_a_message_is_taken_when_the_next_one_is_asked_for(hands: ThreadPoolExecutor) -> None:
    port = free_port()
    messages = handed_over("127.0.0.1", port)
    first = begun(hands, port, "bounce+a@news.example", "bounce+b@news.example")
    assert next(messages) == (
        b"Delivered-To: bounce+a@news.example\r\nDelivered-To: bounce+b@news.example\r\n" + MESSAGE
    )
    assert not first.done()
    second = hands.submit(delivery(port, ("unsubscribe@news.example",)))
    assert next(messages).startswith(b"Delivered-To: unsubscribe@news.example\r\n")
    assert first.result(20) == [b"250 2.0.0 taken"] * 2
    messages.close()  # type: ignore[attr-defined]
    with pytest.raises((smtplib.SMTPServerDisconnected, AssertionError)):
        assert second.result(20)[0].startswith(b"250")


def test_what_is_too_large_is_refused_at_once(hands: ThreadPoolExecutor) -> None:
    port = free_port()
    messages = handed_over("127.0.0.1", port)
    small = begun(hands, port, "bounce+a@news.example")
    next(messages)
    large = hands.submit(
        delivery(port, ("bounce+b@news.example",), b"x" * 70 + b"\r\n" + (b"y" * 70 + b"\r\n") * (LARGEST // 70))
    )
    after = hands.submit(delivery(port, ("bounce+c@news.example",)))
    assert next(messages).startswith(b"Delivered-To: bounce+c@")
    assert small.result(20) == [b"250 2.0.0 taken"]
    assert large.result(20)[0].startswith(b"552")
    messages.close()  # type: ignore[attr-defined]
    assert after.exception(20) is not None or after.result()[0].startswith(b"451")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "mail.example"])
def test_nobody_beyond_this_machine_can_deliver(host: str) -> None:
    with pytest.raises(Refused, match="LMTP knows no password"):
        next(handed_over(host, free_port()))


def test_a_port_that_is_taken_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(Unreachable, match="choose another port"):
        next(handed_over("127.0.0.1", taken.getsockname()[1]))
