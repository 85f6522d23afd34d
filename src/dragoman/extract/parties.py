"""Noun phrases → parties: how lists of actors, recipients and table companions name them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from spacy.tokens import Token

from dragoman.annotate import Annotation, Mention
from dragoman.extract.clauses import coordinated
from dragoman.model import EntityKind, Sector, Statement

FIRST_PERSON = frozenset({"i", "we", "us", "our", "ours", "my", "me"})


class Parties:
    """Resolves tokens of one article to parties; first persons inside a statement are its speaker's side."""

    def __init__(self, annotation: Annotation, statements: Iterable[Statement]) -> None:
        self.annotation = annotation
        self.statements = tuple(statements)

    def at(self, token: Token) -> tuple[str, ...]:
        """The parties that a noun phrase headed by *token* names, with those joined to it by "and"."""
        found: list[str] = []
        for one in coordinated(token):
            found.extend(self.one(one))
        return tuple(dict.fromkeys(found))

    def of(self, tokens: Iterable[Token]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for token in tokens for name in self.at(token)))

    def one(self, token: Token) -> tuple[str, ...]:
        if token.lower_ in FIRST_PERSON:
            return self._first_person(token)
        mention = self.annotation.mention(token) or self._covering(token)
        if mention is None:
            return self._through(token)
        return tuple(dict.fromkeys(self.annotation.actor(key).party for key in mention.keys))

    def _covering(self, token: Token) -> Mention | None:
        """The mention that *token* stands in as more than a modifier: a name whose head the parser put elsewhere."""
        mention = self.annotation.cast.inside.get(token.i)
        if mention is None or token.dep_ in ("compound", "amod", "poss", "det") and mention.how == "description":
            return None
        return mention

    def _through(self, token: Token) -> tuple[str, ...]:
        """ "Members of the council", "the rest of Europe", "President Putin" with the title as head."""
        for one in token.children:
            if one.dep_ in ("appos", "compound") and (mention := self.annotation.mention(one)) is not None and mention.how == "name":
                actor = self.annotation.actor(mention.keys[0])
                if one.dep_ == "appos" or actor.kind == EntityKind.PERSON:
                    return (actor.party,)
        return ()

    def _first_person(self, token: Token) -> tuple[str, ...]:
        """Whose "we" it is: the speaker's, or outside of quotations the issuer's of a statement."""
        if any(span.start <= token.idx < span.end for one in self.statements for span in one.content):
            return self.speaker_at(token)
        issuer = next((one for one in self.statements if one.speaker and one.speaker.span.of(self.annotation.text).lower() == "we"), None)
        return (self.speaker_party(issuer),) if issuer is not None and self.annotation.quoted(token.idx) is None else ()

    def told_by(self, token: Token) -> Statement | None:
        """The statement in whose content *token* stands."""
        return next((one for one in self.statements if any(s.start <= token.idx < s.end for s in one.content)), None)

    def speaker_at(self, token: Token) -> tuple[str, ...]:
        """The side of whoever says what *token* stands in."""
        told = self.told_by(token)
        return (self.speaker_party(told),) if told is not None and told.speaker is not None and told.speaker.name else ()

    def speaker_party(self, statement: Statement) -> str:
        """The side for which a statement's speaker says "we"."""
        speaker = statement.speaker
        assert speaker is not None, "only statements with a speaker have a side"
        actors: Mapping[str, object] = self.annotation.cast.actors
        if speaker.entity in actors:
            return self.annotation.actor(speaker.entity).party
        return speaker.code if speaker.code and speaker.sector in (Sector.GOV, Sector.MIL, Sector.IGO) else speaker.name

    def side(self, token: Token) -> str | None:
        found = self.one(token)
        return found[0] if found else None
