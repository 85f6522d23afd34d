"""Sites with accounts, and browsers that sign in, for tests of access."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_network
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.testclient import TestClient
from tests.web.sites import HERE, TODAY

from dragoman.store import Database
from dragoman.web.access.accounts import Accounts, Hashed, made_of
from dragoman.web.access.viewers import Access
from dragoman.web.site import site

ANA, PASSWORD = "ana", "the correct horse"
TOKEN = re.compile(r'name="csrf" value="([^"]+)"')
NETWORK = ip_network("10.0.0.0/24")


KEPT = Hashed(2, b"salt", made_of(PASSWORD, b"salt", 2))
"""As a file keeps PASSWORD, but quick to try."""


def accounts(folder: Path, *names: str) -> Accounts:
    """A file of accounts that all have PASSWORD."""
    file = folder / "accounts.txt"
    file.touch(mode=0o600)
    file.write_text("".join(f"{name}:{KEPT}\n" for name in names or (ANA,)), encoding="utf-8")
    return Accounts(file)


def access(folder: Path, **more: Any) -> Access:
    """Accounts on a site that others reach, unless *more* says otherwise."""
    return Access(**{"public": True, "accounts": accounts(folder), **more})


@contextmanager
def browser(app: FastAPI, *, at: str = "192.0.2.7", base: str = HERE) -> Iterator[TestClient]:
    """A browser at one address, with cookies of its own."""
    with TestClient(app, base_url=base, client=(at, 40000), follow_redirects=False) as found:
        yield found


def app_of(store: Database, access: Access | None) -> FastAPI:
    return site(store, access=access, today=lambda: TODAY)


def token(client: TestClient, page: str = "/sign-in") -> str:
    """The token of the form on a page."""
    found = TOKEN.search(client.get(page).text)
    assert found is not None, f"{page} has no form"
    return found[1]


def sign_in(client: TestClient, name: str = ANA, password: str = PASSWORD, **more: Any) -> Any:
    return client.post("/sign-in", data={"csrf": token(client), "name": name, "password": password}, **more)


def signed_in(client: TestClient) -> str | None:
    """Who the site says is signed in."""
    found = re.search(r"You are signed in as ([^<.]+)", client.get("/sign-out").text)
    return found[1] if found else None
