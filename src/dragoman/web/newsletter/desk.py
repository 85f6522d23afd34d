"""What the newsletter's pages work with: its subscribers, its editions, its keys and the time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends
from starlette.exceptions import HTTPException

from dragoman.newsletter.editions import Caps, Edition
from dragoman.newsletter.editions_toml import Newsletter
from dragoman.newsletter.signup import origin_of
from dragoman.newsletter.signup_words import leaving, wording_of
from dragoman.store import Database
from dragoman.store.mail.database import opened_mail
from dragoman.store.mail.keys import keys_of
from dragoman.store.mail.values import Door, Keys, Origin
from dragoman.web.asking import Ask


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One request's work on the newsletter. *host* is where it comes from."""

    mail: Database
    newsletter: Newsletter
    keys: Keys
    now: datetime
    host: str

    @property
    def caps(self) -> Caps:
        return self.newsletter.settings.caps

    def edition(self, name: str) -> Edition:
        """The edition of this name; a page that says which there are where there is none."""
        found = self.newsletter.edition(name)
        if found is None:
            raise HTTPException(404, "There is no such edition. The list of editions is at /newsletter.")
        return found

    def titled(self, name: str | None) -> str:
        """How an edition is called; one that the operator has ended by its name alone."""
        found = self.newsletter.edition(name) if name else None
        return found.title if found else name or "every edition"

    def agreeing(self, name: str) -> Origin:
        """Where a confirmation of this edition comes from."""
        return origin_of(
            self.keys, wording_of(self.newsletter.settings, self.edition(name)), Door.WEB, self.host, now=self.now
        )

    def leaving(self, name: str | None) -> Origin:
        """Where leaving comes from; of that no network is kept."""
        return Origin(wording=leaving(name), door=Door.WEB)


def desk(ask: Ask) -> Iterator[Desk]:
    """The desk for one request; 404 where this site has no newsletter."""
    newsletter: Newsletter | None = ask.request.app.state.newsletter
    if ask.mail is None or newsletter is None:
        raise HTTPException(404, "This site has no newsletter.")
    now = ask.now
    with opened_mail(ask.mail, create=True) as mail:
        yield Desk(
            mail=mail, newsletter=newsletter, keys=keys_of(mail, now=now), now=now, host=ask.access.address(ask.request)
        )


At = Annotated[Desk, Depends(desk)]
