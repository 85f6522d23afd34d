"""What a server says about asking again: has the page changed, and how long to wait."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TypeAlias

from httpx import Headers

Clock: TypeAlias = Callable[[], datetime]
"""The time of day, with its zone."""

_LONGEST_VALIDATOR = 1_000
_LONGEST_WAIT = timedelta(days=365)
_ASKS_TO_WAIT = frozenset({429, 503})


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What an answer said of its version, to be sent back so that the next may be "not changed" (304)."""

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        """The header lines that ask for the page only if it has changed."""
        lines = {"If-None-Match": _usable(self.etag), "If-Modified-Since": _usable(self.last_modified)}
        return {name: value for name, value in lines.items() if value}


def validators_of(headers: Headers) -> Validators:
    """The validators in an answer, each None if there is none that can be sent back."""
    return Validators(
        etag=_usable(headers.get("etag")),
        last_modified=_usable(headers.get("last-modified")),
    )


def retry_after(status: int, headers: Headers, *, clock: Clock) -> timedelta | None:
    """How long an answer of 429 or 503 asks us to stay away, a year at most; None if it does not say."""
    text = headers.get("retry-after", "").strip()
    if status not in _ASKS_TO_WAIT or not text:
        return None
    if text.isascii() and text.isdigit():
        return min(timedelta(seconds=int(text[:9])), _LONGEST_WAIT)
    moment = _moment(text)
    return None if moment is None else min(max(moment - clock(), timedelta()), _LONGEST_WAIT)


def utc_now() -> datetime:
    """The time of day by this machine."""
    return datetime.now(UTC)


def _moment(text: str) -> datetime | None:
    """An HTTP date, in UTC where it names no zone; None when it is none."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _usable(value: str | None) -> str | None:
    """*value* as it can stand in a header line: printable ASCII of a sane length, or None."""
    value = (value or "").strip()
    sane = value and len(value) <= _LONGEST_VALIDATOR and value.isascii() and value.isprintable()
    return value if sane else None
