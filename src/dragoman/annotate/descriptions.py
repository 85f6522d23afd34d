"""Descriptions without a name ("the official", "Polish police"): whose they are, and whom they were before."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.annotate import holders, lookup
from dragoman.annotate.actors import STATE_SECTORS, Actor
from dragoman.annotate.cast import Cast, Mention, phrase_head
from dragoman.annotate.counterparts import is_counterpart
from dragoman.annotate.epithets import read_former, read_like
from dragoman.annotate.kinds import body_of_leaders, is_of_a_kind, read_kind, read_own
from dragoman.annotate.locals import is_american, is_sited
from dragoman.annotate.names import Kind, Referent
from dragoman.annotate.people import COMMON_FEMALE, COMMON_MALE
from dragoman.annotate.pronouns import read_pronoun
from dragoman.annotate.relations import read_predicate
from dragoman.annotate.roles import BORROWS, FORMER, RoleMatch, is_plural
from dragoman.annotate.salience import is_regional, issued, led_before, named_anywhere, salient, sides_at
from dragoman.annotate.scenes import is_between, is_local, scene
from dragoman.annotate.sides import is_sides, read_sides
from dragoman.annotate.untitled import affiliate_untitled, chaired
from dragoman.knowledge import RoleKind
from dragoman.model import EntityKind, Sector

BODIES = frozenset({"bloc", "alliance", "organisation", "organization"})
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
NO_ONE = frozenset({"force", "office", "court", "radio", "power"})  # unless something tells which
COUNTS = frozenset({"hundreds", "thousands"})
CHAIRS = frozenset({"chair", "chairman", "chairwoman", "chairperson"})
OFFICES = frozenset({"minister", "secretary"})  # of whom a state has several, told apart by the words before
COURT_SEATS = frozenset({"Hague", "Strasbourg", "Arusha"})  # of courts that are no state's
POSTED = frozenset("ambassador attache attaché consul consulate diplomat embassy envoy legation mission".split())
OF_BODIES = frozenset(
    "chief commissioner coordinator envoy general head mediator rapporteur representative secretary-general spokesman"
    " spokeswoman".split()
)


BODILY = frozenset({Sector.GOV, Sector.IGO, Sector.JUD, Sector.MIL})  # of a state, unless a body's


def describe(cast: Cast, actor: Actor, span: range) -> None:
    """Takes code and sector from the titles and appositions beside a name, where no row tells them."""
    first: RoleMatch | None = None
    roles = lookup.roles_beside(cast.parse.doc, span, name_tokens(cast))
    for role in roles:
        actor.titles.update(_title_words(cast, role))
        word = cast.parse.doc[role.head].lower_
        actor.gender = actor.gender or ("f" if word in COMMON_FEMALE else "m" if word in COMMON_MALE else "")
        if _has_newer_office(cast, actor, role):
            actor.sector = role.sector
        if actor.sector in (None, Sector.ELI, Sector.GOV) and _is_commissioner(cast, role):
            actor.code, actor.sector = "EU", Sector.IGO
        if actor.code is None and actor.label == "":
            _affiliate(cast, actor, role, affiliations(cast, role))
            first = first or role
        else:
            _give_to_side(cast, actor, role)
    if actor.code is None and actor.label == "":
        affiliate_untitled(cast, actor, span)
    if not roles and (body := chaired(cast, span)) is not None:
        actor.code, actor.sector = body.code, Sector.IGO
        actor.titles.update(CHAIRS)
    if first is not None and actor.code is None and actor.label == "":
        _affiliate_unsided(cast, actor, first, span)


def _affiliate_unsided(cast: Cast, actor: Actor, role: RoleMatch, span: range) -> None:
    """Whose an office is that no side's name tells: a place's, or that of a state of which the article speaks."""
    if is_american(cast.parse.doc, span, role):
        actor.code = "USA"
    elif is_local(role) or is_sited(cast, role, name=span):
        actor.placed = True  # of the place in the sentence, once that is known, else of no told state
    else:
        free = salient(cast, role, actor.name)
        _affiliate(cast, actor, role, free or salient(cast, role))
        if not free and actor.code is not None and actor.sector == Sector.GOV:
            actor.sector = Sector.ELI  # another is known to hold the office now


def _has_newer_office(cast: Cast, actor: Actor, role: RoleMatch) -> bool:
    """Whether the article knows better than a row whose term is over, or that only tells of a lesser office."""
    over = actor.sector == Sector.ELI and role.sector != Sector.ELI
    lesser = actor.row.startswith("holders:") and actor.sector not in STATE_SECTORS | {Sector.ELI, Sector.IGO}
    head = cast.parse.doc[role.head]
    named = role.sector in STATE_SECTORS and head.lower_ not in BORROWS | CHAIRS and not is_plural(head)
    return (over or (lesser and named)) and not holders.is_past(actor, role, cast.day, cast.parse.doc, cast.roster)


def _give_to_side(cast: Cast, actor: Actor, role: RoleMatch) -> None:
    """ "EU foreign policy chief X", "Indian navy chief X": the article knows better whose somebody is than a row."""
    sides, head = affiliations(cast, role), cast.parse.doc[role.head]
    side = cast.actors[sides[0]] if len(sides) == 1 else None
    if side is None or any(one.lower_ in FORMER for one in head.lefts):
        return
    sent = head.i + 1 < len(head.doc) and head.nbor().lower_ == "to"  # "the envoy to the UN"
    if side.kind == EntityKind.IGO and head.lower_ in OF_BODIES and not sent:
        actor.code, actor.sector, actor.label = side.code, Sector.IGO, ""
    served = (
        role.sector in STATE_SECTORS and head.lower_ not in POSTED | BORROWS - {"chief"} and not is_counterpart(head)
    )
    if side.kind == EntityKind.STATE and side.code != actor.code and served and _is_told_by_adjective(cast, role):
        actor.code, actor.sector, actor.label = side.code, role.sector, ""


def _is_told_by_adjective(cast: Cast, role: RoleMatch) -> bool:
    match = cast.known.get(role.start - 1) or cast.known.get(role.start - 2)
    return match is not None and match.kind == Kind.DEMONYM


def _is_commissioner(cast: Cast, role: RoleMatch) -> bool:
    """ "Trade Commissioner X" in an article on the European Union is one of its own."""
    named = (one for match in cast.known.values() for one in match.referents if isinstance(one, Referent))
    return (
        cast.parse.doc[role.head].lower_ == "commissioner"
        and role.sector == Sector.GOV
        and any(one.code == "EU" for one in named)
    )


def _title_words(cast: Cast, role: RoleMatch) -> set[str]:
    return {cast.parse.doc[at].lower_ for at in range(role.start, role.stop)}


def _affiliate(cast: Cast, actor: Actor, role: RoleMatch, sides: tuple[str, ...]) -> None:
    """Gives *actor* the code of the side that its role names, and the sector of the two together."""
    side = cast.actors[sides[0]] if sides else None
    actor.sector = actor.sector or role.sector
    if side is None or (side.kind == EntityKind.STATE and cast.parse.doc[role.head].lemma_.lower() in BODIES):
        return  # no state's code for "the bloc"
    actor.code = side.code
    if side.kind == EntityKind.STATE and actor.sector == Sector.IGO and _is_human(role):
        actor.sector = Sector.GOV  # a state's own envoy
    elif (side.kind == EntityKind.IGO or side.sector == Sector.IGO) and role.sector in BODILY:
        actor.sector = Sector.IGO
    elif side.sector in (Sector.PTY, Sector.OPP) and role.sector == Sector.LEG:
        actor.label = side.label or side.name
    elif side.kind in (EntityKind.GROUP, EntityKind.ORGANIZATION) and side.sector:
        actor.sector = side.sector
        actor.code = (
            actor.code if side.sector != Sector.MNC else None
        )  # who works for a firm of many states is of no told one
        actor.part = side.part
        ruled = side.code and side.sector in STATE_SECTORS and not side.part
        actor.label = "" if ruled else side.label or side.name
    elif side.kind == EntityKind.IGO and role.sector not in (Sector.IGO,):
        actor.code = None


def _is_human(role: RoleMatch) -> bool:
    return role.role.kind == RoleKind.PERSON or role.role.noun == "envoys"


def name_tokens(cast: Cast) -> frozenset[int]:
    return frozenset(
        at for mention in cast.mentions if mention.how != "description" for at in range(mention.start, mention.end)
    )


def affiliations(cast: Cast, role: RoleMatch) -> tuple[str, ...]:
    """Keys of the states and bodies in a role's noun phrase: "US", "of Egypt and Sudan", "its"."""
    head = cast.parse.doc[role.head]
    found: list[str] = []
    owner = next((one.i for one in head.lefts if one.dep_ == "poss"), -1) if is_counterpart(head) else -1
    first = (head.head if head.dep_ == "compound" else head).left_edge.i  # "NATO" may hang on the name behind its title
    for at in range(first, role.head):
        found.extend(sides_at(cast, at) if at != owner else ())
    if (
        not found and not is_regional(role, head) and not _sits_abroad(role, head)
    ):  # "a Western diplomat in Astana" is not of there
        found.extend(_after(cast, head))
    groups = [key for key in found if cast.actors[key].kind == EntityKind.GROUP]
    armed = role.sector == Sector.REB and groups  # "Colombia's ELN rebels" are the ELN's
    return tuple(dict.fromkeys(groups if armed else found))


