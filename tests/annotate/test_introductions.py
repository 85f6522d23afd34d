from datetime import date

import pytest

from dragoman.annotate.introductions import introductions

DAY = date(2026, 2, 10)


@pytest.mark.parametrize(
    ("sentence", "name", "office", "code"),
    [
        ("Foreign Minister Ilse Brandvik of Norway spoke in Oslo.", "Ilse Brandvik", "foreign_minister", "NOR"),
        ("Norwegian Foreign Minister Ilse Brandvik spoke.", "Ilse Brandvik", "foreign_minister", "NOR"),
        ("The talks, Ilse Brandvik, Norway's new foreign minister, said, went well.", "Ilse Brandvik", "foreign_minister", "NOR"),
        ("The spokesman of the Chilean foreign ministry, Jorge Reyal, declined.", "Jorge Reyal", "spokesperson", "CHL"),
        ("NATO Secretary-General Piet van Doorn welcomed it.", "Piet van Doorn", "chief", "NATO"),
        ("Acting President Luz Martel of Peru addressed the nation.", "Luz Martel", "head_of_state", "PER"),
        ("Germany's ambassador to Kenya, Karl Weissmann, left.", "Karl Weissmann", "ambassador", "DEU"),
        ("Ilse Brandvik, the deputy foreign minister of Norway, spoke.", "Ilse Brandvik", "deputy_foreign_minister", "NOR"),
    ],
)  # fmt: skip
def test_a_title_and_a_side_beside_a_name_introduce_somebody(sentence: str, name: str, office: str, code: str) -> None:
    (found,) = introductions(sentence, DAY)

    assert (found.name, found.office, found.code) == (name, office, code)
    assert found.span.of(sentence) == name


@pytest.mark.parametrize(
    "sentence",
    [
        "Former Norwegian foreign minister Ilse Brandvik spoke.",
        "Prime Minister-designate Ola Halvorsen of Norway arrived.",
        "Norway's shadow foreign secretary Ola Halvorsen arrived.",
        "Foreign Minister Ilse Brandvik spoke on Monday.",
        "Norwegian Foreign Minister I. Brandvik spoke.",
        "The president of the Oslo Fish Company, Ilse Brandvik, spoke.",
    ],
)
def test_who_is_no_more_not_yet_or_of_no_told_side_is_not_introduced(sentence: str) -> None:
    assert list(introductions(sentence, DAY)) == []


def test_a_title_introduces_the_name_that_it_stands_before() -> None:
    paragraph = "Norway's coast guard watched Kattvik Reef, its spokesman Ola Halvorsen said."

    assert [one.name for one in introductions(paragraph, DAY)] == ["Ola Halvorsen"]


def test_the_side_must_be_told_in_the_same_sentence() -> None:
    paragraph = "Norway closed its border. Its foreign minister, Ilse Brandvik, gave no reason."

    assert list(introductions(paragraph, DAY)) == []


def test_the_sentence_is_the_evidence() -> None:
    paragraph = "Fog lay over Oslo. Norwegian Foreign Minister Ilse Brandvik spoke. Nobody asked."
    (found,) = introductions(paragraph, DAY)

    assert found.sentence.of(paragraph) == "Norwegian Foreign Minister Ilse Brandvik spoke."
