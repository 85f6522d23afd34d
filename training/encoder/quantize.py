"""int8 with little loss: outlying channels of a layer's input are evened out into its weights before quantising."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

EVEN = 0.85  # how much of the spread moves into the weights


class Evened(nn.Module):
    """A linear layer whose input is divided, and its weights multiplied, channel by channel: the same result."""

    def __init__(self, linear: nn.Linear, largest: Tensor, share: float) -> None:
        super().__init__()
        weights = linear.weight.detach()
        spread = largest.clamp(min=1e-5) ** share / weights.abs().amax(0).clamp(min=1e-5) ** (1 - share)
        self.spread = nn.Parameter(1 / spread, requires_grad=False)
        self.linear = nn.Linear(linear.in_features, linear.out_features)
        self.linear.weight.data.copy_(weights * spread)
        self.linear.bias.data.copy_(linear.bias.detach())

    def forward(self, states: Tensor) -> Tensor:
        result: Tensor = self.linear(states * self.spread)
        return result


class ByteWords(nn.Module):
    """Word embeddings as int8 with a scale for each row."""

    def __init__(self, words: nn.Embedding) -> None:
        super().__init__()
        weights = words.weight.detach()
        scale = weights.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.scale = nn.Parameter(scale, requires_grad=False)
        self.rows = nn.Parameter((weights / scale).round().to(torch.int8), requires_grad=False)

    def forward(self, ids: Tensor) -> Tensor:
        return self.rows[ids].to(torch.float32) * self.scale[ids]


def even(model: nn.Module, run: Callable[[], object], share: float = EVEN) -> None:
    """Replaces every linear layer of *model* by its evened form; *run* shows it the texts that its inputs are taken from."""
    largest: dict[nn.Linear, Tensor] = {}
    linears = {name: part for name, part in model.named_modules() if isinstance(part, nn.Linear)}

    def note(part: nn.Module, inputs: tuple[Tensor, ...], _: Tensor) -> None:
        assert isinstance(part, nn.Linear), "only linear layers are watched"
        seen = inputs[0].detach().abs().flatten(0, -2).amax(0)
        largest[part] = torch.maximum(largest[part], seen) if part in largest else seen

    watched = [part.register_forward_hook(note) for part in linears.values()]
    with torch.no_grad():
        run()
    for one in watched:
        one.remove()
    for name, part in linears.items():
        holder, _, own = name.rpartition(".")
        setattr(model.get_submodule(holder), own, Evened(part, largest[part], share))


def quantized(path: Path, to: Path) -> None:
    """The network at *path* with int8 weights, 7 bits of them used: without VNNI, 8 against 8 bits overflow."""
    quantize_dynamic(
        path,
        to,
        op_types_to_quantize=["MatMul", "Gemm"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
    )
