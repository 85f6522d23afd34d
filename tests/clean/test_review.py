"""Where the first look and trafilatura disagree, the neighbours decide."""

import pytest
from tests.clean.pages import LONG, TITLE, long_article, page, whole

from dragoman.clean import article_from, cut_from
from dragoman.clean.blocks import Block
from dragoman.clean.review import by_votes, reviewed
from dragoman.model import Article, LeftOutKind

TEASERS = "".join(
    f"<div class='k{n}'><h4><a href='/{n}'>{head}</a></h4><p>{text}</p></div>"
    for n, (head, text) in enumerate(
        (
            (
                "The octopus season opens early",
                "Fishermen of the gulf set their pots three weeks before the usual day.",
            ),
            ("A lighthouse is for sale", "The keeper's family has lived in it for a hundred and twelve years."),
            ("Bread is dearer on the islands", "A loaf costs a third more than it did when the ferry still ran."),
        )
    )
)


def read(text: str) -> Article:
    return article_from(text, source="page.html")


def test_cards_of_teasers_below_the_article_are_left_out() -> None:
    assert read(page(long_article() + f"<div>{TEASERS}</div>")).text == whole(*LONG)


def test_items_right_below_the_last_paragraph_belong_to_it() -> None:
    items = ("Sfax: 14 September, first session", "Valletta: 2 November, second session", "Tunis: 9 December, report")
    found = read(page(long_article("<ul>", *(f"<li>{item}</li>" for item in items), "</ul>")))

    assert found.text == whole(*LONG, *items)


def test_a_linked_sentence_of_the_article_stays() -> None:
    sentence = "The collision in March was the third between trawlers of the two countries in a year."
    found = read(page(long_article(middle=f"<p><a href='/c'>{sentence[:60]}</a>{sentence[60:]}</p>")))

    assert sentence in found.text


def test_a_linked_headline_between_paragraphs_is_a_teaser() -> None:
    teaser = "Who will sail on the first ferry?"
    found = read(page(long_article(middle=f"<p><a href='/c'>{teaser}</a></p>")))

    assert found.text == whole(*LONG)
    assert teaser in [item.text for item in found.left_out]


def test_advice_to_travellers_is_the_matter_of_an_article_of_advice() -> None:
    advice = [
        "You need a passport that is valid for half a year, and you cannot buy the visa at the port any more.",
        "If you bring a car, you have to be at the quay three hours before the ferry leaves for Valletta.",
        "You may take two hundred litres of fuel with you, but your receipt from the pump has to be shown.",
    ]
    found = read(page(long_article(middle="".join(f"<p>{line}</p>" for line in advice))))

    assert all(line in found.text for line in advice)


def test_a_paragraph_said_again_is_said_once() -> None:
    found = read(page(long_article(middle=f"<p>{LONG[1]}</p>")))

    assert found.text == whole(*LONG)
    assert LONG[1] in [item.text for item in found.left_out]


def test_the_cells_of_a_table_of_figures_stay_together() -> None:
    rows = (("Port", "Ferries", "Workers"), ("Sfax", "2", "310"), ("Tunis", "4", "590"), ("Valletta", "6", "900"))
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    found = read(page(long_article(middle=f"<table>{table}</table>")))

    assert "\n\n".join(("Sfax", "2", "310", "Tunis")) in found.text


def test_a_notice_about_cookies_is_left_out_however_long() -> None:
    notice = "This site uses cookies so that it works. " + "Some of these cookies stay in your browser for a year. " * 8
    found = read(page(f"<div><p>{notice}</p></div>" + long_article()))

    assert found.text == whole(*LONG)


def test_a_page_in_another_language_is_cut_though_it_is_not_read() -> None:
    paragraphs = [
        "Les ministres des affaires étrangères de la Tunisie et de Malte ont décidé jeudi de rouvrir la ligne maritime.",
        "La ministre maltaise a déclaré à Tunis que les bateaux reprendraient la mer au mois de juin, sans condition.",
        "Une commission mixte se réunira à Sfax dans les deux mois et remettra son rapport aux deux parlements.",
    ]
    menu = "<ul><li><a href='/m'>Monde</a></li><li><a href='/s'>Sport</a></li></ul>"
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs * 2)
    cut = cut_from(page(f"{menu}<article><h1>La ligne maritime rouvre</h1>{body}</article>", title="Journal"))

    assert cut.language == "fr"
    assert cut.paragraphs == tuple(paragraphs)


def test_the_second_headline_is_counted_apart_from_the_body() -> None:
    standfirst = "Malta accepts a joint commission on the fishing dispute"
    cut = cut_from(page(long_article().replace("</h1>", f'</h1><h2 class="standfirst">{standfirst}</h2>')))

    assert cut.paragraphs[: cut.standfirst] == (standfirst,)
    assert cut.title == TITLE


def test_the_page_gives_its_own_address() -> None:
    head = '<link rel="canonical" href="https://delta.example/2021/ferries">'

    assert cut_from(page(long_article(), head=head)).canonical == "https://delta.example/2021/ferries"
    assert cut_from(page(long_article(), head='<link rel="canonical" href="/ferries">')).canonical is None


@pytest.mark.parametrize("votes", [True, False])
def test_the_title_is_never_left_out(votes: bool) -> None:
    blocks = [Block(text="A headline", voted=votes), Block(text="Menu", links=1.0)]
    out: list[LeftOutKind | None] = [None, LeftOutKind.NAVIGATION]

    assert by_votes(blocks, out, 0)[0] is None
    assert reviewed(blocks, out, 0)[0] is None
