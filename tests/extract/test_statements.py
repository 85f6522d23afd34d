from datetime import date

import pytest
from tests.articles import reading_of

from dragoman.model import Form, Medium, Statement


def contents(*paragraphs: str) -> list[list[str]]:
    reading = reading_of(*paragraphs)
    return [[span.of(reading.article.text) for span in one.content] for one in reading.statements]


def only(*paragraphs: str) -> Statement:
    (said,) = reading_of(*paragraphs).statements
    return said


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        ("The minister said that Kenya would wait.", ["Kenya would wait"]),
        ("Kenya would wait, the minister said.", ["Kenya would wait"]),
        ("“Kenya will wait,” the minister said.", ["Kenya will wait"]),
        ("The minister told reporters: “Kenya will wait for an answer.”", ["Kenya will wait for an answer."]),
        ("“Kenya will wait,” the minister said, “and it will not beg.”", ["Kenya will wait", "and it will not beg."]),
        ("Kenya will wait, according to the Ugandan foreign ministry.", ["Kenya will wait"]),
        (
            "''Kenya will wait,'' said the minister, who had come late. ''It has time.''",
            ["Kenya will wait", "It has time."],
        ),
        ("“Never,” the minister said.", ["Never"]),
        ("“My hope,” the minister said, “is that Kenya will wait.”", ["My hope", "is that Kenya will wait."]),
        (
            "“I like Kenya,” the minister said, but “Kenya must wait in line.”",
            ["I like Kenya", "Kenya must wait in line."],
        ),
        ("Kenya “has come very far,” the minister said.", ["Kenya “has come very far,”"]),
        (
            "The minister said he hopes the day sends a message that “Kenya will wait.”",
            ["he hopes the day sends a message that “Kenya will wait.”"],
        ),
        (
            "The minister said the tax breaks used by Kenya and others “do nothing for the economy.”",
            ["the tax breaks used by Kenya and others “do nothing for the economy.”"],
        ),
        ("The minister said on “The Morning Hour With Ines” that Kenya would wait.", ["Kenya would wait"]),
        (
            "NAIROBI ― The road to the lake is open again, the minister said on Friday.",
            ["The road to the lake is open again"],
        ),
        ("The minister said Kenya “has no idea of it” and left the room.", ["Kenya “has no idea of it”"]),
        ("The ministry denied that Kenya had shelled the village.", ["Kenya had shelled the village"]),
        ("There are reports that Kenya has closed the crossing.", ["Kenya has closed the crossing"]),
        ("Kenya made clear that the crossing would stay shut.", ["the crossing would stay shut"]),
        ("The minister accused Uganda of “piracy on the lake”.", ["piracy on the lake"]),
        ("As the minister told parliament, Kenya is ready to sign.", ["Kenya is ready to sign"]),
        ("Uganda has agreed, according to the ministry; its envoy flew to Oslo.", ["Uganda has agreed"]),
        (
            "Kenya’s president won the vote with ease, according to the electoral council, after the arrest of two rivals.",
            ["Kenya’s president won the vote with ease"],
        ),
        ("The envoy pointed out in a statement that there will be no ferry.", ["there will be no ferry"]),
        ("The crossing will shut again, the Kenyan ministry made it known.", ["The crossing will shut again"]),
        ("The minister expressed confidence that the ferry would sail.", ["the ferry would sail"]),
        ("It is learned that two envoys have left for Muscat.", ["two envoys have left for Muscat"]),
        ("The court held that the islet belonged to Kenya.", ["the islet belonged to Kenya"]),
        (
            "Prime Minister Jane Doe is to be received by John Roe on 4 May, two days after the feast of the king, the White"
            " House announced on Thursday.",
            ["Prime Minister Jane Doe is to be received by John Roe on 4 May, two days after the feast of the king"],
        ),
    ],
)
def test_what_is_said_is_cut_without_cue_that_and_marks(sentence: str, content: list[str]) -> None:
    assert contents(sentence) == [content]


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        (
            "Chad had objected to it, two Kenyan ministers said, and Niger, which lies to the west, had left the hall.",
            ["Chad had objected to it", "Niger, which lies to the west, had left the hall"],
        ),
        (
            "Recalling an envoy was “a free choice,” the Kenyan minister said, and Nairobi would not answer in kind.",
            ["Recalling an envoy was “a free choice,”", "Nairobi would not answer in kind"],
        ),
    ],
)
def test_what_goes_on_behind_the_cue_is_said_too(sentence: str, content: list[str]) -> None:
    assert contents(sentence) == [content]


