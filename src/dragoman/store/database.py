"""The database: opened, made or brought up to date, and its two kinds of transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import SQLITE_BUSY, OperationalError
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text

from dragoman.store.errors import URL_REMEDY, StoreError, explained
from dragoman.store.schema.press import HEAD

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

PATIENCE = 30
"""Seconds that SQLite waits for another process to let go; `?timeout=` in the URL says otherwise."""
MEMORY = ":memory:"
"""SQLite's name for no file at all: nothing that is kept."""
SECRETS = ("password", "sslpassword")
"""Parts of a PostgreSQL address that are shown to nobody."""
VERSION_TABLES = ("alembic_version", "mail_version")
"""Where each schema of this program notes its revision."""
SETTINGS = ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON")
LOCK = 0x647261676F6D616E
NUMBERING = LOCK + 1
"""The advisory lock under which PostgreSQL's schema is made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A schema: its migrations in *folder*, the newest of them *head*, and how one *make*s what is not there yet."""

    head: str
    folder: Path
    version_table: str
    make: str


PRESS = Chain(
    head=HEAD,
    folder=Path(__file__).parent / "migrations",
    version_table="alembic_version",
    make="make it with dragoman ingest PATH",
)
"""What was read."""


@dataclass(frozen=True, slots=True)
class Database:
    """A database that is open. *where* is its address as it may be shown: without a password."""

    engine: Engine
    where: str

    @property
    def sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database."""
        name = self.engine.url.database
        return Path(name) if self.sqlite and name else None

    @contextmanager
    def reads(self) -> Iterator[Connection]:
        """A transaction that sees one state of the store throughout."""
        isolated = self.engine if self.sqlite else self.engine.execution_options(isolation_level="REPEATABLE READ")
        with explained(self.where), isolated.begin() as connection:
            try:
                yield connection
            except (msgspec.MsgspecError, ValueError) as error:
                what = f"a stored value is damaged ({error})"
                raise StoreError(self.where, what, "see dragoman verify --all, then restore a backup") from error

    @contextmanager
    def writes(self) -> Iterator[Connection]:
        """A transaction that is kept whole or not at all."""
        with explained(self.where), self.engine.execution_options(writes=True).begin() as connection:
            yield connection

    def close(self) -> None:
        self.engine.dispose()


@contextmanager
def opened(address: str, *, create: bool = False, upgrade: bool = False) -> Iterator[Database]:
    """The store at *address*, a file's path or a URL. *create* makes it, *upgrade* brings an older one up to date.

    Raises `StoreError` where it is not there, is something else, or has another schema.
    """
    database = database_at(url_of(address), settings=SETTINGS)
    with opened_with(database, PRESS, create=create, upgrade=upgrade):
        yield database


@contextmanager
def opened_with(database: Database, chain: Chain, *, create: bool, upgrade: bool) -> Iterator[None]:
    """Sees to it that *database* has the schema of *chain*, and closes it in the end."""
    try:
        if not create and database.file and not database.file.exists():
            raise StoreError(database.where, "there is no such database yet", chain.make)
        _ready(database, chain, create=create, upgrade=upgrade)
        yield
    finally:
        database.close()


def database_at(url: URL, *, settings: tuple[str, ...]) -> Database:
    """The database at *url*, not yet looked at; *settings* are SQLite's pragmas."""
    sqlite = url.get_backend_name() == "sqlite"
    where = str(url.database) if sqlite else _without_secrets(url)
    with explained(where):
        return Database(_sqlite(url, settings) if sqlite else create_engine(url), where)


def _without_secrets(url: URL) -> str:
    shown = url.set(drivername="postgresql").difference_update_query(SECRETS)
    return shown.render_as_string(hide_password=True)


def url_of(address: str) -> URL:
    """*address* as a URL; whatever has no scheme is a file."""
    if "://" not in address and address != MEMORY:
        return URL.create("sqlite", database=address)
    shown = address.partition("?")[0].rpartition("@")[2]
    with explained(shown):
        url = make_url(address)
    backend = url.get_backend_name()
    if backend in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if backend == "sqlite" and url.database and url.database != MEMORY:
        return url
    raise StoreError(shown, "this is no database's address", URL_REMEDY)


