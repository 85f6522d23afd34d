"""One page comes in whole, or one clear error says why not."""

import dataclasses
import gzip
from collections.abc import Iterator
from itertools import repeat
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dragoman.net
from dragoman.net import Fetched, Limits, NetError, Refused, TooLarge, fetch
from dragoman.net.pages import content_type_of

from .loopback import Server, answer, opened, redirect, to_loopback, to_public


def _fetched(server: Server, path: str = "/", **limits: float) -> Fetched:
    return fetch(
        f"http://news.example:{server.port}{path}",
        limits=dataclasses.replace(Limits(seconds=5), **limits),  # type: ignore[arg-type]
        allow=opened(server.port),
        resolver=to_loopback,
    )


def test_a_page_comes_with_its_address_type_and_charset() -> None:
    page = answer("naïve".encode("latin-1"), headers="Content-Type: Text/HTML; charset=Latin1")
    with Server(page) as server:
        fetched = _fetched(server, "/a?b=c#d")

    assert fetched == Fetched(
        url=f"http://news.example:{server.port}/a?b=c",
        status=200,
        content_type="text/html",
        charset="iso8859-1",
        body=b"na\xefve",
        redirects=(),
    )


def test_a_missing_page_is_an_answer() -> None:
    with Server(answer(b"gone", status="404 Not Found")) as server:
        fetched = _fetched(server)

    assert (fetched.status, fetched.body) == (404, b"gone")


def test_a_packed_page_is_unpacked() -> None:
    packed = gzip.compress(b"news" * 100)
    with Server(answer(packed, headers="Content-Encoding: gzip")) as server:
        assert _fetched(server).body == b"news" * 100


def test_we_say_who_we_are_and_send_nothing_secret() -> None:
    with Server(answer()) as server:
        _fetched(server)

    request = server.requests[0].lower()
    assert b"user-agent: dragoman" in request
    assert b"accept-encoding: gzip\r\n" in request
    assert b"cookie" not in request
    assert b"authorization" not in request


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
def test_a_redirect_is_followed_and_remembered(status: str) -> None:
    with Server(redirect("../b#top", status=status), answer(b"news")) as server:
        fetched = _fetched(server, "/x/a")

    base = f"http://news.example:{server.port}"
    assert (fetched.url, fetched.redirects) == (f"{base}/b", (f"{base}/x/a",))


def test_a_cookie_set_on_the_way_goes_back_to_its_site() -> None:
    first = answer(status="302 Found", headers="Location: /b\nSet-Cookie: seen=yes")
    with Server(first, answer(b"news")) as server:
        _fetched(server)

    assert b"\r\ncookie: seen=yes\r\n" in server.requests[1].lower()


def test_a_redirect_without_a_place_to_go_is_an_answer() -> None:
    with Server(answer(b"?", status="302 Found")) as server:
        assert _fetched(server).status == 302


def test_five_redirects_are_followed_and_six_are_not() -> None:
    five = [redirect(f"/{number}") for number in range(5)]
    with Server(*five, answer(b"news")) as server:
        assert len(_fetched(server).redirects) == 5
    with Server(*five, redirect("/5"), answer(b"news")) as server:
        with pytest.raises(Refused, match="more than 5 redirects"):
            _fetched(server)
        assert len(server.requests) == 6


def test_a_redirect_loop_ends() -> None:
    with Server(redirect("/")) as server, pytest.raises(Refused, match="circles"):
        _fetched(server, max_redirects=2)
    assert len(server.requests) == 3


@pytest.mark.parametrize("location", ["http://[::1", "http://:x/", "http://a:b:c/", "\x01", "\\\\a"])
def test_a_redirect_to_nonsense_is_an_error(location: str) -> None:
    with Server(redirect(location)) as server, pytest.raises(NetError):
        _fetched(server)
    assert len(server.requests) == 1


def test_a_refused_redirect_names_the_page_that_sent_us() -> None:
    with (
        Server(redirect("http://10.0.0.1/")) as server,
        pytest.raises(Refused, match=r"http://news\.example/start redirects on.*10\.0\.0\.1"),
    ):
        fetch("http://news.example/start", resolver=to_public, dialer=server.dial)


def test_an_endless_body_is_cut_off() -> None:
    endless = [b"HTTP/1.1 200 OK\r\n\r\n", *repeat(b"a" * 10_000, 10_000)]
    with Server(endless) as server, pytest.raises(TooLarge):
        _fetched(server, max_bytes=100_000)


def test_a_bomb_from_the_wire_is_cut_off() -> None:
    bomb = answer(gzip.compress(bytes(30_000_000)), headers="Content-Encoding: gzip")
    with Server(bomb) as server, pytest.raises(TooLarge, match="bomb"):
        _fetched(server)


def test_endless_headers_are_cut_off() -> None:
    endless = [b"HTTP/1.1 200 OK\r\n", *repeat(b"X-A: " + b"a" * 1_000 + b"\r\n", 10_000)]
    with Server(endless) as server, pytest.raises(dragoman.net.Unreachable, match="broken HTTP"):
        _fetched(server)


def test_endless_interim_answers_end_with_the_deadline() -> None:
    endless = repeat(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 100)
    with Server(endless) as server, pytest.raises(dragoman.net.Unreachable):
        _fetched(server, seconds=0.1)


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\n\r\na"])
def test_an_answer_that_stops_halfway_is_given_up(start: bytes) -> None:
    released = Event()

    def stopping() -> Iterator[bytes]:
        yield start
        released.wait(5)

    with Server(stopping()) as server:
        with pytest.raises(dragoman.net.Unreachable):
            _fetched(server, seconds=0.1)
        released.set()


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"\r\n",
        b"SSH-2.0-OpenSSH\r\n",
        b"HTTP/1.1 two hundred\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nnews",
        b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nnews",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nnews\r\n",
        b"HTTP/1.1 200 OK\r\nA b: c\r\n\r\nnews",
    ],
)
def test_an_answer_in_broken_http_is_unreachable(sent: bytes) -> None:
    with Server([sent]) as server, pytest.raises(dragoman.net.Unreachable):
        _fetched(server)


@pytest.mark.parametrize(
    ("header", "media_type", "charset"),
    [
        ("text/html; charset=utf-8", "text/html", "utf-8"),
        ('text/html; Charset="UTF8"', "text/html", "utf-8"),
        ("text/html;charset=windows-1251", "text/html", "cp1251"),
        ("application/rss+xml", "application/rss+xml", None),
        ("text/html; charset=klingon", "text/html", None),
        ("text/html; charset=base64", "text/html", None),
        ("text/html; charset=", "text/html", None),
        ("", None, None),
        ("; charset=utf-8", None, "utf-8"),
        ("text/html; charset*=x'y'%ff", "text/html", None),
    ],
)
def test_type_and_charset_are_read_from_the_header(header: str, media_type: str | None, charset: str | None) -> None:
    assert content_type_of(header) == (media_type, charset)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=80))
def test_no_header_breaks_the_reading_of_it(junk: str) -> None:
    content_type_of(junk)
    content_type_of(f"text/html; charset={junk}")


def test_the_room_offers_what_it_names() -> None:
    assert all(hasattr(dragoman.net, name) for name in dragoman.net.__all__)
