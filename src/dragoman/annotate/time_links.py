"""What neighbouring words and mentions do to a time: "since", "until", "between … and", a clock beside a date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from dragoman.annotate.time_mention import TimeMention
from dragoman.annotate.time_ranges import is_clock, ranged
from dragoman.annotate.time_spans import halves, widened
from dragoman.model import Basis, Interval, Span

LEAD = re.compile(
    r"\b(since|until|till|by|before|prior to|after|from|between|no later than|ahead of)\s+"
    r"(?:the\s+|about\s+|around\s+)?$",
    re.IGNORECASE,
)
NOUN_AFTER = re.compile(
    r"['’]s?\s|-\w|\s+(?:meeting|summit|talks|visit|election|vote|deadline|attack|session|conference|agreement)"
)
JOINT = re.compile(r",?\s+")
AT_JOINT = re.compile(
    r",?\s+(?:on|at)\s+(?:about\s+|around\s+)?|\s+(?:shortly|just)\s+(?:after|before)\s+|\s+\(", re.IGNORECASE
)


def linked(text: str, mentions: Sequence[TimeMention], day: date | None) -> list[TimeMention]:
    """The mentions with what their neighbours add."""
    joined = _clocks(text, [widened(text, mention) for mention in mentions])
    told = ranged(text, joined)
    led = [
        _led(text, mention, day) if mention is plain else mention for mention, plain in zip(told, joined, strict=True)
    ]
    return [half for mention in led for half in halves(text, mention)]


def _clocks(text: str, mentions: list[TimeMention]) -> list[TimeMention]:
    """ "3 p.m. Friday" is one time; "Friday at 3 p.m." and "3 p.m. on Friday" are two, the day lends itself."""
    done: list[TimeMention] = []
    for mention in mentions:
        joined = _joined(text, done[-1], mention) if done else None
        if joined is not None:
            done[-1:] = joined
        else:
            done.append(mention)
    return done


def _joined(text: str, first: TimeMention, second: TimeMention) -> list[TimeMention] | None:
    between = text[first.span.end : second.span.start]
    if len(between) > 24 or is_clock(first) == is_clock(second):
        return None
    clock, day = (first, second) if is_clock(first) else (second, first)
    if not re.match(r"\d{4}-\d\d-\d\d|XXXX", day.value) or day.type not in {"DATE", "TIME"}:
        return None
    told = replace(clock, value=day.value[:10] + clock.value[clock.value.index("T") :], interval=day.interval)
    if JOINT.fullmatch(between):
        return [replace(told, span=Span(first.span.start, second.span.end))]
    if AT_JOINT.fullmatch(between):
        return [first, told] if clock is second else [told, second]
    return None


def _led(text: str, mention: TimeMention, day: date | None) -> TimeMention:
    """Since X: X onwards; until, by and before X: from the utterance to X."""
    lead = LEAD.search(text[max(0, mention.span.start - 24) : mention.span.start])
    stretch = mention.interval
    if lead is None or stretch is None or mention.type not in {"DATE", "TIME"}:
        return mention
    if NOUN_AFTER.match(text[mention.span.end : mention.span.end + 16]):
        return mention
    word = lead.group(1).lower()
    if word in {"since", "from"}:
        ongoing = word == "since" or bool(re.match(r"\s+on\b|\s+onwards?\b", text[mention.span.end :][:10]))
        return replace(mention, interval=replace(stretch, latest=None)) if ongoing else mention
    if word == "between":
        return mention
    if word == "after":
        return replace(mention, interval=replace(stretch, earliest=stretch.latest, latest=None))
    return replace(mention, interval=_up_to(word, stretch, mention.mod, day))


def _up_to(word: str, stretch: Interval, mod: str | None, day: date | None) -> Interval:
    latest = stretch.latest
    long = stretch.earliest != stretch.latest and mod != "END"
    if word in {"before", "prior to", "ahead of"} and long and stretch.earliest is not None:
        latest = stretch.earliest - timedelta(1)
    ahead = day is not None and latest is not None and latest >= day
    return replace(stretch, earliest=day if ahead else None, latest=latest)


def narrowed(mentions: Sequence[TimeMention], day: date | None) -> tuple[TimeMention, ...]:
    """A vague month, season or year takes the narrower stretch that the article names elsewhere.

    Another word for the same year ("the very beginning of next year") speaks before a month of it does.
    """
    if day is None:
        return tuple(mentions)
    return tuple(_narrow(mention, mentions, day) for mention in mentions)


def _narrow(mention: TimeMention, mentions: Sequence[TimeMention], day: date) -> TimeMention:
    own = mention.interval
    if own is None or own.basis is not Basis.VAGUE or not mention.mod or mention.type != "DATE" or not _ahead(own, day):
        return mention
    same = [other for other in mentions if other.value == mention.value]
    inside = _stretches(same, own) or _stretches(mentions, own)
    closest = min(inside, key=_length, default=None)
    if closest is None or any(not closest.within(other) for other in inside):
        return mention
    return replace(mention, interval=replace(closest, basis=Basis.NARROWED))


def _stretches(mentions: Sequence[TimeMention], own: Interval) -> list[Interval]:
    """The stretches within *own* that the *mentions* name."""
    return [other for other in (one.interval for one in mentions if _calendar(one)) if other and _inside(other, own)]


def _calendar(mention: TimeMention) -> bool:
    """Months, seasons and years only: a year, or a month or season of it."""
    return mention.type == "DATE" and re.fullmatch(r"\d{4}(?:-\d\d|-(?:SP|SU|FA|WI))?", mention.value) is not None


def _inside(other: Interval, own: Interval) -> bool:
    if other.earliest is None or other.latest is None:
        return False
    return other.within(own) and not own.within(other) and _length(other) <= 31


def _length(stretch: Interval) -> int:
    return (stretch.latest - stretch.earliest).days + 1 if stretch.latest and stretch.earliest else 1 << 20


def _ahead(stretch: Interval, day: date) -> bool:
    return stretch.earliest is not None and stretch.earliest > day
