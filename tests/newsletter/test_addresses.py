"""Addresses: what mail can be sent to, and nothing that is more than an address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.newsletter.subscribers import BadAddress, address_of, network_of, registered, veiled

INJECTED = (
    "{a}\nBcc: all@example.net",
    "{a}\r\nBcc: all@example.net",
    "{a}\rBcc: all@example.net",
    "{a}\n",
    "\n{a}",
    "{a}\r",
    "{a}\0",
    "\0{a}",
    "{a}%0aBcc:all@example.net",
    "{a}%0d%0aSubject:x",
    "{a}\u2028Bcc: all@example.net",
    "{a}\u2029Bcc: all@example.net",
    "{a}\x85Bcc: all@example.net",
    "{a}\x0bBcc: all@example.net",
    "{a}\x0cBcc: all@example.net",
    "{a}\x1cBcc: all@example.net",
    "{a}\u560a\u560dBcc: all@example.net",
    "{a},all@example.net",
    "{a};all@example.net",
    "{a} all@example.net",
    "{a} <all@example.net>",
    "<{a}>",
    "Anna <{a}>",
    "Anna\r\nBcc: all@example.net <{a}>",
    '"{a}"@example.net',
    '"a\r\nBcc: x@example.net"@example.net',
    "=?utf-8?q?a=0aBcc:?=@example.net",
    "=?utf-8?b?CkJjYzo=?= {a}",
    "{a}\\nBcc: all@example.net",
    "{a}\tBcc: all@example.net",
    "{a}> SIZE=1000000",
    "{a}>\r\nRCPT TO:<all@example.net",
    "{a}\r\n.\r\n",
    "mailto:{a}?bcc=all@example.net",
    "{a}?bcc=all@example.net",
    "{a}&cc=all@example.net",
    "{a}(comment)",
    "(\r\n){a}",
    "@relay.example.net:{a}",
    "all%example.net@example.org",
    "example.net!all@example.org",
    "|/bin/true@example.org",
    "-oQ/tmp@example.org",
    "=cmd@example.org",
    "+1+1@example.org",
    "a..b@example.org",
    ".a@example.org",
    "a@example..org",
    "a@-example.org",
    "a@example",
    "a@localhost",
    "a@[127.0.0.1]",
    "a@127.0.0.1",
    "{a}@example.net",
    "a@exam ple.org",
    "a@example.org\u200b",
    "a\u202e@example.org",
    "ä@example.org",
    "undisclosed-recipients:;",
    "",
    " ",
    "@",
    "a" * 65 + "@example.org",
    "a@" + "b." * 130 + "org",
)


@pytest.mark.parametrize("written", INJECTED)
def test_what_is_more_than_an_address_is_refused(written: str) -> None:
    with pytest.raises(BadAddress):
        address_of(written.replace("{a}", "anna@example.org"))


@given(st.text(max_size=40), st.text(max_size=3))
def test_an_address_that_passes_is_one_word_of_plain_signs(before: str, between: str) -> None:
    try:
        found = address_of(f"{before}{between}@example.org")
    except BadAddress:
        return
    assert found.written.isascii()
    assert found.written.isprintable()
    assert not set(found.written) & set(' \r\n<>,;:"()[]\\')
    assert found.written.count("@") == 1


def test_letters_in_another_case_are_the_same_address() -> None:
    assert address_of("Anna@Example.ORG").key == address_of(" anna@example.org").key


def test_a_tag_makes_another_address_of_the_same_mailbox() -> None:
    plain, tagged = address_of("anna.smith@example.org"), address_of("Anna.Smith+brief@example.org")

    assert plain.key != tagged.key
    assert plain.mailbox == tagged.mailbox == address_of("annasmith@example.org").mailbox


def test_a_domain_in_other_letters_is_written_as_servers_have_it() -> None:
    assert address_of("anna@bücher.example.org").written == "anna@xn--bcher-kva.example.org"


@pytest.mark.parametrize(
    ("domain", "found"),
    [("a.b.example.org", "example.org"), ("mail.example.co.uk", "example.co.uk"), ("example.org", "example.org")],
)
def test_subdomains_count_as_one(domain: str, found: str) -> None:
    assert registered(domain) == found


@pytest.mark.parametrize(
    ("host", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("fe80::1%eth0", "fe80::/48"),
        ("nobody", "unknown"),
        (None, "unknown"),
    ],
)
def test_a_network_is_what_one_person_may_have(host: str | None, network: str) -> None:
    assert network_of(host) == network


def test_a_veiled_address_shows_its_first_letter() -> None:
    assert veiled("anna@example.org") == "a…@example.org"
