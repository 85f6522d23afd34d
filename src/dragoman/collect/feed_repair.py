"""A feed that is not well-formed → one that is, with every entry that it tried to state.

Strict parsers stop at the first bare `&`; lenient ones guess. Here each fault is mended where it stands, so that one
strict parser reads all feeds.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from html.entities import html5

from dragoman.collect.feed_guard import DEEPEST, Document, too_deep

NAME = r"(?P<name>[A-Za-z_][\w.-]*+(?::[A-Za-z_][\w.-]*+)?)(?![\w.:-])"
TAG = re.compile(
    rf"""<(?P<close>/?){NAME}(?P<attributes>(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+(?=>)|[^<>]*+)>""",
    re.ASCII,
)
ATTRIBUTE = re.compile(
    rf"""{NAME}(?:\s*+=\s*+(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+)))?""", re.ASCII
)
REFERENCE = re.compile(r"&(?:#(?P<number>\d{1,7});|#[xX](?P<hex>[0-9a-fA-F]{1,6});|(?P<name>[A-Za-z][\w.-]{0,31});)?")
BLOCKS = frozenset(("item", "entry", "url", "sitemap"))
"""Elements that never stand in one of their own kind: a second one ends the first."""
FLAT = frozenset(
    "category comments description guid id language lastmod link loc pubdate published summary title updated".split()
)
"""Elements that stand side by side: one that begins in another ends it."""
BLOCK = re.compile(r"<(?:[\w.-]+:)?(?:item|entry|url|sitemap)(?=[\s>])")
KNOWN_PREFIXES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "media": "http://search.yahoo.com/mrss/",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
RESERVED = frozenset(("http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/"))
XML_NAMES = frozenset(("lt", "gt", "amp", "quot", "apos"))


def repaired(document: Document) -> str:
    """The document's text, well-formed. Raises `Unreadable` where it nests too deep."""
    return _Repair(document.text, document.entities).text()


def escaped(text: str, entities: Mapping[str, str]) -> str:
    """*text* as XML characters: what is a reference stays one, a bare `&` or `<` becomes one."""

    def reference(found: re.Match[str]) -> str:
        name, number, digits = found.group("name"), found.group("number"), found.group("hex")
        if number or digits:
            return _number(int(number) if number else int(digits, 16))
        if not name:
            return "&amp;"
        if name in XML_NAMES:
            return f"&{name};"
        known = html.unescape(entities[name]) if name in entities else html5.get(f"{name};")
        return f"&amp;{name};" if known is None else _literal(known)

    return REFERENCE.sub(reference, text).replace("<", "&lt;").replace("]]>", "]]&gt;")


def _number(code: int) -> str:
    legal = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return f"&#{code};" if legal else ""


