"""The page shows every passage as it stands, and needs nothing but itself."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from tests.training.corpus_words import coded
from training.corpus.files import files, good_passages
from training.corpus.view import page

ONE = coded(
    "<q [A Kenya] & [B Mali] {1 met}\nand [A they] q> {2 ~q complained~}, [C we] ~q said~.",
    "1 CONSULT - negated A+B> diplomatic,natural_resources",
    "2 ACCUSE disapprove actual C>A",
    "q C mixed anonymous",
)
QUIET = coded("[A Lima] slept while [B Quito] danced.", id="t-2", style="live")
VOID = {"meta"}


class Tree(HTMLParser):
    """Fails where a tag closes that was not the last to open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def article(html: str, id: str) -> str:
    return html[html.index(f'id="{id}"') :].split("</article>")[0]


def bare(html: str) -> str:
    """The words of a passage's text, without highlights and labels."""
    texts = re.findall(r'<p class="text">(.*?)</p>', html)
    return "\n\n".join(
        unescape(re.sub(r"<[^>]+>", "", re.sub(r"<su[bp][^>]*>.*?</su[bp]>", "", text))) for text in texts
    )


def test_every_word_of_the_corpus_is_shown_unchanged() -> None:
    corpus = [one for _, one in good_passages(files()[-2:])]
    html = page(corpus, "All")

    shown = [bare(part) for part in html.split("<article")[1:]]
    assert shown == [one.text for one in corpus]


def test_tags_are_well_nested_though_marks_overlap() -> None:
    tree = Tree()
    tree.feed(page([ONE, QUIET], "Two & more"))

    assert tree.open == []


def test_nothing_is_fetched_and_nothing_runs() -> None:
    html = page([ONE, QUIET], "Two")

    assert "default-src 'none'" in html
    assert re.search(r"<script|<link|<img|<iframe|@import|url\(|src=|https?:", html) is None


def test_an_event_is_told_in_plain_language() -> None:
    told = unescape(re.sub(r"<[^>]+>", "", article(page([ONE], "One"), "t-1")))

    assert (
        "1Kenya and Mali: CONSULT (meets, calls or talks), “met” · it did not happen · diplomatic, natural resources"
        in told
    )
    assert "2we → Kenya: ACCUSE disapprove (blames, condemns, investigates or sues), “complained”" in told


def test_a_statement_is_told_in_plain_language() -> None:
    told = unescape(re.sub(r"<[^>]+>", "", article(page([ONE], "One"), "t-1")))

    assert "qwe · complained … said · partly in their own words, anonymous (mixed)" in told


def test_pairs_without_an_event_are_told() -> None:
    html = page([ONE, QUIET], "Two")

    assert "No event between B–C" in article(html, "t-1")
    assert "No event between A–B" in article(html, "t-2")


@pytest.mark.parametrize(
    ("anchor", "kept"),
    [
        ("act-ACCUSE", ["t-1"]),
        ("act-none", ["t-2"]),
        ("status-negated", ["t-1"]),
        ("said-anonymous", ["t-1"]),
        ("style-live", ["t-2"]),
    ],
)
def test_a_filter_is_an_anchor_that_hides_the_rest(anchor: str, kept: list[str]) -> None:
    html = page([ONE, QUIET], "Two")

    assert f'<span id="{anchor}"></span>' in html
    assert f"#{anchor}:target~main .passage:not(.{anchor}){{display:none}}" in html
    assert f'<a href="#{anchor}">' in html
    assert re.findall(rf'<article class="[^"]*\b{anchor}\b[^"]*" id="([^"]+)"', html) == kept


def test_a_filter_that_would_show_nothing_is_not_offered() -> None:
    assert "act-PROTEST" not in page([ONE], "One")


def test_light_dark_narrow_and_paper_are_thought_of() -> None:
    html = page([QUIET], "One")

    assert all(part in html for part in ("prefers-color-scheme: dark", "max-width: 34rem", "@media print"))
