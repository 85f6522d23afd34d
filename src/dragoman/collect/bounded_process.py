"""The killable process as its parent sees it: started, asked with a deadline, ended."""

import os
import pickle
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from dragoman.collect import bounded_child
from dragoman.collect.bounded_child import FRAME
from dragoman.model import DragomanError

_SECONDS_TO_START = 60.0
_SECONDS_TO_END = 1.0
_MOST_AT_ONCE = 1_000_000


class Ended(Exception):
    """The process gave no answer and is gone."""


class Late(Ended):
    """It was not done by the clock."""


class ComputedTooLong(Ended):
    """It used up its computing time."""


class Process:
    """The running child and its two pipes."""

    def __init__(self) -> None:
        self.calls = 0
        self._known: set[Callable[..., Any]] = set()
        self._popen = subprocess.Popen(
            [sys.executable, "-I", str(Path(bounded_child.__file__))],
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # the terminal's Ctrl-C is not for it
        )
        assert self._popen.stdin and self._popen.stdout
        self._pipes = self._popen.stdin, self._popen.stdout
        self._to, self._back = (pipe.fileno() for pipe in self._pipes)
        os.set_blocking(self._to, False)
        self._room, self._news = select.poll(), select.poll()
        self._room.register(self._to, select.POLLOUT)
        self._news.register(self._back, select.POLLIN)

    def learn(self, function: Callable[..., Any]) -> None:
        """Have the child import *function*, outside all limits of an item."""
        if function in self._known:
            return
        try:
            if not self._known:
                self._exchange(pickle.dumps(sys.path), _SECONDS_TO_START)
            how, what = self._exchange(pickle.dumps((function, (), {}, None)), _SECONDS_TO_START)
        except Ended as error:
            raise DragomanError(
                f"the worker does not start ({error}): see whether `{sys.executable} -I -V` does"
            ) from error
        if how != bounded_child.DONE:
            raise DragomanError(f"the worker cannot import {function.__module__} ({what}): mend that module")
        self._known.add(function)

    def ask(
        self, function: Callable[..., Any], arguments: Any, named: Any, *, limits: tuple[float, int], within: float
    ) -> tuple[str, Any]:
        """How the call ended in the child, and with what; `Ended` if it ended the child."""
        self.calls += 1
        call = pickle.dumps((function, arguments, named, limits), pickle.HIGHEST_PROTOCOL)
        how, what = self._exchange(call, within)
        return how, what

    def is_alive(self) -> bool:
        """Whether the child still waits for calls."""
        return self._popen.poll() is None

    def end(self) -> None:
        """Kill the child and leave nothing of it."""
        self._popen.kill()
        self._popen.wait()
        for pipe in self._pipes:
            pipe.close()

    def _exchange(self, message: bytes, seconds: float) -> Any:
        ends = time.monotonic() + seconds
        try:
            self._send(FRAME.pack(len(message)), ends)
            self._send(message, ends)
            (size,) = FRAME.unpack(self._received(FRAME.size, ends))
            return pickle.loads(self._received(size, ends))
        except (EOFError, BrokenPipeError):
            self._tell_how_it_ended()

    def _send(self, message: bytes, ends: float) -> None:
        rest = memoryview(message)
        while rest:
            _wait(self._room, ends)
            rest = rest[os.write(self._to, rest) :]

    def _received(self, size: int, ends: float) -> bytearray:
        message = bytearray()
        while len(message) < size:
            _wait(self._news, ends)
            piece = os.read(self._back, min(size - len(message), _MOST_AT_ONCE))
            if not piece:
                raise EOFError
            message += piece
        return message

    def _tell_how_it_ended(self) -> NoReturn:
        try:
            code = self._popen.wait(timeout=_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            raise Ended("it closed its own pipe") from None
        if code == -signal.SIGPROF:
            raise ComputedTooLong("it computed too long")
        if code < 0:
            raise Ended(f"it crashed with signal {-code} ({_signal_name(-code)})")
        raise Ended(f"it ended its process with exit status {code}")


def _wait(pipe: select.poll, ends: float) -> None:
    left = ends - time.monotonic()
    if left <= 0 or not pipe.poll(left * 1_000):
        raise Late("its time was up")


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return "unnamed"
