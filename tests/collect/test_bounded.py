"""Whatever an item does to the parser, the parent is unharmed and the next item is read."""

import operator
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any, NoReturn

import feedparser
import pytest
import trafilatura
from hypothesis import given
from hypothesis import strategies as st

from dragoman.collect import bounded_process
from dragoman.collect.bounded import Bomb, Limits, Worker
from dragoman.model import DragomanError, Unreadable

from . import bounded_bombs as bombs

_PAGE = b"<title>Envoys meet in Kestrel Bay</title>"
_TIGHT = Limits(seconds=0.3, memory=64_000_000, wall_seconds=20)
_BARRED = (  # parser, input, what the reason says
    (bombs.characters_of_xml, (bombs.BOMB_OF_ENTITIES,), {"guarded": True}, "amplification"),
    (bombs.characters_of_xml, (bombs.BOMB_OF_ENTITIES,), {"guarded": False}, "amplification"),
    (feedparser.parse, (bombs.DEEP_FEED,), {}, r"computes for more than 0\.3 seconds"),
    (bombs.unpacked, (bombs.GZIP_OF_ZEROS,), {}, "needs more than 64 MB of memory|computes for more than"),
    (bombs.allocated, (1_000_000_000,), {}, "needs more than 64 MB of memory"),
    (bombs.loop, (), {}, r"computes for more than 0\.3 seconds"),
    (sum, (range(10**12),), {}, r"computes for more than 0\.3 seconds"),
    (os.abort, (), {}, r"signal 6 \(SIGABRT\)"),
    (bombs.kill, (), {}, r"signal 9 \(SIGKILL\)"),
    (os._exit, (3,), {}, "exit status 3"),
    (bombs.exit_politely, (), {}, "SystemExit"),
    (bombs.recursion, (), {}, "too deep"),
    (bombs.wrong, (), {}, "KeyError: 'date'"),
    (bombs.not_to_be_sent, (), {}, "pickle"),
)


@pytest.fixture(scope="module")
def tight() -> Iterator[Worker]:
    with Worker(_TIGHT) as worker:
        yield worker


@pytest.fixture
def worker() -> Iterator[Worker]:
    with Worker() as worker:
        yield worker


@pytest.mark.parametrize(("parser", "arguments", "named", "reason"), _BARRED)
def test_a_bomb_is_one_clear_line_and_the_next_item_is_read(
    tight: Worker, parser: Callable[..., Any], arguments: Any, named: Any, reason: str
) -> None:
    with pytest.raises(Unreadable, match=reason) as refused:
        tight.run(parser, *arguments, **named)

    assert refused.value.stage == "collect"
    assert parser.__name__ in refused.value.reason
    assert "\n" not in refused.value.reason
    assert tight.run(bombs.title, _PAGE) == "Envoys meet in Kestrel Bay"


@pytest.mark.parametrize("parser", [bombs.depth_of_html, trafilatura.extract])
def test_tags_nested_200_000_deep_do_no_harm(parser: Callable[..., Any]) -> None:
    with Worker(Limits(seconds=1)) as worker:
        try:
            worker.run(parser, bombs.DEEP_TAGS)
        except Unreadable as error:
            assert error.stage == "collect"
        assert worker.run(bombs.title, _PAGE)


def test_a_parser_that_waits_is_killed_by_the_clock() -> None:
    with Worker(Limits(wall_seconds=0.2)) as worker:
        with pytest.raises(Bomb, match=r"takes more than 0\.2 seconds on the clock"):
            worker.run(time.sleep, 60)
        assert worker.run(os.getpid)


def test_computing_of_many_items_does_not_add_up(tight: Worker) -> None:
    """Each takes a tenth of the limit."""
    assert [tight.run(bombs.computing, seconds=0.03) for _ in range(15)] == [True] * 15


def test_memory_of_many_items_does_not_add_up(tight: Worker) -> None:
    assert [tight.run(bombs.allocated, 40_000_000) for _ in range(5)] == [40_000_000] * 5


def test_an_item_under_the_limit_of_memory_passes_and_one_over_it_does_not(tight: Worker) -> None:
    assert tight.run(bombs.allocated, 50_000_000)
    with pytest.raises(Bomb, match="memory"):
        tight.run(bombs.allocated, 70_000_000)


def test_what_a_function_of_ours_finds_unreadable_keeps_its_stage(tight: Worker) -> None:
    with pytest.raises(Unreadable, match="holds no article") as refused:
        tight.run(bombs.nothing_to_read)

    assert (refused.value.stage, type(refused.value)) == ("clean", Unreadable)


def test_a_parser_that_prints_does_not_disturb_the_answer(tight: Worker, capfd: pytest.CaptureFixture[str]) -> None:
    assert tight.run(bombs.printed, "noise") == "noise"
    assert tight.run(bombs.printed, "noise") == "noise"
    assert capfd.readouterr() == ("", "")


def test_one_process_serves_all_items_until_it_is_harmed(worker: Worker) -> None:
    first = worker.run(os.getpid)

    assert first != os.getpid()
    assert {worker.run(os.getpid) for _ in range(50)} == {first}
    with pytest.raises(Bomb):
        worker.run(os.abort)
    assert worker.run(os.getpid) != first


def test_a_refused_item_does_not_cost_a_new_process(worker: Worker) -> None:
    first = worker.run(os.getpid)
    for parser in (bombs.wrong, bombs.nothing_to_read, bombs.recursion, bombs.exit_politely):
        with pytest.raises(Unreadable):
            worker.run(parser)

    assert worker.run(os.getpid) == first


