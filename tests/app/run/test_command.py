"""`dragoman run`: what it leaves in its folder, what it says, and how it goes on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.collect.archives import answer, packed, record
from tests.store.readings import READER, talks
from typer.testing import CliRunner, Result

from dragoman.app import main, pipeline
from dragoman.app import reader as readers
from dragoman.app.reader import read
from dragoman.app.run import running
from dragoman.model import Reading, Unreadable, decode
from dragoman.store import counts, opened

PAGES = Path(__file__).parents[3] / "examples" / "press" / "pages"


def hand_made(page: bytes, *, source: str, **_: object) -> Reading:
    if b"bad" in page:
        raise Unreadable("clean", "the page is bad")
    return talks(source=source, more=f" {page.decode()}")


@pytest.fixture
def heart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "read", hand_made)
    for module in (readers, running):
        monkeypatch.setattr(module, "reader", lambda **_: READER)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(5):
        (pages / f"{number}.txt").write_text("bad" if number == 3 else f"Number {number}.")
    return pages


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main.app, ["run", *map(str, arguments)])


def lines(out: Path) -> list[str]:
    return [line for file in sorted(out.glob("*.jsonl")) for line in file.read_text().splitlines()]


@pytest.mark.usefixtures("heart")
def test_results_stand_in_the_folder_and_the_summary_is_told(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run(folder, "--out", out, "--workers", "0", "--shard", "2", "--json")

    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert (told["shards"], told["done"], told["files"], told["before"]) == (3, 3, 3, 0)
    assert (told["pages"], told["readings"], told["rejected"], told["quarantined"]) == (5, 4, 1, 0)
    assert "3.txt: the page is bad [clean]" in result.stderr
    assert sum(isinstance(decode(line), Reading) for line in lines(out)) == 4


@pytest.mark.usefixtures("heart")
def test_the_same_command_does_only_what_is_missing(folder: Path, tmp_path: Path) -> None:
    again = [folder, "--out", tmp_path / "out", "--workers", "0", "--json"]
    run(*again)
    before = lines(tmp_path / "out")
    told = json.loads(run(*again).stdout)

    assert (told["before"], told["done"], told["seconds"]) == (1, 1, 0.0)
    assert lines(tmp_path / "out") == before


@pytest.mark.usefixtures("heart")
@pytest.mark.parametrize(
    ("more", "what"),
    [
        (["--published", "2021-12-23"], "--published"),
        (["--format", "parquet"], "--format"),
        (["--shard", "1"], "pages"),
    ],
)
def test_a_folder_holds_one_run(folder: Path, tmp_path: Path, more: list[str], what: str) -> None:
    pytest.importorskip("pyarrow")
    run(folder, "--out", tmp_path / "out", "--workers", "0")
    result = run(folder, "--out", tmp_path / "out", "--workers", "0", *more)

    assert result.exit_code == 3
    assert f"begun with another {what}" in result.stderr


@pytest.mark.usefixtures("heart")
def test_what_a_run_leaves_is_imported(folder: Path, tmp_path: Path) -> None:
    out, store = tmp_path / "out", tmp_path / "store.db"
    run(folder, "--out", out, "--workers", "0", "--shard", "2")
    told = CliRunner().invoke(main.app, ["import", str(out), "--database", str(store)])
    again = CliRunner().invoke(main.app, ["import", *map(str, out.glob("*.jsonl")), "--database", str(store)])

    assert told.stdout == "5 lines: 4 stored, 0 known, 1 rejected, 0 faulty\n"
    assert again.stdout == "5 lines: 0 stored, 4 known, 1 rejected, 0 faulty\n"
    with opened(str(store)) as database:
        assert (counts(database).readings, counts(database).rejected) == (4, 1)


@pytest.mark.usefixtures("heart")
def test_parquet_holds_the_records_of_a_kind(folder: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    run(folder, "--out", tmp_path / "out", "--workers", "0", "--format", "parquet", "--kind", "meeting")
    (file,) = (tmp_path / "out").glob("*.parquet")

    assert parquet.read_table(file).num_rows == sum(len(talks().meetings) for _ in range(4))


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["https://wire.example/1"], "a run reads files"),
        (["-"], "a run reads files"),
        (["nowhere.html"], "there is no nowhere.html"),
    ],
)
def test_wrong_usage_is_told(arguments: list[str], what: str, tmp_path: Path) -> None:
    result = run(*arguments, "--out", tmp_path / "out")

    assert result.exit_code == 2
    assert what in " ".join(result.stderr.replace("│", " ").split())


def test_an_archive_read_by_a_pool_is_what_one_process_reads(tmp_path: Path) -> None:
    """The real reader, on a few pages: rules, models and all."""
    archive, out = tmp_path / "press.warc.gz", tmp_path / "out"
    named = sorted(PAGES.rglob("*.html"))[:3]
    pages = [(f"https://wire.example/{number}", file.read_bytes()) for number, file in enumerate(named)]
    archive.write_bytes(packed(*(record(answer(page), url=url) for url, page in pages)))
    result = run(archive, "--out", out, "--workers", "2", "--shard", "2")

    assert result.exit_code == 0, result.stderr
    found = {one.article.url: one for line in lines(out) if isinstance(one := decode(line), Reading)}
    assert found == {url: read(page, url=url, source=url, charset="utf-8") for url, page in pages}


def test_ctrl_c_keeps_what_is_done_and_leaves_no_process(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(400):
        (pages / f"{number:03}.txt").write_text("Short.")
    command = [sys.executable, "-m", "dragoman", "run", str(pages), "--out", str(tmp_path / "out")]
    command += ["--workers", "1", "--shard", "1", "--rules-only", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
        until_one_is_counted(tmp_path / "out")
        os.killpg(process.pid, signal.SIGINT)
        stdout, stderr = process.communicate(timeout=60)

    told = json.loads(stdout)
    assert (process.returncode, told["stopped"]) == (130, True)
    assert 0 < told["done"] < 400
    assert b"goes on from here" in stderr and b"Traceback" not in stderr


def until_one_is_counted(out: Path) -> None:
    """A shard is counted after its file stands, and before the next one's."""
    deadline = time.monotonic() + 120
    while len(list(out.glob("*.jsonl"))) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.05)
