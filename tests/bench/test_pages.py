"""The page measurement: its metric on cases made by hand, and a run on a small folder of our own."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from pathlib import Path

import pytest
from bench.pages_shingles import Agreement, agreement, over_pages, runs
from bench.pages_systems import body_of, lines, speeds
from bench.shared import NoData
from tests.clean.pages import LONG, TITLE, long_article, page

from bench import pages


def test_the_same_words_agree_whatever_stands_between_them() -> None:
    assert agreement("one two three four five", "one, two\n\nthree – four five") == Agreement(1.0, 1.0)


def test_a_run_is_four_words_and_a_shorter_text_is_one_run() -> None:
    assert list(runs("a b c d e")) == [("a", "b", "c", "d"), ("b", "c", "d", "e")]
    assert list(runs("a b")) == [("a", "b")]
    assert not runs("")


def test_precision_and_recall_of_one_page() -> None:
    found = agreement("a b c d e", "a b c d x")

    assert found == Agreement(0.5, 0.5)
    assert found.f1 == 0.5


def test_nothing_where_something_is_due_is_nothing_and_nothing_where_nothing_is_due_is_all() -> None:
    assert agreement("a b c d", "").f1 == 0.0
    assert agreement("", "").f1 == 1.0


def test_said_twice_counts_once() -> None:
    assert agreement("a b c d", "a b c d a b c d").precision == pytest.approx(1 / 5)


def test_each_page_counts_once() -> None:
    assert over_pages([Agreement(1.0, 0.0), Agreement(0.0, 1.0)]) == Agreement(0.5, 0.5)


def test_lines_are_the_text_between_elements_that_begin_a_line() -> None:
    text = "<head><title>x</title></head><body><p>One <b>bold</b>\nword<br>two</p><script>no</script><ul><li>three</ul>"

    assert lines(text) == "One bold word\ntwo\nthree"


def test_our_body_has_neither_headline_nor_second_headline() -> None:
    text = long_article().replace("</h1>", '</h1><h2 class="standfirst">A joint commission on the fishing dispute</h2>')

    assert body_of(page(text), "") == "\n\n".join(LONG)


def test_speeds_are_of_every_system() -> None:
    found = speeds({"one": lambda page, url: page, "two": lambda page, url: url}, [("a", "b")] * 3)

    assert set(found) == {"one", "two"}
    assert all(speed > 0 for speed in found.values())


def test_a_run_on_a_folder_of_the_same_shape(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _folder(tmp_path)

    figures = pages.run(str(tmp_path))

    assert figures["f1"] == 1.0
    assert figures["lines_f1"] == 1.0
    assert (figures["dates"], figures["dates_sure"]) == (1.0, 1.0)
    assert figures["authors_invented"] == 0.0
    assert {"trafilatura_f1", "pages_per_s_ratio"} <= set(figures)
    assert "trafilatura precision" in capsys.readouterr().out


def test_a_folder_without_gold_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(NoData, match=r"ground-truth\.json: not there"):
        pages.run(str(tmp_path))


def _folder(root: Path) -> None:
    held = root / "extraction" / "html"
    held.mkdir(parents=True)
    held.joinpath("p1.html.gz").write_bytes(gzip.compress(page(long_article()).encode()))
    gold = {"p1": {"articleBody": "\n\n".join(LONG), "url": "https://delta.example/ferries", "author": ""}}
    root.joinpath("extraction", "ground-truth.json").write_text(json.dumps(gold), encoding="utf-8")
    dates = root / "dates"
    dates.mkdir()
    url = "https://delta.example/2024/05/02/ferries"
    dates.joinpath("gold.json").write_text(
        json.dumps({url: {"file": "1.html", "date": "2024-05-02"}}), encoding="utf-8"
    )
    dated = page(long_article(), head='<meta property="article:published_time" content="2024-05-02">', title=TITLE)
    with tarfile.open(dates / "pages.tar.xz", "w:xz") as archive:
        member = tarfile.TarInfo("pages/1.html")
        member.size = len(dated.encode())
        archive.addfile(member, io.BytesIO(dated.encode()))
