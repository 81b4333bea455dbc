"""What a question says of one item beside another is told to be so or not, with the figures."""

import pytest

from qa_service.answer import answer
from qa_service.model import Question, Status
from qa_service.steps.premise import NEARLY, NOT_SO, SO
from tests.qa_service.asking import corpus_over, values

DOCUMENTS = {
    "水文24.txt": """云岭市澄溪区水文局2024年部门预算
一、收支预算情况
2024年支出预算500万元，其中：基本支出390万元；项目支出110万元。
会议费预算6万元，比2023年预算减少1万元。培训费预算9万元，与2023年预算持平。
二、政府采购
政府采购预算100.00万元，其中：政府采购货物预算22.00万元、政府采购服务预算78.00万元。
2024年2月20日
"""
}


TWO_YEARS = {
    "测流23.txt": """云岭市澄溪区测流站2023年部门预算
一、收支预算情况
2023年支出预算250万元。“三公”经费预算6.5万元。
2023年2月20日
""",
    "测流24.txt": """云岭市澄溪区测流站2024年部门预算
一、收支预算情况
2024年支出预算480万元。“三公”经费预算5万元，比2023年预算减少1.5万元。
2024年2月20日
""",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    yield from corpus_over(tmp_path_factory.mktemp("claims"), DOCUMENTS)


@pytest.fixture(scope="module")
def two_years(tmp_path_factory):
    yield from corpus_over(tmp_path_factory.mktemp("two_years"), TWO_YEARS)


def told(corpus, question):
    given = answer(Question(f"水文局2024年{question}"), corpus)
    assert given.status is Status.ANSWERED
    return given


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("项目支出比基本支出少，这话对吗", SO),
        ("基本支出比项目支出少，对不对", NOT_SO),
        ("会议费是不是比培训费高", NOT_SO),
        ("培训费比会议费高，是真的吗", SO),
        ("项目支出少于基本支出，这说法对吗", SO),
        ("会议费高于培训费，对吧", NOT_SO),
    ],
)
def test_which_of_two_items_is_more_is_told_to_be_as_said_or_not(corpus, question, verdict):
    assert told(corpus, question).text.startswith(verdict)


@pytest.mark.parametrize(
    ("question", "verdict", "share"),
    [
        ("政府采购里服务占了将近八成，对吗", NEARLY, "78.00"),
        ("服务采购占政府采购的七成多，对吗", SO, "78.00"),
        ("服务采购占政府采购超过八成，对吗", NOT_SO, "78.00"),
        ("基本支出占支出的一半以上吗", SO, "78.00"),
        ("项目支出占支出的一半以上，是真的吗", NOT_SO, "22.00"),
        ("项目支出占支出不到三成，对吧", SO, "22.00"),
        ("货物采购不到采购总额的三成，对不对", SO, "22.00"),
        ("项目支出是不是不足基本支出的两成", NOT_SO, "28.21"),
    ],
)
def test_a_share_said_in_tenths_is_told_to_be_as_said_or_not(corpus, question, verdict, share):
    given = told(corpus, question)
    assert given.text.startswith(verdict)
    assert values(given) == [(share, "%")]


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("会议费比上年减少了，是真的吗", SO),
        ("会议费比上年增加了，对吧", NOT_SO),
        ("培训费比上年减少了，是真的吗", NOT_SO),
        ("会议费比上年是减少的吧", SO),
    ],
)
def test_the_way_an_item_went_is_told_to_be_as_said_or_not(corpus, question, verdict):
    assert told(corpus, question).text.startswith(verdict)


@pytest.mark.parametrize(
    "question",
    ["项目支出比基本支出少多少", "服务采购占政府采购的几成", "会议费比上年是增加还是减少"],
)
def test_a_question_that_claims_nothing_is_given_no_verdict(corpus, question):
    assert not told(corpus, question).text.startswith((SO, NOT_SO, NEARLY))


