"""What goes out is what was meant, read by two parsers, and nothing that anybody wrote adds a line to its head."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.newsletter.mail_reader import read_otherwise

from dragoman.newsletter.messages import Letter, Reader, message, prepared

from .readers import CHOOSE, ISSUE, LEAVE, NOW

LETTER = Letter(
    sender="Dragoman Brief <brief@news.example>",
    subject=ISSUE.subject,
    html=ISSUE.html,
    text=ISSUE.text,
    at=NOW,
    list_id="world.news.example",
)
LINKS = {LEAVE: "https://news.example/u/" + "t" * 130, CHOOSE: "https://news.example/p/?a=1&b=2"}
READER = Reader(
    to="reader@example.org",
    message_id="b00ea06615fff262.0000000000000003",
    fills=LINKS,
    leave=(LINKS[LEAVE], "mailto:unsubscribe@news.example?subject=" + "t" * 130),
)
BREAKS = (
    "\r\n",
    "\n",
    "\r",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x1e",
    "\x85",
    "\u2028",
    "\u2029",
    "\x00",
    "\r\n\r\n",
    "%0d%0a",
    "\n ",
)
BAIT = [f"x{broken}Bcc: victim@example.net" for broken in BREAKS]


def made(letter: Letter = LETTER, reader: Reader = READER) -> bytes:
    return message(prepared(letter, (LEAVE, CHOOSE)), reader)


def parsed(sent: bytes) -> EmailMessage:
    return cast(EmailMessage, message_from_bytes(sent, policy=policy.default))


def bodies(sent: bytes) -> list[str]:
    return [cast(EmailMessage, part).get_content().replace("\r\n", "\n") for part in parsed(sent).iter_parts()]


def test_every_header_is_there_once() -> None:
    read = parsed(made())

    assert read["From"] == "Dragoman Brief <brief@news.example>"
    assert read["To"] == "reader@example.org"
    assert read["Subject"] == ISSUE.subject
    assert read["Date"] == "Tue, 14 May 2024 06:30:00 +0000"
    assert read["Message-ID"] == "<b00ea06615fff262.0000000000000003@news.example>"
    assert read["List-Id"] == "<world.news.example>"
    assert read["List-Unsubscribe"] == f"<{READER.leave[0]}>, <{READER.leave[1]}>"
    assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (read["Precedence"], read["Auto-Submitted"]) == ("bulk", "auto-generated")
    assert len(read.keys()) == len(set(read.keys())) == 12


def test_both_bodies_come_back_with_the_readers_links_in_them() -> None:
    text, html = bodies(made())

    assert text == ISSUE.text.replace(LEAVE, LINKS[LEAVE]).replace(CHOOSE, LINKS[CHOOSE])
    assert f'href="{LINKS[LEAVE]}"' in html
    assert 'href="https://news.example/p/?a=1&amp;b=2"' in html
    assert not parsed(made()).defects


def test_a_second_parser_reads_the_same() -> None:
    ours, theirs = parsed(made()), read_otherwise(made())

    assert {name.lower(): " ".join(value.split()) for name, value in ours.items()} == theirs.headers
    assert bodies(made()) == [one.text for one in theirs.parts]


def test_what_goes_to_one_person_is_no_list_mail() -> None:
    read = parsed(made(replace(LETTER, list_id=None), replace(READER, leave=())))

    assert not {"List-Id", "Precedence", "List-Unsubscribe", "List-Unsubscribe-Post"} & set(read.keys())


def test_a_mail_is_the_same_whenever_it_is_made() -> None:
    assert made() == made()


@pytest.mark.parametrize("bait", BAIT, ids=range(len(BAIT)))
@pytest.mark.parametrize("field", ["subject", "name", "to", "message_id", "leave", "fill", "list_id", "text", "html"])
def test_no_field_adds_a_header(field: str, bait: str) -> None:
    """Whatever is refused is refused; whatever goes out has the headers that it should have."""
    letter, reader = _baited(field, bait)
    try:
        sent = made(letter, reader)
    except ValueError:
        return

    for read in (parsed(sent), read_otherwise(sent)):
        names = read.headers if not isinstance(read, EmailMessage) else {name.lower() for name in read}
        assert set(names) == {name.lower() for name in parsed(made())}
    assert b"\nBcc:" not in sent.partition(b"\r\n\r\n")[0].replace(b"\r", b"\n")


def _baited(field: str, bait: str) -> tuple[Letter, Reader]:
    match field:
        case "subject" | "text" | "html" | "list_id":
            return replace(LETTER, **{field: bait}), READER
        case "name":
            return replace(LETTER, sender=f"{bait} <brief@news.example>"), READER
        case "fill":
            return LETTER, replace(READER, fills={LEAVE: bait, CHOOSE: bait})
        case "leave":
            return LETTER, replace(READER, leave=(bait, bait))
        case _:
            return LETTER, replace(READER, **{field: bait})


def test_an_address_or_a_link_that_could_add_a_header_is_refused() -> None:
    for field in ("to", "message_id", "leave", "fill"):
        for bait in BAIT[:-2]:
            with pytest.raises(ValueError, match="is no"):
                made(*_baited(field, bait))


@given(st.text(max_size=100), st.text(max_size=100))
def test_any_text_comes_back(before: str, after: str) -> None:
    def lines(text: str) -> str:
        return text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode()

    letter = replace(LETTER, text=f"{before}{LEAVE}{after}")
    sent = made(letter)

    assert bodies(sent)[0] == lines(before) + LINKS[LEAVE] + lines(after)
    assert max(map(len, sent.partition(b"\r\n\r\n")[2].split(b"\r\n"))) <= 76


@given(st.text(max_size=200))
def test_any_subject_is_one_header(subject: str) -> None:
    sent = made(replace(LETTER, subject=subject))

    assert set(read_otherwise(sent).headers) == {name.lower() for name in parsed(made())}
    assert len(str(parsed(sent)["Subject"])) <= 150
