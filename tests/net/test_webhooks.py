"""Webhooks are signed as Standard Webhooks has it, and go where the caller means them to go and nowhere else."""

from __future__ import annotations

import hmac
from base64 import b64decode, b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.net import Limits, NetError, Refused, Unreachable
from dragoman.net.webhooks import Posted, post, secret_key, signature

from .loopback import Canary, Server, answer, opened, redirect, to_loopback, to_public

NOW = datetime(2026, 2, 1, 9, 30, tzinfo=UTC)
KEY = bytes(range(32))
BODY = b'{"type":"alert.opened"}'


def send(server: Server, **more: Any) -> Posted:
    more = {"id": "msg_1", "key": KEY, "allow": opened(server.port), "clock": lambda: NOW} | more
    return post(f"http://127.0.0.1:{server.port}/hook?a=1", BODY, **more)


def heard(server: Server) -> tuple[str, dict[str, str], bytes]:
    head, _, body = server.requests[-1].partition(b"\r\n\r\n")
    first, *lines = head.decode("ascii").split("\r\n")
    return first, {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}, body


def verified(headers: dict[str, str], body: bytes, key: bytes) -> bool:
    """As a receiver would, by the specification."""
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = hmac.new(key, signed, sha256).digest()
    return any(
        version == "v1" and hmac.compare_digest(b64decode(given), expected)
        for version, _, given in (one.partition(",") for one in headers["webhook-signature"].split(" "))
    )


def test_a_receiver_can_tell_that_it_is_ours_and_when_it_was_sent() -> None:
    with Server(answer(status="204 No Content")) as server:
        assert send(server).taken

    first, headers, _ = heard(server)
    assert first == "POST /hook?a=1 HTTP/1.1"
    assert (headers["webhook-id"], headers["webhook-timestamp"]) == ("msg_1", str(int(NOW.timestamp())))
    assert headers["content-type"] == "application/json"
    assert int(headers["content-length"]) == len(BODY)
    assert verified(headers, BODY, KEY)
    assert not verified(headers, BODY + b" ", KEY)
    assert not verified(headers, BODY, KEY[::-1])


@given(st.binary(max_size=200), st.binary(min_size=24, max_size=64))
def test_every_body_is_signed_so_that_it_can_be_verified(body: bytes, key: bytes) -> None:
    headers = {"webhook-id": "msg_1", "webhook-timestamp": str(int(NOW.timestamp()))}
    headers["webhook-signature"] = signature(key, id="msg_1", at=NOW, body=body)

    assert verified(headers, body, key)


def test_the_example_of_the_specification_has_the_signature_that_any_other_program_makes() -> None:
    key = secret_key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    at = datetime.fromtimestamp(1614265330, UTC)

    made = signature(key, id="msg_p5jXN8AQM9LWM0D4loKWxJek", at=at, body=b'{"test": 2432232314}')

    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize(
    "written",
    [
        "",
        "geheim",
        "whsec_",
        "whsec_???",
        "whsec_" + b64encode(b"short").decode(),
        "whsec_" + b64encode(b"x" * 65).decode(),
    ],
)
def test_a_secret_that_is_none_is_turned_away_with_a_remedy(written: str) -> None:
    with pytest.raises(ValueError, match="openssl rand"):
        secret_key(written)


def test_what_is_not_public_is_refused_before_anybody_is_called(canary: Canary) -> None:
    with pytest.raises(Refused, match="port"):
        post(f"http://hook.example:{canary.port}/", BODY, id="msg_1", key=KEY, dialer=canary.dial)
    with pytest.raises(Refused, match="loopback"):
        post("http://127.0.0.1:8080/", BODY, id="msg_1", key=KEY, dialer=canary.dial)
    with pytest.raises(Refused, match="loopback"):
        post("https://hook.example/", BODY, id="msg_1", key=KEY, resolver=to_loopback, dialer=canary.dial)
    assert canary.hits() == 0


def test_a_redirect_is_an_answer_and_is_not_followed() -> None:
    with Server(redirect("http://elsewhere.example/")) as server:
        assert send(server) == Posted(status=302)

    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("status", "taken"), [("200 OK", True), ("299 Odd", True), ("300 Many", False), ("500 No", False)]
)
def test_only_an_answer_of_200_to_299_means_that_it_was_taken(status: str, taken: bool) -> None:
    with Server(answer(status=status)) as server:
        assert send(server).taken is taken


def test_a_receiver_may_ask_to_be_left_alone() -> None:
    with Server(answer(status="503 Busy", headers="Retry-After: 120")) as server:
        assert send(server) == Posted(status=503, retry_after=timedelta(seconds=120))


@pytest.mark.parametrize("words", [[b"nonsense\r\n\r\n"], [], [b"HTTP/1.1 200"]])
def test_a_broken_answer_is_told_in_our_words(words: list[bytes]) -> None:
    with Server(words) as server, pytest.raises(Unreachable, match="http://127.0.0.1"):
        send(server)


def test_a_receiver_that_keeps_us_waiting_is_left_in_time(canary: Canary) -> None:
    with pytest.raises(NetError):
        post(
            "http://hook.example/", BODY, id="msg_1", key=KEY,
            limits=Limits(seconds=0.2), resolver=to_public, dialer=canary.dial,
        )  # fmt: skip
