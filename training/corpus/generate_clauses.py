"""A frame filled: a clause in mark-up with its code line, in some tense, voice, mood or embedding."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from dragoman.knowledge import State
from dragoman.model import EventStatus, EventType
from training.corpus import generate_verbs as verbs
from training.corpus.frames import CHOICE, SLOT, TRIGGER, Frame
from training.corpus.generate_actors import actor, nations, plural

PROMISED = {EventType.AID, EventType.COOPERATE, EventType.RETREAT, EventType.SUPPORT, EventType.CONSULT}
HARSH = {EventType.SANCTION, EventType.MOBILIZE, EventType.COERCE, EventType.ASSAULT, EventType.PROTEST}
VIOLENT = {EventType.ASSAULT: "violence", EventType.MOBILIZE: "violence", EventType.SANCTION: "relations"}
OF_MODE = {"arrest": "arrest", "expel": "expel", "deport": "expel", "restrict": "restrict", "discontinue": "relations"}
TOGETHER = re.compile(r"\[S[^\]]*\] and \[T")
ASKED = {
    EventType.AID: "assist", EventType.COOPERATE: "assist", EventType.RETREAT: "yield", EventType.CONSULT: "meet",
}  # fmt: skip
PROMISES = "promised|pledged|offered|vowed|agreed|undertook|committed itself|said it was ready".split("|")
THREATS = "threatened|vowed|warned that it was ready|swore|threatened again".split("|")
REFUSALS = "refused|declined|flatly refused|would not agree|again refused".split("|")
REQUESTS = "urged|asked|called on|pressed|appealed to|begged|told|demanded that|wants".split("|")[:7]
PARTICLES = {"out", "up", "down", "off", "away", "back", "over", "in", "on"}
SMALL = frozenset(
    """A An The In On At After Before When While As Amid Under With Without For From By Despite During Following Behind Off
    No It There Its Their His Her Having Late Early Hours Days Weeks Months Talks Two Three Four Five Hundreds Thousands
    Outside Inside Over Since Until Once Only Not Even Just Nearly About Some Many Most Each One This That Those These To
    News Fresh New Plans Calls Word Angry Armed Masked""".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code line in the making: the event *number* with its sides' letters."""

    number: int
    type: EventType
    mode: str | None
    status: EventStatus
    actors: str
    recipients: str

    def line(self) -> str:
        return f": {self.number} {self.type} {self.mode or '-'} {self.status} {self.actors}>{self.recipients}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause in mark-up, small at its start, without its full stop; *cast* are the phrases of its letters."""

    words: str
    codes: tuple[Code, ...]
    cast: dict[str, str]
    finite: bool = True


def filled(frame: Frame, random: Random, *, letters: str, number: int, given: dict[str, str] | None = None) -> Clause:
    """*frame* as a clause. *letters* are free letters for source, target and a third; *given* are phrases to reuse."""
    template = CHOICE.sub(lambda match: random.choice(match.group(1).split("|")), frame.template)
    template = re.sub(r"\s+([,.])", r"\1", re.sub(r"  +", " ", template)).strip()
    phrases = {**_cast(template, random, letters), **(given or {})}
    bare = _small(template.rstrip("."))
    finite = frame.kind != "noun" or template.endswith(".")
    if frame.type is None:
        return Clause(words=_slotted(TRIGGER.sub(r"\1", bare), letters, phrases), codes=(), cast=phrases)
    code = _code(frame, template, letters, number)
    told = _told(frame, bare, random, code, phrases, letters)
    words, codes = told if told is not None else (_marked(bare, number), (code,))
    return Clause(words=_slotted(words, letters, phrases), codes=codes, cast=phrases, finite=finite)


def _small(words: str) -> str:
    """A function word at the start in lower case: the clause may come to stand inside a sentence."""
    first = words.split(" ", 1)[0]
    return words[:1].lower() + words[1:] if first in SMALL else words


def _cast(template: str, random: Random, letters: str) -> dict[str, str]:
    """A phrase for each slot's letter, of two nations."""
    found: dict[str, str] = {}
    for slot, kinds in SLOT.findall(template):
        letter = letters["ST".index(slot)]
        if letter not in found:
            found[letter] = _fresh(random, kinds, tuple(found.values()))
    return found


