"""Meetings, positions, channels, movements, quotations and questions over time, as text that people read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dragoman.ledger.channels import ChannelSessions
from dragoman.ledger.history import MeetingHistory, Step
from dragoman.ledger.positions import Stand, Thread
from dragoman.ledger.posture import Movement
from dragoman.ledger.questions import Question
from dragoman.ledger.quotes import Quote
from dragoman.ledger.sides import called
from dragoman.ledger.told import Told
from dragoman.publish.ledger_claims import (
    meeting_claim,
    movement_claim,
    named,
    question_claim,
    stage,
    stand_claim,
    stand_move,
)
from dragoman.publish.ledger_page import Page, attested, claimed, joined
from dragoman.publish.wording import MONTHS, told, where


def day_told(day: date, reports: Sequence[Told] = ()) -> str:
    """A day; where it is only that on which a report without a date came in, this is said."""
    came = any(one.published is None and one.seen.date() == day for one in reports)
    dated = any(one.day == day and one.published is not None for one in reports)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" + (", when it came in" if came and not dated else "")


def meeting_text(meeting: MeetingHistory, page: Page) -> str:
    """A meeting and every step of it, quoted."""
    head = [*page.heading(meeting_claim(meeting)), *page.lines(told(meeting.channel or "", attested(meeting.told)), 2)]
    return joined([*head, *(row for step in meeting.steps for row in _step(page, step))])


def _step(page: Page, step: Step) -> list[str]:
    corrected = (
        row for one in step.replaced for row in page.lines(f"corrected; the page said before: {one.quote}", 4, more=2)
    )
    return [
        *page.lines(f"{day_told(step.told[0].day, step.told)}: {stage(step)}", 2, more=2),
        *page.lines(told(claimed(step.told), attested(step.told)), 4),
        *page.evidence(step.told),
        *corrected,
    ]


def thread_text(thread: Thread, page: Page) -> str:
    """Where a side stands on an issue, each stance by its day, and what others answer."""
    head = page.heading(f"{called(thread.holder)} on {thread.issue}")
    stands = (row for stand in (*thread.stands, *thread.answers) for row in _stand(page, stand))
    return joined([*head, *stands])


def _stand(page: Page, stand: Stand) -> list[str]:
    return [
        *page.lines(f"{day_told(stand.day, stand.told)}: {stand_claim(stand)}", 2, more=2),
        *page.lines(told(stand_move(stand), claimed(stand.told), attested(stand.told)), 4),
        *page.evidence(stand.told),
    ]


def channel_text(channel: ChannelSessions, page: Page) -> str:
    """A channel with its members and sessions."""
    members = f"members: {named(channel.members)}" if channel.members else "members not known"
    head = [*page.heading(channel.name), *page.lines(told(channel.kind or "", members), 2)]
    within = replace(page, width=page.width - 2)
    sessions = [[f"  {line}" for line in meeting_text(one, within).splitlines()] for one in channel.sessions]
    return joined(head, *sessions)


def movement_text(movement: Movement, page: Page) -> str:
    """What forces did, where and on which day."""
    detail = (
        day_told(movement.day, movement.told),
        where(movement.place),
        movement.status,
        claimed(movement.told),
        attested(movement.told),
    )
    return joined(
        [*page.heading(movement_claim(movement)), *page.lines(told(*detail), 4), *page.evidence(movement.told)]
    )


def quote_text(quote: Quote, page: Page) -> str:
    """What was said on a day."""
    speaker = quote.speaker
    side = " ".join(part for part in (speaker.code, speaker.sector) if part)
    head = told(day_told(quote.day, quote.told), speaker.name + (f" ({side})" if side else ""), attested(quote.told))
    return joined([*page.heading(head), *page.evidence(quote.told)])


def question_text(question: Question, page: Page) -> str:
    """What was asked, how often, and what came back."""
    again = f"last asked {day_told(question.last)}" if question.last != question.first else ""
    state = "open" if question.open else "answered"
    rows = [
        *page.heading(question_claim(question)),
        *page.lines(
            told(state, f"first asked {day_told(question.first, question.asked)}", again, attested(question.asked)), 4
        ),
        *page.evidence(question.asked),
    ]
    for answer in question.answers:
        rows += page.lines(f"{day_told(answer.day, [answer.told])}: {called(answer.by)} says {answer.reply}", 2)
        rows += page.evidence([answer.told])
    return joined(rows)
