import json
from datetime import date

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.articles import reading_of

from dragoman.model import (
    Basis,
    Interval,
    Reader,
    Reading,
    Rejected,
    Span,
    article_of,
    decode,
    digest,
    encode,
    schema,
)

SAID = "The Polish foreign minister said on Tuesday that Warsaw would expel two Belarusian diplomats."


def test_a_reading_comes_back_as_it_went() -> None:
    reading = reading_of(SAID)

    assert decode(encode(reading)) == reading


def test_a_rejection_comes_back_as_it_went() -> None:
    rejected = Rejected(source="page.html", stage="clean", reason="empty")

    assert decode(encode(rejected)) == rejected


def test_a_rejection_is_one_object_named_rejected() -> None:
    line = json.loads(encode(Rejected(source="page.html", stage="clean", reason="empty")))

    assert line == {"rejected": {"source": "page.html", "stage": "clean", "reason": "empty"}}


@pytest.mark.parametrize("line", [reading_of(SAID), Rejected(source="a", stage="b", reason="c")])
def test_the_schema_accepts_what_the_codec_writes(line: Reading | Rejected) -> None:
    jsonschema.validate(json.loads(encode(line)), schema())


def test_the_schema_refuses_a_record_of_no_kind() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"events": []}, schema())


@given(st.text(min_size=1).filter(str.strip))
def test_any_text_survives_the_codec(text: str) -> None:
    text = text.encode("utf-8", "replace").decode("utf-8")
    made = article_of(source="x", title=None, paragraphs=(text,))
    reading = Reading(reader=Reader(program="1", model="m", knowledge="k"), article=made)

    assert decode(encode(reading)) == reading


def test_an_id_follows_from_content_alone() -> None:
    assert digest("event", (1, 2)) == digest("event", (1, 2)) != digest("event", (1, 3))


def test_a_span_cuts_its_words() -> None:
    assert Span(4, 9).of("the words here") == "words"


@pytest.mark.parametrize(
    ("inner", "outer", "held"),
    [
        ((date(2022, 1, 3), date(2022, 1, 4)), (date(2022, 1, 1), date(2022, 1, 31)), True),
        ((date(2022, 1, 3), date(2022, 2, 4)), (date(2022, 1, 1), date(2022, 1, 31)), False),
        ((date(2022, 1, 3), date(2022, 2, 4)), (date(2022, 1, 1), None), True),
        ((None, date(2022, 1, 4)), (date(2022, 1, 1), None), False),
    ],
)
def test_an_interval_lies_within_another_or_not(
    inner: tuple[date | None, date | None], outer: tuple[date | None, date | None], held: bool
) -> None:
    one = Interval(earliest=inner[0], latest=inner[1], basis=Basis.TEXT)
    other = Interval(earliest=outer[0], latest=outer[1], basis=Basis.TEXT)

    assert one.within(other) is held
