"""A session is what we have signed, until it is over."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.web.doorways import ANA

from dragoman.web.access.sessions import Session, sealed, unsealed

SESSION = Session(id="a", until=1000, name=ANA, proof="p")
KEY = b"k" * 32


def test_a_session_comes_back_from_its_cookie_until_it_is_over() -> None:
    assert unsealed(sealed(SESSION, KEY), KEY, now=999) == SESSION
    assert unsealed(sealed(SESSION, KEY), KEY, now=1000) is None


@pytest.mark.parametrize(
    "written",
    [
        None, "", ".", "a.b", sealed(SESSION, b"x" * 32), sealed(SESSION, KEY)[:-1], sealed(SESSION, KEY) + "a",
        sealed(SESSION, KEY).replace(".", ".."), "é.é", sealed(replace(SESSION, name="root"), KEY).partition(".")[0]
        + "." + sealed(SESSION, KEY).partition(".")[2], "a" * 100_000,
    ],
)  # fmt: skip
def test_a_cookie_that_we_did_not_sign_is_no_session(written: str | None) -> None:
    assert unsealed(written, KEY, now=0) is None
