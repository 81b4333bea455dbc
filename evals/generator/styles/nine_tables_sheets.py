"""The nine tables of a budget: eight in yuan, the last in 万元; empty cells are left blank or 0."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from evals.generator.draft import Cell, Column, Draft, Span, Table
from evals.generator.ledger import ZERO, FunctionalLine, Fund
from evals.generator.styles.commission import (
    Commission,
    class_lines,
    economic_path,
    item_path,
    numeral,
)
from evals.generator.truth import Fact

CODE_COLUMNS = [
    Column(("项目", "功能分类科目编码", "类"), 5, "centre"),
    Column(("项目", "功能分类科目编码", "款"), 5, "centre"),
    Column(("项目", "功能分类科目编码", "项"), 5, "centre"),
    Column(("项目", "功能分类科目名称"), 30, "left"),
]
TITLES = {
    "all": "财务收支预算总表",
    "income": "收入预算总表",
    "spending": "支出预算总表",
    "grant": "财政拨款收支预算总表",
    "general": "一般公共预算支出功能分类预算表",
    "managed": "政府性基金预算支出功能分类预算表",
    "capital": "国有资本经营预算支出功能分类预算表",
    "economic": "一般公共预算基本支出部门预算经济分类预算表",
    "three": "“三公”经费和机关运行经费预算表",
}


def table_title(commission: Commission, key: str) -> str:
    """Return a table's title; units say 预算单位 in all but the last."""
    who = commission.level
    if who == "单位" and key != "three":
        who = "预算单位"
    return f"{commission.year}年{who}{TITLES[key]}"


def write_tables(draft: Draft, commission: Commission) -> None:
    """Write the nine tables, each on its page; an empty one says so in its note."""
    ledger = commission.ledger
    general, managed = ledger.tree(Fund.GENERAL), ledger.tree(Fund.MANAGED)
    draft.page()
    draft.table(_all(draft, commission))
    draft.page()
    draft.table(_income(draft, commission))
    draft.page()
    draft.table(_spending(draft, commission, "spending", "支出预算", ledger.tree()))
    draft.page()
    draft.table(_grant(draft, commission))
    for key, top, tree in (
        ("general", "一般公共预算支出", general),
        ("managed", "政府性基金预算支出", managed),
        ("capital", "国有资本经营预算支出", {}),
    ):
        draft.page()
        _fund(draft, commission, key, top, tree)
    draft.page()
    draft.table(_economic(draft, commission))
    draft.page()
    draft.table(_three(draft, commission))


def _fund(
    draft: Draft, commission: Commission, key: str, top: str, tree: dict[str, FunctionalLine]
) -> None:
    table = _spending(draft, commission, key, top, tree)
    if tree:
        table.repeats_header = key == "general"
        draft.table(table)
        return
    nothing = [
        draft.cell("合计", None, "元", (top, name)) for name in ("合计", "基本支出", "项目支出")
    ]
    table.rows = [["", "", "", "", "", "", ""], [Span("合计", 4), *nothing]]
    draft.table(table)
    fund = top.removesuffix("支出")
    note = f"注：本{commission.level}{commission.year}年没有安排{fund}，故本表无数据。"
    draft.state(f"{fund}支出", note, "empty_table", role="note")


def _new(commission: Commission, key: str, columns: list[Column], unit: str = "元") -> Table:
    left = f"编制{commission.level}：{commission.ledger.organisation}"
    return Table(table_title(commission, key), unit, left, columns)


def _maker(draft: Draft, commission: Commission) -> Callable[..., Fact]:
    def make(label: str, value: Decimal | None, column: tuple[str, ...], **fields: Any) -> Fact:
        return draft.cell(label, value, "元", column, places=commission.places, **fields)

    return make


def _pairs(left: list[list[Cell]], right: list[list[Cell]], blanks: int) -> list[list[Cell]]:
    """Put two lists of rows side by side."""
    rows: list[list[Cell]] = []
    for index in range(max(len(left), len(right))):
        one = left[index] if index < len(left) else ["", ""]
        two = right[index] if index < len(right) else [""] * blanks
        rows.append([*one, *two])
    return rows


