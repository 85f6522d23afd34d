"""The page of all that people said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient
from tests.store.readings import NOW, talks
from tests.web.doorways import access, app_of, browser, sign_in

from dragoman.store import Act, Database, Person, add_reading, add_record, mark, merge, opened, reviewed, undo
from dragoman.store.corrections.pages import corrections_page


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    with opened(str(tmp_path / "store.db"), create=True) as found:
        add_reading(found, talks(source="a", more=" The Cod Forum met."), now=NOW)
        yield found


def by(minute: int, why: str = "so", who: str = "ana") -> Person:
    return Person(who=who, at=NOW + timedelta(minutes=minute), why=why)


def lines(client: TestClient, address: str = "/corrections") -> list[str]:
    page = html.document_fromstring(client.get(address).text)
    return [
        " ".join(one.text_content().split()) for one in page.xpath("//li[contains(@class, 'claim')]/p[@class='what']")
    ]


def test_where_nobody_said_anything_the_page_says_what_to_do(store: Database) -> None:
    with browser(app_of(store, None)) as client:
        assert "Nobody has corrected anything yet" in client.get("/corrections").text


def test_all_acts_are_told_newest_first(store: Database) -> None:
    mark(store, "v1", Act.RIGHT, by=by(1))
    mark(store, "v1", Act.PART, by=by(2), part="recipients", value=["DNK"])
    wrong = mark(store, "m1", Act.WRONG, by=by(3))
    add_record(store, "a", "meeting", words="The Cod Forum met", said={"parties": "NOR", "status": "held"}, by=by(4))
    undo(store, wrong.id, by=by(5))
    merge(store, "Kari Dahl", "ISL", kind="entity", by=by(6))
    with browser(app_of(store, None)) as client:
        assert lines(client) == [
            "entity kari dahl is the same entity as isl",
            "meeting taken back: wrong",
            "meeting added: the reader missed it",
            "meeting wrong taken back",
            "event recipients is DNK",
            "event right",
        ]


def test_a_line_leads_to_the_words(store: Database) -> None:
    mark(store, "v1", Act.WRONG, by=by(1))
    with browser(app_of(store, None)) as client:
        page = client.get("/corrections").text

    assert "Norway accused Iceland on Thursday of overfishing" in page
    assert f"/article/{reviewed(store, 'v1').found.article.id}#record-v1" in page


def test_only_who_has_signed_in_can_take_back(store: Database, tmp_path: Path) -> None:
    said = mark(store, "v1", Act.WRONG, by=by(1))
    with browser(app_of(store, access(tmp_path))) as client:
        assert "<form" not in client.get("/corrections").text
        sign_in(client)
        page = html.document_fromstring(client.get("/corrections").text)
        (form,) = page.xpath("//form[@action=$to]", to=f"/corrections/{said.id}/undo")
        fields = {one.get("name"): one.get("value") for one in form.xpath(".//input[@type='hidden']")}
        answer = client.post(f"/corrections/{said.id}/undo", data={**fields, "why": "it was right"})

    assert (answer.status_code, answer.headers["location"]) == (303, "/corrections")
    assert not reviewed(store, "v1").judged.wrong


def test_what_was_taken_back_can_be_brought_back(store: Database, tmp_path: Path) -> None:
    said = mark(store, "v1", Act.WRONG, by=by(1))
    gone = undo(store, said.id, by=by(2))
    with browser(app_of(store, access(tmp_path))) as client:
        sign_in(client)
        page = html.document_fromstring(client.get("/corrections").text)

    assert page.xpath("//form/@action") == [f"/corrections/{gone.id}/undo"]


def test_hostile_reasons_stay_words(store: Database) -> None:
    mark(store, "v1", Act.WRONG, by=by(1, why="<script>alert(1)</script>", who='"><img src=x>'))
    with browser(app_of(store, None)) as client:
        tree = html.document_fromstring(client.get("/corrections").text)

    assert not list(tree.iter("script")) and not list(tree.iter("img"))
    assert "<script>alert(1)</script>" in tree.text_content()


def test_pages_go_on_where_the_last_one_ended(store: Database) -> None:
    for minute in range(7):
        mark(store, "v1", Act.RIGHT, by=by(minute // 2, why=f"number {minute}"))
    seen: list[str] = []
    after: str | None = None
    while True:
        cut = corrections_page(store, after=after, most=3)
        seen += [one.why for one in cut.said]
        if cut.older is None:
            break
        after = cut.older

    assert sorted(seen) == [f"number {minute}" for minute in range(7)]
    assert len(corrections_page(store, after="no such").said) == 7
