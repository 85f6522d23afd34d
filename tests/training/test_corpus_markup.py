"""Passages are read out of their mark-up, and what is wrong is told with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from training.corpus.markup import BadMarkup, Passage, passages

from dragoman.model import EventStatus, EventType, Form, Span

GOOD = """@ t-1 newswire africa international
<q [A Kenya] has {1 recalled} [B its envoy] q>, [C officials] ~q said~. “<q Enough q>,” [C they] ~r said~, ~r adding~: <r no r>.
And [A Nairobi] slept.
: 1 SANCTION withdraw future A>B diplomatic,economic
: q C mixed anonymous
: r - indirect
"""


def read(text: str, folder: Path) -> Passage:
    (one,) = _read(text, folder)
    assert isinstance(one, Passage), str(one)
    return one


def _read(text: str, folder: Path) -> list[Passage | BadMarkup]:
    path = folder / "p.txt"
    path.write_text(text, encoding="utf-8")
    return list(passages(path))


def words(one: Passage, spans: tuple[Span, ...]) -> list[str]:
    return [span.of(one.text) for span in spans]


def test_the_text_is_bare_and_its_paragraphs_are_parted(tmp_path: Path) -> None:
    assert read(GOOD, tmp_path).text == (
        "Kenya has recalled its envoy, officials said. “Enough,” they said, adding: no.\n\nAnd Nairobi slept."
    )


def test_every_mention_of_a_participant_has_its_letter(tmp_path: Path) -> None:
    one = read(GOOD, tmp_path)

    assert [(letter, span.of(one.text)) for letter, span in one.mentions] == [
        ("A", "Kenya"),
        ("B", "its envoy"),
        ("C", "officials"),
        ("C", "they"),
        ("A", "Nairobi"),
    ]


def test_an_event_has_its_trigger_and_its_codes(tmp_path: Path) -> None:
    one = read(GOOD, tmp_path)
    (event,) = one.events

    assert event.trigger.of(one.text) == "recalled"
    assert (event.type, event.mode, event.status) == (EventType.SANCTION, "withdraw", EventStatus.FUTURE)
    assert (event.actors, event.recipients, event.contexts) == (("A",), ("B",), ("diplomatic", "economic"))


def test_a_statement_has_the_mention_nearest_to_its_cue_for_a_source(tmp_path: Path) -> None:
    one = read(GOOD, tmp_path)
    said = one.statements[0]

    assert said.source is not None
    assert said.source.of(one.text) == "officials"
    assert (said.form, said.anonymous) == (Form.MIXED, True)


def test_a_statement_may_have_two_pieces_and_two_cues(tmp_path: Path) -> None:
    one = read(GOOD, tmp_path)

    assert words(one, one.statements[0].content) == ["Kenya has recalled its envoy", "Enough"]
    assert words(one, one.statements[1].cues) == ["said", "adding"]


def test_a_statement_without_a_speaker_has_no_source(tmp_path: Path) -> None:
    assert read(GOOD, tmp_path).statements[1].source is None


def test_a_reciprocal_act_has_no_recipient(tmp_path: Path) -> None:
    text = "@ t live asia domestic\n[A Mali] and [B Peru] {1 met}.\n: 1 CONSULT - actual A+B>\n"

    assert (read(text, tmp_path).events[0].actors, read(text, tmp_path).events[0].recipients) == (("A", "B"), ())


def test_contents_may_overlap(tmp_path: Path) -> None:
    text = (
        "@ t live asia domestic\n[A He] ~q said~ <q [B she] ~r said~ <r no q> way r>.\n: q A indirect\n: r B indirect\n"
    )
    one = read(text, tmp_path)

    assert [words(one, said.content) for said in one.statements] == [["she said no"], ["no way"]]


def test_a_bad_passage_stops_no_other(tmp_path: Path) -> None:
    first, second = _read(f"@ bad\nWords.\n\n{GOOD}", tmp_path)

    assert isinstance(first, BadMarkup)
    assert isinstance(second, Passage)


HEAD = "@ t-1 newswire africa domestic\n"
MALI = "[A Mali] {1 sent} [B rice].\n"


@pytest.mark.parametrize(
    ("text", "line", "complaint"),
    [
        ("Words without a head.", 1, "a passage starts with '@ id style region scope'"),
        ("@ t tabloid africa domestic\nWords.", 1, "'tabloid' is none of newswire"),
        ("@ t live mars domestic\nWords.", 1, "'mars' is none of africa"),
        ("@ t live asia local\nWords.", 1, "'local' is none of international"),
        (f"{HEAD}: 1 AID - actual A>B", 1, "no text"),
        (f"{HEAD}[A Mali sent rice.", 1, "not closed: actor"),
        (f"{HEAD}Mali] sent rice.", 1, "']' closes nothing"),
        (f"{HEAD}[A Mali [B rice]].", 1, "opens within another"),
        (f"{HEAD}[mali] sent rice.", 1, "stray '['"),
        (f"{HEAD}[A ] sent rice.", 1, "actor A marks no words"),
        (f"{HEAD}{{1 sent}} and {{1 sold}}.\n: 1 AID - actual >", 1, "event 1 has two triggers"),
        (f"{HEAD}{MALI}", 1, "event 1 is marked and has no code line"),
        (f"{HEAD}It ~q said~ no.", 1, "statement q is marked and has no code line"),
        (f"{HEAD}{MALI}: 1 AID actual A>B", 3, "an event reads ': 1 TYPE mode status A>B contexts'"),
        (f"{HEAD}{MALI}: 1 GIVE - actual A>B", 3, "'GIVE' is no type"),
        (f"{HEAD}{MALI}: 1 AID food actual A>B", 3, "'food' is no mode of AID"),
        (f"{HEAD}{MALI}: 1 AID - done A>B", 3, "'done' is none of actual"),
        (f"{HEAD}{MALI}: 1 AID - actual A>B food", 3, "no such context: food"),
        (f"{HEAD}{MALI}: 1 AID - actual A>C", 3, "participant C is not marked"),
        (f"{HEAD}{MALI}: 1 AID - actual A>B\n: 2 AID - actual A>B", 4, "event 2 has no {2 …}"),
        (f"{HEAD}[A It] ~q said~ <q no q>.\n: q A loud", 3, "'loud' is none of direct"),
        (f"{HEAD}[A It] ~q said~ <q no q>.\n: q A direct named", 3, "a statement reads ': q A direct|indirect|mixed"),
        (f"{HEAD}[A It] ~q said~ no.\n: q A direct", 3, "statement q has no <q …q>"),
        (f"{HEAD}[A It] ~q said~ <q no q>.\n: q B direct", 3, "speaker B is not marked"),
    ],
)
def test_a_complaint_names_its_file_and_line(text: str, line: int, complaint: str, tmp_path: Path) -> None:
    (one,) = _read(text, tmp_path)

    assert isinstance(one, BadMarkup)
    assert str(one).startswith(f"{tmp_path / 'p.txt'}:{line}: ")
    assert complaint in str(one)
