"""What `make demo` shows: one page read; the example press collected from its feeds, stored, and looked at from above.

The press is served on loopback and collected politely, one request a second, as any other would be.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
SHOWN = HERE / "press" / "pages" / "meridian-wire" / "2022-01-21-blinken-lavrov.html"
SEEDS = Path(os.environ.get("DRAGOMAN_SHARED") or HERE.parent.parent / "shared") / "seeds"
FEEDS = ("meridian-wire.xml", "galata-daily.xml", "rheinbruecke-post.xml")
FIRST, DAY = "2021-12-01", "2022-01-22"


def dragoman(*arguments: str) -> None:
    """Runs the command as a user would; a failure stops the demo."""
    sys.stdout.write(f"\n$ dragoman {' '.join(arguments)}\n\n")
    sys.stdout.flush()
    subprocess.run([sys.executable, "-m", "dragoman", *arguments], check=True)


@contextmanager
def served() -> Iterator[str]:
    """The example press on loopback, for as long as it is needed: its address."""
    command = [sys.executable, str(HERE / "press" / "serve.py"), "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as press:
        try:
            assert press.stdout is not None, "its address is read from there"
            yield press.stdout.readline().partition("/pages/")[0].split()[-1]
        finally:
            press.terminate()


def read() -> None:
    """Single pages, with the words that each record rests on."""
    dragoman("read", str(SHOWN), "--format", "text")
    for seed in sorted(SEEDS.glob("*.txt")):
        dragoman("read", str(seed), "--published", "2021-12-23", "--format", "text", "--explain")


def collect(store: str) -> None:
    """Three outlets' feeds → the store."""
    with served() as base:
        for feed in FEEDS:
            allowed = base.removeprefix("http://")
            dragoman("sources", "add", f"{base}/feeds/{feed}", "--name", Path(feed).stem, "--allow", allowed,
                     "--since", FIRST, "--database", store)  # fmt: skip
        dragoman("fetch", "--once", "--database", store)
        dragoman("sources", "list", "--database", store)


def look(store: str) -> None:
    """What the store tells: copies, a dyad, a channel, the brief of a day."""
    for command in (
        ("copies", "--limit", "3"),
        ("dyad", "USA", "RUS", "--by", "week"),
        ("meetings", "--actor", "RUS", "--limit", "6"),
        ("brief", "--date", DAY, "--days", "7", "--most", "6"),
    ):
        dragoman(*command, "--database", store)


def main() -> None:
    read()
    with tempfile.TemporaryDirectory() as folder:
        store = str(Path(folder) / "press.db")
        collect(store)
        look(store)
    sys.stdout.write("\nTo look at the same press as a site, with every line's evidence one click away: make serve\n")


if __name__ == "__main__":
    main()
