"""What `make demo` shows: the example press read from its own pages, and the shared seed where it is at hand."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
PRESS = HERE / "press" / "pages"
SHOWN = PRESS / "meridian-wire" / "2022-01-21-blinken-lavrov.html"
SEEDS = Path(os.environ.get("DRAGOMAN_SHARED") or HERE.parent.parent / "shared") / "seeds"


def dragoman(*arguments: str) -> None:
    """Runs the command as a user would; a failure stops the demo."""
    sys.stdout.write(f"\n$ dragoman {' '.join(arguments)}\n\n")
    sys.stdout.flush()
    subprocess.run([sys.executable, "-m", "dragoman", *arguments], check=True)


def main() -> None:
    dragoman("read", str(PRESS), "--format", "table")
    dragoman("read", str(SHOWN), "--format", "text")
    for seed in sorted(SEEDS.glob("*.txt")):
        dragoman("read", str(seed), "--published", "2021-12-23", "--format", "text", "--explain")


if __name__ == "__main__":
    main()
