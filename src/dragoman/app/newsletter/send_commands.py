"""The commands that send the newsletter, say how it went, and read what came back."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.app.collect.desk import complain, say
from dragoman.app.newsletter.desk import SettingsFile, newsletter_at
from dragoman.app.newsletter.subscriber_commands import opened_subscribers
from dragoman.app.options import Address, Json, asked_day
from dragoman.app.store.commands import opened_store, print_json
from dragoman.app.watch.command import every_so_often

if TYPE_CHECKING:
    from dragoman.app.newsletter.sending import Desk
    from dragoman.newsletter.editions import Edition
    from dragoman.newsletter.sending import Sent
    from dragoman.newsletter.sending_issue import Made
    from dragoman.newsletter.sending_link import Tried
    from dragoman.store.mail.sending_values import Tally

Name = Annotated[
    str | None,
    typer.Argument(metavar="EDITION", help="The name of an edition; with --due all that are.", show_default=False),
]
Day = Annotated[
    date | None,
    typer.Option("--date", parser=asked_day, metavar="YYYY-MM-DD", help="The issue of that day; without it, today's."),
]
Due = Annotated[
    bool,
    typer.Option("--due", help="Whatever is due: issues by their schedule, questions to new readers, second tries."),
]
Often = Annotated[
    timedelta | None,
    typer.Option(
        "--every",
        parser=every_so_often,
        metavar="1m",
        help="With --due: go on, and look so often what is due. Ctrl-C ends it cleanly.",
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would go out to how many; keep and send nothing.")]
Connections = Annotated[int, typer.Option(min=1, max=32, metavar="N", help="Connections to the server at once.")]
Rate = Annotated[
    float | None,
    typer.Option("--per-second", min=0.01, metavar="N", help="At most so many mails a second, beside the cap by hour."),
]
Place = Annotated[
    str,
    typer.Argument(
        metavar="FOLDER|imaps://USER@HOST/INBOX|lmtp://127.0.0.1:PORT",
        help="A maildir, a mailbox on a server, whose password is in $DRAGOMAN_IMAP_PASSWORD, or where to listen for "
        "what a mail server delivers by LMTP.",
    ),
]
Shown = Annotated[int, typer.Option("--last", min=1, max=1000, metavar="N", help="How many issues are shown.")]
TROUBLE = 20
"""Mails in trouble that are shown."""


def add_to(newsletter: typer.Typer) -> None:
    """Adds the commands to those of the newsletter."""
    newsletter.command()(send)
    newsletter.command()(status)
    newsletter.command()(bounces)


def send(
    edition: Name = None,
    date: Day = None,
    due: Due = False,
    every: Often = None,
    dry_run: DryRun = False,
    connections: Connections = 4,
    per_second: Rate = None,
    settings: SettingsFile = None,
    database: Address = None,
    as_json: Json = False,
) -> None:
    """Send an issue to its readers, or whatever is due. What was sent is not sent again: run it as often as you like.

    Exit code: 0 when all is out, 1 when some mails were refused, are in doubt or wait, 2 for wrong usage or settings,
    3 when the store failed.
    """
    from dragoman.app.newsletter.sending import Desk, chosen

    if (edition is None) == (not due):
        raise typer.BadParameter("name an edition, or write --due; not both")
    if every and (dry_run or not due):
        raise typer.BadParameter("--every goes with --due alone")
    held = newsletter_at(settings)
    with _explained(), opened_store(database) as store, opened_subscribers(database, create=True) as mail:
        desk = Desk(store=store, mail=mail, newsletter=held, connections=connections, per_second=per_second)
        wanted = [(chosen(held, edition), date)] if edition else []
        well = _dry(desk, wanted, as_json=as_json) if dry_run else _rounds(desk, wanted, every, as_json=as_json)
    if not well:
        raise typer.Exit(1)


def _issues(desk: Desk, wanted: list[tuple[Edition, date | None]]) -> Iterator[Made]:
    """The issues that are asked for, or those that are due."""
    from dragoman.app.newsletter.sending import due_issues, made_issue
    from dragoman.newsletter.sending_issue import today

    pairs = [(one, day or today(one, desk.now)) for one, day in wanted] if wanted else list(due_issues(desk))
    for one, day in pairs:
        yield made_issue(desk, one, day)


def _dry(desk: Desk, wanted: list[tuple[Edition, date | None]], *, as_json: bool) -> bool:
    """Says what would go out to how many."""
    from dragoman.store.mail.sending import sent_tally
    from dragoman.store.mail.subscribers import tally

    readers = tally(desk.mail)
    for one in _issues(desk, wanted):
        issue, standing = one.issue, readers.get(one.issue.edition, {})
        figures = {str(status): count for status, count in standing.items()}
        state = "passed over" if one.empty else "new" if one.new else "kept"
        shown = {
            "edition": issue.edition,
            "day": issue.day,
            "subject": issue.subject,
            "state": state,
            "readers": figures,
        }
        if as_json:
            print_json({"dry_run": shown})
            continue
        say(f"{issue.edition} of {issue.day}: {issue.subject}")
        say(f"  {len(issue.html) // 1024} kB of HTML, {len(issue.text) // 1024} kB of text; nothing is sent")
        if one.empty:
            say("  nothing to tell: it would be passed over")
        elif one.new:
            say(f"  would go to {figures.get('confirmed', 0)}; not to {_others(figures)}")
        else:
            say(f"  was made before: {_tallied(sent_tally(desk.mail, issue=issue.id))}")
    return True


def _others(figures: dict[str, int]) -> str:
    named = ("pending", "left", "suppressed")
    return ", ".join(f"{figures.get(name, 0)} {name}" for name in named)


def _rounds(desk: Desk, wanted: list[tuple[Edition, date | None]], every: timedelta | None, *, as_json: bool) -> bool:
    """Sends once, or again and again until somebody ends it; whether all was well."""
    with _ending(desk):
        well = _round(desk, wanted, as_json=as_json)
        while every and not desk.stop.wait(every.total_seconds()):
            _round(desk, wanted, as_json=as_json)
    return well or every is not None


def _round(desk: Desk, wanted: list[tuple[Edition, date | None]], *, as_json: bool) -> bool:
    """Queues the issues and sends; whether all is well."""
    from dragoman.app.newsletter.sending import queue, recovered
    from dragoman.app.newsletter.sending import sent as sending

    back = recovered(desk)
    if back.again or back.ambiguous:
        complain(f"a sender was killed: {back.again} mails are sent now, {back.ambiguous} may be out and are not")
    ids: list[str] = []
    for one in _issues(desk, wanted):
        if one.empty:
            complain(f"{one.issue.edition} of {one.issue.day}: nothing to tell, it is passed over")
        ids.append(queue(desk, one))
    told: Counter[str] = Counter()
    for one_sent in sending(desk, issue=ids[0] if wanted else None):
        _hear(told, one_sent, as_json=as_json)
    return _summed(desk, ids, told, as_json=as_json)


@contextmanager
def _ending(desk: Desk) -> Iterator[None]:
    """Ctrl-C and SIGTERM end it after the mails that are on their way."""
    import signal

    def stop(number: int, frame: object) -> None:
        desk.stop.set()

    before = {one: signal.signal(one, stop) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
    if desk.stop.is_set():
        complain("stopped; what is not sent waits: run it again")


def _hear(told: Counter[str], one: Sent, *, as_json: bool) -> None:
    """Tells of a mail: to a person where it did not go out."""
    told["skipped"] += one.skipped
    if one.ended:
        told["ended"] += 1
        complain(f"{one.ended}; what is not sent waits for the next run")
    if one.tried and one.tried.change:
        _hear_tried(told, one.tried, suppressed=one.suppressed, as_json=as_json)
    _count(told)


def _hear_tried(told: Counter[str], tried: Tried, *, suppressed: bool, as_json: bool) -> None:
    change, claimed = tried.change, tried.claimed
    assert change
    told[change.state] += 1
    if as_json:
        about = {"subscriber": claimed.subscriber, "edition": claimed.edition, "state": change.state}
        print_json({"mail": {**about, "why": change.reply, "again": change.again, "suppressed": suppressed}})
    elif tried.fault == "mail" or change.state == "ambiguous":
        stopped = "; nothing is sent there any more" if suppressed else ""
        complain(f"mail to {claimed.subscriber} is {change.state}: {change.reply}{stopped}")


def _count(told: Counter[str]) -> None:
    """The count so far, where somebody watches."""
    from dragoman.app.watching import hide

    if sys.stderr.isatty():
        hide()
        sys.stderr.write(f"{told['accepted']} sent, {told['refused']} refused …")
        sys.stderr.flush()


def _summed(desk: Desk, ids: list[str], told: Counter[str], *, as_json: bool) -> bool:
    """The sum of a run; whether all is well."""
    from dragoman.app.watching import hide
    from dragoman.store.mail.sending import issue_by_id, next_due, sent_tally

    hide()
    well = not (told["ended"] or told["refused"] or told["ambiguous"] or told["queued"])
    for id in ids:
        issue, tally = issue_by_id(desk.mail, id), sent_tally(desk.mail, issue=id)
        well = well and not tally.open and not tally.counts.get("ambiguous")  # type: ignore[call-overload]
        if as_json:
            print_json(
                {"issue": {"edition": issue and issue.edition, "day": issue and issue.day, "mails": tally.counts}}
            )
        elif issue:
            say(f"{issue.edition} of {issue.day}: {_tallied(tally)}")
    if told.total() and not ids and not as_json:
        say(
            f"{told['accepted']} sent, {told['refused']} refused, {told['ambiguous']} in doubt, {told['skipped']} skipped"
        )
    waiting = next_due(desk.mail)
    if waiting and told.total() and not as_json:
        when = "now" if waiting <= desk.now else f"at {waiting:%Y-%m-%d %H:%M} UTC"
        say(f"mails wait, the next one is due {when}: run dragoman newsletter send --due")
    return well


def _tallied(tally: Tally) -> str:
    words = {
        "accepted": "sent",
        "refused": "refused",
        "ambiguous": "in doubt and not sent again",
        "skipped": "skipped, for they left or nothing may be sent there",
    }
    parts = [
        f"{tally.counts[state]} {words[state]}" for state in tally.counts if state in words and tally.counts[state]
    ]
    waiting = [f"{tally.open} waiting"] if tally.open else []
    return f"{tally.total} readers: " + ", ".join([*parts, *waiting]) if tally.total else "no readers"


def status(
    last: Shown = 10,
    settings: SettingsFile = None,
    database: Address = None,
    as_json: Json = False,
) -> None:
    """Say how the last issues went out, what waits, and what came back.

    Exit code: 0, 2 for wrong usage, 3 when the store failed.
    """
    from dragoman.store.mail.bounces import bounces_by_kind
    from dragoman.store.mail.sending import latest_issues, next_due, sent_tally, troubled

    now = datetime.now(UTC)
    with _explained(), opened_subscribers(database) as mail:
        issues = [(one, sent_tally(mail, issue=one.id)) for one in latest_issues(mail, last)]
        questions, waiting = sent_tally(mail), next_due(mail)
        back = bounces_by_kind(mail, since=now - timedelta(days=30))
        trouble = list(troubled(mail, most=TROUBLE))
    if as_json:
        for issue, tally in issues:
            print_json({"issue": {"edition": issue.edition, "day": issue.day, "mails": tally.counts}})
        print_json({"questions": questions.counts, "bounces": back, "next_due": waiting})
        return
    for issue, tally in issues:
        say(f"{issue.edition} of {issue.day}: {_tallied(tally)}")
    say(f"questions to new readers: {_tallied(questions)}")
    say("came back within 30 days: " + ", ".join(f"{count} {kind}" for kind, count in back.items()))
    for subscriber, state, why in trouble:
        say(f"  mail to {subscriber} is {state}: {why}")
    say(f"mails wait; the next one is due at {waiting:%Y-%m-%d %H:%M} UTC" if waiting else "nothing waits")


def bounces(place: Place, settings: SettingsFile = None, database: Address = None, as_json: Json = False) -> None:
    """Read what came back: bounces, complaints, and mails of people who want in or out. What is read is marked so.

    With lmtp:// it listens until it is ended by Ctrl-C or SIGTERM; what it has not dealt with stays with the server.

    Exit code: 0 when all is read, 1 when the mailbox cannot be read, 2 for wrong usage or settings, 3 when the store
    failed.
    """
    from dragoman.app.newsletter.bounces import desk_for, is_door, messages_at
    from dragoman.newsletter.bounces_reading import Did, read_mailbox

    held, told = newsletter_at(settings), Counter[str]()
    with _explained(), opened_subscribers(database, create=True) as mail, _listening(place if is_door(place) else None):
        messages = messages_at(place, allow=held.settings.allow)
        for one in read_mailbox(desk_for(mail, held), messages, clock=lambda: datetime.now(UTC)):
            told[one.did] += 1
            if as_json:
                print_json(one)
            elif one.did is not Did.IGNORED:
                stopped = "; nothing is sent there any more" if one.suppressed else ""
                say(f"{one.did}: {one.subscriber or 'nobody we know'}{': ' + one.why if one.why else ''}{stopped}")
    say(", ".join(f"{told[did]} {did}" for did in Did if told[did]) or "nothing new", aside=as_json)


@contextmanager
def _listening(place: str | None) -> Iterator[None]:
    """Where something listens at *place*: Ctrl-C and SIGTERM end it well."""
    import signal

    if place is None:
        yield
        return
    complain(f"listening at {place}; Ctrl-C ends it")
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _explained() -> Iterator[None]:
    """Whatever is missing or out of reach: one line on standard error, and 1 or 2."""
    from dragoman.app.newsletter.sending import CannotSend
    from dragoman.net import NetError
    from dragoman.newsletter.bounces_reading import NoMaildir
    from dragoman.newsletter.sending_signature import WrongKey

    try:
        yield
    except (CannotSend, WrongKey) as error:
        complain(str(error))
        raise typer.Exit(2) from None
    except (NetError, NoMaildir) as error:
        complain(str(error))
        raise typer.Exit(1) from None
