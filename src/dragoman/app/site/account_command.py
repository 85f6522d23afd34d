"""`dragoman account`: who may sign in to the site."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dragoman.app.options import Json, writable

account = typer.Typer(
    name="account",
    help="Who may sign in to the site that dragoman serve --accounts FILE serves.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Name = Annotated[str, typer.Argument(metavar="NAME", help="The name to sign in with; corrections go by it too.")]
File = Annotated[Path, typer.Option("--file", callback=writable, metavar="FILE", help="The file of accounts.")]


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the command line."""
    app.add_typer(account)


@account.command("add")
def add(name: Name, file: File, as_json: Json = False) -> None:
    """Add an account, or give one that is there a new password; it is asked for, or read from a pipe.

    Exit code: 0, 2 for wrong usage.
    """
    from dragoman.app.site.serving import wrong_usage
    from dragoman.web.access.accounts import put_account

    with wrong_usage():
        new = put_account(file, name, _password())
    _tell(name, "added" if new else "has a new password", as_json=as_json)


@account.command("remove")
def remove(name: Name, file: File, as_json: Json = False) -> None:
    """Remove an account; whoever is signed in with it no longer is.

    Exit code: 0, 2 for wrong usage.
    """
    from dragoman.app.site.serving import wrong_usage
    from dragoman.web.access.accounts import remove_account

    with wrong_usage():
        remove_account(file, name)
    _tell(name, "removed", as_json=as_json)


@account.command("list")
def list_all(file: File, as_json: Json = False) -> None:
    """List the accounts.

    Exit code: 0, 2 for wrong usage.
    """
    from dragoman.app.site.serving import wrong_usage
    from dragoman.web.access.accounts import Accounts

    with wrong_usage():
        names = Accounts(file).kept()
    for name in names:
        _tell(name, "", as_json=as_json)


def _password() -> str:
    """Asked for twice at a terminal, without an echo; else one line from standard input."""
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")


def _tell(name: str, what: str, *, as_json: bool) -> None:
    from dragoman.app.store.commands import print_json
    from dragoman.publish.wording import plain

    if as_json:
        print_json({"account": name, **({"outcome": what} if what else {})})
    else:
        print(plain(f"{name}: {what}" if what else name))
