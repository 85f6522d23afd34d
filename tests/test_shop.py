"""The shop: what is pinned, what may import what, and how long things may grow."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "dragoman"
LOCKS = sorted(ROOT.glob("requirements*.lock"))
LOCK = "\n".join(file.read_text(encoding="utf-8") for file in LOCKS)
MODULES = sorted(SOURCE.rglob("*.py"))
LONGEST_FUNCTION, LONGEST_FILE = 40, 400

PIN = re.compile(r"^[A-Za-z0-9][\w.\[\]-]*==[^\s\\;]+")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")
INDEX = re.compile(r"https?://[^\s\"'<>)]*(?:pypi|pythonhosted|devpi|artifactory|nexus|/simple(?:/|\b))", re.IGNORECASE)
HOME_OF_SOMEBODY = re.compile(r"(?<![\w./:\-])/(?:home|Users|root|work)/\w")
THIS_MACHINE = [path for path in (ROOT, Path(sys.prefix)) if len(path.parts) > 2]

modules = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.relative_to(SOURCE).as_posix())


def _requirements() -> list[str]:
    """The locks' requirements, each with its continued lines; comments apart."""
    joined = LOCK.replace("\\\n", " ")
    return [line for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def test_every_pin_has_a_hash() -> None:
    assert [line for line in _requirements() if not (PIN.match(line) and HASH.search(line))] == []


def test_no_lock_names_an_index_or_a_path_of_a_machine() -> None:
    assert re.findall(r"(?:--(?:extra-)?index-url|--find-links|--trusted-host)[ =]\S*", LOCK) == []
    assert re.findall(r"\w+://\S*|(?:@ |[\s=])/\w\S*", LOCK) == []


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    pinned = {_name(line) for line in _requirements()}

    assert [one for one in wanted if _name(one) not in pinned] == []


def _name(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", requirement.strip(), maxsplit=1)[0]).lower()


@pytest.mark.parametrize("container", ["dragoman", "dragoman.web"])
def test_the_layers_name_every_room_and_nothing_else(container: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layered = (one for one in project["tool"]["importlinter"]["contracts"] if one["type"] == "layers")
    (contract,) = (one for one in layered if one["containers"] == [container])
    named = {room.strip() for layer in contract["layers"] for room in layer.split("|")}

    folder = SOURCE.parent.joinpath(*container.split("."))
    rooms = {path.parent.name for path in folder.glob("*/__init__.py")}
    alone = {path.stem for path in folder.glob("*.py")}

    assert rooms <= named <= rooms | alone


@cache
def _kept() -> dict[str, str]:
    """Every text file that git keeps or would keep."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True).stdout.decode("utf-8").split("\0")
    read = {name: (ROOT / name).read_bytes() for name in names if name and (ROOT / name).is_file()}
    return {name: content.decode("utf-8", "replace") for name, content in read.items() if b"\0" not in content}


def test_no_file_names_a_path_of_this_machine() -> None:
    assert [name for name, text in _kept().items() if any(str(path) in text for path in THIS_MACHINE)] == []
    assert [name for name, text in _kept().items() if HOME_OF_SOMEBODY.search(text)] == []


def test_no_file_names_a_package_index() -> None:
    assert [name for name, text in _kept().items() if INDEX.search(text)] == []


@modules
def test_a_file_is_short(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@modules
def test_every_function_is_short(module: Path) -> None:
    functions = [node for node in _nodes(module) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]

    assert [f"{one.name}, line {one.lineno}" for one in functions if _lines(one) > LONGEST_FUNCTION] == []


def _lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


@modules
def test_every_exception_that_is_caught_has_a_name(module: Path) -> None:
    handlers = [node for node in _nodes(module) if isinstance(node, ast.ExceptHandler)]

    assert [handler.lineno for handler in handlers if handler.type is None] == []


def _nodes(module: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(module.read_text(encoding="utf-8"), str(module))))
