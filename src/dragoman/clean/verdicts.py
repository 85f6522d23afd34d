"""Which blocks are the article, and what each of the others is.

The article is where its prose stands. A line that the markup or a cue condemns is out; a heading that a cue
condemns takes the lines below it along, until prose on the article's own matter resumes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from dragoman.clean.blocks import TEASER_END, Block, Role, content_words, ends_a_sentence, is_prose, size_of
from dragoman.clean.cues import cue_of, opens_a_section
from dragoman.clean.dates import dates_in, is_date_line
from dragoman.clean.names import is_byline, is_name_line
from dragoman.model import LeftOutKind

CLOSING = frozenset((LeftOutKind.RELATED, LeftOutKind.NEWSLETTER, LeftOutKind.COMMENTS, LeftOutKind.AUTHOR))
"""Kinds that more often stand below the article than in it."""
VAGUE = frozenset((LeftOutKind.LEGAL, LeftOutKind.RELATED, LeftOutKind.OTHER, LeftOutKind.NAVIGATION))
LONGEST_OPENER = 9
"""Words of the longest line that opens a section of its kind."""
NEAR = 0.3
"""The share of a line's content words that the article has too, from which it is on the article's matter."""

LONGEST_ADDRESS = 40
"""Words of the longest line that only addresses the reader."""
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|‘[^’]*’(?!\w)")
READER = re.compile(r"\b(?:you|your|yours|you'll|you’ll|you're|you’re)\b", re.IGNORECASE)
COOKIES = re.compile(r"\bcookies\b", re.IGNORECASE)
BIDDING = re.compile(
    r"(?:keep|stay|get|join|follow|read|watch|listen|discover|download|support|donate|share|check|click|tap|register"
    r"|subscribe|sign|log|enter|try|see|tell|send|become|explore|browse|find|meet our|learn)\b(?! the [A-Z])",
    re.IGNORECASE,
)

BOX_VERB = r"(?:is|was|has|covers|reports|writes|joined|works|holds|edits|lives|teaches|spent|accompanied|travelled|contributes)\b"

Verdict = LeftOutKind | None


@dataclass(slots=True)
class Verdicts:
    """A verdict for each block: null is the article's own."""

    blocks: Sequence[Block]
    title: int | None
    name: str
    out: list[Verdict] = field(default_factory=list)
    first: int = 0
    last: int = -1


def verdicts(blocks: Sequence[Block], title: int | None, title_text: str, name: str) -> list[Verdict]:
    """The verdict on each block. *title* is the block that holds the title, *name* the byline's first name."""
    state = Verdicts(blocks=blocks, title=title, name=name)
    alone = [_alone(block, number, title) for number, block in enumerate(blocks)]
    matter = _matter(blocks, alone, title_text)
    state.out = _sections(blocks, alone, matter, title)
    _captions(state, alone)
    _bounds(state, matter)
    for number, block in enumerate(blocks):
        if state.out[number] is None and number != title:
            state.out[number] = _placed(state, number, block, matter)
    return state.out


def _captions(state: Verdicts, alone: Sequence[Verdict]) -> None:
    """A line without a full stop right before a picture's credit, alone with it in an element, is its caption."""
    held = Counter(block.path for block in state.blocks)
    for number, (block, after) in enumerate(zip(state.blocks, state.blocks[1:], strict=False)):
        beside = block.path == after.path and held[block.path] == 2 or not block.markup and number > (state.title or 0)
        if (
            state.out[number] is None
            and number != state.title
            and alone[number + 1] is LeftOutKind.CREDIT
            and beside
            and not ends_a_sentence(block.text)
        ):
            state.out[number] = LeftOutKind.CREDIT


def _alone(block: Block, number: int, title: int | None) -> Verdict:
    """What the block is by its own markup and words."""
    if number == title:
        return None
    if is_byline(block.text):
        return LeftOutKind.AUTHOR
    if block.zones:
        return _zoned(block)
    cue = cue_of(block.text)
    if cue:
        return cue.kind
    if not is_prose(block) and any((own := cue_of(part)) and own.kind is LeftOutKind.CREDIT for part in block.parts):
        return LeftOutKind.CREDIT  # a caption and its credit in one element
    if block.role is Role.BYLINE and not is_prose(block):
        return LeftOutKind.AUTHOR
    if asks_for_consent(block.text):
        return LeftOutKind.LEGAL
    if addresses_the_reader(block.text):
        return LeftOutKind.NEWSLETTER
    if is_date_line(block.text) or block.role is Role.DATE and size_of(block.text) < 14:
        return LeftOutKind.OTHER
    return None


