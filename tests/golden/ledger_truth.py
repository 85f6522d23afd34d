"""The ledgers of the example press beside the truth that was written down from the facts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar

from tests.golden.comparing import NO_CONTENT, ROOT, tokens

from dragoman import read
from dragoman.knowledge.issues import stems
from dragoman.ledger.history import MeetingHistory, Step
from dragoman.ledger.positions import Stand, Thread
from dragoman.ledger.sides import channel_name
from dragoman.ledger.told import Told, told_of
from dragoman.model import Interval, Reading, Unreadable

PAGES = ROOT / "examples" / "press" / "pages"
TRUTH = ROOT / "examples" / "press" / "truth.json"
SEEN = datetime(2022, 2, 10, 6, 0, tzinfo=UTC)
SAME_PARTIES = 0.5
Row = dict[str, Any]
Ours = TypeVar("Ours")


@dataclass(frozen=True, slots=True)
class Found:
    """How much of the truth is found, how much of what is found is true, and what is not."""

    hits: int
    truths: int
    ours: int
    missed: tuple[str, ...]
    extra: tuple[str, ...]

    @property
    def recall(self) -> float:
        return self.hits / self.truths

    @property
    def precision(self) -> float:
        return self.hits / self.ours if self.ours else 0.0

    def __str__(self) -> str:
        rates = f"recall {self.recall:.3f} ({self.hits} of {self.truths}), precision {self.precision:.3f}"
        return "\n".join([f"{rates} (of {self.ours})", *self.missed, *self.extra])


@cache
def truth() -> Row:
    return json.loads(TRUTH.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def known_pages() -> list[str]:
    """The pages that the truth speaks of: it cannot judge what stands in others."""
    return sorted(row["page"] for row in truth()["pages"])


@cache
def corrected() -> dict[str, str]:
    """The pages that were corrected, each with what stands there now."""
    return {row["of"]: row["copy"] for row in truth()["copies"] if row["kind"] == "corrected version"}


def address(page: str | None) -> str:
    """Where a page stands: its versions have one address."""
    return corrected().get(page or "", page or "")


@cache
def press() -> tuple[Told, ...]:
    """Everything that the press tells, read by the rules alone, versions of a page in their order."""
    readings = [(page, reading) for page in known_pages() if (reading := _reading(page)) is not None]
    versions = corrected()
    copies = {row["copy"]: row["of"] for row in truth()["copies"] if row["kind"] != "corrected version"}
    articles = {page: reading.article.id for page, reading in readings}
    return tuple(
        _told(one, articles.get(copies.get(page, page)))
        for page, reading in readings
        for one in told_of(
            reading,
            seen=SEEN,
            page=versions.get(page, page),
            nth=1 if page in versions else 2,
            current=page not in versions,
        )
    )


def _told(one: Told, origin: str | None) -> Told:
    return replace(one, origin=origin or one.article)


@cache
def _reading(page: str) -> Reading | None:
    file = PAGES / page
    try:
        return read(file.read_bytes(), source=page, heads=False)
    except Unreadable:
        return None


def matched(truths: Sequence[Row], ours: Sequence[Ours], fit: Callable[[Row, Ours], float]) -> list[tuple[int, int]]:
    """One-to-one pairs, the best fitting first; a fit of 0 is none."""
    fits = [(fit(row, one), at, to) for at, row in enumerate(truths) for to, one in enumerate(ours)]
    taken: list[tuple[int, int]] = []
    for value, at, to in sorted(fits, key=lambda found: (-found[0], found[1:])):
        if value > 0 and all(at != row and to != one for row, one in taken):
            taken.append((at, to))
    return sorted(taken)


def told_in_the_press(row: Row) -> bool:
    """Whether some page tells of it; the rest is from the public record alone."""
    return any(entry["page"] for entry in row["history"])


def meeting_fit(row: Row, ours: MeetingHistory) -> float:
    """The same parties, anchored by day, place or page, and nothing that speaks against it."""
    parties = _parties(row, ours)
    if parties < SAME_PARTIES:
        return 0.0
    pages = {address(entry["page"]) for entry in row["history"]} & {one.page for one in ours.told}
    place = row["place"] is not None and ours.place is not None and _share(row["place"]["name"], ours.place.name)
    if row["date"] and ours.date:
        days = _overlap(row["date"], ours.date)
        return parties + place + len(pages) / 10 + 2 if days else 0.0
    return parties + place + len(pages) / 10 if pages else 0.0


def _parties(row: Row, ours: MeetingHistory) -> float:
    """The Jaccard of the two lists; a body told by its channel counts as come."""
    wanted, found = set(row["parties"]), set(ours.parties)
    if row["channel"] and ours.channel and _share(row["channel"], ours.channel):
        return 1.0
    return len(wanted & found) / len(wanted | found)


def _overlap(wanted: Row, found: Interval) -> bool:
    earliest, latest = (str(end) if end else None for end in (found.earliest, found.latest))
    return (earliest or "") <= (wanted["latest"] or "9") and (wanted["earliest"] or "") <= (latest or "9")


def _share(one: str, other: str) -> bool:
    return bool((set(tokens(one)) & set(tokens(other))) - NO_CONTENT)


def position_fit(row: Row, ours: tuple[Thread, Stand]) -> float:
    """The same holder and stance on an issue of like words; taken in an article of that page or near its day."""
    thread, stand = ours
    if row["holder"] != thread.holder or row["stance"] != stand.stance:
        return 0.0
    words = stems(row["issue"])
    held = max(len(words & stems(issue)) for issue in stand.issues)
    page = address(row["page"]) in {one.page for one in stand.told}
    return held / max(1, len(words)) + page if held and page else 0.0


def told_steps(rows: Sequence[Row], found: Sequence[MeetingHistory]) -> tuple[list[str], list[str]]:
    """The entries of the histories that a step of ours tells from the same page, and those that none does."""
    ours = {rows[at]["id"]: found[to] for at, to in matched(rows, found, meeting_fit)}
    told: list[str] = []
    missed: list[str] = []
    for row in rows:
        steps = ours[row["id"]].steps if row["id"] in ours else ()
        for entry in row["history"]:
            if entry["page"]:
                held = any(_tells(step, entry) for step in steps)
                (told if held else missed).append(f"{row['id']} {entry['status']}: {entry['page']}")
    return told, missed


def _tells(step: Step, entry: Row) -> bool:
    return step.status == entry["status"] and address(entry["page"]) in {one.page for one in step.told}


def channels_of(rows: Iterable[Row]) -> list[Row]:
    """Each channel of the truth once, by its one name."""
    names = dict.fromkeys(channel_name(row["channel"]) for row in rows if row["channel"] and told_in_the_press(row))
    return [{"name": name} for name in names]


def compared(truths: Sequence[Row], ours: Sequence[Ours], fit: Callable[[Row, Ours], float]) -> Found:
    pairs = matched(truths, ours, fit)
    hit, taken = {at for at, _ in pairs}, {to for _, to in pairs}
    return Found(
        hits=len(pairs),
        truths=len(truths),
        ours=len(ours),
        missed=tuple(f"  missed: {_short(row)}" for at, row in enumerate(truths) if at not in hit),
        extra=tuple(f"  extra: {_shown(one)}" for to, one in enumerate(ours) if to not in taken),
    )


def _short(row: Row) -> str:
    return str({name: value for name, value in row.items() if name not in ("history", "note")})


def _shown(one: object) -> str:
    match one:
        case MeetingHistory():
            date = one.date and (str(one.date.earliest), str(one.date.latest))
            place = one.place and one.place.name
            return f"{one.parties} {one.channel} {place} {date} {one.status}: {one.told[0].quote[:90]!r}"
        case (Thread() as thread, Stand() as stand):
            return f"{thread.holder} {stand.stance} {stand.issues}: {stand.told[0].source}"
    return str(one)
