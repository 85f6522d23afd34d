"""The commands of watching: rules are added, tried and removed, alerts are found once and dealt with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.app.watching import ADD, PAST, at_home, lines, run, tell, the_alert
from tests.store.readings import NOW

from dragoman.store import Source, SourceKind, Standing, add_source, opened
from dragoman.store.alerts.deliveries import DeliveryState, deliveries_in
from dragoman.store.alerts.rules import all_alerts


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    return at_home(tmp_path, monkeypatch)


# Rules


def test_a_rule_is_added_listed_shown_and_removed() -> None:
    assert (
        run(*ADD, "--actor", "norway").stdout
        == "accusations: added; dragoman alerts test 'accusations' shows what it finds\n"
    )
    assert run("alerts", "list").stdout == "accusations · record · to everywhere · added\n"
    (shown,) = lines(run("alerts", "show", "Accusations"))
    assert (shown["rule"]["actors"], shown["rule"]["types"]) == (["NOR"], ["ACCUSE"])
    assert run("alerts", "remove", "accusations").exit_code == 0
    result = run("alerts", "list")
    assert (result.stdout, "there is no rule yet" in result.stderr) == ("", True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["record", "--type", "ACCUS"], "--type: 'ACCUS' is none of AGREE"),
        (["record", "--type", "ACCUS"], "did you mean 'ACCUSE'?"),
        (["record", "--actor", "Rusia"], "did you mean RUS (Russia)?"),
        (["record", "--side", "RUS"], "--side: 'side' is no setting of a record rule"),
        (["record", "--to", "male"], "--to: 'male' is no channel: there are log"),
        (["dyad", "--side", "RUS"], "--side: a dyad has two sides"),
        (["dyad", "--side", "RUS", "--side", "UKR", "--threshold", "0"], "--threshold: 0.0 is no number from 1 to 100"),
        (["posture"], "it says neither who nor where"),
        (["quiet", "--at-least", "soon"], "--at-least: 'soon' is no stretch of time"),
        (["loud"], "'loud' is not one of"),
    ],
)  # fmt: skip
def test_a_wrong_rule_is_turned_away_with_a_remedy(
    arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    result = run("alerts", "add", *arguments, "--name", "one")

    assert result.exit_code == 2
    assert said in result.stderr


def test_a_name_is_taken_once_whatever_its_case_and_whether_in_a_file_or_not(tmp_path: Path) -> None:
    file = tmp_path / "alerts.toml"
    file.write_text('[[rule]]\nname = "filed"\nkind = "quiet"\n', encoding="utf-8")
    run(*ADD)

    again = run("alerts", "add", "quiet", "--name", "ACCUSATIONS")
    filed = run("alerts", "add", "quiet", "--name", "Filed", "--settings", file)
    removed = run("alerts", "remove", "filed", "--settings", file)

    assert [one.exit_code for one in (again, filed, removed)] == [2, 2, 2]
    assert "is there already" in again.stderr
    assert "alerts.toml:1 already" in filed.stderr
    assert "alerts.toml:1: remove it there" in removed.stderr
    assert "filed · quiet" in run("alerts", "list", "--settings", file).stdout


def test_somebody_of_whom_nobody_has_heard_may_be_looked_out_for() -> None:
    assert run(*ADD, "--actor", "Zvezdograd Committee").exit_code == 0


def test_wrong_settings_end_with_2_and_name_the_line(tmp_path: Path) -> None:
    file = tmp_path / "alerts.toml"
    file.write_text("[mail]\nhots = 1\n", encoding="utf-8")

    tell(str(tmp_path / "store.db"), 1)

    for command in (("alerts", "list"), ("alerts", "run"), ("watch", "--once")):
        result = run(*command, "--settings", file)
        assert result.exit_code == 2
        assert f"{file}:2: 'hots' is no setting of [mail]" in result.stderr


def test_settings_in_the_data_folder_hold_without_a_word(
    tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(database, 1)
    folder = tmp_path / "home" / "dragoman"
    folder.mkdir(parents=True)
    (folder / "alerts.toml").write_text('[[rule]]\nname = "filed"\nkind = "quiet"\n', encoding="utf-8")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))

    assert "filed · quiet" in run("alerts", "list").stdout


def test_an_unknown_rule_or_alert_is_told_with_those_that_are_there(database: str) -> None:
    run(*ADD)

    assert "did you mean 'accusations'?" in run("alerts", "test", "acusations").stderr.replace("\n", " ")
    assert "there is no alert 'ffff'" in run("alerts", "ack", "ffff").stderr


# Finding


def test_a_test_shows_the_past_and_neither_keeps_nor_sends(database: str) -> None:
    tell(database, 1, 2)
    run(*ADD)

    result = run("alerts", "test", "accusations")

    assert result.exit_code == 0
    assert "Norway → Iceland: accuses (ACCUSE allege) · 21 January 2022" in result.stdout
    assert "│ Norway accused Iceland on Thursday of overfishing" in result.stdout
    assert "accusations: 2 alerts in what is stored" in result.stderr
    with opened(database) as store:
        assert (all_alerts(store), deliveries_in(store, DeliveryState)) == ((), ())


def test_a_new_rule_is_silent_about_what_was_stored_before_it(database: str) -> None:
    tell(database, 1)
    run(*ADD)
    assert run("alerts", "run").stdout == "0 new alerts\n"

    tell(database, 2, now=datetime.now(UTC))
    result = run("alerts", "run")

    assert result.stdout == "1 new alert\n"
    assert "Norway → Iceland: accuses (ACCUSE allege) · 22 January 2022" in result.stderr


def test_a_second_run_says_nothing_new(database: str) -> None:
    tell(database, 1, 2)
    run(*PAST)

    first, second = run("alerts", "run", "--json"), run("alerts", "run", "--json")

    told = lines(first)
    assert [one["alert"]["rule"] for one in told if "alert" in one] == ["accusations"] * 2
    assert [(one["delivery"]["channel"], one["delivery"]["state"]) for one in told if "delivery" in one] == [
        ("log", "sent")
    ] * 2
    assert second.stdout == ""
    assert second.stderr == "0 new alerts\n"


def test_a_dry_run_shows_all_and_changes_nothing(database: str) -> None:
    tell(database, 1)
    run(*PAST)

    dry = [run("alerts", "run", "--dry-run") for _ in range(2)]

    assert ["Norway → Iceland: accuses" in one.stderr for one in dry] == [True, True]
    assert run("alerts", "run").stdout == "1 new alert\n"
    assert run("alerts", "run", "--dry-run").stderr == ""


def test_a_source_that_went_quiet_is_told_once_and_again_after_the_next_silence(database: str) -> None:
    source = Source(name="wire", address="https://wire.example/feed", kind=SourceKind.FEED, added=NOW)
    news = datetime.now(UTC) - timedelta(days=9)
    with opened(database, create=True) as store:
        add_source(store, source, Standing(due=NOW, interval=timedelta(hours=1), news=news, usual=timedelta(hours=2)))
    run("alerts", "add", "quiet", "--name", "hush")

    assert "wire: nothing new since" in run("alerts", "run").stderr
    assert run("alerts", "run").stdout == "0 new alerts\n"


# State


@pytest.mark.parametrize(("command", "state"), [("ack", "seen"), ("mute", "muted"), ("close", "closed")])
def test_an_alert_is_dealt_with_by_the_beginning_of_its_id(database: str, command: str, state: str) -> None:
    tell(database, 1)
    run(*PAST)
    run("alerts", "run")
    alert = the_alert(database)
    assert alert.state == "sent"

    assert f"{alert.id[:8]} · {state} · accusations" in run("alerts", command, alert.id[:6]).stdout
    assert the_alert(database).state == state
    assert (alert.id[:8] in run("alerts", "list").stdout) is (state == "seen")
    assert alert.id[:8] in run("alerts", "list", "--all").stdout


def test_show_has_the_words_and_how_it_was_told(database: str) -> None:
    tell(database, 1)
    run(*PAST)
    run("alerts", "run")

    shown = run("alerts", "show", the_alert(database).id[:8]).stdout

    assert "│ Norway accused Iceland" in shown
    assert "log: sent, tried 1 times" in shown
