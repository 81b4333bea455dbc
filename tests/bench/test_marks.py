"""The marks of answers are followed fairly: types in turn, and each opened place really read."""

from pathlib import Path

from bench.marks import answers_with_marks, holds, types_in_turn
from evals.source_text import read_frame
from tests.evals.answers import ScriptedAsk, answered, case, quoting
from tests.ingest.drawn_pdf import DrawnPdf


def test_the_types_take_turns_and_held_out_cases_are_left_alone() -> None:
    cases = [
        case("figure", id="一"),
        case("figure", id="二"),
        case("text", id="三"),
        case("text", id="四", held_out=True),
    ]
    assert [it.id for it in types_in_turn(cases)] == ["一", "三", "二"]


def test_words_are_held_in_whatever_order_the_file_wrote_them() -> None:
    assert holds("1,234.50\n公务 接待费", "公务接待费1,234.50")
    assert not holds("公务接待费 1,234.50", "1,234.51")
    assert not holds("", "1")


def test_a_frame_is_read_as_the_page_is_seen(tmp_path: Path) -> None:
    drawn = DrawnPdf(tmp_path / "预算.pdf", size=(600, 800))
    drawn.write(60, 100, "公务接待费")
    drawn.write(60, 700, "会议费")
    page = drawn.save().read_bytes()
    assert (read_frame(page, 1, (0.0, 0.05, 1.0, 0.2)) or "").strip() == "公务接待费"
    assert (read_frame(page, 1, (0.0, 0.8, 1.0, 1.0)) or "").strip() == "会议费"
    assert (read_frame(page, 1, (0.5, 0.3, 1.0, 0.5)) or "").strip() == ""


def test_a_page_without_a_text_layer_is_not_read(tmp_path: Path) -> None:
    page = DrawnPdf(tmp_path / "空白.pdf").save().read_bytes()
    assert read_frame(page, 1, (0.0, 0.0, 1.0, 1.0)) is None


def test_only_answers_that_cite_are_counted() -> None:
    given = {"conversation_id": "c"}
    ask = ScriptedAsk(
        {
            "一": answered("没有。", citations=[], **given),
            "二": answered("1.00万元[1]。", citations=quoting("1.00"), **given),
        }
    )
    asked = [case(question="一"), case(question="二"), case(question="三")]
    assert [it.question for it, _ in answers_with_marks(ask, asked, 1)] == ["二"]
