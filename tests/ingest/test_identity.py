"""Organisation, level, kind and year, and which place decides."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.identity import reading_to_identity
from ingest.model import Identity, Kind, Level
from ingest.read.reading import Reading
from tests.ingest.made import pages


def identity(*texts: str, title: str = "", file_name: str = "1.pdf") -> Identity:
    made = pages(*texts)
    reading = Reading(text=made.text, pages=made.pages, metadata={"title": title})
    return reading_to_identity(reading, (), file_name)


def test_a_field_of_the_cover_names_the_organisation_and_the_level() -> None:
    found = identity("某某市某某区2025年区级部门预算\n预算主管部门：某某市某某区财政局", "目 录")
    assert (found.organisation, found.level) == ("某某市某某区财政局", Level.DEPARTMENT)
    assert (found.fiscal_year, found.year_source) == (2025, "cover")


def test_a_unit_s_budget_is_a_unit_s_whatever_the_file_is_called() -> None:
    found = identity(
        "某某市2025年市级单位预算\n预算单位：某某市财政局",
        file_name="某某市财政局-2025-部门预算.pdf",
    )
    assert found.level is Level.UNIT


def test_a_title_over_several_lines_is_read_whole() -> None:
    found = identity("中共某某市某某区委\n社会工作部 2024 年度\n部门决算", "目 录")
    assert found.organisation == "中共某某市某某区委社会工作部"
    assert (found.kind, found.fiscal_year) == (Kind.FINAL_ACCOUNT, 2024)
    assert found.title == "中共某某市某某区委社会工作部2024年度部门决算"


def test_letters_spaced_one_by_one_are_a_title_too() -> None:
    found = identity("某 某 省 档 案 馆\n2 0 1 9 年 度 部 门 预 算", "目 录")
    assert (found.organisation, found.fiscal_year) == ("某某省档案馆", 2019)


def test_the_number_a_supervisor_files_it_under_is_no_part_of_the_name() -> None:
    found = identity("监督索引号53010000000000000公开\n某某县某某局\n2024年部门预算", "目 录")
    assert (found.organisation, found.fiscal_year) == ("某某县某某局", 2024)


def test_what_a_site_printed_over_the_title_is_no_part_of_it() -> None:
    found = identity(
        "当前位置： 首页 > 政务公开 > 部门预决算\n发布日期：2024-08-12　点击量:25582　字体: ] 打印 分享\n"
        "语音播报　扫一扫在手机打开当前页\n17244172673310851.xlsx监督索引号53939720\n"
        "某某市某某区应急管理局\n2024年度部门决算",
        "目 录",
    )
    assert found.organisation == "某某市某某区应急管理局"
    assert found.title == "某某市某某区应急管理局2024年度部门决算"


def test_tables_alone_name_organisation_and_year() -> None:
    found = identity(
        "表一\n部门：某某省人大办公厅 单位：万元\n收支预算总表\n2010101 行政运行 12.00",
        "2017年政府采购预算表\n部门：某某省人大办公厅 单位：万元",
    )
    assert found.organisation == "某某省人大办公厅"
    assert (found.fiscal_year, found.year_source) == (2017, "table")


def test_a_note_gives_the_year_where_no_title_does() -> None:
    found = identity(
        "收支预算总表\n部门：某某局 单位：元", "注：本部门2025年没有安排，故本表为空表。"
    )
    assert (found.fiscal_year, found.year_source) == (2025, "note")


def test_the_file_s_own_title_gives_the_year_also_in_hexadecimal() -> None:
    coded = "<" + "某某厅2019年度部门预算公开.xls".encode("gb18030").hex().upper() + ">"
    found = identity("收支预算总表\n部门：某某厅 单位：元", title=coded)
    assert (found.fiscal_year, found.year_source) == (2019, "pdf_title")


def test_the_cover_outdoes_a_stale_title_of_the_file() -> None:
    found = identity("某某厅 2017 年度部门预算\n目 录", title="某某厅2015年度部门预算")
    assert found.fiscal_year == 2017


def test_the_file_name_gives_the_year_last() -> None:
    found = identity("收支预算总表\n部门：某某厅 单位：元", file_name="某某厅-2019年部门预算.pdf")
    assert (found.fiscal_year, found.year_source) == (2019, "file_name")


@pytest.mark.parametrize(
    "text",
    [
        "2013101 行政运行 12.00",
        "根据《部门预算的批复》（苏财预〔2018〕13号）填列。",
        "2019 年是新中国成立 70 周年。",
        "采购目录见财库[2013]189 号。",
        "截至2022年12月31日，共有车辆0辆。",
    ],
)
def test_codes_numbers_of_documents_and_dates_are_no_fiscal_year(text: str) -> None:
    assert identity(f"收支预算总表\n部门：某某厅 单位：元\n{text}").fiscal_year is None


def test_the_level_is_not_taken_from_running_text() -> None:
    found = identity("某某局2023年部门预算\n第一部分 概况\n某某局（本级）预算包括本级收支。")
    assert found.level is Level.DEPARTMENT


def test_the_date_at_the_end_is_the_date_of_publication() -> None:
    found = identity("某某局2023年部门预算\n第一部分 概况\n某某局负责预算。\n    2023年2月13日")
    assert found.published_on == date(2023, 2, 13)


def test_short_names_are_the_organisation_s_own() -> None:
    found = identity(
        "某某市某某区财政局2025年部门预算\n第一部分 概况\n区财政局负责预算，财政局设三科，"
        "按照市财政局要求编制。"
    )
    assert found.aliases == ("财政局", "区财政局")


def test_organisations_that_are_no_offices_are_named_too() -> None:
    for name in ("某某市广播电视台", "某某县气象台", "某某市青少年宫", "某某县国有林场"):
        assert (
            identity("某某市2025年部门预算", file_name=f"{name}-2025-部门预算.pdf").organisation
            == name
        )


def test_a_document_that_names_nobody_is_called_by_its_file() -> None:
    found = identity("随便一些文字。", file_name="未命名.pdf")
    assert (found.organisation, found.organisation_source) == ("未命名", "file_name")
    assert found.kind is Kind.OTHER


@pytest.mark.parametrize(
    "caption",
    [
        "部门：某某市财政局　2024年度　金额单位：万元",
        "公开部门：某某市财政局\t2024年度\t\t单位：万元",
        "编制单位：某某市财政局 2024年 金额",
    ],
)
def test_a_caption_of_tables_names_who_and_which_year(caption: str) -> None:
    found = identity(f"收入预算总表\n{caption}\n项目 金额", file_name="附表.xlsx")
    assert (found.organisation, found.fiscal_year) == ("某某市财政局", 2024)
    assert found.year_source == "table"


@pytest.mark.parametrize(
    "name", ["某某市财政局-2024-部门预算-附表.xls", "某某市财政局2024年部门预算.xls"]
)
def test_a_file_s_name_says_the_year_where_nothing_in_it_does(name: str) -> None:
    found = identity("收入预算总表\n单位：万元\n项目 金额", file_name=name)
    assert (found.organisation, found.fiscal_year, found.kind) == (
        "某某市财政局",
        2024,
        Kind.BUDGET,
    )
    assert found.year_source == "file_name"
