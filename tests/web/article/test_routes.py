"""The evidence reader: the article's very words, and each record beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from lxml import html
from starlette.requests import Request
from tests.conftest import FULL, SOAK
from tests.store.readings import NOW, READER, TALKS, readings, talks
from tests.web.doorways import app_of, browser
from tests.web.sites import TODAY, client

from dragoman.model import Reading, article_of
from dragoman.store import Database, add_reading, opened
from dragoman.store.article_page import article_page
from dragoman.web.access.viewers import Access, Viewer
from dragoman.web.article.routes import article
from dragoman.web.asking import Asked

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
    from dragoman.store.copies.copying import look_for_copies

    one, other = talks(source="a"), talks(source="b", more=" More.")
    add_reading(store, one, now=NOW)
    assert article_page(store, one.article.id).article == one.article
    look_for_copies(store)
    add_reading(store, other, now=NOW)
    assert article_page(store, one.article.id).article == one.article
    assert article_page(store, other.article.id).article == other.article


def test_only_who_has_signed_in_is_asked_what_is_right(tmp_path: Path) -> None:
    reading = talks()
    with client(tmp_path, [reading]) as found:
        page = found.get(f"/article/{reading.article.id}").text

    assert "Right or wrong?" not in page and "<form" not in page
