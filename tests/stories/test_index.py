"""Copies are found in whatever wrapper, order and wording; what only shares words is none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from hashlib import blake2b
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.stories.press import (
    DAY,
    FIRST_PAPER,
    INDEPENDENT,
    OTHER,
    QUOTING,
    RELEASE,
    REPORT,
    REWRITTEN,
    SECOND_PAPER,
    TRANSLATED,
    article,
)

from dragoman.model import Article, Basis, Interval
from dragoman.stories import BadState, Index
from dragoman.stories.postings import Postings
from dragoman.stories.state import DIGEST, PARTS, VERSION, packed, unpacked
from dragoman.stories.words import QUOTED, words

AGENCY = article(*REPORT, outlet="Meridian News Agency", title="Ministers agree to reopen bridge")


def index_of(*articles: Article) -> Index:
    index = Index()
    for one in articles:
        index.add(one)
    return index


def pairs(index: Index, articles: Sequence[Article]) -> set[frozenset[str]]:
    return {frozenset((one.id, match.article)) for one in articles for match in index.matches(one.id)}


WRAPPED = [
    article(*REPORT, outlet="The Selm Courier", title="Trains to run again"),
    article(f"OSTRAVA (Meridian) — {REPORT[0]}", *REPORT[1:], outlet="Northern Post", title="Selm: talks end well"),
    article(*REPORT, "With material from Meridian News Agency.", outlet="Lakes Today", title="A bridge and a promise"),
]
COPIES = {
    "reprint": WRAPPED[0],
    "reprint with a dateline": WRAPPED[1],
    "reprint with a closing line": WRAPPED[2],
    "truncated": article(*REPORT[:2], outlet="Harbour Echo", title="In brief: Selm"),
    "rewritten": article(*REWRITTEN, outlet="Norland Herald", title="Railway link agreed"),
    "back-translation": article(*TRANSLATED, outlet="Tavria Voice", title="Way free over the Selm"),
    "extended": article(*REPORT, *OTHER[1:], outlet="Coast Daily", title="Bridges and wells"),
}
DIFFERENT = {
    "independent report": article(*INDEPENDENT, outlet="Ostrava Star", title="Tired but pleased"),
    "quotation": article(*QUOTING, outlet="Norland Herald", title="Laughter in parliament"),
    "other story": article(*OTHER, outlet="Merrow Mail", title="Cholera spreads"),
    "one sentence": article(REPORT[4], *OTHER, outlet="Merrow Mail", title="Digest"),
}


@pytest.mark.parametrize("kind", COPIES)
def test_a_copy_is_found_whichever_comes_first(kind: str) -> None:
    copy = COPIES[kind]

    assert [match.article for match in index_of(AGENCY).add(copy)] == [AGENCY.id]
    assert [match.article for match in index_of(copy).add(AGENCY)] == [copy.id]


@pytest.mark.parametrize("kind", DIFFERENT)
def test_what_only_shares_words_is_no_copy(kind: str) -> None:
    assert index_of(AGENCY).add(DIFFERENT[kind]) == ()


def test_two_papers_that_quote_one_release_at_length_are_no_copies() -> None:
    first = article(*FIRST_PAPER, outlet="Norland Herald", title="Doubts remain")
    second = article(*SECOND_PAPER, outlet="Ridge Gazette", title="Bells and plum cake")

    assert index_of(first).add(second) == ()


def test_a_release_printed_by_two_papers_is_one_report_though_all_of_it_is_quoted() -> None:
    first = article(RELEASE, outlet="Norland Herald", title="Statement")
    second = article(RELEASE, outlet="Ridge Gazette", title="In their words")

    assert [match.article for match in index_of(first).add(second)] == [first.id]


def test_straight_quotation_marks_quote_too() -> None:
    straight = [text.replace("“", '"').replace("”", '"') for text in QUOTING]

    assert index_of(AGENCY).add(article(*straight, outlet="Norland Herald")) == ()


def test_a_match_tells_the_share_of_each_text() -> None:
    brief = COPIES["truncated"]

    (match,) = index_of(AGENCY).add(brief)

    assert match.share > 0.9
    assert 0.3 < match.share_of_other < 0.6


def test_all_wrappers_of_one_report_are_one_group() -> None:
    index = index_of(*DIFFERENT.values(), *WRAPPED, AGENCY)

    assert set(index.copies(AGENCY.id)) == {AGENCY.id, *(one.id for one in WRAPPED)}
    assert sum(len(group) for group in index.groups()) == len(index)


def test_an_independent_report_of_the_same_meeting_is_the_same_story() -> None:
    independent = DIFFERENT["independent report"]
    index = index_of(AGENCY, independent, DIFFERENT["other story"])

    assert set(index.story(AGENCY.id)) == {AGENCY.id, independent.id}
    assert index.copies(independent.id) == (independent.id,)


@pytest.mark.parametrize("days", [10, -10])
def test_the_same_names_at_another_time_are_another_story(days: int) -> None:
    later = article(*INDEPENDENT, outlet="Ostrava Star", day=DAY + timedelta(days=days))

    assert index_of(AGENCY, later).story(later.id) == (later.id,)


@pytest.mark.parametrize(
    "when",
    [
        None,
        Interval(earliest=None, latest=DAY, basis=Basis.TEXT),
        Interval(earliest=date(2024, 5, 1), latest=date(2024, 5, 31), basis=Basis.VAGUE),
    ],
)
def test_an_article_of_no_certain_day_joins_a_story_only_as_a_copy(when: Interval | None) -> None:
    independent = article(*INDEPENDENT, outlet="Ostrava Star", day=when)
    copy = article(*REPORT, outlet="Lakes Today", day=when)
    index = index_of(AGENCY, independent, copy)

    assert set(index.story(AGENCY.id)) == {AGENCY.id, copy.id}


def test_adding_again_changes_nothing() -> None:
    index = index_of(AGENCY, *WRAPPED)
    before = index.to_bytes()

    again = index.add(WRAPPED[1])

    assert {match.article for match in again} == {AGENCY.id, WRAPPED[0].id, WRAPPED[2].id}
    assert index.to_bytes() == before


def test_a_report_that_everybody_prints_stays_one_group() -> None:
    papers = [article(*REPORT, outlet=f"Paper {number}", title=f"Paper {number}") for number in range(80)]
    index = index_of(*papers)

    assert len(index.copies(papers[-1].id)) == 80


@pytest.mark.parametrize("text", ["", "—", "Bridge", "“", "\n\n\n\n", "Bridge to reopen in July", "a " * 9000])
def test_texts_of_hardly_any_words_do_not_glue(text: str) -> None:
    one, other = article(text, outlet="A", title=""), article(text + " indeed", outlet="B", title="")

    index = index_of(AGENCY, one, other)

    assert index.copies(AGENCY.id) == (AGENCY.id,)


def test_an_unknown_article_is_named_in_the_error() -> None:
    with pytest.raises(KeyError, match="no article 'x' in this index: add it first"):
        Index().copies("x")


POOL = (AGENCY, *COPIES.values(), *DIFFERENT.values())


@given(st.permutations(POOL))
def test_the_order_of_adding_does_not_change_the_pairs(articles: Sequence[Article]) -> None:
    index, ordered = index_of(*articles), index_of(*POOL)

    assert pairs(index, POOL) == pairs(ordered, POOL)
    assert {frozenset(index.copies(one.id)) for one in POOL} == {frozenset(ordered.copies(one.id)) for one in POOL}


WORDS = st.lists(st.sampled_from("bridge grain Selm Brandt talks. “we” 40,000 the of in said".split()), max_size=60)


@given(st.lists(WORDS, max_size=8), st.lists(WORDS, max_size=4))
def test_a_restored_index_answers_the_same(before: list[list[str]], after: list[list[str]]) -> None:
    articles = [article(" ".join(words), outlet=f"{number}") for number, words in enumerate([*before, *after])]
    index = index_of(*articles[: len(before)])
    restored = Index.from_bytes(index.to_bytes())

    for one in articles[len(before) :]:
        assert restored.add(one) == index.add(one)
    assert restored.to_bytes() == index.to_bytes()
    for one in articles:
        assert restored.matches(one.id) == index.matches(one.id)
        assert restored.story(one.id) == index.story(one.id)


@given(st.data())
def test_damaged_bytes_are_refused(data: st.DataObject) -> None:
    state = bytearray(index_of(AGENCY, *WRAPPED).to_bytes())
    at = data.draw(st.integers(0, len(state) - 1))

    with pytest.raises(BadState, match="add the articles to a new one"):
        Index.from_bytes(bytes(state[:at]))


def test_bytes_of_something_else_are_refused() -> None:
    with pytest.raises(BadState, match="these 4 bytes are no index"):
        Index.from_bytes(b"abcd")


@given(st.data())
def test_a_changed_byte_is_noticed(data: st.DataObject) -> None:
    state = bytearray(index_of(AGENCY, *WRAPPED).to_bytes())
    state[data.draw(st.integers(0, len(state) - 1))] ^= data.draw(st.integers(1, 255))

    with pytest.raises(BadState, match="damaged or cut off"):
        Index.from_bytes(bytes(state))


@pytest.mark.parametrize("part", PARTS)
def test_well_formed_bytes_that_lack_a_part_are_refused(part: str) -> None:
    arrays, ids = unpacked(index_of(AGENCY, *WRAPPED).to_bytes())
    del arrays[part]

    with pytest.raises(BadState, match=f"its '{part}' is missing or of another type"):
        Index.from_bytes(packed(arrays, ids))


@pytest.mark.parametrize("part", PARTS)
def test_well_formed_bytes_whose_parts_do_not_agree_are_refused(part: str) -> None:
    arrays, ids = unpacked(index_of(AGENCY, *WRAPPED).to_bytes())
    arrays[part] = np.append(arrays[part], arrays[part][-1:]) if arrays[part].ndim else arrays[part] + 60

    with pytest.raises(BadState, match="its parts do not agree"):
        Index.from_bytes(packed(arrays, ids))


@pytest.mark.parametrize("part", ["link0", "link1", "copies", "stories", "told"])
def test_an_article_beyond_the_last_is_refused(part: str) -> None:
    arrays, ids = unpacked(index_of(AGENCY, *WRAPPED).to_bytes())
    arrays[part].flat[0] = len(ids)

    with pytest.raises(BadState, match="its parts do not agree"):
        Index.from_bytes(packed(arrays, ids))


def test_an_array_alone_is_no_index() -> None:
    out = BytesIO()
    np.save(out, np.arange(9))
    state = out.getvalue()

    with pytest.raises(BadState, match="no index"):
        Index.from_bytes(blake2b(state, digest_size=DIGEST).digest() + state)


def test_an_index_of_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.stories.state.VERSION", VERSION - 1)
    state = index_of(AGENCY).to_bytes()
    monkeypatch.undo()

    with pytest.raises(BadState, match=f"of version {VERSION - 1}, not {VERSION}"):
        Index.from_bytes(state)


def test_a_quotation_that_is_never_closed_ends_with_its_paragraph() -> None:
    open_ended = words("“We will rebuild the bridge, she said.\n\nThe minister left early.")

    assert [bool(code & QUOTED) for code in open_ended.codes.tolist()] == [True] * 7 + [False] * 4


def test_names_are_counted_however_they_stand_but_not_where_sentences_begin() -> None:
    names = words("Brandt met “Brandt,” Brandt’s aide and (Brandt). Brandt left on Monday, in May 2024.").names

    assert len(names) == 3
    assert len(set(names)) == 1


def test_a_digest_does_not_make_one_report_of_its_items() -> None:
    digest = article(*REPORT, *OTHER, outlet="Coast Daily", title="The day in brief")
    other = DIFFERENT["other story"]

    index = index_of(AGENCY, digest, other)

    assert index.copies(other.id) == (other.id,)
    assert [match.article for match in index.matches(other.id)] == [digest.id]


def test_the_index_stays_the_same_when_its_table_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.stories.index.Postings", lambda bits=4: Postings(bits))

    small = index_of(*POOL)

    assert pairs(small, POOL) == pairs(index_of(*POOL), POOL)
    assert Index.from_bytes(small.to_bytes()).to_bytes() == small.to_bytes()


def test_forgotten_stories_are_forgotten_alike_by_a_restored_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.stories.telling.MOST_KEPT", 4)
    index = index_of(*POOL)

    restored = Index.from_bytes(index.to_bytes())

    late = article(*INDEPENDENT, outlet="Late Star", title="Late")
    assert (restored.add(late), restored.story(late.id)) == (index.add(late), index.story(late.id))
