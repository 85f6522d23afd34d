"""What hostile input does to a parser, to be run inside the killable process only."""

import gzip
import os
import signal
import sys
import time

from lxml import etree, html

from dragoman.model import Unreadable

BOMB_OF_ENTITIES = (
    b"<!DOCTYPE a [<!ENTITY b0 '" + b"ha" * 50 + b"'>"
    + b"".join(b"<!ENTITY b%d '%s'>" % (n, b"&b%d;" % (n - 1) * 10) for n in range(1, 9))
    + b"]><a>&b8;</a>"
)  # fmt: skip
DEEP_FEED = b"<rss>" + b"<a>" * 200_000
DEEP_TAGS = b"<div>" * 200_000 + b"news"
GZIP_OF_ZEROS = gzip.compress(bytes(100_000_000), 1) * 10


def title(page: bytes) -> str:
    """The harmless item."""
    return str(html.document_fromstring(page).findtext(".//title"))


def characters_of_xml(data: bytes, *, guarded: bool) -> int:
    parser = etree.XMLParser(huge_tree=not guarded, resolve_entities=True)
    return len("".join(etree.fromstring(data, parser).itertext()))


def depth_of_html(data: bytes) -> int:
    parser = html.HTMLParser(huge_tree=True)
    return len(list(html.document_fromstring(data, parser=parser).iter()))


def unpacked(data: bytes) -> int:
    return len(gzip.decompress(data))


def allocated(size: int) -> int:
    return len(bytearray(size))


def loop() -> None:
    while True:
        pass


def computing(*, seconds: float) -> bool:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass
    return True


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def exit_politely() -> None:
    sys.exit(3)


def recursion(depth: int = 0) -> int:
    return recursion(depth + 1)


def nothing_to_read() -> None:
    raise Unreadable("clean", "the page holds no article")


def wrong() -> None:
    raise KeyError("date")


def printed(words: str) -> str:
    sys.stdout.write(words)
    sys.stdout.flush()
    os.write(1, words.encode())
    os.write(2, words.encode())
    return words


def same(value: object) -> object:
    return value


def not_to_be_sent() -> object:
    return lambda: None
