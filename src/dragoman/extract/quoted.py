"""Attributions of words in quotation marks: the cue stands beside the marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from dragoman.annotate import Annotation, Quotation
from dragoman.annotate.quotations import CLOSING
from dragoman.extract.attribution import Attribution, reporting
from dragoman.extract.clauses import CLAUSES, FINITE, child, deep_subject, grammatical_subject
from dragoman.knowledge import ReportingCue, Speech, Strength
from dragoman.model import Form, Span

REACH = 14  # tokens from a closing mark to its cue
SENTENCE_WORDS = 3  # a quotation shorter than this is a fragment
SMALL = frozenset("a an the and or of in on at to for with from by".split())  # in a title without a capital
NEAR = 3  # words between a short quotation and its cue
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
CLAUSES_ONLY = frozenset({"hold", "learn", "understand", "find", "show"})  # "held that", but no "“…,” he held"


def quoted(annotation: Annotation) -> tuple[Attribution, ...]:
    """The attributions of whole quotations, left to right; one that a cue breaks, or the next sentence resumes, is one."""
    found: list[Attribution] = []
    for quotation in annotation.quotations:
        resumed = _resumed(annotation, found[-1], quotation) if found else None
        if resumed is not None:
            found[-1] = resumed
            continue
        attribution = _beside(annotation, quotation)
        if attribution is not None:
            found.append(attribution)
    return tuple(found)


def _beside(annotation: Annotation, quotation: Quotation) -> Attribution | None:
    if _length(annotation, quotation.inner) < SENTENCE_WORDS and not _is_said(annotation, quotation):
        return None
    if _is_title(annotation, quotation):
        return None
    cue = _introduced(annotation, quotation) or _after(annotation, quotation) or _before(annotation, quotation)
    if cue is None or _is_told(cue):
        return None
    row = reporting(cue)
    assert row is not None, "only reporting words are cues"
    lead = _lead(annotation, quotation, cue)
    return Attribution(
        source=_speaker(cue),
        cue=Span(cue.idx, cue.idx + len(cue)),
        cue_token=cue,
        content=(quotation.inner if lead is None else Span(lead, quotation.outer.end),),
        form=Form.DIRECT if lead is None else Form.MIXED,
        rule=f"quotation+{row.id}",
    )


def _is_said(annotation: Annotation, quotation: Quotation) -> bool:
    """Whether few words are all that is said, their cue right behind them: "“Never,” he said", "“My hope,” he said, “is …”"."""
    cue = _after(annotation, quotation)
    opens = annotation.text[quotation.inner.start : quotation.inner.start + 1].isupper()
    return opens and cue is not None and len(annotation.text[quotation.outer.end : cue.idx].split()) <= NEAR


def _introduced(annotation: Annotation, quotation: Quotation) -> Token | None:
    """The cue before a colon that opens words with a full stop of their own: what follows is another sentence."""
    before = annotation.text[: quotation.outer.start].rstrip()
    whole = annotation.text[quotation.inner.end - 1] == "." and before.endswith(":")
    return _before(annotation, quotation) if whole else None


def _lead(annotation: Annotation, quotation: Quotation, cue: Token) -> int | None:
    """Where the clause begins whose end alone is quoted: "It had caught them, “and not pleasantly”, they said".

    Its subject alone may stand before the marks: "The port “has come far”, they said".
    """
    if cue.idx < quotation.outer.start:
        return None
    sentence = annotation.sentence_span(cue)
    before = (
        _tokens(annotation, Span(sentence.start, quotation.outer.start))
        if sentence.start < quotation.outer.start
        else []
    )
    told = any(token.is_quote or reporting(token) is not None and token.tag_ != "VBG" for token in before)
    clause = len(before) >= SENTENCE_WORDS and any(token.pos_ in ("VERB", "AUX") for token in before)
    subject = annotation.text[quotation.inner.start].islower() and before[-1:] and before[-1].pos_ in NOMINAL
    return sentence.start if not told and (clause or subject) else None


def _is_told(cue: Token) -> bool:
    """Whether a cue itself stands in what somebody says: of a report within a report the outer one is the record."""
    outer = cue.head
    return (
        cue.dep_ == "ccomp"
        and outer.i < cue.i
        and child(cue, "mark") is not None
        and outer.pos_ == "VERB"
        and _attributes(reporting(outer))
    )


def _speaker(cue: Token) -> Token | None:
    """Who speaks, wherever the parser hangs it: behind the cue ("“…”, maintained the envoy"), beside a "which"."""
    own = [one for one in cue.children if one.dep_ == "nsubj"]
    if len(own) > 1:
        return own[-1]
    if not own and cue.doc[cue.i - 1].text in (",", *CLOSING) and cue.tag_ in FINITE:
        behind = next((one for one in cue.children if one.dep_ == "dobj" and one.i > cue.i), None)
        if behind is not None and behind.left_edge.i == cue.i + 1:
            return behind
    return deep_subject(cue) or _neighbour(cue)


def _neighbour(cue: Token) -> Token | None:
    """The noun right before or after a cue whose subject the parser lost."""
    beside: list[Token] = [*cue.doc[max(0, cue.i - 1) : cue.i], *cue.doc[cue.i + 1 : cue.i + 2]]
    return next((token for token in beside if token.pos_ in ("PRON", "PROPN", "NOUN")), None)


def _length(annotation: Annotation, span: Span) -> int:
    return len(span.of(annotation.text).split())


def _tokens(annotation: Annotation, span: Span) -> list[Token]:
    found = annotation.doc.char_span(span.start, min(span.end, len(annotation.text)), alignment_mode="expand")
    return list(found) if found is not None else []


def _after(annotation: Annotation, quotation: Quotation) -> Token | None:
    """The cue of "“…,” he said": the quotation ends in a comma, question or full stop and the cue follows."""
    if not quotation.closed:
        return None
    paragraph = annotation.paragraph(quotation.outer.start)
    following = _tokens(annotation, Span(quotation.outer.end, paragraph.end))[: REACH + 1]
    inside = annotation.text[quotation.inner.end : quotation.outer.end]
    ended = (
        "," in inside
        or annotation.text[quotation.inner.end - 1] in ".?!…"
        or following[:1]
        and following[0].text in (",", "-", "–", "—")
    )
    if not ended:
        return None
    for token in following:
        if token.is_quote or token.text in (".", ";", ":", "?", "!"):
            return None
        row = reporting(token)
        if _attributes(row) and token.dep_ not in ("amod", "compound", "relcl") and token.tag_ != "VB":
            return token if _claims(annotation, token, quotation) else None
    return None


def _attributes(row: ReportingCue | None) -> bool:
    if row is None or row.pos != Speech.VERB or row.head in CLAUSES_ONLY:
        return False
    return row.strength in (Strength.NEUTRAL, Strength.DENIES)


def _claims(annotation: Annotation, cue: Token, quotation: Quotation) -> bool:
    """Whether the cue speaks of the words before it, not of a clause of its own after it."""
    that = next((one for one in cue.children if one.dep_ == "ccomp" and one.i > cue.i), None)
    if that is None:
        return True
    mark = child(that, "mark")
    return mark is None or annotation.quoted(mark.idx) is not None


def _before(annotation: Annotation, quotation: Quotation) -> Token | None:
    """The cue of "He said: “…”" and "He told reporters that “…”"."""
    paragraph = annotation.paragraph(quotation.outer.start)
    tokens = (
        _tokens(annotation, Span(paragraph.start, quotation.outer.start))
        if quotation.outer.start > paragraph.start
        else []
    )
    if not tokens:
        return None
    last = tokens[-1]
    opens = last.text in (",", ":", "-", "–") or last.lower_ == "that" or _attributes(reporting(last))
    if not opens:
        return None
    for token in reversed(tokens[-REACH:]):
        if token.is_quote or token.text in (".", "?", "!", ";"):
            return None
        if _attributes(reporting(token)) and token.dep_ not in ("amod", "compound"):
            if last.text == ",":
                return None if _clause_between(token, last) else token
            if not _verb_between(token, last):
                return token
    return None


def _clause_between(cue: Token, last: Token) -> bool:
    """Whether a that-clause begins between a cue and the comma before a mark, so that the quoted words end it."""
    return any(token.lower_ == "that" and token.dep_ == "mark" for token in cue.doc[cue.i + 1 : last.i])


def _verb_between(cue: Token, last: Token) -> bool:
    """Whether the words before a mark are another verb's, under the cue: "says she hopes to, but knows that “…”"."""
    return any(_is_main(token) for token in cue.doc[cue.i + 1 : last.i])


