"""Brings what the browser gets beside our own files: npm fetches it by the lock, and it is copied into the package.

    python assets/build.py       where npm is missing it says so, and the pages work without

Nothing of it is committed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
VENDOR = HERE.parent / "src" / "dragoman" / "web" / "static" / "vendor"
FILES = {
    "countries-110m.json": "world-atlas/countries-110m.json",
}
"""What is served, and where it lies in the package that it comes from."""

LICENCES = ("world-atlas",)


def main() -> None:
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is not installed: the map is a list without it; install Node.js for its picture")
    subprocess.run([npm, "ci", "--silent", "--ignore-scripts"], cwd=HERE, check=True)
    VENDOR.mkdir(parents=True, exist_ok=True)
    for name, source in FILES.items():
        shutil.copyfile(MODULES / source, VENDOR / name)
    (VENDOR / "LICENCES.txt").write_text("\n".join(map(licence, LICENCES)), encoding="utf-8")


def licence(package: str) -> str:
    """The licence that comes with a package: it goes wherever the package goes."""
    (found, *_) = sorted(MODULES.joinpath(package).glob("LICEN[CS]E*"))
    return f"== {package}\n\n{found.read_text(encoding='utf-8')}"


if __name__ == "__main__":
    main()
