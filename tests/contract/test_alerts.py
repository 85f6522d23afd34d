"""What every store keeps of watching: the same on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread

import msgspec
import pytest
from tests.store.older import older_store
from tests.store.readings import NOW, READER, talks

from dragoman.ledger.alert_rules import RULES, AlertKind, DyadRule, QuietRule, RecordRule, Rule
from dragoman.ledger.alert_values import AlertState, DayOfPages, Facts, Finding, Words
from dragoman.model import EventType, Rejected, digest
from dragoman.store import (
    Database,
    Sighting,
    Source,
    SourceKind,
    Standing,
    add_reading,
    add_rejected,
    add_source,
    keep_reading,
    opened,
)
from dragoman.store.alerts.deliveries import (
    Delivery,
    DeliveryState,
    begin_delivery,
    delivered,
    deliveries_in,
    deliveries_of,
    free_deliveries,
    lease_delivery,
    next_delivery,
    undelivered,
)
from dragoman.store.alerts.material import readings_so_far, source_states
from dragoman.store.alerts.rules import (
    add_rule,
    alerts_like,
    all_alerts,
    all_rules,
    kept_rules,
    known_marks,
    open_alerts,
    planned_rules,
    remove_rule,
    set_state,
)
from dragoman.store.backups.alerts import Alerted, alerted_lines, put_alerted

MINUTE = timedelta(minutes=1)
DAY = date(2026, 2, 1)
RULE = RecordRule(name="accusations", types=(EventType.ACCUSE,), actors=("RUS",), since=DAY, to=("mail",))


def finding(about: str = "a", *marks: str, article: str = "a1", **more: object) -> Finding:
    words = Words(
        quote="Moscow accused Washington.", day=DAY, outlet=None, title=None, url=None, source="a.txt", article=article,
        record="e1",
    )  # fmt: skip
    made = Finding(
        rule="accusations", kind=AlertKind.RECORD, about=about, marks=frozenset(marks or (f"mark of {about}",)), seen=NOW,
        facts=Facts(what="ACCUSE", day=DAY, actors=("RUS",)), words=(words,),
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def leased(database: Database, now: datetime = NOW, holder: str = "one") -> Delivery | None:
    return lease_delivery(database, holder=holder, now=now, length=MINUTE)


def alive(holder: str) -> bool:
    return False


def states(database: Database) -> list[str]:
    return [one.state for one in deliveries_in(database, DeliveryState)]


def test_every_kind_of_rule_comes_back_as_it_was_added(database: Database) -> None:
    rules: list[Rule] = [
        RULE,
        *(
            made(name=f"a {kind}", **({"sides": ("RUS", "USA")} if made is DyadRule else {}))
            for kind, made in RULES.items()
        ),
    ]
    for rule in rules:
        assert add_rule(database, rule, now=NOW) is None

    assert {one.rule.name: one.rule for one in kept_rules(database)} == {one.name: one for one in rules}
    taken = add_rule(database, QuietRule(name="Accusations"), now=NOW)
    assert taken
    assert taken.rule == RULE
    assert remove_rule(database, "ACCUSATIONS")
    assert not remove_rule(database, "accusations")


def test_a_rule_in_a_file_looks_out_since_it_was_first_seen_however_it_changes(database: Database) -> None:
    add_rule(database, QuietRule(name="hush"), now=NOW)
    all_rules(database, in_file=[RULE], now=NOW)
    changed = replace(RULE, actors=("BLR",))

    found = all_rules(database, in_file=[changed], now=NOW + MINUTE)

    assert [(one.rule, one.added, one.in_file) for one in found] == [
        (changed, NOW, True),
        (QuietRule(name="hush"), NOW, False),
    ]
    assert not remove_rule(database, RULE.name)
    assert [one.rule.name for one in all_rules(database, now=NOW)] == ["hush"]
    (anew, _) = all_rules(database, in_file=[RULE], now=NOW + MINUTE)
    assert anew.added == NOW + MINUTE


def test_a_plan_notes_nothing(database: Database) -> None:
    assert [one.added for one in planned_rules(database, in_file=[RULE], now=NOW)] == [NOW]
    assert all_rules(database, now=NOW) == ()


def test_what_is_new_is_kept_with_a_delivery_a_channel_and_told_once(database: Database) -> None:
    (one,) = open_alerts(database, [finding()], to=["log", "mail", "log"], now=NOW)

    assert (one.state, one.opened, one.times, one.words[0].quote) == (
        AlertState.NEW,
        NOW,
        1,
        "Moscow accused Washington.",
    )
    assert open_alerts(database, [finding()], to=["log"], now=NOW + MINUTE) == ()
    assert all_alerts(database) == (one,)
    assert sorted((each.channel, each.state, each.alert) for each in deliveries_of(database, one.id)) == [
        ("log", "waiting", one),
        ("mail", "waiting", one),
    ]
    assert known_marks(database) == {"mark of a"}
    assert alerts_like(database, one.id[:4]) == (one,)
    assert alerts_like(database, "%") == ()


def test_findings_that_share_a_fact_are_one_alert_and_what_is_learned_stays_known(database: Database) -> None:
    assert len(open_alerts(database, [finding("a", "x", "y"), finding("b", "y", "z")], to=[], now=NOW)) == 1
    assert open_alerts(database, [finding("c", "z")], to=[], now=NOW) == ()
    assert open_alerts(database, [finding("d", "w", others=frozenset(["x"]))], to=[], now=NOW) == ()
    assert open_alerts(database, [finding("e", "w")], to=[], now=NOW) == ()


@pytest.mark.parametrize("state", [AlertState.SENT, AlertState.SEEN, AlertState.CLOSED])
def test_a_new_fact_opens_an_alert_again(database: Database, state: AlertState) -> None:
    (one,) = open_alerts(database, [finding("a", "x")], to=["log"], now=NOW)
    set_state(database, one.id, state, now=NOW)

    assert open_alerts(database, [finding("a", "x")], to=["log"], now=NOW + MINUTE) == ()
    (again,) = open_alerts(database, [finding("a", "y")], to=["log"], now=NOW + MINUTE)

    assert again == replace(one, changed=NOW + MINUTE, times=2)
    assert [each.state for each in deliveries_of(database, one.id)] == ["dropped", "waiting"]


def test_one_that_is_muted_speaks_no_more(database: Database) -> None:
    (one,) = open_alerts(database, [finding("a", "x")], to=["log"], now=NOW)
    muted = set_state(database, one.id, AlertState.MUTED, now=NOW)

    assert muted
    assert muted.state == "muted"
    assert open_alerts(database, [finding("a", "y")], to=["log"], now=NOW + MINUTE) == ()
    assert [each.state for each in all_alerts(database)] == ["muted"]
    assert leased(database) is None
    assert set_state(database, "there is none", AlertState.SEEN, now=NOW) is None


def test_a_delivery_is_one_holders_alone_until_its_lease_runs_out(database: Database) -> None:
    open_alerts(database, [finding()], to=["log"], now=NOW)
    one = leased(database)

    assert one
    assert leased(database, holder="two") is None
    two = leased(database, NOW + MINUTE, "two")
    assert two
    assert (two.id, two.attempts) == (one.id, 2)
    assert not delivered(database, one, now=NOW)
    assert not undelivered(database, one, why="late", now=NOW)
    assert not begin_delivery(database, one)
    assert delivered(database, two, now=NOW)
    assert not delivered(database, two, now=NOW)
    assert [each.state for each in all_alerts(database)] == ["sent"]


def test_sending_takes_nothing_back_that_its_reader_did(database: Database) -> None:
    (one,) = open_alerts(database, [finding()], to=["log"], now=NOW)
    held = leased(database)
    assert held
    set_state(database, one.id, AlertState.SEEN, now=NOW)

    assert not begin_delivery(database, held)
    assert not delivered(database, held, now=NOW)
    assert [each.state for each in all_alerts(database)] == ["seen"]


def test_a_delivery_that_failed_is_due_again_then_and_one_that_failed_for_good_is_not(database: Database) -> None:
    open_alerts(database, [finding()], to=["log"], now=NOW)
    held = leased(database)
    assert held
    assert undelivered(database, held, why="busy", now=NOW, again=NOW + MINUTE)

    assert next_delivery(database) == NOW + MINUTE
    assert leased(database) is None
    again = leased(database, NOW + MINUTE)
    assert again
    assert (again.attempts, again.error) == (2, "busy")
    assert undelivered(database, again, why="x" * 1000, now=NOW)
    (ended,) = deliveries_in(database, [DeliveryState.FAILED])
    assert ended.error == "x" * 500
    assert next_delivery(database) is None


def test_who_is_gone_gives_back_what_was_leased_and_leaves_unsure_what_may_be_out(database: Database) -> None:
    open_alerts(database, [finding()], to=["log", "mail"], now=NOW)
    one, two = leased(database), leased(database)
    assert one
    assert two
    assert begin_delivery(database, two)

    assert free_deliveries(database, alive, now=NOW) == ()
    (lost,) = free_deliveries(database, lambda holder: holder == "one", now=NOW)

    assert (lost.id, lost.state) == (two.id, "unsure")
    assert not delivered(database, two, now=NOW)
    assert sorted(states(database)) == ["unsure", "waiting"]
    back = leased(database)
    assert back
    assert back.id == one.id


def test_what_may_be_out_is_never_leased_again(database: Database) -> None:
    open_alerts(database, [finding()], to=["mail"], now=NOW)
    held = leased(database)
    assert held
    begin_delivery(database, held)

    assert leased(database, NOW + 10 * MINUTE) is None
    assert [one.id for one in free_deliveries(database, alive, now=NOW + 10 * MINUTE)] == [held.id]
    assert leased(database, NOW + 10 * MINUTE) is None


def test_two_who_find_the_same_at_the_same_time_tell_it_once(address: str) -> None:
    with opened(address, create=True):
        pass
    start, found = Barrier(4), list[int]()

    def look() -> None:
        with opened(address) as store:
            start.wait()
            found.append(len(open_alerts(store, [finding(about) for about in "abcdef"], to=["log"], now=NOW)))

    threads = [Thread(target=look) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert sum(found) == 6
    with opened(address) as store:
        assert len(deliveries_in(store, DeliveryState)) == 6


def test_two_who_deliver_at_the_same_time_share_the_work(address: str) -> None:
    with opened(address, create=True) as store:
        open_alerts(store, [finding(about) for about in "abcdef"], to=["log"], now=NOW)
    start, found = Barrier(3), list[Sequence[str]]()

    def deliver(holder: str) -> None:
        with opened(address) as store:
            start.wait()
            mine: list[str] = []
            while held := leased(store, holder=holder):
                mine.append(held.id)
                assert delivered(store, held, now=NOW)
            found.append(mine)

    threads = [Thread(target=deliver, args=(f"holder {one}",)) for one in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    every = [id for mine in found for id in mine]
    assert (len(every), len(set(every))) == (6, 6)


def test_how_sources_fare_counts_what_they_gave_and_what_could_not_be_read(database: Database) -> None:
    source = Source(name="wire", address="https://wire.example/feed", kind=SourceKind.FEED, added=NOW)
    add_source(database, source, Standing(due=NOW, interval=MINUTE, news=NOW, usual=MINUTE))
    keep_reading(database, talks(), sighting=Sighting(source="wire"), page=digest("page"), now=NOW)
    for page, day in (("1", NOW), ("2", NOW), ("3", NOW + timedelta(days=1))):
        add_rejected(
            database, Rejected(source=f"https://wire.example/{page}", stage="clean", reason="no article"), now=day
        )
    add_rejected(database, Rejected(source="https://other.example/1", stage="clean", reason="no article"), now=NOW)

    (one,) = source_states(database, lambda source, page: page.startswith("https://wire.example/"))

    assert (one.name, one.news, one.usual, one.paused) == ("wire", NOW, 60.0, False)
    assert one.pages == (
        DayOfPages(day=NOW.date(), read=1, refused=2),
        DayOfPages(day=NOW.date() + timedelta(days=1), refused=1),
    )
    assert [each.address[-1] for each in one.refusals] == ["1", "2", "3"]
    assert one.refusals[0].reason == "no article [clean]"


def test_every_reading_and_refusal_is_something_more_to_look_at(database: Database) -> None:
    seen = [readings_so_far(database)]
    add_reading(database, talks(), now=NOW)
    seen.append(readings_so_far(database))
    add_reading(database, talks(reader=replace(READER, program="2")), now=NOW)
    seen.append(readings_so_far(database))
    add_rejected(database, Rejected(source="b", stage="clean", reason="no article"), now=NOW)
    seen.append(readings_so_far(database))

    assert len(set(seen)) == 4


def test_an_older_store_learns_to_watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"{tmp_path}/old.db"
    older_store(address, [talks()], monkeypatch)

    with opened(address, upgrade=True) as store:
        assert len(open_alerts(store, [finding()], to=["log"], now=NOW)) == 1


def test_a_backups_lines_bring_back_what_was_told_and_send_nothing_again(database: Database, tmp_path: Path) -> None:
    add_rule(database, RULE, now=NOW)
    open_alerts(database, [finding("a"), finding("b")], to=["log"], now=NOW)
    held = leased(database)
    assert held
    delivered(database, held, now=NOW)
    with database.reads() as connection:
        lines = [msgspec.json.encode(line) for line in alerted_lines(connection)]

    with opened(str(tmp_path / "other.db"), create=True) as other:
        with other.writes() as connection:
            for line in lines:
                put_alerted(connection, msgspec.json.decode(line, type=Alerted))
        assert (kept_rules(other), all_alerts(other), known_marks(other)) == (
            kept_rules(database),
            all_alerts(database),
            known_marks(database),
        )
        assert sorted(states(other)) == ["sent", "unsure"]
        assert leased(other, NOW + 60 * MINUTE) is None
        assert open_alerts(other, [finding("a"), finding("b")], to=["log"], now=NOW) == ()
