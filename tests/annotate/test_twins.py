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
