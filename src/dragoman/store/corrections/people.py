"""People whom an archive introduces: accepted or rejected by somebody, and whom the reader knows from then on."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, select

from dragoman.knowledge import Holder
from dragoman.ledger.sides import key
from dragoman.model import Article
from dragoman.store.corrections.folds import in_order, taken_back
from dragoman.store.corrections.marking import Person, put_correction
from dragoman.store.corrections.records import every_correction
from dragoman.store.database import Database
from dragoman.store.schema.corrections import corrections
from dragoman.store.schema.press import versions
from dragoman.store.values.corrections import Act, Correction, CorrectionError
from dragoman.store.values.people import Decision, Introduced, Witness

PERSON = "person"
DECIDING = (Act.LEARNT, Act.DENIED)


def decide(database: Database, introduced: Introduced, act: Act, *, by: Person) -> Correction:
    """Keeps that an introduction is accepted (`Act.LEARNT`) or rejected (`Act.DENIED`); the last word stands."""
    value = msgspec.to_builtins(introduced)
    one = Correction(act=act, at=by.at, who=by.who, why=by.why, record=introduced.term, kind=PERSON, value=value)
    with database.writes() as connection:
        put_correction(connection, one)
    return one


def decisions(database: Database) -> tuple[Decision, ...]:
    """The last word on every introduction that was decided, in the order in which these were said."""
    with database.reads() as connection:
        return _standing(_every(connection))


def decided(database: Database, name: str) -> Decision:
    """The last word on the introduction of *name*. Raises `CorrectionError` where nobody or several are meant."""
    every = decisions(database)
    found = [one for one in every if key(one.introduced.name) == key(name)]
    found = found or [one for one in every if one.introduced.term == name.strip()]
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(repr(one.introduced.term) for one in found)
        raise CorrectionError(f"{name!r} was decided {len(found)} times: write one of {listed}")
    raise CorrectionError(f"nothing was decided of {name!r}: dragoman actors list shows what was")


def taught(database: Database) -> tuple[Holder, ...]:
    """The people whom the reader is to know beside its rows, and rows whose terms are over by what was accepted."""
    accepted = sorted((one.introduced for one in decisions(database) if one.accepted), key=lambda one: one.term)
    return tuple(row for one in accepted for row in (one.ends, one.row) if row is not None)


def quotes(database: Database, witnesses: Iterable[Witness]) -> list[str | None]:
    """The words of each of the *witnesses*; none where its page is gone or was blanked."""
    with database.reads() as connection:
        return [_quote(connection, one) for one in witnesses]


def _quote(connection: Connection, one: Witness) -> str | None:
    for body in connection.execute(select(versions.c.body).where(versions.c.article == one.page)).scalars():
        article = msgspec.json.decode(body, type=Article)
        if article.id == one.article:
            return article.text[one.start : one.end]
    return None


def _every(connection: Connection) -> list[Correction]:
    return every_correction(connection, corrections.c.act.in_((*DECIDING, Act.UNDONE)))


def _standing(every: list[Correction]) -> tuple[Decision, ...]:
    void = taken_back(every)
    last = {one.record: one for one in in_order(every) if one.act in DECIDING and one.id not in void}
    return tuple(
        Decision(introduced=msgspec.convert(one.value, Introduced), said=one) for one in in_order(last.values())
    )
