"""How many lines the brief of each of several days has, from one look at the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from dragoman.ledger.briefing import Wanted, brief
from dragoman.store.brief.material import brief_material
from dragoman.store.database import Database


def lines_a_day(database: Database, stretch: Sequence[date], *, wanted: Wanted) -> dict[date, int]:
    """Of each day of a *stretch* how many lines are new, changed or contradicted: one counts where it is first told.

    What only a copy of an older report tells counts on no day, as in the brief of its own day.
    """
    if not stretch:
        return {}
    first, last = min(stretch), max(stretch)
    material = brief_material(database, since=first, day=last, wanted=wanted)
    found = brief(material, day=last, since=first, wanted=wanted)
    published = {one.article: one.day for one in material.told}
    counts: Counter[date] = Counter()
    for line in (*found.new, *found.changed, *found.contradicted):
        teller = min(line.told, key=lambda one: one.day)
        if published.get(teller.origin, teller.day) >= teller.day:
            counts[teller.day] += 1
    return {day: counts[day] for day in stretch}
