"""Annotation → reading: all records, their references settled."""

from __future__ import annotations

from dataclasses import replace

from dragoman.annotate import Annotation
from dragoman.extract.entities import entities, entity_id
from dragoman.extract.events import events
from dragoman.extract.meetings import meetings
from dragoman.extract.positions import positions
from dragoman.extract.statements import statements
from dragoman.model import Reader, Reading, Statement


def reading(annotation: Annotation, reader: Reader) -> Reading:
    """Everything that an annotated article tells. Pure and deterministic."""
    said = statements(annotation)
    return Reading(
        reader=reader,
        article=annotation.article,
        entities=entities(annotation),
        statements=tuple(_with_entity_id(annotation, one) for one in said),
        events=events(annotation, said),
        meetings=meetings(annotation, said),
        positions=positions(annotation, said),
    )


def _with_entity_id(annotation: Annotation, statement: Statement) -> Statement:
    speaker = statement.speaker
    if speaker is None or speaker.entity is None:
        return statement
    return replace(statement, speaker=replace(speaker, entity=entity_id(annotation, speaker.entity)))
