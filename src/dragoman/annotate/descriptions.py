"""Descriptions without a name ("the official", "Polish police"): whose they are, and whom they were before."""

from __future__ import annotations

from collections import Counter, defaultdict

from spacy.tokens import Token

from dragoman.annotate import lookup
from dragoman.annotate.actors import STATE_SECTORS, Actor
from dragoman.annotate.cast import Cast, Mention, phrase_head
from dragoman.annotate.names import Kind, Referent
from dragoman.annotate.people import COMMON_FEMALE, COMMON_MALE
from dragoman.annotate.pronouns import is_sides, read_pronoun, read_sides
from dragoman.annotate.roles import BORROWS, RoleMatch, is_plural
from dragoman.knowledge import RoleKind
from dragoman.model import EntityKind, Sector

COUNTERPARTS = frozenset(
    {"neighbour", "neighbor", "neighbours", "neighbors", "counterpart", "counterparts", "partner", "partners"}
)
TEAMS = frozenset({"delegation", "team", "mission", "side", "government", "negotiators"})
HOME = 4.0  # how much more likely a bare "the foreign ministry" is that of the state which the dateline names
REGIONS = frozenset(
    [
        "european",
        "western",
        "eastern",
        "arab",
        "african",
        "asian",
        "gulf",
        "nordic",
        "baltic",
        "balkan",
        "caribbean",
        "scandinavian",
        "foreign",
        "international",
        "regional",
    ]
)


def describe(cast: Cast, actor: Actor, span: range) -> None:
    """Takes code and sector from the titles and appositions beside a name, where no row tells them."""
    first: RoleMatch | None = None
    for role in lookup.roles_beside(cast.parse.doc, span, _name_tokens(cast)):
        actor.titles.update(_title_words(cast, role))
        word = cast.parse.doc[role.head].lower_
        actor.gender = actor.gender or ("f" if word in COMMON_FEMALE else "m" if word in COMMON_MALE else "")
        if actor.sector == Sector.ELI and role.sector != Sector.ELI:
            actor.sector = role.sector  # the article knows better than a row whose term is over
        if actor.row == "article" and actor.code is None:
            _affiliate(cast, actor, role, affiliations(cast, role))
            first = first or role
    if actor.row == "article" and actor.code is None and actor.label == "":
        _affiliate_untitled(cast, actor, span)
    if first is not None and actor.code is None and actor.label == "":
        _affiliate(cast, actor, first, _salient(cast, first))


def _affiliate_untitled(cast: Cast, actor: Actor, span: range) -> None:
    """ "The Kremlin's Dmitry Kozak", "Andriy Yermak, who led the Ukrainian delegation": a side's man without a title."""
    doc = cast.parse.doc
    if span.start > 1 and doc[span.start - 1].tag_ == "POS":
        sides = sides_at(cast, span.start - 2)
    elif span.stop + 2 < len(doc) and doc[span.stop].text == "," and doc[span.stop + 1].lower_ == "who":
        led = doc[span.stop + 2]
        team = next((one for one in led.children if one.dep_ == "dobj" and one.lower_ in TEAMS), None)
        sides = next((found for one in team.lefts if (found := sides_at(cast, one.i))), ()) if team else ()
    else:
        return
    side = cast.actors[sides[0]] if sides else None
    if side is not None and side.kind in (EntityKind.STATE, EntityKind.IGO):
        actor.code, actor.sector = side.code, actor.sector or side.sector


def _title_words(cast: Cast, role: RoleMatch) -> set[str]:
    return {cast.parse.doc[at].lower_ for at in range(role.start, role.head + 1)}


