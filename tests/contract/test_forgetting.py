"""What is forgotten is gone: from every view, from full text, from the bytes of the file; only a digest stays."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select
from tests.contract.conftest import BACKENDS, Addresses
from tests.store.readings import NOW, RULE, bare, readings, span, talks

from dragoman.app import pipeline
from dragoman.app.store import ingesting
from dragoman.app.store.ingesting import Outcome, ingested
from dragoman.model import (
    Entity,
    EntityKind,
    LeftOut,
    LeftOutKind,
    Position,
    Reading,
    Rejected,
    Span,
    Stance,
    digest,
)
from dragoman.store import (
    Act,
    CorrectionError,
    Database,
    Job,
    Person,
    Query,
    Retention,
    Watch,
    add_jobs,
    add_note,
    add_reading,
    add_record,
    add_rejected,
    admitted,
    all_corrections,
    all_notes,
    all_readings,
    all_rejected,
    all_retentions,
    all_saved,
    all_tombstones,
    all_watched,
    apply_retention,
    backup,
    counts,
    dealt_with,
    forget_page,
    forget_person,
    is_redacted,
    lift,
    mark,
    opened,
    reading_of,
    remove_retention,
    respected_search,
    restore,
    save_search,
    search,
    set_retention,
    verify,
    versions_of,
    watch,
)
from dragoman.store.forgetting import pages as forgetting
from dragoman.store.forgetting import people as forgetting_people
from dragoman.store.forgetting.blanking import BLOCK, blanked, name_spans, name_words, only_evidence, without_person
from dragoman.store.rows import records, searchable
from dragoman.store.schema.alerts import alert_deliveries, alerts
from dragoman.store.schema.copies import copies, copy_index
from dragoman.store.schema.press import versions

BY = Person(who="ana", at=NOW, why="asked by the person")
SECRET = "zyxomma"
"""A word that stands nowhere else in a file."""


def faults(database: Database) -> list[str]:
    return [fault for one in verify(database, every=True) for fault in one.faults]


def with_secret(*, source: str = "a.txt", more: str = "") -> Reading:
    """`talks`, with a position whose evidence holds the secret word."""
    reading = talks(source=source, more=f" Norway wants {SECRET} now.{more}")
    evidence = span(reading.article.text, f"Norway wants {SECRET} now")
    made = Position(
        id="p2",
        holder="NOR",
        stance=Stance.DEMANDS,
        issue=SECRET,
        date=None,
        statement=None,
        evidence=evidence,
        by=RULE,
    )
    return replace(reading, positions=(*reading.positions, made))


def bytes_of(database: Database) -> bytes:
    """Everything that lies on the disk for an SQLite store."""
    assert database.file
    folder = database.file.parent
    return b"".join(one.read_bytes() for one in folder.glob(f"{database.file.name}*"))


# --- a page ------------------------------------------------------------------------------------------------------


def full(database: Database) -> None:
    """Two versions of a page with all that can hang on it, and another page."""
    add_reading(database, with_secret(), now=NOW, page=digest("one"))
    add_reading(database, with_secret(more=" Both denied it."), now=NOW)
    add_reading(database, talks(source="b.txt"), now=NOW, page=digest("two"))
    add_rejected(database, Rejected(source="a.txt", stage="clean", reason="empty"), now=NOW, page=digest("three"))
    add_jobs(database, [Job(key=f"page {name} x", kind="fetch", payload=b"{}", due=NOW) for name in ("a.txt", "b.txt")])
    add_note(database, f"about {SECRET}", who="ana", at=NOW, address="a.txt")


def test_a_forgotten_page_is_gone_with_all_that_hangs_on_it(database: Database) -> None:
    full(database)
    gone = forget_page(database, "a.txt", by=BY)

    assert (gone.erased.articles, gone.erased.versions, gone.erased.readings, gone.erased.records) == (1, 2, 2, 12)
    assert gone.erased.notes == 1
    assert versions_of(database, "a.txt") == ()
    assert [dealt_with(database, digest(name)) is None for name in ("one", "two", "three")] == [True, False, True]
    assert (all_rejected(database), all_notes(database)) == ((), ())
    held = counts(database)
    assert (held.articles, held.records, held.jobs) == (1, 5, 1)
    assert faults(database) == []


def test_a_forgotten_word_is_found_by_no_search(database: Database) -> None:
    full(database)
    assert len(search(database, Query(words=SECRET))) == 1
    forget_page(database, "a.txt", by=BY)

    assert search(database, Query(words=SECRET)) == ()
    assert search(database, Query(words=f"{SECRET[:4]}*", kind="position")) == ()
    assert len(search(database, Query(words="overfishing"))) == 1


def test_the_file_holds_no_byte_of_what_was_forgotten(new_address: Addresses) -> None:
    with opened(new_address("sqlite"), create=True) as database:
        full(database)
        assert SECRET.encode() in bytes_of(database)
        forget_page(database, "a.txt", by=BY)

        assert SECRET.encode() not in bytes_of(database)
        assert b"a.txt" not in bytes_of(database)


def test_a_tombstone_stays_with_digests_alone(database: Database) -> None:
    full(database)
    texts = [version.article.digest for version in versions_of(database, "a.txt")]
    forget_page(database, "a.txt", by=BY)
    (stone,) = all_tombstones(database)

    assert (stone.forgets, stone.who, stone.why, stone.at) == ("page", "ana", "asked by the person", NOW)
    assert list(stone.texts) == texts
    assert "a.txt" not in str(stone)


def test_a_dry_run_tells_the_same_and_touches_nothing(database: Database) -> None:
    full(database)
    before = (counts(database), list(all_readings(database, superseded=True)))
    told = forget_page(database, "a.txt", by=BY, dry=True)

    assert told.dry
    assert (counts(database), list(all_readings(database, superseded=True))) == before
    assert all_tombstones(database) == ()
    done = forget_page(database, "a.txt", by=BY).erased
    assert replace(done, left=()) == told.erased
    assert done.left == ("backups made before keep it: make a new one and delete those",)


@pytest.mark.parametrize("what", ["a page", "a person"])
def test_copies_are_looked_for_anew(database: Database, what: str) -> None:
    full(database)
    reading = list(all_readings(database))[0].reading
    home = reading.article.id
    with database.writes() as connection:
        version = connection.execute(
            select(versions.c.number).where(versions.c.text == reading.article.digest)
        ).scalar()
        row = {"article": home, "version": version, "origin": home, "reason": SECRET, "story": home}
        connection.execute(insert(copies), row)
        connection.execute(insert(copy_index), {"part": 0, "covered": 1, "body": SECRET.encode()})
    forget_page(database, "a.txt", by=BY) if what == "a page" else forget_person(database, "Kari Dahl", by=BY)

    with database.reads() as connection:
        assert [connection.execute(select(table)).all() for table in (copies, copy_index)] == [[], []]
    assert faults(database) == []


@pytest.mark.parametrize("what", ["a.txt", "Kari Dahl"])
def test_alerts_that_tell_of_it_go_too(database: Database, what: str) -> None:
    full(database)
    with database.writes() as connection:
        for id, body in (("1", {"url": "a.txt", "quote": "said Kari\u0020Dahl"}), ("2", {"url": "b.txt"})):
            made = {"id": id, "rule": "all", "state": "open", "changed": NOW, "body": json.dumps(body).encode()}
            connection.execute(insert(alerts), made)
            sent = {"id": id, "alert": id, "channel": "mail", "state": "waiting", "due": NOW, "attempts": 0}
            connection.execute(insert(alert_deliveries), {**sent, "body": made["body"]})
    forget_page(database, what, by=BY) if what == "a.txt" else forget_person(database, what, by=BY)

    with database.reads() as connection:
        assert connection.execute(select(alerts.c.id)).scalars().all() == ["2"]
        assert connection.execute(select(alert_deliveries.c.id)).scalars().all() == ["2"]


@pytest.mark.parametrize("what", ["a.txt", "Kari Dahl"])
def test_forgetting_that_is_cut_off_has_touched_nothing(
    database: Database, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    full(database)
    before = (counts(database), list(all_readings(database, superseded=True)), all_notes(database))
    forget = forget_page if what == "a.txt" else forget_person

    def cut_off(_: object) -> None:
        raise KeyboardInterrupt

    for room in (forgetting, forgetting_people):
        monkeypatch.setattr(room, "compact", cut_off)
    with pytest.raises(KeyboardInterrupt):
        forget(database, what, by=BY)

    assert (counts(database), list(all_readings(database, superseded=True)), all_notes(database)) == before
    assert all_tombstones(database) == ()
    assert faults(database) == []


def test_a_file_that_somebody_reads_is_told_and_swept_the_next_time(new_address: Addresses) -> None:
    with opened(f"sqlite:///{new_address('sqlite')}?timeout=0", create=True) as database:
        full(database)
        with database.reads() as connection:
            connection.execute(select(versions.c.number)).all()
            told = forget_page(database, "a.txt", by=BY).erased.left
            assert told[0].startswith("the files still hold what was deleted")
        forget_page(database, "a.txt", by=BY)

        assert SECRET.encode() not in bytes_of(database)


def test_what_is_not_there_is_not_forgotten(database: Database) -> None:
    full(database)

    with pytest.raises(CorrectionError, match=r"no page of a\.tx is stored: did you mean a\.txt"):
        forget_page(database, "a.tx", by=BY)
    assert all_tombstones(database) == ()


def test_forgetting_twice_sweeps_again_and_keeps_the_first_tombstone(database: Database) -> None:
    full(database)
    forget_page(database, "a.txt", by=BY)
    (stone,) = all_tombstones(database)
    again = forget_page(database, "a.txt", by=replace(BY, why="again", at=NOW + timedelta(1)))

    assert again.erased.nothing
    assert all_tombstones(database) == (stone,)


def test_a_forgotten_page_is_not_taken_in_again_until_that_is_lifted(database: Database) -> None:
    full(database)
    forget_page(database, "a.txt", by=BY)
    refused = admitted(database, talks(more=" Quite new."))

    assert isinstance(refused, Rejected)
    assert refused.stage == "store"
    assert refused.reason == (
        "this page was forgotten on 2026-02-01 by ana (asked by the person): dragoman forget --lift lets it in again"
    )
    assert admitted(database, talks(source="b.txt")) == talks(source="b.txt")
    lift(database, "a.txt", now=NOW)
    assert admitted(database, talks()) == talks()
    with pytest.raises(CorrectionError, match="is not forgotten"):
        lift(database, "a.txt", now=NOW)


def test_a_backup_keeps_what_is_forgotten_forgotten(database: Database, new_address: Addresses, tmp_path: Path) -> None:
    full(database)
    forget_person(database, "Kari Dahl", by=BY)
    forget_page(database, "a.txt", by=BY)
    backup(database, tmp_path / "one.gz")

    for backend in BACKENDS:
        with opened(new_address(backend), create=True) as other:
            restore(other, tmp_path / "one.gz")
            assert all_tombstones(other) == all_tombstones(database)
            assert isinstance(admitted(other, talks()), Rejected)
            (version,) = versions_of(other, "b.txt")
            assert is_redacted(other, version.id)
            assert faults(other) == []
            backup(other, tmp_path / "two.gz")
        assert (tmp_path / "two.gz").read_bytes() == (tmp_path / "one.gz").read_bytes()


# --- a person ----------------------------------------------------------------------------------------------------


def people(*, source: str = "c.txt", more: str = "") -> Reading:
    """An article in which Kari Dahl is named in several ways, beside others."""
    reading = talks(source=source, more=f" Dahl’s aide met Sweden. Both praised Kari Dahl.{more}")
    text = reading.article.text
    (dahl,) = reading.entities
    mentions = (*dahl.mentions, span(text, "Dahl’s"), span(text, "praised Kari Dahl"))
    sweden = Entity(
        id="e2",
        name="Sweden",
        kind=EntityKind.STATE,
        code="SWE",
        sector=None,
        mentions=(span(text, "Sweden"),),
        by=RULE,
    )
    holder = Position(
        id="p3", holder="Dahl", stance=Stance.SUPPORTS, issue="talks", date=None, statement="s1",
        evidence=span(text, "We want talks"), by=RULE,
    )  # fmt: skip
    article = replace(
        reading.article, byline="By Kari Dahl", left_out=(LeftOut(kind=LeftOutKind.AUTHOR, text="Kari DAHL writes."),)
    )
    return replace(
        reading,
        article=article,
        entities=(replace(dahl, mentions=mentions), sweden),
        positions=(*reading.positions, holder),
    )


def test_a_person_is_blanked_out_and_every_other_offset_holds(database: Database) -> None:
    add_reading(database, people(), now=NOW)
    gone = forget_person(database, "kari dahl", by=BY)
    (kept,) = all_readings(database)
    text = kept.reading.article.text

    assert len(text) == len(people().article.text)
    assert "Dahl" not in text
    assert "We want talks" not in text
    assert f"{BLOCK * 4}" in text
    assert (kept.reading.article.byline, kept.reading.article.left_out[0].text) == (
        f"By {BLOCK * 9}", f"{BLOCK * 9} writes.",
    )  # fmt: skip
    assert [one.name for one in kept.reading.entities] == ["Sweden"]
    assert (kept.reading.statements, len(kept.reading.events), len(kept.reading.positions)) == ((), 1, 1)
    assert kept.reading.events[0].evidence.of(text) == "Norway accused Iceland on Thursday of overfishing"
    assert (gone.erased.versions, gone.erased.records) == (1, 3)
    assert faults(database) == []


def test_no_search_finds_a_forgotten_person(database: Database) -> None:
    add_reading(database, people(), now=NOW)
    forget_person(database, "Kari Dahl", by=BY)

    for query in (
        Query(words="Dahl"), Query(words="Kari"), Query(actor="Kari Dahl"), Query(actor="Dahl"),
        Query(kind="entity", actor="Kari Dahl"), Query(words="want talks", kind="statement"),
    ):  # fmt: skip
        assert search(database, query) == ()
    assert len(search(database, Query(words="overfishing"))) == 1


def test_the_file_holds_no_byte_of_a_forgotten_person(new_address: Addresses) -> None:
    with opened(new_address("sqlite"), create=True) as database:
        for nth in range(30):
            add_reading(database, people(source=f"{nth}.txt", more=f" Part {nth}."), now=NOW)
        add_note(database, "Ring Kari Dahl.", who="ana", at=NOW)
        save_search(database, "her", Query(actor="Kari Dahl"), who="ana", at=NOW)
        watch(database, Watch(kind="actor", name="Kari Dahl", at=NOW, who="ana"))
        assert bytes_of(database).lower().count(b"dahl") > 30
        forget_person(database, "Kari Dahl", by=BY)

        assert b"dahl" not in bytes_of(database).lower()
        assert (all_saved(database), all_watched(database)) == ((), ())
        assert [note.text for note in all_notes(database)] == [f"Ring {BLOCK * 9}."]
        assert faults(database) == []


def test_what_people_said_of_a_forgotten_persons_records_goes_too(database: Database) -> None:
    reading = people()
    ids = iter(f"{nth:016x}" for nth in range(16))
    renamed = replace(
        reading,
        statements=(replace(reading.statements[0], id=next(ids)),),
        positions=tuple(replace(one, id=next(ids), statement=None) for one in reading.positions),
    )
    add_reading(database, renamed, now=NOW)
    mark(database, renamed.statements[0].id, Act.WRONG, by=BY)
    mark(database, renamed.positions[0].id, Act.PART, by=BY, part="holder", value="Kari Dahl")
    kept = mark(database, renamed.positions[0].id, Act.PART, by=BY, part="issue", value="fish")
    add_record(database, "c.txt", "event", words="Both praised Kari Dahl", said={"type": "SUPPORT"}, by=BY)
    stays = add_record(database, "c.txt", "event", words="aide met Sweden", said={"type": "CONSULT"}, by=BY)
    told = forget_person(database, "Kari Dahl", by=BY, dry=True)
    gone = forget_person(database, "Kari Dahl", by=BY)

    assert {one.id for one in all_corrections(database)} >= {kept.id, stays.id}
    assert "Dahl" not in str(all_corrections(database))
    assert replace(gone.erased, left=()) == replace(told.erased, left=())
    assert [hit.quote for hit in respected_search(database, Query(type="CONSULT"))] == ["aide met Sweden"]
    assert faults(database) == []


def test_a_dry_run_leaves_a_person_where_they_are(database: Database) -> None:
    add_reading(database, people(), now=NOW)
    before = list(all_readings(database))
    told = forget_person(database, "Kari Dahl", by=BY, dry=True)

    assert told.erased.blanked > 0
    assert list(all_readings(database)) == before
    assert replace(forget_person(database, "Kari Dahl", by=BY).erased, left=()) == told.erased


def test_versions_that_differed_only_in_what_went_become_one(database: Database) -> None:
    for name in ("Dahl", "Kari", "Dahl"):
        left = (LeftOut(kind=LeftOutKind.AUTHOR, text=f"{name} writes."),)
        add_reading(database, replace(talks(), article=replace(talks().article, left_out=left)), now=NOW)
    assert len(versions_of(database, "a.txt")) == 2
    forget_person(database, "Kari Dahl", by=BY)

    assert len(versions_of(database, "a.txt")) == 1
    assert len(search(database, Query(words="overfishing"))) == 1
    assert faults(database) == []


def test_readings_that_differed_only_in_what_went_become_one(database: Database) -> None:
    for reading in (talks(), replace(talks(), statements=())):
        add_reading(database, reading, now=NOW, page=digest(len(reading.statements)))
    forget_person(database, "Kari Dahl", by=BY)
    (kept,) = all_readings(database, superseded=True)

    assert [dealt_with(database, digest(nth)) for nth in (0, 1)] == [kept.id, kept.id]
    assert faults(database) == []


def test_every_version_is_blanked(database: Database) -> None:
    for word in ("sure", "glad"):
        reading = talks(more="")
        text = reading.article.text.replace("We want talks", f"We are all {word}")
        again = replace(bare(text), statements=())
        said = replace(reading.statements[0], content=(span(text, f"We are all {word}"),), cue=None)
        dahl = span(text, "Norwegian minister Kari Dahl")
        assert said.speaker
        said = replace(said, speaker=replace(said.speaker, span=dahl))
        entity = replace(reading.entities[0], mentions=(dahl,))
        add_reading(database, replace(again, statements=(said,), entities=(entity,)), now=NOW)
    article = {version.article.id for version in versions_of(database, "a.txt")}
    forget_person(database, "Kari Dahl", by=BY)

    assert len(article) == 2
    assert faults(database) == []
    assert len(search(database, Query(words="overfishing"))) == 1


def test_a_text_from_standard_input_is_found_by_its_new_words(database: Database) -> None:
    add_reading(database, talks(source="standard input"), now=NOW)
    forget_person(database, "Kari Dahl", by=BY)

    assert faults(database) == []
    assert counts(database).articles == 1


def test_who_is_not_there_is_not_forgotten(database: Database) -> None:
    add_reading(database, talks(), now=NOW)

    with pytest.raises(CorrectionError, match="nobody called 'Kari Dal' is in the store: did you mean kari dahl"):
        forget_person(database, "Kari Dal", by=BY)
    with pytest.raises(CorrectionError, match="is no name"):
        forget_person(database, "X", by=BY)


def test_a_forgotten_person_stays_forgotten_when_the_page_comes_again(database: Database) -> None:
    add_reading(database, people(), now=NOW)
    forget_person(database, "Kari Dahl", by=BY)
    again = admitted(database, people())
    assert isinstance(again, Reading)

    assert "Dahl" not in again.article.text
    assert not add_reading(database, again, now=NOW).new
    fresh = admitted(database, bare("The envoy KARI DAHL left Oslo.", source="d.txt"))
    assert isinstance(fresh, Reading)
    assert fresh.article.text == f"The envoy {BLOCK * 9} left Oslo."


def test_a_person_in_an_address_is_told(database: Database) -> None:
    add_reading(database, talks(source="kari-dahl.txt"), now=NOW)
    gone = forget_person(database, "Kari Dahl", by=BY)

    assert gone.erased.left[0] == "1 addresses hold the name: forget these pages too, such as kari-dahl.txt"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kari Dahl left.", ["Kari Dahl", "Kari", "Dahl"]),
        ("KARI  DAHL’s", ["KARI  DAHL", "KARI", "DAHL"]),
        ("the kari spice", []),
        ("Dahlgren", []),
        ("Ka\u0301ri Dahl", ["Ka\u0301ri Dahl", "Ka\u0301ri", "Dahl"]),
    ],
)
def test_a_name_is_found_whole_and_in_parts(text: str, found: list[str]) -> None:
    assert [one.of(text) for one in name_spans(text, name_words("Kari Dahl"))] == found


@given(readings(), st.data())
def test_blanking_keeps_every_span_and_is_done_once(reading: Reading, data: st.DataObject) -> None:
    known = [one for record in records(reading) for one in searchable(record).sides if one and name_words(one)]
    name = name_words(data.draw(st.sampled_from(known or ["Nobody"])))
    (left,) = without_person((reading,), name)
    (again,) = without_person((left,), name)

    assert again == left
    assert len(left.article.text) == len(reading.article.text)
    assert left.article.text.count("\n") == reading.article.text.count("\n")
    assert all(0 <= one.start < one.end <= len(left.article.text) for one in _spans(left))
    assert not list(name_spans(left.article.text, name))


@given(readings())
def test_leaving_only_the_evidence_keeps_every_quote(reading: Reading) -> None:
    (left,) = only_evidence((reading,))

    assert [one.of(left.article.text) for one in _spans(left)] == [
        one.of(reading.article.text) for one in _spans(reading)
    ]
    assert only_evidence((left,)) == (left,)


def _spans(reading: Reading) -> Iterator[Span]:
    return (one for record in records(reading) for one in searchable(record).spans)


@given(st.text(max_size=20), st.integers(0, 25), st.integers(0, 25))
def test_what_is_blanked_has_the_same_length(text: str, start: int, end: int) -> None:
    assert len(blanked(text, [Span(start, end)])) == len(text)


# --- retention ---------------------------------------------------------------------------------------------------


def of_outlet(source: str, outlet: str | None) -> Reading:
    reading = with_secret(source=source, more=" An aside that nobody quotes.")
    return replace(reading, article=replace(reading.article, outlet=outlet))


def kept_for(days: int, **more: Any) -> Retention:
    return Retention(source="The Fjord", days=days, at=NOW, who="ana", **{"records": False, **more})


def test_texts_go_when_their_time_is_over(database: Database) -> None:
    for nth, (source, outlet) in enumerate((("a.txt", "The Fjord"), ("b.txt", "The Fjord"), ("c.txt", "Others"))):
        add_reading(database, of_outlet(source, outlet), now=NOW + timedelta(days=10 * nth))
    set_retention(database, kept_for(5))
    told = apply_retention(database, now=NOW + timedelta(days=6), dry=True)
    (done,) = apply_retention(database, now=NOW + timedelta(days=6))

    assert [replace(one.erased, left=()) for one in told] == [replace(done.erased, left=())]
    assert (done.erased.articles, versions_of(database, "a.txt")) == (1, ())
    assert len(versions_of(database, "b.txt")) == len(versions_of(database, "c.txt")) == 1
    assert isinstance(admitted(database, of_outlet("a.txt", "The Fjord")), Rejected)
    assert faults(database) == []


def test_records_may_stay_with_their_quotes(database: Database) -> None:
    add_reading(database, of_outlet("a.txt", "The Fjord"), now=NOW)
    set_retention(database, kept_for(5, records=True))
    for _ in range(2):
        apply_retention(database, now=NOW + timedelta(days=6))
    (kept,) = all_readings(database)

    assert records(kept.reading) == records(of_outlet("a.txt", "The Fjord"))
    assert "aside that nobody quotes" not in kept.reading.article.text
    assert search(database, Query(words="aside")) == ()
    assert len(search(database, Query(words=SECRET, kind="position"))) == 1
    refused = admitted(database, of_outlet("a.txt", "The Fjord"))
    assert isinstance(refused, Rejected)
    assert refused.reason == (
        "this text was let go on 2026-02-07 by ana (retention of The Fjord: 5 days): "
        "lengthen the retention to keep such texts"
    )
    assert faults(database) == []


def test_an_older_version_goes_alone(database: Database) -> None:
    for nth, more in enumerate(("", " Both denied it.")):
        reading = talks(more=more)
        reading = replace(reading, article=replace(reading.article, outlet="The Fjord"))
        add_reading(database, reading, now=NOW + timedelta(days=10 * nth))
    set_retention(database, kept_for(5))
    apply_retention(database, now=NOW + timedelta(days=11))
    (left,) = versions_of(database, "a.txt")

    assert left.nth == 2
    assert faults(database) == []


def test_a_retention_is_of_a_source_that_is_known(database: Database) -> None:
    add_reading(database, of_outlet("a.txt", "The Fjord"), now=NOW)

    with pytest.raises(CorrectionError, match="no source or outlet is called 'The Fiord': did you mean The Fjord"):
        set_retention(database, replace(kept_for(5), source="The Fiord"))
    with pytest.raises(CorrectionError, match="0 days are no retention"):
        set_retention(database, kept_for(0))
    set_retention(database, replace(kept_for(5), source="the fjord"))
    set_retention(database, kept_for(6))
    assert [(one.source, one.days) for one in all_retentions(database)] == [("The Fjord", 6)]
    assert remove_retention(database, "THE FJORD")
    assert all_retentions(database) == ()


# --- ingest ------------------------------------------------------------------------------------------------------


def test_ingest_says_that_a_page_was_forgotten(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "a.txt"
    page.write_text("A page.")
    monkeypatch.setattr(pipeline, "read", lambda *_, source, **__: talks(source=source))
    monkeypatch.setattr(ingesting, "reader", lambda **_: talks().reader)

    def outcome() -> tuple[Outcome, str]:
        (one,) = ingested(database, [str(page)], published=None, now=NOW)
        return one.outcome, one.rejected.reason if one.rejected else ""

    assert outcome() == (Outcome.STORED, "")
    forget_page(database, str(page), by=BY)
    assert outcome()[0] is Outcome.REJECTED
    assert outcome()[1].startswith("this page was forgotten on 2026-02-01 by ana")
    assert all_rejected(database) == ()
    lift(database, str(page), now=NOW)
    assert outcome() == (Outcome.STORED, "")
    assert reading_of(database, versions_of(database, str(page))[0].id) is not None
