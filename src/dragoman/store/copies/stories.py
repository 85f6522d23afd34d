"""The report that one article is, and the same story told by others, whether or not copies were looked for in it yet."""

from __future__ import annotations

from dragoman.model import Article
from dragoman.store.copies.copying import Known
from dragoman.store.copies.kinship import articles_of, kin
from dragoman.store.database import Database
from dragoman.stories import copy_group

MOST_COPIES, MOST_RELATED = 60, 40
"""Articles that are compared, and that are told beside."""


def story_of(database: Database, article: Article) -> Known:
    """What is known of the report that *article* is: alone where nobody looked for copies since it was read."""
    story = kin(database, article.id)
    own = next((one for one in story if one.article == article.id), None)
    if own is None:
        return Known(copy_group([article]), ())
    report = [one.article for one in story if one.origin == own.origin and one.article not in (own.origin, article.id)]
    heads = sorted({one.origin for one in story if one.origin != own.origin})[:MOST_RELATED]
    wanted = [own.origin, *report[:MOST_COPIES]]
    known = articles_of(database, {*wanted, *heads})
    together = [known[id][1] for id in wanted if id in known and id != article.id]
    return Known(copy_group([article, *together]), tuple(known[id][1] for id in heads if id in known))
