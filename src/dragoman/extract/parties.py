"""Noun phrases → parties: how lists of actors, recipients and table companions name them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Set
from functools import cached_property
from itertools import takewhile

from spacy.tokens import Token

from dragoman.annotate import STATE_SECTORS, Actor, Annotation, Mention
from dragoman.extract.clauses import coordinated, deep_subject, prepositional
from dragoman.model import EntityKind, Sector, Span, Statement

SIDES = frozenset({EntityKind.STATE, EntityKind.IGO, EntityKind.GROUP})
STATES = frozenset({EntityKind.STATE, EntityKind.IGO})
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
IN_COLUMNS = frozenset({Sector.REB, Sector.UAF, Sector.PRM, Sector.MIL, Sector.CRM, Sector.REF})
FIGHTERS = frozenset({Sector.REB, Sector.UAF, Sector.PRM, Sector.CRM})
TABLED = STATE_SECTORS | {
    Sector.IGO,
    Sector.REB,
    Sector.OPP,
    Sector.PTY,
    Sector.PRE,
    Sector.PRM,
    Sector.LEG,
    Sector.IMG,
}
REACH = 2  # sentences back in which a side named is near
THINGS = frozenset(
    "Accord Accords Act Agreement Agreements Charter Constitution Convention Corridor Declaration Framework Initiative"
    " Memorandum Pact Pipeline Plan Protocol Roadmap Statute Talks Treaty".split()
)
BUILDINGS = frozenset(f"roles:{noun}" for noun in ("school", "schools", "hospital", "hospitals"))
SOME = frozenset("some many several most dozens hundreds thousands scores".split())
MEMBERS = frozenset({"activists", "delegates", "leaders", "members", "supporters"})
FIRST_PERSON = frozenset({"i", "we", "us", "our", "ours", "my", "me"})


def _is_side(actor: Actor) -> bool:
    """A state, a body or a named group, but no crowd."""
    return actor.kind in SIDES and not actor.row.startswith("roles:") or actor.party == actor.code


def _holder(noun: Token) -> Token | None:
    """ "Ghana, whose president flew to Bamako": whose president it is."""
    word = next((one for one in noun.lefts if one.tag_ == "WP$"), None)
    if word is None or word.i == 0:
        return None
    clause = next((one for one in noun.ancestors if one.dep_ == "relcl" and one.head.i < word.i), None)
    before = noun.doc[max(0, word.i - 2)] if noun.doc[word.i - 1].text == "," else noun.doc[word.i - 1]
    return clause.head if clause is not None else before


def _is_thing(actor: Actor) -> bool:
    """ "The Indus Waters Treaty", "the Economic Corridor", a school: no party, though it has a name like a body's."""
    if actor.row in BUILDINGS:
        return True
    return actor.kind == EntityKind.ORGANIZATION and actor.party.rpartition(" ")[2] in THINGS


def _is_beside(doer: Token, head: Token) -> bool:
    """Whether *head* is told only in the phrase for who acts: "Mali, along with Niger,", "the envoy to Chad"."""
    while doer.dep_ == "appos":
        doer = doer.head
    if doer == head or doer not in head.ancestors:
        return False
    between = [head, *takewhile(lambda one: one != doer, head.ancestors)]
    brought = any(one.dep_ in ("pobj", "conj") for one in between)
    return brought and not any(one.dep_ == "relcl" for one in between)


