"""The encoder with its heads: shared layers read a text once, a branch tags its tokens, another one relates two spans."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.encoder.labels import MODES, ROLES, STATUSES, TAGS, TYPES
from training.encoder.vocabulary import base_weights, rows

WIDTH, HEADS, INNER, DEPTH, LONGEST = 384, 12, 1536, 6, 192
TOKEN_OUT = len(ROLES) * len(TAGS) + len(TYPES) + len(STATUSES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """*shared* layers of the base's six; the rest are the pair branch. *tagger* layers begin as copies of these."""

    shared: int = 4
    tagger: int = 1
    marked: bool = True  # role embeddings in the pair branch; false: plain span states
    dropout: float = 0.1
    frozen: int = 1  # lowest layers that stay as they are, with the embeddings

    def told(self) -> dict[str, object]:
        return asdict(self)


class Layer(nn.Module):
    """A transformer layer, as BERT has it. *queries* may be fewer than what they attend to."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm_attention, self.norm_out = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, queries: Tensor, states: Tensor, bias: Tensor) -> Tensor:
        query, key, value = (
            self._split(self.query(queries)),
            self._split(self.key(states)),
            self._split(self.value(states)),
        )
        if self.training:
            mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        else:  # in plain steps, which export to ONNX as they stand
            mixed = (query @ key.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + bias).softmax(-1) @ value
        mixed = mixed.transpose(1, 2).flatten(2)
        attended: Tensor = self.norm_attention(queries + self.dropout(self.out(mixed)))
        inner = self.down(functional.gelu(self.up(attended)))
        result: Tensor = self.norm_out(attended + self.dropout(inner))
        return result

    @staticmethod
    def _split(states: Tensor) -> Tensor:
        return states.unflatten(2, (HEADS, WIDTH // HEADS)).transpose(1, 2)

    def load(self, weights: dict[str, Tensor], at: int) -> None:
        """Starts as the base model's layer *at*."""
        names = {
            "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
            "out": "attention.output.dense", "norm_attention": "attention.output.LayerNorm",
            "up": "intermediate.dense", "down": "output.dense", "norm_out": "output.LayerNorm",
        }  # fmt: skip
        for own, base in names.items():
            for part in ("weight", "bias"):
                getattr(getattr(self, own), part).data.copy_(weights[f"encoder.layer.{at}.{base}.{part}"])


class Reader(nn.Module):
    """Texts → states and token scores: run once a text."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.words: nn.Module = nn.Embedding(len(rows()), WIDTH)
        self.places: nn.Module = nn.Embedding(LONGEST, WIDTH)
        self.quotes = nn.Embedding(3, WIDTH)
        self.norm, self.dropout = nn.LayerNorm(WIDTH, eps=1e-12), nn.Dropout(shape.dropout)
        self.layers = nn.ModuleList(Layer(shape.dropout) for _ in range(shape.shared))
        self.tagger = nn.ModuleList(Layer(shape.dropout) for _ in range(shape.tagger))
        self.tokens = nn.Linear(WIDTH, TOKEN_OUT)

    def forward(self, ids: Tensor, quoted: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        places = self.places(torch.arange(ids.shape[1]))
        states = self.dropout(self.norm(self.words(ids) + places + self.quotes(quoted)))
        bias = _bias(mask)
        for layer in self.layers:
            states = layer(states, states, bias)
        tagged = states
        for layer in self.tagger:
            tagged = layer(tagged, tagged, bias)
        return states, self.tokens(self.dropout(tagged))

    def load(self, weights: dict[str, Tensor]) -> None:
        """Starts as the base model: its lowest layers, the tagger's from those above."""
        self.words.weight.data.copy_(weights["embeddings.word_embeddings.weight"])
        kind = weights["embeddings.token_type_embeddings.weight"][0]
        self.places.weight.data.copy_(weights["embeddings.position_embeddings.weight"][:LONGEST] + kind)
        self.quotes.weight.data.zero_()
        self.norm.weight.data.copy_(weights["embeddings.LayerNorm.weight"])
        self.norm.bias.data.copy_(weights["embeddings.LayerNorm.bias"])
        for at, layer in enumerate([*self.layers, *self.tagger]):
            assert isinstance(layer, Layer)
            layer.load(weights, min(at, DEPTH - 1))


class Relater(nn.Module):
    """States of a window and the parties' places → scores of type, mode and status: run once a pair."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.marked = shape.marked
        self.roles = nn.Parameter(torch.randn(3, WIDTH) * 0.3)
        self.layers = nn.ModuleList(Layer(shape.dropout) for _ in range(DEPTH - shape.shared - 1))
        self.last = Layer(shape.dropout)
        self.mix = nn.Linear(5 * WIDTH, WIDTH)
        self.dropout = nn.Dropout(shape.dropout)
        self.types, self.modes, self.statuses = (nn.Linear(WIDTH, len(names)) for names in (TYPES, MODES, STATUSES))

    def forward(self, states: Tensor, mask: Tensor, roles: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        if self.marked:
            states = states + roles @ self.roles
            bias = _bias(mask)
            for layer in self.layers:
                states = layer(states, states, bias)
            found = self.last(pooled(states, mask, roles), states, bias)
        else:
            found = pooled(states, mask, roles)
        mixed = self.dropout(functional.gelu(self.mix(self.dropout(found.flatten(1)))))
        return self.types(mixed), self.modes(mixed), self.statuses(mixed)

    def load(self, weights: dict[str, Tensor]) -> None:
        """Starts as the base model's upper layers."""
        layers = [*self.layers, self.last]
        for at, layer in enumerate(layers):
            assert isinstance(layer, Layer)
            layer.load(weights, DEPTH - len(layers) + at)


def pooled(states: Tensor, mask: Tensor, roles: Tensor) -> Tensor:
    """[CLS], the means of source, target and what stands between them, and of the trigger, or of all where none is shown."""
    source, target, trigger = roles.unbind(-1)
    either = (source + target).clamp(max=1.0)
    before, behind = either.cumsum(1), either.flip(1).cumsum(1).flip(1)
    between = ((before > 0) & (behind > 0) & (either == 0)).to(states.dtype) * mask
    shown = torch.where(trigger.sum(1, keepdim=True) > 0, trigger, mask.to(states.dtype))
    weights = torch.stack([source, target, between, shown], dim=1)
    means = weights @ states / weights.sum(-1, keepdim=True).clamp(min=1.0)
    return torch.cat([states[:, :1], means], dim=1)


def _bias(mask: Tensor) -> Tensor:
    return (1.0 - mask[:, None, None, :].to(torch.float32)) * -10000.0


class Brain(nn.Module):
    """Both parts, trained together."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.reader, self.relater = Reader(shape), Relater(shape)

    @classmethod
    def fresh(cls, shape: Shape) -> Brain:
        """From the base model's weights; word embeddings stay as they are."""
        brain, weights = cls(shape), base_weights()
        brain.reader.load(weights)
        brain.relater.load(weights)
        fixed: list[nn.Module] = [brain.reader.words, *brain.reader.layers[: shape.frozen]]
        for part in fixed:
            part.requires_grad_(False)
        return brain
