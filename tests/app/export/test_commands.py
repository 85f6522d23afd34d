"""The commands that write the formats of others and read our own back: what goes where, and how they end."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import icalendar
import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st
from py_gdelt.parsers.events import EventsParser
from py_gdelt.parsers.mentions import MentionsParser
from tests.conftest import SOAK
from tests.store.readings import DAY, NOW, readings, talks
from typer.testing import CliRunner, Result

from dragoman.app.export import commands as export_commands
from dragoman.app.export import importing
from dragoman.app.export.formats import Format
from dragoman.app.export.importing import lines_of
from dragoman.model import Basis, EventStatus, Interval, Reading, Rejected, encode
from dragoman.store import add_reading, add_rejected, all_readings, opened, verify

REJECTED = Rejected(source="b.txt", stage="clean", reason="the page is empty")
TODAY = datetime(2026, 2, 1, 9, 30, tzinfo=UTC)
WEEK = Interval(earliest=DAY, latest=DAY + timedelta(6), basis=Basis.RELATIVE)


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with two pages that were read, the second with a vague and a feared act, and one that could not be."""
    file = tmp_path / "store.db"
    monkeypatch.setenv("DRAGOMAN_DATABASE", str(file))
    monkeypatch.setattr(export_commands, "_now", lambda: TODAY)
    with opened(str(file), create=True) as store:
        add_reading(store, talks(), now=NOW)
        add_reading(store, second(), now=NOW)
        add_rejected(store, REJECTED, now=NOW)
    return file


def second() -> Reading:
    reading = talks(source="c.txt", day=DAY + timedelta(40), more=" More.")
    (event,) = reading.events
    vague, feared = replace(event, id="v2", date=WEEK), replace(event, id="v3", status=EventStatus.HYPOTHETICAL)
    april = Interval.day(date(2022, 4, 1), Basis.EXPLICIT)
    later = [replace(one, parties=("SWE", "DNK"), channel="Herring Forum", date=april) for one in reading.meetings]
    return replace(reading, events=(vague, feared), meetings=tuple(later))


def run(*arguments: str | Path, stdin: bytes | str | None = None) -> Result:
    app = typer.Typer(rich_markup_mode=None)
    export_commands.add_to(app)
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)


def export(format: str, *arguments: str | Path) -> Result:
    result = run("export", "--format", format, *arguments)
    assert result.exit_code == 0, result.stderr
    return result


def cells(result: Result) -> Sequence[list[str]]:
    return [line.split("\t") for line in result.stdout.splitlines()]


@pytest.mark.parametrize("format", list(Format))
def test_every_format_is_written_to_a_file_whole(format: str, tmp_path: Path) -> None:
    target = tmp_path / f"out.{format}"
    result = export(format, "--out", target)

    assert result.stdout == ""
    assert target.stat().st_size > 100
    assert sorted(one.name for one in tmp_path.iterdir() if one.name.startswith((".", "out"))) == [target.name]


def test_a_file_stays_as_it_was_when_writing_breaks_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman.publish import export_gdelt

    target = tmp_path / "out.tsv"
    target.write_bytes(b"older")
    monkeypatch.setattr(export_gdelt, "_side", lambda _: [][0])
    result = run("export", "--format", "gdelt", "--out", target)

    assert isinstance(result.exception, IndexError)
    assert target.read_bytes() == b"older"


def test_gdelt_is_read_by_a_reader_that_we_did_not_write() -> None:
    events = list(EventsParser().parse(export("gdelt").stdout_bytes))
    mentions = list(MentionsParser().parse(export("gdelt-mentions").stdout_bytes))

    assert [(one.sql_date, one.event_code, one.actor1_code) for one in events] == [
        ("20220120", "112", "NORGOV"),
        ("20220120", "112", "NORGOV"),
    ]
    assert [one.global_event_id for one in mentions] == [one.global_event_id for one in events]
    assert [one.extras for one in mentions][1] == "dates=2022-01-20/2022-01-26; published=2022-03-01/2022-03-01"


def test_what_a_format_cannot_hold_is_told_on_standard_error() -> None:
    told = "dragoman: of 3 events 1 without an exact day stand under their first day, else the day of publication; "

    assert export("icews").stderr == f"{told}1 of another status are left out\n"
    assert export("csv").stderr == ""


@pytest.mark.parametrize(("dates", "rows"), [("exact", 1), ("first", 2), ("all", 8)])
def test_dates_choose_what_becomes_of_a_stretch(dates: str, rows: int) -> None:
    assert len(cells(export("gdelt", "--dates", dates))) == rows


def test_other_statuses_leave_when_asked_for() -> None:
    assert len(cells(export("gdelt", "--status", "actual", "--status", "hypothetical"))) == 3
    assert len(cells(export("gdelt", "--status", "future"))) == 0


@pytest.mark.parametrize(
    ("where", "rows"),
    [
        (["actor=NOR"], 2), (["actor=FRA"], 0), (["type=accuse"], 2), (["type=AID"], 0), (["until=2022-01-19"], 0),
        (["actor=ISL", "type=ACCUSE"], 2), (["words=overfishing"], 2), (["place=CHE"], 0), (["kind=event"], 2),
    ],
)  # fmt: skip
def test_where_narrows_as_a_search_does(where: list[str], rows: int) -> None:
    options = [part for one in where for part in ("--where", one)]

    assert len(cells(export("gdelt", *options))) == rows


