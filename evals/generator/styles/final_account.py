"""部门决算: four parts, nine tables in 万元 with joined codes, prose after the tables."""

from evals.generator.account import draw_account
from evals.generator.draft import Draft, Prints
from evals.generator.lists import load_lists
from evals.generator.pdf import Looks
from evals.generator.styles.commission import Commission, numeral
from evals.generator.styles.final_account_prose import write_prose
from evals.generator.styles.final_account_tables import TITLES, write_tables

LOOKS = Looks(body=13, leading=25, cell=8.5, row=18, page_mark="- {n} -", centred_numbers=True)
SECTIONS = (
    "收入支出决算总体情况说明",
    "收入决算情况说明",
    "支出决算情况说明",
    "财政拨款收入支出决算总体情况说明",
    "一般公共预算财政拨款支出决算情况说明",
    "一般公共预算财政拨款基本支出决算情况说明",
    "财政拨款“三公”经费支出决算情况说明",
    "政府性基金预算财政拨款收入支出决算情况说明",
    "国有资本经营预算财政拨款收入支出决算情况说明",
    "预算绩效管理情况",
    "其他重要事项的情况说明",
)
GLOSSARY = (
    "财政拨款收入",
    "事业收入",
    "经营收入",
    "其他收入",
    "年初结转和结余",
    "年末结转和结余",
    "基本支出",
    "项目支出",
    "“三公”经费",
    "机关运行经费",
)


def write_final_account(commission: Commission) -> Draft:
    """Write the whole document."""
    organisation, year = commission.ledger.organisation, commission.year
    account = draw_account(commission.seed, commission.ledger)
    title = f"{organisation} {year} 年度部门决算"
    draft = Draft(
        commission.about(title, "final_account"),
        commission.habits.prints(Prints(thousands=False, trims_zeros=False, gap=" ")),
    )
    draft.cover([organisation, f"{year} 年度", "部门决算"], [])
    draft.page()
    _contents(draft, organisation, year)
    draft.page()
    draft.heading(f"第一部分 {organisation}概况", 0)
    _overview(draft, commission)
    draft.page()
    draft.heading(f"第二部分 {organisation} {year} 年度部门决算表", 0)
    write_tables(draft, commission, account)
    draft.page(landscape=False)
    draft.heading(f"第三部分 {organisation} {year} 年度部门决算情况说明", 0)
    write_prose(draft, commission, account, SECTIONS)
    draft.page()
    draft.heading("第四部分 名词解释", 0)
    for number, term in enumerate(GLOSSARY, 1):
        draft.define(numeral(number), term, load_lists().glossary[term], dot="、")
    draft.lines("note", load_lists().disclaimer)
    return draft


def _contents(draft: Draft, organisation: str, year: int) -> None:
    draft.page_title("目 录")
    draft.lines("toc", f"第一部分 {organisation}概况", "一、主要职能", "二、部门决算单位构成")
    draft.lines("toc", f"第二部分 {organisation} {year} 年度部门决算表")
    draft.lines("toc", *(f"{numeral(n)}、{title}" for n, title in enumerate(TITLES.values(), 1)))
    draft.lines("toc", f"第三部分 {organisation} {year} 年度部门决算情况说明")
    draft.lines("toc", *(f"{numeral(n)}、{title}" for n, title in enumerate(SECTIONS, 1)))
    draft.lines("toc", "第四部分 名词解释")


def _overview(draft: Draft, commission: Commission) -> None:
    organisation = commission.ledger.organisation
    draft.heading("一、主要职能")
    draft.lines("body", f"{organisation}的主要职责是：{''.join(commission.body.duties)}")
    draft.heading("二、部门决算单位构成")
    draft.lines("body", f"纳入{organisation}部门决算编制范围的单位有：")
    names = [u.name + ("（本级）" if u.administrative else "") for u in commission.ledger.units]
    draft.lines("body", *(f"{number}．{name}" for number, name in enumerate(names, 1)))
