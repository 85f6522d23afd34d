"""Who holds an office on a day, by the rows: a person's office, an office's person, and who came before and after."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from difflib import SequenceMatcher
from functools import cache, lru_cache

from spacy.tokens import Doc

from dragoman import knowledge
from dragoman.annotate.actors import STATE_SECTORS, Actor
from dragoman.annotate.names import name_key
from dragoman.annotate.roles import OFFICIAL, RoleMatch
from dragoman.annotate.roster import Roster, roster
from dragoman.knowledge import Holder, Office
from dragoman.model import EntityKind, Sector

HEADS = ("head_of_state", "head_of_government")
HELD = ("holders", "name", "office", "body")  # how an actor's row tells the office of a person
SPELLING = 0.6  # from which share of letters on two surnames of a person are one in two spellings
ELECT = timedelta(days=80)  # from an election to the day of the oath, hardly ever more


@cache
def _states() -> frozenset[str]:
    return frozenset(state.code for state in knowledge.states())


@cache
def bearers(day: date | None) -> frozenset[str]:
    """The surnames, as keys, that one person alone bears of all who hold one of the first offices on *day*."""
    text = day.isoformat() if day is not None else None
    people: dict[str, set[str]] = {}
    for surname, name, begun, end in _terms():
        now = not end if text is None else begun <= text[: len(begun)] and (not end or text[: len(end)] <= end)
        if now:
            people.setdefault(surname, set()).add(name)
    return frozenset(surname for surname, names in people.items() if len(names) == 1)


@cache
def _terms() -> tuple[tuple[str, str, str, str], ...]:
    """Surname, name, first and last day of each holder's term, as `held` reads them: all are asked for every new day."""
    rows = ((surname, row) for surname, rows in _holders_by_surname().items() for row in rows)
    return tuple((surname, row.name, row.begun, _end(row)) for surname, row in rows)


@cache
def _holders_by_surname() -> dict[str, tuple[Holder, ...]]:
    found: dict[str, list[Holder]] = {}
    for holder in knowledge.holders():
        for name in dict.fromkeys(name_key(one).split()[-1] for one in (holder.name, *holder.aliases)):
            found.setdefault(name, []).append(holder)
    return {name: tuple(rows) for name, rows in found.items()}


@cache
def offices_by_title() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for office in knowledge.offices():
        for title in office.titles:
            found.setdefault(title, []).append(office.id)
    return {title: tuple(ids) for title, ids in found.items()}


@cache
def _offices() -> dict[str, Office]:
    return {office.id: office for office in knowledge.offices()}


@cache
def _organs() -> dict[str, str]:
    """The acronyms of the bodies by the names of their organs, which have heads of their own ("OHCHR" of the UN)."""
    return {name: body.code for body in knowledge.organisations() for name in (body.name, *body.aliases)}


@cache
def _bodies() -> dict[str, tuple[str, ...]]:
    """The names of each body or organ, by the one that its row has."""
    return {body.name: (body.name, *body.aliases) for body in knowledge.organisations()}


@cache
def _led() -> frozenset[str]:
    """The states, bodies and organs whose offices stand in the rows."""
    return frozenset(holder.body for holder in (*knowledge.holders(), *knowledge.people()))


@cache
def _nouns() -> dict[str, frozenset[str]]:
    """The nouns that each body or organ goes by, by each of its names."""
    bodies = ((name, body) for body in knowledge.organisations() for name in (body.name, *body.aliases))
    return {name: frozenset(body.generic) for name, body in bodies}


def leads(actor: Actor, noun: str) -> bool:
    """Whether a person acts for a body that goes by *noun*, as his row has it ("the agency" after its head)."""
    own = actor.row.split(":")
    return actor.sector == Sector.IGO and len(own) == len(HELD) and noun in _nouns().get(own[-1], ())


