"""Web pages: body, lines, dates and invented authors on public gold, beside the libraries that do the same.

The folder holds `extraction/` (`ground-truth.json`, `html/ID.html.gz`) and `dates/` (`gold.json`, `pages.tar.xz`).
"""

from __future__ import annotations

import gzip
import json
import tarfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from bench.pages_scrapes import scrapes
from bench.pages_shingles import Agreement, agreement, over_pages
from bench.pages_systems import body_of, cut, lines, speeds, systems
from bench.shared import NoData, data
from dragoman.clean import Dated

BESIDE = "trafilatura precision"


def run(given: str | None) -> dict[str, Any]:
    """The figures on the folder *given*, else on the shared one; prints a table of the systems."""
    folder = data(given, "bench", "pages")
    gold = _gold(folder)
    pages = {name: _page(folder, name) for name in gold}
    right = {name: str(row.get("articleBody") or "") for name, row in gold.items()}
    found = systems()
    each = {
        name: [agreement(right[key], system(pages[key], gold[key].get("url", ""))) for key in gold]
        for name, system in found.items()
    }
    scores = {name: over_pages(one) for name, one in each.items()}
    fast = speeds(found, [(pages[key], gold[key].get("url", "")) for key in gold])
    for name, score in scores.items():
        print(f"{name:28}{_told(score)}  {fast[name]:7.1f} pages/s")
    for start in range(min(2, len(gold))):
        print(f"{f'ours, half {start + 1} of 2':28}{_told(over_pages(each['ours'][start::2]))}")
    headed = over_pages(agreement(right[key], body_of(pages[key], "", headed=True)) for key in gold)
    print(f"{'ours, second headline kept':28}{_told(headed)}")
    alone = over_pages(agreement(right[key], body_of(lines(pages[key]), "")) for key in gold)
    print(f"{'ours, lines alone':28}{_told(alone)}")
    own = over_pages(agreement(body, body_of(text, "")) for _, text, body in scrapes())
    print(f"{'ours, scrapes of our own':28}{_told(own)}")
    return {
        "f1": round(scores["ours"].f1, 4),
        "trafilatura_f1": round(scores[BESIDE].f1, 4),
        "pages_per_s_ratio": round(fast["ours"] / fast[BESIDE], 3),
        "f1_second_headline_kept": round(headed.f1, 4),
        "lines_f1": round(alone.f1, 4),
        "scrapes_f1": round(own.f1, 4),
        **_dates(folder / "dates"),
        **_invented(gold, pages),
    }


def _gold(folder: Path) -> dict[str, dict[str, Any]]:
    path = folder / "extraction" / "ground-truth.json"
    if not path.exists():
        raise NoData(f"{path}: not there; set DRAGOMAN_SHARED or pass --data")
    rows: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return dict(sorted(rows.items()))


def _page(folder: Path, name: str) -> str:
    path = folder / "extraction" / "html" / f"{name}.html.gz"
    return gzip.decompress(path.read_bytes()).decode("utf-8", "replace")


def _told(score: Agreement) -> str:
    return f"F1 {score.f1:.4f}  P {score.precision:.4f}  R {score.recall:.4f}"


def dated_pages(folder: Path) -> Iterator[tuple[str, bytes, str | None]]:
    """Each page's address, bytes and right day."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    files = {row["file"]: (url, row["date"]) for url, row in gold.items()}
    with tarfile.open(folder / "pages.tar.xz") as archive:
        for member in archive:
            held = archive.extractfile(member)
            url, day = files.get(Path(member.name).name, ("", None))
            if held and url:
                yield url, held.read(), day if isinstance(day, str) else None


def _dates(folder: Path) -> dict[str, Any]:
    """The share of pages with the right day (none where none is right), and of the sure answers that are right."""
    if not folder.exists():
        return {"dates": None, "dates_sure": None}
    answers = []
    for url, page, day in dated_pages(folder):
        found = cut(page, url)
        told = found.dated if found else Dated()
        answers.append((_iso(told.day) == day, told.sure))
    right, sure = sum(good for good, _ in answers), [good for good, certain in answers if certain]
    print(f"{'dates':28}{right} of {len(answers)} right; of {len(sure)} sure ones {sum(sure)}")
    return {
        "dates": round(right / len(answers), 4),
        "dates_sure": round(sum(sure) / len(sure), 4) if sure else None,
        "dates_sure_share": round(len(sure) / len(answers), 4),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _invented(gold: dict[str, dict[str, Any]], pages: dict[str, str]) -> dict[str, Any]:
    """On how many pages that are known to name no author one is found; nothing where the gold does not tell."""
    without = [name for name, row in gold.items() if "author" in row and not row["author"]]
    if not without:
        return {}
    made_up = sum(1 for name in without if (found := cut(pages[name], gold[name].get("url"))) and found.byline)
    print(f"{'authors invented':28}{made_up} of {len(without)} pages without one")
    return {"authors_invented": round(made_up / len(without), 4)}
