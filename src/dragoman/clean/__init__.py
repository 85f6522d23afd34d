"""The room `clean`: a page becomes an `Article`, or is refused with `Unreadable`. Pure: no network, no clock."""

from dragoman.clean.articles import article_from
from dragoman.clean.cut import Cut, cut_from
from dragoman.clean.dated import Candidate, Dated, Source

__all__ = ["Candidate", "Cut", "Dated", "Source", "article_from", "cut_from"]
