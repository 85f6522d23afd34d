"""Every page in the real browser: for everybody, within the screen, quiet, from this host alone, without script too."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from shutil import which

import pytest
from playwright.sync_api import Browser
from tests.conftest import SOAK
from tests.e2e.chromium import NARROW, WIDE, looked_at
from tests.e2e.furnished import ERRORS, Furnished
from tests.e2e.visits import AXE, INSTALL_AXE, Visit, main_lines, over, violations, visits

LOOKS = (
    {"viewport": WIDE, "color_scheme": "light"},
    {"viewport": NARROW, "color_scheme": "dark"},
    {"viewport": WIDE, "color_scheme": "dark"},
    {"viewport": NARROW, "color_scheme": "light"},
)
LARGEST_BRIEF = 60_000
"""Bytes of the first page, with all that it brings along."""


@pytest.fixture(scope="module")
def visited(browser: Browser, press: Furnished) -> Mapping[str, Visit]:
    return visits(browser, press)


@pytest.fixture
def axe() -> None:
    """Skips without axe-core, which npm brings; in CI, where there is npm, that is a failure."""
    if not AXE.exists():
        must = os.environ.get("CI") and which("npm")
        (pytest.fail if must else pytest.skip)(f"axe-core is not installed: run {INSTALL_AXE}")


def test_every_page_answers_and_is_outlined(visited: Mapping[str, Visit]) -> None:
    outlined = {"titles": 1, "main": 1, "lang": "en", "first": "skip"}

    assert {name: one.status for name, one in visited.items() if one.status != ERRORS.get(name, 200)} == {}
    assert {name: one.outline for name, one in visited.items() if one.outline != outlined} == {}


def test_the_browser_complains_of_nothing(visited: Mapping[str, Visit]) -> None:
    """Neither of a script nor of the page's own policy."""
    assert {name: one.troubles for name, one in visited.items() if one.troubles} == {}


def test_no_page_asks_another_host(visited: Mapping[str, Visit]) -> None:
    assert {name: one.strangers for name, one in visited.items() if one.strangers} == {}


def test_nothing_stands_over_the_edge_of_a_narrow_screen(visited: Mapping[str, Visit]) -> None:
    assert {name: one.over for name, one in visited.items() if one.over} == {}


def test_every_page_tells_the_same_without_script(
    browser: Browser, press: Furnished, visited: Mapping[str, Visit]
) -> None:
    """What a script adds is comfort: a few labels of buttons at most, never what a page is for."""
    missing = {}
    with looked_at(browser, java_script_enabled=False) as seen:
        for name, address in press.pages.items():
            seen.page.goto(press.base + address)
            plain = " ".join(main_lines(seen))
            lost = [line for line in visited[name].lines if line not in plain]
            if len(lost) > 4 or any(len(line) > 80 for line in lost):
                missing[name] = lost

    assert not missing


@pytest.mark.usefixtures("axe")
@pytest.mark.parametrize("turn", range(4 if SOAK else 1))
def test_no_page_breaks_a_rule_of_axe(browser: Browser, press: Furnished, turn: int) -> None:
    """Others read a page by ear, by keys, large, or without colours. Every page has one look a turn."""
    wrong: dict[str, list[str]] = {}
    for at, look in enumerate(LOOKS):
        mine = [one for nth, one in enumerate(press.pages.items()) if (nth + turn) % len(LOOKS) == at]
        with looked_at(browser, bypass_csp=True, **look) as seen:
            for name, address in mine:
                seen.page.goto(press.base + address)
                if found := violations(seen):
                    wrong[f"{name}, {look}"] = found

    assert not wrong


@pytest.mark.usefixtures("axe")
def test_what_is_wrong_would_be_seen(browser: Browser, press: Furnished) -> None:
    """A page that is too wide, has a picture without words, and asks elsewhere is told."""
    with looked_at(browser, bypass_csp=True, viewport=NARROW) as seen:
        seen.page.goto(f"{press.base}/sign-in")
        seen.page.evaluate(
            """() => document.querySelector("main").innerHTML = "<p style='width: 900px'>" + "word ".repeat(99) """
            """+ "<img src='http://elsewhere.invalid/pixel.png'>" """
        )
        seen.page.wait_for_timeout(300)

        assert over(seen)
        assert any(one.startswith("image-alt") for one in violations(seen))
        assert seen.strangers(press.base) == ["http://elsewhere.invalid/pixel.png"]
        assert seen.troubles


def test_the_first_brief_is_small(browser: Browser, press: Furnished) -> None:
    sizes: dict[str, int] = {}
    names: dict[str, str] = {}
    with looked_at(browser) as seen:
        wire = seen.page.context.new_cdp_session(seen.page)
        wire.send("Network.enable")
        wire.on("Network.requestWillBeSent", lambda one: names.update({one["requestId"]: one["request"]["url"]}))
        wire.on(
            "Network.loadingFinished", lambda one: sizes.update({names[one["requestId"]]: one["encodedDataLength"]})
        )
        seen.page.goto(f"{press.base}/")
        seen.page.wait_for_load_state("networkidle")

    assert len(sizes) >= 3, "the page, its sheets and its icon"
    assert sum(sizes.values()) <= LARGEST_BRIEF, json.dumps(sizes, indent=1)
