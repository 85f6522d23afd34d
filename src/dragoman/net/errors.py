"""What can go wrong at the door.

DragomanError
└── NetError
    ├── Refused       we would not go there (address, scheme, port, host form, redirects)
    ├── Unreachable   we went, and no usable answer came back in time
    └── TooLarge      the answer was bigger than the limits allow
"""

from dragoman.model import DragomanError


class NetError(DragomanError):
    """Nothing usable came in through the door."""


class Refused(NetError):
    """The target is one that we do not connect to."""


class Unreachable(NetError):
    """The target gave no usable answer."""


class TooLarge(NetError):
    """The answer is larger, or swells more, than the limits allow."""
