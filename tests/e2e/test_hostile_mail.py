"""Hostile words out by mail: no header, no reader and no markup more."""

from __future__ import annotations

from datetime import date
from email import message_from_bytes, policy

from tests.e2e.doors import FORMULA, Press, Tags, summed
from tests.e2e.furnished import EDITIONS, newsletter
from tests.e2e.hostile import NOW, unseen
from tests.e2e.payloads import PAYLOADS
from tests.newsletter.mail_reader import read_otherwise

from dragoman.newsletter.issue import issue_of
from dragoman.newsletter.messages import Letter, Reader, message, prepared
from dragoman.newsletter.rendering import PREFERENCES, UNSUBSCRIBE, rendered
from dragoman.newsletter.sending_letters import CONFIRM_SIGN, question
from dragoman.newsletter.subscribers import BadAddress, address_of
from dragoman.publish.alert_messages import alert_mail
from dragoman.publish.wording import plain
from dragoman.store.alerts.rules import all_alerts

MAIL_TAGS = set(
    "html head meta title style body main header footer section article div span p a b strong em i u small br hr h1 h2 h3 "
    "h4 ul ol li dl dt dd table thead tbody tr td th blockquote q cite abbr sup time".split()
)


def test_an_alert_goes_to_its_reader_alone_with_the_words_as_text(hostile: Press) -> None:
    wrong: list[str] = []
    for alert in all_alerts(hostile.store):
        sent = alert_mail(alert, sender="desk@news.example", to=("ana@news.example",), id=alert.id)
        found = message_from_bytes(sent, policy=policy.default)
        names = sorted(name.lower() for name in found)
        if names != sorted(set(names)) or "bcc" in names or found["to"] != "ana@news.example" or found.defects:
            wrong.append(f"headers: {names} {found.defects}")
        body = found.get_content().replace("\r\n", "\n")
        wrong += [f"body holds {sign}: {alert.rule[:30]!r}" for sign in set(unseen(body))]
        wrong += [f"subject holds {sign}" for sign in unseen(str(found["subject"]))]
        quoted = plain(alert.words[0].quote)
        if "".join(quoted.split())[:400] not in "".join(body.replace("│", "").split()):
            wrong.append(f"other words: {quoted[:60]!r}")

    assert len(list(all_alerts(hostile.store))) == len(hostile.pages)
    assert not wrong, summed(wrong)


def test_an_issue_holds_hostile_words_as_text(hostile: Press) -> None:
    """Its head is as we wrote it, its markup is our own, its links lead to the web."""
    settings = newsletter("https://news.example").settings
    made = issue_of(hostile.store, EDITIONS[0], date(2022, 1, 23))
    mail = rendered(made, settings)
    letter = Letter(sender=settings.sender, subject=mail.subject, html=mail.html, text=mail.text, at=NOW)
    signs = (UNSUBSCRIBE, PREFERENCES)
    reader = Reader(to="ana@example.org", message_id="a1", fills=dict.fromkeys(signs, "https://news.example/x"))
    sent = message(prepared(letter, signs), reader)
    other = read_otherwise(sent)
    html, text = other.parts[1].text, other.parts[0].text
    found = Tags(html)

    assert other.headers["to"] == "ana@example.org"
    assert set(other.headers) <= set("to message-id from subject date auto-submitted mime-version content-type".split())
    assert found.tags <= MAIL_TAGS, sorted(found.tags - MAIL_TAGS)
    assert not [name for name in found.attributes if name.startswith("on") or name in ("src", "srcdoc", "background")]
    assert not [one for one in found.addresses if not one.startswith(("https://", "http://", "mailto:", "#"))]
    assert not list(unseen(found.text)) and not list(unseen(text))
    quoted = [one for one in hostile.pages if plain(one.sentences["event"]) in " ".join(found.text.split())]
    assert quoted, "the issue tells something of this press"


def test_no_address_of_a_subscriber_adds_a_reader_or_a_header() -> None:
    letter = question(EDITIONS[0], sender="Brief <brief@news.example>", site="https://news.example", at=NOW)
    ready = prepared(letter, (CONFIRM_SIGN,))
    taken: dict[str, str] = {}
    for payload in PAYLOADS:
        for written in (
            payload,
            f"{payload}@example.org",
            f"ana@{payload}",
            f"ana@{payload}.org",
            f"ana{payload}@b.org",
        ):
            try:
                taken[written] = address_of(written).written
            except BadAddress as bad:
                assert not list(unseen(str(bad)))
    for address in set(taken.values()):
        sent = message(ready, Reader(to=address, message_id="a1", fills={CONFIRM_SIGN: "https://news.example/c"}))
        headers = read_otherwise(sent).headers
        assert headers["to"] == address and address.count("@") == 1
        assert "bcc" not in headers and address.isascii() and address.isprintable()
        assert not address.startswith(FORMULA)

    assert len(taken) < len(PAYLOADS)


def test_a_subject_that_looks_encoded_adds_no_header() -> None:
    """Python's writer of mails decodes such a word, with the line end in it."""
    evil = "Talks =?utf-8?q?=0d=0aBcc:_all=40evil.invalid?= in Geneva"
    letter = Letter(sender=f"{evil} <brief@news.example>", subject=evil, html="x", text="x", at=NOW)
    headers = read_otherwise(
        message(prepared(letter, ()), Reader(to="ana@example.org", message_id="a1", fills={}))
    ).headers

    assert "bcc" not in headers
    assert headers["subject"].startswith("Talks = ?utf-8")