def _sits_abroad(role: RoleMatch, head: Token) -> bool:
    """ "A tribunal in The Hague", which is no Dutch one."""
    return role.sector == Sector.JUD and any(
        one.text in COURT_SEATS for link in head.rights if link.dep_ == "prep" for one in link.children
    )


def _after(cast: Cast, head: Token) -> list[str]:
    """The sides that "of", "for", "in", "from" or "to" hang on a role ("the foreign ministry in Baghdad")."""
    found: list[str] = []
    for child in head.rights:
        if child.lower_ in ("in", "at") and head.lemma_.lower() in POSTED:
            continue  # "the embassy in Baghdad" is another state's
        if child.dep_ == "prep" and child.lower_ in ("of", "for", "in", "from", "at", "with", "to", "on"):
            for at in range(child.i + 1, child.right_edge.i + 1):
                if cast.parse.doc[at].dep_ == "relcl":
                    break
                if cast.parse.doc[at].pos_ == "PRON" and at not in cast.inside:
                    read_pronoun(cast, cast.parse.doc[at])
                elif is_sides(cast.parse.doc[at]) and at not in cast.inside:
                    read_sides(cast, cast.parse.doc[at])
                found.extend(sides_at(cast, at))
            if found:
                break
    return found or ([] if head.lemma_.lower() in POSTED else _seat_after(cast, head))


