"""Georgia on the Black Sea and Georgia in America."""

import pytest
from tests.annotate.test_cast import actors


@pytest.mark.parametrize(
    "text",
    [
        "The governor of Georgia spoke.",
        "Georgia counted its votes again. Democrats were pleased, and Republicans were not.",
        "Tbilisi was silent. A congressman from Georgia spoke.",
    ],
)
def test_georgia_beside_its_congressman_is_american(text: str) -> None:
    assert actors(text)["Georgia"].code == "USA"


@pytest.mark.parametrize(
    "text",
    [
        "Georgia wants to join the European Union.",
        "The Senate in Washington voted to arm Georgia. Tbilisi was pleased.",
        "Irakli Kobakhidze thanked Democrats in Washington for what they did for Georgia.",
    ],
)
def test_georgia_beside_tbilisi_is_the_state(text: str) -> None:
    assert actors(text)["Georgia"].code == "GEO"


@pytest.mark.parametrize(
    ("words", "text", "code"),
    [
        ("Social Democrats", "The Social Democrats have lost Vienna. Austria will vote again.", "AUT"),
        ("Social Democrats", "Finland will vote in April. The Social Democrats lead.", "FIN"),
        ("Labour Party", "Wellington was calm. The Labour Party of Jacinda Ardern won.", "NZL"),
        ("Labour Party", "The Labour Party won.", "GBR"),
        ("Republicans", "The White House lost a vote, and Republicans cheered.", "USA"),
    ],
)
def test_a_party_whose_name_others_share_is_that_of_the_state_told_of(words: str, text: str, code: str) -> None:
    found = {name.removeprefix("The ").removeprefix("the "): actor for name, actor in actors(text).items()}

    assert (found[words].code, found[words].sector) == (code, "PTY")
