"""The brain's run time: pieces, tags, links, questions. Networks are not needed, but for the last claims."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from dragoman.annotate.brain import Asked, Brain, Encoded, _related, available, brain
from dragoman.annotate.brain_files import CARD, NETWORKS, Card, NoBrain, card, missing
from dragoman.annotate.brain_tags import Tagged, best, gap, linked, outside, tagged, whole
from dragoman.annotate.brain_text import Pieces, Quoted, pieces
from dragoman.model import EventStatus, EventType, Span

TEXT = "“We will not yield,” Ankara said, adding that talks go on."
CARD_OF_TWO = Card(
    version="t",
    digests={},
    types=("NONE", "AGREE", "ACCUSE"),
    statuses=("actual", "negated"),
    modes=(("AGREE", ""), ("ACCUSE", ""), ("ACCUSE", "allege")),
    temperatures={"type": 1.0, "mode": 1.0, "status": 1.0, "trigger": 1.0},
    thresholds={"trigger": 0.5, "pair": 0.5},
    leans={},
)
needs_brain = pytest.mark.skipif(not available(), reason="the weights are not in this checkout")


def at(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def found(*words: str) -> list[Tagged]:
    return [Tagged(span=at(one), score=0.9) for one in words]


def words_of(text: str) -> Pieces:
    """A piece a word, as the tokenizer would have it."""
    spans = [Span(0, 0)]
    for word in text.split():
        start = text.index(word, spans[-1].end)
        spans.append(Span(start, start + len(word)))
    spans.append(Span(0, 0))
    return Pieces(
        ids=tuple(range(len(spans))),
        spans=tuple(spans),
        quoted=(Quoted.OUTSIDE,) * len(spans),
        heads=(False, *(True for _ in spans[1:-1]), False),
    )


def encoded(text: str, scores: list[list[float]]) -> Encoded:
    read = words_of(text)
    return Encoded(
        text=text,
        pieces=read,
        scores=np.array(scores, dtype=np.float32),
        card=CARD_OF_TWO,
    )


def test_an_inside_never_follows_an_outside() -> None:
    logs = np.log(np.array([[0.9, 0.05, 0.05], [0.3, 0.2, 0.5], [0.1, 0.1, 0.8]], dtype=np.float32))

    assert best(logs) == [0, 1, 2]


def test_a_tagged_span_runs_from_its_begin_to_its_last_inside() -> None:
    words = [Span(0, 2), Span(3, 5), Span(6, 8), Span(9, 11)]
    scores = np.array([[5, 0, 0], [0, 5, 0], [0, 0, 5], [5, 0, 0]], dtype=np.float32)

    assert [one.span for one in tagged(scores, words)] == [Span(3, 8)]


def test_no_words_hold_no_spans() -> None:
    assert tagged(np.zeros((0, 3), dtype=np.float32), []) == []


def test_each_content_goes_to_the_nearest_cue() -> None:
    one, two = linked(found("Ankara"), found("said", "adding"), found("We will not yield", "talks go on"))

    assert (one.cue, one.content) == (at("said"), (at("We will not yield"),))
    assert (two.cue, two.content) == (at("adding"), (at("talks go on"),))
    assert one.source == two.source == at("Ankara")


def test_a_quotation_broken_by_its_cue_is_one_record() -> None:
    (one,) = linked(found("Ankara"), found("said"), found("We will not yield", "talks go on"))

    assert one.content == (at("We will not yield"), at("talks go on"))


def test_a_source_within_the_content_does_not_speak() -> None:
    (one,) = linked(found("We"), found("said"), found("We will not yield"))

    assert one.source is None


def test_a_content_without_a_cue_stays_a_record() -> None:
    (one,) = linked([], [], found("We will not yield"))

    assert (one.source, one.cue) == (None, None)


def test_a_content_takes_all_that_its_quotation_marks_hold() -> None:
    (one,) = whole(found("We will", "yield"), [at("We will not yield")])

    assert one.span == at("We will not yield")


def test_a_content_that_leads_into_a_quotation_keeps_its_lead() -> None:
    text = "He said they were “not bound by any of it”."
    pieces_ = [Tagged(span=at("they were “not", text), score=0.9)]

    assert whole(pieces_, [at("not bound by any of it", text)])[0].span == at("they were “not bound by any of it", text)


def test_a_cue_within_a_quotation_is_the_speakers_own_word() -> None:
    quotation = at("We will not yield")

    assert outside(found("will", "said"), found("We will not yield"), [quotation]) == found("said")


def test_a_leaning_head_finds_what_it_doubts() -> None:
    scores = np.array([[1.0, 0.5, 0.0]], dtype=np.float32)

    assert not tagged(scores, [Span(0, 4)])
    assert tagged(scores, [Span(0, 4)], lean=1.0)


def test_spans_that_meet_have_no_gap() -> None:
    assert gap(Span(0, 5), Span(3, 8)) == 0
    assert gap(Span(6, 8), Span(0, 5)) == 1


def test_neighbouring_words_of_one_type_are_one_trigger() -> None:
    tag, none, act = [0.0] * 9, [4.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 4.0, 1.0, 0.0]
    rows = [[*tag, *row] for row in (none, none, act, act, none, none)]

    (trigger,) = encoded("Mali lashed out twice", rows).triggers()

    assert (trigger.span, trigger.type, trigger.status) == (Span(5, 15), EventType.ACCUSE, EventStatus.ACTUAL)


def test_a_text_without_words_tells_nothing() -> None:
    empty = encoded("", [[0.0] * 14] * 2)

    assert (empty.triggers(), empty.attributions()) == ([], [])


def test_the_mode_is_always_one_of_the_types() -> None:
    answer = _related(
        CARD_OF_TWO,
        np.array([0.0, 3.0, 1.0], dtype=np.float32),
        np.array([0.0, 2.0, 9.0], dtype=np.float32),
        np.array([1.0, 0.0], dtype=np.float32),
    )

    assert (answer.type, answer.mode, answer.status) == (EventType.AGREE, None, EventStatus.ACTUAL)
    assert sum(answer.types.values()) == pytest.approx(1.0)
    assert 0 < answer.score < answer.event < 1


def test_a_hotter_head_is_less_sure() -> None:
    scores = [np.array([0.0, 3.0, 1.0]), np.array([0.0, 2.0, 9.0]), np.array([1.0, 0.0])]
    types, modes, statuses = (one.astype(np.float32) for one in scores)
    hot = Card(**{**{name: getattr(CARD_OF_TWO, name) for name in CARD_OF_TWO.__slots__}, "temperatures": dict.fromkeys(CARD_OF_TWO.temperatures, 3.0)})  # fmt: skip

    assert _related(hot, types, modes, statuses).score < _related(CARD_OF_TWO, types, modes, statuses).score


def test_a_text_is_read_alike_whatever_is_read_beside_it() -> None:
    (alone,) = brain().encode([TEXT])
    beside = brain().encode(["Oslo refused.", TEXT, f"{TEXT} It blamed a neighbour for the delay."])

    assert brain().encode([]) == []
    assert np.array_equal(alone.scores, beside[1].scores)


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    assert not available(tmp_path)
    assert any("reader.onnx" in one for one in missing(tmp_path))
    with pytest.raises(NoBrain, match="reader.onnx"):
        Brain(tmp_path).encode(["Hello."])


def test_a_file_that_the_card_does_not_describe_is_refused(tmp_path: Path) -> None:
    for name in (*NETWORKS, "tokenizer.json"):
        (tmp_path / name).write_bytes(b"x")
    digest = hashlib.sha256(b"y").hexdigest()
    written = {name: getattr(CARD_OF_TWO, name) for name in CARD_OF_TWO.__slots__}
    (tmp_path / CARD).write_text(json.dumps({**written, "digests": {"reader.onnx": digest}}))

    with pytest.raises(NoBrain, match="reader.onnx is not the file"):
        card(tmp_path)


def test_pieces_know_their_place_and_their_quotation_marks() -> None:
    from tokenizers import Tokenizer
    from tokenizers.models import WordPiece
    from tokenizers.pre_tokenizers import BertPreTokenizer
    from tokenizers.processors import TemplateProcessing

    vocabulary = {word: at for at, word in enumerate(["[UNK]", "[CLS]", "[SEP]", "“", "”", "no", "##t", "he", "said"])}
    tokenizer = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.post_processor = TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 1), ("[SEP]", 2)])

    (read,) = pieces(tokenizer, ["“not” he said"])

    assert [span.of("“not” he said") for span in read.spans[1:-1]] == ["“", "no", "t", "”", "he", "said"]
    assert read.heads == (False, True, True, False, True, True, True, False)
    assert [int(one) for one in read.quoted] == [0, 2, 1, 1, 2, 0, 0, 0]
    assert read.within(Span(1, 4)) == range(2, 4)


@needs_brain
def test_the_shipped_brain_reads_an_accusation_both_ways() -> None:
    text = "Kenya accused Uganda of arming the rebels, a spokesman said."
    (read,) = Brain().encode([text])
    forth, back = Brain().pairs(
        read,
        [
            Asked(source=at("Kenya", text), target=at("Uganda", text)),
            Asked(source=at("Uganda", text), target=at("Kenya", text)),
        ],
    )

    assert (forth.type, forth.status) == (EventType.ACCUSE, EventStatus.ACTUAL)
    assert forth.event > back.event


@needs_brain
def test_a_question_is_answered_alike_whatever_longer_window_is_asked_about_beside_it() -> None:
    text = "Kenya accused Uganda of arming the rebels. Talks went on."
    (read,) = Brain().encode([text])
    first, *others = (
        Asked(source=at("Kenya", text), target=at("Uganda", text), within=within) for within in (Span(0, 42), None)
    )
    alone = Brain().pairs(read, [first])

    assert Brain().pairs(read, [*others, first])[1:] == alone
    assert Brain().pairs(read, []) == []


@needs_brain
def test_the_shipped_brain_hears_who_says_what() -> None:
    text = "“We will not yield,” President Silva said on Monday."
    (read,) = Brain().encode([text])
    (heard,) = read.attributions()

    assert heard.source is not None and heard.cue is not None
    assert (heard.source.of(text), heard.cue.of(text)) == ("President Silva", "said")
    assert [span.of(text) for span in heard.content] == ["We will not yield"]
