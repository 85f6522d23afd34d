"""The tables, each read once a process."""

from __future__ import annotations

from functools import cache

from dragoman.knowledge.cues import (
    AttitudeCue,
    BoilerplateCue,
    ContextCue,
    EventCue,
    MediumCue,
    MeetingCue,
    NounClass,
    ReportingCue,
    StanceCue,
)
from dragoman.knowledge.facts import (
    Channel,
    Epithet,
    Group,
    Holder,
    NationalBody,
    Office,
    Organisation,
    PartyName,
    Role,
    State,
    StateKind,
    StateOrgan,
    StateSet,
    Twin,
)
from dragoman.knowledge.table import table


@cache
def states() -> tuple[State, ...]:
    return table("states.csv", State)


@cache
def organisations() -> tuple[Organisation, ...]:
    return table("organisations.csv", Organisation)


@cache
def national_bodies() -> tuple[NationalBody, ...]:
    return table("national_bodies.csv", NationalBody)


@cache
def channels() -> tuple[Channel, ...]:
    return table("channels.csv", Channel)


@cache
def groups() -> tuple[Group, ...]:
    return table("groups.csv", Group)


@cache
def holders() -> tuple[Holder, ...]:
    return table("holders.csv", Holder)


@cache
def people() -> tuple[Holder, ...]:
    """Those whom news names again and again beside the holders of the first offices."""
    return table("people.csv", Holder)


@cache
def offices() -> tuple[Office, ...]:
    return table("offices.csv", Office)


@cache
def roles() -> tuple[Role, ...]:
    return table("roles.csv", Role)


@cache
def state_kinds() -> tuple[StateKind, ...]:
    return table("state_kinds.csv", StateKind)


@cache
def state_organs() -> tuple[StateOrgan, ...]:
    return table("state_organs.csv", StateOrgan)


@cache
def state_sets() -> tuple[StateSet, ...]:
    return table("state_sets.csv", StateSet)


@cache
def party_names() -> tuple[PartyName, ...]:
    return table("party_names.csv", PartyName)


@cache
def twins() -> tuple[Twin, ...]:
    return table("twins.csv", Twin)


@cache
def epithets() -> tuple[Epithet, ...]:
    return table("epithets.csv", Epithet)


@cache
def reporting_cues() -> tuple[ReportingCue, ...]:
    return table("cues/en/reporting.csv", ReportingCue)


@cache
def attitude_cues() -> tuple[AttitudeCue, ...]:
    return table("cues/en/attitudes.csv", AttitudeCue)


@cache
def event_cues() -> tuple[EventCue, ...]:
    return table("cues/en/events.csv", EventCue)


@cache
def noun_classes() -> tuple[NounClass, ...]:
    return table("cues/en/classes.csv", NounClass)


@cache
def stance_cues() -> tuple[StanceCue, ...]:
    return table("cues/en/stances.csv", StanceCue)


@cache
def meeting_cues() -> tuple[MeetingCue, ...]:
    return table("cues/en/meetings.csv", MeetingCue)


@cache
def medium_cues() -> tuple[MediumCue, ...]:
    return table("cues/en/media.csv", MediumCue)


@cache
def context_cues() -> tuple[ContextCue, ...]:
    return table("cues/en/contexts.csv", ContextCue)


@cache
def boilerplate_cues() -> tuple[BoilerplateCue, ...]:
    return table("cues/en/boilerplate.csv", BoilerplateCue)
