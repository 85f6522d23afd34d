"""The floors of the ledgers: recall and precision over the example press, read by rules alone. They only rise."""

from __future__ import annotations

MEETINGS = (0.55, 0.68)
HISTORY = 0.35  # of the entries of the truth's histories, one a page: a step of that status told by that page
CHANNELS = (0.66, 0.85)
POSITIONS = (0.26, 0.28)
