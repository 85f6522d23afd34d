from __future__ import annotations
from typing import Any
def positions(a: Any, s: Any) -> tuple[Any, ...]:
    return ()
