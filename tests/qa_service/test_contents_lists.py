"""Which tables a document has, which of them are empty, and which terms it explains."""

import pytest

from qa_service.answer import answer
from qa_service.model import Question, Reason, Status
from tests.qa_service.asking import corpus_over

TEA = "云岭市澄溪区茶业局"
SALT = "云岭市澄溪区盐务局"


def _table(title, *rows):
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<h3>{title}</h3><p>单位：万元</p><table>{cells}</table>"


DOCUMENTS = {
    "茶业24.html": f"""<html><body><h1>{TEA}2024年部门预算</h1><h2>第一部分 预算表</h2>
{_table("收入预算总表", ("项目", "预算数"), ("财政拨款收入", "50.00"), ("合计", "50.00"))}
{_table("政府性基金支出预算表", ("科目编码", "科目名称", "预算数"), ("229", "其他支出", ""))}
<h2>第二部分 名词解释</h2>
<p>1.基本支出：指为保障机构正常运转发生的支出。</p>
<p>2.项目支出：指为完成特定任务发生的支出。</p></body></html>""",
    "盐务24.txt": f"{SALT}2024年部门预算\n第一部分 说明\n一、总体说明\n本年支出80万元。\n",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    yield from corpus_over(tmp_path_factory.mktemp("contents"), DOCUMENTS)


@pytest.mark.parametrize("question", ["区茶业局公开了哪几张表", "区茶业局2024年预算表有哪些"])
def test_tables_are_told_by_their_titles(corpus, question):
    told = answer(Question(question), corpus).text
    assert "《收入预算总表》" in told and "《政府性基金支出预算表》" in told


def test_a_table_without_a_number_is_an_empty_one(corpus):
    told = answer(Question("区茶业局有哪些表是空的"), corpus).text
    assert "《政府性基金支出预算表》" in told and "收入预算总表" not in told


def test_the_terms_explained_are_told_in_their_order(corpus):
    told = answer(Question("区茶业局名词解释里解释了哪些名词"), corpus).text
    assert 0 < told.index("基本支出") < told.index("项目支出")


@pytest.mark.parametrize("question", ["区盐务局公开了哪几张表", "区盐务局解释了哪些名词"])
def test_what_a_document_has_none_of_is_missing(corpus, question):
    given = answer(Question(question), corpus)
    assert (given.status, given.reason) == (Status.REFUSED, Reason.ITEM_MISSING)
