"""The secret that signs sessions and forms: a file beside the store, for its owner alone, made when first needed."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from dragoman.model import DragomanError

BYTES = 32


class SecretError(DragomanError):
    """The secret cannot be had: what, where, and what to do instead."""


def secret_in(file: Path) -> bytes:
    """The secret in *file*, made where there is none yet. Raises `SecretError` where others may read it."""
    try:
        _make(file)
        if file.stat().st_mode & 0o077:
            raise SecretError(f"{file}: others than its owner may read it: remove it, and a new one is made")
        found = bytes.fromhex(file.read_text(encoding="ascii").strip())
    except OSError as error:
        raise SecretError(f"{file}: it can be neither read nor made ({error.strerror})") from None
    except ValueError:
        raise SecretError(f"{file}: this is no secret of dragoman serve: remove it, and a new one is made") from None
    if len(found) < BYTES:
        raise SecretError(f"{file}: this is no secret of dragoman serve: remove it, and a new one is made")
    return found


def _make(file: Path) -> None:
    """Writes a new secret where there is no file: whole, under another name first, and never over one that is there."""
    if file.exists():
        return
    new = file.with_name(f"{file.name}.{secrets.token_hex(4)}.new")
    try:
        with os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as opened:
            opened.write(secrets.token_hex(BYTES) + "\n")
        os.link(new, file)
    except FileExistsError:
        pass
    finally:
        new.unlink(missing_ok=True)
