"""The address that was checked is the address that gets the connection."""

import socket
import ssl
from collections.abc import Sequence
from threading import Event

import httpcore
import pytest

from dragoman.net import PUBLIC, Limits, Refused, Unreachable, fetch
from dragoman.net.addresses import Address
from dragoman.net.sockets import Deadline, DeadlineStream, GuardedBackend, system_dialer

from .hostile import ANSWERS_THAT_ARE_NO_ADDRESS, SPECIAL_IPV4, SPECIAL_IPV6
from .loopback import (
    HERE,
    PUBLIC_ADDRESS,
    Canary,
    Server,
    answer,
    opened,
    redirect,
    to_loopback,
    to_public,
)

_URL = "http://news.example/"
_TINY = Limits(seconds=2)


class Names:
    """A resolver that gives each question the next answer, and keeps the questions."""

    def __init__(self, *answers: list[str]) -> None:
        self._answers = answers
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> Sequence[str]:
        turn = min(len(self.asked), len(self._answers) - 1)
        self.asked.append(host)
        return self._answers[turn]


@pytest.mark.parametrize("address", [*SPECIAL_IPV4, *SPECIAL_IPV6, *ANSWERS_THAT_ARE_NO_ADDRESS])
def test_a_name_with_a_hostile_address_is_refused(address: str, canary: Canary) -> None:
    with pytest.raises(Refused, match=r"news\.example"):
        fetch(_URL, limits=_TINY, resolver=Names([address]), dialer=canary.dial)

    assert canary.hits() == 0


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "169.254.169.254", "64:ff9b::7f00:1"])
@pytest.mark.parametrize("first", [True, False])
def test_one_hostile_answer_among_public_ones_spoils_them_all(address: str, first: bool, canary: Canary) -> None:
    answers = [address, PUBLIC_ADDRESS] if first else [PUBLIC_ADDRESS, address]

    with pytest.raises(Refused):
        fetch(_URL, limits=_TINY, resolver=Names(answers), dialer=canary.dial)
    assert canary.hits() == 0


@pytest.mark.parametrize("host", ["0x7f.1", "2130706433", "127.0.0.1", "::1", "a b", ""])
def test_the_socket_checks_the_host_even_if_nobody_did_before(host: str, canary: Canary) -> None:
    backend = GuardedBackend(deadline=Deadline.after(2), allow=PUBLIC, resolver=to_public, dialer=canary.dial)

    with pytest.raises(Refused):
        backend.connect_tcp(host, 80)
    assert canary.hits() == 0


def test_the_name_is_looked_up_once_and_the_checked_address_is_dialled() -> None:
    names = Names([PUBLIC_ADDRESS], ["127.0.0.1"])
    dialled = []

    def dial(address: Address, port: int, seconds: float) -> httpcore.NetworkStream:
        dialled.append((str(address), port))
        return server.dial(address, port, seconds)

    with Server(answer(b"news")) as server:
        fetched = fetch(_URL, resolver=names, dialer=dial)

    assert fetched.body == b"news"
    assert names.asked == ["news.example"]
    assert dialled == [(PUBLIC_ADDRESS, 80)]


def test_a_name_that_turns_inward_between_two_hops_is_refused() -> None:
    names = Names([PUBLIC_ADDRESS], ["127.0.0.1"])

    with Server(redirect("/again")) as server, pytest.raises(Refused, match="redirects on"):
        fetch(_URL, limits=_TINY, resolver=names, dialer=server.dial)
    assert len(names.asked) == 2
    assert len(server.requests) == 1


def test_a_name_that_turns_inward_between_two_pages_is_refused(canary: Canary) -> None:
    names = Names([PUBLIC_ADDRESS], ["127.0.0.1"])
    with Server(answer(b"news")) as server:
        fetch(_URL, resolver=names, dialer=server.dial)

    with pytest.raises(Refused):
        fetch(_URL, limits=_TINY, resolver=names, dialer=canary.dial)
    assert canary.hits() == 0


def test_a_redirect_to_a_live_server_on_loopback_does_not_reach_it(canary: Canary) -> None:
    def dial(address: Address, port: int, seconds: float) -> httpcore.NetworkStream:
        public = str(address) == PUBLIC_ADDRESS
        return (server.dial if public else system_dialer)(address, port, seconds)

    with (
        Server(redirect(f"http://127.0.0.1:{canary.port}/")) as server,
        pytest.raises(Refused),
    ):
        fetch(_URL, limits=_TINY, resolver=to_public, dialer=dial)
    assert canary.hits() == 0


def test_the_canary_would_sing(canary: Canary) -> None:
    with pytest.raises(Unreachable):
        fetch(
            f"http://127.0.0.1:{canary.port}/",
            limits=Limits(seconds=0.05),
            allow=opened(canary.port),
        )
    assert canary.hits() == 1


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"])
def test_a_proxy_from_the_environment_is_ignored(
    variable: str, canary: Canary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, f"http://127.0.0.1:{canary.port}")
    with Server(answer(b"news")) as server:
        url = f"http://news.example:{server.port}/"
        fetched = fetch(url, allow=opened(server.port), resolver=to_loopback)

    assert fetched.body == b"news"
    assert canary.hits() == 0


