"""Pictures of every page of the site, from the example press, and the page that shows them with a sentence each.

python -m docs.screenshots [--database FILE]    writes docs/site/ and docs/site-tour.md; needs Chromium

The store is build/press.db, which `make serve` fills, or another; it is copied first. Alerts, sources and corrections
are put into the copy, so that no page is empty.
"""

from __future__ import annotations

import argparse
import struct
import sys
import tempfile
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import connect
from urllib.parse import quote

from playwright.sync_api import Browser, Page
from tests.e2e.chromium import chromium
from tests.e2e.furnished import NOW, TODAY, access, furnish, newsletter
from tests.e2e.serving import served

from dragoman.store import Database, Query, opened, search
from dragoman.store.calendar.meetings import all_meetings
from dragoman.store.mail.database import opened_mail
from dragoman.web.site import site

HERE = Path(__file__).parent
STORE = HERE.parent / "build" / "press.db"
PICTURES, TOUR = HERE / "site", HERE / "site-tour.md"
WIDTH, HEIGHTS = 1280, (1000, 900, 800, 700, 600)
LARGEST = 120_000
"""Bytes of a picture: what is larger shows less of the page."""
_FEW_COLOURS = """async ([picture, most]) => {
  const image = new Image();
  image.src = "data:image/png;base64," + picture;
  await image.decode();
  const drawn = new OffscreenCanvas(image.width, image.height).getContext("2d");
  drawn.drawImage(image, 0, 0);
  const points = new Uint32Array(drawn.getImageData(0, 0, image.width, image.height).data.buffer);
  const counts = new Map();
  for (const one of points) counts.set(one, (counts.get(one) ?? 0) + 1);
  const kept = [...counts.keys()].sort((one, other) => counts.get(other) - counts.get(one)).slice(0, most);
  const parts = one => [one & 255, one >> 8 & 255, one >> 16 & 255];
  const palette = kept.map(parts);
  const nearest = one => {
    const wanted = parts(one);
    const far = palette.map(other => wanted.reduce((sum, part, at) => sum + (part - other[at]) ** 2, 0));
    return far.indexOf(Math.min(...far));
  };
  const places = new Map([...counts.keys()].map(one => [one, nearest(one)]));
  const bytes = Uint8Array.from(points, one => places.get(one));
  let written = "";
  for (let at = 0; at < bytes.length; at += 4096) written += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return {palette: palette.flat(), points: btoa(written), width: image.width, height: image.height};
}"""
"""A picture by its most frequent colours, every other one as the nearest of them."""
COLOURS = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A page to be shown: its *name* and *title*, where it stands, and what can be seen on it."""

    name: str
    title: str
    address: str
    about: str


def pictures(store: Database) -> Iterator[Picture]:
    """All pages, in the order of a tour."""
    berlin, navy = _article(store, "Blinken Lavrov Geneva"), _article(store, "navy chief")
    meeting = max(all_meetings(store, today=TODAY), key=lambda one: (len(one.steps), len(one.told))).id
    every = (
        ("brief", "Brief", f"/brief/{TODAY}", "What is new, changed, contradicted, gone quiet and coming: each line a claim with who says so and the words."),
        ("brief-week", "Brief of a week", f"/brief/{TODAY}?days=7&actor=RUS", "The same for seven days and one side alone."),
        ("article", "Article", f"/article/{berlin}", "The article's very words with the records as highlights over them; beside each why it is there."),
        ("story", "Story", f"/story/{navy}", "Who copied a report, how much later, and what was cut or added, word by word."),
        ("dyads", "Dyads", "/dyad", "Which two sides act upon one another, and how much is told of them."),
        ("dyad", "Dyad", "/dyad/USA/RUS?by=week", "Cooperation and conflict week by week, beside how much was written; open demands of each side."),
        ("calendar", "Calendar", "/calendar?month=2022-01", "Meetings on their days; days that are told vaguely are shaded stretches."),
        ("meeting", "Meeting", f"/meeting/{meeting}", "One meeting's history: every step that was reported, quoted."),
        ("channels", "Channels", "/channels", "Forums and formats with their last and next session."),
        ("channel", "Channel", f"/channel/{quote('NATO-Russia Council')}", "One of them: who belongs to it, how often it meets, what is said of it."),
        ("map", "Map", "/map", "Acts whose own words name their place; a region is an area, never a pin."),
        ("search", "Search", "/search?words=Lavrov&kind=statement", "Records by words, sides, types, channels, places and days, with the words lit; any search is a feed."),
        ("actor", "Actor", "/actor/RUS", "A side on one page: acts, meetings, positions, people, with whom it deals."),
        ("person", "Person", f"/actor/{quote('Sergey Lavrov')}", "A person: what was said, where and when."),
        ("sources", "Sources", "/sources", "Which sources need a hand and what to do, when each was asked last, since when it is quiet."),
        ("alerts", "Alerts", "/alerts?state=all", "What the rules found, with the words that it rests on."),
        ("rejected", "Not read", "/rejected", "Pages that were not read, and why."),
        ("corrections", "Corrections", "/corrections", "What people said of records, by name and with a reason; all of it can be taken back."),
        ("sign-in", "Sign in", "/sign-in", "Who has an account says what is right or wrong."),
        ("newsletter", "Newsletter", "/newsletter/sign-up/world", "The brief by mail: asked twice, left by one click."),
        ("api", "API", "/api", "Every operation for programs, with its fields and an example."),
        ("error", "An error", "/actor/Nobody%20At%20All", "What went wrong, and where to go."),
    )  # fmt: skip
    yield from (Picture(name=name, title=title, address=address, about=about) for name, title, address, about in every)


def _article(store: Database, words: str) -> str:
    """The newest article until TODAY that holds these words."""
    return search(store, Query(words=words, until=TODAY, limit=1))[0].article.id


@contextmanager
def press(database: Path) -> Iterator[tuple[str, Database]]:
    """A site over a copy of the store, with something on every page."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "press.db"
        with closing(connect(database)) as old, closing(connect(copy)) as new:
            old.backup(new)
        with opened(str(copy), upgrade=True) as store, opened_mail(str(copy), create=True):
            furnish(store)
            app = site(
                store,
                access=access(Path(name), now=NOW.timestamp),
                today=lambda: TODAY,
                mail=str(copy),
                newsletter=newsletter(),
            )
            with served(app) as base:
                yield base, store