@pytest.mark.parametrize(
    ("question", "verdict", "total"),
    [
        ("会议费加培训费超过货物采购了吗", NOT_SO, "15"),
        ("会议费和培训费加起来不到货物采购，对吗", SO, "15"),
        ("会议费和培训费加起来超过10万元了吗", SO, "15"),
        ("会议费和培训费一共有20万元吗", NOT_SO, "15"),
    ],
)
def test_a_sum_is_told_to_be_as_much_as_said_or_not(corpus, question, verdict, total):
    given = told(corpus, question)
    assert given.text.startswith(verdict)
    assert values(given) == [(total, "万元")]


@pytest.mark.parametrize(
    ("question", "verdict", "share"),
    [
        ("服务采购占政府采购一大半，对吗", SO, "78.00"),
        ("货物采购占政府采购过半了，是不是", NOT_SO, "22.00"),
        ("货物采购占政府采购的比例是不是22%", SO, "22.00"),
        ("服务采购占政府采购80%以上，是真的吗", NOT_SO, "78.00"),
    ],
)
def test_a_share_said_as_most_or_in_percent_is_told_to_be_as_said_or_not(
    corpus, question, verdict, share
):
    given = told(corpus, question)
    assert given.text.startswith(verdict)
    assert values(given) == [(share, "%")]


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("服务采购超过货物采购三倍，对吗", SO),
        ("服务采购是货物采购的四倍以上，对吗", NOT_SO),
        ("培训费不到会议费的两倍，是真的吗", SO),
        ("培训费有会议费一倍多，对吧", SO),
    ],
)
def test_how_many_times_another_item_is_said_to_be_held_against_both_amounts(
    corpus, question, verdict
):
    given = told(corpus, question)
    assert given.text.startswith(verdict)
    assert len(given.calculations) == 1


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("支出比上年增长了将近一倍，对不对", SO),
        ("支出比上年翻了一番多，对吗", NOT_SO),
        ("支出增长了一倍还多，对不对", NOT_SO),
        ("支出增长了九成有余，是这么回事吗", SO),
        ("支出比上年增长超过九成，对吗", SO),
    ],
)
def test_growth_said_in_words_is_held_against_the_rate(two_years, question, verdict):
    given = answer(Question(f"测流站2024年{question}"), two_years)
    assert given.text.startswith(verdict)
    assert values(given)[0] == ("92.00", "%")


@pytest.mark.parametrize(
    "question",
    [
        "说三公经费比上年减少1.5万元，跟两年的预算数合得上吗",
        "三公经费的减少额与两年预算相减的结果一致吗",
        "三公经费比2023年预算少多少，文字写的和两本预算相减的一样吗",
    ],
)
def test_a_change_is_worked_out_again_from_both_years_documents(two_years, question):
    given = answer(Question(f"测流站2024年{question}"), two_years)
    assert values(given) == [("-1.5", "万元"), ("-1.5", "万元")]
    assert "测流站2023年部门预算中" in given.text
    assert "相符" in given.text


def test_pieces_counted_in_a_question_are_no_money(corpus):
    given = told(corpus, "政府采购的货物和服务两块加起来，是不是正好等于100万元")

    assert "与问题所说的相符" in given.text


def test_two_parts_of_a_whole_are_set_beside_each_other(corpus):
    given = told(corpus, "政府采购里，货物比服务多，对吗")

    assert given.text.startswith(NOT_SO)
    assert "多56.00万元" in given.text


def test_a_total_said_before_its_parts_is_what_they_should_come_to(corpus):
    given = told(corpus, "支出预算500万元，基本支出和项目支出两项相加也是这个数吗")

    assert "390" in given.text
    assert "110" in given.text
    assert "两者相等，相符" in given.text


def test_a_fall_said_in_words_is_worked_out_where_only_its_amount_is_stated(two_years):
    given = answer(Question("测流站2024年三公经费比上年压了两成多，是这么回事吗"), two_years)

    assert given.text.startswith(SO)
    assert "23.08%" in given.text