def _affiliate(cast: Cast, actor: Actor, role: RoleMatch, sides: tuple[str, ...]) -> None:
    """Gives *actor* the code of the side that its role names, and the sector of the two together."""
    side = cast.actors[sides[0]] if sides else None
    actor.sector = actor.sector or role.sector
    if side is None:
        return
    actor.code = side.code
    if side.kind == EntityKind.STATE and actor.sector == Sector.IGO and role.role.kind == RoleKind.PERSON:
        actor.sector = Sector.GOV  # a state's own envoy
    elif side.kind == EntityKind.IGO and role.sector in (Sector.GOV, Sector.IGO, Sector.MIL):
        actor.sector = Sector.IGO
    elif side.kind in (EntityKind.GROUP, EntityKind.ORGANIZATION) and side.sector:
        actor.sector = side.sector
        actor.label = side.label or side.name
    elif side.kind == EntityKind.IGO and role.sector not in (Sector.IGO,):
        actor.code = None


def _name_tokens(cast: Cast) -> frozenset[int]:
    return frozenset(
        at for mention in cast.mentions if mention.how != "description" for at in range(mention.start, mention.end)
    )


def affiliations(cast: Cast, role: RoleMatch) -> tuple[str, ...]:
    """Keys of the states and bodies in a role's noun phrase: "US", "of Egypt and Sudan", "its"."""
    head = cast.parse.doc[role.head]
    found: list[str] = []
    for at in range(head.left_edge.i, role.head):
        found.extend(sides_at(cast, at))
    if not found:
        found.extend(_after(cast, head))
    return tuple(dict.fromkeys(found))


def sides_at(cast: Cast, at: int) -> tuple[str, ...]:
    match = cast.known.get(at)
    if match is not None and match.kind != Kind.CHANNEL:
        referents = [value for value in match.referents if isinstance(value, Referent)]
        referent = lookup.preferred(referents, cast.actors)
        cast.actors.setdefault(referent.key, lookup.actor_of(referent))
        return (referent.key,)
    if at in cast.people:
        words = tuple(cast.parse.doc[one].text for one in cast.people[at])
        person = lookup.person_by_words(cast.actors, words)
        return (person.key,) if person is not None and person.code else ()
    mention = cast.inside.get(at)
    if mention is None:
        return _generic_at(cast, at)
    return tuple(key for key in mention.keys if cast.actors[key].kind != EntityKind.PLACE)


def _generic_at(cast: Cast, at: int) -> tuple[str, ...]:
    """The body that "the alliance" or "the bloc" goes back to, where the words are still to be read."""
    noun = cast.parse.doc[at].lower_
    if at == 0 or cast.parse.doc[at - 1].lower_ != "the":
        return ()
    bodies = (actor.key for actor in reversed(cast.actors.values()) if noun in actor.generic)
    return tuple(list(bodies)[:1])


def _after(cast: Cast, head: Token) -> list[str]:
    """The sides that "of", "for", "in", "from" or "to" hang on a role ("the foreign ministry in Baghdad")."""
    found: list[str] = []
    for child in head.rights:
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
    return found


def _salient(cast: Cast, role: RoleMatch) -> tuple[str, ...]:
    """Whose army, whose minister, where the words do not say: a side named shortly before, subjects first, else none."""
    if role.role.kind == RoleKind.CROWD or _is_nobodys(cast, role):
        return ()
    if "administration" in {child.lower_ for child in cast.parse.doc[role.head].lefts} and "USA" in cast.actors:
        return ("USA",)  # "a senior administration official" is said of Washington's
    if (seat := _fronted_seat(cast, role)) is not None:
        return (seat,)
    mouth = cast.parse.doc[role.head].lower_ in BORROWS
    sentence, named, near = cast.sentence_of[role.head], Counter[str](), defaultdict[str, float](float)
    for mention in cast.mentions:
        actor = cast.actors[mention.keys[0]]
        if len(mention.keys) > 1 or not actor.code or actor.anonymous or mention.how == "pronoun":
            continue
        side = lookup.side_key(cast.actors, actor)
        if role.sector in STATE_SECTORS and not mouth and cast.actors[side].kind == EntityKind.IGO:
            continue
        distance = sentence - cast.sentence_of[mention.head]
        named[side] += 1
        weight = max(0.0, 3.0 - distance) * (1.0 + lookup.prominence(cast.parse.doc[mention.head], "name") / 2)
        near[side] += weight
    home = cast.home or _own_side(cast)
    if home is not None and home in named and not (mouth and cast.home):
        near[home] += HOME
    return (max(named, key=lambda key: 0.3 * named[key] + near[key]),) if named else ()


