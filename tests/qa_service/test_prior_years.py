"""A year that is not loaded, told from the document of the year after."""

import pytest

from qa_service.answer import answer
from qa_service.model import Question, Reason, Status
from tests.qa_service.asking import corpus_over, values

HARBOUR = "云岭市澄溪区港务局"
DOCUMENTS = {
    "港务21.txt": f"""{HARBOUR}2021年部门预算
第一部分 部门预算情况说明
一、收支说明
2021年度部门支出预算安排与2020年度相比（2020年度部门支出预算安排为8,648.07万元），增加498.72万元，增长5.77%。
会议费预算支出30万元，比上年预算减少5万元。此外，培训费为20万元。与上年相比增加2万元。
公务接待费1.35万元，比2019年增加1万元。
""",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    yield from corpus_over(tmp_path_factory.mktemp("data"), DOCUMENTS)


@pytest.mark.parametrize("asked", ["2020年的部门支出预算总共多少", "2020年支出预算安排是多少"])
def test_an_amount_the_later_document_states_answers_and_is_said_to_come_from_there(corpus, asked):
    given = answer(Question(f"{HARBOUR}{asked}"), corpus)
    assert values(given) == [("8648.07", "万元")]
    assert "没有收录云岭市澄溪区港务局2020年的预算，以上依据" in given.text
    assert given.context.fiscal_year == 2020


@pytest.mark.parametrize(
    ("asked", "formula"), [("会议费", "35万元（30 + 5）"), ("培训费", "18万元（20 − 2）")]
)
def test_an_amount_that_is_only_reckoned_is_refused_with_the_reckoning(corpus, asked, formula):
    given = answer(Question(f"{HARBOUR}2020年{asked}预算多少"), corpus)
    assert (given.status, given.reason) == (Status.REFUSED, Reason.YEAR_MISSING)
    assert formula in given.text
    assert given.values == ()


@pytest.mark.parametrize(
    "asked",
    [
        "2020年公务接待费多少",  # its change is from another year
        "2019年会议费多少",  # two years before
        "2022年会议费多少",  # the year after
        "2020年会议费实际花了多少",  # what was spent, a budget does not tell
    ],
)
def test_nothing_is_reckoned_for_another_year_or_for_what_was_spent(corpus, asked):
    given = answer(Question(f"{HARBOUR}{asked}"), corpus)
    assert given.status is Status.REFUSED
    assert given.calculations == ()
    assert given.values == ()
