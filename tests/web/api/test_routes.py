"""The API: the values of the commands' `--json`, page by page, described completely and refused in words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.generation import GenerationMode
from starlette.testclient import TestClient
from tests.conftest import FULL, SOAK
from tests.store.readings import DAY, NOW, talks
from tests.web.rooms import furnished, headed, told, with_alerts, with_rejected, with_sources
from tests.web.sites import HERE

from dragoman.model import Reading, decode, encode
from dragoman.store import Act, Database, Person, Query, mark, respected_search
from dragoman.store.forgetting.blanking import BLOCK
from dragoman.store.ledgers.answers import brief_of, dyad_of, meetings_of, positions_of, questions_of, quotes_of
from dragoman.web.access.viewers import Access
from dragoman.web.api.routes import ANSWERS, described_shapes
from dragoman.web.api.shapes import shapes

ANA = Person(who="ana", at=NOW, why="heard it")
EXAMPLES = (FULL if SOAK else FULL // 20) // 20
"""Requests of one operation and kind: 5 in `make test`, 100 in `make soak`."""


def several(count: int) -> list[Reading]:
    """The same talks told on so many days."""
    return [headed(talks(source=f"{one}.txt", day=DAY - timedelta(one), more=f" Day {one}."), f"Talks {one}")
            for one in range(count)]  # fmt: skip


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, Database]]:
    """A site with something in every room."""
    copies = [told("Cod", "A long story of cod.\nIt goes on for a while.", outlet=name, url=f"https://{name}.example/cod")
              for name in ("one", "two")]  # fmt: skip
    with furnished(tmp_path_factory.mktemp("api"), [*several(4), *copies]) as (client, store):
        with_sources(store, now=NOW)
        with_alerts(store, several(1)[0], count=2)
        with_rejected(store, count=3)
        yield client, store


def test_an_article_is_the_codebooks_json(tmp_path: Path) -> None:
    reading = headed(talks(), "Cod talks")
    with furnished(tmp_path, [reading]) as (client, _):
        answer = client.get(f"/api/v1/articles/{reading.article.id}")

    assert answer.content == encode(reading)


def test_an_article_is_as_people_set_it_right_unless_the_raw_one_is_asked_for(tmp_path: Path) -> None:
    reading = headed(talks(), "Cod talks")
    with furnished(tmp_path, [reading]) as (client, store):
        mark(store, f"{reading.article.id}/v1", Act.WRONG, by=ANA)
        right = client.get(f"/api/v1/articles/{reading.article.id}").json()
        raw = client.get(f"/api/v1/articles/{reading.article.id}?raw=true")

    assert right["events"] == []
    assert raw.content == encode(reading)


def test_without_an_account_on_a_public_site_only_the_evidence_is_given(tmp_path: Path) -> None:
    reading = headed(talks(more=" And this is nobody's evidence."), "Cod talks")
    with furnished(tmp_path, [reading], access=Access(public=True)) as (client, _):
        found = decode(client.get(f"/api/v1/articles/{reading.article.id}").content)

    assert isinstance(found, Reading)
    text = found.article.text
    assert "evidence" not in text and BLOCK in text
    assert found.events[0].evidence.of(text) == "Norway accused Iceland on Thursday of overfishing"


def test_articles_follow_one_another_newest_first(full: tuple[TestClient, Database]) -> None:
    client, _ = full
    seen: list[str] = []
    at = "/api/v1/articles?limit=2&until=2022-01-20"
    while at:
        answer = client.get(at)
        seen += [one["title"] for one in answer.json()["items"]]
        at = answer.links["next"]["url"] if "next" in answer.links else ""

    assert seen == ["Talks 0", "Talks 1", "Talks 2", "Talks 3"]


@pytest.mark.parametrize(
    ("asked", "query"),
    [("actor=ISL", Query(actor="ISL", limit=20)), ("words=overfish*", Query(words="overfish*", limit=20)),
     ("kind=meeting&place=geneva&channel=cod forum", Query(kind="meeting", place="geneva", channel="cod forum")),
     ("type=accuse&since=2022-01-19&until=2022-01-20", Query(type="ACCUSE", since=DAY - timedelta(1), until=DAY))],
)  # fmt: skip
def test_a_search_finds_what_the_store_finds(full: tuple[TestClient, Database], asked: str, query: Query) -> None:
    client, store = full
    found = client.get(f"/api/v1/records?{asked}").json()

    assert found["items"] == json.loads(msgspec.json.encode(respected_search(store, query)))
    assert found["items"]


def test_the_pages_of_a_search_hold_every_hit_once(full: tuple[TestClient, Database]) -> None:
    client, _ = full
    seen, at = [], "/api/v1/records?actor=NOR&limit=5"
    while at:
        answer = client.get(at)
        seen += [(one["article"]["id"], one["record"]["id"]) for one in answer.json()["items"]]
        at = answer.links["next"]["url"] if "next" in answer.links else ""

    assert len(seen) == len(set(seen)) == 4 * 3


def test_words_that_are_none_find_nothing(full: tuple[TestClient, Database]) -> None:
    assert full[0].get("/api/v1/records?words=!!").json() == {"items": [], "next": None}


def test_one_record_comes_with_its_words_and_its_marks(tmp_path: Path) -> None:
    reading = headed(talks(), "Cod talks")
    with furnished(tmp_path, [reading]) as (client, store):
        mark(store, f"{reading.article.id}/v1", Act.PART, by=ANA, part="type", value="THREATEN")
        found = client.get(f"/api/v1/articles/{reading.article.id}/records/v1").json()

    assert found["quote"] == "Norway accused Iceland on Thursday of overfishing"
    assert found["record"]["type"] == "THREATEN"
    assert [(one["who"], one["part"], one["was"]) for one in found["marks"]] == [("ana", "type", "ACCUSE")]


def test_ledgers_are_those_of_the_commands(full: tuple[TestClient, Database]) -> None:
    client, store = full

    def same(path: str, value: Any) -> bool:
        answer = client.get(f"/api/v1/{path}").json()
        return bool(answer == json.loads(msgspec.json.encode(value)) and answer)

    assert same("dyads/Norway/ISL?by=day", dyad_of(store, ("NOR", "ISL"), period="day"))  # type: ignore[arg-type]
    assert same("meetings", {"items": meetings_of(store)[::-1], "next": None})
    assert same("positions/Iceland", {"items": positions_of(store, "ISL")[::-1], "next": None})
    assert same("quotes/NOR", {"items": quotes_of(store, "NOR")[::-1], "next": None})
    assert same("questions", {"items": questions_of(store)[::-1], "next": None})
    brief = client.get("/api/v1/brief?date=2022-01-20").json()
    assert brief["new"] == json.loads(msgspec.json.encode(brief_of(store, day=DAY, wanted=_wanted()).new))


def _wanted() -> Any:
    from dragoman.ledger.briefing import Wanted

    return Wanted()


def test_a_ledgers_pages_hold_all_of_it_once(full: tuple[TestClient, Database]) -> None:
    client, store = full
    seen, at = [], "/api/v1/meetings?limit=1"
    while at:
        answer = client.get(at)
        seen += [one["id"] for one in answer.json()["items"]]
        at = answer.links["next"]["url"] if "next" in answer.links else ""

    assert seen == [one.id for one in meetings_of(store)][::-1]


def test_what_has_not_changed_is_not_sent_again(full: tuple[TestClient, Database]) -> None:
    client, _ = full
    first = client.get("/api/v1/meetings")
    for sent in (first.headers["etag"], f'"other", W/{first.headers["etag"]}', "*"):
        again = client.get("/api/v1/meetings", headers={"If-None-Match": sent})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"].removeprefix("W/") == first.headers["etag"].removeprefix("W/")

    assert client.get("/api/v1/meetings", headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [("records?actr=RUS", 400, "did you mean actor?"), ("records?since=yesterday", 400, "Write it as 2022-01-22."),
     ("records?since=20220122", 400, "is no day"), ("records?kind=rumour", 400, "is none of"),
     ("records?limit=0", 400, "from 1 to 200"), ("records?limit=1e2", 400, "is no number"),
     ("records?all=yes", 400, "write true or false"), ("records?actor=RUS&actor=USA", 400, "written twice"),
     ("records?cursor=zz", 400, "Begin again"), ("meetings?cursor=ab", 404, "Begin again"),
     ("dyads/NOR/Norway", 404, "same side"), ("dyads/NOR/Norwey", 404, "did you mean"),
     ("articles/0000", 404, "no article"), ("meetings/0000", 404, "No meeting"), ("nothing", 404, "Not Found")],
)  # fmt: skip
def test_what_cannot_be_answered_is_told_in_words(
    full: tuple[TestClient, Database], path: str, status: int, said: str
) -> None:
    answer = full[0].get(f"/api/v1/{path}")

    assert answer.status_code == status
    assert answer.json()["error"]["status"] == status
    assert said in answer.json()["error"]["detail"]


def test_what_a_source_may_reach_inside_is_not_told_to_strangers(tmp_path: Path) -> None:
    for access, known in ((Access(public=True), []), (Access(), ["10.0.0.5:80"])):
        folder = tmp_path / str(len(known))
        folder.mkdir()
        with furnished(folder, [talks()], access=access) as (client, store):
            with_inside(store)
            (found,) = client.get("/api/v1/sources").json()["items"]
            assert found["source"]["allow"] == known


def with_inside(store: Database) -> None:
    from dragoman.store import Source, SourceKind, Standing, add_source

    source = Source(
        name="Inside", address="https://in.example/feed", kind=SourceKind.FEED, added=NOW, allow=("10.0.0.5:80",)
    )
    add_source(store, source, Standing(due=NOW, interval=timedelta(hours=1)))


def test_every_shape_that_is_referred_to_is_described(full: tuple[TestClient, Database]) -> None:
    whole = full[0].get("/api/v1/openapi.json").json()
    referred = {one.rpartition("/")[2] for one in _references(whole)}

    assert referred <= set(whole["components"]["schemas"])
    assert all(whole["components"]["schemas"].values())


def _references(part: Any) -> Iterator[str]:
    several = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    for one in several:
        yield from _references(one)
    if isinstance(part, dict) and isinstance(part.get("$ref"), str):
        yield part["$ref"]


def test_no_two_values_have_a_shape_of_the_same_name() -> None:
    every = described_shapes(ANSWERS)

    assert all(shapes([one])[name] == every[name] for one in ANSWERS for name in shapes([one]))


def test_the_reference_shows_every_operation_and_every_shape(full: tuple[TestClient, Database]) -> None:
    client, _ = full
    page, whole = client.get("/api").text, client.get("/api/v1/openapi.json").json()

    assert all(f"<code>{path}</code>" in page for path in whole["paths"])
    for target in set(page.split('href="#shape-')[1:]):
        assert f'id="shape-{target.partition(chr(34))[0]}"' in page


@pytest.mark.parametrize("path", ["articles", "records?kind=entity", "records?actor=NOR", "records?words=cod", "brief?date=2022-01-20&days=30",
    "dyads", "dyads/NOR/ISL", "meetings", "meetings?upcoming=true", "positions/ISL", "channels", "channels/Cod%20Forum", "posture/NOR",
    "quotes/Kari%20Dahl", "questions", "sources", "alerts?state=all", "rejected?stage=net"])  # fmt: skip
def test_real_answers_have_the_shape_that_is_described(full: tuple[TestClient, Database], path: str) -> None:
    client, _ = full
    schema = described(client)
    answer = client.get(f"/api/v1/{path}")
    pattern = next(one for one in _paths(schema) if _fits(one, path.partition("?")[0]))

    assert answer.status_code == 200, answer.text
    schema[pattern]["GET"].validate_response(schemathesis.Response.from_any(answer))


def _paths(schema: Any) -> list[str]:
    return sorted(schema, key=lambda one: one.count("{"))


def _fits(pattern: str, path: str) -> bool:
    parts, asked = pattern.removeprefix("/api/v1/").split("/"), path.split("/")
    return len(parts) == len(asked) and all(one == other or "{" in one for one, other in zip(parts, asked, strict=True))


def described(client: TestClient) -> Any:
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", client.app, headers={"host": "localhost"})


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["as described", "otherwise"])
def test_whatever_is_asked_is_answered_as_described(full: tuple[TestClient, Database], mode: GenerationMode) -> None:
    """Every operation, with values that it takes and with values that it does not."""
    for result in described(full[0]).get_all_operations():
        operation = result.ok()
        if mode is GenerationMode.NEGATIVE and not [*operation.query, *operation.path_parameters, *operation.body]:
            continue  # nothing can be asked wrongly

        @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy(generation_mode=mode))
        def asked(case: Any) -> None:
            case.call_and_validate(base_url=HERE)

        asked()


def test_a_sign_up_that_cannot_be_read_is_told_in_the_same_form(full: tuple[TestClient, Database]) -> None:
    answer = full[0].post("/api/v1/newsletter/subscribers", json={"address": 1})

    assert answer.status_code in (400, 404)
    assert set(answer.json()["error"]) == {"status", "title", "detail"}


def test_a_reading_that_is_not_there_yet_says_so(tmp_path: Path) -> None:
    from dragoman.store import add_article

    article = replace(talks().article, id="0123456789abcdef")
    with furnished(tmp_path, [talks()]) as (client, store):
        add_article(store, article, now=NOW)
        answer = client.get(f"/api/v1/articles/{article.id}")

    assert answer.status_code == 404


def test_the_document_names_operations_that_there_are(full: tuple[TestClient, Database]) -> None:
    text = (Path(__file__).parents[3] / "docs" / "api.md").read_text(encoding="utf-8")
    patterns = [path.split("/") for path in full[0].get("/api/v1/openapi.json").json()["paths"]]
    named = {one.partition("?")[0] for one in re.findall(r"/api/v1/[\w/.-]+", text)} - {"/api/v1/openapi.json"}

    for path in named:
        parts = path.split("/")
        assert any(
            len(one) == len(parts) and all("{" in part or part == own for part, own in zip(one, parts, strict=True))
            for one in patterns
        ), path