def _fronted_seat(cast: Cast, role: RoleMatch) -> str | None:
    """The state in whose capital the sentence opens: "In Kyiv, a spokesman said"."""
    sentence = cast.parse.sentences[cast.sentence_of[role.head]]
    if cast.parse.doc[sentence.start].lower_ not in ("in", "from", "back"):
        return None
    match = next((cast.known[at] for at in range(sentence.start + 1, sentence.start + 3) if at in cast.known), None)
    if match is None or match.kind not in (Kind.METONYM, Kind.NAME) or match.end > role.start:
        return None
    states = (one for one in match.referents if isinstance(one, Referent) and one.kind == EntityKind.STATE)
    return next((one.key for one in states if one.key in cast.actors), None)


def _own_side(cast: Cast) -> str | None:
    """The state whose press calls it "the … side" again and again, as translated state media do."""
    counts = Counter(
        key
        for at, match in cast.known.items()
        if match.end < len(cast.parse.doc) and cast.parse.doc[match.end].lower_ == "side"
        for key in sides_at(cast, at)
    )
    return next((key for key, count in counts.most_common(1) if count > 1), None)


def _is_nobodys(cast: Cast, role: RoleMatch) -> bool:
    """ "European officials", "diplomats", "a source": of a region or of no told side."""
    head = cast.parse.doc[role.head]
    regional = any(
        child.dep_ in ("amod", "compound") and child.text[:1].isupper() and child.pos_ in ("ADJ", "PROPN")
        for child in head.lefts
    )
    if role.role.kind == RoleKind.PERSON and any(child.lower_ in REGIONS for child in head.lefts):
        return True
    return role.role.anonymous and (
        regional or head.lemma_.lower() in ("diplomat", "source", "insider", "person", "people")
    )


def read_role(cast: Cast, role: RoleMatch) -> None:
    head = cast.parse.doc[role.head]
    garbled = role.role.anonymous and role.head + 1 in cast.people and lookup.is_indefinite(head)
    if not garbled and (name := lookup.bearer(head, cast.people)) is not None:
        _stand_beside(cast, role, cast.people[name])
        return
    sides = affiliations(cast, role)
    start = lookup.phrase_start(head)
    if garbled:
        _read_garbled(cast, role, sides or _salient(cast, role))
        return
    if not sides:
        known = _described_before(cast, role)
        if known is not None:
            cast.add(Mention(start=start, end=role.head + 1, head=role.head, keys=(known.key,), how="description"))
            return
    chosen = sides or (() if _is_generic_crowd(role) else _salient(cast, role))
    keys = tuple(_described(cast, role, (side,)).key for side in chosen) or (_described(cast, role, ()).key,)
    keys = keys if len(sides) > 1 else keys[:1]
    cast.add(
        Mention(start=start, end=role.head + 1, head=role.head, keys=tuple(dict.fromkeys(keys)), how="description")
    )


def _stand_beside(cast: Cast, role: RoleMatch, name: range) -> None:
    """ "Angela Merkel, the chancellor": the apposition is a mention of its own, which heads no phrase."""
    if role.head + 1 == name.start:
        return
    doc = cast.parse.doc
    person = lookup.person_by_words(cast.actors, tuple(doc[at].text for at in name))
    if person is not None:
        start = lookup.phrase_start(doc[role.head])
        cast.mentions.append(
            Mention(start=start, end=role.head + 1, head=role.head, keys=(person.key,), how="description")
        )


