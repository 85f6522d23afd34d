import pytest

from dragoman.annotate.quotations import quotations
from dragoman.model import Span


def inner(text: str) -> list[str]:
    return [one.inner.of(text) for one in quotations(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“We will go,” he said.", ["We will go"]),
        ("“We will go.”", ["We will go."]),
        ('"We will go," he said, "and stay."', ["We will go", "and stay."]),
        ("''We will go,'' he said, ``and stay.''", ["We will go", "and stay."]),
        ("It was «a mistake», he said.", ["a mistake"]),
        ("„Wir gehen“ is German.", ["Wir gehen"]),
        ("Nothing is quoted here.", []),
        ('The 5" gun and the 6" gun', []),
    ],
)
def test_quoted_words_are_found_without_marks_and_commas(text: str, quoted: list[str]) -> None:
    assert inner(text) == quoted


def test_an_open_quotation_runs_to_the_paragraphs_end() -> None:
    (one,) = quotations("“We will go. And stay.", Span(0, 22))

    assert not one.closed


def test_apostrophes_are_no_marks() -> None:
    assert inner("Russia's and the allies' talks, 'tis said") == []