def test_since_leaves_out_what_was_over_before() -> None:
    assert len(cells(export("gdelt", "--since", "2022-01-21"))) == 1
    assert len(cells(export("gdelt", "--since", "2023-01-01"))) == 0


@pytest.mark.parametrize("kind", ["event", "meeting", "statement", "position", "entity"])
def test_csv_holds_one_kind_of_record(kind: str, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    export("csv", "--where", f"kind={kind}", "--out", target)

    found = duckdb.sql("SELECT id FROM read_csv(?, header=true, all_varchar=true)", params=[str(target)]).fetchall()

    assert len(found) == (3 if kind == "event" else 2)


def test_parquet_goes_through_a_pipe_as_into_a_file(tmp_path: Path) -> None:
    target = tmp_path / "out.parquet"
    target.write_bytes(export("parquet", "--where", "kind=meeting").stdout_bytes)

    found = duckdb.sql("SELECT parties, date_latest FROM read_parquet(?)", params=[str(target)]).fetchall()

    assert found == [(["NOR", "ISL"], date(2022, 3, 31)), (["SWE", "DNK"], date(2022, 4, 1))]


def calendar(*options: str) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(export("ics", *options).stdout_bytes).walk("VEVENT"))


def test_the_calendar_holds_meetings_with_their_channel() -> None:
    found = calendar()

    assert [one.decoded("dtstart") for one in found] == [date(2022, 3, 1), date(2022, 4, 1)]
    assert [str(one["summary"]) for one in found] == ["Norway, Iceland", "Sweden, Denmark"]
    assert {one.decoded("dtstamp") for one in found} == {TODAY}


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--since", "2022-04-01"], 1), (["--where", "until=2022-03-31"], 1), (["--where", "actor=ISL"], 1),
        (["--where", "actor=FRA"], 0), (["--where", "channel=cod forum"], 1), (["--where", "place=CHE"], 2),
        (["--where", "place=Vienna"], 0), (["--where", "type=held"], 0), (["--where", "words=geneva"], 2),
    ],
)  # fmt: skip
def test_the_calendar_is_narrowed_too(options: list[str], count: int) -> None:
    assert len(calendar(*options)) == count


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        (["--format", "gdelt", "--where", "actor"], "write NAME=VALUE"),
        (["--format", "gdelt", "--where", "who=RUS"], "write NAME=VALUE"),
        (["--format", "gdelt", "--where", "actor= "], "write NAME=VALUE"),
        (["--format", "gdelt", "--where", "type=WAR"], "is none of AGREE"),
        (["--format", "gdelt", "--where", "until=soon"], "write YEAR-MONTH-DAY"),
        (["--format", "csv", "--where", "kind=war"], "write one of statement"),
        (["--format", "gdelt", "--where", "kind=meeting"], "leave kind=meeting away"),
        (["--format", "ics", "--where", "kind=event"], "leave kind=event away"),
        (["--format", "csv", "--status", "future"], "holds both as they are"),
        (["--format", "jsonl", "--dates", "all"], "holds both as they are"),
        (["--format", "xml"], "is not one of"),
        ([], "--format"),
    ],
)
def test_wrong_usage_is_told_with_the_remedy(arguments: list[str], remedy: str) -> None:
    result = run("export", *arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert remedy in " ".join(result.stderr.split()), result.stderr


def test_no_store_ends_with_3(tmp_path: Path) -> None:
    result = run("export", "--format", "csv", "--database", tmp_path / "none.db")

    assert result.exit_code == 3
    assert "there is no such database yet" in result.stderr


def test_json_lines_are_the_readings_and_what_could_not_be_read() -> None:
    expected = [encode(talks()), encode(second()), encode(REJECTED)]

    assert export("jsonl").stdout_bytes.splitlines() == expected


def test_narrowed_json_lines_are_whole_readings_that_hold_it() -> None:
    found = export("jsonl", "--where", "type=accuse", "--since", "2022-01-23").stdout_bytes

    assert found.splitlines() == [encode(second())]


def test_what_leaves_comes_back_and_leaves_the_same(tmp_path: Path) -> None:
    written, other = tmp_path / "all.jsonl", tmp_path / "other.db"
    export("jsonl", "--out", written)
    result = run("import", written, "--database", other)

    assert (result.exit_code, result.stdout) == (0, "3 lines: 2 stored, 0 known, 1 rejected, 0 faulty\n")
    assert export("jsonl", "--database", other).stdout_bytes == written.read_bytes()
    with opened(str(other)) as store:
        assert [one.faults for one in verify(store, every=True) if one.faults] == []


def test_what_is_there_already_is_known() -> None:
    result = run("import", "-", stdin=export("jsonl").stdout_bytes)

    assert (result.exit_code, result.stdout) == (0, "3 lines: 0 stored, 2 known, 1 rejected, 0 faulty\n")


def broken(change: str) -> bytes:
    """A line of the second reading with something wrong in it."""
    data: dict[str, Any] = json.loads(encode(second()))
    if change == "text":
        data["article"]["text"] += " Not said."
    elif change == "span":
        data["events"][0]["evidence"] = [0, 9999]
    elif change == "status":
        data["events"][0]["status"] = "certain"
    elif change == "missing":
        del data["meetings"][0]["parties"]
    elif change == "unknown":
        data["events"][0]["colour"] = "red"
    return json.dumps(data).encode()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "it is no JSON"), (b"\xff\xfe", "it is no JSON"), (b"[1, 2]", "it is no reading"),
        (b'{"rejected": {}}', "it is no reading"), (b"{}", "it is no reading"),
        (b"[" * 100_000, "nested too deep"), (b'{"a": "\\ud800"}', "it is no JSON"),
        (broken("text"), "its digest is not that of its text"), (broken("span"), "is no stretch of its article's text"),
        (broken("status"), "Invalid enum value 'certain'"), (broken("missing"), "`parties`"),
        (broken("unknown"), "events[0].colour is unknown here and would be lost"),
    ],
)  # fmt: skip
def test_a_bad_line_is_told_and_the_rest_goes_on(line: bytes, reason: str, tmp_path: Path) -> None:
    file = tmp_path / "some.jsonl"
    file.write_bytes(b"\n".join([encode(talks(source="n.txt")), b"", line, encode(talks(source="m.txt"))]))
    result = run("import", file)

    assert (result.exit_code, result.stdout) == (1, "3 lines: 2 stored, 0 known, 0 rejected, 1 faulty\n")
    assert result.stderr.startswith(f"dragoman: {file}:3: ")
    assert reason in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_line_that_is_too_long_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    line = encode(talks(source="n.txt"))
    monkeypatch.setattr(importing, "LONGEST", len(line))
    result = run("import", "-", stdin=b"x" * 10 * len(line) + b"\n" + line + b"\n")

    assert (result.exit_code, result.stdout) == (1, "2 lines: 1 stored, 0 known, 0 rejected, 1 faulty\n")
    assert "dragoman: -:1: it is longer than" in result.stderr


