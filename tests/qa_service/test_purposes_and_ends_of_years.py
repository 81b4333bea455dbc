"""What an item is for, not what its increase was for; and what there was at the end of a year."""

import pytest

from qa_service.answer import answer
from qa_service.model import Context, Question, Reason, Status
from tests.qa_service.asking import corpus_over, values

WHARF = "云岭市澄溪区码头局"


def _account(year, carried_out):
    rows = "".join(
        f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>"
        for row in (
            ["收入", "", "支出", ""],
            ["项目", "决算数", "项目", "决算数"],
            ["本年收入合计", "90.00", "本年支出合计", "90.00"],
            ["年初结转和结余", "3.00", "年末结转和结余", carried_out],
            ["总计", "93.00", "总计", "93.00"],
        )
    )
    return f"""<html><head><meta charset="utf-8"><title>{WHARF}{year}年度部门决算</title></head>
<body><h1>{WHARF}{year}年度部门决算</h1><p>收入支出决算总表</p><p>单位：万元</p>
<table>{rows}</table></body></html>"""


DOCUMENTS = {
    "码头22.html": _account(2022, "3.00"),
    "码头23.html": _account(2023, "3.00"),
    "码头24.txt": f"""{WHARF}2024年部门预算
一、支出预算情况
2024年支出预算100万元，比2023年预算增加10万元。其中：基本支出95万元，单位预留机动经费5万元。
单位预留机动经费5万元，比2023年预算增加4万元，主要是用于新进人员的增加部分。
二、名词解释
单位预留机动经费：指年初留给年度当中难以预料之事的经费。
2024年2月20日
""",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    yield from corpus_over(tmp_path_factory.mktemp("wharf"), DOCUMENTS)


def test_what_an_item_is_for_is_not_what_its_increase_is_for(corpus):
    given = answer(Question("码头局2024年单位预留机动经费是拿来干嘛的"), corpus)
    assert "难以预料" in given.text
    assert "新进人员" not in given.text


def test_the_end_of_a_year_is_compared_with_and_not_asked_about(corpus):
    first = answer(Question("码头局2023年末有多少结转结余"), corpus)
    assert values(first) == [("3.00", "万元")]
    then = answer(Question("跟2022年末比有变化没", carried=first.context), corpus)
    assert "持平" in then.text
    assert "2022年部门决算中为3.00万元" in then.text


def test_income_is_not_added_to_the_spending_it_pays_for(corpus):
    question = "码头局2023年本年收入合计加本年支出合计一共多少"
    given = answer(Question(question, carried=Context()), corpus)
    assert (given.status, given.reason) == (Status.REFUSED, Reason.NOT_DERIVABLE)
    assert given.values == ()


@pytest.mark.parametrize(
    "question",
    [
        "码头局2022年末的结转结余，和2023年初的结转结余接得上吗",
        "码头局2023年决算表的年初结转和结余，是不是就等于2022年决算的年末数",
    ],
)
def test_what_one_year_left_is_held_against_what_the_next_began_with(corpus, question):
    given = answer(Question(question), corpus)
    assert values(given) == [("3.00", "万元"), ("3.00", "万元")]
    assert "接得上" in given.text


def test_balances_that_do_not_meet_are_told_with_the_gap(tmp_path_factory):
    texts = {"码头22.html": _account(2022, "5.00"), "码头23.html": _account(2023, "3.00")}
    for corpus in corpus_over(tmp_path_factory.mktemp("gap"), texts):
        given = answer(Question("码头局2022年末结余和2023年初结余对得上吗"), corpus)
        assert given.reason is Reason.DOCUMENTS_DISAGREE
        assert values(given) == [("5.00", "万元"), ("3.00", "万元")]
        assert "相差2.00万元（5 − 3）" in given.text


def test_without_one_of_the_two_accounts_nothing_is_held_against_another(corpus):
    given = answer(Question("码头局2023年末结余和2024年初结余对得上吗"), corpus)
    assert "接得上" not in given.text and "接不上" not in given.text
