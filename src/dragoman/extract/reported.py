"""Attributions by syntax: "said that …", "…, he said", "according to", "there are reports that"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.annotate import Annotation
from dragoman.extract.attribution import Attribution, phrase_at, reporting, trimmed
from dragoman.extract.clauses import ancestors, child, deep_subject, grammatical_subject, is_passive
from dragoman.knowledge import ReportingCue, Speech, Strength
from dragoman.model import Form, Span

# A that-clause under these is a statement only when the subject can speak; "it" cannot ("it was clear that").
EXPLETIVES = frozenset({"it", "there"})


def reported(annotation: Annotation, taken: frozenset[int]) -> Iterator[Attribution]:
    """The attributions of clauses; *taken* are cue tokens that quotations already have."""
    for token in annotation.doc:
        if annotation.quoted(token.idx) is not None:
            continue
        if token.lower_ == "according":
            yield from _according(annotation, token)
            continue
        phrase = phrase_at(token)
        if phrase is not None and token.i not in taken:
            yield from _of_phrase(annotation, token, *phrase)
            continue
        row = reporting(token)
        if row is None or token.i in taken or row.strength == Strength.QUOTES:
            continue
        found = _of_noun(annotation, token, row) if row.pos == Speech.NOUN else _of_verb(annotation, token, row)
        if found is not None:
            yield found


def _according(annotation: Annotation, token: Token) -> Iterator[Attribution]:
    """ "…, according to X": the rest of the sentence, or of the clause it hangs on."""
    to = next((one for one in token.rights if one.dep_ == "prep"), None) or next(
        (one for one in token.doc[token.i + 1 : token.i + 2] if one.lower_ == "to"), None
    )
    source = child(to, "pobj") if to is not None else None
    if source is None:
        return
    start, end = token.idx, _end_of_phrase(source)
    sentence = annotation.sentence_span(token)
    text = annotation.text
    before, after = trimmed(text, sentence.start, start), trimmed(text, end, sentence.end)
    content = before if before.end - before.start > after.end - after.start else after
    content = trimmed(text, content.start, content.end - (1 if text[content.end - 1 : content.end] == "." else 0))
    spans: tuple[Span, ...] = (content,)
    if before.end > before.start and len(after.of(text).split()) > 3 and len(before.of(text).split()) <= 6:
        spans = (before, trimmed(text, after.start, after.end - 1))
    if content.end - content.start < 3:
        return
    cue = Span(token.idx, to.idx + len(to)) if to is not None else Span(token.idx, token.idx + len(token))
    nobody = (
        source.lemma_.lower() in ("report", "rumour", "rumor")
        and child(source, "poss", "amod", "compound", "prep") is None
    )
    yield Attribution(
        source=None if nobody else source,
        cue=cue,
        cue_token=token,
        content=spans,
        form=_form(annotation, spans),
        rule="according-to",
    )


def _end_of_phrase(head: Token) -> int:
    last = head.right_edge
    for one in head.children:
        if one.dep_ in ("relcl", "advcl") and one.i > head.i:
            continue
    return last.idx + len(last)


def _of_verb(annotation: Annotation, verb: Token, row: ReportingCue) -> Attribution | None:
    content = _clause(verb)
    if content is None or _asks(content) or child(verb, "neg") is not None:
        return None  # "would not say when" says nothing
    source = _source(verb)
    if source is not None and source.lower_ in EXPLETIVES:
        if not is_passive(verb) and verb.lemma_ not in ("report", "learn"):
            return None
        source = None
    if source is None and not (is_passive(verb) or child(verb, "nsubj") is None):
        return None
    spans = _spans(annotation, verb, content)
    if not spans:
        return None
    cue = Span(verb.idx, verb.idx + len(verb))
    return Attribution(
        source=source, cue=cue, cue_token=verb, content=spans, form=_form(annotation, spans), rule=row.id
    )


def _asks(clause: Token) -> bool:
    """An indirect question ("which penalties were meant")."""
    return clause.left_edge.lower_ != "that" and clause.left_edge.tag_ in ("WDT", "WP", "WRB", "WP$")


def _source(verb: Token) -> Token | None:
    """Who speaks. "Said to be", "is reported that": the agent, or nobody."""
    if is_passive(verb) and child(verb, "dobj") is None:
        return deep_subject(verb)
    found = grammatical_subject(verb)
    if found is None:
        found = _subject_above(verb) or _subject_of_participle(verb)
    return found


def _subject_above(verb: Token) -> Token | None:
    """ "He went as far as to say": the subject of the nearest verb above that has one."""
    if verb.dep_ == "ROOT" or child(verb, "mark") is not None:
        return None
    return next(
        (
            found
            for one in ancestors(verb)
            if (found := child(one, "nsubj")) is not None and one.pos_ in ("VERB", "AUX")
        ),
        None,
    )


def _subject_of_participle(verb: Token) -> Token | None:
    """ "Guinea, itself suspended from the bloc, said": the parser gives the participle the subject."""
    clause = next(
        (one for one in verb.children if one.dep_ == "ccomp" and one.i < verb.i and one.tag_ in ("VBN", "VBG", "VBD")),
        None,
    )
    return (
        child(clause, "nsubj", "nsubjpass") if clause is not None and child(clause, "aux", "auxpass") is None else None
    )


def _of_phrase(annotation: Annotation, verb: Token, row: ReportingCue, last: int) -> Iterator[Attribution]:
    """ "Made clear that …", "let it be known that …": the rest of the sentence."""
    source, end = grammatical_subject(verb), annotation.sentence(verb).stop - 1
    if source is None or end - last < 3:
        return
    first = last + 2 if annotation.doc[last + 1].lower_ == "that" else last + 1
    spans = (_tokens_span(annotation, first, _cut(verb, verb, first, end)),)
    cue = Span(verb.idx, annotation.doc[last].idx + len(annotation.doc[last]))
    yield Attribution(source=source, cue=cue, cue_token=verb, content=spans, form=_form(annotation, spans), rule=row.id)


def _clause(verb: Token) -> Token | None:
    """The root of the clause that is said: a complement, or the clause that a bare "he said" hangs on."""
    complements = [one for one in verb.children if one.dep_ == "ccomp" and _is_finite(one) and not _parted(one, verb)]
    if complements:
        return complements[-1] if complements[-1].i > verb.i else complements[0]
    if (stray := _stray(verb)) is not None:
        return stray
    if verb.dep_ == "parataxis" and verb.head.pos_ in ("VERB", "AUX"):
        return verb.head
    if verb.dep_ == "advcl" and any(one.lower_ == "as" and one.dep_ in ("mark", "advmod") for one in verb.children):
        return verb.head
    if (
        verb.dep_ == "ccomp"
        and verb.head.pos_ in ("VERB", "AUX")
        and verb.i > verb.head.i
        and child(verb, "mark") is None
    ):
        between = verb.doc[verb.head.i : verb.left_edge.i + 1]
        if (
            any(token.text == "," for token in between)
            and child(verb, "nsubj") is not None
            and child(verb, "dobj") is None
        ):
            return verb.head
    return None


def _parted(clause: Token, verb: Token) -> bool:
    """A clause that a semicolon parts from the cue after it is another sentence's ("X said so; Y reported that …")."""
    return any(token.text == ";" for token in verb.doc[clause.i : verb.i])


