"""What the form of the search asks for: read from an address, written back into one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from urllib.parse import urlencode

from dragoman.ledger.sides import channel_of
from dragoman.model import EntityKind, EventType, Form, MeetingStatus, Stance
from dragoman.store import KINDS, Database, Query
from dragoman.store import words as full_text
from dragoman.store.naming import Unknown
from dragoman.web.fields import Unreadable, day_in, one_of, written
from dragoman.web.who import who

TYPES: dict[str, tuple[str, ...]] = {
    "Event": tuple(EventType),
    "Meeting": tuple(MeetingStatus),
    "Position": tuple(Stance),
    "Statement": tuple(Form),
}
"""Types to choose from, by the kind that has them."""
KNOWN_TYPES = {str(one).casefold(): str(one) for kind in (*TYPES.values(), tuple(EntityKind)) for one in kind}
KNOWN_KINDS = {kind: kind for kind in KINDS}
NAMES = ("words", "kind", "actor", "type", "channel", "place", "since", "until")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """The fields as they were written; none where nothing was."""

    words: str | None = None
    kind: str | None = None
    actor: str | None = None
    type: str | None = None
    channel: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None

    @property
    def given(self) -> dict[str, str]:
        """Those that say something."""
        return {name: value for name, value in asdict(self).items() if value}

    def address(self, base: str = "/search", **changed: str | None) -> str:
        """The address that asks for this, with some fields *changed*."""
        said = {**self.given, **changed}
        given = {name: value for name in (*NAMES, "cursor") if (value := said.get(name))}
        return f"{base}?{urlencode(given)}" if given else base

    def without(self, *names: str) -> Fields:
        """The same with some fields left empty."""
        return replace(self, **dict.fromkeys(names))


def fields_of(asked: Mapping[str, str]) -> Fields:
    """The fields of an address."""
    return Fields(**{name: written(asked.get(name)) for name in NAMES})


def query_of(database: Database, fields: Fields, *, limit: int) -> Query:
    """What the fields ask the store for. Raises `Unreadable` where one cannot be read."""
    if fields.words and not full_text.asked(fields.words):
        raise Unreadable(f"words: {fields.words!r} holds no word. Write one to search for.")
    return Query(
        words=fields.words,
        kind=one_of(fields.kind, "kind", KNOWN_KINDS),
        actor=_actor(database, fields.actor),
        type=one_of(fields.type, "type", KNOWN_TYPES),
        channel=_channel(fields.channel),
        place=fields.place,
        since=day_in(fields.since, "since"),
        until=day_in(fields.until, "until"),
        limit=limit,
    )


def _actor(database: Database, name: str | None) -> str | None:
    """Who is meant, else the name as it is written."""
    try:
        return who(database, name) if name else None
    except Unknown:
        return name


def _channel(name: str | None) -> str | None:
    """A channel's one name, where the rows know it."""
    row = channel_of(name) if name else None
    return row.name if row else name