def test_a_process_is_replaced_before_its_caches_grow_old(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.collect.bounded._CALLS_A_PROCESS", 3)

    ids = [worker.run(os.getpid) for _ in range(7)]
    assert [ids.count(one) for one in dict.fromkeys(ids)] == [3, 3, 1]


def test_a_process_that_was_killed_while_idle_is_replaced(worker: Worker) -> None:
    first = worker.run(os.getpid)
    with _ending_of(first) as ends:
        os.kill(first, signal.SIGKILL)
        ends(20)

    assert worker.run(os.getpid) != first


@given(st.recursive(st.none() | st.integers() | st.binary() | st.text(), st.lists, max_leaves=5))
def test_arguments_and_results_pass_unchanged(tight: Worker, value: object) -> None:
    assert tight.run(operator.pos if isinstance(value, int) else bombs.same, value) == value


def test_twenty_megabytes_pass_both_ways(worker: Worker) -> None:
    page = os.urandom(1_000_000) * 20

    assert worker.run(bombs.same, page) == page


def test_a_call_starts_no_process_and_no_thread_and_asks_the_system_a_handful_of_times(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A warm call costs two writes and two reads on each side, whatever the machine is busy with."""
    worker.run(bombs.same, b"")
    writes: list[int] = []
    real = os.write
    monkeypatch.setattr(bounded_process.os, "write", lambda pipe, data: writes.append(len(data)) or real(pipe, data))
    monkeypatch.setattr(Thread, "start", _never)
    monkeypatch.setattr(subprocess, "Popen", _never)

    assert [worker.run(bombs.same, b"news") for _ in range(100)] == [b"news"] * 100
    assert len(writes) == 200


def _never(*arguments: object, **named: object) -> NoReturn:
    raise AssertionError("a warm call must not start anything")


def test_threads_may_share_a_worker(worker: Worker) -> None:
    answers: list[int] = []
    threads = [Thread(target=lambda n=n: answers.append(worker.run(bombs.same, n))) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == list(range(20))


def test_a_function_that_cannot_be_imported_by_its_name_is_refused(worker: Worker) -> None:
    def inner() -> None: ...

    for function in (inner, lambda: None, [].append):
        with pytest.raises(ValueError, match="at the top of a module"):
            worker.run(function)


def test_a_module_that_does_not_import_is_named(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bombs.same, "__module__", "dragoman.nowhere")
    monkeypatch.setitem(sys.modules, "dragoman.nowhere", bombs)
    with pytest.raises(DragomanError, match=r"cannot import dragoman\.nowhere.*mend"):
        worker.run(bombs.same, 1)


@pytest.mark.parametrize("limit", ["seconds", "memory", "wall_seconds"])
def test_a_limit_of_nothing_is_refused(limit: str) -> None:
    with pytest.raises(ValueError, match=f"{limit}=0"):
        Limits(**{limit: 0})


class _ending_of:
    """Waits, without a sleep, for the end of a process that need not be ours."""

    def __init__(self, process: int) -> None:
        self._file = os.pidfd_open(process)

    def __enter__(self) -> Callable[[float], None]:
        return self._wait

    def __exit__(self, *_: object) -> None:
        os.close(self._file)

    def _wait(self, seconds: float) -> None:
        assert select.select([self._file], [], [], seconds)[0], "the process lives on"


def _is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_closing_leaves_no_process() -> None:
    with Worker() as worker:
        process = worker.run(os.getpid)
        assert _is_there(process)

    assert not _is_there(process)
    worker.close()
    with pytest.raises(ValueError, match="worker is closed"):
        worker.run(os.getpid)


def test_an_error_in_the_with_leaves_no_process() -> None:
    with pytest.raises(KeyError), Worker() as worker:
        process = worker.run(os.getpid)
        raise KeyError

    assert not _is_there(process)


def test_ctrl_c_ends_the_call_and_the_next_item_is_read(worker: Worker) -> None:
    process = worker.run(os.getpid)
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    try:
        with pytest.raises(KeyboardInterrupt):
            worker.run(time.sleep, 60)
    finally:
        signal.signal(signal.SIGALRM, before)

    assert not _is_there(process)
    assert worker.run(bombs.title, _PAGE)


def test_the_terminal_of_the_parent_cannot_interrupt_the_worker(worker: Worker) -> None:
    process = worker.run(os.getpid)

    assert os.getsid(process) == process
    os.kill(process, signal.SIGINT)
    assert worker.run(os.getpid) == process


_SCRIPT = """
import os, sys
from dragoman.collect.bounded import Worker

with Worker() as worker:
    print(worker.run(os.getpid), flush=True)
    {then}
"""


def _script(folder: Path, then: str) -> "subprocess.Popen[str]":
    """A plain script without a guard around its main part, as people write them."""
    file = folder / "script.py"
    file.write_text(_SCRIPT.format(then=then), encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.Popen(
        [sys.executable, str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        start_new_session=True,
    )


def test_a_plain_script_may_use_it(tmp_path: Path) -> None:
    with _script(tmp_path, "pass") as script:
        out, err = script.communicate()

    assert (err, script.returncode) == ("", 0)
    assert not _is_there(int(out))


@pytest.mark.parametrize("signalled", [signal.SIGINT, signal.SIGKILL])
@pytest.mark.parametrize("then", ["sys.stdin.read()", "worker.run(sum, range(10**12))"])
def test_a_parent_that_is_ended_leaves_no_process(tmp_path: Path, then: str, signalled: int) -> None:
    with _script(tmp_path, then) as script:
        assert script.stdout
        process = int(script.stdout.readline())
        with _ending_of(process) as ends:
            os.killpg(script.pid, signalled)
            ends(20)
        script.communicate()

    assert script.returncode
