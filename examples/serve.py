"""What `make serve` shows: the example press as a site. The newest pages are read first, the rest while it answers.

python examples/serve.py [PORT]     reads the press into build/press.db once, serves until Ctrl-C
"""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
STORE = HERE.parent / "build" / "press.db"
PAGES = HERE / "press" / "pages"
DAY = "2022-01-22"
FIRST = 6
"""Pages of the day and before that are read before the site answers."""
STORE_FAILED = 3


def pages() -> list[Path]:
    """The press, what is told up to the day first, the newest of it at the head."""
    every = sorted((file for file in PAGES.glob("*/*") if file.is_file()), key=lambda file: file.name, reverse=True)
    return [*(file for file in every if file.name[:10] <= DAY), *(file for file in every if file.name[:10] > DAY)]


@contextmanager
def running(*arguments: str, told: bool) -> Iterator[subprocess.Popen[str]]:
    """A command of the program, ended with this one; what it tells is read here, or else seen by the user."""
    output, errors = (subprocess.PIPE, subprocess.DEVNULL) if told else (None, None)
    command = [sys.executable, "-m", "dragoman", *arguments, "--database", str(STORE)]
    with subprocess.Popen(command, stdout=output, stderr=errors, text=True) as process:
        try:
            yield process
        finally:
            process.terminate()


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(port: str = "8000") -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that what was started ends too
    STORE.parent.mkdir(exist_ok=True)
    several = pages()
    say("Reading the example press into build/press.db; what was read before is not read again.")
    with running("ingest", *map(str, several), "--json", told=True) as reader:
        assert reader.stdout is not None, "each page is told there"
        if not all([reader.stdout.readline() for _ in range(FIRST)]) and reader.wait() == STORE_FAILED:
            say("build/press.db cannot be used: delete it, then run make serve again.")
            return STORE_FAILED
        say(f"The site shows the press as of {DAY}. The other pages come in while you look.")
        with running("serve", "--date", DAY, "--port", port, told=False) as site:
            try:
                reader.stdout.read()
                return site.wait()
            except KeyboardInterrupt:
                return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
