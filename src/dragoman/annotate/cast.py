"""The cast of an article: its actors, and the words that name them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from spacy.tokens import Token

from dragoman.annotate.actors import Actor
from dragoman.annotate.names import Match
from dragoman.annotate.parse import Parse
from dragoman.annotate.roster import Roster, roster
from dragoman.knowledge import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that name actors: tokens [start, end) whose head is *head*. *keys* are the actors' keys.

    *place*: the name of a state or capital used as a place ("in Moscow").
    """

    start: int
    end: int
    head: int
    keys: tuple[str, ...]
    how: str
    place: bool = False


@dataclass(slots=True)
class Cast:
    """The actors and mentions of an article. *at* finds the mention that a token heads or stands in."""

    parse: Parse
    day: date | None
    actors: dict[str, Actor] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    heads: dict[int, Mention] = field(default_factory=dict)
    inside: dict[int, Mention] = field(default_factory=dict)
    channels: list[tuple[int, int, Channel]] = field(default_factory=list)
    people: dict[int, range] = field(default_factory=dict)
    known: dict[int, Match] = field(default_factory=dict)
    sentence_of: list[int] = field(default_factory=list)
    roster: Roster = field(default_factory=roster)
    # tokens of the towns that tell whose a local office is ("Kharkiv Mayor")
    sites: list[tuple[int, int]] = field(default_factory=list)
    home: str | None = None  # the state from whose capital the dateline writes, or that has issued it
    issuer: str | None = None  # the state whose ministry or embassy has issued it
    printed: set[str] = field(default_factory=set)  # bodies whose name is already as the article prints it

    def of(self, token: Token) -> Mention | None:
        return self.heads.get(token.i)

    def full_name(self, actor: Actor) -> str:
        """A body's full name, as its row has it."""
        return actor.row.partition(":")[2] or actor.name

    def add(self, mention: Mention) -> None:
        self.mentions.append(mention)
        self.heads.setdefault(mention.head, mention)
        for at in range(mention.start, mention.end):
            self.inside.setdefault(at, mention)


def phrase_head(first: Token, last: Token) -> Token:
    """The token of the two ends' stretch whose head lies outside it."""
    for token in first.doc[first.i : last.i + 1]:
        if not first.i <= token.head.i <= last.i or token.head.i == token.i:
            return token
    return last
