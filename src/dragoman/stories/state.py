"""An index as bytes, and back: what was read, not the tables that follow from it."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import BadZipFile

import msgspec
import numpy as np
from numpy.typing import NDArray

from dragoman.model import DragomanError

VERSION = 1
Arrays = dict[str, NDArray[Any]]


class BadState(DragomanError):
    """Bytes that are no index of this version."""


def packed(arrays: Arrays, ids: list[str]) -> bytes:
    """*arrays* and *ids* in one piece, each part with a checksum."""
    out = BytesIO()
    names = np.frombuffer(msgspec.json.encode(ids), dtype=np.uint8)
    np.savez(out, allow_pickle=False, version=np.array(VERSION), ids=names, **arrays)
    return out.getvalue()


def unpacked(state: bytes) -> tuple[Arrays, list[str]]:
    """What `packed` put together. Raises `BadState` where *state* is cut off, damaged, or of another version."""
    try:
        with np.load(BytesIO(state), allow_pickle=False) as held:
            arrays = {name: held[name] for name in held.files}
        ids = msgspec.json.decode(arrays.pop("ids").tobytes(), type=list[str])
        version = int(arrays.pop("version"))
    except (BadZipFile, EOFError, KeyError, OSError, ValueError, msgspec.DecodeError) as error:
        raise BadState(f"these {len(state)} bytes are no index ({error}); add the articles to a new one") from error
    if version != VERSION:
        raise BadState(f"this index is of version {version}, not {VERSION}; add the articles to a new one")
    return arrays, ids
