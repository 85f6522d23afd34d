"""What a run does with its pages, wherever that is: the heart, made to travel; and in what form results are kept."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from dragoman.app.pipeline import attempted, pages_of, reading_of, refuse_given
from dragoman.app.reader import reader
from dragoman.app.sources import Page, archived
from dragoman.model import Reader, Reading, Rejected, decode, encode
from dragoman.publish.export_parquet import parquet
from dragoman.publish.export_rows import Report
from dragoman.scale.shards import Shard
from dragoman.scale.tasks import ScaleError
from dragoman.store.rows import records

FIRST = b"<h1>Envoys meet</h1><p>GENEVA - France accused Russia of delay on Monday, its minister said.</p>"
"""Is read so that everything is loaded before a clock runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heart:
    """Pages of a shard → lines, by `read`. *began* is the run's now: a page that is read again is read as before."""

    published: date | None
    began: datetime
    heads: bool
    reader: Reader

    def load(self) -> None:
        """Raises `ScaleError` on a machine where another Dragoman, model or knowledge would read."""
        if (here := reader(heads=self.heads)) != self.reader:
            raise ScaleError(
                f"{platform.node()} reads by {_shown(here)}, the run by {_shown(self.reader)}: install the same Dragoman "
                "on every machine"
            )
        self.line(Page(source="first", content=FIRST))

    def pages(self, shard: Shard) -> Iterator[Page | Rejected]:
        if shard.start is not None:
            yield from self._stretch(shard.files[0], shard.start, shard.end)
        else:
            for file in shard.files:
                yield from pages_of(file, published=self.published, now=self.began)

    def name(self, page: Page | Rejected) -> str:
        return page.source

    def line(self, page: Page | Rejected) -> bytes:
        if isinstance(page, Rejected):
            return encode(page)
        read = partial(reading_of, page, published=self.published, now=self.began, heads=self.heads)
        return encode(attempted(page.source, read))

    def _stretch(self, archive: str, start: int, end: int | None) -> Iterator[Page | Rejected]:
        def pages() -> Iterator[Page | Rejected]:
            refuse_given(self.published, self.began)
            yield from archived(archive, start, end)

        coming = pages()
        while (page := attempted(archive, lambda: next(coming, None))) is not None:
            yield page


def settings(by: Reader, *, published: date | None, form: str, plan: str) -> dict[str, str]:
    """What must be the same when a run is gone on with: everything that its results depend on."""
    return {
        "pages (their files, their sizes, or how many a shard has)": plan,
        "Dragoman, model or knowledge": _shown(by),
        "--published": f"{published}",
        "--format": form,
    }


def _shown(by: Reader) -> str:
    return f"Dragoman {by.program} with {by.model} and knowledge {by.knowledge}"


def parquet_of(kind: str, began: datetime) -> Callable[[Sequence[bytes]], bytes]:
    """The records of a *kind* as Parquet; pages that could not be read have none."""

    def form(lines: Sequence[bytes]) -> bytes:
        readings = (one for line in lines if isinstance(one := decode(line), Reading))
        reports = (Report(reading=one, records=records(one), seen=began) for one in readings)
        return b"".join(parquet(reports, kind))

    return form
