"""Known names in a text."""

from dragoman.annotate.names import _names, matches, words_of
from dragoman.annotate.parse import parser


def test_names_are_cut_as_texts_are() -> None:
    cut = parser().tokenizer

    assert [name for name, _, _ in _names() if words_of(name) != [token.text for token in cut(name)]] == []


def test_an_article_with_a_capital_makes_no_name_of_a_noun() -> None:
    doc = parser()("The guardian of the child said so. The Guardian said so too.")

    assert [doc[match.start : match.end].text for match in matches(doc)] == ["The Guardian"]
