"""Each reader gets an issue once, over a real socket, and whatever becomes of a mail is written down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from threading import Event

import pytest
from tests.net.mail_sink import mail_sink
from tests.newsletter.readers import (
    DAY,
    EDITION,
    ISSUE,
    LEAVE,
    NOW,
    SETTINGS,
    SIGNS,
    address,
    fill,
    name,
    store_at,
)
from tests.newsletter.sinks import Came, Sink, smtp_sink

from dragoman.net.mail import MailLink, MailServer, Security
from dragoman.newsletter.sending import AHEAD, MOST_REFUSED, Office, Sent, send_mails
from dragoman.newsletter.sending_letters import Letters
from dragoman.newsletter.sending_link import MOST_TRIES, Envelope, Link
from dragoman.store import Database
from dragoman.store.mail.database import opened_mail
from dragoman.store.mail.keys import keys_of
from dragoman.store.mail.schema_sending import mail_bounces, mail_deliveries
from dragoman.store.mail.sending import (
    claim,
    free_mails,
    issue_of,
    note,
    queue_confirmation,
    queue_issue,
    sent_tally,
    troubled,
)
from dragoman.store.mail.sending_values import Change, Claimed, MailState
from dragoman.store.mail.suppression import suppress_subscriber, suppression_of
from dragoman.store.mail.values import Keys, Reason, Status

HOUR = timedelta(hours=1)


@pytest.fixture
def mail(tmp_path: Path) -> Iterator[Database]:
    with opened_mail(store_at(tmp_path), create=True) as opened:
        yield opened


@pytest.fixture
def keys(mail: Database) -> Keys:
    return keys_of(mail, now=NOW)


def letters(mail: Database, keys: Keys) -> Letters:
    return Letters(mail, keys, SETTINGS, [EDITION], SIGNS)


def office(mail: Database, keys: Keys, link: Callable[[], Link], *, now: datetime = NOW, **more: object) -> Office:
    given = {"compose": letters(mail, keys).compose, "now": lambda: now, "chance": lambda: 0.0, "connections": 2}
    return Office(link=link, **{**given, **more})  # type: ignore[arg-type]


def run(mail: Database, keys: Keys, sink: Sink, **more: object) -> list[Sent]:
    return list(send_mails(mail, keys, office(mail, keys, sink.link, **more), holder="test"))  # type: ignore[arg-type]


def states(mail: Database, issue: str | None = ISSUE.id) -> dict[str, int]:
    return {state.value: count for state, count in sent_tally(mail, issue=issue).counts.items() if count}


def row(mail: Database, number: int = 1) -> dict[str, object]:
    with mail.reads() as connection:
        found = connection.execute(mail_deliveries.select().where(mail_deliveries.c.number == number)).one()
    return dict(found._mapping)


def refused(said: str) -> Callable[[Came], str | None]:
    return lambda _: said


def test_every_reader_gets_it_once_at_an_address_of_their_own(mail: Database, keys: Keys) -> None:
    fill(mail, 40)
    queue_issue(mail, ISSUE, now=NOW)
    with smtp_sink() as sink:
        run(mail, keys, sink, connections=4)
        again = run(mail, keys, sink)

    assert again == []
    assert Counter(one.to for one in sink.came) == Counter((address(n),) for n in range(40))
    assert len({one.sender for one in sink.came}) == 40
    assert states(mail) == {"accepted": 40}


def test_the_links_are_the_readers_own(mail: Database, keys: Keys) -> None:
    fill(mail, 2)
    queue_issue(mail, ISSUE, now=NOW)
    with smtp_sink() as sink:
        run(mail, keys, sink)

    for came in sink.came:
        whose = name(int(came.to[0].partition("@")[0].removeprefix("reader")))
        assert (
            f"/newsletter/unsubscribe/u{keys.current.id}.{whose}.world.."
            in message_from_bytes(came.data)["List-Unsubscribe"]
        )
        assert LEAVE.encode() not in came.data


def test_an_issue_goes_out_once_a_day_however_often_it_is_made(mail: Database) -> None:
    fill(mail, 3)

    assert queue_issue(mail, ISSUE, now=NOW)
    assert not queue_issue(mail, replace(ISSUE, subject="another", id="", digest=""), now=NOW)
    assert issue_of(mail, "world", DAY) == ISSUE
    assert states(mail) == {"queued": 3}


def test_only_those_who_confirmed_are_written_to_and_the_others_are_accounted_for(mail: Database, keys: Keys) -> None:
    for first, status in enumerate(Status):
        fill(mail, 2, status=status, first=2 * first)
    fill(mail, 3, first=10)
    queue_issue(mail, ISSUE, now=NOW)
    suppress_subscriber(mail, keys, name(10), Reason.COMPLAINT, now=NOW)
    with mail.writes() as connection:
        connection.exec_driver_sql(f"UPDATE subscriptions SET status = 'left' WHERE subscriber = '{name(11)}'")
        connection.exec_driver_sql(f"DELETE FROM subscriptions WHERE subscriber = '{name(12)}'")
        connection.exec_driver_sql(f"DELETE FROM subscribers WHERE id = '{name(12)}'")
    with smtp_sink() as sink:
        told = run(mail, keys, sink)

    assert {one.to for one in sink.came} == {(address(2),), (address(3),)}
    assert states(mail) == {"accepted": 2, "skipped": 3}
    assert sum(one.skipped for one in told) == 3
    with mail.reads() as connection:
        why = connection.execute(mail_deliveries.select().where(mail_deliveries.c.state == "skipped")).all()
    assert sorted(str(one.reply) for one in why) == ["complaint", "erased", "left"]


def test_what_is_not_taken_now_is_tried_later_under_the_same_id(mail: Database, keys: Keys) -> None:
    fill(mail, 1)
    queue_issue(mail, ISSUE, now=NOW)
    with smtp_sink(Sink(answer=refused("451 4.7.1 later"))) as sink:
        run(mail, keys, sink)
        assert (row(mail)["due"], row(mail)["attempts"]) == (NOW + timedelta(minutes=5), 1)
        assert run(mail, keys, sink, now=NOW + timedelta(minutes=4)) == []
        sink.answer = lambda _: None
        run(mail, keys, sink, now=NOW + timedelta(minutes=5))

    assert states(mail) == {"accepted": 1}
    assert str(row(mail)["message_id"]) in sink.came[0].data.decode()


def test_it_is_not_tried_for_ever(mail: Database, keys: Keys) -> None:
    fill(mail, 1)
    queue_issue(mail, ISSUE, now=NOW)
    with smtp_sink(Sink(rcpt=lambda _: "450 4.2.0 greylisted")) as sink:
        for hours in range(MOST_TRIES):
            run(mail, keys, sink, now=NOW + hours * 8 * HOUR)

    assert states(mail) == {"refused": 1}
    assert row(mail)["attempts"] == MOST_TRIES
    assert [one.kind for one in bounces(mail)] == ["soft"]


def bounces(mail: Database) -> list[object]:
    with mail.reads() as connection:
        return list(connection.execute(mail_bounces.select()))


def test_an_address_without_a_mailbox_is_written_to_no_more(mail: Database, keys: Keys) -> None:
    fill(mail, 2)
    queue_issue(mail, ISSUE, now=NOW)
    gone = address(0)
    said = f"550 5.1.1 <{gone}>: no such user"
    with smtp_sink(Sink(rcpt=lambda to: said if to == gone else None)) as sink:
        told = run(mail, keys, sink)

    assert states(mail) == {"accepted": 1, "refused": 1}
    assert [one.suppressed for one in told if one.tried and one.tried.fault] == [True]
    found = suppression_of(mail, keys, gone)
    assert found is not None and found.reason is Reason.HARD_BOUNCE
    ((_, state, why),) = troubled(mail, most=9)
    assert (state, why) == (MailState.REFUSED, "550 5.1.1 <[the address]>: no such user")


@pytest.mark.parametrize("said", ["554 5.7.1 relay denied", "550 no", "552 5.2.2 full", "554 5.6.0 spam"])
def test_a_refusal_that_may_be_ours_counts_three_times_before_it_stops_an_address(
    mail: Database, keys: Keys, said: str
) -> None:
    fill(mail, 1)
    with smtp_sink(Sink(rcpt=lambda _: said)) as sink:
        for days in range(3):
            assert suppression_of(mail, keys, address(0)) is None
            issue = replace(ISSUE, day=DAY + timedelta(days=days), id="", digest="")
            queue_issue(mail, issue, now=NOW + timedelta(days=days))
            run(mail, keys, sink, now=NOW + timedelta(days=days))

    assert suppression_of(mail, keys, address(0)) is not None


def test_soft_ones_that_lie_far_apart_stop_nobody(mail: Database, keys: Keys) -> None:
    fill(mail, 1)
    with smtp_sink(Sink(rcpt=lambda _: "552 5.2.2 full")) as sink:
        for weeks in range(4):
            issue = replace(ISSUE, day=DAY + timedelta(weeks=weeks), id="", digest="")
            queue_issue(mail, issue, now=NOW + timedelta(weeks=weeks))
            run(mail, keys, sink, now=NOW + timedelta(weeks=weeks))

    assert len(bounces(mail)) == 4
    assert suppression_of(mail, keys, address(0)) is None


def test_a_server_that_refuses_everybody_is_not_believed_for_long(mail: Database, keys: Keys) -> None:
    fill(mail, 200)
    queue_issue(mail, ISSUE, now=NOW)
    with smtp_sink(Sink(answer=refused("554 5.7.1 not from you"))) as sink:
        told = run(mail, keys, sink)

    (ended,) = [one.ended for one in told if one.ended]
    assert "look at its settings" in ended
    assert states(mail)["refused"] <= MOST_REFUSED + 2 * AHEAD
    assert states(mail)["queued"] >= 200 - MOST_REFUSED - 2 * AHEAD


@pytest.mark.parametrize("at", ["CALL", "EHLO", "MAIL"])
def test_a_fault_of_the_settings_costs_nobody_a_mail(mail: Database, keys: Keys, at: str) -> None:
    fill(mail, 20)
    queue_issue(mail, ISSUE, now=NOW)
    with mail_sink(says={at: "550 5.7.1 go away"}) as sink:
        told = list(send_mails(mail, keys, office(mail, keys, to_port(sink.port)), holder="test"))

    assert [one.ended for one in told if one.ended]
    assert states(mail) == {"queued": 20}
    assert {row(mail, number)["attempts"] for number in range(1, 21)} == {0}


def to_port(port: int) -> Callable[[], MailLink]:
    sink = Sink(port=port)
    return lambda: MailLink(MailServer(host="127.0.0.1", port=port, security=Security.NONE), allow=sink.allow)


def test_a_server_that_is_away_costs_nobody_a_try(mail: Database, keys: Keys) -> None:
    fill(mail, 50)
    queue_issue(mail, ISSUE, now=NOW)
    with smtp_sink() as sink:
        pass
    told = run(mail, keys, sink)

    assert sum(one.ended is not None for one in told) == 1
    assert states(mail) == {"queued": 50}
    assert {row(mail, number)["attempts"] for number in range(1, 51)} == {0}


def test_an_issue_of_which_nobody_knows_is_not_sent_again_and_a_question_is(mail: Database, keys: Keys) -> None:
    fill(mail, 1)
    fill(mail, 1, first=1, status=Status.PENDING)
    queue_issue(mail, ISSUE, now=NOW)
    queue_confirmation(mail, name(1), "world", NOW)
    with mail_sink(says={"END": ""}) as sink:
        list(send_mails(mail, keys, office(mail, keys, to_port(sink.port)), holder="test"))
    first = list(sink.mails)
    assert states(mail) == {"ambiguous": 1}
    assert states(mail, None) == {"queued": 1}
    with mail_sink() as sink:
        list(send_mails(mail, keys, office(mail, keys, to_port(sink.port), now=NOW + HOUR), holder="test"))

    (again,) = sink.mails
    assert again.to == (address(1),)
    assert again.data in {one.data for one in first}
    assert states(mail) == {"ambiguous": 1}
    assert states(mail, None) == {"accepted": 1}


def test_the_question_is_no_list_mail_and_goes_out_first(mail: Database, keys: Keys) -> None:
    fill(mail, 5)
    fill(mail, 1, first=5, status=Status.PENDING)
    queue_issue(mail, ISSUE, now=NOW - HOUR)
    queue_confirmation(mail, name(5), "world", NOW)
    queue_confirmation(mail, name(5), "world", NOW)
    with smtp_sink() as sink:
        run(mail, keys, sink, connections=1)

    asked = message_from_bytes(sink.came[0].data)
    assert (asked["To"], asked["Subject"]) == (address(5), "Please confirm: The world, every morning")
    assert f"https://news.example/newsletter/confirm/c{keys.current.id}.{name(5)}.world." in str(
        asked.get_payload(0).get_payload(decode=True)  # type: ignore[union-attr]
    )
    assert asked["List-Unsubscribe"] is None
    assert len(sink.came) == 6


def test_who_erased_themselves_and_asks_again_is_asked_back(mail: Database, keys: Keys) -> None:
    fill(mail, 1)
    suppress_subscriber(mail, keys, name(0), Reason.ERASED, now=NOW)
    with mail.writes() as connection:
        connection.exec_driver_sql("UPDATE subscriptions SET status = 'pending'")
    queue_confirmation(mail, name(0), "world", NOW)
    with smtp_sink() as sink:
        run(mail, keys, sink)

    assert len(sink.came) == 1


def test_a_sender_that_died_is_made_good(mail: Database, keys: Keys) -> None:
    fill(mail, 3)
    fill(mail, 1, first=3, status=Status.PENDING)
    queue_issue(mail, ISSUE, now=NOW)
    queue_confirmation(mail, name(3), "world", NOW)
    held = claim(mail, keys, holder="dead", now=NOW, length=HOUR, most=3).mails
    handed = [Change(number=one.number, state=MailState.HANDED) for one in held[:2]]
    assert note(mail, handed, holder="dead", now=NOW) == (True, True)

    assert free_mails(mail, lambda holder: False, now=NOW).again == 0
    found = free_mails(mail, lambda holder: holder == "dead", now=NOW)

    assert (found.again, found.ambiguous) == (2, 1)  # the question and the one that was not handed over
    assert states(mail) == {"queued": 2, "ambiguous": 1}
    assert states(mail, None) == {"queued": 1}
    assert note(mail, handed, holder="dead", now=NOW) == (False, False)


def test_a_sender_that_is_late_is_made_good_too(mail: Database, keys: Keys) -> None:
    fill(mail, 1)
    queue_issue(mail, ISSUE, now=NOW)
    claim(mail, keys, holder="slow", now=NOW, length=HOUR, most=1)

    assert free_mails(mail, lambda _: False, now=NOW + HOUR).again == 1


def test_no_more_than_the_cap_goes_out_within_an_hour(mail: Database, keys: Keys) -> None:
    fill(mail, 30)
    queue_issue(mail, ISSUE, now=NOW)
    with smtp_sink() as sink:
        for minutes, out in ((0, 10), (59, 10), (60, 20), (61, 20), (120, 30)):
            told = run(mail, keys, sink, an_hour=10, now=NOW + timedelta(minutes=minutes))
            assert sink.taken == out
        assert [one.ended for one in told if one.ended] == []


def test_somebody_who_asks_for_an_end_gets_one_and_the_rest_waits(mail: Database, keys: Keys) -> None:
    fill(mail, 100)
    queue_issue(mail, ISSUE, now=NOW)
    stop = Event()
    with smtp_sink() as sink:
        for seen, _ in enumerate(send_mails(mail, keys, office(mail, keys, sink.link, stop=stop), holder="test")):
            if seen == 3:
                stop.set()

    assert 4 <= sink.taken < 20
    assert states(mail) == {"accepted": sink.taken, "queued": 100 - sink.taken}


def test_who_walks_away_leaves_nothing_in_doubt(mail: Database, keys: Keys) -> None:
    fill(mail, 100)
    queue_issue(mail, ISSUE, now=NOW)
    with smtp_sink() as sink:
        sending = send_mails(mail, keys, office(mail, keys, sink.link), holder="test")
        next(sending)
        sending.close()  # type: ignore[attr-defined]

    assert sink.taken
    assert states(mail) == {"accepted": sink.taken, "queued": 100 - sink.taken}


def test_a_fault_in_one_mail_does_not_stop_the_others(mail: Database, keys: Keys) -> None:
    fill(mail, 5)
    queue_issue(mail, ISSUE, now=NOW)
    whole = letters(mail, keys)

    def compose(claimed: Claimed) -> Envelope:
        if claimed.address == address(2):
            raise KeyError("a title that nobody thought of")
        return whole.compose(claimed)

    with smtp_sink() as sink:
        run(mail, keys, sink, compose=compose)

    assert states(mail) == {"accepted": 4, "refused": 1}
    assert bounces(mail) == []
