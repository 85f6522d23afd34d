"""A second reader of mail, made of parsers that share no code with the first: DKIM's for the head, the web's for parts."""

from __future__ import annotations

import quopri
import re
from base64 import b64decode
from dataclasses import dataclass, field
from typing import Any

from dkim import rfc822_parse
from python_multipart.multipart import MultipartParser

WORD = re.compile(r"=\?utf-8\?([bq])\?([^?]*)\?=", re.IGNORECASE)


@dataclass(slots=True)
class Part:
    """One of a mail's bodies."""

    headers: dict[str, str] = field(default_factory=dict)
    data: bytes = b""

    @property
    def text(self) -> str:
        assert self.headers["content-transfer-encoding"] == "quoted-printable"
        return quopri.decodestring(self.data).decode("utf-8").replace("\r\n", "\n")


@dataclass(frozen=True, slots=True)
class Read:
    """A mail's headers by their names in small letters, on one line each, and its bodies."""

    headers: dict[str, str]
    parts: tuple[Part, ...]


def read_otherwise(sent: bytes) -> Read:
    """What the mail says. Fails where a header is there twice."""
    found, body = rfc822_parse(sent)
    names = [name.decode("ascii").lower() for name, _ in found]
    assert len(names) == len(set(names)), names
    headers = {name: _decoded(value.decode("ascii")) for name, (_, value) in zip(names, found, strict=True)}
    boundary = re.search(r'boundary="([^"]+)"', headers["content-type"])
    assert boundary
    return Read(headers, tuple(_parts(body, boundary[1].encode())))


def _decoded(value: str) -> str:
    joined = re.sub(r"(\?=)\s+(?==\?)", r"\1", value)
    return " ".join(WORD.sub(_word, joined).split())


def _word(found: re.Match[str]) -> str:
    raw = b64decode(found[2]) if found[1].lower() == "b" else quopri.decodestring(found[2].encode(), header=True)
    return raw.decode("utf-8")


def _parts(body: bytes, boundary: bytes) -> list[Part]:
    parts: list[Part] = []
    name: list[str] = [""]

    def data(raw: bytes, start: int, end: int) -> None:
        parts[-1].data += raw[start:end]

    def field_name(raw: bytes, start: int, end: int) -> None:
        name[0] += raw[start:end].decode("ascii").lower()

    def field_value(raw: bytes, start: int, end: int) -> None:
        parts[-1].headers[name[0]] = parts[-1].headers.get(name[0], "") + raw[start:end].decode("ascii")

    def field_end() -> None:
        name[0] = ""

    callbacks: dict[str, Any] = {
        "on_part_begin": lambda: parts.append(Part()),
        "on_part_data": data,
        "on_header_field": field_name,
        "on_header_value": field_value,
        "on_header_end": field_end,
    }
    parser = MultipartParser(boundary, callbacks)  # type: ignore[arg-type]
    parser.write(body)
    parser.finalize()
    return parts
