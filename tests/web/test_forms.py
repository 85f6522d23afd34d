"""Nothing is changed but by a form that this site gave to this very browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.requests import Request
from tests.web.doorways import access, app_of, browser, sign_in, signed_in, token

from dragoman.store import Database
from dragoman.web.access.doors import SAFE, from_elsewhere
from dragoman.web.forms import UNSIGNED, signed_form
from dragoman.web.site import ROOMS


@pytest.fixture
def app(store: Database, tmp_path: Path) -> FastAPI:
    return app_of(store, access(tmp_path))


def test_a_form_without_its_token_is_refused(app: FastAPI) -> None:
    with browser(app) as client:
        token(client)
        assert client.post("/sign-in", data={"name": "ana"}).status_code == 403


@pytest.mark.parametrize("wrong", ["", "x", "é" * 43, "a" * 43, "\x00"])
def test_a_form_with_a_wrong_token_is_refused(app: FastAPI, wrong: str) -> None:
    with browser(app) as client:
        token(client)
        assert client.post("/sign-in", data={"csrf": wrong, "name": "ana"}).status_code == 403


def test_a_form_of_another_session_is_refused(app: FastAPI) -> None:
    with browser(app) as client, browser(app) as other:
        token(client)
        assert client.post("/sign-in", data={"csrf": token(other), "name": "ana"}).status_code == 403


def test_a_form_without_a_session_is_refused(app: FastAPI) -> None:
    with browser(app) as client, browser(app) as other:
        assert client.post("/sign-in", data={"csrf": token(other), "name": "ana"}).status_code == 403


def test_a_form_from_before_signing_in_is_refused(app: FastAPI) -> None:
    with browser(app) as client:
        before = token(client)
        sign_in(client)
        assert client.post("/sign-out", data={"csrf": before}).status_code == 403
        assert signed_in(client) == "ana"


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://localhost.evil.example"},
        {"origin": "http://localhost:8001"},
        {"origin": "http://["},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site", "origin": "http://localhost"},
    ],
)
def test_a_form_from_another_site_is_refused_even_with_its_token(app: FastAPI, headers: dict[str, str]) -> None:
    with browser(app) as client:
        assert sign_in(client, headers=headers).status_code == 403
        assert signed_in(client) is None


@pytest.mark.parametrize(
    "headers", [{}, {"origin": "http://localhost"}, {"sec-fetch-site": "same-origin", "origin": "http://localhost"}]
)
def test_a_form_from_here_is_taken(app: FastAPI, headers: dict[str, str]) -> None:
    with browser(app) as client:
        assert sign_in(client, headers=headers).status_code == 303


@pytest.mark.parametrize(
    ("host", "origin", "elsewhere"),
    [
        ("news.example", "https://news.example", False),
        ("news.example:443", "https://news.example", False),
        ("news.example", "https://news.example:443", False),
        ("news.example:8000", "http://news.example:8000", False),
        ("news.example", "https://news.example:8443", True),
        ("news.example", "https://sub.news.example", True),
        ("[::1]:8000", "http://[::1]:8000", False),
    ],
)
def test_a_place_is_its_host_and_port(host: str, origin: str, elsewhere: bool) -> None:
    headers = [(b"host", host.encode()), (b"origin", origin.encode())]

    assert from_elsewhere(Request({"type": "http", "headers": headers})) is elsewhere


def routes() -> list[APIRoute]:
    return [route for room in ROOMS for route in room.routes if isinstance(route, APIRoute)]


def test_every_route_that_changes_something_takes_only_our_own_forms() -> None:
    changing = [one for one in routes() if one.methods - set(SAFE) and not one.path.startswith(UNSIGNED)]

    assert changing
    for one in changing:
        asked = [need.call for need in one.dependant.dependencies]
        assert signed_form in asked, f"{one.path} takes anybody's form: let it take form: Signed"


def test_what_takes_strangers_posts_takes_nothing_of_ours() -> None:
    for one in routes():
        if one.path.startswith(UNSIGNED):
            assert signed_form not in [need.call for need in one.dependant.dependencies]


@pytest.mark.parametrize(
    "path", ["/newsletter/sign-up/x", "/newsletter/preferences/x", "/api/v1/newsletter/subscribers"]
)
def test_what_needs_no_token_still_comes_from_here_or_from_no_browser(app: FastAPI, path: str) -> None:
    with browser(app) as client:
        assert client.post(path, headers={"origin": "https://evil.example"}).status_code == 403


def test_one_click_unsubscription_comes_from_anywhere(app: FastAPI) -> None:
    with browser(app) as client:
        assert client.post("/newsletter/unsubscribe/x", headers={"origin": "https://mail.example"}).status_code != 403


def test_no_form_is_sent_by_looking(app: FastAPI) -> None:
    with browser(app) as client:
        sign_in(client)
        form = token(client, "/sign-out")
        client.get("/sign-out", params={"csrf": form})
        client.head("/sign-out", params={"csrf": form})
        assert signed_in(client) == "ana"
