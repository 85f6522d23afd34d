"""An issue on the web, where the mail's link leads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.newsletter.issues import DAY, accused

from dragoman.newsletter.editions import Edition, Settings
from dragoman.newsletter.editions_toml import Newsletter
from dragoman.store import add_reading, opened
from dragoman.web.site import site

NEXT = DAY + timedelta(1)
"""An issue tells of the day before it."""
NEWSLETTER = Newsletter(
    settings=Settings(base_url="https://news.example", sender="Brief <brief@news.example>", list_domain="news.example"),
    editions=(Edition(name="world", title="The world", at=time(7), zone="UTC"),),
)


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    address = str(tmp_path / "store.db")
    with opened(address, create=True) as store:
        add_reading(store, accused(), now=datetime.combine(DAY, time(1), UTC))
        app = site(store, mail=address, newsletter=NEWSLETTER, today=lambda: NEXT)
        with TestClient(app, base_url="http://localhost") as found:
            yield found


def test_the_issue_of_a_day_is_a_page_whose_style_is_a_file(client: TestClient) -> None:
    shown = client.get(f"/newsletter/issue/world/{NEXT}")

    assert shown.status_code == 200
    assert "The world" in shown.text and "<style" not in shown.text and " style=" not in shown.text
    assert client.get("/newsletter/issue.css").headers["content-type"].startswith("text/css")


@pytest.mark.parametrize("day", [date(2030, 1, 1), date(1999, 1, 1)])
def test_a_day_that_tells_of_nothing_or_has_not_come_has_no_issue(client: TestClient, day: date) -> None:
    assert client.get(f"/newsletter/issue/world/{day}").status_code == 404


def test_an_edition_that_is_not_there_has_none(client: TestClient) -> None:
    assert client.get(f"/newsletter/issue/moon/{DAY}").status_code == 404
