"""What comes in again after it was forgotten: a page is turned away, a person blanked out."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from dragoman.model import Reading, Rejected
from dragoman.store import rows
from dragoman.store.database import Database
from dragoman.store.forgetting.blanking import LONGEST_NAME, name_words, names, texts_of, without_person
from dragoman.store.forgetting.tombstones import PAGE, PERSON, TEXT, person_id, stone_id, tombstone
from dragoman.store.schema.corrections import tombstones
from dragoman.store.values.corrections import Tombstone
from dragoman.store.words import words

STAGE = "store"


def admitted(database: Database, reading: Reading) -> Reading | Rejected:
    """*reading* as it may be stored: without those who were forgotten; rejected where its page or its text was."""
    article = reading.article
    with database.reads() as connection:
        if connection.execute(select(tombstones.c.id).limit(1)).first() is None:
            return reading
        for forgets, what in ((PAGE, rows.address(article)), (PAGE, article.source), (TEXT, article.digest)):
            stone = tombstone(connection, stone_id(forgets, what))
            if stone is not None and stone.lifted is None:
                return Rejected(source=article.source, stage=STAGE, reason=_why(stone))
        known = select(tombstones.c.id).where(tombstones.c.forgets == PERSON, tombstones.c.lifted.is_(None))
        people = set(connection.execute(known).scalars())
    for name in _forgotten(reading, people):
        (reading,) = without_person((reading,), name)
    return reading


def _why(stone: Tombstone) -> str:
    day = f"{stone.at:%Y-%m-%d}"
    if stone.forgets == TEXT:
        return f"this text was let go on {day} by {stone.who} ({stone.why}): lengthen the retention to keep such texts"
    return f"this page was forgotten on {day} by {stone.who} ({stone.why}): dragoman forget --lift lets it in again"


def _forgotten(reading: Reading, people: set[str]) -> list[tuple[str, ...]]:
    """The names in a reading that were forgotten, by their digests."""
    if not people:
        return []
    several = {name for text in texts_of(reading.article) for name in _phrases(words(text))}
    several |= {name_words(one.name) for one in reading.entities}
    found = sorted(name for name in several if person_id(name) in people)
    return [name for name in found if names(reading, name)]


def _phrases(found: list[str]) -> Iterable[tuple[str, ...]]:
    for length in range(1, LONGEST_NAME + 1):
        yield from {tuple(found[at : at + length]) for at in range(len(found) - length + 1)}
