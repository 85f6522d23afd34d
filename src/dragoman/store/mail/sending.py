"""Mails on their way out: each is claimed, handed over and ended, so that no kill sends one twice or loses it unseen.

*handed* is on the disk before the last line of the message is. A kill before that frees the mail again; after it nobody
knows whether the mail arrived: an issue is *ambiguous* then and never sent a second time, while the question whether
somebody wants an edition at all is, under the same Message-ID.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    func,
    insert,
    literal,
    literal_column,
    select,
    update,
)

from dragoman.model import digest
from dragoman.store.database import Database, hold
from dragoman.store.mail.schema import subscribers, subscriptions, suppressed
from dragoman.store.mail.schema_sending import mail_deliveries as table
from dragoman.store.mail.schema_sending import mail_issues
from dragoman.store.mail.sending_values import Change, Claimed, Claims, Issue, MailState, Recovered, Tally
from dragoman.store.mail.suppression import suppression_hash
from dragoman.store.mail.values import Keys, Reason, Status
from dragoman.store.rows import storable

LOCK = digest("claims of mails")
LONGEST_REPLY = 300
GONE = "the program ended while it was handed over: it may be out or not, and is not sent again"
ERASED = "erased"
FOR_ISSUE, FOR_QUESTION = (Status.CONFIRMED,), (Status.PENDING, Status.CONFIRMED)
"""How a subscription must stand for an issue, and for the question whether it is wanted."""


def queue_issue(mail: Database, issue: Issue, *, now: datetime, passed_over: bool = False) -> bool:
    """Keeps *issue* and queues it for everybody who has confirmed, at once; false where that day has one already.

    One that is *passed over* is kept, so that it is not made again, and goes to nobody.
    """
    with mail.writes() as connection:
        hold(connection, issue.id)
        if connection.execute(select(mail_issues.c.id).where(mail_issues.c.id == issue.id)).first():
            return False
        names = ("id", "edition", "day", "digest", "subject", "html", "text", "made")
        connection.execute(insert(mail_issues), {name: getattr(issue, name) for name in names})
        if not passed_over:
            _queue_for_all(connection, issue, now)
    return True


def _queue_for_all(connection: Connection, issue: Issue, now: datetime) -> None:
    """A mail for each who has confirmed, in one statement however many they are."""
    columns = ["issue", "subscriber", "edition", "message_id", "state", "due", "attempts", "queued"]
    chosen = select(
        literal(issue.id),
        subscriptions.c.subscriber,
        literal(issue.edition),
        literal(issue.id + ".") + subscriptions.c.subscriber,
        literal(MailState.QUEUED.value),
        literal(now, table.c.due.type),
        literal_column("0"),
        literal(now, table.c.queued.type),
    )
    wanting = (subscriptions.c.edition == issue.edition, subscriptions.c.status == Status.CONFIRMED)
    connection.execute(insert(table).from_select(columns, chosen.where(*wanting).order_by("subscriber")))


def queue_confirmation(mail: Database, subscriber: str, edition: str, now: datetime) -> None:
    """Queues the question whether *subscriber* wants *edition*."""
    with mail.writes() as connection:
        put_confirmation(connection, subscriber, edition, now)


def put_confirmation(connection: Connection, subscriber: str, edition: str, now: datetime) -> None:
    """The same within a transaction. One that still waits is not queued twice."""
    ours = (table.c.issue.is_(None), table.c.subscriber == subscriber, table.c.edition == edition)
    waiting = select(table.c.number).where(*ours, table.c.state == MailState.QUEUED)
    if connection.execute(waiting).first():
        return
    asked = connection.execute(select(func.count()).select_from(table).where(*ours)).scalar()
    row = {"subscriber": subscriber, "edition": edition, "state": MailState.QUEUED, "due": now, "queued": now}
    message_id = f"{digest('confirm', edition)}.{subscriber}.{asked}"
    connection.execute(insert(table), {**row, "attempts": 0, "message_id": message_id})


def issue_of(mail: Database, edition: str, day: date) -> Issue | None:
    """What an edition said on a day, where it went out."""
    return next(_issues(mail, mail_issues.c.edition == edition, mail_issues.c.day == day), None)


def issue_by_id(mail: Database, id: str) -> Issue | None:
    """The issue with this id."""
    return next(_issues(mail, mail_issues.c.id == id), None)


def claim(
    mail: Database,
    keys: Keys,
    *,
    holder: str,
    now: datetime,
    length: timedelta,
    most: int,
    issue: str | None = None,
    an_hour: int | None = None,
) -> Claims:
    """Up to *most* mails that are due, *holder*'s alone for *length*, the questions first; never more than *an_hour*.

    Those are skipped whom nothing may be sent to any more, and those who left. With *issue*, of that alone.
    """
    with mail.writes() as connection:
        hold(connection, LOCK)
        free = most if an_hour is None else min(most, an_hour - _within_hour(connection, now))
        due = [table.c.state == MailState.QUEUED, table.c.due <= now]
        if issue:
            due.append(table.c.issue == issue)
        wanted = select(table).where(*due).order_by(table.c.issue.isnot(None), table.c.due, table.c.number)
        rows = connection.execute(wanted.limit(max(free, 1)).with_for_update(skip_locked=True)).all()
        if free <= 0:
            return Claims(mails=(), at_cap=bool(rows))
        kept = tuple(_checked(connection, rows, keys, now))
        held = {"state": MailState.CLAIMED, "holder": holder, "until": now + length}
        _set(connection, [one.number for one in kept], {**held, "attempts": table.c.attempts + 1})
    return Claims(mails=kept, skipped=len(rows) - len(kept))


def _within_hour(connection: Connection, now: datetime) -> int:
    """Mails that went out within an hour, and those that are about to."""
    out = select(func.count()).select_from(table).where(table.c.handed > now - timedelta(hours=1))
    held = select(func.count()).select_from(table).where(table.c.state == MailState.CLAIMED)
    return connection.execute(out).scalar_one() + connection.execute(held).scalar_one()


def note(mail: Database, changes: Sequence[Change], *, holder: str, now: datetime) -> tuple[bool, ...]:
    """Notes how mails went on, all at once; for each whether it was still *holder*'s."""
    with mail.writes() as connection:
        return tuple(_changed(connection, change, holder, now) for change in changes)