def _sqlite(url: URL, settings: tuple[str, ...]) -> Engine:
    """An engine that leaves transactions to us: the driver's own begin too late and part DDL from its data."""
    waits = {} if "timeout" in url.query else {"timeout": PATIENCE}
    engine = create_engine(url, connect_args=waits)

    @event.listens_for(engine, "connect")
    def connected(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        for setting in settings:
            _set(connection, setting)

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writes(connection) else "BEGIN")

    return engine


def _set(connection: DBAPIConnection, setting: str) -> None:
    """Runs a pragma, and waits where SQLite does not: for the lock under which a new file's journal becomes a WAL."""
    ((patience,),) = connection.execute("PRAGMA busy_timeout").fetchall()
    until = monotonic() + patience / 1000
    while True:
        try:
            connection.execute(f"PRAGMA {setting}")
        except OperationalError as error:
            if error.sqlite_errorcode != SQLITE_BUSY or monotonic() > until:
                raise
            sleep(0.02)
        else:
            return


def _writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("writes"))


def _ready(database: Database, chain: Chain, *, create: bool, upgrade: bool) -> None:
    """Sees to it that the schema is this program's."""
    if create and database.file:
        _folder(database, database.file.absolute().parent)
    with database.reads() as connection:
        found = revision(connection, chain)
        empty = found is None and _free(database, inspect(connection).get_table_names())
    if found == chain.head:
        return
    if found is None and not empty:
        raise StoreError(database.where, "this database holds something else", "name an empty or a new one")
    if found is not None and found > chain.head:
        what = f"its schema {found} is newer than this program's {chain.head}"
        raise StoreError(database.where, what, "upgrade Dragoman")
    if found is not None and not upgrade:
        what = f"its schema {found} is older than this program's {chain.head}"
        raise StoreError(database.where, what, "back it up, then run dragoman doctor --upgrade")
    if empty and not create:
        raise StoreError(database.where, "this database is still empty", chain.make.replace("make it", "fill it"))
    _migrate(database, chain)


def _free(database: Database, tables: list[str]) -> bool:
    """Whether there is nothing of anybody else's; on PostgreSQL the schemas of this program share a database."""
    return not tables or (not database.sqlite and any(name in tables for name in VERSION_TABLES))


def _folder(database: Database, folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = f"its folder cannot be made ({error.strerror})"
        raise StoreError(database.where, why, "name a file in a folder that is yours with --database") from error


def revision(connection: Connection, chain: Chain = PRESS) -> str | None:
    """The schema that the database has; none where it is not ours."""
    if not inspect(connection).has_table(chain.version_table):
        return None
    found: Any = connection.execute(text(f"SELECT version_num FROM {chain.version_table}")).scalar()
    return None if found is None else str(found)


def hold(connection: Connection, *ids: str) -> None:
    """Makes processes that add the same thing come one after the other; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        for lock in sorted(int(id[:15], 16) for id in ids):
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": lock})


def numbering(connection: Connection, *, alone: bool = False) -> None:
    """Held by all who number rows until these are stored; *alone*, by whoever must see all up to the last number.

    PostgreSQL gives a number before the row can be seen: a later one might be seen first. SQLite has one writer.
    """
    if connection.dialect.name == "postgresql":
        function = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
        connection.execute(text(f"SELECT {function}(:lock)"), {"lock": NUMBERING})


def _migrate(database: Database, chain: Chain) -> None:
    """Runs what is missing of the migrations, all or nothing, one process at a time."""
    from alembic import command  # slow to load, and a store that is up to date needs none of it
    from alembic.config import Config
    from alembic.util import CommandError

    with database.writes() as connection:
        if not database.sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        settings = Config()
        settings.set_main_option("script_location", str(chain.folder).replace("%", "%%"))
        settings.set_main_option("path_separator", "os")
        settings.attributes.update(connection=connection, version_table=chain.version_table)
        try:
            command.upgrade(settings, "head")
        except CommandError as error:
            remedy = "back it up with the Dragoman that made it, and restore that into a new one"
            raise StoreError(database.where, f"it cannot be brought up to date ({error})", remedy) from error
