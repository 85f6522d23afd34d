"""Times counted from the publication day or from the time told last."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dragoman.annotate.time_calendar import PART, PART_STARTS, part
from dragoman.annotate.time_periods import Period, containing, months_on, moved
from dragoman.annotate.time_senses import Rule, Sense, Setting, dated, rule, unresolved
from dragoman.annotate.time_vague import uncounted
from dragoman.annotate.time_words import (
    COUNTED,
    DAY_PARTS,
    NUMBER_WORDS,
    PART_OF_DAY,
    UNIT,
    amount_value,
    number,
    unit,
)
from dragoman.annotate.time_years import STEPS
from dragoman.model import Basis, Interval

DAY_WORDS = {
    "today": 0,
    "yesterday": -1,
    "tomorrow": 1,
    "the day before yesterday": -2,
    "the day after tomorrow": 2,
    "day before yesterday": -2,
    "day after tomorrow": 2,
}
FORWARD = {"later", "after", "from now", "hence", "from today", "afterwards", "afterward"}
ENDED = re.compile(r"\s+(?:ended|ending)\s+(?:on\s+|in\s+)?(?:[A-Z]|last\b|this\b|today\b)")
NO_RUNNING = re.compile(
    r"\s+(?:of|when|that|which|before|after|earlier|later|old|round|long|\w+\s+which|he|she|it|they|we|I|you|[\d'])\b"
)
REST = re.compile(r"\b(?:rest|remainder|most|much|part|half|days|weeks|months|quarter|course)\s+of\s+$")
OF_ANOTHER = re.compile(r"\bthe\s+(?:last|past)\s+\w+$")  # "the last week of April"
UNKNOWN = {
    "day": "XXXX-XX-XX",
    "week": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "year": "XXXX",
}
LASTING = {"week", "month", "year", "decade", "century"}


def in_part(sense: Sense, words: str | None) -> Sense:
    """The part of the day changes the value, never the interval."""
    if not words or len(sense.value) != len("2022-01-01"):
        return sense
    value = sense.value + DAY_PARTS[words.lower()]
    return Sense(type="TIME", value=value, interval=sense.interval, anchor=sense.anchor)


def _day_word(match: re.Match[str], setting: Setting) -> Sense | None:
    steps = DAY_WORDS[" ".join(match.group("day").lower().split())]
    if setting.after[:2] in {"'s", "’s"} and match.group("day")[:1] == "T" and setting.after[2:4].strip().isupper():
        return None
    if setting.day is None:
        return unresolved("PRESENT_REF") if not steps else in_part(unresolved("XXXX-XX-XX"), match.group("part"))
    period = Period(unit="day", first=setting.day + timedelta(steps))
    return in_part(dated(period, Basis.RELATIVE), match.group("part"))


def _night(match: re.Match[str], setting: Setting) -> Sense:
    words = match.group("night").lower().split()
    steps = -1 if words[0] in {"last", "overnight"} else 0
    code = DAY_PARTS.get(words[-1], "TNI")
    if setting.day is None:
        return unresolved(f"XXXX-XX-XX{code}", "TIME")
    night = setting.day + timedelta(steps)
    last = setting.day if words[0] in {"last", "overnight"} else night
    interval = Interval(earliest=night, latest=last if words[0] == "overnight" else night, basis=Basis.RELATIVE)
    return Sense(type="TIME", value=night.isoformat() + code, interval=interval, anchor=containing("day", night))


def _stepped(match: re.Match[str], setting: Setting) -> Sense | None:
    """ "Last week", "early next year", "the end of this month", "later this year"."""
    step, of = match.group("step").lower().split()[-1], unit(match.group("unit"))
    if step == "past" and of in LASTING and not match.group("step").lower().startswith("this"):
        return _lasting(of, setting)
    if of in {"fortnight", "second", "minute", "hour"} or (of == "night" and step != "that"):
        return None
    if setting.after.startswith((" of ", " in ")) and OF_ANOTHER.search(setting.before + match.group().lower()):
        return None
    named, very = part(match.group("part"))
    base = _base(_step_of(step, of, setting), setting)
    if base is None or (of == "day" and base.unit != "day"):
        return unresolved(UNKNOWN.get(of, "XXXX"), mod=named)
    if of == "night" or (of == "day" and step in {"last", "this", "past", "current"}):
        return None if of == "day" else in_part(dated(base, Basis.RELATIVE), "night")
    steps = STEPS.get(step, -1)
    period = _weekend(step, base.first, setting) if of == "weekend" else containing(of, base.first).on(steps)
    if rest := match.group("rest"):
        return _rest(period, rest.lower(), setting)
    return dated(period, Basis.RELATIVE, named, very=very)


def _lasting(of: str, setting: Setting) -> Sense:
    """ "Over the past week": the seven days up to the publication."""
    if setting.day is None:
        return unresolved(amount_value(1, of), "DURATION")
    stretch = Interval(earliest=moved(setting.day, -1, of), latest=setting.day, basis=Basis.VAGUE)
    return Sense(type="DURATION", value=amount_value(1, of), interval=stretch)


def _step_of(step: str, of: str, setting: Setting) -> str:
    """ "The next day" follows the time told last; so do all such steps in a story."""
    following = step == "next" and (of == "day" or (setting.narrative and setting.before.rstrip()[-1:] != "t"))
    return "following" if following else "previous" if step in {"last", "past"} and setting.narrative else step


def _base(step: str, setting: Setting) -> Period | None:
    """Where the count begins: "that", "the same", "the following" count from the time told last."""
    if step in {"that", "same", "following", "previous", "preceding"}:
        return setting.anchor or (None if setting.day is None else Period(unit="day", first=setting.day))
    return None if setting.day is None else Period(unit="day", first=setting.day)


def _weekend(step: str, day: date, setting: Setting) -> Period:
    here = containing("weekend", day)
    if step in {"last", "past", "previous"}:
        return here if here.last < day else here.on(-1)
    if step in {"this", "the"} and setting.direction < 0 and here.first > day:
        return here.on(-1)
    return here.on(STEPS.get(step, 0))


def _rest(period: Period, rest: str, setting: Setting) -> Sense:
    """ "Earlier this year" ends, "later this year" begins on the publication day."""
    mod = "START" if rest == "earlier" else "END"
    if setting.day is None or not period.first <= setting.day <= period.last:
        return dated(period, Basis.RELATIVE, "END" if rest == "later" else "START")
    first, last = (period.first, setting.day) if rest == "earlier" else (setting.day, period.last)
    interval = Interval(earliest=first, latest=last, basis=Basis.VAGUE)
    return Sense(type="DATE", value=period.value, mod=mod, interval=interval, anchor=period)


def _bare_unit(match: re.Match[str], setting: Setting) -> Sense | None:
    """ "The end of the year", "the weekend": the running one; in a story the one told last."""
    of, named = unit(match.group("unit")), part(match.group("part"))
    base = setting.anchor.first if setting.narrative and setting.anchor else setting.day
    if of in {"day", "second", "minute", "hour", "night"}:
        return None
    if base is None:
        return unresolved(UNKNOWN.get(of, "XXXX"), mod=named[0])
    period = _weekend("the", base, setting) if of == "weekend" else containing(of, base)
    return dated(period, Basis.RELATIVE, named[0], very=named[1])


def _running(match: re.Match[str], setting: Setting) -> Sense | None:
    """ "For the year", "earlier in the week": the running one; "the year ended June 30" is a length."""
    of = unit(match.group("unit"))
    if ENDED.match(setting.after):
        return unresolved(amount_value(1, of), "DURATION")
    goes_on = setting.next_tag[:2] == "NN" or setting.after[:1] in {"-", "'", "’"}  # "the week paper"
    if goes_on or NO_RUNNING.match(setting.after):
        return None
    if re.search(r"\bof\s+$", setting.before) and not REST.search(setting.before):
        return None
    base = _told(of, setting)
    return dated(containing(of, base), Basis.RELATIVE) if base else unresolved(UNKNOWN[of])


def _told(of: str, setting: Setting) -> date | None:
    """A day of the running *of*; in a story, of the one told last."""
    if setting.narrative and setting.anchor:
        return setting.anchor.first
    if of == "year" and setting.near_year is not None:
        return date(setting.near_year, 1, 1)
    return setting.day


def _beside(match: re.Match[str], setting: Setting) -> Sense | None:
    """ "The month before": counted from the time told last, where that is fine enough."""
    of = unit(match.group("unit"))
    anchor = setting.day_anchor if of == "day" else setting.anchor
    grains = ["day", "week", "month", "year"]
    if anchor is None or anchor.unit not in grains[: grains.index(of) + 1]:
        return None
    steps = -1 if match.group("where").lower() == "before" else 1
    return dated(containing(of, anchor.first).on(steps), Basis.RELATIVE)


def _this_part(match: re.Match[str], setting: Setting) -> Sense | None:
    code = DAY_PARTS[match.group("part").lower()]
    told = setting.day_anchor.first if setting.day_anchor else None
    base = setting.day if match.group("step").lower() == "this" else told
    if match.group("step").lower() in {"the following", "the next"} and base is not None:
        base += timedelta(1)
    if base is None:
        return unresolved(f"XXXX-XX-XX{code}", "TIME")
    return in_part(dated(Period(unit="day", first=base), Basis.RELATIVE), match.group("part"))


def _early_part(match: re.Match[str], setting: Setting) -> Sense | None:
    """ "By early afternoon", "in mid-morning": of the day told last, else of the publication; "late evening walks" are none."""
    told = setting.day_anchor.first if setting.day_anchor else setting.day
    if setting.next_tag[:2] == "NN":
        return None
    if told is None:
        return unresolved(f"XXXX-XX-XX{DAY_PARTS[match.group('part').lower()]}", "TIME")
    return in_part(dated(Period(unit="day", first=told), Basis.RELATIVE), match.group("part"))


def _counted(match: re.Match[str], setting: Setting) -> Sense | None:
    """ "Two weeks ago", "a year earlier", "three days later"."""
    of, amount = unit(match.group("unit")), number(match.group("n"))
    if amount is not None and match.group("more"):
        amount += 0.5
    where = " ".join(match.group("where").lower().split())
    mod = "APPROX" if match.group("mod") else None
    if amount is None:
        return uncounted(of, where, setting, forward=where in FORWARD)
    base = _counted_from(of, where, setting)
    if base is None or (of in {"day", "week", "night"} and base.unit in {"year", "month", "decade", "century"}):
        return unresolved(UNKNOWN.get(of, "XXXX"), mod=mod)
    return _landed(base, amount if where in FORWARD else -amount, of, mod)


def _counted_from(of: str, where: str, setting: Setting) -> Period | None:
    """The publication day for "ago", the quarter just told for its figures, else the time told last."""
    today = None if setting.day is None else Period(unit="day", first=setting.day)
    if _of_quarter(of, setting):
        return setting.quarter
    return today if where in {"ago", "from now", "hence", "from today"} else setting.anchor or today


def _of_quarter(of: str, setting: Setting) -> bool:
    """ "A year ago" after a quarter's figure is the same quarter of the year before."""
    return of == "year" and setting.quarter_near and setting.quarter is not None and not setting.narrative


