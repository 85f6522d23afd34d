"""A group of copies names where it comes from and why, and what each paper did."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.stories.press import DAY, INDEPENDENT, OTHER, REPORT, REWRITTEN, article

from dragoman.model import Article, Basis, Interval
from dragoman.stories import CopyKind, Index, Lag, OriginReason, copy_group, copy_groups, origins

AGENCY = article(*REPORT, outlet="Meridian News Agency", title="Ministers agree to reopen bridge")
REPRINT = article(*REPORT, outlet="Lakes Today", title="A bridge", day=DAY + timedelta(days=1))


def test_the_agency_that_others_credit_is_the_origin() -> None:
    early = article(f"OSTRAVA (Meridian) — {REPORT[0]}", *REPORT[1:], outlet="Post", day=DAY - timedelta(days=1))

    group = copy_group([early, AGENCY])

    assert (group.origin, group.reason, group.credit) == (AGENCY, OriginReason.CREDITED, "Meridian")


def test_a_country_in_a_dateline_is_no_agency() -> None:
    paper = article(f"PARIS (France) — {REPORT[0]}", *REPORT[1:], outlet="Post")

    assert copy_group([paper, REPRINT]).credit is None


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("With material from Meridian News Agency.", None),
        ("Source: Meridian News Agency", None),
        ("The bridge is 212 metres long. (Meridian News Agency)", None),
        ("The bridge is 212 metres long.", "By Ada Holt and Meridian News Agency"),
    ],
)
def test_a_credit_is_read_wherever_papers_put_it(line: str, byline: str | None) -> None:
    paper = article(*REPORT, line, outlet="Post", title="Trains", byline=byline)

    assert copy_group([paper, AGENCY]).reason is OriginReason.CREDITED


def test_a_credit_is_told_though_its_source_is_not_among_them() -> None:
    papers = [
        article(f"OSTRAVA (Reuters) — {REPORT[0]}", *REPORT[1:], outlet=outlet, day=DAY + timedelta(days=day))
        for day, outlet in enumerate(("Post", "Herald"))
    ]

    group = copy_group(papers)

    assert (group.origin, group.reason, group.credit) == (papers[0], OriginReason.EARLIEST, "Reuters")


def test_who_is_said_to_have_had_it_first_did() -> None:
    star = article(*REPORT, outlet="Ostrava Star", title="Six hours")
    herald = article(*REPORT, "The agreement was first reported by the Ostrava Star.", outlet="Herald", title="Bridge")

    group = copy_group([herald, star])

    assert (group.origin, group.reason) == (star, OriginReason.NAMED_FIRST)


def test_an_agency_that_nobody_credits_is_the_origin_all_the_same() -> None:
    paper = article(*REPORT, outlet="Post", day=DAY - timedelta(days=1))

    assert copy_group([paper, AGENCY]).reason is OriginReason.AGENCY


def test_an_earlier_article_that_comes_later_becomes_the_origin() -> None:
    paper, earlier = article(*REPORT, outlet="Post"), article(*REPORT, outlet="Star", day=DAY - timedelta(days=2))
    index, known = Index(), {one.id: one for one in (paper, REPRINT, earlier)}
    for one in (paper, REPRINT):
        index.add(one)
    before = copy_group([known[id] for id in index.copies(paper.id)])

    index.add(earlier)
    after = copy_group([known[id] for id in index.copies(paper.id)])

    assert (before.origin, after.origin) == (paper, earlier)
    assert {one.article.id for one in after.copies} == {paper.id, REPRINT.id}


def test_without_dates_the_fullest_is_taken() -> None:
    brief, whole = article(*REPORT[:2], outlet="Post", day=None), article(*REPORT, outlet="Star", day=None)

    group = copy_group([brief, whole])

    assert (group.origin, group.reason, group.copies[0].lag) == (whole, OriginReason.FULLEST, None)


@pytest.mark.parametrize(
    ("paragraphs", "kind"),
    [
        (REPORT, CopyKind.REPRINT),
        (REPORT[:3], CopyKind.TRUNCATED),
        ((*REPORT, *OTHER), CopyKind.EXTENDED),
        (REWRITTEN, CopyKind.REWRITTEN),
    ],
)
def test_each_copy_says_what_was_done(paragraphs: tuple[str, ...], kind: CopyKind) -> None:
    (copy,) = copy_group([AGENCY, article(*paragraphs, outlet="Post", title="Trains")]).copies

    assert copy.kind is kind
    assert "".join(change.before.of(AGENCY.text) for change in copy.changes) == AGENCY.text
    assert "".join(change.after.of(copy.article.text) for change in copy.changes) == copy.article.text


@pytest.mark.parametrize(
    ("when", "lag"),
    [
        (DAY + timedelta(days=3), Lag(least=3, most=3)),
        (Interval(earliest=DAY, latest=DAY + timedelta(days=7), basis=Basis.VAGUE), Lag(least=0, most=7)),
        (Interval(earliest=DAY, latest=None, basis=Basis.TEXT), Lag(least=0, most=None)),
        (Interval(earliest=None, latest=None, basis=Basis.TEXT), None),
        (None, None),
    ],
)
def test_a_lag_is_as_vague_as_the_dates(when: date | Interval | None, lag: Lag | None) -> None:
    (copy,) = copy_group([AGENCY, article(*REPORT, outlet="Post", day=when)]).copies

    assert copy.lag == lag


PAPERS = (
    AGENCY,
    REPRINT,
    article(*REPORT[:2], outlet="Post", day=None),
    article(*REWRITTEN, outlet="Herald"),
    article(*REPORT, "(Reuters)", outlet="Echo"),
)


@given(st.lists(st.sampled_from(PAPERS), min_size=1, unique=True))
def test_the_order_of_articles_does_not_change_their_group(articles: Sequence[Article]) -> None:
    assert copy_group(articles) == copy_group(articles[::-1])
    assert {copy_group(articles).origin.id, *(one.article.id for one in copy_group(articles).copies)} == {
        one.id for one in articles
    }


def test_copies_of_one_report_are_one_origin() -> None:
    independent = article(*INDEPENDENT, outlet="Ostrava Star")

    assert origins([AGENCY, REPRINT, independent, article(*OTHER, outlet="Merrow Mail")]) == 3
    assert origins([AGENCY, AGENCY]) == 1
    assert origins([]) == 0


def test_an_article_that_nobody_copied_is_a_group_of_its_own() -> None:
    (group,) = copy_groups([AGENCY])

    assert (group.origin, group.reason, group.copies) == (AGENCY, OriginReason.ALONE, ())


def test_no_articles_are_no_group() -> None:
    with pytest.raises(ValueError, match="at least one article: give it those of one `Index.copies`"):
        copy_group([])
