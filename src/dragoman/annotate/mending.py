"""Readings that the parser is prone to, set right before anything is read from them. Labels are spaCy's (ClearNLP)."""

from __future__ import annotations

from spacy.tokens import Doc, Token

CLAUSES = frozenset({"ccomp", "advcl"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
APART = "apart"
"""Our label for a clause that only stands beside another: what governs the one says nothing of the other."""


def mend(doc: Doc) -> None:
    """Lists are lists, what a semicolon parts is apart, and a subject that a comma precedes is a subject."""
    for token in doc:
        if token.dep_ in CLAUSES and _is_apart(token):
            token.dep_ = APART
        elif token.dep_ == "appos" and token.i > token.head.i and not _is_closed(token):
            if _is_listed(token):
                token.dep_ = "conj"
            elif (verb := _verb_behind(token)) is not None:
                token.dep_, token.head = "nsubj", verb


def _is_apart(clause: Token) -> bool:
    """ "Jamaica has offered men; Canada is weighing a contribution": the first depends on nothing in the second."""
    head = clause.head
    quoted = any(one.is_quote for one in clause.doc[clause.left_edge.i : max(head.i, clause.left_edge.i)])
    return not quoted and any(one.text == ";" and clause.right_edge.i < one.i < head.i for one in head.lefts)


def _is_closed(apposition: Token) -> bool:
    """Whether a mark stands behind what is set beside a name, as it should."""
    last, doc = apposition.right_edge.i + 1, apposition.doc
    return last == len(doc) or doc[last].is_punct


def _is_listed(name: Token) -> bool:
    """ "Jamaica, the Bahamas and Antigua have"."""
    joined = {one.dep_ for one in name.rights if one.dep_ == "cc" or one.pos_ == "PROPN"}
    return name.pos_ == name.head.pos_ == "PROPN" and joined >= {"cc", "conj"}


def _verb_behind(noun: Token) -> Token | None:
    """ "Maiga, its spokesman, the government denounced": the verb right behind a noun, where it has no other subject."""
    last, doc = noun.right_edge.i + 1, noun.doc
    verb = next((one for one in doc[last : last + 3] if one.pos_ != "ADV"), None)
    while verb is not None and verb.dep_ in ("aux", "auxpass"):
        verb = verb.head
    if verb is None or verb.tag_ not in FINITE or doc[noun.left_edge.i - 1].text != ",":
        return None
    subject = next((one for one in verb.children if one.dep_ == "nsubj"), None)
    if subject is None:
        return verb
    if subject != noun.head:
        return None
    subject.dep_ = "dep"
    return verb
