"""A second look at a text without markup, in any language: the article is one stretch of running text.

The first look judges each line by its words, and what stands below a heading by the heading. This one asks where
the running text stands. A sentence within it is the article's whatever heading stands above it; outside of it
nothing is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from dragoman.clean.blocks import Block, content_words, size_of, squeezed
from dragoman.clean.cues import cue_of, opens_a_section
from dragoman.clean.dates import is_date_line
from dragoman.clean.names import is_byline, is_name_line
from dragoman.clean.verdicts import (
    BIDDING,
    CLOSING,
    LONGEST_OPENER,
    QUOTED,
    Verdict,
    addresses_the_reader,
    asks_for_consent,
)
from dragoman.model import LeftOutKind

ENDS = re.compile(
    r"(?<!\.\.)[.!?:。！？：．]['\"“”‘’»」』\)\]）]*(?:[¹²³⁰-⁹]|\[\d+\])*$|[”\"’]$"  # noqa: RUF001 the marks of East Asian scripts are meant
)
WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
LETTER = re.compile(r"[^\W\d_]")
RULES = ("-", "—", "–", "*", "=", "#", "_")
"""With these a line begins that sets parts of a letter or a page apart."""
NUMBERED = re.compile(r"#?\d+[.):]? \S")
SERVICE = re.compile(
    r"\b(?:newsletters?|e-?mails?|inbox|subscri\w+|sign(?:ed|ing)? up|log(?:ged)? in|accounts?|browser|website"
    r"|site|app|page|cookies?|privacy|click|links?|podcasts?|comments?|advert\w*|articles?|stories|coverage|journalism)\b",
    re.IGNORECASE,
)
"""What a site speaks of when it speaks to its readers for itself,"""
OFFERED = re.compile(r"\b(?:our|us|free|your first)\b", re.IGNORECASE)
"""and how it does when it bids them do something."""
SHORT = 20
"""Characters of the shortest running text; a sign of an East Asian script counts for three."""
LONG = 250
"""Characters of a line that is running text whatever it ends with."""
LONGEST = 400
"""Characters of a line that count."""
COST = 40
"""Characters that a line which is no running text takes from its stretch."""
BARRIER = 160
"""Characters that a heading of teasers takes, and whatever belongs to comments."""
LONGEST_GAP = 8
"""Lines in a row that cost: a table in the article is longer."""
LONGEST_CROSSHEAD = 7
LONGEST_ITEM = 20
LONGEST_CAPTION = 30
"""Words of the longest heading within the article, of an item of a list, of a caption."""
FEWEST = 8
"""Lines that the article keeps, and that are left out below, from which it may end because the lines thin out;"""
DENSE = 0.7
THIN = 0.55
"""the least share of lines kept before that, and the largest after it."""
LONGEST_LIST = 30
"""Lines above an item of a list among which the line that announces it stands."""
MOST = 500
"""Lines of the longest article in which pull quotes are looked for."""
STRAY = 100
"""Characters of the longest last line that may stand below the article by chance."""
HEAD = 8
"""Lines below the headline among which a byline or date stands."""
STANDFIRST = 2
"""Lines between headline and byline that are a second headline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """The lines, what each is by its own words, the half-open range of the article's, and the words of its matter."""

    blocks: Sequence[Block]
    out: Sequence[Verdict]
    own: Sequence[Verdict]
    start: int
    end: int
    matter: frozenset[str]


def second_look(blocks: Sequence[Block], out: Sequence[Verdict], title: int | None) -> list[Verdict]:
    """*out* once the lines are seen together; nothing changes where none is running text."""
    below = 0 if title is None else title + 1
    own = _boxed([_own_kind(block.text) for block in blocks], blocks)
    weights = [_weight(block, kind) for block, kind in zip(blocks, own, strict=True)]
    start, end = best_stretch(weights[below:])
    if start == end:
        return list(out)
    start, end = below + start, below + end
    matter = _matter(blocks[start:end], own[start:end])
    text = _Text(blocks=blocks, out=out, own=own, start=start, end=end, matter=matter)
    decided = [_decided(text, number, below) for number in range(len(blocks))]
    last = _without_stray_end(decided, text, _thins(decided, text))
    decided[last:end] = [decided[number] or out[number] or LeftOutKind.RELATED for number in range(last, end)]
    if title is not None:
        decided[title] = None
    return _without_pull_quotes(blocks, decided, title)


