"""The floors of the ledgers: recall and precision over the example press, read by rules alone. They only rise."""

from __future__ import annotations

# Lowered from .68 and .85: where words name one side, the other is taken from the sentence, which finds more on every set
# of articles (held .54 → .66) and invents some here; two bodies' sittings are told that the truth does not list.
MEETINGS = (0.57, 0.63)
HISTORY = 0.35  # of the entries of the truth's histories, one a page: a step of that status told by that page
CHANNELS = (0.66, 0.75)
POSITIONS = (0.26, 0.28)
