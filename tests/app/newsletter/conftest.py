"""What the newsletter's commands are tried on."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.store.readings import NOW, talks

from dragoman.store import add_reading, opened


@pytest.fixture
def store(tmp_path: Path) -> str:
    """The address of a store with one article: Norway and Iceland quarrel, and will talk."""
    address = str(tmp_path / "store.db")
    with opened(address, create=True) as database:
        add_reading(database, talks(), now=NOW)
    return address