def taken(browser: Browser, base: str, one: Picture) -> Path:
    """The picture of a page: as much of it as fits into LARGEST bytes."""
    file = PICTURES / f"{one.name}.png"
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHTS[-1]}, color_scheme="light")
    page.goto(base + one.address)
    page.wait_for_load_state("networkidle")
    for height in HEIGHTS:
        written = few_colours(browser, _shot(page, height))
        if len(written) <= LARGEST:
            break
    file.write_bytes(written)
    page.close()
    return file


def _shot(page: Page, height: int) -> bytes:
    """The head of the page, without an empty end."""
    whole = int(page.evaluate("() => Math.ceil(document.body.getBoundingClientRect().height)"))
    return page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": WIDTH, "height": min(height, whole)})


def few_colours(browser: Browser, picture: bytes) -> bytes:
    """The same picture as a PNG with a palette, which is half as large."""
    page = browser.new_page()
    found = page.evaluate(_FEW_COLOURS, [b64encode(picture).decode(), COLOURS])
    page.close()
    width, height, points = found["width"], found["height"], b64decode(found["points"])
    rows = b"".join(b"\0" + points[at : at + width] for at in range(0, width * height, width))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", bytes(found["palette"])),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, held) for name, held in parts)


def _chunk(name: bytes, held: bytes) -> bytes:
    return struct.pack(">I", len(held)) + name + held + struct.pack(">I", zlib.crc32(name + held))


def tour(several: list[Picture]) -> str:
    """The page that shows them."""
    parts = (f"## {one.title}\n\n{one.about}\n\n![{one.title}](site/{one.name}.png)\n" for one in several)
    head = (
        "<!-- Written by python -m docs.screenshots. -->\n# The site, page by page\n\n"
        "Pictures from the example press, as of 22 January 2022. `make serve` shows the same on your machine; "
        "[site.md](site.md) says how to serve your own.\n"
    )
    return "\n".join((head, *parts))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m docs.screenshots")
    parser.add_argument("--database", type=Path, default=STORE)
    database: Path = parser.parse_args().database
    if not database.is_file():
        sys.stderr.write(f"There is no store {database}: run make serve once, or name another with --database.\n")
        return 2
    PICTURES.mkdir(exist_ok=True)
    with press(database) as (base, store), chromium() as browser:
        several = list(pictures(store))
        for one in several:
            file = taken(browser, base, one)
            sys.stdout.write(f"{file.name}: {file.stat().st_size / 1000:.0f} kB\n")
    TOUR.write_text(tour(several), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
