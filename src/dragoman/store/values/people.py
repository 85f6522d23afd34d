"""Whom an archive teaches its reader, and by which words. Frozen."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.knowledge import Holder
from dragoman.ledger.sides import key
from dragoman.store.values.corrections import Act, Correction


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """Where somebody is introduced: [start, end) of the text of *article*, which stands at *page* (an address's digest)."""

    page: str
    article: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduced:
    """*name* with an office, as a *row*, by the words of *witnesses*; another spelling is a row of who bears it.

    *ends* is the row of whoever held the office before, with its last day.
    """

    name: str
    row: Holder
    witnesses: tuple[Witness, ...]
    ends: Holder | None = None

    @property
    def term(self) -> str:
        """What tells one introduction from another."""
        return term(self.name, self.row.office, self.row.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What somebody said last of an introduction: *accepted* or not."""

    introduced: Introduced
    said: Correction

    @property
    def accepted(self) -> bool:
        return self.said.act is Act.LEARNT


def term(name: str, office: str, body: str) -> str:
    """What tells one introduction from another: who, as what, and of whom."""
    return f"{key(name)} · {office} · {body}"
