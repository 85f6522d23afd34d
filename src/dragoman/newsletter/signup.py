"""Signing up, confirming and leaving: what a stranger may do, how often, and that the answer tells nothing of others."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from dragoman.model import DragomanError
from dragoman.newsletter.editions import Caps
from dragoman.newsletter.signup_proof import proof_of
from dragoman.newsletter.subscribers import Address, BadAddress, address_of, network_of
from dragoman.newsletter.tokens import LIVES, BadToken, Purpose, Ticket, issued, ticket, token
from dragoman.store.database import Database
from dragoman.store.mail.limits import spend
from dragoman.store.mail.subscribers import Asking, ask, confirm, leave, subscriber_of
from dragoman.store.mail.values import Door, Keys, Limit, Origin, Status, Subscriber, Subscription, Wording

LEAST_SECONDS = 3
"""Nobody fills a form in faster."""
NETWORK_KEPT = timedelta(days=30)
"""How long a keyed digest of the network stays with a consent."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Why(StrEnum):
    """Why a sign-up was refused. Nothing of it depends on who is subscribed."""

    ADDRESS = "address"
    HASTE = "haste"
    STALE = "stale"
    PROOF = "proof"
    BUSY = "busy"


SAID = {
    Why.HASTE: "The form came faster than people type. Wait a few seconds, then send it again.",
    Why.STALE: "This form is too old. Send it again as it stands now.",
    Why.PROOF: "Your browser did not finish its small calculation. Send the form again, or sign up by mail.",
    Why.BUSY: "Too many people signed up just now. Try again in an hour, or sign up by mail.",
}


