"""Only public addresses pass, unless a network was opened on purpose."""

from ipaddress import IPv4Address, IPv6Address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model import DragomanError
from dragoman.net import PUBLIC, Allow, NetError, Refused, check_address

from .hostile import ANSWERS_THAT_ARE_NO_ADDRESS, SPECIAL_IPV4, SPECIAL_IPV6


@pytest.mark.parametrize("address", SPECIAL_IPV4 + SPECIAL_IPV6)
def test_a_special_address_is_refused(address: str) -> None:
    with pytest.raises(Refused, match="only public addresses"):
        check_address(address)


@pytest.mark.parametrize("text", ANSWERS_THAT_ARE_NO_ADDRESS)
def test_what_is_not_a_canonical_address_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        check_address(text)


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "1.1.1.1", "93.184.215.14", "172.15.255.255", "172.32.0.1", "100.63.255.255"]
    + ["100.128.0.1", "126.255.255.255", "128.0.0.1", "223.255.255.254", "11.0.0.1", "9.9.9.9"]
    + ["2606:4700:4700::1111", "2a00:1450:4001:80b::200e", "2400:cb00::1", "2001:4860:4860::8888"],
)
def test_a_public_address_passes_unchanged(address: str) -> None:
    assert str(check_address(address)) == address


@given(st.ip_addresses())
def test_what_passes_is_global_for_the_standard_library_too(
    address: IPv4Address | IPv6Address,
) -> None:
    try:
        check_address(address)
    except Refused:
        return
    assert address.is_global and not address.is_multicast and not address.is_reserved


@given(st.ip_addresses(v=4))
def test_no_ipv4_address_passes_in_an_ipv6_coat(address: IPv4Address) -> None:
    for coat in ("::", "::ffff:", "::ffff:0:", "64:ff9b::", "64:ff9b:1::"):
        with pytest.raises(Refused):
            check_address(f"{coat}{address}")


def test_an_opened_network_is_reachable_and_its_neighbours_are_not() -> None:
    allow = Allow(networks=(ip_network("10.1.0.0/16"),))

    assert check_address("10.1.2.3", allow=allow) == IPv4Address("10.1.2.3")
    with pytest.raises(Refused):
        check_address("10.2.0.1", allow=allow)


def test_opening_loopback_does_not_open_its_mapped_form() -> None:
    with pytest.raises(Refused, match="mapped"):
        check_address("::ffff:127.0.0.1", allow=Allow(networks=(ip_network("127.0.0.0/8"),)))


def test_opening_nat64_opens_only_public_addresses_behind_it() -> None:
    allow = Allow(networks=(ip_network("64:ff9b::/96"),))

    assert check_address("64:ff9b::8.8.8.8", allow=allow) == IPv6Address("64:ff9b::808:808")
    with pytest.raises(Refused, match=r"127\.0\.0\.1 is loopback"):
        check_address("64:ff9b::127.0.0.1", allow=allow)


@pytest.mark.parametrize(
    ("opened", "address"),
    [
        ("2002::/16", "2002:7f00:1::1"),
        ("2001::/32", "2001:0:4136:e378:8000:63bf:80ff:fffe"),
        ("::ffff:0:0/96", "::ffff:10.0.0.1"),
        ("64:ff9b:1::/48", "64:ff9b:1::169.254.169.254"),
    ],
)
def test_an_opened_tunnel_does_not_lead_inside(opened: str, address: str) -> None:
    with pytest.raises(Refused):
        check_address(address, allow=Allow(networks=(ip_network(opened),)))


def test_refusals_belong_to_the_tree_of_errors() -> None:
    assert issubclass(Refused, NetError)
    assert issubclass(NetError, DragomanError)


_OPENED = Allow(
    networks=(ip_network("10.0.0.0/8"),), ports=frozenset({8000}), hosts=frozenset({"Desk.example", "[::1]"})
)


@pytest.mark.parametrize("host", ["desk.example", "DESK.EXAMPLE", "desk.example.", "::1"])
def test_what_is_opened_for_a_host_holds_for_it_however_it_is_written(host: str) -> None:
    assert _OPENED.to(host) == _OPENED


@pytest.mark.parametrize("host", ["other.example", "a.desk.example", "desk.example.org", "10.0.0.1", "", "."])
def test_what_is_opened_for_a_host_holds_for_no_other(host: str) -> None:
    assert _OPENED.to(host) == PUBLIC


def test_what_is_opened_without_a_host_holds_for_all() -> None:
    allow = Allow(ports=frozenset({8000}))

    assert allow.to("news.example") == allow


def test_what_is_opened_for_nobody_holds_for_nobody() -> None:
    assert Allow(ports=frozenset({8000}), hosts=frozenset()).to("news.example") == PUBLIC
