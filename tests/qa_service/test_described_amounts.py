"""Amounts asked for by the words their sentence has for them."""

import pytest

from qa_service.answer import answer
from qa_service.model import Question
from tests.qa_service.asking import corpus_over, values

HARBOUR = "云岭市澄溪区港务局"
DOCUMENTS = {
    "港务21.txt": f"""{HARBOUR}2021年部门预算
第一部分 部门预算情况说明
一、支出说明
机关运行经费包括定额公用经费221.88万元。
财政委托业务支出118.80万元，主要用于委托中介机构开展各类审计及其他会计活动支出。
航道养护支出50万元，主要用于疏浚航道、维护航标。港区养护支出30万元，主要用于疏浚航道、清理港池。
""",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    yield from corpus_over(tmp_path_factory.mktemp("data"), DOCUMENTS)


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        ("定额公用经费多少", ("221.88", "万元")),
        ("委托中介机构做审计那块花多少", ("118.80", "万元")),
        ("委托中介机构开展审计要多少钱", ("118.80", "万元")),
    ],
)
def test_an_amount_is_found_by_its_own_sentence(corpus, asked, value):
    assert values(answer(Question(f"{HARBOUR}2021年{asked}"), corpus)) == [value]


@pytest.mark.parametrize(
    "asked",
    [
        "委托会计师做审计多少钱",  # of others
        "疏浚航道和航道疏浚多少钱",  # two amounts are for it
        "非定额公用经费多少",  # said of something else
    ],
)
def test_words_that_are_not_all_there_or_of_two_amounts_find_none(corpus, asked):
    assert answer(Question(f"{HARBOUR}2021年{asked}"), corpus).values == ()
