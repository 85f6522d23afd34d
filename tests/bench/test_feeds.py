"""feedparser's cases are told apart, read and compared."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path

import pytest

from bench import feeds


def case(expected: str, items: str, *, header: str = "") -> bytes:
    comment = f"<!--\nDescription: made up\n{header}Expect:      {expected}\n-->"
    return f"{comment}\n<rss><channel>{items}</channel></rss>".encode()


RIGHT = case("not bozo and entries[0]['title'] == 'Accord'", "<item><title>Accord</title></item>")
WRONG = case("entries[0]['title'] == 'Treaty'", "<item><title>Accord</title></item>")


def folder_of(place: Path, **contents: bytes) -> str:
    for name, content in contents.items():
        (place / f"{name}.xml").write_bytes(content)
    return str(place)


def test_a_case_holds_where_feedparser_and_we_agree(tmp_path: Path) -> None:
    figures = feeds.run(folder_of(tmp_path, right=RIGHT, wrong=WRONG, none=b"<rss/>"))

    assert figures == {"cases": 2, "feedparser_right": 1, "held": 1, "failed": 0}


def test_a_difference_is_listed_by_case(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read = feeds.feed
    other = case("", "<item><title>Treaty</title></item>")
    monkeypatch.setattr(feeds, "feed", lambda content, **more: read(other, **more))

    assert feeds.run(folder_of(tmp_path, right=RIGHT))["failed"] == 1
    assert capsys.readouterr().out.splitlines()[0] == "right.xml: title 'Treaty', not 'Accord'"


def test_cases_are_read_from_their_archive(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "cases.tar.gz", "w:gz") as archive:
        entry = tarfile.TarInfo("tests/right.xml")
        entry.size = len(RIGHT)
        archive.addfile(entry, io.BytesIO(RIGHT))

    assert feeds.run(str(tmp_path))["held"] == 1
    assert sorted(one.name for one in tmp_path.iterdir()) == ["cases.tar.gz"]


def test_a_case_may_come_from_a_server(tmp_path: Path) -> None:
    served = case(
        "entries[0]['link'] == 'http://elsewhere.example/1'",
        "<item><link>/1</link></item>",
        header="Header: Content-Location: http://elsewhere.example/feed\n",
    )

    assert feeds.run(folder_of(tmp_path, served=served))["held"] == 1


def test_an_entry_that_we_lose_is_a_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = feeds.feed
    monkeypatch.setattr(feeds, "feed", lambda content, **more: read(content, **more, most=0))

    assert feeds.run(folder_of(tmp_path, right=RIGHT))["failed"] == 1


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("<p>Accord<script>x()</script></p>", "Accord"),
        ("a &amp; b", "a & b"),
        (" ", ""),
        (None, ""),
        ("<!-- x -->", ""),
    ],
)
def test_a_text_is_compared_as_a_reader_sees_it(text: str | None, seen: str) -> None:
    assert feeds.bare(text) == seen


def test_the_figures_are_one_json_object(tmp_path: Path) -> None:
    assert json.loads(json.dumps(feeds.run(folder_of(tmp_path, right=RIGHT))))["cases"] == 1