def free_mails(mail: Database, gone: Callable[[str], bool], *, now: datetime) -> Recovered:
    """Takes over from senders that are *gone* or late."""
    with mail.writes() as connection:
        held = select(table).where(table.c.state.in_((MailState.CLAIMED, MailState.HANDED))).with_for_update()
        dead = [row for row in connection.execute(held).all() if row.until <= now or gone(row.holder)]
        lost = [row.number for row in dead if row.state == MailState.HANDED and row.issue]
        again = [row.number for row in dead if row.number not in set(lost)]
        _set(connection, again, {"state": MailState.QUEUED, "holder": None, "until": None})
        _set(connection, lost, {"state": MailState.AMBIGUOUS, "until": None, "ended": now, "reply": GONE})
    return Recovered(again=len(again), ambiguous=len(lost))


def sent_tally(mail: Database, *, issue: str | None = None) -> Tally:
    """How many mails stand how: of an issue, or (none) of the questions."""
    ours = table.c.issue.is_(None) if issue is None else table.c.issue == issue
    wanted = select(table.c.state, func.count()).where(ours).group_by(table.c.state)
    with mail.reads() as connection:
        counts: dict[str, int] = {state: count for state, count in connection.execute(wanted)}
    return Tally(counts={state: counts.get(state, 0) for state in MailState})


def next_due(mail: Database) -> datetime | None:
    """When the next mail that waits is due."""
    with mail.reads() as connection:
        return connection.execute(select(func.min(table.c.due)).where(table.c.state == MailState.QUEUED)).scalar()


def latest_issues(mail: Database, most: int) -> tuple[Issue, ...]:
    """The issues that went out last, the latest first, without their words."""
    columns = (mail_issues.c.id, mail_issues.c.edition, mail_issues.c.day, mail_issues.c.digest, mail_issues.c.subject)
    wanted = select(*columns, mail_issues.c.made).order_by(mail_issues.c.made.desc(), mail_issues.c.id).limit(most)
    with mail.reads() as connection:
        return tuple(Issue(**row._mapping, html="", text="") for row in connection.execute(wanted))