def test_marks_blanks_and_windows_line_ends_do_no_harm() -> None:
    written = b"\xef\xbb\xbf" + encode(talks(source="n.txt")) + b"\r\n\r\n  " + encode(talks(source="m.txt"))

    assert run("import", "-", stdin=written).stdout == "2 lines: 2 stored, 0 known, 0 rejected, 0 faulty\n"


def test_other_orders_and_blanks_are_the_same_reading() -> None:
    data = json.loads(encode(talks(source="n.txt")))
    shuffled = json.dumps(dict(reversed(data.items())), indent=None, ensure_ascii=True).encode()

    (line,) = lines_of(_stream(shuffled))

    assert line.result == talks(source="n.txt")


def _stream(content: bytes) -> Any:
    from io import BytesIO

    return BytesIO(content)


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    result = run("import", tmp_path / "none.jsonl")

    assert result.exit_code == 2
    assert "there is no file" in result.stderr


def test_many_lines_are_more_than_a_batch(tmp_path: Path) -> None:
    some = [talks(source=f"{at}.txt", more=f" {at}") for at in range(2 * importing.BATCH + 3)]
    other = tmp_path / "other.db"
    result = run("import", "-", "--database", other, stdin=b"\n".join(map(encode, some)))

    assert result.stdout == f"{len(some)} lines: {len(some)} stored, 0 known, 0 rejected, 0 faulty\n"
    assert len(export("gdelt", "--database", other).stdout_bytes.splitlines()) == len(some)


@given(st.lists(readings(), min_size=1, max_size=5))
@settings(max_examples=2000 if SOAK else 100)
def test_any_line_that_we_write_is_read_back_the_same(some: list[Reading]) -> None:
    written = b"\n".join(map(encode, some))

    assert [line.result for line in lines_of(_stream(written))] == some


@given(st.lists(readings(), min_size=1, max_size=4))
@settings(max_examples=100 if SOAK else 5)
def test_any_store_leaves_and_comes_back_byte_for_byte(
    tmp_path_factory: pytest.TempPathFactory, some: list[Reading]
) -> None:
    folder = tmp_path_factory.mktemp("both")
    with opened(str(folder / "one.db"), create=True) as store:
        for reading in some:
            add_reading(store, reading, now=NOW)
        kept = [one.reading for one in all_readings(store)]
    first = export("jsonl", "--database", folder / "one.db").stdout_bytes
    run("import", "-", "--database", folder / "two.db", stdin=first)

    assert first == b"".join(encode(one) + b"\n" for one in kept)
    assert export("jsonl", "--database", folder / "two.db").stdout_bytes == first


def test_help_loads_no_format() -> None:
    asked = "import sys; import dragoman.app.export.commands; print(sorted({'pyarrow', 'icalendar', 'msgspec', "
    asked += "'sqlalchemy', 'dragoman.ledger'} & set(sys.modules)))"

    assert subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True).stdout == "[]\n"
