"""How the name of a place is looked up: case, accents, points and hyphens aside."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

LETTERS = str.maketrans({
    "’": "'", "ʼ": "'", "‘": "'", "`": "'", "-": " ", "–": " ", ".": " ", ",": " ", "ł": "l", "Ł": "l", "ø": "o",
    "Ø": "o", "đ": "d", "Đ": "d", "ı": "i", "æ": "ae", "Æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ə": "a", "Ə": "a",
})  # fmt: skip
SHORTENED = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}


@lru_cache(maxsize=8192)
def place_key(name: str) -> str:
    """The key of *name*: "St. Gallen" and "Saint Gallen", "Łódź" and "Lodz" are one."""
    plain = unicodedata.normalize("NFKD", name.translate(LETTERS))
    words = "".join(mark for mark in plain if not unicodedata.combining(mark)).casefold().split()
    if len(words) > 1:
        words[0] = SHORTENED.get(words[0], words[0])
    return " ".join(words)
