"""Many pages: two processes beside one, Ray beside the pool, memory of a worker, and how the time grows with the pages.

Two processes are twice one only where two processors are free, so the machine's load stands beside every figure. The
runners are compared on the pages of the example press under other addresses, again and again; how the time grows is
measured on the beginnings of these pages, so that what a run spends beside reading weighs the more.
"""

from __future__ import annotations

import gzip
import os
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from html import escape
from itertools import accumulate, cycle, islice
from pathlib import Path
from typing import Any

from bench.speed import PRESS
from dragoman.app.reader import reader
from dragoman.app.run.running import Heart
from dragoman.clean import article_from
from dragoman.model import Unreadable
from dragoman.scale.driving import Place, driven, json_lines
from dragoman.scale.folder import LEDGER, held
from dragoman.scale.pool import Pool
from dragoman.scale.rays import LOCAL, Rays
from dragoman.scale.shards import Shard, shards
from dragoman.scale.tasks import LIMIT
from dragoman.store.run_ledger import run_ledger, sums

SIZES = (1000,)
"""Pages; 10000 and 100000 by --pages: 100,000 take two free processors half an hour."""
FEW = 480
SHARD = 20
BEGINNING = 90
"""Words of a beginning at most, if its first paragraph has no more."""
MOST_MEMORY = 500
"""Megabytes of a worker beyond what it shares, by the issue."""
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def run(sizes: Sequence[int], few: int, workers: int, out: Path) -> dict[str, Any]:
    """Every figure of the issue that this machine can show."""
    figures: dict[str, Any] = {"processors": os.cpu_count(), "few": few, "workers": workers}
    figures |= _runners(_planned(out / "few.warc.gz", few, _press()), workers, out)
    figures["growth"] = [_grown(size, workers, out) for size in sorted(sizes)]
    figures["broken"] = ["memory"] if figures["megabytes"] > MOST_MEMORY else []
    return figures


def _runners(several: Sequence[Shard], workers: int, out: Path) -> dict[str, Any]:
    """The same pages by one process, by several, and by as many Ray actors."""
    one = _timed(lambda: Pool(_heart(), workers=1), several, out / "one")
    more = _timed(lambda: Pool(_heart(), workers=workers), several, out / "more")
    rays = _timed(lambda: Rays(_heart(), address=LOCAL, workers=workers), several, out / "rays")
    times = round(one["seconds"] / more["seconds"], 2)
    adds = round(rays["seconds"] / more["seconds"] - 1, 3)
    work = round(rays["processor ms a page"] / more["processor ms a page"] - 1, 3)
    same = len({tuple(sorted(file.name for file in (out / name).glob("*.jsonl"))) for name in ("one", "more", "rays")})
    print(
        f"{workers} processes: {times} times one; Ray adds {adds:.1%} of time, {work:.1%} of work; files the same: {same == 1}"
    )
    told = {"one": one, "more": more, "rays": rays}
    return {
        **told,
        "times": times,
        "ray adds": adds,
        "ray adds work": work,
        "same files": same == 1,
        "megabytes": more["megabytes"],
    }


def _grown(size: int, workers: int, out: Path) -> dict[str, Any]:
    begun = time.perf_counter()
    several = _planned(out / f"{size}.warc.gz", size, _beginnings())
    planned = round(time.perf_counter() - begun, 1)
    told = _timed(lambda: Pool(_heart(), workers=workers), several, out / f"{size}")
    return {"pages": size, "generated and planned s": planned, **told}


def _timed(made: Callable[[], Any], several: Sequence[Shard], out: Path) -> dict[str, Any]:
    """Seconds from when all workers are ready until all is written down."""
    runner = made()
    try:
        while runner.ready < runner.workers:
            runner.outcomes(1.0)
        load, begun = os.getloadavg()[0], time.perf_counter()
        spent = sum(map(_spent, runner.pids))
        with held(out) as folder, run_ledger(folder / LEDGER) as ledger:
            place = Place(folder=folder, ledger=ledger, form=json_lines, suffix=".jsonl")
            for _ in driven(runner, several, place, limit=LIMIT, now=lambda: NOW):
                pass
            seconds, pages = time.perf_counter() - begun, sums(ledger).lines
            told = {"seconds": round(seconds, 2), "pages_per_s": round(pages / seconds, 2), "load": round(load, 1)}
        told["megabytes"] = max(_megabytes(pid) for pid in runner.pids)
        told["processor ms a page"] = round((sum(map(_spent, runner.pids)) - spent) * 1000 / pages)
    finally:
        runner.close()
    print(f"{out.name:8}{pages:8} pages {told}", flush=True)
    return told


def _megabytes(pid: int) -> int:
    """What a process has for itself alone."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) for line in rollup if line.startswith("Private_")) // 1024


def _spent(pid: int) -> float:
    """Processor seconds of a process so far: what a busy machine does not change."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _heart() -> Heart:
    return Heart(published=None, began=NOW, heads=True, reader=reader())


def _press() -> list[bytes]:
    return [path.read_bytes() for path in sorted(PRESS.rglob("*.*"))]


def _beginnings() -> list[bytes]:
    """The headlines of the example press with so many paragraphs below each that there are `BEGINNING` words."""
    return list(filter(None, map(_beginning, _press())))


def _beginning(page: bytes) -> bytes | None:
    try:
        article = article_from(page, source="page")
    except Unreadable:
        return None
    title, *paragraphs = article.text.split("\n\n")
    sizes = accumulate(len(paragraph.split()) for paragraph in paragraphs)
    shown = [paragraph for paragraph, size in zip(paragraphs, sizes, strict=True) if size <= BEGINNING] or paragraphs[
        :1
    ]
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in shown)
    return f"<html><body><article><h1>{escape(title)}</h1>{body}</article></body></html>".encode()


def _planned(file: Path, size: int, pages: Sequence[bytes]) -> list[Shard]:
    generate(file, size, pages)
    return list(shards([str(file)], pages=SHARD))


def generate(file: Path, size: int, pages: Sequence[bytes]) -> None:
    """An archive of *size* pages, those given again and again, each a gzip member."""
    with file.open("wb") as archive:
        for number, page in enumerate(islice(cycle(pages), size)):
            archive.write(gzip.compress(_record(f"https://wire{number % 97}.example/{number}", page), 1, mtime=0))


def _record(url: str, page: bytes) -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-01-01T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:0>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"
