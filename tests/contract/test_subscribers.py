"""Signing up, confirming, leaving and being forgotten, on both databases."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import event, func, inspect, select
from tests.conftest import SOAK

from dragoman.newsletter import signup_proof
from dragoman.newsletter.editions import Caps
from dragoman.newsletter.signup import (
    Refused,
    SignUp,
    Standing,
    Why,
    confirm_sign_up,
    form_stamp,
    keep_only,
    leave_by_link,
    sign_up,
    standing,
)
from dragoman.newsletter.signup_mail import AskedByMail, LeftByMail, asked_by_mail
from dragoman.newsletter.signup_proof import LIFE, challenge, solved
from dragoman.newsletter.subscribers import address_of
from dragoman.newsletter.tokens import BadToken, Purpose, issued, token
from dragoman.store import Database, StoreError, opened
from dragoman.store.mail.database import opened_mail
from dragoman.store.mail.erasing import erase_address, held_about, swept
from dragoman.store.mail.keys import keys_of, rotate_keys
from dragoman.store.mail.limits import tidy
from dragoman.store.mail.schema import consents, metadata, subscribers
from dragoman.store.mail.schema_sending import mail_deliveries
from dragoman.store.mail.subscribers import subscriber_at, tally
from dragoman.store.mail.suppression import lift_suppression, suppress, suppression_of
from dragoman.store.mail.values import ConsentAct, Door, Keys, Origin, Reason, Status, Wording

NOW = datetime(2026, 11, 29, 7, tzinfo=UTC)
WORDS = Wording(text="Send me the morning brief at this address. I can leave at any time.", version="1")
ORIGIN = Origin(wording=WORDS, door=Door.WEB)
ANNA = "Anna@example.org"
FREE = Caps(confirmations_an_hour=10**6, address_a_day=10**6, network_an_hour=10**6, domain_an_hour=10**6)


@pytest.fixture(autouse=True)
def little_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work of a browser is measured elsewhere."""
    monkeypatch.setattr(signup_proof, "COUNTERS", range(1, 3))


@pytest.fixture
def mail(address: str) -> Iterator[Database]:
    with opened_mail(address, create=True) as mail:
        yield mail


@pytest.fixture
def keys(mail: Database) -> Keys:
    return keys_of(mail, now=NOW)


def asks(
    mail: Database,
    keys: Keys,
    address: str = ANNA,
    *,
    edition: str = "morning",
    caps: Caps = FREE,
    now: datetime = NOW,
    host: str | None = "203.0.113.7",
    door: Door = Door.MAIL,
) -> None:
    wanted = SignUp(address=address, edition=edition, wording=WORDS, door=door, host=host)
    sign_up(mail, keys, wanted, caps, now=now)


def by_web(keys: Keys, *, given: datetime = NOW, trap: str = "", proof: str | None = None) -> SignUp:
    form = form_stamp(keys, "morning", now=given)
    return SignUp(
        address=ANNA, edition="morning", wording=WORDS, door=Door.WEB, host="203.0.113.7", form=form, trap=trap,
        proof=proof or solved(challenge(keys, now=NOW)),
    )  # fmt: skip


def link(mail: Database, keys: Keys, purpose: Purpose, address: str = ANNA, edition: str | None = "morning") -> str:
    return token(keys, issued(purpose, _id(mail, address), edition, now=NOW))


def _id(mail: Database, address: str) -> str:
    found = subscriber_at(mail, address_of(address).key)
    assert found is not None
    return found[0].id


def status(mail: Database, address: str = ANNA, edition: str = "morning") -> Status | None:
    found = subscriber_at(mail, address_of(address).key)
    return next((one.status for one in found[1] if one.edition == edition), None) if found else None


def confirms(mail: Database, keys: Keys, *, now: datetime = NOW) -> Standing:
    return confirm_sign_up(mail, keys, link(mail, keys, Purpose.CONFIRM), ORIGIN, now=now)


def mails_queued(mail: Database) -> int:
    with mail.reads() as connection:
        return connection.execute(select(func.count()).select_from(mail_deliveries)).scalar_one()


# The file


def test_the_subscribers_are_not_in_the_press(database: Database, address: str) -> None:
    with opened_mail(address, create=True) as mail:
        if mail.file:
            assert mail.file.name == Path(address).stem + ".newsletter.db"
            assert stat.S_IMODE(mail.file.stat().st_mode) == 0o600
    with opened(address), opened_mail(address):
        pass


def test_the_press_may_come_after_the_subscribers(mail: Database, address: str) -> None:
    with opened(address, create=True):
        assert status(mail) is None


