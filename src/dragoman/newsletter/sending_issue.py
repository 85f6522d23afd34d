"""Which issues are due, and how an issue becomes mails: made once, kept as it went out, queued for everybody at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from dragoman.newsletter.editions import Edition, Settings, sending_time
from dragoman.newsletter.issue import issue_of
from dragoman.newsletter.rendering import PREFERENCES, UNSUBSCRIBE, rendered
from dragoman.newsletter.tokens import Purpose
from dragoman.store import Database
from dragoman.store.mail.sending import issue_of as kept_issue
from dragoman.store.mail.sending import queue_issue
from dragoman.store.mail.sending_values import Issue

SIGNS = {UNSUBSCRIBE: Purpose.UNSUBSCRIBE, PREFERENCES: Purpose.PREFERENCES}
"""What stands in an issue for each reader's own links."""
TOO_LATE = timedelta(hours=12)
"""An issue that nobody sent in time is not sent later than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An issue to be sent. *new* where it was not kept before, *empty* where it is passed over for having no news."""

    issue: Issue
    new: bool
    empty: bool = False


def today(edition: Edition, now: datetime) -> date:
    """The day that it is where *edition* is read."""
    return now.astimezone(ZoneInfo(edition.zone)).date()


def due_day(edition: Edition, now: datetime) -> date | None:
    """The day whose issue of *edition* should be out by now, though not for too long."""
    day = today(edition, now)
    for one in (day, day - timedelta(1)):
        if one.weekday() in edition.weekdays and timedelta(0) <= now - sending_time(edition, one) <= TOO_LATE:
            return one
    return None


def due(mail: Database, editions: Sequence[Edition], now: datetime) -> Iterator[tuple[Edition, date]]:
    """The issues that should be out by now and are not made yet."""
    for edition in editions:
        day = due_day(edition, now)
        if day is not None and kept_issue(mail, edition.name, day) is None:
            yield edition, day


def made(
    store: Database, mail: Database, settings: Settings, edition: Edition, day: date, *, now: Callable[[], datetime]
) -> Made:
    """The issue of a day, as it went out before, or newly made; nothing is kept."""
    kept = kept_issue(mail, edition.name, day)
    if kept is not None:
        return Made(issue=kept, new=False)
    found = issue_of(store, edition, day)
    mail_of_it = rendered(found, settings)
    issue = Issue(
        edition=edition.name,
        day=day,
        subject=mail_of_it.subject,
        html=mail_of_it.html,
        text=mail_of_it.text,
        made=now(),
    )
    return Made(issue=issue, new=True, empty=found.empty and not edition.empty)


def queued(mail: Database, one: Made, *, now: datetime) -> Issue:
    """Keeps an issue and queues it for its readers, or for nobody where it is passed over; what is kept of that day."""
    if one.new:
        queue_issue(mail, one.issue, now=now, passed_over=one.empty)
    return kept_issue(mail, one.issue.edition, one.issue.day) or one.issue
