"""An issue as a mail and as a page: HTML and plain text from one view of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from textwrap import wrap

import css_inline
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dragoman.newsletter.editions import Settings
from dragoman.newsletter.issue import Issue
from dragoman.newsletter.rendering_view import PREFERENCES, UNSUBSCRIBE, evidence_address, view_of, web_address

__all__ = [
    "PREFERENCES",
    "UNSUBSCRIBE",
    "Rendered",
    "evidence_address",
    "rendered",
    "stylesheet",
    "web_address",
    "web_copy",
]

WIDTH = 72
"""Columns of a plain text mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """An issue as a mail, the same for every reader: `UNSUBSCRIBE` and `PREFERENCES` stand for their own links."""

    subject: str
    html: str
    text: str


def rendered(issue: Issue, settings: Settings) -> Rendered:
    """*issue* as a mail."""
    view = view_of(issue, settings)
    html = _templates().get_template("issue.html").render(view=view, css=Markup(stylesheet()), stylesheet=None)
    text = _templates().get_template("issue.txt").render(view=view)
    return Rendered(subject=view.subject, html=_inlined(html), text=_tidy(text))


def web_copy(issue: Issue, settings: Settings, *, stylesheet_at: str | None = None) -> str:
    """*issue* as a page with all its items; its style from *stylesheet_at*, or in the page itself."""
    view = view_of(issue, settings, web=True)
    css = None if stylesheet_at else Markup(stylesheet())
    return _templates().get_template("issue.html").render(view=view, css=css, stylesheet=stylesheet_at)


@cache
def stylesheet() -> str:
    """The style of an issue."""
    return files("dragoman.newsletter").joinpath("templates", "issue.css").read_text(encoding="utf-8")


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("dragoman.newsletter"),
        autoescape=lambda name: bool(name) and str(name).endswith(".html"),
        undefined=StrictUndefined,
        keep_trailing_newline=False,
    )
    environment.filters["wrapped"] = _wrapped
    return environment


def _wrapped(text: str, first: str = "", following: str | None = None) -> str:
    """*text* in lines of a mail; the first begins with *first*, the others with *following*."""
    indent = first if following is None else following
    lines = wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
    return "\n".join(lines)


def _inlined(html: str) -> str:
    """*html* with its style in every element, as clients need that drop the style; what depends on the reader stays."""
    inliner = css_inline.CSSInliner(keep_style_tags=False, keep_at_rules=True, load_remote_stylesheets=False)
    return inliner.inline(html)


def _tidy(text: str) -> str:
    """Never more than one blank line."""
    lines: list[str] = []
    for line in text.strip().splitlines():
        if line.strip() or (lines and lines[-1]):
            lines.append(line.rstrip())
    return "\n".join(lines) + "\n"