def _fresh(random: Random, kinds: str, taken: Sequence[str]) -> str:
    pool: tuple[State, ...] = nations()
    for _ in range(8):
        phrase = actor(random, random.choice((kinds or "gov").split(",")), random.choice(pool))
        if phrase not in taken:
            break
    return phrase


def _code(frame: Frame, template: str, letters: str, number: int) -> Code:
    slots = {slot for slot, _ in SLOT.findall(template)}
    assert frame.type is not None, "no event has no code"
    if slots == {"S", "T"} and (
        TOGETHER.search(template) or (frame.type == EventType.CONSULT and frame.mode != "visit")
    ):
        sides = f"{letters[0]}+{letters[1]}"
        return Code(number=number, type=frame.type, mode=frame.mode, status=frame.status, actors=sides, recipients="")
    return Code(
        number=number,
        type=frame.type,
        mode=frame.mode,
        status=frame.status,
        actors=letters[0] if "S" in slots else "",
        recipients=letters[1] if "T" in slots else "",
    )


def _marked(template: str, number: int) -> str:
    return TRIGGER.sub(lambda match: f"{{{number} {match.group(1)}}}", template)


def _slotted(words: str, letters: str, phrases: dict[str, str]) -> str:
    """The slots filled; a party named before comes again as a pronoun, or by its name where that would not do."""
    seen: set[str] = set()

    def fill(match: re.Match[str]) -> str:
        letter = letters["ST".index(match.group(1))]
        phrase, owns = phrases[letter], match.group(3)
        if letter in seen:
            phrase = ("their" if owns else "them") if plural(phrases[letter]) else ("its" if owns else "it")
            return f"[{letter} {phrase}]"
        seen.add(letter)
        return f"[{letter} {phrase}]" + ("" if not owns else "'" if phrase.endswith("s") and plural(phrase) else "'s")

    return re.sub(SLOT.pattern + r"('s)?", fill, words)


def _told(
    frame: Frame, template: str, random: Random, code: Code, phrases: dict[str, str], letters: str
) -> tuple[str, tuple[Code, ...]] | None:
    """A verb in some tense, mood, voice or embedding; None where the words stay as they are."""
    match = TRIGGER.search(template)
    if frame.kind != "verb" or match is None or frame.status != EventStatus.ACTUAL:
        return None
    before, after = template[: match.start()], template[match.end() :]
    verb, _, rest = match.group(1).partition(" ")
    rest = f" {rest}" if rest else ""
    many = TOGETHER.search(template) is not None or (code.actors != "" and plural(phrases[code.actors[0]]))
    if "+" not in code.actors and random.random() < 0.14 and before.strip() and SLOT.fullmatch(before.strip()):
        wrapped = _embedded(random, before.strip(), f"{verb}{rest}{after}", code, letters, phrases)
        if wrapped is not None:
            return wrapped
    if code.recipients and random.random() < 0.18:
        passive = _passive(random, before, f"{verbs.participle(verb)}{rest}", after, code, phrases)
        if passive is not None:
            return passive
    words, status = _tense(random, verb, rest, code, many=many)
    return f"{before}{words}{after}", (replace(code, status=status),)


def _tense(random: Random, verb: str, rest: str, code: Code, *, many: bool) -> tuple[str, EventStatus]:
    number, draw = code.number, random.random()

    def mark(form: str) -> str:
        return f"{{{number} {form}{rest}}}"

    has, is_ = ("have", "are") if many else ("has", "is")
    if draw < 0.46:
        return mark(verbs.past(verb)), EventStatus.ACTUAL
    if draw < 0.58:
        return f"{has} {mark(verbs.participle(verb))}", EventStatus.ACTUAL
    if draw < 0.66:
        return mark(verb if many else verbs.third(verb)), EventStatus.ACTUAL
    if draw < 0.74:
        return f"{random.choice((is_, 'was' if not many else 'were'))} {mark(verbs.ing(verb))}", EventStatus.ACTUAL
    if draw < 0.78:
        return f"had {mark(verbs.participle(verb))}", EventStatus.ACTUAL
    if draw < 0.85:
        negation = random.choice(("did not", f"{has} not", "never", f"{has} so far not", "stopped short of"))
        form = verb if negation == "did not" else verbs.past(verb) if negation == "never" else verbs.participle(verb)
        return f"{negation} {mark(verbs.ing(verb) if negation[:4] == 'stop' else form)}", EventStatus.NEGATED
    if draw < 0.91:
        modal = random.choice(("may", "could", "might", f"{is_} considering", f"{is_} weighing whether to"))
        return f"{modal} {mark(verbs.ing(verb) if modal.endswith('ing') else verb)}", EventStatus.HYPOTHETICAL
    if code.type in HARSH or code.type == EventType.CONSULT:
        will = random.choice(("will", f"{is_} to", f"{is_} set to", "decided to", "will next week", f"{is_} due to"))
        return f"{will} {mark(verb)}", EventStatus.FUTURE
    return (
        f"{random.choice(('swiftly', 'once more', 'openly', 'again', 'also', 'later'))} {mark(verbs.past(verb))}",
        EventStatus.ACTUAL,
    )


