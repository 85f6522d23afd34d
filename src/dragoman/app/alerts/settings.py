"""alerts.toml: where alerts go, and rules. Whatever is wrong is named by file and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.app.alerts.making import Sides, WrongRule, near, rule_of
from dragoman.app.collect.allowing import allow_of
from dragoman.ledger.alert_rules import Rule
from dragoman.model import DragomanError
from dragoman.net import PUBLIC, Allow, Refused
from dragoman.net.mail import MailServer, Security, is_mailbox
from dragoman.net.targets import checked_url
from dragoman.net.webhooks import secret_key

LOG, MAIL = "log", "mail"
SECTIONS = {
    "log": ("file",),
    "mail": ("host", "port", "from", "to", "starttls", "tls", "user", "password_file", "allow"),
    "webhook": ("name", "url", "secret_file", "allow"),
}
HEADER = re.compile(r"\s*\[\[?\s*[\"']?([\w-]+)[\"']?\s*\]\]?\s*(?:#.*)?")
KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=")
AT_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)")


class WrongSettings(DragomanError):
    """alerts.toml cannot be used: `file:line: what`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailChannel:
    """Alerts as mail."""

    server: MailServer
    sender: str
    to: tuple[str, ...]
    allow: Allow = PUBLIC


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookChannel:
    """Alerts as signed POSTs. The key is shown to nobody."""

    name: str
    url: str
    key: bytes = field(repr=False)
    allow: Allow = PUBLIC


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertSettings:
    """Where alerts go, and the rules that stand in the file. The log is always there."""

    log: Path | None = None
    mail: MailChannel | None = None
    webhooks: tuple[WebhookChannel, ...] = ()
    rules: tuple[Rule, ...] = ()
    lines: Mapping[str, str] = field(default_factory=dict)

    @property
    def channels(self) -> tuple[str, ...]:
        return (LOG, *((MAIL,) if self.mail else ()), *(one.name for one in self.webhooks))


@dataclass(frozen=True, slots=True)
class _Section:
    """A part of the file: its values, and where each stands."""

    file: Path
    name: str
    values: dict[str, Any]
    line: int
    lines: dict[str, int]

    def wrong(self, key: str | None, said: str) -> WrongSettings:
        return WrongSettings(f"{self.file}:{self.lines.get(key or '', self.line)}: {said}")

    def text(self, key: str, default: str | None = None) -> str:
        given = self.values.get(key, default)
        if given is None:
            raise self.wrong(None, f"[{self.name}] has no {key}: write {key} = …")
        if not isinstance(given, str) or not given.strip():
            raise self.wrong(key, f"{key} is no text")
        return given.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        given = self.values.get(key, [])
        several = [given] if isinstance(given, str) else given
        if not isinstance(several, list) or not all(isinstance(one, str) for one in several):
            raise self.wrong(key, f"{key} is no text and no list of texts")
        return tuple(several)

    def flag(self, key: str, default: bool) -> bool:
        given = self.values.get(key, default)
        if not isinstance(given, bool):
            raise self.wrong(key, f"{key} is neither true nor false")
        return given

    def secret(self, key: str) -> str:
        """What stands in the file that is named; the file is looked for beside this one."""
        path = self.file.parent / Path(self.text(key)).expanduser()
        try:
            return path.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeError) as error:
            raise self.wrong(key, f"{path} cannot be read ({error})") from None

    def allow(self, address: str) -> Allow:
        try:
            return allow_of(self.texts("allow"), address)
        except ValueError as error:
            raise self.wrong("allow", str(error)) from None


def alert_settings(file: Path, *, sides: Sides) -> AlertSettings:
    """What stands in *file*. Raises `WrongSettings`."""
    parts = list(_sections(file))
    webhooks = tuple(_webhook(one) for one in parts if one.name == "webhook")
    mail = next((_mail(one) for one in parts if one.name == "mail"), None)
    log = next((file.parent / one.text("file") for one in parts if one.name == "log" and "file" in one.values), None)
    settings = AlertSettings(log=log, mail=mail, webhooks=webhooks)
    _unlike([(one, one.text("name", "webhook")) for one in parts if one.name == "webhook"], taken=(LOG, MAIL))
    rules = [(one, _rule(one, settings, sides)) for one in parts if one.name == "rule"]
    _unlike([(one, rule.name) for one, rule in rules])
    return AlertSettings(
        log=log,
        mail=mail,
        webhooks=webhooks,
        rules=tuple(rule for _, rule in rules),
        lines={rule.name.casefold(): f"{file}:{one.line}" for one, rule in rules},
    )


def check_channels(rule: Rule, settings: AlertSettings) -> None:
    """Raises `WrongRule` where a rule goes where nothing goes."""
    for one in rule.to:
        if one not in settings.channels:
            known = ", ".join(settings.channels)
            raise WrongRule("to", f"{one!r} is no channel: there are {known}{near(one, settings.channels)}")


