"""The command line: what it prints where, and how it ends."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import dragoman
from dragoman.app import main, pipeline
from dragoman.app.printing.progress import counted
from dragoman.model import (
    Basis,
    Interval,
    KnowledgeError,
    Reader,
    Reading,
    Rejected,
    Unreadable,
    article_of,
    decode,
    schema,
)

READER = Reader(program="t", model="t", knowledge="t")


def hand_made(
    page: bytes, *, url: str | None, published: date | None, source: str, charset: str | None, **_: object
) -> Reading:
    if not page:
        raise Unreadable("clean", "the page is empty")
    when = Interval.day(published, Basis.GIVEN) if published else None
    article = article_of(source=source, title=page.decode(), paragraphs=("Body.",), published=when)
    return Reading(reader=READER, article=article)


@pytest.fixture(autouse=True)
def heart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "read", hand_made)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, page in (("a", "First"), ("b", ""), ("c", "Third")):
        (tmp_path / f"{name}.txt").write_text(page)
    return tmp_path


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main.app, [str(argument) for argument in arguments], input=stdin)


def test_help_is_quick_because_it_loads_nothing_slow() -> None:
    code = (
        "import sys\nfrom typer.testing import CliRunner\nfrom dragoman.app.main import app\n"
        "for words in ([], ['read'], ['ingest'], ['search']):\n"
        "    assert CliRunner().invoke(app, [*words, '--help']).exit_code == 0\n"
        "slow = {'rich', 'spacy', 'trafilatura', 'httpx', 'lxml', 'msgspec', 'numpy', 'sqlalchemy', 'alembic', 'psycopg'}\n"
        "print(*(slow & set(sys.modules)))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)

    assert loaded.stdout.strip() == ""


def test_help_names_commands_and_what_the_exit_codes_mean() -> None:
    assert "schema" in run("--help").stdout
    assert "Exit code: 0" in run("read", "--help").stdout


def test_the_version_is_printed() -> None:
    assert run("--version").stdout == f"dragoman {dragoman.__version__}\n"


def test_the_schema_is_that_of_a_line() -> None:
    assert json.loads(run("schema").stdout) == json.loads(json.dumps(schema()))


def test_into_a_pipe_goes_json_one_object_a_line(folder: Path) -> None:
    lines = run("read", folder / "a.txt", folder / "c.txt").stdout.splitlines()

    assert [one.article.title for line in lines if isinstance(one := decode(line), Reading)] == ["First", "Third"]


def test_all_read_ends_with_0(folder: Path) -> None:
    assert run("read", folder / "a.txt").exit_code == 0


def test_one_bad_page_ends_with_1_and_the_rest_done(folder: Path) -> None:
    result = run("read", folder)

    assert result.exit_code == 1
    first, second, third = (decode(line) for line in result.stdout.splitlines())
    assert isinstance(first, Reading)
    assert second == Rejected(source=str(folder / "b.txt"), stage="clean", reason="the page is empty")
    assert isinstance(third, Reading)


@pytest.mark.parametrize("format", ["text", "json", "table"])
def test_a_bad_page_has_one_line_on_standard_error(folder: Path, format: str) -> None:
    result = run("read", folder, "--format", format)

    assert result.stderr == f"dragoman: {folder / 'b.txt'}: the page is empty [clean]\n"


@pytest.mark.parametrize("format", ["text", "table"])
def test_people_see_only_what_was_read(folder: Path, format: str) -> None:
    result = run("read", folder, "--format", format)

    assert "First" in result.stdout
    assert "Third" in result.stdout
    assert "empty" not in result.stdout


def test_a_missing_file_ends_with_1(tmp_path: Path) -> None:
    result = run("read", tmp_path / "none.html")

    assert result.exit_code == 1
    assert result.stderr == f"dragoman: {tmp_path / 'none.html'}: there is no such file: check the path [collect]\n"
    assert isinstance(decode(result.stdout), Rejected)


def test_a_loopback_url_ends_with_1() -> None:
    result = run("read", "http://127.0.0.1:8080/")

    assert result.exit_code == 1
    assert "address 127.0.0.1 is loopback" in result.stderr


def test_a_folder_without_pages_ends_with_1(tmp_path: Path) -> None:
    result = run("read", tmp_path)

    assert result.exit_code == 1
    assert "the folder holds no page" in result.stderr


def test_a_future_day_ends_with_1(folder: Path) -> None:
    result = run("read", folder / "a.txt", "--published", "9999-01-01")

    assert result.exit_code == 1
    assert "published on 9999-01-01, which is in the future" in result.stderr


def test_a_day_written_wrong_is_wrong_usage_with_the_remedy(folder: Path) -> None:
    result = run("read", folder, "--published", "23.12.2021")

    assert result.exit_code == 2
    assert "write the day of publication as YEAR-MONTH-DAY, such as 2021-12-23" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("arguments", [["read"], ["read", "a", "--format", "xml"], ["write"], ["read", "a", "--loud"]])
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_a_given_day_is_in_the_reading(folder: Path) -> None:
    read = decode(run("read", folder / "a.txt", "--published", "2021-12-23").stdout)

    assert isinstance(read, Reading)
    assert read.article.published == Interval.day(date(2021, 12, 23), Basis.GIVEN)


def test_a_dash_reads_standard_input() -> None:
    read = decode(run("read", "-", stdin="Piped").stdout)

    assert isinstance(read, Reading)
    assert (read.article.title, read.article.source) == ("Piped", "standard input")


def test_out_writes_json_to_a_file_and_nothing_to_standard_output(folder: Path) -> None:
    result = run("read", folder, "--out", folder / "out.json")

    assert (result.exit_code, result.stdout) == (1, "")
    assert len((folder / "out.json").read_text().splitlines()) == 3


@pytest.mark.parametrize("out", ["", "none/out.json"])
def test_an_out_that_cannot_be_is_wrong_usage(folder: Path, out: str) -> None:
    assert run("read", folder, "--out", folder / out).exit_code == 2


def test_wrong_knowledge_ends_with_the_row_and_1(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*_: object, **__: object) -> Reading:
        raise KnowledgeError("states.csv", 3, "two capitals")

    monkeypatch.setattr(pipeline, "read", wrong)
    monkeypatch.setattr(sys, "argv", ["dragoman", "read", str(folder)])

    with pytest.raises(SystemExit) as caught:
        main.main()

    assert caught.value.code == "dragoman: states.csv:3: two capitals"


def test_explain_names_the_reader(folder: Path) -> None:
    assert "Read by Dragoman t, model t" in run("read", folder, "--format", "text", "--explain").stdout


def test_a_name_with_escapes_cannot_play_with_the_terminal(tmp_path: Path) -> None:
    assert "\x1b" not in run("read", tmp_path / "a\x1b[2J.txt").stderr


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Standard error as a terminal. Not a fixture: pytest puts its own stream back before the test begins."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    return stream


def test_a_bar_counts_several_results_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    stderr = terminal(monkeypatch)
    assert list(counted(iter("abc"), 3)) == ["a", "b", "c"]
    assert "3/3" in stderr.getvalue()


def test_one_result_needs_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    stderr = terminal(monkeypatch)
    assert list(counted(iter("a"), 1)) == ["a"]
    assert stderr.getvalue() == ""


def test_the_bar_is_off_the_screen_while_a_result_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    stderr = terminal(monkeypatch)
    coming = counted(iter("abc"), 3)
    next(coming)
    before = stderr.getvalue()

    assert before.endswith("\x1b[2K")  # the line is erased


@pytest.mark.parametrize(
    ("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_colour_only_where_the_terminal_wants_it(
    environment: dict[str, str], coloured: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dragoman.app.printing import output

    monkeypatch.setattr(sys, "stdout", Terminal())
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert output.coloured() is coloured
