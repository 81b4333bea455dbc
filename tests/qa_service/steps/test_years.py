"""Years are read from words; digits of a code and years compared with are not the year asked."""

import pytest

from qa_service.steps.years import find_years, without_years


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("2023年花多少", (2023,)),
        ("23年花多少", (2023,)),
        ("二〇二三年预算", (2023,)),
        ("2018到2020年三公", (2018, 2019, 2020)),
        ("2018年和2019年哪年多", (2018, 2019)),
        ("2018与2019年分别多少", (2018, 2019)),
        ("2018年、2019年、2020年合计", (2018, 2019, 2020)),
        ("截止2022年底有几辆车", (2023,)),
        ("2013101行政运行", ()),
        ("本年支出合计", ()),
        ("比2023年多了2000万吗", ()),
    ],
)
def test_explicit_years(question, years):
    assert find_years(question).years == years


def test_a_years_end_is_kept_beside_the_year_of_the_budget_that_tells_it():
    assert find_years("截止2022年底有几辆车").year_end == 2022
    assert find_years("2022年有几辆车").year_end is None


@pytest.mark.parametrize(
    ("question", "offset"), [("去年呢", -1), ("前年花了多少", -2), ("今年多少", 0)]
)
def test_relative_years_wait_for_the_conversation(question, offset):
    assert find_years(question).relative == offset


@pytest.mark.parametrize(
    ("question", "years", "compared"),
    [
        ("2025年比2024年预算增加多少", (2025,), 2024),
        ("比去年少了多少", (), -1),
        ("本级比上一年少了多少", (), -1),
        ("2019年度与2018年度相比", (2019,), 2018),
    ],
)
def test_the_year_compared_with_is_not_the_year_asked(question, years, compared):
    assert (find_years(question).years, find_years(question).compared_with) == (years, compared)


def test_the_question_without_its_years_keeps_the_item():
    assert "会议费" in without_years("2018年比2017年会议费增加多少")
    assert "2018" not in without_years("2018年会议费")


@pytest.mark.parametrize(
    ("question", "years"), [("2023年结转下年资金", (2023,)), ("2020年末结转和结余有多少", (2020,))]
)
def test_the_year_within_the_name_of_a_carryover_is_not_the_year_asked(question, years):
    assert find_years(question).years == years
    assert "结转" in without_years(question)


def test_the_name_of_a_carryover_is_left_whole():
    assert "结转下年资金" in without_years("2023年结转下年资金")


def test_a_year_compared_with_is_read_whole():
    years = find_years("2017年的项目支出比2016年多出来那部分用在哪了")

    assert (years.years, years.compared_with) == ((2017,), 2016)
