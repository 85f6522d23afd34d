"""No spelling of a URL gets us to connect inside."""

import pytest

from dragoman.net import PUBLIC, Allow, Limits, Refused, fetch
from dragoman.net.targets import checked_url

from .hostile import (
    CLOSED_PORTS,
    DISGUISED_HOSTS,
    MALFORMED_URLS,
    NAMES_OF_INNER_HOSTS,
    OTHER_SCHEMES,
    SPECIAL_IPV4,
    SPECIAL_IPV6,
    WITH_LOGIN,
)
from .loopback import Canary, Server, redirect, to_loopback, to_public

_HOSTS = (
    *DISGUISED_HOSTS,
    *NAMES_OF_INNER_HOSTS,
    *SPECIAL_IPV4,
    *(f"[{address}]" for address in SPECIAL_IPV6),
)
_URLS = (
    *MALFORMED_URLS,
    *OTHER_SCHEMES,
    *WITH_LOGIN,
    *(f"http://news.example:{port}/" for port in CLOSED_PORTS),
)
_TINY = Limits(seconds=2)


def _everything_resolves_inside_and_the_port_is_open(url: str, canary: Canary) -> None:
    allow = Allow(ports=frozenset({80, 443, canary.port}))
    fetch(url, limits=_TINY, allow=allow, resolver=to_loopback, dialer=canary.dial)


@pytest.mark.parametrize("host", _HOSTS)
def test_a_hostile_host_is_refused_without_a_connection(host: str, canary: Canary) -> None:
    with pytest.raises(Refused):
        _everything_resolves_inside_and_the_port_is_open(f"http://{host}:{canary.port}/", canary)

    assert canary.hits() == 0


@pytest.mark.parametrize("url", _URLS)
def test_a_hostile_url_is_refused_without_a_connection(url: str, canary: Canary) -> None:
    with pytest.raises(Refused):
        _everything_resolves_inside_and_the_port_is_open(url, canary)

    assert canary.hits() == 0


@pytest.mark.parametrize("port", CLOSED_PORTS)
def test_a_closed_port_is_refused_on_a_public_address_too(port: int) -> None:
    with pytest.raises(Refused, match=f"port {port}, which is not one of 80, 443, 8080, 8443"):
        checked_url(f"https://news.example:{port}/", allow=PUBLIC)


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "2130706433", "localhost"])
def test_default_ports_are_no_way_in(scheme: str, host: str, canary: Canary) -> None:
    with pytest.raises(Refused):
        _everything_resolves_inside_and_the_port_is_open(f"{scheme}://{host}/", canary)

    assert canary.hits() == 0


@pytest.mark.parametrize("url", [*(f"http://{host}/" for host in DISGUISED_HOSTS), *WITH_LOGIN])
def test_a_redirect_to_a_hostile_url_is_refused(url: str) -> None:
    with Server(redirect(url)) as server, pytest.raises(Refused):
        fetch("http://news.example/", limits=_TINY, resolver=to_public, dialer=server.dial)

    assert len(server.requests) == 1


def test_there_are_enough_hostile_targets() -> None:
    assert len({*_HOSTS, *_URLS}) >= 300


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("http://news.example", "http://news.example/"),
        (" HTTPS://News.Example:443/a?b=c#d ", "https://news.example/a?b=c"),
        ("http://news.example:8080/", "http://news.example:8080/"),
        ("https://[2606:4700:4700::1111]/", "https://[2606:4700:4700::1111]/"),
        ("http://1.1.1.1./", None),
        ("http://bücher.example/ä", "http://xn--bcher-kva.example/%C3%A4"),
        ("http://a_b.news.example/", "http://a_b.news.example/"),
        ("http://news.example./", "http://news.example./"),
    ],
)
def test_a_plain_url_is_read_as_it_will_be_asked_for(text: str, read: str | None) -> None:
    if read is None:
        with pytest.raises(Refused):
            checked_url(text, allow=PUBLIC)
    else:
        url = checked_url(text, allow=PUBLIC)
        port = "" if url.port is None else f":{url.port}"
        host = url.raw_host.decode()
        host = f"[{host}]" if ":" in host else host
        assert f"{url.scheme}://{host}{port}{url.raw_path.decode()}" == read


def test_a_refusal_does_not_repeat_a_password() -> None:
    for url in ("http://user:secret@news.example/", "http://user:secret@[::1/"):
        with pytest.raises(Refused) as refused:
            checked_url(url, allow=PUBLIC)
        assert "secret" not in str(refused.value)
