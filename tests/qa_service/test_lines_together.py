"""Lines of one name in a list of purchases are added where all of them are asked for."""

import pytest

from qa_service.answer import answer
from qa_service.model import Question, Status
from tests.qa_service.asking import corpus_over, values

DREDGER = "云岭市澄溪区疏浚局"


def _rows(*rows):
    return "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in rows)


BUDGET = f"""<html><head><meta charset="utf-8"><title>{DREDGER}2025年部门预算</title></head><body>
<h1>{DREDGER}2025年部门预算</h1>
<p>政府采购支出预算表</p><p>单位：万元</p><table>{
    _rows(
        ["采购品目大类", "专项名称", "经济科目", "采购物品名称", "采购组织形式", "总计"],
        ["合计", "", "", "", "", "21.00"],
        ["服务C", "", "", "", "", "21.00"],
        ["", "公用经费", "印刷费", "印刷服务", "集中采购", "4.00"],
        ["", "水文年鉴编印费", "印刷费", "印刷服务", "集中采购", "7.00"],
        ["", "水文年鉴编印费", "会议费", "会场服务", "分散采购", "2.00"],
        ["", "疏浚工程论证费", "会议费", "印刷服务", "分散采购", "8.00"],
    )
}</table></body></html>"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    yield from corpus_over(tmp_path_factory.mktemp("lines"), {"疏浚25.html": BUDGET})


@pytest.mark.parametrize(
    ("question", "total"),
    [
        ("把采购表里三笔印刷服务相加，一共多少", "19.00"),
        ("2025年采购里所有印刷服务加总", "19.00"),
        ("2025年印刷服务一共多少万元", "19.00"),
        ("2025年印刷费里的印刷服务合计多少", "11.00"),
    ],
)
def test_every_line_of_the_name_is_told_with_what_they_come_to(corpus, question, total):
    given = answer(Question(f"疏浚局{question}"), corpus)
    assert values(given) == [(total, "万元")]
    assert "7.00万元" in given.text
    assert len(given.citations) == len(given.calculations[0].operands)


def test_one_of_several_lines_is_still_asked_back(corpus):
    given = answer(Question("疏浚局2025年印刷服务多少万元"), corpus)
    assert given.status is Status.CLARIFY
    assert given.values == ()
