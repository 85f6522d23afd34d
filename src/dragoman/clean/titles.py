"""The headline: which block holds it, and how it reads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from dragoman.clean.blocks import Block, Role, content_words, is_prose, size_of, squeezed
from dragoman.clean.cues import cue_of
from dragoman.clean.dates import is_date_line
from dragoman.clean.names import is_byline, is_name_line
from dragoman.clean.verdicts import addresses_the_reader
from dragoman.model import LeftOutKind

SUFFIX = re.compile(r"\s(?:\||-|–|—|::|»|«|•|·|/)\s")
MAST = re.compile(r"^(?:live|breaking|watch|update|exclusive)\s*:\s*", re.IGNORECASE)
LONGEST = 260
ALIKE = 0.6
LONG_TITLE = 6
"""Words of a first line that is no mere name."""
BELOW = 4
"""Lines below a headline among which its byline or date stands."""
PLACED = 0.15
"""What such a place adds to a headline's score."""
LEAST = 0.35
"""The score of the weakest headline in a text without markup."""


def headline_of(title: str, outlet: str | None) -> str:
    """A `<title>` without the outlet's and the section's names."""
    pieces = [piece.strip() for piece in SUFFIX.split(title) if piece.strip()]
    if len(pieces) < 2:
        return _without_prefix(title.strip(), outlet)
    rest = [piece for piece in pieces if not outlet or squeezed(piece) != squeezed(outlet)]
    return max(rest or pieces, key=lambda piece: size_of(piece))


def _without_prefix(title: str, outlet: str | None) -> str:
    if outlet and title.lower().startswith(f"{outlet.lower()}: "):
        return title[len(outlet) + 2 :].strip()
    return title


def alike(one: str, other: str) -> float:
    """How far two spellings of a headline agree, 0 to 1."""
    one, other = squeezed(one), squeezed(other)
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    if 2 * min(len(one), len(other)) <= ALIKE * (len(one) + len(other)):
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() > ALIKE else 0.0


def title_block(blocks: Sequence[Block], hints: Sequence[str], outlet: str | None) -> int | None:
    """The block of an HTML page that is its headline. *hints* are the metadata's headlines, the best first."""
    best, chosen = 0.0, None
    name = squeezed(outlet or "")
    for number, block in enumerate(blocks):
        late = 0.002 * min(number, 100)
        if _most(block) < ALIKE or _most(block) - late <= best:
            continue
        score = _score(block, hints) - late - 0.6 * (squeezed(block.text) == name)
        if score > best + 1e-9:
            best, chosen = score, number
    return chosen if best >= ALIKE else None


def _most(block: Block) -> float:
    """The highest score that the block can have, whatever the hints say."""
    return 1.1 + _marked(block) - _against(block)


def _marked(block: Block) -> float:
    return 0.85 if block.tag == "h1" else 0.5 if block.role is Role.TITLE else 0.15 if block.heading else 0.0


def _against(block: Block) -> float:
    return (0.5 if block.zones else 0.0) + 0.3 * (block.links > 0.9)


def _score(block: Block, hints: Sequence[str]) -> float:
    if len(block.text) > LONGEST or " " not in block.text:
        return 0.0
    agreed = max((alike(block.text, hint) for hint in hints if _worth(block, hint)), default=0.0)
    marked = _marked(block)
    if not agreed and not marked or size_of(block.text) < 2 or is_date_line(block.text):
        return 0.0
    short = 0.2 if size_of(block.text) < 3 else 0.0
    return agreed + marked + (0.1 if not hints and block.heading else 0.0) - short - _against(block)


def _worth(block: Block, hint: str) -> bool:
    """Whether comparing is worth its time: the lengths could agree, and words do."""
    if not 0.3 < (len(block.text) + 1) / (len(hint) + 1) < 3.3:
        return False
    own, other = content_words(block.text), content_words(hint)
    return not own or not other or len(own & other) * 2 >= min(len(own), len(other))


def title_line(blocks: Sequence[Block], hint: str | None = None) -> int | None:
    """The line of a plain text that is its headline."""
    if hint:
        found = _hinted(blocks, hint)
        if found is not None:
            return found
    own = [is_prose(block) and not cue_of(block.text) and not addresses_the_reader(block.text) for block in blocks]
    start = own.index(True) if True in own else len(blocks)
    prose = [block.text for block, kept in zip(blocks[start:], own[start:], strict=True) if kept]
    matter = Counter(word for text in prose for word in content_words(text))
    signed = [is_byline(block.text) or is_date_line(block.text) for block in blocks[: start + 1]]
    if 0 < start <= BELOW and _is_headline(blocks[0]) and size_of(blocks[0].text) >= LONG_TITLE:
        return 0
    best, chosen = 0.0, None
    for number, block in enumerate(blocks[: start + 1]):
        score = _line_score(block, matter) - 0.5 * _recurs(block, blocks[number + 1 :])
        score += PLACED * _placed(signed, number) - min(0.02 * number, 0.4)
        if score > best:
            best, chosen = score, number
    return chosen if best >= LEAST else None


def _hinted(blocks: Sequence[Block], hint: str) -> int | None:
    wanted = squeezed(hint)
    for number, block in enumerate(blocks):
        own = squeezed(block.text)
        if own == wanted or size_of(block.text) >= 3 and wanted.endswith(own):
            return number
    return None


def _is_headline(block: Block) -> bool:
    found = size_of(block.text)
    if (
        not 2 <= found <= 30
        or "|" in block.raw
        or re.search(r"\S\s{2,}\S", block.raw)
        or block.text.endswith((".", ":", ","))
    ):
        return False
    cue = cue_of(block.text)
    if cue and not (cue.kind is LeftOutKind.RELATED and found > 7) or is_date_line(block.text) or is_byline(block.text):
        return False
    return not re.search(r"[>»›→•�]|^\W*[-*]\s|\s[/·]\s.*\s[/·]\s", block.text)


def _placed(signed: Sequence[bool], number: int) -> int:
    """How well the line stands for a headline: 1 right above a byline or a date, -1 right below them."""
    if any(signed[number + 1 : number + 1 + BELOW]):
        return 1
    return -1 if any(signed[max(number - BELOW, 0) : number]) else 0


def _recurs(block: Block, below: Sequence[Block]) -> bool:
    """Whether the whole line stands in another below: a masthead and its footer, not a headline."""
    own = squeezed(block.text)
    return size_of(block.text) < 8 and any(own in squeezed(other.text) for other in below)


def _line_score(block: Block, matter: Counter[str]) -> float:
    """How much the line reads as the headline of what follows: its words come again, and it is no mere name."""
    if not _is_headline(block):
        return 0.0
    own = content_words(block.text)
    shared = sum(1 for word in own if matter[word]) / len(own) if own else 0.0
    length = min(size_of(block.text), 8) / 8
    name = 0.3 if is_name_line(block.text) and size_of(block.text) < 6 else 0.0
    teaser = 0.25 if MAST.match(block.text) else 0.0
    return 0.55 * shared + 0.6 * length - name - teaser
