"""The memory: SQLite by default, PostgreSQL by URL. The only room with SQL."""

from dragoman.store.articles import add_article, versions_of
from dragoman.store.backups import backup, check, counts, restore
from dragoman.store.database import Database, opened
from dragoman.store.errors import StoreError
from dragoman.store.health import doctor
from dragoman.store.hits import search
from dragoman.store.jobs import add_jobs, finish, give_up, lease
from dragoman.store.pages import add_rejected, all_rejected, dealt_with
from dragoman.store.readings import add_reading, add_readings, all_readings, reading_of
from dragoman.store.values import (
    KINDS,
    Checked,
    Counts,
    Finding,
    Head,
    Hit,
    Job,
    Kept,
    Lease,
    Query,
    Record,
    Stored,
    Version,
)
from dragoman.store.verification import how_many, verify

__all__ = [
    "KINDS",
    "Checked",
    "Counts",
    "Database",
    "Finding",
    "Head",
    "Hit",
    "Job",
    "Kept",
    "Lease",
    "Query",
    "Record",
    "StoreError",
    "Stored",
    "Version",
    "add_article",
    "add_jobs",
    "add_reading",
    "add_readings",
    "add_rejected",
    "all_readings",
    "all_rejected",
    "backup",
    "check",
    "counts",
    "dealt_with",
    "doctor",
    "finish",
    "give_up",
    "how_many",
    "lease",
    "opened",
    "reading_of",
    "restore",
    "search",
    "verify",
    "versions_of",
]
