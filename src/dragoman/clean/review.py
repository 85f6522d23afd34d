"""A second look at the verdicts, with a second reader: where trafilatura and the first look disagree.

Neither is right by itself. A line that both keep is the article's; what one alone keeps is decided by where it
stands: in the elements that hold the prose which both keep, within that prose, or in a card of teasers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.clean.blocks import Block, Role, content_words, ends_a_sentence, is_prose, size_of
from dragoman.clean.cues import cue_of
from dragoman.clean.verdicts import Verdict, addresses_the_reader
from dragoman.model import LeftOutKind

ENOUGH = 120
"""Words that both readers keep, from which their elements tell where the article stands."""
LEAST = 0.1
"""The share of the first reader's prose that the second must keep to be heard."""
MOST = 0.5
"""The share of a line that links may take; of a table's cells that are no figures."""
CARD = 0.25
"""The share of the prose below which an element that holds linked lines is a card of teasers."""
SEVERAL = 3
"""Paragraphs of an element that may hold another part of the article,"""
AKIN = 0.2
"""and the share of their content words that the agreed prose has too."""
TEASER = 30
"""Words of the longest teaser."""
LONG = 12
"""Words of a sentence that is none of a sign-up box's."""
LONG_LINE = 60
"""Characters of a line, in any script, that is none of a menu's."""
MENUS = frozenset(("option", "label", "button", "legend", "summary"))
CELLS = frozenset(("td", "th"))
PARTS = frozenset(("h2", "h3", "h4", "h5", "h6", "li", "dd", "dt", *CELLS))
PARAGRAPHS = PARTS | {"p", "blockquote", "pre"}

Path = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Both:
    """What the readers agree on. *first* and *last* bound it; *places* hold its prose, *cards* teasers, *tables* figures."""

    first: int
    last: int
    places: frozenset[Path]
    cards: frozenset[Path]
    tables: frozenset[Path]
    service: bool


def reviewed(blocks: Sequence[Block], out: Sequence[Verdict], title: int | None) -> list[Verdict]:
    """*out* once the disputed blocks are decided."""
    kept = [number for number, verdict in enumerate(out) if verdict is None and number != title]
    both = [number for number in kept if blocks[number].voted]
    agreed = _size(blocks[number] for number in both)
    votes = _size(block for number, block in enumerate(blocks) if block.voted and number != title)
    if votes >= ENOUGH and agreed * 3 < votes:
        return by_votes(blocks, out, title)
    prose = _size(blocks[number] for number in kept if is_prose(blocks[number]))
    if agreed < ENOUGH or agreed < LEAST * prose:
        return list(out)
    seen = _agreement(blocks, out, both)
    return [verdict if number == title else _decided(seen, blocks, out, number) for number, verdict in enumerate(out)]


def by_votes(blocks: Sequence[Block], out: Sequence[Verdict], title: int | None) -> list[Verdict]:
    """The second reader's word, but for menus and what a cue condemns: for a page that the first look cannot read."""
    return [
        None if number == title or _stands_alone(block) else verdict or LeftOutKind.OTHER
        for number, (block, verdict) in enumerate(zip(blocks, out, strict=True))
    ]


def _stands_alone(block: Block) -> bool:
    """Whether the second reader takes the block, and nothing in it speaks against."""
    linked = block.links > MOST and block.tag != "p"
    if not block.voted or linked or block.tag in MENUS or cue_of(block.text):
        return False
    menu = any(zone.kind is LeftOutKind.NAVIGATION for zone in block.zones)
    return not menu or len(block.text) >= LONG_LINE


def _size(blocks: Iterable[Block]) -> int:
    return sum(size_of(block.text) for block in blocks)


def _agreement(blocks: Sequence[Block], out: Sequence[Verdict], both: Sequence[int]) -> _Both:
    weights: Counter[Path] = Counter()
    paragraphs: Counter[Path] = Counter()
    for number in both:
        if is_prose(blocks[number]):
            weights[_place(blocks[number])] += size_of(blocks[number].text)
            paragraphs[_place(blocks[number])] += 1
    linked = Counter(_place(block) for block in blocks if block.links > 0.8 and size_of(block.text) >= 3)
    cards = {
        place
        for place, lines in linked.items()
        if lines >= paragraphs[place] and weights[place] < CARD * weights.total()
    }
    places = frozenset(weights) - cards
    places |= _akin(blocks, out, both, places)
    first, last = _bounds(blocks, out, both, places)
    voted = [block for block in blocks if block.voted and is_prose(block)]
    spoken = sum(1 for block in voted if addresses_the_reader(block.text))
    return _Both(
        first=first,
        last=last,
        places=places,
        cards=frozenset(cards),
        tables=_tables(blocks[first : last + 1]),
        service=spoken >= 3 and spoken * 8 >= len(voted),
    )


