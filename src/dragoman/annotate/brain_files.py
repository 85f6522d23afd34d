"""The brain's files: three networks, a tokenizer, and the card that says what they hold."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import msgspec

from dragoman.model import DragomanError

FOLDER = Path(__file__).parent / "data" / "brain"
CARD, TOKENIZER = "card.json", "tokenizer.json"
NETWORKS = READER, TAGGER, RELATER = "reader.onnx", "tagger.onnx", "relater.onnx"
LIBRARIES = ("numpy", "onnxruntime", "tokenizers")


class NoBrain(DragomanError):
    """The brain's files or libraries are missing or spoilt; says which, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What the networks' numbers mean. *digests* are SHA-256 by file; *temperatures*, *thresholds*, *leans* by head."""

    version: str
    digests: dict[str, str]
    types: tuple[str, ...]
    statuses: tuple[str, ...]
    modes: tuple[tuple[str, str], ...]
    temperatures: dict[str, float]
    thresholds: dict[str, float]
    leans: dict[str, float] = field(default_factory=dict)
    nothing: float = 0.0  # what is added to the score of "no event": pairs of bystanders are commoner than in training


def missing(folder: Path = FOLDER) -> tuple[str, ...]:
    """What is not there, in words; empty where the brain can be loaded."""
    libraries = [f"the library {name}" for name in LIBRARIES if find_spec(name) is None]
    files = [f"{folder / name}" for name in (CARD, *NETWORKS, TOKENIZER) if not (folder / name).is_file()]
    return (*libraries, *files)


def card(folder: Path = FOLDER) -> Card:
    """The card, once every file is there and is the one that the card describes."""
    lacking = missing(folder)
    if lacking:
        raise NoBrain(f"the brain is not complete, missing: {', '.join(lacking)}; see training/encoder/card.md")
    try:
        found = msgspec.json.decode((folder / CARD).read_bytes(), type=Card)
    except msgspec.MsgspecError as error:
        raise NoBrain(f"{folder / CARD}: {error}") from error
    for name, digest in found.digests.items():
        if sha256(folder / name) != digest:
            raise NoBrain(f"{folder / name} is not the file that {CARD} describes; restore it from the repository")
    return found


def sha256(path: Path) -> str:
    """The digest of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