def led_as(side: Actor) -> str:
    """By what name the rows of offices have a side: a state's or a body's code, an organ's own name."""
    table, _, name = side.row.partition(":")
    names = _bodies().get(name, ()) if table == "organisations" else (side.name,) if side.part else ()
    return next((one for one in names if one in _led()), side.code or "")


@cache
def _groups() -> dict[str, Actor]:
    return {
        group.name: Actor(
            key=f"group:{group.name}", name=group.name, kind=EntityKind.GROUP, code=group.country, sector=group.sector
        )
        for group in knowledge.groups()
    }


@cache
def _end(holder: Holder) -> str:
    """The last day in office; where the row tells its month or year alone, that of the successor's first day."""
    if not holder.ended or len(holder.ended) == len("2024-01-31") or not _offices()[holder.office].single:
        return holder.ended
    rows = roster().by_office.get((holder.office, holder.body), ())
    later = [row.begun for row in rows if row.begun > holder.begun and row.begun.startswith(holder.ended)]
    return min(later, default=holder.ended)


def held(holder: Holder, day: date | None) -> bool:
    """Whether *holder* was in office on *day*; with no day, whoever is in office now."""
    if day is None:
        return not holder.ended
    text, end = day.isoformat(), _end(holder)
    return holder.begun <= text[: len(holder.begun)] and (not end or text[: len(end)] <= end)


def begins_soon(holder: Holder, day: date | None, *, within: timedelta = ELECT) -> bool:
    """Whether *holder* heads a state or government from a day that is near: who has won an election is of its government."""
    if day is None or holder.office not in HEADS or len(holder.begun) < len("2024-01-31"):
        return False
    return timedelta(0) < date.fromisoformat(holder.begun) - day <= within


def person(
    words: tuple[str, ...],
    name: str,
    day: date | None,
    *,
    known: Roster,
    rows: tuple[Holder, ...] = (),
    bodies: Collection[str] = (),
) -> Actor:
    """A new actor for a person's name, with the office that the rows of those *known* give it on *day*.

    *rows*: the holders that the name in the text stands for, where it is told with its title ("King Abdullah").
    *bodies*: the codes named in the article, which tell one bearer of a name from another.
    """
    rows = rows or known.by_name.get(name_key(" ".join(words)), ()) or known.by_name.get(name_key(name), ())
    if not rows and len(words) == 1 and name_key(words[0]) in bearers(day):
        rows = tuple(row for row in _holders_by_surname()[name_key(words[0])] if held(row, day))
        name = rows[0].name
    rows = _one_persons(tuple(map(known.known, rows)), day, bodies)
    name = rows[0].name if rows and len(words) == 1 else name
    actor = Actor(key=f"person:{name}", name=name, kind=EntityKind.PERSON, words=words)
    if rows:
        actor.also = frozenset(name for row in rows for name in nicknames(row))
        actor.spelled = frozenset(name for row in rows for name in spellings(row))
        current = min((row for row in rows if held(row, day)), key=_rank, default=None)
        past = [row for row in rows if day is None or row.begun <= day.isoformat()]
        latest = max(past or rows, key=lambda row: row.begun)
        coming = next((row for row in rows if begins_soon(row, day)), None)
        shown = coming or current or latest
        actor.rows = known.by_name[name_key(shown.name)]
        _fill(actor, shown, former=current is None and coming is None and day is not None)
    return actor


def nicknames(holder: Holder) -> frozenset[str]:
    """The single words, as keys, that the row has for a person."""
    return frozenset(name_key(one) for one in holder.aliases if " " not in one)


def spellings(holder: Holder) -> frozenset[str]:
    """The surname, as keys, in each spelling that the row has, where it has several."""
    own = name_key(holder.name).split()[-1]
    others = (name_key(one).split()[-1] for one in holder.aliases if " " in one)
    found = frozenset(one for one in others if alike(one, own))
    return found | {own} if found else found