def _akin(
    blocks: Sequence[Block], out: Sequence[Verdict], both: Sequence[int], places: frozenset[Path]
) -> frozenset[Path]:
    """The elements beside the known ones in which the prose goes on with the article's matter."""
    matter = frozenset(word for number in both for word in content_words(blocks[number].text))
    beside = {place[:-2] for place in places if len(place) > 2}
    below: dict[Path, list[frozenset[str]]] = {}
    for number, block in enumerate(blocks[both[-1] + 1 :], start=both[-1] + 1):
        if out[number] is None and is_prose(block) and _place(block)[:-2] in beside:
            below.setdefault(_place(block), []).append(content_words(block.text))
    own = {place: frozenset().union(*each) for place, each in below.items() if len(each) >= SEVERAL}
    return frozenset(place for place, found in own.items() if len(found & matter) >= AKIN * len(found))


def _place(block: Block) -> Path:
    """The element that holds the paragraph, or the list of the item."""
    if block.tag == "li":
        return block.path[:-2]
    return block.path[:-1] if block.tag in PARAGRAPHS else block.path


def _bounds(
    blocks: Sequence[Block], out: Sequence[Verdict], both: Sequence[int], places: frozenset[Path]
) -> tuple[int, int]:
    """The first and the last block, with the sentence right above and the items right below that the second keeps."""
    first, last = both[0], both[-1]
    while first and _joins(blocks[first - 1], out[first - 1], places) and _sentence(blocks[first - 1]):
        first -= 1
    end = last
    while end + 1 < len(blocks) and _joins(blocks[end + 1], out[end + 1], places) and blocks[end + 1].tag in PARTS:
        end += 1
        last = last if blocks[end].heading else end
    return first, last


def _joins(block: Block, verdict: Verdict, places: frozenset[Path]) -> bool:
    return block.voted and verdict is LeftOutKind.OTHER and _place(block) in places and not _linked(block)


def _sentence(block: Block) -> bool:
    return ends_a_sentence(block.text) and size_of(block.text) >= LONG - 4


def _linked(block: Block) -> bool:
    return block.links > (0.75 if _sentence(block) else MOST)


def _tables(blocks: Sequence[Block]) -> frozenset[Path]:
    """The tables of figures among *blocks*: most of their cells are short, and the second reader keeps them."""
    cells: dict[Path, list[Block]] = {}
    for block in blocks:
        if block.tag in CELLS:
            cells.setdefault(block.path[:-2], []).append(block)
    return frozenset(
        place
        for place, held in cells.items()
        if len(held) >= 6
        and sum(block.voted for block in held) > MOST * len(held)
        and sum(is_prose(block) for block in held) < MOST * len(held)
    )


def _decided(seen: _Both, blocks: Sequence[Block], out: Sequence[Verdict], number: int) -> Verdict:
    """The verdict on a block: the first look's, unless the second reader and its place say otherwise."""
    block, verdict = blocks[number], out[number]
    if block.tag in CELLS and block.path[:-2] in seen.tables:
        return None if verdict is LeftOutKind.OTHER else verdict
    if verdict is None:
        return _kept(seen, block, number)
    place = _place(block)
    home = seen.first <= number <= seen.last and place in seen.places
    if not home or not block.voted or block.zones or _linked(block):
        return verdict
    if verdict in (LeftOutKind.NEWSLETTER, LeftOutKind.RELATED) and not cue_of(block.text):
        advice = seen.service and verdict is LeftOutKind.NEWSLETTER
        return None if advice or _sentence(block) or _crosshead(blocks, out, number) else verdict
    if verdict is not LeftOutKind.OTHER or block.role in (Role.BYLINE, Role.DATE):
        return verdict
    return (
        None if block.tag in PARAGRAPHS or ends_a_sentence(block.text) or _crosshead(blocks, out, number) else verdict
    )


def _kept(seen: _Both, block: Block, number: int) -> Verdict:
    """The verdict on a block that the first look keeps."""
    place = _place(block)
    if number > seen.first and (
        place in seen.cards and size_of(block.text) <= TEASER or block.links > 0.9 and not is_prose(block)
    ):
        return LeftOutKind.RELATED
    if block.tag == "li" and not block.voted and block.links > 0.25 and not is_prose(block):
        return LeftOutKind.RELATED
    beside = any(place in (known, known[:-1]) for known in seen.places)
    return None if block.voted or beside or number <= seen.last else LeftOutKind.RELATED


def _crosshead(blocks: Sequence[Block], out: Sequence[Verdict], number: int) -> bool:
    """Whether a few words stand alone between two paragraphs of one element."""
    beside = [place for place in (number - 1, number + 1) if 0 <= place < len(blocks)]
    return size_of(blocks[number].text) <= 6 and all(
        out[place] is None and is_prose(blocks[place]) and _place(blocks[place]) == _place(blocks[number])
        for place in beside
    )
