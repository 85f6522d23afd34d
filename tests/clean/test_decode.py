"""Bytes become text."""

import pytest

from dragoman.clean.decode import LARGEST, declared, text_of
from dragoman.model import Unreadable


def test_a_byte_order_mark_wins_over_a_declared_character_set() -> None:
    assert text_of("\ufeffMałe słowo".encode("utf-16"), "windows-1252") == "Małe słowo"


def test_the_declared_character_set_is_used() -> None:
    assert text_of("Šťastie".encode("iso-8859-2"), "iso-8859-2") == "Šťastie"


def test_the_page_names_its_own_character_set() -> None:
    assert text_of('<meta charset="koi8-r">Москва'.encode("koi8-r")).endswith("Москва")


def test_latin_one_is_read_as_windows_1252() -> None:
    assert text_of("“quoted”".encode("windows-1252"), "iso-8859-1") == "“quoted”"


def test_bytes_that_are_not_utf8_are_windows_1252() -> None:
    assert text_of("a café in Nîmes, déjà vu – là".encode("windows-1252")) == "a café in Nîmes, déjà vu – là"


def test_one_broken_byte_does_not_turn_a_page_into_windows_1252() -> None:
    page = ("Ελλάδα και Κύπρος " * 40).encode() + b"\xff" + b" end"

    assert "Ελλάδα" in text_of(page)


def test_an_unknown_character_set_is_passed_over() -> None:
    assert text_of("Tromsø".encode(), "no-such-set") == "Tromsø"


def test_control_characters_and_lone_surrogates_are_taken_out() -> None:
    assert text_of("a\x00b\x07c\ud800d\u200be") == "abcde"


def test_line_ends_become_one_kind() -> None:
    assert text_of("a\r\nb\rc\u2028d") == "a\nb\nc\nd"


def test_the_page_cannot_declare_utf16_in_ascii() -> None:
    assert declared(b'<meta charset="utf-16">') is None


@pytest.mark.parametrize("page", [b"%PDF-1.7 text", b"\x89PNG\r\n", bytes(range(32)) * 40, b"PK\x03\x04"])
def test_binary_is_refused(page: bytes) -> None:
    with pytest.raises(Unreadable, match="binary"):
        text_of(page)


@pytest.mark.parametrize("page", [b"", b" \n\t", "", "\u200b\n"])
def test_an_empty_page_is_refused(page: bytes | str) -> None:
    with pytest.raises(Unreadable, match="empty"):
        text_of(page)


def test_a_page_over_the_limit_is_refused() -> None:
    with pytest.raises(Unreadable, match=str(LARGEST)):
        text_of(b"a" * (LARGEST + 1))
