"""Predictions in the form that the public scorers read, on files of a line or two."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bench.__main__ import main
from bench.predict import marked

from dragoman.model import EventType

Predict = Callable[[str, str], list[dict[str, Any]]]
TEXT = "The harbour minister of Malta, Ġorġ Vella, said on Tuesday that the ferry to Tunis would sail again."
"""One attribution, two places, one day."""


@pytest.fixture
def predict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Predict:
    """Writes a gold file, runs `bench predict` on it, gives the lines it wrote."""

    def predicted(task: str, content: str) -> list[dict[str, Any]]:
        gold, out = tmp_path / "gold", tmp_path / "predicted.jsonl"
        gold.write_text(content, encoding="utf-8")
        monkeypatch.setattr(sys, "argv", ["bench", "predict", task, "--in", str(gold), "--out", str(out)])
        assert main() == 0
        return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]

    return predicted


def test_a_marked_sentence_loses_its_tags_and_keeps_their_places() -> None:
    text, source, target = marked("On Friday <s>Chad</s> thanked <t>Gabon</t>.")

    assert (text, source.of(text), target.of(text)) == ("On Friday Chad thanked Gabon.", "Chad", "Gabon")


def test_a_target_may_stand_before_its_source() -> None:
    text, source, target = marked("<t>Gabon</t> was thanked by <s>Chad</s>.")

    assert (source.of(text), target.of(text)) == ("Chad", "Gabon")


def test_an_event_row_gets_one_root(predict: Predict) -> None:
    rows = "uid\tmarked_sentence\nrow-1\t<s>Chad</s> accused <t>Gabon</t> of hiding the stolen cattle.\n"

    assert predict("events", rows) == [{"uid": "row-1", "root": "ACCUSE"}]


@pytest.mark.parametrize(
    ("sentence", "root"),
    [
        ("<s>Chad</s> said on Monday it would free <t>eleven Gabonese fishermen</t>.", "AGREE"),
        ("<s>Chad</s> freed <t>eleven Gabonese fishermen</t> on Monday.", "YIELD"),
        ("<s>A court in Chad</s> convicted <t>a Gabonese banker</t> of fraud on Monday.", "ACCUSE"),
        ("<s>Chad</s> has imposed an embargo on <t>Gabon</t>.", "COERCE"),
        ("<s>Chad</s> has expelled <t>the Gabonese ambassador</t>.", "SANCTION"),
        ("<s>Chad</s> has imposed a naval blockade on <t>Gabon</t>.", "ASSAULT"),
        ("<s>Chad</s> will send 400 more soldiers to its border with <t>Gabon</t>.", "THREATEN"),
        ("<s>The UN</s> withdrew its peacekeepers from <t>Gabon</t> on Monday.", "SANCTION"),
    ],
)
def test_an_act_that_the_file_counts_under_another_root_than_the_codebook(
    predict: Predict, sentence: str, root: str
) -> None:
    (line,) = predict("events", f"uid\tmarked_sentence\nrow\t{sentence}\n")

    assert line["root"] == root


def test_the_source_of_an_attribution_is_as_printed(predict: Predict) -> None:
    text = "Ana Ruiz, who runs the port, said ships were late. It was Ana Ruiz who warned that more would follow."

    (line,) = predict("attribution", json.dumps({"doc_id": "a", "text": text, "date": "2024-03-05"}) + "\n")

    printed = [text[start:end] for one in line["attributions"] for start, end in one["source"]]
    assert printed == ["Ana Ruiz, who runs the port,", "who"]


def test_a_quotation_mark_in_an_event_row_is_a_letter_like_any_other(predict: Predict) -> None:
    rows = 'uid\tmarked_sentence\na\t"Stop," <s>Chad</s> told <t>Gabon</t>.\nb\t<s>Chad</s> praised <t>Gabon</t>.\n'

    found = {line["uid"]: line["root"] for line in predict("events", rows)}

    assert found.keys() <= {"a", "b"} and found["b"] == "SUPPORT"
    assert set(found.values()) <= set(EventType)


def test_an_attribution_has_source_cue_and_content(predict: Predict) -> None:
    (line,) = predict("attribution", json.dumps({"doc_id": "one", "text": TEXT}) + "\n")
    (found,) = line["attributions"]

    assert line["doc_id"] == "one"
    assert _words(found["source"]) == ["The harbour minister of Malta, Ġorġ Vella,"]  # its comma is counted in
    assert _words(found["cue"]) == ["said"]
    assert _words(found["content"]) == ["that the ferry to Tunis would sail again"]


def test_a_quoted_content_is_widened_by_its_marks(predict: Predict) -> None:
    text = "“The ferry will sail again,” the minister said."
    (line,) = predict("attribution", json.dumps({"doc_id": "one", "text": text}) + "\n")
    (found,) = line["attributions"]

    assert [text[start:end] for start, end in found["content"]] == ["“The ferry will sail again,”"]


def _words(spans: list[list[int]]) -> list[str]:
    return [TEXT[start:end] for start, end in spans]


def test_a_place_has_its_span_coordinates_and_two_letter_state(predict: Predict) -> None:
    (line,) = predict("places", json.dumps({"id": 7, "text": TEXT}) + "\n")
    tunis = next(one for one in line["toponyms"] if TEXT[one["start"] : one["end"]] == "Tunis")

    assert line["id"] == 7
    assert tunis.keys() == {"start", "end", "lat", "lon", "country", "geonameid"}
    assert tunis["country"] == "TN"
    assert (round(tunis["lat"]), round(tunis["lon"])) == (37, 10)


def test_a_time_has_its_type_and_value_by_the_day_of_the_document(predict: Predict) -> None:
    row = {"id": "t", "text": TEXT, "dct": "2022-01-20"}
    (line,) = predict("times", json.dumps(row) + "\n")
    (found,) = line["timex"]

    assert TEXT[found["start"] : found["end"]] == "Tuesday"
    assert (found["type"], found["value"]) == ("DATE", "2022-01-18")


@pytest.mark.parametrize("task", ["attribution", "places", "times"])
def test_every_document_gets_a_line_even_where_nothing_is_found(task: str, predict: Predict) -> None:
    rows = [{"id": name, "doc_id": name, "text": "Rain."} for name in ("first", "second")]

    lines = predict(task, "".join(json.dumps(row) + "\n" for row in rows))

    assert [line.get("doc_id", line.get("id")) for line in lines] == ["first", "second"]
    assert [list(line.values())[1] for line in lines] == [[], []]
