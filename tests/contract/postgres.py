"""A PostgreSQL server of the tests' own: Debian's package, an unprivileged user, a socket in a temporary folder."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

INSTALL = "apt-get install -y postgresql"
UNPRIVILEGED = ("postgres", "nobody")
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
"""What a server that outlives no test need not do."""


class NoServer(Exception):
    """There is no PostgreSQL on this machine; says how to get it."""


def programs() -> Path:
    """The folder of the newest server's programs."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    if not found and on_path is None:
        raise NoServer(f"PostgreSQL is not installed: run {INSTALL}")
    return max(found, key=lambda path: int(path.parent.name)) if found else Path(str(on_path)).parent


@contextmanager
def server() -> Iterator[str]:
    """The address of a server, up to the database's name; it is gone afterwards."""
    bin, user = programs(), _user()
    with tempfile.TemporaryDirectory(prefix="dragoman-pg-") as name:
        folder = Path(name)
        if user:
            shutil.chown(folder, user)
        _run(user, bin / "initdb", "-D", folder / "data", "-U", "dragoman", "-A", "trust", "-E", "UTF8", "--no-sync")
        listens = f"-c listen_addresses= -c unix_socket_directories={folder} {QUICK}"
        control = (bin / "pg_ctl", "-D", folder / "data", "-w")
        _run(user, *control, "-l", folder / "log", "-o", listens, "start")
        try:
            yield f"postgresql://dragoman@/{{name}}?host={folder}"
        finally:
            _run(user, *control, "-m", "immediate", "stop")


def _user() -> str | None:
    """Whom the server runs as: it refuses to run as root."""
    if os.geteuid():
        return None
    known = {one.pw_name for one in pwd.getpwall()}
    return next(name for name in UNPRIVILEGED if name in known)


def _run(user: str | None, *command: str | Path) -> None:
    done = subprocess.run(
        [str(part) for part in command],
        user=user,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
    )
    if done.returncode:
        raise RuntimeError(f"{Path(command[0]).name}: {done.stdout}")
