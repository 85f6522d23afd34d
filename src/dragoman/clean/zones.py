"""What an element's tag, role, class and id say about the text in it."""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.clean.blocks import Role
from dragoman.model import LeftOutKind

CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
PARTS = re.compile(r"[^a-z0-9]+")

TAGS = {
    "nav": LeftOutKind.NAVIGATION,
    "amp-sidebar": LeftOutKind.NAVIGATION,
    "menu": LeftOutKind.NAVIGATION,
    "dialog": LeftOutKind.OTHER,
    "button": LeftOutKind.NAVIGATION,
    "label": LeftOutKind.NAVIGATION,
    "select": LeftOutKind.NAVIGATION,
    "footer": LeftOutKind.LEGAL,
    "aside": LeftOutKind.RELATED,
    "figcaption": LeftOutKind.CREDIT,
    "caption": LeftOutKind.CREDIT,
    "marquee": LeftOutKind.OTHER,
    "form": LeftOutKind.NEWSLETTER,
    "address": LeftOutKind.OTHER,
}
ROLES = {
    "navigation": LeftOutKind.NAVIGATION,
    "banner": LeftOutKind.NAVIGATION,
    "search": LeftOutKind.NAVIGATION,
    "contentinfo": LeftOutKind.LEGAL,
    "complementary": LeftOutKind.RELATED,
    "dialog": LeftOutKind.OTHER,
    "alertdialog": LeftOutKind.OTHER,
}


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


CLASSES: tuple[tuple[LeftOutKind, frozenset[str]], ...] = (
    (
        LeftOutKind.NEWSLETTER,
        _names(
            "newsletter newsletters newsbox signup optin subscribe subscription subscriptions mailing nl emailsignup rss"
        ),
    ),
    (
        LeftOutKind.COMMENTS,
        _names("comments comment commentlist respond disqus reac reactions discussion replies cm ugc fb-comments"),
    ),
    (
        LeftOutKind.ADVERTISEMENT,
        _names(
            "ad ads advert adverts advertisement advertising sponsor sponsored gpt dfp adslot ezoic taboola outbrain pub"
            " publicity werbung adbox banner-ad paidcontent paywall"
        ),
    ),
    (
        LeftOutKind.NAVIGATION,
        _names(
            "nav navbar navigation menu breadcrumb breadcrumbs crumb crumbs topbar topnav masthead skip sitenav kicker eyebrow"
            " pagination pager toolbar lang langs keyevents keyev toc skiplink hdr siteheader"
        ),
    ),
    (
        LeftOutKind.CREDIT,
        _names(
            "caption captions cap credit credits figcaption imgcaption wp-caption-text photocredit photographer mediacredit"
            " gal gallery slideshow"
        ),
    ),
    (
        LeftOutKind.RELATED,
        _names(
            "related rel recommended recommendations readmore trending popular mostread mostviewed most-popular also"
            " seealso teaser teasers morefrom readnext promo promos promobox moreon furtherreading linkbox"
            " sidebar rail rhs lhs widget onward recirc suggestions"
        ),
    ),
    (
        LeftOutKind.AUTHOR,
        _names(
            "autor auteur autore bio authorbox authorbio writer aboutauthor author-info contributors contributor authors-bio"
        ),
    ),
    (
        LeftOutKind.LEGAL,
        _names(
            "footer foot footnote-legal copyright legal cookie cookies consent gdpr ftr disclaimer colophon imprint terms rights"
        ),
    ),
    (
        LeftOutKind.OTHER,
        _names(
            "share sharing shares social socials sharebar tools tags tag taglist topics keywords counter views toolbox embed"
            " contrib donate donation support membership appeal tooltip modal popup toast hidden sr-only visually-hidden"
            " screen-reader-text print rating feedback poll trust corrections-box"
        ),
    ),
)
PAIRS: tuple[tuple[str, LeftOutKind], ...] = (
    ("author box", LeftOutKind.AUTHOR),
    ("author bio", LeftOutKind.AUTHOR),
    ("about author", LeftOutKind.AUTHOR),
    ("author card", LeftOutKind.AUTHOR),
    ("author profile", LeftOutKind.AUTHOR),
    ("most read", LeftOutKind.RELATED),
    ("most viewed", LeftOutKind.RELATED),
    ("read more", LeftOutKind.RELATED),
    ("read next", LeftOutKind.RELATED),
    ("more info", LeftOutKind.RELATED),
    ("more news", LeftOutKind.RELATED),
    ("more stories", LeftOutKind.RELATED),
    ("see also", LeftOutKind.RELATED),
    ("news nav", LeftOutKind.RELATED),
    ("post nav", LeftOutKind.RELATED),
    ("sign up", LeftOutKind.NEWSLETTER),
    ("opt in", LeftOutKind.NEWSLETTER),
    ("site header", LeftOutKind.NAVIGATION),
    ("site title", LeftOutKind.NAVIGATION),
    ("site desc", LeftOutKind.NAVIGATION),
    ("key events", LeftOutKind.NAVIGATION),
    ("inline ad", LeftOutKind.ADVERTISEMENT),
)
WHOLE: dict[str, LeftOutKind] = {"more": LeftOutKind.RELATED, "oth": LeftOutKind.RELATED, "wa": LeftOutKind.NEWSLETTER}
ARTICLE: tuple[tuple[Role, frozenset[str]], ...] = (
    (
        Role.TITLE,
        _names("headline entry-title post-title article-title hed hl news-title story-title a_t titular articletitle"),
    ),
    (
        Role.STANDFIRST,
        _names(
            "standfirst dek deck subtitle subhead subheadline sub-headline lede leadin intro summary teasertext abstract"
            " article-summary a_st excerpt chapo bajada strapline"
        ),
    ),
    (
        Role.BYLINE,
        _names(
            "byline by author authors who sig signature entry-meta post-meta article-meta meta meta-row metadata info credits-line"
            " writer-name team reporter reporters posted"
        ),
    ),
    (
        Role.DATE,
        _names(
            "date dt time timestamp stamp pubdate published publish-date news-date when updated dateline-time datetime"
        ),
    ),
)
IN_PAIRS = re.compile("|".join(re.escape(pair) for pair, _ in PAIRS))
KIND_OF_PAIR = dict(PAIRS)
DESCRIBING = frozenset(("has", "no", "with", "without", "is"))
RANKS = {token: rank for rank, (_, known) in reversed(tuple(enumerate(CLASSES))) for token in known}
"""The place in `CLASSES` of the first kind that each token names."""


