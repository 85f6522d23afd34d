"""Which URLs we ask for: plain http(s) to a name or a canonical address, on a web port.

One parser reads the URL, and what it read is what gets connected to; odd spellings of a host,
which different parsers read differently, are refused instead of being interpreted.
"""

import re
from ipaddress import ip_address

import httpx

from dragoman.net.addresses import Allow, check_address
from dragoman.net.errors import Refused

_LONGEST_URL = 8_192
_DEFAULT_PORTS = {"http": 80, "https": 443}
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f\\]")
_LOGIN = re.compile(r"//[^/?#]*@")
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"(?=.{{1,254}}\Z){_LABEL}(?:\.{_LABEL})*\.?")
_ENDS_IN_A_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)\.?")


def checked_url(text: str, *, allow: Allow) -> httpx.URL:
    """*text* as a URL that we may ask for, without its fragment; otherwise `Refused`."""
    url = _parsed(text.strip(" "))
    shown = str(url.copy_with(userinfo=b""))[:200]
    if url.scheme not in _DEFAULT_PORTS:
        raise Refused(f"URL {shown!r} has the scheme {url.scheme!r}: write http:// or https://")
    if url.userinfo:
        raise Refused(f"URL {shown!r} carries a user name or password: leave it out")
    host = url.raw_host.decode("ascii")
    allow = allow.to(host)
    port = _DEFAULT_PORTS[url.scheme] if url.port is None else url.port
    if port not in allow.ports:
        ports = ", ".join(str(number) for number in sorted(allow.ports))
        raise Refused(
            f"URL {shown!r} asks for port {port}, which is not one of {ports}: "
            "use one of them, or open the port with Allow(ports=…)"
        )
    check_host(host, allow=allow)
    return url.copy_with(fragment=None)


def joined_url(base: httpx.URL, location: str, *, allow: Allow) -> httpx.URL:
    """Where *location*, found in an answer of *base*, leads."""
    try:
        joined = str(base.join(location.strip(" ")))
    except (httpx.InvalidURL, ValueError) as error:
        raise Refused(f"{location[:200]!r} is not a URL: {error}") from None
    if _FORBIDDEN.search(location):
        raise Refused(f"{location[:200]!r} holds a backslash or a control character")
    return checked_url(joined, allow=allow)


def check_host(host: str, *, allow: Allow) -> None:
    """Refuse a host that is neither a plain name nor an address that we may connect to."""
    if is_address(host):
        check_address(host, allow=allow.to(host))
    elif not _NAME.fullmatch(host):
        raise Refused(f"host {host[:80]!r} is not a host name: use letters, digits, '-' and '.'")
    elif _ENDS_IN_A_NUMBER.fullmatch(host):
        raise Refused(
            f"host {host[:80]!r} is an address in disguise: write it as four decimal numbers without leading zeros"
        )


def is_address(host: str) -> bool:
    """Whether *host* is an address in canonical notation, so that no name is looked up."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _parsed(text: str) -> httpx.URL:
    if len(text) > _LONGEST_URL:
        raise Refused(f"URL {text[:80]!r}… is {len(text)} characters long: at most {_LONGEST_URL}")
    if _FORBIDDEN.search(text):
        raise Refused("URL holds a backslash or a control character: percent-encode it")
    try:
        url = httpx.URL(text)
        host = url.host  # raises when an xn-- label stands for nothing
    except (httpx.InvalidURL, ValueError) as error:
        shown = _LOGIN.sub("//", text)[:200]
        raise Refused(f"{shown!r} is not a URL ({error}): write https://host/path") from None
    if not url.scheme or (url.scheme in _DEFAULT_PORTS and not host):
        raise Refused(f"URL {text[:200]!r} names no host: write https://host/path")
    return url
