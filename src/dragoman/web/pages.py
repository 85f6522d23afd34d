"""Templates: one environment, autoescaped, with the words that publish has for days, places and sides."""

from __future__ import annotations

from datetime import date
from importlib.metadata import version
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from dragoman.ledger.sides import called
from dragoman.model import Interval
from dragoman.publish import wording
from dragoman.publish.corrected import value
from dragoman.web.addresses import outside, path, to_words
from dragoman.web.asking import Asked
from dragoman.web.forms import csrf

VERSION = version("dragoman")
UNSHOWN = {0: "\ufffd", **dict.fromkeys(range(0xD800, 0xE000), "\ufffd")}
"""What HTML cannot hold: the null character, and halves of a character."""

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


def day(one: date) -> str:
    """`22 January 2022`."""
    return f"{one.day} {wording.MONTHS[one.month - 1]} {one.year}"


def days(interval: Interval | None) -> str:
    """A stretch of days; empty where none is told."""
    return wording.days(interval) if interval else ""


def shown(words: str) -> Markup:
    """The very *words* for a page: a browser that reads it has each of their characters, and nothing else."""
    return Markup(str(escape(words.translate(UNSHOWN))).replace("\r", "&#13;"))


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
