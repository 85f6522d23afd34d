"""Other people's text on one line, as pages, mails and terminals show it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.publish.wording import plain


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("abc\u202e fed \u2066 ghi", "abc fed ghi"),
        ("\u202e Cod Times \x07", "Cod Times"),
        ("Cod\nTimes\u2028of\tIceland", "Cod Times of Iceland"),
        ("\U0001f469\u200d\U0001f469", "\U0001f469\u200d\U0001f469"),
        ("\u2066", ""),
    ],
)
def test_what_is_taken_out_leaves_no_gap(written: str, shown: str) -> None:
    assert plain(written) == shown


@given(st.text())
def test_a_plain_text_stays_as_it_is(text: str) -> None:
    assert plain(plain(text)) == plain(text) == " ".join(plain(text).split())
