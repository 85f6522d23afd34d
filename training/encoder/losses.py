"""How wrong a step is: token tags, triggers, pairs."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from training.encoder.labels import MODES, ROLES, STATUSES, TAGS, TYPES
from training.encoder.tensors import IGNORED, Pairs, Texts

SMOOTHING = 0.05
OUTSIDE_MODE = -1e4


def tokens(scores: Tensor, texts: Texts) -> Tensor:
    """Attribution tags, trigger types and their statuses."""
    tags, types, statuses = scores.split((len(ROLES) * len(TAGS), len(TYPES), len(STATUSES)), dim=-1)
    weight = texts.weight[:, None].expand_as(texts.ids)
    tags = tags.unflatten(-1, (len(ROLES), len(TAGS)))
    spread = weight[..., None].expand_as(texts.tags)
    return (
        3.0 * _mean(tags, texts.tags, spread)
        + 1.5 * _mean(types, texts.triggers, weight)
        + 0.2 * _mean(statuses, texts.statuses, weight)
    )


def pairs(scores: tuple[Tensor, Tensor, Tensor], asked: Pairs) -> Tensor:
    """Type, mode within its type, and status."""
    types, modes, statuses = scores
    return (
        _mean(types, asked.types, asked.weight, smoothing=SMOOTHING)
        + 0.25 * _mean(modes + _same_type()[asked.types], asked.modes, asked.weight)
        + 0.4 * _mean(statuses, asked.statuses, asked.weight)
    )


def _same_type() -> Tensor:
    """For each type, zero at its own modes and far below at all others."""
    own = torch.tensor([[type == name for type, _ in MODES] for name in TYPES])
    return torch.where(own, 0.0, OUTSIDE_MODE)


def _mean(scores: Tensor, labels: Tensor, weight: Tensor, *, smoothing: float = 0.0) -> Tensor:
    """The weighted mean of cross-entropies over what is labelled."""
    each = functional.cross_entropy(
        scores.flatten(0, -2).float(),
        labels.flatten(),
        ignore_index=IGNORED,
        reduction="none",
        label_smoothing=smoothing,
    )
    counted = weight.flatten() * (labels.flatten() != IGNORED)
    return (each * counted).sum() / counted.sum().clamp(min=1.0)
