"""HTML pages become articles."""

import pytest
from tests.clean.pages import BODY, LEAD, SECOND, THIRD, TITLE, article, page, whole

from dragoman.clean import article_from
from dragoman.model import Article, LeftOutKind, Unreadable


def read(text: str) -> Article:
    return article_from(text, source="page.html")


def left(found: Article) -> dict[str, LeftOutKind]:
    return {item.text: item.kind for item in found.left_out}


def test_the_text_is_the_title_and_the_paragraphs() -> None:
    assert read(page(article())).text == whole(*BODY)


@pytest.mark.parametrize(
    ("markup", "line", "kind"),
    [
        ("<p>Sign up for our evening letter</p>", "Sign up for our evening letter", LeftOutKind.NEWSLETTER),
        ('<div class="ad-slot"><p>Boats from 900 dinars</p></div>', "Boats from 900 dinars", LeftOutKind.ADVERTISEMENT),
        (
            "<p>ALSO READ: The octopus season opens early</p>",
            "ALSO READ: The octopus season opens early",
            LeftOutKind.RELATED,
        ),
        (
            "<figure><img src=a.jpg><figcaption>The port at dawn</figcaption></figure>",
            "The port at dawn",
            LeftOutKind.CREDIT,
        ),
        ('<div class="share-bar"><a>Facebook</a> <a>Telegram</a></div>', "Facebook Telegram", LeftOutKind.OTHER),
        ("<p>Photo: Rania Gharbi / Delta Press</p>", "Photo: Rania Gharbi / Delta Press", LeftOutKind.CREDIT),
        ("<p>Story continues below</p>", "Story continues below", LeftOutKind.ADVERTISEMENT),
    ],
)
def test_a_promotion_inside_the_body_goes_and_is_kept_apart(markup: str, line: str, kind: LeftOutKind) -> None:
    found = read(page(article(markup)))

    assert found.text == whole(*BODY)
    assert left(found)[line] is kind


def test_paragraphs_without_paragraph_marks_come_back() -> None:
    soup = f"<div><div>{TITLE}</div><div><div>{LEAD}</div><div>{SECOND}</div><div>{THIRD}</div></div></div>"

    assert read(page(soup)).text == whole(*BODY)


def test_line_breaks_part_paragraphs() -> None:
    soup = f"<h1>{TITLE}</h1><div>{LEAD}<br><br>{SECOND}<br><br>{THIRD}</div>"

    assert read(page(soup)).text == whole(*BODY)


def test_a_dateline_in_an_element_of_its_own_stays_in_its_paragraph() -> None:
    place, rest = LEAD.split(" – ", 1)
    soup = f"<h1>{TITLE}</h1><p><span class='dateline'>{place} – </span>{rest}</p><p>{SECOND}</p><p>{THIRD}</p>"

    assert read(page(soup)).text == whole(*BODY)


def test_quotations_and_lists_of_the_body_stay() -> None:
    quote = "“The sea has no fences, and we shall not build one.”"
    items = ("Ferries sail twice a week from June.", "Trawlers report their catch to both ports.")
    found = read(
        page(article(f"<blockquote><p>{quote}</p></blockquote><ul><li>{items[0]}</li><li>{items[1]}</li></ul>"))
    )

    assert found.text == whole(LEAD, SECOND, quote, *items, THIRD)


def test_subheadings_of_the_body_stay() -> None:
    assert read(page(article("<h2>A quarrel over octopus</h2>"))).text == whole(
        LEAD, SECOND, "A quarrel over octopus", THIRD
    )


def test_a_standfirst_belongs_to_the_text() -> None:
    standfirst = "Malta accepts a joint commission on the fishing dispute"
    soup = f'<h1>{TITLE}</h1><p class="standfirst">{standfirst}</p><p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p>'

    assert read(page(soup)).text == whole(standfirst, *BODY)


