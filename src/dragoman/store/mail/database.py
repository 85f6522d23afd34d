"""Where subscribers are kept: beside the store, in a file whose every commit is on the disk before it is answered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import URL

from dragoman.store.database import MEMORY, Chain, Database, database_at, opened_with, url_of
from dragoman.store.errors import StoreError, explained
from dragoman.store.mail.schema import HEAD

NAME = "newsletter"
CHAIN = Chain(
    head=HEAD,
    folder=Path(__file__).parent / "migrations",
    version_table="mail_version",
    make="start it with dragoman subscribers add ADDRESS EDITION",
)
SETTINGS = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON")


@contextmanager
def opened_mail(address: str, *, create: bool = False) -> Iterator[Database]:
    """The subscribers of the store at *address*: store.db has them in store.newsletter.db. *create* makes it.

    It is brought up to date where it is older. Raises `StoreError` as `opened` does.
    """
    database = database_at(beside(url_of(address)), settings=SETTINGS)
    if create and database.file:
        _for_its_owner_alone(database, database.file)
    with opened_with(database, CHAIN, create=create, upgrade=True):
        yield database


def copy_mail(mail: Database, file: Path) -> None:
    """A copy of the subscribers with their keys, whole as of one moment, in a new *file* for its owner alone.

    Raises `StoreError` where they are in PostgreSQL, whose own tools copy them, or where *file* is there already.
    """
    if not mail.sqlite:
        raise StoreError(mail.where, "PostgreSQL's subscribers are copied by its own tools", "use pg_dump")
    if file.exists():
        raise StoreError(str(file), "there is a file already", "name a new one")
    _for_its_owner_alone(mail, file)
    with explained(mail.where), closing(mail.engine.raw_connection()) as connection:
        connection.cursor().execute("VACUUM INTO ?", (str(file),))  # not within a transaction


def _for_its_owner_alone(database: Database, file: Path) -> None:
    try:
        file.absolute().parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600, exist_ok=True)
    except OSError as error:
        why = f"the file cannot be made ({error.strerror})"
        raise StoreError(database.where, why, "name a store in a folder that is yours with --database") from error


def beside(url: URL) -> URL:
    """Where the subscribers of the store at *url* are."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database == MEMORY:
        return url
    file = Path(url.database)
    return url.set(database=str(file.with_name(f"{file.stem}.{NAME}{file.suffix or '.db'}")))
