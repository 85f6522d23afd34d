"""Days of the week: the verb tells whether the last or the next is meant."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import takewhile

from spacy.tokens import Token

from dragoman.annotate.time_periods import Period, containing
from dragoman.annotate.time_relative import STEP_STARTS, in_part
from dragoman.annotate.time_senses import Rule, Sense, Setting, dated, rule, unresolved
from dragoman.annotate.time_words import COUNTED, NUMBER_WORDS, PART_OF_DAY, WEEKDAY, WEEKDAYS, number, weekday
from dragoman.annotate.time_years import STEPS, deferred
from dragoman.model import Basis


def _weekday(match: re.Match[str], setting: Setting) -> Sense | None:
    words = match.group("weekday")
    if words[0].islower() or (len(words.rstrip(".")) < 5 and words[-1] != "."):
        return None
    number_of = weekday(words)
    if setting.day is None and setting.day_anchor is None:
        return in_part(unresolved("XXXX-WXX-" + str(number_of + 1)), None)
    step = (match.group("step") or "").lower().split()[-1:] or [""]
    if match.group("week"):
        found = _of_week(match.group("week").lower(), number_of, setting)
    else:
        found = _told_weekday(step[0], number_of, setting)
    if found is None:
        return unresolved("XXXX-WXX-" + str(number_of + 1))
    return in_part(dated(Period(unit="day", first=found), Basis.RELATIVE), match.group("part"))


def _of_week(step: str, number_of: int, setting: Setting) -> date | None:
    if setting.day is None:
        return None
    return containing("week", setting.day).on(STEPS[step]).first + timedelta(number_of)


def _told_weekday(step: str, number_of: int, setting: Setting) -> date | None:
    """Past verbs look back, the others ahead; the publication's own weekday is the day itself."""
    base = setting.day
    if setting.narrative or base is None or step in {"following", "previous", "same"}:
        base = setting.day_anchor.first if setting.day_anchor else base if setting.narrative or step else None
        step = step or "following"
    if base is None:
        return None
    back = (base.weekday() - number_of) % 7
    ahead = (number_of - base.weekday()) % 7
    if step in {"last", "past", "previous"}:
        return base - timedelta(back or 7)
    if step in {"next", "coming", "following"}:
        return base + timedelta(ahead or (7 if step != "following" else 0))
    return base + timedelta(ahead) if _looks_ahead(setting) else base - timedelta(back)


def _looks_ahead(setting: Setting) -> bool:
    if deferred(setting):
        return True
    if AHEAD.search(setting.before):
        return not any(child.lower_ == "had" for child in _verb_above(setting).children)
    if setting.after[:2] in {"'s", "’s"}:
        return any(child.lower_ in {"will", "'ll", "’ll"} for child in _verb_above(setting).children)
    if setting.before.rstrip().endswith("since"):
        return False
    if setting.direction == 0:
        verb = setting.token.head if setting.token.pos_ != "VERB" else setting.token
        present = any(node.tag_ in {"VBZ", "VBP"} for node in (verb, *verb.ancestors))
        return present and not _reports(setting) and not _of_subject(setting.token)
    return setting.direction > 0


def _of_subject(token: Token) -> bool:
    """ "The raid on Monday shows": what is told of has been."""
    nouns = takewhile(lambda node: node.pos_ not in {"VERB", "AUX"}, (token, *token.ancestors))
    return any(node.dep_ in {"nsubj", "nsubjpass"} for node in nouns)


def _verb_above(setting: Setting) -> Token:
    return next((node for node in setting.token.ancestors if node.pos_ == "VERB"), setting.token)


def _reports(setting: Setting) -> bool:
    return any(
        node.lemma_ in {"say", "tell", "report", "show"} for node in (setting.token.head, setting.token.head.head)
    )


def _counted(match: re.Match[str], setting: Setting) -> Sense | None:
    """ "Two Sundays ago"."""
    count, words = number(match.group("n")), match.group("weekday")
    if setting.day is None or count is None or words[0].islower():
        return None
    latest = setting.day - timedelta((setting.day.weekday() - weekday(words)) % 7 or 7)
    return dated(Period(unit="day", first=latest - timedelta(7 * int(count) - 7)), Basis.RELATIVE)


AHEAD = re.compile(
    r"\b(?:until|till|due|wait(?:s|ed|ing)?\s+for|await(?:s|ed|ing)?|(?:days?|weeks?|months?)\s+from"
    r"|scheduled for|planned for|set for|expected|ahead of|deadline of|come|starting|beginning)\s+"
    r"(?:on\s+)?(?:\d[\d:]*\s*(?:[ap]\.?m\.?)?\s+(?:gmt|est|edt|cet)?\s*(?:on\s+)?)?$"
)
WEEKDAY_STEP = (
    r"(?:(?P<step>(?:the\s+)?(?:last|this(?:\s+(?:past|coming))?|next|previous|following|coming"
    r"|past)|that\s+same|the\s+same)\s+)?"
)
WEEKDAY_RULES: tuple[Rule, ...] = (
    rule(NUMBER_WORDS, rf"(?P<n>{COUNTED})\s+(?P<weekday>{'|'.join(WEEKDAYS)})s\s+ago", _counted),
    rule(
        (*WEEKDAYS, "early", "late", "earlier", "later", *STEP_STARTS),
        rf"(?:(?:early|late|earlier|later)\s+(?:on\s+)?)?{WEEKDAY_STEP}(?P<weekday>{WEEKDAY})"
        rf"(?:\s+(?P<part>{PART_OF_DAY}))?"
        r"(?:,?\s+(?:of\s+)?(?P<week>last|next|this)\s+week)?",
        _weekday,
    ),
)
