"""Two independent writings of the facts → the rows that the project ships: only what both say.

    python training/knowledge/agree.py            writes src/dragoman/knowledge/data/{states,organisations,…}.csv
    python training/knowledge/agree.py --check    exits 1 if the shipped rows are not what the writings agree on

A row is kept where both writings have it (by name, and by code, sector, or office and body; a body's code is our
choice, not a fact, and the first writing's counts). A cell that holds a list
keeps what stands in both. A stretch in office is the days that both give: a date keeps the digits that both share; where the
years differ it is the later one that begins and the earlier one that ends.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

HERE = Path(__file__).parent
DATA = HERE.parent.parent / "src" / "dragoman" / "knowledge" / "data"
OF_ONE_STATE = ("company", "media")
CHANNEL_KINDS = ("bilateral", "minilateral", "multilateral")

ALWAYS = "9999"

Row = dict[str, str]


def writing(which: str, file: str) -> list[Row]:
    with (HERE / which / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    letters = "".join(mark for mark in plain if not unicodedata.combining(mark))
    return re.sub(r"[^a-z0-9]+", " ", letters.casefold()).removeprefix("the ").strip()


def names(row: Row) -> set[str]:
    listed = [row["name"], *row["aliases"].split("|")]
    return {fold(name) for name in listed if name}


def both(first: str, second: str) -> str:
    """The items of a list that stand in both, as the first writes them."""
    wanted = {fold(item) for item in second.split("|")}
    return "|".join(item for item in first.split("|") if item and fold(item) in wanted)


def either_name(first: Row, second: Row) -> str:
    """Aliases that stand in both rows, as name or as alias."""
    theirs, own = names(second), fold(first["name"])
    listed = [*first["aliases"].split("|"), second["name"]]
    kept = [item for item in listed if item and fold(item) in theirs and item != first["name"]]
    return "|".join(dict.fromkeys(item for item in kept if fold(item) != own or item.isascii()))


def shared_date(first: str, second: str) -> str | None:
    """The digits that two dates share, at least the year; null where they disagree."""
    if not first and not second:
        return ""
    parts = []
    for one, other in zip(first.split("-"), second.split("-"), strict=False):
        if one != other:
            break
        parts.append(one)
    return "-".join(parts) if parts and parts[0] else None


def paired(first: Iterable[Row], second: list[Row], key: Callable[[Row], object]) -> Iterator[tuple[Row, Row]]:
    """Rows of one key that share a name, each used once."""
    free = list(second)
    for row in first:
        match = next((one for one in free if key(one) == key(row) and names(one) & names(row)), None)
        if match is not None:
            free.remove(match)
            yield row, match


def same_year(first: str, second: str) -> str:
    return first if first == second else ""


def states() -> list[Row]:
    rows = paired(writing("first", "states.csv"), writing("second", "states.csv"), lambda row: row["code"])
    return [
        {
            "code": a["code"], "name": a["name"], "aliases": either_name(a, b), "demonyms": both(a["demonyms"], b["demonyms"]),
            "capital": a["capital"] if fold(a["capital"]) == fold(b["capital"]) else "",
            "metonyms": both(a["metonyms"], b["metonyms"]),
            "contested": a["contested"] if b["contested"] else "", "source": a["source"],
        }
        for a, b in rows
    ]  # fmt: skip


def organisations() -> list[Row]:
    rows = paired(
        writing("first", "organisations.csv"), writing("second", "organisations.csv"), lambda row: row["sector"]
    )
    return [
        {
            "code": a["code"], "name": a["name"], "aliases": either_name(a, b), "kind": a["kind"], "sector": a["sector"],
            "seat": a["seat_state"] if a["kind"] in OF_ONE_STATE and a["seat_state"] == b["seat_state"] else "",
            "metonyms": both(a["metonyms"], b["metonyms"]), "generic": both(a["generic"], b["generic"]),
            "members": "" if "universal" in a["members"] else both(a["members"], b["members"]),
            "founded": same_year(a["founded"], b["founded"]), "ended": same_year(a["ended"], b["ended"]), "source": a["source"],
        }
        for a, b in rows
    ]  # fmt: skip


def channels() -> list[Row]:
    rows = paired(writing("first", "channels.csv"), writing("second", "channels.csv"), lambda row: row["kind"])
    return [
        {
            "id": a["id"], "name": a["name"], "aliases": either_name(a, b), "kind": a["kind"],
            "members": both(a["members"], b["members"]), "begun": same_year(a["from"], b["from"]),
            "ended": same_year(a["to"], b["to"]), "source": a["source"],
        }
        for a, b in rows
        if a["kind"] in CHANNEL_KINDS
    ]  # fmt: skip


def groups() -> list[Row]:
    rows = paired(writing("first", "groups.csv"), writing("second", "groups.csv"), lambda row: row["country"])
    return [
        {
            "id": a["id"], "name": a["name"], "aliases": either_name(a, b), "country": a["country"], "sector": a["sector"],
            "generic": both(a["generic"], b["generic"]), "source": a["source"],
        }
        for a, b in rows
    ]  # fmt: skip


def national_bodies() -> list[Row]:
    rows = paired(
        writing("first", "national_bodies.csv"),
        writing("second", "national_bodies.csv"),
        lambda row: (row["state"], row["sector"]),
    )
    return [
        {
            "name": a["name"], "aliases": either_name(a, b), "state": a["state"], "sector": a["sector"],
            "generic": both(a["generic"], b["generic"]), "source": a["source"],
        }
        for a, b in rows
    ]  # fmt: skip


def held(file: str) -> list[Row]:
    """Who held an office in which body: each row of the first writing with one of the second that has the same, about then."""
    theirs: dict[tuple[str, str, str], list[Row]] = {}
    for row in writing("second", file):
        for name in names(row):
            theirs.setdefault((name, row["office"], row["body"]), []).append(row)
    found = []
    for a in writing("first", file):
        same = [row for name in sorted(names(a)) for row in theirs.get((name, a["office"], a["body"]), ())]
        together = [row for row in same if row["gender"] == a["gender"] and stretch(a, row) is not None]
        b = max(together, key=lambda row: months(*(stretch(a, row) or ("", ""))), default=None)
        if b is not None:
            begun, ended = stretch(a, b) or ("", "")
            found.append(
                {
                    "name": a["name"], "aliases": either_name(a, b), "office": a["office"], "body": a["body"],
                    "begun": begun, "ended": ended, "gender": a["gender"], "source": a["source"],
                }
            )  # fmt: skip
    return found


def stretch(a: Row, b: Row) -> tuple[str, str] | None:
    """The days that both give, as exactly as both give them; null where there are none."""
    begun = shared_date(a["from"], b["from"]) or max(a["from"], b["from"])
    ended = shared_date(a["to"], b["to"]) or min(a["to"] or ALWAYS, b["to"] or ALWAYS)
    if begun[: len(ended)] > ended:
        return None
    return begun, "" if ended == ALWAYS else ended


def months(begun: str, ended: str) -> int:
    """How long a stretch is, about."""
    first, last = ((int(day[:4]), int(day[5:7] or month)) for day, month in ((begun, 1), (ended or ALWAYS, 12)))
    return 12 * (last[0] - first[0]) + last[1] - first[1]


TABLES: dict[str, Callable[[], list[Row]]] = {
    "states.csv": states,
    "organisations.csv": organisations,
    "channels.csv": channels,
    "groups.csv": groups,
    "national_bodies.csv": national_bodies,
    "holders.csv": partial(held, "holders.csv"),
    "people.csv": partial(held, "people.csv"),
}


def rendered(rows: list[Row]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def main() -> int:
    stale = []
    for file, table in TABLES.items():
        text, path = rendered(table()), DATA / file
        if "--check" in sys.argv[1:]:
            stale += [file] if path.read_text(encoding="utf-8") != text else []
        else:
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"{file}: {text.count(chr(10)) - 1} rows\n")
    if stale:
        sys.stderr.write(
            f"{', '.join(stale)}: not what the two writings agree on; run python training/knowledge/agree.py\n"
        )
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