def test_subscribers_that_are_not_there_yet_say_how_to_start(address: str) -> None:
    with pytest.raises(StoreError, match="dragoman subscribers add"), opened_mail(address):
        pass


def test_the_migrated_schema_is_the_one_that_is_used(mail: Database) -> None:
    found = inspect(mail.engine)
    for table in metadata.tables.values():
        columns = {one["name"]: one["nullable"] for one in found.get_columns(table.name)}
        assert columns == {one.name: bool(one.nullable) for one in table.columns}
        assert {one["name"] for one in found.get_indexes(table.name)} >= {one.name for one in table.indexes}


def test_every_commit_is_on_the_disk(mail: Database) -> None:
    if mail.sqlite:
        with mail.reads() as connection:
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2


# Signing up


def test_who_asks_is_pending_until_the_button_is_pressed(mail: Database, keys: Keys) -> None:
    asks(mail, keys)

    assert status(mail) is Status.PENDING
    assert mails_queued(mail) == 1
    assert confirms(mail, keys).of("morning").status is Status.CONFIRMED  # type: ignore[union-attr]


def test_opening_a_link_changes_nothing(mail: Database, keys: Keys) -> None:
    asks(mail, keys)
    for purpose in (Purpose.CONFIRM, Purpose.UNSUBSCRIBE, Purpose.PREFERENCES):
        standing(mail, keys, link(mail, keys, purpose), purpose=purpose, now=NOW)

    assert status(mail) is Status.PENDING


def test_asking_again_never_ends_what_was_confirmed(mail: Database, keys: Keys) -> None:
    asks(mail, keys)
    confirms(mail, keys)
    asks(mail, keys, "anna@EXAMPLE.org", now=NOW + timedelta(days=1))

    assert status(mail) is Status.CONFIRMED
    assert tally(mail) == {"morning": {Status.CONFIRMED: 1}}


def test_a_consent_keeps_words_version_time_and_door(mail: Database, keys: Keys) -> None:
    asks(mail, keys, door=Door.MAIL)
    confirms(mail, keys, now=NOW + timedelta(minutes=5))

    asked, confirmed = held_about(mail, keys, ANNA, address_of(ANNA).key).consents
    assert (asked.act, asked.at, asked.origin.door) == (ConsentAct.ASKED, NOW, Door.MAIL)
    assert (confirmed.act, confirmed.at) == (ConsentAct.CONFIRMED, NOW + timedelta(minutes=5))
    assert asked.origin.wording == WORDS


def test_the_network_is_kept_as_a_digest_for_thirty_days(mail: Database, keys: Keys) -> None:
    asks(mail, keys)
    (asked,) = held_about(mail, keys, ANNA, address_of(ANNA).key).consents
    assert asked.origin.network_hash
    assert "203.0.113" not in asked.origin.network_hash

    tidy(mail, now=NOW + timedelta(days=30))
    (asked,) = held_about(mail, keys, ANNA, address_of(ANNA).key).consents
    assert asked.origin.network_hash is None


def test_a_confirmation_cannot_bring_back_who_left(mail: Database, keys: Keys) -> None:
    asks(mail, keys)
    confirms(mail, keys)
    leave_by_link(mail, keys, link(mail, keys, Purpose.UNSUBSCRIBE), ORIGIN, now=NOW)

    with pytest.raises(BadToken, match="left since"):
        confirms(mail, keys)
    assert status(mail) is Status.LEFT


def test_who_left_may_sign_up_again(mail: Database, keys: Keys) -> None:
    asks(mail, keys)
    leave_by_link(mail, keys, link(mail, keys, Purpose.UNSUBSCRIBE), ORIGIN, now=NOW)
    asks(mail, keys)

    assert confirms(mail, keys).of("morning").status is Status.CONFIRMED  # type: ignore[union-attr]


# Leaving


def test_leaving_twice_is_leaving_once(mail: Database, keys: Keys) -> None:
    asks(mail, keys)
    confirms(mail, keys)
    leaving = link(mail, keys, Purpose.UNSUBSCRIBE)
    rotated = rotate_keys(mail, now=NOW)
    for day in (1, 4000):
        leave_by_link(mail, rotated, leaving, ORIGIN, now=NOW + timedelta(days=day))

    assert status(mail) is Status.LEFT
    acts = [one.act for one in held_about(mail, rotated, ANNA, address_of(ANNA).key).consents]
    assert acts == [ConsentAct.ASKED, ConsentAct.CONFIRMED, ConsentAct.LEFT]


