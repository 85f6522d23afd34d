"""dragoman.toml: the newsletter's settings and its editions. Whatever is wrong is named by file and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from difflib import get_close_matches
from email.utils import parseaddr
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError

from dragoman.knowledge import organisations, states
from dragoman.knowledge.world_regions import region_named, world_regions
from dragoman.ledger.sides import channel_of, key
from dragoman.model import DragomanError, EventType, MeetingStatus, Stance
from dragoman.net import PUBLIC, Allow
from dragoman.net.mail import MailServer, Security, is_mailbox
from dragoman.newsletter.editions import EVERY_DAY, LENGTH, Caps, Dkim, Edition, Settings

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
NEWSLETTER = (
    *("base_url", "sender", "list_domain", "reply_to", "bounces"),
    *("terms", "privacy", "smtp", "dkim", "caps"),
)
SMTP = ("host", "port", "security", "user", "password_env", "allow")
DKIM = ("key_file", "selector", "domain")
CAPS = ("mails_an_hour", "confirmations_an_hour", "address_a_day", "network_an_hour", "domain_an_hour")
EDITION = (
    *("name", "title", "at", "zone", "weekdays", "states", "regions", "dyads", "channels", "types", "sources"),
    *("length", "language", "sender", "list_id", "empty"),
)
MOST_LONG = 100

AllowOf = Callable[[tuple[str, ...], str], Allow]
"""What a server's *allow* opens; raises `ValueError`."""


class WrongNewsletter(DragomanError):
    """dragoman.toml cannot be used: `file: key: what to write instead`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsletter:
    """All that stands in the file."""

    settings: Settings
    editions: tuple[Edition, ...]

    def edition(self, name: str) -> Edition | None:
        return next((one for one in self.editions if one.name == name), None)


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of the file, and what it is called in errors."""

    file: Path
    path: str
    values: Mapping[str, Any]

    def wrong(self, key: str, said: str) -> WrongNewsletter:
        return WrongNewsletter(f"{self.file}: {self.path}{'.' if self.path and key else ''}{key}: {said}")

    def known(self, keys: Iterable[str]) -> None:
        """Raises where a key is none of *keys*."""
        for one in self.values:
            if one not in keys:
                near = get_close_matches(one, keys, n=1)
                raise self.wrong(
                    one, f"there is no such setting: write {near[0] if near else 'one of ' + ', '.join(keys)}"
                )

    def text(self, key: str, default: str | None = None, *, example: str = "…") -> str:
        given = self.values.get(key, default)
        if given is None:
            raise self.wrong(key, f'it is missing: write {key} = "{example}"')
        if not isinstance(given, str) or (not given.strip() and default is None):
            raise self.wrong(key, f'this is no text: write {key} = "{example}"')
        if any(ord(sign) < 32 or ord(sign) == 127 for sign in given):
            raise self.wrong(key, "it holds a line break or a control character: write it on one line")
        return given.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        given = self.values.get(key, [])
        several = [given] if isinstance(given, str) else given
        if not isinstance(several, list) or not all(isinstance(one, str) and one.strip() for one in several):
            raise self.wrong(key, f'this is no list of texts: write {key} = ["…", "…"]')
        return tuple(one.strip() for one in several)

    def number(self, key: str, default: int, *, most: int, least: int = 1) -> int:
        given = self.values.get(key, default)
        if isinstance(given, bool) or not isinstance(given, int) or not least <= given <= most:
            raise self.wrong(key, f"{given!r} is none: write a whole number from {least} to {most}")
        return given

    def table(self, key: str, keys: Iterable[str]) -> _Table | None:
        given = self.values.get(key)
        if given is None:
            return None
        path = f"{self.path}.{key}" if self.path else key
        if not isinstance(given, dict):
            raise self.wrong(key, f"this is no table: write [{path}]")
        found = _Table(self.file, path, given)
        found.known(keys)
        return found

    def mailbox(self, key: str, default: str | None = None) -> str:
        """An address, a name before it allowed."""
        given = self.text(key, default, example="NAME@HOST")
        if given and not is_mailbox(parseaddr(given)[1]):
            raise self.wrong(key, f"{given!r} is no mail address: write NAME@HOST, or Some Name <NAME@HOST>")
        return given


def newsletter_of(file: Path, *, environment: Mapping[str, str], allow_of: AllowOf | None = None) -> Newsletter:
    """What stands in *file*; a password comes from the *environment*. Raises `WrongNewsletter`."""
    whole = _Table(file, "", _parsed(file))
    shared = whole.table("newsletter", NEWSLETTER)
    if shared is None:
        raise whole.wrong("newsletter", 'it is missing: write [newsletter] with base_url = "https://…" and sender')
    settings = _settings(shared, environment, allow_of)
    editions = tuple(_editions(whole, settings))
    return Newsletter(settings=settings, editions=editions)


