"""The real browser, and a site for it; without Chromium its tests are skipped, and in CI they fail."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from shutil import copyfile

import pytest
from playwright.sync_api import Browser
from starlette.testclient import TestClient
from tests.e2e.chromium import NoBrowser, chromium
from tests.e2e.doors import Press
from tests.e2e.furnished import Furnished, access, furnished, newsletter
from tests.e2e.hostile import TODAY, fill, pages
from tests.web.sites import HERE

from dragoman.store import opened
from dragoman.web.site import site

MISSING = pytest.StashKey[str]()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """What to run where tests were skipped."""
    if missing := config.stash.get(MISSING, None):
        terminalreporter.write_line(f"The site was not tested in a browser: {missing}")


@pytest.fixture(scope="module")
def browser(pytestconfig: pytest.Config) -> Iterator[Browser]:
    """Chromium for the tests of one file: while it runs, this thread can run no other event loop."""
    with ExitStack() as running:
        try:
            found = running.enter_context(chromium())
        except NoBrowser as missing:
            if os.environ.get("CI"):
                pytest.fail(str(missing))
            pytestconfig.stash[MISSING] = str(missing)
            pytest.skip(str(missing))
        yield found


@pytest.fixture(scope="session")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Furnished]:
    """The example press as a site, with every room furnished."""
    with furnished(tmp_path_factory.mktemp("press")) as found:
        yield found


@pytest.fixture(scope="session")
def hostile_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hostile press as a store, to be copied."""
    file = tmp_path_factory.mktemp("hostile") / "store.db"
    fill(file, pages())
    return file


@pytest.fixture(scope="module")
def hostile(hostile_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    """The hostile press, asked without a browser."""
    folder = tmp_path_factory.mktemp("doors")
    address = str(copyfile(hostile_store, folder / "store.db"))
    with opened(address) as store:
        made = site(store, access=access(folder), today=lambda: TODAY, mail=address, newsletter=newsletter())
        with TestClient(made, base_url=HERE) as client:
            yield Press(store=store, client=client, pages=pages(), address=address)