def test_leaving_one_edition_keeps_the_others(mail: Database, keys: Keys) -> None:
    for edition in ("morning", "world"):
        asks(mail, keys, edition=edition)
    leave_by_link(mail, keys, link(mail, keys, Purpose.UNSUBSCRIBE), ORIGIN, now=NOW)

    assert (status(mail), status(mail, edition="world")) == (Status.LEFT, Status.PENDING)


def test_a_link_about_all_editions_ends_all(mail: Database, keys: Keys) -> None:
    for edition in ("morning", "world"):
        asks(mail, keys, edition=edition)
    leave_by_link(mail, keys, link(mail, keys, Purpose.UNSUBSCRIBE, edition=None), ORIGIN, now=NOW)

    assert (status(mail), status(mail, edition="world")) == (Status.LEFT, Status.LEFT)


def test_preferences_end_what_is_not_kept(mail: Database, keys: Keys) -> None:
    for edition in ("morning", "world"):
        asks(mail, keys, edition=edition)
    keep_only(mail, keys, link(mail, keys, Purpose.PREFERENCES, edition=None), ["world"], ORIGIN, now=NOW)

    assert (status(mail), status(mail, edition="world")) == (Status.LEFT, Status.PENDING)


def test_a_link_of_somebody_who_was_erased_ends_nothing_and_says_so(mail: Database, keys: Keys) -> None:
    asks(mail, keys)
    leaving, confirming = (link(mail, keys, one) for one in (Purpose.UNSUBSCRIBE, Purpose.CONFIRM))
    erase_address(mail, keys, address_of(ANNA).key, now=NOW)

    leave_by_link(mail, keys, leaving, ORIGIN, now=NOW)
    with pytest.raises(BadToken, match="sign up once more"):
        confirm_sign_up(mail, keys, confirming, ORIGIN, now=NOW)
    with pytest.raises(BadToken, match="nothing is held"):
        standing(mail, keys, leaving, purpose=Purpose.UNSUBSCRIBE, now=NOW)


# Robots


def test_a_form_with_its_proof_is_taken(mail: Database, keys: Keys) -> None:
    sign_up(mail, keys, by_web(keys), Caps(), now=NOW + timedelta(seconds=5))

    assert status(mail) is Status.PENDING


@pytest.mark.parametrize(("after", "why"), [(timedelta(seconds=1), Why.HASTE), (timedelta(hours=13), Why.STALE)])
def test_a_form_that_came_too_fast_or_too_late_is_given_back(
    mail: Database, keys: Keys, after: timedelta, why: Why
) -> None:
    with pytest.raises(Refused) as refused:
        sign_up(mail, keys, by_web(keys), Caps(), now=NOW + after)

    assert refused.value.why is why


def test_a_robot_in_the_trap_hears_what_everybody_hears(mail: Database, keys: Keys) -> None:
    sign_up(mail, keys, by_web(keys, trap="https://spam.example"), Caps(), now=NOW + timedelta(seconds=5))

    assert status(mail) is None


def test_a_proof_counts_once(mail: Database, keys: Keys) -> None:
    wanted = by_web(keys)
    sign_up(mail, keys, wanted, Caps(), now=NOW + timedelta(seconds=5))

    with pytest.raises(Refused) as refused:
        sign_up(mail, keys, wanted, Caps(), now=NOW + timedelta(seconds=6))
    assert refused.value.why is Why.PROOF


def test_a_used_proof_is_remembered_as_long_as_it_would_hold(mail: Database, keys: Keys) -> None:
    wanted = by_web(keys)
    sign_up(mail, keys, wanted, Caps(), now=NOW + timedelta(seconds=5))
    for later in (LIFE - timedelta(seconds=1), LIFE + timedelta(hours=1)):
        tidy(mail, now=NOW + later)
        with pytest.raises(Refused):
            sign_up(mail, keys, wanted, Caps(), now=NOW + later)


@pytest.mark.parametrize("proof", ["", "e30=", "x" * 5000, "bnVsbA==", "W10=", "\u0661", "eyJjaGFsbGVuZ2UiOnt9fQ=="])
def test_without_a_proof_nothing_is_taken(mail: Database, keys: Keys, proof: str) -> None:
    wanted = SignUp(address=ANNA, edition="morning", wording=WORDS, door=Door.API, proof=proof)
    with pytest.raises(Refused) as refused:
        sign_up(mail, keys, wanted, Caps(), now=NOW)

    assert refused.value.why is Why.PROOF
    assert status(mail) is None


