"""Weights → what ships: two int8 networks, the tokenizer, and the card with their digests."""

from __future__ import annotations

import json
import os
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from dragoman.annotate.brain_files import CARD, READER, RELATER, TOKENIZER, sha256
from training.encoder.examples import epoch
from training.encoder.labels import MODES, STATUSES, TYPES
from training.encoder.model import WIDTH, Brain
from training.encoder.quantize import ByteWords, even, quantized
from training.encoder.tensors import tensors
from training.encoder.train import corpus, trained
from training.encoder.vocabulary import tokenizer_json

HEATS = {"type": 1.0, "mode": 1.0, "status": 1.0, "trigger": 1.0}
THRESHOLDS = {"trigger": 0.5, "pair": 0.5}
LEANS = {"source": 0.0, "cue": 0.0, "content": 0.0}
OPSET = 17
SHOWN = 160  # sentences by which inputs are evened


def export(run: Path, folder: Path, version: str = "1") -> str:
    """Writes the brain of *run* into *folder*; says how large it is."""
    brain = trained(run)[0]
    _even(brain)
    brain.reader.words, brain.reader.places = ByteWords(brain.reader.words), ByteWords(brain.reader.places)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / TOKENIZER).write_text(tokenizer_json(), encoding="utf-8")
    with TemporaryDirectory() as room:
        _reader(brain.reader, Path(room) / READER)
        _relater(brain.relater, Path(room) / RELATER)
        for name in (READER, RELATER):
            quantized(Path(room) / name, folder / name)
    write_card(folder, version, HEATS, THRESHOLDS)
    size = sum((folder / name).stat().st_size for name in (READER, RELATER, TOKENIZER, CARD))
    return f"{folder}: {size / 2**20:.2f} MiB ({size} bytes)"


def _even(brain: Brain) -> None:
    """Both networks evened on some of the corpus's sentences."""
    units = list(epoch(corpus(), Random(0)))[:SHOWN]
    texts, pairs = tensors(Tokenizer.from_str(tokenizer_json()), units)
    assert pairs is not None, "the corpus holds pairs"
    states = brain.reader(texts.ids, texts.quoted, texts.mask)[0].detach()
    even(brain.reader, lambda: brain.reader(texts.ids, texts.quoted, texts.mask))
    window = states.flatten(0, 1)[pairs.index]
    even(brain.relater, lambda: brain.relater(window, pairs.mask, pairs.roles))


def write_card(folder: Path, version: str, heats: dict[str, float], thresholds: dict[str, float]) -> None:
    """The card, from the files as they lie there."""
    card = {
        "version": version,
        "digests": {name: sha256(folder / name) for name in (READER, RELATER, TOKENIZER)},
        "types": TYPES,
        "statuses": STATUSES,
        "modes": MODES,
        "temperatures": heats,
        "thresholds": thresholds,
        "leans": LEANS,
        "nothing": 0.0,
    }
    (folder / CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def _reader(reader: nn.Module, path: Path) -> None:
    ids = torch.ones(2, 9, dtype=torch.long)
    axes = {0: "texts", 1: "pieces"}
    _onnx(reader, (ids, torch.zeros_like(ids), ids), path, ["ids", "quoted", "mask"], ["states", "scores"], axes)


def _relater(relater: nn.Module, path: Path) -> None:
    states, mask, roles = torch.randn(2, 9, WIDTH), torch.ones(2, 9, dtype=torch.long), torch.zeros(2, 9, 3)
    axes = {0: "pairs", 1: "pieces"}
    outputs = ["types", "modes", "statuses"]
    _onnx(relater, (states, mask, roles), path, ["states", "mask", "roles"], outputs, axes)


def _onnx(
    model: nn.Module, inputs: tuple[Tensor, ...], path: Path, names: list[str], outputs: list[str], axes: dict[int, str]
) -> None:
    os.environ.setdefault("TORCH_LOGS", "-all")
    torch.onnx.export(
        model.eval(),
        inputs,
        str(path),
        input_names=names,
        output_names=outputs,
        opset_version=OPSET,
        dynamic_axes=dict.fromkeys([*names, *outputs], axes)
        if len(outputs) == 2
        else _only_inputs(names, outputs, axes),
        dynamo=False,
    )


def _only_inputs(names: list[str], outputs: list[str], axes: dict[int, str]) -> dict[str, dict[int, str]]:
    """The pair head's answers have a row a pair and no pieces."""
    return {**dict.fromkeys(names, axes), **{name: {0: axes[0]} for name in outputs}}