def _passive(
    random: Random, before: str, participle: str, after: str, code: Code, phrases: dict[str, str]
) -> tuple[str, tuple[Code, ...]] | None:
    """ "[T] was {verbed} by [S] …", where the recipient follows the verb at once."""
    target = re.match(r" (\[T(?::[a-z,]+)?\])(?!')", after)
    if len(participle.split()) > 1 and participle.split()[1] not in PARTICLES:
        return None
    if target is None or not SLOT.fullmatch(before.strip()) or after.count("[S") or after.count("[T") > 1:
        return None
    many = plural(phrases[code.recipients])
    be = random.choice(("were", "have been") if many else ("was", "has been"))
    by = f" by {before.strip()}" if random.random() < 0.85 else ""
    words = f"{target.group(1)} {be} {{{code.number} {participle}}}{by}{after[target.end() :]}"
    if not by:
        return words, (replace(code, actors=""),)
    return words, (code,)


def _embedded(
    random: Random, source: str, act: str, code: Code, letters: str, phrases: dict[str, str]
) -> tuple[str, tuple[Code, ...]] | None:
    """The act as something promised, threatened, refused, asked for or alleged: another event than the deed."""
    plain, number = act, code.number
    if code.type in PROMISED and random.random() < 0.6:
        type = EventType.CONCEDE if code.type == EventType.RETREAT else EventType.AGREE
        cue = random.choice(PROMISES)
        return f"{source} {{{number} {cue}}} to {plain}", (replace(code, type=type, mode=None),)
    if code.type in PROMISED and random.random() < 0.6:
        mode = ASKED.get(code.type, "change")
        return f"{source} {{{number} {random.choice(REFUSALS)}}} to {plain}", (
            replace(code, type=EventType.REJECT, mode=mode),
        )
    if code.type in HARSH - {EventType.PROTEST} and random.random() < 0.55:
        mode = OF_MODE.get(code.mode or "") or VIOLENT.get(code.type)
        return f"{source} {{{number} {random.choice(THREATS)}}} to {plain}", (
            replace(code, type=EventType.THREATEN, mode=mode),
        )
    return _asked(random, source, plain, code, letters, phrases)


def _asked(
    random: Random, source: str, act: str, code: Code, letters: str, phrases: dict[str, str]
) -> tuple[str, tuple[Code, ...]] | None:
    """A third party asks the source to do it, or not to do it, or accuses it of having done it."""
    third, number = letters[2], code.number
    phrases[third] = _fresh(random, "gov,gov,org,opp", tuple(phrases.values()))
    asker = f"[{third} {phrases[third]}]"
    if code.type in HARSH and random.random() < 0.5:
        verb, _, rest = act.partition(" ")
        outer = replace(code, type=EventType.ACCUSE, mode="allege", actors=third, recipients=code.actors)
        inner = replace(code, number=number + 1)
        words = f"{asker} {{{number} accused}} {source} of {{{number + 1} {verbs.ing(verb)}}} {rest}"
        return words, (outer, inner)
    verb = random.choice(REQUESTS)
    bad = code.type in HARSH or code.type in {EventType.THREATEN, EventType.ACCUSE}
    mode = ("yield" if code.type in HARSH else "change") if bad else ASKED.get(code.type, "change")
    asked = replace(code, type=EventType.REQUEST, mode=mode, actors=third, recipients=code.actors)
    return f"{asker} {{{number} {verb}}} {source} {'not to' if bad else 'to'} {act}", (asked,)
