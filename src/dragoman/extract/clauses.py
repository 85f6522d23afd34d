"""Syntax of one clause: who does, to whom, in what tense, under what verb. Labels are spaCy's (ClearNLP)."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.annotate.roles import role_at
from dragoman.knowledge import RoleKind

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
RELATIVES = frozenset({"who", "which", "that", "whom"})
CALLS = frozenset({"call", "appeal", "plead", "prevail"})
DASHES = frozenset({"-", "--", "–", "—", "―"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
BORDERS = frozenset({"border", "borders", "boundary", "frontier", "frontiers"})
PAPERS = frozenset(
    "letter resolution statement declaration motion note petition message communique decree draft".split()
)
CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "relcl", "acl", "pcomp", "csubj"})


def child(token: Token, *labels: str) -> Token | None:
    """The first child with one of *labels*."""
    return next((one for one in token.children if one.dep_ in labels), None)


def is_passive(verb: Token) -> bool:
    """ "Was seized", and the bare participles of "the ship seized by rebels" and "arrested in May, he was tried"."""
    if child(verb, "nsubjpass", "auxpass") is not None:
        return True
    fronted = verb.dep_ == "advcl" and verb.i < verb.head.i and child(verb, "nsubj", "dobj") is None
    return verb.tag_ == "VBN" and (fronted or verb.dep_ in ("acl", "amod")) and not _has_active_auxiliary(verb)


def _has_active_auxiliary(verb: Token) -> bool:
    return any(one.dep_ == "aux" and one.lemma_ in ("have", "do") for one in verb.children)


def grammatical_subject(verb: Token) -> Token | None:
    """The subject of *verb*, looked for where participles, infinitives and conjuncts have theirs."""
    return _subject(verb, 0)


def _subject(verb: Token, depth: int) -> Token | None:
    own = _own_subject(verb)
    if own is not None:
        return antecedent(verb, own)
    if depth > 5:
        return None
    head = verb.head
    if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
        finite = next((one for one in ancestors(verb) if one.tag_ in FINITE), head) if is_stray_conjunct(verb) else head
        return _subject(finite, depth + 1)
    if verb.dep_ == "xcomp" or verb.dep_ == "advcl" and head.lemma_ in CALLS and child(verb, "aux") is not None:
        return _controller(head, depth)
    if verb.dep_ in ("acl", "relcl") and head.pos_ in ("NOUN", "PROPN", "PRON"):
        return _owner_or_head(verb, head, depth)
    if verb.dep_ in ("advcl", "ccomp") and (verb.tag_ in ("VBG", "VBN", "VB") or depth == 0 and verb.dep_ == "advcl"):
        return _subject(head, depth + 1) if head != verb else None
    if verb.dep_ == "pcomp" and head.dep_ in ("prep", "mark"):
        return _of_preposition(head, depth)
    return None


def _own_subject(verb: Token) -> Token | None:
    """The subject that hangs on *verb*; of two with a dash between them, the first is a dateline's, of two side by side
    it is the title of the second ("her henchman Karl Voss said")."""
    found = [one for one in verb.children if one.dep_ in SUBJECTS]
    if len(found) > 1 and found[0].i + 1 == found[1].left_edge.i and found[1].pos_ == "PROPN":
        return found[1]
    if len(found) > 1 and any(one.text in DASHES for one in verb.doc[found[0].i : found[1].i]):
        return found[1]
    return found[0] if found else None


def is_stray_conjunct(verb: Token) -> bool:
    """ "Accused it of shelling … and expelled": a finite verb that the parser joins to a gerund or infinitive."""
    return verb.dep_ == "conj" and verb.tag_ in FINITE and verb.head.tag_ in ("VBG", "VB")


def antecedent(verb: Token, relative: Token) -> Token:
    """Whom "who" or "which" stands for."""
    if relative.lower_ in RELATIVES and relative.tag_ in ("WP", "WDT"):
        clause = verb
        while clause.dep_ == "conj" and clause.head.pos_ in ("VERB", "AUX"):
            clause = clause.head
        if clause.dep_ in ("relcl", "acl"):
            return _fitting(relative, clause.head)
    return relative


def _fitting(relative: Token, noun: Token) -> Token:
    """The noun that a relative clause tells of: "which" goes past people ("a union of teachers, which"), "who" past
    places ("the mayor of Graz, who")."""
    last = noun
    while last.dep_ == "pobj" and last.head.dep_ == "prep" and _is_amiss(relative, last):
        last = last.head.head
    return last if last.pos_ in ("NOUN", "PROPN") and not _is_amiss(relative, last) else noun


def _is_amiss(relative: Token, noun: Token) -> bool:
    if relative.lower_ == "who":
        return noun.ent_type_ in ("GPE", "LOC", "FAC")
    role = role_at(noun.doc, noun.i, frozenset()) if relative.lower_ == "which" else None
    return role is not None and role.role.kind == RoleKind.PERSON


def _controller(head: Token, depth: int) -> Token | None:
    """Who does the infinitive: the object of "urge", whom one calls on, the subject of "agree"."""
    thing = child(head, "dobj", "dative")
    if thing is None and head.lemma_ in CALLS:
        thing = next((one for link in ("on", "upon", "to", "with") for one in prepositional(head, link)), None)
    if thing is not None and head.pos_ == "VERB":
        return thing
    return deep_subject(head) if depth > 4 else _subject(head, depth + 1)


def _owner_or_head(verb: Token, head: Token, depth: int) -> Token | None:
    if verb.tag_ in ("VB", "VBP") and any(one.lower_ == "to" for one in verb.children):
        return _author(head, depth)
    return _author(head, depth) if head.lemma_ in PAPERS and verb.tag_ == "VBG" else head


def _author(noun: Token, depth: int) -> Token | None:
    """Whose "decision to leave" or "letter asking for help" it is."""
    owner = child(noun, "poss")
    return owner if owner is not None else _verb_above(noun, depth)


def _verb_above(noun: Token, depth: int) -> Token | None:
    head = noun.head
    while head.pos_ == "ADP" and head.head != head:
        head = head.head
    return _subject(head, depth + 1) if head.pos_ in ("VERB", "AUX") else None


def _of_preposition(preposition: Token, depth: int) -> Token | None:
    """Who does the gerund of "accused X of firing" (the object) or "left without signing" (the subject)."""
    verb = preposition.head
    if verb.pos_ not in ("VERB", "AUX"):
        return _verb_above(verb, depth) if verb.pos_ == "NOUN" else None
    thing = child(verb, "dobj")
    if thing is not None and preposition.lower_ in ("of", "from", "for", "into", "against"):
        return thing
    return _subject(verb, depth + 1)


def deep_subject(verb: Token) -> Token | None:
    """Who does it: the subject, or a passive's agent."""
    if not is_passive(verb):
        return grammatical_subject(verb)
    by = child(verb, "agent") or next((one for one in _behind(verb) if one.lower_ == "by"), None)
    return child(by, "pobj") if by is not None else None


