"""A live server on loopback counts who connects: over every hostile target that we know of, nobody does."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from ipaddress import IPv4Network

import httpcore
import pytest

from dragoman.net import PUBLIC, Address, Allow, Limits, Refused, Unreachable, fetch
from dragoman.net.sockets import system_dialer

from .hostile import (
    CLOSED_PORTS,
    DISGUISED_HOSTS,
    IN_OTHER_LETTERS,
    MALFORMED_URLS,
    NAMES_AND_ANSWERS,
    NAMES_OF_INNER_HOSTS,
    OTHER_SCHEMES,
    SPECIAL_IPV4,
    SPECIAL_IPV6,
    WITH_LOGIN,
    WITH_ZONE,
)
from .loopback import HERE, PUBLIC_ADDRESS, Canary, Server, redirect

_HOSTS = tuple(
    dict.fromkeys(
        (
            *DISGUISED_HOSTS,
            *IN_OTHER_LETTERS,
            *NAMES_OF_INNER_HOSTS,
            *WITH_ZONE,
            *(name for name, _ in NAMES_AND_ANSWERS),
            *SPECIAL_IPV4,
            *(f"[{address}]" for address in SPECIAL_IPV6),
        )
    )
)
_URLS = (*OTHER_SCHEMES, *WITH_LOGIN, *(f"http://news.example:{port}/" for port in CLOSED_PORTS))
_SOURCE = "source.example"
_LIMITS = Limits(seconds=5)


@pytest.fixture
def listening() -> Iterator[Canary]:
    """Checked to sing before it is believed to be silent."""
    canary = Canary()
    system_dialer(HERE, canary.port, 2).close()
    assert canary.hits() == 1
    yield canary
    canary.close()


def _answers(host: str, port: int) -> Sequence[str]:
    """A resolver in hostile hands: what is not named leads to the canary."""
    return dict(NAMES_AND_ANSWERS).get(host.lower(), ["127.0.0.1"])


def _let_in(urls: Iterable[str], ask: Callable[[str], object]) -> list[str]:
    """Those of *urls* that were not refused."""
    passed = []
    for url in urls:
        try:
            ask(url)
        except Refused:
            continue
        except Unreachable as error:
            passed.append(f"{url}: {error}")
        else:
            passed.append(url)
    return passed


def test_there_are_at_least_two_hundred_hostile_targets() -> None:
    assert len({*_HOSTS, *_URLS, *MALFORMED_URLS}) >= 500


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("at_canary", [True, False])
def test_no_hostile_target_is_reached_when_asked_for(listening: Canary, scheme: str, at_canary: bool) -> None:
    """Also on the canary's own port, opened for everything."""
    port = f":{listening.port}" if at_canary else ""
    allow = Allow(ports=PUBLIC.ports | {listening.port})

    def ask(url: str) -> None:
        fetch(url, limits=_LIMITS, allow=allow, resolver=_answers, dialer=listening.dial)

    urls = [*(f"{scheme}://{host}{port}/" for host in _HOSTS), *_URLS, *MALFORMED_URLS]
    assert _let_in(urls, ask) == []
    assert listening.hits() == 0


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("at_canary", [True, False])
def test_no_hostile_target_is_reached_by_a_redirect_of_an_allowed_source_on_loopback(
    listening: Canary, scheme: str, at_canary: bool
) -> None:
    port = f":{listening.port}" if at_canary else ""
    urls = [*(f"{scheme}://{host}{port}/" for host in _HOSTS), *_URLS]
    with Server(*(redirect(url) for url in urls)) as server:

        def dial(address: Address, port: int, seconds: float) -> httpcore.NetworkStream:
            of_source = (address, port) == (HERE, server.port)
            return (system_dialer if of_source else listening.dial)(address, port, seconds)

        allow = Allow(
            networks=(IPv4Network("127.0.0.0/8"),),
            ports=frozenset({server.port}),
            hosts=frozenset({_SOURCE}),
        )

        def ask(url: str) -> None:
            fetch(f"http://{_SOURCE}:{server.port}/", limits=_LIMITS, allow=allow, resolver=_answers, dialer=dial)

        assert _let_in(urls, ask) == []
        assert len(server.requests) == len(urls)
    assert listening.hits() == 0


def test_a_source_may_not_send_us_to_another_port_of_its_own_host(listening: Canary) -> None:
    with Server(redirect(f"http://127.0.0.1:{listening.port}/")) as server:
        allow = Allow(networks=(IPv4Network("127.0.0.0/8"),), ports=frozenset({server.port}))
        with pytest.raises(Refused, match=f"port {listening.port}"):
            fetch(f"http://127.0.0.1:{server.port}/", limits=_LIMITS, allow=allow)
    assert listening.hits() == 0


@pytest.mark.parametrize("answers", [answers for _, answers in NAMES_AND_ANSWERS], ids=str)
def test_a_name_that_is_public_first_and_hostile_second_is_not_reached(listening: Canary, answers: list[str]) -> None:
    asked: list[str] = []

    def rebinding(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return [PUBLIC_ADDRESS] if len(asked) == 1 else answers

    def dial(address: Address, port: int, seconds: float) -> httpcore.NetworkStream:
        return (server.dial if len(asked) == 1 else listening.dial)(address, port, seconds)

    with Server(redirect("/again")) as server, pytest.raises(Refused, match="redirects on"):
        fetch("http://news.example/", limits=_LIMITS, resolver=rebinding, dialer=dial)
    assert (len(asked), len(server.requests), listening.hits()) == (2, 1, 0)
