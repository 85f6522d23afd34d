"""Noun phrases → parties: how lists of actors, recipients and table companions name them."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from dragoman.annotate import Annotation, Mention
from dragoman.extract.clauses import coordinated
from dragoman.model import EntityKind, Sector, Statement

SIDES = frozenset({EntityKind.STATE, EntityKind.IGO, EntityKind.GROUP})
ARMED = frozenset(
    {
        Sector.REB,
        Sector.UAF,
        Sector.PRM,
        Sector.OPP,
        Sector.PTY,
        Sector.CRM,
        Sector.IMG,
        Sector.PRE,
        Sector.MIL,
        Sector.REF,
    }
)
FIRST_PERSON = frozenset({"i", "we", "us", "our", "ours", "my", "me"})


class Parties:
    """Resolves tokens of one article to parties; first persons inside a statement are its speaker's side."""

    def __init__(self, annotation: Annotation, statements: Iterable[Statement]) -> None:
        self.annotation = annotation
        self.statements = tuple(statements)
        actors = annotation.cast.actors.values()
        self._sides_named = {one.party for one in actors if one.kind in SIDES or one.code == one.party}
        self._political = {one.party for one in actors if one.kind in SIDES or one.code or one.sector in ARMED}

    def at(self, token: Token) -> tuple[str, ...]:
        """The parties that a noun phrase headed by *token* names, with those joined to it by "and"."""
        return tuple(dict.fromkeys(name for one in coordinated(token) for name in self.one(one)))

    def sides_at(self, token: Token) -> tuple[str, ...]:
        """The states, bodies and groups among them, but no state named as a place ("in Moscow")."""
        mentions = ((one, self.annotation.mention(one)) for one in coordinated(token))
        found = [name for one, mention in mentions if mention is None or not mention.place for name in self.one(one)]
        return tuple(dict.fromkeys(name for name in found if name in self._sides_named))

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
            if (
                one.dep_ in ("appos", "compound")
                and (mention := self.annotation.mention(one)) is not None
                and mention.how == "name"
            ):
                actor = self.annotation.actor(mention.keys[0])
                if one.dep_ == "appos" or actor.kind == EntityKind.PERSON:
                    return (actor.party,)
        return ()

    def _first_person(self, token: Token) -> tuple[str, ...]:
        """Whose "we" it is: the speaker's, or outside of quotations the issuer's of a statement."""
        if any(span.start <= token.idx < span.end for one in self.statements for span in one.content):
            return self.speaker_at(token)
        issuer = next(
            (
                one
                for one in self.statements
                if one.speaker and one.speaker.span.of(self.annotation.text).lower() == "we"
            ),
            None,
        )
        return (self.speaker_party(issuer),) if issuer is not None and self.annotation.quoted(token.idx) is None else ()

    def opposite(self, token: Token, actors: tuple[str, ...]) -> tuple[str, ...]:
        """The side that an act of *actors* plainly means: the only other one in its sentence, else the last told to act."""
        own = {*actors, *self.speaker_at(token)}
        here = self._sides(self.annotation.cast.sentence_of[token.i], own, before=token.i)
        if here:
            return here[:1] if len(here) == 1 else ()
        for back in (1, 2):
            before = self._sides(self.annotation.cast.sentence_of[token.i] - back, own, acting=True)
            if before:
                return before[:1]
        return ()

    def _sides(
        self, sentence: int, own: set[str], *, acting: bool = False, before: int | None = None
    ) -> tuple[str, ...]:
        """The states, bodies and groups of a sentence other than *own*; only those that are its subjects, if *acting*."""
        found: list[str] = []
        for mention in self.annotation.cast.mentions:
            if self.annotation.cast.sentence_of[mention.head] != sentence or mention.place or len(mention.keys) > 1:
                continue
            if before is not None and mention.head > before:
                continue
            if acting and self.annotation.doc[mention.head].dep_ not in ("nsubj", "nsubjpass", "poss"):
                continue
            actor = self.annotation.actor(mention.keys[0])
            if actor.party not in own and (actor.kind in SIDES or actor.party == actor.code):
                found.append(actor.party)
        return tuple(dict.fromkeys(found))

    def is_political(self, name: str) -> bool:
        """Whether a party is a state, a body, a group or somebody in arms: an act among others is no event of ours."""
        return name in self._political

    def told_by(self, token: Token) -> Statement | None:
        """The statement in whose content *token* stands."""
        return next((one for one in self.statements if any(s.start <= token.idx < s.end for s in one.content)), None)

    def speaker_at(self, token: Token) -> tuple[str, ...]:
        """The side of whoever says what *token* stands in."""
        told = self.told_by(token)
        return (
            (self.speaker_party(told),) if told is not None and told.speaker is not None and told.speaker.name else ()
        )

    def speaker_party(self, statement: Statement) -> str:
        """The side for which a statement's speaker says "we"."""
        speaker = statement.speaker
        assert speaker is not None, "only statements with a speaker have a side"
        if speaker.entity is not None and speaker.entity in self.annotation.cast.actors:
            return self.annotation.actor(speaker.entity).party
        return speaker.code if speaker.code and speaker.sector in (Sector.GOV, Sector.MIL, Sector.IGO) else speaker.name

    def side(self, token: Token) -> str | None:
        found = self.one(token)
        return found[0] if found else None
