"""What the commands of collecting share: a desk to work at, and lines that are safe to print."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from dragoman.app.store.commands import print_json

if TYPE_CHECKING:
    from dragoman.app.collect.rounds import Desk
    from dragoman.store import Database, Watched


@contextmanager
def desk_at(store: Database, since: date | None = None) -> Iterator[Desk]:
    """A desk at *store*, with the real world outside; what still runs there ends with it."""
    from dragoman.app.collect.asking import World
    from dragoman.app.collect.rounds import Desk
    from dragoman.collect.bounded import Worker

    world = World()
    with Worker() as worker:
        try:
            yield Desk(database=store, world=world, worker=worker, since=since)
        finally:
            world.stop.set()


def previewed(desk: Desk, several: tuple[Watched, ...], *, as_json: bool) -> bool:
    """Shows what each source would give now; whether all of them answered."""
    from dragoman.app.collect.fetching import preview
    from dragoman.app.collect.health import coming

    well = True
    for watched, made in preview(desk, several):
        trouble = made.watched.standing.trouble
        well = well and trouble is None
        if trouble:
            complain(f"{watched.source.name}: {trouble.reason}: {trouble.remedy}")
        else:
            say(f"{watched.source.name}: {made.entries[-1].reason}", aside=as_json)
        for one in coming(made):
            day = f"{one.published:%Y-%m-%d}" if one.published else "no day"
            mark = " · elsewhere" if one.elsewhere else ""
            print_json(one) if as_json else say(
                f"  {day} · {one.title or '(no title)'} · {one.address or 'in the feed'}{mark}"
            )
    return well


def say(line: str, *, aside: bool = False) -> None:
    """Prints a line; *aside* on standard error."""
    from dragoman.publish.wording import plain

    indent = line[: len(line) - len(line.lstrip(" "))]
    print(indent + plain(line), file=sys.stderr if aside else sys.stdout)


def complain(line: str) -> None:
    """Prints on standard error what a person should see."""
    say(f"dragoman: {line}", aside=True)
