"""Templates: one environment, autoescaped, with the words that publish has for days, places and sides."""

from __future__ import annotations

from datetime import date
from importlib.metadata import version
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from dragoman.ledger.sides import called
from dragoman.model import Interval
from dragoman.publish import wording
from dragoman.publish.corrected import value
from dragoman.web.asking import Asked
from dragoman.web.forms import csrf
from dragoman.web.highlights import shown

VERSION = version("dragoman")

NAVIGATION = (
    ("/", "Brief"),
    ("/calendar", "Calendar"),
    ("/dyad", "Dyads"),
    ("/map", "Map"),
    ("/search", "Search"),
    ("/sources", "Sources"),
    ("/alerts", "Alerts"),
)
"""Where everybody finds the way from everywhere, in reading order."""


def page(ask: Asked, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """The page that *template* makes of *values*; it also sees `ask`, `navigation` and `version`."""
    return HTMLResponse(
        _environment.get_template(template).render(ask=ask, navigation=NAVIGATION, version=VERSION, **values),
        status_code=status,
    )


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


def path(name: str) -> str:
    """*name* as one part of an address."""
    return quote(name, safe="")


def day(one: date) -> str:
    """`22 January 2022`."""
    return f"{one.day} {wording.MONTHS[one.month - 1]} {one.year}"


def days(interval: Interval | None) -> str:
    """A stretch of days; empty where none is told."""
    return wording.days(interval) if interval else ""


def _environment_of_templates() -> Environment:
    made = Environment(
        loader=PackageLoader("dragoman.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "called": called,
        "day": day,
        "days": days,
        "outside": outside,
        "path": path,
        "plain": wording.plain,
        "shown": shown,
        "to_words": to_words,
        "value": value,
        "when": wording.when,
        "where": wording.where,
    }
    made.globals["csrf"] = csrf
    return made


_environment = _environment_of_templates()
