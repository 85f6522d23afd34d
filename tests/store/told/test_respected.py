"""What people said of records is respected by the ledgers in as many questions of the store, however much they said."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import event
from tests.store.readings import NOW, talks

from dragoman.store import Act, Database, Person, add_reading, mark, opened
from dragoman.store.told.records import told

BY = Person(who="ana", at=NOW, why="Read beside the original.")


def questions(store: Database) -> int:
    """How many statements the database is sent for all that is told."""
    sent: list[str] = []

    def count(*of: object) -> None:
        sent.append(str(of[2]))

    event.listen(store.engine, "before_cursor_execute", count)
    found = told(store, "event")
    event.remove(store.engine, "before_cursor_execute", count)
    assert found
    return len(sent)


def test_more_corrections_are_not_more_questions(tmp_path: Path) -> None:
    with opened(str(tmp_path / "store.db"), create=True) as store:
        several = [talks(source=f"{number}.txt", more=f" {number}.") for number in range(12)]
        for one in several:
            add_reading(store, one, now=NOW)
        mark(store, f"{several[0].article.id}/v1", Act.RIGHT, by=BY)
        few = questions(store)
        for one in several[1:]:
            mark(store, f"{one.article.id}/v1", Act.RIGHT, by=BY)

        assert questions(store) == few
        assert len(told(store, "event")) == len(several)
