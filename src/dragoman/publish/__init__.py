"""What leaves the house: a reading as text that people read."""

from dragoman.publish.brief import brief

__all__ = ["brief"]
