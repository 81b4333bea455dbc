"""The eleven sections of 决算情况说明."""

from collections.abc import Sequence
from decimal import Decimal

from evals.generator.account import Account
from evals.generator.draft import Draft, Part
from evals.generator.ledger import ZERO, Fund
from evals.generator.lists import load_lists
from evals.generator.styles.commission import Commission, economic_path, item_path, numeral

FINAL = {"measure": "final"}
FUNCTIONAL = {"measure": "final", "classification": "functional"}


def write_prose(
    draft: Draft, commission: Commission, account: Account, sections: Sequence[str]
) -> None:
    """Write the sections in order, under the given headings."""
    writers = (
        _overall, _income, _spending, _grants, _general, _basic, _three, _managed, _capital,
        _performance, _others,
    )  # fmt: skip
    for number, (heading, write) in enumerate(zip(sections, writers, strict=True), 1):
        draft.heading(f"{numeral(number)}、{heading}")
        write(draft, commission, account)


def _versus(draft: Draft, label: str, now: Decimal, before: Decimal, year: int) -> list[Part]:
    """Say how an amount differs from last year's final one, in yuan and as a rate."""
    change = draft.change(label, now, before, "prior_final", **FINAL)
    head = f"与 {year - 1} 年度相比，{label}"
    if len(change) == 1:
        return [head, change, "。"]
    if before == 0:
        return [head, change, "，上年无此项，增长率无可比性。"]
    return [head, change, "，", draft.rate(label, now, before, "prior_final", **FINAL), "。"]


def _why(commission: Commission, account: Account, now: Decimal, before: Decimal) -> str:
    lists = load_lists()
    reasons = lists.reasons_up if now >= before else lists.reasons_down
    return f"主要原因：{commission.random().choice(reasons)}。"


def _overall(draft: Draft, commission: Commission, account: Account) -> None:
    ledger, year = account.ledger, commission.year
    before = ledger.prior.total() + account.carried_in if ledger.prior else ZERO
    draft.paragraph(
        f"{ledger.organisation} {year} 年度收入支出总计",
        draft.wan("收入支出总计", account.total, **FINAL), "。",
        _versus(draft, "收入支出总计", account.total, before, year),
        _why(commission, account, account.total, before),
    )  # fmt: skip


def _shares(
    draft: Draft, whole: Decimal, parts: Sequence[tuple[str, Decimal]], of: str
) -> list[Part]:
    said: list[Part] = []
    for label, value in parts:
        if value:
            amount = draft.wan(label, value, item_path=(of, label), **FINAL)
            share = draft.percent(
                label, value, whole, aspect="share", item_path=(of, label), **FINAL
            )
            said += [f"{label} ", amount, "，占 ", share, "；"]
    return [*said[:-1], "。"]


def _income(draft: Draft, commission: Commission, account: Account) -> None:
    parts = (("财政拨款收入", account.granted), ("其他收入", account.other_income))
    draft.paragraph(
        "本年收入合计 ", draft.wan("本年收入合计", account.income, **FINAL), "，其中：",
        _shares(draft, account.income, parts, "本年收入合计"),
    )  # fmt: skip


def _spending(draft: Draft, commission: Commission, account: Account) -> None:
    ledger = account.ledger
    parts = (("基本支出", ledger.basic()), ("项目支出", ledger.project()))
    draft.paragraph(
        "本年支出合计 ", draft.wan("本年支出合计", ledger.total(), **FINAL), "，其中：",
        _shares(draft, ledger.total(), parts, "本年支出合计"),
    )  # fmt: skip


def _grants(draft: Draft, commission: Commission, account: Account) -> None:
    ledger, year = account.ledger, commission.year
    before = ledger.prior.total(Fund.GENERAL, Fund.MANAGED) if ledger.prior else ZERO
    label = "财政拨款收入支出总计"
    draft.paragraph(
        f"{ledger.organisation} {year} 年度{label} ", draft.wan(label, account.granted, **FINAL),
        "。", _versus(draft, label, account.granted, before, year),
        _why(commission, account, account.granted, before),
    )  # fmt: skip


