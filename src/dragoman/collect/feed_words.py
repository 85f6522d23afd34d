"""Texts of feeds: titles without their markup, languages, moments."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta, timezone

TAG = re.compile(r"<(?:!--.*?(?:-->|\Z)|/?[A-Za-z][^<>]*>|[!?][^<>]*>)", re.DOTALL)
HIDDEN = re.compile(r"<(script|style)\b[^<>]*>[^<]*(?:<(?!/\1)[^<]*)*(?:</\1\s*>|\Z)", re.IGNORECASE)
BREAKING = re.compile(r"</?(?:br|p|div|li|ul|ol|h[1-6]|tr|td|th|blockquote)\b[^<>]*>", re.IGNORECASE)
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
ELEMENT = re.compile(r"</[A-Za-z][\w:-]*\s*>|<(?:br|hr|img|p)\b[^<>]*>", re.IGNORECASE)
ROUNDS = 3
"""Publishers escape twice; a third time is a mistake that still should not leave a tag."""
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
MOMENT = re.compile(
    r"(?P<year>\d{4})(?:-?(?P<month>\d\d)(?:-?(?P<day>\d\d)"
    r"(?:[T\s]+(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"\s*(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?)?)?)?",
    re.IGNORECASE,
)


def plain(text: str | None) -> str | None:
    """*text* without tags and entities, white space collapsed; nothing where none is left.

    Markup that was escaped twice goes too. A tag that the text only names (“the &lt;blink&gt; tag”) stays.
    """
    bare = _unmarked(text or "")
    for _ in range(ROUNDS):
        bare = ENTITY.sub(lambda entity: html.unescape(entity.group()), bare)
        if not ELEMENT.search(bare):
            break
        bare = _unmarked(bare)
    return " ".join(CONTROL.sub("", bare).split()) or None


def _unmarked(text: str) -> str:
    return TAG.sub("", BREAKING.sub(" ", HIDDEN.sub(" ", text)))


def language_of(tag: object) -> str | None:
    """*tag* as a language tag; nothing where it is none."""
    said = str(tag or "").strip().replace("_", "-")
    return said if LANGUAGE.fullmatch(said) and len(said) <= 35 else None


def moment_of(text: object) -> datetime | None:
    """The moment that a W3C or ISO date states, in UTC; midnight where it names only a day. Nothing for nonsense."""
    found = MOMENT.fullmatch(text.strip()) if isinstance(text, str) else None
    if not found:
        return None
    parts = found.groupdict()
    year, month, day = (int(parts[name] or 1) for name in ("year", "month", "day"))
    hour, minute, second = (int(parts[name] or 0) for name in ("hour", "minute", "second"))
    try:
        local = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=_zone(parts["zone"]))
        return local.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _zone(stated: str | None) -> timezone:
    if not stated or stated in "Zz":
        return UTC
    digits = stated[1:].replace(":", "").ljust(4, "0")
    away = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-away if stated[0] == "-" else away)