def asks_for_consent(text: str) -> bool:
    """A notice about cookies, of whatever length: it tells the reader what they do to him."""
    return "cookies" in text.lower() and bool(COOKIES.search(text) and READER.search(QUOTED.sub(" ", text)))


def addresses_the_reader(text: str) -> bool:
    """A line that says "you" or bids the reader do something, outside of quotation marks: no reporter does."""
    if "you" not in text.lower() and not BIDDING.match(text):
        return False
    own = QUOTED.sub(" ", text)
    if size_of(own) > LONGEST_ADDRESS or "“" in own or '"' in own:
        return False
    return bool(READER.search(own) or BIDDING.match(own) and own.rstrip().endswith((".", "!", "?", ":")))


def _zoned(block: Block) -> LeftOutKind:
    """The markup's kind, unless it is a vague one and the words know better."""
    by_markup = block.zones[-1].kind
    cue = cue_of(block.text) if by_markup in VAGUE else None
    return cue.kind if cue else by_markup


def _matter(blocks: Sequence[Block], alone: Sequence[Verdict], title: str) -> Counter[str]:
    """In how many pieces of uncondemned prose, the title among them, each content word stands."""
    counted: Counter[str] = Counter(content_words(title))
    for block, verdict in zip(blocks, alone, strict=True):
        if verdict is None and is_prose(block):
            counted.update(content_words(block.text))
    return counted


def nearness(block: Block, matter: Counter[str]) -> float:
    """The share of the block's content words that stand elsewhere in the article's prose."""
    own = content_words(block.text)
    least = 2 if is_prose(block) else 1
    return sum(1 for word in own if matter[word] >= least) / len(own) if own else 0.0


def _sections(
    blocks: Sequence[Block], alone: Sequence[Verdict], matter: Counter[str], title: int | None
) -> list[Verdict]:
    """Each block's verdict once headings like “Read next” have taken along what stands below them."""
    out: list[Verdict] = []
    section: LeftOutKind | None = None
    sure = [number for number, block in enumerate(blocks) if alone[number] is None and _near_prose(block, matter)]
    end = sure[-1] if sure else -1
    main = _main_path(blocks, alone)
    opened: tuple[int, ...] = ()
    for number, (block, verdict) in enumerate(zip(blocks, alone, strict=True)):
        boxed = block.markup and block.path == opened != main
        if (
            number == title
            or verdict is None
            and section
            and not boxed
            and _resumes(block, section, matter, within=number < end)
        ):
            section = None
        elif _opens(block, verdict):
            section, opened = verdict, block.path
        out.append(verdict or section)
    return out


def _main_path(blocks: Sequence[Block], alone: Sequence[Verdict]) -> tuple[int, ...]:
    """The element that holds most of the prose, paragraph marks apart."""
    weights: Counter[tuple[int, ...]] = Counter()
    for block, verdict in zip(blocks, alone, strict=True):
        if verdict is None and is_prose(block):
            weights[block.path] += len(block.text)
    return weights.most_common(1)[0][0] if weights else ()


def _opens(block: Block, verdict: Verdict) -> bool:
    if verdict is None or size_of(block.text) > LONGEST_OPENER or ": " in block.text:
        return False
    return opens_a_section(cue_of(block.text)) and (block.heading or not block.zones)


def _near_prose(block: Block, matter: Counter[str]) -> bool:
    return is_prose(block) and size_of(block.text) >= 12 and nearness(block, matter) >= NEAR


def _resumes(block: Block, section: LeftOutKind, matter: Counter[str], *, within: bool) -> bool:
    """Whether the article goes on at *block*, after lines of a *section*. *within*: its prose goes on below too."""
    if not is_prose(block):
        spoken = block.voted and block.links <= 0.5 and ends_a_sentence(block.text)
        return block.markup and spoken and section is not LeftOutKind.COMMENTS
    if section in (LeftOutKind.COMMENTS, LeftOutKind.AUTHOR, LeftOutKind.NEWSLETTER, LeftOutKind.OTHER):
        return within and size_of(block.text) >= 18 and nearness(block, matter) >= NEAR
    if within and size_of(block.text) >= 18:
        return True
    return size_of(block.text) >= 12 and (nearness(block, matter) >= NEAR * 0.6 or block.voted)