def _seat_after(cast: Cast, head: Token) -> list[str]:
    """The state whose seat stands right behind, wherever the parser hangs it: "told parliament in Delhi"."""
    doc, at = cast.parse.doc, head.i + 1
    if at + 1 >= len(doc) or doc[at].lower_ != "in" or at + 1 not in cast.known:
        return []
    return list(sides_at(cast, at + 1)) if cast.known[at + 1].kind == Kind.METONYM else []


def _is_no_one(head: Token) -> bool:
    """ "Barred from office", "took it by force", "a state of emergency", "thousands of protesters"."""
    if head.lower_ == "state":
        after = head.doc[head.i + 1 : head.i + 3]
        return len(after) > 1 and after[0].lower_ == "of" and after[1].pos_ == "NOUN"
    counting = head.lower_ in COUNTS and head.i + 1 < len(head.doc) and head.nbor().lower_ == "of"
    return counting or head.lower_ in NO_ONE and not any(head.lefts)


def read_role(cast: Cast, role: RoleMatch) -> None:
    head = cast.parse.doc[role.head]
    if _is_no_one(head):
        return
    garbled = role.role.anonymous and role.head + 1 in cast.people and lookup.is_indefinite(head)
    if not garbled and (name := lookup.bearer(head, cast.people)) is not None:
        _stand_beside(cast, role, cast.people[name])
        return
    if not garbled and (read_predicate(cast, role) or _read_apposed(cast, role) or read_former(cast, role)):
        return
    sides = affiliations(cast, role) or issued(cast, head) or body_of_leaders(cast, head, role.start)
    start = lookup.phrase_start(head)
    if read_own(cast, head, role.stop) if sides else read_kind(cast, head, role.stop):
        return
    if garbled:
        _read_garbled(cast, role, sides or salient(cast, role))
        return
    if not sides or role.sector == Sector.IGO:
        known = (None if sides else _at_home(cast, role) or _described_before(cast, role)) or _bloc(cast, role)
        if known is not None:
            cast.add(Mention(start=start, end=role.stop, head=role.head, keys=(known.key,), how="description"))
            return
        if not sides and read_like(cast, role):
            return
    crowd = not sides and role.role.kind == RoleKind.CROWD and not is_between(cast, head)
    chosen = sides or (scene(cast, role) if crowd else salient(cast, role))
    sited = not sides and is_sited(cast, role)
    if not sides and (sited or is_of_a_kind(head) or _sits_abroad(role, head)):
        chosen = ()
    keys = tuple(_described(cast, role, (side,)).key for side in chosen) or (_described(cast, role, ()).key,)
    keys = keys if len(sides) > 1 else keys[:1]
    cast.actors[keys[0]].placed |= crowd or sited
    cast.add(Mention(start=start, end=role.stop, head=role.head, keys=tuple(dict.fromkeys(keys)), how="description"))


