"""Attributions by syntax: "said that …", "…, he said", "according to", "there are reports that"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.annotate import Annotation
from dragoman.annotate.quotations import CLOSING
from dragoman.extract.attribution import Attribution, phrase_at, reporting, trimmed
from dragoman.extract.clauses import FINITE, SUBJECTS, ancestors, child, deep_subject, grammatical_subject, is_passive
from dragoman.extract.contents import before_comma, between_stops, form_of, is_finite, tokens_span
from dragoman.knowledge import ReportingCue, Speech, Strength
from dragoman.model import Span

# A that-clause under these is a statement only when the subject can speak; "it" cannot ("it was clear that").
EXPLETIVES = frozenset({"it", "there"})
# What these say is no statement of their subject: "it is learned that", not "he learned that".
HEARSAY = frozenset({"learn", "understand"})

ASIDE = frozenset({"while", "whereas"})  # goes on with another matter behind quoted words

# What these tell is a statement of a body that judges or a paper that is read, no other's: "the soldiers found that".
FINDING = frozenset({"find", "show"})
FINDERS = frozenset(
    "analysis audit census commission committee court finding inquest inquiry investigation investigator inspector jury"
    " judge mission panel poll probe report research researcher review study survey tribunal watchdog".split()
)

DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday".split())

# Verbs whose object a subject says: "expressed confidence that", "gave an assurance that".
GIVES = frozenset("express voice give issue make offer repeat renew".split())


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
    sentence = between_stops(annotation, token)
    text = annotation.text
    before, after = trimmed(text, sentence.start, start), trimmed(text, end, sentence.end)
    told = any(is_finite(one) for one in annotation.tokens(before) if one.pos_ in ("VERB", "AUX"))
    longer = told or before.end - before.start > after.end - after.start
    content = before if longer and not _opens_relative(token) else after
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
        form=form_of(annotation, spans),
        rule="according-to",
    )


def _opens_relative(according: Token) -> bool:
    """ "A vote in which, according to the council, …", "whose waters, according to …": what follows is told."""
    if according.i < 2 or according.doc[according.i - 1].text != ",":
        return False
    word = according.doc[according.i - 2]
    return word.tag_ in ("WDT", "WP") or any(one.tag_ == "WP$" for one in word.lefts)


def _end_of_phrase(head: Token) -> int:
    last = head.right_edge
    for one in head.children:
        if one.dep_ in ("relcl", "advcl") and one.i > head.i:
            continue
    return last.idx + len(last)


def _of_verb(annotation: Annotation, verb: Token, row: ReportingCue) -> Attribution | None:
    content = _clause(verb)
    if content is None or content.head == verb and _asks(content) or child(verb, "neg") is not None:
        return None  # "would not say when" says nothing
    if verb.lemma_ in HEARSAY and not is_passive(verb):
        return None
    source = _source(verb)
    if verb.lemma_ in FINDING and (source is None or source.lemma_.lower() not in FINDERS):
        return None
    if source is not None and source.lower_ in EXPLETIVES and annotation.mention(source) is None:
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
        source=source, cue=cue, cue_token=verb, content=spans, form=form_of(annotation, spans), rule=row.id
    )


def _asks(clause: Token) -> bool:
    """An indirect question ("which penalties were meant")."""
    return clause.left_edge.lower_ != "that" and clause.left_edge.tag_ in ("WDT", "WP", "WRB", "WP$")


def _source(verb: Token) -> Token | None:
    """Who speaks. "Said to be", "is reported that": the agent, or nobody."""
    if is_passive(verb) and child(verb, "dobj") is None:
        return deep_subject(verb)
    above = _cue_above(verb)
    found = grammatical_subject(verb if above is None else above)
    if found is None:
        found = _subject_above(verb) or _subject_of_participle(verb)
    return found


def _cue_above(verb: Token) -> Token | None:
    """The cue whose speaker goes on with *verb*, which the parser joins to what is said: "said it had left and urged …"."""
    clause = verb.head
    joined = verb.dep_ == "conj" and clause.dep_ == "ccomp" and child(verb, *SUBJECTS) is None
    alike = verb.tag_ in FINITE and verb.tag_ == clause.head.tag_ != clause.tag_
    return clause.head if joined and alike and reporting(verb) and reporting(clause.head) else None


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
    """ "Made clear that …", "let it be known that …": the rest of the sentence, or the clause before "…, X let it be known"."""
    source, end = grammatical_subject(verb), annotation.sentence(verb).stop - 1
    if source is None:
        return
    if end - last < 3 or annotation.doc[last + 1].text == ".":
        before = before_comma(annotation, verb)
        if before is None:
            return
        spans = (before,)
    else:
        first = last + 2 if annotation.doc[last + 1].lower_ == "that" else last + 1
        spans = (tokens_span(annotation, first, _cut(verb, verb, first, end)),)
    cue = Span(verb.idx, annotation.doc[last].idx + len(annotation.doc[last]))
    yield Attribution(
        source=source, cue=cue, cue_token=verb, content=spans, form=form_of(annotation, spans), rule=row.id
    )


def _clause(verb: Token) -> Token | None:
    """The root of the clause that is said: a complement, or the clause that a bare "he said" hangs on."""
    complements = [one for one in verb.children if one.dep_ == "ccomp" and is_finite(one) and not _parted(one, verb)]
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
    """A clause that a stop parts from the cue after it is another sentence's ("X said so; Y reported that …")."""
    return any(token.text in (";", ":") for token in verb.doc[clause.i : verb.i])


def _stray(verb: Token) -> Token | None:
    """The that-clause that the parser hangs on a circumstance ("said at a press conference that …")."""
    for preposition in (one for one in verb.rights if one.dep_ in ("prep", "dative")):
        for thing in (one for one in preposition.children if one.dep_ in ("pobj", "pcomp")):
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