def _resumed(annotation: Annotation, last: Attribution, quotation: Quotation) -> Attribution | None:
    """*last* with this quotation as a further span, where the cue breaks it or it goes on in the next sentence."""
    between = annotation.text[last.content[-1].end : quotation.outer.start]
    if "\n\n" in between or last.cue is None or last.form != Form.DIRECT or last.cue_token is None:
        return None
    cue_between = last.content[-1].end <= last.cue.start < quotation.outer.start
    rest = _tokens(annotation, Span(max(last.cue.end, last.content[-1].end), quotation.outer.start))
    if any(_attributes(reporting(token)) for token in rest if token.dep_ not in ("amod", "relcl", "acl")):
        return None
    next_sentence = between.rstrip().endswith((".", *CLOSING)) or not between.strip()
    same_sentence = cue_between and between.rstrip().endswith((",", "-", "–", "—", "that", ", but", ", and"))
    only_quote = (
        next_sentence and _length(annotation, quotation.inner) >= SENTENCE_WORDS and _is_whole(annotation, quotation)
    )
    if not (cue_between and only_quote or same_sentence or _goes_on(annotation, quotation, between, only_quote)):
        return None
    return Attribution(
        source=last.source, cue=last.cue, cue_token=last.cue_token,
        content=(*last.content, quotation.inner), form=last.form, rule=last.rule,
    )  # fmt: skip