def _read_apposed(cast: Cast, role: RoleMatch) -> bool:
    """ "The M23, a militia": what stands beside a body's name is that body."""
    head = cast.parse.doc[role.head]
    mention = cast.heads.get(head.head.i) if head.dep_ == "appos" and head.head.i < head.i else None
    if mention is None or mention.how != "name" or role.role.kind == RoleKind.PERSON or len(mention.keys) > 1:
        return False
    body = cast.actors[mention.keys[0]]
    if body.kind not in (EntityKind.IGO, EntityKind.ORGANIZATION, EntityKind.GROUP):
        return False
    if body.row == "article" and body.code is None and (sides := affiliations(cast, role)):
        body.code, body.sector = cast.actors[sides[0]].code, body.sector or role.sector
    start = lookup.phrase_start(head)
    cast.mentions.append(Mention(start=start, end=role.stop, head=role.head, keys=mention.keys, how="description"))
    return True


def _stand_beside(cast: Cast, role: RoleMatch, name: range) -> None:
    """ "Angela Merkel, the chancellor": the apposition is a mention of its own, which heads no phrase."""
    if role.stop == name.start:
        return
    doc = cast.parse.doc
    person = lookup.person_by_words(cast.actors, tuple(doc[at].text for at in name))
    if person is not None:
        start = lookup.phrase_start(doc[role.head])
        cast.mentions.append(Mention(start=start, end=role.stop, head=role.head, keys=(person.key,), how="description"))
        if doc[role.head].dep_ != "appos":
            cast.heads.setdefault(role.head, cast.mentions[-1])  # whose name the parser may hang on its complement


def _read_garbled(cast: Cast, role: RoleMatch, sides: tuple[str, ...]) -> None:
    """ "A senior official Biden said": a name run into a nameless description by translation; the words stay as printed."""
    doc, span = cast.parse.doc, cast.people.pop(role.head + 1)
    start = min(lookup.phrase_start(doc[role.head]), lookup.phrase_start(doc[span.stop - 1]))
    actor = _described(cast, role, sides[:1])
    outer = phrase_head(doc[role.start], doc[span.stop - 1])
    cast.add(Mention(start=start, end=role.stop, head=outer.i, keys=(actor.key,), how="description"))


