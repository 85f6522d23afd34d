"""The cast as entities: everybody named, with their mentions."""

from __future__ import annotations

from collections import defaultdict

from dragoman.annotate import Annotation
from dragoman.model import By, Entity, Span, digest


def entity_id(annotation: Annotation, key: str) -> str:
    """The id of the entity that the cast knows by *key*."""
    return digest(annotation.article.id, "entity", key)


def entities(annotation: Annotation) -> tuple[Entity, ...]:
    """Everybody mentioned, in the order of their first mention; each mention's words as a span."""
    spans: defaultdict[str, set[Span]] = defaultdict(set)
    for mention in annotation.cast.mentions:
        for key in mention.keys:
            spans[key].add(annotation.span(range(mention.start, mention.end)))
    ordered = sorted(spans, key=lambda key: (min(spans[key]), key))
    return tuple(_entity(annotation, key, spans[key]) for key in ordered)


def _entity(annotation: Annotation, key: str, spans: set[Span]) -> Entity:
    actor = annotation.actor(key)
    return Entity(
        id=entity_id(annotation, key),
        name=actor.name,
        kind=actor.kind,
        code=actor.code,
        sector=actor.sector,
        mentions=tuple(sorted(spans)),
        by=By(rule=actor.row),
    )