def test_a_challenge_of_somebody_else_proves_nothing(mail: Database, keys: Keys) -> None:
    strangers = Keys(current=keys.current, hashing=keys.current)
    wanted = by_web(keys, proof=solved(challenge(strangers, now=NOW)))
    with pytest.raises(Refused):
        sign_up(mail, keys, wanted, Caps(), now=NOW + timedelta(seconds=5))


# Limits


ATTACK = 10_000 if SOAK else 250


def test_an_attacker_with_many_addresses_stays_under_the_cap(mail: Database, keys: Keys) -> None:
    """From ever other networks and domains, over two hours: in no hour go out more mails than the operator allows."""
    sent: list[datetime] = []
    caps = Caps(confirmations_an_hour=20)
    for at in range(ATTACK):
        now = NOW + timedelta(seconds=at * 7200 / ATTACK)
        host = f"198.{at % 250}.{at // 250}.9"
        try:
            asks(mail, keys, f"victim{at}@d{at}.example.org", caps=caps, now=now, host=host)
        except Refused:
            continue
        sent.append(now)

    assert mails_queued(mail) == len(sent)
    hour = timedelta(hours=1)
    assert max(sum(1 for other in sent if one - hour < other <= one) for one in sent) <= caps.confirmations_an_hour


def test_many_who_come_at_once_stay_under_the_cap(address: str) -> None:
    """Each over a connection of its own, as several processes of the site would."""
    with opened_mail(address, create=True) as mail:
        keys = keys_of(mail, now=NOW)

    def comes(at: int) -> bool:
        with opened_mail(address) as own:
            try:
                asks(own, keys, f"p{at}@d{at}x-press.org", caps=Caps(confirmations_an_hour=5), host=f"203.{at}.0.1")
            except Refused:
                return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(comes, range(24))) == 5


@pytest.mark.parametrize(
    ("caps", "written", "host"),
    [
        (Caps(network_an_hour=2), "p{at}@d{at}x-press.org", "203.0.113.{at}"),
        (Caps(domain_an_hour=2), "p{at}@sub{at}.example.org", "203.{at}.113.1"),
        (Caps(confirmations_an_hour=2), "p{at}@d{at}x-press.org", "203.{at}.113.1"),
    ],
)
def test_the_third_mail_of_two_is_refused(mail: Database, keys: Keys, caps: Caps, written: str, host: str) -> None:
    wanted = [
        SignUp(
            address=written.format(at=at), edition="morning", wording=WORDS, door=Door.API, host=host.format(at=at),
            proof=solved(challenge(keys, now=NOW)),
        )
        for at in range(3)
    ]  # fmt: skip
    for one in wanted[:2]:
        sign_up(mail, keys, one, caps, now=NOW)

    with pytest.raises(Refused) as refused:
        sign_up(mail, keys, wanted[2], caps, now=NOW)
    assert refused.value.why is Why.BUSY


def test_one_mailbox_is_not_filled_by_its_tags(mail: Database, keys: Keys) -> None:
    for at in range(10):
        asks(mail, keys, f"an.na+{at}@example.org", caps=Caps())

    assert mails_queued(mail) == Caps().address_a_day


def test_limits_are_told_to_nobody_by_address(mail: Database, keys: Keys) -> None:
    for at in range(10):
        asks(mail, keys, caps=Caps(), now=NOW + timedelta(minutes=at))

    assert mails_queued(mail) == 1  # one that still waits is not queued twice


# The same for everybody


def statements(mail: Database, keys: Keys, address: str) -> list[str]:
    seen: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        seen.append(statement.split(maxsplit=3)[0].replace("ROLLBACK", "RELEASE"))

    event.listen(mail.engine, "before_cursor_execute", note)
    try:
        asks(mail, keys, address)
    finally:
        event.remove(mail.engine, "before_cursor_execute", note)
    return seen


def test_known_unknown_and_suppressed_addresses_cost_the_same(mail: Database, keys: Keys) -> None:
    asks(mail, keys, "known@example.org")
    confirm_sign_up(mail, keys, link(mail, keys, Purpose.CONFIRM, "known@example.org"), ORIGIN, now=NOW)
    with mail.writes() as connection:
        connection.execute(mail_deliveries.delete())
    suppress(mail, keys, "blocked@example.org", Reason.COMPLAINT, now=NOW)

    unknown = statements(mail, keys, "unknown@example.org")
    assert statements(mail, keys, "known@example.org") == unknown
    assert statements(mail, keys, "blocked@example.org") == unknown


# Suppressed and forgotten


