"""The hostile press at the doors that programs read, and what is looked at there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from html.parser import HTMLParser

from starlette.testclient import TestClient
from tests.e2e.hostile import Page

from dragoman.publish.wording import plain
from dragoman.store import Database

KINDS = ("statement", "event", "meeting", "position", "entity")
FORMULA = tuple("=+-@\t\r＝＋－＠")
"""How a cell begins that a spreadsheet runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A store of hostile *pages*, a *client* of its site; *address* is where the store lies."""

    store: Database
    client: TestClient
    pages: tuple[Page, ...]
    address: str


class Tags(HTMLParser):
    """What a mail's or an entry's markup holds: its elements, attributes and addresses, and its text."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text += data


def held(text: str) -> str:
    """A text as HTML and both databases can hold it."""
    return text.replace("\x00", "\ufffd")


def kept(text: str) -> str:
    """What must be left of a text: a null character is none that a store or a page can hold."""
    return " ".join(plain(text.replace("\x00", "").replace("\ufffd", "")).split())


def summed(wrong: list[str]) -> str:
    """Each way to be wrong with its count, then the first cases."""
    counts = Counter(one.partition(": ")[0] for one in wrong)
    return "\n".join([*(f"{count} × {what}" for what, count in counts.most_common(20)), *wrong[:25]])
