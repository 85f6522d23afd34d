"""Full text: how words are told apart, and the two tables that differ between SQLite (FTS5) and PostgreSQL (tsvector).

Words are told apart here, for both, so that both find the same: without case and accents, at anything that is
neither letter nor digit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import BigInteger, ColumnElement, Connection, TableClause, cast, column, table, text
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

LONGEST = 50_000
"""Words of one text that are indexed."""
LAST_PLACE, MOST_PLACES = 16_383, 256
"""What a tsvector can hold of a word's places."""

WORD = re.compile(r"[^\W_]{1,200}")
ASKED = re.compile(r'"([^"]*)"?|(\S+)')

Asked = tuple[list[str], bool]
VERSIONS, RECORDS = "version_words", "record_words"
INDEXES = {VERSIONS: "versions", RECORDS: "records"}
"""The two tables: the words of versions and of the evidence of records, by number."""


def folded(phrase: str) -> str:
    """*phrase* without case and accents."""
    parts = unicodedata.normalize("NFKD", phrase.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign)).replace("\0", " ")


def words(phrase: str) -> list[str]:
    """The words of *phrase*, as they are indexed: `Zelenskyy’s` → zelenskyy, s."""
    return WORD.findall(phrase.lower() if phrase.isascii() else folded(phrase))[:LONGEST]


def asked(query: str) -> list[Asked]:
    """What a query asks for: words that follow one another, and whether the last is only a beginning (`negot*`)."""
    parts = ((quoted or single, single.endswith("*")) for quoted, single in ASKED.findall(query))
    return [(found, beginning) for part, beginning in parts if (found := words(part))]


def create(connection: Connection) -> None:
    """Makes the two tables."""
    for name in INDEXES:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(
                f"CREATE VIRTUAL TABLE {name} USING fts5(words, content='', tokenize='unicode61')"
            )
        else:
            connection.exec_driver_sql(f"CREATE TABLE {name} (number bigint PRIMARY KEY, words tsvector NOT NULL)")
            connection.exec_driver_sql(f"CREATE INDEX {name}_by_word ON {name} USING gin (words)")


def index(connection: Connection, name: str, texts: Iterable[tuple[int, str]]) -> None:
    """Adds the words of each numbered text to the table *name*."""
    if connection.dialect.name == "sqlite":
        rows = [{"number": number, "words": " ".join(words(one))} for number, one in sorted(texts)]
        statement = f"INSERT INTO {name} (rowid, words) VALUES (:number, :words)"
    else:
        rows = [{"number": number, "words": _vector(words(one))} for number, one in sorted(texts)]
        statement = f"INSERT INTO {name} (number, words) VALUES (:number, CAST(:words AS tsvector))"
    if rows:
        connection.execute(text(statement), rows)


def _vector(found: list[str]) -> str:
    """Words with their places, as PostgreSQL writes them: `'agree':2 'they':1`."""
    places: dict[str, list[int]] = {}
    for at, word in enumerate(found, 1):
        places.setdefault(word, []).append(min(at, LAST_PLACE))
    return " ".join(f"'{word}':{','.join(map(str, at[:MOST_PLACES]))}" for word, at in places.items())


@dataclass(frozen=True, slots=True)
class Indexed:
    """A full-text table as a query sees it: itself, its numbers, and the condition that a row holds the words."""

    table: TableClause
    number: ColumnElement[int]
    holds: ColumnElement[bool]


def indexed(connection: Connection, name: str, query: str) -> Indexed:
    """The rows of the table *name* that hold what *query* asks for."""
    if connection.dialect.name == "sqlite":
        rows = table(name, column("rowid", BigInteger), column(name))
        return Indexed(rows, rows.c.rowid, rows.c[name].op("MATCH", is_comparison=True)(_for_sqlite(asked(query))))
    rows = table(name, column("number", BigInteger), column("words", TSVECTOR))
    condition = rows.c.words.op("@@", is_comparison=True)(cast(_for_postgres(asked(query)), TSQUERY))
    return Indexed(rows, rows.c.number, condition)


def _for_sqlite(parts: list[Asked]) -> str:
    return " AND ".join(f'"{" ".join(found)}"{" *" * beginning}' for found, beginning in parts)


def _for_postgres(parts: list[Asked]) -> str:
    return " & ".join(
        "(" + " <-> ".join(f"'{word}'" for word in found) + ":*" * beginning + ")" for found, beginning in parts
    )
