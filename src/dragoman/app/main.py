"""The command line. Whatever is slow to load is loaded by the command that needs it: `--help` must be quick."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from dragoman import __version__
from dragoman.app import mcp_command
from dragoman.app.actors import commands as actor_commands
from dragoman.app.alerts import commands as alert_commands
from dragoman.app.attributions import command as attributions_command
from dragoman.app.collect import commands as source_commands
from dragoman.app.config import command as config_command
from dragoman.app.config import init_command
from dragoman.app.corrections import commands as correction_commands
from dragoman.app.export import commands as export_commands
from dragoman.app.newsletter import brief_command, subscriber_commands
from dragoman.app.newsletter import commands as newsletter_commands
from dragoman.app.options import Published, Sources, writable
from dragoman.app.recode import command as recode_command
from dragoman.app.run import command as run_command
from dragoman.app.site import account_command, serve_command
from dragoman.app.store import commands as store_commands
from dragoman.app.store import copy_commands, ledger_commands
from dragoman.app.undated import command as undated_command
from dragoman.app.watch import command as watch_command

if TYPE_CHECKING:
    from dragoman.annotate.dating import Dating
    from dragoman.model import Reading, Rejected

PIPED_TABLE, PIPED_TEXT, WIDEST_TEXT = 160, 88, 100
"""Columns where no terminal sets them, and of the widest lines that read well."""

app = typer.Typer(
    name="dragoman",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # its help would load rich first
    pretty_exceptions_enable=False,
)


class Format(StrEnum):
    """How readings are printed."""

    TEXT = "text"
    JSON = "json"
    TABLE = "table"


def _version(wanted: bool) -> None:
    if wanted:
        print(f"dragoman {__version__}")
        raise typer.Exit


Version = Annotated[
    bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
]
How = Annotated[
    Format | None,
    typer.Option(
        help="text: a brief to read. json: one object a line, by the codebook. table: a line a record. "
        "Without it: text on a terminal, json into a pipe or a file.",
        show_default=False,
    ),
]
Explain = Annotated[
    bool, typer.Option("--explain", help="Name the rule behind each record in the text (json always does).")
]
RulesOnly = Annotated[bool, typer.Option("--rules-only", help="Read without the trained encoder, by rules alone.")]
Out = Annotated[
    Path | None,
    typer.Option(callback=writable, metavar="FILE", help="Write here instead; the file is there whole or not at all."),
]


ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        exists=True,
        dir_okay=False,
        help="Settings. Without it, and without $DRAGOMAN_CONFIG, dragoman.toml here or in your own data folder.",
        show_default=False,
    ),
]


@app.callback()
def dragoman(context: typer.Context, config: ConfigFile = None, version: Version = False) -> None:
    """Reads the press and writes down who said and did what to whom, with the words as evidence."""
    from dragoman.app.config.file import WrongConfig, defaults, found_config
    from dragoman.app.settings import default_database

    store = default_database(platform=sys.platform, environment=os.environ, home=Path.home())
    try:
        context.obj = found_config(config, environment=os.environ, here=Path(), store=store)
    except WrongConfig as error:
        raise typer.BadParameter(str(error)) from None
    if context.obj is not None:
        context.default_map = defaults(context.command, context.obj)


@app.command()
def read(
    sources: Sources,
    published: Published = None,
    format: How = None,
    explain: Explain = False,
    rules_only: RulesOnly = False,
    out: Out = None,
) -> None:
    """Read news pages and print who said and did what to whom.

    Exit code: 0 when every page was read, 1 when some could not be (each with a line on standard error,
    and in json as {"rejected": ...}), 2 for wrong usage.
    """
    from dragoman.app.pipeline import results
    from dragoman.app.printing.progress import counted
    from dragoman.app.sources import sources_of

    named = list(sources_of(sources))
    rendered = _renderer(format or _default_format(out), explain=explain, piped=out is not None)
    coming = results(named, published=published, now=datetime.now(UTC), heads=not rules_only)
    if not _written(counted(coming, len(named)), rendered, out):
        raise typer.Exit(1)


@app.command()
def schema() -> None:
    """Print the JSON Schema of one line of `dragoman read --format json`."""
    import json

    from dragoman.model import schema as line_schema

    print(json.dumps(line_schema(), indent=2, ensure_ascii=False))


init_command.add_to(app)
config_command.add_to(app)
store_commands.add_to(app)
attributions_command.add_to(app)
recode_command.add_to(app)
undated_command.add_to(app)
app.command()(brief_command.brief)
ledger_commands.add_to(app)
correction_commands.add_to(app)
actor_commands.add_to(app)
copy_commands.add_to(app)
export_commands.add_to(app)
source_commands.add_to(app)
alert_commands.add_to(app)
watch_command.add_to(app)
newsletter_commands.add_to(app)
subscriber_commands.add_to(app)
serve_command.add_to(app)
account_command.add_to(app)
run_command.add_to(app)
mcp_command.add_to(app)


def _default_format(out: Path | None) -> Format:
    return Format.TEXT if out is None and sys.stdout.isatty() else Format.JSON


def _renderer(format: Format, *, explain: bool, piped: bool) -> Callable[[Reading | Rejected], str]:
    """How a result is printed; in text and table, one that was rejected is a line on standard error alone."""
    from dragoman.app.printing.output import coloured
    from dragoman.app.printing.tables import table
    from dragoman.model import Reading, encode
    from dragoman.publish import brief

    terminal = sys.stdout.isatty() and not piped
    columns, colour = shutil.get_terminal_size().columns, terminal and coloured()
    if format is Format.JSON:
        return lambda result: encode(result).decode("utf-8") + "\n"
    if format is Format.TABLE:
        width = columns if terminal else PIPED_TABLE
        return lambda result: table(result, width=width, colour=colour) + "\n" if isinstance(result, Reading) else ""
    width = min(columns, WIDEST_TEXT) if terminal else PIPED_TEXT
    return lambda result: (
        brief(result, explain=explain, width=width, colour=colour, dating=_dating(result)) + "\n"
        if isinstance(result, Reading)
        else ""
    )


def _dating(reading: Reading) -> Dating | None:
    """When the article may have been published, where it tells no date."""
    from dragoman.app.undated.finding import dating_of

    return dating_of(reading.article) if reading.article.published is None else None


def _written(
    results: Iterable[Reading | Rejected], rendered: Callable[[Reading | Rejected], str], out: Path | None
) -> bool:
    """Writes every result as it comes, and why a page was rejected on standard error; whether all were read."""
    from dragoman.app.printing.output import output
    from dragoman.model import Rejected

    all_read = True
    with output(out) as sink:
        for result in results:
            _write(sink, rendered(result))
            if isinstance(result, Rejected):
                all_read = False
                _complain(result)
    return all_read


def _write(sink: BinaryIO, text: str) -> None:
    sink.write(text.encode("utf-8"))
    sink.flush()


def _complain(rejected: Rejected) -> None:
    from dragoman.publish.wording import plain

    print(plain(f"dragoman: {rejected.source}: {rejected.reason} [{rejected.stage}]"), file=sys.stderr)


def main() -> None:
    """The entry point. Wrong knowledge rows stop the run with a line that names the row."""
    from dragoman.model.errors import KnowledgeError

    try:
        app()
    except KnowledgeError as error:
        sys.exit(f"dragoman: {error}")


if __name__ == "__main__":
    main()
