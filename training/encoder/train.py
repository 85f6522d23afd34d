"""The recipe: corpus → weights, seeded, resumable after each epoch."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from time import monotonic

import torch
from tokenizers import Tokenizer
from torch import nn

from training.corpus.generate import all_frames, generated
from training.corpus.markup import BadMarkup, Passage, passages
from training.encoder import losses
from training.encoder.examples import Unit, drilled, epoch
from training.encoder.model import Brain, Shape
from training.encoder.tensors import tensors
from training.encoder.vocabulary import tokenizer_json

CORPUS = Path(__file__).parent.parent / "corpus"
ROUND = "round-{}.pt"  # the weights after each round
POOL = 80  # batches that are sorted by length together: of 20, a step has a ninth more padding to read


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How the shipped weights are made."""

    seed: int = 4  # of five the one that does best on the held passages
    epochs: int = 4
    batch: int = 16
    rate: float = 2e-4
    head_rate: float = 1e-3
    warm_up: float = 0.1
    drills: int = 1000
    drill_weight: float = 0.4
    again: int = 2  # further rounds of one epoch, at half the rate, over every frame
    again_drills: int = 2000
    again_weight: float = 0.6
    shape: Shape = field(default_factory=Shape)
    without: tuple[str, ...] = ()


def corpus(without: Sequence[str] = ()) -> list[Passage]:
    """The passages to learn from, without the files named."""
    files = [path for path in sorted(CORPUS.glob("passages/*.txt")) if path.stem not in without]
    return [one for path in files for one in passages(path) if not isinstance(one, BadMarkup)]


def train(recipe: Recipe, folder: Path) -> Iterator[str]:
    """Trains into *folder*, from its checkpoint where there is one; yields what happens."""
    torch.manual_seed(recipe.seed)
    brain = Brain.fresh(recipe.shape)
    optimizer = _optimizer(brain, recipe)
    done = _resumed(folder, brain, optimizer)
    tokenizer = Tokenizer.from_str(tokenizer_json())
    brain.train()
    for number in range(done, recipe.epochs + recipe.again):
        texts, frames = corpus(recipe.without), all_frames()
        yield f"epoch {number}: {len(texts)} passages, {len(frames)} frames"
        random, begun = Random(recipe.seed * 1000 + number), monotonic()
        torch.manual_seed(recipe.seed * 1000 + number)  # a run that was broken off goes on as if it had not been
        units = list(epoch(texts, random))
        count, weight = (
            (recipe.drills, recipe.drill_weight)
            if number < recipe.epochs
            else (recipe.again_drills, recipe.again_weight)
        )
        if frames and count:
            units += drilled(list(generated(frames, recipe.seed * 1000 + number, count)), random, weight)
        batches = _batches(units, recipe.batch, random)
        losses_ = 0.0
        for at, batch in enumerate(batches):
            _set_rate(optimizer, number + at / len(batches), recipe)
            losses_ += _step(brain, optimizer, tokenizer, batch)
            if at % 50 == 49:
                yield f"epoch {number} step {at + 1}/{len(batches)}: {losses_ / (at + 1):.3f}, {monotonic() - begun:.0f} s"
        _save(folder, brain, optimizer, number + 1, recipe)
        if number + 1 >= recipe.epochs:
            torch.save(brain.state_dict(), folder / ROUND.format(number + 1 - recipe.epochs))
        yield f"epoch {number}: {losses_ / max(1, len(batches)):.3f}, {monotonic() - begun:.0f} s"


def _step(brain: Brain, optimizer: torch.optim.Optimizer, tokenizer: Tokenizer, batch: Sequence[Unit]) -> float:
    texts, asked = tensors(tokenizer, batch)
    with torch.autocast("cpu", dtype=torch.bfloat16):  # matrix products alone; what they are added to keeps its 32 bits
        scores = brain.tags(texts.ids, texts.quoted, texts.mask)
        answers = brain.answers(asked.ids, asked.quoted, asked.roles, asked.mask) if asked is not None else None
    loss = losses.tokens(scores, texts)
    if answers is not None and asked is not None:
        loss = loss + losses.pairs(answers, asked)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(brain.parameters(), 1.0)
    optimizer.step()
    return float(loss.detach())


def _batches(units: list[Unit], size: int, random: Random) -> list[list[Unit]]:
    """Shuffled batches of texts of like length."""
    random.shuffle(units)
    found: list[list[Unit]] = []
    for start in range(0, len(units), size * POOL):
        pool = sorted(units[start : start + size * POOL], key=lambda unit: len(unit.passage.text))
        found += [pool[at : at + size] for at in range(0, len(pool), size)]
    random.shuffle(found)
    return found


def _optimizer(brain: Brain, recipe: Recipe) -> torch.optim.Optimizer:
    fresh = ("tokens.", "mix.", "types.", "modes.", "statuses.", "marks", "quotes.")
    heads, body = [], []
    for name, parameter in brain.named_parameters():
        if parameter.requires_grad:
            (heads if any(part in name for part in fresh) else body).append(parameter)
    groups = [{"params": body, "lr": recipe.rate}, {"params": heads, "lr": recipe.head_rate}]
    for group in groups:
        group["peak"] = group["lr"]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def _set_rate(optimizer: torch.optim.Optimizer, at: float, recipe: Recipe) -> None:
    """Up over the first share of a round, then down along a cosine; further rounds rise to half."""
    further = at >= recipe.epochs
    progress = (at - recipe.epochs) % 1 if further else at / recipe.epochs
    warm = recipe.warm_up
    part = progress / warm if progress < warm else 0.5 + 0.5 * math.cos(math.pi * (progress - warm) / (1 - warm))
    for group in optimizer.param_groups:
        group["lr"] = group["peak"] * max(part, 0.01) * (0.5 if further else 1.0)


def _save(folder: Path, brain: Brain, optimizer: torch.optim.Optimizer, done: int, recipe: Recipe) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    state = {"brain": brain.state_dict(), "optimizer": optimizer.state_dict(), "done": done}
    torch.save(state, folder / "new.pt")
    (folder / "new.pt").replace(folder / "checkpoint.pt")
    (folder / "recipe.json").write_text(json.dumps(asdict(recipe), indent=1) + "\n", encoding="utf-8")


def _resumed(folder: Path, brain: Brain, optimizer: torch.optim.Optimizer) -> int:
    """How many epochs the folder's checkpoint has behind it."""
    path = folder / "checkpoint.pt"
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    brain.load_state_dict(state["brain"])
    optimizer.load_state_dict(state["optimizer"])
    return int(state["done"])


def trained(folder: Path) -> tuple[Brain, dict[str, object]]:
    """The mean of the weights after each round, which is better than any, and the recipe that made them."""
    recipe: dict[str, object] = json.loads((folder / "recipe.json").read_text(encoding="utf-8"))
    shape = recipe["shape"]
    assert isinstance(shape, dict), "a recipe holds its shape"
    rounds = [torch.load(path, weights_only=True) for path in sorted(folder.glob(ROUND.format("*")))]
    assert rounds, "a round has ended"
    weights = {name: sum(one[name] for one in rounds) / len(rounds) for name in rounds[0]}
    brain = Brain(Shape(**shape))
    brain.load_state_dict(weights)
    return brain.eval(), recipe
