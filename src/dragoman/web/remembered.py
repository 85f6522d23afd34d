"""What was worked out for one reader and still holds for the next, because nothing in the store has changed since.

While press keeps coming in, what took long to work out is shown a little longer, and not made anew with every article.
What people say of records, and what is forgotten, shows at once.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import wraps
from threading import Lock
from time import monotonic
from typing import Any, ParamSpec, TypeVar

from starlette.responses import HTMLResponse, Response

from dragoman.store.state import State, state_of
from dragoman.web.asking import Asked

Value = TypeVar("Value")
Given = ParamSpec("Given")

MOST = 256
"""Answers that are kept, those asked for last."""
LONG = 0.5
"""Seconds of work from which an answer is shown a little longer."""
LONGER, LONGEST = 20, 300
"""By how many times its work, and for how many seconds at most."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A *value* as it was in a *state* of the store; press that came in later is not missed *until* then."""

    state: State
    value: Any
    until: float

    def holds(self, state: State) -> bool:
        return self.state == state or (self.state.people == state.people and monotonic() < self.until)


class Remembered:
    """Answers by what was asked."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, Answer] = OrderedDict()
        self._busy: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def answer(self, state: State, asked: Hashable, make: Callable[[], Value]) -> Value:
        """What *make* gives, or gave before where that holds; readers who ask the same wait for one."""
        with self._lock:
            alone = self._busy.setdefault(asked, Lock())
        with alone:
            known = self._known(asked)
            if known is None or not known.holds(state):
                begun = monotonic()
                value = make()
                took = monotonic() - begun
                until = begun + took + (min(took * LONGER, LONGEST) if took > LONG else 0)
                known = Answer(state, value, until)
                self._keep(asked, known)
        found: Value = known.value
        return found

    def _known(self, asked: Hashable) -> Answer | None:
        with self._lock:
            if asked in self._kept:
                self._kept.move_to_end(asked)
            return self._kept.get(asked)

    def _keep(self, asked: Hashable, answer: Answer) -> None:
        with self._lock:
            self._kept[asked] = answer
            self._kept.move_to_end(asked)
            while len(self._kept) > MOST:
                forgotten, _ = self._kept.popitem(last=False)
                self._busy.pop(forgotten, None)


def remembered_page(route: Callable[Given, Response]) -> Callable[Given, Response]:
    """A page that is the same for all who see as much: what *route* made of this address, for as long as it holds.

    Not for pages with forms that are signed for one session, nor for what shows more than the store.
    """

    @wraps(route)
    def known(*given: Given.args, **values: Given.kwargs) -> Response:
        ask = values["ask"]
        assert isinstance(ask, Asked), "every page is asked with it"
        url = ask.request.url
        asked = ("page", url.netloc, url.path, url.query, ask.viewer, ask.today)
        made = remembered(ask, asked, lambda: route(*given, **values))
        return HTMLResponse(made.body, made.status_code) if isinstance(made, HTMLResponse) else made

    return known


def remembered(ask: Asked, asked: Hashable, make: Callable[[], Value]) -> Value:
    """What *make* gives for what is *asked*, worked out once for as long as the store stays as it is."""
    state = ask.request.app.state
    if not hasattr(state, "remembered"):
        state.remembered = Remembered()
    kept: Remembered = state.remembered
    return kept.answer(state_of(ask.store), asked, make)
