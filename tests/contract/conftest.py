"""Every store of the contract: SQLite, and PostgreSQL where it is installed; in CI it must be."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
from tests.contract.postgres import NoServer, server

from dragoman.model import digest
from dragoman.store import Database, opened

MISSING = pytest.StashKey[str]()
BACKENDS = ("sqlite", "postgresql")
Addresses = Callable[[str], str]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """What to run where tests were skipped."""
    if missing := config.stash.get(MISSING, None):
        terminalreporter.write_line(f"The store was not tested on PostgreSQL: {missing}")


@pytest.fixture(scope="session")
def postgres(pytestconfig: pytest.Config) -> Iterator[str]:
    """The address of a running server; without one the test is skipped, and in CI it fails."""
    with ExitStack() as running:
        try:
            address = running.enter_context(server())
        except NoServer as missing:
            if os.environ.get("CI"):
                pytest.fail(str(missing))
            pytestconfig.stash[MISSING] = str(missing)
            pytest.skip(str(missing))
        yield address


@pytest.fixture
def new_address(request: pytest.FixtureRequest, tmp_path: Path) -> Addresses:
    """Addresses of databases that are new and empty, by backend."""
    count = itertools.count()

    def new(backend: str) -> str:
        if backend == "sqlite":
            return str(tmp_path / f"store-{next(count)}.db")
        server_address: str = request.getfixturevalue("postgres")
        name = f"t{digest(request.node.nodeid, next(count))}"
        with psycopg.connect(server_address.format(name="postgres"), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}"'.encode())
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return server_address.format(name=name)

    return new


@pytest.fixture(params=BACKENDS)
def address(request: pytest.FixtureRequest, new_address: Addresses) -> str:
    return new_address(request.param)


@pytest.fixture
def database(address: str) -> Iterator[Database]:
    with opened(address, create=True) as database:
        yield database
