"""Mails on their way out, on both databases: claimed by one sender alone, handed over once, and accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import inspect
from tests.newsletter.readers import EDITION, ISSUE, NOW, SETTINGS, SIGNS, fill, name
from tests.newsletter.sinks import smtp_sink

from dragoman.newsletter.sending import Office, send_mails
from dragoman.newsletter.sending_letters import Letters
from dragoman.store import Database
from dragoman.store.mail.bounces import bounces_by_kind, note_bounce
from dragoman.store.mail.database import opened_mail
from dragoman.store.mail.keys import keys_of
from dragoman.store.mail.schema_sending import mail_bounces, mail_deliveries, mail_issues
from dragoman.store.mail.sending import claim, free_mails, latest_issues, next_due, note, queue_issue, sent_tally
from dragoman.store.mail.sending_values import BounceKind, Change, MailState
from dragoman.store.mail.values import Keys

HOUR = timedelta(hours=1)


@pytest.fixture
def mail(address: str) -> Iterator[Database]:
    with opened_mail(address, create=True) as opened:
        yield opened


@pytest.fixture
def keys(mail: Database) -> Keys:
    return keys_of(mail, now=NOW)


def test_the_migration_makes_what_the_schema_says(mail: Database) -> None:
    with mail.reads() as connection:
        found = inspect(connection)
        for table in (mail_issues, mail_deliveries, mail_bounces):
            columns = {one["name"]: one["nullable"] for one in found.get_columns(table.name)}
            assert columns == {one.name: one.nullable for one in table.columns}
            assert {one["name"] for one in found.get_indexes(table.name)} >= {one.name for one in table.indexes}
            assert {tuple(one["column_names"]) for one in found.get_unique_constraints(table.name)} >= {
                tuple(column.name for column in one.columns)
                for one in table.constraints
                if type(one).__name__ == "UniqueConstraint"
            }


def test_several_senders_at_once_never_hold_the_same_mail(mail: Database, keys: Keys) -> None:
    fill(mail, 200)
    queue_issue(mail, ISSUE, now=NOW)

    def claimed(number: int) -> list[int]:
        found = claim(mail, keys, holder=f"h{number}", now=NOW, length=HOUR, most=13)
        return [one.number for one in found.mails]

    with ThreadPoolExecutor(4) as several:
        held = [one for some in several.map(claimed, range(16)) for one in some]

    assert len(held) == len(set(held)) == 200


def test_the_cap_is_for_all_senders_together(mail: Database, keys: Keys) -> None:
    fill(mail, 100)
    queue_issue(mail, ISSUE, now=NOW)

    def claimed(number: int) -> int:
        return len(claim(mail, keys, holder=f"h{number}", now=NOW, length=HOUR, most=9, an_hour=30).mails)

    with ThreadPoolExecutor(4) as several:
        assert sum(several.map(claimed, range(12))) == 30


def test_a_whole_issue_goes_out_and_a_dead_sender_is_made_good(mail: Database, keys: Keys) -> None:
    fill(mail, 30)
    queue_issue(mail, ISSUE, now=NOW)
    held = claim(mail, keys, holder="dead", now=NOW, length=HOUR, most=4).mails
    note(mail, [Change(number=held[0].number, state=MailState.HANDED)], holder="dead", now=NOW)
    assert free_mails(mail, lambda one: one == "dead", now=NOW).again == 3
    letters = Letters(mail, keys, SETTINGS, [EDITION], SIGNS)
    with smtp_sink() as sink:
        office = Office(link=sink.link, compose=letters.compose, now=lambda: NOW)
        list(send_mails(mail, keys, office, holder="alive"))

    counts = sent_tally(mail, issue=ISSUE.id).counts
    assert (counts[MailState.ACCEPTED], counts[MailState.AMBIGUOUS]) == (29, 1)
    assert set(Counter(one.to for one in sink.came).values()) == {1}
    assert next_due(mail) is None
    assert [one.id for one in latest_issues(mail, 5)] == [ISSUE.id]


def test_a_bounce_is_counted_once_whoever_reads_it(mail: Database, keys: Keys) -> None:
    fill(mail, 1)
    queue_issue(mail, ISSUE, now=NOW)

    def noted(_: int) -> bool:
        return note_bounce(mail, keys, 1, name(0), BounceKind.SOFT, diagnostic="full\0", now=NOW).new

    with ThreadPoolExecutor(4) as several:
        assert sum(several.map(noted, range(8))) == 1
    assert bounces_by_kind(mail, since=NOW - HOUR)[BounceKind.SOFT] == 1
