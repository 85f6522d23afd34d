"""The reference for people, made of the OpenAPI document: operations by group, and the shapes that they answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Document = Mapping[str, Any]

METHODS = ("get", "post", "put", "patch", "delete")
SHAPES = "#/components/schemas/"
LISTED, LIST = "Listed", "a page of "


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """A type in words: what stands before and after the name of a *shape*, where it has one."""

    before: str
    shape: str | None = None
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of an address, a form or a shape."""

    name: str
    types: tuple[Type, ...]
    needed: bool
    about: str
    place: str = ""
    usual: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing that can be asked."""

    id: str
    method: str
    path: str
    about: tuple[str, ...]
    fields: tuple[Field, ...]
    answer: tuple[Type, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """An object with its fields, or the words of which a value is one."""

    name: str
    about: tuple[str, ...]
    fields: tuple[Field, ...]
    words: tuple[str, ...]


def groups(document: Document) -> dict[str, list[Operation]]:
    """The operations by the group that they belong to."""
    found: dict[str, list[Operation]] = {}
    for path, several in document["paths"].items():
        for method in METHODS:
            if method in several:
                operation = several[method]
                found.setdefault(operation.get("tags", ["Others"])[0], []).append(_operation(path, method, operation))
    return found


def shapes(document: Document) -> list[Shape]:
    """Everything that operations answer, by name."""
    every = document.get("components", {}).get("schemas", {})
    return [_shape(name, schema) for name, schema in sorted(every.items()) if not name.startswith(LISTED)]


def _operation(path: str, method: str, operation: Document) -> Operation:
    answers = operation["responses"]
    answer: Document = next((answers[code] for code in sorted(answers) if code.startswith("2")), {})
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    return Operation(
        id=f"{method}-{path.strip('/').replace('/', '-').replace('{', '').replace('}', '')}",
        method=method.upper(),
        path=path,
        about=_paragraphs(operation.get("description", "")),
        fields=(*map(_parameter, operation.get("parameters", ())), *(_body(body) if body else ())),
        answer=tuple(_types(answer.get("content", {}).get("application/json", {}).get("schema", {}))),
    )


def _parameter(parameter: Document) -> Field:
    schema = parameter["schema"]
    return Field(
        name=parameter["name"],
        types=tuple(_types(schema)),
        needed=bool(parameter.get("required")),
        about=parameter.get("description", ""),
        place=parameter["in"],
        usual=_plainly(schema["default"]) if "default" in schema else "",
    )


def _body(schema: Document) -> Iterator[Field]:
    yield Field(name="the body", types=tuple(_types(schema)), needed=True, about="", place="JSON")


def _shape(name: str, schema: Document) -> Shape:
    needed = schema.get("required", ())
    return Shape(
        name=name,
        about=_paragraphs(schema.get("description", "")),
        fields=tuple(
            Field(name=key, types=tuple(_types(one)), needed=key in needed, about=one.get("description", ""))
            for key, one in schema.get("properties", {}).items()
        ),
        words=tuple(map(str, schema.get("enum", ()))),
    )


def _types(schema: Document) -> Iterator[Type]:
    """What a value may be, each possibility by itself."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(SHAPES)
        yield Type(before=LIST if name.startswith(LISTED) else "", shape=name.removeprefix(LISTED))
    elif "anyOf" in schema:
        for one in schema["anyOf"]:
            yield from _types(one)
    elif "enum" in schema:
        yield Type(before="one of " + ", ".join(map(str, schema["enum"])))
    elif schema.get("type") == "array" and isinstance(schema.get("items"), Mapping):
        yield from (Type(before="list of ", shape=one.shape, after=one.before) for one in _types(schema["items"]))
    elif schema.get("type") == "array" and "prefixItems" in schema:
        parts = [one for part in schema["prefixItems"] for one in _types(part)]
        yield Type(before=f"[{', '.join(one.shape or one.before for one in parts)}]")
    else:
        yield Type(before=" ".join(filter(None, (_kind(schema), _limits(schema)))))


def _kind(schema: Document) -> str:
    kind = str(schema.get("type", "any"))
    known = {"date": "day", "date-time": "moment", "duration": "duration"}.get(schema.get("format", ""))
    return known or {"string": "text", "boolean": "true or false"}.get(kind, kind)


def _limits(schema: Document) -> str:
    if "minimum" in schema and "maximum" in schema:
        return f"from {schema['minimum']} to {schema['maximum']}"
    return f"up to {schema['maxLength']} characters" if "maxLength" in schema else ""


def _plainly(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.split("\n\n") if part.strip())
