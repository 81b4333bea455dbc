"""部门预算 with twelve tables in 万元, on pages that were turned on their side.

The first table sets functional classes beside uses (支出用途); 三公 have no total in the prose.
"""

from evals.generator.draft import Draft, Prints
from evals.generator.lists import load_lists
from evals.generator.pdf import Looks
from evals.generator.styles.commission import Commission, numeral
from evals.generator.styles.twelve_tables_prose import write_prose
from evals.generator.styles.twelve_tables_sheets import TITLES, write_tables

LOOKS = Looks(body=14, leading=27, cell=8.5, row=18, page_mark="{n}", turned=True)
GLOSSARY = (
    "一般公共预算",
    "财政专户管理资金",
    "其他资金",
    "基本支出",
    "项目支出",
    "单位预留机动经费",
    "“三公”经费",
    "机关运行经费",
)


def write_twelve_tables(commission: Commission) -> Draft:
    """Write the whole document."""
    year, organisation = commission.year, commission.ledger.organisation
    title = f"{organisation}{year}年度部门预算公开"
    draft = Draft(
        commission.about(title, "budget"),
        commission.habits.prints(Prints(thousands=False, same="无变化")),
    )
    draft.cover([title], [])
    draft.page()
    draft.page_title("目 录")
    draft.lines("toc", "第一部分 部门概况", "一、主要职能", "二、机构设置及预算单位构成情况")
    draft.lines("toc", f"第二部分 {year}年度部门预算表")
    draft.lines("toc", *(f"{numeral(n)}、{name}" for n, name in enumerate(TITLES.values(), 1)))
    draft.lines("toc", f"第三部分 {year}年度部门预算情况说明", "第四部分 名词解释")
    draft.page()
    _overview(draft, commission)
    draft.page(landscape=True)
    draft.heading(f"第二部分 {year}年度部门预算表", 0)
    write_tables(draft, commission)
    draft.page(landscape=False)
    draft.heading(f"第三部分 {year}年度部门预算情况说明", 0)
    write_prose(draft, commission)
    draft.page()
    draft.heading("第四部分 名词解释", 0)
    for number, term in enumerate(GLOSSARY, 1):
        draft.define(numeral(number), term, load_lists().glossary[term], dot="、")
    draft.lines("note", load_lists().disclaimer)
    return draft


def _overview(draft: Draft, commission: Commission) -> None:
    organisation, year = commission.ledger.organisation, commission.year
    draft.heading("第一部分 部门概况", 0)
    draft.heading("一、主要职能")
    for number, duty in enumerate(commission.body.duties, 1):
        draft.lines("body", f"（{numeral(number)}）{duty}")
    draft.heading("二、机构设置及预算单位构成情况")
    own, *others = (unit.name for unit in commission.ledger.units)
    listed = "".join(f"、{name}" for name in others)
    draft.lines(
        "body",
        "1．本部门内设办公室、计划财务处、综合业务处等机构。",
        f"2．纳入本部门{year}年部门汇总预算编制范围的预算单位有：{own}（本级）{listed}。",
    )
    draft.heading(f"三、{year}年度主要工作任务")
    draft.lines("body", f"{organisation}将把有限的资金用在群众感受得到的地方，按季公开进度。")