def _spans(annotation: Annotation, verb: Token, clause: Token) -> tuple[Span, ...]:
    """The clause's stretches before and after the cue, without "that", the cue's own words and final punctuation."""
    sentence = annotation.sentence(verb)
    left, right = clause.left_edge.i, clause.right_edge.i
    if _goes_on_with_that(verb, clause):
        right = sentence.stop - 1
    own_left, own_right = _own_edges(verb, clause)
    if clause == verb.head:
        left, right = max(sentence.start, _last_stop(verb) + 1), sentence.stop - 1
        own_left, own_right = (verb.left_edge.i, verb.right_edge.i) if verb.dep_ == "advcl" else (own_left, own_right)
    pieces: list[tuple[int, int]] = []
    if left < own_left:
        pieces.append((max(left, sentence.start), min(right, own_left - 1)))
    if right > own_right:
        pieces.extend(_split(annotation, max(left, own_right + 1), _cut(verb, clause, max(left, own_right + 1), right)))
    spans = (tokens_span(annotation, first, last) for first, last in pieces)
    return tuple(span for span in spans if len(span.of(annotation.text).split()) >= 2)


def _goes_on_with_that(verb: Token, clause: Token) -> bool:
    """Whether a second that-clause, which the parser hangs elsewhere, follows right behind the first."""
    behind = [token.lower_ for token in verb.doc[clause.right_edge.i + 1 : clause.right_edge.i + 4]]
    return clause.i > verb.i and behind[-2:] == ["and", "that"] and behind[0] in (",", "and")


def _last_stop(verb: Token) -> int:
    """Where a colon or semicolon stands before a cue that breaks its clause; a place before the text if none does."""
    return next((at for at in range(verb.i - 1, verb.sent.start - 1, -1) if verb.doc[at].text in (";", ":")), -1)


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
    return left, max([verb.i, _day_behind(verb), *(at for at in after if at < clause.i)])


def _day_behind(verb: Token) -> int:
    """The last word of a day right behind a cue, which the parser gives to the clause: "said on Tuesday it had left"."""
    doc, at = verb.doc, verb.i + 1
    while at + 2 < len(doc) and doc[at].lower_ in ("on", "late", "early"):
        at += 1
    told = doc[at].lower_ in DAYS and doc[at].dep_ not in (*SUBJECTS, "poss", "compound")
    return at if told and doc[at + 1].text not in (",", ".") else verb.i


def _cut(verb: Token, clause: Token, left: int, right: int) -> int:
    """Where the content ends: before a second cue by the same speaker ("…, adding that", "…, according to")."""
    doc = verb.doc
    for at in range(left + 1, right + 1):
        token = doc[at]
        if token.lower_ == "according" and doc[at - 1].text == ",":
            return at - 1
        if _cue_above(token) == verb and doc[at - 1].lower_ in ("and", "but"):
            return at - 2
        if (first := _next_teller(token, clause)) is not None:
            return first - 2
        if token.lower_ in ASIDE and doc[at - 1].text == "," and doc[at - 2].text in CLOSING:
            return at - 1
        participle = token.tag_ == "VBG" and doc[at - 1].text == "," and (row := reporting(token)) is not None
        if participle and row is not None and row.strength != Strength.QUOTES:
            return at - 1
    return right


def _next_teller(verb: Token, clause: Token) -> int | None:
    """Where somebody else begins to tell: "said that it would be met, and Korean diplomats admit that …"."""
    doer = child(verb, "nsubj")
    if doer is None or verb.dep_ != "conj" or verb.head != clause or verb.tag_ not in FINITE:
        return None
    first = doer.left_edge.i
    told = reporting(verb) is not None and child(verb, "ccomp") is not None
    parted = first > 1 and verb.doc[first - 1].lower_ in ("and", "but") and verb.doc[first - 2].text == ","
    return first if told and parted and verb.tag_ != clause.tag_ else None


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


def _of_noun(annotation: Annotation, noun: Token, row: ReportingCue) -> Attribution | None:
    """ "There are reports that …", "his claim that …", "a statement by the ministry that …"."""
    clause = next((one for one in noun.children if one.dep_ in ("acl", "ccomp", "relcl") and _that(one)), None)
    if clause is None:
        return None
    source = child(noun, "poss")
    if source is None:
        by = next((one for one in noun.children if one.lower_ in ("by", "from", "of") and one.dep_ == "prep"), None)
        source = child(by, "pobj") if by is not None else None
    if source is None and noun.dep_ == "dobj" and noun.head.lemma_ in GIVES:
        source = grammatical_subject(noun.head)
    existential = any(one.dep_ == "expl" for one in noun.head.children)
    if source is None and not existential and noun.dep_ not in ("nsubj", "attr", "pobj", "dobj"):
        return None
    if source is None and not existential:
        return None
    spans = tuple(
        tokens_span(annotation, first, last)
        for first, last in _split(annotation, clause.left_edge.i, clause.right_edge.i)
    )
    cue = Span(noun.idx, noun.idx + len(noun))
    return Attribution(
        source=source, cue=cue, cue_token=noun, content=spans, form=form_of(annotation, spans), rule=row.id
    )


def _begins_with_that(clause: Token) -> bool:
    """Also where the parser takes "that" for a relative pronoun in a clause that has its own subject."""
    return clause.left_edge.lower_ == "that" and child(clause, "nsubj", "nsubjpass", "expl") not in (
        None,
        clause.left_edge,
    )


def _that(clause: Token) -> bool:
    return any(one.lower_ == "that" and one.dep_ == "mark" for one in clause.children)
