"""部门决算 as other provinces print it: 行次 and 栏次, 类|款|项 apart, 三公 in two halves.

The tables are those of final_account_tables, laid out anew as they are written.
"""

import random
from dataclasses import replace

from evals.generator.account import draw_account
from evals.generator.draft import Cell, Column, Draft, Prints, Span, Table
from evals.generator.lists import load_lists
from evals.generator.pdf import Looks
from evals.generator.styles.commission import Commission, numeral
from evals.generator.styles.final_account import GLOSSARY, SECTIONS
from evals.generator.styles.final_account_prose import write_prose
from evals.generator.styles.final_account_tables import TITLES, write_tables
from evals.generator.truth import Fact

LOOKS = Looks(body=12, leading=23, cell=8, row=17, page_mark="{n}")
CODED = "功能分类科目编码"
SPLIT = ("类", "款", "项")
WORDS = ("预算数", "决算数")


class _NumberedDraft(Draft):
    """A draft that numbers the tables, their rows and their columns."""

    def table(self, table: Table) -> None:
        number = sum(isinstance(block, Table) for block in self.blocks) + 1
        table = _laid_out(table, random.Random(f"{self.about.seed}|{self.about.document}"))
        super().table(replace(table, title=f"表{numeral(number)} {table.title}"))


def write_numbered_tables(commission: Commission) -> Draft:
    """Write the whole document: tables last, as some provinces do."""
    organisation, year = commission.ledger.organisation, commission.year
    account = draw_account(commission.seed, commission.ledger)
    title = f"{organisation}{year}年度部门决算公开"
    draft = _NumberedDraft(
        commission.about(title, "final_account"),
        commission.habits.prints(Prints(thousands=False, trims_zeros=False)),
    )
    draft.cover([f"{organisation}{year}年度", "部门决算公开"], [])
    draft.page()
    draft.page_title("目 录")
    draft.lines("toc", "第一部分 部门概况", f"第二部分 {year}年度部门决算情况说明")
    draft.lines("toc", *(f"{numeral(n)}、{name}" for n, name in enumerate(SECTIONS, 1)))
    draft.lines("toc", "第三部分 名词解释", "第四部分 附表")
    draft.lines("toc", *(f"表{numeral(n)} {name}" for n, name in enumerate(TITLES.values(), 1)))
    draft.page()
    draft.heading("第一部分 部门概况", 0)
    draft.heading("一、主要职责")
    draft.lines("body", f"{organisation}的主要职责是：{''.join(commission.body.duties)}")
    draft.page()
    draft.heading(f"第二部分 {year}年度部门决算情况说明", 0)
    write_prose(draft, commission, account, SECTIONS)
    draft.page()
    draft.heading("第三部分 名词解释", 0)
    for number, term in enumerate(GLOSSARY, 1):
        draft.define(str(number), term, load_lists().glossary[term], dot=".")
    draft.page(landscape=True)
    draft.heading("第四部分 附表", 0)
    write_tables(draft, commission, account)
    draft.lines("note", load_lists().disclaimer)
    return draft


def _laid_out(table: Table, rng: random.Random) -> Table:
    paths = [column.path for column in table.columns]
    if all(path[-1] in WORDS for path in paths):
        return _in_two_halves(table, rng)
    if len(paths[0]) > 1 and paths[0][-1] == CODED:
        return _with_columns_numbered(_with_codes_apart(table))
    if paths[0][0] == "收入":
        return _with_rows_numbered(table)
    return table


def _with_codes_apart(table: Table) -> Table:
    """Part 2010301 into 201, 03 and 01, each in a column of its own."""
    head = table.columns[0].path
    apart = [Column((*head, name), 4, "centre") for name in SPLIT]
    rows: list[list[Cell]] = []
    for row in table.rows:
        first, *rest = row
        if isinstance(first, Span):
            rows.append([Span(first.text, first.columns + 2), *rest])
        else:
            code = first if isinstance(first, str) else ""
            rows.append([code[:3], code[3:5], code[5:7], *rest])
    return replace(table, columns=[*apart, *table.columns[1:]], rows=rows)


def _with_columns_numbered(table: Table) -> Table:
    """Put 栏次 and the numbers of the columns under the header."""
    names = sum(column.align != "right" for column in table.columns)
    values = len(table.columns) - names
    numbers: list[Cell] = [Span("栏次", names), *(Span(str(n + 1), 1) for n in range(values))]
    return replace(table, rows=[numbers, *table.rows])


def _with_rows_numbered(table: Table) -> Table:
    """Put 行次 beside the items of both sides, and 栏次 under the header."""
    second = next(n for n, column in enumerate(table.columns) if column.path[0] == "支出")
    starts = (0, second)
    columns: list[Column] = []
    for place, column in enumerate(table.columns):
        columns.append(column)
        if place in starts:
            columns.append(Column((column.path[0], "行次"), 5, "centre"))
    rows: list[list[Cell]] = []
    numbers: list[Cell] = []
    counted = 0
    for place in range(len(table.columns)):
        if place in starts:
            numbers += [Span("栏次", 1), ""]
        else:
            counted += 1
            numbers.append(Span(str(counted), 1))
    length = len(table.rows)
    for number, row in enumerate(table.rows, 1):
        new: list[Cell] = []
        for place, cell in enumerate(row):
            new.append(cell)
            if place in starts:
                # The second side goes on counting where the first one ends.
                new.append(str(number if place == 0 else number + length))
        rows.append(new)
    return replace(table, columns=columns, rows=[numbers, *rows])


def _in_two_halves(table: Table, rng: random.Random) -> Table:
    """Put all of 预算数 before all of 决算数, the parts in the order of this office."""
    places = list(range(0, len(table.columns), 2))
    total, abroad, vehicles, reception = places[:1], places[1:2], places[2:5], places[5:]
    groups = [abroad, vehicles, reception]
    rng.shuffle(groups)
    order = [*total, *(place for group in groups for place in group)]
    columns: list[Column] = []
    moved: list[int] = []
    for half, word in enumerate(WORDS):
        for place in order:
            column = table.columns[place + half]
            columns.append(replace(column, path=(word, *column.path[:-1])))
            moved.append(place + half)
    rows: list[list[Cell]] = []
    for row in table.rows:
        cells = [row[place] for place in moved]
        for cell, column in zip(cells, columns, strict=True):
            if isinstance(cell, Fact):
                cell.column_path = column.path
        rows.append(cells)
    return replace(table, columns=columns, rows=rows)
