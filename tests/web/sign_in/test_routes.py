"""Signing in and out: with one's own name and password alone, in a session that ends when it should."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.web.doorways import ANA, PASSWORD, access, app_of, browser, sign_in, signed_in

from dragoman.store import Database
from dragoman.web.access.accounts import put_account, remove_account
from dragoman.web.access.limits import Buckets


def test_an_account_signs_in_and_out(store: Database, tmp_path: Path) -> None:
    with browser(app_of(store, access(tmp_path))) as client:
        answer = sign_in(client)
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert signed_in(client) == ANA
        token = client.get("/sign-out").text.partition('name="csrf" value="')[2].partition('"')[0]
        assert client.post("/sign-out", data={"csrf": token}).status_code == 303
        assert signed_in(client) is None


@pytest.mark.parametrize(
    ("name", "password"), [(ANA, "the wrong horse"), ("bea", PASSWORD), ("", ""), (ANA, "x" * 5000)]
)
def test_a_wrong_name_or_password_is_told_the_same_and_signs_nobody_in(
    store: Database, tmp_path: Path, name: str, password: str
) -> None:
    with browser(app_of(store, access(tmp_path))) as client:
        answer = sign_in(client, name, password)
        assert answer.status_code == 401
        assert "no account with that name and that password" in answer.text
        assert signed_in(client) is None


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(store: Database, tmp_path: Path) -> None:
    with browser(app_of(store, access(tmp_path))) as client:
        cookie = sign_in(client).headers["set-cookie"]

    assert cookie.startswith("dragoman=")
    assert {"Path=/", "HttpOnly", "SameSite=Strict"} <= set(cookie.split("; "))
    assert "Secure" not in cookie and "Domain" not in cookie


def test_with_tls_the_cookie_is_for_this_host_and_for_tls_alone(store: Database, tmp_path: Path) -> None:
    with browser(app_of(store, access(tmp_path)), base="https://localhost") as client:
        cookie = sign_in(client).headers["set-cookie"]

    assert cookie.startswith("__Host-dragoman=")
    assert "Secure" in cookie.split("; ")


def test_signing_in_begins_a_new_session(store: Database, tmp_path: Path) -> None:
    with browser(app_of(store, access(tmp_path))) as client:
        client.get("/sign-in")
        before = client.cookies["dragoman"]
        sign_in(client)
        assert client.cookies["dragoman"] != before


def test_a_session_that_was_signed_out_is_over_even_where_its_cookie_was_copied(
    store: Database, tmp_path: Path
) -> None:
    app = app_of(store, access(tmp_path))
    with browser(app) as client, browser(app) as thief:
        sign_in(client)
        thief.cookies.set("dragoman", client.cookies["dragoman"], domain="localhost.local", path="/")
        assert signed_in(thief) == ANA
        form = client.get("/sign-out").text.partition('name="csrf" value="')[2].partition('"')[0]
        client.post("/sign-out", data={"csrf": form})
        assert signed_in(thief) is None


def test_a_session_ends_with_the_account_or_with_its_password(store: Database, tmp_path: Path) -> None:
    found = access(tmp_path)
    with browser(app_of(store, found)) as client:
        sign_in(client)
        put_account(tmp_path / "accounts.txt", ANA, "another horse here")
        assert signed_in(client) is None
        assert sign_in(client, password="another horse here").status_code == 303
        remove_account(tmp_path / "accounts.txt", ANA)
        assert signed_in(client) is None


@pytest.mark.parametrize("spread", ["addresses", "names"])
def test_passwords_are_not_tried_by_the_hundred(store: Database, tmp_path: Path, spread: str) -> None:
    few = access(tmp_path, tries=Buckets(burst=2, per_second=0.1), now=lambda: 0.0)
    app = app_of(store, few)
    found = []
    for nth in range(3):
        at = f"192.0.2.{nth if spread == 'addresses' else 1}"
        with browser(app, at=at) as client:
            found.append(sign_in(client, ANA if spread == "addresses" else f"n{nth}", "wrong horse here"))

    assert [one.status_code for one in found] == [401, 401, 429]
    assert found[-1].headers["retry-after"] == "10"


def test_a_file_of_accounts_that_is_gone_lets_nobody_in_and_the_site_still_answers(
    store: Database, tmp_path: Path
) -> None:
    with browser(app_of(store, access(tmp_path))) as client:
        sign_in(client)
        (tmp_path / "accounts.txt").unlink()
        assert signed_in(client) is None
        answer = sign_in(client)
        assert answer.status_code == 503
        assert str(tmp_path) not in answer.text
