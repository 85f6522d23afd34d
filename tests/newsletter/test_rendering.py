"""An issue as HTML and text: everything in both, nothing of others that acts, small, and without its style still well."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from tests.newsletter.issues import SETTINGS, WORLD, accused, act, issue, reading

from dragoman.model import EventType
from dragoman.newsletter.issue import Citation, Issue
from dragoman.newsletter.rendering import PREFERENCES, UNSUBSCRIBE, rendered, web_copy

HOSTILE = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "{{ 7 * 7 }} {% raw %}",
    "</td></tr></table><h1>Owned</h1>",
    "<!--[if mso]>",
    "&lt;b&gt; & <b>",
    "line\r\nBcc: all@x.example\r\n\r\nbody",
    "\u202eesrever\u202c \u200b\x00\x1b[31m",
    UNSUBSCRIBE,
    "javascript:alert(1)",
    "</style><style>*{display:none}",
]  # fmt: skip
MAIL = ("html", "head", "meta", "title", "style", "body", "div", "table", "tbody", "tr", "td", "p", "h1", "h2", "a")


def with_words(words: str, **more: Any) -> Issue:
    """An issue whose article, outlet and title hold *words*."""
    body = f"Norway accused Iceland of {words or 'it'} on Thursday."
    made = reading(
        re.sub(r"\n\n+", "\n", body), act(EventType.ACCUSE, "NOR", "ISL", "accused", "Norway accused Iceland"),
        outlet=more.get("outlet", words or None), url=more.get("url", "https://fjord.example/a"), title=words or None,
    )  # fmt: skip
    return issue(made, edition=replace(WORLD, title=more.get("title", "The world")), failed=[(words, words)])


def tags(page: str) -> set[str]:
    return {one.tag for one in lxml_html.document_fromstring(page).iter() if isinstance(one.tag, str)}


def links(page: str) -> list[str]:
    return [one.get("href") or "" for one in lxml_html.document_fromstring(page).iter("a")]


def test_html_and_text_tell_the_same() -> None:
    mail = rendered(issue(accused()), SETTINGS)
    text = " ".join(mail.text.split())

    for words in (
        *("Norway accuses Iceland.", "Fjord Post, 20 January 2022", "one report", "Read: 1 article of Fjord Post (1)."),
        "https://brief.example/article/",
    ):
        assert words in text
        assert words in mail.html
    assert "“Norway accused Iceland on Thursday of overfishing in the bay.”" in mail.html


def test_each_claim_has_its_evidence_and_its_page() -> None:
    found = links(rendered(issue(accused()), SETTINGS).html)

    assert any(re.fullmatch(r"https://brief\.example/article/[0-9a-f]+#record-[0-9a-f]+", one) for one in found)
    assert (
        "https://fjord.example/a#:~:text=Norway%20accused%20Iceland%20on%20Thursday%20of%20overfishing%20in%20the%20bay."
        in found
    )


def test_each_readers_own_links_are_marks_until_it_is_sent() -> None:
    mail = rendered(issue(accused()), SETTINGS)

    assert mail.html.count(UNSUBSCRIBE) == mail.text.count(UNSUBSCRIBE) == 1
    assert mail.html.count(PREFERENCES) == mail.text.count(PREFERENCES) == 1
    assert UNSUBSCRIBE not in web_copy(issue(accused()), SETTINGS)


@pytest.mark.parametrize("words", HOSTILE)
def test_no_words_of_others_break_out(words: str) -> None:
    mail = rendered(with_words(words, outlet=words), SETTINGS)

    assert tags(mail.html) <= set(MAIL)
    assert mail.html.count(UNSUBSCRIBE) == mail.text.count(UNSUBSCRIBE) == 1
    assert not any(sign in mail.text for sign in "\r\x00\x1b\u202e\u202c\u200b")
    assert "\n" not in mail.subject
    for element in lxml_html.document_fromstring(mail.html).iter():
        assert not [name for name in element.attrib if str(name).startswith("on")]


@given(words=st.text(max_size=60))
def test_nothing_in_an_article_becomes_markup_or_a_line_of_ours(words: str) -> None:
    mail = rendered(with_words(words, outlet=words, title=words or "x"), SETTINGS)

    assert tags(mail.html) <= set(MAIL)
    assert mail.html.count(UNSUBSCRIBE) == mail.text.count(UNSUBSCRIBE) == 1
    assert all(
        one.startswith(("https://brief.example/", "https://fjord.example/", "https://dragoman.invalid/"))
        for one in links(mail.html)
    )


@pytest.mark.parametrize(
    "url",
    [
        *("javascript:alert(1)", "data:text/html,x", "//evil.example/a", "examples/press/a.html", "ftp://a.example/b"),
        *(f"https://evil.example/?u={UNSUBSCRIBE}", "https://evil.example/?u=https%3A%2F%2Fdragoman%2einvalid%2Funsubscribe-marker"),
        *('https://evil.example/"><script>', "http://[bad", "https:///nowhere"),
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_no_link(url: str) -> None:
    mail = rendered(issue(accused(url=url)), SETTINGS)

    assert "read it there" not in mail.html
    assert "evil" not in mail.html


def test_no_address_of_others_is_asked_for_while_it_is_read() -> None:
    mail = rendered(issue(accused()), SETTINGS)

    assert not re.search(r"<(?:img|link|script|iframe|video|object)|url\(|@import|src=", mail.html, re.IGNORECASE)


def test_every_element_keeps_its_style_where_the_style_sheet_is_dropped() -> None:
    page = lxml_html.document_fromstring(rendered(issue(accused()), SETTINGS).html)

    assert all(one.get("style") for one in page.iter("p", "h1", "h2", "td", "a"))
    assert "prefers-color-scheme: dark" in "".join(one.text or "" for one in page.iter("style"))


def test_a_long_issue_stays_small() -> None:
    sides = dict(USA="Washington", GBR="London", FRA="Paris", DEU="Berlin", ITA="Rome", ESP="Madrid", POL="Warsaw")
    found = []
    for side, name in sides.items():
        for number in range(6):
            body = f"{name} accused Iceland on Thursday of {name}{number} {f'the {number} matter of {name} ' * 12}and more."
            made = act(EventType.ACCUSE, side, "ISL", "accused", body)
            found.append(reading(body, made, url=f"https://fjord.example/{side}{number}", outlet=f"Outlet {number}"))
    mail = rendered(issue(*found, edition=replace(WORLD, length=40)), SETTINGS)

    assert len(mail.html.encode("utf-8")) <= 60_000


def test_what_does_not_fit_is_on_the_web() -> None:
    bodies = {
        side: f"{name} accused Iceland on Thursday of {name} wrongs."
        for side, name in (("USA", "Washington"), ("FRA", "Paris"))
    }
    found = [
        reading(body, act(EventType.ACCUSE, side, "ISL", "accused", body), url=f"https://fjord.example/{side}")
        for side, body in bodies.items()
    ]
    short = issue(*found, edition=replace(WORLD, length=1))
    mail = rendered(short, SETTINGS)

    assert "and 1 more on the web" in mail.html
    assert "https://brief.example/newsletter/issue/world/2022-01-21#new" in mail.text
    assert web_copy(short, SETTINGS).count("accuses Iceland") >= 2


def test_a_day_without_news_says_so_and_prints_its_gaps() -> None:
    mail = rendered(issue(failed=[("Bay Herald", "its server did not answer")]), SETTINGS)

    assert "Nothing new was told on 20 January 2022." in mail.text
    assert "Failed: Bay Herald: its server did not answer." in mail.text


def test_the_web_copy_takes_its_style_from_where_the_site_keeps_it() -> None:
    page = web_copy(issue(accused()), SETTINGS, stylesheet_at="/static/issue.css")

    assert '<link rel="stylesheet" href="/static/issue.css">' in page
    assert "<style" not in page
    assert " style=" not in page


def test_every_item_is_cited() -> None:
    found = issue(accused())

    for part in found.parts:
        for item in part.items:
            assert isinstance(item.citation, Citation)
            assert item.citation.passage
