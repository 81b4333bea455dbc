"""Verdicts: right, refused or wrong, for each kind of question."""

from typing import Any

import pytest

from evals.model import Case, Verdict
from evals.reply import read_reply
from evals.score import judge, reply_to_score
from evals.source_text import SourceText
from tests.evals.answers import answered, case, clarify, quoting, refused

RIGHT, REFUSED, WRONG = Verdict.RIGHT, Verdict.REFUSED, Verdict.WRONG


def verdict(asked: Case, answer: dict[str, Any]) -> Verdict:
    return judge(asked, read_reply(answer)).verdict


FIGURE = case(value="71.00", unit="万元")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (answered("710,000元", ("710000", "元")), RIGHT),
        (answered("710,000元", ("71", "元")), WRONG),
        (answered("在文中", ("3", "万元"), ("71.00", "万元")), WRONG),
        (answered("71.00万元"), WRONG),
        (refused("item_missing"), REFUSED),
        (clarify("甲"), REFUSED),
    ],
)
def test_the_asked_number_comes_first_and_a_refusal_earns_nothing(
    answer: dict[str, Any], expected: Verdict
) -> None:
    assert verdict(FIGURE, answer) is expected


def test_a_change_is_signed() -> None:
    asked = case("delta", value="-2582.47", unit="万元")
    assert verdict(asked, answered("减少", ("-2582.47", "万元"))) is RIGHT
    assert verdict(asked, answered("减少", ("2582.47", "万元"))) is WRONG


def test_an_accepted_alternative_is_right_and_an_accepted_reason_too() -> None:
    asked = case(value="0", unit="万元", accept=["385万元", "item_missing"])
    assert verdict(asked, answered("385", ("385", "万元"))) is RIGHT
    assert verdict(asked, refused("item_missing")) is RIGHT
    assert verdict(asked, refused("not_loaded")) is REFUSED


def test_several_values_must_all_be_given_in_any_order() -> None:
    asked = case(values=["18.12", "17.70"], unit="万元")
    assert verdict(asked, answered("", ("17.70", "万元"), ("18.12", "万元"))) is RIGHT
    assert verdict(asked, answered("", ("17.70", "万元"))) is WRONG


def test_a_document_that_contradicts_itself_is_shown_with_both_or_refused_as_such() -> None:
    asked = case("check", values=["887.36", "87.36"], unit="万元", reason="documents_disagree")
    both = answered("不一致", ("887.36", "万元"), ("873617.00", "元"))
    assert verdict(asked, both) is RIGHT
    assert verdict(asked, refused("documents_disagree")) is RIGHT
    assert verdict(asked, answered("", ("887.36", "万元"))) is WRONG


def test_a_needed_word_must_accompany_the_number() -> None:
    asked = case(value="753.14", unit="万元", vital=["对个人家庭补助"])
    assert verdict(asked, answered("工资和对个人家庭补助753.14", ("753.14", "万元"))) is RIGHT
    assert verdict(asked, answered("工资753.14", ("753.14", "万元"))) is WRONG


UNANSWERABLE = case("unanswerable", status="refused", reason="item_blank")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (refused("item_blank"), RIGHT),
        (refused("item_missing"), REFUSED),
        (answered("0万元", ("0", "万元")), WRONG),
    ],
)
def test_a_refusal_is_right_for_its_reason_and_an_answer_is_wrong(
    answer: dict[str, Any], expected: Verdict
) -> None:
    assert verdict(UNANSWERABLE, answer) is expected


AMBIGUOUS = case("ambiguous", values=["28.50", "18.50"], unit="万元", options=["三公", "基本支出"])


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (clarify("“三公”经费口径？", "基本支出口径？"), RIGHT),
        (clarify("三公口径？"), WRONG),
        (answered("三公28.50，基本支出18.50", ("28.50", "万元"), ("185000", "元")), RIGHT),
        (answered("三公28.50，另有基本支出口径", ("28.50", "万元")), WRONG),
        (answered("28.50", ("28.50", "万元"), ("18.50", "万元")), WRONG),
        (refused("ambiguous"), REFUSED),
    ],
)
def test_an_unclear_question_is_asked_back_or_answered_by_name(
    answer: dict[str, Any], expected: Verdict
) -> None:
    assert verdict(AMBIGUOUS, answer) is expected


