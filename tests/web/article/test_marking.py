"""What people say of a record: by a form of ours, with a name and a reason, and taken back the same way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient
from tests.store.readings import NOW, talks
from tests.web.doorways import ANA, access, app_of, browser, sign_in

from dragoman.model import Reading, Span
from dragoman.store import Database, add_reading, reviewed
from dragoman.store.article_page import article_page


@pytest.fixture
def reading(store: Database) -> Reading:
    one = talks(source="https://herald.example/cod", more="\n\nThe Cod Forum met in 2019.\n\nNobody came.")
    add_reading(store, one, now=NOW)
    return one


@pytest.fixture
def ana(store: Database, reading: Reading, tmp_path: Path) -> Iterator[TestClient]:
    """A browser in which Ana has signed in."""
    with browser(app_of(store, access(tmp_path))) as found:
        assert sign_in(found).status_code == 303
        yield found


def form_of(client: TestClient, reading: Reading, action: str) -> dict[str, str]:
    """The hidden fields of the form that is sent to *action*."""
    page = html.document_fromstring(client.get(f"/article/{reading.article.id}").text)
    (form,) = page.xpath("//form[@action=$action]", action=action)[:1]
    return {one.get("name"): one.get("value") for one in form.xpath(".//input[@type='hidden']")}


def say(client: TestClient, reading: Reading, record: str, **said: str) -> Any:
    action = f"/article/{reading.article.id}/records/{record}/mark"
    return client.post(action, data={**form_of(client, reading, action), "why": "it is", **said})


def add(client: TestClient, reading: Reading, **said: str) -> Any:
    action = f"/article/{reading.article.id}/records"
    return client.post(action, data={**form_of(client, reading, action), "at": "", "why": "missed", **said})


def test_a_mark_stands_beside_its_record_with_who_when_and_why(
    ana: TestClient, store: Database, reading: Reading
) -> None:
    answer = say(ana, reading, "v1", says="wrong", why="it   was\nBelgium <b>")
    page = ana.get(f"/article/{reading.article.id}").text

    assert (answer.status_code, answer.headers["location"]) == (303, f"/article/{reading.article.id}#record-v1")
    assert reviewed(store, "v1").judged.wrong
    assert "it was Belgium &lt;b&gt;" in page
    assert re.search(r"<strong>wrong</strong>\s+by ana, \d+ \w+ \d{4}", page)


def test_a_part_is_set_right_and_what_the_reader_wrote_stays_beside_it(
    ana: TestClient, store: Database, reading: Reading
) -> None:
    assert say(ana, reading, "v1", says="part", part="recipients", value="DNK").status_code == 303
    page = ana.get(f"/article/{reading.article.id}").text

    assert reviewed(store, "v1").right.recipients == ("DNK",)  # type: ignore[union-attr]
    assert "Norway accuses Denmark" in page
    assert "recipients set to <strong>DNK</strong>, was ISL" in page


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"says": "maybe"}, "right or wrong"),
        ({"says": "right", "why": " "}, "Give the reason"),
        ({"says": "part", "part": "kolor", "value": "red"}, "no part of an event"),
        ({"says": "part", "part": "type", "value": "ACUSE"}, "did you mean ACCUSE"),
        ({"says": "part", "part": "date", "value": "soon"}, "is no day"),
        ({"says": "right", "why": "x" * 3000}, "3000 characters"),
    ],
)
def test_what_cannot_be_said_is_told_and_changes_nothing(
    ana: TestClient, store: Database, reading: Reading, said: dict[str, str], told: str
) -> None:
    answer = say(ana, reading, "v1", **said)

    assert answer.status_code == 400
    assert told in html.document_fromstring(answer.text).text_content()
    assert not reviewed(store, "v1").judged.said


def test_a_mark_without_a_name_is_refused(store: Database, reading: Reading, tmp_path: Path) -> None:
    with browser(app_of(store, access(tmp_path))) as stranger:
        from tests.web.doorways import token

        form = {"csrf": token(stranger), "says": "wrong", "why": "so"}
        answer = stranger.post(f"/article/{reading.article.id}/records/v1/mark", data=form)

    assert answer.status_code == 403
    assert not reviewed(store, "v1").judged.said


def test_a_mark_is_taken_back_by_a_form_beside_it(ana: TestClient, store: Database, reading: Reading) -> None:
    say(ana, reading, "v1", says="wrong")
    (said,) = reviewed(store, "v1").judged.said
    action = f"/corrections/{said.id}/undo"
    answer = ana.post(action, data={**form_of(ana, reading, action), "why": "I was wrong"})

    assert answer.headers["location"] == f"/article/{reading.article.id}#record-v1"
    assert not reviewed(store, "v1").judged.wrong


def test_looking_changes_nothing(ana: TestClient, store: Database, reading: Reading) -> None:
    for _ in range(2):
        ana.get(f"/article/{reading.article.id}", params={"says": "wrong", "why": "so"})
        assert ana.get(f"/article/{reading.article.id}/records/v1/mark").status_code == 405

    assert not reviewed(store, "v1").judged.said


def test_a_record_that_was_missed_is_added_on_its_words(ana: TestClient, reading: Reading) -> None:
    answer = add(ana, reading, kind="meeting", words="The Cod Forum met in 2019", parties="NOR, ISL", status="held")
    page = html.document_fromstring(ana.get(f"/article/{reading.article.id}").text)
    (card,) = page.xpath("//*[@id=$id]", id=answer.headers["location"].partition("#")[2])

    assert "Norway and Iceland: meeting held" in card.text_content()
    assert f"{ANA} added it; no rule did." in card.text_content()


@pytest.mark.parametrize("words", ["The  Cod Forum\r\nmet in 2019", " The Cod Forum met in 2019 "])
def test_words_that_a_browser_has_folded_are_found(ana: TestClient, reading: Reading, words: str) -> None:
    assert add(ana, reading, kind="meeting", words=words, parties="NOR", status="held").status_code == 303


def test_where_words_stand_twice_the_marked_place_is_meant(ana: TestClient, store: Database, reading: Reading) -> None:
    text = reading.article.text
    second = text.index("Cod Forum", text.index("Cod Forum") + 1)
    made = {"kind": "meeting", "words": "Cod Forum", "parties": "NOR", "status": "held"}
    unsure, sure = add(ana, reading, **made), add(ana, reading, **made, at=str(second))

    assert unsure.status_code == 400 and "2 times" in unsure.text
    id = sure.headers["location"].partition("#record-")[2]
    assert reviewed(store, id).found.record.evidence == Span(second, second + 9)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"kind": "entity", "words": "Nobody came"}, "what the words tell"),
        ({"kind": "meeting", "words": "Nobody came"}, "Fill in: Who meets, Status"),
        (
            {"kind": "meeting", "words": "Nobody left", "parties": "NOR", "status": "held"},
            "do not stand in the article",
        ),
        ({"kind": "meeting", "words": " ", "parties": "NOR", "status": "held"}, "Mark the words"),
        (
            {"kind": "meeting", "words": "met in 2019.\n\nNobody came", "parties": "NOR", "status": "held"},
            "two paragraphs",
        ),
        (
            {"kind": "event", "words": "Nobody came", "type": "REJECT", "trigger": "went"},
            "do not stand in that passage",
        ),
    ],
)
def test_a_record_that_cannot_be_is_not_added(
    ana: TestClient, store: Database, reading: Reading, said: dict[str, str], told: str
) -> None:
    answer = add(ana, reading, **said)

    assert answer.status_code == 400
    assert told in html.document_fromstring(answer.text).text_content()
    assert "--" not in html.document_fromstring(answer.text).get_element_by_id("content").text_content()
    assert not article_page(store, reading.article.id).said.added


def test_the_clock_of_a_mark_is_the_sites_own(store: Database, reading: Reading, tmp_path: Path) -> None:
    noon = datetime(2022, 1, 22, 12, tzinfo=UTC)
    with browser(app_of(store, access(tmp_path, now=noon.timestamp))) as found:
        sign_in(found)
        say(found, reading, "v1", says="right")

    assert [one.at for one in reviewed(store, "v1").judged.said] == [noon]
    assert noon.date() == date(2022, 1, 22)
