"""What comes back is understood, and believed only where it bears a mark of ours."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.newsletter.readers import EDITION, ISSUE, NOW, SETTINGS, SIGNS, fill, name, store_at

from dragoman.newsletter.bounces import Bounced, CameIn, Ignored, came_in
from dragoman.newsletter.bounces_reading import Desk, Did, NoMaildir, maildir, read_mailbox, taken_in
from dragoman.newsletter.sending_letters import Letters, written_number
from dragoman.newsletter.signup_mail import AskedByMail, LeftByMail
from dragoman.newsletter.tokens import Purpose, bounce_part, issued, token
from dragoman.store import Database
from dragoman.store.mail.database import opened_mail
from dragoman.store.mail.keys import keys_of, rotate_keys
from dragoman.store.mail.sending import claim, queue_issue, sent_tally
from dragoman.store.mail.sending_values import BounceKind, Claimed, MailState
from dragoman.store.mail.subscribers import subscriber_of
from dragoman.store.mail.suppression import suppression_of
from dragoman.store.mail.values import Key, Keys, Reason, Status

KEYS = Keys(current=Key(id="0a1b2c3d", secret=b"s" * 32), hashing=Key(id="ffffffff", secret=b"h" * 32))
WHO, NUMBER = name(7), 4711


def to(keys: Keys = KEYS, number: int = NUMBER, who: str = WHO) -> str:
    return f"bounce+{bounce_part(keys, who, written_number(number))}@news.example"


def dsn(status: str, diagnostic: str, *, action: str = "failed", recipient: str | None = None) -> bytes:
    """A delivery status report as Postfix writes it."""
    return f"""Return-Path: <>
Delivered-To: {recipient or to()}
From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
To: {recipient or to()}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
Arrival-Date: Tue, 14 May 2024 06:30:00 +0000

Final-Recipient: rfc822; reader7@example.org
Original-Recipient: rfc822;reader7@example.org
Action: {action}
Status: {status}
Remote-MTA: dns; mx.example.org
Diagnostic-Code: smtp; {diagnostic}

--b
Content-Type: text/rfc822-headers

Subject: The world, every morning

--b--
""".encode()


QMAIL = f"""Return-Path: <>
To: {to()}
From: MAILER-DAEMON@old.example.org
Subject: failure notice

Hi. This is the qmail-send program at old.example.org.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<reader7@example.org>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.
""".encode()

VACATION = f"""From: reader7@example.org
To: {to()}
Subject: Out of office: The world, every morning
Auto-Submitted: auto-replied

I am away until Monday. For mails to nobody@example.org see 5.1.1 of the handbook.
""".encode()


def arf(*, leave: str = "", envelope: str = "") -> bytes:
    return f"""From: fbl@provider.example
To: abuse@news.example
Subject: FW: The world, every morning
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: text/plain

This is an email abuse report.

--b
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Feedback/1.0
Version: 1
{f"Original-Mail-From: <{envelope}>" if envelope else "Source-IP: 192.0.2.1"}

--b
Content-Type: message/rfc822

From: brief@news.example
To: redacted@provider.example
Subject: The world, every morning
{f"List-Unsubscribe: <https://news.example/newsletter/unsubscribe/{leave}>" if leave else "X-Was: here"}

