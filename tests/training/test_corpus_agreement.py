"""Two codings of one passage are matched by their words, and agreement is told as F1 and kappa."""

from __future__ import annotations

import pytest
from tests.training.corpus_words import coded
from training.corpus.agreement import compared, comparisons, differences, found, labels, sides
from training.corpus.agreement_figures import confusions, f1, figures, kappa, markdown, same

FIRST = coded(
    "<q [A Kenya] has {1 recalled} [B its envoy] from [C Kampala] q>, [D officials] ~q said~; [C Uganda] {2 shrugged}.",
    "1 SANCTION withdraw actual A>C diplomatic",
    "2 REJECT - actual C>A",
    "q D indirect anonymous",
)
SECOND = coded(
    "[X Kenya] has <q {1 recalled its envoy} from [Y Kampala] q>, [Z officials] ~q said~; [Y Uganda] shrugged.",
    "1 RETREAT withdraw future X>Y",
    "q Z indirect",
)


def test_participants_are_the_same_whose_mentions_overlap() -> None:
    pair = compared(FIRST, SECOND)

    assert (pair.letter("X"), pair.letter("Y"), pair.letter("Z")) == ("A", "C", "D")


def test_a_participant_whom_only_the_second_coder_saw_is_new() -> None:
    assert compared(FIRST, SECOND).letter("W") == "new W"


def test_an_event_is_found_by_both_where_the_triggers_overlap() -> None:
    assert found(compared(FIRST, SECOND))["events"] == (1, 2, 1)


def test_finding_with_the_type_asks_for_more() -> None:
    assert found(compared(FIRST, SECOND))["events with their type"] == (0, 2, 1)


def test_an_act_told_by_other_words_is_counted_apart() -> None:
    first = coded("[A Mali] {1 made} a demand.", "1 REQUEST - actual A>")
    second = coded("[A Mali] made a {1 demand}.", "1 REQUEST - actual A>")

    told = found(compared(first, second))

    assert (told["events"], told["events, or the same act by other words"]) == ((0, 1, 1), (1, 1, 1))


def test_of_two_triggers_that_overlap_the_one_of_the_same_type_is_taken() -> None:
    first = coded("[A Mali] {1 agreed to send} rice.", "1 AGREE - actual A>")
    second = coded("[A Mali] {1 agreed} to {2 send} rice.", "1 AID - future A>", "2 AGREE - actual A>")

    ((_, other),) = compared(first, second).events

    assert other.number == "2"


def test_labels_are_compared_on_what_both_found() -> None:
    chosen = labels(compared(FIRST, SECOND))

    assert chosen["type"] == [("SANCTION", "RETREAT")]
    assert chosen["status"] == [("actual", "future")]
    assert chosen["mode, where the type is the same"] == []
    assert chosen["anonymous or not"] == [("True", "False")]


def test_actors_are_compared_whatever_their_letters() -> None:
    pair = compared(FIRST, SECOND)

    assert found(pair)["actors of events"] == (1, 1, 1)
    assert sides(pair)["all recipients"] == [("C", "C")]
    assert sides(pair)["speaker"] == [("D", "D")]


def test_statements_are_the_same_where_half_of_their_content_is() -> None:
    assert found(compared(FIRST, SECOND))["statements"] == (1, 1, 1)
    assert found(compared(FIRST, SECOND))["statements, the very words"] == (0, 1, 1)


def test_whether_an_event_stands_between_two_is_asked_of_participants_that_both_marked() -> None:
    assert sorted(labels(compared(FIRST, SECOND))["event or none between two"]) == [
        ("False", "False"),
        ("False", "False"),
        ("True", "True"),
    ]


def test_differences_are_told_in_words() -> None:
    assert list(differences(compared(FIRST, SECOND))) == [
        "t-1 “Kenya has recalled its envoy from Kampala”: said by D indirect anonymous | said by D indirect",
        "t-1 “recalled”: SANCTION withdraw actual A>C | RETREAT withdraw future A>C",
        "t-1 “shrugged”: REJECT - actual C>A | –",
    ]


def test_a_coder_agrees_with_himself() -> None:
    pair = compared(FIRST, FIRST)

    assert list(differences(pair)) == []
    assert {row.value for row in figures([pair])} == {1.0}


def test_what_cannot_be_compared_is_told() -> None:
    told = list(comparisons([FIRST], [coded("Other words.", id="t-1"), coded("Words.", id="t-9")]))

    assert told == ["t-1: the words differ near 'Kenya has recalled i'", "t-9: the corpus has no such passage"]


def test_f1_is_the_same_whichever_coder_is_right() -> None:
    assert f1(2, 4, 2) == f1(2, 2, 4) == pytest.approx(2 / 3)
    assert f1(0, 0, 0) == 1


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ([("a", "a"), ("b", "b")], 1),
        ([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")], 0),
        ([("a", "b"), ("b", "a")], -1),
        ([("a", "a")], 1),
        ([], 1),
        # 20 yes, 15 no, 5 and 10 apart: observed .70, by chance .50
        ([("y", "y")] * 20 + [("n", "n")] * 15 + [("y", "n")] * 5 + [("n", "y")] * 10, 0.4),
    ],
)
def test_kappa_is_agreement_beyond_chance(choices: list[tuple[str, str]], expected: float) -> None:
    assert kappa(choices) == pytest.approx(expected)


def test_the_same_choice_is_a_share() -> None:
    assert same([("a", "a"), ("a", "b")]) == 0.5


def test_an_interval_holds_its_value_and_is_the_same_each_time() -> None:
    rows = figures([compared(FIRST, SECOND), compared(FIRST, FIRST)])

    assert all(row.low <= row.value <= row.high for row in rows)
    assert rows == figures([compared(FIRST, SECOND), compared(FIRST, FIRST)])


def test_labels_chosen_apart_are_counted() -> None:
    assert confusions([compared(FIRST, SECOND)] * 2) == [("SANCTION", "RETREAT", 2)]


def test_the_readme_has_a_line_for_each_figure() -> None:
    lines = markdown([compared(FIRST, FIRST)]).splitlines()

    assert lines[0] == "1 passages were coded twice."
    assert "| type | same | 1.00 (1.00–1.00) | 1.00 (1.00–1.00) | 2 |" in lines