def _landed(base: Period, amount: float, of: str, mod: str | None) -> Sense:
    if of in {"hour", "minute", "second"}:
        day = containing("day", moved(base.first, amount, of))
        return Sense(type="TIME", value=day.value + "TXX", mod=mod, interval=day.interval(Basis.VAGUE))
    grain = {"fortnight": "week", "night": "day", "decade": "year", "century": "year"}.get(of, of)
    if of == "year" and base.unit in {"month", "quarter", "season"}:
        grain = base.unit
    period = containing(grain, moved(base.first, amount, of))
    exact = of in {"day", "night"} or grain != of
    basis = Basis.RELATIVE if exact and mod is None else Basis.VAGUE
    anchor = None if of == "year" and base.unit == "quarter" else period
    return Sense(type="DATE", value=period.value, mod=mod, interval=period.interval(basis), anchor=anchor)


def _that_day(match: re.Match[str], setting: Setting) -> Sense | None:
    return dated(setting.day_anchor, Basis.RELATIVE) if setting.day_anchor else unresolved("XXXX-XX-XX")


def _same_time(match: re.Match[str], setting: Setting) -> Sense | None:
    """ "This time last year": the month of the publication, a year off."""
    if setting.day is None:
        return unresolved("XXXX")
    return dated(containing("month", months_on(setting.day, -12)), Basis.RELATIVE)


