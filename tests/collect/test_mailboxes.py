"""Mailboxes and folders give their messages one by one."""

from __future__ import annotations

import mailbox
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.collect import Skipped, mailboxes, messages
from dragoman.model import Unreadable


def mail(text: str, number: int = 1) -> EmailMessage:
    message = EmailMessage()
    message["From"] = '"Delta Press" <desk@delta.example>'
    message["Subject"] = f"Talks, day {number}"
    message["Message-ID"] = f"<{number}@delta.example>"
    message.set_content(text)
    return message


def subjects(found: Iterator[bytes | Skipped]) -> list[str]:
    return [
        line.decode()
        for one in found
        if isinstance(one, bytes)
        for line in one.splitlines()
        if line.startswith(b"Subject")
    ]


def test_an_mbox_of_the_standard_library_comes_back(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "press.mbox")
    sent = [mail(f"Envoys met.\nFrom here on, silence.\n{number}\n", number) for number in range(3)]
    for one in sent:
        box.add(one)
    box.close()

    assert list(messages(tmp_path / "press.mbox")) == [one.as_bytes() for one in sent]


def test_a_message_is_a_single_file(tmp_path: Path) -> None:
    path = tmp_path / "one.eml"
    path.write_bytes(mail("Envoys met.").as_bytes())

    assert list(messages(path)) == [mail("Envoys met.").as_bytes()]


def test_a_folder_gives_its_messages_in_order(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    for number, name in enumerate(["b.eml", "a.EML", "more/c.eml", "notes.txt"]):
        (tmp_path / name).write_bytes(mail("Envoys met.", number).as_bytes())

    assert subjects(messages(tmp_path)) == ["Subject: Talks, day 1", "Subject: Talks, day 0", "Subject: Talks, day 2"]


def test_a_maildir_is_a_folder(tmp_path: Path) -> None:
    box = mailbox.Maildir(tmp_path / "press")
    box.add(mail("Envoys met."))
    box.close()

    assert subjects(messages(tmp_path / "press")) == ["Subject: Talks, day 1"]


def test_a_from_inside_a_paragraph_parts_nothing(tmp_path: Path) -> None:
    path = tmp_path / "press.mbox"
    path.write_bytes(b"From desk Mon Nov  2 08:30:00 2026\nSubject: Talks\n\nEnvoys came\nFrom afar\n\n>>From quoted\n")

    assert list(messages(path)) == [b"Subject: Talks\n\nEnvoys came\nFrom afar\n\n>From quoted\n"]


def test_windows_line_ends_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "press.mbox"
    path.write_bytes(b"From a\r\nSubject: 1\r\n\r\nx\r\n\r\nFrom b\r\nSubject: 2\r\n\r\ny\r\n")

    assert subjects(messages(path)) == ["Subject: 1", "Subject: 2"]


def test_a_message_that_is_too_large_costs_itself_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailboxes, "LARGEST", 1000)
    path = tmp_path / "press.mbox"
    large = b"From a\nSubject: 1\n\n" + b"word " * 1000 + b"\n\n"
    path.write_bytes(large + b"From b\nSubject: 2\n\ny\n")

    skipped, kept = messages(path)

    assert skipped == Skipped(at=0, reason="the message is larger than 1,000 bytes")
    assert kept == b"Subject: 2\n\ny\n"


def test_the_offset_of_a_message_that_is_too_large_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailboxes, "LARGEST", 100)
    path = tmp_path / "press.mbox"
    first = b"From a\nSubject: 1\n\nx\n\n"
    path.write_bytes(first + b"From b\nSubject: 2\n\n" + b"word " * 100)

    assert list(messages(path))[1] == Skipped(at=len(first), reason="the message is larger than 100 bytes")


def test_one_line_never_fills_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailboxes, "LONGEST_LINE", 64)
    path = tmp_path / "press.mbox"
    line = b"x" * 63 + b"From here " * 40
    path.write_bytes(b"From a\nSubject: 1\n\n" + line + b"\n")

    assert list(messages(path)) == [b"Subject: 1\n\n" + line + b"\n"]


def test_an_empty_file_has_no_message(tmp_path: Path) -> None:
    (tmp_path / "empty.mbox").touch()

    assert list(messages(tmp_path / "empty.mbox")) == []


def test_a_place_without_messages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="no message"):
        list(messages(tmp_path))
    with pytest.raises(Unreadable, match="cannot be read"):
        list(messages(tmp_path / "nothing.mbox"))


@given(
    st.lists(
        st.lists(st.sampled_from(["From me", ">From me", ">>From", "word", " "]), min_size=1, max_size=6), max_size=5
    )
)
def test_what_goes_into_a_mailbox_comes_out(tmp_path_factory: pytest.TempPathFactory, bodies: list[list[str]]) -> None:
    path = tmp_path_factory.mktemp("box") / "press.mbox"
    sent = [f"Subject: {number}\n\nbody\n{chr(10).join(lines)}\nend\n" for number, lines in enumerate(bodies)]
    quoted = [
        "\n".join(f">{line}" if line.lstrip(">").startswith("From ") else line for line in one.split("\n"))
        for one in sent
    ]
    path.write_text("".join(f"From desk\n{one}\n" for one in quoted))

    assert [one.decode() for one in messages(path) if isinstance(one, bytes)] == sent
