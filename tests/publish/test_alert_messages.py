"""How alerts read, and that nothing of the press can add to a mail what is not text."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledger.reports import day

from dragoman.ledger.alert_rules import AlertKind
from dragoman.ledger.alert_values import Alert, AlertState, Facts, Words
from dragoman.publish.alert_messages import alert_json, alert_mail, alert_webhook
from dragoman.publish.alert_text import alert_line, alert_text, headline
from dragoman.publish.ledger_page import Page

TEXT = st.text(max_size=60)
NOW = datetime(2022, 1, 4, 9, 30, tzinfo=UTC)
DAY = date(2022, 1, 3)
WORDS = Words(
    quote="Moscow accused Washington.", day=DAY, outlet="The Wire", title="Talks", url="https://wire.example/1",
    source="https://wire.example/1", article="a1", record="e1", claimant="Kari Dahl",
)  # fmt: skip
ACT = Facts(what="ACCUSE allege", day=DAY, actors=("RUS",), recipients=("USA",), status="actual")


def alert(facts: Facts = ACT, kind: AlertKind = AlertKind.RECORD, **more: object) -> Alert:
    made = Alert(
        id="0123456789abcdef", rule="accusations", kind=kind, state=AlertState.NEW, opened=NOW, changed=NOW, times=1,
        facts=facts, words=(WORDS,),
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def written(one: Alert) -> bytes:
    return alert_mail(one, sender="dragoman@desk.example", to=("a@desk.example", "b@desk.example"), id="d1")


def mail(made: bytes) -> EmailMessage:
    read = message_from_bytes(made, policy=policy.default)
    assert isinstance(read, EmailMessage)
    return read


@pytest.mark.parametrize(
    ("kind", "facts", "said"),
    [
        (AlertKind.RECORD, ACT, "Russia → United States: accuses (ACCUSE allege) · 3 January 2022"),
        (AlertKind.RECORD, replace(ACT, status="future"), "Russia → United States: accuses (ACCUSE allege) · future · 3 January 2022"),
        (AlertKind.RECORD, Facts(what="demands", day=DAY, actors=("RUS",), about="guarantees"), "Russia demands: guarantees · 3 January 2022"),
        (AlertKind.RECORD, Facts(what="statement", day=DAY, actors=("Kari Dahl",), about="We want talks."), "Kari Dahl said: We want talks. · 3 January 2022"),
        (AlertKind.RECORD, Facts(what="meeting", day=DAY, actors=("RUS", "USA"), status="agreed"), "Russia and United States: meeting agreed · date not told"),
        (
            AlertKind.POSTURE,
            Facts(what="MOBILIZE troops", day=DAY, actors=("RUS",), recipients=("UKR",), status="actual", place="Yelnya"),
            "Russia: moves or raises forces near Ukraine · Yelnya · 3 January 2022",
        ),
        (
            AlertKind.MEETING,
            Facts(what="moved", day=DAY, actors=("RUS", "USA"), status="scheduled", date=day(12), before=day(10), place="Geneva"),
            "Russia and United States: meeting moved · 12 January 2022 (it was 10 January 2022) · Geneva",
        ),
        (
            AlertKind.MEETING,
            Facts(what="cancelled", day=DAY, actors=("RUS", "USA"), status="refused", date=day(12)),
            "Russia and United States: meeting refused · 12 January 2022",
        ),
        (
            AlertKind.DYAD,
            Facts(what="conflict", day=DAY, actors=("RUS", "USA"), value=80.0, usual=20.0, deviations=4.26, count=40),
            "Russia and United States: conflict in the week to 3 January 2022: 80 in 100 articles' worth, 4.3 robust "
            "deviations above the usual 20, in 40 articles",
        ),
        (
            AlertKind.QUIET,
            Facts(what="quiet", day=DAY, source="wire", since=NOW - timedelta(days=3), value=259200.0, usual=18000.0),
            "wire: nothing new since 2022-01-01 09:30 UTC (3 days, usually every 5 hours)",
        ),
        (
            AlertKind.PARSE,
            Facts(what="refused", day=DAY, source="wire", value=0.4, usual=0.05, count=100),
            "wire: 40 % of 100 pages could not be read in the week to 3 January 2022; usual are 5 %",
        ),
    ],
)  # fmt: skip
def test_what_was_found_is_told_in_one_line(kind: AlertKind, facts: Facts, said: str) -> None:
    assert headline(alert(facts, kind)) == said


def test_a_line_names_alert_rule_and_source() -> None:
    assert alert_line(alert()) == (
        "alert 01234567 (accusations): Russia → United States: accuses (ACCUSE allege) · 3 January 2022"
        " · https://wire.example/1"
    )


def test_the_text_shows_the_words_who_claims_them_and_where_they_stand() -> None:
    text = alert_text(alert(), Page(width=120))

    assert "│ Moscow accused Washington." in text
    assert "as told by Kari Dahl · The Wire, 3 January 2022: https://wire.example/1" in text


def test_a_mail_has_one_subject_its_own_id_and_says_that_a_machine_wrote_it() -> None:
    read = mail(written(alert()))

    assert read["Subject"] == "Dragoman: Russia → United States: accuses (ACCUSE allege) · 3 January 2022"
    assert (read["From"], read["To"]) == ("dragoman@desk.example", "a@desk.example, b@desk.example")
    assert (read["Message-ID"], read["Auto-Submitted"]) == ("<d1@desk.example>", "auto-generated")
    assert read.get_content_type() == "text/plain"
    assert "│ Moscow accused Washington." in read.get_content()


def test_a_mail_is_the_same_whenever_it_is_made() -> None:
    assert written(alert()) == written(alert())


@given(TEXT, TEXT, TEXT)
def test_nothing_of_the_press_adds_a_line_to_the_head_of_a_mail(quote: str, name: str, about: str) -> None:
    hostile = f"{about}\r\nBcc: thief@elsewhere.example"
    facts = Facts(what="statement", day=DAY, actors=(f"{name}\r\nBcc: thief@elsewhere.example",), about=hostile)
    words = replace(WORDS, quote=f"{quote}\r\n.\r\nBcc: x", url=f"https://wire.example/\n{name}", outlet=name)
    made = written(alert(facts, words=(words,), rule=f"r\nBcc: {name}", details=(quote,)))
    read = mail(made)

    assert sorted(read.keys()) == sorted(
        "From To Subject Date Message-ID Auto-Submitted Content-Type Content-Transfer-Encoding MIME-Version".split()
    )
    assert all(len(line) <= 998 for line in made.split(b"\r\n"))
    assert not read.defects


@given(TEXT)
def test_json_holds_the_alert_with_its_words_on_one_line(quote: str) -> None:
    made = alert_json(alert(words=(replace(WORDS, quote=quote),)))

    assert b"\n" not in made
    read = json.loads(made)
    assert read["words"][0]["quote"] == quote
    assert (read["id"], read["state"], read["headline"]) == ("0123456789abcdef", "new", headline(alert()))


def test_a_webhook_says_what_happened_when_and_to_what() -> None:
    read = json.loads(alert_webhook(alert()))

    assert (read["type"], read["timestamp"]) == ("alert.opened", "2022-01-04T09:30:00Z")
    assert read["data"] == json.loads(alert_json(alert()))
