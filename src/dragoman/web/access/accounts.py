"""Accounts: a file of names with what scrypt makes of their passwords, for its owner alone."""

from __future__ import annotations

import secrets
import tempfile
import unicodedata
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from functools import lru_cache
from hashlib import scrypt, sha256
from hmac import compare_digest
from pathlib import Path
from threading import BoundedSemaphore

from dragoman.model import DragomanError

SHORTEST, LONGEST = 12, 1000
"""Characters of a password."""
LONGEST_NAME = 100
COST, BLOCK, LANES = 2**15, 8, 1
"""What scrypt is asked for: 32 MiB and about a tenth of a second."""
DEAREST = 2**20
_at_once = BoundedSemaphore(2)
"""Passwords that are tried at the same time: each costs 32 MiB."""


class AccountError(DragomanError):
    """An account or the file of them cannot be used: what, where, and what to do instead."""


@dataclass(frozen=True, slots=True)
class Hashed:
    """What is kept of a password: scrypt's *cost* and *salt*, and what it made."""

    cost: int
    salt: bytes
    made: bytes

    def matches(self, password: str) -> bool:
        return compare_digest(made_of(password, self.salt, self.cost), self.made)

    @property
    def proof(self) -> str:
        """What a session holds, so that it ends with the password that it was begun with."""
        return sha256(self.salt + self.made).hexdigest()[:32]

    def __str__(self) -> str:
        return "$".join(("scrypt", str(self.cost), *(b64encode(part).decode() for part in (self.salt, self.made))))


NOBODY = Hashed(COST, b"nobody's", secrets.token_bytes(32))
"""Tried where there is no such account, so that the answer takes as long."""


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts in *file*, as they are at the moment."""

    file: Path

    def proof(self, name: str, password: str) -> str | None:
        """The proof of the account *name* where *password* is its own; as slow where there is no such account."""
        found = self.kept().get(named(name) or "")
        known = (found or NOBODY).matches(password[: LONGEST + 1])
        return found.proof if found and known else None

    def proves(self, name: str, proof: str | None) -> bool:
        """Whether *proof* is what the account *name* has now; nobody is known where the file cannot be read."""
        try:
            found = self.kept().get(name)
        except AccountError:
            return False
        return found is not None and compare_digest(found.proof, proof or "")

    def kept(self) -> dict[str, Hashed]:
        """Every account by its name. Raises `AccountError` where the file cannot be used."""
        try:
            found = self.file.stat()
        except OSError as error:
            raise AccountError(f"{self.file}: it cannot be read ({error.strerror}): {MAKE}") from None
        return _read(self.file, found.st_mtime_ns, found.st_size, found.st_mode & 0o077)


MAKE = "make it with dragoman account add NAME --file FILE"


def named(written: str) -> str | None:
    """The name that is *written*, in one form; none where it is no name."""
    name = unicodedata.normalize("NFC", written.strip())
    fit = 0 < len(name) <= LONGEST_NAME and name.isprintable() and ":" not in name and not name.startswith("#")
    return name if fit else None


def hashed(password: str) -> Hashed:
    """What is to be kept of a new *password*."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise AccountError(f"the password has {len(password)} characters: write {SHORTEST} to {LONGEST}")
    salt = secrets.token_bytes(16)
    return Hashed(COST, salt, made_of(password, salt, COST))


def put_account(file: Path, name: str, password: str) -> bool:
    """Gives the account *name* in *file* that *password*; whether it is a new one."""
    found = named(name)
    if found is None:
        raise AccountError(f"{name!r} is no name: write 1 to {LONGEST_NAME} visible characters, no colon, no # first")
    kept = Accounts(file).kept() if file.exists() else {}
    _write(file, {**kept, found: hashed(password)})
    return found not in kept


def remove_account(file: Path, name: str) -> None:
    """Takes the account *name* out of *file*; whoever is signed in with it no longer is."""
    kept = Accounts(file).kept()
    found = named(name)
    if found not in kept:
        raise AccountError(f"{file}: there is no account {name!r}: it has {', '.join(kept) or 'none'}")
    _write(file, {one: made for one, made in kept.items() if one != found})


def _write(file: Path, accounts: dict[str, Hashed]) -> None:
    """Writes the whole file, readable by its owner alone, or nothing."""
    text = "# Accounts of dragoman serve: NAME:scrypt$COST$SALT$HASH\n"
    text += "".join(f"{name}:{made}\n" for name, made in accounts.items())
    try:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=file.absolute().parent, delete=False) as new:
            new.write(text)
        Path(new.name).replace(file)
    except OSError as error:
        raise AccountError(f"{file}: it cannot be written ({error.strerror})") from None


@lru_cache(maxsize=4)
def _read(file: Path, changed: int, size: int, open_to: int) -> dict[str, Hashed]:
    """The accounts of a *file* that was *changed* then and has that *size*; none but its owner may read it."""
    if open_to:
        raise AccountError(f"{file}: others than its owner may read it: run chmod 600 {file}")
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise AccountError(f"{file}: it cannot be read ({error})") from None
    told = ((at, line) for at, line in enumerate(lines, 1) if line.strip() and not line.startswith("#"))
    return dict(_account(file, at, line) for at, line in told)


def _account(file: Path, at: int, line: str) -> tuple[str, Hashed]:
    name, _, made = line.partition(":")
    try:
        kind, cost, salt, key = made.split("$")
        found = Hashed(int(cost), b64decode(salt, validate=True), b64decode(key, validate=True))
    except (ValueError, NotBase64):
        raise AccountError(f"{file}:{at}: this is no account: {MAKE}") from None
    power = found.cost >= 2 and not found.cost & (found.cost - 1)
    if kind != "scrypt" or not power or found.cost > DEAREST or len(found.made) != 32 or named(name) != name:
        raise AccountError(f"{file}:{at}: this is no account: {MAKE}")
    return name, found


def made_of(password: str, salt: bytes, cost: int) -> bytes:
    """What scrypt makes of *password*, in whichever form its letters were typed."""
    told = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    with _at_once:
        return scrypt(told, salt=salt, n=cost, r=BLOCK, p=LANES, maxmem=2**20 + 256 * BLOCK * cost, dklen=32)