def _all(draft: Draft, commission: Commission) -> Table:
    ledger, make = commission.ledger, _maker(draft, commission)
    table = _new(
        commission,
        "all",
        [
            Column(("本年收入", "项目"), 30, "left"),
            Column(("本年收入", "预算数"), 20),
            Column(("本年支出", "项目"), 30, "left"),
            Column(("本年支出", "预算数"), 20),
        ],
    )
    income, spent = ("本年收入", "预算数"), ("本年支出", "预算数")
    granted = ledger.total(Fund.GENERAL, Fund.MANAGED)
    entries = [
        ("一、财政拨款收入", ("财政拨款收入",), granted),
        ("1. 一般公共预算资金", ("财政拨款收入", "一般公共预算资金"), ledger.total(Fund.GENERAL)),
        ("2. 政府性基金", ("财政拨款收入", "政府性基金"), ledger.total(Fund.MANAGED)),
        ("3. 国有资本经营预算", ("财政拨款收入", "国有资本经营预算"), ZERO),
        ("二、事业收入", ("事业收入",), ZERO),
        ("三、事业单位经营收入", ("事业单位经营收入",), ZERO),
        ("四、其他收入", ("其他收入",), ledger.total(Fund.OTHER)),
    ]
    left: list[list[Cell]] = [
        [printed, make(path[-1], value, income, item_path=path)] for printed, path, value in entries
    ]
    right: list[list[Cell]] = []
    for number, line in enumerate(class_lines(ledger), 1):
        name = item_path(line.code)[0]
        fields = {"item_path": (name,), "classification": "functional"}
        right.append([f"{numeral(number)}、{name}", make(name, line.total, spent, **fields)])
    table.rows = _pairs(left, right, 2)
    table.rows.append(
        [
            Span("收入总计", 1),
            make("收入总计", ledger.total(), income),
            Span("支出总计", 1),
            make("支出总计", ledger.total(), spent),
        ]
    )
    return table


def _income(draft: Draft, commission: Commission) -> Table:
    ledger, make = commission.ledger, _maker(draft, commission)
    granted = ledger.tree(Fund.GENERAL, Fund.MANAGED)
    other = ledger.tree(Fund.OTHER)
    sources = ["合计", "财政拨款收入", "事业收入", "事业单位经营收入", "其他收入"]
    columns = [Column(("收入预算", name), 13) for name in sources]
    table = _new(commission, "income", [*CODE_COLUMNS, *columns])

    def amounts(code: str, label: str, /, **fields: object) -> list[Cell]:
        grant = granted[code].total if code in granted else ZERO
        rest = other[code].total if code in other else ZERO
        values = [grant + rest, grant, ZERO, ZERO, rest]
        return [
            make(label, value, ("收入预算", source), **fields)
            for source, value in zip(sources, values, strict=True)
        ]

    for code in ledger.tree():
        fields = {"item_path": item_path(code), "code": code, "classification": "functional"}
        name = item_path(code)[-1]
        table.rows.append([*_codes(code), name, *amounts(code, name, **fields)])
    totals = [
        ledger.total(), ledger.total(Fund.GENERAL, Fund.MANAGED), ZERO, ZERO,
        ledger.total(Fund.OTHER),
    ]  # fmt: skip
    cells = [
        make("合计", v, ("收入预算", s)) for s, v in zip(sources, totals, strict=True)
    ]  # fmt: skip
    table.rows.append([Span("合计", 4), *cells])
    return table


def _spending(
    draft: Draft, commission: Commission, key: str, top: str, tree: dict[str, FunctionalLine]
) -> Table:
    make = _maker(draft, commission)
    names = ("合计", "基本支出", "项目支出")
    table = _new(commission, key, [*CODE_COLUMNS, *(Column((top, name), 17) for name in names)])

    def amounts(line: FunctionalLine, label: str, /, **fields: object) -> list[Cell]:
        values = (line.total, line.basic, line.project)
        return [
            make(label, value, (top, name), **fields)
            for name, value in zip(names, values, strict=True)
        ]

    for code, line in tree.items():
        fields = {"item_path": item_path(code), "code": code, "classification": "functional"}
        name = item_path(code)[-1]
        table.rows.append([*_codes(code), name, *amounts(line, name, **fields)])
    classes = [line for code, line in tree.items() if len(code) == 3]
    whole = FunctionalLine(
        "",
        Fund.GENERAL,
        sum((line.basic for line in classes), ZERO),
        sum((line.project for line in classes), ZERO),
    )
    table.rows.append([Span("合计", 4), *amounts(whole, "合计")])
    return table


def _codes(code: str) -> list[str]:
    return [code[:3], code[3:5], code[5:7]]


