"""A page becomes an article, or is refused with its reason."""

from __future__ import annotations

from datetime import date

from dragoman.clean.blocks import size_of
from dragoman.clean.cues import cue_of
from dragoman.clean.cut import Cut, cut_from
from dragoman.clean.walls import wall_of
from dragoman.model import Article, Unreadable, article_of

FEWEST_WORDS = 25
"""Words of the shortest body."""
FEWEST_TITLE_WORDS = 6
"""Words of the shortest headline that is news without a body."""


def article_from(
    page: bytes | str, *, source: str, url: str | None = None, published: date | None = None, charset: str | None = None
) -> Article:
    """The article on *page*: HTML, plain text or a mail message. Raises `Unreadable`.

    *published* is the day that the user gives; *charset* what the sender declared.
    """
    cut = cut_from(page, url=url, published=published, charset=charset)
    _refuse_empty(cut)
    if cut.language != "en":
        raise Unreadable("clean", f"the article is not English ({cut.language}); only English is read")
    return article_of(
        source=source,
        title=cut.title,
        paragraphs=cut.paragraphs,
        url=url,
        byline=cut.byline,
        outlet=cut.outlet,
        language=cut.language,
        published=cut.published,
        left_out=cut.left_out,
    )


def _refuse_empty(cut: Cut) -> None:
    """Raise `Unreadable` for a wall, and where neither a body nor a headline that is news by itself is left."""
    wall = wall_of(cut)
    if wall:
        raise Unreadable("clean", wall)
    title = cut.title or ""
    news = cut.published and not cut.dated.guessed and size_of(title) >= FEWEST_TITLE_WORDS and not cue_of(title)
    if cut.size < FEWEST_WORDS and not news:
        raise Unreadable(
            "clean", f"the page holds no article: {cut.size} words of body, at least {FEWEST_WORDS} are due"
        )
