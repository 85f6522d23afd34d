"""Folding without pauses: the collector is as it was before, whoever else folds meanwhile."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from dragoman.store.uncollected import uncollected, without_pauses


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    yield
    gc.enable()


def test_it_is_off_until_the_last_who_folds_is_done() -> None:
    with uncollected():
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_is_on_again_where_a_fold_fails() -> None:
    @without_pauses
    def fails() -> None:
        raise ValueError

    with pytest.raises(ValueError):
        fails()
    assert gc.isenabled()


def test_who_had_it_off_has_it_off() -> None:
    gc.disable()
    with uncollected():
        pass
    assert not gc.isenabled()
