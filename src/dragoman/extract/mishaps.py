"""Harm that nobody does: storms that hit, quakes that strike, people killed in accidents."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.extract.clauses import deep_subject, prepositional

MISHAPS = frozenset(
    "accident aftershock avalanche blaze blizzard cancer cholera collapse collision coronavirus covid crash crush cyclone"
    " derailment disaster disease drought earthquake ebola epidemic eruption famine flood flooding frost hail heat heatwave"
    " hunger hurricane illness infection inflation landslide lightning malaria measles mudslide outbreak pandemic quake rain"
    " sandstorm sinking snow snowstorm stampede storm surge tornado tremor tsunami typhoon virus volcano wave wildfire wind"
    " wreck".split()
)

ARMS = frozenset(
    "airstrike ambush artillery assault attack barrage blast bomb bombardment bomber bombing bullet clash drone explosive fighting"
    " grenade gunfire massacre mine missile mortar raid rocket shell shelling shooting shot strike".split()
)
# "A hail of bullets", "a wave of strikes": no weather.
OF_ANYTHING = frozenset("flood hail heat rain snow storm surge tornado tsunami wave wind".split())


def is_mishap(verb: Token) -> bool:
    """Whether what kills or hits is the weather, an illness or an accident: "the quake struck", "killed in a crash"."""
    return any(_is_one(word) for word in _causes(verb))


def is_use(weapon: Token) -> bool:
    """ "Condemned Chad's use of tear gas": what is spoken of, and told by nobody who does it."""
    return weapon.dep_ == "pobj" and weapon.head.lower_ == "of" and weapon.head.head.lemma_.lower() == "use"


def is_by_arms(verb: Token) -> bool:
    """Whether what kills is an attack or a weapon, whoever's: "shelling killed two", "killed in an ambush"."""
    return any(word.lemma_.lower() in ARMS for word in _causes(verb))


def _causes(verb: Token) -> Iterator[Token]:
    doer = deep_subject(verb)
    if doer is not None:
        yield doer
        yield from (one for one in doer.lefts if one.dep_ in ("compound", "nmod"))  # "Hurricane Maria"
        yield from prepositional(doer, "of")  # "a wave of attacks"
    for link in ("in", "by", "during", "from"):
        yield from prepositional(verb, link)


def _is_one(word: Token) -> bool:
    noun = word.lemma_.lower()
    owned = any(one.dep_ == "poss" or one.ent_type_ in ("NORP", "GPE") for one in word.lefts)
    figure = noun in OF_ANYTHING and any(one.lower_ == "of" for one in word.rights)
    return noun in MISHAPS and not owned and not figure
