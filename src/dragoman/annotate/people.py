"""Names of people in a document, cut free of their titles."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from dragoman.annotate.names import Kind, Match, folded, name_key
from dragoman.annotate.roles import is_single_person, title_words
from dragoman.annotate.time_words import MONTHS
from dragoman.knowledge import Holder

HONORIFICS = frozenset(
    "mr mr. mrs mrs. ms ms. dr dr. sir dame lord lady gen gen. col col. lt lt. maj maj. rep adm adm. brig brig."
    " capt capt. cmdr cmdr. cpl. sgt. pvt. rear vice insp. supt. fr. msgr. prof prof. sheikh".split()
)
SPEAKING = frozenset(
    [
        "say",
        "tell",
        "add",
        "announce",
        "warn",
        "insist",
        "argue",
        "write",
        "note",
        "ask",
        "reply",
        "explain",
        "promise",
        "claim",
        "think",
        "resign",
        "die",
    ]
)
# What a minister is minister of: no part of a name ("Minister of Foreign Affairs Jane Doe").
PORTFOLIOS = frozenset("affairs defence defense interior relations trade peace security finance justice energy".split())
PARTICLES = frozenset(
    [
        "al",
        "el",
        "de",
        "da",
        "dos",
        "van",
        "von",
        "der",
        "den",
        "bin",
        "ben",
        "ibn",
        "bint",
        "abu",
        "ould",
        "la",
        "le",
        "di",
        "du",
    ]
)
COMMON_FEMALE = frozenset(
    ["mrs", "mrs.", "ms", "ms.", "lady", "dame", "spokeswoman", "congresswoman", "chairwoman", "queen", "princess"]
)
COMMON_MALE = frozenset(["mr", "mr.", "sir", "lord", "spokesman", "congressman", "chairman", "king", "prince"])


# What stands behind a hyphen and is no second syllable of a given name ("Putin-led").
ENDINGS = frozenset(
    "aged based born bound elect era free held hit in-chief led level like made old only owned rich run style time torn"
    " type wide year".split()
)
SHIPS = frozenset(
    "ship vessel frigate destroyer corvette cruiser carrier submarine tanker freighter trawler ferry cutter icebreaker"
    " yacht gunboat minesweeper warship boat".split()
)
# What one is of a body and not of a person: "a commander of Failaq al-Sham".
OF_A_BODY = frozenset(
    "commander commanders fighter fighters militant militants gunmen member members leader leaders founder chairman"
    " chairwoman chief director head secretary-general wing".split()
)
LONGEST_SYLLABLE = 5  # "young", "chang"


def person_spans(doc: Doc, matches: tuple[Match, ...], bearers: frozenset[str]) -> tuple[range, ...]:
    """Token ranges of people's names: known ones, the recogniser's, and capitals after a title; none overlapping.

    *bearers* are surnames, as keys, that say enough by themselves: those of one holder of an office.
    """
    taken = {at for match in matches if match.kind != Kind.PERSON for at in range(match.start, match.end)}
    found: dict[int, range] = {}
    used: set[int] = set()
    whole = {*_whole(doc, matches), *_apposed(doc)}
    for span in (*_known(matches), *_hyphenated(doc), *_titled(doc), *_recognised(doc), *_apposed(doc)):
        trimmed = span if span in whole else _trimmed(doc, span)
        if not trimmed or used.intersection(trimmed) or _is_place(doc, trimmed, taken) or _is_thing(doc, trimmed):
            continue
        found[trimmed.start] = trimmed
        used.update(trimmed)
    for span in _surnames(doc, tuple(found.values()), used | taken, bearers):
        found[span.start] = span
    return tuple(found[start] for start in sorted(found))


def _surnames(doc: Doc, spans: tuple[range, ...], used: set[int], bearers: frozenset[str]) -> Iterator[range]:
    """Mentions by one word alone: of somebody named before, whatever the recogniser takes it for, or of a bearer."""
    named = {name_key(doc[_surname(doc, span)].text) for span in spans if len(span) > 1}
    known = bearers | {name_key(doc[at].text) for span in spans for at in (span.start, span.stop - 1)}
    for token in doc:
        if token.i in used or not token.text[:1].isupper() or token.pos_ != "PROPN" or _is_in_title(token):
            continue
        word = name_key(token.text)
        if word in named or (word in known and _is_whole_name(token)):
            yield range(token.i, token.i + 1)


def _is_in_title(token: Token) -> bool:
    """ "Power Minister": a capital before an office is what it is for."""
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
    return token.dep_ == "compound" and following.text[:1].isupper() and is_single_person(following)


def _surname(doc: Doc, span: range) -> int:
    """Where the surname stands in a full name: first in "Moon Jae-in", else last."""
    return span.start if _ends_in_syllable(doc, span.stop - 1) else span.stop - 1


def _has_article(token: Token) -> bool:
    """ "The West" is nobody's name."""
    return token.i > 0 and token.doc[token.i - 1].lower_ == "the"


