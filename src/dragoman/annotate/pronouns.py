"""Pronouns, "both sides" and "its neighbour": whom they stand for, by what was said before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.annotate import lookup
from dragoman.annotate.actors import Actor
from dragoman.annotate.cast import Cast, Mention
from dragoman.model import EntityKind

PERSONAL = frozenset(["he", "him", "his", "she", "her", "hers", "himself", "herself"])
FEMALE = frozenset({"she", "her", "hers", "herself"})
NEUTER = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
SIDES = frozenset(
    [
        "sides",
        "countries",
        "nations",
        "parties",
        "neighbours",
        "neighbors",
        "governments",
        "rivals",
        "states",
        "powers",
        "capitals",
        "leaders",
        "ministers",
        "presidents",
        "armies",
        "delegations",
        "foes",
        "allies",
        "enemies",
        "men",
        "women",
        "envoys",
        "negotiators",
        "diplomats",
        "delegates",
        "premiers",
        "chancellors",
        "commanders",
        "generals",
        "man",
        "woman",
    ]
)
TABLE = frozenset({"sides", "parties", "delegations"})  # "the parties", "all sides": those who sit at the table
PERSONS = frozenset(
    "leaders ministers presidents men women envoys negotiators diplomats delegates premiers chancellors commanders"
    " generals man woman".split()
)
OF_COUNTRIES = frozenset(
    "countries nations neighbours neighbors governments states capitals presidents premiers armies".split()
)
STATESMEN = frozenset({"leaders", "ministers", "presidents", "men"})
BOTH = frozenset({"both", "two", "three", "neither"})
ANY_SIDES = SIDES | {"both", "neither", "two"}
OPENINGS = frozenset({"ADP", "SCONJ", "ADV"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
REACH = 6  # sentences in which "the parties" are whom the last such word meant
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


def is_sides(token: Token) -> bool:
    if token.lower_ not in ANY_SIDES:
        return False
    if token.lower_ in ("both", "neither"):
        return token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj") and not any(
            one.lower_ == "of" for one in token.rights
        )
    lefts = {child.lower_ for child in token.lefts}
    if token.pos_ == "NUM":
        return (
            token.lower_ == "two" and lefts == {"the"} and token.dep_ in ("nsubj", "nsubjpass", "dobj")
        )  # "the two spoke"
    if token.lower_ in ("man", "woman"):
        return "neither" in lefts
    if token.lower_ in PERSONS - STATESMEN and not lefts & {"the", "both", "neither", "these"}:
        return False  # "two diplomats said" are any two
    return token.lower_ in SIDES and bool(lefts & BOTH) or token.lower_ in TABLE and lefts in ({"the"}, {"all"})


def read_sides(cast: Cast, token: Token) -> None:
    """ "Both sides", "the two countries": those named most, nearest and as subjects before."""
    wanted = 3 if any(child.lower_ == "three" for child in token.lefts) else 2
    if token.lower_ in PERSONS and (people := _pair(cast, token, wanted)):
        cast.add(Mention(start=lookup.phrase_start(token), end=token.i + 1, head=token.i, keys=people, how="sides"))
        return
    if keys := _at_the_table(cast, token, wanted):
        cast.add(Mention(start=lookup.phrase_start(token), end=token.i + 1, head=token.i, keys=keys, how="sides"))
        return
    barred, here = _before_object(cast, token), cast.sentence_of[token.i]
    weights: defaultdict[str, float] = defaultdict(float)
    for mention in cast.mentions:
        near = 1.0 / (1 + max(0, here - cast.sentence_of[mention.head])) * (0.3 if mention.place else 1.0)
        for key in mention.keys:
            side = lookup.side_key(cast.actors, cast.actors[key])
            if token.lower_ in OF_COUNTRIES and cast.actors[side].kind == EntityKind.IGO:
                continue
            if side not in barred and _sits(cast.actors[side], cast.actors[key]):
                weights[side] += near * (1.0 + lookup.prominence(cast.parse.doc[mention.head], mention.how))
    found = sorted(weights, key=lambda side: -weights[side])[:wanted]
    if len(found) >= wanted:
        keys = tuple(sorted(found, key=list(weights).index))
        cast.add(Mention(start=lookup.phrase_start(token), end=token.i + 1, head=token.i, keys=keys, how="sides"))


def _at_the_table(cast: Cast, token: Token, wanted: int) -> tuple[str, ...]:
    """Three sides are the three that a list told before; "the parties" are those of whom it was said before."""
    numbered = any(child.lower_ in BOTH for child in token.lefts)
    if not numbered:
        last = next((one for one in reversed(cast.mentions) if one.how == "sides" and len(one.keys) > 1), None)
        return (
            last.keys if last is not None and cast.sentence_of[token.i] - cast.sentence_of[last.head] <= REACH else ()
        )
    return next(_lists(cast, wanted), ()) if wanted > 2 else ()


def _lists(cast: Cast, count: int) -> Iterator[tuple[str, ...]]:
    """The lists of *count* states ("Russia, Turkey and Iran"), the nearest first."""
    for mention in reversed(cast.mentions):
        first = cast.parse.doc[mention.head]
        joined = [mention, *(cast.heads[one.i] for one in first.subtree if one.dep_ == "conj" and one.i in cast.heads)]
        sides = {lookup.side_key(cast.actors, cast.actors[one.keys[0]]): None for one in joined if len(one.keys) == 1}
        states = all(cast.actors[side].kind == EntityKind.STATE for side in sides)
        if first.dep_ != "conj" and states and len(sides) == len(joined) == count:
            yield tuple(sides)


def _pair(cast: Cast, token: Token, wanted: int) -> tuple[str, ...]:
    """The people last named, where there are as many as asked for within two sentences; their sides if these differ."""
    found: dict[str, Actor] = {}
    here, barred = cast.sentence_of[token.i], _before_object(cast, token)
    for mention in reversed(cast.mentions):
        actor = cast.actors[mention.keys[0]]
        if here - cast.sentence_of[mention.head] > 1 or len(found) == wanted:
            break
        person = actor.kind == EntityKind.PERSON and actor.code and not actor.anonymous and len(mention.keys) == 1
        if person and lookup.side_key(cast.actors, actor) not in barred:
            found.setdefault(actor.key, actor)
    if len(found) < wanted:
        return ()
    people = tuple(reversed(found.values()))
    sides = tuple(dict.fromkeys(lookup.side_key(cast.actors, actor) for actor in people))
    return sides if len(sides) == wanted else tuple(actor.key for actor in people)


def _sits(side: Actor, actor: Actor) -> bool:
    crowd = side.people or side.kind == EntityKind.GROUP and side.row.startswith("roles:")
    return bool(actor.code) and side.kind in (EntityKind.STATE, EntityKind.IGO, EntityKind.GROUP) and not crowd


def _before_object(cast: Cast, token: Token) -> frozenset[str]:
    """Who is named before "both sides" in its sentence, where these are an object: whoever urges them is none of them."""
    asked = token.dep_ == "pobj" and token.head.lower_ in ("on", "upon", "to") and token.head.head.pos_ == "VERB"
    if token.dep_ not in ("dobj", "dative") and not asked:
        return frozenset()
    sentence = cast.sentence_of[token.i]
    return frozenset(
        lookup.side_key(cast.actors, cast.actors[key])
        for mention in cast.mentions
        if cast.sentence_of[mention.head] == sentence and cast.parse.doc[mention.head].dep_ not in ("pobj", "dobj")
        for key in mention.keys
    )
