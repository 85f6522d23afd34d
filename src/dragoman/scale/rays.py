"""The runner of many machines: Ray Core actors, each with the step loaded once; a shard is a batch of its pages.

Ray restarts an actor for as long as there is a machine to do it on, and tries to wake it for as long. A task is not
left to Ray to try again, since Ray would try a page that ends its process for ever: that is `mending`'s, with its cap.
Needs ray, the extra `ray`. A cluster of its own listens on this machine alone.
"""

from __future__ import annotations

import os
import pickle
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack, redirect_stdout
from importlib import import_module
from typing import Any

from dragoman.scale.tasks import LIMIT, Done, Lost, Outcome, ScaleError, Step, Task
from dragoman.scale.worker import unpacked, within

LOCAL = "local"
QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_DEDUP_LOGS": "0", "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0"}
"""Ray's environment: nothing is reported to its makers."""
LOOPBACK = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0"}
"""The word by which Ray keeps to 127.0.0.1, on every system: whoever reaches its ports may run programs."""
STORE = 128 * 2**20
"""Bytes of shared memory for results on their way; Ray would take a third of the machine's."""
STARTING = 600.0
"""Seconds in which some worker must have started."""


class NoRay(ScaleError):
    """The library is not installed."""

    def __init__(self) -> None:
        super().__init__("Ray is not installed: pip install 'dragoman[ray]', or leave --ray away for a pool")


class Reading:
    """An actor: a process somewhere in the cluster."""

    def __init__(self, packed: bytes, limit: float) -> None:
        self.packed, self.limit = packed, limit
        self.step: Step | None = None

    def ready(self) -> int:
        """Loads what is loaded once; the process's number on its machine."""
        self.step = self.step or unpacked(self.packed)
        return os.getpid()

    def read(self, task: Task) -> Done:
        assert self.step is not None, "only an actor that is ready is asked"
        return within(self.step, task, self.limit)


class Rays:
    """Actors on the cluster at *address*, or on one of its own here; as many as it has processors, or *workers*."""

    def __init__(self, step: Step, *, address: str, workers: int | None = None, limit: float = LIMIT) -> None:
        self._close = ExitStack()
        self.limit = limit
        self._ray = _ray(local=address == LOCAL)
        self._connected(address, workers)
        self.workers = workers or max(1, int(self._ray.cluster_resources().get("CPU", 1)))
        made = self._actor().remote
        packed = pickle.dumps(step)
        self.pids: tuple[int, ...] = ()
        self._idle: list[Any] = []
        self._asked: dict[Any, tuple[Any, Task | None, float]] = {}
        self._started = time.monotonic()
        for _ in range(self.workers):
            self._wake(made(packed, limit))

    @property
    def free(self) -> bool:
        return bool(self._idle)

    @property
    def ready(self) -> int:
        """How many actors have loaded the step."""
        return len(self._idle) + sum(task is not None for _, task, _ in self._asked.values())

    def take(self, task: Task) -> None:
        actor = self._idle.pop()
        self._asked[actor.read.remote(task)] = (actor, task, time.monotonic())

    def outcomes(self, patience: float) -> Sequence[Outcome]:
        came, _ = self._ray.wait(list(self._asked), num_returns=1, timeout=patience)
        found = [self._heard(one) for one in came]
        if not self._idle and all(task is None for _, task, _ in self._asked.values()):
            self._still_starting()
        else:
            self._started = time.monotonic()
        return [outcome for outcome in found if outcome is not None]

    def close(self) -> None:
        self._close.close()

    def _wake(self, actor: Any) -> None:
        """Asks an actor to say when it is ready; Ray goes on asking until it has been started, anywhere."""
        self._asked[actor.ready.remote()] = (actor, None, time.monotonic())

    def _heard(self, one: Any) -> Outcome | None:
        actor, task, began = self._asked.pop(one)
        errors = self._ray.exceptions
        try:
            value = self._ray.get(one)
        except errors.RayTaskError as error:  # the step itself says that the run must end
            raise ScaleError(str(error.cause or error)) from None
        except errors.RayError:
            self._wake(actor)
            late = task is not None and task.single and time.monotonic() - began >= self.limit
            return None if task is None else Lost(task=task, late=late)
        self._idle.append(actor)
        if isinstance(value, Done):
            return value
        self.pids = (*self.pids, value)
        return None

    def _still_starting(self) -> None:
        if time.monotonic() - self._started > STARTING:
            raise ScaleError(
                f"no worker of the cluster has started within {STARTING:.0f} seconds: see what ray status says"
            )

    def _actor(self) -> Any:
        self._ray.method(max_task_retries=-1)(Reading.ready)
        options = {"num_cpus": 1, "max_restarts": -1, "max_task_retries": 0, "scheduling_strategy": "SPREAD"}
        return self._ray.remote(**options)(Reading)

    def _connected(self, address: str, workers: int | None) -> None:
        quiet = {"log_to_driver": False, "logging_level": "ERROR", "configure_logging": False}
        if address == LOCAL:
            folder = self._close.enter_context(tempfile.TemporaryDirectory(prefix="ray-", ignore_cleanup_errors=True))
            own = {"num_cpus": workers or os.cpu_count(), "include_dashboard": False, "object_store_memory": STORE}
            quiet |= {**own, "_temp_dir": folder, "_node_ip_address": "127.0.0.1"}
        else:
            quiet["address"] = address
        self._close.enter_context(redirect_stdout(sys.stderr))  # where Ray prints what becomes of its nodes
        try:
            self._ray.init(**quiet)
        except Exception as error:  # Ray raises whatever it likes
            self._close.close()
            raise ScaleError(f"the Ray cluster {address} cannot be reached ({error}): check that it runs") from None
        self._close.callback(self._ray.shutdown)


def _ray(*, local: bool) -> Any:
    os.environ.update(QUIET | (LOOPBACK if local else {}))
    try:
        return import_module("ray")
    except ImportError:
        raise NoRay from None