def _stray(verb: Token) -> Token | None:
    """The that-clause that the parser hangs on a circumstance ("said at a press conference that …")."""
    for preposition in (one for one in verb.rights if one.dep_ in ("prep", "dative")):
        for thing in (one for one in preposition.children if one.dep_ == "pobj"):
            found = next(
                (one for one in thing.children if one.dep_ in ("acl", "relcl", "ccomp") and _begins_with_that(one)),
                None,
            )
            if found is not None:
                return found
    day = child(verb, "npadvmod")  # "reported the same day that …"
    if day is not None and (found := next((one for one in day.children if _begins_with_that(one)), None)) is not None:
        return found
    listener = child(verb, "dobj")
    if listener is None or not (listener.ent_type_ or listener.tag_ == "NNS"):
        return None
    return next((one for one in listener.children if one.dep_ in ("acl", "ccomp", "relcl") and _that(one)), None)


def _is_finite(clause: Token) -> bool:
    """A clause with tense: "that it will go", not "to go" or "going"."""
    if clause.tag_ in ("VBD", "VBZ", "VBP", "MD"):
        return True
    if any(
        one.dep_ in ("aux", "auxpass", "cop") and one.tag_ in ("VBD", "VBZ", "VBP", "MD") for one in clause.children
    ):
        return True
    return (
        child(clause, "mark") is not None
        and clause.tag_ not in ("VBG",)
        and child(clause, "nsubj", "nsubjpass", "expl") is not None
    )


def _spans(annotation: Annotation, verb: Token, clause: Token) -> tuple[Span, ...]:
    """The clause's stretches before and after the cue, without "that", the cue's own words and final punctuation."""
    sentence = annotation.sentence(verb)
    left, right = clause.left_edge.i, clause.right_edge.i
    own_left, own_right = _own_edges(verb, clause)
    if clause == verb.head:
        left, right = sentence.start, sentence.stop - 1
        own_left, own_right = (verb.left_edge.i, verb.right_edge.i) if verb.dep_ == "advcl" else (own_left, own_right)
    pieces: list[tuple[int, int]] = []
    if left < own_left:
        pieces.append((max(left, sentence.start), min(right, own_left - 1)))
    if right > own_right:
        pieces.extend(_split(annotation, max(left, own_right + 1), _cut(verb, clause, max(left, own_right + 1), right)))
    spans = (_tokens_span(annotation, first, last) for first, last in pieces)
    return tuple(span for span in spans if len(span.of(annotation.text).split()) >= 2)