def test_in_a_relative_clause_what_follows_is_told() -> None:
    sentence = (
        "They had not met since the vote of May, in which, according to the Kenyan council, a million had taken part."
    )

    assert contents(sentence) == [["a million had taken part"]]


def test_a_clause_of_what_is_not_an_indirect_question() -> None:
    assert contents("What the ministry wants, the Kenyan minister says, is that the crossing stays open.") == [
        ["What the ministry wants", "is that the crossing stays open"]
    ]


def test_where_another_begins_to_tell_the_first_has_ended() -> None:
    found = contents("Kenya has said that a sale would be met with a tax, and Ugandan diplomats admit that they worry.")

    assert ["a sale would be met with a tax"] in found
    assert ["they worry"] in found


def test_words_behind_a_colon_are_not_the_next_sentences() -> None:
    found = reading_of(
        "Kenya's minister told members: “I ask nobody. There will be ten of them here.” The row began when"
        " Uganda's president went on television to speak.",
    )

    assert [one.speaker.code for one in found.statements if one.speaker] == ["KEN"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Kenya put off its vote for reasons of “a domestic kind”.",
        "Kenya asked the envoys to have it undone and the bridge reopened so that all would gain.",
    ],
)
def test_words_of_no_cue_are_nobodys(sentence: str) -> None:
    assert not contents(sentence)


def test_words_in_another_clause_are_not_the_first_ones() -> None:
    found = reading_of(
        "Kenya's minister blamed the court, while the Ugandan envoy saw in it “a heavy blow”."
    ).statements

    assert "KEN" not in [one.speaker.code for one in found if one.speaker]


def test_two_that_clauses_under_one_cue_are_one_statement() -> None:
    for words in ("The minister said that the road was open", "She was careful to add that the road was open,"):
        assert contents(f"{words} and that the bridge was being mended for as long as funds were coming in.") == [
            ["the road was open", "the bridge was being mended for as long as funds were coming in"]
        ]


def test_a_quotation_resumed_by_the_next_sentence_is_one_statement() -> None:
    assert contents("“The road is open,” the minister said. “The bridge will follow.”") == [
        ["The road is open", "The bridge will follow."]
    ]


def test_a_verb_of_the_speaker_behind_the_clause_is_a_statement_of_its_own() -> None:
    reading = reading_of(
        "The Peruvian minister said that the border had been closed and demanded that Bolivia pay for the bridge."
    )
    told = [[span.of(reading.article.text) for span in one.content] for one in reading.statements]

    assert told == [["the border had been closed"], ["Bolivia pay for the bridge"]]
    assert len({one.speaker.name for one in reading.statements if one.speaker}) == 1


def test_it_speaks_where_it_is_somebody() -> None:
    said = only("The Kenyan foreign ministry opened its doors on Monday. It underlined that no convoy had left.")

    assert said.speaker is not None and said.speaker.code == "KEN"


def test_who_speaks_may_stand_behind_the_cue() -> None:
    said = only("Their side had come “with more than one map”, maintained the Peruvian foreign minister.")

    assert said.speaker is not None and said.speaker.code == "PER"


