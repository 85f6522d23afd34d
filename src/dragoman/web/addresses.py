"""Where pages stand: the addresses that they have of one another, and those of others that may be linked."""

from __future__ import annotations

from urllib.parse import quote, urlsplit


def path(name: str) -> str:
    """*name* as one part of an address."""
    return quote(name, safe="")


def evidence(article: str, record: str) -> str:
    """Where the words stand that a record of an article rests on."""
    return f"/article/{article}#record-{record}"


def actor_address(side: str) -> str:
    """Where somebody's page stands."""
    return f"/actor/{path(side)}"


def channel_address(name: str) -> str:
    """Where a channel's page stands."""
    return f"/channel/{path(name)}"


def dyad_address(one: str, other: str) -> str:
    """Where the page of two sides stands."""
    return f"/dyad/{path(one)}/{path(other)}"


def here(to: str) -> str:
    """*to* where it is a page of this site; else the first one."""
    fit = to.startswith("/") and not to.startswith(("//", "/\\")) and to.isascii() and to.isprintable()
    return to if fit and "\\" not in to else "/"


def outside(url: str | None) -> str | None:
    """*url* where it may be a link to somebody else's page: http and https, nothing that runs."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def to_words(url: str | None, quoted: str) -> str | None:
    """A link to the *quoted* words in the original (a text fragment), where *url* may be linked at all."""
    found = outside(url)
    if found is None or "…" in quoted:
        return found
    words = " ".join(quoted.split()).split(" ")
    ends = [" ".join(words[:4]), " ".join(words[-4:])] if len(words) > 10 else [" ".join(words)]
    fragment = ",".join(quote(part, safe="").replace("-", "%2D") for part in ends)
    return f"{found.partition('#')[0]}#:~:text={fragment}"
