"""A story's page: the likely origin, its copies with what was cut, the words side by side, and who else tells it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from tests.web.rooms import HOSTILE, furnished, told

from dragoman.model import Reading
from dragoman.store import opened
from dragoman.store.copies.stories import story_of
from dragoman.web.access.viewers import Access

BODY = (
    "The ministers of Norway and Iceland signed the fisheries letter in Bergen on Saturday after nine days of talks.\n"
    "Foreign Minister Kari Dahl said that both fleets would stay in port until the quota of each vessel is agreed.\n"
    "The Icelandic delegation leaves on Sunday, and the next round begins in Reykjavik in the second week of March.\n"
    "Fishermen in Tromso, who had blocked the harbour for a week, took their boats away from the quay at noon."
)
FIRST = told("Cod letter signed", BODY, outlet="Meridian News Agency", url="https://meridian.example/1")
CUT = told(
    "Cod letter signed", f"{BODY.rpartition(chr(10))[0]}\nOur correspondent heard cheers.", outlet="Fjord Wire",
    url="https://fjord.example/1", day=date(2022, 1, 23),
)  # fmt: skip


def page(folder: Path, *readings: Reading, of: Reading = FIRST, access: Access | None = None, query: str = "") -> str:
    with furnished(folder, readings, access=access, today=date(2022, 1, 24)) as (client, _):
        answer = client.get(f"/story/{of.article.id}{query}")
        assert answer.status_code == 200
        return answer.text


def test_copies_stand_with_their_lag_and_what_was_cut(tmp_path: Path) -> None:
    text = page(tmp_path, FIRST, CUT)

    assert f'Likely origin: <a href="/article/{FIRST.article.id}">Meridian News Agency' in text
    row = text.partition("<tbody>")[2].partition("</tr>")[0]
    assert "Fjord Wire" in row
    assert "1 day later" in row
    assert re.search(r'class="number">\d\d %</td><td class="number">20</td>', row)


def test_what_was_cut_and_added_stands_word_by_word(tmp_path: Path) -> None:
    text = page(tmp_path, FIRST, CUT)

    assert re.search(r"<del>[^<]*Fishermen in Tromso", text)
    assert re.search(r"<ins>[^<]*Our correspondent heard cheers", text)


def test_a_copy_opens_its_own_comparison(tmp_path: Path) -> None:
    assert "<ins>" in page(tmp_path, FIRST, CUT, of=CUT)


def test_any_copy_can_be_set_beside(tmp_path: Path) -> None:
    other = told(
        "Cod letter", BODY.partition("\n")[0] + "\n" + BODY, outlet="Galata Daily", url="https://galata.example/1"
    )
    text = page(tmp_path, FIRST, CUT, other, query=f"?beside={CUT.article.id}")

    assert f"?beside={other.article.id}#words" in text
    assert "Our correspondent heard cheers" in text.partition('class="diff"')[2]


def test_a_reader_without_an_account_elsewhere_sees_no_whole_text(tmp_path: Path) -> None:
    with opened(str(tmp_path / "other.db"), create=True):
        pass
    text = page(tmp_path, FIRST, CUT, access=Access(public=True))

    assert "Our correspondent heard cheers" not in text
    assert "Whole articles are shown to readers with an account." in text


def test_an_article_that_nobody_copied_says_so(tmp_path: Path) -> None:
    text = page(tmp_path, FIRST)

    assert "No copy of it is stored." in text
    assert "Nobody else who is stored tells it." in text


def test_an_article_in_which_nobody_looked_for_copies_stands_alone(tmp_path: Path) -> None:
    with opened(str(tmp_path / "store.db"), create=True) as store:
        assert story_of(store, FIRST.article).group.copies == ()


@pytest.mark.parametrize("id", ["nix", "0" * 16, "%00", "' OR 1=1"])
def test_an_article_that_is_not_there_is_told(tmp_path: Path, id: str) -> None:
    with furnished(tmp_path, [FIRST]) as (client, _):
        assert client.get(f"/story/{id}").status_code == 404


def test_words_of_others_stay_text(tmp_path: Path) -> None:
    first = told(HOSTILE, f"{BODY}\n{HOSTILE}", outlet=HOSTILE, url="https://meridian.example/1")
    copy = told(HOSTILE, f"{BODY}\n{HOSTILE} {HOSTILE}", outlet="Fjord Wire", url="https://fjord.example/1")
    text = page(tmp_path, first, copy, of=first)

    assert "<script>alert" not in text
    assert "<img" not in text