def test_quoted_words_before_a_cue_with_a_clause_of_its_own_are_not_its() -> None:
    sentence = "Kenya, which called it an “outlaw nation in the neighbourhood”, insisted that Uganda “stop its games”."
    assert contents(sentence) == [["outlaw nation in the neighbourhood"], ["Uganda “stop its games”"]]


def test_words_that_end_a_reported_clause_are_part_of_it() -> None:
    assert contents("Two officials said that the Russian move had caught them off guard, “and not pleasantly”.") == [
        ["the Russian move had caught them off guard, “and not pleasantly”"]
    ]


def test_a_report_within_a_report_is_the_outer_ones() -> None:
    assert len(contents("“Our partners say they are ready to begin,” the Turkish president said.")) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "The minister called on all sides to show restraint.",
        "The minister promised to leave the harvest alone.",
        "She declined to comment.",
        "The plan says nothing.",
    ],
)
def test_nothing_said_is_no_statement(sentence: str) -> None:
    assert contents(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "form"),
    [
        ("“Kenya will wait,” the minister said.", Form.DIRECT),
        ("The minister said Kenya would wait.", Form.INDIRECT),
        ("The minister said Kenya would wait “for a very long time”.", Form.MIXED),
        ("The minister said Kenya would “wait”.", Form.INDIRECT),
    ],
)
def test_the_form_follows_the_marks(sentence: str, form: Form) -> None:
    assert only(sentence).form == form


@pytest.mark.parametrize(
    ("sentence", "medium"),
    [
        ("The minister said at a press conference that Kenya would wait.", Medium.PRESS_CONFERENCE),
        ("In a telephone interview the minister said that Kenya would wait.", Medium.INTERVIEW),
        ("The minister said that Kenya would give an interview.", None),
    ],
)
def test_the_medium_is_told_outside_the_content(sentence: str, medium: Medium | None) -> None:
    assert only(sentence).medium == medium


def test_nobody_speaks_in_a_report_without_a_speaker() -> None:
    assert only("There are reports that Kenya has closed the crossing.").speaker is None


def test_he_is_resolved_to_the_speaker_before() -> None:
    first, second = reading_of(
        "Kenyan Foreign Minister Tomas Revel said that the road was open.", "“The bridge will follow,” he said."
    ).statements

    assert first.speaker is not None
    assert second.speaker is not None
    assert second.speaker.name == first.speaker.name == "Tomas Revel"
    assert (second.speaker.code, second.speaker.anonymous) == ("KEN", False)


def test_an_official_without_a_name_is_anonymous() -> None:
    speaker = only("“We have noted all of it,” a senior Kenyan official said.").speaker

    assert speaker is not None
    assert (speaker.anonymous, speaker.code, speaker.sector) == (True, "KEN", "GOV")


def test_a_ministry_is_not_anonymous() -> None:
    speaker = only("The Kenyan foreign ministry said that the road was open.").speaker

    assert speaker is not None
    assert (speaker.anonymous, speaker.code) == (False, "KEN")


def test_a_statement_without_a_told_day_has_no_date() -> None:
    assert only("The minister said that Kenya would wait.").date is None


def test_a_told_day_is_the_statements_date() -> None:
    said = only("The minister said on Tuesday that Kenya would wait.")

    assert said.date is not None
    assert said.date.earliest == said.date.latest == date(2022, 1, 18)


@pytest.mark.parametrize(
    ("words", "content"),
    [
        ("The Kremlin said on Tuesday it had not received any proposals.", "it had not received any proposals"),
        ("The Kremlin said Tuesday it had not received any proposals.", "it had not received any proposals"),
        ("Ghana announced late on Friday it would open the border.", "it would open the border"),
        ("The Kremlin said Tuesday was too early for talks.", "Tuesday was too early for talks"),
    ],
)
def test_the_day_behind_a_cue_is_the_cues(words: str, content: str) -> None:
    reading = reading_of(words)

    assert [span.of(reading.article.text) for said in reading.statements for span in said.content] == [content]