def _goes_on(annotation: Annotation, quotation: Quotation, between: str, only_quote: bool) -> bool:
    """A quotation that follows on the heels of one that its cue had introduced, or is its second that-clause."""
    rest = between.strip(" ”\"»',.")
    joined = rest in ("and that", "but that") and _length(annotation, quotation.inner) >= SENTENCE_WORDS
    return only_quote and not rest or joined


def _is_whole(annotation: Annotation, quotation: Quotation) -> bool:
    """Whether no cue of its own follows the quotation."""
    return _after(annotation, quotation) is None


def fragments(annotation: Annotation, before: Sequence[Attribution]) -> Iterator[Attribution]:
    """Quoted words under a verb without a clause of its own ("accused it of “piracy at sea”"): the words are the content."""
    taken = [span for one in before for span in one.content]
    cues = {one.cue_token for one in before}
    under: dict[Token, list[Quotation]] = {}
    for quotation in annotation.quotations:
        if _length(annotation, quotation.inner) < 2 or any(span.meets(quotation.inner) for span in taken):
            continue
        cue = _governor(annotation, quotation)
        if (
            cue is not None
            and (cue not in cues or _is_joined(annotation, quotation, cue))
            and not _is_title(annotation, quotation)
            and not _says_another(cue, quotation)
        ):
            under.setdefault(cue, []).append(quotation)
    for cue, several in under.items():
        row = reporting(cue)
        assert row is not None, "only reporting words govern"
        clause = _clause_around(annotation, several[-1], cue) if _attributes(row) else None
        yield Attribution(
            source=grammatical_subject(cue) if cue.pos_ == "VERB" else child(cue, "poss"),
            cue=Span(cue.idx, cue.idx + len(cue)),
            cue_token=cue,
            content=tuple(one.inner for one in several) if clause is None else (clause,),
            form=Form.DIRECT if clause is None else Form.MIXED,
            rule=f"fragment+{row.id}",
        )


def _is_title(annotation: Annotation, quotation: Quotation) -> bool:
    """Whether words in marks name a book, a show or a song: all but the small ones have capitals, and none has tense."""
    tokens = [token for token in _tokens(annotation, quotation.inner) if token.is_alpha]
    words = [token for token in tokens if token.lower_ not in SMALL]
    return len(words) > 1 and all(one.text[0].isupper() and one.tag_ not in FINITE for one in words)


def _is_joined(annotation: Annotation, quotation: Quotation, cue: Token) -> bool:
    """Whether quoted words stand under a further act of the speaker's: "said it was over, and held out her hand to “…”"."""
    (first, *_) = _tokens(annotation, quotation.inner)
    above = (one for one in first.ancestors if one.idx < quotation.outer.start and one.pos_ in ("VERB", "AUX"))
    verb = next(above, cue)
    return verb != cue and verb.dep_ == "conj" and child(verb, "nsubj", "nsubjpass", "expl") is None


def _says_another(cue: Token, quotation: Quotation) -> bool:
    """Whether a cue behind quoted words has a clause of its own: "It called it “a rogue”, and insisted that he stop"."""
    clause = next((one for one in cue.children if one.dep_ == "ccomp" and one.i > cue.i), None)
    return quotation.outer.end <= cue.idx and clause is not None and child(clause, "mark") is not None


def _clause_around(annotation: Annotation, quotation: Quotation, cue: Token) -> Span | None:
    """The clause whose end alone is quoted, where the parser lost its verb: "said the breaks they got “do nothing for it”"."""
    words = (
        _tokens(annotation, Span(cue.idx + len(cue), quotation.outer.start)) if cue.idx < quotation.outer.start else []
    )
    opens = _tokens(annotation, quotation.inner)[:2]
    verb = any(one.tag_ in (*FINITE, "MD", "VB") for one in opens) or any(_is_main(one) for one in words)
    subject = any(one.pos_ in NOMINAL for one in words) and words[0].pos_ in (*NOMINAL, "DET", "ADJ", "NUM")
    return Span(words[0].idx, quotation.outer.end) if verb and subject else None


def _is_main(verb: Token) -> bool:
    """Whether a finite verb is none of a clause that tells more of a noun."""
    verb = verb.head if verb.dep_ in ("aux", "auxpass") else verb
    finite = verb.tag_ in FINITE or any(one.tag_ == "MD" for one in verb.lefts)
    return finite and verb.dep_ not in ("relcl", "acl", "advcl")


def _governor(annotation: Annotation, quotation: Quotation) -> Token | None:
    """The reporting verb under which quoted words stand."""
    tokens = _tokens(annotation, quotation.inner)
    if not tokens:
        return None
    token = tokens[0]
    inside = {one.i for one in tokens}
    while token.head != token:
        own = token.dep_ == "advcl" or token.dep_ == "conj" and child(token, "nsubj") is not None
        if own and token.i not in inside and token.pos_ == "VERB":
            return None  # "blamed it on the court, while she saw in it “a blow”"
        token = token.head
        row = reporting(token) if token.i not in inside else None
        if row is not None and row.pos == Speech.VERB and row.head not in CLAUSES_ONLY:
            return token
        if token.dep_ == "relcl" or token.dep_ in CLAUSES and token.i in inside:
            continue
    return None
