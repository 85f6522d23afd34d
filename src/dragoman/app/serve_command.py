"""`dragoman serve`: the site over the store, on this machine unless told otherwise."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from dragoman.app.options import Address, asked_day
from dragoman.app.store_commands import opened_store

Host = Annotated[str, typer.Option(help="The address to listen on.")]
Port = Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes any that is free.")]
Today = Annotated[
    date | None,
    typer.Option("--date", parser=asked_day, metavar="YYYY-MM-DD", help="Show everything as if this day were today."),
]


def add_to(app: typer.Typer) -> None:
    """Adds the command to the command line."""
    app.command()(serve)


def serve(host: Host = "127.0.0.1", port: Port = 8000, on: Today = None, database: Address = None) -> None:
    """Serve the site: brief, articles with their evidence, dyads, calendar, map, search. Stops with Ctrl-C.

    Exit code: 0 when it was stopped, 2 for wrong usage, 3 when the store failed.
    """
    import uvicorn

    from dragoman.web.site import site

    with opened_store(database) as store:
        app = site(store, today=(lambda: on) if on else None)
        uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
