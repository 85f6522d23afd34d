"""A site over hand-made readings, for tests: no model, no network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from starlette.testclient import TestClient

from dragoman.model import Reading
from dragoman.store import add_reading, opened
from dragoman.web.access.viewers import Access
from dragoman.web.site import site

TODAY = date(2022, 1, 22)
HERE = "http://localhost"
"""The name under which a site is asked that nobody else reaches; it answers to no other."""


@contextmanager
def client(folder: Path, readings: Iterable[Reading], *, access: Access | None = None) -> Iterator[TestClient]:
    """The site over *readings*, on the day TODAY."""
    with opened(str(folder / "store.db"), create=True) as store:
        for one in readings:
            add_reading(store, one, now=datetime(2022, 1, 22, 6, tzinfo=UTC))
        with TestClient(site(store, access=access, today=lambda: TODAY), base_url=HERE) as found:
            yield found
