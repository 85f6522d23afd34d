"""Every kind of bad page becomes a reason, through the real rooms."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from tests.net.loopback import Server, answer, opened

from dragoman.app.pipeline import results
from dragoman.model import Reading, Rejected
from dragoman.net import fetch

NOW = datetime(2024, 3, 5, 12, 0, tzinfo=UTC)
NEWS = (
    "<html><head><title>“Talks” with Chad resume</title></head><body><article><h1>“Talks” with Chad resume</h1>"
    "<p>Sudan’s foreign ministry said on Tuesday that “talks” with Chad about the border crossing had resumed in "
    "Khartoum, and that both delegations meant to go on through the week.</p></article></body></html>"
)
FRENCH = "Le ministère a déclaré mardi que les pourparlers avec le Tchad avaient repris et qu’ils dureraient. " * 6


def only(path: Path) -> Reading | Rejected:
    (found,) = results([str(path)], published=None, now=NOW)
    return found


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (b"", "the page is empty"),
        (b" \n\t\n", "the page is empty"),
        (b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)) * 40, "the page is binary"),
        (b"%PDF-1.7\n", "the page is binary"),
        (b"<html><body>" + b"<div>" * 200_000 + b"words" + b"</div>" * 200_000, "nest more than"),
        (f"<html><body><p>{FRENCH}</p></body></html>".encode(), "not English"),
        (b"<html><body><nav><a href='/'>Home</a> <a href='/world'>World</a></nav></body></html>", "no article"),
    ],
    ids=["empty", "blank", "program", "pdf", "nested", "french", "no-article"],
)
def test_a_bad_page_is_rejected_with_its_reason(page: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(page)
    rejected = only(tmp_path / "page.html")

    assert isinstance(rejected, Rejected)
    assert rejected.stage == "clean"
    assert reason in rejected.reason


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_a_page_in_an_encoding_that_nobody_declared_is_read(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(NEWS.encode(encoding))
    read = only(tmp_path / "page.html")

    assert isinstance(read, Reading)
    assert read.article.title == "“Talks” with Chad resume"


def test_a_page_is_read_over_http_where_loopback_is_opened() -> None:
    with Server(answer(NEWS.encode(), headers="Content-Type: text/html; charset=utf-8")) as server:
        url = f"http://127.0.0.1:{server.port}/talks"
        (read,) = results([url], published=None, now=NOW, fetch=partial(fetch, allow=opened(server.port)))

    assert isinstance(read, Reading)
    assert (read.article.source, read.article.url, read.article.published) == (url, url, None)
