"""The room `clean`: a page becomes an `Article`, or is refused with `Unreadable`. Pure: no network, no clock."""

from dragoman.clean.articles import article_from

__all__ = ["article_from"]
