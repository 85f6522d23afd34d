"""A site that would be left open does not start."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.web.doorways import accounts

from dragoman.store import Database, opened


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    with opened(str(tmp_path / "store.db"), create=True) as found:
        yield found


def refused_starts() -> list[tuple[dict[str, Any], str]]:
    return [
        ({"host": "0.0.0.0"}, "nobody to let in"),
        ({"host": "192.0.2.1"}, "nobody to let in"),
        ({"host": "news.example"}, "nobody to let in"),
        ({"host": "127.0.0.1", "hosts": ("news.example",)}, "nobody to let in"),
        ({"host": "127.0.0.1", "header": "X-Forwarded-User"}, "trusted from nobody"),
        ({"host": "127.0.0.1", "header": "X User", "proxies": ("10.0.0.1",)}, "no header's name"),
        ({"host": "127.0.0.1", "header": "X-User", "proxies": ("proxy",)}, "no proxy's address"),
        ({"host": "::", "header": "X-User", "proxies": ("10.0.0.1",)}, "has no name of its own"),
        ({"host": "::1", "header": "X-User", "proxies": ("10.0.0.1",), "hosts": ("https://a/",)}, "no host's name"),
    ]


@pytest.mark.parametrize(("options", "why"), refused_starts())
def test_a_site_that_would_be_left_open_does_not_start(store: Database, options: dict[str, Any], why: str) -> None:
    import typer

    from dragoman.app.site.serving import Doors, access_of

    with pytest.raises(typer.BadParameter, match=why):
        access_of(Doors(**options), store)


def test_a_site_with_accounts_may_be_served_to_others(store: Database, tmp_path: Path) -> None:
    from dragoman.app.site.serving import Doors, access_of

    found = access_of(Doors(host="0.0.0.0", accounts=accounts(tmp_path).file, hosts=("News.Example",)), store)

    assert found.public
    assert found.hosts == {"news.example"}
    assert (tmp_path / "store.secret").exists()


def test_for_this_machine_alone_no_secret_is_left_behind(store: Database, tmp_path: Path) -> None:
    from dragoman.app.site.serving import Doors, access_of

    assert not access_of(Doors(host="localhost"), store).public
    assert not (tmp_path / "store.secret").exists()
