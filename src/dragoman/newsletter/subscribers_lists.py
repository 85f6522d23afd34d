"""Lists of subscribers as CSV: what another program exported comes in with its consents, and ours goes out the same."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from dragoman.model import DragomanError
from dragoman.newsletter.subscribers import BadAddress, address_of
from dragoman.publish.export_values import no_formula
from dragoman.store.mail.importing import Listed, OnList
from dragoman.store.mail.subscribers import Asking
from dragoman.store.mail.values import ConsentAct, Door, Origin, Status, Wording

COLUMNS = ("address", "edition", "status", "asked", "confirmed", "left", "wording", "wording_version")
SLUG, LONGEST_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*"), 64
"""What an edition can be called."""
ENDED = (Status.LEFT, Status.SUPPRESSED)
UNSAID = "not in the list"
"""What is kept where a list does not say what people agreed to."""


class BadList(DragomanError):
    """The list cannot be read, or its head is not one of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a list: somebody, or (*wrong*) why it is nobody. *ended* is somebody who left there."""

    number: int
    listed: Listed | None = None
    wrong: str | None = None
    ended: bool = False


def is_edition(name: str) -> bool:
    """Whether an edition can be called so."""
    return len(name) <= LONGEST_NAME and SLUG.fullmatch(name) is not None


def lines_of(
    written: Iterable[str], is_edition: Callable[[str], bool], *, edition: str | None = None, why: str | None = None
) -> Iterator[Line]:
    """The lines of a list. *edition* is that of lines that name none; *why* says how it is known that all agreed."""
    rows = csv.DictReader(written, strict=True)
    try:
        head = [name.strip().casefold() for name in rows.fieldnames or ()]
        _check(head)
        rows.fieldnames = head
        for row in rows:
            yield _line(row, rows.line_num, is_edition, edition, why)
    except (csv.Error, UnicodeDecodeError) as error:
        raise BadList(f"line {rows.line_num}: this is no CSV in UTF-8 ({error})") from None


def _check(head: list[str]) -> None:
    unknown = [name for name in head if name not in COLUMNS]
    if unknown or "address" not in head or len(set(head)) != len(head):
        what = f"the column {unknown[0]!r} is unknown" if unknown else "there is no one column address"
        raise BadList(f"line 1: {what}: write {', '.join(COLUMNS)}, of which only address must be there")


def _line(
    row: dict[str, str | None], number: int, is_edition: Callable[[str], bool], edition: str | None, why: str | None
) -> Line:
    try:
        if None in row:
            raise ValueError("there are more cells than columns")
        cells = {name: (value or "").strip() for name, value in row.items()}
        if (status := cells.get("status")) and Status(status) in ENDED:
            return Line(number=number, ended=True)
        return Line(number=number, listed=_listed(cells, is_edition, edition, why))
    except (ValueError, BadAddress) as error:
        return Line(number=number, wrong=str(error))


def _listed(cells: dict[str, str], is_edition: Callable[[str], bool], edition: str | None, why: str | None) -> Listed:
    address, wanted = address_of(cells["address"]), cells.get("edition") or edition or ""
    if not is_edition(wanted):
        raise ValueError(f"{wanted!r} is no edition's name: name one in the column edition or with --edition")
    words = " · ".join(part for part in (cells.get("wording", ""), f"confirmed by: {why}" if why else "") if part)
    wording = Wording(text=words or UNSAID, version=cells.get("wording_version") or UNSAID)
    origin = Origin(wording=wording, door=Door.IMPORT)
    asking = Asking(
        address=address.written, address_key=address.key, edition=wanted, origin=origin, act=ConsentAct.IMPORTED
    )
    return Listed(asking=asking, asked=_moment(cells.get("asked")), confirmed=_moment(cells.get("confirmed")))


def _moment(written: str | None) -> datetime | None:
    """A day or a moment; one without a time zone is in UTC."""
    if not written:
        return None
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        raise ValueError(f"{written!r} is no day: write YEAR-MONTH-DAY, such as 2026-11-29") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def list_lines(rows: Iterable[OnList]) -> Iterator[list[str]]:
    """Our subscriptions as a list that `lines_of` and other programs read; no cell is a formula."""
    yield list(COLUMNS)
    for row in rows:
        times = [one.isoformat(timespec="seconds") if one else "" for one in (row.asked, row.confirmed, row.left)]
        yield [row.address, row.edition, row.status, *times, no_formula(row.wording), no_formula(row.wording_version)]