def _bounds(state: Verdicts, matter: Counter[str]) -> None:
    """Find the first and the last block of the article's prose."""
    prose = [
        number
        for number, block in enumerate(state.blocks)
        if state.out[number] is None and is_prose(block) and number != state.title
    ]
    prose = [number for number in prose if number > (-1 if state.title is None else state.title)] or prose
    while len(prose) > 2 and _stray(state, prose[-2], prose[-1], matter):
        prose.pop()
    state.first = prose[0] if prose else len(state.blocks)
    state.last = prose[-1] if prose else -1


def _stray(state: Verdicts, before: int, last: int, matter: Counter[str]) -> bool:
    """Whether the *last* prose stands after the article's end: apart from it and on another matter."""
    block = state.blocks[last]
    between = [verdict for verdict in state.out[before + 1 : last] if verdict is not None]
    apart = any(verdict in CLOSING for verdict in between)
    return (apart or len(between) > 3) and nearness(block, matter) < NEAR / 2 and not block.voted


def _placed(state: Verdicts, number: int, block: Block, matter: Counter[str]) -> Verdict:
    """The verdict on a block that nothing condemns, by where it stands."""
    if number > state.last:
        return _after(state, block)
    if state.title is not None and number < state.title:
        return LeftOutKind.NAVIGATION
    if number < state.first:
        own = _is_standfirst(state, number, block, matter) or _heads_the_first(state, number, block)
        return None if own else LeftOutKind.OTHER
    if _about(state, block):
        return LeftOutKind.AUTHOR
    return None if is_prose(block) else _short(state, number, block, matter)


def _after(state: Verdicts, block: Block) -> Verdict:
    """What stands below the article's last prose. A last short sentence that trafilatura takes is the article's."""
    if _about(state, block):
        return LeftOutKind.AUTHOR
    if TEASER_END.search(block.text):
        return LeftOutKind.RELATED
    joined = block.voted and ends_a_sentence(block.text) and size_of(block.text) >= 3
    if joined and not block.heading and _same_place(state.blocks[state.last], block):
        return None
    return LeftOutKind.NAVIGATION if block.links > 0.5 else LeftOutKind.OTHER


def _same_place(one: Block, other: Block) -> bool:
    return one.tag == other.tag and one.path[:-1] == other.path[:-1]


def _about(state: Verdicts, block: Block) -> bool:
    """Whether the block tells of the byline's author: “Joan covers the south …”."""
    first = state.name.partition(" ")[0]
    if not first or block.text[: len(first)].lower() != first.lower() or size_of(block.text) > 60:
        return False
    return bool(
        re.match(
            rf"{re.escape(first)}(?: {re.escape(state.name.partition(' ')[2])})? {BOX_VERB}", block.text, re.IGNORECASE
        )
    )


def _is_standfirst(state: Verdicts, number: int, block: Block, matter: Counter[str]) -> bool:
    """Whether a block between title and prose is the article's second headline."""
    if state.title is None or size_of(block.text) < 4 or block.links > 0.5 or is_name_line(block.raw):
        return False
    if dates_in(block.text) and not ends_a_sentence(block.text):
        return False
    if block.role is Role.STANDFIRST:
        return True
    near = nearness(block, matter)
    if block.heading or number == state.title + 1:
        return near >= NEAR / 2
    return near >= NEAR and number <= state.title + 6 and size_of(block.text) >= 5


def _heads_the_first(state: Verdicts, number: int, block: Block) -> bool:
    """Whether the block is a heading of the first prose, as others of its kind are of later prose."""
    between = state.out[number + 1 : state.first]
    if state.title is None or not block.heading or any(kind is None for kind in between):
        return False
    below = range(state.first + 1, state.last)
    return any(state.blocks[other].tag == block.tag and state.out[other] is None for other in below)


def _short(state: Verdicts, number: int, block: Block, matter: Counter[str]) -> Verdict:
    """The verdict on a short line between two pieces of prose."""
    if TEASER_END.search(block.text) and not block.voted:
        return LeftOutKind.RELATED
    if block.links > 0.6:
        return LeftOutKind.RELATED
    if ends_a_sentence(block.text) and size_of(block.text) >= 2:
        return None
    if block.heading or block.tag == "li":
        return None if size_of(block.text) >= 2 else LeftOutKind.OTHER
    follows = number + 1 < len(state.blocks) and state.out[number + 1] is None
    if size_of(block.text) >= 3 and follows and nearness(block, matter) >= NEAR:
        return None
    return LeftOutKind.OTHER
