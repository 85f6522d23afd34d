"""`dragoman recode`: what a new reader would change, and for whom, before it is adopted."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.app.options import Address, Json, asked_day, writable
from dragoman.app.store import commands as store_commands
from dragoman.app.store import ledger_commands

if TYPE_CHECKING:
    from dragoman.app.recode.kept import KeptReadings
    from dragoman.app.recode.recoding import Known
    from dragoman.ledger.recoding import Recoding
    from dragoman.model import Rejected
    from dragoman.store import Database

AddedSince = Annotated[
    date,
    typer.Option(
        "--since", parser=asked_day, metavar="YYYY-MM-DD", help="Articles that were added or published since this day."
    ),
]
Diff = Annotated[bool, typer.Option("--diff", help="Only show what would change; that is so without --adopt too.")]
Adopt = Annotated[
    bool, typer.Option("--adopt", help="Make the new readings the ones that are searched; the older ones stay.")
]
Sample = Annotated[
    int | None,
    typer.Option(min=1, metavar="N", help="Only so many of the articles, the same each time.", show_default=False),
]
Keep = Annotated[
    Path | None,
    typer.Option(
        callback=writable,
        metavar="FILE",
        help="Keep the new readings here as they are made: a run that was cut off goes on, and --adopt finds them. "
        "Delete it afterwards: it holds the words of the articles.",
        show_default=False,
    ),
]


def add_to(app: typer.Typer) -> None:
    """Adds the command to the command line."""
    app.command()(recode)


def recode(
    since: AddedSince,
    diff: Diff = False,
    adopt: Adopt = False,
    sample: Sample = None,
    keep: Keep = None,
    database: Address = None,
    as_json: Json = False,
) -> None:
    """Read stored articles again with the reader of today, and tell what that changes, record by record and for whom.

    Nothing is stored without --adopt. An article that this very reader has read is passed over.
    Exit code: 0 when every article was read, 1 when some could not be (each with a line on standard error),
    2 for wrong usage, 3 when the store failed.
    """
    if diff and adopt:
        raise typer.BadParameter("--diff only shows and --adopt stores: write one of the two")
    from dragoman.app.printing.progress import counted
    from dragoman.app.recode.recoding import recodings
    from dragoman.ledger.recoding_tally import tally
    from dragoman.publish.recoding import recoding_text
    from dragoman.store.press.recoding import to_recode

    outcomes: Counter[str] = Counter()
    with ExitStack() as stack:
        store = stack.enter_context(store_commands.opened_store(database))
        kept = _kept(stack, store, keep)
        versions = to_recode(store, since=since, sample=sample)
        coming = recodings(store, versions, now=datetime.now(UTC), adopt=adopt, kept=kept)
        found = tally(_told(counted(coming, len(versions)), outcomes, as_json=as_json))
    if as_json:
        store_commands.print_json({"summary": found})
    elif found.articles:
        print(recoding_text(found, ledger_commands.page()), end="")
    _sum(outcomes, adopt=adopt)
    if outcomes["rejected"]:
        raise typer.Exit(1)


def _kept(stack: ExitStack, store: Database, file: Path | None) -> KeptReadings | None:
    if file is None:
        return None
    from dragoman.app.reader import reader
    from dragoman.app.recode.kept import NotReadings, kept_readings
    from dragoman.store import taught

    try:
        return stack.enter_context(kept_readings(file, by=reader(taught=taught(store))))
    except (NotReadings, OSError) as error:
        raise typer.BadParameter(str(error)) from None


def _told(
    coming: Iterable[Recoding | Known | Rejected], outcomes: Counter[str], *, as_json: bool
) -> Iterator[Recoding]:
    """The comparisons, each told when it is made; why an article was not read goes to standard error."""
    from dragoman.ledger.recoding import Recoding
    from dragoman.model import Rejected
    from dragoman.publish.wording import plain

    for one in coming:
        if isinstance(one, Recoding):
            outcomes["read"] += 1
            if as_json:
                store_commands.print_json(_line(one))
            yield one
        elif isinstance(one, Rejected):
            outcomes["rejected"] += 1
            print(plain(f"dragoman: {one.source}: {one.reason} [{one.stage}]"), file=sys.stderr)
        else:
            outcomes["known"] += 1


def _line(one: Recoding) -> dict[str, object]:
    """An article as a line of JSON: all but its text and the records that stay, which are counted."""
    return {
        "article": one.article,
        "source": one.source,
        "before": one.before,
        "after": one.after,
        "stays": len(one.records) - len(one.changes),
        "records": one.changes,
    }


def _sum(outcomes: Counter[str], *, adopt: bool) -> None:
    read = f"{outcomes['read']} {'adopted' if adopt else 'compared'}"
    print(f"{read}, {outcomes['known']} known to this reader, {outcomes['rejected']} rejected", file=sys.stderr)
