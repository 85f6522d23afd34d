"""All that is known of an article's words before records are drawn from it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Doc, Token

from dragoman.annotate.actors import Actor
from dragoman.annotate.brain import available
from dragoman.annotate.cast import Cast, Mention
from dragoman.annotate.casting import cast_of
from dragoman.annotate.dating import middle
from dragoman.annotate.parse import Parse, paragraphs, parse
from dragoman.annotate.passages import Passage, passages
from dragoman.annotate.places import PlaceMention, place_mentions
from dragoman.annotate.quotations import Quotation, quotations
from dragoman.annotate.salience import issuer_of
from dragoman.annotate.scenes import settle_crowds, settle_towns
from dragoman.annotate.times import TimeMention, time_mentions
from dragoman.knowledge import Holder
from dragoman.model import Article, Span


@dataclass(frozen=True, slots=True)
class Annotation:
    """An article with its parse, cast, quotations, times and places. Offsets are those of `article.text`.

    *heads*: whether the brain may be asked; it reads only what the rules leave open.
    """

    article: Article
    doc: Doc
    sentences: tuple[range, ...]
    paragraphs: tuple[Span, ...]
    quotations: tuple[Quotation, ...]
    cast: Cast
    times: tuple[TimeMention, ...]
    places: tuple[PlaceMention, ...]
    heads: bool = False

    @property
    def text(self) -> str:
        return self.article.text

    @property
    def day(self) -> date | None:
        return publication_day(self.article)

    def sentence(self, token: Token) -> range:
        """The token range of the sentence that *token* stands in."""
        return self.sentences[self.cast.sentence_of[token.i]]

    def sentence_span(self, token: Token) -> Span:
        """The offsets of that sentence, without white space around it."""
        return self.span(self.sentence(token))

    def span(self, tokens: range) -> Span:
        """The offsets of a token range, without white space around it and within the text."""
        start, end = self.doc[tokens.start].idx, min(len(self.text), _end(self.doc[tokens.stop - 1]))
        words = self.text[start:end]
        return Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))

    def tokens(self, span: Span) -> list[Token]:
        """The tokens that begin within *span*."""
        places = range(len(self.doc))
        first, last = (bisect_left(places, at, key=lambda one: self.doc[one].idx) for at in (span.start, span.end))
        return list(self.doc[first:last])

    def read_by_brain(self, paragraphs: Iterable[Span]) -> tuple[Passage, ...]:
        """Some *paragraphs* as the brain reads them; nothing where it is not there or not wanted."""
        if not self.heads:
            return ()
        return passages(self.text, paragraphs, [self.span(sentence) for sentence in self.sentences])

    def paragraph(self, offset: int) -> Span:
        """The paragraph that holds *offset*."""
        return next(span for span in reversed(self.paragraphs) if span.start <= offset)

    def mention(self, token: Token) -> Mention | None:
        return self.cast.of(token)

    def actor(self, key: str) -> Actor:
        return self.cast.actors[key]

    def quoted(self, offset: int) -> Quotation | None:
        """The quotation that holds *offset*."""
        return next((one for one in self.quotations if one.outer.start <= offset < one.outer.end), None)


def _end(token: Token) -> int:
    return token.idx + len(token)


def publication_day(article: Article) -> date | None:
    """The day of publication, where it is known to the day."""
    published = article.published
    if published is None or published.earliest != published.latest:
        return None
    return published.earliest


def annotate(article: Article, *, heads: bool = True, taught: tuple[Holder, ...] = ()) -> Annotation:
    """*article* annotated: pure, the models are loaded once a process. Without *heads*, by rules alone.

    *taught*: people whom the reader is to know beside those of the rows. Where no day is told, offices are those of
    the middle of the days that are likely by the words; times stay open.
    """
    spans = paragraphs(article.text)
    parsed = parse(article.text, spans)
    day = publication_day(article)
    cast, places = _cast(article, parsed, day, taught)
    made = Annotation(
        article=article,
        doc=parsed.doc,
        sentences=parsed.sentences,
        paragraphs=spans,
        quotations=tuple(quotation for span in spans for quotation in quotations(article.text, span)),
        cast=cast,
        times=time_mentions(parsed.doc, day),
        places=places,
        heads=heads and available(),
    )
    if day is not None or (then := middle(made)) is None:
        return made
    cast, places = _cast(article, parsed, then, taught)
    return replace(made, cast=cast, places=places)


def _cast(
    article: Article, parsed: Parse, day: date | None, taught: tuple[Holder, ...]
) -> tuple[Cast, tuple[PlaceMention, ...]]:
    """Who is who by the rows of *day*, and the places that are named."""
    cast = cast_of(parsed, day, issuer=issuer_of(article.outlet), taught=taught)
    places = place_mentions(parsed.doc, cast)
    found = [(one.span, one.place.code) for one in places if one.literal and one.place.code]
    settle_towns(cast, [(span.start, span.end, code) for span, code in found])
    settle_crowds(cast, [(span.start, code) for span, code in found])
    return cast, places
