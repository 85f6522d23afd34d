"""What the parser is prone to misread, as it stands once it is mended."""

from __future__ import annotations

import pytest

from dragoman.annotate.mending import APART
from dragoman.annotate.parse import paragraphs, parse

SENTENCES = [
    (
        "Jamaica, the Bahamas and Antigua have offered men; Canada is weighing a contribution.",
        "Bahamas",
        "conj",
        "Jamaica",
    ),
    (
        "Jamaica, the Bahamas and Antigua have offered men; Canada is weighing a contribution.",
        "offered",
        APART,
        "weighing",
    ),
    (
        "In a text read out by Colonel Abdoulaye Diarra, its spokesman, the transitional government denounced the embargo.",
        "government",
        "nsubj",
        "denounced",
    ),
    ("The minister, Sergei Lavrov, said that Moscow would answer.", "minister", "nsubj", "said"),
    ("Sergei Lavrov, the Russian minister and negotiator, met Antony Blinken.", "minister", "appos", "Lavrov"),
    ("“We shall sign; they must wait,” the minister said.", "wait", "ccomp", "said"),
    ("“We took the same sentence up and down,” recalled a Qatari official.", "official", "nsubj", "recalled"),
    (
        "There has been no answer; a presidential adviser in Quito, speaking on condition of anonymity, said that it hurt.",
        "adviser",
        "nsubj",
        "said",
    ),
    (
        "Denis Moncada called the listings “an act of piracy by empires that have never learned to lose” and told the"
        " ambassador that any further step would be answered.",
        "told",
        "conj",
        "called",
    ),
    ("The premier called the strikers traitors on Monday.", "strikers", "dobj", "called"),
    ("The premier called the strikers traitors on Monday.", "traitors", "oprd", "called"),
    ("The union declared General Ibrahim Sallah president.", "Sallah", "dobj", "declared"),
]


@pytest.mark.parametrize(("text", "word", "label", "head"), SENTENCES)
def test_a_word_hangs_where_it_belongs(text: str, word: str, label: str, head: str) -> None:
    doc = parse(text, paragraphs(text)).doc
    token = next(one for one in doc if one.text == word)

    assert (token.dep_, token.head.text) == (label, head)