class Parties:
    """Resolves tokens of one article to parties; first persons inside a statement are its speaker's side."""

    def __init__(self, annotation: Annotation, statements: Iterable[Statement]) -> None:
        self.annotation = annotation
        self.statements = tuple(statements)
        actors = annotation.cast.actors.values()
        self._title_end = annotation.sentences[0].stop if annotation.sentences else 0
        self._sides_named = {one.party for one in actors if _is_side(one)}
        self._political = {one.party for one in actors if one.kind in SIDES or one.code or one.sector in ARMED}
        self._powers = {one.party for one in actors if one.kind in STATES or one.party == one.code}
        self._bodies = {one.party for one in actors if one.kind == EntityKind.IGO}
        self._armed = {one.party for one in actors if one.sector in FIGHTERS}
        self._tabled = {one.party for one in actors if one.kind in STATES or one.sector in TABLED}

    @cached_property
    def _dyad(self) -> frozenset[str]:
        """The two sides that the article tells of most."""
        named = Counter(name for mention in self.annotation.cast.mentions for name in self._sides_of(mention))
        return frozenset(name for name, _ in named.most_common(2))

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
        if token.lower_ in FIRST_PERSON and token.text != "US":
            return self._first_person(token)
        if token.tag_ == "WP$" and (owner := _holder(token.head)) is not None:
            return self.at(owner)
        mention = self.annotation.mention(token) or self._covering(token)
        if (holder := _holder(token)) is not None and (self._is_official(mention) or self._is_building(mention)):
            return self.at(holder)
        if mention is None:
            return self._members(token) or self._through(token) or self._of_whom(token)
        nameless = len(mention.keys) == 1 and self.annotation.actor(mention.keys[0]).code is None
        if nameless and (members := self._members(token)):
            return members
        if mention.how == "description" and (body := self._body_of(token)):
            return body
        if mention.how == "description" and self._goes_by_noun(mention) and (named := self._through(token)):
            return named
        actors = (self.annotation.actor(key) for key in mention.keys)
        return tuple(dict.fromkeys(actor.party for actor in actors if not _is_thing(actor)))

    def _is_official(self, mention: Mention | None) -> bool:
        """Whether a mention is of one of a state's people without a name, or of nobody known."""
        if mention is None or mention.how == "name":
            return mention is None
        return all(self.annotation.actor(key).sector in STATE_SECTORS for key in mention.keys)

    def _goes_by_noun(self, mention: Mention) -> bool:
        """Whether a mention is of one body or crowd without a name of its own: "his coalition partner"."""
        actor = self.annotation.actor(mention.keys[0])
        return len(mention.keys) == 1 and actor.row.startswith("roles:") and actor.party != actor.code

    def _is_building(self, mention: Mention | None) -> bool:
        return mention is not None and self.annotation.actor(mention.keys[0]).row in BUILDINGS

    def _members(self, token: Token) -> tuple[str, ...]:
        """ "The Troika of Britain, Norway and the United States": those told to make it up, where they are several."""
        told = next(prepositional(token, "of"), None)
        members = self.sides_at(told) if told is not None else ()
        return members if len(members) > 1 else ()

    def _body_of(self, token: Token) -> tuple[str, ...]:
        """ "Two leaders of the sugar workers' union": whose people they are, by its words where nothing is known of it."""
        body = next(prepositional(token, "of"), None) if token.text in MEMBERS else None
        if body is None or body.pos_ not in ("NOUN", "PROPN"):
            return ()
        named = " ".join(one.text for one in body.subtree if one.i <= body.i and one.dep_ not in ("det", "nummod"))
        return self.at(body) or (named.replace(" ’", "’").replace(" '", "'"),)

    def _of_whom(self, token: Token) -> tuple[str, ...]:
        """ "Police arrested 23 of them", "two of the group's activists": some of those."""
        told = next(prepositional(token, "of"), None) if token.pos_ in ("NUM", "DET") or token.lower_ in SOME else None
        return self.at(told) if told is not None else ()

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

    def counterpart(self, token: Token, actors: tuple[str, ...], *, reach: int) -> tuple[str, ...]:
        """The side that an act of *actors* at *token* plainly means where its words name none.

        It is named in the sentence, or at most *reach* sentences before if it is one of the two that the article is
        about. Sides named near the act weigh most, then those told of again and again, the title's first.
        """
        own = {*actors, *self.speaker_at(token)}
        told, doer = self.told_by(token), deep_subject(token) if token.pos_ == "VERB" else None
        weights: defaultdict[str, float] = defaultdict(float)
        near: defaultdict[str, bool] = defaultdict(bool)
        together: list[tuple[str, ...]] = []
        here, stop = self.annotation.cast.sentence_of[token.i], self._half(token)
        for mention in self.annotation.cast.mentions:
            back = here - self.annotation.cast.sentence_of[mention.head]
            if back < 0 or mention.head > stop or self._acts_apart(token, mention) or self._tells(told, mention):
                continue
            if doer is not None and _is_beside(doer, self.annotation.doc[mention.head]):
                continue
            if back == 0 and self._acts_with(own, mention):
                continue
            names = [name for name in dict.fromkeys(self._sides_of(mention)) if name not in own]
            if back == 0 and len(names) > 1:
                together.append(tuple(names))  # "both presidents"
            for name in names:
                near[name] |= back == 0 or back <= reach and name in self._dyad
                weights[name] += self._weight(mention, back)
        meant = [name for name in weights if near[name]]
        if not meant:
            return ()
        best = max(meant, key=lambda name: weights[name])
        return next((one for one in together if best in one), (best,))

    def _half(self, token: Token) -> int:
        """The semicolon behind *token*, where something else begins, or the end of the sentence."""
        stop = self.annotation.sentence(token).stop
        return next((one.i for one in token.doc[token.i : stop] if one.text == ";"), stop)

    def _acts_apart(self, token: Token, mention: Mention) -> bool:
        """Whether a side is only where something happens, or does something of its own after the act."""
        head = self.annotation.doc[mention.head]
        if head.i < token.i:
            return mention.place
        return mention.place and token not in head.ancestors or head.dep_ in ("nsubj", "nsubjpass")

    def _acts_with(self, own: Set[str], mention: Mention) -> bool:
        """Whether a side does something together with *own*: "Norway and Chad welcomed it, and Oslo pledged grain"."""
        first = self.annotation.doc[mention.head]
        while first.dep_ == "conj":
            first = first.head
        if first.dep_ not in ("nsubj", "nsubjpass"):
            return False
        joined = [*coordinated(first)]
        return len(joined) > 1 and any(own & {*self.one(one)} for one in joined)

    def _tells(self, told: Statement | None, mention: Mention) -> bool:
        """Whether a mention stands among the words for who tells it ("according to two diplomats in Vienna")."""
        if told is None or told.speaker is None:
            return False
        head = self.annotation.doc[mention.head]
        return told.speaker.span.start <= head.idx < told.speaker.span.end

    def _sides_of(self, mention: Mention) -> Iterator[str]:
        for key in mention.keys:
            actor = self.annotation.actor(key)
            if _is_side(actor):
                yield actor.party

    def _weight(self, mention: Mention, back: int) -> float:
        """How much a mention *back* sentences before the act speaks for its side."""
        weight = 0.25 + (0.5 if mention.head < self._title_end else 0.0)
        if back > REACH:
            return weight
        acting = self.annotation.doc[mention.head].dep_ in ("nsubj", "nsubjpass", "poss")
        return weight + 3.0 / (1 + back) ** 2 * (1.0 if back == 0 or acting else 0.6)

    def crowd_before(self, token: Token) -> str | None:
        """The crowd told of before *token* in its sentence: of those who marched, "the police arrested two"."""
        start = self.annotation.sentence(token).start
        crowds = (
            name
            for mention in reversed(self.annotation.cast.mentions)
            if start <= mention.head < token.i and self.annotation.doc[mention.head].tag_ == "NNS"
            for name in self._crowds_of(mention)
        )
        return next(crowds, None)

    def _crowds_of(self, mention: Mention) -> Iterator[str]:
        for key in mention.keys:
            actor = self.annotation.actor(key)
            if actor.row.startswith("roles:") and actor.party != actor.code:
                yield actor.party

    def is_of_two(self, names: Iterable[str]) -> bool:
        """Whether all *names* are among the two sides that the article tells of most."""
        return {*names} <= self._dyad

    def is_side(self, name: str) -> bool:
        """Whether a party is a state, a body or a named group."""
        return name in self._sides_named

    def is_power(self, name: str) -> bool:
        """Whether a party is a state or a body of states."""
        return name in self._powers

    def is_body(self, name: str) -> bool:
        """Whether a party is a body of states."""
        return name in self._bodies

    def is_political(self, name: str) -> bool:
        """Whether a party is a state, a body, a group or somebody in arms: an act among others is no event of ours."""
        return name in self._political

    def is_armed(self, name: str) -> bool:
        """Whether a party is rebels, a militia or a gang."""
        return name in self._armed

    def may_sit(self, name: str) -> bool:
        """Whether a party may sit at a table: states, bodies, groups, parties and their people; no crowd, firm or press."""
        return name in self._tabled

    def marches(self, token: Token) -> bool:
        """Whether *token* names soldiers, armed men or refugees: their coming is no visit."""
        mention = self.annotation.mention(token)
        if mention is None or mention.how == "name" or token.tag_ != "NNS":
            return False
        return any(self.annotation.actor(key).sector in IN_COLUMNS for key in mention.keys)

    def told_by(self, token: Token) -> Statement | None:
        """The statement in whose content *token* stands."""
        return next((one for one in self.statements if any(s.start <= token.idx < s.end for s in one.content)), None)

    def teller_at(self, token: Token) -> str | None:
        """The nameless party by whose words *token* is told ("according to two people familiar with it")."""
        told = self.told_by(token)
        if told is None or told.speaker is None or told.speaker.entity is None or told.speaker.code is not None:
            return None
        return self.speaker_party(told)

    def speaker_at(self, token: Token) -> tuple[str, ...]:
        """The side of whoever says what *token* stands in."""
        told = self.told_by(token)
        return (
            (self.speaker_party(told),) if told is not None and told.speaker is not None and told.speaker.name else ()
        )

    def claimant_at(self, token: Token) -> tuple[str, ...]:
        """The same, but no nameless witness ("according to two diplomats in Vienna")."""
        told = self.told_by(token)
        nameless = told is not None and told.speaker is not None and told.speaker.anonymous
        if told is not None and told.cue is not None and nameless and self._is_witnessed(told.cue):
            return ()
        return self.speaker_at(token)

    def _is_witnessed(self, cue: Span) -> bool:
        return cue.of(self.annotation.text).lower().startswith("according")

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
