"""The clauses that a row may ask for around its word: "to withdraw", "that it would answer", "of shelling", "as a farce"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from spacy.tokens import Token

from dragoman.extract.clauses import child, prepositional

SELVES = frozenset({"i", "we", "it", "they", "he", "she"})
OWNING = frozenset({"my", "our", "its", "their", "his", "her"})


def _infinitives(token: Token) -> Iterator[Token]:
    yield from (one for one in token.children if is_infinitive(one))
    for thing in (one for one in token.children if one.dep_ in ("dobj", "nsubjpass", "npadvmod")):
        yield from (one for one in thing.children if one.dep_ in ("acl", "relcl", "xcomp") and is_infinitive(one))


def _not(token: Token) -> Iterator[Token]:
    """What one says that one will not do: "pledged not to", "vowed never to"."""
    yield from (one for one in _infinitives(token) if child(one, "neg") is not None)


def _that(token: Token) -> Iterator[Token]:
    for one in token.children:
        if one.dep_ in ("ccomp", "acl") and one.i > token.i and not is_infinitive(one) and not _is_asked(one):
            yield one


def _is_asked(clause: Token) -> bool:
    """ "Asked whether they would come"."""
    return any(one.dep_ == "mark" and one.lower_ in ("whether", "if") for one in clause.children)


def _must(token: Token) -> Iterator[Token]:
    """What is insisted on: "that Sweden hand over the suspects", "that they must leave"."""
    for one in _that(token):
        passive = child(one, "auxpass")
        bare = (one if passive is None else passive).tag_ == "VB" and child(one, "aux") is None  # "that it be dropped"
        if bare or any(aux.dep_ == "aux" and aux.lower_ in ("must", "should") for aux in one.children):
            yield one


def _will(token: Token) -> Iterator[Token]:
    return (one for one in _that(token) if any(aux.tag_ == "MD" for aux in one.children))


def _gerunds(token: Token) -> Iterator[Token]:
    for one in token.children:
        if one.dep_ == "prep":
            yield from (inner for inner in one.children if inner.dep_ == "pcomp")
        elif one.dep_ in ("xcomp", "advcl") and one.tag_ == "VBG":
            yield one
    thing = child(token, "dobj")
    if thing is not None:
        yield from (
            inner for one in thing.children if one.dep_ == "prep" for inner in one.children if inner.dep_ == "pcomp"
        )


def _unless(token: Token) -> Iterator[Token]:
    """What must happen lest another thing does: "warned that unless they left"."""
    for one in _that(token):
        for inner in one.children:
            if inner.dep_ == "advcl" and any(mark.lower_ == "unless" for mark in inner.children):
                yield inner


def _own(token: Token) -> Iterator[Token]:
    """What one says that one will do oneself: "warned that it would respond"."""
    for one in _will(token):
        doer = child(one, "nsubj")
        owned = doer is not None and any(part.dep_ == "poss" and part.lower_ in OWNING for part in doer.children)
        if doer is not None and (doer.lower_ in SELVES or owned):
            yield one


def _beside(token: Token) -> Iterator[Token]:
    """What a thing is called: "called it a farce", "described it as illegal", "branded it “a crime”"."""
    yield from (one for one in token.children if one.dep_ in ("oprd", "attr", "acomp") and one.i > token.i)
    yield from (one for one in token.children if one.dep_ == "ccomp" and one.pos_ == "ADJ" and one.i > token.i)
    yield from (one for one in prepositional(token, "as") if one.i > token.i)
    things = [one for one in token.children if one.dep_ == "dobj"]
    named = token.dep_ in ("relcl", "acl") and (doer := child(token, "nsubj")) is not None and doer.tag_[0] != "W"
    yield from things[
        0 if named else 1 :
    ]  # "a base that Niger branded a provocation", "branded the base a provocation"
    for thing in things[:1]:
        yield from (one for one in thing.children if one.dep_ == "appos" and one.left_edge.is_quote)


def _other(token: Token) -> Iterator[Token]:
    """What another is wanted to do, or to have done to it: "wants Congo to disarm", "wants it debated"."""
    for one in token.children:
        whole = is_infinitive(one) or one.tag_ == "VBN"
        if one.dep_ == "ccomp" and whole and child(one, "nsubj", "nsubjpass") is not None:
            yield one


COMPLEMENTS: Mapping[str, Callable[[Token], Iterator[Token]]] = {
    "inf": _infinitives, "not": _not, "that": _that, "will": _will, "own": _own, "must": _must, "gerund": _gerunds,
    "unless": _unless, "as": _beside, "other": _other,
}  # fmt: skip


def is_infinitive(token: Token) -> bool:
    """ "To withdraw"."""
    if token.pos_ not in ("VERB", "AUX") or token.dep_ not in ("xcomp", "ccomp", "advcl", "acl", "relcl", "csubj"):
        return False
    return any(one.dep_ == "aux" and one.lower_ == "to" for one in token.children)
