"""Every floor of the golden tests, in one place. A floor only rises; a change that lowers one says so."""

from __future__ import annotations

# The ten press pages coded by hand, all together: the share of what is judged that is right.
LEFT_OUT_KINDS = 0.72
FORMS = 0.95
MEDIA = 0.68  # an occasion told once holds for its speaker only, not for all who speak there
SECTORS = 0.80
CONTEXTS = 0.29  # the mean Jaccard of the sets
CHANNELS = 0.57  # a sitting of the Permanent Council is now told, by its own name, where the truth says OSCE
ISSUES = 0.75

# The five disguises: the share of the gold that is read, in each article and in all five together.
STATEMENTS_EACH, STATEMENTS_ALL = 0.80, 0.92
EVENTS_EACH, EVENTS_ALL = 0.25, 0.40
DATED_MEETINGS_ALL = 0.40
CHANNELS_ALL = 0.40
