"""Layers as they ship, for rows without padding: what needs no step of its own is folded into weights."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.encoder.model import HEADS, WIDTH, Brain, Layer
from training.encoder.quantize import Evened


class Folded(nn.Module):
    """A layer whose query, key and value come of one product, or, *apart*, the query of one and the others of another."""

    def __init__(self, layer: Layer, *, apart: bool) -> None:
        super().__init__()
        layer.query.weight.data *= (WIDTH // HEADS) ** -0.5
        layer.query.bias.data *= (WIDTH // HEADS) ** -0.5
        self.query = layer.query if apart else None
        self.inward = _joined([layer.key, layer.value] if apart else [layer.query, layer.key, layer.value])
        self.out: nn.Module = layer.out
        self.up, self.down = layer.up, layer.down
        self.norm_attention, self.norm_out = layer.norm_attention, layer.norm_out

    def forward(self, queries: Tensor, states: Tensor, _: Tensor) -> Tensor:
        parts = self.inward(states).unflatten(2, (-1, WIDTH // HEADS)).transpose(1, 2).split(HEADS, dim=1)
        first = [] if self.query is None else [self.query(queries).unflatten(2, (HEADS, -1)).transpose(1, 2)]
        query, key, value = (*first, *parts)
        mixed = ((query @ key.transpose(-1, -2)).softmax(-1) @ value).transpose(1, 2).flatten(2)
        attended: Tensor = self.norm_attention(queries + self.out(mixed))
        result: Tensor = self.norm_out(attended + self.down(functional.gelu(self.up(attended))))
        return result

    def settle(self) -> None:
        """What evens the input of *out* goes into the values that it is made of."""
        if isinstance(self.out, Evened) and isinstance(self.inward, Evened):
            values = self.inward.linear
            values.weight.data[-WIDTH:] *= self.out.spread[:, None]
            values.bias.data[-WIDTH:] *= self.out.spread
            self.out = self.out.linear


def fold(brain: Brain) -> None:
    """Every layer of *brain* in the form that ships; only the last of the pair branch looks from elsewhere than it looks to."""
    for layers in (brain.reader.layers, brain.tagger.layers, brain.relater.layers):
        for at, layer in enumerate(layers):
            assert isinstance(layer, Layer)
            layers[at] = Folded(layer, apart=layers is brain.relater.layers and at == len(layers) - 1)


def _joined(parts: list[nn.Linear]) -> nn.Module:
    joined = nn.Linear(WIDTH, WIDTH * len(parts))
    joined.weight.data.copy_(torch.cat([part.weight.data for part in parts]))
    joined.bias.data.copy_(torch.cat([part.bias.data for part in parts]))
    return joined
