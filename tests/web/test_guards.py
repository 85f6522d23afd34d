"""What every request passes and every answer carries."""

from __future__ import annotations

from pathlib import Path

from tests.web.doorways import access, app_of, browser, sign_in

from dragoman.store import Database


def test_a_form_that_is_too_large_is_not_read(store: Database, tmp_path: Path) -> None:
    with browser(app_of(store, access(tmp_path))) as client:
        assert client.post("/sign-in", data={"name": "x" * 300_000}).status_code == 413
        streamed = client.post(
            "/sign-in",
            content=(b"x" * 1000 for _ in range(400)),
            headers={"content-type": "application/x-www-form-urlencoded"},
        )
        assert streamed.status_code == 413


def test_what_somebody_signed_in_sees_is_kept_nowhere(store: Database, tmp_path: Path) -> None:
    with browser(app_of(store, access(tmp_path))) as client:
        assert client.get("/no-such-page").headers["cache-control"] == "private, no-cache"
        sign_in(client)
        assert client.get("/no-such-page").headers["cache-control"] == "no-store"
