"""What the ledgers have come to, so that an answer reads few rows: found by folding records, and found again by that.

A backup holds none of it: it is worked out anew from the records.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, String, Table, Text

from dragoman.store.schema.press import NUMBER, metadata

fold_marks = Table(
    "fold_marks",
    metadata,
    Column("ledger", Text, primary_key=True),
    Column("covered", NUMBER, nullable=False),
    Column("said", LargeBinary, nullable=False),
    Column("since", Integer),
)
"""How far a ledger has come: the last reading that it has seen, the corrections by id, and, where there is more to do,
the day *since* which everything is to be folded again. Days are numbers here: 1 is the first of January of the year 1.
"""

meeting_folds = Table(
    "meeting_folds",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("id", String(16), nullable=False),
    Column("first", Integer, nullable=False),
    Column("told", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("ahead", Boolean, nullable=False),
    Column("channel", Text),
    Index("meeting_folds_by_day", "first", "told", "id"),
    Index("meeting_folds_by_channel", "channel", "first", "told", "id"),
    Index("meeting_folds_ahead", "ahead", "last"),
)
"""Meetings, numbered in the order in which they are first *told*; *first* and *last* are their days."""

meeting_parties = Table(
    "meeting_parties",
    metadata,
    Column("side", Text, primary_key=True),
    Column("meeting", NUMBER, primary_key=True, autoincrement=False),
    Column("first", Integer, nullable=False),
    Column("told", Integer, nullable=False),
    Column("id", String(16), nullable=False),
    Index("meeting_parties_by_day", "side", "first", "told", "id"),
    Index("meeting_parties_of", "meeting"),
)
"""Who takes part, beside where the meeting stands among others."""

meeting_seats = Table(
    "meeting_seats",
    metadata,
    Column("key", NUMBER, primary_key=True, autoincrement=False),
    Column("shelf", String(7), primary_key=True),
    Column("week", Integer, primary_key=True, autoincrement=False),
    Column("meeting", NUMBER, primary_key=True, autoincrement=False),
    Index("meeting_seats_of", "meeting"),
    sqlite_with_rowid=False,
)
"""Where a report looks for its meeting (see `ledger/seating.py`): *key* is the digest of its key."""

meeting_reports = Table(
    "meeting_reports",
    metadata,
    Column("record", NUMBER, primary_key=True, autoincrement=False),
    Column("meeting", NUMBER, nullable=False),
    Column("day", Integer, nullable=False),
    Column("corrects", NUMBER),
    Index("meeting_reports_of", "meeting"),
    Index("meeting_reports_by_day", "day"),
)
"""Which meeting a *record* tells of, and on which day; what a page said before stands beside what *corrects* it.

A record that somebody added has a number below zero.
"""

ledger_keys = Table(
    "ledger_keys",
    metadata,
    Column("key", NUMBER, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("reading", Integer, primary_key=True, autoincrement=False),
    Column("record", NUMBER, primary_key=True, autoincrement=False),
    Index("ledger_keys_of", "reading"),
    sqlite_with_rowid=False,
)
"""What a ledger finds a *record* by, on the *day* on which it counts there (see `ledger_keys.py`): *key* is the digest of
its key."""

ledger_stances = Table(
    "ledger_stances",
    metadata,
    Column("side", NUMBER, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("record", NUMBER, primary_key=True, autoincrement=False),
    Column("reading", Integer, nullable=False),
    Column("id", String(16), nullable=False),
    Column("taken", Integer, nullable=False),
    Column("holder", Text, nullable=False),
    Column("stance", String(16), nullable=False),
    Column("issue", Text, nullable=False),
    Index("ledger_stances_of", "reading"),
    sqlite_with_rowid=False,
)
"""Positions that name something: who takes which stance on what, told on *day* and *taken* on another one perhaps; *side*
is the digest of the holder's key."""

ledger_asks = Table(
    "ledger_asks",
    metadata,
    Column("side", NUMBER, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("record", NUMBER, primary_key=True, autoincrement=False),
    Column("nth", Integer, primary_key=True, autoincrement=False),
    Column("reading", Integer, nullable=False),
    Column("id", String(16), nullable=False),
    Column("asked", Integer, nullable=False),
    Column("asker", Text, nullable=False),
    Column("addressees", Text, nullable=False),
    Column("phrase", Text),
    Column("words", Text, nullable=False),
    Index("ledger_asks_of", "reading"),
    sqlite_with_rowid=False,
)
"""What is asked for in an article, told on *day* and *asked* on another one perhaps: under the asker, each addressee and
all sides together. A *record* may ask several times, once for each who asks; *addressees* are a JSON list of keys."""
