"""部门预算 as plain text: three parts, prose only, no table; a project section before the glossary.

The glossary numbers its entries unevenly and one entry lacks the dot after its number.
"""

from decimal import Decimal

from evals.generator.draft import Draft, Part, Prints
from evals.generator.ledger import ZERO, Fund, Ledger
from evals.generator.lists import load_lists
from evals.generator.styles.commission import Commission, item_path, numeral

DOTLESS = 8  # the entry whose number stands without a dot
SALARY = "工资福利和对个人家庭补助支出"
GOODS = "商品和服务支出"
CAPITAL = "资本性支出"


def write_plain_text(commission: Commission) -> Draft:
    """Write the whole document."""
    year, ledger = commission.year, commission.ledger
    title = f"{ledger.organisation}{year}年部门预算"
    draft = Draft(
        commission.about(title, "budget"), commission.habits.prints(Prints(thousands=False))
    )
    draft.lines("body", title, f"（{load_lists().disclaimer}）")
    _overview(draft, commission)
    draft.heading("第二部分 部门预算情况说明", 0)
    _general(draft, commission)
    _conditions(draft, commission)
    _project(draft, commission)
    draft.heading("第三部分 名词解释", 0)
    _glossary(draft, commission)
    day = commission.random().randrange(6, 28)
    draft.lines("body", f"{' ' * 29}{year}年2月{day}日")
    return draft


def _overview(draft: Draft, commission: Commission) -> None:
    # The first part is numbered in digits, the others in characters: both occur.
    draft.heading("第1部分 部门概况", 0)
    draft.heading("1、 主要职责：")
    for number, duty in enumerate(commission.body.duties, 1):
        draft.lines("body", f"（{numeral(number)}）{duty}")
    draft.lines("body", f"({numeral(len(commission.body.duties) + 1)})完成上级交办的其他任务。")


def _by_use(ledger: Ledger) -> dict[str, Decimal]:
    """Return spending by economic use; projects are booked as goods and services."""
    economic = ledger.economic()
    capital = economic.get("310", ZERO)
    return {
        SALARY: ledger.staff(),
        GOODS: ledger.total() - ledger.staff() - capital,
        CAPITAL: capital,
    }


def _general(draft: Draft, commission: Commission) -> None:
    year, ledger = commission.year, commission.ledger
    draft.heading("一、总体说明")
    uses: list[Part] = []
    for label, value in _by_use(ledger).items():
        uses += [label, draft.wan(label, value), "，"]
    institutions = sum(not unit.administrative for unit in ledger.units)
    parts: list[Part] = [
        "本部门的全部收入和支出都纳入部门预算。本部门中，行政单位",
        draft.count("行政单位", len(ledger.units) - institutions, "家"),
        "，事业单位", draft.count("事业单位", institutions, "家"), "，具体包括：",
        f"{ledger.units[0].name}（本级）", *(f"，{unit.name}" for unit in ledger.units[1:]),
        "。收入包括：财政拨款收入", draft.wan("财政拨款收入", ledger.total()),
        "；支出包括：", uses, "其中专项经费", draft.wan("专项经费", ledger.project()),
        "。全部为一般公共预算收支，无政府性基金预算收支，无国有资本经营预算收支。",
    ]  # fmt: skip
    if ledger.prior:
        parts += _own_change(draft, ledger.of_unit(0), year)
    draft.paragraph(*parts)


def _own_change(draft: Draft, own: Ledger, year: int) -> list[Part]:
    """Compare the headquarters (本级) alone with its budget of the year before."""
    if own.prior is None:
        return []
    before = own.prior
    fields = {"level": "本级", "organisation": own.organisation}
    changes: list[Part] = []
    then = _by_use(before)
    for label, value in _by_use(own).items():
        changes += [label, draft.change(label, value, then[label], "prior_budget", **fields), "，"]
    whole = draft.change("支出预算", own.total(), before.total(), "prior_budget", **fields)
    return [
        f"{own.organisation}（本级）比{year - 1}年预算数", whole, "，其中", changes[:-1], "。",
    ]  # fmt: skip