def test_prose_says_every_vital_fact_however_it_is_spaced() -> None:
    asked = case("text", vital=["单位于2024年成立"])
    assert verdict(asked, answered("主要原因：单位于 2024 年成立。")) is RIGHT
    assert verdict(asked, answered("因为单位成立")) is WRONG
    assert verdict(asked, answered("见引文", citations=quoting("单位于2024\n年成立"))) is RIGHT


def test_a_definition_is_whole_in_the_text_and_free_of_its_neighbours() -> None:
    asked = case("glossary", vital=["行政单位的基本支出"], must_not=["其他项目支出"])
    assert verdict(asked, answered("行政运行：反映行政单位的基本支出。")) is RIGHT
    assert verdict(asked, answered("行政单位的基本支出；其他项目支出")) is WRONG
    assert verdict(asked, answered("见引文", citations=quoting("行政单位的基本支出"))) is WRONG


SOURCES = SourceText(["一、差旅费 71.00 万元，主要原因是出差增加。", "表：电费 710,000 合计"])


@pytest.mark.parametrize(
    ("quote", "holds"),
    [
        ("差旅费71.00万元", True),
        ("71.00", True),
        ("71.0", False),
        ("合计", False),
        ("差旅费71.00万元，净增", False),
    ],
)
def test_a_number_is_cited_by_its_own_place_and_the_quotation_stands_in_the_source(
    quote: str, holds: bool
) -> None:
    asked = case(value="71.00", unit="万元", evidence="差旅费71.00万元")
    answer = answered("71.00", ("71.00", "万元"), citations=quoting(quote))
    assert reply_to_score(asked, read_reply(answer), 1.0, SOURCES).cited is holds


def test_a_bare_cell_is_cited_whole_and_not_as_digits_of_another_number() -> None:
    asked = case(value="15", unit="万元", evidence="15")
    cited = read_reply(answered("", ("15", "万元"), citations=quoting("15")))
    inside = read_reply(answered("", ("15", "万元"), citations=quoting("2015年预算")))
    assert reply_to_score(asked, cited, 1.0).cited is True
    assert reply_to_score(asked, inside, 1.0).cited is False


def test_prose_may_be_cited_nearby() -> None:
    asked = case("text", vital=["出差增加"], evidence="主要原因是出差增加")
    answer = read_reply(answered("出差增加", citations=quoting("差旅费71.00万元")))
    assert reply_to_score(asked, answer, 1.0, SOURCES).cited is True
    assert reply_to_score(asked, answer, 1.0).cited is False


def test_a_comparison_needs_a_citation_of_each_document() -> None:
    places = [{"doc": "a", "evidence": "差旅费71.00万元"}, {"doc": "b", "evidence": "710,000"}]
    asked = case("cross", value="0", unit="万元", evidences=places)
    one = answered("", ("0", "万元"), citations=quoting("71.00"))
    both = answered("", ("0", "万元"), citations=quoting("71.00", "710,000"))
    assert reply_to_score(asked, read_reply(one), 1.0).cited is False
    assert reply_to_score(asked, read_reply(both), 1.0).cited is True


def test_places_in_one_document_are_alternatives_and_one_place_may_say_it_all() -> None:
    places = [{"doc": "a", "evidence": "71.00"}, {"doc": "a", "evidence": "710,000"}]
    asked = case("cross", value="0", unit="元", evidences=places, evidence_also=["持平0元"])
    for quote in ("710,000", "持平0元"):
        answer = read_reply(answered("", ("0", "元"), citations=quoting(quote)))
        assert reply_to_score(asked, answer, 1.0).cited is True


def test_refusals_are_not_asked_for_citations() -> None:
    asked = case(value="1", unit="元", evidence="1元")
    assert reply_to_score(asked, read_reply(refused("item_missing")), 1.0).cited is None
