"""`dragoman serve`: the site over the store, on this machine unless told otherwise."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.app.newsletter.desk import SettingsFile
from dragoman.app.options import Address, asked_day
from dragoman.app.site.serving import Doors, access_of
from dragoman.app.store.commands import opened_store

if TYPE_CHECKING:
    from fastapi import FastAPI

Host = Annotated[str, typer.Option(help="The address to listen on. Any but this machine's own asks for accounts.")]
Port = Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes any that is free.")]
Today = Annotated[
    date | None,
    typer.Option("--date", parser=asked_day, metavar="YYYY-MM-DD", help="Show everything as if this day were today."),
]
OfAccounts = Annotated[
    Path | None,
    typer.Option("--accounts", metavar="FILE", help="Who may sign in: a file that dragoman account add wrote."),
]
Header = Annotated[
    str | None,
    typer.Option("--trust-header", metavar="NAME", help="The header in which a --proxy says who has signed in there."),
]
Hosts = Annotated[
    list[str] | None,
    typer.Option("--allow-host", metavar="NAME", help="A name under which others reach the site. May be given again."),
]
Proxies = Annotated[
    list[str] | None,
    typer.Option("--proxy", metavar="ADDRESS", help="A reverse proxy whose headers are believed. May be given again."),
]


def add_to(app: typer.Typer) -> None:
    """Adds the command to the command line."""
    app.command()(serve)


def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    accounts: OfAccounts = None,
    trust_header: Header = None,
    proxy: Proxies = None,
    allow_host: Hosts = None,
    on: Today = None,
    settings: SettingsFile = None,
    database: Address = None,
) -> None:
    """Serve the site: brief, articles with their evidence, dyads, calendar, map, search. Stops with Ctrl-C.

    To this machine alone it is open and read-only. To others it is served only where somebody can sign in;
    who has not sees the words that records rest on, and a link, not whole articles.

    Exit code: 0 when it was stopped, 2 for wrong usage, 3 when the store failed.
    """
    from dragoman.app.config.file import newsletter_of_site
    from dragoman.web.site import site

    newsletter = newsletter_of_site(settings)
    doors = Doors(host=host, accounts=accounts, header=trust_header, proxies=proxy or (), hosts=allow_host or ())
    with opened_store(database) as store:
        access = access_of(doors, store)
        today = (lambda: on) if on else None
        app = site(store, access=access, today=today, mail=_address(database), newsletter=newsletter)
        _listen(app, host, port)


def _address(database: str | None) -> str:
    """The store's address, beside which the newsletter's subscribers are kept."""
    import os

    from dragoman.app.settings import default_database

    return database or str(default_database(platform=sys.platform, environment=os.environ, home=Path.home()))


def _listen(app: FastAPI, host: str, port: int) -> None:
    """Serves until it is stopped, and says where as soon as it answers."""
    import uvicorn

    class Telling(uvicorn.Server):
        async def startup(self, sockets: Any = None) -> None:
            await super().startup(sockets)
            for server in self.servers:
                for listening in server.sockets:
                    _say(*listening.getsockname()[:2])

    settings = uvicorn.Config(app, host=host, port=port, log_level="warning", server_header=False, proxy_headers=False)
    try:
        Telling(settings).run()
    except SystemExit as error:  # uvicorn has said why
        if error.code:
            raise typer.BadParameter(f"nothing can listen on {host}:{port}: --port 0 takes any that is free") from None


def _say(host: str, port: int) -> None:
    shown = f"[{host}]" if ":" in host else host
    print(f"Dragoman is at http://{shown}:{port}, until you press Ctrl-C.", file=sys.stderr, flush=True)
