"""The article's very words, whatever rests on them."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from tests.conftest import FULL, SOAK

from dragoman.model import Span
from dragoman.web.article.highlights import Lit, passages
from dragoman.web.pages import shown

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