Norway and Iceland met.
--b--
""".encode()


def leave_token(keys: Keys = KEYS, who: str = WHO) -> str:
    return token(keys, issued(Purpose.UNSUBSCRIBE, who, "world", now=NOW))


def read(raw: bytes, keys: Keys = KEYS) -> CameIn:
    return came_in(raw, keys, bounces=SETTINGS.bounces, editions={"world"}, now=NOW)


@pytest.mark.parametrize(
    ("status", "said", "kind"),
    [
        ("5.1.1", "550 5.1.1 <reader7@example.org>: Recipient address rejected: User unknown", BounceKind.HARD),
        ("5.0.0", "550 No such user here", BounceKind.HARD),
        ("5.0.0", "552 5.2.2 over quota", BounceKind.SOFT),
        ("5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound", BounceKind.HARD),
        ("5.2.1", "550 5.2.1 The email account is disabled", BounceKind.HARD),
        ("5.4.4", "Host or domain name not found", BounceKind.HARD),
        ("5.2.2", "552 5.2.2 The mailbox is full", BounceKind.SOFT),
        ("5.7.1", "550 5.7.1 Message rejected as spam", BounceKind.SOFT),
        ("5.7.26", "550-5.7.26 unauthenticated", BounceKind.SOFT),
        ("4.4.7", "delivery time expired", BounceKind.SOFT),
    ],
)
def test_a_report_is_hard_where_there_is_no_mailbox_and_soft_otherwise(
    status: str, said: str, kind: BounceKind
) -> None:
    found = read(dsn(status, said))

    assert isinstance(found, Bounced)
    assert (found.subscriber, found.delivery, found.kind) == (WHO, NUMBER, kind)
    assert "reader7@" not in found.diagnostic


def test_an_old_servers_letter_is_understood_too() -> None:
    assert read(QMAIL) == Bounced(
        subscriber=WHO, delivery=NUMBER, kind=BounceKind.HARD, diagnostic="the message says that it failed for good"
    )


@pytest.mark.parametrize("raw", [VACATION, dsn("4.4.1", "connection timed out", action="delayed")])
def test_an_answer_and_a_delay_are_no_bounces(raw: bytes) -> None:
    assert read(raw) == Ignored(why="it is an answer or a notice of delay, no bounce")


def test_a_bounce_address_survives_servers_that_write_it_in_small_or_large_letters() -> None:
    for written in (to().upper(), to().lower()):
        assert isinstance(read(dsn("5.1.1", "x", recipient=written)), Bounced)


def test_an_old_key_still_counts_after_a_rotation(tmp_path: Path) -> None:
    with opened_mail(store_at(tmp_path), create=True) as mail:
        before = keys_of(mail, now=NOW)
        after = rotate_keys(mail, now=NOW)

    assert after.current != before.current
    assert isinstance(read(dsn("5.1.1", "x", recipient=to(before)), after), Bounced)


def test_a_forged_bounce_is_ignored() -> None:
    other = Keys(current=Key(id=KEYS.current.id, secret=b"x" * 32), hashing=KEYS.hashing)
    mark = bounce_part(KEYS, WHO, written_number(NUMBER))
    forged = [to(other), f"bounce+{mark.replace(WHO, name(8))}@news.example", f"bounce+{mark[:-1]}@news.example"]
    for recipient in [*forged, "bounce+x@news.example", f"bounce+{secrets.token_hex(27)}@news.example"]:
        found = read(dsn("5.1.1", "550 5.1.1 unknown", recipient=recipient))
        assert found == Ignored(why="its bounce address is not one that we made", forged=True)


def test_a_bounce_to_another_address_says_nothing() -> None:
    for recipient in ("bounce@news.example", to().replace("news.example", "evil.example"), "x@y.example"):
        assert isinstance(read(dsn("5.1.1", "550 5.1.1 unknown", recipient=recipient)), Ignored)


@pytest.mark.parametrize("report", [arf(leave=leave_token()), arf(envelope=to())])
def test_a_complaint_is_about_whom_our_mark_names(report: bytes) -> None:
    assert read(report) == Bounced(subscriber=WHO, kind=BounceKind.COMPLAINT, diagnostic="a feedback report")


@pytest.mark.parametrize(
    "report", [arf(), arf(leave="u" + leave_token()[1:-1] + "x"), arf(leave="x", envelope="a@b.example")]
)
def test_a_complaint_without_a_mark_of_ours_is_ignored(report: bytes) -> None:
    assert read(report) == Ignored(why="it complains about a mail that bears no mark of ours", forged=True)


def test_who_wants_out_or_in_by_mail_is_heard() -> None:
    out = f"From: reader7@example.org\nTo: unsubscribe@news.example\nSubject: {leave_token()}\n\n".encode()
    wanted = b"From: New <new@example.org>\nTo: subscribe-world@news.example\nSubject: hello\n\n"

    assert read(out) == LeftByMail(token=leave_token())
    found = read(wanted)
    assert isinstance(found, AskedByMail)
    assert (found.address.written, found.edition) == ("new@example.org", "world")


@given(st.binary(max_size=600))
def test_nothing_that_anybody_sends_stops_the_reading(raw: bytes) -> None:
    assert isinstance(read(raw), Ignored | Bounced | AskedByMail | LeftByMail)
    assert isinstance(read(b"To: " + to().encode() + b"\nContent-Type: " + raw), Ignored | Bounced)


def test_a_mail_of_a_thousand_parts_within_each_other_is_left_alone() -> None:
    nested = b"".join(b'Content-Type: multipart/report; boundary="%d"\n\n--%d\n' % (n, n) for n in range(3_000))

    assert isinstance(read(f"To: {to()}\n".encode() + nested), Ignored)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened_mail(store_at(tmp_path), create=True) as mail:
        fill(mail, 3)
        queue_issue(mail, ISSUE, now=NOW)
        yield Desk(
            mail=mail,
            keys=keys_of(mail, now=NOW),
            settings=SETTINGS,
            editions={"world": EDITION},
        )


def mails(mail: Database, keys: Keys) -> list[Claimed]:
    from datetime import timedelta

    return list(claim(mail, keys, holder="x", now=NOW, length=timedelta(1), most=9).mails)


def test_a_hard_bounce_of_a_real_mail_stops_its_address_once(desk: Desk) -> None:
    sent = mails(desk.mail, desk.keys)[0]
    back = Letters(desk.mail, desk.keys, SETTINGS, [EDITION], SIGNS).compose(sent)
    report = dsn("5.1.1", "550 5.1.1 unknown", recipient=back.sender)

    first, second = (taken_in(desk, report, now=NOW) for _ in range(2))

    assert (first.did, first.subscriber, first.suppressed) == (Did.HARD, sent.subscriber, True)
    assert (second.did, second.why) == (Did.IGNORED, "it was counted before")
    found = suppression_of(desk.mail, desk.keys, sent.address)
    assert found is not None and found.reason is Reason.HARD_BOUNCE


def test_one_mail_counts_as_one_soft_bounce_however_often_it_comes_back(desk: Desk) -> None:
    sent = mails(desk.mail, desk.keys)[0]
    for _ in range(5):
        taken_in(desk, dsn("5.2.2", "full", recipient=to(desk.keys, sent.number, sent.subscriber)), now=NOW)

    assert suppression_of(desk.mail, desk.keys, sent.address) is None


def test_a_true_mark_of_another_reader_stops_nobody(desk: Desk) -> None:
    """The mark names both reader and mail; a mail that never went to that reader is none of ours."""
    first, second, _ = mails(desk.mail, desk.keys)
    done = taken_in(desk, dsn("5.1.1", "x", recipient=to(desk.keys, first.number, second.subscriber)), now=NOW)

    assert (done.did, done.why) == (Did.IGNORED, "it is about a mail that is not in the store")


def test_who_complains_is_sent_nothing_more(desk: Desk) -> None:
    done = taken_in(desk, arf(leave=leave_token(desk.keys, name(1))), now=NOW)

    assert (done.did, done.suppressed) == (Did.COMPLAINT, True)
    assert len(mails(desk.mail, desk.keys)) == 2
    assert sent_tally(desk.mail, issue=ISSUE.id).counts[MailState.SKIPPED] == 1


def test_who_leaves_by_mail_has_left_and_a_forged_wish_is_none(desk: Desk) -> None:
    out = "From: reader1@example.org\nTo: unsubscribe@news.example\nSubject: {}\n\n"
    real = leave_token(desk.keys, name(1))
    forged = real[:-4] + ("AAAA" if not real.endswith("AAAA") else "BBBB")

    assert taken_in(desk, out.format(forged).encode(), now=NOW).did is Did.FORGED
    assert standing(desk, name(1)) is Status.CONFIRMED
    assert taken_in(desk, out.format(real).encode(), now=NOW).did is Did.LEFT
    assert standing(desk, name(1)) is Status.LEFT


def standing(desk: Desk, who: str) -> Status:
    found = subscriber_of(desk.mail, who)
    assert found
    return found[1][0].status


def test_who_asks_by_mail_is_asked_back(desk: Desk) -> None:
    wanted = b"From: New <new@example.org>\nTo: subscribe-world@news.example\nSubject: hello\n\n"

    assert taken_in(desk, wanted, now=NOW).did is Did.ASKED
    assert sent_tally(desk.mail).counts[MailState.QUEUED] == 1


def test_a_maildir_is_read_once(tmp_path: Path, desk: Desk) -> None:
    box = tmp_path / "box"
    for part in ("new", "cur", "tmp"):
        (box / part).mkdir(parents=True)
    for number, sent in enumerate(mails(desk.mail, desk.keys)):
        report = dsn("5.1.1", "x", recipient=to(desk.keys, sent.number, sent.subscriber))
        (box / "new" / f"{number}.mx").write_bytes(report)
    (box / "new" / "large").write_bytes(b"x" * 2_000_001)

    assert [one.did for one in read_mailbox(desk, maildir(box), clock=lambda: NOW)] == [Did.HARD] * 3
    assert list(maildir(box)) == []
    assert sorted(one.name for one in (box / "cur").iterdir()) == ["0.mx:2,S", "1.mx:2,S", "2.mx:2,S", "large:2,S"]


def test_what_is_no_maildir_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoMaildir, match="is no maildir"):
        list(maildir(tmp_path))


def test_a_bounce_address_is_no_longer_than_servers_allow() -> None:
    assert len(to(number=36**6 - 1).partition("@")[0]) <= 64
