"""The evidence reader: the article's very words, each record beside them, and what people say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from starlette.requests import Request
from starlette.testclient import TestClient
from tests.conftest import FULL, SOAK
from tests.store.readings import NOW, READER, RULE, TALKS, readings, talks
from tests.web.doorways import ANA, access, app_of, browser, sign_in
from tests.web.sites import TODAY, client

from dragoman.model import Reading, Span, article_of
from dragoman.store import Database, add_reading, opened, reviewed
from dragoman.store.article_page import article_page
from dragoman.web.access.viewers import Access, Viewer
from dragoman.web.article.highlights import Lit, passages
from dragoman.web.article.reasons import reasons
from dragoman.web.article.routes import article
from dragoman.web.asking import Asked
from dragoman.web.pages import shown

HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">&amp;"\'</p></article>{{ 7*7 }}'


def text_of(page: str) -> str:
    """The article as a browser has it: the paragraphs' text contents with a blank line between them."""
    found = html.document_fromstring(page).find_class("words")
    return "\n\n".join("".join(one.itertext()) for one in found)


def rendered(store: Database, reading: Reading) -> str:
    """The page of *reading*, without a server between."""
    app = SimpleNamespace(state=SimpleNamespace(access=Access()))
    request = Request({"type": "http", "app": app, "path": "/", "headers": [], "query_string": b""})
    ask = Asked(request=request, store=store, viewer=Viewer(), today=TODAY, mail=None)
    return bytes(article(ask, reading.article.id).body).decode()


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


# The words

LETTERS = st.characters(exclude_categories=("Cs",), exclude_characters="\x00")
PIECES = st.sampled_from(["\n", "\n\n", " ", "<b>", "&amp;", "\r", "\r\n", "😀", "e\u0301", "\u202e", "]]>"]) | LETTERS
TEXTS = st.lists(PIECES, min_size=1, max_size=40).map("".join)
KINDS = st.sampled_from(["statement", "event", "meeting", "position"])


@st.composite
def lit(draw: st.DrawFn, text: str) -> list[Lit]:
    """Any records over *text*: nested, overlapping, touching, over several paragraphs."""
    edges = st.integers(0, len(text))
    spans = st.tuples(edges, edges).map(lambda ends: Span(*sorted(ends)))
    made = st.builds(Lit, span=spans, number=st.integers(1, 6), kind=KINDS, strong=st.booleans())
    return draw(st.lists(made, max_size=8))


@given(st.data())
@settings(max_examples=FULL if SOAK else 200)
def test_the_passages_are_the_text_whatever_rests_on_it(data: st.DataObject) -> None:
    text = data.draw(TEXTS)
    every = data.draw(lit(text))
    words = [one for one in every if one.span.start < one.span.end]
    found = passages(text, every)

    assert "\n\n".join(one.text for one in found) == text
    assert all(text[one.start : one.start + len(one.text)] == one.text for one in found)
    for one in found:
        at = one.start
        for stretch in one.stretches:
            span = Span(at, at + len(stretch.text))
            assert {known.number for known in words if known.span.meets(span)} == set(stretch.numbers)
            at = span.end


@given(st.data())
def test_every_record_begins_once_where_its_words_do(data: st.DataObject) -> None:
    text = data.draw(TEXTS)
    every = data.draw(lit(text))
    begun = [number for one in passages(text, every) for stretch in one.stretches for number in stretch.begins]

    assert len(begun) == len(set(begun))
    assert set(begun) == {
        number for one in passages(text, every) for stretch in one.stretches for number in stretch.numbers
    }


@given(TEXTS)
def test_a_browser_has_each_character_of_what_is_shown(text: str) -> None:
    fragment = html.fragment_fromstring(f"<pre>x{shown(text)}</pre>", parser=html.HTMLParser(encoding="utf-8"))
    kept = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)  # lxml is an XML library: it has no control characters

    assert re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", "".join(fragment.itertext())[1:]) == kept


