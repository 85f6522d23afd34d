"""alerts.toml: what it says is what holds, and what is wrong with it is named by file and line."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.app.alerts.making import KEYS, WrongRule, rule_of
from dragoman.app.alerts.settings import AlertSettings, WrongSettings, alert_settings
from dragoman.ledger.alert_rules import (
    DyadRule,
    MeetingRule,
    ParseRule,
    PostureRule,
    QuietRule,
    Recorded,
    RecordRule,
    Tone,
    Turn,
)
from dragoman.model import EventStatus, EventType, MeetingStatus, Stance
from dragoman.net import PUBLIC
from dragoman.net.mail import Security

SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
WHOLE = """\
[log]
file = "alerts.jsonl"

[mail]
host = "mail.example"
from = "dragoman@desk.example"
to = ["officer@desk.example"]
user = "dragoman"
password_file = "mail.password"

[[webhook]]
name = "desk"
url = "https://desk.example/hook"
secret_file = "hook.secret"

[[rule]]
name = "accusations"
kind = "record"
type = ["ACCUSE", "threaten"]
actor = "Russia"
recipient = ["USA", "NATO"]
status = "actual"
since = 2022-01-01
to = ["mail", "desk"]

[[rule]]
name = "demands"
kind = "record"
record = "position"
type = "demands"

[[rule]]
name = "summits"
kind = "record"
record = "meeting"
status = "scheduled"
channel = "NATO-Russia Council"

[[rule]]
name = "heat"
kind = "dyad"
side = ["RUS", "UKR"]
tone = "cooperation"
threshold = 4
weeks = 10
minimum = 20

[[rule]]
name = "border"
kind = "posture"
actor = "RUS"
near = "UKR"

[[rule]]
name = "talks"
kind = "meeting"
party = ["RUS", "USA"]
turn = ["moved", "cancelled"]

[[rule]]
name = "hush"
kind = "quiet"
factor = 3
at_least = "12h"

