"""The wheel: small enough, whole, and enough by itself: in an empty environment it reads a page, keeps it and shows it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LARGEST = 40 * 1024 * 1024
PAGE = ROOT / "examples" / "press" / "pages" / "meridian-wire"
CARRIED = (
    "dragoman/annotate/data/brain/reader.onnx",
    "dragoman/annotate/data/brain/tagger.onnx",
    "dragoman/annotate/data/brain/relater.onnx",
    "dragoman/annotate/data/brain/tokenizer.json",
    "dragoman/knowledge/data/channels.csv",
    "dragoman/knowledge/data/cues/en/reporting.csv",
    "dragoman/knowledge/data/third_party/LICENSES.md",
    "dragoman/newsletter/templates/issue.html",
    "dragoman/py.typed",
    "dragoman/web/static/site.css",
    "dragoman/web/templates/base.html",
)
SITE = """
import sys
from importlib.resources import files
from starlette.testclient import TestClient
from dragoman.store import opened
from dragoman.web.site import site
with opened(sys.argv[1]) as store, TestClient(site(store), base_url="http://localhost") as client:
    assert client.get("/").status_code == 200, client.get("/").text
    assert client.get("/static/site.css").status_code == 200
    (article,) = client.get("/api/v1/articles").json()["items"]
    print(client.get(f"/api/v1/articles/{article['id']}").text)
print(files("dragoman"))
"""


def done(*words: str | Path, folder: Path) -> str:
    """What a command prints; the words that it fails with, where it does."""
    free = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHONPATH", "DRAGOMAN_"))}
    environment = {**free, "XDG_DATA_HOME": str(folder / "data")}
    answer = subprocess.run(
        list(map(str, words)), cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as it is released."""
    folder = tmp_path_factory.mktemp("dist")
    done(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, folder=ROOT)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty environment with the wheel, which sees the packages that it needs where they are here."""
    home = tmp_path_factory.mktemp("env")
    done(sys.executable, "-m", "venv", "--without-pip", home / "env", folder=home)
    python = home / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = (sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check", "--quiet")
    done(*pip, "install", "--no-deps", "--no-index", "--no-compile", wheel, folder=home)
    packages = Path(done(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", folder=home).strip())
    (packages / "needed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    yield python


def test_the_wheel_is_no_larger_than_it_may_be(wheel: Path) -> None:
    assert wheel.stat().st_size <= LARGEST


def test_the_wheel_carries_all_that_the_program_opens(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    source = ROOT / "src" / "dragoman"
    kept = {
        f"dragoman/{one.relative_to(source).as_posix()}"
        for one in source.rglob("*")
        if one.is_file() and one.suffix not in (".py", ".pyc") and "vendor" not in one.parts
    }

    assert set(CARRIED) <= names
    assert kept <= names
    assert any(name.startswith("dragoman/store/migrations/versions/") for name in names)
    assert any(name.startswith("dragoman/store/mail/migrations/versions/") for name in names)


def test_in_an_empty_environment_a_page_is_read_kept_and_shown(installed: Path, tmp_path: Path) -> None:
    page = min(PAGE.glob("*.html"))
    done(installed.with_name("dragoman"), "ingest", page, "--database", "s.db", folder=tmp_path)
    line, where = done(installed, "-c", SITE, "s.db", folder=tmp_path).splitlines()

    reading = json.loads(line)
    assert reading["statements"] and reading["events"]
    assert "brain" in reading["reader"]["model"]
    assert Path(where).is_relative_to(installed.parents[1])
