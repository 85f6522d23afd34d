"""Annotation → statements, events, meetings, positions. One module a kind of record; plain functions."""

from dragoman.extract.attitudes import attitudes
from dragoman.extract.between import acts_between
from dragoman.extract.reading import reading
from dragoman.extract.speakers import source_span, speaker_of
from dragoman.extract.statements import attributions

__all__ = ["acts_between", "attitudes", "attributions", "reading", "source_span", "speaker_of"]