def test_what_html_cannot_hold_is_shown_as_missing() -> None:
    assert shown("a\x00b\ud800c\r") == "a\ufffdb\ufffdc&#13;"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A store for whatever comes."""
    with opened(str(tmp_path_factory.mktemp("many") / "store.db"), create=True) as found:
        yield found


@given(reading=readings())
@settings(max_examples=FULL if SOAK else 40)
def test_the_page_of_any_article_holds_its_very_text(many: Database, reading: Reading) -> None:
    add_reading(many, reading, now=NOW)
    page = rendered(many, reading)

    control = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd]")
    assert control.sub("", text_of(page)) == control.sub("", reading.article.text)


def test_nested_and_overlapping_records_are_each_told() -> None:
    (one,) = passages(
        "abcdef",
        [
            Lit(span=Span(0, 6), number=1, kind="event"),
            Lit(span=Span(2, 4), number=2, kind="statement", strong=True),
            Lit(span=Span(3, 6), number=3, kind="position"),
        ],
    )

    assert [(part.text, part.classes) for part in one.stretches] == [
        ("ab", "event n1"),
        ("c", "statement in-event strong n2 n1"),
        ("d", "statement in-position strong n2 n3 n1"),
        ("ef", "position in-event n3 n1"),
    ]


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    article = article_of(
        source="javascript:alert(1)",
        url="javascript:alert(1)",
        title=HOSTILE,
        byline=HOSTILE,
        outlet=HOSTILE,
        paragraphs=(HOSTILE, HOSTILE),
    )
    reading = Reading(reader=READER, article=article)
    with client(tmp_path, [reading]) as found:
        page = found.get(f"/article/{article.id}").text

    assert text_of(page) == article.text
    tree = html.document_fromstring(page)
    assert [one.get("src") for one in tree.iter("script")] == ["/static/site.js"]
    assert not list(tree.iter("img"))
    assert "javascript:" not in "".join(one.get("href", "") for one in tree.iter("a"))
    assert not [name for one in tree.iter() for name in one.attrib if name.startswith("on") or name == "style"]
    assert "49" not in text_of(page)


# The records


def test_each_record_is_an_anchor_beside_its_words(tmp_path: Path) -> None:
    reading = talks()
    with client(tmp_path, [reading]) as found:
        page = html.document_fromstring(found.get(f"/article/{reading.article.id}").text)

    for kind, id, quote in (
        ("statement", "s1", "We want talks"),
        ("event", "v1", "Norway accused Iceland on Thursday of overfishing"),
        ("meeting", "m1", "The two will meet in Geneva"),
        ("position", "p1", "Iceland demands a quota of its own"),
    ):
        (card,) = page.xpath("//*[@id=$id]", id=f"record-{id}")
        assert kind in card.get("class").split()
        number = card.get("data-number")
        words = page.xpath(
            f"//mark[contains(concat(' ', @class, ' '), ' n{number} ')][not(contains(@class, 'strong'))]|//mark[contains(concat(' ', @class, ' '), ' {kind} ') and contains(concat(' ', @class, ' '), ' n{number} ')]"
        )
        assert "".join("".join(one.itertext()) for one in words).replace("said", "") == quote
        assert page.xpath("//a[@href=$to]", to=f"#record-{id}")
        assert page.xpath("//*[@id=$id]", id=f"words-{number}")


def test_a_record_is_told_plainly_with_its_codes_behind(tmp_path: Path) -> None:
    reading = talks()
    with client(tmp_path, [reading]) as found:
        page = html.document_fromstring(found.get(f"/article/{reading.article.id}").text)
    (card,) = page.xpath("//*[@id='record-v1']")
    line = " ".join(card.xpath("./p[@class='what']")[0].text_content().split())
    codes = " ".join(card.xpath(".//details")[0].text_content().split())

    assert line.endswith("Norway accuses Iceland")
    assert "ACCUSE allege · NOR → ISL · verbal conflict · −2 · actual" in codes
    assert "20 January 2022: counted from the day of publication" in codes
    assert "0.90 of 1" in codes


def test_why_names_the_row_with_what_it_must_and_must_not_match() -> None:
    from dataclasses import replace

    quotation, cue = reasons(replace(RULE, rule="quotation+say.tell"))

    assert quotation.words == "Words in quotation marks, with an attribution beside them."
    assert cue.example == "The Kenyan envoy told reporters that the ferry had docked safely."
    assert cue.counterexample == "The pilot could not tell one island from the other."


@pytest.mark.parametrize(
    "rule", ["states:RUS", "brain.attribution", "person:ana", "modal.must", "gone.since", "", "a:b:c"]
)
def test_every_rule_is_told_in_words(rule: str) -> None:
    from dataclasses import replace

    assert all(one.words.endswith(".") for one in reasons(replace(RULE, rule=rule)))


def test_nobody_is_told_of_an_article_that_is_not_there(tmp_path: Path) -> None:
    with client(tmp_path, [talks()]) as found:
        assert found.get("/article/0000000000000000").status_code == 404
        assert found.get("/article/0000000000000000/changes").status_code == 404


def test_without_an_account_only_the_evidence_is_shown(tmp_path: Path) -> None:
    reading = talks(more=" Nobody knows how the cod feels.")
    with client(tmp_path, [reading], access=Access(public=True)) as found:
        page = found.get(f"/article/{reading.article.id}").text
        changes = found.get(f"/article/{reading.article.id}/changes").status_code

    assert "Iceland demands a quota of its own" in page
    assert "how the cod feels" not in page
    assert 'class="words"' not in page
    assert changes == 403


def test_what_was_left_out_is_folded_away_with_its_kind(tmp_path: Path) -> None:
    from dragoman.model import LeftOut, LeftOutKind

    parts = (
        LeftOut(kind=LeftOutKind.NEWSLETTER, text="Sign up & win"),
        LeftOut(kind=LeftOutKind.LEGAL, text="All rights"),
    )
    reading = Reading(reader=READER, article=article_of(source="a", title="Cod", paragraphs=(TALKS,), left_out=parts))
    with client(tmp_path, [reading]) as found:
        page = html.document_fromstring(found.get(f"/article/{reading.article.id}").text)

    (folded,) = page.xpath("//details[@class='left-out']")
    assert folded.get("open") is None
    assert [one.text for one in folded.xpath(".//h2")] == ["Legal", "Newsletter"]
    assert "Sign up & win" in folded.text_content()


def test_versions_lead_to_what_changed(store: Database) -> None:
    first, second = talks(source="a"), talks(source="a", more=" Iceland refused.")
    for one in (first, second):
        add_reading(store, one, now=NOW)
    with browser(app_of(store, None)) as found:
        old, new = (found.get(f"/article/{one.article.id}").text for one in (first, second))
        changed = found.get(f"/article/{second.article.id}/changes").text
        nothing = found.get(f"/article/{first.article.id}/changes")

    assert "Go to the newest" in old and "Go to the newest" not in new
    assert "<ins>Iceland refused.</ins>" in changed
    assert nothing.status_code == 404 and "first version" in nothing.text


def test_an_article_is_found_before_anybody_looked_for_its_copies_and_after(store: Database) -> None:
    from dragoman.store.copying import look_for_copies

    one, other = talks(source="a"), talks(source="b", more=" More.")
    add_reading(store, one, now=NOW)
    assert article_page(store, one.article.id).article == one.article
    look_for_copies(store)
    add_reading(store, other, now=NOW)
    assert article_page(store, one.article.id).article == one.article
    assert article_page(store, other.article.id).article == other.article


# What people say


def test_only_who_has_signed_in_is_asked_what_is_right(tmp_path: Path) -> None:
    reading = talks()
    with client(tmp_path, [reading]) as found:
        page = found.get(f"/article/{reading.article.id}").text

    assert "Right or wrong?" not in page and "<form" not in page


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
