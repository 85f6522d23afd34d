"""Long tests run a twentieth of their cases in `make test`, all of them in `make soak`."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

SOAK = os.environ.get("DRAGOMAN_SOAK") == "1"
FULL = 2000

settings.register_profile(
    "dragoman",
    max_examples=FULL if SOAK else FULL // 20,
    deadline=None,  # the first case loads the model
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("dragoman")
