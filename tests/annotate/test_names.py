"""Known names in a text."""

from dragoman.annotate.names import _names, words_of
from dragoman.annotate.parse import parser


def test_names_are_cut_as_texts_are() -> None:
    cut = parser().tokenizer

    assert [name for name, _, _ in _names() if words_of(name) != [token.text for token in cut(name)]] == []
