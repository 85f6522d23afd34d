"""A flipped bit in any stored article or record is found."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text
from tests.conftest import SOAK
from tests.store.readings import NOW, talks

from dragoman.store import StoreError, add_reading, opened, verify

SOURCES = ("a.txt", "b.txt", "c.txt")
FLIPS = 2000 if SOAK else 60


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "store.db"
    with opened(str(path), create=True) as database:
        for source in SOURCES:
            add_reading(database, talks(source=source), now=NOW)
            add_reading(database, talks(source=source, more=" Both denied it."), now=NOW)
        with database.reads() as connection:
            connection.execute(text("SELECT 1"))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def found(file: Path) -> list[str]:
    """What verify finds; a file that cannot be read on is found too."""
    try:
        with opened(str(file)) as database:
            return [f"{one.source}: {fault}" for one in verify(database, every=True) for fault in one.faults]
    except StoreError as error:
        return [str(error)]


def changed(file: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        assert connection.execute(statement, values).rowcount > 0


def test_a_sound_store_has_no_faults(file: Path) -> None:
    assert found(file) == []


def flips(file: Path) -> Iterator[tuple[str, int, bytes]]:
    """Every stored article with one bit flipped, at random."""
    random = Random(6)
    with closing(sqlite3.connect(file)) as connection:
        bodies = connection.execute("SELECT id, body FROM versions ORDER BY id").fetchall()
    for _ in range(FLIPS):
        id, body = random.choice(bodies)
        at = random.randrange(len(body))
        yield id, at, body[:at] + bytes([body[at] ^ 1 << random.randrange(8)]) + body[at + 1 :]


def test_a_flipped_bit_in_an_article_is_found_and_named(file: Path) -> None:
    for id, at, body in flips(file):
        with closing(sqlite3.connect(file)) as connection:
            (sound,) = connection.execute("SELECT body FROM versions WHERE id = ?", (id,)).fetchone()
        changed(file, "UPDATE versions SET body = ? WHERE id = ?", body, id)
        assert len(found(file)) >= 1, f"byte {at} of {id}"
        changed(file, "UPDATE versions SET body = ? WHERE id = ?", sound, id)
    assert found(file) == []


def test_a_flipped_bit_in_the_file_is_found_wherever_an_article_stands(file: Path) -> None:
    sound, random = file.read_bytes(), Random(7)
    places = [at for at in range(len(sound)) if sound.startswith(b"overfishing", at)]
    for _ in range(FLIPS // 3):
        content, at = bytearray(sound), random.choice(places) + random.randrange(11)
        content[at] ^= 1 << random.randrange(8)
        file.write_bytes(content)
        assert found(file), f"byte {at}"
    file.write_bytes(sound)
    assert found(file) == []


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE records SET body = replace(body, 'ACCUSE', 'ASSAULT') WHERE kind = 'event'", "its digest differs"),
        ("UPDATE records SET type = 'assault' WHERE kind = 'event'", "what it is searched by is not what it says"),
        ("UPDATE records SET quote = 'Norway thanked Iceland' WHERE kind = 'event'", "is not what it says"),
        ("UPDATE records SET last = '2023-01-01'", "what it is searched by is not what it says"),
        ("UPDATE records SET first = 'yesterday'", "what it is searched by is not what it says"),
        ("UPDATE sides SET side = 'swe' WHERE side = 'nor'", "what it is searched by is not what it says"),
        ("UPDATE sides SET type = 'assault'", "what it is searched by is not what it says"),
        ("DELETE FROM sides WHERE side = 'isl'", "what it is searched by is not what it says"),
        ("DELETE FROM records WHERE kind = 'position'", "its digest differs"),
        ("UPDATE readings SET reader = replace(reader, '1', '2')", "its digest differs"),
        ("UPDATE records SET current = 0", "a record is searched that its reading is not"),
        ("UPDATE versions SET current = 1", "an article has two newest versions"),
        ("UPDATE versions SET current = 0", "an article has no newest version"),
        ("UPDATE readings SET current = 0", "a version that was read has no newest reading"),
        ("UPDATE readings SET current = 1", "a reading of an older version counts as the newest"),
        ("UPDATE readings SET version = (SELECT max(version) FROM readings)", "a version has two newest readings"),
        ("UPDATE versions SET first = '2023-01-01'", "its column first is not what the article says"),
        ("UPDATE versions SET text = 'x'", "its column text is not what the article says"),
        ("UPDATE articles SET address = 'z' WHERE address = 'a.txt'", "its address z is not the article's own"),
        ("DELETE FROM articles WHERE address = 'a.txt'", "a row leads to one that is not there"),
        ("DELETE FROM readings", "a row leads to one that is not there"),
    ],
)
def test_what_does_not_hold_is_found(file: Path, statement: str, fault: str) -> None:
    changed(file, statement)

    assert any(fault in one for one in found(file))


def test_an_article_that_full_text_does_not_find_is_found(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("INSERT INTO version_words (version_words) VALUES ('delete-all')")

    assert "a.txt: full text does not find it" in found(file)