@lru_cache(maxsize=8192)
def zone_of(tag: str, role: str, names: str) -> LeftOutKind | None:
    """What the element is beside the article, by its tag, ARIA role and class and id *names*."""
    if tag in ("html", "body", "main") or tag == "article" and not names:
        return None
    if tag in TAGS:
        return _sharper(TAGS[tag], names)
    if role in ROLES:
        return ROLES[role]
    return _by_names(names)


def _sharper(kind: LeftOutKind, names: str) -> LeftOutKind:
    return _by_names(names) or kind


def _by_names(names: str) -> LeftOutKind | None:
    for name in names.split():
        kind = _by_name(name)
        if kind:
            return kind
    return None


@lru_cache(maxsize=16384)
def _by_name(name: str) -> LeftOutKind | None:
    tokens = [part for part in PARTS.split(CAMEL.sub("-", name).lower()) if part]
    pair = IN_PAIRS.search(" ".join(tokens)) if len(tokens) > 1 else None
    if pair:
        return KIND_OF_PAIR[pair[0]]
    if name.lower() in WHOLE:
        return WHOLE[name.lower()]
    return _by_tokens(tokens)


def _by_tokens(tokens: list[str]) -> LeftOutKind | None:
    # `has-sidebar`, `no-comments` and `single-post-with-ads` describe the page, not the element.
    if len(tokens) > 3 or not DESCRIBING.isdisjoint(tokens):
        return None
    ranks = [RANKS[token] for token in (*tokens, "".join(tokens)) if token in RANKS]
    return CLASSES[min(ranks)][0] if ranks else None


@lru_cache(maxsize=8192)
def role_of(tag: str, attributes: str, names: str) -> Role | None:
    """What the element is within the article. *attributes* holds its itemprop, rel and ARIA role."""
    if tag == "h1" or "headline" in attributes or "heading1" in attributes:
        return Role.TITLE
    if "author" in attributes:
        return Role.BYLINE
    if tag == "time" or "datePublished" in attributes:
        return Role.DATE
    ranks = [rank for name in names.lower().split() if (rank := _rank_of_role(name)) is not None]
    return ARTICLE[min(ranks)][0] if ranks else None


@lru_cache(maxsize=16384)
def _rank_of_role(name: str) -> int | None:
    """The place in `ARTICLE` of the first role that the name or a part of it tells."""
    tokens = {name, *PARTS.split(name)}
    return next((rank for rank, (_, known) in enumerate(ARTICLE) if not known.isdisjoint(tokens)), None)
