"""An index as bytes, and back: what was read, not the tables that follow from it."""

from __future__ import annotations

from hashlib import blake2b
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

import msgspec
import numpy as np
from numpy.typing import NDArray

from dragoman.model import DragomanError

VERSION = 2
DIGEST = 16
PARTS = {
    "words": "uint16",
    "lengths": "uint16",
    "link0": "uint32",
    "link1": "uint32",
    "link2": "float16",
    "link3": "float16",
    "copies": "uint32",
    "stories": "uint32",
    "told": "int64",
    "marks": "uint32",
    "bits": "int64",
}
"""The arrays of an index and their types. *told* has a row of number, day and count of marks for each told article."""
MOST_BITS = 28
Arrays = dict[str, NDArray[Any]]


class BadState(DragomanError):
    """Bytes that are no index of this version."""


def packed(arrays: Arrays, ids: list[str]) -> bytes:
    """*arrays* and *ids* in one piece, after its digest."""
    out = BytesIO(bytes(DIGEST))
    out.seek(DIGEST)
    names = np.frombuffer(msgspec.json.encode(ids), dtype=np.uint8)
    np.savez(out, allow_pickle=False, version=np.array(VERSION), ids=names, **arrays)
    with out.getbuffer() as held:
        held[:DIGEST] = _digest(held[DIGEST:])
    return out.getvalue()


def unpacked(state: bytes) -> tuple[Arrays, list[str]]:
    """What `packed` put together. Raises `BadState` where *state* is damaged, of another version, or no whole index."""
    if _digest(memoryview(state)[DIGEST:]) != state[:DIGEST]:
        raise _bad(state, "damaged or cut off")
    try:
        held = _arrays(state[DIGEST:])
        ids = msgspec.json.decode(held.pop("ids").tobytes(), type=list[str])
        version = int(held.pop("version"))
    except (BadZipFile, EOFError, KeyError, OSError, TypeError, ValueError, msgspec.DecodeError) as error:
        raise _bad(state, str(error)) from error
    if version != VERSION:
        raise BadState(f"this index is of version {version}, not {VERSION}; add the articles to a new one")
    wrong = next((name for name, kind in PARTS.items() if name not in held or held[name].dtype != kind), None)
    if wrong:
        raise _bad(state, f"its {wrong!r} is missing or of another type")
    if not _agree(held, len(ids)):
        raise _bad(state, "its parts do not agree")
    return held, ids


def _digest(part: bytes | memoryview) -> bytes:
    return blake2b(part, digest_size=DIGEST).digest()


def _arrays(state: bytes) -> Arrays:
    with ZipFile(BytesIO(state)) as held:
        names = [name.removesuffix(".npy") for name in held.namelist()]
    with np.load(BytesIO(state), allow_pickle=False) as parts:
        return {name: parts[name] for name in names}


def _agree(held: Arrays, count: int) -> bool:
    """Whether the arrays are as long as each other says, and name no article beyond the *count* that there are."""
    told = held["told"]
    if told.ndim != 2 or told.shape[1] != 3 or held["bits"].ndim or not 0 <= held["bits"] <= MOST_BITS:
        return False
    if any(held[name].ndim != 1 for name in PARTS.keys() - {"told", "bits"}):
        return False
    numbers = (held["link0"], held["link1"], held["copies"], held["stories"], told[:, 0])
    return (
        len(held["lengths"]) == len(held["copies"]) == len(held["stories"]) == count
        and len({len(held[f"link{at}"]) for at in range(4)}) == 1
        and int(held["lengths"].sum(dtype=np.int64)) == len(held["words"])
        and bool((told >= 0).all())
        and int(told[:, 2].sum()) == len(held["marks"])
        and all(int(part.max(initial=0)) < max(1, count) for part in numbers)
    )


def _bad(state: bytes, why: str) -> BadState:
    return BadState(f"these {len(state)} bytes are no index ({why}); add the articles to a new one")