@cache
def alike(one: str, other: str) -> bool:
    """Whether two words are likely spellings of one name: of about a length, most letters in common."""
    return one != other and SequenceMatcher(None, one, other).ratio() >= SPELLING


def _rank(holder: Holder) -> bool:
    """Whether an office is not one of a state or a body: who leads a party and a government is of the government."""
    return _offices()[holder.office].sector not in STATE_SECTORS | {Sector.IGO, Sector.REB}


def _one_persons(rows: tuple[Holder, ...], day: date | None, bodies: Collection[str]) -> tuple[Holder, ...]:
    """Of several people of one name those rows that are of a body in the article, or in office on the day."""
    if len({name_key(row.name) for row in rows}) < 2:
        return rows
    best = max(rows, key=lambda row: (row.body in bodies or row.body in _groups(), held(row, day)))
    return tuple(row for row in rows if name_key(row.name) == name_key(best.name))


def _fill(actor: Actor, holder: Holder, *, former: bool) -> None:
    actor.row = f"holders:{holder.name}:{holder.office}:{holder.body}"
    actor.gender = holder.gender
    sector = _offices()[holder.office].sector
    if holder.body in _states():
        own = Sector.GOV if sector in (Sector.IGO, Sector.REB) else sector  # a state's envoy, its de facto leader
        actor.code = holder.body
        actor.sector = Sector.ELI if former and own in OFFICIAL else own  # who edited a paper is still of the press
    elif holder.body in _groups():
        group = _groups()[holder.body]
        actor.code, actor.sector, actor.label = group.code, group.sector, group.name
        actor.part = group.sector == Sector.GOV
    elif former:
        actor.sector = Sector.ELI  # who has left a body is again of a state, which the row does not tell
    else:
        actor.code, actor.sector = _organs().get(holder.body, holder.body), Sector.IGO


def is_past(actor: Actor, role: RoleMatch, day: date | None, doc: Doc, known: Roster) -> bool:
    """Whether the title beside the name of a former holder is that old office's, or one that another now holds."""
    if role.sector not in OFFICIAL:
        return False
    offices = offices_by_title().get(doc[role.start : role.stop].text.lower(), ())
    if actor.row.split(":")[2:3] and actor.row.split(":")[2] in offices:
        return True
    rows = (row for office in offices for row in known.by_office.get((office, actor.code or ""), ()))
    return day is not None and any(held(row, day) for row in rows)


def own_state(actor: Actor) -> str | None:
    """The state for which a person who now acts for a body has held an office, the last one."""
    rows = [row for row in actor.rows if row.body in _states()]
    return max(rows, key=lambda row: row.begun).body if rows else None


def acted_for(actor: Actor, first: date | None, last: date) -> str | None:
    """The state, body or group for which a person acted from the *first* day to the *last*, by an office in its name."""
    rows = (row for row in actor.rows if _offices()[row.office].sector in STATE_SECTORS | {Sector.IGO, Sector.REB})
    return next((row.body for row in rows if held(row, first) and held(row, last)), None)


def next_to(actor: Actor, day: date | None, known: Roster, *, after: bool) -> Holder | None:
    """The holder of the same office who came *after* the one whom the actor's row tells, or before; nobody yet unknown."""
    if not actor.row.startswith("holders:"):
        return None
    own = [row for row in actor.rows if _offices()[row.office].single and _has_begun(row, day)]
    if not own:
        return None
    told = actor.row.split(":")[2:]
    last = max(own, key=lambda row: ([row.office, row.body] == told, row.office in HEADS, row.begun))
    rows = sorted(known.by_office[last.office, last.body], key=lambda row: row.begun)
    others = [row for row in rows if name_key(row.name) != name_key(last.name) and _has_begun(row, day)]
    if after:
        return next((row for row in others if row.begun > last.begun), None)
    return next((row for row in reversed(others) if row.begun < last.begun), None)


def _has_begun(holder: Holder, day: date | None) -> bool:
    return day is None or holder.begun <= day.isoformat() or begins_soon(holder, day, within=ELECT * 2)


