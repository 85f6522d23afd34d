"""Full readings of three press pages, kept to be read in review whenever they change.

python -m tests.golden.remake     writes tests/golden/snapshots/*.json anew
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from dragoman import read
from dragoman.model import encode

ROOT = Path(__file__).resolve().parents[2]
SNAPSHOTS = ROOT / "tests" / "golden" / "snapshots"
PRESS = "examples/press/pages"
PAGES = {
    "semantic-html": f"{PRESS}/meridian-wire/2022-01-21-blinken-lavrov.html",
    "scrape-txt": f"{PRESS}/galata-daily/2022-01-22-blinken-lavrov.txt",
    "newsletter-eml": f"{PRESS}/hofburg-press-room/2022-01-28-replies-letter.eml",
}


def snapshot(page: str) -> str:
    """The reading of *page* by rules alone, the same on every processor, as indented JSON without the versions."""
    reading = json.loads(encode(read((ROOT / page).read_bytes(), source=page, heads=False)))
    del reading["reader"]
    return json.dumps(reading, indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    SNAPSHOTS.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        path = SNAPSHOTS / f"{name}.json"
        path.write_text(snapshot(page), encoding="utf-8")
        sys.stdout.write(f"{path.relative_to(ROOT)}: {page}\n")


if __name__ == "__main__":
    main()
