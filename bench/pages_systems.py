"""Who cuts the body out of a page: ours, and the libraries measured beside it."""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Callable, Sequence
from statistics import median

import trafilatura
from lxml import etree, html
from trafilatura.meta import reset_caches

from dragoman.clean import Cut, cut_from
from dragoman.model import Unreadable

System = Callable[[str, str], str]
"""A page and its address → its body."""
ROUNDS = 3
BREAKS = frozenset(
    (
        "address article aside blockquote br button dd details div dl dt fieldset figcaption figure footer form h1 h2 h3"
        " h4 h5 h6 header hr label legend li main nav ol option p pre section select summary table td th tr ul"
    ).split()
)
UNSEEN = frozenset("head iframe noscript script style svg template textarea".split())


def systems() -> dict[str, System]:
    """Ours first; readability only where it is installed."""
    found: dict[str, System] = {
        "ours": body_of,
        "trafilatura precision": precise,
        "trafilatura precision, fast": precise_and_fast,
        "trafilatura default": default,
        "resiliparse": resiliparse,
    }
    if importlib.util.find_spec("readability"):
        found["readability"] = readability
    return found


def cut(page: str | bytes, url: str | None) -> Cut | None:
    try:
        return cut_from(page, url=url)
    except Unreadable:
        return None


def body_of(page: str, url: str, *, headed: bool = False) -> str:
    """Our body, in whatever language; headline and second headline are no body in the gold. *headed* keeps the second."""
    found = cut(page, url)
    return "\n\n".join(found.paragraphs[0 if headed else found.standfirst :]) if found else ""


def precise(page: str, url: str) -> str:
    return trafilatura.extract(page, favor_precision=True, include_comments=False) or ""


def precise_and_fast(page: str, url: str) -> str:
    return trafilatura.extract(page, favor_precision=True, fast=True, include_comments=False) or ""


def default(page: str, url: str) -> str:
    return trafilatura.extract(page, include_comments=False) or ""


def resiliparse(page: str, url: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return extract_plain_text(page, main_content=True, alt_texts=False)


def readability(page: str, url: str) -> str:
    from readability import Document  # type: ignore[import-not-found,unused-ignore]

    return lines(Document(page).summary())


def lines(page: str) -> str:
    """The page's text without tags: a line for each piece between elements that begin a line."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    tree = html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    pieces: list[str] = []
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        pieces += ["\n"] if element.tag in BREAKS else []
        if event == "end":
            pieces.append((element.tail or "").replace("\n", " "))
        elif element.tag in UNSEEN:
            walk.skip_subtree()
        else:
            pieces.append((element.text or "").replace("\n", " "))
    folded = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in folded if line)


def speeds(found: dict[str, System], pages: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Pages a second of processor time by name: the systems take turns, the median of the rounds."""
    seconds: dict[str, list[float]] = {name: [] for name in found}
    for _ in range(ROUNDS):
        for name, system in found.items():
            reset_caches()
            begun = time.process_time()
            for page, url in pages:
                system(page, url)
            seconds[name].append(time.process_time() - begun)
    return {name: len(pages) / max(median(each), 1e-9) for name, each in seconds.items()}
