"""The shapes of what the API answers, as JSON Schema: read off the frozen values themselves, so they cannot lie."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

PLAIN: dict[Any, dict[str, str]] = {
    Any: {},
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    timedelta: {"type": "string", "format": "duration"},
}


def reference(kind: Any) -> dict[str, Any]:
    """Where the shape of *kind* is described."""
    return {"$ref": f"#/components/schemas/{name(kind)}"}


def name(kind: Any) -> str:
    """What the shape of *kind* is called: `Hit`, `ListedHit`."""
    origin = get_origin(kind)
    return "".join(one.__name__ for one in (origin, *get_args(kind))) if origin else str(kind.__name__)


def shapes(kinds: Iterable[Any]) -> dict[str, Any]:
    """The shapes of *kinds*, and of all that they hold, by name."""
    found: dict[str, Any] = {}
    for kind in kinds:
        _add(kind, found)
    return dict(sorted(found.items()))


def _add(kind: Any, found: dict[str, Any]) -> dict[str, Any]:
    """Where the shape of a dataclass or a word list is described, once it is."""
    if name(kind) not in found:
        found[name(kind)] = {}  # it may hold its own like
        found[name(kind)] = _words(kind) if inspect.isclass(kind) and issubclass(kind, Enum) else _object(kind, found)
    return reference(kind)


def _words(kind: type[Enum]) -> dict[str, Any]:
    return {**_about(kind), "type": "string", "enum": [str(one.value) for one in kind]}


def _object(kind: Any, found: dict[str, Any]) -> dict[str, Any]:
    """Every field stands in every answer."""
    made = get_origin(kind) or kind
    held = dict(zip(getattr(made, "__parameters__", ()), get_args(kind), strict=True))
    hints = get_type_hints(made)
    several = {one.name: _shape(hints[one.name], found, held) for one in fields(made)}
    return {**_about(made), "type": "object", "properties": several, "required": list(several)}


def _shape(kind: Any, found: dict[str, Any], held: Mapping[Any, Any]) -> dict[str, Any]:
    kind = held.get(kind, kind)
    if kind in PLAIN:
        return dict(PLAIN[kind])
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return {"anyOf": [_shape(one, found, held) for one in get_args(kind)]}
    if origin is tuple:
        return _list([held.get(one, one) for one in get_args(kind)], found, held)
    if hasattr(kind, "_fields"):
        return {**_about(kind), **_list(list(get_type_hints(kind).values()), found, held)}
    if is_dataclass(origin or kind) or (inspect.isclass(kind) and issubclass(kind, Enum)):
        return _add(kind, found)
    raise TypeError(f"{kind!r} has no shape: answer with dataclasses, words, numbers, days and tuples of them")


def _list(parts: list[Any], found: dict[str, Any], held: Mapping[Any, Any]) -> dict[str, Any]:
    if parts[-1] is ...:
        return {"type": "array", "items": _shape(parts[0], found, held)}
    several = [_shape(one, found, held) for one in parts]
    return {"type": "array", "prefixItems": several, "minItems": len(parts), "maxItems": len(parts)}


def _about(kind: Any) -> dict[str, str]:
    said = inspect.getdoc(kind) or ""
    return {"description": said} if said and not said.startswith(f"{kind.__name__}(") else {}
