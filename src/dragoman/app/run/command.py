"""`dragoman run`: many pages read by many processes or machines into one folder; a run that was cut off goes on."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.app.options import Published
from dragoman.app.store.commands import STORE_FAILED, Kind, print_json
from dragoman.app.watching import stoppable

if TYPE_CHECKING:
    from dragoman.app.run.progress import Progress
    from dragoman.scale.driving import Place
    from dragoman.scale.shards import Shard
    from dragoman.scale.tasks import Runner, Step
    from dragoman.store import Database

MOST_TOLD = 20
"""Pages that could not be read that are named; all of them are in the results and in the ledger."""


class Form(StrEnum):
    """In what form results are kept."""

    JSONL = "jsonl"
    PARQUET = "parquet"


Files = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH|WARC|DIR...",
        help="Pages to read: files, web archives (.warc, .warc.gz), mailboxes, and folders with any of them.",
    ),
]
Out = Annotated[
    Path,
    typer.Option("--out", metavar="FOLDER", help="Where results go, and the ledger of what is done: run.db."),
]
Workers = Annotated[
    int | None,
    typer.Option(
        min=0,
        help="Processes at work; without it one a processor. 0 reads in this process, where a page that ends it ends "
        "the run. With --ray: actors.",
        show_default=False,
    ),
]
OnRay = Annotated[
    str | None,
    typer.Option(
        "--ray",
        metavar="local|ADDRESS",
        help="Read on a Ray cluster: HOST:PORT, auto for the one that runs here, or local for one that ends with the "
        "run. Every machine must have the pages under the same path. Needs dragoman[ray].",
    ),
]
How = Annotated[
    Form, typer.Option("--format", help="jsonl: whole readings, for dragoman import. parquet: one kind of record.")
]
OfKind = Annotated[Kind, typer.Option("--kind", help="The kind of record that Parquet holds.")]
PerShard = Annotated[
    int, typer.Option("--shard", min=1, max=10_000, metavar="PAGES", help="Pages of a shard, which becomes one file.")
]
Limit = Annotated[
    float,
    typer.Option(
        min=1, metavar="SECONDS", help="How long one page may take before it is left out. Not with 0 workers."
    ),
]
RulesOnly = Annotated[bool, typer.Option("--rules-only", help="Read without the trained encoder, by rules alone.")]
Summary = Annotated[bool, typer.Option("--json", help="Print what became of the run as one JSON object.")]


def add_to(app: typer.Typer) -> None:
    """Adds the command to the command line."""
    app.command()(run)


def run(
    sources: Files,
    out: Out,
    workers: Workers = None,
    ray: OnRay = None,
    format: How = Form.JSONL,
    kind: OfKind = Kind.EVENT,
    shard: PerShard = 100,
    limit: Limit = 120,
    published: Published = None,
    rules_only: RulesOnly = False,
    as_json: Summary = False,
) -> None:
    """Read many pages with all processors, or on a Ray cluster, into a folder of results.

    The same command goes on where it was cut off, by whatever; what is done is not done again. Every runner gives the
    same files. Load them with dragoman import FOLDER.

    Exit code: 0 when every page was read, 1 when some could not be, 2 for wrong usage, 3 when the run cannot go on.
    """
    from dragoman.app.reader import reader
    from dragoman.app.run.running import Heart, parquet_of, settings
    from dragoman.scale.driving import Place, json_lines
    from dragoman.scale.folder import LEDGER, held
    from dragoman.scale.shards import plan
    from dragoman.store.run_ledger import begun, run_ledger

    with _explained():
        several = _planned(sources, shard)
        by = reader(heads=not rules_only)
        wanted = settings(by, published=published, form=_named(format, kind), plan=plan(several))
        with held(out) as folder, run_ledger(folder / LEDGER) as ledger:
            began = begun(ledger, wanted, now=datetime.now(UTC))
            form = json_lines if format is Form.JSONL else parquet_of(kind, began)
            heart = Heart(published=published, began=began, heads=not rules_only, reader=by)
            place = Place(folder=folder, ledger=ledger, form=form, suffix=f".{format}")
            told = _done(several, heart, place, workers=workers, ray=ray, limit=limit)
            _tell(told, ledger, out, as_json=as_json)


def _named(format: Form, kind: Kind) -> str:
    return f"{format}" if format is Form.JSONL else f"{format} of {kind}"


def _planned(sources: list[str], pages: int) -> list[Shard]:
    from dragoman.app.sources import STDIN, URL, sources_of
    from dragoman.scale.shards import shards

    for source in sources:
        if source == STDIN or URL.match(source):
            raise typer.BadParameter(f"{source}: a run reads files: save it to one, or use dragoman read")
        if not Path(source).exists():
            raise typer.BadParameter(f"there is no {source}: check the path")
    return list(shards(sources_of(sources), pages=pages))


def _done(
    several: list[Shard], step: Step, place: Place, *, workers: int | None, ray: str | None, limit: float
) -> Progress:
    """Does what is missing."""
    from dragoman.app.run.progress import Progress
    from dragoman.scale.driving import driven
    from dragoman.store.run_ledger import done_shards

    known = done_shards(place.ledger)
    missing = [one for one in several if one.id not in known]
    progress = Progress(several, missing)
    if not missing:
        return progress
    runner = _runner(step, workers=workers, ray=ray, limit=limit, most=len(missing))
    try:
        progress.begin(runner.workers)
        with stoppable():
            for one in driven(runner, missing, place, limit=limit, now=lambda: datetime.now(UTC)):
                progress.show(one)
    except KeyboardInterrupt:
        progress.stopped = True
    finally:
        runner.close()
        progress.end()
    return progress


def _runner(step: Step, *, workers: int | None, ray: str | None, limit: float, most: int) -> Runner:
    if ray is not None:
        from dragoman.scale.rays import Rays

        if workers == 0:
            raise typer.BadParameter("--workers 0 reads in this process: leave it or --ray away")
        return Rays(step, address=ray, workers=workers, limit=limit)
    if workers == 0:
        from dragoman.scale.inline import Inline

        return Inline(step)
    from dragoman.scale.pool import Pool

    return Pool(step, workers=min(workers or _processors(), most), limit=limit)


def _processors() -> int:
    """Those that this process may use, which is not always all."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _tell(progress: Progress, ledger: Database, out: Path, *, as_json: bool) -> None:
    from dragoman.publish.wording import plain
    from dragoman.store.run_ledger import rejected_pages, sums

    held = sums(ledger)
    for bad in rejected_pages(ledger, limit=MOST_TOLD):
        print(plain(f"dragoman: {bad.source}: {bad.reason} [{bad.stage}]"), file=sys.stderr)
    if held.rejected > MOST_TOLD:
        print(f"dragoman: … and {held.rejected - MOST_TOLD} more: they are in {out}", file=sys.stderr)
    if as_json:
        print_json(progress.summary(held, out))
    else:
        print(progress.sentence(held, out))
    if progress.stopped:
        print("dragoman: stopped; the same command goes on from here", file=sys.stderr)
        raise typer.Exit(130)
    if held.rejected:
        raise typer.Exit(1)


@contextmanager
def _explained() -> Iterator[None]:
    """What ends a run: one line on standard error, and 3."""
    from dragoman.publish.export_parquet import NoParquet
    from dragoman.publish.wording import plain
    from dragoman.scale.tasks import ScaleError
    from dragoman.store import StoreError

    try:
        yield
    except NoParquet as error:
        raise typer.BadParameter(str(error)) from None
    except (ScaleError, StoreError) as error:
        print(plain(f"dragoman: {error}"), file=sys.stderr)
        raise typer.Exit(STORE_FAILED) from None
