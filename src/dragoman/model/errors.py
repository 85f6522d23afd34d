"""What can go wrong, as one tree.

DragomanError
├── KnowledgeError    a row of facts is wrong; the start stops
├── Unreadable        a page holds no article, or cannot be read; becomes a `Rejected` row
├── (net.NetError)    a request was refused or failed
└── (store.StoreError) the store cannot do it
"""


class DragomanError(Exception):
    """The base of every error that Dragoman raises on purpose."""


class KnowledgeError(DragomanError):
    """A row of facts is wrong: `file:line: what`."""

    def __init__(self, file: str, line: int, what: str) -> None:
        super().__init__(f"{file}:{line}: {what}")


class Unreadable(DragomanError):
    """A page holds no article, or cannot be read. *stage* is the room that gave up."""

    def __init__(self, stage: str, reason: str) -> None:
        super().__init__(reason)
        self.stage = stage
        self.reason = reason
