"""Annotation → statements, events, meetings, positions. One module a kind of record; plain functions."""

from dragoman.extract.reading import reading

__all__ = ["reading"]