def _behind(verb: Token) -> Iterator[Token]:
    """Prepositions of a verb and of what somebody is called by it ("was declared null and void by the council")."""
    for one in verb.children:
        if one.dep_ == "prep":
            yield one
        elif one.dep_ == "oprd":
            yield from (
                inner for part in coordinated(one) for inner in part.children if inner.dep_ in ("agent", "prep")
            )


def deep_object(verb: Token) -> Token | None:
    """To whom it is done: the object, or a passive's subject."""
    if is_passive(verb):
        return grammatical_subject(verb)
    thing = next((one for one in verb.children if one.dep_ == "dobj" and not _is_late(verb, one)), _indirect(verb))
    if thing is not None:
        return antecedent(verb, thing)
    if (
        verb.dep_ == "conj"
        and verb.head.dep_ == "relcl"
        and child(verb, *SUBJECTS) is None
        and _is_relative_object(verb.head)
    ):
        return verb.head.head  # "the embargo which the bloc imposed and lifted"
    return verb.head if verb.dep_ == "relcl" and _lacks_object(verb) else None


def _is_relative_object(clause: Token) -> bool:
    return any(one.dep_ == "dobj" and one.lower_ in RELATIVES for one in clause.lefts)


def _lacks_object(clause: Token) -> bool:
    """ "The plan (that) Chad rejected"; not "who rejected", "whose envoy came", "where he met"."""
    if any(one.dep_ == "nsubj" and one.lower_ in RELATIVES for one in clause.children):
        return False
    return not any(one.tag_ in ("WP$", "WRB") for left in clause.lefts for one in (left, *left.children))


def _is_late(verb: Token, thing: Token) -> bool:
    """Whether another clause stands between: "fired on a boat, and a court had found …, a finding that …"."""
    return any(one.dep_ == "conj" and one.i < thing.i for one in verb.rights)


def _indirect(verb: Token) -> Token | None:
    """The indirect object without a preposition ("gave Kyiv weapons")."""
    return next((one for one in verb.children if one.dep_ == "dative" and one.pos_ != "ADP"), None)


def prepositional(token: Token, preposition: str) -> Iterator[Token]:
    """The objects of *preposition* under *token*, also under its object or particle ("launched an attack on X")."""
    if preposition == "to" and (whom := _indirect(token)) is not None:
        yield whom
    for one in token.children:
        if one.i and (before := one.nbor(-1)).lower_ in BORDERS and before.dep_ == "pobj":
            continue  # "drills near the border with Mali", wherever the parser hangs it
        if one.lower_ == preposition and one.dep_ in ("prep", "agent", "dative", "prt", "mark", "advmod"):
            yield from (thing for thing in one.children if thing.dep_ in ("pobj", "pcomp"))
        elif (
            one.dep_ == "prep"
            and one.lower_ != "according"
            and (inner := child(one, "prep")) is not None
            and inner.lower_ == preposition
        ):
            yield from (thing for thing in inner.children if thing.dep_ == "pobj")


def coordinated(token: Token) -> tuple[Token, ...]:
    """*token* and what "and" joins to it."""
    found = [token]
    for one in token.children:
        if one.dep_ == "conj" and one.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM"):
            found.extend(coordinated(one))
    return tuple(found)


def is_denied(verb: Token) -> bool:
    """ "Does not accept", "nor will it accept", "neither side accepts", "no longer objects"."""
    copula = verb.head if verb.dep_ == "acomp" else verb  # "is not willing"
    if child(copula, "neg") is not None or any(one.lower_ == "nor" and one.i < verb.i for one in verb.lefts):
        return True
    longer = (one for one in verb.children if one.lower_ == "longer")
    if any(inner.lower_ == "no" for one in longer for inner in one.children):
        return True
    doer = child(verb, "nsubj")
    return doer is not None and any(one.lower_ == "neither" for one in (doer, *doer.lefts))


def clause_of(token: Token) -> Token:
    """The verb whose clause *token* stands in; *token* itself where it is the root."""
    while token.pos_ not in ("VERB", "AUX") and token.head != token:
        token = token.head
    return token


def ancestors(token: Token) -> Iterator[Token]:
    while token.head != token:
        token = token.head
        yield token


def lemmas(token: Token) -> tuple[str, ...]:
    """The token's lemma, and with the "e" that the lemmatiser drops ("staged" is not "stag")."""
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB" and token.lower_ in (f"{lemma}ed", f"{lemma}ing", f"{lemma}es"):
        return lemma, f"{lemma}e"
    return (lemma,)
