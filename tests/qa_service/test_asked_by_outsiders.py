"""Questions as people put them who have not seen the program: what is said round the figure."""

import pytest

from qa_service.answer import answer
from qa_service.model import Context, Question, Reason, Status
from qa_service.steps.follow_up import named_alike
from tests.qa_service.asking import corpus_over, values

NOTHING = Context()
SURVEY = "青岚省测绘局"
DOCUMENTS = {
    "测绘24.txt": f"""{SURVEY}2024年部门预算
一、收支预算情况
2024年支出预算640万元，其中：基本支出400万元；项目支出240万元。项目支出比2023年预算增加40万元，增长20%。
基本支出400万元，其中：人员经费300万元、公用经费100万元。
“三公”经费预算20万元，其中：因公出国（境）费预算8万元、公务接待费预算2万元、公务用车运行费预算10万元。
培训费预算4万元。会议费预算9万元。
公务用车运行费预算10万元，比2023年预算减少3万元。
政府采购预算60.00万元，其中：政府采购货物预算20.00万元、政府采购服务预算40.00万元。
二、国有资产占用情况
截至2023年8月31日，共有车辆6辆，其中：机要通信用车2辆、其他用车4辆。
2024年2月20日
""",
    "气象24.txt": """青岚省气象局2024年部门预算
一、支出预算情况
培训费预算5万元。会议费预算12万元。
2024年2月20日
""",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    yield from corpus_over(tmp_path_factory.mktemp("data"), DOCUMENTS)


def _asked(corpus, question, *before):
    carried = NOTHING
    for earlier in before:
        carried = answer(Question(earlier, carried=carried), corpus).context
    return answer(Question(question, carried=carried), corpus)


def _numbers(told):
    return [number for number, _ in values(told)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (f"{SURVEY}2024年三公经费，把出国那部分刨掉还剩多少", ["12"]),
        (f"{SURVEY}2024年三公经费里把公务接待费扣掉是多少", ["18"]),
        (f"{SURVEY}2024年除了机要车以外的其他用车，几辆", ["4"]),
    ],
)
def test_what_is_taken_out_is_subtracted_unless_the_document_has_the_rest_in_a_row(
    corpus, question, expected
):
    assert _numbers(_asked(corpus, question)) == expected


def test_what_is_not_part_of_an_item_is_not_taken_out_of_it(corpus):
    told = _asked(corpus, f"{SURVEY}2024年三公经费，把水费刨掉还剩多少")
    assert (told.status, told.reason) == (Status.REFUSED, Reason.NOT_DERIVABLE)


def test_a_remark_of_what_is_not_meant_asks_for_nothing(corpus):
    told = _asked(corpus, f"{SURVEY}2024年公用经费是多少（不是整个部门的基本支出）")
    assert _numbers(told) == ["100"]


def test_everyday_words_and_the_name_of_one_item_ask_for_it_once(corpus):
    told = _asked(corpus, f"{SURVEY}2024年基本支出有多大比例是花在人身上的（人员经费）")
    assert _numbers(told) == ["75.00"]


def test_two_shares_of_one_whole_are_told_in_the_order_asked(corpus):
    told = _asked(corpus, f"{SURVEY}2024年基本支出有多大比例是公用经费，多大比例是人员经费")
    assert _numbers(told) == ["25.00", "75.00"]


def test_a_change_asked_for_before_its_rate_is_told_before_it(corpus):
    assert _numbers(_asked(corpus, f"{SURVEY}2024年项目支出涨了多少，涨幅有多大")) == ["40", "20"]
    assert _numbers(_asked(corpus, f"{SURVEY}2024年项目支出涨幅有多大")) == ["20"]
    assert _numbers(_asked(corpus, f"{SURVEY}2024年项目支出比上年长了百分之几")) == ["20"]


def test_the_year_before_is_reckoned_only_where_that_is_asked(corpus):
    back = _asked(corpus, f"照2024年公开的内容倒推，{SURVEY}前一年公务用车运行费是多少")
    assert _numbers(back) == ["13"]
    assert "推算" in back.text
    plain = _asked(corpus, f"{SURVEY}2023年公务用车运行费是多少")
    assert (plain.status, plain.reason) == (Status.REFUSED, Reason.YEAR_MISSING)


def test_the_ending_of_a_name_is_left_out_in_the_next_question():
    before = Context(item="水费", item_key="economic:30205")
    assert [m.text for m in named_alike("那电呢", "电", before, frozenset())] == ["电费"]
    assert named_alike("那天空呢", "天空", before, frozenset()) == ()


def test_a_part_that_is_counted_is_no_share(corpus):
    before = f"{SURVEY}2024年共有车辆几辆"
    assert _numbers(_asked(corpus, "里面其他用车占几辆", before)) == ["4"]


def test_a_part_asked_after_a_share_is_told_with_its_amount_first(corpus):
    before = (f"{SURVEY}2024年政府采购总额多少", "货物占了多少")
    assert _numbers(_asked(corpus, "服务那部分呢", *before)) == ["40.00", "66.67"]


def test_two_everyday_names_added_are_both_operands(corpus):
    assert _numbers(_asked(corpus, "开会加培训，青岚省气象局2024年一起要多少钱")) == ["17"]


def test_which_organisation_spends_more_on_a_thing_is_asked_of_that_thing(corpus):
    told = _asked(corpus, f"2024年青岚省气象局和{SURVEY}，哪家培训花钱更多")
    assert "640" not in told.text
