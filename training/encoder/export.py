"""Weights → what ships: three int8 networks, the tokenizer, and the card with their digests."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from dragoman.annotate.brain_files import CARD, NETWORKS, READER, RELATER, TAGGER, TOKENIZER, sha256
from training.encoder.examples import epoch
from training.encoder.folded import Folded, fold
from training.encoder.labels import MODES, STATUSES, TYPES
from training.encoder.model import PARTIES, WIDTH, Brain
from training.encoder.quantize import ByteWords, even, quantized
from training.encoder.tensors import tensors
from training.encoder.train import corpus, trained
from training.encoder.vocabulary import tokenizer_json

HEATS = {"type": 1.0, "mode": 1.0, "status": 1.0, "trigger": 1.0}
THRESHOLDS = {"trigger": 0.5, "pair": 0.5}
LEANS = {"source": 0.0, "cue": 0.0, "content": 0.0}
OPSET = 17
SHOWN = 160  # sentences by which inputs are evened


def export(run: Path, folder: Path, version: str = "2") -> str:
    """Writes the brain of *run* into *folder*; says how large it is."""
    brain = trained(run)[0]
    fold(brain)
    _even(brain)
    brain.reader.words, brain.reader.places = ByteWords(brain.reader.words), ByteWords(brain.reader.places)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / TOKENIZER).write_text(tokenizer_json(), encoding="utf-8")
    with TemporaryDirectory() as room:
        _networks(brain, Path(room))
        for name in NETWORKS:
            quantized(Path(room) / name, folder / name)
    write_card(folder, version, HEATS, THRESHOLDS)
    size = sum((folder / name).stat().st_size for name in (*NETWORKS, TOKENIZER, CARD))
    return f"{folder}: {size / 2**20:.2f} MiB ({size} bytes)"


def _even(brain: Brain) -> None:
    """All networks evened on some of the corpus's sentences, one by one: no row is padded."""
    tokenizer, units = Tokenizer.from_str(tokenizer_json()), list(epoch(corpus(), Random(0)))[:SHOWN]

    def run() -> None:
        for unit in units:
            for pair in unit.pairs[:1]:
                texts, pairs = tensors(tokenizer, [replace(unit, pairs=(pair,))])
                brain.tags(texts.ids, texts.quoted)
                if pairs is not None:
                    brain.answers(pairs.ids, pairs.quoted, pairs.roles)

    even(brain, run)
    for part in brain.modules():
        if isinstance(part, Folded):
            part.settle()


def write_card(folder: Path, version: str, heats: dict[str, float], thresholds: dict[str, float]) -> None:
    """The card, from the files as they lie there."""
    card = {
        "version": version,
        "digests": {name: sha256(folder / name) for name in (*NETWORKS, TOKENIZER)},
        "types": TYPES,
        "statuses": STATUSES,
        "modes": MODES,
        "temperatures": heats,
        "thresholds": thresholds,
        "leans": LEANS,
        "nothing": 0.0,
    }
    (folder / CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def _networks(brain: Brain, room: Path) -> None:
    """The three networks in 32 bits, into *room*."""
    ids = torch.ones(2, 9, dtype=torch.long)
    roles, states = torch.zeros(2, 9, PARTIES), torch.randn(2, 9, WIDTH)
    told = {"ids": ids, "quoted": torch.zeros_like(ids), "roles": roles, "states": states}
    parts: list[tuple[str, nn.Module, list[str], list[str]]] = [
        (READER, brain.reader, ["ids", "quoted", "roles"], ["states"]),
        (TAGGER, brain.tagger, ["states"], ["scores"]),
        (RELATER, brain.relater, ["states", "roles"], ["types", "modes", "statuses"]),
    ]
    for name, part, inputs, outputs in parts:
        _onnx(part, {one: told[one] for one in inputs}, room / name, outputs)


def _onnx(model: nn.Module, inputs: dict[str, Tensor], path: Path, outputs: list[str]) -> None:
    os.environ.setdefault("TORCH_LOGS", "-all")
    row, piece = {0: "rows"}, {0: "rows", 1: "pieces"}
    torch.onnx.export(
        model.eval(),
        tuple(inputs.values()),
        str(path),
        input_names=list(inputs),
        output_names=outputs,
        opset_version=OPSET,
        dynamic_axes={**dict.fromkeys(inputs, piece), **dict.fromkeys(outputs, piece if len(outputs) == 1 else row)},
        dynamo=False,
    )
