"""The runner that does every task here and now: the measure of the others, and enough for a few pages.

A page that ends the process ends the run, for there is no other process to see it.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.scale.tasks import Outcome, Step, Task, done


class Inline:
    """One task at a time, in this process."""

    workers = ready = 1

    def __init__(self, step: Step) -> None:
        self.step = step
        self.task: Task | None = None

    @property
    def free(self) -> bool:
        return self.task is None

    def take(self, task: Task) -> None:
        self.task = task

    def outcomes(self, patience: float) -> Sequence[Outcome]:
        task, self.task = self.task, None
        return () if task is None else (done(self.step, task),)

    def close(self) -> None:
        """Has nothing to end."""
