"""People whom articles introduce: the last word on each stands, and is forgotten with them; on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.contract.conftest import Addresses
from tests.contract.test_forgetting import bytes_of, people
from tests.store.readings import DAY, NOW, span

from dragoman.knowledge import Holder
from dragoman.store import (
    Act,
    CorrectionError,
    Database,
    Person,
    add_reading,
    all_readings,
    backup,
    forget_page,
    forget_person,
    opened,
    restore,
    taught,
    undo,
    verify,
)
from dragoman.store.corrections.people import decide, decided, decisions, quotes
from dragoman.store.rows import article_id
from dragoman.store.searches.strangers import naming, people_named
from dragoman.store.values.people import Introduced, Witness

BY = Person(who="ana", at=NOW, why="as the articles say")
LATER = replace(BY, at=NOW + timedelta(hours=1))
DAHL = Holder(
    name="Kari Dahl", aliases=(), office="foreign_minister", body="NOR", begun="2022-01-20", ended="", gender="",
    source="archive",
)  # fmt: skip


def introduced(database: Database, row: Holder = DAHL, ends: Holder | None = None) -> Introduced:
    """Kari Dahl by the words of the one article of the store."""
    (kept,) = all_readings(database)
    article = kept.reading.article
    words = span(article.text, "Norwegian minister Kari Dahl")
    witness = Witness(page=article_id("c.txt"), article=article.id, start=words.start, end=words.end)
    return Introduced(name=row.name, row=row, witnesses=(witness,), ends=ends)


@pytest.fixture
def store(database: Database) -> Database:
    add_reading(database, people(), now=NOW)
    return database


def test_who_is_accepted_is_taught(store: Database) -> None:
    assert taught(store) == ()
    decide(store, introduced(store), Act.LEARNT, by=BY)

    assert taught(store) == (DAHL,)


def test_who_is_rejected_is_not(store: Database) -> None:
    decide(store, introduced(store), Act.DENIED, by=BY)

    assert taught(store) == ()
    assert [one.accepted for one in decisions(store)] == [False]


def test_the_last_word_stands(store: Database) -> None:
    decide(store, introduced(store), Act.DENIED, by=BY)
    said = decide(store, introduced(store), Act.LEARNT, by=LATER)

    assert taught(store) == (DAHL,)
    undo(store, said.id, by=LATER)
    assert taught(store) == ()
    assert not decided(store, "kari  dahl").accepted


def test_whose_term_is_over_is_taught_too(store: Database) -> None:
    before = replace(DAHL, name="Per Moe", begun="2019", ended="2022-01-19")
    decide(store, introduced(store, ends=before), Act.LEARNT, by=BY)

    assert taught(store) == (before, DAHL)


def test_two_spellings_of_one_person_are_two_decisions(store: Database) -> None:
    for name in ("Kari Daal", "Karin Dahl"):
        one = replace(introduced(store, replace(DAHL, aliases=(name,))), name=name)
        decide(store, one, Act.LEARNT, by=BY)

    assert sorted(row.aliases for row in taught(store)) == [("Kari Daal",), ("Karin Dahl",)]


def test_the_words_are_those_of_the_article_while_it_is_there(store: Database) -> None:
    made = introduced(store)
    assert quotes(store, made.witnesses) == ["Norwegian minister Kari Dahl"]

    forget_page(store, "c.txt", by=BY)
    assert quotes(store, made.witnesses) == [None]


def test_nobody_decided_is_told_with_the_remedy(store: Database) -> None:
    with pytest.raises(CorrectionError, match="dragoman actors list"):
        decided(store, "Kari Dahl")


def test_a_forgotten_person_is_taught_no_more(store: Database) -> None:
    decide(store, introduced(store), Act.LEARNT, by=BY)
    forget_person(store, "Kari Dahl", by=BY)

    assert (taught(store), decisions(store)) == ((), ())
    if store.sqlite:
        assert b"dahl" not in bytes_of(store).lower()


def test_a_decision_comes_back_from_a_backup(store: Database, new_address: Addresses, tmp_path: Path) -> None:
    decide(store, introduced(store), Act.LEARNT, by=BY)
    backup(store, tmp_path / "kept.gz")

    with opened(new_address("sqlite"), create=True) as other:
        restore(other, tmp_path / "kept.gz")
        assert taught(other) == (DAHL,)
        assert [fault for one in verify(other, every=True) for fault in one.faults] == []


def test_people_are_named_newest_first(store: Database) -> None:
    newer = people(source="d.txt", more=" It rained.")
    add_reading(store, replace(newer, article=replace(newer.article, published=None)), now=NOW)
    found = list(people_named(store, name="kari dahl"))

    assert [one.day for one in found] == [DAY, None]
    assert list(people_named(store, since=DAY + timedelta(1))) == []
    told = naming(store, [one.reading for one in found])
    assert {one.page for one in told.values()} == {article_id("c.txt"), article_id("d.txt")}


def test_of_two_offices_one_is_undone_by_all_that_tells_it(store: Database) -> None:
    for office in ("foreign_minister", "minister"):
        decide(store, introduced(store, replace(DAHL, office=office)), Act.LEARNT, by=BY)

    with pytest.raises(CorrectionError, match="kari dahl · minister · NOR"):
        decided(store, "Kari Dahl")
    assert decided(store, "kari dahl · minister · NOR").introduced.row.office == "minister"
