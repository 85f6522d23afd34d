"""A dyad's series as a drawing: what was done, the same beside how much was written, how much that was, and by whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.ledger.dyads import Period, Stretch
from dragoman.publish.ledger_page import several
from dragoman.publish.wording import MONTHS, score
from dragoman.web.dyad.axes import Axis, Bar, axis, every_nth, stacked

WIDTH, LEFT, RIGHT = 960, 66, 8
TOPS, HEIGHTS = (24, 226, 366, 462), (160, 98, 56, 56)
"""Where the four panels begin, and how high they are; their titles stand above."""
HEIGHT = 550
FEW = 5
"""Articles below which what stands per hundred of them says little."""
NAMED = 4
"""Outlets that have a band of their own."""
LABELS = 13
"""Days that are written on the axis, at most."""
NOBODY = "no outlet named"

SPANS = {Period.DAY: "", Period.WEEK: "Week of ", Period.MONTH: ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A stretch of the series, drawn: its *bars* in all four panels under one link."""

    stretch: Stretch
    x: float
    width: float
    address: str
    title: str
    name: str
    label: str
    chosen: bool
    few: bool
    bars: tuple[Bar, ...]

    @property
    def numbers(self) -> tuple[str, ...]:
        """What its bars show, as a row of a table."""
        one = self.stretch
        sums = (score(round(one.conflict, 1)), score(round(one.cooperation, 1)))
        hundred = (_hundred(one.conflict_a_hundred), _hundred(one.cooperation_a_hundred))
        return (*sums, str(one.events), str(one.articles), str(one.origins), *hundred)

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)

    @property
    def bar_x(self) -> float:
        return round(self.x + self.width * 0.14, 1)

    @property
    def bar_width(self) -> float:
        return round(max(self.width * 0.72, 0.8), 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One of the four bands, with its axis and a *title* that says what it counts."""

    title: str
    axis: Axis

    @property
    def bottom(self) -> float:
        return self.axis.top + self.axis.height


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """All of it. *outlets* are those of the bands, in their order from below; *says* is the whole in two sentences."""

    panels: tuple[Panel, ...]
    columns: tuple[Column, ...]
    outlets: tuple[tuple[str, str], ...]
    says: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT


def chart(stretches: Sequence[Stretch], period: Period, *, on: date | None, address: Callable[[Stretch], str]) -> Chart:
    """The drawing of a series; *on* is the day whose stretch is open, *address* where a stretch leads."""
    panels = _panels(stretches)
    bands = _bands(stretches)
    width = (WIDTH - LEFT - RIGHT) / max(1, len(stretches))
    nth = every_nth(len(stretches), most=LABELS)
    columns = tuple(
        Column(
            stretch=one,
            x=round(LEFT + at * width, 2),
            width=round(width, 2),
            address=address(one),
            title=summary(one, period),
            name=name(one, period),
            label=_label(one, period) if at % nth == 0 else "",
            chosen=on is not None and one.first <= on <= one.last,
            few=one.articles < FEW,
            bars=tuple(_bars(one, panels, bands)),
        )
        for at, one in enumerate(stretches)
    )
    legend = tuple((f"band{at}", outlet) for at, outlet in enumerate(bands))
    more = () if len(_outlets(stretches)) <= NAMED else (("others", "others"),)
    return Chart(panels=panels, columns=columns, outlets=legend + more, says=says(stretches, period))


def says(stretches: Sequence[Stretch], period: Period) -> str:
    """What the drawing shows, for who cannot see it."""
    if not stretches:
        return "Nothing is told of the two in these days."
    worst = min(stretches, key=lambda one: one.conflict)
    best = max(stretches, key=lambda one: one.cooperation)
    parts = [f"{several(len(stretches), str(period))} from {stretches[0].first} to {stretches[-1].last}."]
    parts += (
        [f"Conflict is deepest at {score(round(worst.conflict, 1))}: {name(worst, period)}."] if worst.conflict else []
    )
    parts += (
        [f"Cooperation is highest at {score(round(best.cooperation, 1))}: {name(best, period)}."]
        if best.cooperation
        else []
    )
    return " ".join(parts)


def pace(stretches: Sequence[Stretch], period: Period) -> str:
    """The two newest stretches of which something was read, with how much: more written is not more tension."""
    read = [one for one in stretches if one.articles]
    if len(read) < 2:
        return ""
    before, now = read[-2:]
    volume = f"{name(now, period)}: {several(now.articles, 'article')} named both, after {before.articles} in the {period} read before."
    parts = [volume]
    for what, new, old in (
        ("Conflict", now.conflict_a_hundred, before.conflict_a_hundred),
        ("Cooperation", now.cooperation_a_hundred, before.cooperation_a_hundred),
    ):
        if new or old:
            parts.append(f"{what} per 100 articles: {_hundred(new)}, after {_hundred(old)}.")
    parts += ["So few articles say little."] if min(now.articles, before.articles) < FEW else []
    return " ".join(parts)


def _hundred(value: float | None) -> str:
    """A rate; a dash where no article names both."""
    return "–" if value is None else score(round(value))


def name(one: Stretch, period: Period) -> str:
    """`Week of 17 January 2022`."""
    month = f"{MONTHS[one.first.month - 1]} {one.first.year}"
    return month if period is Period.MONTH else f"{SPANS[period]}{one.first.day} {month}"


def summary(one: Stretch, period: Period) -> str:
    """A stretch in a line: what its bars show."""
    sums = f"conflict {score(round(one.conflict, 1))}, cooperation {score(round(one.cooperation, 1))}"
    volume = f"{several(one.articles, 'article')} from {several(one.origins, 'origin')}"
    return f"{name(one, period)}: {sums}, {several(one.events, 'act')}, {volume}"


def _label(one: Stretch, period: Period) -> str:
    month = MONTHS[one.first.month - 1][:3]
    return f"{month} {one.first:%y}" if period is Period.MONTH else f"{one.first.day} {month}"


def _panels(stretches: Sequence[Stretch]) -> tuple[Panel, ...]:
    sums = [value for one in stretches for value in (one.conflict, one.cooperation)]
    known = [one for one in stretches if one.articles >= FEW] or [one for one in stretches if one.articles]
    rates = [value or 0.0 for one in known for value in (one.conflict_a_hundred, one.cooperation_a_hundred)]
    volume = [float(one.articles) for one in stretches]
    made = (
        ("Sum of scores: cooperation up, conflict down", axis(sums, top=TOPS[0], height=HEIGHTS[0])),
        ("The same for every 100 articles that name both", axis(rates, top=TOPS[1], height=HEIGHTS[1], lines=3)),
        ("Articles that name both: independent, and copies", axis(volume, top=TOPS[2], height=HEIGHTS[2], lines=2)),
        ("Whose they are, in per cent", axis([100.0], top=TOPS[3], height=HEIGHTS[3], lines=2)),
    )
    return tuple(Panel(title=title, axis=one) for title, one in made)


def _outlets(stretches: Sequence[Stretch]) -> list[str]:
    """The outlets of the whole series, those with most articles first."""
    counts: Counter[str] = Counter()
    for one in stretches:
        counts.update({outlet or NOBODY: count for outlet, count in one.outlets})
    return [outlet for outlet, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def _bands(stretches: Sequence[Stretch]) -> list[str]:
    return _outlets(stretches)[:NAMED]


def _bars(one: Stretch, panels: Sequence[Panel], bands: Sequence[str]) -> list[Bar]:
    sums, rates, volume, mix = (panel.axis for panel in panels)
    few = " few" if one.articles < FEW else ""
    bars = [
        sums.bar("cooperation", one.cooperation),
        sums.bar("conflict", one.conflict),
        rates.bar(f"cooperation{few}", one.cooperation_a_hundred or 0.0),
        rates.bar(f"conflict{few}", one.conflict_a_hundred or 0.0),
        *stacked(volume, [("origins", float(one.origins)), ("copies", float(one.articles - one.origins))]),
        *stacked(mix, _shares(one, bands)),
    ]
    return [bar for bar in bars if bar.height]


def _shares(one: Stretch, bands: Sequence[str]) -> list[tuple[str, float]]:
    """The share of each band's outlet, in per cent, from below."""
    counts = {outlet or NOBODY: count for outlet, count in one.outlets}
    whole = sum(counts.values()) or 1
    named = [(f"band{at}", 100 * counts.get(outlet, 0) / whole) for at, outlet in enumerate(bands)]
    others = sum(count for outlet, count in counts.items() if outlet not in bands)
    return [*named, ("others", 100 * others / whole)]
