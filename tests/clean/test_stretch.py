"""The article in a text without markup, whatever its language."""

import pytest
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
    assert best_stretch([30, *[-3] * 50, 30]) == (0, 52)


@given(st.lists(st.integers(-20, 20).filter(bool), max_size=12))
def test_no_stretch_is_better(weights: list[int]) -> None:
    runs = "".join("+" if weight > 0 else "-" for weight in weights).split("+")
    if any(len(run) > LONGEST_GAP for run in runs):
        return
    start, end = best_stretch(weights)
    sums = [sum(weights[one:other]) for one in range(len(weights)) for other in range(one, len(weights) + 1)]

    assert sum(weights[start:end]) == max([0, *sums])


MORE = (
    "The ferry crews were told of it by a notice on the quay, and most of them had gone home before noon.",
    "“We will sail when there is a timetable,” said Anis Jaziri, who speaks for the crews of both lines.",
)


@pytest.mark.parametrize("label", ["Leave a Comment", "Related", "Advertisement", "Newsletter", "14 comments"])
def test_a_label_above_or_within_the_article_takes_none_of_it_along(label: str) -> None:
    found = article_from("\n".join((TITLE, label, *LONG[:4], label, *LONG[4:])), source="page.txt")

    assert found.text == whole(*LONG)


def test_a_column_that_says_you_is_kept_and_an_offer_within_it_is_not() -> None:
    spoken = "You may ask what a ferry is worth. You would not, if you had ever missed the last one."
    offer = "Get our evening newsletter in your inbox, every day but Sunday."
    found = article_from("\n".join((TITLE, *LONG[:3], spoken, offer, *LONG[3:])), source="page.txt")

    assert found.text == whole(*LONG[:3], spoken, *LONG[3:])


def test_a_heading_before_a_paragraph_is_kept_and_the_last_of_several_links_is_not() -> None:
    links = ("A lighthouse for sale", "The octopus season opens early", "Gulls at the opera")
    found = article_from("\n".join((TITLE, *LONG[:2], "The wrecks", *LONG[2:4], *links, *LONG[4:])), source="page.txt")

    assert found.text == whole(*LONG[:2], "The wrecks", *LONG[2:])


def test_a_list_below_a_colon_is_kept() -> None:
    items = ("two sailings a day", "one fare for both lines", "no freight on Sundays")
    opening = "The ministers agreed on three points:"
    found = article_from("\n".join((TITLE, *LONG[:3], opening, *items, *LONG[3:])), source="page.txt")

    assert found.text == whole(*LONG[:3], opening, *items, *LONG[3:])


def test_a_caption_in_a_sentence_goes_with_its_credit() -> None:
    caption = ("A ferry lies at the quay of Sfax.", "Rania Gharbi | Delta Press")
    found = article_from("\n".join((TITLE, "Thursday, 4 June 2020", *caption, *LONG)), source="page.txt")

    assert found.text == whole(*LONG)


def test_a_pull_quote_is_said_once() -> None:
    quote = "Tunisia answered by stopping the ferry"
    found = article_from("\n".join((TITLE, *LONG[:2], f"“{quote}.”", *LONG[2:])), source="page.txt")

    assert found.text == whole(*LONG)


def test_the_article_ends_where_its_lines_thin_out() -> None:
    remark = "I took that ferry for thirty years and nobody ever told me when it would not sail, which says it all."
    comments = [
        line for number in range(12) for line in (f"islander{number}", f"{number}th of June, 9:1{number}", remark)
    ]
    body = (*LONG, *MORE)
    found = article_from("\n".join((TITLE, *body, *comments)), source="page.txt")

    assert found.text == whole(*body)


def test_lines_above_the_byline_are_a_second_headline() -> None:
    below = "Both governments had shut it last spring. The crews were not asked."
    cut = cut_from("\n".join((TITLE, below, "By Sami Trabelsi", "4 June 2020", *LONG)))

    assert (cut.paragraphs[0], cut.standfirst) == (below, 1)


def test_the_headline_stands_above_the_byline() -> None:
    ticker = "Ministers agree on ferry fares as the fishing dispute ends in Tunis"
    cut = cut_from(
        "\n".join(("Menu", "Latest", ticker, *["Sea", "Sport", "Law"] * 4, TITLE, "By Sami Trabelsi", *LONG))
    )

    assert cut.title == TITLE


DUTCH = (
    "De ministers van Tunesië en Malta waren het in Tunis eens over de veerdienst, of die nu in juni of in juli begint.",
    "Of de vissers dat willen, is de vraag die nog open was toen de delegaties for the record met de pers spraken.",
    "Malta had zijn haven in maart gesloten, en Tunesië hield daarop de veerboot tegen die er elke week voer.",
)


def test_a_language_with_words_that_look_english_is_not_taken_for_it() -> None:
    assert cut_from("\n".join(DUTCH)).language == "nl"


def test_an_english_text_is_known_by_its_small_words() -> None:
    assert cut_from("\n".join(LONG)).language == "en"