class Refused(DragomanError):
    """A sign-up that was not taken; the message is for the one who asked."""

    def __init__(self, why: Why, said: str | None = None) -> None:
        super().__init__(said or SAID[why])
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUp:
    """What a stranger sends. *host* is where from; *trap* is the field that people do not see."""

    address: str
    edition: str
    wording: Wording
    door: Door
    host: str | None = None
    trap: str = ""
    form: str | None = None
    proof: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Who holds a link, with all subscriptions. The *ticket* is what the link says."""

    ticket: Ticket
    subscriber: Subscriber
    subscriptions: tuple[Subscription, ...]

    def of(self, edition: str) -> Subscription | None:
        """The subscription to this edition."""
        return next((one for one in self.subscriptions if one.edition == edition), None)


def form_stamp(keys: Keys, edition: str, *, now: datetime) -> str:
    """What a form carries, so that it can be told when it was given out."""
    return token(keys, issued(Purpose.FORM, secrets.token_hex(8), edition, now=now))


def sign_up(mail: Database, keys: Keys, wanted: SignUp, caps: Caps, *, now: datetime) -> None:
    """Takes a sign-up and queues the question whether it was them. Raises `Refused`.

    A trapped robot, a suppressed address and one that asked too often hear what everybody hears, and no mail goes out.
    """
    if wanted.door is Door.WEB:
        _check_form(keys, wanted, now)
    address = _address(wanted.address)
    if wanted.trap:
        return
    if wanted.door is not Door.MAIL:
        _check_proof(mail, keys, wanted.proof, now)
    origin = origin_of(keys, wanted.wording, wanted.door, wanted.host, now=now)
    asking = Asking(address=address.written, address_key=address.key, edition=wanted.edition, origin=origin)
    found = ask(mail, keys, asking, limits(keys, address, wanted, caps), now=now)
    if found.over is not None and found.over != "address":
        raise Refused(Why.BUSY)


def limits(keys: Keys, address: Address, wanted: SignUp, caps: Caps) -> tuple[Limit, ...]:
    """What one sign-up counts against. The last holds whatever an attacker has many of."""
    network = "by mail" if wanted.door is Door.MAIL else network_of(wanted.host)
    of_network = caps.domain_an_hour if wanted.door is Door.MAIL else caps.network_an_hour
    return (
        Limit(name="address", key=keys.hashed("address", address.mailbox), most=caps.address_a_day, within=DAY),
        Limit(name="network", key=keys.hashed("network", network), most=of_network, within=HOUR),
        Limit(name="domain", key=keys.hashed("domain", address.domain), most=caps.domain_an_hour, within=HOUR),
        Limit(name="all", key=keys.hashed("all"), most=caps.confirmations_an_hour, within=HOUR),
    )


def origin_of(keys: Keys, wording: Wording, door: Door, host: str | None, *, now: datetime) -> Origin:
    """Where an act came from, as it is kept: of the network a digest, for a while."""
    if host is None:
        return Origin(wording=wording, door=door)
    hashed = keys.hashed("network", network_of(host))
    return Origin(wording=wording, door=door, network_hash=hashed, network_until=now + NETWORK_KEPT)


def standing(mail: Database, keys: Keys, written: str, *, purpose: Purpose, now: datetime) -> Standing:
    """Whom a link is of, and how it stands; changes nothing. Raises `BadToken`."""
    said = ticket(keys, written, purpose=purpose, now=now)
    found = subscriber_of(mail, said.subscriber)
    if found is None:
        raise BadToken("nothing is held about this address any more: there is nothing left to do")
    return Standing(ticket=said, subscriber=found[0], subscriptions=found[1])


def confirm_sign_up(mail: Database, keys: Keys, written: str, origin: Origin, *, now: datetime) -> Standing:
    """Confirms by the link of the mail; doing so twice changes nothing. Raises `BadToken`."""
    said = ticket(keys, written, purpose=Purpose.CONFIRM, now=now)
    after = confirm(mail, keys, said.subscriber, said.edition or "", origin, now=now)
    if after is None:
        raise BadToken("nobody asked for this edition at this address: sign up once more")
    if after.status is Status.LEFT:
        raise BadToken("this edition was left since: sign up once more to get it again")
    if after.status is Status.SUPPRESSED:
        raise BadToken("mail to this address came back or was complained of: write to us")
    return standing(mail, keys, written, purpose=Purpose.CONFIRM, now=now)


def leave_by_link(mail: Database, keys: Keys, written: str, origin: Origin, *, now: datetime) -> Ticket:
    """Ends what the link of a mail is about, at once; doing so twice changes nothing. Raises `BadToken`."""
    said = ticket(keys, written, purpose=Purpose.UNSUBSCRIBE, now=now)
    leave(mail, said.subscriber, None if said.edition is None else [said.edition], origin, now=now)
    return said


def keep_only(
    mail: Database, keys: Keys, written: str, kept: Iterable[str], origin: Origin, *, now: datetime
) -> Standing:
    """Leaves every edition that is not *kept*. Raises `BadToken`."""
    held = standing(mail, keys, written, purpose=Purpose.PREFERENCES, now=now)
    wanted = set(kept)
    running = [one.edition for one in held.subscriptions if one.status in (Status.PENDING, Status.CONFIRMED)]
    gone = [one for one in running if one not in wanted]
    leave(mail, held.subscriber.id, gone, origin, now=now)
    return standing(mail, keys, written, purpose=Purpose.PREFERENCES, now=now)


def _address(written: str) -> Address:
    try:
        return address_of(written)
    except BadAddress as error:
        raise Refused(Why.ADDRESS, f"{str(error)[:1].upper()}{str(error)[1:]}.") from None


def _check_form(keys: Keys, wanted: SignUp, now: datetime) -> None:
    try:
        said = ticket(keys, wanted.form or "", purpose=Purpose.FORM, now=now)
    except BadToken:
        raise Refused(Why.STALE) from None
    given = (said.expires or now) - LIVES[Purpose.FORM]
    if said.edition != wanted.edition:
        raise Refused(Why.STALE)
    if now - given < timedelta(seconds=LEAST_SECONDS):
        raise Refused(Why.HASTE)


def _check_proof(mail: Database, keys: Keys, written: str | None, now: datetime) -> None:
    proof = proof_of(keys, written, now=now)
    if proof is None or not spend(mail, proof.id, expires=proof.expires, now=now):
        raise Refused(Why.PROOF)
