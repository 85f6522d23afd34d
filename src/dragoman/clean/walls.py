"""Pages that stand before an article: consent, a paywall, a robot check, an error."""

from __future__ import annotations

import re

from dragoman.clean.blocks import size_of
from dragoman.clean.cut import Cut
from dragoman.model import LeftOutKind

MOST_OF_A_WALL = 150
"""Words from which a page under a wall's headline is an article all the same."""
BROKEN_LINE = 12
"""Words of a line that is no teaser."""
OPEN_ENDS = ("…", "...", "[…]", ",")
MOST_OF_A_STUB = 120
"""Words of the longest opening that a page shows to those who have not paid."""
ERROR = re.compile(
    r"^(?:access denied|(?:error )?404\b|page not found|not found|just a moment|are you (?:a robot|human)|"
    r"attention required|forbidden|log ?in|sign ?in|service unavailable|please (?:verify|enable))",
    re.IGNORECASE,
)
CONSENT = re.compile(
    r"^(?:before you continue|(?:we|.{2,40}\band (?:its|our)) (?:value|respect) your privacy|your privacy|(?:manage |your )?cookies?\b.{0,30}"
    r"(?:preferences|settings|choices|consent)|(?:we need )?your consent\b|consent)",
    re.IGNORECASE,
)
CONSENTING = re.compile(
    r"\b(?:accept all|reject all|we (?:and our (?:\d+ )?partners )?use cookies|our (?:\d+ )?partners|manage (?:preferences|choices))",
    re.IGNORECASE,
)
PAYWALL = re.compile(
    r"\b(?:subscribe|sign in|log in|register|become a (?:member|subscriber)|start your (?:free )?trial)\b.{0,60}"
    r"\b(?:to (?:continue|keep|read|finish|unlock)|for (?:full|unlimited) access|rest of)\b"
    r"|\b(?:this|the|full|rest of (?:this|the)) (?:article|story|text|content|page) is (?:only |exclusively )?(?:for|reserved for|available (?:only )?(?:to|for)) (?:our )?"
    r"(?:paying |registered )?(?:subscribers|members|readers)"
    r"|\b(?:already a|for) (?:subscriber|member)s?(?: only|\?)|\bsubscriber[- ]only\b|\bto (?:continue|keep) reading\b",
    re.IGNORECASE,
)

SUBSCRIBE = re.compile(
    r"^subscribe to (?:read|continue)|^(?:this|the) (?:article|story) is for subscribers", re.IGNORECASE
)


def wall_of(cut: Cut) -> str | None:
    """Why the page is a wall and no article; null where it is none."""
    title = cut.title or ""
    small = cut.size < MOST_OF_A_WALL
    if _for_subscribers(cut, title, small=small):
        return f"a paywall stub: {cut.size} words of the article"
    if small and ERROR.match(title):
        return f"the page holds no article: its headline is {title!r}"
    if small and (CONSENT.match(title) or not cut.paragraphs and _left(cut, CONSENTING)):
        return "a consent wall: the page asks about cookies and shows no article"
    return None


def _for_subscribers(cut: Cut, title: str, *, small: bool) -> bool:
    """Whether the page sells the article: its headline does, or what is left of the article breaks off before an offer."""
    if small and SUBSCRIBE.match(title):
        return True
    if cut.size > MOST_OF_A_STUB or not _left(cut, PAYWALL):
        return False
    return cut.metered or not cut.paragraphs or _breaks_off(cut)


def _left(cut: Cut, pattern: re.Pattern[str]) -> bool:
    """Whether a line that was left out, menus apart, reads like *pattern*."""
    return any(item.kind is not LeftOutKind.NAVIGATION and pattern.search(item.text) for item in cut.left_out)


def _breaks_off(cut: Cut) -> bool:
    """Whether the body ends in the middle; a broken last line is left out like a teaser."""
    lines = [item.text for item in cut.left_out if size_of(item.text) >= BROKEN_LINE]
    return any(line.rstrip().endswith(OPEN_ENDS) for line in (cut.paragraphs[-1], *lines))
