"""What people said of a record's parts, in short."""

from __future__ import annotations

import json
from typing import Any


def value(found: Any) -> str:
    """A part's value: `NOR, ISL`, `2022-03-01/2022-03-31`, `Geneva (CHE)`, `none`."""
    if isinstance(found, list):
        return ", ".join(map(str, found)) or "none"
    if isinstance(found, dict) and "earliest" in found:
        return "/".join(dict.fromkeys(str(found[end] or "..") for end in ("earliest", "latest")))
    if isinstance(found, dict) and "lat" in found:
        return f"{found['name']} ({found['code']})" if found["code"] else str(found["name"])
    if isinstance(found, dict):
        return json.dumps(found, ensure_ascii=False)
    return "none" if found is None else "yes" if found is True else "no" if found is False else str(found)
