"""Whether numbers belong together is answered by what was proven of the document."""

import pytest

from qa_service.answer import answer
from qa_service.model import Question, Reason, Status
from tests.qa_service.asking import corpus_over, values

PORT = "云岭市澄溪区航运局"
DOCUMENTS = {
    "航运25.txt": f"""{PORT}2025年部门预算
第一部分 部门预算情况说明
一、收支预算情况
2025年收入预算900.50万元，其中：财政拨款收入900.50万元，事业收入0万元，其他收入0万元。
2025年支出预算900.50万元，其中：基本支出500.00万元，占55.52%；项目支出400.50万元，占44.48%。
二、三公经费
2025年“三公”经费预算数为9.00万元，比2024年预算减少1.00万元。其中：
因公出国（境）费4.00万元；公务用车购置及运行费3.00万元；公务接待费2.00万元。
三、政府采购
政府采购预算60.00万元，其中：政府采购货物预算20.00万元、政府采购工程预算10.00万元、政府采购服务预算35.00万元。
机关运行经费预算30.00万元，与上年相比增加5.00万元，增长50.00%。
2025年2月20日
""",
    "水运25.txt": """霁州市水运局2025年部门预算
第一部分 部门预算情况说明
2025年支出预算100.00万元，其中：基本支出60.00万元，占60.00%；项目支出40.00万元，占40.00%。
2025年2月20日
""",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    yield from corpus_over(tmp_path_factory.mktemp("data"), DOCUMENTS)


def ask(question, corpus):
    return answer(Question(question), corpus)


@pytest.mark.parametrize(
    "question",
    [
        "航运局2025年三公三项加起来等于总数吗",
        "航运局2025年“三公”经费各项加总对不对",
        "航运局2025年出国、用车、接待相加是不是三公经费",
    ],
)
def test_parts_that_make_up_their_whole_are_told_with_the_formula(corpus, question):
    given = ask(question, corpus)
    assert values(given) == [("9.00", "万元")]
    assert "相符" in given.text and "不相符" not in given.text
    assert [c.expression for c in given.calculations] == ["4 + 3 + 2"]


def test_a_whole_that_its_parts_do_not_make_up_is_a_contradiction_with_both_amounts(corpus):
    given = ask("航运局2025年采购总额和货物、工程、服务之和对得上吗", corpus)
    assert given.reason is Reason.DOCUMENTS_DISAGREE
    assert values(given) == [("65.00", "万元"), ("60.00", "万元")]
    assert "不相等" in given.text


def test_a_printed_share_is_worked_out_again(corpus):
    given = ask("航运局2025年基本支出占55.52%对吗", corpus)
    assert values(given) == [("55.52", "%")]
    assert "500 ÷ 900.5 × 100%" in given.text and "不相符" not in given.text


def test_a_printed_rate_that_is_wrong_is_told_with_the_right_one(corpus):
    given = ask("航运局2025年机关运行经费的增长率算对了吗", corpus)
    assert given.reason is Reason.DOCUMENTS_DISAGREE
    assert values(given) == [("50.00", "%"), ("20.00", "%")]


@pytest.mark.parametrize(
    "question",
    ["航运局2025年预算有没有自相矛盾的地方", "航运局2025年预算里有没有对不上的数"],
)
def test_asked_of_a_whole_document_every_contradiction_is_told(corpus, question):
    given = ask(question, corpus)
    assert given.reason is Reason.DOCUMENTS_DISAGREE
    assert "政府采购" in given.text and "机关运行经费" in given.text


def test_a_document_without_contradictions_is_said_to_have_none_found(corpus):
    given = ask("水运局2025年预算有没有自相矛盾", corpus)
    assert given.status is Status.ANSWERED and given.reason is None
    assert "没有发现不相符" in given.text and "不等于没有问题" in given.text


def test_a_change_cannot_be_worked_out_without_the_year_before(corpus):
    given = ask("航运局2025年三公经费比上年减少1万，这个数算对了吗", corpus)
    assert (given.status, given.reason) == (Status.REFUSED, Reason.NOT_DERIVABLE)
    assert "2024年" in given.text
