"""Who looks, and from where: nobody but our own proxies and accounts says so."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
from starlette.requests import Request
from tests.web.doorways import NETWORK

from dragoman.web.access.viewers import Access, Viewer

PROXY = "10.0.0.1"


def asked(at: str = "192.0.2.7", **headers: str) -> Request:
    sent = [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in headers.items()]
    return Request({"type": "http", "client": (at, 40000), "headers": sent, "scheme": "http", "path": "/"})


def test_on_loopback_everybody_reads_whole_articles_and_nobody_marks() -> None:
    assert Access().viewer(asked()) == Viewer(name=None, whole_text=True)
    assert not Viewer().may_mark


def test_beyond_loopback_a_stranger_sees_no_whole_article() -> None:
    assert Access(public=True).viewer(asked()) == Viewer(name=None, whole_text=False)


def test_a_proxy_says_who_is_signed_in() -> None:
    trusting = Access(public=True, vouched="X-Forwarded-User", proxies=(NETWORK,))

    assert trusting.viewer(asked(PROXY, x_forwarded_user="ana")) == Viewer(name="ana", whole_text=True)


@pytest.mark.parametrize(
    ("at", "headers"),
    [
        ("192.0.2.7", {"x_forwarded_user": "ana"}),
        ("10.0.1.1", {"x_forwarded_user": "ana"}),
        ("testclient", {"x_forwarded_user": "ana"}),
        (PROXY, {}),
        (PROXY, {"x_forwarded_user": ""}),
        (PROXY, {"x_forwarded_user": "a\x07b"}),
        (PROXY, {"x_forwarded_user": "a" * 101}),
    ],
)
def test_nobody_else_does_and_no_name_is_no_name(at: str, headers: dict[str, str]) -> None:
    trusting = Access(public=True, vouched="X-Forwarded-User", proxies=(NETWORK,))

    assert trusting.viewer(asked(at, **headers)).name is None


def test_two_names_are_none() -> None:
    request = asked(PROXY, x_forwarded_user="ana")
    request.scope["headers"].append((b"x-forwarded-user", b"bea"))

    assert Access(public=True, vouched="X-Forwarded-User", proxies=(NETWORK,)).viewer(request).name is None


def test_without_the_option_the_header_counts_for_nothing() -> None:
    assert Access(public=True, proxies=(NETWORK,)).viewer(asked(PROXY, x_forwarded_user="ana")).name is None


@pytest.mark.parametrize(
    ("at", "forwarded", "found"),
    [
        ("192.0.2.7", "203.0.113.9", "192.0.2.7"),
        (PROXY, "203.0.113.9", "203.0.113.9"),
        (PROXY, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (PROXY, "198.51.100.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (PROXY, "", PROXY),
        ("::ffff:10.0.0.1", "203.0.113.9", "203.0.113.9"),
    ],
)
def test_an_address_is_what_the_nearest_proxy_of_ours_saw(at: str, forwarded: str, found: str) -> None:
    assert Access(proxies=(NETWORK,)).address(asked(at, x_forwarded_for=forwarded)) == found


def test_only_a_proxy_of_ours_says_that_there_was_tls() -> None:
    known = Access(proxies=(NETWORK,))

    assert known.secure(asked(PROXY, x_forwarded_proto="https"))
    assert not known.secure(asked("192.0.2.7", x_forwarded_proto="https"))
    assert not known.secure(asked(PROXY, x_forwarded_proto="https, http"))


def test_a_network_of_proxies_is_one_of_numbers() -> None:
    assert Access(proxies=(ip_network("::1"),)).is_proxy("::1")
    assert not Access(proxies=(NETWORK,)).is_proxy("proxy.example")