def _literal(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class _Repair:
    """One walk over the text: what is open, and what has been written."""

    def __init__(self, text: str, entities: Mapping[str, str]) -> None:
        self.source, self.entities = text, entities
        self.open: list[str] = []
        self.out: list[str] = []
        self.used: set[str] = set()
        self.declared: dict[str, str] = {}
        self.on_root: set[str] = {"xml", "xmlns"}
        self.ends: dict[str, int] = {}
        self.last_block = max((block.start() for block in BLOCK.finditer(text)), default=0)
        self.done = False

    def text(self) -> str:
        at = 0
        while at < len(self.source) and not self.done:
            at = self._step(at)
        self._close(len(self.open))
        return self._with_namespaces("".join(self.out))

    def _step(self, at: int) -> int:
        """Writes what stands at *at*; returns where the next thing begins."""
        following = self.source.find("<", at)
        if following != at:
            end = following if following >= 0 else len(self.source)
            self._characters(self.source[at:end])
            return end
        for mark, finish, write in self._enclosed():
            if self.source.startswith(mark, at):
                return self._enclosure(at, mark, finish, write)
        tag = TAG.match(self.source, at)
        if not tag and self._next(">", at) < 0:
            return len(self.source)  # a tag that the end of the feed cut off
        if not tag:
            self._characters("<")
            return at + 1
        self._tag(tag)
        return tag.end()

    def _enclosed(self) -> Iterator[tuple[str, str, Callable[[str], None]]]:
        yield "<![CDATA[", "]]>", self._data
        yield "<!--", "-->", self._nothing
        yield "<?", "?>", self._nothing
        yield "<!", ">", self._nothing

    def _enclosure(self, at: int, mark: str, finish: str, write: Callable[[str], None]) -> int:
        start, end = at + len(mark), self._next(finish, at + len(mark))
        if mark == "<![CDATA[" and self.open and self._runs_over(start, end):
            end = self._next(f"</{self.open[-1]}", start)
            write(self.source[start : end if end >= 0 else len(self.source)])
            return end if end >= 0 else len(self.source)
        if end < 0 and self._next(">", at) < 0:
            return len(self.source)
        if end < 0:
            self._characters(mark)
            return start
        write(self.source[start:end])
        return end + len(finish)

    def _runs_over(self, start: int, end: int) -> bool:
        """Whether a CDATA section has lost its end, so that *end* belongs to a later one."""
        again = self._next("<![CDATA[", start)
        closing = self._next(f"</{self.open[-1]}", start)
        return end < 0 or (0 <= closing < again < end)

    def _next(self, mark: str, at: int) -> int:
        """Where *mark* stands next; looked for once, however often it is asked."""
        known = self.ends.get(mark, 0)
        if 0 <= known < at or mark not in self.ends:
            self.ends[mark] = self.source.find(mark, at)
        return self.ends[mark]

    def _nothing(self, content: str) -> None:
        pass

    def _data(self, content: str) -> None:
        if self.open:
            self.out.append(_literal(content))

    def _characters(self, text: str) -> None:
        if self.open:
            self.out.append(escaped(text, self.entities))

    def _tag(self, tag: re.Match[str]) -> None:
        name, attributes = tag.group("name"), tag.group("attributes")
        if tag.group("close"):
            self._closed(name, tag.end())
            return
        if name.rsplit(":", 1)[-1].lower() in BLOCKS and name in self.open:
            self._close(len(self.open) - self.open.index(name))
        elif self.open and name.lower() in FLAT and self.open[-1].lower() in FLAT:
            self._close(1)
        empty = attributes.endswith("/")
        self._prefix(name)
        self.out.append(f"<{name}{self._attributes(attributes)}{'/' if empty else ''}>")
        if empty:
            return
        self.open.append(name)
        if len(self.open) > DEEPEST:
            raise too_deep()

    def _closed(self, name: str, at: int) -> None:
        """Close *name* and what was left open in it; a tag that closes nothing is left out."""
        for back, one in enumerate(reversed(self.open), 1):
            if one.lower() != name.lower():
                continue
            if back == len(self.open):
                self.done = at > self.last_block
                self._close(back - 1)
            else:
                self._close(back)
            return

    def _close(self, count: int) -> None:
        for _ in range(count):
            self.out.append(f"</{self.open.pop()}>")

    def _attributes(self, text: str) -> str:
        stated: dict[str, str] = {}
        for one in ATTRIBUTE.finditer(text):
            value = escaped(one.group("double") or one.group("single") or one.group("bare") or "", self.entities)
            stated.setdefault(one.group("name"), value.replace('"', "&quot;"))
        return "".join(f' {name}="{value}"' for name, value in stated.items() if self._stands(name, value))

    def _stands(self, name: str, value: str) -> bool:
        """Whether the attribute may be written; notes the prefix that it uses or declares."""
        prefix, colon, local = name.partition(":")
        if prefix != "xmlns":
            self._prefix(name)
            return True
        if value.split() != [value] or local in ("xml", "xmlns") or value in RESERVED:
            return False
        if colon:
            self.declared.setdefault(local, value)
            self.on_root |= set() if self.open else {local}
        return True

    def _prefix(self, name: str) -> None:
        prefix, colon, _ = name.partition(":")
        if colon:
            self.used.add(prefix)

    def _with_namespaces(self, text: str) -> str:
        """*text* with a namespace on its root for each prefix that has none there."""
        known = KNOWN_PREFIXES | self.declared
        missing = sorted(self.used - self.on_root)
        said = "".join(f' xmlns:{one}="{known.get(one, f"urn:prefix:{one}")}"' for one in missing)
        root = re.match(r"<[\w.:-]+", text)
        return text if not (said and root) else text[: root.end()] + said + text[root.end() :]
