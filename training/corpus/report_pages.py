"""The report as tables for a terminal, and as the figures that stand in the README."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.columns import Columns
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from dragoman.model import EventStatus
from training.corpus.frames import KINDS

Figures = Mapping[str, Any]


def page(figures: Figures) -> RenderableType:
    """The whole report."""
    return Group(
        _section("Passages", _passages(figures)),
        _section("Events", _events(figures["events"])),
        _section("Statements", _statements(figures["statements"])),
        _section("Frames", [_frames(figures["frames"])]),
        _section("Near-duplicates", _near(figures["near-duplicates"])),
    )


def _section(title: str, parts: Iterable[RenderableType]) -> RenderableType:
    return Group(Text(f"\n{title}\n", style="bold"), *parts)


def _passages(figures: Figures) -> list[RenderableType]:
    told, words, cast, pairs = (
        figures[name] for name in ("passages", "words a sentence", "participants a passage", "pairs")
    )
    line = (
        f"{told['all']:,} passages: {told['with an event']:,} with an event, {told['with a statement']:,} with a statement, "
        f"{told['with neither']:,} with neither.\n"
        f"{words['mean']} words a sentence (median {words['median']:.0f}, {words['least']} to {words['most']}), "
        f"{cast['mean']} participants a passage (up to {cast['most']}).\n"
        f"{pairs['coded']:,} pairs of participants with an event between them, {pairs['no event']:,} without.\n"
    )
    lists = [_list(name, told[f"by {name}"]) for name in ("file", "style", "region", "scope")]
    return [Text(line), Columns(lists, padding=(0, 3))]


def _events(events: Figures) -> list[RenderableType]:
    grid = {
        type: {"all": sum(row.values()), **row, "triggers": events["distinct triggers"][type]}
        for type, row in events["type by status"].items()
    }
    modes = [
        (type, ", ".join(f"{mode} {count}" for mode, count in row.items()))
        for type, row in events["type by mode"].items()
        if len(row) > 1
    ]
    contexts = ", ".join(f"{name} {count}" for name, count in _falling(events["contexts"]))
    return [
        Text(f"{events['all']:,} events, {events['without a context']:,} of them without a context.\n"),
        _grid("type", grid),
        _pairs("modes", modes),
        Panel(contexts, title="contexts", title_align="left", border_style="dim"),
        _list("roles", events["roles"]),
    ]


def _statements(said: Figures) -> list[RenderableType]:
    line = (
        f"{said['all']:,} statements: {said['anonymous']:,} anonymous, {said['without a speaker']:,} without a speaker, "
        f"{said['without a cue']:,} without a cue; {said['distinct cues']:,} distinct cues, {said['cues used once']:,} used once.\n"
    )
    lists = [
        _list(name, said[key]) for name, key in (("form", "by form"), ("order", "by order"), ("cue", "commonest cues"))
    ]
    return [Text(line), Columns(lists, padding=(0, 3))]


def _frames(frames: Figures) -> RenderableType:
    grid = {
        type: {"all": sum(row.values()), **row, "senses": frames["senses"][type]}
        for type, row in frames["type by kind"].items()
    }
    return _grid("type", grid, total=True)


def _near(pairs: Sequence[Figures]) -> list[RenderableType]:
    if not pairs:
        return [Text("None over the thresholds.")]
    table = Table("share", "in", "pieces", "words", box=None, pad_edge=False, header_style="dim")
    for one in pairs:
        names = f"{one['first']}\n{one['second']}" + ("\ncontrast" if one["contrast"] else "")
        table.add_row(f"{one['share']:.2f}", one["kind"], Text(names), Text("\n".join(one["words"])))
    return [table]


def _list(title: str, counts: Mapping[str, int]) -> Table:
    table = Table(title, "", box=None, pad_edge=False, header_style="dim")
    table.columns[1].justify = "right"
    for name, count in counts.items():
        table.add_row(name, f"{count:,}")
    return table


def _pairs(title: str, rows: Iterable[tuple[str, str]]) -> Table:
    table = Table(title, "", box=None, pad_edge=False, header_style="dim")
    for name, told in rows:
        table.add_row(name, told)
    return table


def _grid(title: str, grid: Mapping[str, Mapping[str, int]], *, total: bool = True) -> Table:
    columns = list(next(iter(grid.values())))
    table = Table(title, *columns, box=None, pad_edge=False, header_style="dim", show_footer=total, footer_style="dim")
    for name, row in grid.items():
        table.add_row(name, *(f"{count:,}" if count else "·" for count in row.values()))
    table.columns[0].footer = "all"
    for at, column in enumerate(columns, start=1):
        table.columns[at].justify = "right"
        table.columns[at].footer = f"{sum(row[column] for row in grid.values()):,}"
    return table


def _falling(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda row: -row[1])


def written(readme: str, name: str, words: str) -> str:
    """*readme* with *words* between the marks of *name*: `<!-- figures -->` … `<!-- /figures -->`."""
    before, rest = readme.split(f"<!-- {name} -->")
    return f"{before}<!-- {name} -->\n{words}\n<!-- /{name} -->{rest.split(f'<!-- /{name} -->')[1]}"


def markdown(figures: Figures) -> str:
    """The figures that the README tells."""
    return "\n\n".join(
        (
            _told(figures),
            _spread_out(figures["passages"]),
            _types(figures["events"], figures["frames"]),
            _sayings(figures),
        )
    )


def _told(figures: Figures) -> str:
    told, words, pairs, frames = (figures[name] for name in ("passages", "words a sentence", "pairs", "frames"))
    senses = sum(frames["senses"].values())
    return (
        f"{told['all']:,} passages with {figures['events']['all']:,} events and {figures['statements']['all']:,} statements; "
        f"{words['mean']} words a sentence (headlines apart), {figures['participants a passage']['mean']} participants a passage. "
        f"Between {pairs['coded']:,} pairs of participants stands an event, between {pairs['no event']:,} none. "
        f"{frames['all']:,} frames walk through {senses:,} senses."
    )


def _spread_out(told: Figures) -> str:
    rows = [f"| {name} | {_inline(told[f'by {name}'])} |" for name in ("file", "style", "region", "scope")]
    return "\n".join(["| passages by | |", "|---|---|", *rows])


def _types(events: Figures, frames: Figures) -> str:
    head = ["type", "events", *EventStatus, "triggers", "frames", *KINDS, "senses"]
    rows = ["| " + " | ".join(head) + " |", "|---" + "|---:" * (len(head) - 1) + "|"]
    none = dict.fromkeys(EventStatus, 0)
    for type, kinds in frames["type by kind"].items():
        statuses = events["type by status"].get(type, none)
        triggers = events["distinct triggers"].get(type, 0)
        cells = [
            sum(statuses.values()),
            *statuses.values(),
            triggers,
            sum(kinds.values()),
            *kinds.values(),
            frames["senses"][type],
        ]
        rows.append(f"| {type} | " + " | ".join(f"{cell:,}" if cell else "·" for cell in cells) + " |")
    return "\n".join(rows)


def _sayings(figures: Figures) -> str:
    said, roles, events = figures["statements"], figures["events"]["roles"], figures["events"]
    order = dict(_falling(said["by order"])[:5])
    rare = [name for name, count in events["contexts"].items() if count < 20]
    return "\n".join(
        (
            f"- Statements: {_inline(said['by form'])}; anonymous {said['anonymous']:,}, without a speaker "
            f"{said['without a speaker']:,}; commonest orders: {_inline(order)}; {said['distinct cues']:,} distinct cues, "
            f"{said['cues used once']:,} of them used once.",
            f"- Roles of events: {_inline(roles)}.",
            f"- All {len(events['contexts'])} contexts stand; under twenty times: {', '.join(rare) or 'none'}.",
        )
    )


def _inline(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items())
