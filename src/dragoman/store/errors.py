"""What can go wrong with a store: one line each, with the remedy."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from dragoman.model import DragomanError


class StoreError(DragomanError):
    """The store cannot do it. *where* is the database, *remedy* what to do instead."""

    def __init__(self, where: str, what: str, remedy: str) -> None:
        super().__init__(f"{where}: {what}: {remedy}")
        self.where, self.what, self.remedy = where, what, remedy


SQLITE = (
    ("locked", "another process holds the database", "let it finish or stop it, then run this again"),
    ("readonly", "the database or its folder is read-only", "make both writable, or name another with --database"),
    ("unable to open", "the file cannot be opened", "check that its folder is there and writable"),
    ("full", "the disk is full", "make room and run this again; what was stored is safe"),
    ("not a database", "this is no database, or a damaged one", "name another, or restore a backup into a new file"),
    ("malformed", "the file is damaged", "keep a copy of it and restore a backup into a new file: dragoman restore"),
    ("fts5", "the file is damaged", "keep a copy of it and restore a backup into a new file: dragoman restore"),
    ("disk i/o", "the disk cannot be read or written", "check the disk and its free space, then run dragoman verify"),
)
"""Words of SQLite's own messages → what is wrong and what to do."""

POSTGRES = {
    "53100": ("the server's disk is full", "make room on it and run this again; what was stored is safe"),
    "25006": ("the server is read-only", "name the primary server"),
    "55P03": ("another process holds the database", "let it finish or stop it, then run this again"),
    "42501": ("the user may not do this", "grant it the rights on its schema, or name another user"),
    "3D000": ("the server has no such database", "create it: createdb NAME"),
    "28P01": ("the server refuses user or password", "check both in the URL"),
    "28000": ("the server refuses the user", "check the user in the URL"),
    "57P03": ("the server is starting or stopping", "run this again in a moment"),
}
"""PostgreSQL's SQLSTATEs → what is wrong and what to do."""

URL_REMEDY = "write a file's path, sqlite:///PATH or postgresql://USER@HOST/NAME"


@contextmanager
def explained(where: str) -> Iterator[None]:
    """Turns what the database's drivers raise into one `StoreError` about *where*."""
    try:
        yield
    except StoreError:
        raise
    except (ArgumentError, NoSuchModuleError):
        raise StoreError(where, "this is no database's address", URL_REMEDY) from None
    except DBAPIError as error:
        raise _explained(where, error.orig or error) from error
    except (sqlite3.Error, psycopg.Error, SQLAlchemyError) as error:
        raise _explained(where, error) from error


def _explained(where: str, error: BaseException) -> StoreError:
    said = " ".join(str(error).split())
    if isinstance(error, psycopg.Error):
        known = POSTGRES.get(error.sqlstate or "") or _connecting(said)
        return StoreError(where, *known)
    for word, what, remedy in SQLITE:
        if isinstance(error, sqlite3.Error) and word in said.lower():
            return StoreError(where, what, remedy)
    return StoreError(where, f"the database says: {said}", "run dragoman doctor")


def _connecting(said: str) -> tuple[str, str]:
    """A failed connection has no SQLSTATE; the server's reason is in its words."""
    for words, state in (
        ("does not exist", "3D000"),
        ("password authentication failed", "28P01"),
        ("starting up", "57P03"),
    ):
        if words in said:
            return POSTGRES[state]
    if "connection" in said or "resolve host" in said:
        return "no server answers", "start PostgreSQL, or check host and port in the URL"
    return f"the server says: {said}", "run dragoman doctor"
