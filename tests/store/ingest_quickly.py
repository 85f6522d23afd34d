"""`dragoman` with a heart that reads at once: what is tested is the store, and how it bears being killed."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

sys.path[:0] = [str(Path(__file__).parents[2])]

from tests.store.readings import READER, talks  # noqa: E402

from dragoman.model import Reader, Reading, Unreadable, article_of  # noqa: E402


def read(page: bytes, *, source: str, **_: object) -> Reading:
    if page == b"unreadable":
        raise Unreadable("clean", "there is nothing in it")
    made = talks()
    article = article_of(source=source, title=None, paragraphs=(made.article.text, page.decode()))
    return replace(made, article=article)


def reader(**_: object) -> Reader:
    return READER


heart = ModuleType("dragoman.app.reader")
heart.__dict__.update(read=read, reader=reader)
sys.modules["dragoman.app.reader"] = heart

if __name__ == "__main__":
    from dragoman.app.main import main

    main()
