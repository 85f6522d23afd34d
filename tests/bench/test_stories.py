"""The made-up press is the same for a seed, its pairs are what they say, and the figures come with their floors."""

from __future__ import annotations

import pytest
from bench.stories_press import Kind, Press, press

from bench import stories as measuring


@pytest.fixture(scope="module")
def made() -> Press:
    return press(200, 1)


def test_the_same_seed_makes_the_same_press(made: Press) -> None:
    assert press(200, 1) == made
    assert press(200, 3) != made


def test_every_kind_has_a_twentieth_of_the_articles(made: Press) -> None:
    assert len(made.articles) == len({one.id for one in made.articles}) == 200
    assert [sum(pair.kind is kind for pair in made.pairs) for kind in Kind] == [10] * len(Kind)


def test_an_article_is_in_one_pair_at_most(made: Press) -> None:
    paired = [id for pair in made.pairs for id in (pair.one, pair.other)]

    assert len(paired) == len(set(paired))
    assert set(paired) < {one.id for one in made.articles}


def test_a_cut_article_has_30_to_60_per_cent_of_the_words(made: Press) -> None:
    words = {one.id: len(one.text.split()) for one in made.articles}
    shares = [words[pair.other] / words[pair.one] for pair in made.pairs if pair.kind is Kind.TRUNCATED]

    assert all(0.2 < share < 0.75 for share in shares)


def test_figures_are_measured_and_held_against_floors(capsys: pytest.CaptureFixture[str]) -> None:
    figures = measuring.run(articles=400, seed=1)

    assert set(figures["broken"]) <= {"articles_per_s"}  # a machine may be busy
    assert figures[Kind.REPRINT] == 1.0
    assert "precision" in capsys.readouterr().out


def test_a_broken_floor_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "LEAST_PRECISION", 1.1)
    monkeypatch.setattr(measuring, "FEWEST_A_SECOND", 0)

    assert measuring.run(articles=100, seed=1)["broken"] == ["precision"]
