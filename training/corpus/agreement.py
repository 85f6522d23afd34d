"""What two coders who marked the same passages blind agree on, passage by passage.

Events are matched by overlapping triggers, statements by overlapping content. Coders letter their participants as they
like, so that letters are matched by overlapping mentions. `agreement_figures.py` makes figures of what is counted here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from dragoman.model import Span
from training.corpus.markup import Coded, Passage, Said
from training.corpus.report import related_by

T = TypeVar("T")
H = TypeVar("H", bound=Hashable)

LEAST_CONTENT = 0.5
"""Two statements are one where their contents share at least half of the characters that either has."""

NONE = "–"
Found = tuple[int, int, int]
"""How many both coders found, the first, the second."""

Labels = list[tuple[str, str]]
"""What each chose for one thing that both found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two codings of one passage, with the second coder's letters as the first's, and what they have in common."""

    one: Passage
    other: Passage
    events: list[tuple[Coded, Coded]]
    statements: list[tuple[Said, Said]]
    letters: Mapping[str, str]

    def letter(self, name: str | None) -> str:
        """The first coder's letter for the second's participant *name*; one of its own where there is none."""
        return NONE if name is None else self.letters.get(name, f"new {name}")


def comparisons(first: Iterable[Passage], second: Iterable[Passage]) -> Iterator[Compared | str]:
    """Each passage of the second coder beside the first's; one that cannot be compared comes as a complaint."""
    known = {one.id: one for one in first}
    for other in second:
        one = known.get(other.id)
        if one is None:
            yield f"{other.id}: the corpus has no such passage"
        elif one.text != other.text:
            yield f"{other.id}: the words differ near {_difference(one.text, other.text)!r}"
        else:
            yield compared(one, other)


def compared(one: Passage, other: Passage) -> Compared:
    """*one* and *other*, matched."""
    return Compared(
        one=one,
        other=other,
        events=[(one.events[a], other.events[b]) for a, b in _matched_events(one.events, other.events)],
        statements=[
            (one.statements[a], other.statements[b]) for a, b in _matched_statements(one.statements, other.statements)
        ],
        letters=_letters(one, other),
    )


def found(pair: Compared) -> dict[str, Found]:
    """What both, the first and the second found."""
    one, other = pair.one, pair.other
    events, statements = (len(one.events), len(other.events)), (len(one.statements), len(other.statements))
    first, second = ({span for _, span in passage.mentions} for passage in (one, other))
    meeting = _one_to_one((a, b) for a in sorted(first) for b in sorted(second) if a.meets(b))
    typed = [(a, b) for a, b in pair.events if a.type == b.type]
    exact = [(a, b) for a, b in pair.statements if set(a.content) == set(b.content)]
    return {
        "mentions": (len(meeting), len(first), len(second)),
        "mentions, the very words": (len(first & second), len(first), len(second)),
        "events": (len(pair.events), *events),
        "events, or the same act by other words": (len(pair.events) + _same_acts(pair), *events),
        "events with their type": (len(typed), *events),
        "actors of events": _shared((set(a.actors), set(map(pair.letter, b.actors))) for a, b in pair.events),
        "recipients of events": _shared(
            (set(a.recipients), set(map(pair.letter, b.recipients))) for a, b in pair.events
        ),
        "contexts of events": _shared((set(a.contexts), set(b.contexts)) for a, b in pair.events),
        "statements": (len(pair.statements), *statements),
        "statements, the very words": (len(exact), *statements),
        "cues of statements": _cues(pair.statements),
    }


def labels(pair: Compared) -> dict[str, Labels]:
    """What each coder chose for what both found."""
    events, statements = pair.events, pair.statements
    return {
        "type": [(a.type, b.type) for a, b in events],
        "status": [(a.status, b.status) for a, b in events],
        "mode, where the type is the same": [(a.mode or NONE, b.mode or NONE) for a, b in events if a.type == b.type],
        "event or none between two": _related(pair),
        "form": [(a.form, b.form) for a, b in statements],
        "anonymous or not": [(str(a.anonymous), str(b.anonymous)) for a, b in statements],
    }


def sides(pair: Compared) -> dict[str, Labels]:
    """Participants chosen for what both found: letters, which are no categories and have no kappa."""
    return {
        "all actors": [(_joined(a.actors), _joined(map(pair.letter, b.actors))) for a, b in pair.events],
        "all recipients": [(_joined(a.recipients), _joined(map(pair.letter, b.recipients))) for a, b in pair.events],
        "speaker": [(a.speaker or NONE, pair.letter(b.speaker)) for a, b in pair.statements],
    }


def differences(pair: Compared) -> Iterator[str]:
    """Where the codings part, in words: the first coder's before the bar, the second's behind it."""
    acts = [
        (_span(a, b, lambda act: act.trigger), _code(a, str), _code(b, pair.letter))
        for a, b in _beside(pair.events, pair.one.events, pair.other.events)
    ]
    said = [
        (_span(a, b, lambda one: one.content[0]), _source(a, str), _source(b, pair.letter))
        for a, b in _beside(pair.statements, pair.one.statements, pair.other.statements)
    ]
    for span, left, right in sorted([*acts, *said]):
        if left != right:
            yield f"{pair.one.id} “{span.of(pair.one.text)}”: {left} | {right}"


