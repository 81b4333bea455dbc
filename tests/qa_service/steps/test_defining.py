"""The meaning of a term is told by 名词解释, however it is asked, and never for another question."""

from importlib.resources import files

import pytest
import yaml

from qa_service.steps.defining import defining

TABLE = yaml.safe_load(files("qa_service.steps").joinpath("defining.yaml").read_text("utf-8"))


@pytest.mark.parametrize("row", TABLE["asks"], ids=lambda r: r["example"])
def test_each_row_finds_the_term_of_its_example(row):
    found = defining().term(row["example"])
    assert found is not None
    assert row["term"] in defining().names_in(found["term"])


def test_the_heading_above_a_term_is_read_beside_it():
    found = defining().term("档案事务下面的行政运行反映什么")
    assert found is not None
    assert (found["within"], found["term"]) == ("档案事务", "行政运行")


@pytest.mark.parametrize(
    "question", ["其他收入是多少", "文件说的其他收入为什么增加", "项目支出比上年增加多少"]
)
def test_a_question_for_a_number_or_a_reason_asks_no_meaning(question):
    assert defining().term(question) is None


def test_part_of_a_longer_name_is_no_term():
    assert "财政拨款收入" not in defining().names_in("政府性基金预算财政拨款收入")
    assert "其他收入" in defining().names_in("文件里的其他收入")