def _matter(blocks: Sequence[Block], own: Sequence[Verdict]) -> frozenset[str]:
    """The content words of the running text."""
    kept = (block.text for block, kind in zip(blocks, own, strict=True) if kind is None and _runs(block.text))
    return frozenset(word for text in kept for word in content_words(text))


def _own_kind(text: str) -> Verdict:
    cue = cue_of(text)
    if cue:
        return cue.kind
    if is_byline(text):
        return LeftOutKind.AUTHOR
    if is_date_line(text):
        return LeftOutKind.OTHER
    if asks_for_consent(text):
        return LeftOutKind.LEGAL
    return LeftOutKind.NEWSLETTER if serves_the_reader(text) else None


def _boxed(own: Sequence[Verdict], blocks: Sequence[Block]) -> list[Verdict]:
    """*own* with the sentences that speak to the reader between a short line and an offer: all are one box."""
    boxed = list(own)
    for number in range(1, len(blocks) - 1):
        offer = own[number] is None and own[number + 1] is LeftOutKind.NEWSLETTER
        if offer and not _sentence(blocks[number - 1].text) and addresses_the_reader(blocks[number].text):
            boxed[number] = LeftOutKind.NEWSLETTER
    return boxed


def serves_the_reader(text: str) -> bool:
    """Whether the line speaks to the reader for the site: of its letters, links and offers."""
    own = QUOTED.sub(" ", text)
    return addresses_the_reader(text) and bool(SERVICE.search(own) or BIDDING.match(own) and OFFERED.search(own))


def _weight(block: Block, kind: Verdict) -> int:
    """What the line adds to its stretch."""
    text = block.text
    if kind is LeftOutKind.COMMENTS:
        return -BARRIER
    if kind is not None:
        return -BARRIER if _heads_others(text, kind) else -COST
    if not LETTER.search(text):
        return -COST // 4
    return min(_length(text), LONGEST) if _runs(text) else -COST


def _heads_others(text: str, kind: Verdict) -> bool:
    """Whether the line heads teasers, a newsletter's box or an author's."""
    return kind in CLOSING and size_of(text) <= LONGEST_OPENER and ": " not in text and opens_a_section(cue_of(text))


def _length(text: str) -> int:
    return len(text) + 2 * len(WIDE.findall(text))


def _runs(text: str) -> bool:
    """Whether the line is a sentence or more, and none that breaks off."""
    length = _length(text)
    return " | " not in text and (length >= LONG or length >= SHORT and bool(ENDS.search(text)))


def best_stretch(weights: Sequence[int]) -> tuple[int, int]:
    """The half-open range with the largest sum, a long gap costing no more than a few lines; empty without any."""
    best, chosen, total, start, gap = 0, (0, 0), 0, 0, 0
    for place, weight in enumerate(weights):
        gap = 0 if weight > 0 else gap + 1
        if gap > LONGEST_GAP:
            continue
        if total <= 0:
            total, start = 0, place
        total += weight
        if total > best:
            best, chosen = total, (start, place + 1)
    return chosen


def _decided(text: _Text, number: int, below: int) -> Verdict:
    """The verdict on a line by where it stands."""
    verdict = text.out[number]
    if text.start <= number < text.end:
        return text.own[number] or _within(text, number)
    if number >= text.end:
        return verdict or LeftOutKind.RELATED
    if verdict is None and number < below + STANDFIRST:
        return LeftOutKind.CREDIT if number > below and _captioned(text, number) else None
    return verdict or LeftOutKind.OTHER


def _thins(decided: Sequence[Verdict], text: _Text) -> int:
    """Where the article ends because what follows is thin: comments or teasers, a name and a date for each.

    It is the line at which the share of kept lines changes most clearly.
    """
    kept = [verdict is None for verdict in decided[text.start : text.end]]
    best, cut, total = math.inf, text.end, sum(kept)
    for place, above in enumerate(accumulate(kept[:-1]), start=1):
        below = total - above
        head, tail = above / place, below / (len(kept) - place)
        if above < FEWEST or len(kept) - place - below < FEWEST or head < DENSE or tail > THIN:
            continue
        doubt = place * _doubt(head) + (len(kept) - place) * _doubt(tail)
        if doubt < best:
            best, cut = doubt, text.start + place
    return cut


