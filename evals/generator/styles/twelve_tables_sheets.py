"""The twelve tables (公开01 to 12) of a budget in 万元."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from evals.generator.draft import COVERED, Cell, Column, Draft, Span, Table
from evals.generator.ledger import ZERO, FunctionalLine, Fund, Ledger
from evals.generator.lists import load_lists
from evals.generator.styles.commission import Commission, economic_path, item_path, numeral
from evals.generator.truth import Fact

TITLES = {
    "all": "收支预算总表",
    "income": "收入预算总表",
    "spending": "支出预算总表",
    "grant": "财政拨款收支预算总表",
    "granted": "财政拨款支出预算表（功能科目）",
    "granted_basic": "财政拨款基本支出预算表（经济科目）",
    "general": "一般公共预算支出预算表（功能科目）",
    "general_basic": "一般公共预算基本支出预算表（经济科目）",
    "three": "“三公”经费、会议费、培训费支出预算表",
    "managed": "财政拨款政府性基金支出预算表",
    "operating": "一般公共预算机关运行经费支出预算表",
    "procurement": "政府采购支出预算表",
}


def write_tables(draft: Draft, commission: Commission) -> None:
    """Write the twelve tables, each on its page."""
    ledger = commission.ledger
    granted = ledger.tree(Fund.GENERAL, Fund.MANAGED)
    draft.table(_all(draft, ledger))
    draft.page(landscape=True)
    draft.table(_income(draft, ledger))
    draft.page(landscape=True)
    draft.table(_uses(draft, ledger))
    draft.page(landscape=True)
    draft.table(_grant(draft, ledger))
    draft.page(landscape=True)
    draft.table(_functional(draft, ledger, "granted", granted))
    draft.page(landscape=False)
    draft.table(_economic(draft, ledger, "granted_basic", ledger.economic()))
    draft.page(landscape=True)
    draft.table(_functional(draft, ledger, "general", ledger.tree(Fund.GENERAL)))
    draft.page(landscape=False)
    draft.table(_economic(draft, ledger, "general_basic", ledger.economic()))
    draft.page(landscape=True)
    draft.table(_three(draft, ledger))
    draft.page(landscape=True)
    _managed(draft, ledger)
    draft.page(landscape=True)
    draft.table(_economic(draft, ledger, "operating", operating_items(ledger)))
    draft.page(landscape=False)
    draft.table(_procurement(draft, ledger))


def operating_items(ledger: Ledger) -> dict[str, Decimal]:
    """Return 机关运行经费 by item: goods and services of administrative units."""
    found: dict[str, Decimal] = {}
    for unit in ledger.units:
        if unit.administrative:
            for code, value in unit.economic.items():
                if code.startswith("302"):
                    found["302"] = found.get("302", ZERO) + value
                    found[code] = found.get(code, ZERO) + value
    return dict(sorted(found.items()))


def conference_and_training(ledger: Ledger) -> tuple[Decimal, Decimal]:
    """Return 会议费 and 培训费."""
    economic = ledger.economic()
    return economic.get("30215", ZERO), economic.get("30216", ZERO)


def _cell(
    draft: Draft, label: str, value: Decimal | None, column: tuple[str, ...], **fields: Any
) -> Fact:
    return draft.cell(label, value, "万元", column, **fields)


def _table(key: str, ledger: Ledger, columns: list[Column]) -> Table:
    return Table(TITLES[key], "万元", f"部门：{ledger.organisation}", columns)


def _all(draft: Draft, ledger: Ledger) -> Table:
    income = ("收入", "金额")
    by_class = ("支出", "功能分类", "金额")
    by_use = ("支出", "支出用途", "金额")
    table = _table(
        "all",
        ledger,
        [
            Column(("收入", "项目名称"), 22, "left"), Column(income, 13),
            Column(("支出", "功能分类", "功能科目名称"), 28, "left"), Column(by_class, 13),
            Column(("支出", "支出用途", "项目名称"), 20, "left"), Column(by_use, 13),
        ],
    )  # fmt: skip
    granted = ledger.total(Fund.GENERAL, Fund.MANAGED)
    left: list[list[Cell]] = [
        ["一、财政拨款", _cell(draft, "财政拨款", granted, income)],
        [" 1.一般公共预算", _cell(
            draft, "一般公共预算", ledger.total(Fund.GENERAL), income,
            item_path=("财政拨款", "一般公共预算"),
        )],
        [" 2.政府性基金预算", _cell(
            draft, "政府性基金预算", ledger.total(Fund.MANAGED), income,
            item_path=("财政拨款", "政府性基金预算"),
        )],
        ["二、财政专户管理资金", _cell(draft, "财政专户管理资金", ZERO, income)],
        ["三、其他资金", _cell(draft, "其他资金", ledger.total(Fund.OTHER), income)],
    ]  # fmt: skip
    uses = [
        ("基本支出", ledger.basic()),
        ("项目支出", ledger.project()),
        ("单位预留机动经费", ledger.reserve()),
    ]
    classes = {item_path(c)[0]: line.total for c, line in ledger.tree().items() if len(c) == 3}
    for index, name in enumerate(load_lists().classes):
        one: list[Cell] = left[index] if index < len(left) else ["", ""]
        two = _cell(
            draft, name, classes.get(name, ZERO), by_class, classification="functional"
        )  # fmt: skip
        three: list[Cell] = ["", ""]
        if index < len(uses):
            label, value = uses[index]
            three = [f"{numeral(index + 1)}、{label}", _cell(draft, label, value, by_use)]
        table.rows.append([*one, f"{numeral(index + 1)}、{name}", two, *three])
    for label, value, other in (
        ("当年收入小计", ledger.total(), "当年支出小计"),
        ("上年结转资金", ZERO, "结转下年资金"),
        ("收入合计", ledger.total(), "支出合计"),
    ):
        # One label over functional classes and uses: the sum is that of both.
        one_cell = _cell(draft, label, value, income)
        other_cell = _cell(draft, other, value, by_use)
        table.rows.append([Span(label, 1), one_cell, Span(other, 3), other_cell])
    return table


def _income(draft: Draft, ledger: Ledger) -> Table:
    columns = [
        Column(("项目名称",), 24, "left"), Column(("项目名称",), 36, "left"), Column(("金额",), 24),
    ]  # fmt: skip
    table = _table("income", ledger, columns)
    table.rows.append([Span("收入总计", 2), _cell(draft, "收入总计", ledger.total(), ("金额",))])
    general, managed, other = (ledger.total(f) for f in (Fund.GENERAL, Fund.MANAGED, Fund.OTHER))
    groups: list[tuple[str, list[tuple[str, Decimal]]]] = [
        (
            "一般公共预算资金",
            [("小计", general), ("公共财政拨款（补助）资金", general), ("专项收入", ZERO)],
        ),
        ("政府性基金", [("小计", managed)]),
        ("财政专户管理资金", [("小计", ZERO), ("专户管理教育收费", ZERO), ("其他非税收入", ZERO)]),
        (
            "其他资金",
            [("小计", other), ("事业收入", ZERO), ("经营收入", ZERO), ("其他收入", other)],
        ),
        ("上年结转和结余资金", [("小计", ZERO), ("其中：动用上年结转和结余资金", ZERO)]),
    ]  # fmt: skip
    for group, entries in groups:
        for number, (name, value) in enumerate(entries):
            label = group if name == "小计" else name.removeprefix("其中：")
            path = (group,) if name == "小计" else (group, label)
            head = Span(group, 1, len(entries)) if number == 0 else COVERED
            cell = _cell(draft, label, value, ("金额",), item_path=path)
            table.rows.append([head, name, cell])
    return table


def _uses(draft: Draft, ledger: Ledger) -> Table:
    entries = [
        ("合计", ledger.total()), ("基本支出", ledger.basic()), ("项目支出", ledger.project()),
        ("单位预留机动经费", ledger.reserve()), ("结转下年资金", ZERO),
    ]  # fmt: skip
    table = _table("spending", ledger, [Column((name,), 20) for name, _ in entries])
    table.rows.append(
        [
            _cell(draft, "支出合计" if name == "合计" else name, value, (name,))
            for name, value in entries
        ]
    )
    return table


def _grant(draft: Draft, ledger: Ledger) -> Table:
    income, spent = ("收入", "金额"), ("支出", "支出用途", "金额")
    columns = [
        Column(("收入", "项目名称"), 26, "left"), Column(income, 20),
        Column(("支出", "支出用途", "项目名称"), 26, "left"), Column(spent, 20),
    ]  # fmt: skip
    table = _table("grant", ledger, columns)
    granted = ledger.total(Fund.GENERAL, Fund.MANAGED)
    incomes = [
        ("一般公共预算", ledger.total(Fund.GENERAL)),
        ("政府性基金预算", ledger.total(Fund.MANAGED)),
    ]
    uses = [
        ("基本支出", ledger.basic()),
        ("项目支出", ledger.project(Fund.GENERAL, Fund.MANAGED)),
        ("单位预留机动经费", ledger.reserve()),
    ]
    for index, (name, value) in enumerate(uses):
        one: list[Cell] = ["", ""]
        if index < len(incomes):
            label, amount = incomes[index]
            one = [f"{numeral(index + 1)}、{label}", _cell(draft, label, amount, income)]
        table.rows.append([*one, f"{numeral(index + 1)}、{name}", _cell(draft, name, value, spent)])
    table.rows.append(
        [
            Span("收入合计", 1), _cell(draft, "收入合计", granted, income),
            Span("支出合计", 1), _cell(draft, "支出合计", granted, spent),
        ]
    )  # fmt: skip
    return table


def _functional(
    draft: Draft, ledger: Ledger, key: str, tree: Mapping[str, FunctionalLine]
) -> Table:
    columns = [
        Column(("功能科目编码",), 22, "left"), Column(("功能科目名称",), 34, "left"),
        Column(("金额",), 24),
    ]  # fmt: skip
    table = _table(key, ledger, columns)
    whole = sum((line.total for code, line in tree.items() if len(code) == 3), ZERO)
    table.rows.append([Span("合计", 2), _cell(draft, "合计", whole, ("金额",))])
    for code, line in tree.items():
        name = item_path(code)[-1]
        cell = _cell(
            draft, name, line.total, ("金额",),
            item_path=item_path(code), code=code, classification="functional",
        )  # fmt: skip
        table.rows.append([code, name, cell])
    return table


def _economic(draft: Draft, ledger: Ledger, key: str, items: Mapping[str, Decimal]) -> Table:
    head = "机关运行经费支出" if key == "operating" else "金额"
    columns = [
        Column(("科目编码",), 22, "left"), Column(("科目名称",), 34, "left"), Column((head,), 24),
    ]  # fmt: skip
    table = _table(key, ledger, columns)
    whole = sum((value for code, value in items.items() if len(code) == 3), ZERO)
    label = "机关运行经费" if key == "operating" else "合计"
    table.rows.append([Span("合计", 2), _cell(draft, label, whole, (head,))])
    for code, value in items.items():
        name = economic_path(code)[-1]
        cell = _cell(
            draft, name, value, (head,),
            item_path=economic_path(code), code=code, classification="economic_department",
        )  # fmt: skip
        table.rows.append([code, name, cell])
    return table


def _three(draft: Draft, ledger: Ledger) -> Table:
    """One row: sum of all, 三公 and their parts, conferences, training."""
    parts = ledger.three_public()
    vehicles = parts["purchase"] + parts["running"]
    three = vehicles + parts["abroad"] + parts["reception"]
    conferences, training = conference_and_training(ledger)
    top, cars = "“三公”经费", "公务用车购置及运行维护费"
    entries = [
        ("“三公”经费、会议费、培训费合计", ("合计",), three + conferences + training),
        (top, (top, "小计"), three),
        ("因公出国（境）费", (top, "因公出国（境）费"), parts["abroad"]),
        (cars, (top, cars, "小计"), vehicles),
        ("公务用车购置费", (top, cars, "公务用车购置费"), parts["purchase"]),
        ("公务用车运行维护费", (top, cars, "公务用车运行维护费"), parts["running"]),
        ("公务接待费", (top, "公务接待费"), parts["reception"]),
        ("会议费", ("会议费",), conferences),
        ("培训费", ("培训费",), training),
    ]
    table = _table("three", ledger, [Column(column, 12) for _, column, _ in entries])
    table.rows.append([_cell(draft, label, value, column) for label, column, value in entries])
    return table


def _managed(draft: Draft, ledger: Ledger) -> None:
    tree = ledger.tree(Fund.MANAGED)
    table = _functional(draft, ledger, "managed", tree)
    if tree:
        draft.table(table)
        return
    table.rows, table.empty_rows = [[Span("合计", 2), _cell(draft, "合计", None, ("金额",))]], 3
    draft.table(table)
    draft.state("政府性基金支出", "注：本部门没有政府性基金收支项目。", "empty_table", role="note")


def _procurement(draft: Draft, ledger: Ledger) -> Table:
    heads = ("采购品目大类", "专项名称", "经济科目", "采购物品名称", "采购组织形式", "总计")
    columns = [Column((head,), 14, "left") for head in heads]
    table = _table("procurement", ledger, columns)
    bought = ledger.procurement()
    whole = bought["goods"] + bought["works"] + bought["services"]
    table.rows.append(["合计", "", "", "", "", _cell(draft, "政府采购", whole, ("总计",))])
    kinds = (
        ("一、货物A", "货物", "goods", "办公设备购置", ("台式计算机", "打印设备")),
        ("二、工程B", "工程", "works", "维修（护）费", ("房屋修缮",)),
        ("三、服务C", "服务", "services", "物业管理费", ("物业管理服务", "印刷和出版服务")),
    )
    for printed, label, key, economic, items in kinds:
        if not bought[key]:
            continue
        cell = _cell(draft, label, bought[key], ("总计",), item_path=("政府采购", label))
        table.rows.append([printed, "", "", "", "", cell])
        first = (bought[key] * 6 / 10).quantize(Decimal(1000)) if len(items) > 1 else bought[key]
        shares = (first, bought[key] - first)[: len(items)]
        for name, value in zip(items, shares, strict=True):
            path = ("政府采购", label, name)
            cell = _cell(draft, name, value, ("总计",), item_path=path)
            table.rows.append(["", "公用经费", economic, name, "分散自行组织", cell])
    return table