def _parsed(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise WrongNewsletter(f"{file}: it cannot be read ({reason}): name another file with --settings") from None
    except tomllib.TOMLDecodeError as error:
        raise WrongNewsletter(f"{file}: this is no TOML ({error}): see examples/newsletter.toml") from None


def _settings(table: _Table, environment: Mapping[str, str], allow_of: AllowOf | None) -> Settings:
    base = table.text("base_url", example="https://brief.example").rstrip("/")
    parts = urlsplit(base)
    local = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")
    if not parts.hostname or not (parts.scheme == "https" or local) or parts.query or parts.fragment:
        raise table.wrong("base_url", f"{base!r} is no address of a site: write https://HOST, as people reach it")
    sender = table.mailbox("sender")
    server, allow = _server(table, environment, allow_of)
    return Settings(
        base_url=base,
        sender=sender,
        list_domain=table.text("list_domain", parts.hostname),
        reply_to=table.mailbox("reply_to", "") or None,
        bounces=table.mailbox("bounces", "") or None,
        server=server,
        allow=allow,
        dkim=_dkim(table),
        caps=_caps(table),
        terms=_file(table, "terms"),
        privacy=_file(table, "privacy"),
    )


def _server(table: _Table, environment: Mapping[str, str], allow_of: AllowOf | None) -> tuple[MailServer | None, Allow]:
    smtp = table.table("smtp", SMTP)
    if smtp is None:
        return None, PUBLIC
    host, port = smtp.text("host", example="mail.brief.example"), smtp.number("port", 587, most=65535)
    written = smtp.text("security", "tls" if port == 465 else "starttls")
    if written not in tuple(Security):
        raise smtp.wrong("security", f"{written!r} is none of {', '.join(Security)}: write one of them")
    user = smtp.text("user", "") or None
    password = _password(smtp, environment) if user else None
    if user and written == Security.NONE:
        raise smtp.wrong("security", 'the password would go out in clear: write security = "starttls"')
    allow = _allow(smtp, f"smtp://{host}:{port}", allow_of)
    return MailServer(host=host, port=port, security=Security(written), user=user, password=password), allow


def _password(smtp: _Table, environment: Mapping[str, str]) -> str:
    name = smtp.text("password_env", "DRAGOMAN_SMTP_PASSWORD")
    if not environment.get(name):
        raise smtp.wrong("password_env", f"${name} is not set: set it to the password of the user")
    return environment[name]


def _allow(smtp: _Table, address: str, allow_of: AllowOf | None) -> Allow:
    opened = smtp.texts("allow")
    if not opened or allow_of is None:
        return PUBLIC
    try:
        return allow_of(opened, address)
    except ValueError as error:
        raise smtp.wrong("allow", str(error)) from None


def _dkim(table: _Table) -> Dkim | None:
    dkim = table.table("dkim", DKIM)
    if dkim is None:
        return None
    file = table.file.parent / Path(dkim.text("key_file", example="dkim.pem")).expanduser()
    if not file.is_file():
        raise dkim.wrong("key_file", f"{file} is not there: write the path of the private key, in PEM")
    return Dkim(
        key_file=file,
        selector=dkim.text("selector", example="brief"),
        domain=dkim.text("domain", example="brief.example"),
    )


def _caps(table: _Table) -> Caps:
    caps = table.table("caps", CAPS)
    if caps is None:
        return Caps()
    usual = Caps()
    return Caps(**{name: caps.number(name, getattr(usual, name), most=1_000_000) for name in CAPS})


def _file(table: _Table, key: str) -> str:
    """The text of a file that stands beside this one."""
    name = table.text(key, "")
    if not name:
        return ""
    path = table.file.parent / Path(name).expanduser()
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeError):
        raise table.wrong(key, f"{path} cannot be read: write the path of a text file") from None


def _editions(whole: _Table, settings: Settings) -> Iterator[Edition]:
    given = whole.values.get("edition", [])
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise whole.wrong("edition", "this is no list of tables: write [[edition]]")
    seen: set[str] = set()
    for number, values in enumerate(given, start=1):
        name = values.get("name")
        edition = _edition(_Table(whole.file, f"edition {name if isinstance(name, str) else number}", values), settings)
        if edition.name in seen:
            raise whole.wrong(f"edition {edition.name}", "another edition has this name: write a new one")
        seen.add(edition.name)
        yield edition


def _edition(table: _Table, settings: Settings) -> Edition:
    table.known(EDITION)
    name = table.text("name", example="ukraine")
    if not SLUG.fullmatch(name):
        raise table.wrong("name", f"{name!r} cannot stand in an address: write small letters, digits and hyphens")
    empty = table.text("empty", "send")
    if empty not in ("send", "skip"):
        raise table.wrong("empty", f"{empty!r} is neither: write send or skip")
    return Edition(
        name=name,
        title=table.text("title", example="Ukraine, every morning"),
        at=_clock(table),
        zone=_zone(table),
        weekdays=_weekdays(table),
        states=tuple(_side(table, "states", one) for one in table.texts("states")),
        regions=tuple(_region(table, one) for one in table.texts("regions")),
        dyads=tuple(_dyads(table)),
        channels=tuple(_channel(table, one) for one in table.texts("channels")),
        types=tuple(_type(table, one) for one in table.texts("types")),
        sources=table.texts("sources"),
        length=table.number("length", LENGTH, most=MOST_LONG),
        language=_language(table),
        sender=table.mailbox("sender", settings.sender),
        list_id=_list_id(table, name, settings),
        empty=empty == "send",
    )