def is_coming(actor: Actor, day: date | None) -> bool:
    """Whether a person is to head a state or government before long, or has done so for a few weeks."""
    rows = [row for row in actor.rows if row.office in HEADS]
    fresh = day is not None and any(
        held(row, day) and row.begun > (day - ELECT).isoformat() for row in rows if len(row.begun) > len("2024")
    )
    return fresh or any(begins_soon(row, day, within=ELECT * 2) for row in rows)


def heads(actor: Actor, day: date | None) -> bool:
    """Whether a person heads a state or government on *day*."""
    return any(row.office in HEADS and held(row, day) for row in actor.rows)


def is_office(title: str) -> bool:
    return title in offices_by_title()


def is_head(title: str) -> bool:
    """Whether a title is that of a head of state or government."""
    return any(office in HEADS for office in offices_by_title().get(title.split()[-1], ()))


def once_held(actor: Actor, title: str, day: date | None) -> bool:
    """Whether a person once held an office that *title* names and does no more."""
    rows = [row for row in actor.rows if row.office in offices_by_title().get(title, ())]
    return any(_has_begun(row, day) for row in rows) and not any(held(row, day) for row in rows)


def same_office(actor: Actor, code: str, day: date | None, known: Roster) -> Holder | None:
    """Who holds in the state *code* the office that a person holds in another."""
    mine = next((row.office for row in actor.rows if held(row, day) and _offices()[row.office].single), "")
    for office in dict.fromkeys((mine, *(HEADS if mine in HEADS else ()))):
        found = [row for row in known.by_office.get((office, code), ()) if held(row, day)]
        if len(found) == 1:
            return found[0]
    return None


def elected(code: str, day: date | None, known: Roster) -> Holder | None:
    """Who is to head a state before long: its president-elect."""
    rows = (row for office in HEADS for row in known.by_office.get((office, code), ()))
    return next((row for row in rows if begins_soon(row, day, within=ELECT * 2)), None)


def holder_of(title: str, code: str, day: date, known: Roster) -> Holder | None:
    """The one person who holds on *day* the office that *title* names in the state or body *code*."""
    if title in ("president-elect", "president - elect"):
        return elected(code, day, known)
    for office in offices_by_title().get(title, ()):
        rows = [row for row in known.by_office.get((office, code), ()) if held(row, day)]
        if len(rows) == 1 and _offices()[office].single:
            return rows[0]
    return None


def taken(title: str, code: str, day: date | None, name: str, known: Roster) -> bool:
    """Whether another than *name* is known to hold on *day* the office that *title* names, acting or not."""
    plain = title.removeprefix("acting ").removeprefix("interim ").removeprefix("caretaker ")
    row = holder_of(plain, code, day, known) if plain and day is not None else None
    return row is not None and not _is_spelling(name_key(row.name), name_key(name))


def _is_spelling(known: str, name: str) -> bool:
    """Whether two names are one, or spellings of one: the same given name and surnames that are alike."""
    own, other = known.split(), name.split()
    return known == name or own[0] == other[0] and alike(own[-1], other[-1])


@lru_cache(maxsize=1 << 12)
def is_unheard_of(title: str, code: str, known: Roster) -> bool:
    """Whether a state, whose other head the rows tell, has no office that *title* names: America has no prime minister."""
    offices = {office for office in offices_by_title().get(title, ()) if office in HEADS}
    heads = {office for office in HEADS if (office, code) in known.by_office}
    return bool(offices and heads) and not offices & heads


def has_held(actor: Actor, title: str, code: str, day: date) -> bool:
    """Whether a person once held the office that *title* names in the state *code* and does no more."""
    offices = offices_by_title().get(title, ())
    rows = [row for row in actor.rows if row.office in offices and row.body == code]
    return any(row.begun <= day.isoformat() for row in rows) and not any(held(row, day) for row in rows)