def _sections(file: Path) -> Iterator[_Section]:
    """The parts of the file, in order."""
    try:
        text = file.read_text(encoding="utf-8")
        whole = tomllib.loads(text)
    except (OSError, UnicodeError) as error:
        raise WrongSettings(f"{file}: it cannot be read ({error})") from None
    except tomllib.TOMLDecodeError as error:
        line = found[1] if (found := AT_LINE.search(str(error))) else "1"
        raise WrongSettings(f"{file}:{line}: this is no TOML ({AT_LINE.sub('', str(error))})") from None
    known = (*SECTIONS, "rule")
    places = _places(text)
    for name, given in whole.items():
        at = places.get(name, [(1, {})])
        if name not in known:
            raise WrongSettings(f"{file}:{at[0][0]}: [{name}] is none of {', '.join(known)}{near(name, known)}")
        yield from _of_name(file, name, given, at)


def _of_name(file: Path, name: str, given: Any, at: list[tuple[int, dict[str, int]]]) -> Iterator[_Section]:
    several = given if isinstance(given, list) and name in ("rule", "webhook") else [given]
    for number, values in enumerate(several):
        line, lines = at[min(number, len(at) - 1)]
        if not isinstance(values, dict):
            wanted = f"[[{name}]]" if name == "rule" else f"[{name}]"
            raise WrongSettings(f"{file}:{line}: {name} is no section: write {wanted}")
        section = _Section(file, name, values, line, lines)
        for key in values if name != "rule" else ():
            if key not in SECTIONS[name]:
                said = f"{key!r} is no setting of [{name}], which has {', '.join(SECTIONS[name])}"
                raise section.wrong(key, said + near(key, SECTIONS[name]))
        yield section


def _places(text: str) -> dict[str, list[tuple[int, dict[str, int]]]]:
    """By name of a section where each one of it begins, and where its keys stand."""
    found: dict[str, list[tuple[int, dict[str, int]]]] = {}
    keys: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if header := HEADER.fullmatch(line):
            keys = {}
            found.setdefault(header[1], []).append((number, keys))
        elif key := KEY.match(line):
            keys.setdefault(key[1], number)
            if not found:
                found.setdefault(key[1], []).append((number, {}))
    return found


def _rule(section: _Section, settings: AlertSettings, sides: Sides) -> Rule:
    try:
        rule = rule_of(section.values, sides=sides)
        check_channels(rule, settings)
    except WrongRule as error:
        name = section.values.get("name")
        named = f"rule {name!r}: " if isinstance(name, str) and error.key != "name" else "rule: "
        raise section.wrong(error.key, named + str(error)) from None
    return rule


def _unlike(named: list[tuple[_Section, str]], taken: tuple[str, ...] = ()) -> None:
    """Raises where two have the same name."""
    seen = {one: "" for one in taken}
    for section, name in named:
        if name.casefold() in seen:
            raise section.wrong("name", f"the name {name!r} is taken already: write another one")
        seen[name.casefold()] = name


def _mail(section: _Section) -> MailChannel:
    host, port = section.text("host"), section.values.get("port", 587)
    if isinstance(port, bool) or not isinstance(port, int) or not 0 < port < 65536:
        raise section.wrong("port", f"{port!r} is no port: write a number such as 587")
    sender, to = section.text("from"), section.texts("to")
    for key, one in (("from", sender), *(("to", one) for one in to)):
        if not is_mailbox(one):
            raise section.wrong(key, f"{one!r} is no mail address: write NAME@HOST")
    if not to:
        raise section.wrong(None, '[mail] has no to: write to = ["NAME@HOST"]')
    user = section.text("user") if "user" in section.values else None
    password = section.secret("password_file") if "password_file" in section.values else None
    if (user is None) != (password is None):
        raise section.wrong("user", "user and password_file belong together: write both or neither")
    security = _security(section, port)
    if password is not None and security is Security.NONE:
        raise section.wrong("starttls", "the password would go out in clear: write starttls = true")
    server = MailServer(host=host, port=port, security=security, user=user, password=password)
    return MailChannel(server=server, sender=sender, to=to, allow=section.allow(f"smtp://{host}:{port}"))


def _security(section: _Section, port: int) -> Security:
    if section.flag("tls", port == 465):
        return Security.TLS
    return Security.STARTTLS if section.flag("starttls", True) else Security.NONE


def _webhook(section: _Section) -> WebhookChannel:
    url = section.text("url")
    allow = section.allow(url)
    try:
        checked_url(url, allow=allow)
    except Refused as error:
        raise section.wrong("url", str(error)) from None
    try:
        key = secret_key(section.secret("secret_file"))
    except ValueError as error:
        raise section.wrong("secret_file", str(error)) from None
    return WebhookChannel(name=section.text("name", "webhook"), url=url, key=key, allow=allow)
