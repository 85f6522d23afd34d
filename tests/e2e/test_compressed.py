"""Answers are small on their way, but for whom a secret could be read out of their length."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.store.readings import talks
from tests.web.doorways import access, sign_in
from tests.web.sites import client

GZIP = {"Accept-Encoding": "gzip"}


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[TestClient]:
    with client(tmp_path, [talks()], access=access(tmp_path, public=False)) as found:
        yield found


def encoding(visitor: TestClient, address: str, **headers: str) -> str | None:
    return visitor.get(address, headers=GZIP | headers).headers.get("content-encoding")


def test_a_page_goes_out_small_to_whoever_takes_it(visitor: TestClient) -> None:
    small, whole = visitor.get("/", headers=GZIP), visitor.get("/", headers={"Accept-Encoding": "identity"})

    assert small.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in whole.headers
    assert small.text == whole.text
    assert int(small.headers["content-length"]) < int(whole.headers["content-length"]) / 2
    assert {"Accept-Encoding", "Cookie"} <= {one.strip() for one in small.headers["vary"].split(",")}


def test_pages_of_a_session_are_never_compressed(visitor: TestClient) -> None:
    """Their forms hold its token, beside what a link may ask for."""
    assert encoding(visitor, "/search?words=cod") == "gzip"
    sign_in(visitor)

    assert encoding(visitor, "/search?words=cod") is None
    assert encoding(visitor, "/static/site.css") == "gzip"


def test_a_visit_without_a_name_is_a_session_too(visitor: TestClient) -> None:
    visitor.get("/sign-in")

    assert encoding(visitor, "/sign-in") is None


def test_a_compressed_file_is_known_again_by_its_tag(visitor: TestClient) -> None:
    first = visitor.get("/static/site.css", headers=GZIP)
    again = visitor.get("/static/site.css", headers=GZIP | {"If-None-Match": first.headers["etag"]})

    assert first.headers["etag"].startswith('W/"')
    assert again.status_code == 304


def test_a_part_of_a_file_is_a_part_of_the_file(visitor: TestClient) -> None:
    part = visitor.get("/static/site.css", headers=GZIP | {"Range": "bytes=0-9"})

    assert part.status_code == 206
    assert "content-encoding" not in part.headers
    assert len(part.content) == 10