@pytest.mark.parametrize("reason", [Reason.HARD_BOUNCE, Reason.COMPLAINT, Reason.ASKED])
def test_nothing_is_sent_to_a_suppressed_address(mail: Database, keys: Keys, reason: Reason) -> None:
    asks(mail, keys)
    suppress(mail, keys, address_of(ANNA).key, reason, now=NOW)
    before = mails_queued(mail)
    asks(mail, keys)

    assert status(mail) is Status.SUPPRESSED
    assert mails_queued(mail) == before
    with pytest.raises(BadToken, match="write to us"):
        confirms(mail, keys)


def test_a_suppression_survives_that_everything_is_erased(mail: Database, keys: Keys) -> None:
    asks(mail, keys)
    suppress(mail, keys, address_of(ANNA).key, Reason.COMPLAINT, now=NOW)
    erase_address(mail, keys, address_of(ANNA).key, now=NOW)
    asks(mail, keys)

    found = suppression_of(mail, keys, address_of(ANNA).key)
    assert found is not None
    assert found.reason is Reason.COMPLAINT
    assert subscriber_at(mail, address_of(ANNA).key) is None


def test_who_was_erased_may_come_back_by_their_own_mailbox(mail: Database, keys: Keys) -> None:
    asks(mail, keys)
    erase_address(mail, keys, address_of(ANNA).key, now=NOW)
    asks(mail, keys)
    assert suppression_of(mail, keys, address_of(ANNA).key) is not None
    confirms(mail, keys)

    assert suppression_of(mail, keys, address_of(ANNA).key) is None


def test_an_operator_may_lift_a_suppression(mail: Database, keys: Keys) -> None:
    suppress(mail, keys, address_of(ANNA).key, Reason.HARD_BOUNCE, now=NOW)

    assert lift_suppression(mail, keys, address_of(ANNA).key)
    assert not lift_suppression(mail, keys, address_of(ANNA).key)
    asks(mail, keys)
    assert status(mail) is Status.PENDING


def test_erasing_leaves_nothing_of_the_address(mail: Database, keys: Keys) -> None:
    for edition in ("morning", "world"):
        asks(mail, keys, edition=edition)
    confirms(mail, keys)
    with mail.writes() as connection:
        connection.execute(mail_deliveries.update().values(reply=f"<{ANNA}>: no such user"))
    number = _id(mail, ANNA)
    assert erase_address(mail, keys, address_of(ANNA).key, now=NOW)
    assert swept(mail) is None

    assert not erase_address(mail, keys, address_of(ANNA).key, now=NOW)
    held = held_about(mail, keys, ANNA, address_of(ANNA).key)
    assert (held.subscriber, held.consents, held.subscriptions) == (None, (), ())
    assert held.suppression is not None
    with mail.reads() as connection:
        assert connection.execute(select(func.count()).select_from(subscribers)).scalar_one() == 0
        assert connection.execute(select(func.count()).select_from(consents)).scalar_one() == 0
        for table in metadata.sorted_tables:
            rows = [str(row).casefold() for row in connection.execute(select(table))]
            assert not [row for row in rows if "anna" in row]
            assert table is mail_deliveries or not [row for row in rows if number in row]
    if mail.file:
        for file in mail.file.parent.glob("*newsletter*"):
            written = file.read_bytes().lower()
            assert b"anna" not in written


# By mail


def message(**headers: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in {"From": "Anna <Anna@example.org>", "To": "subscribe-morning@news.example", **headers}.items():
        made[name.replace("_", "-")] = value
    return made


def test_a_mail_to_the_edition_asks_for_it() -> None:
    found = asked_by_mail(message(), {"morning"})

    assert found == AskedByMail(address=address_of(ANNA), edition="morning")


def test_a_mail_with_the_link_s_token_leaves(mail: Database, keys: Keys) -> None:
    asks(mail, keys)
    leaving = link(mail, keys, Purpose.UNSUBSCRIBE)

    assert asked_by_mail(message(Subject=f"Re: {leaving}"), {"morning"}) == LeftByMail(token=leaving)


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"Return_Path": "<>"},
        {"List_Id": "<other.example>"},
        {"To": "subscribe-evening@news.example"},
        {"To": "info@news.example"},
        {"From": "Anna <anna@example.org>, Ben <ben@example.org>"},
        {"From": "nobody"},
    ],
)
def test_a_mail_that_asks_for_nothing_is_left_alone(headers: dict[str, str]) -> None:
    assert asked_by_mail(message(**headers), {"morning"}) is None
