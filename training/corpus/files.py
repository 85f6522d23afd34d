"""The corpus's files: which there are, and what of them can be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from training.corpus.frames import BadFrame, Frame, frames
from training.corpus.markup import BadMarkup, Passage, passages

HERE = Path(__file__).parent
HELD = "held"
"""The folder of passages that nothing is trained on."""


def files(named: Sequence[str | Path] = ()) -> list[Path]:
    """The files *named*, or all of the corpus's."""
    if named:
        return [Path(name) for name in named]
    return sorted([*HERE.glob("passages/*.txt"), *HERE.glob(f"{HELD}/*.txt"), *HERE.glob("frames/*.tsv")])


def items(path: Path) -> list[Passage | Frame | BadMarkup | BadFrame]:
    """What a file holds, by its ending: frames or passages, and the complaints about them."""
    return list(frames(path) if path.suffix == ".tsv" else passages(path))


def short(path: Path) -> str:
    """A file's short name: its folder where that says more than its stem."""
    return f"{path.parent.name}/{path.stem}"


def good_passages(paths: Iterable[Path]) -> Iterator[tuple[str, Passage]]:
    """Every passage that can be read, with its file's short name."""
    for path in paths:
        if path.suffix == ".txt":
            yield from ((short(path), one) for one in passages(path) if isinstance(one, Passage))


def good_frames(paths: Iterable[Path]) -> Iterator[tuple[str, Frame]]:
    """Every frame that can be read, with its file and line."""
    for path in paths:
        if path.suffix == ".tsv":
            rows = enumerate(frames(path), start=2)
            yield from ((f"{short(path)}:{number}", one) for number, one in rows if isinstance(one, Frame))
