"""Pronouns: whom they stand for, by what was said before."""

from __future__ import annotations

import re

from spacy.tokens import Token

from dragoman.annotate import lookup
from dragoman.annotate.actors import Actor
from dragoman.annotate.cast import Cast, Mention
from dragoman.annotate.sides import several
from dragoman.model import EntityKind

PERSONAL = frozenset(["he", "him", "his", "she", "her", "hers", "himself", "herself"])
FEMALE = frozenset({"she", "her", "hers", "herself"})
NEUTER = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
OBJECTS = frozenset({"him", "her", "them"})
OPENINGS = frozenset({"ADP", "SCONJ", "ADV"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# Who is thanked or blamed for "its" part is the owner, not whoever thanks.
JUDGED = frozenset(
    "applaud blame commend condemn congratulate credit criticise criticize fault grateful gratitude laud penalise penalize"
    " praise punish rebuke reproach sanction thank thankful thanks".split()
)
# What states alone have: "its airspace" is no newspaper's.
OF_STATES = frozenset(
    "airspace ambassador capital citizens embassy government ministry nationals navy parliament territory".split()
)
AGE = 4  # tokens of "58-year-" before its "old"
AGED = re.compile(r"\d{2}-year-old")
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
    elif word in NEUTER and not _is_empty(token):
        of_a_state = token.dep_ == "poss" and token.head.lower_ in OF_STATES
        found = _antecedent(
            cast,
            token,
            lambda actor, keys: len(keys) == 1 and (actor.kind == EntityKind.STATE if of_a_state else _is_body(actor)),
        )
    elif word in PLURAL:
        found = several(cast, token) or _antecedent(
            cast, token, lambda actor, keys: len(keys) > 1 or actor.plural or _is_body(actor)
        )
    else:
        return
    if found:
        if word in PERSONAL and not (actor := cast.actors[found[0]]).gender:
            actor.gender = "f" if word in FEMALE else "m"
        cast.add(Mention(start=token.i, end=token.i + 1, head=token.i, keys=found, how="pronoun"))


def is_aged(token: Token) -> bool:
    """Whether *token* ends "the 58-year-old", said of somebody named before."""
    doc, first = token.doc, token.i - AGE
    if token.lower_ != "old" or first < 1 or not AGED.fullmatch(doc[first : token.i + 1].text):
        return False
    noun = token.head if token.dep_ in ("amod", "compound") else None
    return doc[first - 1].lower_ == "the" and (noun is None or noun.i < token.i)


def read_aged(cast: Cast, token: Token) -> None:
    """ "The 58-year-old ruled out talks": the one person whom "he" or "she" might mean."""
    found = _antecedent(
        cast, token, lambda actor, _: _is_singular_person(actor, female=actor.gender == "f"), reach=LOOK_BACK_PERSON
    )
    if found:
        cast.add(Mention(start=token.i - AGE - 1, end=token.i + 1, head=token.i, keys=found, how="pronoun"))


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


def _is_empty(token: Token) -> bool:
    """The "it" of "it is hard to leave", which stands for nobody."""
    verb = token.head
    if token.lower_ != "it" or token.dep_ != "nsubj" or verb.lemma_ != "be":
        return False
    told = next((one for one in verb.rights if one.dep_ == "acomp"), None)
    after = (*verb.rights, *told.rights) if told is not None else ()
    return any(one.dep_ in ("xcomp", "ccomp", "advcl", "csubj") for one in after)


def _antecedent(cast: Cast, token: Token, fits: lookup.Fits, *, reach: int = LOOK_BACK) -> tuple[str, ...]:
    """Whom the best fitting mention within a few sentences names: subjects before others, nearer before farther."""
    sentence, (heads, keys) = cast.sentence_of[token.i], _barred(cast, token)
    many = token.lower_ in PLURAL
    best: tuple[float, tuple[str, ...]] | None = None
    for order, mention in enumerate(reversed(cast.mentions)):
        distance = sentence - cast.sentence_of[mention.head]
        if distance > reach:
            break
        if mention.place or mention.head in heads or keys.intersection(mention.keys):
            continue
        named = _listed(cast, mention) if many else mention.keys
        if keys.intersection(named) or not fits(cast.actors[mention.keys[0]], named):
            continue
        score = -distance * 4.0 - order * 0.15 + lookup.prominence(cast.parse.doc[mention.head], mention.how)
        if best is None or score > best[0]:
            best = (score, named)
    return best[1] if best else ()


def _listed(cast: Cast, mention: Mention) -> tuple[str, ...]:
    """All of the list that a mention stands in: "Britain, Norway and the United States said that they"."""
    head = cast.parse.doc[mention.head]
    if len(mention.keys) > 1 or not head.conjuncts:
        return mention.keys
    joined = [cast.heads.get(at) for at in sorted([head.i, *(one.i for one in head.conjuncts)])]
    return tuple(dict.fromkeys(key for one in joined if one is not None for key in one.keys))


def _barred(cast: Cast, token: Token) -> tuple[frozenset[int], frozenset[str]]:
    """The mentions and the actors that a pronoun cannot stand for: whoever acts on it, and whoever owns who does.

    "She thanked her", "Guinea's president sat next to him", "she expects him to talk" each speak of two; so do a name and
    "her" in its apposition.
    """
    if token.dep_ == "poss" and token.head.dep_ == "appos":
        return frozenset([token.head.head.i]), frozenset()
    if (judging := _judged_for(token)) is not None:
        return frozenset(range(cast.parse.sentences[cast.sentence_of[token.i]].start, judging.i)), frozenset()
    if token.dep_ == "nsubj" and token.lower_ in PERSONAL:
        return _fronted(token), frozenset()
    if (subject := _acting_on(token)) is None:
        return frozenset(), frozenset()
    named = [subject, subject.head] if subject.dep_ == "appos" else [subject]  # "X, the man who followed him"
    told = [mention for one in named if (mention := cast.heads.get(one.i) or cast.inside.get(one.i)) is not None]
    own = frozenset(one.i for one in subject.subtree if one.i <= subject.i) if told else frozenset([subject.i])
    return own, frozenset(key for mention in told for key in mention.keys)


def _judged_for(token: Token) -> Token | None:
    """The word that judges somebody for what is *token*'s: "is grateful to the Union for its offer"."""
    link = token.head.head
    if token.dep_ != "poss" or link.lower_ != "for" or link.i > token.i or link.head == link:
        return None
    before = (one for one in link.head.subtree if one.i < link.i - 1 and one.lemma_.lower() in JUDGED)
    judging = [link.head] if link.head.lemma_.lower() in JUDGED else list(before)
    return judging[-1] if judging else None


def _fronted(token: Token) -> frozenset[int]:
    """Whom a phrase before a subject names is another: "through an aide he let it be known"."""
    before = (one for one in token.head.lefts if one.dep_ == "prep" and one.i < token.i and one.lower_ != "according")
    return frozenset(thing.i for one in before for thing in one.children if thing.dep_ == "pobj")


def _acting_on(token: Token) -> Token | None:
    """The subject of the verb that acts on a pronoun, also through "next to", "wants to" and "who"."""
    if token.lower_.endswith(("self", "selves")):
        return None
    if token.lower_ in OBJECTS and token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ in ("ccomp", "xcomp"):
        verb = token.head.head  # "begged him to leave"
    elif token.dep_ in ("dobj", "dative", "pobj"):
        verb = token.head
    else:
        return None
    while verb.pos_ in ("ADP", "ADV", "ADJ", "SCONJ", "PART", "NUM", "DET") and verb.head.i != verb.i:
        verb = verb.head
    for _ in range(3):
        subject = next((one for one in verb.children if one.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is not None:
            return verb.head if subject.tag_ in ("WP", "WDT") and verb.dep_ == "relcl" else subject
        if verb.dep_ not in ("conj", "xcomp", "advcl"):
            return None
        verb = verb.head
    return None
