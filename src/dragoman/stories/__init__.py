"""Many articles → which are copies of which, from whom, how late, what was cut; which tell the same story."""

from dragoman.stories.differing import Change, ChangeKind, differences
from dragoman.stories.index import Index, Match
from dragoman.stories.reports import (
    Copy,
    CopyGroup,
    CopyKind,
    Lag,
    OriginReason,
    copy_group,
    copy_groups,
    origins,
)
from dragoman.stories.state import BadState

__all__ = [
    "BadState",
    "Change",
    "ChangeKind",
    "Copy",
    "CopyGroup",
    "CopyKind",
    "Index",
    "Lag",
    "Match",
    "OriginReason",
    "copy_group",
    "copy_groups",
    "differences",
    "origins",
]
