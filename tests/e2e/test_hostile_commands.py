"""Hostile words out to terminals and language models: nothing steers the one, nothing orders the other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client
from tests.e2e.doors import KINDS, Press, summed
from tests.e2e.hostile import TODAY, Page, unseen
from typer.testing import CliRunner

from dragoman.app.main import app
from dragoman.app.mcp_command import server_of
from dragoman.publish.wording import plain


def test_a_language_model_is_told_hostile_words_as_such(hostile: Press) -> None:
    """They stand where they are marked, and nowhere else; nothing that cannot be seen goes with them."""
    wrong: list[str] = []

    async def ask() -> None:
        async with Client(server_of(hostile.store, today=lambda: TODAY)) as client:
            for one in hostile.pages:
                asked = [
                    ("get_evidence", {"article": one.article.id}),
                    ("search", {"words": f'"accused Iceland {one.number}"', "kind": "event"}),
                    ("positions", {"side": one["holder"]}),
                    ("meetings", {"side": one["actor"]}),
                    ("dyad", {"one": one["actor"], "other": one["recipient"]}),
                ]
                for tool, fields in asked:
                    answer = await client.call_tool(tool, fields)
                    (content,) = answer.content
                    wrong.extend(f"{what}: {tool} {one.number}" for what in _told(content.text, one, answer.is_error))

    anyio.run(ask)

    assert not wrong, summed(wrong)


def _told(text: str, page: Page, error: bool) -> Iterator[str]:
    if signs := list(unseen(text)):
        yield f"holds {' '.join(signs[:4])}"
    if error:
        return
    found = json.loads(text)
    hostile = {
        plain(page[field]) for field in ("title", "outlet", "actor", "holder", "issue", "topic", "name", "speaker")
    }
    long = [one for one in hostile if len(one) > 5]
    for own in _own(found):
        if any(one in own for one in long):
            yield f"not marked, {own[:60]!r}"


def _own(value: Any) -> Iterator[str]:
    """Every string of an answer that is not marked as the press's; also the names of fields."""
    if isinstance(value, dict):
        for name, held in value.items():
            yield name
            if name != "untrusted_press_text":
                yield from _own(held)
    elif isinstance(value, list):
        for one in value:
            yield from _own(one)
    elif isinstance(value, str):
        yield value


def commands(page: Page) -> Iterator[tuple[str, ...]]:
    """Every command that shows what the press wrote, and hostile words as what is asked."""
    yield from (("search", "--kind", kind) for kind in KINDS)
    yield ("search", "--", page["quote"])
    yield ("brief", "--date", str(TODAY))
    yield ("meetings",)
    yield ("channels",)
    yield ("channels", "--", page["channel"])
    yield ("positions", "--", page["holder"])
    yield ("quotes", "--", page["speaker"])
    yield ("questions",)
    yield ("posture", "--", page["actor"])
    yield ("dyad", "--", page["actor"], page["recipient"])
    yield ("copies",)
    yield ("copies", "--", page["url"])
    yield ("corrections", "list")
    yield ("corrections", "show", f"{page.article.id}/{page.record('v')}")
    yield ("corrections", "undo", "--why", "so", "--", page["who"])
    yield ("sources", "list")
    yield ("sources", "check")
    yield ("sources", "pause", "--", page["source"])
    yield ("alerts", "list")
    yield ("alerts", "show", "--", page["rule"])
    yield ("export", "--format", "csv", "--where", f"actor={page['actor']}")
    yield ("subscribers", "add", "--", page["name"], page["source"])
    yield ("import", "--", page["file"].replace("\x00", ""))


def test_nothing_steers_the_terminal(hostile: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_DATABASE", hostile.address)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    wrong: list[str] = []
    shared = len(list(commands(hostile.pages[0])))
    for nth, page in enumerate(hostile.pages):
        for command in commands(page):
            own = any(part in command for part in ("--", "show", "--where"))
            if nth and not own:
                continue
            result = CliRunner().invoke(app, list(command))
            if result.exception is not None and not isinstance(result.exception, SystemExit):
                wrong.append(f"{command[0]} fails, {result.exception!r:.80}: {command}"[:200])
            if signs := list(dict.fromkeys(unseen(result.output.replace("\r\n", "\n")))):
                wrong.append(f"{command[:2]} prints {' '.join(signs[:4])}: {page.number}")
    assert shared > 20
    assert not wrong, summed(wrong)