def _is_whole_name(token: Token) -> bool:
    """Whether a capital is a name by itself, and one that does something or owns something if no recogniser says so."""
    if _has_article(token):
        return False
    near = token.doc[max(0, token.i - 1) : token.i + 2]
    if any(one.pos_ == "PROPN" for one in near if one.i != token.i):
        return False
    does = token.dep_ in ("nsubj", "nsubjpass", "poss") and token.ent_type_ in ("", "ORG")
    owned = token.i > 0 and token.doc[token.i - 1].tag_ == "POS"  # "Egypt's Sisi"
    return token.ent_type_ == "PERSON" or does or owned


def _hyphenated(doc: Doc) -> Iterator[range]:
    """East Asian names, which the recogniser does not know: two capitals, a hyphen, a small syllable ("Tsai Ing-wen")."""
    for token in doc[3:]:
        if _ends_in_syllable(doc, token.i) and _is_name_word(doc[token.i - 3]) and doc[token.i - 3].whitespace_:
            yield range(token.i - 3, token.i + 1)


def _ends_in_syllable(doc: Doc, at: int) -> bool:
    if at < 2 or doc[at - 1].text != "-" or doc[at - 1].whitespace_ or doc[at - 2].whitespace_:
        return False
    last = doc[at].text
    small = last.islower() and last.isalpha() and len(last) <= LONGEST_SYLLABLE and last not in ENDINGS
    return small and doc[at - 2].text[:1].isupper() and doc[at - 2].text.isalpha()


def _is_thing(doc: Doc, span: range) -> bool:
    """ "The tanker Amina Rose", "the Amina Rose", "a commander of Failaq al-Sham": a ship, a force or the like,
    whatever the recogniser says."""
    before = doc[span.start - 1].lower_ if span.start else ""
    led = span.start > 1 and before == "of" and doc[span.start - 2].lower_ in OF_A_BODY
    owner = span.stop < len(doc) and doc[span.stop].tag_ == "POS"  # "a member of Khan's party"
    return (
        before in SHIPS
        or (led and not owner)
        or (before == "the" and len(span) > 1 and doc[span.stop - 1].dep_ not in ("compound", "poss"))
    )


def _is_place(doc: Doc, span: range, taken: set[int]) -> bool:
    """A known name of another kind, unless it is only part of a longer one ("Jordan Smith"); "ANGRY Danish" is that
    of Danes."""
    named = (at in taken or doc[at].is_upper and doc[at].pos_ == "ADJ" for at in span)
    return all(named) and bool(taken.intersection(span))


def _known(matches: tuple[Match, ...]) -> Iterator[range]:
    return (range(match.start, match.end) for match in matches if match.kind == Kind.PERSON)


def _whole(doc: Doc, matches: tuple[Match, ...]) -> Iterator[range]:
    """Known names that hold a title's word and are no name without it ("Sheikh Hasina")."""
    for match in matches:
        if match.kind == Kind.PERSON:
            text = folded(doc[match.start : match.end].text)
            if any(isinstance(one, Holder) and folded(one.name) == text for one in match.referents):
                yield range(match.start, match.end)


