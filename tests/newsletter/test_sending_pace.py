"""How fast mails go out, how long one waits that was not taken, and by which door they go."""

from __future__ import annotations

from datetime import timedelta
from threading import Event

import pytest
from tests.newsletter.sinks import smtp_sink

from dragoman.net import Allow, Refused
from dragoman.net.mail import MailLink
from dragoman.newsletter.sending import Pace
from dragoman.newsletter.sending_letters import read_number, written_number
from dragoman.newsletter.sending_link import wait


def test_who_comes_at_the_pace_does_not_wait() -> None:
    now = [0.0]
    pace = Pace(10, Event(), clock=lambda: now[0])
    for _ in range(3):
        now[0] += 0.1
        pace.wait()


def test_who_comes_too_soon_waits_until_everything_ends() -> None:
    pace = Pace(10, Event(), clock=lambda: 1.0)
    pace.wait()
    pace.open()
    pace.wait()


def test_waits_double_and_end() -> None:
    assert [wait(tries, 0.0) for tries in (1, 2, 3)] == [timedelta(minutes=m) for m in (5, 10, 20)]
    assert wait(30, 1.0) == timedelta(hours=7.5)


def test_numbers_are_written_short() -> None:
    assert [written_number(n) for n in (0, 35, 36, 10**9)] == ["0", "z", "10", "gjdgxs"]
    assert all(read_number(written_number(n)) == n for n in range(0, 10**6, 997))


def test_nothing_beyond_the_server_is_reached() -> None:
    """The door is `net`'s: without leave, loopback is refused before anybody is called."""
    with smtp_sink() as sink:
        link = MailLink(sink.server, allow=Allow(ports=frozenset({sink.port})))
        with pytest.raises(Refused, match="loopback"):
            link.send(b"x", sender="a@b.example", recipients=("c@d.example",))
    assert sink.came == []