def _general(draft: Draft, commission: Commission, account: Account) -> None:
    ledger = account.ledger
    label = "一般公共预算财政拨款支出"
    whole = ledger.total(Fund.GENERAL)
    before = ledger.prior.total(Fund.GENERAL) if ledger.prior else ZERO
    draft.heading("（一）一般公共预算财政拨款支出决算总体情况", 2)
    draft.paragraph(
        f"{label} ", draft.wan(label, whole, **FINAL), "，占本年支出合计的 ",
        draft.percent(label, whole, ledger.total(), aspect="share", **FINAL), "。",
        _versus(draft, label, whole, before, commission.year),
        _why(commission, account, whole, before),
    )  # fmt: skip
    draft.heading("（二）一般公共预算财政拨款支出决算结构情况", 2)
    said: list[Part] = []
    for code, line in ledger.tree(Fund.GENERAL).items():
        if len(code) == 3:
            name = item_path(code)[0]
            share = draft.percent(name, line.total, whole, aspect="share", **FUNCTIONAL)
            amount = draft.wan(name, line.total, **FUNCTIONAL)
            said += [f"{name}（类）", amount, "，占 ", share, "；"]
    draft.paragraph(
        f"{label} ", draft.wan(label, whole, **FINAL), "，用在以下方面：", said[:-1], "。"
    )  # fmt: skip
    draft.heading("（三）一般公共预算财政拨款支出决算具体情况", 2)
    initial = sum(account.initial.values(), ZERO)
    adjusted = sum(account.adjusted.values(), ZERO)
    draft.paragraph(
        f"{label}年初预算为 ", draft.wan(label, initial, measure="budgeted"), "，全年预算为 ",
        draft.wan(label, adjusted, measure="adjusted"), "，支出决算为 ",
        draft.wan(label, whole, **FINAL), "，完成全年预算的 ",
        draft.percent(label, whole, adjusted, aspect="completion_rate", of="adjusted", **FINAL),
        f"。决算数小于预算数的主要原因：{commission.random().choice(load_lists().reasons_final)}。",
        "其中：",
    )  # fmt: skip
    for number, code in enumerate(ledger.functional(Fund.GENERAL), 1):
        draft.paragraph(f"{number}、", _item(draft, commission, account, code))


def _item(draft: Draft, commission: Commission, account: Account, code: str) -> list[Part]:
    """Say one item: budget at the start (where there was one), or adjusted, then spent."""
    spent = account.ledger.functional(Fund.GENERAL)[code].total
    path = item_path(code)
    label, fields = path[-1], {"item_path": path, "classification": "functional"}
    purpose = load_lists().purposes.get(label, f"开展{label}方面的专门工作")
    # Where the budget did not move, its number at the start is the one that is printed.
    moved = account.initial[code] != account.adjusted[code]
    word, budget, measure = (
        ("全年预算", account.adjusted[code], "adjusted")
        if moved
        else ("年初预算", account.initial[code], "budgeted")
    )
    said: list[Part] = [
        f"{path[0]}（类）{path[1]}（款）{label}（项）。主要用于：{purpose}。{word}为 ",
        draft.wan(label, budget, measure=measure, **fields), "，支出决算为 ",
        draft.wan(label, spent, measure="final", **fields),
    ]  # fmt: skip
    if spent == budget:
        return [*said, f"。决算数与{word}数持平。"]
    rate = draft.percent(
        label, spent, budget, aspect="completion_rate", of=measure, measure="final", **fields
    )
    reason = load_lists().reasons_final[int(code) % len(load_lists().reasons_final)]
    direction = "小于" if spent < budget else "大于"
    return [
        *said, f"，完成{word}的 ", rate, f"。决算数{direction}{word}数的主要原因：{reason}。",
    ]  # fmt: skip


def _basic(draft: Draft, commission: Commission, account: Account) -> None:
    ledger = account.ledger
    economic = ledger.economic()

    def names(*groups: str) -> str:
        found = [c for c, v in economic.items() if len(c) == 5 and c[:3] in groups and v]
        return "、".join(economic_path(code)[-1] for code in found)

    label = "一般公共预算财政拨款基本支出"
    draft.paragraph(
        f"{label} ", draft.wan(label, ledger.basic(), **FINAL), "。其中：人员经费 ",
        draft.wan("人员经费", ledger.staff(), **FINAL),
        f"，主要包括：{names('301', '303')}；公用经费 ",
        draft.wan("公用经费", ledger.office(), **FINAL), f"，主要包括：{names('302', '310')}。",
    )  # fmt: skip