def _apposed(doc: Doc) -> Iterator[range]:
    """Two or three capitals beside somebody's title, whatever the recogniser takes them for ("the envoy, Cui Tiankai,")."""
    for token in doc:
        if not _is_name_word(token) or token.dep_ == "compound":
            continue
        start = token.i
        while start and _is_name_word(doc[start - 1]) and doc[start - 1].head.i == token.i:
            start -= 1
        beside = [child for child in token.children if child.dep_ == "appos" and child.i > token.i + 1]
        beside += [token.head] if token.dep_ == "appos" and doc[start - 1].text == "," else []
        beside += [doc[start - 2]] if start > 1 and _is_between_commas(doc, start, token.i) else []
        if start < token.i < start + 3 and any(is_single_person(one) for one in beside):
            yield range(start, token.i + 1)


def _is_between_commas(doc: Doc, start: int, last: int) -> bool:
    """ "Its ambassador, Koussay Aldahhak, who": set off on both sides, whatever the parser makes of it."""
    return doc[start - 1].text == "," and last + 1 < len(doc) and doc[last + 1].text in (",", ".", ";", ":")


def _recognised(doc: Doc) -> Iterator[range]:
    """The recogniser's people. One word alone must do what people do: it takes towns for men."""
    for entity in doc.ents:
        team = entity.root.tag_ == "NNPS"  # "the New York Yankees"
        if (
            entity.label_ == "PERSON"
            and not team
            and (len(entity) > 1 or not _has_article(entity.root) and _speaks(entity.root))
        ):
            yield range(entity.start, _run_end(doc, entity.end - 1) + 1)


def _speaks(token: Token) -> bool:
    return token.dep_ in ("nsubj", "nsubjpass") and token.head.lemma_ in SPEAKING


def _titled(doc: Doc) -> Iterator[range]:
    """Capitals right after a title: "spokeswoman Laura Whitcombe", "Gen. Abdel Fattah"."""
    for token in doc[:-1]:
        if not (token.lower_ in _titles() and token.ent_type_ not in ("GPE", "LOC", "NORP")):
            continue
        following = doc[token.i + 1]
        if _is_name_word(following) and following.lower_ not in _titles() and token.head.i >= token.i:
            yield range(following.i, _run_end(doc, following.i) + 1)


@cache
def _titles() -> frozenset[str]:
    return title_words() | HONORIFICS


def _is_name_word(token: Token) -> bool:
    after_late = token.i > 0 and token.doc[token.i - 1].lower_ == "late"  # "in late September"
    return (
        token.pos_ == "PROPN"
        and not (after_late and token.lower_ in MONTHS)
        and token.text[:1].isupper()
        and token.text.upper() != token.text
    )


def _run_end(doc: Doc, at: int) -> int:
    """The last token of the name that goes on from *at*: capitals, particles and hyphens between them."""
    end = at
    while end + 1 < len(doc):
        step = doc[end + 1]
        joins = step.lower_ in PARTICLES or step.text == "-"
        beyond = doc[end + 2] if end + 2 < len(doc) else None
        if step.lower_ in PARTICLES and beyond is not None and beyond.text == "-":  # "al-Hijri"
            joins, beyond = True, doc[end + 3] if end + 3 < len(doc) else None
            if beyond is None or not _is_name_word(beyond):
                break
            end += 3
        elif joins and beyond is not None and _is_name_word(beyond):
            end += 2
        elif _is_name_word(step) and step.lower_ not in _titles() and step.ent_type_ in ("PERSON", "", "ORG"):
            end += 1
        else:
            break
    return end


def _trimmed(doc: Doc, span: range) -> range | None:
    """Without titles and demonyms before, and without a possessive after."""
    start, end = span.start, span.stop
    while start < end and (
        doc[start].lower_ in _titles() | PORTFOLIOS or doc[start].ent_type_ in ("NORP", "GPE") or _is_filler(doc[start])
    ):
        start += 1
    while end > start and (_is_filler(doc[end - 1]) or doc[end - 1].tag_ == "POS"):
        end -= 1
    capital = start < end and (doc[end - 1].text[:1].isupper() or _ends_in_syllable(doc, end - 1))
    if not capital and (start >= end or doc[end - 1].lower_ not in PARTICLES):
        return None
    return range(start, end)


def _is_filler(token: Token) -> bool:
    return token.pos_ in ("PUNCT", "SPACE", "DET", "ADP", "CCONJ", "VERB", "ADV") and token.lower_ not in PARTICLES
