"""Articles and readings made by hand, for tests."""

from __future__ import annotations

from datetime import date
from functools import cache

from dragoman.annotate import Annotation, annotate
from dragoman.extract import reading
from dragoman.model import Article, Basis, Interval, Reader, Reading, article_of

READER = Reader(program="test", model="test", knowledge="test")
DAY = date(2022, 1, 20)  # a Thursday


def article(*paragraphs: str, title: str | None = None, day: date | None = DAY) -> Article:
    published = Interval.day(day, Basis.GIVEN) if day else None
    return article_of(source="test", title=title, paragraphs=paragraphs, published=published)


@cache
def annotation_of(*paragraphs: str, title: str | None = None, day: date | None = DAY) -> Annotation:
    return annotate(article(*paragraphs, title=title, day=day))


@cache
def reading_of(*paragraphs: str, title: str | None = None, day: date | None = DAY) -> Reading:
    return reading(annotation_of(*paragraphs, title=title, day=day), READER)