def _three(draft: Draft, commission: Commission, account: Account) -> None:
    ledger, year = account.ledger, commission.year
    spent, budget = ledger.three_public(), account.three_budget
    if not any(spent.values()):
        text = f"{ledger.organisation} {year} 年度无“三公”经费财政拨款支出。"
        draft.state("“三公”经费", text, "none", ZERO)
        return

    def say(label: str, *keys: str) -> list[Part]:
        value, planned = (sum((amounts[k] for k in keys), ZERO) for amounts in (spent, budget))
        path = ("“三公”经费",) if len(keys) == 4 else ("“三公”经费", label)
        said: list[Part] = [
            "全年预算为 ", draft.wan(label, planned, measure="adjusted", item_path=path),
            "，支出决算为 ", draft.wan(label, value, item_path=path, **FINAL),
        ]  # fmt: skip
        if planned:
            rate = draft.percent(
                label, value, planned, aspect="completion_rate", of="adjusted",
                item_path=path, **FINAL,
            )  # fmt: skip
            said += ["，完成全年预算的 ", rate]
        return said

    draft.paragraph(
        "“三公”经费财政拨款支出",
        say("“三公”经费", "abroad", "purchase", "running", "reception"), "。其中：",
    )  # fmt: skip
    cars = "公务用车购置及运行维护费"
    draft.paragraph("1．因公出国（境）费", say("因公出国（境）费", "abroad"), "。")
    draft.paragraph(f"2．{cars}", say(cars, "purchase", "running"), "。")
    draft.paragraph("3．公务接待费", say("公务接待费", "reception"), "。")


def _managed(draft: Draft, commission: Commission, account: Account) -> None:
    value = account.ledger.total(Fund.MANAGED)
    who = f"{account.ledger.organisation} {commission.year} 年度"
    label = "政府性基金预算财政拨款支出"
    if value:
        draft.paragraph(f"{who}{label} ", draft.wan(label, value, **FINAL), "。")
    else:
        draft.state(
            "政府性基金预算财政拨款收支", f"{who}无政府性基金预算财政拨款收入和支出。", "none", ZERO
        )


def _capital(draft: Draft, commission: Commission, account: Account) -> None:
    who = f"{account.ledger.organisation} {commission.year} 年度"
    text = f"{who}无国有资本经营预算财政拨款收入和支出。"
    draft.state("国有资本经营预算财政拨款收支", text, "none", ZERO)


def _performance(draft: Draft, commission: Commission, account: Account) -> None:
    ledger = account.ledger
    goals = sum(1 for line in ledger.functional(Fund.GENERAL).values() if line.project)
    draft.paragraph(
        f"编报绩效目标的 {commission.year} 年度项目 ",
        draft.count("编报绩效目标的项目", goals, "个", **FINAL), "，涉及预算金额 ",
        draft.wan(
            "编报绩效目标的项目涉及预算金额", ledger.project(Fund.GENERAL), measure="budgeted"
        ),
        "；绩效自评的项目 ", draft.count("绩效自评的项目", goals, "个", **FINAL), "。",
    )  # fmt: skip


def _others(draft: Draft, commission: Commission, account: Account) -> None:
    ledger, year = account.ledger, commission.year
    draft.heading("（一）机关运行经费支出情况", 2)
    before = ledger.prior.operating() if ledger.prior else ZERO
    label = "机关运行经费支出"
    draft.paragraph(
        f"{label} ", draft.wan(label, ledger.operating(), **FINAL), "。",
        _versus(draft, label, ledger.operating(), before, year),
        _why(commission, account, ledger.operating(), before),
    )  # fmt: skip
    draft.heading("（二）政府采购支出情况", 2)
    parts = ledger.procurement()
    whole = parts["goods"] + parts["works"] + parts["services"]
    draft.paragraph(
        f"{ledger.organisation} {year} 年度政府采购金额（以合同签订为准）为 ",
        draft.wan("政府采购金额", whole, **FINAL), "，其中：货物采购金额 ",
        draft.wan("货物采购金额", parts["goods"], **FINAL), "、工程采购金额 ",
        draft.wan("工程采购金额", parts["works"], **FINAL), "、服务采购金额 ",
        draft.wan("服务采购金额", parts["services"], **FINAL), "。",
    )  # fmt: skip
    draft.heading("（三）国有资产占有使用情况", 2)
    vehicles = sum(unit.vehicles for unit in ledger.units)
    equipment = sum(unit.equipment for unit in ledger.units)
    draft.paragraph(
        f"截至 {year} 年 12 月 31 日，{ledger.organisation}共有车辆 ",
        draft.count("车辆", vehicles, "辆", **FINAL), "，其中：应急保障用车 ",
        draft.count("应急保障用车", 0, "辆", **FINAL), "、其他用车 ",
        draft.count("其他用车", vehicles, "辆", **FINAL),
        "。单价 100 万元（含）以上设备（不含车辆） ",
        draft.count("单价100万元（含）以上设备", equipment, "台（套）", **FINAL), "。",
    )  # fmt: skip
