"""The article in a text without markup, whatever its language."""

from hypothesis import given
from hypothesis import strategies as st
from tests.clean.pages import LONG, TITLE, whole

from dragoman.clean import article_from, cut_from
from dragoman.clean.stretch import LONGEST_GAP, best_stretch

GERMAN = (
    "Die Außenminister Tunesiens und Maltas haben am Donnerstag vereinbart, die Fährlinie zwischen ihren Häfen wieder zu öffnen.",
    "Die maltesische Ministerin sagte in Tunis, dass die Schiffe im Juni wieder fahren würden, ohne Bedingungen.",
    "Eine gemeinsame Kommission soll binnen zwei Monaten in Sfax zusammentreten und beiden Parlamenten berichten.",
)
JAPANESE = (
    "チュニジアとマルタの外相は木曜日、昨年春の漁業紛争で止まっていた両国の港を結ぶ連絡船を再開することで合意した。",
    "マルタの外相はチュニスで記者団に対し、船は六月に再び運航すると述べ、条件は何もないと強調した。",
)


def test_a_german_text_is_cut_from_between_menu_and_footer() -> None:
    cut = cut_from("\n".join(("Menü", "Politik", "Sport", "", *GERMAN, "", "Impressum", "Kontakt")))

    assert cut.language == "de"
    assert cut.paragraphs == GERMAN


def test_a_script_without_spaces_counts_by_its_signs() -> None:
    assert cut_from("\n".join(("ホーム", "政治", "", *JAPANESE, "", "検索"))).paragraphs == JAPANESE


def test_teasers_in_sentences_below_an_article_are_left_out() -> None:
    teasers = [
        line
        for number in range(8)
        for line in (
            f"HARBOUR {number}",
            "Watch",
            "2 hours",
            "The harbour master of the island has counted the boats that came in since the storm.",
            "More",
            "Delta",
        )
    ]
    found = article_from("\n\n".join((TITLE, *LONG, *teasers)), source="page.txt")

    assert found.text == whole(*LONG)


def test_nothing_that_weighs_has_no_stretch() -> None:
    assert best_stretch([]) == best_stretch([-1, -2]) == (0, 0)


def test_a_long_gap_costs_no_more_than_a_few_lines() -> None:
    assert best_stretch([10, *[-3] * 50, 10]) == (0, 52)


@given(st.lists(st.integers(-20, 20).filter(bool), max_size=12))
def test_no_stretch_is_better(weights: list[int]) -> None:
    runs = "".join("+" if weight > 0 else "-" for weight in weights).split("+")
    if any(len(run) > LONGEST_GAP for run in runs):
        return
    start, end = best_stretch(weights)
    sums = [sum(weights[one:other]) for one in range(len(weights)) for other in range(one, len(weights) + 1)]

    assert sum(weights[start:end]) == max([0, *sums])
