"""What every store keeps to: the same on SQLite and on PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import given, settings
from tests.conftest import FULL, SOAK
from tests.contract.conftest import BACKENDS, Addresses
from tests.store.readings import DAY, NOW, READER, TALKS, bare, readings, talks

from dragoman.app.pipeline import results
from dragoman.model import Reader, Reading, Rejected, Span, digest, encode
from dragoman.store import (
    Database,
    Query,
    StoreError,
    add_article,
    add_reading,
    add_readings,
    add_rejected,
    all_readings,
    all_rejected,
    backup,
    check,
    counts,
    dealt_with,
    doctor,
    opened,
    reading_of,
    restore,
    search,
    verification,
    verify,
    versions_of,
)
from dragoman.store.backups import files as backups
from dragoman.store.press import readings as stored_readings
from dragoman.store.schema.press import HEAD, metadata

NEWER = Reader(program="2", model="m", knowledge="k")
PAGE = digest("p1")
PRESS = Path(__file__).parents[2] / "examples" / "press" / "pages"


def faults(database: Database) -> list[str]:
    return [fault for one in verify(database, every=True) for fault in one.faults]


def test_the_migrations_make_the_schema(database: Database) -> None:
    with database.reads() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        ours = [change for change in compare_metadata(context, metadata) if not _full_text(change)]

    assert ours == []


def _full_text(change: tuple[object, ...]) -> bool:
    return any("_words" in str(getattr(part, "name", "")) for part in change)


def test_the_migrated_schema_is_the_newest(database: Database) -> None:
    assert next(one.said for one in doctor(database, now=NOW) if one.name == "schema") == HEAD


def test_a_reading_comes_back_as_it_went(database: Database) -> None:
    stored = add_reading(database, talks(), now=NOW)

    assert reading_of(database, stored.version) == talks()


def test_any_reading_comes_back_byte_for_byte(database: Database) -> None:
    @settings(max_examples=FULL // 4 if SOAK else FULL // 80)
    @given(readings())
    def comes_back(reading: Reading) -> None:
        stored = add_reading(database, reading, now=NOW)
        back = reading_of(database, stored.version, reader=reading.reader)

        assert back is not None
        assert encode(back) == encode(reading)

    comes_back()
    assert faults(database) == []


def test_adding_twice_changes_nothing(database: Database) -> None:
    first = add_reading(database, talks(), now=NOW)
    before = counts(database)
    again = add_reading(database, talks(), now=NOW)

    assert (again.reading, again.version, again.new) == (first.reading, first.version, False)
    assert counts(database) == before


def test_an_article_is_added_once(database: Database) -> None:
    first, again = (add_article(database, talks().article, now=NOW) for _ in range(2))

    assert first == again
    assert versions_of(database, "a.txt") == (first,)


def test_a_changed_page_is_a_new_version_and_the_old_one_stays(database: Database) -> None:
    add_reading(database, talks(), now=NOW)
    add_reading(database, talks(more=" Both denied it."), now=NOW)
    first, second = versions_of(database, "a.txt")

    assert (first.nth, first.article) == (1, talks().article)
    assert (second.nth, second.article) == (2, talks(more=" Both denied it.").article)
    assert reading_of(database, first.id) == talks()
    assert faults(database) == []


def test_only_the_newest_version_is_searched(database: Database) -> None:
    for more in ("", " Both denied it."):
        add_reading(database, talks(more=more), now=NOW)

    assert len(search(database, Query(words="overfishing"))) == 1
    assert len(search(database, Query(type="ACCUSE"))) == 1
    assert [kept.reading for kept in all_readings(database)] == [talks(more=" Both denied it.")]
    assert len(list(all_readings(database, superseded=True))) == 2


def test_a_new_reader_stands_beside_the_old_one(database: Database) -> None:
    stored = add_reading(database, talks(), now=NOW)
    add_reading(database, talks(reader=NEWER), now=NOW)

    assert reading_of(database, stored.version) == talks(reader=NEWER)
    assert reading_of(database, stored.version, reader=READER) == talks()
    assert len(search(database, Query(type="ACCUSE"))) == 1


def test_a_late_reading_of_an_old_version_is_not_the_newest(database: Database) -> None:
    add_reading(database, talks(), now=NOW)
    add_reading(database, talks(more=" Both denied it."), now=NOW)
    add_reading(database, talks(reader=NEWER), now=NOW)

    assert [kept.reading for kept in all_readings(database)] == [talks(more=" Both denied it.")]
    assert faults(database) == []


def test_the_same_words_in_two_files_are_two_articles(database: Database) -> None:
    for source in ("a.txt", "b.txt"):
        add_reading(database, talks(source=source), now=NOW)

    assert [hit.article.source for hit in search(database, Query(words="quota"))].count("b.txt") == 1
    assert counts(database).articles == 2


def test_what_comes_from_standard_input_is_an_article_of_its_own(database: Database) -> None:
    for text in ("One.", "Two."):
        add_reading(database, bare(text, source="standard input"), now=NOW)

    assert counts(database).articles == 2


def test_many_at_once_are_stored_as_one_by_one(database: Database, new_address: Addresses, tmp_path: Path) -> None:
    several = [
        talks(source="a.txt"),
        talks(source="b.txt"),
        talks(source="a.txt", more=" Both denied it."),
        talks(source="b.txt"),
        talks(source="c.txt", day=None),
        bare("No records.", source="d.txt"),
    ]
    together = add_readings(database, [(one, None) for one in several], now=NOW)
    backup(database, tmp_path / "together.gz")

    with opened(new_address("sqlite"), create=True) as other:
        assert tuple(add_reading(other, one, now=NOW) for one in several) == together
        backup(other, tmp_path / "alone.gz")
    assert [one.new for one in together] == [True, True, True, False, True, True]
    assert (tmp_path / "together.gz").read_bytes() == (tmp_path / "alone.gz").read_bytes()
    assert faults(database) == []


def test_a_version_without_a_reading_has_none(database: Database) -> None:
    version = add_article(database, talks().article, now=NOW)

    assert reading_of(database, version.id) is None
    assert reading_of(database, "0" * 64) is None


def test_a_span_that_holds_no_words_is_refused_and_nothing_is_stored(database: Database) -> None:
    good = talks()
    wrong = replace(good, positions=(replace(good.positions[0], evidence=Span(10, 9999)),))

    with pytest.raises(StoreError, match=r"position p1: \[10, 9999\] is no stretch of its article's text"):
        add_readings(database, [(bare("Fine.", source="b.txt"), None), (wrong, None)], now=NOW)

    assert counts(database).articles == 0


def test_a_rejected_page_is_kept_once(database: Database) -> None:
    one = Rejected(source="x.html", stage="clean", reason="the page is empty\0")
    for _ in range(2):
        add_rejected(database, one, now=NOW, page=PAGE)

    assert all_rejected(database) == (replace(one, reason="the page is empty\ufffd"),)
    assert isinstance(dealt_with(database, PAGE), Rejected)


def test_a_page_is_dealt_with_when_its_reading_is_stored(database: Database) -> None:
    assert dealt_with(database, PAGE) is None
    stored = add_reading(database, talks(), now=NOW, page=PAGE)

    assert dealt_with(database, PAGE) == stored.reading


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        (Query(words="overfishing"), ["article"]),
        (Query(words="Overfishing ICELAND"), ["article"]),
        (Query(words='"accused Iceland"'), ["article"]),
        (Query(words='"Iceland accused"'), []),
        (Query(words="overfish*"), ["article"]),
        (Query(words="overfish"), []),
        (Query(words="overfishing whales"), []),
        (Query(words="overfishing", until=date(2022, 1, 19)), []),
        (Query(words="overfishing", since=DAY, until=DAY), ["article"]),
        (Query(words="overfishing", kind="event"), ["event"]),
        (Query(words="talks", kind="event"), []),
        (Query(actor="NOR"), ["meeting", "event", "statement"]),
        (Query(actor="kari dahl"), ["statement"]),
        (Query(actor="Kari Dahl", kind="entity"), ["entity"]),
        (Query(type="accuse"), ["event"]),
        (Query(type="demands", actor="ISL"), ["position"]),
        (Query(type="demands", actor="NOR"), []),
        (Query(channel="cod forum"), ["meeting"]),
        (Query(place="geneva"), ["meeting"]),
        (Query(place="CHE", actor="NOR", words="meet"), ["meeting"]),
        (Query(since=date(2022, 3, 31)), ["meeting"]),
        (Query(since=date(2022, 4, 1)), []),
        (Query(kind="statement", since=DAY, until=DAY), ["statement"]),
    ],
    ids=str,
)
def test_a_search_finds_what_is_asked_for(database: Database, query: Query, kinds: list[str]) -> None:
    add_reading(database, talks(), now=NOW)

    assert sorted(hit.kind for hit in search(database, query)) == sorted(kinds)


def test_a_hit_quotes_the_words_it_rests_on(database: Database) -> None:
    add_reading(database, talks(), now=NOW)
    (hit,) = search(database, Query(channel="Cod Forum"))

    assert hit.quote == "The two will meet in Geneva"
    assert hit.quote in TALKS
    assert hit.record == talks().meetings[0]


def test_a_found_article_quotes_the_sentence(database: Database) -> None:
    add_reading(database, talks(), now=NOW)
    (hit,) = search(database, Query(words="quota demands"))

    assert hit.quote == "Iceland demands a quota of its own."


def test_words_are_found_without_case_and_accents(database: Database) -> None:
    add_reading(database, bare("Erdoğan’s envoy met Zelenskyy in São Tomé."), now=NOW)

    assert [len(search(database, Query(words=words))) for words in ("ERDOGAN", "sao tome", "Zélenskyy’s", "s")] == [
        1,
        1,
        0,
        1,
    ]


def test_the_newest_day_comes_first_and_the_unknown_one_last(database: Database) -> None:
    for name, day in (("b", date(2022, 1, 2)), ("a", None), ("c", date(2022, 1, 3)), ("d", date(2022, 1, 1))):
        add_reading(database, talks(source=name, day=day), now=NOW)

    assert "".join(hit.article.source for hit in search(database, Query(words="quota"))) == "cbda"
    assert "".join(hit.article.source for hit in search(database, Query(type="demands"))) == "cbda"
    assert len(search(database, Query(words="quota", limit=2))) == 2


def test_a_query_without_a_word_says_so(database: Database) -> None:
    with pytest.raises(StoreError, match="holds no word: write a word to search for"):
        search(database, Query(words="!?"))


def test_queries_are_words_never_syntax(database: Database) -> None:
    add_reading(database, talks(), now=NOW)

    for words in ("quota'", 'quota"', "quota AND", "quota) OR (x", "NEAR(quota", "quota:*", "a\\b quota", "quota & !"):
        search(database, Query(words=words))


def test_a_sound_store_has_no_faults(database: Database) -> None:
    add_reading(database, talks(), now=NOW)
    (checked,) = verify(database)

    assert (checked.source, checked.readings, checked.records, checked.spans) == ("a.txt", 1, 5, 8)
    assert checked.faults == ()


def test_a_backup_restores_to_the_same_store(database: Database, new_address: Addresses, tmp_path: Path) -> None:
    for more, reader in (("", READER), (" Both denied it.", READER), ("", NEWER)):
        add_reading(database, talks(more=more, reader=reader), now=NOW, page=digest(more, reader.program))
    add_rejected(database, Rejected(source="x", stage="clean", reason="empty"), now=NOW)
    held = backup(database, tmp_path / "one.gz")

    for backend in BACKENDS:
        with opened(new_address(backend), create=True) as other:
            assert restore(other, tmp_path / "one.gz") == counts(database)
            assert list(all_readings(other, superseded=True)) == list(all_readings(database, superseded=True))
            assert faults(other) == []
            backup(other, tmp_path / "two.gz")
        assert (tmp_path / "two.gz").read_bytes() == (tmp_path / "one.gz").read_bytes()
    assert held == check(tmp_path / "one.gz")


def test_a_store_with_something_in_it_is_not_restored_into(database: Database, tmp_path: Path) -> None:
    add_reading(database, talks(), now=NOW)
    backup(database, tmp_path / "one.gz")

    with pytest.raises(StoreError, match="the store is not empty: restore into a new one"):
        restore(database, tmp_path / "one.gz")


def test_both_backends_export_the_example_press_alike(new_address: Addresses, tmp_path: Path) -> None:
    press = list(example_press())
    assert press
    exports, backups = [], []
    for backend, order in zip(BACKENDS, (press, press[::-1]), strict=True):
        with opened(new_address(backend), create=True) as store:
            for reading in order:
                add_reading(store, reading, now=NOW)
            exports.append(b"\n".join(encode(kept.reading) for kept in all_readings(store)))
            backup(store, tmp_path / backend)
            backups.append((tmp_path / backend).read_bytes())
            assert faults(store) == []

    assert exports[0] == exports[1]
    assert backups[0] == backups[1]
    assert sorted(exports[0].split(b"\n")) == sorted(map(encode, press))


def example_press() -> list[Reading]:
    """What the reader makes of the example press."""
    found = results([str(PRESS)], published=None, now=NOW)
    return [one for one in found if isinstance(one, Reading)]


def test_what_is_fetched_in_batches_is_fetched_whole(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room in (stored_readings, verification, backups):
        monkeypatch.setattr(room, "BATCH", 2)
    for number in range(7):
        add_reading(database, talks(source=f"{number}.txt"), now=NOW)

    assert len({kept.id for kept in all_readings(database)}) == 7
    assert len({one.source for one in verify(database)}) == 7
    assert backup(database, tmp_path / "one.gz").readings == 7


def test_a_moment_without_a_time_zone_is_refused(database: Database) -> None:
    with pytest.raises(StoreError, match="is in no time zone"):
        add_reading(database, talks(), now=NOW.replace(tzinfo=None))


def test_a_well_store_is_well(database: Database) -> None:
    add_reading(database, talks(), now=NOW)

    assert [one.name for one in doctor(database, now=NOW) if not one.well] == []
