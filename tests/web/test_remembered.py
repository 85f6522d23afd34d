"""What is remembered between readers: worked out once, and never shown after people have said otherwise."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from starlette.responses import HTMLResponse
from tests.store.readings import NOW, talks
from tests.web.sites import client

from dragoman.store import Act, Person, add_reading, mark, opened
from dragoman.store.state import State, state_of
from dragoman.web import remembered
from dragoman.web.asking import Asked
from dragoman.web.calendar import routes as calendar_routes
from dragoman.web.pages import page
from dragoman.web.remembered import Remembered

STATE = State(press=(1, 0), people=(0,))
GROWN = replace(STATE, press=(2, 0))
SPOKEN = replace(STATE, people=(1,))


def test_the_same_question_is_worked_out_once() -> None:
    kept, made = Remembered(), list[int]()
    for _ in range(3):
        kept.answer(STATE, "brief", lambda: made.append(1))

    assert made == [1]


@pytest.mark.parametrize("later", [GROWN, SPOKEN])
def test_another_state_of_the_store_is_looked_at_anew(later: State) -> None:
    kept = Remembered()
    kept.answer(STATE, "brief", lambda: "before")

    assert kept.answer(later, "brief", lambda: "after") == "after"


def test_long_work_is_shown_a_little_longer_while_press_comes_in(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(remembered, "monotonic", lambda: now[0])
    kept = Remembered()

    def work() -> str:
        now[0] += 2
        return f"at {now[0]:g}"

    kept.answer(STATE, "brief", work)
    now[0] += 30
    assert kept.answer(GROWN, "brief", work) == "at 102"
    assert kept.answer(SPOKEN, "brief", work) == "at 134"
    now[0] += 41
    assert kept.answer(GROWN, "brief", work) == "at 177"


def test_readers_who_ask_the_same_wait_for_one() -> None:
    kept, made, start = Remembered(), list[int](), Barrier(8)

    def ask() -> None:
        start.wait()
        kept.answer(STATE, "brief", lambda: made.append(1))

    readers = [Thread(target=ask) for _ in range(8)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()

    assert made == [1]


def test_only_so_much_is_kept() -> None:
    kept = Remembered()
    for one in range(remembered.MOST + 10):
        kept.answer(STATE, one, lambda: "kept")

    assert kept.answer(STATE, 0, lambda: "anew") == "anew"
    assert kept.answer(STATE, remembered.MOST + 9, lambda: "anew") == "kept"


def test_an_answer_that_failed_is_not_kept() -> None:
    kept = Remembered()
    with pytest.raises(ZeroDivisionError):
        kept.answer(STATE, "brief", lambda: 1 // 0)

    assert kept.answer(STATE, "brief", lambda: "well") == "well"


def test_the_state_tells_press_from_what_people_say(tmp_path: Path) -> None:
    with opened(str(tmp_path / "store.db"), create=True) as store:
        empty = state_of(store)
        reading = talks()
        add_reading(store, reading, now=NOW)
        read = state_of(store)
        mark(store, f"{reading.article.id}/v1", Act.WRONG, by=Person(who="ana", at=NOW, why="no"))
        said = state_of(store)

    assert read.press != empty.press
    assert read.people == empty.people
    assert said.press == read.press
    assert said.people != read.people


def test_a_page_is_made_once_for_all_who_see_as_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = list[str]()

    def counted(ask: Asked, template: str, **values: Any) -> HTMLResponse:
        made.append(template)
        return page(ask, template, **values)

    monkeypatch.setattr(calendar_routes, "page", counted)
    with client(tmp_path, [talks()]) as site:
        first = site.get("/calendar")
        assert site.get("/calendar").content == first.content
        assert site.get("/calendar?month=2022-02").content != first.content
        assert made == ["calendar.html"] * 2
        add_reading(site.app.state.store, talks(source="b.txt", more="\n\nMore is not known."), now=NOW)  # type: ignore[attr-defined]
        assert site.get("/calendar").status_code == 200
        assert made == ["calendar.html"] * 3
        assert site.get("/calendar?month=never").status_code == 400
