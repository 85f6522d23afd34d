"""`python -m training.corpus check [FILE…]`: parses passages and frames, and says what is wrong."""

from __future__ import annotations

import sys
from pathlib import Path

from training.corpus.frames import BadFrame, frames
from training.corpus.markup import BadMarkup, passages

HERE = Path(__file__).parent


def files(named: list[str]) -> list[Path]:
    """The files named, or all of the corpus's."""
    if named:
        return [Path(name) for name in named]
    return sorted([*HERE.glob("passages/*.txt"), *HERE.glob("held/*.txt"), *HERE.glob("frames/*.tsv")])


def check(named: list[str]) -> int:
    """Prints what is wrong, and a count a file; the exit status."""
    bad = 0
    for path in files(named):
        items = list(frames(path) if path.suffix == ".tsv" else passages(path))
        errors = [item for item in items if isinstance(item, BadFrame | BadMarkup)]
        for error in errors:
            print(error, file=sys.stderr)
        print(f"{path}: {len(items) - len(errors)} good, {len(errors)} bad")
        bad += len(errors)
    return 1 if bad else 0


if __name__ == "__main__":
    if sys.argv[1:2] != ["check"]:
        sys.exit("usage: python -m training.corpus check [FILE…]")
    sys.exit(check(sys.argv[2:]))
