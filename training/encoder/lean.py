"""Settings of the token heads, chosen on held passages: how far each role leans to spans, and from when a word is an act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from dragoman.annotate.brain import Brain
from training.corpus.generate_edits import cut, paragraphs
from training.corpus.markup import Passage
from training.encoder.evaluate import count, f1, triggers, units

SOURCES, CUES, CONTENTS = (0.0, 1.0, 2.0, 3.0), (0.0, 0.5, 1.0), (0.0, 0.5, 1.0)
NEAR = 0.005  # of two F1s together: what one statement of four hundred makes
CUTS = tuple(round(0.2 + 0.05 * step, 2) for step in range(13))


def leans(brain: Brain, held: Sequence[Passage]) -> dict[str, float]:
    """The leans with the best mean of who_what@.5 and exact relation; of those as good but for a statement, the least."""
    texts = [cut(passage, at) for passage in held for at in paragraphs(passage.text)]
    read = brain.encode([unit.text for unit in texts])

    def worth(lean: tuple[float, float, float]) -> float:
        counts: Counter[str] = Counter()
        card = replace(brain.card, leans=dict(zip(("source", "cue", "content"), lean, strict=True)))
        for unit, one in zip(texts, read, strict=True):
            count(counts, unit, replace(one, card=card))
        return sum(
            f1(counts[name], counts["told"] - counts[name], counts["coded"] - counts[name])
            for name in ("who_what", "exact")
        )

    worths = {lean: worth(lean) for lean in product(SOURCES, CUES, CONTENTS)}
    good = [lean for lean, one in worths.items() if one >= max(worths.values()) - NEAR]
    best = min(good, key=lambda lean: (sum(lean), -worths[lean]))
    return dict(zip(("source", "cue", "content"), best, strict=True))


def trigger_threshold(brain: Brain, held: Sequence[Passage]) -> float:
    """From which probability on a word is an act, for the best F1 of trigger and type."""
    texts = units(held)
    read = brain.encode([unit.text for unit in texts])

    def worth(threshold: float) -> float:
        card = replace(brain.card, thresholds={**brain.card.thresholds, "trigger": threshold})
        return triggers(texts, [replace(one, card=card) for one in read])

    return max(CUTS, key=worth)
