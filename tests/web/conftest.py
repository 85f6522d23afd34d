"""An empty store for each test; and the example press as a store, made once: read by the rules alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.golden.ledger_truth import _reading, known_pages

from dragoman.store import Database, add_readings, opened
from dragoman.store.copies.copying import look_for_copies


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    """A store with nothing in it."""
    with opened(str(tmp_path / "store.db"), create=True) as found:
        yield found


@pytest.fixture(scope="session")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """What the example press tells, with copies looked for."""
    readings = [reading for page in known_pages() if (reading := _reading(page)) is not None]
    with opened(str(tmp_path_factory.mktemp("press") / "press.db"), create=True) as store:
        add_readings(store, [(one, None) for one in readings], now=datetime(2022, 2, 1, tzinfo=UTC))
        look_for_copies(store)
        yield store
