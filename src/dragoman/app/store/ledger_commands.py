"""The commands of the ledgers: records over time, each with the words it rests on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from dragoman.app.options import Address, Json, Since, Until, asked_day
from dragoman.app.store import commands as store_commands

if TYPE_CHECKING:
    from dragoman.publish.ledger_page import Page
    from dragoman.store import Database

One = TypeVar("One")
SESSIONS = 3
"""Sessions of each channel where all are listed."""
INGEST = "read some press with dragoman ingest PATH"


class By(StrEnum):
    """How long a stretch of a series is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


Side = Annotated[str, typer.Argument(metavar="CODE|NAME", help="A state or body by code or name: RUS, Russia, NATO.")]
Other = Annotated[str, typer.Argument(metavar="CODE|NAME", help="The other one.")]
AnySide = Annotated[str | None, typer.Argument(metavar="[CODE|NAME]", help="Only what this side asks or is asked.")]
Who = Annotated[str, typer.Argument(metavar="NAME|CODE", help='A person or body: "Vladimir Putin", RUS.')]
Forum = Annotated[str | None, typer.Argument(metavar='["NAME"]', help='A forum or format: "NATO-Russia Council".')]
Stretch = Annotated[By, typer.Option("--by", help="How long a bar is.")]
Issue = Annotated[str | None, typer.Option(metavar="WORDS", help="Only issues like this one: sanctions.")]
Upcoming = Annotated[bool, typer.Option("--upcoming", help="Only meetings that are still to come.")]
Actor = Annotated[str | None, typer.Option(metavar="CODE|NAME", help="Only what this side takes part in.")]
Day = Annotated[
    date | None,
    typer.Option("--date", parser=asked_day, metavar="YYYY-MM-DD", help="As it was known on this day, not today."),
]
Most = Annotated[int, typer.Option("--limit", min=1, max=10000, help="How many at most, the newest.")]


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the command line."""
    for command in (dyad, meetings, positions, channels, posture, quotes, questions):
        app.command()(command)


def dyad(
    one: Side,
    other: Other,
    by: Stretch = By.WEEK,
    since: Since = None,
    until: Until = None,
    database: Address = None,
    as_json: Json = False,
) -> None:
    """Cooperation and conflict between two sides over time, beside how much was written about them.

    Without --since the last half year to the newest article or to --until: by day six weeks, by month two years.

    Exit code: 0, also when nothing is found; 2 for wrong usage, 3 when the store failed.
    """
    from dragoman.ledger.dyads import Period
    from dragoman.publish.ledger_series import series
    from dragoman.store.ledgers.answers import dyad_of, shown_since
    from dragoman.store.naming import side

    with store_commands.opened_store(database) as store:
        both = side(store, one), side(store, other)
        if both[0] == both[1]:
            raise typer.BadParameter(f"{one!r} and {other!r} are the same side: name two")
        first = since or shown_since(store, period=Period(by), today=today(), until=until)
        found = dyad_of(store, both, period=Period(by), since=first, until=until)
        lately = since is None and bool(found.stretches)
        if since is None and not lately:  # what was last told of them is long ago
            found = dyad_of(store, both, period=Period(by), until=until)
    if as_json:
        _json(found.stretches)
    elif found.stretches:
        print(series(found, page()), end="")
    else:
        nothing(f"no article in the store names both {both[0]} and {both[1]}", INGEST)
    if lately:
        nothing(f"what was before {first} is not shown", "write an earlier day with --since")


def meetings(
    upcoming: Upcoming = False,
    actor: Actor = None,
    on: Day = None,
    limit: Most = 50,
    database: Address = None,
    as_json: Json = False,
) -> None:
    """Meetings with their history: proposed, agreed, scheduled, moved, held or cancelled, each step quoted.

    Exit code: 0, also when nothing is found; 2 for wrong usage, 3 when the store failed.
    """
    from dragoman.publish.ledger_lists import meeting_text
    from dragoman.store.ledgers.answers import meetings_of, meetings_to_come
    from dragoman.store.naming import side

    with store_commands.opened_store(database) as store:
        who = side(store, actor) if actor else None
        if upcoming:
            found = meetings_to_come(store, today=on or today(), side=who, on=on, limit=limit + 1)
        else:
            found = meetings_of(store, side=who, on=on, limit=limit + 1)
    what = "meeting to come" if upcoming else "meeting"
    _tell(found, limit, meeting_text, what, "leave --upcoming away" if upcoming else INGEST, as_json=as_json)


def positions(
    holder: Side,
    issue: Issue = None,
    since: Since = None,
    limit: Most = 20,
    database: Address = None,
    as_json: Json = False,
) -> None:
    """Where a side stands on each issue over time: first said, repeated, softened, hardened, answered.

    Without --since of what was told in the last half year to the newest article; all of it where that is nothing.

    Exit code: 0, also when nothing is found; 2 for wrong usage, 3 when the store failed.
    """
    from dragoman.publish.ledger_lists import thread_text
    from dragoman.store.ledgers.answers import positions_of
    from dragoman.store.naming import side

    with store_commands.opened_store(database) as store:
        who = side(store, holder)
        asked = partial(positions_of, store, who, issue=issue, limit=limit + 1)
        found, first = _lately(store, since, lambda first: asked(since=first))
    remedy = "leave --issue away" if issue else INGEST
    _tell(found, limit, thread_text, f"position of {who}", remedy, as_json=as_json)
    _not_before(first)


def channels(name: Forum = None, limit: Most = 50, database: Address = None, as_json: Json = False) -> None:
    """Forums and formats with their members and sessions: the newest of one, or the last few of each.

    Exit code: 0, also when nothing is found; 2 for wrong usage, 3 when the store failed.
    """
    from dragoman.publish.ledger_lists import channel_text
    from dragoman.store.ledgers.answers import channels_known, channels_of

    with store_commands.opened_store(database) as store:
        asked = _channel(name, channels_known(store)) if name else None
        found = channels_of(store, name=asked, limit=limit if asked else SESSIONS)
    _tell(found, limit, channel_text, f"session of {asked}" if asked else "channel", INGEST, as_json=as_json)


def _channel(name: str, stored: Sequence[str]) -> str:
    from dragoman.store.naming import channel

    return next((one for one in stored if one.casefold() == name.strip().casefold()), None) or channel(name)


def posture(
    actor: Side,
    since: Since = None,
    until: Until = None,
    limit: Most = 50,
    database: Address = None,
    as_json: Json = False,
) -> None:
    """Forces that a side moves, raises or withdraws, where and near whom, over time.

    Exit code: 0, also when nothing is found; 2 for wrong usage, 3 when the store failed.
    """
    from dragoman.publish.ledger_lists import movement_text
    from dragoman.store.ledgers.answers import posture_of
    from dragoman.store.naming import side

    with store_commands.opened_store(database) as store:
        who = side(store, actor)
        found = posture_of(store, who, since=since, until=until, limit=limit + 1)
    _tell(found, limit, movement_text, f"movement of {who}'s forces", _wider(since, until), as_json=as_json)


def quotes(
    who: Who,
    since: Since = None,
    until: Until = None,
    limit: Most = 20,
    database: Address = None,
    as_json: Json = False,
) -> None:
    """What a person or body has said, by day.

    Exit code: 0, also when nothing is found; 2 for wrong usage, 3 when the store failed.
    """
    from dragoman.publish.ledger_lists import quote_text
    from dragoman.store.ledgers.answers import quotes_of
    from dragoman.store.naming import person

    with store_commands.opened_store(database) as store:
        name = person(store, who)
        found = quotes_of(store, name, since=since, until=until, limit=limit + 1)
    _tell(found, limit, quote_text, f"word of {name}", _wider(since, until), as_json=as_json)


def questions(
    asker: AnySide = None, since: Since = None, limit: Most = 50, database: Address = None, as_json: Json = False
) -> None:
    """What was asked for and not answered: demands, proposals and conditions.

    Without --since of what was told in the last half year to the newest article; all of it where that is nothing.

    Exit code: 0, also when nothing is found; 2 for wrong usage, 3 when the store failed.
    """
    from dragoman.publish.ledger_lists import question_text
    from dragoman.store.ledgers.answers import questions_of
    from dragoman.store.naming import side

    with store_commands.opened_store(database) as store:
        who = side(store, asker) if asker else None
        asked = partial(questions_of, store, who, limit=limit + 1)
        found, first = _lately(store, since, lambda first: asked(since=first))
    _tell(found, limit, question_text, "open question", INGEST, as_json=as_json)
    _not_before(first)


def _lately(
    store: Database, since: date | None, found: Callable[[date | None], list[One]]
) -> tuple[list[One], date | None]:
    """What is *found since* a day, or where none is asked for, in the last half year, with the day on which that
    begins; what was last told before that is found whole."""
    from dragoman.ledger.dyads import Period
    from dragoman.store.ledgers.answers import shown_since

    if since is not None:
        return found(since), None
    first = shown_since(store, period=Period.WEEK, today=today())
    lately = found(first)
    return (lately, first) if lately else (found(None), None)


def _not_before(first: date | None) -> None:
    """On standard error that what was told before the *first* day is not shown."""
    if first is not None:
        nothing(f"what was told before {first} is not shown", "write an earlier day with --since")


def today() -> date:
    """The day in UTC."""
    return datetime.now(UTC).date()


def _wider(since: date | None, until: date | None) -> str:
    return "leave --since and --until away" if since or until else INGEST


def _tell(
    found: Sequence[One], limit: int, text: Callable[[One, Page], str], what: str, remedy: str, *, as_json: bool
) -> None:
    """Prints the newest of what is *found*; on standard error that there is none, or that some are left out."""
    shown = found[-limit:]
    if as_json:
        _json(shown)
    here = page()
    for one in () if as_json else shown:
        print(text(one, here))
    if not found:
        nothing(f"no {what} is in the store", remedy)
    elif len(shown) < len(found):
        print("dragoman: older ones are not shown: raise --limit", file=sys.stderr)


def nothing(what: str, remedy: str) -> None:
    """Says on standard error that there is nothing, and what to do."""
    from dragoman.publish.wording import plain

    print(plain(f"dragoman: {what}: {remedy}"), file=sys.stderr)


def _json(found: Iterable[object]) -> None:
    for one in found:
        store_commands.print_json(one)


def page() -> Page:
    """How wide and in which colours text is printed here."""
    import shutil

    from dragoman.app.printing.output import coloured
    from dragoman.publish.ledger_page import Page

    terminal = sys.stdout.isatty()
    width = min(shutil.get_terminal_size().columns, 100) if terminal else 88
    return Page(width, terminal and coloured())
