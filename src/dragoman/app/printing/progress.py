"""A bar on standard error that counts the results."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

Result = TypeVar("Result")


def counted(results: Iterable[Result], total: int) -> Iterator[Result]:
    """The same *results*; a bar counts them where there are several and somebody watches."""
    return _with_bar(results, total) if total > 1 and sys.stderr.isatty() else iter(results)


def _with_bar(results: Iterable[Result], total: int) -> Iterator[Result]:
    """The bar leaves the screen while a result is handled, so that the two never mix."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    bar = Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False)
    task = bar.add_task("Reading", total=total)
    bar.start()
    try:
        for result in results:
            bar.advance(task)
            bar.stop()
            yield result
            bar.start()
    finally:
        bar.stop()