def _without_stray_end(decided: Sequence[Verdict], text: _Text, end: int) -> int:
    """The end without last lines that are short, apart from the article and no part of it at the first look."""
    last = end
    while last > text.start + 1 and (
        decided[last - 1] is not None
        or decided[last - 2] is not None
        and text.out[last - 1] is not None
        and _length(text.blocks[last - 1].text) < STRAY
    ):
        last -= 1
    return last


def _doubt(share: float) -> float:
    """The entropy of one line, of which *share* are kept."""
    return -sum(part * math.log(part) for part in (share, 1 - share) if part)


def _within(text: _Text, number: int) -> Verdict:
    """The verdict on a line of the stretch that its own words do not condemn."""
    line = text.blocks[number].text
    if _captioned(text, number):
        return LeftOutKind.CREDIT
    if _sentence(line) or line.endswith((";", ",")) or _listed(text, number) or _crosshead(text, number):
        return None
    return text.out[number] or (None if size_of(line) > LONGEST_CROSSHEAD else LeftOutKind.OTHER)


def _sentence(line: str) -> bool:
    """Whether the line is said in full, however shortly."""
    return _runs(line) or bool(ENDS.search(line)) and size_of(line) >= 2 and " | " not in line


def _runs_at(text: _Text, number: int) -> bool:
    """Whether the article runs on in that line."""
    return text.start <= number < text.end and text.own[number] is None and _sentence(text.blocks[number].text)


def _crosshead(text: _Text, number: int) -> bool:
    """Whether the line heads the sentence below, on the article's matter, and is no last one of several links."""
    line = text.blocks[number].text
    short = size_of(line) <= LONGEST_CROSSHEAD and " | " not in line and not line.startswith(RULES)
    if not short or not _runs_at(text, number + 1):
        return False
    above = text.own[number - 1]
    label = above is not None and above not in CLOSING
    placed = label or _runs_at(text, number - 1) or bool(NUMBERED.match(text.blocks[number - 1].text))
    own = content_words(line)
    return placed and (not own or not text.matter.isdisjoint(own))


def _captioned(text: _Text, number: int) -> bool:
    """Whether the line is a caption: its credit stands below, and the article does not run on right above."""
    short = size_of(text.blocks[number].text) <= LONGEST_CAPTION
    if not short or number + 1 == len(text.blocks) or _runs_at(text, number - 1):
        return False
    below = text.blocks[number + 1].text
    return text.own[number + 1] is LeftOutKind.CREDIT or " | " in below and is_name_line(below.split(" | ")[0])


def _listed(text: _Text, number: int) -> bool:
    """Whether the line is an item below a line that ends in a colon."""
    for above in range(number - 1, max(text.start, number - LONGEST_LIST) - 1, -1):
        line = text.blocks[above].text
        if line.endswith(":"):
            return size_of(text.blocks[number].text) <= LONGEST_ITEM
        if text.own[above] is not None or _runs(line):
            return False
    return False


def opening(blocks: Sequence[Block], title: int | None, kept: Sequence[int]) -> int:
    """The first of the *kept* lines that is the article's body: the byline or date is above it, else it runs on."""
    first = 0 if title is None else title + 1
    signed = [number for number in range(first, min(first + HEAD, len(blocks))) if is_signed(blocks[number].text)]
    above = [number for number in kept if signed and number < signed[0]]
    if title is not None and 0 < len(above) <= STANDFIRST and len(above) < len(kept):
        return kept[len(above)]
    return next((number for number in kept if _runs(blocks[number].text)), kept[-1] if kept else 0)


def is_signed(text: str) -> bool:
    """Whether the line says who wrote the article or when."""
    return is_byline(text) or is_date_line(text)


def _without_pull_quotes(blocks: Sequence[Block], out: Sequence[Verdict], title: int | None) -> list[Verdict]:
    """*out* without lines that stand within another of the article."""
    kept = {
        number: squeezed(block.text) for number, block in enumerate(blocks) if out[number] is None and number != title
    }
    if len(kept) > MOST:
        return list(out)
    longer = [own for own in kept.values() if len(own) > SHORT]
    return [
        LeftOutKind.OTHER
        if number in kept
        and len(kept[number]) >= SHORT
        and any(kept[number] in other != kept[number] for other in longer)
        else verdict
        for number, verdict in enumerate(out)
    ]
