"""Pronouns: whom they stand for, by what was said before."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.annotate import lookup
from dragoman.annotate.actors import Actor
from dragoman.annotate.cast import Cast, Mention
from dragoman.model import EntityKind

PERSONAL = frozenset(["he", "him", "his", "she", "her", "hers", "himself", "herself"])
FEMALE = frozenset({"she", "her", "hers", "herself"})
NEUTER = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
OPENINGS = frozenset({"ADP", "SCONJ", "ADV"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
LOOK_BACK = 3  # sentences in which a pronoun seeks its antecedent
LOOK_BACK_PERSON = 6  # "he" may reach farther: people are fewer


def read_pronoun(cast: Cast, token: Token) -> None:
    word = token.lower_
    if word in PERSONAL and (speaker := _speaker_ahead(cast, token)) is not None:
        read_pronoun(cast, speaker)
    ahead = _subject_ahead(cast, token) if word in PERSONAL else None
    if ahead is not None and _is_singular_person(ahead, female=word in FEMALE):
        cast.add(Mention(start=token.i, end=token.i + 1, head=token.i, keys=(ahead.key,), how="pronoun"))
        return
    if word in PERSONAL:
        found = _antecedent(
            cast, token, lambda actor, _: _is_singular_person(actor, female=word in FEMALE), reach=LOOK_BACK_PERSON
        )
    elif word in NEUTER:
        found = _antecedent(cast, token, lambda actor, keys: len(keys) == 1 and _is_body(actor))
    elif word in PLURAL:
        found = _antecedent(cast, token, lambda actor, keys: len(keys) > 1 or actor.plural or _is_body(actor))
    else:
        return
    if found is not None:
        if word in PERSONAL and not (actor := cast.actors[found.keys[0]]).gender:
            actor.gender = "f" if word in FEMALE else "m"
        cast.add(Mention(start=token.i, end=token.i + 1, head=token.i, keys=found.keys, how="pronoun"))


def _speaker_ahead(cast: Cast, token: Token) -> Token | None:
    """The "she" who says, behind a quotation, what holds "he": who she is tells who he is not."""
    sentence = cast.parse.sentences[cast.sentence_of[token.i]]
    words = cast.parse.doc[token.i : sentence.stop]
    closing = next((one.i for one in words if one.text == "”"), None)
    if closing is None or "“" in (one.text for one in words if one.i < closing):
        return None
    female = token.lower_ in FEMALE
    return next(
        (
            one
            for one in words
            if one.i > closing and one.lower_ in ("he", "she") and (one.lower_ in FEMALE) != female
            if one.i not in cast.heads
        ),
        None,
    )


def _subject_ahead(cast: Cast, token: Token) -> Actor | None:
    """Whom a pronoun in an opening phrase points forward to: "In Oslo, where she met …, Prime Minister X said"."""
    doc, sentence = cast.parse.doc, cast.parse.sentences[cast.sentence_of[token.i]]
    if doc[sentence.start].pos_ not in OPENINGS and doc[sentence.start].tag_ not in ("VBG", "VBN"):
        return None
    for start, span in cast.people.items():
        if token.i < start < sentence.stop and span.stop < sentence.stop and doc[span.stop].tag_ in FINITE:
            titled = start
            while titled > token.i and doc[titled - 1].pos_ in ("NOUN", "PROPN", "ADJ", "DET"):
                titled -= 1
            if doc[titled - 1].text == ",":
                return lookup.person_by_words(cast.actors, tuple(doc[at].text for at in span))
    return None


def _is_singular_person(actor: Actor, *, female: bool) -> bool:
    if actor.kind != EntityKind.PERSON or actor.plural or actor.institution and not actor.titles:
        return False
    return actor.gender in ("", "f" if female else "m")


def _is_body(actor: Actor) -> bool:
    if actor.plural:
        return False
    return (
        actor.kind in (EntityKind.STATE, EntityKind.IGO, EntityKind.ORGANIZATION, EntityKind.GROUP) or actor.institution
    )


def _antecedent(cast: Cast, token: Token, fits: lookup.Fits, *, reach: int = LOOK_BACK) -> Mention | None:
    """The best fitting mention within a few sentences: subjects before others, nearer before farther."""
    sentence, barred = cast.sentence_of[token.i], _own_subject(token)
    best: tuple[float, Mention] | None = None
    for order, mention in enumerate(reversed(cast.mentions)):
        distance = sentence - cast.sentence_of[mention.head]
        if distance > reach:
            break
        if mention.place or mention.head in barred or not fits(cast.actors[mention.keys[0]], mention.keys):
            continue
        score = -distance * 4.0 - order * 0.15 + lookup.prominence(cast.parse.doc[mention.head], mention.how)
        if best is None or score > best[0]:
            best = (score, mention)
    return best[1] if best else None


def _own_subject(token: Token) -> frozenset[int]:
    """The subject of the verb whose object a pronoun is: "she thanked her" are two; so are a name and "her" in its apposition."""
    if token.dep_ == "poss" and token.head.dep_ == "appos":
        return frozenset([token.head.head.i])
    if token.dep_ not in ("dobj", "dative", "pobj") or token.lower_.endswith(("self", "selves")):
        return frozenset()
    verb = token.head if token.dep_ != "pobj" else token.head.head
    return frozenset(child.i for child in verb.children if child.dep_ in ("nsubj", "nsubjpass"))
