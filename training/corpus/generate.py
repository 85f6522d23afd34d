"""Frames → passages: a seeded generator that fills slots and varies tense, voice, report, company and headline grammar.

Passages are worded in the corpus's own mark-up and read back by its parser, so that spans hold by construction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from training.corpus.frames import BadFrame, Frame, frames
from training.corpus.generate_actors import actor, nations
from training.corpus.generate_clauses import Clause, filled
from training.corpus.markup import Passage, passage

FOLDER = Path(__file__).parent / "frames"
LEADS = """On Tuesday, |Late on Monday, |In a surprise move, |Earlier this week, |For the second time in a month, |At dawn,
|After hours of debate, |In Geneva, |Meanwhile, |By nightfall, |Two days before the vote, |On the sidelines of the summit,
|In a statement posted online, |Despite the rain, |As winter approached, |Over the weekend, """.replace("\n", "").split(
    "|"
)
TAILS = """ on Friday| late on Sunday| this week| on Thursday morning|, ending weeks of speculation| in front of reporters
| for the third time this year|, the latest turn in a long dispute|, a spokesman's office confirmed by fax| before the recess
| after a night of rain|, to the surprise of many| in a televised address| at the height of the season""".replace(
    "\n", ""
).split("|")
COMPANY = """, as {} looked on|, a move watched closely by {}|, near the border with {}|, while {} stayed silent|, hours after {} had left the city
|, according to documents that {} had printed|, in the presence of {}|, a day before {} was due to arrive|; {} was not involved
|, in a district that is home to {}|, where {} keeps a small office|, a scene that {} would recall for years|, ahead of a vote in {}
|, said to be close to {}|, with {} still abroad|, a mile from where {} lives""".replace("\n", "").split("|")
JOINTS = ", while |, as |, after |, and |, but |; |, a day after |, hours before |, even as |, weeks after |, although |, just as ".split(
    "|"
)
CUES = "said|said|said|told reporters|announced|added|reported|claimed|confirmed|noted|insisted|acknowledged".split("|")
SPEAKERS = """the foreign ministry|a spokesman|state television|officials|a senior official|two diplomats|the presidency
|the army|witnesses|a person familiar with the matter|local media|the prime minister|he|she|the ministry
|an aide|the agency|three sources""".replace("\n", "").split("|")
AROUND = """{} came on Friday|{} has alarmed [Z]|[Z] took note of {}|{} surprised few in the capital|news of {} reached [Z] by radio
|{} dominated the evening papers|the markets shrugged off {}|[Z] would not be drawn on {}|{} was over within the hour
|{} followed months of rumours|reports spoke of {}|{} went almost unnoticed""".replace("\n", "").split("|")


def all_frames(folder: Path = FOLDER) -> list[Frame]:
    """Every frame that can be read, in the files' order."""
    files = sorted(folder.glob("*.tsv"))
    return [frame for path in files for frame in frames(path) if not isinstance(frame, BadFrame)]


def generated(rows: Sequence[Frame], seed: int, count: int) -> Iterator[Passage]:
    """*count* passages: every frame in turn, in an order and wording that *seed* decides."""
    for at, block in enumerate(blocks(rows, seed, count)):
        yield passage([(at, line) for line in block])


def blocks(rows: Sequence[Frame], seed: int, count: int) -> Iterator[list[str]]:
    """The passages as lines of mark-up."""
    random = Random(seed)
    order: list[Frame] = []
    for at in range(count):
        if not order:
            order = random.sample(rows, len(rows))
        yield _block(f"gen-{seed}-{at}", order.pop(), random.choice(rows), random)


def _block(id: str, frame: Frame, other: Frame, random: Random) -> list[str]:
    first = filled(frame, random, letters="ABC", number=1)
    headline = frame.kind == "fixed" and not frame.template.endswith(".")
    if headline:
        return [f"@ {id} headline world international", _capital(first.words), *_lines(first)]
    clauses = [_whole(first, random)]
    words, codes = clauses[0].words, [*_lines(first)]
    if random.random() < 0.1 and _plain(first):
        return [f"@ {id} headline world international", _capital(_headline(words)), *codes]
    if random.random() < 0.3 and other.kind != "noun" and other.template.endswith("."):
        second = filled(other, random, letters="DEF", number=5)
        words, codes = f"{words}{random.choice(JOINTS)}{second.words}", [*codes, *_lines(second)]
    elif random.random() < 0.35:
        phrase = actor(random, random.choice(("gov", "gov", "civ", "org", "per")), random.choice(nations()))
        words += random.choice(COMPANY).format(f"[G {phrase}]")
    elif random.random() < 0.3:
        words += random.choice(TAILS)
    return [f"@ {id} newswire world international", *_sentence(words, codes, random)]


def _plain(clause: Clause) -> bool:
    return clause.finite and len(clause.codes) == 1


def _whole(clause: Clause, random: Random) -> Clause:
    """A noun phrase set into a clause; a clause as it is."""
    if clause.finite:
        return clause
    phrase = actor(random, "gov", random.choice(nations()))
    words = random.choice(AROUND).format(clause.words).replace("[Z]", f"[Z {phrase}]")
    return Clause(words=words, codes=clause.codes, cast=clause.cast)


def _lines(clause: Clause) -> list[str]:
    return [code.line() for code in clause.codes]


def _sentence(words: str, codes: list[str], random: Random) -> list[str]:
    """The sentence, plain, with a lead, or as somebody's report, and its code lines."""
    draw = random.random()
    if draw < 0.62:
        return [f"{_capital(words)}.", *codes]
    if draw < 0.76:
        return [f"{random.choice(LEADS)}{words}.", *codes]
    speaker, cue = f"[H {random.choice(SPEAKERS)}]", random.choice(CUES)
    said = f"~q {cue.removesuffix(' reporters')}~{' reporters' if cue.endswith('reporters') else ''}"
    match random.randrange(4):
        case 0:
            told, form = f"{_capital(speaker)} {said} that <q {words} q>.", "indirect"
        case 1:
            told, form = f"“<q {_capital(words)} q>,” {speaker} {said}.", "direct"
        case 2:
            told, form = f"<q {_capital(words)} q>, ~q according to~ {speaker}.", "indirect"
        case _:
            told, form = f"<q {_capital(words)} q>, {speaker} {said}.", "indirect"
    return [told, *codes, f": q H {form}"]


def _capital(words: str) -> str:
    """The first letter of the words themselves in upper case, behind any mark."""
    match = re.match(r"(?:\[[A-Z] |\{\d+ |<[a-z] |[“(])*", words)
    at = match.end() if match is not None else 0
    return words[:at] + words[at : at + 1].upper() + words[at + 1 :]


def _headline(words: str) -> str:
    """Without articles and without auxiliaries."""
    return re.sub(
        r"(?<=\s)(?:the|a|an|has|have|is|are|was|were) ", "", re.sub(r"(\[[A-Z] )(?:the|a|an) ", r"\1", words)
    )
