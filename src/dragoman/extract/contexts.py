"""The PLOVER contexts that a passage is about, by its words."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from dragoman import knowledge


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (
            cue.context,
            re.compile(r"\b(?:" + "|".join(re.escape(word) for word in cue.words) + r")(?:s|es)?\b", re.IGNORECASE),
        )
        for cue in knowledge.context_cues()
        if cue.words
    )


@lru_cache(maxsize=256)
def contexts(passage: str) -> tuple[str, ...]:
    """The contexts whose words stand in *passage*, in the ontology's order."""
    return tuple(context for context, pattern in _patterns() if pattern.search(passage))
