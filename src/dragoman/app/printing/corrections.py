"""What people said of records, as text that people read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from dragoman.publish.corrected import value

if TYPE_CHECKING:
    from dragoman.store import Correction, Erased, Forgotten, LetGo, Mark, Note, Retention, Reviewed, Saved, Watch

COUNTED = ("articles", "versions", "readings", "records", "corrections", "notes")


def day(at: datetime) -> str:
    """A moment, as short as it can be told."""
    return f"{at:%Y-%m-%d %H:%M}"


def mark_line(mark: Mark) -> str:
    """`type: ACCUSE → THREATEN, says ana: it is a warning`."""
    what = f"{mark.part}: {value(mark.was)} → {value(mark.now)}" if mark.part else str(mark.act)
    return f"{what}, says {mark.who}: {mark.why}"


def correction_line(one: Correction) -> str:
    """A correction on one line, its id first."""
    return " · ".join((one.id, day(one.at), one.who, _said(one), one.why))


def _said(one: Correction) -> str:
    match one.act:
        case "part":
            return f"{one.kind} {one.record}: {one.part} is {value(one.value)}"
        case "added":
            return f"{one.kind} {one.record}: added"
        case "merged":
            return f"{one.kind} {one.record} is {one.other}"
        case "split":
            return f"{one.kind} {one.record} is apart"
        case "undone":
            return f"{one.undoes} is taken back"
    return f"{one.kind} {one.record}: {one.act}"


def review(found: Reviewed) -> Iterator[str]:
    """A record with its words, all that was said of it, and what stands."""
    one, stands = found.found, found.judged
    yield f"{one.kind} {one.record.id} of {one.article.url or one.article.source}"
    yield f"  │ {one.quote}"
    for said in stands.said:
        gone = " (taken back)" if said.id in stands.taken_back else ""
        yield f"  {correction_line(said)}{gone}"
    if not stands.said:
        yield "  nobody has said anything of it"
    for part in stands.parts:
        yield f"  stands: {part.name} is {value(part.value)}"
    if stands.verdict and not stands.parts:
        yield f"  stands: {stands.verdict}"
    if stands.disputed:
        yield "  people disagree: the last word stands"


def forgotten(found: Forgotten) -> Iterator[str]:
    """What went, or would go."""
    yield f"{'would go' if found.dry else 'gone'}: {erased(found.erased)}"
    yield from (f"  {line}" for line in found.erased.left)


def erased(found: Erased) -> str:
    """How much of everything."""
    several = [f"{getattr(found, name)} {name}" for name in COUNTED if getattr(found, name)]
    several += [f"{found.blanked} characters blanked"] if found.blanked else []
    return ", ".join(several) or "nothing"


def let_go(found: LetGo) -> Iterator[str]:
    """What the retention of a source let go."""
    yield f"{found.retention.source}: {'would go' if found.dry else 'gone'}: {erased(found.erased)}"
    yield from (f"  {line}" for line in found.erased.left)


def retention(one: Retention) -> str:
    """How long what is kept."""
    return f"{one.source} · {one.days}d · {'records stay with their quotes' if one.records else 'records go too'} · {one.who}"


def note(one: Note) -> Iterator[str]:
    """A note under its moment and place."""
    yield " · ".join(part for part in (day(one.at), one.who, one.address or "", one.record or "") if part)
    yield from (f"  {line}" for line in one.text.splitlines())


def saved(one: Saved) -> str:
    """A search with what it asks for."""
    import msgspec

    asked = msgspec.to_builtins(one.query)
    return f"{one.name} · " + " ".join(f"{name}={held}" for name, held in asked.items() if held not in (None, 20))


def watch(one: Watch) -> str:
    """Who or what is watched."""
    return f"{one.kind} · {one.name}"
