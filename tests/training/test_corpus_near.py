"""Passages and frames that say too much in the same words are found; contrasts are told apart."""

from __future__ import annotations

from tests.training.corpus_words import coded, framed
from training.corpus.near import near_frames, near_passages

LONG = "[A The harbour master of Tema] {1 sent} nine lorries of rice and lamp oil to [B the flooded quarter] on Sunday."
SENT, NEGATED = "1 AID - actual A>B", "1 AID - negated A>B"
OTHER = "[A Nepal's hill parties] {1 praised} [B the premier] for his patience with [C the bishops] over schools."


def test_the_same_sentence_with_another_name_is_too_near_in_its_wording() -> None:
    first = f"{LONG} Nobody had asked; the mayor wept over a ledger that he kept under his bed and showed to strangers."
    second = LONG.replace("Tema", "Abidjan")

    (near,) = near_passages([("w1", coded(first, SENT, id="a")), ("w2", coded(second, SENT, id="b"))])

    assert (near.first, near.second, near.kind, near.contrast) == ("a", "b", "wording", False)


def test_a_sentence_within_a_longer_one_is_too_near() -> None:
    second = (
        f"{LONG[:-1]}, after the mayor had begged for boats, blankets and a doctor in three letters to the capital."
    )

    (near,) = near_passages([("w1", coded(LONG, SENT, id="a")), ("w2", coded(second, SENT, id="b"))])

    assert near.share >= 0.5


def test_a_short_formula_may_come_again() -> None:
    agreed = "[X Both sides] {7 agreed} to meet again in a month."
    first = coded(f"{LONG} {agreed}", SENT, "7 AGREE - actual X>")
    second = coded(f"{OTHER} {agreed}", "1 SUPPORT - actual A>B", "7 AGREE - actual X>")

    assert near_passages([("w1", first), ("w2", second)]) == []


def test_two_stories_are_not_near() -> None:
    assert near_passages([("w1", coded(LONG, SENT)), ("w1", coded(OTHER, "1 SUPPORT - actual A>B"))]) == []


def test_one_scene_in_another_order_is_too_near() -> None:
    second = (
        "Lamp oil, rice, nine lorries: [B the flooded quarter] {1 got} them on Sunday from [A the Tema harbour master]."
    )

    (near,) = near_passages([("w1", coded(LONG, SENT)), ("w2", coded(second, SENT))])

    assert near.kind == "scene"


def test_a_neighbour_with_other_acts_is_a_contrast() -> None:
    second = LONG.replace("{1 sent}", "would not {1 send}")

    (near,) = near_passages([("w1", coded(LONG, SENT)), ("w1", coded(second, NEGATED))])

    assert near.contrast


def test_a_neighbour_with_the_same_acts_is_none() -> None:
    (near,) = near_passages([("w1", coded(LONG, SENT)), ("w1", coded(LONG.replace("Tema", "Lomé"), SENT))])

    assert not near.contrast


def test_there_is_no_contrast_across_files() -> None:
    second = LONG.replace("{1 sent}", "would not {1 send}")

    (near,) = near_passages([("w1", coded(LONG, SENT)), ("w2", coded(second, NEGATED))])

    assert not near.contrast


def test_what_is_held_back_keeps_a_wider_distance() -> None:
    second = (
        "[A The master of Tema harbour] {1 sold} rice and oil; [B the quarter] lay flooded, lorries stood idle, "
        "[C the mayor] wept over his ledger for three days, then shut the books."
    )
    first, other = coded(LONG, SENT), coded(second, "1 COOPERATE - actual A>B")

    assert near_passages([("passages/w1", first), ("passages/w2", other)]) == []
    assert [near.kind for near in near_passages([("passages/w1", first), ("held/h", other)])] == ["scene"]


def test_frames_that_differ_in_a_choice_are_near() -> None:
    first = framed("[S] {give} rice to [T] (on Sunday|at dawn).")
    second = framed("[S:gov,mil] {give} rice to [T:civ] (by ship|by air).")

    (near,) = near_frames([("aid:2", first), ("aid:3", second)])

    assert (near.first, near.second, near.share) == ("aid:2", "aid:3", 1)


def test_frames_of_another_type_or_mode_are_a_contrast() -> None:
    words = "[S] {blame} [T] for the fire."
    rows = [framed(words, type="ACCUSE", mode=mode) for mode in ("allege", "disapprove")]

    assert near_frames([("accuse:2", rows[0]), ("accuse:3", rows[1])]) == []


def test_frames_that_share_most_of_their_words_are_near() -> None:
    first = framed("[S] {fire} tear gas at [T] near the gate of the old bridge.")
    second = framed("[S] {fire} tear gas at [T] near the gate of the new bridge.")

    (near,) = near_frames([("assault:2", first), ("assault:3", second)])

    assert near.share < 1
