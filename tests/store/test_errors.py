"""What can go wrong with a store is one line with the remedy, and nothing is lost."""

from __future__ import annotations

import os
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Timer

import pytest
from sqlalchemy import text
from tests.store.readings import NOW, bare, talks

from dragoman.store import Database, Query, StoreError, add_reading, counts, opened, reading_of, search, verify
from dragoman.store.schema.press import HEAD

NOBODY = 65534


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A store with one reading."""
    path = tmp_path / "store.db"
    with opened(str(path), create=True) as database:
        add_reading(database, talks(), now=NOW)
    return path


def impatient(file: Path) -> str:
    return f"sqlite:///{file}?timeout=0.1"


def set_revision(file: Path, revision: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))


def test_a_locked_store_says_so(file: Path) -> None:
    with opened(impatient(file)) as database, closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another process holds the database: let it finish or stop it"):
            add_reading(database, bare("More."), now=NOW)


def test_a_locked_store_can_still_be_read(file: Path) -> None:
    with opened(impatient(file)) as database, closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert len(search(database, Query(words="quota"))) == 1


def test_a_new_file_that_another_process_is_making_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    with closing(sqlite3.connect(path, check_same_thread=False, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another process holds"), opened(impatient(path), create=True):
            pass
        Timer(0.3, other.execute, ("COMMIT",)).start()
        with opened(str(path), create=True) as database:
            assert counts(database).articles == 0


def test_a_full_disk_says_so_and_loses_nothing(file: Path) -> None:
    with opened(str(file)) as database:
        with database.writes() as connection:
            pages = connection.execute(text("PRAGMA page_count")).scalar_one()
            connection.execute(text(f"PRAGMA max_page_count = {pages}"))
        with pytest.raises(StoreError, match="the disk is full: make room and run this again; what was stored is safe"):
            add_reading(database, bare("words " * 100_000, source="b.txt"), now=NOW)
        assert counts(database).articles == 1
        assert [one.faults for one in verify(database, every=True)] == [()]


@contextmanager
def unprivileged() -> Iterator[None]:
    """Root may write everywhere; for a while it is nobody."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_a_folder_that_is_not_writable_says_so() -> None:
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o555)
        with (
            unprivileged(),
            pytest.raises(StoreError, match=r"store\.db: the file cannot be opened: check that its folder is there"),
            opened(f"{name}/store.db", create=True),
        ):
            pass


def test_a_file_that_is_not_writable_says_so(file: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "store.db"
        copy.write_bytes(file.read_bytes())
        copy.chmod(0o444)
        Path(name).chmod(0o555)
        with (
            unprivileged(),
            pytest.raises(StoreError, match="read-only|cannot be opened"),
            opened(str(copy)) as database,
        ):
            add_reading(database, bare("More."), now=NOW)


def test_a_folder_that_cannot_be_made_says_so(file: Path) -> None:
    with (
        pytest.raises(StoreError, match="its folder cannot be made .*: name a file in a folder that is yours"),
        opened(str(file / "below" / "store.db"), create=True),
    ):
        pass


def test_a_store_that_is_not_there_says_how_to_make_it(tmp_path: Path) -> None:
    with (
        pytest.raises(StoreError, match="there is no such database yet: make it with dragoman ingest PATH"),
        opened(str(tmp_path / "none.db")),
    ):
        pass
    assert not (tmp_path / "none.db").exists()


def test_an_empty_file_is_an_empty_store(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    with (
        pytest.raises(StoreError, match="this database is still empty: fill it with dragoman ingest PATH"),
        opened(str(tmp_path / "empty.db")),
    ):
        pass


def test_a_newer_schema_says_so(file: Path) -> None:
    set_revision(file, "9999")
    with (
        pytest.raises(StoreError, match="its schema 9999 is newer than this program's .*: upgrade Dragoman"),
        opened(str(file), create=True),
    ):
        pass


def test_an_older_schema_says_so(file: Path) -> None:
    set_revision(file, "0000")
    with (
        pytest.raises(StoreError, match="its schema 0000 is older .*: back it up, then run dragoman doctor --upgrade"),
        opened(str(file), create=True),
    ):
        pass


def test_a_schema_that_no_migration_leads_from_says_so(file: Path) -> None:
    set_revision(file, "0000")
    with (
        pytest.raises(
            StoreError, match="it cannot be brought up to date .*: back it up with the Dragoman that made it"
        ),
        opened(str(file), upgrade=True),
    ):
        pass
    set_revision(file, HEAD)
    with opened(str(file)) as database:
        assert counts(database).readings == 1


def test_somebody_elses_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE recipes (name)")
    with (
        pytest.raises(StoreError, match="this database holds something else: name an empty or a new one"),
        opened(str(path), create=True),
    ):
        pass


def test_a_file_that_is_no_database_says_so(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html>" * 1000)
    with pytest.raises(StoreError, match="this is no database, or a damaged one"), opened(str(path), create=True):
        pass
    assert path.read_text() == "<html>" * 1000


def test_a_damaged_file_says_so(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096:] = b"\x7f" * (len(content) - 4096)
    file.write_bytes(content)
    with (
        pytest.raises(StoreError, match="damaged.*: keep a copy of it and restore a backup into a new file"),
        opened(str(file)) as database,
    ):
        counts(database)


@pytest.mark.parametrize(
    "address",
    [
        "mysql://host/name",
        "http://example.org/store.db",
        "sqlite://",
        "nonsense://x",
        ":memory:",
        "sqlite:///:memory:",
    ],
)
def test_a_wrong_url_says_what_to_write(address: str) -> None:
    remedy = re.escape("write a file's path, sqlite:///PATH or postgresql://USER@HOST/NAME")
    with pytest.raises(StoreError, match=f"this is no database's address: {remedy}"), opened(address, create=True):
        pass


@pytest.mark.parametrize("address", ["reader:secret@127.0.0.1:1/store", "127.0.0.1:1/store?password=secret"])
def test_a_server_that_does_not_answer_says_so_without_the_password(address: str) -> None:
    with (
        pytest.raises(StoreError, match="no server answers: start PostgreSQL, or check host and port") as caught,
        opened(f"postgres://{address}"),
    ):
        pass
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("address", ["reader:secret@host/name", "host/name?password=secret"])
def test_a_wrong_url_never_shows_its_password(address: str) -> None:
    with pytest.raises(StoreError) as caught, opened(f"mysql://{address}"):
        pass
    assert "secret" not in str(caught.value)


def test_what_is_stored_is_there_when_the_store_is_opened_again(file: Path) -> None:
    with opened(str(file), create=True) as database:
        (hit,) = search(database, Query(words="quota"))
        assert reading_of(database, hit.article.version) == talks()


def test_the_file_writes_ahead_and_checks_its_keys(file: Path) -> None:
    with opened(str(file)) as database:
        assert [_pragma(database, name) for name in ("journal_mode", "synchronous", "foreign_keys")] == ["wal", 1, 1]


def _pragma(database: Database, name: str) -> object:
    with database.reads() as connection:
        return connection.execute(text(f"PRAGMA {name}")).scalar()
