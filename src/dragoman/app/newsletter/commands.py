"""The commands of the newsletter: its editions, and an issue as it would go out."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.app.newsletter import send_commands
from dragoman.app.newsletter.desk import SettingsFile, newsletter_at
from dragoman.app.options import Address, Json, asked_day, writable
from dragoman.app.store import commands as store_commands

if TYPE_CHECKING:
    from dragoman.newsletter.editions import Edition, Settings
    from dragoman.newsletter.issue import Issue

newsletter_app = typer.Typer(
    name="newsletter",
    no_args_is_help=True,
    help="The morning brief by mail: editions, issues, sending.",
    rich_markup_mode=None,
)


class As(StrEnum):
    """How an issue is printed."""

    TEXT = "text"
    HTML = "html"
    WEB = "web"
    JSON = "json"


Name = Annotated[str, typer.Argument(metavar="EDITION", help="The edition by its name, as the settings have it.")]
Morning = Annotated[
    date | None,
    typer.Option(
        "--date",
        parser=asked_day,
        metavar="YYYY-MM-DD",
        help="The day on which it goes out, by default today; it tells of the days before.",
    ),
]
How = Annotated[
    As,
    typer.Option("--format", help="text and html: as it is mailed. web: the page with all items. json: as data."),
]
Out = Annotated[
    Path | None,
    typer.Option(callback=writable, metavar="FILE", help="Write here instead; the file is there whole or not at all."),
]


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the command line."""
    newsletter_app.command()(editions)
    newsletter_app.command()(preview)
    send_commands.add_to(newsletter_app)
    app.add_typer(newsletter_app)


def editions(settings: SettingsFile = None, as_json: Json = False) -> None:
    """List the editions: what each is about, and when it goes out next.

    Exit code: 0, also when there is none; 2 for wrong usage or settings.
    """
    from dragoman.newsletter.editions import next_sending
    from dragoman.publish.wording import plain

    now = datetime.now(UTC)
    for one in newsletter_at(settings).editions:
        coming = next_sending(one, now)
        if as_json:
            store_commands.print_json({"edition": one, "next": coming})
        else:
            print(plain(f"{one.name}: {one.title} · {about(one)} · next {coming:%a %Y-%m-%d %H:%M} {one.zone}"))


def about(edition: Edition) -> str:
    """What an edition is about, in a few words."""
    from dragoman.ledger.sides import called

    pairs = (f"{called(one)} and {called(other)}" for one, other in edition.dyads)
    named = [*map(called, edition.states), *edition.regions, *pairs, *edition.channels]
    limits = [f"only {', '.join(some)}" for some in (edition.types, edition.sources) if some]
    return "; ".join([", ".join(named) or "the world", *limits])


def preview(
    edition: Name,
    on: Morning = None,
    format: How = As.TEXT,
    out: Out = None,
    settings: SettingsFile = None,
    database: Address = None,
) -> None:
    """Print an issue as it would go out. Nothing is sent.

    Exit code: 0, also for a day without news; 2 for wrong usage or settings, 3 when the store failed.
    """
    from zoneinfo import ZoneInfo

    from dragoman.app.newsletter.sending import CannotSend, chosen
    from dragoman.app.printing.output import output
    from dragoman.newsletter.issue import issue_of

    found = newsletter_at(settings)
    try:
        wanted = chosen(found, edition)
    except CannotSend as error:
        raise typer.BadParameter(str(error)) from None
    day = on or datetime.now(ZoneInfo(wanted.zone)).date()
    with store_commands.opened_store(database) as store:
        issue = issue_of(store, wanted, day)
    with output(out) as sink:
        sink.write(_written(issue, found.settings, format))


def _written(issue: Issue, settings: Settings, format: As) -> bytes:
    import msgspec

    from dragoman.newsletter.rendering import rendered, web_copy

    if format is As.JSON:
        return msgspec.json.encode(issue) + b"\n"
    if format is As.WEB:
        return web_copy(issue, settings).encode("utf-8")
    mail = rendered(issue, settings)
    text = f"Subject: {mail.subject}\n\n{mail.text}" if format is As.TEXT else mail.html
    return text.encode("utf-8")
