"""The nine tables of a final account (决算), all in 万元 with two decimals."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from evals.generator.account import Account
from evals.generator.draft import Cell, Column, Draft, Span, Table
from evals.generator.ledger import ZERO, FunctionalLine, Fund, roll_up
from evals.generator.lists import load_lists
from evals.generator.styles.commission import Commission, economic_path, item_path, numeral
from evals.generator.truth import Fact

TITLES = {
    "all": "收入支出决算总表",
    "income": "收入决算表",
    "spending": "支出决算表",
    "grant": "财政拨款收入支出决算总表",
    "general": "一般公共预算财政拨款支出决算表",
    "basic": "一般公共预算财政拨款基本支出决算表",
    "three": "财政拨款“三公”经费支出决算表",
    "managed": "政府性基金预算财政拨款收入支出决算表",
    "capital": "国有资本经营预算财政拨款收入支出决算表",
}
THREE = (
    ("“三公”经费", ("合计",), ("abroad", "purchase", "running", "reception")),
    ("因公出国（境）费", ("因公出国（境）费",), ("abroad",)),
    (
        "公务用车购置及运行维护费",
        ("公务用车购置及运行维护费", "小计"),
        ("purchase", "running"),
    ),
    ("公务用车购置费", ("公务用车购置及运行维护费", "公务用车购置费"), ("purchase",)),
    ("公务用车运行维护费", ("公务用车购置及运行维护费", "公务用车运行维护费"), ("running",)),
    ("公务接待费", ("公务接待费",), ("reception",)),
)
CODES = [
    Column(("项目", "功能分类科目编码"), 12, "left"),
    Column(("项目", "科目名称"), 24, "left"),
]


def write_tables(draft: Draft, commission: Commission, account: Account) -> None:
    """Write the nine tables, wide ones on their side, empty ones with their note."""
    ledger = account.ledger
    draft.table(_all(draft, account))
    draft.page(landscape=True)
    draft.table(_income(draft, account))
    draft.page(landscape=True)
    extra = ["上缴上级支出", "经营支出", "对附属单位补助支出"]
    draft.table(_spending(draft, "spending", "本年支出合计", ledger.tree(), extra))
    draft.page(landscape=True)
    draft.table(_grant(draft, account))
    draft.page(landscape=False)
    general = ledger.tree(Fund.GENERAL)
    draft.table(_spending(draft, "general", "合计", general, [], total_last=True))
    draft.page(landscape=False)
    draft.table(_basic(draft, account))
    draft.page(landscape=True)
    _three(draft, account)
    draft.page(landscape=True)
    _fund(draft, account, "managed", "政府性基金预算", ledger.tree(Fund.MANAGED))
    draft.page(landscape=True)
    _fund(draft, account, "capital", "国有资本经营预算", {})


def _cell(
    draft: Draft, label: str, value: Decimal | None, column: tuple[str, ...], **fields: Any
) -> Fact:
    fields.setdefault("measure", "final")
    return draft.cell(label, value, "万元", column, **fields)


def _table(key: str, columns: list[Column], note: str) -> Table:
    return Table(TITLES[key], "万元", "", columns, notes=[f"注：本表反映部门本年度{note}。"])


def _all(draft: Draft, account: Account) -> Table:
    ledger = account.ledger
    income, spent = ("收入", "决算数"), ("支出", "决算数")
    columns = [
        Column(("收入", "项目"), 34, "left"), Column(income, 14),
        Column(("支出", "项目"), 34, "left"), Column(spent, 14),
    ]  # fmt: skip
    table = _table("all", columns, "的全部收支和年末结转结余情况")
    names = [
        ("一般公共预算财政拨款收入", ledger.total(Fund.GENERAL)),
        ("政府性基金预算财政拨款收入", ledger.total(Fund.MANAGED)),
        ("国有资本经营预算财政拨款收入", ZERO), ("上级补助收入", ZERO), ("事业收入", ZERO),
        ("经营收入", ZERO), ("附属单位上缴收入", ZERO), ("其他收入", account.other_income),
    ]  # fmt: skip
    left: list[list[Cell]] = [
        [f"{numeral(n)}、{name}", _cell(draft, name, value, income)]
        for n, (name, value) in enumerate(names, 1)
    ]
    classes = {item_path(c)[0]: line for c, line in ledger.tree().items() if len(c) == 3}
    for index, name in enumerate(load_lists().classes):
        row: list[Cell] = left[index] if index < len(left) else ["", ""]
        value = classes[name].total if name in classes else ZERO
        cell = _cell(draft, name, value, spent, classification="functional")
        table.rows.append([*row, f"{numeral(index + 1)}、{name}", cell])
    for one, value, two, other in (
        ("本年收入合计", account.income, "本年支出合计", ledger.total()),
        ("使用非财政拨款结余", ZERO, "结余分配", ZERO),
        ("年初结转和结余", account.carried_in, "年末结转和结余", account.carried_out),
        ("总计", account.total, "总计", account.total),
    ):
        cells = _cell(draft, one, value, income), _cell(draft, two, other, spent)
        table.rows.append([Span(one, 1), cells[0], Span(two, 1), cells[1]])
    return table


def _income(draft: Draft, account: Account) -> Table:
    ledger = account.ledger
    sources = [
        "本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入",
        "附属单位上缴收入", "其他收入",
    ]  # fmt: skip
    table = _table("income", [*CODES, *(Column((s,), 11) for s in sources)], "取得的各项收入")
    granted = ledger.tree(Fund.GENERAL, Fund.MANAGED)
    extra = FunctionalLine(ledger.units[0].body.run, Fund.OTHER, ZERO, account.interest)
    other = roll_up([*ledger.functional(Fund.OTHER).values(), extra])

    def row(label: str, grant: Decimal, rest: Decimal, **fields: object) -> list[Cell]:
        values = (grant + rest, grant, ZERO, ZERO, ZERO, ZERO, rest)
        return [
            _cell(draft, label, v, (s,), **fields) for s, v in zip(sources, values, strict=True)
        ]

    table.rows.append([Span("合计", 2), *row("合计", account.granted, account.other_income)])
    for code in sorted(granted.keys() | other.keys()):
        amounts = [tree[code].total if code in tree else ZERO for tree in (granted, other)]
        name = item_path(code)[-1]
        fields = {"item_path": item_path(code), "code": code, "classification": "functional"}
        table.rows.append([code, name, *row(name, amounts[0], amounts[1], **fields)])
    return table


def _spending(
    draft: Draft,
    key: str,
    total: str,
    tree: Mapping[str, FunctionalLine],
    extra: Sequence[str],
    total_last: bool = False,
) -> Table:
    heads = [total, "基本支出", "项目支出", *extra]
    table = _table(key, [*CODES, *(Column((head,), 12) for head in heads)], "各项支出情况")

    def row(label: str, basic: Decimal, project: Decimal, **fields: object) -> list[Cell]:
        values = [basic + project, basic, project, *(ZERO for _ in extra)]
        return [_cell(draft, label, v, (h,), **fields) for h, v in zip(heads, values, strict=True)]

    classes = [line for code, line in tree.items() if len(code) == 3]
    basic = sum((line.basic for line in classes), ZERO)
    project = sum((line.project for line in classes), ZERO)
    if not total_last:
        table.rows.append([Span("合计", 2), *row("合计", basic, project)])
    for code, line in tree.items():
        name = item_path(code)[-1]
        fields = {"item_path": item_path(code), "code": code, "classification": "functional"}
        table.rows.append([code, name, *row(name, line.basic, line.project, **fields)])
    if total_last:
        table.rows.append([Span("合计", 2), *row("合计", basic, project)])
    return table


def _grant(draft: Draft, account: Account) -> Table:
    ledger = account.ledger
    funds = ["合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"]
    income = ("收入", "决算数")
    columns = [
        Column(("收入", "项目"), 26, "left"), Column(income, 11),
        Column(("支出", "项目"), 26, "left"), *(Column(("支出", fund), 11) for fund in funds),
    ]  # fmt: skip
    table = _table("grant", columns, "财政拨款的收支和结转结余情况")
    general, managed = ledger.tree(Fund.GENERAL), ledger.tree(Fund.MANAGED)

    def spent(label: str, one: Decimal, two: Decimal, **fields: object) -> list[Cell]:
        values = (one + two, one, two, ZERO)
        return [
            _cell(draft, label, v, ("支出", f), **fields)
            for f, v in zip(funds, values, strict=True)
        ]

    names = [
        ("一般公共预算财政拨款", ledger.total(Fund.GENERAL)),
        ("政府性基金预算财政拨款", ledger.total(Fund.MANAGED)),
        ("国有资本经营预算财政拨款", ZERO),
    ]
    left: list[list[Cell]] = [
        [f"{numeral(n)}、{name}", _cell(draft, name, value, income)]
        for n, (name, value) in enumerate(names, 1)
    ]
    by_name = [
        {item_path(c)[0]: line.total for c, line in tree.items() if len(c) == 3}
        for tree in (general, managed)
    ]
    for index, name in enumerate(load_lists().classes):
        row: list[Cell] = left[index] if index < len(left) else ["", ""]
        one, two = (values.get(name, ZERO) for values in by_name)
        cells = spent(name, one, two, classification="functional")
        table.rows.append([*row, f"{numeral(index + 1)}、{name}", *cells])
    totals = ledger.total(Fund.GENERAL), ledger.total(Fund.MANAGED)
    for one_name, two_name, values in (
        ("本年收入合计", "本年支出合计", totals),
        ("年初财政拨款结转和结余", "年末财政拨款结转和结余", (ZERO, ZERO)),
        ("总计", "总计", totals),
    ):
        left_cell = _cell(draft, one_name, sum(values, ZERO), income)
        cells = spent(two_name, *values)
        table.rows.append([Span(one_name, 1), left_cell, Span(two_name, 1), *cells])
    return table


def _basic(draft: Draft, account: Account) -> Table:
    """Two lists of economic items side by side; here an item that is nothing prints 0.00."""
    economic = account.ledger.economic()
    head = ("经济分类科目编码", "科目名称", "决算数")
    columns = [
        Column((name,), share, "left")
        for name, share in zip(head * 2, (10, 24, 12) * 2, strict=True)
    ]
    table = _table("basic", columns, "一般公共预算财政拨款基本支出的明细情况")

    def side(groups: tuple[str, ...]) -> list[list[Cell]]:
        codes = [c for c in load_lists().economic_groups if c in groups]
        codes += [item.code for item in load_lists().economic if item.code[:3] in groups]
        rows: list[list[Cell]] = []
        for code in sorted(codes):
            name = economic_path(code)[-1]
            cell = _cell(
                draft, name, economic.get(code, ZERO), ("决算数",), blank="0.00",
                item_path=economic_path(code), code=code, classification="economic_department",
            )  # fmt: skip
            rows.append([code, name, cell])
        return rows

    staff, office = side(("301", "303")), side(("302", "310"))
    for index in range(max(len(staff), len(office))):
        one = staff[index] if index < len(staff) else ["", "", ""]
        two = office[index] if index < len(office) else ["", "", ""]
        table.rows.append([*one, *two])
    ledger = account.ledger
    table.rows.append(
        [
            Span("人员经费合计", 2),
            _cell(draft, "人员经费", ledger.staff(), ("决算数",)),
            Span("公用经费合计", 2),
            _cell(draft, "公用经费", ledger.office(), ("决算数",)),
        ]
    )
    return table


def _three(draft: Draft, account: Account) -> None:
    spent = account.ledger.three_public()
    columns = [
        Column((*path, word), 9) for _, path, _ in THREE for word in ("预算数", "决算数")
    ]  # fmt: skip
    table = _table("three", columns, "“三公”经费的预算和决算情况。其中，预算数为全年预算数")
    if not any(spent.values()):
        draft.table(table)
        organisation = account.ledger.organisation
        text = f"说明：{organisation}本年度没有用财政拨款安排“三公”经费，本表无数据。"
        draft.state("“三公”经费", text, "empty_table", role="note")
        return
    row: list[Cell] = []
    for label, path, keys in THREE:
        path_of_item = ("“三公”经费",) if len(keys) == 4 else ("“三公”经费", label)
        for word, amounts, measure in (
            ("预算数", account.three_budget, "adjusted"),
            ("决算数", spent, "final"),
        ):
            value = sum((amounts[key] for key in keys), ZERO)
            row.append(
                _cell(
                    draft, label, value, (*path, word), measure=measure, item_path=path_of_item
                )
            )  # fmt: skip
    table.rows.append(row)
    draft.table(table)


def _fund(
    draft: Draft, account: Account, key: str, fund: str, tree: Mapping[str, FunctionalLine]
) -> None:
    heads = [
        ("年初结转和结余",), ("本年收入",), ("本年支出", "合计"), ("本年支出", "基本支出"),
        ("本年支出", "项目支出"), ("年末结转和结余",),
    ]  # fmt: skip
    columns = [*CODES, *(Column(head, 11) for head in heads)]
    table = _table(key, columns, f"{fund}财政拨款的收支和结转结余情况")
    if not tree:
        table.empty_rows = 1
        draft.table(table)
        organisation = account.ledger.organisation
        text = f"说明：{organisation}本年度没有{fund}财政拨款收支，本表无数据。"
        draft.state(f"{fund}财政拨款收支", text, "empty_table", role="note")
        return
    whole = sum((line.total for code, line in tree.items() if len(code) == 3), ZERO)
    for code, total in [("", whole), *((code, line.total) for code, line in tree.items())]:
        name = item_path(code)[-1] if code else "合计"
        fields = (
            {"item_path": item_path(code), "code": code, "classification": "functional"}
            if code
            else {}
        )
        values = (ZERO, total, total, ZERO, total, ZERO)
        cells = [_cell(draft, name, v, h, **fields) for h, v in zip(heads, values, strict=True)]
        table.rows.append([code, name, *cells] if code else [Span("合计", 2), *cells])
    draft.table(table)