def _described(cast: Cast, role: RoleMatch, sides: tuple[str, ...]) -> Actor:
    """The actor that a description with these sides names: a holder of the office, one described before, or a new one."""
    doc, head = cast.parse.doc, cast.parse.doc[role.head]
    side = cast.actors[sides[0]] if sides else None
    holder = lookup.office_holder(cast, role, side)
    if holder is not None:
        return holder
    noun = doc[role.start : role.stop].text.lower()
    key = f"role:{side.key if side else ''}:{head.lemma_.lower() if role.role.anonymous else noun}"
    if key in cast.actors:
        return cast.actors[key]
    actor = lookup.described(key, doc, role, plural=is_plural(head))
    _affiliate(cast, actor, role, sides)
    cast.actors[key] = actor
    return actor


def _at_home(cast: Cast, role: RoleMatch) -> Actor | None:
    """Whom "the president" means where an opponent, a lawmaker or a citizen speaks of him: who holds it at home."""
    head = cast.parse.doc[role.head]
    if role.role.kind != RoleKind.PERSON or is_plural(head) or not _is_definite(head):
        return None
    said = next((one for one in (head, *head.ancestors) if one.dep_ == "ccomp"), None)
    subject = next((one for one in said.head.children if one.dep_ == "nsubj"), None) if said is not None else None
    mention = cast.heads.get(subject.i) if subject is not None else None
    speaker = cast.actors[mention.keys[0]] if mention is not None and len(mention.keys) == 1 else None
    if speaker is None or speaker.sector in STATE_SECTORS | {Sector.IGO, Sector.JRN, None} or speaker.code is None:
        return None
    side = cast.actors.get(lookup.state_key(cast.actors, speaker.code))
    return lookup.office_holder(cast, role, side)


def _described_before(cast: Cast, role: RoleMatch) -> Actor | None:
    """Whom "the official", "the minister", "the bloc" was before: the latest actor that bears the noun."""
    doc, head = cast.parse.doc, cast.parse.doc[role.head]
    definite = any(child.lower_ in DEFINITE for child in head.lefts if child.dep_ == "det")
    if not definite and head.dep_ != "appos" or is_of_a_kind(head):
        return None
    nouns = {head.lower_, head.lemma_.lower(), doc[role.start : role.stop].text.lower()}
    told = {one.lower_ for one in head.lefts if one.dep_ == "compound" and one.i < role.start}
    for mention in reversed(cast.mentions):
        actor = cast.actors[mention.keys[0]]
        other = told - set(actor.name.lower().split())  # "the emergencies ministry" is not the foreign ministry
        other |= _title_words(cast, role) - {"of"} - actor.titles if actor.titles & OFFICES else set()
        if len(mention.keys) == 1 and not other and (nouns & actor.titles or nouns & set(actor.generic)):
            return actor
    return None


def _bloc(cast: Cast, role: RoleMatch) -> Actor | None:
    """ "West Africa's bloc": the one body of the article that goes by the noun, named before or after, or whose head was."""
    head = cast.parse.doc[role.head]
    if role.role.kind != RoleKind.OFFICE or role.sector != Sector.IGO and not _is_definite(head):
        return None
    keys = named_anywhere(cast, head.lower_) if role.sector == Sector.IGO else ()
    found = (cast.actors[key] for key in keys or led_before(cast, head.lower_))
    return next((actor for actor in found if actor.kind == EntityKind.IGO), None)


def _is_definite(head: Token) -> bool:
    return any(one.lower_ in DEFINITE for one in head.lefts)


def read_generic(cast: Cast, token: Token) -> None:
    """ "The bloc", "the alliance", "the fund": the body last named that goes by the noun."""
    if not any(child.lower_ in ("the", "this") for child in token.lefts):
        return
    noun = token.lower_
    named = (one.keys for one in reversed(cast.mentions) if len(one.keys) == 1)
    keys = next((one for one in named if noun in cast.actors[one[0]].generic), ()) or led_before(cast, noun)
    if keys:
        start = lookup.phrase_start(token)
        cast.add(Mention(start=start, end=token.i + 1, head=token.i, keys=keys, how="description"))
