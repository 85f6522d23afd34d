"""A candidate is accepted or rejected: the row by which the reader knows them, with the words that introduce them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from dragoman.app.actors.candidates import Candidate
from dragoman.knowledge import Holder
from dragoman.store import CorrectionError
from dragoman.store.values.people import Introduced

SOURCE = "archive"
"""What stands as the source of a row that a store's own articles tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wished:
    """How somebody wants a candidate accepted: first and last day in office, other spellings of the name.

    *beside*: the holder whom the rows have in an office of one stays in it too, and is not over on the day before.
    *other*: though the names are much alike, this is somebody else than that holder.
    """

    begun: date | None = None
    ended: date | None = None
    aliases: tuple[str, ...] = ()
    beside: bool = False
    other: bool = False


def introduced(one: Candidate, wished: Wished) -> Introduced:
    """A candidate as the reader is to know them. Raises `CorrectionError` where that cannot be."""
    witnesses = tuple(quote.witness for quote in one.quotes)
    if one.holder is not None and one.spelling and not wished.other:
        return Introduced(name=one.name, row=_spelled(one, one.holder, wished), witnesses=witnesses)
    begun = wished.begun or one.first
    if begun and wished.ended and wished.ended < begun:
        raise CorrectionError(f"{wished.ended} is before {begun}: give the first day --from, or another last day --to")
    row = Holder(
        name=one.name, aliases=wished.aliases, office=one.office, body=one.code, begun=_day(begun),
        ended=_day(wished.ended), gender="", source=SOURCE,
    )  # fmt: skip
    ends = None if wished.beside else _ended(one, begun)
    return Introduced(name=one.name, row=row, witnesses=witnesses, ends=ends)


def turned_away(one: Candidate) -> Introduced:
    """A candidate as the reader is not to know them."""
    return introduced(one, Wished(beside=True, other=True))


def _spelled(one: Candidate, holder: Holder, wished: Wished) -> Holder:
    if wished.begun or wished.ended or wished.beside:
        raise CorrectionError(
            f"{one.name} is taken for another spelling of {holder.name}, whose term the rows tell: "
            "write it without --from, --to and --beside, or with --as-other"
        )
    return replace(holder, aliases=tuple(dict.fromkeys((one.name, *wished.aliases))))


def _ended(one: Candidate, begun: date | None) -> Holder | None:
    """The row of the holder before, over on the day before *begun*; none where it begins no earlier."""
    if one.holder is None or begun is None or _day(begun) <= one.holder.begun:
        return None
    return replace(one.holder, ended=_day(begun - timedelta(1)))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
