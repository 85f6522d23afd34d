"""feedparser's own cases, read by us: where feedparser is right, are we?

A case is a feed with an assertion about what feedparser makes of it. Where the assertion holds, our items are compared
with feedparser's entries: their number, titles, links, dates and texts, the texts without their markup.
"""

from __future__ import annotations

import io
import re
import tarfile
import tempfile
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import feedparser
from lxml import etree, html

from bench.shared import data
from dragoman.collect import Feed, Item, feed
from dragoman.model import Unreadable

BASE = "http://127.0.0.1:8097/cases/feed.xml"
"""Where the assertions say that the feeds come from."""
EXPECTED = re.compile(rb"^\s*Expect:\s*(.+?)\s*$", re.MULTILINE)
HEADER = re.compile(rb"^\s*Header:\s*([\w-]+):\s*(.+?)\s*$", re.MULTILINE)
BUILTINS = {"isinstance": isinstance, "len": len, "locals": dict, "ord": ord, "str": str}
UNSEEN = ("script", "style")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A feed of feedparser's tests, what its server said, and what feedparser should make of it."""

    name: str
    content: bytes
    headers: dict[str, str]
    expected: str

    @property
    def base(self) -> str:
        return urljoin(BASE, self.headers.get("content-location", ""))


def run(given: str | None) -> dict[str, Any]:
    """How many cases there are, in how many feedparser is right, and in how many of those we are."""
    counts, failed = Counter[str](), []
    with tempfile.TemporaryDirectory() as folder:
        for case in cases(_feeds(data(given, "bench", "feeds"), Path(folder))):
            counts["cases"] += 1
            theirs = _theirs(case)
            if theirs is None:
                continue
            counts["feedparser_right"] += 1
            differences = list(compared(case, theirs))
            counts["held"] += not differences
            failed += [f"{case.name}: {'; '.join(differences)}"] * bool(differences)
    print(*failed, sep="\n")
    print(f"{counts['cases']} cases, feedparser is right in {counts['feedparser_right']}; held {counts['held']}")
    return {**counts, "failed": len(failed)}


def _feeds(source: Path, folder: Path) -> Path:
    """The folder of cases: *source* itself, or what is packed in it."""
    packed = source if source.is_file() else next(source.glob("*.tar.gz"), None)
    if packed is None:
        return source
    with tarfile.open(packed) as archive:
        archive.extractall(folder, filter="data")
    return folder


def cases(folder: Path) -> Iterator[Case]:
    """The cases in *folder*; files without an assertion about entries, as those with another's, are none."""
    for path in sorted(folder.rglob("*.xml")):
        content = path.read_bytes()
        seen = _as_ascii(content)
        expected = EXPECTED.search(seen)
        if expected:
            headers = {name.decode().lower(): value.decode("utf-8", "replace") for name, value in HEADER.findall(seen)}
            yield Case(
                name=str(path.relative_to(folder)),
                content=content,
                headers=headers,
                expected=expected.group(1).decode("utf-8", "replace"),
            )


def _as_ascii(content: bytes) -> bytes:
    """The comment at the head can be read in nearly any character set."""
    for mark, encoding in ((b"\x4c\x6f\xa7\x94", "cp037"),):
        if content.startswith(mark):
            return content.decode(encoding).encode()
    return content.replace(b"\0", b"")


def _theirs(case: Case) -> Any:
    """What feedparser makes of the case, with or without a server; nothing where its own assertion does not hold."""
    served = {"content-type": "application/xml", **case.headers, "content-location": case.base}
    return _right(case, case.headers) or _right(case, served)


def _right(case: Case, headers: dict[str, str]) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = feedparser.parse(io.BytesIO(case.content), response_headers=headers)
        try:
            # The cases state their expectation as Python; they come with the measuring data, which is ours to trust.
            return found if eval(case.expected, {"__builtins__": BUILTINS, "feedparser": feedparser}, found) else None
        except (AttributeError, LookupError, NameError, TypeError, ValueError):
            return None


def compared(case: Case, theirs: Any) -> Iterator[str]:
    """In what our reading differs from feedparser's."""
    try:
        ours = feed(case.content, url=case.base, content_type=case.headers.get("content-type"))
    except Unreadable as error:
        if theirs.entries or theirs.get("version"):
            yield f"refused: {error}"
        return
    yield from _differences(ours, theirs, case.base)


def _differences(ours: Feed, theirs: Any, base: str) -> Iterator[str]:
    if len(ours.items) != len(theirs.entries):
        yield f"{len(ours.items)} items, not {len(theirs.entries)}"
        return
    for item, entry in zip(ours.items, theirs.entries, strict=True):
        yield from _different(item, entry, base)


def _different(item: Item, entry: Any, base: str) -> Iterator[str]:
    title = dict.get(entry, "title")
    if _collapsed(item.title) not in (bare(title), _collapsed(title)):
        yield f"title {item.title!r}, not {title!r}"
    link = _web(dict.get(entry, "link"), base)
    if link and item.address != link:
        yield f"link {item.address!r}, not {link!r}"
    for name in ("published", "updated"):
        stated = _moment(dict.get(entry, f"{name}_parsed"))
        if stated and getattr(item, name) != stated:
            yield f"{name} {getattr(item, name)}, not {stated}"
    texts = [one.get("value") for one in dict.get(entry, "content") or ()] + [dict.get(entry, "summary")]
    if any(map(bare, texts)) and bare(item.content) not in map(bare, texts):
        yield f"text {bare(item.content)!r}, not {bare(texts[0])!r}"


def _web(link: str | None, base: str) -> str | None:
    """Their link made absolute; nothing where it is no web address, which we leave out."""
    try:
        address = urljoin(base, link or "").replace(" ", "%20")
    except ValueError:
        return None
    return address if link and address.startswith(("http://", "https://")) else None


def _moment(parsed: Any) -> datetime | None:
    try:
        return datetime(*parsed[:6], tzinfo=UTC)
    except (TypeError, ValueError):
        return None


def bare(text: str | None) -> str:
    """*text* as a reader sees it: without markup, white space collapsed."""
    if not (text or "").strip():
        return ""
    try:
        tree = html.fragment_fromstring(text, create_parent="div")
    except (etree.LxmlError, ValueError):
        return _collapsed(text)
    for hidden in list(tree.iter(*UNSEEN, etree.Comment, etree.ProcessingInstruction)):
        hidden.drop_tree()
    return _collapsed(tree.text_content())


def _collapsed(text: str | None) -> str:
    return " ".join((text or "").split())
