"""Long tests run a twentieth of their cases in `make test`, all of them in `make soak`, which goes on where it was broken off."""

from __future__ import annotations

import os
import signal
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

SOAK = os.environ.get("DRAGOMAN_SOAK") == "1"
FULL = 2000
ROOT = Path(__file__).parents[1]
CODE = ("src", "tests", "bench", "training", "examples", "docs", "requirements-dev.lock")
"""What the outcome of a test may depend on: where any of it changes, a soak begins anew."""

settings.register_profile(
    "dragoman",
    max_examples=FULL if SOAK else FULL // 20,
    deadline=None,  # the first case loads the model
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("dragoman")


class Soak:
    """The tests that passed on today's code, in `build/soak/`. They are not run again; remove the folder to begin anew.

    *before* is what earlier runs leave: every worker reads it, and it stays as it is while tests run. *passed* grows.
    """

    def __init__(self) -> None:
        folder = ROOT / "build" / "soak"
        self.before, self.passed = folder / f"{_digest()}.before", folder / f"{_digest()}.passed"
        self._failed = set[str]()

    def begin(self) -> None:
        self.before.parent.mkdir(parents=True, exist_ok=True)
        self.passed.touch()
        self.before.write_bytes(self.passed.read_bytes())

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        passed = set(self.before.read_text(encoding="utf-8").splitlines())
        config.hook.pytest_deselected(items=[one for one in items if one.nodeid in passed])
        items[:] = [one for one in items if one.nodeid not in passed]

    def keep(self, report: pytest.TestReport) -> None:
        """A test has passed once all of its phases have."""
        if not report.passed:
            self._failed.add(report.nodeid)
        elif report.when == "teardown" and report.nodeid not in self._failed:
            with self.passed.open("a", encoding="utf-8") as file:
                file.write(report.nodeid + "\n")


class Keeper:
    """Writes down what passed; with xdist only the process that hears of every worker does."""

    def __init__(self, soak: Soak) -> None:
        self.soak = soak

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.soak.keep(report)

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        if exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:  # all of them have passed before
            session.exitstatus = pytest.ExitCode.OK


def pytest_configure(config: pytest.Config) -> None:
    if (
        signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    ):  # as a shell starts what runs behind: no test could be stopped
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if SOAK:
        soak = Soak()
        config.pluginmanager.register(soak)
        if not hasattr(config, "workerinput"):
            soak.begin()
            config.pluginmanager.register(Keeper(soak))


def _digest() -> str:
    files = (ROOT / name for name in CODE)
    listed = sorted(one for file in files for one in ([file] if file.is_file() else file.rglob("*")) if _is_code(one))
    told = sha256()
    for one in listed:
        told.update(f"{one.relative_to(ROOT)} {sha256(one.read_bytes()).hexdigest()}\n".encode())
    return told.hexdigest()[:16]


def _is_code(file: Path) -> bool:
    return file.is_file() and "__pycache__" not in file.parts and "egg-info" not in str(file)
