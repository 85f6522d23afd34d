"""Copies as the store keeps them, on both databases: found as articles come, and found again when they are lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import update
from tests.store.readings import NOW

from dragoman.model import Article, Basis, Interval, Reader, Reading, article_of
from dragoman.store import Database, add_reading
from dragoman.store.copies.copying import look_for_copies, report_of, reports
from dragoman.store.copies.kinship import copies_behind, copy_state, keep_copy_state, kin, kinship, lose_copies
from dragoman.store.schema.copies import copy_index

REPORT = (
    "Fishermen from Almadra and Port Lisse blocked the strait for a fourth day on Tuesday, demanding that both "
    "governments publish the map that their envoys initialled in March.",
    "The harbour master counted ninety boats at noon. Coastguards threw no ropes and made no arrests, and the ferry "
    "to the islands lay idle beside the customs shed while passengers slept on their luggage.",
    "Almadra's fisheries minister, Tove Rasmund, promised to read the map aloud in parliament on Friday, a pledge "
    "that the skippers greeted with horns.",
)
OTHER = (
    "A delegation of geologists flew to the plateau on Wednesday to measure how far the glacier has slid since the "
    "spring survey, and whether the dam below it can take another warm summer.",
    "They carry two drills, a month of food and the letter of a governor who would rather not know the answer.",
)
READER = Reader(program="0", model="none", knowledge="none")


def article(outlet: str, day: int, paragraphs: Sequence[str], title: str = "Boats in the strait") -> Article:
    return article_of(
        source=f"{outlet}.txt",
        url=f"https://{outlet}.example/{day}",
        title=title,
        paragraphs=tuple(paragraphs),
        outlet=outlet,
        published=Interval.day(date(2024, 5, 1) + timedelta(day), Basis.GIVEN),
    )


def keep(database: Database, *articles: Article) -> None:
    for one in articles:
        add_reading(database, Reading(reader=READER, article=one), now=NOW)


def origins(database: Database, *articles: Article) -> list[str]:
    with database.reads() as connection:
        found = kinship(connection, [one.id for one in articles])
    return [found[one.id].origin for one in articles]


WIRE = article("wire", 1, REPORT)
REPRINT = article("gazette", 2, REPORT, title="Ninety boats, no arrests")
CUT = article("echo", 3, REPORT[:2])
GLACIER = article("summit", 2, OTHER, title="How far the ice has slid")


def test_copies_have_the_origin_and_others_themselves(database: Database) -> None:
    keep(database, WIRE, GLACIER, REPRINT)

    assert look_for_copies(database) == 3
    assert origins(database, WIRE, REPRINT, GLACIER) == [WIRE.id, WIRE.id, GLACIER.id]


def test_a_later_look_goes_on_where_the_last_one_came_to(database: Database) -> None:
    keep(database, WIRE)
    look_for_copies(database)
    assert not copies_behind(database)
    keep(database, CUT)

    assert (look_for_copies(database), look_for_copies(database)) == (1, 0)
    assert origins(database, CUT) == [WIRE.id]


def test_an_earlier_article_that_comes_later_becomes_the_origin(database: Database) -> None:
    keep(database, REPRINT, CUT)
    look_for_copies(database)
    assert origins(database, REPRINT, CUT) == [REPRINT.id] * 2

    keep(database, WIRE)
    look_for_copies(database)

    assert origins(database, WIRE, REPRINT, CUT) == [WIRE.id] * 3


def test_what_is_lost_is_found_again(database: Database) -> None:
    keep(database, WIRE, REPRINT, GLACIER)
    look_for_copies(database)
    with database.writes() as connection:
        lose_copies(connection)

    assert look_for_copies(database) == 3
    assert origins(database, REPRINT) == [WIRE.id]


def test_a_damaged_index_begins_anew(database: Database) -> None:
    keep(database, WIRE)
    look_for_copies(database)
    with database.writes() as connection:
        connection.execute(update(copy_index).values(body=b"nonsense"))
    keep(database, REPRINT)

    assert look_for_copies(database) == 2
    assert origins(database, REPRINT) == [WIRE.id]


def test_one_that_has_come_further_is_not_overwritten(database: Database) -> None:
    keep(database, WIRE, REPRINT)
    look_for_copies(database)
    kept = copy_state(database)

    keep_copy_state(database, b"a slower run's", kept[1] - 1)

    assert copy_state(database) == kept


def test_a_report_is_shown_with_its_copies_and_what_they_did(database: Database) -> None:
    keep(database, WIRE, REPRINT, CUT, GLACIER)
    look_for_copies(database)

    (group,) = reports(database, most=5)
    known = report_of(database, "https://echo.example/3")

    assert group.origin.id == WIRE.id and {one.article.id for one in group.copies} == {REPRINT.id, CUT.id}
    assert known is not None and known.group.origin.id == WIRE.id
    assert report_of(database, "https://nobody.example/") is None


def test_a_story_goes_by_its_first_article(database: Database) -> None:
    keep(database, WIRE, REPRINT)
    look_for_copies(database)

    assert {one.story for one in kin(database, REPRINT.id)} == {WIRE.id}
