"""Which mail a reader gets: the issue of their edition, or the question whether they want it, with their own links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from html import escape
from threading import Lock
from urllib.parse import quote, urlsplit

from dragoman.newsletter.editions import Edition, Settings
from dragoman.newsletter.messages import Letter, Prepared, Reader, bare, message, prepared
from dragoman.newsletter.sending_link import Envelope
from dragoman.newsletter.sending_signature import Signer
from dragoman.newsletter.tokens import LIVES, Purpose, bounce_part, issued, token
from dragoman.store import Database
from dragoman.store.mail.sending import issue_by_id
from dragoman.store.mail.sending_values import Claimed
from dragoman.store.mail.values import Keys

PATHS = {purpose: f"/newsletter/{purpose}/" for purpose in (Purpose.CONFIRM, Purpose.UNSUBSCRIBE, Purpose.PREFERENCES)}
"""Where on the site a link of each kind leads; its token comes last."""
CONFIRM_SIGN = "{confirm-link}"
LEAVE_BOX = "unsubscribe"
"""The mailbox, at the domain of the lists, that a token in the subject of a mail is sent to."""
MOST_PREPARED = 8
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class Letters:
    """Composes mails. *signs* are those that an issue has in its text, with the kind of link that each stands for."""

    def __init__(
        self,
        mail: Database,
        keys: Keys,
        settings: Settings,
        editions: Iterable[Edition],
        signs: Mapping[str, Purpose],
        signer: Signer | None = None,
    ) -> None:
        self._mail, self._keys, self._settings, self._signer = mail, keys, settings, signer
        self._editions = {one.name: one for one in editions}
        self._signs = signs
        self._ready: dict[str, Prepared] = {}
        self._lock = Lock()

    def compose(self, claimed: Claimed) -> Envelope:
        """The mail as it goes out, the same whenever it is made."""
        edition = self._editions.get(claimed.edition)
        if edition is None:
            raise ValueError(f"there is no edition {claimed.edition!r} any more")
        ready = self._question(claimed, edition) if claimed.issue is None else self._issue(claimed.issue, edition)
        made = message(ready, self._reader(claimed, edition))
        return Envelope(
            sender=return_address(self._settings, self._keys, claimed, edition),
            message=self._signer.signed(made) if self._signer else made,
        )

    def _issue(self, id: str, edition: Edition) -> Prepared:
        """The issue, made ready once for all its readers."""
        with self._lock:
            if (known := self._ready.get(id)) is not None:
                return known
            issue = issue_by_id(self._mail, id)
            if issue is None:
                raise ValueError(f"there is no issue {id!r}")
            letter = Letter(
                sender=edition.sender or self._settings.sender,
                subject=issue.subject,
                html=issue.html,
                text=issue.text,
                at=issue.made,
                list_id=edition.list_id or None,
                reply_to=self._settings.reply_to,
            )
            if len(self._ready) >= MOST_PREPARED:
                self._ready.clear()
            return self._ready.setdefault(id, prepared(letter, tuple(self._signs)))

    def _question(self, claimed: Claimed, edition: Edition) -> Prepared:
        sender = edition.sender or self._settings.sender
        letter = question(edition, sender=sender, site=self._settings.base_url, at=claimed.queued)
        return prepared(letter, (CONFIRM_SIGN,))

    def _reader(self, claimed: Claimed, edition: Edition) -> Reader:
        if claimed.issue is None:
            fills = {CONFIRM_SIGN: self._link(Purpose.CONFIRM, claimed)}
            return Reader(to=claimed.address, message_id=claimed.message_id, fills=fills)
        fills = {sign: self._link(purpose, claimed) for sign, purpose in self._signs.items()}
        one_click = self._link(Purpose.UNSUBSCRIBE, claimed)
        by_mail = f"mailto:{LEAVE_BOX}@{self._settings.list_domain}?subject={quote(one_click.rpartition('/')[2])}"
        return Reader(to=claimed.address, message_id=claimed.message_id, fills=fills, leave=(one_click, by_mail))

    def _link(self, purpose: Purpose, claimed: Claimed) -> str:
        """A link of a reader's own. What expires does so from when the mail was asked for."""
        edition = None if purpose is Purpose.PREFERENCES else claimed.edition
        said = issued(purpose, claimed.subscriber, edition, now=claimed.queued)
        return f"{self._settings.base_url}{PATHS[purpose]}{token(self._keys, said)}"


def question(edition: Edition, *, sender: str, site: str, at: datetime) -> Letter:
    """Asks whether an edition is wanted."""
    host, days = urlsplit(site).hostname or site, LIVES[Purpose.CONFIRM].days
    lines = (
        f"Somebody, you we hope, asked for “{edition.title}” at {host}.",
        "If it was you, open this page and press its button:",
        f"The link holds for {days} days. If it was not you, do nothing: you will not hear from us again.",
    )
    link = f'<p><a href="{CONFIRM_SIGN}">{CONFIRM_SIGN}</a></p>'
    first, second, last = (f"<p>{escape(line)}</p>" for line in lines)
    return Letter(
        sender=sender,
        subject=f"Please confirm: {edition.title}",
        text="\n\n".join((lines[0], lines[1], CONFIRM_SIGN, lines[2])) + "\n",
        html=f'<!doctype html><html lang="en"><body>{first}{second}{link}{last}</body></html>\n',
        at=at,
    )


def return_address(settings: Settings, keys: Keys, claimed: Claimed, edition: Edition) -> str:
    """Where the mail comes back to: an address of its own, which nobody else can make; else the sender's."""
    if not settings.bounces:
        return bare(edition.sender or settings.sender)
    box, _, host = bare(settings.bounces).rpartition("@")
    return f"{box}+{bounce_part(keys, claimed.subscriber, written_number(claimed.number))}@{host}"


def written_number(number: int) -> str:
    """A number in letters and digits."""
    written = ""
    while number or not written:
        number, rest = divmod(number, len(DIGITS))
        written = DIGITS[rest] + written
    return written


def read_number(written: str) -> int:
    """The number that was written so. Raises `ValueError`."""
    return int(written, len(DIGITS))
