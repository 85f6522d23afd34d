"""Work that a browser does before it may ask: cheap for one sign-up, dear for ten thousand. Each proof counts once."""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import altcha

from dragoman.store.mail.values import Keys

ALGORITHM, COST = "PBKDF2/SHA-256", 5_000
COUNTERS = range(50, 400)
"""How many keys a browser derives until it finds the right one: a second or less on a computer, a few on a phone."""
LIFE = timedelta(minutes=30)
LONGEST = 4_000
"""Characters of a proof, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Work that was done. *id* is that of its challenge."""

    id: str
    expires: datetime


def challenge(keys: Keys, *, now: datetime) -> dict[str, Any]:
    """Work for a browser, as its script takes it."""
    made = altcha.create_challenge(
        ALGORITHM,
        COST,
        counter=COUNTERS.start + secrets.randbelow(len(COUNTERS)),
        data={"until": int((now + LIFE).timestamp())},
        hmac_secret=keys.hashed("proof of work"),
        hmac_key_secret=keys.hashed("solution of work"),
    )
    asked: dict[str, Any] = made.to_dict()
    return asked


def proof_of(keys: Keys, written: str | None, *, now: datetime) -> Proof | None:
    """The work that *written* proves, where it is of our own challenge, right and in time. Its use is not noted here."""
    if not written or len(written) > LONGEST or not written.isascii():
        return None
    found = altcha.verify_solution(
        written, keys.hashed("proof of work"), hmac_key_secret=keys.hashed("solution of work")
    )
    if not found.verified:
        return None
    asked = json.loads(base64.b64decode(written))["challenge"]
    until = datetime.fromtimestamp(asked["parameters"]["data"]["until"], UTC)
    return Proof(id=asked["signature"], expires=until) if until > now else None


def solved(asked: dict[str, Any]) -> str:
    """The proof of a challenge, as a script makes it: for programs and tests."""
    work = altcha.Challenge.from_dict(asked)
    solution = altcha.solve_challenge(work)
    if solution is None:
        raise ValueError("the challenge was not solved in time: ask for another one")
    return str(altcha.Payload(work, solution).to_base64())