def _clock(table: _Table) -> time:
    given = table.values.get("at", "06:30")
    if isinstance(given, time):
        return given.replace(second=0, microsecond=0)
    if not isinstance(given, str) or not (found := CLOCK.fullmatch(given.strip())):
        raise table.wrong("at", f'{given!r} is no time of day: write at = "06:30"')
    return time(int(found[1]), int(found[2]))


def _zone(table: _Table) -> str:
    name = table.text("zone", "UTC")
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise table.wrong("zone", f"{name!r} is no time zone: write one of IANA's, such as Europe/Kyiv") from None
    return name


def _weekdays(table: _Table) -> tuple[int, ...]:
    given = table.texts("weekdays") if "weekdays" in table.values else DAYS
    named = [one.casefold()[:3] for one in given]
    for one, short in zip(given, named, strict=True):
        if short not in DAYS:
            raise table.wrong("weekdays", f"{one!r} is no day of the week: write {', '.join(DAYS)}")
    if not named:
        raise table.wrong(
            "weekdays", 'it would never go out: write weekdays = ["mon", …], or leave it away for every day'
        )
    return tuple(day for day in EVERY_DAY if DAYS[day] in named)


def _side(table: _Table, where: str, written: str) -> str:
    found = _known().get(key(written))
    if found is None:
        near = get_close_matches(key(written), _known(), n=1, cutoff=0.6)
        hint = f"did you mean {_known()[near[0]]}?" if near else "write a code or a name, such as UKR or Ukraine"
        raise table.wrong(where, f"{written!r} is no state and no body: {hint}")
    return found


@cache
def _known() -> dict[str, str]:
    """Every name and code of a state or body, with its code; a code comes before a name, a state before a body."""
    bodies = [(body.code, (body.name, *body.aliases)) for body in organisations()]
    lands = [(state.code, (state.name, *state.aliases)) for state in states()]
    named = {key(name): code for code, names in (*bodies, *lands) for name in names}
    return named | {key(code): code for code, _ in (*bodies, *lands)}


def _region(table: _Table, written: str) -> str:
    found = region_named(written)
    if found is None:
        names = [one.name for one in world_regions()]
        near = get_close_matches(written, names, n=1, cutoff=0.6)
        hint = f"did you mean {near[0]}?" if near else f"write one of {', '.join(names)}"
        raise table.wrong("regions", f"{written!r} is no region: {hint}")
    return found.name


def _dyads(table: _Table) -> Iterator[tuple[str, str]]:
    given = table.values.get("dyads", [])
    for pair in given if isinstance(given, list) else [None]:
        if not isinstance(pair, list) or len(pair) != 2 or not all(isinstance(one, str) for one in pair):
            raise table.wrong("dyads", f'{pair!r} is no pair: write dyads = [["Russia", "United States"]]')
        one, other = (_side(table, "dyads", side) for side in pair)
        if one == other:
            raise table.wrong("dyads", f"{pair[0]!r} and {pair[1]!r} are the same side: write two")
        yield one, other


def _channel(table: _Table, written: str) -> str:
    found = channel_of(written)
    if found is None:
        raise table.wrong("channels", f"{written!r} is no channel: write one that `dragoman channels` names")
    return found.name


def _type(table: _Table, written: str) -> str:
    kinds = ("event", "meeting", "position", "question", "statement")
    known = {str(one).casefold(): str(one) for one in (*kinds, *EventType, *MeetingStatus, *Stance)}
    if written.casefold() not in known:
        near = get_close_matches(written.casefold(), known, n=1)
        hint = f"did you mean {known[near[0]]}?" if near else f"write one of {', '.join(known.values())}"
        raise table.wrong("types", f"{written!r} is no type: {hint}")
    return known[written.casefold()]


def _language(table: _Table) -> str:
    written = table.text("language", "en-GB")
    try:
        locale = Locale.parse(written, sep="-" if "-" in written else "_")
    except (ValueError, UnknownLocaleError):
        raise table.wrong("language", f"{written!r} is no language: write one such as en-GB, fr, uk or de") from None
    return "en_GB" if str(locale) == "en" else str(locale)


def _list_id(table: _Table, name: str, settings: Settings) -> str:
    written = table.text("list_id", f"{name}.{settings.list_domain}")
    if not re.fullmatch(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", written):
        raise table.wrong("list_id", f"{written!r} is no list id: write one such as {name}.{settings.list_domain}")
    return written
