"""Hostile input is parsed in a process of its own, under limits, that may be killed.

    with Worker() as worker:
        feed = worker.run(parsed_feed, body)

The function is one of ours, at the top of its module; import there what it needs, for the time
to import the module is free and an import inside the function counts. The parent sees a result,
an `Unreadable` of the function's own, or a `Bomb`; whatever happened, the next call is served. It
needs a POSIX system; memory is limited on Linux only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from types import TracebackType
from typing import Any, ParamSpec, Self, TypeVar, cast

from dragoman.collect import bounded_child
from dragoman.collect.bounded_process import ComputedTooLong, Ended, Late, Process
from dragoman.model import Unreadable

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")

_CALLS_A_PROCESS = 1_000  # parsers keep caches that only grow


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one item may cost: seconds of computing, bytes of new memory, seconds on the clock."""

    seconds: float = 1.0
    memory: int = 256_000_000
    wall_seconds: float = 10.0

    def __post_init__(self) -> None:
        for name in ("seconds", "memory", "wall_seconds"):
            if getattr(self, name) <= 0:
                raise ValueError(f"Limits({name}={getattr(self, name)}) lets nothing be done: give more than 0")


LIMITS = Limits()


class Bomb(Unreadable):
    """An item broke a limit, or the parser."""

    def __init__(self, reason: str) -> None:
        super().__init__("collect", reason)


class Worker:
    """One process that is kept, used again and again, and replaced when it had to be killed.

    It starts with the first call. Threads may share it; they are served one after another.
    """

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._process: Process | None = None
        self._closed = False
        self._lock = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def run(
        self, function: Callable[_Arguments, _Result], /, *arguments: _Arguments.args, **named: _Arguments.kwargs
    ) -> _Result:
        """What *function* makes of the *arguments*; `Bomb` or another `Unreadable` if nothing came of it."""
        _check_can_be_named(function)
        with self._lock:
            how, what = self._asked(function, arguments, named)
        return cast(_Result, _outcome(function, how, what, self._limits))

    def close(self) -> None:
        """End the process; a call that is running ends first."""
        with self._lock:
            self._closed = True
            self._end()

    def _asked(self, function: Callable[..., Any], arguments: Any, named: Any) -> tuple[str, Any]:
        """How the call ended and with what, from a process that is left fit for the next call."""
        process = self._ready(function)
        limits = self._limits
        try:
            process.learn(function)
            how, what = process.ask(
                function, arguments, named, limits=(limits.seconds, limits.memory), within=limits.wall_seconds
            )
        except Ended as ended:
            self._end()
            raise Bomb(_reason(function, ended, limits)) from None
        except BaseException:  # also Ctrl-C: half an answer may lie in the pipe
            self._end()
            raise
        if how == bounded_child.OUT_OF_MEMORY:
            self._end()
        return how, what

    def _ready(self, function: Callable[..., Any]) -> Process:
        if self._closed:
            raise ValueError(f"{_name(function)} cannot be run: the worker is closed; call inside its `with`")
        process = self._process
        if process is not None and process.is_alive() and process.calls < _CALLS_A_PROCESS:
            return process
        self._end()
        self._process = Process()
        return self._process

    def _end(self) -> None:
        if self._process is not None:
            self._process.end()
        self._process = None


def _outcome(function: Callable[..., Any], how: str, what: Any, limits: Limits) -> Any:
    """The result, or the error that the child's answer stands for."""
    match how:
        case bounded_child.DONE:
            return what
        case bounded_child.UNREADABLE:
            raise Unreadable(*what)
        case bounded_child.OUT_OF_MEMORY:
            raise Bomb(
                f"{_name(function)} needs more than {limits.memory // 1_000_000} MB of memory: "
                "leave the item out, or raise Limits(memory=…) if it is meant"
            )
        case bounded_child.TOO_DEEP:
            raise Bomb(f"{_name(function)} goes too deep: the item is nested beyond reason; leave it out")
        case _:
            raise Unreadable("collect", f"{_name(function)} cannot read the item ({what}): leave it out")


def _reason(function: Callable[..., Any], ended: Ended, limits: Limits) -> str:
    """Why the child is gone, with the limit that it broke and the remedy."""
    if isinstance(ended, ComputedTooLong):
        return (
            f"{_name(function)} computes for more than {limits.seconds:g} seconds: "
            "leave the item out, or raise Limits(seconds=…) if it is meant"
        )
    if isinstance(ended, Late):
        return (
            f"{_name(function)} takes more than {limits.wall_seconds:g} seconds on the clock: "
            "leave the item out, or raise Limits(wall_seconds=…) if it is meant"
        )
    return f"{_name(function)} broke on the item, {ended}: leave the item out, and keep it to mend the parser"


def _check_can_be_named(function: Callable[..., Any]) -> None:
    """The child imports the function by its name; a lambda, an inner or a script's own has none there."""
    module = getattr(function, "__module__", None)
    name = getattr(function, "__qualname__", "<>")
    if module in (None, "__main__") or "<" in name:
        raise ValueError(f"{name} of {module} cannot be run in a worker: define it at the top of a module of its own")


def _name(function: Callable[..., Any]) -> str:
    return f"{function.__module__}.{function.__qualname__}"
