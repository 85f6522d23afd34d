"""Debian's Chromium, and somebody who looks over its shoulder: what it asks for, what it complains of, what runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

PROGRAM = Path("/usr/bin/chromium")
INSTALL = "apt-get install -y --no-install-recommends chromium"
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-background-networking --no-first-run --disable-component-update "
    "--disable-sync --disable-quic"
).split()
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 390, "height": 844}
NARROWEST = 360
"""Pixels of the narrowest screen on which nothing may stand over the edge."""
PATIENCE = 60_000
"""Milliseconds for a page: other tests may run beside this one."""
MARKER = "dragomanRan"
"""The window's property that a payload sets where it runs."""


class NoBrowser(Exception):
    """There is no Chromium on this machine; says how to get it."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser, while it is needed."""
    if not PROGRAM.exists():
        raise NoBrowser(f"Chromium is not installed: run {INSTALL}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@dataclass(slots=True)
class Watch:
    """What happened on a page. *troubles* are complaints of the browser, dialogs, and scripts that should not run."""

    page: Page
    asked: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    sent: int = 0

    def strangers(self, base: str) -> list[str]:
        """What was asked of any other host."""
        home = urlsplit(base).netloc
        return [
            one for one in self.asked if urlsplit(one).scheme not in ("data", "about") and urlsplit(one).netloc != home
        ]

    def ran(self) -> Any:
        """What a payload has left behind that ran."""
        return self.page.evaluate(f"() => window.{MARKER} ?? null")


def watched(page: Page) -> Watch:
    """Looks at a *page* from now on."""
    seen = Watch(page)
    page.set_default_timeout(PATIENCE)
    page.on("request", lambda one: seen.asked.append(one.url))
    page.on("console", lambda one: seen.troubles.append(f"{one.type}: {one.text}") if _complains(one.type) else None)
    page.on("pageerror", lambda one: seen.troubles.append(f"script: {one}"))
    page.on("dialog", lambda one: (seen.troubles.append(f"dialog: {one.message}"), one.dismiss()))
    page.on("download", lambda one: seen.troubles.append(f"download: {one.url}"))
    page.on("popup", lambda one: seen.troubles.append(f"window: {one.url}"))
    return seen


def _complains(kind: str) -> bool:
    return kind in ("error", "warning")


@contextmanager
def looked_at(browser: Browser, **look: Any) -> Iterator[Watch]:
    """A page of its own context, with a *look*: viewport, color_scheme, java_script_enabled, bypass_csp …"""
    context = browser.new_context(**({"viewport": WIDE} | look))
    try:
        yield watched(context.new_page())
    finally:
        context.close()
