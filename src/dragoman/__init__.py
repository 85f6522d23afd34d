"""Dragoman reads the world's press and keeps, with the words as evidence, who said and did what to whom."""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Reading", "Rejected", "__version__", "read"]

if TYPE_CHECKING:
    from dragoman.app.reader import read
    from dragoman.model import Reading, Rejected


def __getattr__(name: str) -> Any:
    """Loads `read` and its results on first use, so that importing a room stays cheap."""
    if name == "read":
        from dragoman.app.reader import read

        return read
    if name in ("Reading", "Rejected"):
        import dragoman.model

        return getattr(dragoman.model, name)
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
