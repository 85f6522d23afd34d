"""Who stands in a frame's slot: states, bodies and armed groups by the project's rows, persons and crowds invented."""

from __future__ import annotations

from functools import cache
from random import Random

from dragoman.knowledge import Organisation, OrganisationKind, State, groups, holders, organisations, states
from dragoman.model import Sector

FIRST = """Anna Karim Lucía Mbali Pavel Ingrid Tomás Aisha Viktor Chen Amara Jonas Leila Ravi Marta Samuel Yuki Hassan
Elena Kofi Nadia Björn Fatima Diego Irina Thabo Mei Stefan Zainab Luca Oksana Omar Hana Mateo Sofia Bashir Noor""".split()
LAST = """Adeyemi Kovač Haddad Morales Lindqvist Okafor Petrenko Rahman Tanaka Silva Mbeki Novak Farouk Ortiz Jansen
Kamau Horvath Nasser Rossi Castillo Berg Diallo Marković Aziz Watanabe Pereira Dlamini Fischer Malik Navarro Olsen
Traoré Popescu Khalil Moretti Vargas Keller Sesay Ivanov Qureshi Mensah Duarte""".split()
OFFICES = """president|prime minister|foreign minister|defence minister|interior minister|government|foreign ministry
|envoy|ambassador|cabinet|finance minister|authorities|deputy foreign minister|leader|officials|premier|trade minister
|parliament|central bank|justice minister|delegation|negotiators""".replace("\n", "").split("|")
FORCES = """army|troops|air force|navy|soldiers|police|border guards|security forces|forces|warships|coast guard|jets
|special forces|riot police|generals|artillery|patrol|commandos""".replace("\n", "").split("|")
OPPOSITION = """opposition leader {name}|the main opposition party|opposition lawmakers|the Unity Front|the Reform Party
|the {demonym} opposition|{name}, who leads the opposition|the Civic Alliance|opposition deputies|the Green Left
|exiled politician {name}|dissidents""".replace("\n", "").split("|")
CROWDS = """protesters|students|farmers|dockworkers|refugees|villagers|striking nurses|migrants|residents|teachers
|demonstrators|{demonym} civilians|taxi drivers|miners|fishermen|pensioners|worshippers|a crowd of several hundred
|civil society groups|{demonym} journalists|schoolchildren|a trade union|{demonym} women|aid workers|activists
|thousands of people|{demonym} nationals|two {demonym} tourists|shopkeepers|hundreds of workers""".replace(
    "\n", ""
).split("|")
COURTS = """a court in {capital}|the Constitutional Court|{demonym} prosecutors|the Supreme Court|a military tribunal
|the International Criminal Court|{demonym} judges|the attorney general|a {demonym} judge""".replace("\n", "").split(
    "|"
)
FIRMS = """{demonym} airlines|a {demonym} mining company|{last} Shipping|the state oil company|Northern Grid|{last} Steel
|a {demonym} bank|exporters|the port operator|{last} & Sons|a gas supplier|tech firms""".replace("\n", "").split("|")
PERSONS = """{name}|{name}|journalist {name}|a {demonym} citizen|a former minister|a human rights lawyer|General {last}
|a 34-year-old teacher|a {demonym} businessman|Judge {last}|Bishop {last}|a {demonym} sailor|the blogger {name}
|Mr {last}|Colonel {last}""".replace("\n", "").split("|")
REBELS = """rebels|insurgents|{demonym} rebels|gunmen|armed men|separatists|militants|the militia|fighters loyal to {name}
|suspected jihadists|guerrillas""".replace("\n", "").split("|")
UNCOUNTED = {"forces", "troops", "police", "authorities"}
ARTICLE = ("United", "Netherlands", "Philippines", "Maldives", "Bahamas", "Gambia", "Czech", "Democratic", "Central")


@cache
def nations() -> tuple[State, ...]:
    """The states with a demonym and a capital whose offices the rows know: those that are in the news."""
    known = {holder.body for holder in holders()}
    return tuple(state for state in states() if state.demonyms and state.capital and state.code in known)


def state_name(state: State) -> str:
    """The state's name as a sentence writes it."""
    return f"the {state.name}" if state.name.startswith(ARTICLE) else state.name


def person(random: Random) -> str:
    return f"{random.choice(FIRST)} {random.choice(LAST)}"


def actor(random: Random, kind: str, nation: State) -> str:
    """A noun phrase for a participant of *kind* from *nation*."""
    match kind:
        case "gov":
            return _government(random, nation)
        case "mil":
            return f"{random.choice(('', 'the '))}{nation.demonyms[0]} {random.choice(FORCES)}"
        case "reb":
            return _armed(random, nation)
        case "org":
            return _body(random)
    lists = {"opp": OPPOSITION, "civ": CROWDS, "jud": COURTS, "biz": FIRMS, "per": PERSONS}
    return _worded(random.choice(lists[kind]), random, nation)


def _government(random: Random, nation: State) -> str:
    demonym, draw = nation.demonyms[0], random.random()
    if draw < 0.42:
        return state_name(nation)
    if draw < 0.58:
        return nation.capital
    if draw < 0.72:
        return f"{demonym} {random.choice(('President', 'Prime Minister', 'Foreign Minister', 'Defence Minister'))} {person(random)}"
    if draw < 0.78:
        return f"{random.choice(('President', 'Prime Minister'))} {random.choice(LAST)}"
    if draw < 0.84:
        return f"{state_name(nation)}'s {random.choice(OFFICES)}"
    return f"the {demonym} {random.choice(OFFICES)}"


def _armed(random: Random, nation: State) -> str:
    if random.random() < 0.5:
        return _worded(random.choice(REBELS), random, nation)
    return random.choice([row.name for row in groups() if row.sector == Sector.REB])


def _body(random: Random) -> str:
    kinds = (OrganisationKind.IGO, OrganisationKind.IGO, OrganisationKind.NGO, OrganisationKind.MISSION)
    row = random.choice(_bodies(random.choice(kinds)))
    name = random.choice((row.name, row.code)) if row.kind == OrganisationKind.IGO else row.name
    return name if name.isupper() and len(name) > 3 else f"the {name.removeprefix('the ')}"


@cache
def _bodies(kind: OrganisationKind) -> tuple[Organisation, ...]:
    return tuple(row for row in organisations() if row.kind == kind and row.ended is None)


def _worded(pattern: str, random: Random, nation: State) -> str:
    worded = pattern.format(
        name=person(random), last=random.choice(LAST), demonym=nation.demonyms[0], capital=nation.capital
    )
    vowel = worded.startswith("a ") and worded[2:3] in "AEIOU"
    return f"an {worded[2:]}" if vowel else worded


def plural(phrase: str) -> bool:
    """Whether the verb after *phrase* is plural ("protesters", "the officials"); a guess from its last word."""
    last = phrase.split()[-1]
    if last in UNCOUNTED:
        return True
    named = last[:1].isupper() or last.endswith(("ss", "us", "is"))
    return (last.endswith("s") and not named) or last in {"men", "women", "people", "children", "schoolchildren"}
