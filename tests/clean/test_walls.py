"""A page before an article is named for what it is."""

import pytest
from tests.clean.pages import LEAD, LONG, SECOND, long_article, page

from dragoman.clean import article_from
from dragoman.model import Unreadable

METERED = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "x", "isAccessibleForFree": false}</script>'
OFFER = "<div class='box'><p>Subscribe now to continue reading this story.</p></div>"


def reason(text: str) -> str:
    with pytest.raises(Unreadable) as refused:
        article_from(text, source="page.html")
    return refused.value.reason


def test_the_opening_of_an_article_that_says_it_is_not_free_is_a_stub() -> None:
    words = len(LEAD.replace("–", "").split())

    stub = reason(page(f"<h1>Ferries to sail again between Tunisia and Malta</h1><p>{LEAD}</p>{OFFER}", head=METERED))

    assert stub == f"a paywall stub: {words} words of the article"


def test_an_article_that_breaks_off_before_an_offer_is_a_stub() -> None:
    broken = SECOND[: SECOND.index(" in June")] + "…"

    assert "a paywall stub" in reason(
        page(f"<h1>Ferries to sail again in June</h1><p>{LEAD}</p><p>{broken}</p>{OFFER}")
    )


def test_a_whole_article_beside_an_offer_is_read() -> None:
    found = article_from(page(long_article(OFFER), head=METERED), source="page.html")

    assert found.text.endswith(LONG[-1])


@pytest.mark.parametrize(
    ("inside", "why"),
    [
        (
            "<h1>Before you continue</h1><p>We and our 114 partners use cookies.</p><button>Accept all</button>",
            "consent wall",
        ),
        ("<h1>We value your privacy</h1><p>Our partners store cookies.</p><button>Reject all</button>", "consent wall"),
        ("<h1>Log in to continue</h1><p>This story is for subscribers.</p>", "a paywall stub: 0 words"),
        ("<h1>Subscribe to continue</h1><p>Two dinars a week.</p>", "a paywall stub: "),
        ("<h1>Access denied</h1><p>Your address has been blocked.</p>", "no article: its headline is 'Access denied'"),
        ("<h1>Just a moment</h1><p>We look whether you are a person.</p>", "no article: its headline"),
    ],
)
def test_a_wall_says_which(inside: str, why: str) -> None:
    assert why in reason(page(inside, title="Delta Press"))
