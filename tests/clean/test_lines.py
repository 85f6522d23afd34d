"""Plain text becomes articles."""

from tests.clean.pages import BODY, LEAD, SECOND, THIRD, TITLE, whole

from dragoman.clean import article_from
from dragoman.clean.lines import blocks_of_text
from dragoman.model import Article, LeftOutKind


def read(*lines: str) -> Article:
    return article_from("\n".join(lines), source="page.txt")


def left(found: Article) -> dict[str, LeftOutKind]:
    return {item.text: item.kind for item in found.left_out}


def test_the_first_line_is_the_title() -> None:
    assert read(TITLE, "", *BODY).text == whole(*BODY)


def test_navigation_above_the_title_is_left_out() -> None:
    found = read("The Delta Herald", "Menu", "World | Sea | Sport | Weather", "", TITLE, "", *BODY)

    assert found.title == TITLE
    assert left(found)["World | Sea | Sport | Weather"] is LeftOutKind.NAVIGATION


def test_lines_wrapped_at_a_column_are_joined_again() -> None:
    text = (
        "The ferries between the two ports will sail again from the first week\n"
        "of June, the ministers said after they had met for the second time in\n"
        "as many days. Nobody had expected them to agree so soon, and the port\n"
        "was still empty.\n\nThe next paragraph is short."
    )

    assert [block.text.split()[-1] for block in blocks_of_text(text)] == ["empty.", "short."]


def test_long_lines_are_paragraphs_by_themselves() -> None:
    assert len(blocks_of_text("\n".join(BODY))) == len(BODY)


def test_teasers_between_paragraphs_are_left_out_and_the_article_goes_on() -> None:
    found = read(
        TITLE, "", LEAD, "", "Most read", "The octopus season opens early", "A lighthouse for sale", "", SECOND, THIRD
    )

    assert found.text == whole(*BODY)
    assert left(found)["A lighthouse for sale"] is LeftOutKind.RELATED


def test_what_stands_below_a_comments_heading_is_left_out() -> None:
    found = read(
        TITLE, "", *BODY, "", "Leave a reply", "Sami B. says: let them sail.", "Boats are for fish, not for ministers."
    )

    assert found.text == whole(*BODY)
    assert left(found)["Boats are for fish, not for ministers."] is LeftOutKind.COMMENTS


def test_a_last_paragraph_after_an_advertisement_is_kept() -> None:
    last = "Malta holds the next round in July."

    assert read(
        TITLE, "", *BODY, "Advertisement", "", f"{last} The ferries will have sailed by then, both say."
    ).text.endswith("both say.")


def test_a_teaser_that_ends_in_dots_is_related() -> None:
    teaser = "The lighthouse keeper of Zembra has not seen a ferry in years, and the gulls there …"

    assert left(read(TITLE, "", *BODY, "", "You may have missed", teaser))[teaser] is LeftOutKind.RELATED


def test_wrapped_paragraphs_beside_long_lines_are_joined_again() -> None:
    text = (
        "The ferries between the two ports will sail again from the first\n"
        "week of June, the ministers said after they had met for the second\n"
        "time in as many days.\n"
        f"{'Nobody had expected them to agree so soon, and the port was still empty. ' * 3}until the next\n"
        "morning, when the first lorries came.\n\n"
        "Malta holds the next round in July.\nA lighthouse for sale\n"
    )

    assert [block.text.split()[-1] for block in blocks_of_text(text)] == ["days.", "came.", "July.", "sale"]


def test_a_byline_in_small_letters_is_no_second_half_of_the_headline() -> None:
    assert read(TITLE, "by Sami Trabelsi", *BODY).title == TITLE


def test_a_paragraph_whose_every_line_is_full_is_joined_though_its_lines_begin_with_names() -> None:
    text = (
        "TUNIS - The ferries will sail again from the first week of June, both\n"
        "Tunisian ministers said after they had met those of Malta and of the\n"
        "Sfax port authority for the second time in as many days, in the hall\n"
        "that Bourguiba Square is known for.\n"
        f"{'Nobody had expected them to agree so soon, and the port was still empty. ' * 3}\n"
    )

    assert [block.text.split()[-1] for block in blocks_of_text(text)] == ["for.", "empty."]
