"""The corpus itself: all of it can be read, nothing stands twice, nothing of it is anybody else's."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from bench.shared import shared
from training.corpus.__main__ import README, SECOND, readme
from training.corpus.agreement import comparisons
from training.corpus.files import HELD, HERE, files, good_frames, items, short
from training.corpus.markup import BadMarkup, Passage, passages
from training.corpus.report import counted

from dragoman.model import EventStatus, EventType, Span

OVERLAP = shared() / "bench" / "overlap.py"
LEAST_PASSAGES, LEAST_FRAMES, LEAST_OF_A_TYPE = 2500, 4000, 200


@cache
def read(path: Path) -> list[Any]:
    return items(path)


@cache
def corpus() -> list[tuple[str, Passage]]:
    return [(short(path), one) for path in files() for one in read(path) if isinstance(one, Passage)]


@cache
def told() -> dict[str, Any]:
    return counted(corpus(), list(good_frames(files())))


def marks(one: Passage) -> list[Span]:
    said = [span for statement in one.statements for span in (*statement.cues, *statement.content)]
    return [*(span for _, span in one.mentions), *(event.trigger for event in one.events), *said]


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_a_file_can_be_read_without_a_complaint(path: Path) -> None:
    assert read(path)
    assert [str(one) for one in read(path) if isinstance(one, Exception)] == []


def test_no_two_passages_have_one_id() -> None:
    ids = Counter(one.id for _, one in corpus())

    assert [id for id, count in ids.items() if count > 1] == []


def test_every_mark_holds_words_and_no_space_at_its_edges() -> None:
    bad = [one.id for _, one in corpus() for span in marks(one) if span.of(one.text) != span.of(one.text).strip()]

    assert bad == []


def test_no_mark_is_left_in_the_words() -> None:
    assert [one.id for _, one in corpus() if re.search(r"[][{}~<>]", one.text)] == []


def test_nothing_is_a_near_duplicate_but_contrasts() -> None:
    near = [one for one in told()["near-duplicates"] if not one["contrast"]]

    assert [(one["first"], one["second"], one["kind"], one["share"]) for one in near] == []


def test_what_is_held_back_is_near_to_nothing_else() -> None:
    held = {one.id for file, one in corpus() if file.startswith(f"{HELD}/")}
    near = [(one["first"], one["second"]) for one in told()["near-duplicates"]]

    assert held
    assert [pair for pair in near if (pair[0] in held) != (pair[1] in held)] == []


def test_there_is_as_much_as_was_set_out_to_write() -> None:
    learnt = [one for file, one in corpus() if not file.startswith(f"{HELD}/")]

    assert len(learnt) >= LEAST_PASSAGES
    assert told()["frames"]["all"] >= LEAST_FRAMES


def test_every_type_status_context_region_and_style_stands() -> None:
    events = told()["events"]
    statuses = Counter[str]()
    for row in events["type by status"].values():
        statuses.update(row)

    assert all(sum(events["type by status"][type].values()) >= LEAST_OF_A_TYPE for type in EventType)
    assert all(statuses[status] for status in EventStatus)
    assert all(events["contexts"].values())
    assert all(all(told()["passages"][f"by {name}"].values()) for name in ("style", "region", "scope"))


def test_every_mode_stands() -> None:
    rows = told()["events"]["type by mode"]

    assert [
        (type, mode) for type, row in rows.items() for mode, count in row.items() if mode != "–" and not count
    ] == []


def test_the_second_coder_had_the_very_words() -> None:
    second = list(passages(SECOND))

    assert [str(one) for one in second if isinstance(one, BadMarkup)] == []
    pairs = comparisons([one for _, one in corpus()], [one for one in second if isinstance(one, Passage)])
    assert [one for one in pairs if isinstance(one, str)] == []


def test_the_readme_tells_the_figures_of_today() -> None:
    text = README.read_text(encoding="utf-8")

    assert readme(text, told(), [one for _, one in corpus()]) == text, (
        "write them anew: python -m training.corpus report --readme"
    )


def test_the_passages_that_the_readme_cites_are_there() -> None:
    cited = re.findall(r"`((?:w\d|h)-\d{3})`", README.read_text(encoding="utf-8"))

    assert cited
    assert {id for id in cited if id not in {one.id for _, one in corpus()}} == set()


def test_the_licence_is_named() -> None:
    assert "CC-BY-4.0" in (HERE / "LICENSE").read_text(encoding="utf-8")


@pytest.mark.skipif(not OVERLAP.exists(), reason="the shared benchmark is not at hand: set DRAGOMAN_SHARED")
def test_the_corpus_shares_no_run_of_words_with_the_benchmarks() -> None:
    ours = [*files(), SECOND, README]

    done = subprocess.run([sys.executable, str(OVERLAP), *map(str, ours)], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