def troubled(mail: Database, *, issue: str | None = None, most: int) -> Iterator[tuple[str, MailState, str]]:
    """Mails that are ambiguous or were refused: subscriber, how it stands, and why. The latest first."""
    states = (MailState.AMBIGUOUS, MailState.REFUSED)
    wanted = select(table).where(table.c.state.in_(states)).order_by(table.c.ended.desc(), table.c.number)
    if issue:
        wanted = wanted.where(table.c.issue == issue)
    with mail.reads() as connection:
        rows = connection.execute(wanted.limit(most)).all()
    return ((row.subscriber, MailState(row.state), row.reply or "") for row in rows)


def _issues(mail: Database, *which: ColumnElement[bool]) -> Iterator[Issue]:
    with mail.reads() as connection:
        found = connection.execute(select(mail_issues).where(*which)).all()
    return (Issue(**row._mapping) for row in found)


def _checked(connection: Connection, rows: Sequence[Row[Any]], keys: Keys, now: datetime) -> Iterator[Claimed]:
    """Those of the mails that may go out; the others are skipped, with the reason."""
    people = _people(connection, {row.subscriber for row in rows})
    stopped = _stopped(connection, keys, people)
    status = _status(connection, {row.subscriber for row in rows})
    for row in rows:
        stands = status.get((row.subscriber, row.edition))
        why = _why_not(stands, stopped.get(row.subscriber), question=row.issue is None)
        if why is not None or row.subscriber not in people:
            values = {"state": MailState.SKIPPED, "reply": str(why or ERASED), "ended": now}
            connection.execute(update(table).where(table.c.number == row.number).values(values))
            continue
        yield Claimed(
            number=row.number,
            issue=row.issue,
            subscriber=row.subscriber,
            address=people[row.subscriber][0],
            edition=row.edition,
            message_id=row.message_id,
            attempts=row.attempts + 1,
            queued=row.queued,
        )


def _why_not(stands: Status | None, stopped: Reason | None, *, question: bool) -> str | None:
    """Why a mail may not go out. Who was erased and asks again is asked back."""
    if stopped is not None and not (question and stopped is Reason.ERASED):
        return stopped
    if stands is None:
        return ERASED
    return None if stands in (FOR_QUESTION if question else FOR_ISSUE) else stands


def _people(connection: Connection, ids: set[str]) -> dict[str, tuple[str, str]]:
    """Subscribers by id: the address, and how it is told from others."""
    wanted = select(subscribers.c.id, subscribers.c.address, subscribers.c.address_key)
    rows = connection.execute(wanted.where(subscribers.c.id.in_(ids)))
    return {id: (address, key) for id, address, key in rows}


def _stopped(connection: Connection, keys: Keys, people: dict[str, tuple[str, str]]) -> dict[str, Reason]:
    """Those of the subscribers whom nothing may be sent to, and why."""
    by_hash = {suppression_hash(keys, key): id for id, (_, key) in people.items()}
    wanted = select(suppressed.c.hash, suppressed.c.reason).where(suppressed.c.hash.in_(by_hash))
    return {by_hash[hash]: Reason(reason) for hash, reason in connection.execute(wanted)}


def _status(connection: Connection, ids: set[str]) -> dict[tuple[str, str], Status]:
    columns = (subscriptions.c.subscriber, subscriptions.c.edition, subscriptions.c.status)
    wanted = select(*columns).where(subscriptions.c.subscriber.in_(ids))
    return {(id, edition): Status(status) for id, edition, status in connection.execute(wanted)}


def _set(connection: Connection, numbers: Sequence[int], values: dict[str, Any]) -> None:
    if numbers:
        connection.execute(update(table).where(table.c.number.in_(numbers)).values(values))


def _changed(connection: Connection, change: Change, holder: str, now: datetime) -> bool:
    values: dict[str, Any] = {"state": change.state, "reply": _reply(change)}
    match change.state:
        case MailState.HANDED:
            before, values = [MailState.CLAIMED], values | {"handed": now}
        case MailState.QUEUED:
            before = [MailState.CLAIMED, MailState.HANDED]
            values |= {"due": change.again or now, "holder": None, "until": None}
            values |= {"attempts": table.c.attempts - 1} if change.free else {}
        case _:
            before = [MailState.CLAIMED, MailState.HANDED, MailState.AMBIGUOUS]
            values |= {"ended": now, "until": None}
    ours = and_(table.c.number == change.number, table.c.holder == holder, table.c.state.in_(before))
    return connection.execute(update(table).where(ours).values(values)).rowcount == 1


def _reply(change: Change) -> str | None:
    return storable(change.reply[:LONGEST_REPLY]) if change.reply else None
