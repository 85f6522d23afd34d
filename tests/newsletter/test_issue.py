"""An issue says no more than the words that it shows, and each of its sentences shows some."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.newsletter.issues import (
    ACCUSED,
    DAY,
    WORLD,
    accused,
    act,
    entity,
    issue,
    items,
    meets,
    parts,
    reading,
    says,
    stands,
    texts,
)
from tests.store.readings import NOW, talks

from dragoman.model import Basis, EntityKind, EventStatus, EventType, Interval, MeetingStatus, Place, Stance
from dragoman.newsletter.editions import Edition
from dragoman.newsletter.issue import issue_of
from dragoman.newsletter.issue_dates import Dates
from dragoman.newsletter.issue_verbs import claim_verbs
from dragoman.store import add_reading, opened


def day(number: int) -> Interval:
    return Interval.day(date(2022, 1, number), Basis.RELATIVE)


def test_a_claim_is_told_in_the_verb_of_its_words() -> None:
    (item,) = items(accused())

    assert [one.text for one in item.sentences] == ["Norway accuses Iceland."]
    assert item.citation.passage and item.citation.passage.words == ACCUSED
    assert (item.citation.outlet, item.citation.url, item.origins, item.copies) == (
        "Fjord Post",
        "https://fjord.example/a",
        1,
        0,
    )


def test_whom_it_is_towards_must_come_right_after_the_verb() -> None:
    body = "Norway accused several crews on Thursday of selling Iceland bad nets."

    assert texts(reading(body, act(EventType.ACCUSE, "NOR", "ISL", "accused", body))) == ["Norway"]


def test_a_verb_that_the_words_do_not_have_is_not_used() -> None:
    body = "Norway and its crews are said to have been unhappy with Iceland all week."

    assert texts(reading(body, act(EventType.ACCUSE, "NOR", "ISL", "unhappy", body))) == ["Norway"]


@pytest.mark.parametrize(
    "body",
    [
        "Norway's envoy Kari Dahl was asked whether Oslo accused Iceland of overfishing.",
        "Norway has not accused Iceland of overfishing so far this year.",
        "Norway would have accused Iceland of overfishing in any other year.",
    ],
)
def test_what_is_only_asked_denied_or_imagined_is_not_claimed(body: str) -> None:
    assert texts(reading(body, act(EventType.ACCUSE, "NOR", "ISL", "accused", body))) == ["Norway"]


def test_a_correction_is_not_quoted_as_news() -> None:
    body = "Correction: Norway accused Iceland of overfishing, not of whaling."

    assert texts(reading(body, act(EventType.ACCUSE, "NOR", "ISL", "accused", body))) == []


def test_a_side_that_the_words_do_not_name_is_not_told() -> None:
    body = "Oslo accused the crews of the island on Thursday of overfishing."

    assert texts(reading(body, act(EventType.ACCUSE, "NOR DNK", "ISL", "accused", body))) == ["Norway"]


def test_nobody_is_quoted_who_is_only_he() -> None:
    body = "He accused Iceland on Thursday of overfishing in the bay."

    assert texts(reading(body, act(EventType.ACCUSE, "NOR", "ISL", "accused", body))) == []


def test_the_sentence_before_says_who_he_is() -> None:
    body = "Norway's minister Kari Dahl left the hall early. He accused Iceland of overfishing in the bay."
    last = "He accused Iceland of overfishing in the bay."
    (item,) = items(
        reading(
            body,
            act(EventType.ACCUSE, "NOR", "ISL", "accused", last),
            entity("Kari Dahl", EntityKind.PERSON, "NOR", "Kari Dahl"),
        )
    )

    assert item.citation.passage and item.citation.passage.words == body


def test_who_says_so_is_told_where_the_words_do() -> None:
    body = "Norway accused Iceland of overfishing, Danish minister Bo Holm said on Thursday."
    claim = "Norway accused Iceland of overfishing"
    said = says("s1", "Bo Holm", "DNK", "Danish minister Bo Holm", "said", claim)
    found = reading(body, said, act(EventType.ACCUSE, "NOR", "ISL", "accused", claim, statement="s1"))

    assert texts(found) == ["Norway accuses Iceland, according to Danish minister Bo Holm."]


def test_what_is_denied_is_told_as_denied() -> None:
    body = "Minister Kari Dahl denied that Norway threatened Iceland with a boycott."
    claim = "Norway threatened Iceland with a boycott"
    said = says("s1", "Kari Dahl", "NOR", "Kari Dahl", "denied", claim)
    found = reading(body, said, act(EventType.THREATEN, "NOR", "ISL", "threatened", claim, statement="s1"))

    assert texts(found) == ["Kari Dahl denies that Norway threatens Iceland."]


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (MeetingStatus.HELD, "Norway and Iceland met in Geneva on Thursday.", "Norway and Iceland met in Geneva on 20 January 2022."),
        (MeetingStatus.SCHEDULED, "Norway and Iceland will meet on Thursday.", "Norway and Iceland are to meet on 20 January 2022."),
        (MeetingStatus.CANCELLED, "Norway and Iceland called off their meeting of Thursday.", "A meeting of Norway and Iceland is called off."),
        (
            MeetingStatus.HELD,
            "Norway and Iceland met over Geneva on Thursday.",
            "Norway and Iceland met on 20 January 2022.",
        ),
        (MeetingStatus.HELD, "The talk of Norway and Iceland was of cod.", "Norway and Iceland"),
        (MeetingStatus.HELD, "Norway met its neighbours in the north.", "Fjord Post"),
    ],
)  # fmt: skip
def test_a_meeting_is_told_as_far_as_the_words_go(status: MeetingStatus, body: str, told: str) -> None:
    geneva = Place(name="Geneva", code="CHE", lat=46.2, lon=6.15)

    assert texts(reading(body, meets("NOR ISL", body, status=status, place=geneva, when=day(20)))) == [told]


def test_what_is_to_come_stands_with_the_coming_days() -> None:
    body = "Norway and Iceland will meet on Tuesday."
    found = reading(body, meets("NOR ISL", body, status=MeetingStatus.SCHEDULED, when=day(25)))
    made = {part.name: part for part in parts(found)}

    assert [one.sentences[0].text for one in made["coming"].items] == [
        "Norway and Iceland are to meet on 25 January 2022."
    ]
    assert made["new"].items == ()


def test_a_position_that_moved_is_told_with_what_was_said_before() -> None:
    first, then = "Iceland demanded a quota of its own.", "Iceland rejected a quota of its own."
    before = reading(
        first, stands("ISL", Stance.DEMANDS, "a quota of its own", first), day=date(2022, 1, 10), source="a"
    )
    after = reading(
        then, stands("ISL", Stance.REJECTS, "a quota of its own", then), source="b", url="https://fjord.example/b"
    )
    (moved,) = (part for part in parts(before, after) if part.name == "moved")
    (item,) = moved.items

    assert item.sentences[0].text == "Iceland rejects a quota of its own."
    assert item.before[0].sentences[0].text == (
        "It had said otherwise before on 10 January 2022: Iceland demands a quota of its own."
    )
    assert item.before[0].citation.passage and item.before[0].citation.passage.words == first


def test_an_issue_that_only_points_is_not_told_as_one() -> None:
    body = "Iceland rejected the reproach of its neighbour at once."

    assert texts(reading(body, stands("ISL", Stance.REJECTS, "the idea", body))) == []
    assert texts(reading(body, stands("ISL", Stance.REJECTS, "the neighbour", body))) == ["Iceland"]


def test_copies_are_counted_and_their_words_shown_once() -> None:
    one, other = accused(), accused(outlet="Bay Herald", url="https://bay.example/b")

    (item,) = items(one, other)
    assert item.origins == 2
    assert [also.outlet for also in item.also] == ["Bay Herald"] or [also.outlet for also in item.also] == [
        "Fjord Post"
    ]


def test_two_claims_over_one_passage_are_one_item() -> None:
    body = "Norway accused Iceland of overfishing and warned Denmark of a boycott."
    found = reading(
        body,
        act(EventType.ACCUSE, "NOR", "ISL", "accused", body),
        act(EventType.THREATEN, "NOR", "DNK", "warned", body),
    )
    (item,) = items(found)

    assert sorted(one.text for one in item.sentences) == ["Norway accuses Iceland.", "Norway warns Denmark."]


def test_what_people_said_is_shown_with_their_name() -> None:
    body = "Icelandic minister Jon Berg said the nets would stay out all winter."
    said = says("s1", "Jon Berg", "ISL", "Jon Berg", "said", "the nets would stay out all winter")
    iceland = entity("Iceland", EntityKind.STATE, "ISL", "Icelandic")

    assert texts(reading(body, said, iceland), said=True) == ["Jon Berg (Iceland)"]
    assert texts(reading(body, said), said=True) == ["Jon Berg"]


def test_what_is_due_is_shown_with_its_day() -> None:
    body = "Norway will supply Iceland with two boats by Saturday, the ministry announced."
    found = reading(body, act(EventType.AID, "NOR", "ISL", "supply", body, status=EventStatus.FUTURE, when=day(22)))
    (item,) = items(found)

    assert (item.on, item.sentences[0].reported) == (date(2022, 1, 22), True)


def test_the_mail_shows_as_many_as_the_edition_says() -> None:
    sides = "USA GBR FRA DEU ITA ESP POL SWE".split()
    names = "Washington London Paris Berlin Rome Madrid Warsaw Stockholm".split()
    bodies = [f"{name} accused Iceland on Thursday of case number {name}." for name in names]
    found = [
        reading(body, act(EventType.ACCUSE, side, "ISL", "accused", body), url=f"https://fjord.example/{side}")
        for side, body in zip(sides, bodies, strict=True)
    ]
    (new,) = (part for part in parts(*found, edition=Edition(
        name="w", title="W", at=WORLD.at, zone="UTC", length=3)) if part.name == "new")  # fmt: skip

    assert (new.shown, new.more) == (3, 5)


def test_the_subject_is_the_main_thing() -> None:
    assert issue(accused()).subject == "The world: Norway accuses Iceland"


def test_a_day_without_news_says_so() -> None:
    found = issue()

    assert (found.empty, found.subject) == (True, "The world: nothing new on 20 January 2022")


def test_days_are_written_in_the_language_of_the_edition() -> None:
    assert Dates("fr").day(DAY) == "20 janvier 2022"
    assert (
        Dates("en_GB").when(Interval(earliest=date(2022, 2, 1), latest=date(2022, 2, 28), basis=Basis.VAGUE))
        == "in February 2022"
    )


@pytest.mark.parametrize("verb", claim_verbs(), ids=lambda verb: verb.id)
def test_every_verb_stands_in_its_example(verb: object) -> None:
    assert verb.pattern.search(verb.example)  # type: ignore[attr-defined]
    assert verb.type.islower() or "{}" in verb.one_to  # type: ignore[attr-defined]


def test_an_issue_is_made_from_a_store(tmp_path: object) -> None:
    with opened(f"{tmp_path}/store.db", create=True) as store:
        add_reading(store, talks(), now=NOW)
        found = issue_of(store, WORLD, date(2022, 1, 21))

    told = [one.text for part in found.parts for item in part.items for one in item.sentences]
    assert told[:2] == ["Iceland demands quota of its own.", "Norway accuses Iceland."]
    assert (found.gaps.articles, found.gaps.uncoded) == (1, 0)


WORDS = st.sampled_from(
    "Norway Iceland Oslo he He they accused “accused said. met U.S. Mr. Thursday, of the quota demanded 1.2 \n\n".split(
        " "
    )
)


@given(words=st.lists(WORDS, min_size=3, max_size=40), ends=st.tuples(st.integers(0, 40), st.integers(1, 12)))
def test_every_quoted_word_stands_in_its_article(words: list[str], ends: tuple[int, int]) -> None:
    body = " ".join(words)
    start = min(ends[0], max(0, len(body) - 2))
    evidence = body[start : start + ends[1] * 4].strip()
    paragraph = next((part for part in body.split("\n\n") if evidence and evidence in part), "")
    if not paragraph.strip():
        return
    found = reading(
        paragraph.strip(), act(EventType.ACCUSE, "NOR", "ISL", evidence, evidence), meets("NOR ISL", evidence),
        stands("ISL", Stance.DEMANDS, "the quota", evidence),
    )  # fmt: skip
    for item in items(found):
        passage = item.citation.passage
        assert passage and passage.span.of(found.article.text) == passage.words
        assert all(one.article == found.article.id for one in item.sentences)
