"""Readings that the parser is prone to, set right before anything is read from them. Labels are spaCy's (ClearNLP)."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from dragoman.annotate.roles import role_at, title_words
from dragoman.knowledge import RoleKind

CLAUSES = frozenset({"ccomp", "advcl"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
APART = "apart"
"""Our label for a clause that only stands beside another: what governs the one says nothing of the other."""


STOPS = frozenset(".!?…")
OPENS_ASIDE = frozenset({"VBG", "VBN", "WP", "WDT", "IN"})
TOWARDS = frozenset({"against", "for", "to", "upon", "by"})
TIMES = frozenset({"year", "month", "week", "day", "decade"})
ASIDE = 18  # tokens between two commas
NAMING = frozenset("call name dub label brand declare proclaim elect appoint".split())
QUOTES = {"“": "”", "«": "»", "``": "''", '"': '"', "''": "''"}


def mend(doc: Doc) -> None:
    """Lists are lists, what a semicolon parts is apart, a subject that a comma precedes is a subject; a verb that
    goes on behind a quotation depends on nothing within it; what is done leads a sentence, not who does it."""
    for sentence in list(doc.sents):
        _mend_root(sentence)
    for token in doc:
        _mend_one(token)
    quoted = _quoted(doc)
    for token in doc:
        if token.tag_ in FINITE and token.pos_ == "VERB" and not _has_subject(token):
            _mend_subject(token, quoted)


def _mend_one(token: Token) -> None:
    if token.dep_ in CLAUSES and _is_apart(token):
        token.dep_ = APART
    elif token.dep_ == "appos" and token.i > token.head.i and not _is_closed(token):
        if _is_listed(token):
            token.dep_ = "conj"
        elif (verb := _verb_behind(token)) is not None:
            token.dep_, token.head = "nsubj", verb
    elif token.pos_ == "VERB" and token.lemma_ in NAMING:
        _mend_naming(token)
    elif token.dep_ == "conj" and (outer := _told_outside(token)) is not None:
        token.head = outer
    elif token.dep_ == "csubj" and token.tag_ == "VBG":
        _mend_participle(token)
    elif token.dep_ == "relcl" and (verb := _asked_for_years(token)) is not None:
        token.dep_, token.head = "ccomp", verb
    elif token.lower_ == "both" and token.head.dep_ == "xcomp" and token.i + 1 == token.head.left_edge.i + 1:
        token.dep_, token.head = "dobj", token.head.head  # "urged both to cease fire"


def _asked_for_years(clause: Token) -> Token | None:
    """ "Has demanded for years that Seoul outlaw it": the verb whose content a clause behind a time is."""
    told = any(one.lower_ == "that" and one.dep_ == "mark" for one in clause.lefts) and _has_subject(clause)
    link = clause.head.head
    if not told or link.lower_ not in ("for", "in") or link.head.pos_ != "VERB" or clause.head.lemma_ not in TIMES:
        return None
    return link.head


def _mend_participle(verb: Token) -> None:
    """ "An official helping to prepare the journey said": the one who says it is the official."""
    noun, main = next((one for one in verb.lefts if one.dep_ == "nsubj"), None), verb.head
    if noun is not None:
        noun.dep_, noun.head = "nsubj", main
        verb.dep_, verb.head = "acl", noun


def _mend_root(sentence: Span) -> None:
    """ "Ecuador on Friday multiplied the fee", "Chad, which lent it troops, promised aid": the verb that looks like a participle."""
    noun = sentence.root
    if noun.pos_ not in ("NOUN", "PROPN") or not any(one.text in STOPS for one in sentence[-2:]) or _has_subject(noun):
        return
    verb = next((one for one in noun.rights if one.dep_ == "acl" and one.tag_ in ("VBD", "VBN")), None) or next(
        (verb for one in noun.rights if one.dep_ == "relcl" for verb in one.rights if _is_behind_aside(verb)), None
    )
    if verb is None or _has_subject(verb) or any(one.dep_ in ("agent", "aux", "auxpass") for one in verb.children):
        return
    aside = any(one.dep_ in ("relcl", "appos") and one.i < verb.i for one in noun.rights)
    acts = any(one.dep_ in ("dobj", "ccomp", "xcomp") or one.lower_ in TOWARDS for one in verb.rights)
    if not aside and not acts:
        return  # "Three officers arrested in Kampala."
    behind = [one for one in noun.rights if one.i > verb.i]
    verb.tag_, verb.dep_, verb.head = "VBD", "ROOT", verb
    noun.dep_, noun.head = "nsubj", verb
    for one in behind:
        one.head = verb
        one.dep_ = "ccomp" if one.dep_ in ("acl", "relcl") and one.tag_ in FINITE else one.dep_


def _told_outside(verb: Token) -> Token | None:
    """ "Complained that she should have stayed, and called on her to resign": the verb with which a telling one is joined."""
    inner, doc = verb.head, verb.doc
    outer = inner.head
    if (
        verb.tag_ != "VBD"
        or inner.dep_ != "ccomp"
        or outer.tag_ != "VBD"
        or not outer.i < inner.i
        or _has_subject(verb)
    ):
        return None
    joined = next((one for one in doc[max(inner.i, verb.i - 3) : verb.i] if one.pos_ == "CCONJ"), None)
    parted = joined is not None and doc[joined.i - 1].text == ","
    return outer if parted and any(one.dep_ == "aux" for one in inner.children) else None


def _is_behind_aside(verb: Token) -> bool:
    """ "China, whose firm built the line, called on both": a verb of its own that a comma parts from a relative clause."""
    marked = any(one.dep_ in ("mark", "cc") for one in verb.children)
    return (
        verb.tag_ in ("VBD", "VBN")
        and verb.dep_ in ("advcl", "conj", "dep")
        and verb.nbor(-1).text == ","
        and not marked
    )


def _mend_naming(verb: Token) -> None:
    """ "Called the judges crooks", "named Jane Doe president": what looks like one noun phrase is whom it is said of, and what."""
    said = next((one for one in verb.rights if one.dep_ in ("dobj", "oprd") and one.pos_ in ("NOUN", "PROPN")), None)
    named = [one for one in said.lefts if one.dep_ in ("compound", "nmod")] if said is not None else []
    if said is None or not named or any(one.dep_ == "dobj" and one.i < said.i for one in verb.rights):
        return
    what, whom = role_at(verb.doc, said.i, frozenset()), named[-1]
    called = whom.tag_ == "NNS" and role_at(verb.doc, whom.i, frozenset()) is not None
    office = what is not None and what.role.kind == RoleKind.OFFICE
    person = whom.ent_type_ == "PERSON" or verb.doc[said.left_edge.i].lower_ in title_words()
    chosen = person and what is not None and what.role.kind == RoleKind.PERSON
    if chosen or called and not office:
        for one in said.lefts:
            if one.i < whom.i:
                one.head = whom
        whom.dep_, whom.head, said.dep_ = "dobj", verb, "oprd"


def _quoted(doc: Doc) -> list[int]:
    """For each token the number of the quotation that it stands in, 0 outside."""
    found, number, closing = [0] * len(doc), 0, ""
    for token in doc:
        if closing:
            found[token.i] = number
            closing = "" if token.text == closing else closing
        elif token.is_quote and token.text in QUOTES:
            number, closing = number + 1, QUOTES[token.text]
            found[token.i] = number
    return found


def _has_subject(verb: Token) -> bool:
    return any(one.dep_ in ("nsubj", "nsubjpass", "csubj", "expl") for one in verb.children)


def _mend_subject(verb: Token, quoted: list[int]) -> None:
    """Gives a finite verb without a subject the one that its place in the sentence tells."""
    doc = verb.doc
    if quoted[verb.head.i] not in (0, quoted[verb.i]) and verb.i > verb.head.i:
        _leave_quotation(verb, quoted)
    elif verb.dep_ == "conj" and verb.head.tag_ in FINITE:
        return
    elif verb.i and (doc[verb.i - 1].is_quote or quoted[verb.i - 1]):
        behind = next((one for one in verb.rights if one.dep_ == "dobj" and one.left_edge.i == verb.i + 1), None)
        if behind is not None:
            behind.dep_ = "nsubj"  # “…,” recalled an official
    elif (subject := _before_aside(verb)) is not None:
        subject.dep_, subject.head = "nsubj", verb


def _leave_quotation(verb: Token, quoted: list[int]) -> None:
    """ "She called it “an act of empires that fell” and told them": what tells is joined to what calls."""
    outer = next((one for one in verb.head.ancestors if not quoted[one.i]), None)
    joined = any(one.dep_ == "cc" or one.pos_ == "CCONJ" for one in verb.doc[max(0, verb.i - 3) : verb.i])
    if outer is not None and outer.pos_ == "VERB" and joined and not quoted[verb.i]:
        verb.dep_, verb.head = "conj", outer


def _before_aside(verb: Token) -> Token | None:
    """ "An adviser in Quito, speaking off the record, said": the noun before what two commas set off before a verb."""
    doc, last = verb.doc, _first_of(verb) - 1
    if last < 2 or doc[last].text != ",":
        return None
    first = next((at for at in range(last - 1, max(verb.sent.start, last - ASIDE), -1) if doc[at].text == ","), None)
    if first is None or last - first < 2 or not _is_aside(doc[first + 1 : last]):
        return None
    noun = doc[first - 1]
    while noun.dep_ in ("pobj", "prep", "poss", "compound", "amod", "case") and noun.head.i <= first + 1:
        noun = noun.head
        if noun.pos_ in ("VERB", "AUX"):
            return None
    free = noun.pos_ in ("NOUN", "PROPN") and noun.dep_ not in ("nsubj", "nsubjpass")
    return noun if free and noun.i < first and verb not in noun.subtree else None


def _first_of(verb: Token) -> int:
    """Where a verb begins, its auxiliaries and adverbs counted."""
    at = verb.i
    while at and verb.doc[at - 1].head == verb and verb.doc[at - 1].dep_ in ("aux", "auxpass", "neg", "advmod"):
        at -= 1
    return at


def _is_aside(words: Span) -> bool:
    """A participle's or preposition's phrase, a relative clause, or a name and nothing else."""
    if words[0].tag_ in OPENS_ASIDE:
        return True
    return all(one.pos_ in ("PROPN", "NOUN", "ADJ", "DET", "PUNCT", "PART") for one in words)


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