APPROX = (
    r"(?:(?P<mod>about|around|nearly|almost|some|roughly|more\s+than|less\s+than|at\s+least|over"
    r"|just\s+over|just\s+under|barely)\s+)?"
)
AMOUNT = rf"(?P<n>{COUNTED}|half\s+an?|an?|a\s+couple\s+of|a\s+few|several|many|few|some|a\s+couple)"
# "A day after the vote" is no time by itself.
CLOSED = r"(?=\s*(?:[.,;:!?)\"”’—–]|$|(?:and|but|at|in|on|when|with)\b))"
AGO = (
    rf"(?P<where>ago|earlier|before{CLOSED}|previously|later|after{CLOSED}|afterwards?|hence|from\s+now"
    r"|from\s+today)"
)
AMOUNT_STARTS = (*NUMBER_WORDS, "half", "a", "an", "several", "few", "many", "some", "couple")
MOD_STARTS = ("about", "around", "nearly", "almost", "some", "roughly", "more", "less", "at", "over", "just", "barely")
STEP_WORDS = (
    r"(?:the\s+)?(?:last|this(?:\s+(?:past|coming|current))?|next|previous|preceding|following"
    r"|coming|same|current|past)|that"
)
STEP_STARTS = ("last", "this", "next", "that", "the", "previous", "following", "coming", "past", "current")
RELATIVE_RULES: tuple[Rule, ...] = (
    rule(
        ("today", "yesterday", "tomorrow", "the", "day", "earlier", "later", "late", "early"),
        r"(?:(?:earlier|later|late|early)\s+)?"
        rf"(?P<day>{'|'.join(sorted(DAY_WORDS, key=len, reverse=True))})(?:\s+"
        rf"(?P<part>{PART_OF_DAY}))?",
        _day_word,
    ),
    rule(
        ("tonight", "overnight", "last", "late", "early"),
        r"(?:(?:late|early)\s+)?(?P<night>tonight|overnight|last\s+(?:night|evening))",
        _night,
    ),
    rule(
        (*STEP_STARTS, *PART_STARTS, "later", "earlier"),
        rf"(?:(?P<rest>later|earlier)\s+(?:in\s+)?)?{PART}(?P<step>{STEP_WORDS})\s+(?:(?:fiscal"
        rf"|calendar|school|business)\s+)?(?P<unit>{UNIT})",
        _stepped,
    ),
    rule(
        PART_STARTS,
        rf"(?P<part>(?:the\s+)?(?:very\s+)?(?:beginning|start|middle|end|close)\s+of)\s+the\s+(?P<unit>{UNIT})",
        _bare_unit,
    ),
    rule(
        ("year", "early", "mid", "the"),
        r"(?P<part>the\s+very\s+end\s+of|the(?=\s+weekend))\s+(?:the\s+)?(?P<unit>weekend|year)",
        _bare_unit,
    ),
    rule(
        ("the", "earlier", "later", "late", "early"),
        r"(?:(?:earlier|later|late|early)\s+in\s+)?the\s+(?:(?:full|fiscal|calendar)\s+)?(?P<unit>year|month|week)",
        _running,
    ),
    rule(("earlier", "later"), r"(?:earlier|later)\s+in\s+the\s+(?P<unit>day)", _running),
    rule(("the",), rf"the\s+(?P<unit>day|week|month|year)\s+(?P<where>before|after){CLOSED}", _beside),
    rule(
        ("this", "that", "the"),
        rf"(?P<step>this|that|the\s+same|the\s+following|the\s+next)\s+(?P<part>{PART_OF_DAY})",
        _this_part,
    ),
    rule(("early", "mid", "late"), r"(?:early|mid|late)[\s-]+(?P<part>morning|afternoon|evening)", _early_part),
    rule(
        (*AMOUNT_STARTS, *MOD_STARTS),
        rf"{APPROX}{AMOUNT}[\s-]+(?P<unit>{UNIT})s?(?:\s+or\s+so|(?P<more>\s+and\s+a\s+half))?[\s-]+{AGO}",
        _counted,
    ),
    rule(("the", "that", "this"), r"(?:that|the)\s+same\s+day|(?:this|that)\s+day", _that_day),
    rule(("this", "the"), r"(?:this|the\s+same)\s+time\s+last\s+year", _same_time),
)