[[rule]]
name = "broken"
kind = "parse"
source = "wire"
"""
CODES = {"russia": "RUS"}


def sides(written: str) -> str:
    if written == "Rusia":
        raise ValueError("'Rusia' is no state: did you mean RUS (Russia)?")
    return CODES.get(written.casefold(), written)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mail.password").write_text("geheim\n", encoding="utf-8")
    (tmp_path / "hook.secret").write_text(SECRET + "\n", encoding="utf-8")
    return tmp_path


def settings(folder: Path, text: str) -> AlertSettings:
    file = folder / "alerts.toml"
    file.write_text(text, encoding="utf-8")
    return alert_settings(file, sides=sides)


def test_a_whole_file_is_understood(folder: Path) -> None:
    held = settings(folder, WHOLE)

    assert held.channels == ("log", "mail", "desk")
    assert held.log == folder / "alerts.jsonl"
    assert held.mail
    assert (held.mail.server.port, held.mail.server.security, held.mail.server.password) == (
        587,
        Security.STARTTLS,
        "geheim",
    )
    assert held.mail.allow == held.webhooks[0].allow == PUBLIC
    assert held.webhooks[0].key == bytes(range(32))
    assert held.rules == (
        RecordRule(
            name="accusations", since=date(2022, 1, 1), to=("mail", "desk"), actors=("RUS",), recipients=("USA", "NATO"),
            types=(EventType.ACCUSE, EventType.THREATEN), statuses=(EventStatus.ACTUAL,),
        ),
        RecordRule(name="demands", record=Recorded.POSITION, stances=(Stance.DEMANDS,)),
        RecordRule(name="summits", record=Recorded.MEETING, stages=(MeetingStatus.SCHEDULED,), channel="NATO-Russia Council"),
        DyadRule(name="heat", sides=("RUS", "UKR"), tone=Tone.COOPERATION, threshold=4, weeks=10, minimum=20),
        PostureRule(name="border", actors=("RUS",), near=("UKR",)),
        MeetingRule(name="talks", parties=("RUS", "USA"), turns=(Turn.MOVED, Turn.CANCELLED)),
        QuietRule(name="hush", factor=3, at_least=timedelta(hours=12)),
        ParseRule(name="broken", sources=("wire",)),
    )  # fmt: skip
    assert held.lines["border"] == f"{folder / 'alerts.toml'}:48"


def test_secrets_are_shown_to_nobody(folder: Path) -> None:
    shown = repr(settings(folder, WHOLE))

    assert "geheim" not in shown
    assert repr(bytes(range(32))) not in shown


def test_an_empty_file_sends_to_the_log_alone(folder: Path) -> None:
    held = settings(folder, "# nothing yet\n")

    assert (held.channels, held.rules) == (("log",), ())


@pytest.mark.parametrize(
    ("before", "after", "line", "said"),
    [
        ('kind = "quiet"', 'kind = "quite"', 62, "did you mean 'quiet'?"),
        ("factor = 3", "faktor = 3", 63, "did you mean 'factor'?"),
        ("factor = 3", 'factor = "3"', 63, "is no number from 1 to 1000"),
        ("factor = 3", "factor = true", 63, "is no number from 1 to 1000"),
        ('at_least = "12h"', 'at_least = "soon"', 64, "write 30m, 12h or 2d"),
        ('type = ["ACCUSE", "threaten"]', 'type = ["ACCUS"]', 19, "did you mean 'ACCUSE'?"),
        ('type = ["ACCUSE", "threaten"]', "type = [1]", 19, "is no text and no list of texts"),
        ('actor = "Russia"', 'actor = "Rusia"', 20, "did you mean RUS (Russia)?"),
        ("since = 2022-01-01", 'since = "January"', 23, "is no day: write YEAR-MONTH-DAY"),
        ("since = 2022-01-01", "since = 2022-01-01T10:00:00", 23, "is no day"),
        ('to = ["mail", "desk"]', 'to = ["male"]', 24, "did you mean 'mail'?"),
        ('side = ["RUS", "UKR"]', 'side = ["RUS"]', 42, "a dyad has two sides, and this one has 1"),
        ("weeks = 10", "weeks = 10.5", 45, "10.5 is no whole number"),
        ("weeks = 10", "weeks = 2", 45, "is no number from 4 to 104"),
        ('name = "border"', 'name = "TALKS"', 55, "the name 'talks' is taken already"),
        ('name = "border"', 'name = "a/b"', 49, "is no name"),
        ('name = "border"\n', "", 48, "it has no name"),
        ('kind = "posture"\n', "", 48, "it has no kind"),
        ('actor = "RUS"\nnear = "UKR"\n', "", 48, "it says neither who nor where"),
        ('record = "position"', 'record = "position"\nplace = "Geneva"', 30, "a position has neither status nor place"),
        ('record = "meeting"\n', "", 35, "'scheduled' is none of"),
        ('record = "meeting"\nstatus = "scheduled"\n', "", 35, "only a meeting goes through a channel"),
        ("[mail]", "[male]", 4, "[male] is none of log, mail, webhook, rule: did you mean 'mail'?"),
        ('host = "mail.example"', 'hots = "mail.example"', 5, "did you mean 'host'?"),
        ('host = "mail.example"\n', "", 4, "[mail] has no host"),
        ('to = ["officer@desk.example"]', 'to = ["officer"]', 7, "'officer' is no mail address"),
        ('to = ["officer@desk.example"]', "to = []", 4, "[mail] has no to"),
        ('from = "dragoman@desk.example"', 'from = "a@b.example\\nBcc: c@d.example"', 6, "is no mail address"),
        ('user = "dragoman"\n', "", 4, "belong together"),
        ('user = "dragoman"', 'user = "dragoman"\nstarttls = false', 9, "the password would go out in clear"),
        ('host = "mail.example"', 'host = "mail.example"\nport = "587"', 6, "is no port"),
        ('host = "mail.example"', 'host = "mail.example"\nallow = "10.0.0.0/99"', 6, "is no address"),
        ("mail.password", "other.password", 9, "cannot be read"),
        ("hook.secret", "mail.password", 14, "openssl rand"),
        ("https://desk.example/hook", "http://127.0.0.1/hook", 13, "is loopback"),
        ("https://desk.example/hook", "ftp://desk.example/", 13, "write http:// or https://"),
        ('name = "desk"', 'name = "mail"', 12, "is taken already"),
        ("[log]", "[log", 1, "this is no TOML"),
        ("[log]", "log = 1", 1, "log is no section: write [log]"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_by_its_line_with_a_remedy(
    folder: Path, before: str, after: str, line: int, said: str
) -> None:
    assert before in WHOLE
    with pytest.raises(WrongSettings) as caught:
        settings(folder, WHOLE.replace(before, after, 1))

    where, number, what = str(caught.value).removeprefix(str(folder)).split(":", 2)
    assert (where, int(number)) == ("/alerts.toml", line)
    assert said in what


def test_a_file_that_is_not_there_or_no_text_is_told(folder: Path) -> None:
    with pytest.raises(WrongSettings, match="cannot be read"):
        alert_settings(folder / "none.toml", sides=sides)
    (folder / "alerts.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(WrongSettings, match="cannot be read"):
        alert_settings(folder / "alerts.toml", sides=sides)


VALUES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.lists(st.text(max_size=3) | st.integers(), max_size=3)
    | st.dates()
)
EVERY_KEY = sorted({key for keys in KEYS.values() for key in keys} | {"since", "to", "name"})


@given(kind=st.sampled_from(sorted(KEYS)), values=st.dictionaries(st.sampled_from(EVERY_KEY), VALUES, max_size=5))
def test_whatever_somebody_writes_is_a_rule_or_told_to_be_wrong(kind: str, values: dict[str, object]) -> None:
    try:
        rule = rule_of({"kind": kind, "name": "one", **values}, sides=sides)
    except WrongRule as error:
        assert str(error)
    else:
        assert rule.name
