"""The encoder with its heads: shared layers read a text plain for its tags, and once a pair with the parties marked."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.encoder.labels import MODES, ROLES, STATUSES, TAGS, TYPES
from training.encoder.vocabulary import base_weights, rows

WIDTH, HEADS, INNER, DEPTH, LONGEST = 384, 12, 1536, 6, 192
PARTIES = 3  # source, target, trigger
TOKEN_OUT = len(ROLES) * len(TAGS) + len(TYPES) + len(STATUSES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """*shared* layers of the base's six; the rest are the pair branch. *tagger* layers begin as copies of these."""

    shared: int = 4
    tagger: int = 1
    dropout: float = 0.1

    def told(self) -> dict[str, object]:
        return asdict(self)


class Dropout(nn.Module):
    """Dropout with eight of its draws from each random number: torch's own takes a quarter of a step's time."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.out_of_256 = round(share * 256)

    def forward(self, states: Tensor) -> Tensor:
        if not self.training or not self.out_of_256:
            return states
        count = states.numel()
        drawn = torch.empty(-(-count // 8), dtype=torch.int64).random_(torch.iinfo(torch.int64).min, None)
        kept = drawn.view(torch.uint8)[:count].view(states.shape) >= self.out_of_256
        return states * kept * (256 / (256 - self.out_of_256))


class Layer(nn.Module):
    """A transformer layer, as BERT has it. *queries* may be fewer than what they attend to."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm_attention, self.norm_out = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, queries: Tensor, states: Tensor, bias: Tensor) -> Tensor:
        query, key, value = (
            self._split(self.query(queries)),
            self._split(self.key(states)),
            self._split(self.value(states)),
        )
        # in plain steps, which export to ONNX as they stand; torch's fused ones take twice as long backwards on a CPU
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
    """Texts, and which role each piece plays in the question → states: run once a text without roles, and once a pair."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.words: nn.Module = nn.Embedding(len(rows()), WIDTH)
        self.places: nn.Module = nn.Embedding(LONGEST, WIDTH)
        self.quotes = nn.Embedding(3, WIDTH)
        self.marks = nn.Parameter(torch.randn(PARTIES, WIDTH) * 0.3)
        self.norm, self.dropout = nn.LayerNorm(WIDTH, eps=1e-12), Dropout(shape.dropout)
        self.layers = nn.ModuleList(Layer(shape.dropout) for _ in range(shape.shared))

    def forward(self, ids: Tensor, quoted: Tensor, roles: Tensor, mask: Tensor | None = None) -> Tensor:
        places = self.places(torch.arange(ids.shape[1]))
        states = self.norm(self.words(ids) + places + self.quotes(quoted))
        for role, mark in zip(roles.split(1, dim=-1), self.marks.unbind(), strict=True):
            states = states + role * mark  # no matrix product: it stays out of int8
        states, bias = self.dropout(states), _bias(mask)
        for layer in self.layers:
            states = layer(states, states, bias)
        return states

    def load(self, weights: dict[str, Tensor]) -> None:
        """Starts as the base model's lowest layers."""
        self.words.weight.data.copy_(weights["embeddings.word_embeddings.weight"])
        kind = weights["embeddings.token_type_embeddings.weight"][0]
        self.places.weight.data.copy_(weights["embeddings.position_embeddings.weight"][:LONGEST] + kind)
        self.quotes.weight.data.zero_()
        self.norm.weight.data.copy_(weights["embeddings.LayerNorm.weight"])
        self.norm.bias.data.copy_(weights["embeddings.LayerNorm.bias"])
        _load(self.layers, weights, 0)


class Tagger(nn.Module):
    """States of a text read without roles → token scores."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer(shape.dropout) for _ in range(shape.tagger))
        self.dropout = Dropout(shape.dropout)
        self.tokens = nn.Linear(WIDTH, TOKEN_OUT)

    def forward(self, states: Tensor, mask: Tensor | None = None) -> Tensor:
        bias = _bias(mask)
        for layer in self.layers:
            states = layer(states, states, bias)
        scores: Tensor = self.tokens(self.dropout(states))
        return scores


class Relater(nn.Module):
    """States of a window read with its roles → scores of type, mode and status."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer(shape.dropout) for _ in range(DEPTH - shape.shared))
        self.mix = nn.Linear(5 * WIDTH, WIDTH)
        self.dropout = Dropout(shape.dropout)
        self.types, self.modes, self.statuses = (nn.Linear(WIDTH, len(names)) for names in (TYPES, MODES, STATUSES))

    def forward(self, states: Tensor, roles: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        bias, (*layers, last) = _bias(mask), self.layers
        for layer in layers:
            states = layer(states, states, bias)
        found = last(pooled(states, roles, mask), states, bias)
        mixed = self.dropout(functional.gelu(self.mix(self.dropout(found.flatten(1)))))
        return self.types(mixed), self.modes(mixed), self.statuses(mixed)


def pooled(states: Tensor, roles: Tensor, mask: Tensor | None) -> Tensor:
    """[CLS], the means of source, target and what stands between them, and of the trigger, or of all where none is shown."""
    there = torch.ones_like(roles[..., 0]) if mask is None else mask.to(states.dtype)
    source, target, trigger = roles.unbind(-1)
    either = (source + target).clamp(max=1.0)
    before, behind = either.cumsum(1), either.flip(1).cumsum(1).flip(1)
    between = ((before > 0) & (behind > 0) & (either == 0)).to(states.dtype) * there
    shown = torch.where(trigger.sum(1, keepdim=True) > 0, trigger, there)
    weights = torch.stack([source, target, between, shown], dim=1)
    means = weights @ states / weights.sum(-1, keepdim=True).clamp(min=1.0)
    return torch.cat([states[:, :1], means], dim=1)


def _bias(mask: Tensor | None) -> Tensor:
    if mask is None:
        return torch.zeros(1)
    return (1.0 - mask[:, None, None, :].to(torch.float32)) * -10000.0


def _load(layers: nn.ModuleList, weights: dict[str, Tensor], lowest: int) -> None:
    """*layers* start as the base model's from *lowest* on."""
    for at, layer in enumerate(layers):
        assert isinstance(layer, Layer)
        layer.load(weights, min(lowest + at, DEPTH - 1))


class Brain(nn.Module):
    """All parts, trained together."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.reader, self.tagger, self.relater = Reader(shape), Tagger(shape), Relater(shape)

    def tags(self, ids: Tensor, quoted: Tensor, mask: Tensor | None = None) -> Tensor:
        """Token scores of texts; without *mask*, of rows that are not padded."""
        scores: Tensor = self.tagger(self.reader(ids, quoted, ids.new_zeros(*ids.shape, PARTIES), mask), mask)
        return scores

    def answers(
        self, ids: Tensor, quoted: Tensor, roles: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of type, mode and status of windows with their parties."""
        scores: tuple[Tensor, Tensor, Tensor] = self.relater(self.reader(ids, quoted, roles, mask), roles, mask)
        return scores

    @classmethod
    def fresh(cls, shape: Shape) -> Brain:
        """From the base model's weights; word embeddings stay as they are."""
        brain, weights = cls(shape), base_weights()
        brain.reader.load(weights)
        _load(brain.tagger.layers, weights, shape.shared)
        _load(brain.relater.layers, weights, shape.shared)
        brain.reader.words.requires_grad_(False)
        return brain
