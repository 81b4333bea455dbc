"""Fifteen tables of a budget in 万元, printed before the text, with joined codes."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from evals.generator.draft import Cell, Column, Draft, Span, Table
from evals.generator.ledger import ZERO, FunctionalLine, Fund, Ledger
from evals.generator.lists import load_lists
from evals.generator.styles.commission import Commission, economic_path, item_path, numeral
from evals.generator.truth import Fact

TITLES = {
    "all": "部门收支总表",
    "income": "部门收入总表",
    "spending": "部门支出总表",
    "grant": "财政拨款收支总表",
    "general": "一般公共预算支出表",
    "basic": "一般公共预算基本支出表",
    "301": "一般公共预算基本支出明细表（工资福利支出）",
    "303": "一般公共预算基本支出明细表（对个人和家庭的补助）",
    "302": "一般公共预算基本支出明细表（商品和服务支出）",
    "310": "一般公共预算基本支出明细表（资本性支出）",
    "three": "一般公共预算“三公”经费支出表",
    "managed": "政府性基金预算支出表",
    "capital": "国有资本经营预算支出表",
    "project": "项目支出表",
    "procurement": "政府采购预算表",
}
CODE = [Column(("科目编码",), 16, "left"), Column(("科目名称",), 30, "left")]


def write_tables(draft: Draft, commission: Commission) -> None:
    """Write the fifteen tables, each on its page with its number (附表1 …)."""
    ledger = commission.ledger
    writers = {
        "all": _all, "income": _income, "grant": _grant, "three": _three, "project": _project,
        "procurement": _procurement,
    }  # fmt: skip
    trees: dict[str, Mapping[str, FunctionalLine]] = {
        "spending": ledger.tree(),
        "general": ledger.tree(Fund.GENERAL),
        "managed": ledger.tree(Fund.MANAGED),
        "capital": {},
    }
    for number, key in enumerate(TITLES, 1):
        if number > 1:
            draft.page(landscape=True)
        draft.lines("note", f"附表{number}")
        if key in trees:
            _functional(draft, commission, key, trees[key])
        elif key in writers:
            draft.table(writers[key](draft, ledger))
        else:
            draft.table(_economic(draft, ledger, key))


def _cell(
    draft: Draft, label: str, value: Decimal | None, column: tuple[str, ...], **fields: Any
) -> Fact:
    return draft.cell(label, value, "万元", column, **fields)


def _table(key: str, ledger: Ledger, columns: Sequence[Column]) -> Table:
    return Table(TITLES[key], "万元", f"部门：{ledger.organisation}", list(columns))


def _all(draft: Draft, ledger: Ledger) -> Table:
    income, spent = ("收入", "本年预算"), ("支出", "本年预算")
    table = _table("all", ledger, [
        Column(("收入", "项目"), 30, "left"), Column(income, 16),
        Column(("支出", "项目（按功能分类）"), 34, "left"), Column(spent, 16),
    ])  # fmt: skip
    names = [
        ("一般公共预算拨款收入", ledger.total(Fund.GENERAL)),
        ("政府性基金预算拨款收入", ledger.total(Fund.MANAGED)),
        ("国有资本经营预算拨款收入", ZERO), ("财政专户管理资金收入", ZERO),
        ("事业收入", ZERO), ("经营收入", ZERO), ("其他收入", ledger.total(Fund.OTHER)),
    ]  # fmt: skip
    left: list[list[Cell]] = [
        [f"{numeral(n)}、{name}", _cell(draft, name, value, income)]
        for n, (name, value) in enumerate(names, 1)
    ]
    classes = {item_path(c)[0]: line.total for c, line in ledger.tree().items() if len(c) == 3}
    for index, name in enumerate(load_lists().classes):
        one: list[Cell] = left[index] if index < len(left) else ["", ""]
        cell = _cell(draft, name, classes.get(name, ZERO), spent, classification="functional")
        table.rows.append([*one, f"（{numeral(index + 1)}）{name}", cell])
    for label, other in (("本年收入合计", "本年支出合计"), ("收入总计", "支出总计")):
        cells = (
            _cell(draft, label, ledger.total(), income),
            _cell(draft, other, ledger.total(), spent),
        )
        table.rows.append([Span(label, 1), cells[0], Span(other, 1), cells[1]])
    return table


def _income(draft: Draft, ledger: Ledger) -> Table:
    heads = [
        ("合计",), ("财政拨款收入", "一般公共预算"), ("财政拨款收入", "政府性基金预算"),
        ("财政专户管理资金",), ("事业收入",), ("其他收入",),
    ]  # fmt: skip
    table = _table("income", ledger, [*CODE, *(Column(head, 11) for head in heads)])
    trees = [ledger.tree(fund) for fund in (Fund.GENERAL, Fund.MANAGED, Fund.OTHER)]

    def row(label: str, code: str, /, **fields: object) -> list[Cell]:
        parts = [
            sum((line.total for c, line in tree.items() if c == code or (not code and len(c) == 3)),
                ZERO)
            for tree in trees
        ]  # fmt: skip
        values = (sum(parts, ZERO), parts[0], parts[1], ZERO, ZERO, parts[2])
        return [_cell(draft, label, v, h, **fields) for h, v in zip(heads, values, strict=True)]

    table.rows.append([Span("合计", 2), *row("合计", "")])
    for code in ledger.tree():
        fields = {"item_path": item_path(code), "code": code, "classification": "functional"}
        name = item_path(code)[-1]
        # Names step in, two blanks a level.
        indent = "  " * ((len(code) - 3) // 2)
        table.rows.append([code, indent + name, *row(name, code, **fields)])
    return table


def _functional(
    draft: Draft, commission: Commission, key: str, tree: Mapping[str, FunctionalLine]
) -> None:
    ledger = commission.ledger
    heads = ["合计", "基本支出", "项目支出"]
    if key == "spending":
        heads += ["事业单位经营支出", "上缴上级支出", "对附属单位补助支出"]
    table = _table(key, ledger, [*CODE, *(Column((head,), 13) for head in heads)])

    def row(label: str, basic: Decimal, project: Decimal, **fields: object) -> list[Cell]:
        values = [basic + project, basic, project, ZERO, ZERO, ZERO][: len(heads)]
        return [_cell(draft, label, v, (h,), **fields) for h, v in zip(heads, values, strict=True)]

    if not tree:
        table.empty_rows = 2
        draft.table(table)
        fund = TITLES[key].removesuffix("支出表")
        text = f"备注：{ledger.organisation}{commission.year}年没有{fund}支出，此表为空。"
        draft.state(f"{fund}支出", text, "empty_table", role="note")
        return
    classes = [line for code, line in tree.items() if len(code) == 3]
    basic, project = (
        sum((getattr(line, part) for line in classes), ZERO) for part in ("basic", "project")
    )
    table.rows.append([Span("合计", 2), *row("合计", basic, project)])
    for code, line in tree.items():
        name = item_path(code)[-1]
        fields = {"item_path": item_path(code), "code": code, "classification": "functional"}
        indent = "  " * ((len(code) - 3) // 2)
        table.rows.append([code, indent + name, *row(name, line.basic, line.project, **fields)])
    draft.table(table)


def _grant(draft: Draft, ledger: Ledger) -> Table:
    funds = ["合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"]
    income = ("收入", "预算数")
    table = _table("grant", ledger, [
        Column(("收入", "项目"), 24, "left"), Column(income, 13),
        Column(("支出", "项目"), 28, "left"), *(Column(("支出", fund), 12) for fund in funds),
    ])  # fmt: skip
    general, managed = ledger.total(Fund.GENERAL), ledger.total(Fund.MANAGED)
    names = [("一般公共预算拨款", general), ("政府性基金预算拨款", managed)]
    names.append(("国有资本经营预算拨款", ZERO))
    left: list[list[Cell]] = [
        [f"（{numeral(n)}）{name}", _cell(draft, name, value, income)]
        for n, (name, value) in enumerate(names, 1)
    ]
    by_name = [
        {item_path(c)[0]: line.total for c, line in ledger.tree(fund).items() if len(c) == 3}
        for fund in (Fund.GENERAL, Fund.MANAGED)
    ]

    def spent(label: str, one: Decimal, two: Decimal, **fields: object) -> list[Cell]:
        values = (one + two, one, two, ZERO)
        return [
            _cell(draft, label, v, ("支出", f), **fields)
            for f, v in zip(funds, values, strict=True)
        ]

    for index, name in enumerate(load_lists().classes):
        row: list[Cell] = left[index] if index < len(left) else ["", ""]
        one, two = (values.get(name, ZERO) for values in by_name)
        cells = spent(name, one, two, classification="functional")
        table.rows.append([*row, f"（{numeral(index + 1)}）{name}", *cells])
    left_cell = _cell(draft, "收入总计", general + managed, income)
    table.rows.append(
        [Span("收入总计", 1), left_cell, Span("支出总计", 1), *spent("支出总计", general, managed)]
    )
    return table


def _economic(draft: Draft, ledger: Ledger, key: str) -> Table:
    """The whole of basic spending with its two kinds, or the items of one group."""
    whole = key == "basic"
    heads = ("合计", "人员经费", "公用经费") if whole else ("本年预算",)
    table = _table(key, ledger, [*CODE, *(Column((head,), 14) for head in heads)])

    def row(label: str, staff: Decimal, office: Decimal, **fields: object) -> list[Cell]:
        values = (staff + office, staff, office) if whole else (staff + office,)
        return [_cell(draft, label, v, (h,), **fields) for h, v in zip(heads, values, strict=True)]

    items = {c: v for c, v in ledger.economic().items() if whole or c.startswith(key)}
    groups = {c: v for c, v in items.items() if len(c) == 3}
    staff = sum((v for c, v in groups.items() if c in ("301", "303")), ZERO)
    table.rows.append([Span("合计", 2), *row("合计", staff, sum(groups.values(), ZERO) - staff)])
    for code, value in items.items():
        name = economic_path(code)[-1]
        fields: dict[str, Any] = {
            "item_path": economic_path(code), "code": code, "classification": "economic_department",
        }  # fmt: skip
        pair = (value, ZERO) if code[:3] in ("301", "303") else (ZERO, value)
        table.rows.append([code, name, *row(name, *pair, **fields)])
    return table


def _three(draft: Draft, ledger: Ledger) -> Table:
    """One row, named by the organisation; receptions stand last."""
    parts = ledger.three_public()
    vehicles = parts["purchase"] + parts["running"]
    cars = "公务用车购置及运行费"
    entries = [
        ("“三公”经费", ("“三公”经费合计",), vehicles + parts["abroad"] + parts["reception"]),
        ("因公出国（境）费", ("因公出国（境）费",), parts["abroad"]),
        (cars, (cars, "小计"), vehicles),
        ("公务用车购置费", (cars, "公务用车购置费"), parts["purchase"]),
        ("公务用车运行费", (cars, "公务用车运行费"), parts["running"]),
        ("公务接待费", ("公务接待费",), parts["reception"]),
    ]
    columns = [Column(("单位名称",), 26, "left"), *(Column(path, 13) for _, path, _ in entries)]
    table = _table("three", ledger, columns)
    cells = [_cell(draft, label, value, path) for label, path, value in entries]
    table.rows.append([ledger.organisation, *cells])
    return table


def _project(draft: Draft, ledger: Ledger) -> Table:
    columns = [
        Column(("项目名称",), 34, "left"), Column(("科目名称",), 28, "left"), Column(("金额",), 16),
    ]  # fmt: skip
    table = _table("project", ledger, columns)
    table.rows.append([Span("合计", 2), _cell(draft, "合计", ledger.project(), ("金额",))])
    for name, code, amount in _projects(ledger):
        cell = _cell(draft, name, amount, ("金额",), item_path=("项目支出", name))
        table.rows.append([name, item_path(code)[-1], cell])
    return table


def _projects(ledger: Ledger) -> list[tuple[str, str, Decimal]]:
    """Return (project, item code, amount): the named ones, and what other items pay for."""
    projects = ledger.named_projects()
    named = sum((amount for _, _, amount in projects), ZERO)
    for code, line in ledger.functional().items():
        rest = line.project - (named if code == projects[0][1] else ZERO)
        if rest:
            projects.append((f"{item_path(code)[-1]}专项工作", code, rest))
    return projects


def _procurement(draft: Draft, ledger: Ledger) -> Table:
    columns = [Column(("项目",), 34, "left"), Column(("金额",), 16)]
    table = _table("procurement", ledger, columns)
    bought = ledger.procurement()
    whole = bought["goods"] + bought["works"] + bought["services"]
    table.rows.append([Span("合计", 1), _cell(draft, "政府采购", whole, ("金额",))])
    for label, key in (("货物", "goods"), ("工程", "works"), ("服务", "services")):
        cell = _cell(draft, label, bought[key], ("金额",), item_path=("政府采购", label))
        table.rows.append([f"{label}类", cell])
    return table