def _grant(draft: Draft, commission: Commission) -> Table:
    ledger, make = commission.ledger, _maker(draft, commission)
    funds = ["合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"]
    columns = [
        Column(("财政拨款收入", "项目"), 24, "left"),
        Column(("财政拨款收入", "预算数"), 16),
        Column(("财政拨款支出", "项目"), 24, "left"),
        *(Column(("财政拨款支出", name), 15) for name in funds),
    ]
    table = _new(commission, "grant", columns)
    income = ("财政拨款收入", "预算数")
    general, managed = ledger.total(Fund.GENERAL), ledger.total(Fund.MANAGED)
    left: list[list[Cell]] = [
        ["一、一般公共预算资金", make("一般公共预算资金", general, income)],
        ["二、政府性基金", make("政府性基金", managed, income)],
        ["三、国有资本经营预算", make("国有资本经营预算", ZERO, income)],
    ]
    right: list[list[Cell]] = []
    trees = ledger.tree(Fund.GENERAL), ledger.tree(Fund.MANAGED)
    for code in sorted({code for tree in trees for code in tree if len(code) == 3}):
        name = item_path(code)[0]
        one, two = (tree[code].total if code in tree else ZERO for tree in trees)
        fields = {"item_path": (name,), "classification": "functional"}
        cells = [
            make(name, value, ("财政拨款支出", fund), **fields)
            for fund, value in zip(funds, (one + two, one, two, ZERO), strict=True)
        ]
        right.append([f"{numeral(len(right) + 1)}、{name}", *cells])
    table.rows = _pairs(left, right, 5)
    totals = [general + managed, general, managed, ZERO]
    table.rows.append(
        [
            Span("收入总计", 1),
            make("收入总计", general + managed, income),
            Span("支出总计", 1),
            *(
                make("支出总计", value, ("财政拨款支出", fund))
                for fund, value in zip(funds, totals, strict=True)
            ),
        ]
    )
    return table


def _economic(draft: Draft, commission: Commission) -> Table:
    ledger, make = commission.ledger, _maker(draft, commission)
    top = "一般公共预算基本支出"
    names = ("合计", "人员经费", "公用经费")
    columns = [
        Column(("项目", "部门预算经济分类科目编码", "类"), 7, "centre"),
        Column(("项目", "部门预算经济分类科目编码", "款"), 7, "centre"),
        Column(("项目", "经济分类科目名称"), 34, "left"),
        *(Column((top, name), 17) for name in names),
    ]
    table = _new(commission, "economic", columns)
    for code, value in ledger.economic().items():
        label = economic_path(code)[-1]
        staff = value if code[:3] in ("301", "303") else ZERO
        cells = [
            make(
                label,
                amount,
                (top, name),
                item_path=economic_path(code),
                code=code,
                classification="economic_department",
            )
            for name, amount in zip(names, (value, staff, value - staff), strict=True)
        ]
        table.rows.append([code[:3], code[3:], label, *cells])
    totals = (ledger.basic(), ledger.staff(), ledger.office())
    table.rows.append(
        [
            Span("合计", 3),
            *(make("合计", v, (top, name)) for name, v in zip(names, totals, strict=True)),
        ]
    )
    return table


def _three(draft: Draft, commission: Commission) -> Table:
    """One row whose numbers have no label: columns alone say what they are; in 万元."""
    parts = commission.ledger.three_public()
    vehicles = parts["purchase"] + parts["running"]
    top, cars = "“三公”经费预算数", "公务用车购置及运行费"
    entries = [
        ("“三公”经费", (top, "合计"), vehicles + parts["abroad"] + parts["reception"]),
        ("因公出国（境）费", (top, "因公出国(境)费"), parts["abroad"]),
        ("公务接待费", (top, "公务接待费"), parts["reception"]),
        (cars, (top, cars, "小计"), vehicles),
        ("公务用车购置费", (top, cars, "购置费"), parts["purchase"]),
        ("公务用车运行费", (top, cars, "运行费"), parts["running"]),
        ("机关运行经费", ("机关运行经费预算数",), commission.ledger.operating()),
    ]
    if commission.habits.cars_first:
        entries = [*entries[:2], *entries[3:6], entries[2], entries[6]]
    table = _new(commission, "three", [Column(column, 14) for _, column, _ in entries], "万元")
    table.unit_mark = "单位:"
    table.rows.append(
        [draft.cell(label, value, "万元", column) for label, column, value in entries]
    )
    return table
