"""Stores as older programs left them: made by the migrations up to then, filled with what they had."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from alembic import command
from tests.store.readings import NOW

from dragoman.model import Reading, Rejected, digest
from dragoman.store import Job, add_jobs, add_reading, add_rejected, database, opened
from dragoman.store.press import readings

FIRST = "0001"
REFUSED = Rejected(source="b.txt", stage="clean", reason="the page is empty")
JOB = Job(key="send a", kind="send", payload=b"{}", due=NOW)


def older_store(address: str, coming: Iterable[Reading], patch: pytest.MonkeyPatch) -> None:
    """Makes a store of the first schema at *address* with the readings that are *coming*, a rejected page and a job in it."""
    upgrade = command.upgrade
    with patch.context() as then:
        then.setattr(database, "HEAD", FIRST)
        then.setattr(command, "upgrade", lambda settings, _: upgrade(settings, FIRST))
        then.setattr(readings, "file_records", lambda connection, numbers: None)
        with opened(address, create=True) as store:
            for reading in coming:
                add_reading(store, reading, now=NOW, page=reading.article.id)
            add_rejected(store, REFUSED, now=NOW, page=digest("r"))
            add_jobs(store, [JOB])
