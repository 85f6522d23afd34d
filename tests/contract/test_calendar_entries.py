"""The calendar's entries on both databases: each meeting keeps its own, through late reports, a backup and another look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from tests.ledger.reports import day, meeting, on
from tests.store.readings import NOW

from dragoman.ledger.entries import Entry
from dragoman.ledger.meetings import meetings
from dragoman.ledger.told import Told
from dragoman.store import Database, backup, opened, restore
from dragoman.store.calendar.entries import entries_of

KNOWN = meeting("RUS USA", on(5), when=day(10))
LATE = meeting("RUS USA", on(2), when=day(10), quote="They mean to meet on 10 January.")
OTHER = meeting("CHN IND", on(3), when=day(28, 3))


def look(store: Database, told: Sequence[Told], hours: int = 0, **days: object) -> dict[str, Entry]:
    found = entries_of(store, meetings(told), now=NOW + timedelta(hours=hours), **days)  # type: ignore[arg-type]
    return {one.kept.uid: one for one in found}


def test_a_late_report_leaves_the_entry_its_name_and_counts_as_a_change(database: Database) -> None:
    (before,) = look(database, [KNOWN]).values()
    (after,) = look(database, [KNOWN, LATE], 1).values()

    assert after.kept.uid == before.kept.uid
    assert after.kept.sequence == before.kept.sequence + 1
    assert after.kept.changed == NOW + timedelta(hours=1)


def test_looking_again_changes_nothing(database: Database) -> None:
    before = look(database, [KNOWN, OTHER])

    assert look(database, [KNOWN, OTHER], 1) == before


def test_what_is_no_longer_told_is_gone_and_comes_back_under_its_name(database: Database) -> None:
    (uid,) = look(database, [KNOWN])

    assert look(database, [], 1)[uid].kept.gone
    assert not look(database, [KNOWN], 2)[uid].kept.gone
    assert look(database, [KNOWN], 3)[uid].kept.sequence == 2


def test_meetings_of_other_days_are_left_alone(database: Database) -> None:
    whole = look(database, [KNOWN, OTHER])

    assert set(look(database, [KNOWN], 1, since=on(1), until=on(31))) < set(whole)
    assert look(database, [KNOWN, OTHER], 2) == whole


def test_two_that_look_at_once_agree(database: Database) -> None:
    with ThreadPoolExecutor(4) as several:
        found = list(several.map(lambda _: set(look(database, [KNOWN, OTHER])), range(4)))

    assert all(one == found[0] for one in found)
    assert len(found[0]) == 2


def test_a_backup_keeps_the_entries(database: Database, new_address: Callable[[str], str], tmp_path: Path) -> None:
    look(database, [KNOWN])
    before = look(database, [KNOWN, LATE, OTHER], 1)
    backup(database, tmp_path / "backup.gz")

    with opened(new_address("sqlite"), create=True) as other:
        restore(other, tmp_path / "backup.gz")
        assert look(other, [KNOWN, LATE, OTHER], 2) == before
