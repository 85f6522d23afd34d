"""What has not changed is not fetched again, and a busy server is left alone as long as it asks."""

import dataclasses
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from httpx import Headers
from hypothesis import given
from hypothesis import strategies as st

from dragoman.net import Fetched, Limits, Validators, fetch
from dragoman.net.freshness import retry_after, validators_of

from .loopback import Server, answer, opened, redirect, to_loopback

_NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
_DATE = "Sun, 01 Mar 2026 08:00:00 GMT"


def _fetched(server: Server, path: str = "/", **options: object) -> Fetched:
    return fetch(
        f"http://news.example:{server.port}{path}",
        limits=Limits(seconds=5),
        allow=opened(server.port),
        resolver=to_loopback,
        clock=lambda: _NOW,
        **options,  # type: ignore[arg-type]
    )


def _lines(request: bytes) -> list[str]:
    return request.decode().lower().split("\r\n")


def test_validators_come_with_a_page_and_go_back_with_the_next_request() -> None:
    page = answer(b"news", headers=f'ETag: W/"v1"\nLast-Modified: {_DATE}')
    unchanged = [b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"]
    with Server(page, unchanged) as server:
        first = _fetched(server)
        second = _fetched(server, validators=Validators(etag=first.etag, last_modified=first.last_modified))

    assert (first.etag, first.last_modified) == ('W/"v1"', _DATE)
    assert (second.status, second.body) == (304, b"")
    assert (second.etag, second.last_modified) == (first.etag, first.last_modified)
    assert {'if-none-match: w/"v1"', f"if-modified-since: {_DATE.lower()}"} <= set(_lines(server.requests[1]))


def test_a_page_without_validators_is_asked_for_plainly() -> None:
    with Server(answer(b"news")) as server:
        fetched = _fetched(server)

    assert (fetched.etag, fetched.last_modified, fetched.retry_after, fetched.moved) == (None, None, None, None)
    assert not [line for line in _lines(server.requests[0]) if line.startswith("if-")]


def test_an_unchanged_page_may_bring_new_validators() -> None:
    unchanged = [b'HTTP/1.1 304 Not Modified\r\nETag: "v2"\r\nConnection: close\r\n\r\n']
    with Server(unchanged) as server:
        fetched = _fetched(server, validators=Validators(etag='"v1"', last_modified=_DATE))

    assert (fetched.etag, fetched.last_modified) == ('"v2"', _DATE)


@pytest.mark.parametrize("lines", ["Content-Length: 5000000000", "Content-Encoding: br", "Content-Encoding: gzip"])
def test_no_body_is_read_where_none_may_be(lines: str) -> None:
    unchanged = [f"HTTP/1.1 304 Not Modified\r\n{lines}\r\nConnection: close\r\n\r\n".encode()]
    with Server(unchanged) as server:
        assert _fetched(server, validators=Validators(etag='"v1"')).body == b""


def test_validators_go_along_with_a_redirect() -> None:
    with Server(redirect("/b"), answer(b"news")) as server:
        _fetched(server, validators=Validators(etag='"v1"'))

    assert 'if-none-match: "v1"' in _lines(server.requests[1])


@pytest.mark.parametrize("value", ['"a\r\nHost: b"', "naïve", "\x00", "a\tb", " ", "", "x" * 1_001, None])
def test_a_validator_that_cannot_stand_in_a_header_is_left_out(value: str | None) -> None:
    assert Validators(etag=value, last_modified=value).headers() == {}
    assert validators_of(Headers([(b"ETag", (value or "").encode())])) == Validators()


def test_the_caller_says_what_it_wants() -> None:
    with Server(answer()) as server:
        _fetched(server, accept="application/rss+xml")

    assert [line for line in _lines(server.requests[0]) if line.startswith("accept:")] == [
        "accept: application/rss+xml"
    ]


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
@pytest.mark.parametrize("says", ["120", format_datetime(_NOW + timedelta(minutes=2), usegmt=True)])
def test_a_busy_server_says_how_long_to_wait(status: str, says: str) -> None:
    with Server(answer(status=status, headers=f"Retry-After: {says}")) as server:
        assert _fetched(server).retry_after == timedelta(minutes=2)


@pytest.mark.parametrize(
    ("says", "wait"),
    [
        ("0", timedelta()),
        (" 30 ", timedelta(seconds=30)),
        ("Sun, 01 Mar 2026 08:00:00 GMT", timedelta()),
        ("Monday, 02-Mar-26 13:00:00 GMT", timedelta(hours=1)),
        ("Mon Mar  2 13:00:00 2026", timedelta(hours=1)),
        ("Mon, 02 Mar 2026 14:00:00 +0100", timedelta(hours=1)),
        ("9" * 400, timedelta(days=365)),
        ("Fri, 31 Dec 9999 23:59:59 GMT", timedelta(days=365)),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
        ("soon", None),
        ("Mon, 99 Foo 2026 99:99:99 GMT", None),
        ("", None),
    ],
)
def test_the_wait_is_read_whichever_way_it_is_written(says: str, wait: timedelta | None) -> None:
    assert retry_after(429, Headers({"Retry-After": says.encode()}), clock=lambda: _NOW) == wait  # type: ignore[dict-item]


def test_only_a_busy_server_is_waited_for() -> None:
    for status in (200, 301, 404, 500):
        assert retry_after(status, Headers({"Retry-After": "120"}), clock=lambda: _NOW) is None


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=60))
def test_no_wait_is_negative_or_without_end(says: str) -> None:
    wait = retry_after(503, Headers({"Retry-After": says.encode()}), clock=lambda: _NOW)  # type: ignore[dict-item]

    assert wait is None or timedelta() <= wait <= timedelta(days=365)


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [
        ((), None),
        ((301,), "/1"),
        ((308,), "/1"),
        ((302,), None),
        ((303,), None),
        ((307,), None),
        ((301, 308), "/2"),
        ((301, 302), "/1"),
        ((301, 307, 301), "/1"),
        ((302, 301), None),
    ],
)
def test_a_page_has_moved_as_far_as_its_first_redirects_are_for_good(
    statuses: tuple[int, ...], moved: str | None
) -> None:
    hops = [redirect(f"/{number}", status=f"{status} Moved") for number, status in enumerate(statuses, 1)]
    with Server(*hops, answer(b"news")) as server:
        fetched = _fetched(server)

    base = f"http://news.example:{server.port}"
    assert fetched.moved == (base + moved if moved else None)
    assert len(fetched.redirects) == len(statuses)


def test_what_is_remembered_of_an_answer_can_be_changed_by_nobody() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Validators().etag = "x"  # type: ignore[misc]
