"""What a reader sees of every page: one visit with script, and what is measured on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser
from tests.e2e.chromium import NARROWEST, WIDE, Watch, looked_at
from tests.e2e.furnished import Furnished

AXE = Path(__file__).parents[2] / "assets" / "node_modules" / "axe-core" / "axe.min.js"
INSTALL_AXE = "npm ci --prefix assets --ignore-scripts"
_VIOLATIONS = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations.map(
  one => one.id + ": " + one.nodes.map(node => node.target.join(" ")).slice(0, 4).join(", "))"""
_OVER = """() => {
  const wide = document.documentElement.clientWidth;
  return document.documentElement.scrollWidth > wide
    ? [...document.querySelectorAll("body *")].filter(one => one.getBoundingClientRect().right > wide + 1)
        .slice(0, 5).map(one => one.tagName + "." + one.className)
    : [];
}"""
_OUTLINE = """() => ({
  titles: document.querySelectorAll("h1").length, main: document.querySelectorAll("main").length,
  lang: document.documentElement.lang, first: document.querySelector("a")?.className,
})"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One page. *over* is what stands over the edge of the narrowest screen, *lines* what stands in its main part."""

    status: int
    outline: Mapping[str, Any]
    troubles: tuple[str, ...]
    strangers: tuple[str, ...]
    over: tuple[str, ...]
    lines: tuple[str, ...]


def visits(browser: Browser, press: Furnished) -> dict[str, Visit]:
    """Every page once, on a wide screen that is then made narrow."""
    with looked_at(browser) as seen:
        return {name: _visit(seen, press.base, address) for name, address in press.pages.items()}


def _visit(seen: Watch, base: str, address: str) -> Visit:
    seen.asked.clear()
    seen.troubles.clear()
    seen.page.set_viewport_size(WIDE)
    answer = seen.page.goto(base + address)
    assert answer is not None
    lines = main_lines(seen)
    outline = seen.page.evaluate(_OUTLINE)
    seen.page.set_viewport_size({"width": NARROWEST, "height": 740})
    return Visit(
        status=answer.status,
        outline=outline,
        troubles=tuple(one for one in seen.troubles if not _of_the_status(one, answer.status)),
        strangers=tuple(seen.strangers(base)),
        over=over(seen),
        lines=lines,
    )


def _of_the_status(trouble: str, status: int) -> bool:
    """The browser says itself that a page is an error page."""
    return status >= 400 and f"the server responded with a status of {status}" in trouble


def main_lines(seen: Watch) -> tuple[str, ...]:
    """The lines of a page's main part, as a reader sees them."""
    text = seen.page.locator("main").inner_text()
    return tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())


def over(seen: Watch) -> tuple[str, ...]:
    """What makes the page wider than the screen."""
    return tuple(seen.page.evaluate(_OVER))


def violations(seen: Watch) -> list[str]:
    """Which rules of axe the page breaks, and where; its context must bypass the page's policy."""
    seen.page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = seen.page.evaluate(_VIOLATIONS)
    return found