def _conditions(draft: Draft, commission: Commission) -> None:
    year, ledger = commission.year, commission.ledger
    parts = ledger.three_public()
    draft.heading("二、“三公”经费预算情况说明")
    if any(parts.values()):
        whole = draft.wan("“三公”经费", sum(parts.values(), ZERO))
        draft.paragraph(
            "“三公”经费预算", whole, "，其中因公出国（境）费",
            draft.wan("因公出国（境）费", parts["abroad"]),
            "，公务用车购置费", draft.wan("公务用车购置费", parts["purchase"]),
            "，公务用车运行费", draft.wan("公务用车运行费", parts["running"]),
            "，公务接待费", draft.wan("公务接待费", parts["reception"]), "。",
        )  # fmt: skip
    else:
        reason = "主要是本部门压减出行和接待，公务用车由机关事务部门统一调配。"
        draft.state("“三公”经费", f"无“三公”经费支出。{reason}", "none", ZERO)
    draft.heading("三、机关运行经费安排情况说明")
    operating = draft.wan("机关运行经费", ledger.operating())
    draft.paragraph("机关运行经费包括定额公用经费", operating, "。")
    draft.heading("四、政府采购情况说明")
    bought = ledger.procurement()
    whole_bought = bought["goods"] + bought["works"] + bought["services"]
    draft.paragraph("政府采购预算", draft.wan("政府采购", whole_bought), "。")
    draft.heading("五、政府性基金收支预算情况")
    draft.state("政府性基金预算收支", "无政府性基金预算收支。", "none", ZERO)
    draft.heading("六、国有资产占有使用情况说明")
    general, special = "单位价值50万元（含）以上通用设备", "单位价值100万元以上专用设备"
    draft.paragraph(
        f"截至{year - 1}年12月31日，部门（单位）共有车辆",
        draft.count("车辆", sum(unit.vehicles for unit in ledger.units), "辆"),
        f"；{general}", draft.count(general, sum(u.equipment for u in ledger.units), "台（套）"),
        f"；{special}", draft.count(special, 0, "台（套）"), "。",
    )  # fmt: skip
    draft.heading("七、预算绩效管理情况")
    goals = sum(1 for line in ledger.functional().values() if line.project)
    draft.paragraph(
        f"{year}年，本部门编制绩效目标", draft.count("绩效目标", goals, "个"), "，预算金额",
        draft.wan("绩效目标预算金额", ledger.project()), "，占项目支出预算比重",
        draft.percent("绩效目标预算金额", Decimal(1), Decimal(1), aspect="share"), "。",
    )  # fmt: skip


def _project(draft: Draft, commission: Commission) -> None:
    year = commission.year
    name, _, amount = commission.ledger.named_projects()[0]
    draft.heading(f"八、{name}项目情况")
    draft.lines("body", "1.项目概述")
    draft.state(
        "培训费", f"{name}项目的资金用于办公费、培训费、维修（护）费等开支，保证工作按计划进行。",
        "named_without_amount",
    )  # fmt: skip
    draft.lines("body", "2.立项依据", f"依据本部门职责和{commission.place.short}年度重点工作安排。")
    draft.lines("body", "3.实施主体", f"由{commission.ledger.organisation}组织实施。")
    draft.lines("body", "4.实施方案", "（1） 制定计划", "年初列出月度安排，逐项落实到人。")
    draft.lines("body", "（2）规范使用", "专款专用，按规定程序申报和支付。")
    draft.lines("body", "5.实施周期", f"项目起止时间为{year}年1月1日到{year}年12月31日。")
    draft.lines("body", "6.年度预算安排")
    draft.paragraph(f"{year}年拟安排该项目一般公共预算", draft.wan(name, amount), "。")


def _glossary(draft: Draft, commission: Commission) -> None:
    lists = load_lists()
    terms: list[tuple[str, str, str]] = [
        (term, "：指", lists.glossary[term])
        for term in ("财政拨款收入", "其他收入", "基本支出", "项目支出", "“三公”经费")
    ]
    for code in commission.ledger.functional(Fund.GENERAL):
        one, two, three = item_path(code)
        purpose = lists.purposes.get(three, f"开展{three}方面的专门工作")
        name = f"{one.removesuffix('支出')}（类）{two}（款）{three}（项）"
        terms.append((name, "：反映", f"用来{purpose}的支出。"))
    terms.append(("机关运行经费", "。是指", lists.glossary["机关运行经费"]))
    for number, (term, joint, definition) in enumerate(terms, 1):
        dot = "．" if number % 6 == 0 else ". " if number > 9 else "."
        draft.define(str(number), term, definition, joint, "" if number == DOTLESS else dot)
