"""A store that an older program made is brought up to date with all that is in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select
from tests.store.older import FIRST, JOB, REFUSED, older_store
from tests.store.readings import NOW, READER, talks
from typer.testing import CliRunner

from dragoman.app.main import app
from dragoman.ledger.dyads import Period
from dragoman.model import Reader
from dragoman.store import all_readings, all_rejected, all_sources, backup, counts, dealt_with, lease, opened, restore
from dragoman.store.folds.keys import filed
from dragoman.store.ledgers.answers import dyad_of, positions_of, questions_of
from dragoman.store.schema.folds import ledger_keys
from dragoman.store.schema.press import HEAD

MORE = talks(more=" Both denied it.")
NEWER = talks(reader=Reader(program="2", model="m", knowledge="k"))


@pytest.fixture
def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    address = str(tmp_path / "store.db")
    older_store(address, [talks(), MORE, NEWER, talks(source="c.txt", reader=READER)], monkeypatch)
    return address


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.output


def test_the_older_store_has_the_older_schema(older: str) -> None:
    with closing(sqlite3.connect(older)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        (version,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()

    assert version == FIRST < HEAD
    assert "versions" in tables
    assert "sources" not in tables


@pytest.mark.parametrize("command", ["verify", "search x", "sources list"])
def test_no_command_touches_it_before(older: str, command: str) -> None:
    code, said = run(*command.split(), "--database", older)

    assert code == 3
    assert "its schema 0001 is older than this program's" in said
    assert "back it up, then run dragoman doctor --upgrade" in said


def test_the_doctor_brings_it_up_to_date_and_everything_is_there(older: str) -> None:
    code, said = run("doctor", "--upgrade", "--database", older)

    assert code == 0
    assert f"ok  schema     {HEAD}" in said
    assert run("verify", "--all", "--database", older)[0] == 0
    with opened(older) as store:
        kept = [one.reading for one in all_readings(store, superseded=True)]
        assert sorted(map(str, kept)) == sorted(map(str, [talks(), MORE, NEWER, talks(source="c.txt")]))
        assert all_rejected(store) == (REFUSED,)
        assert isinstance(dealt_with(store, talks().article.id), str)
        assert (counts(store).jobs, all_sources(store)) == (1, ())
        held = lease(store, holder="one", now=NOW, length=NOW - NOW)
    assert held
    assert held.job == JOB


def test_the_doctor_files_what_the_ledgers_find_by_keys(older: str) -> None:
    assert run("doctor", "--upgrade", "--database", older)[0] == 0
    with opened(older) as store, store.reads() as connection:
        assert filed(connection)
        assert connection.execute(select(func.count()).select_from(ledger_keys)).scalar()
    with opened(older) as store:
        (stretch,) = dyad_of(store, ("NOR", "ISL"), period=Period.WEEK).stretches
        (thread,) = positions_of(store, "ISL")
        (question,) = questions_of(store)

    assert {one.source for one in stretch.told} == {"a.txt", "c.txt"}
    assert thread.issue == question.issue == "quota of its own"


def test_an_upgraded_store_is_the_same_as_a_new_one_with_the_same_in_it(older: str, tmp_path: Path) -> None:
    with opened(older, upgrade=True) as store:
        backup(store, tmp_path / "one.gz")
    with opened(str(tmp_path / "new.db"), create=True) as store:
        restore(store, tmp_path / "one.gz")
        backup(store, tmp_path / "two.gz")

    assert (tmp_path / "one.gz").read_bytes() == (tmp_path / "two.gz").read_bytes()


def test_an_upgrade_that_is_done_twice_changes_nothing(older: str) -> None:
    for _ in range(2):
        assert run("doctor", "--upgrade", "--database", older)[0] == 0
    assert run("verify", "--all", "--database", older)[0] == 0
