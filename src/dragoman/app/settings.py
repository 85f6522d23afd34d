"""Where things are kept when nobody says where."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def default_database(*, platform: str, environment: Mapping[str, str], home: Path) -> Path:
    """The store's file in the user's own data folder, as each platform has it."""
    if platform == "win32":
        base = Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share")
    return base / "dragoman" / "store.db"
