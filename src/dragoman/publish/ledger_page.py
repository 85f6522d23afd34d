"""What every ledger is written on: lines of a width, headings, and the words that a claim rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from dragoman.ledger.corroboration import Corroboration, corroboration, origins
from dragoman.ledger.told import Told
from dragoman.publish.wording import days, plain

BOLD, DIM, OFF = "\x1b[1m", "\x1b[2m", "\x1b[0m"
NARROWEST = 36
WORDS = "│ "
SHOWN = 2
"""How many reports of a claim are quoted."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of text, lines at most *width* wide."""

    width: int = 88
    colour: bool = False

    def lines(self, text: str, indent: int = 0, *, mark: str = "", more: int = 0) -> list[str]:
        """*text* broken into lines that begin with *indent* blanks and a *mark*; those after the first *more* in."""
        first = " " * indent + mark
        width = max(self.width, NARROWEST)
        following = first + " " * more
        return wrap(plain(text), width, initial_indent=first, subsequent_indent=following, break_on_hyphens=False)

    def heading(self, text: str) -> list[str]:
        return [self._in(BOLD, line) for line in self.lines(text)]

    def small(self, text: str, indent: int = 0) -> list[str]:
        return [self._in(DIM, line) for line in self.lines(text, indent)]

    def _in(self, style: str, line: str) -> str:
        return f"{style}{line}{OFF}" if self.colour else line

    def evidence(self, reports: Sequence[Told], indent: int = 4) -> list[str]:
        """The words of the first report of each origin, each with its article; the others are counted."""
        firsts = [min(copies, key=lambda one: (one.day, one.page)) for copies in origins(reports).values()]
        firsts.sort(key=lambda one: (one.day, one.page))
        shown = [line for one in firsts[:SHOWN] for line in self._quoted(one, indent)]
        more = f"and in {len(firsts) - SHOWN} more" if len(firsts) > SHOWN else ""
        return [*shown, *self.small(more, indent)]

    def _quoted(self, one: Told, indent: int) -> list[str]:
        return [*self.lines(one.quote, indent, mark=WORDS), *self.small(article(one), indent)]


def article(one: Told) -> str:
    """`The Herring, 28 January 2022: https://…`."""
    published = days(one.published) if one.published else "date unknown"
    head = ", ".join(part for part in (one.outlet or "", published) if part)
    return f"{head}: {one.url or one.source}"


def attested(reports: Sequence[Told]) -> str:
    """`2 origins, 3 copies`."""
    return counted(corroboration(reports))


def counted(found: Corroboration) -> str:
    copies = f", {several(found.copies, 'copy', 'copies')}" if found.copies else ""
    return several(found.origins, "origin") + copies


def several(count: int, one: str, more: str | None = None) -> str:
    return f"{count} {one if count == 1 else more or one + 's'}"


def claimed(reports: Sequence[Told]) -> str:
    """Who says so; empty where an article itself does."""
    if any(one.claimant is None for one in reports):
        return ""
    names = dict.fromkeys(one.claimant.name for one in reports if one.claimant)
    return f"as told by {', '.join(names)}"


def joined(*blocks: Sequence[str]) -> str:
    """Blocks of lines, parted by blank lines."""
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"
