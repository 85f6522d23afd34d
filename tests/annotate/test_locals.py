"""Whose somebody is: of a town or province by its name, of Washington's parties and chambers, behind short titles."""

import pytest
from tests.articles import reading_of

SPEAKERS = [
    ("Kharkiv Mayor Ihor Terek said two people were killed.", "Ihor Terek", "UKR", "GOV"),
    ("Kharkiv region governor Oleh Syn said two people were killed.", "Oleh Syn", "UKR", "GOV"),
    ("Oleh Syn, the governor of the Kharkiv region, said two people were killed.", "Oleh Syn", "UKR", "GOV"),
    ("Belgorod governor Vyach Glad said two people were killed.", "Vyach Glad", "RUS", "GOV"),
    ("Borno state governor Babaga Zul said two people were killed.", "Babaga Zul", "NGA", "GOV"),
    ("Chicago police spokesman Tom Brad said two people were killed.", "Tom Brad", "USA", "COP"),
    ("Texas Governor Greg Ab said the river was his.", "Greg Ab", "USA", "GOV"),
    ("California Gov. Gavin Noll said the river was his.", "Gavin Noll", "USA", "GOV"),
    ("Gaza Health Ministry spokesman Ashraf Qid said 40 people were killed.", "Ashraf Qid", "PSE", "GOV"),
    ("Rep. Ro Kahn, D-Calif., said the treaty was dead.", "Ro Kahn", "USA", "LEG"),
    ("Republican Sen. Brad Shine said the treaty was dead.", "Brad Shine", "USA", "LEG"),
    ("Sen. Tom Cott of Arkansas, a Republican, said the treaty was dead.", "Tom Cott", "USA", "LEG"),
    ("Philippine Sen. Risa Honti said the treaty was dead.", "Risa Honti", "PHL", "LEG"),
    ("Thai army spokesman Col. Wichai Suntharot said the hill was quiet.", "Wichai Suntharot", "THA", "MIL"),
    ("The spokesman of the Thai army, Col. Wichai Suntharot, said the hill was quiet.", "Wichai Suntharot", "THA", "MIL"),
    ("A Pentagon spokesman, Brig. Gen. Pat Moore, said the raid was over.", "Pat Moore", "USA", "GOV"),
    ("Israeli military spokesman Lt. Col. Avi Stern said the strip was closed.", "Avi Stern", "ISR", "MIL"),
    ("UN deputy spokesman Farhan Aziz said aid had stopped.", "Farhan Aziz", "UN", "IGO"),
    ("The deputy spokesman for the U.N. secretary-general, Farhan Aziz, said aid had stopped.", "Farhan Aziz", "UN", "IGO"),
    ("UNHCR was worried. Its spokeswoman in Nicosia, Maria Holm, said nobody should be sent back.", "Maria Holm", "UN", "IGO"),
    ("Congolese army spokesman Sylvain Eken said the rebels had broken the truce.", "Sylvain Eken", "COD", "MIL"),
    ("Congo's president said in Brazzaville that the vote was clean.", "", "COG", "GOV"),
    ("China sent an envoy to Managua; a note from its embassy said that Beijing would pay.", "embassy", "CHN", "GOV"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "name", "code", "sector"), SPEAKERS)
def test_the_speaker_is_of_that_state(words: str, name: str, code: str, sector: str) -> None:
    speaker = reading_of(words).statements[-1].speaker

    assert speaker is not None
    assert name in speaker.name
    assert (speaker.code, speaker.sector) == (code, sector)


def test_a_town_tells_more_of_its_mayor_than_the_state_of_which_the_article_speaks() -> None:
    words = (
        "Russia fired forty drones on Sunday, and Russia's generals spoke of a reply. Russian officials gave no number. "
        "Kharkiv Mayor Ihor Terek said two people were killed."
    )

    assert [said.speaker.code for said in reading_of(words).statements if said.speaker] == ["UKR"]


@pytest.mark.parametrize(
    "words", ["Energy officials said the pipe was dry.", "Justice officials said the man was held."]
)
def test_a_common_word_is_no_town(words: str) -> None:
    assert [said.speaker.code for said in reading_of(words).statements if said.speaker] == [None]


def test_a_christian_democrat_is_no_american() -> None:
    (said,) = reading_of("Christian Democratic lawmaker Norbert Rott said the treaty was dead.").statements

    assert said.speaker is not None
    assert said.speaker.code is None
