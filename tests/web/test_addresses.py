"""Addresses lead to pages of this site, or are seen to lead elsewhere."""

from __future__ import annotations

import pytest

from dragoman.web.addresses import here


@pytest.mark.parametrize(
    "to", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "", "/a\r\nb", "/é"]
)
def test_signing_in_leads_to_no_other_site(to: str) -> None:
    assert here(to) == "/"


def test_signing_in_leads_back_to_the_page() -> None:
    assert here("/article/abc?x=1#record-r1") == "/article/abc?x=1#record-r1"