def _read_garbled(cast: Cast, role: RoleMatch, sides: tuple[str, ...]) -> None:
    """ "A senior official Biden said": a name run into a nameless description by translation; the words stay as printed."""
    doc, span = cast.parse.doc, cast.people.pop(role.head + 1)
    start = min(lookup.phrase_start(doc[role.head]), lookup.phrase_start(doc[span.stop - 1]))
    actor = _described(cast, role, sides[:1])
    outer = phrase_head(doc[role.start], doc[span.stop - 1])
    cast.add(Mention(start=start, end=role.head + 1, head=outer.i, keys=(actor.key,), how="description"))


def _is_generic_crowd(role: RoleMatch) -> bool:
    return role.role.kind == RoleKind.CROWD


def _described(cast: Cast, role: RoleMatch, sides: tuple[str, ...]) -> Actor:
    """The actor that a description with these sides names: a holder of the office, one described before, or a new one."""
    doc, head = cast.parse.doc, cast.parse.doc[role.head]
    side = cast.actors[sides[0]] if sides else None
    holder = lookup.office_holder(cast.actors, doc, role, side, cast.day)
    if holder is not None:
        return holder
    noun = doc[role.start : role.head + 1].text.lower()
    key = f"role:{side.key if side else ''}:{head.lemma_.lower() if role.role.anonymous else noun}"
    if key in cast.actors:
        return cast.actors[key]
    actor = lookup.described(key, doc, role, plural=is_plural(head))
    _affiliate(cast, actor, role, sides)
    cast.actors[key] = actor
    return actor


def _described_before(cast: Cast, role: RoleMatch) -> Actor | None:
    """Whom "the official", "the minister", "the bloc" was before: the latest actor that bears the noun."""
    doc, head = cast.parse.doc, cast.parse.doc[role.head]
    definite = any(child.lower_ in ("the", "this", "that") for child in head.lefts if child.dep_ == "det")
    if not definite and head.dep_ != "appos":
        return None
    nouns = {head.lower_, head.lemma_.lower(), doc[role.start : role.head + 1].text.lower()}
    for mention in reversed(cast.mentions):
        actor = cast.actors[mention.keys[0]]
        if len(mention.keys) == 1 and (nouns & actor.titles or nouns & set(actor.generic)):
            return actor
    return None


def read_generic(cast: Cast, token: Token) -> None:
    """ "The bloc", "the alliance", "the fund": the body last named that goes by the noun."""
    if not any(child.lower_ in ("the", "this") for child in token.lefts):
        return
    noun = token.lower_
    for mention in reversed(cast.mentions):
        actor = cast.actors[mention.keys[0]]
        if len(mention.keys) == 1 and noun in actor.generic:
            cast.add(
                Mention(
                    start=lookup.phrase_start(token),
                    end=token.i + 1,
                    head=token.i,
                    keys=mention.keys,
                    how="description",
                )
            )
            return


def read_counterpart(cast: Cast, token: Token) -> bool:
    """ "Its neighbour", "his Egyptian counterpart": another side than the owner's, the one last named."""
    owner = next((child for child in token.lefts if child.dep_ == "poss"), None)
    if owner is None or any(sides_at(cast, at) for at in range(owner.i + 1, token.i)):
        return False
    mention = cast.heads.get(owner.i)
    own = {lookup.side_key(cast.actors, cast.actors[key]) for key in mention.keys} if mention else set()
    if owner.lower_ in ("our", "my") or not own:
        own = own or {key for key in _last_subject(cast)}
    for candidate in reversed(cast.mentions):
        actor = cast.actors[candidate.keys[0]]
        side = lookup.side_key(cast.actors, actor)
        if actor.code and side not in own and cast.actors[side].kind == EntityKind.STATE:
            cast.add(
                Mention(start=lookup.phrase_start(token), end=token.i + 1, head=token.i, keys=(side,), how="sides")
            )
            return True
    return False


def _last_subject(cast: Cast) -> tuple[str, ...]:
    """The side of the subject last named: who says "our" in a quotation before its cue, more often than not."""
    for mention in reversed(cast.mentions):
        actor = cast.actors[mention.keys[0]]
        if actor.kind == EntityKind.PERSON and actor.code:
            return (lookup.side_key(cast.actors, actor),)
    return ()
