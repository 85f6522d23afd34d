"""dragoman.toml: found in one of four places, refused where it is wrong, and overruled by environment and options."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from dragoman.app.config.file import WrongConfig, defaults, found_config, newsletter_of_site, read_config
from dragoman.app.config.init_command import list_text
from dragoman.app.config.rows import SETTINGS, TABLES
from dragoman.app.main import app
from dragoman.newsletter import editions_toml

NEWSLETTER = '[newsletter]\nbase_url = "https://brief.example"\nsender = "a@brief.example"\n'


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, in which nothing of the environment's says anything."""
    for name in ("DRAGOMAN_DATABASE", "DRAGOMAN_CONFIG", "DRAGOMAN_SETTINGS", "DRAGOMAN_ALERTS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "data"))
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    return tmp_path / "desk"


def run(*words: str) -> tuple[int, str]:
    answer = CliRunner().invoke(app, list(words))
    return answer.exit_code, answer.output


def shown(*words: str) -> dict[str, dict[str, Any]]:
    code, said = run(*words)
    assert code == 0, said
    return {one["name"]: one for one in map(json.loads, said.splitlines())}


def written(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_a_setting_tells_who_says_so(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def said() -> tuple[str, str]:
        one = shown("config", "show", "--json")["store.database"]
        return one["said_by"], one["value"]

    usual = said()
    written(desk / "dragoman.toml", '[store]\ndatabase = "mine.db"\n')
    in_file = said()
    monkeypatch.setenv("DRAGOMAN_DATABASE", "theirs.db")
    in_environment = said()
    option = shown("config", "show", "--json", "--database", "other.db")["store.database"]

    assert usual[0] == "default" and usual[1].endswith("store.db")
    assert in_file == ("file", str(desk / "mine.db"))
    assert in_environment == ("environment", "theirs.db")
    assert (option["said_by"], option["value"]) == ("option", "other.db")


def test_every_setting_is_explained(desk: Path) -> None:
    written(desk / "dragoman.toml", f'[serve]\nport = 8123\n{NEWSLETTER}[[edition]]\nname = "world"\n')
    _, said = run("config", "show")

    for one in SETTINGS:
        assert one.table == "edition" or one.about in said
    assert "port = 8123 (file)" in said
    assert "$DRAGOMAN_DATABASE goes before it" in said
    assert "editions: world" in said
    assert "alerts: none" in said


def test_a_password_is_not_shown(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_DATABASE", "postgresql://ana:secret@db.example/press")

    assert "secret" not in run("config", "show")[1]
    assert shown("config", "show", "--json")["store.database"]["value"] == "postgresql://ana:…@db.example/press"


def test_the_file_is_looked_for_in_this_order(tmp_path: Path) -> None:
    here, store = tmp_path / "here", tmp_path / "data" / "store.db"
    files = [
        written(folder / "dragoman.toml", "")
        for folder in (store.parent, here, tmp_path / "named", tmp_path / "option")
    ]

    def how(named: Path | None, environment: dict[str, str]) -> str:
        found = found_config(named, environment=environment, here=here, store=store)
        return found.how if found else ""

    assert how(files[3], {"DRAGOMAN_CONFIG": str(files[2])}) == "--config"
    assert how(None, {"DRAGOMAN_CONFIG": str(files[2])}) == "$DRAGOMAN_CONFIG"
    assert how(None, {}) == "in this folder"
    files[1].unlink()
    assert how(None, {}) == "in your own data folder"
    files[0].unlink()
    assert how(None, {}) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [("[serve]\nprot = 1", "serve.prot: there is no such setting: did you mean port?"),
     ("[sevre]\nport = 1", "there is no table [sevre]: did you mean serve?"),
     ('[serve]\nport = "80"', "write it as port = 8000"), ("[serve]\nproxy = [1]", "write it as proxy ="),
     ("[serve]\nport = true", "write it as port = 8000"), ("serve = 1", "write [serve]"), ("[", "this is no TOML"),
     ("[store]\ndatabase = 1", 'write it as database = "store.db"')],
)  # fmt: skip
def test_a_wrong_file_is_refused_by_name_and_remedy(desk: Path, text: str, said: str) -> None:
    file = written(desk / "dragoman.toml", text)

    with pytest.raises(WrongConfig) as refused:
        read_config(file, how="")
    code, told = run("sources", "list")

    assert said in str(refused.value) and str(refused.value).startswith(str(file))
    assert code == 2 and "dragoman.toml" in told


def test_the_commands_do_as_the_file_says(desk: Path) -> None:
    file = written(
        desk / "dragoman.toml",
        f'[store]\ndatabase = "mine.db"\n[serve]\nport = 8123\naccounts = "who.json"\nallow_host = ["a.example"]\n{NEWSLETTER}',
    )
    written(desk / "alerts.toml", "")
    found = defaults(get_command(app), read_config(file, how=""))

    assert found["search"]["database"] == found["sources"]["list"]["database"] == str(desk / "mine.db")
    assert found["serve"]["port"] == 8123
    assert found["serve"]["accounts"] == str(desk / "who.json")
    assert found["serve"]["allow_host"] == ["a.example"]
    assert found["newsletter"]["editions"]["settings"] == found["serve"]["settings"] == str(file)
    assert found["alerts"]["list"]["settings"] == str(desk / "alerts.toml")


def test_a_store_is_made_where_the_file_says_and_an_option_goes_before(desk: Path) -> None:
    written(desk / "dragoman.toml", '[store]\ndatabase = "mine.db"\n')
    (desk / "list.opml").write_bytes(list_text())

    assert run("sources", "import", "list.opml")[0] == 0
    assert (desk / "mine.db").exists()
    assert run("sources", "import", "list.opml", "--database", "other.db")[0] == 0
    assert (desk / "other.db").exists()


def test_a_store_on_a_server_keeps_its_address(tmp_path: Path) -> None:
    file = written(tmp_path / "dragoman.toml", '[store]\ndatabase = "postgresql://db.example/press"\n')

    assert read_config(file, how="").database == "postgresql://db.example/press"


def test_the_site_takes_the_newsletter_where_there_is_one(desk: Path) -> None:
    without = written(desk / "a.toml", "[serve]\nport = 1\n")
    full = written(desk / "b.toml", f'{NEWSLETTER}[[edition]]\nname = "world"\ntitle = "World"\n')

    assert newsletter_of_site(None) is None
    assert newsletter_of_site(without) is None
    found = newsletter_of_site(full)
    assert found is not None and found.edition("world") is not None


def test_the_rows_are_those_that_the_newsletter_reads() -> None:
    keys = {table: [one.key for one in SETTINGS if one.table == table] for table in TABLES}

    assert {*keys["newsletter"], "smtp", "dkim", "caps"} == set(editions_toml.NEWSLETTER)
    assert set(keys["newsletter.smtp"]) == set(editions_toml.SMTP)
    assert set(keys["newsletter.dkim"]) == set(editions_toml.DKIM)
    assert set(keys["newsletter.caps"]) == set(editions_toml.CAPS)
    assert set(keys["edition"]) == set(editions_toml.EDITION)


def test_the_rows_of_serve_are_its_options_with_their_defaults() -> None:
    serve = getattr(get_command(app), "commands", {})["serve"]
    params = {one.name: one for one in serve.params}

    for one in SETTINGS:
        if one.table == "serve":
            assert one.option in params[one.key].opts
            assert one.usual == "none" or str(params[one.key].default) == one.usual