def _beside(
    pairs: Sequence[tuple[T, T]], first: Iterable[T], second: Iterable[T]
) -> Iterator[tuple[T | None, T | None]]:
    """The matched, then what only the first has, then what only the second has."""
    yield from pairs
    yield from ((one, None) for one in first if all(one is not a for a, _ in pairs))
    yield from ((None, one) for one in second if all(one is not b for _, b in pairs))


def _span(one: T | None, other: T | None, span: Callable[[T], Span]) -> Span:
    known = one if one is not None else other
    assert known is not None, "one coder has it"
    return span(known)


def _code(event: Coded | None, letter: Callable[[str], str]) -> str:
    if event is None:
        return NONE
    who = f"{_joined(map(letter, event.actors))}>{_joined(map(letter, event.recipients))}"
    return f"{event.type} {event.mode or '-'} {event.status} {who}"


def _source(said: Said | None, letter: Callable[[str], str]) -> str:
    if said is None:
        return NONE
    who = "-" if said.speaker is None else letter(said.speaker)
    return f"said by {who} {said.form}{' anonymous' * said.anonymous}"


def _matched_events(one: Sequence[Coded], other: Sequence[Coded]) -> list[tuple[int, int]]:
    """Events whose triggers overlap; of several the one of the same type, then the longest overlap."""
    rows = [
        (a.type != b.type, -_overlap([a.trigger], [b.trigger]), at, to)
        for at, a in enumerate(one)
        for to, b in enumerate(other)
        if a.trigger.meets(b.trigger)
    ]
    return _one_to_one((at, to) for _, _, at, to in sorted(rows))


def _matched_statements(one: Sequence[Said], other: Sequence[Said]) -> list[tuple[int, int]]:
    """Statements whose contents are half the same, the most alike first."""
    rows = [(-_alike(a.content, b.content), at, to) for at, a in enumerate(one) for to, b in enumerate(other)]
    return _one_to_one((at, to) for alike, at, to in sorted(rows) if -alike >= LEAST_CONTENT)


def _same_acts(pair: Compared) -> int:
    """How many acts both coders tell by words that do not overlap: “made” and “demand” of “made a demand”."""
    rest = _beside(pair.events, pair.one.events, pair.other.events)
    alone = [both for both in rest if None in both]
    first = Counter((a.type, _joined(a.actors), _joined(a.recipients)) for a, _ in alone if a)
    second = Counter(
        (b.type, _joined(map(pair.letter, b.actors)), _joined(map(pair.letter, b.recipients))) for _, b in alone if b
    )
    return (first & second).total()


def _letters(one: Passage, other: Passage) -> dict[str, str]:
    """The second coder's letters as the first's: those whose mentions overlap most."""
    shared = Counter((a, b) for a, span in one.mentions for b, its in other.mentions if span.meets(its))
    rows = sorted(shared.items(), key=lambda row: (-row[1], row[0]))
    return {b: a for a, b in _one_to_one(pair for pair, _ in rows)}


def _one_to_one(rows: Iterable[tuple[H, H]]) -> list[tuple[H, H]]:
    """The rows in order, without those whose left or right is taken already."""
    taken: dict[H, H] = {}
    for left, right in rows:
        if left not in taken and right not in taken.values():
            taken[left] = right
    return list(taken.items())


def _related(pair: Compared) -> Labels:
    """Whether each coder sees an event between two participants whom both marked."""
    first = {parties for event in pair.one.events for parties in related_by(event)}
    second = {frozenset(map(pair.letter, parties)) for event in pair.other.events for parties in related_by(event)}
    known = map(frozenset, combinations(sorted(pair.letters.values()), 2))
    return [(str(parties in first), str(parties in second)) for parties in known]


def _cues(pairs: Sequence[tuple[Said, Said]]) -> Found:
    both = sum(any(x.meets(y) for x in a.cues for y in b.cues) for a, b in pairs)
    return both, sum(bool(a.cues) for a, _ in pairs), sum(bool(b.cues) for _, b in pairs)


def _shared(rows: Iterable[tuple[set[str], set[str]]]) -> Found:
    known = list(rows)
    return sum(len(a & b) for a, b in known), sum(len(a) for a, _ in known), sum(len(b) for _, b in known)


def _joined(names: Iterable[str]) -> str:
    return "+".join(sorted(names))


def _overlap(one: Sequence[Span], other: Sequence[Span]) -> int:
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)


def _alike(one: Sequence[Span], other: Sequence[Span]) -> float:
    """The characters that both hold, as a share of those that either holds."""
    both = _overlap(one, other)
    return both / (sum(span.end - span.start for span in (*one, *other)) - both)


def _difference(one: str, other: str) -> str:
    """The words of *one* around the first character that *other* has not."""
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[max(0, at - 20) : at + 20]