def _own_edges(verb: Token, clause: Token) -> tuple[int, int]:
    """The stretch of the cue itself: its subject, auxiliaries, addressee and the circumstances between."""
    own = [verb]
    for one in verb.children:
        if one == clause or one.dep_ in ("punct", "advcl", "conj", "cc", "parataxis", "ccomp"):
            continue
        if clause.left_edge.i <= one.i <= clause.right_edge.i and one.i > verb.i:
            continue
        own.append(one)
    left = min(one.left_edge.i if one != verb else one.i for one in own)
    before_clause = clause.left_edge.i - 1 if clause.i > verb.i else verb.doc[-1].i
    after = [
        min(one.right_edge.i, before_clause) for one in own if one != verb and verb.i < one.i < max(clause.i, verb.i)
    ]
    if clause.i < verb.i:
        return left, max([verb.i, *(one.right_edge.i for one in own if one.i > verb.i)])
    return left, max([verb.i, *(at for at in after if at < clause.i)])


def _cut(verb: Token, clause: Token, left: int, right: int) -> int:
    """Where the content ends: before a second cue by the same speaker ("…, adding that", "…, according to")."""
    doc = verb.doc
    for at in range(left + 1, right + 1):
        token = doc[at]
        if token.lower_ == "according" and doc[at - 1].text == ",":
            return at - 1
        participle = token.tag_ == "VBG" and doc[at - 1].text == "," and (row := reporting(token)) is not None
        if participle and row is not None and row.strength != Strength.QUOTES:
            return at - 1
    return right


def _split(annotation: Annotation, left: int, right: int) -> list[tuple[int, int]]:
    """Two that-clauses under one cue are two stretches: cut at "and that"."""
    doc = annotation.doc
    pieces: list[tuple[int, int]] = []
    start = left
    for at in range(left + 1, right):
        if doc[at].lower_ in ("and", "but") and doc[at + 1].lower_ == "that" and doc[at + 1].dep_ == "mark":
            pieces.append((start, at - 1))
            start = at + 2
    return [*pieces, (start, right)]


def _tokens_span(annotation: Annotation, first: int, last: int) -> Span:
    doc = annotation.doc
    while first <= last and (
        doc[first].lower_ == "that"
        and doc[first].dep_ in ("mark", "dobj")
        or doc[first].is_space
        or doc[first].text in (",", ":", "-")
    ):
        first += 1
    while last >= first and (doc[last].is_space or doc[last].text in (".", ",", ";", ":", "-", "–")):
        last -= 1
    if last < first:
        return Span(0, 0)
    span = trimmed(annotation.text, doc[first].idx, doc[last].idx + len(doc[last]))
    return _without_marks(annotation, span)


def _without_marks(annotation: Annotation, span: Span) -> Span:
    """A content that is one whole quotation loses its marks."""
    for quotation in annotation.quotations:
        if quotation.outer.start == span.start and quotation.outer.end in (span.end, span.end + 1):
            return quotation.inner
    return span


def _form(annotation: Annotation, spans: tuple[Span, ...]) -> Form:
    """Mixed where quoted words of two or more stand inside, direct where a quotation is all."""
    inside = [one for one in annotation.quotations if any(span.meets(one.inner) for span in spans)]
    if any(one.inner.holds(span) for span in spans for one in inside):
        return Form.DIRECT
    long = [one for one in inside if len(one.inner.of(annotation.text).split()) > 1]
    return Form.MIXED if long else Form.INDIRECT


def _of_noun(annotation: Annotation, noun: Token, row: ReportingCue) -> Attribution | None:
    """ "There are reports that …", "his claim that …", "a statement by the ministry that …"."""
    clause = next((one for one in noun.children if one.dep_ in ("acl", "ccomp", "relcl") and _that(one)), None)
    if clause is None:
        return None
    source = child(noun, "poss")
    if source is None:
        by = next((one for one in noun.children if one.lower_ in ("by", "from") and one.dep_ == "prep"), None)
        source = child(by, "pobj") if by is not None else None
    existential = any(one.dep_ == "expl" for one in noun.head.children)
    if source is None and not existential and noun.dep_ not in ("nsubj", "attr", "pobj", "dobj"):
        return None
    if source is None and not existential:
        return None
    spans = tuple(
        _tokens_span(annotation, first, last)
        for first, last in _split(annotation, clause.left_edge.i, clause.right_edge.i)
    )
    cue = Span(noun.idx, noun.idx + len(noun))
    return Attribution(
        source=source, cue=cue, cue_token=noun, content=spans, form=_form(annotation, spans), rule=row.id
    )


def _begins_with_that(clause: Token) -> bool:
    """Also where the parser takes "that" for a relative pronoun in a clause that has its own subject."""
    return clause.left_edge.lower_ == "that" and child(clause, "nsubj", "nsubjpass") not in (None, clause.left_edge)


def _that(clause: Token) -> bool:
    return any(one.lower_ == "that" and one.dep_ == "mark" for one in clause.children)
