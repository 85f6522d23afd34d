"""What each head can say. The lists are written into the model's card; the run time reads them there."""

from __future__ import annotations

from dragoman.knowledge.ontology import modes
from dragoman.model import EventStatus, EventType

NONE = "NONE"
TYPES = (NONE, *(str(type) for type in EventType))
STATUSES = tuple(str(status) for status in EventStatus)
MODES = tuple((str(type), mode) for type, mode in modes())  # the empty mode is the type itself
TAGS = ("O", "B", "I")
ROLES = ("source", "cue", "content")

TYPE = {name: at for at, name in enumerate(TYPES)}
STATUS = {name: at for at, name in enumerate(STATUSES)}
MODE = {pair: at for at, pair in enumerate(MODES)}