def test_a_live_blog_keeps_its_headings_and_loses_its_clock_times() -> None:
    posts = "".join(
        f"<section class='post'><time>1{n}:05</time><h2>{head}</h2><p>{text}</p></section>"
        for n, (head, text) in enumerate(zip(("Ferries sail", "She has spoken", "A commission"), BODY, strict=True))
    )
    found = read(page(f"<main><h1>{TITLE}</h1>{posts}</main>"))

    assert found.text == whole("Ferries sail", LEAD, "She has spoken", SECOND, "A commission", THIRD)
    assert left(found)["10:05"] is LeftOutKind.OTHER


def test_comments_that_read_like_prose_are_left_out() -> None:
    comment = "I have fished there for thirty years, and no minister has ever asked me what I think of it."
    found = read(page(article() + f"<div><h3>2 comments</h3><p>{comment}</p></div>"))

    assert found.text == whole(*BODY)
    assert left(found)[comment] is LeftOutKind.COMMENTS


def test_an_author_box_is_left_out() -> None:
    box = "Rania Gharbi covers the Mediterranean from Tunis."
    found = read(page(article() + f"<div class='x1'><p>{box}</p></div>"))

    assert found.text == whole(*BODY)
    assert left(found)[box] is LeftOutKind.AUTHOR


def test_a_class_that_holds_the_whole_article_is_not_believed() -> None:
    assert read(page(f"<div class='sidebar'>{article()}</div>")).text == whole(*BODY)


def test_scripts_styles_and_hidden_parts_are_no_words_of_the_page() -> None:
    hidden = (
        "<script>var a='news';</script><style>p{color:red}</style><p style='display:none'>Hidden words stand here.</p>"
    )
    found = read(page(article(hidden)))

    assert found.text == whole(*BODY)
    assert not [item for item in found.left_out if "idden" in item.text or "color" in item.text]


def test_every_visible_line_is_in_the_text_or_left_out() -> None:
    extra = "<nav><a>World</a><a>Sea</a></nav><p>Zig zag</p><footer><p>Harbour House 3</p></footer>"
    found = read(page(article() + extra))
    kept = found.text + "\n".join(item.text for item in found.left_out)

    assert all(line in kept for line in ("World", "Sea", "Zig zag", "Harbour House 3", *BODY))


def test_the_same_page_gives_the_same_article() -> None:
    assert read(page(article())) == read(page(article()))


@pytest.mark.parametrize(
    "inside",
    [
        "<nav><ul><li>World</li><li>Sport</li><li>Weather</li></ul></nav><footer>© 2024 Delta Press</footer>",
        "<h1>Before you continue</h1><p>We and our partners use cookies.</p><button>Accept all</button>",
        "<h1>Page not found</h1><p>The page that you look for is gone.</p>",
    ],
)
def test_a_page_without_an_article_is_refused(inside: str) -> None:
    with pytest.raises(Unreadable, match="no article"):
        read(page(inside, title="Delta Press"))


def test_a_headline_that_is_news_by_itself_is_an_article() -> None:
    head = '<meta property="article:published_time" content="2023-05-04">'
    found = read(page(f"<main><h1>{TITLE}</h1><p>More follows.</p></main>", head=head))

    assert found.text == TITLE


def test_nesting_beyond_any_pages_is_refused() -> None:
    with pytest.raises(Unreadable, match="512"):
        read("<html><body>" + "<div>" * 200_000)


def test_unclosed_comments_and_scripts_do_not_slow_the_scan() -> None:
    with pytest.raises(Unreadable):
        read("<html><body>" + "<!--<script>" * 100_000)


def test_old_markup_with_unclosed_paragraphs_is_not_deep() -> None:
    soup = f"<h1>{TITLE}</h1><P>{LEAD}<P>{SECOND}<P>{THIRD}" + "<P><BR>" * 600

    assert read(page(soup)).text == whole(*BODY)


def test_an_article_in_another_language_is_refused() -> None:
    french = (
        "<p>Les ministres des affaires étrangères de la Tunisie et de Malte ont décidé jeudi de rouvrir la ligne maritime entre "
        "leurs ports, que les deux gouvernements avaient fermée au printemps dernier.</p>"
    )
    with pytest.raises(Unreadable, match=r"not English \(fr\)"):
        read(page(f"<h1>La Tunisie et Malte rouvrent leur ligne maritime</h1>{french * 3}", title="Journal"))
