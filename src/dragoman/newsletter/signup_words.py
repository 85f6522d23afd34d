"""What people agree to, and what is said of how their address is kept; the operator's own texts where there are some."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model import digest
from dragoman.newsletter.editions import Edition, Settings
from dragoman.newsletter.signup import NETWORK_KEPT
from dragoman.store.mail.values import Wording

TERMS = """The newsletter is free of charge.

You get the editions that you asked for and confirmed, and nothing else. No edition carries advertisements of others.

You can stop each edition at any time: by the link at the end of every mail, by your mail program's own button, or by \
a mail to us. One click is enough.

The newsletter repeats what the press reports, with the words that it rests on and a link to them. Whether the press is \
right it does not say."""
PRIVACY = f"""What is stored: your address; which editions you asked for; when you asked, confirmed and left; the words \
that you agreed to; whether you came by this page, by a program or by mail; and which mails went out to you and whether \
they came back.

A keyed digest of the network that you signed up from is stored for {NETWORK_KEPT.days} days, so that nobody signs up \
strangers by the thousand. The network itself is not stored.

What it is for: to send you what you asked for, and to be able to show that you did. The address is given to nobody. \
The mails load no pictures and nothing else from elsewhere, and nobody counts whether you open them.

How long: until you ask us to forget you. Your own page, linked at the end of every mail, has a button for it. What \
stays then is a keyed digest of the address, so that no list brings it back. The address cannot be read from it.

Whoever runs this site answers for it. Write to the address that the mails come from to see what is stored about you."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The two texts as paragraphs, and the version of both."""

    terms: tuple[str, ...]
    privacy: tuple[str, ...]
    version: str


def texts_of(settings: Settings) -> Texts:
    """The operator's texts, or those that say what the program does."""
    terms, privacy = settings.terms or TERMS, settings.privacy or PRIVACY
    return Texts(terms=_paragraphs(terms), privacy=_paragraphs(privacy), version=digest(terms, privacy, size=8))


def wording_of(settings: Settings, edition: Edition) -> Wording:
    """What somebody agrees to who signs up for *edition*; the version changes with every word of all three texts."""
    text = f"Send me “{edition.title}” by mail to this address. I can stop it at any time with one click."
    return Wording(text=text, version=digest(text, texts_of(settings).version, size=8))


def leaving(edition: str | None) -> Wording:
    """What somebody presses who leaves."""
    return Wording(text=f"Stop {edition or 'all editions'}.", version="1")


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.split("\n\n") if part.strip())