def test_the_next_address_is_tried_when_the_first_does_not_answer() -> None:
    def dial(address: Address, port: int, seconds: float) -> httpcore.NetworkStream:
        if str(address) == PUBLIC_ADDRESS:
            raise httpcore.ConnectError("no route")
        return server.dial(address, port, seconds)

    with Server(answer(b"news")) as server:
        fetched = fetch(_URL, resolver=Names([PUBLIC_ADDRESS, "1.1.1.1"]), dialer=dial)

    assert fetched.body == b"news"


def test_a_port_where_nobody_listens_is_unreachable(canary: Canary) -> None:
    canary.close()
    with pytest.raises(Unreachable, match=f"does not answer on port {canary.port}"):
        fetch(f"http://127.0.0.1:{canary.port}/", allow=opened(canary.port))


@pytest.mark.parametrize("error", [socket.gaierror(-2, "unknown"), UnicodeError("label too long")])
def test_a_name_that_cannot_be_looked_up_is_unreachable(error: Exception, canary: Canary) -> None:
    def resolver(host: str, port: int) -> Sequence[str]:
        raise error

    with pytest.raises(Unreachable, match="cannot be looked up"):
        fetch(_URL, resolver=resolver, dialer=canary.dial)


def test_a_name_without_addresses_is_unreachable(canary: Canary) -> None:
    with pytest.raises(Unreachable, match="has no address"):
        fetch(_URL, resolver=Names([]), dialer=canary.dial)


def test_a_resolver_that_hangs_is_given_up(canary: Canary) -> None:
    released = Event()

    def resolver(host: str, port: int) -> Sequence[str]:
        released.wait(5)
        return []

    with pytest.raises(Unreachable, match=r"within 0\.05 s"):
        fetch(_URL, limits=Limits(seconds=0.05), resolver=resolver, dialer=canary.dial)
    released.set()


def test_bytes_that_drip_do_not_move_the_deadline() -> None:
    now = iter(range(100))
    deadline = Deadline.after(3, clock=lambda: float(next(now)))
    stream = DeadlineStream(httpcore.MockStream([b"a"] * 50), deadline=deadline)

    assert [stream.read(1), stream.read(1)] == [b"a", b"a"]
    with pytest.raises(Unreachable):
        stream.read(1)


def test_no_wait_is_longer_than_what_is_left() -> None:
    deadline = Deadline.after(30, clock=lambda: 0.0)

    assert deadline.left(5) == 5
    assert deadline.left(60) == 30


def test_a_deadline_missed_before_the_handshake_hangs_up(canary: Canary) -> None:
    now = iter([0.0, 9.0])
    deadline = Deadline.after(1, clock=lambda: next(now))
    plain = system_dialer(HERE, canary.port, 2)

    with pytest.raises(Unreachable):
        DeadlineStream(plain, deadline=deadline).start_tls(ssl.create_default_context())
    assert plain.get_extra_info("socket").fileno() == -1


def test_host_and_server_name_stay_with_the_name(server_tls: ssl.SSLContext, client_tls: ssl.SSLContext) -> None:
    names: list[str | None] = []
    server_tls.sni_callback = lambda connection, name, context: names.append(name)

    with Server(answer(b"news"), tls=server_tls) as server:
        fetched = fetch("https://news.example/", resolver=to_public, dialer=server.dial, tls=client_tls)

    assert fetched.body == b"news"
    assert names == ["news.example"]
    assert b"\r\nhost: news.example\r\n" in server.requests[0].lower()


def test_a_certificate_for_another_name_is_not_accepted(server_tls: ssl.SSLContext, client_tls: ssl.SSLContext) -> None:
    with (
        Server(answer(b"news"), tls=server_tls) as server,
        pytest.raises(Unreachable, match="certificate"),
    ):
        fetch("https://other.example/", resolver=to_public, dialer=server.dial, tls=client_tls)
    assert server.requests == []


@pytest.mark.parametrize("host", ["news.example.", "a_b.example", "xn--bcher-kva.example"])
def test_an_odd_name_over_tls_is_an_error_of_ours(
    host: str, server_tls: ssl.SSLContext, client_tls: ssl.SSLContext
) -> None:
    with Server(answer(b"news"), tls=server_tls) as server, pytest.raises(Unreachable):
        fetch(f"https://{host}/", resolver=to_public, dialer=server.dial, tls=client_tls)


def test_a_certificate_from_nobody_we_know_is_not_accepted(server_tls: ssl.SSLContext) -> None:
    with (
        Server(answer(b"news"), tls=server_tls) as server,
        pytest.raises(Unreachable, match="certificate"),
    ):
        fetch("https://news.example/", resolver=to_public, dialer=server.dial)


def test_the_system_dialer_connects_to_the_address_it_is_given(canary: Canary) -> None:
    system_dialer(HERE, canary.port, 2).close()

    assert canary.hits() == 1
