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
    "d3-array.js": "d3-array/dist/d3-array.min.js",
    "d3-geo.js": "d3-geo/dist/d3-geo.min.js",
    "htmx.js": "htmx.org/dist/htmx.min.js",
    "topojson-client.js": "topojson-client/dist/topojson-client.min.js",
    "uplot.js": "uplot/dist/uPlot.iife.min.js",
    "uplot.css": "uplot/dist/uPlot.min.css",
    "countries-110m.json": "world-atlas/countries-110m.json",
}
"""What is served, and where it lies in the package that it comes from."""

LICENCES = ("d3-array", "d3-geo", "htmx.org", "topojson-client", "uplot", "world-atlas")


def main() -> None:
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is not installed: the pages work without charts and maps that move; install Node.js for those")
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
