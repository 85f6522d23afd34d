"""When an article without a date may have been published, as text that people read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.model import Basis, Interval
from dragoman.publish.ledger_page import Page
from dragoman.publish.wording import days

if TYPE_CHECKING:
    from dragoman.annotate.dating import Dating, Stretch

BAR = 24
"""Characters of a bar that is the whole."""


def within(found: Dating) -> str:
    """`nine times in ten 22 November 2021 – 19 May 2022`."""
    return f"nine times in ten {_days(found.within)}"


def dating_lines(found: Dating, page: Page) -> Iterator[str]:
    """The stretch that holds nine tenths, the likeliest ones with their shares, and what tells it."""
    yield from page.lines(f"by its words: {within(found)}", 2)
    if len(found.stretches) > 1:
        widest = max(len(_days(one)) for one in found.stretches)
        for one in found.stretches:
            bar = "█" * max(1, round(one.share * BAR))
            yield f"    {_days(one):{widest}}  {one.share:4.0%}  {bar}"
    for because in found.because:
        words = f"“{because.words}”: " if because.words else ""
        yield from page.lines(f"{words}{because.why}", 4, more=2)


def _days(one: Stretch) -> str:
    return days(Interval(earliest=one.earliest, latest=one.latest, basis=Basis.TEXT))
