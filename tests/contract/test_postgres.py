"""What only PostgreSQL can get wrong is one line with the remedy too."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text
from tests.store.readings import NOW, talks

from dragoman.store import StoreError, add_reading, counts, opened

Addresses = Callable[[str], str]


def test_a_database_that_the_server_lacks_says_how_to_make_it(postgres: str) -> None:
    with (
        pytest.raises(StoreError, match="the server has no such database: create it: createdb NAME"),
        opened(postgres.format(name="nowhere"), create=True),
    ):
        pass


def test_a_database_without_a_store_says_how_to_make_it(new_address: Addresses) -> None:
    with (
        pytest.raises(StoreError, match="this database is still empty: fill it with dragoman ingest PATH"),
        opened(new_address("postgresql")),
    ):
        pass


def test_a_server_that_is_read_only_says_so(new_address: Addresses) -> None:
    address = new_address("postgresql")
    with opened(address, create=True):
        pass
    with (
        opened(f"{address}&options=-c%20default_transaction_read_only%3Don") as database,
        pytest.raises(StoreError, match="the server is read-only: name the primary server"),
    ):
        add_reading(database, talks(), now=NOW)


def test_a_user_without_rights_says_so(new_address: Addresses) -> None:
    address = new_address("postgresql")
    with opened(address, create=True) as database, database.writes() as connection:
        connection.execute(text("DROP ROLE IF EXISTS stranger"))
        connection.execute(text("CREATE ROLE stranger LOGIN"))
    with (
        pytest.raises(StoreError, match="the user may not do this: grant it the rights"),
        opened(address.replace("dragoman@", "stranger@")) as database,
    ):
        counts(database)


def test_a_newer_schema_says_so(new_address: Addresses) -> None:
    address = new_address("postgresql")
    with opened(address, create=True) as database, database.writes() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with (
        pytest.raises(StoreError, match="its schema 9999 is newer than this program's .*: upgrade Dragoman"),
        opened(address),
    ):
        pass


def test_a_connection_that_breaks_says_so(new_address: Addresses) -> None:
    with (
        opened(new_address("postgresql"), create=True) as database,
        pytest.raises(StoreError, match="no server answers|the connection"),
        database.writes() as connection,
    ):
        connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
