"""A signature covers what a mail says and how to leave, and breaks where anybody changes either."""

from __future__ import annotations

import subprocess
from base64 import b64encode
from email import message_from_bytes
from pathlib import Path

import dkim
import pytest
from tests.newsletter.readers import EDITION, ISSUE, NOW, SETTINGS, SIGNS, fill, store_at
from tests.newsletter.sinks import smtp_sink

from dragoman.newsletter.sending import Office, send_mails
from dragoman.newsletter.sending_letters import Letters
from dragoman.newsletter.sending_signature import Signer, WrongKey
from dragoman.store.mail.database import opened_mail
from dragoman.store.mail.keys import keys_of
from dragoman.store.mail.sending import queue_issue


@pytest.fixture(scope="module")
def private_key() -> bytes:
    made = subprocess.run(["openssl", "genrsa", "2048"], check=True, capture_output=True)
    return made.stdout


def record(private: bytes) -> bytes:
    command = ["openssl", "rsa", "-pubout", "-outform", "DER"]
    made = subprocess.run(command, input=private, check=True, capture_output=True)
    return b"v=DKIM1; k=rsa; p=" + b64encode(made.stdout)


def test_a_signature_covers_the_headers_that_end_it(tmp_path: Path, private_key: bytes) -> None:
    signer = Signer(domain="news.example", selector="brief", key=private_key)
    with opened_mail(store_at(tmp_path), create=True) as mail, smtp_sink() as sink:
        fill(mail, 2)
        queue_issue(mail, ISSUE, now=NOW)
        keys = keys_of(mail, now=NOW)
        letters = Letters(mail, keys, SETTINGS, [EDITION], SIGNS, signer)
        list(send_mails(mail, keys, Office(link=sink.link, compose=letters.compose), holder="test"))
    published = record(private_key)

    def dns(asked: bytes, timeout: float = 5) -> bytes:
        assert asked == b"brief._domainkey.news.example."
        return published

    assert len(sink.came) == 2
    for came in sink.came:
        assert dkim.verify(came.data, dnsfunc=dns)
        covered = str(message_from_bytes(came.data)["DKIM-Signature"]).replace(" ", "").lower()
        assert ":list-unsubscribe:list-unsubscribe-post:" in "".join(covered.split())
        for changed in (
            came.data.replace(b"One-Click", b"Two-Click"),
            came.data.replace(b"List-Unsubscribe: <https://news", b"List-Unsubscribe: <https://evil"),
            came.data.replace(b"\r\n\r\n", b"\r\nList-Unsubscribe: <https://evil.example>\r\n\r\n", 1),
            came.data.replace(b"met.", b"fought.", 1),
        ):
            assert changed != came.data
            assert not dkim.verify(changed, dnsfunc=dns)


def test_a_key_that_cannot_sign_is_named(private_key: bytes) -> None:
    signer = Signer(domain="news.example", selector="brief", key=b"no key")

    with pytest.raises(WrongKey, match="openssl genrsa"):
        signer.signed(b"From: a@b.example\r\n\r\nx\r\n")
    assert private_key.decode()[40:80] not in repr(Signer(domain="a", selector="b", key=private_key))
