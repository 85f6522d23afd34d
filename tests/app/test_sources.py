"""What a user names becomes pages, or an error that says what and why."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from dragoman.app.sources import LARGEST, Page, page_at, shown, sources_of
from dragoman.clean.decode import LARGEST as LARGEST_OF_CLEAN
from dragoman.model import Unreadable
from dragoman.net import LIMITS, Fetched, Unreachable


def fetched(status: int = 200) -> Fetched:
    return Fetched(
        url="https://example.org/final",
        status=status,
        content_type="text/html",
        charset="utf-8",
        body=b"<p>Words",
        redirects=("https://example.org/",),
    )


def test_a_folder_is_its_pages_in_order_at_any_depth(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("c.HTM", "b/a.txt", "a.html", "d.eml", "notes.pdf", "e.html.bak"):
        (tmp_path / name).write_text("words")

    assert list(sources_of([str(tmp_path)])) == [
        str(tmp_path / name) for name in ("a.html", "b/a.txt", "c.HTM", "d.eml")
    ]


def test_what_is_no_folder_stays_as_it_was_named() -> None:
    named = ["-", "missing.html", "https://example.org/a"]

    assert list(sources_of(named)) == named


def test_a_folder_without_pages_stays_and_is_refused(tmp_path: Path) -> None:
    (empty,) = sources_of([str(tmp_path)])

    with pytest.raises(Unreadable, match=r"the folder holds no page: none of its files ends in \.html"):
        page_at(empty)


def test_a_file_is_a_page_without_a_url(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<p>Words")

    assert page_at(str(tmp_path / "a.html")) == Page(source=str(tmp_path / "a.html"), content=b"<p>Words")


@pytest.mark.parametrize("name", ["missing.html", "", "a\0b.html", "x" * 5000])
def test_a_missing_file_is_refused(name: str, tmp_path: Path) -> None:
    (source,) = sources_of([str(tmp_path / "none" / name)])

    with pytest.raises(Unreadable, match="no such file|cannot be read") as caught:
        page_at(source)

    assert caught.value.stage == "collect"


def test_a_file_that_we_may_not_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(path: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", closed)  # root may read everything, so no mode will do

    with pytest.raises(Unreadable, match="the file cannot be read: Permission denied"):
        page_at(str(tmp_path / "a.html"))


def test_a_page_of_fifty_megabytes_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "a.html").open("wb") as file:
        file.truncate(50_000_000)

    with pytest.raises(Unreadable, match="the page is larger than 20,000,000 bytes: cut out the article"):
        page_at(str(tmp_path / "a.html"))


def test_every_room_holds_to_the_same_limit() -> None:
    assert LARGEST == LARGEST_OF_CLEAN == LIMITS.max_bytes


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Words")))

    assert page_at("-") == Page(source="standard input", content=b"Words")


def test_a_url_is_fetched_and_keeps_where_it_led() -> None:
    page = page_at("https://example.org/", fetch=lambda url: fetched())

    assert page == Page(
        source="https://example.org/", content=b"<p>Words", url="https://example.org/final", charset="utf-8"
    )


def test_a_page_that_is_not_there_is_refused_with_the_answer() -> None:
    with pytest.raises(Unreadable, match="the server answers 404"):
        page_at("https://example.org/", fetch=lambda url: fetched(404))


def test_an_unreachable_server_is_refused_with_the_reason() -> None:
    def broken(url: str) -> Fetched:
        raise Unreachable("the line is dead")

    with pytest.raises(Unreadable, match="the line is dead") as caught:
        page_at("https://example.org/", fetch=broken)

    assert caught.value.stage == "net"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://127.0.0.1:8080/", "loopback"),
        ("http://[::1]/", "loopback"),
        ("http://169.254.169.254/latest", "link-local"),
        ("ftp://example.org/a", "write http:// or https://"),
        ("FILE:///etc/passwd", "write http:// or https://"),
        ("https://user:secret@example.org/", "leave it out"),
    ],
)
def test_a_forbidden_url_is_refused_without_asking(url: str, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        page_at(url)


def test_a_login_is_never_shown() -> None:
    assert shown("https://user:secret@example.org/a@b") == "https://example.org/a@b"


def test_a_file_name_that_is_no_text_is_shown_as_text() -> None:
    assert shown("a\udcff.html") == "a\ufffd.html"
