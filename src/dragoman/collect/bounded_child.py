"""The inside of the killable process: take a call, do it under limits, answer; again until the pipe ends.

Run by its path, with the standard library alone, so that it starts in a blink and knows nothing
of the parent's main module. What it cannot tell of itself (it computed too long, it crashed) the
parent sees from how it ended.
"""

import contextlib
import os
import pickle
import signal
import struct
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

try:
    import resource
except ImportError:  # not on this platform: the parent's clock is the only limit
    resource = None  # type: ignore[assignment]

FRAME = struct.Struct(">Q")
DONE, FAILED, UNREADABLE, OUT_OF_MEMORY, TOO_DEEP = "done", "failed", "unreadable", "out of memory", "too deep"

_STATM = Path("/proc/self/statm")
_FAILED_ALLOCATION = ("memory allocation failed", "out of memory", "cannot allocate memory")


def write_frame(pipe: BinaryIO, message: bytes) -> None:
    """Send *message* with its length before it."""
    pipe.write(FRAME.pack(len(message)))
    pipe.write(message)
    pipe.flush()


def read_frame(pipe: BinaryIO) -> bytes:
    """The next message; `EOFError` if the other side went away."""
    head = pipe.read(FRAME.size)
    if len(head) < FRAME.size:
        raise EOFError
    (size,) = FRAME.unpack(head)
    message = pipe.read(size)
    if len(message) < size:
        raise EOFError
    return message


def main() -> None:
    """Serve the parent that started us until it hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business
    calls, answers = _own_pipes()
    _leave_no_core()
    sys.path[:] = pickle.loads(read_frame(calls))
    write_frame(answers, pickle.dumps(DONE))
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            write_frame(answers, _answer(read_frame(calls)))


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The pipes of the parent under numbers that no parser prints to."""
    calls = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    return calls, answers


def _leave_no_core() -> None:
    """A crash is expected here; its memory is worth nothing on the disk."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(call: bytes) -> bytes:
    """What becomes of one call, as (how it ended, what came of it)."""
    try:
        function, arguments, named, limits = pickle.loads(call)
        if limits is None:  # only to be imported, before the limits of an item begin
            return pickle.dumps((DONE, None))
        with _limited(*limits):
            return pickle.dumps((DONE, function(*arguments, **named)), pickle.HIGHEST_PROTOCOL)
    except BaseException as error:  # noqa: BLE001 – whatever it was, the parent is told and we go on
        return pickle.dumps(_failure(error))


def _failure(error: BaseException) -> tuple[str, Any]:
    from dragoman.model import Unreadable  # not before the parent's path is known

    text = " ".join(str(error).split())[:300]
    if isinstance(error, MemoryError) or any(words in text.lower() for words in _FAILED_ALLOCATION):
        return OUT_OF_MEMORY, None
    if isinstance(error, RecursionError):
        return TOO_DEEP, None
    if isinstance(error, Unreadable):
        return UNREADABLE, (error.stage, error.reason)
    return FAILED, f"{type(error).__name__}: {text}"


@contextlib.contextmanager
def _limited(seconds: float, memory: int) -> Iterator[None]:
    """Under these limits: the system ends us after *seconds* of computing, and gives no more than *memory*.

    A timer and not RLIMIT_CPU, which counts in whole seconds over the life of the process.
    """
    with _limited_memory(memory), _limited_time(seconds):
        yield


@contextlib.contextmanager
def _limited_time(seconds: float) -> Iterator[None]:
    set_timer: Callable[..., Any] | None = getattr(signal, "setitimer", None)
    if set_timer is None:
        yield
        return
    set_timer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        set_timer(signal.ITIMER_PROF, 0)


@contextlib.contextmanager
def _limited_memory(memory: int) -> Iterator[None]:
    if resource is None or not _STATM.exists():
        yield
        return
    old = resource.getrlimit(resource.RLIMIT_AS)
    most = _address_space() + memory
    resource.setrlimit(resource.RLIMIT_AS, (most if old[1] < 0 else min(most, old[1]), old[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, old)


def _address_space() -> int:
    """Bytes that this process has mapped."""
    return int(_STATM.read_bytes().split()[0]) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main()
