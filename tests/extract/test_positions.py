"""Positions that no row tells: what one does only on a condition."""

import pytest
from tests.articles import reading_of

CONDITIONAL = [
    ("Sudan's army said that a truce was possible provided the rebels first left Nasir.", "the rebels first left Nasir"),
    ("Iran said it would return only when the sanctions were lifted.", "only when the sanctions were lifted"),
    ("“No dialogue with Ethiopia can be held until the paper has been burnt,” Somalia's minister said.", "until the paper has been burnt"),
    ("Turkey's delegate retorted that it could not be discussed before the militias had left.", "before the militias had left"),
    ("Armenia is prepared to send observers if both of them ask.", "if both of them ask"),
]  # fmt: skip
UNCONDITIONAL = [
    "Iran said it had returned when the sanctions were lifted.",
    "Iran will respond if Israel attacks it, the minister said.",
    "Turkey's delegate spoke before the militias had left.",
]


@pytest.mark.parametrize(("sentence", "issue"), CONDITIONAL)
def test_what_is_done_on_a_condition_alone_is_one(sentence: str, issue: str) -> None:
    found = [one for one in reading_of(sentence).positions if one.stance == "conditions"]

    assert [one.issue for one in found] == [issue]
    assert all(len(one.holder) == 3 for one in found)  # a state's code


@pytest.mark.parametrize("sentence", UNCONDITIONAL)
def test_a_time_or_a_threat_is_no_condition(sentence: str) -> None:
    assert not [one for one in reading_of(sentence).positions if one.stance == "conditions"]


STANCES = [
    ("Albania no longer objects to the candidate of Malta.", "ALB", "accepts"),
    ("Malaysia urged China not to close the strait.", "MYS", "opposes"),
    ("Pakistan called upon India to resume at once the working of the treaty.", "PAK", "demands"),
    ("Niger insisted that Benin release the lorries.", "NER", "demands"),
    ("“We will not return to the table under pressure,” the Iranian foreign minister said.", "IRN", "rejects"),
    ("Cyprus accepted the envoy's invitation to meet the Turkish minister in Geneva.", "CYP", "accepts"),
    ("Hungary backs his coming.", "HUN", "supports"),
    ("Nor will France accept the Dutch offer.", "FRA", "rejects"),
    ("Neither Chad nor Niger recognises the new rulers.", "NER", "rejects"),
    ("Brazil wants each of its neighbours to expel a diplomat.", "BRA", "demands"),
    ("Malta wants double for its base.", "MLT", "demands"),
    ("Argentina pressed Cuba to let the six aides go.", "ARG", "demands"),
    ("Niger gave foreign firms three months to pack up.", "NER", "demands"),
    ("Kuwait said that the islands were off the agenda.", "KWT", "rejects"),
    ("Zambia maintains that the tribunal has no say in the matter.", "ZMB", "rejects"),
    ("The award was pronounced null and void by Venezuela.", "VEN", "rejects"),
    ("It is a pact that Ghana called a betrayal.", "GHA", "opposes"),
    ("Oman praised the fund as the only way out.", "OMN", "supports"),
    ("Hungary has blocked the bid of Estonia.", "HUN", "opposes"),
    ("Israel promised Egypt to repair the canal.", "ISR", "commits"),
]


@pytest.mark.parametrize(("sentence", "holder", "stance"), STANCES)
def test_a_stance_is_told_in_many_ways(sentence: str, holder: str, stance: str) -> None:
    assert (holder, stance) in [(one.holder, one.stance) for one in reading_of(sentence).positions]


@pytest.mark.parametrize(
    "sentence",
    [
        "A diplomat of Brazil asked not to be named.",
        "The envoy of the African Union asked to see the Sudanese general.",
        "Hungary insisted that the talks were over.",
        "Malaysia did not urge China to leave the strait.",
    ],
)
def test_who_asks_for_no_act_of_another_demands_nothing(sentence: str) -> None:
    assert not [one for one in reading_of(sentence).positions if one.stance == "demands"]


UNTAKEN = [
    "Norway stopped short of asking Chad to free the editors.",
    "Norway would have refused to send observers.",
    "Norway declined to rule out a blockade.",
    "Norway assured Chad that it had come in peace.",
    "Norwegian diplomats admit that they have no answer.",
    "Norway would lose millions should it include the islands in its claim.",
]


@pytest.mark.parametrize("sentence", UNTAKEN)
def test_what_is_not_done_is_no_position(sentence: str) -> None:
    assert not reading_of(sentence).positions


def test_what_another_is_asked_to_do_is_no_stance_of_its_own() -> None:
    found = reading_of("Norway ordered Chad to refrain from any further step.").positions

    assert [(one.holder, one.stance) for one in found] == [("NOR", "demands")]


def test_a_refusal_to_accept_is_one_refusal() -> None:
    found = reading_of("China refuses to accept the award of the tribunal.").positions

    assert [(one.holder, one.stance) for one in found] == [("CHN", "rejects")]


def test_who_is_not_willing_offers_nothing() -> None:
    (position,) = reading_of("Norway is not willing to share its fishing grounds.").positions

    assert (position.holder, position.stance) == ("NOR", "rejects")


@pytest.mark.parametrize(
    ("words", "holder", "stance"),
    [
        ("Israel insists that Hamas be disarmed.", "ISR", "demands"),
        ("Brazil is in favour of expanding the council.", "BRA", "supports"),
        ("South Korea's president suggested a hotline between the two armies.", "KOR", "proposes"),
    ],
)
def test_further_stances(words: str, holder: str, stance: str) -> None:
    assert [(one.holder, one.stance) for one in reading_of(words).positions] == [(holder, stance)]
