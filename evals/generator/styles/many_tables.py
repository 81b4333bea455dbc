"""部门预算 with fifteen tables before the text (附表在前), joined codes, all in 万元."""

from decimal import Decimal

from evals.generator.draft import Draft, Part, Prints
from evals.generator.ledger import ZERO, Fund
from evals.generator.lists import load_lists
from evals.generator.pdf import Looks
from evals.generator.styles.commission import Commission, item_path, numeral
from evals.generator.styles.many_tables_sheets import TITLES, write_tables
from evals.generator.styles.nine_tables_prose import write_other_matters

LOOKS = Looks(body=12, leading=22, cell=8.5, row=18, page_mark="— {n} —")
GLOSSARY = ("一般公共预算", "基本支出", "项目支出", "“三公”经费", "机关运行经费", "政府采购")


def write_many_tables(commission: Commission) -> Draft:
    """Write the whole document."""
    year, organisation = commission.year, commission.ledger.organisation
    title = f"{organisation}{year}年部门预算公开"
    prints = Prints(thousands=False, trims_zeros=False, blank="0.00")
    draft = Draft(commission.about(title, "budget"), commission.habits.prints(prints))
    draft.cover([title], [f"公开单位：{organisation}"])
    draft.page()
    draft.page_title("目 录")
    draft.lines("toc", f"第一部分 {year}年部门预算表")
    draft.lines("toc", *(f"附表{n} {name}" for n, name in enumerate(TITLES.values(), 1)))
    draft.lines("toc", "第二部分 部门概况", f"第三部分 {year}年部门预算情况说明")
    draft.lines("toc", "第四部分 名词解释")
    draft.page(landscape=True)
    draft.heading(f"第一部分 {year}年部门预算表", 0)
    write_tables(draft, commission)
    draft.page(landscape=False)
    draft.heading("第二部分 部门概况", 0)
    draft.heading("一、职能职责")
    for number, duty in enumerate(commission.body.duties, 1):
        draft.lines("body", f"（{numeral(number)}）{duty}")
    draft.heading("二、机构设置")
    names = "、".join(unit.name for unit in commission.ledger.units)
    draft.lines("body", f"纳入{year}年部门预算公开范围的单位有：{names}。")
    draft.page()
    draft.heading(f"第三部分 {year}年部门预算情况说明", 0)
    _totals(draft, commission)
    _general(draft, commission)
    write_other_matters(draft, commission)
    draft.page()
    draft.heading("第四部分 名词解释", 0)
    for number, term in enumerate(GLOSSARY, 1):
        draft.define(str(number), term, load_lists().glossary[term], dot="、")
    draft.lines("note", load_lists().disclaimer)
    return draft


def _totals(draft: Draft, commission: Commission) -> None:
    """Write income and spending: each with its parts, then how it differs from last year."""
    ledger, year = commission.ledger, commission.year
    before = ledger.prior
    then = before.total() if before else ZERO
    draft.heading("一、部门收支总体情况")
    draft.paragraph(
        f"（一）收入预算：{year}年本部门收入预算", draft.wan("收入预算", ledger.total()),
        "，其中：一般公共预算拨款",
        draft.wan("一般公共预算拨款", ledger.total(Fund.GENERAL)), "，政府性基金预算拨款",
        draft.wan("政府性基金预算拨款", ledger.total(Fund.MANAGED)), "，其他收入",
        draft.wan("其他收入", ledger.total(Fund.OTHER)), "。",
        _versus(draft, "收入预算", ledger.total(), then, year),
    )  # fmt: skip
    draft.paragraph(
        f"（二）支出预算：{year}年本部门支出预算", draft.wan("支出预算", ledger.total()),
        "，其中：基本支出", draft.wan("基本支出", ledger.basic()), "，占",
        draft.percent("基本支出", ledger.basic(), ledger.total(), aspect="share"), "；项目支出",
        draft.wan("项目支出", ledger.project()), "，占",
        draft.percent("项目支出", ledger.project(), ledger.total(), aspect="share"), "。",
        _versus(draft, "支出预算", ledger.total(), then, year),
    )  # fmt: skip


def _versus(draft: Draft, label: str, now: Decimal, then: Decimal, year: int) -> list[Part]:
    change = draft.change(label, now, then, "prior_budget")
    head = f"与{year - 1}年预算相比，{label}" if len(change) > 1 else f"与{year - 1}年预算"
    if len(change) == 1 or then == 0:
        return [head, change, "。"]
    return [head, change, "，", draft.rate(label, now, then, "prior_budget"), "。"]


def _general(draft: Draft, commission: Commission) -> None:
    """Write spending of the general public budget by class, with its share."""
    ledger, year = commission.ledger, commission.year
    draft.heading("二、一般公共预算拨款支出预算")
    label = "一般公共预算拨款支出"
    whole = ledger.total(Fund.GENERAL)
    said: list[Part] = []
    for code, line in ledger.tree(Fund.GENERAL).items():
        if len(code) == 3:
            name = item_path(code)[0]
            fields = {"classification": "functional"}
            said += [
                name, draft.wan(name, line.total, **fields), "，占",
                draft.percent(name, line.total, whole, aspect="share", **fields), "；",
            ]  # fmt: skip
    draft.paragraph(
        f"{year}年{label}预算", draft.wan(label, whole), "，其中：", said[:-1], "。具体安排如下："
    )  # fmt: skip
    draft.paragraph(
        "（一）基本支出：", f"{year}年基本支出预算", draft.wan("基本支出", ledger.basic()),
        "，其中：人员经费", draft.wan("人员经费", ledger.staff()), "，公用经费",
        draft.wan("公用经费", ledger.office()), "。",
    )  # fmt: skip
    draft.paragraph(
        "（二）项目支出：", f"{year}年项目支出预算",
        draft.wan("项目支出", ledger.project(Fund.GENERAL)), "，用来完成本部门的专门工作。",
    )  # fmt: skip
