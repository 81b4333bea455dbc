"""Tables that came apart: 7, 8, 9, 10 and 25 of the list of noises."""

import random

from evals.generator.draft import Cell, Column, Draft, Line, Table
from evals.generator.grid import cell_text, table_cells
from evals.generator.noise.lines import tables_of
from evals.generator.truth import Fact

LONG_HEADER = 5
SIDES = ("收入", "支出")


def fold_headers(draft: Draft, rng: random.Random) -> int:
    """7: headers folded after any character: 本年收入合⏎计."""
    changed = 0
    for table in tables_of(draft):
        folded: dict[str, str] = {}
        for place, column in enumerate(table.columns):
            path = []
            for text in column.path:
                if len(text) >= LONG_HEADER and text not in folded:
                    at = rng.randrange(2, len(text))
                    folded[text] = f"{text[:at]}\n{text[at:]}" if rng.random() < 0.5 else text
                path.append(folded.get(text, text))
            changed += tuple(path) != column.path
            table.columns[place] = Column(tuple(path), column.share, column.align)
    return changed


def run_sides_together(draft: Draft, rng: random.Random) -> int:
    """8: the two sides of a table without a line between a number and the next label."""
    changed = 0
    for table in tables_of(draft):
        tops = {"".join(column.path[0].split())[-2:] for column in table.columns}
        if set(SIDES) <= tops and draft.paged and rng.random() < 0.5:
            table.runs_together = True
            changed += 1
    return changed


def flatten_tables(draft: Draft, rng: random.Random) -> int:
    """9: a table pasted as one value a line; empty cells are gone, so columns cannot be told."""
    places = [
        index
        for index, block in enumerate(draft.blocks)
        if isinstance(block, Table) and len(block.columns) > 4 and len(block.rows) > 2
    ]
    if draft.paged or draft.in_sheets or not places:
        return 0
    index = rng.choice(places)
    table = draft.blocks[index]
    if not isinstance(table, Table):
        return 0
    _lose_cells(draft, table)
    texts = [cell.text for cell in table_cells(table) if cell.text]
    lines = [Line("body", (f"{' '.join(text.split())} |",)) for text in texts]
    unit = f"{table.unit_mark}{table.unit}" if table.unit else ""
    notes = [Line("note", (note,)) for note in table.notes]
    draft.blocks[index : index + 1] = [
        Line("centre", (table.title,)), Line("body", (unit or " ",)), *lines, *notes,
    ]  # fmt: skip
    return 1


def cut_codes(draft: Draft, rng: random.Random) -> int:
    """10: a code column too narrow: of 210 only 2 is left."""
    changed = 0
    for table in tables_of(draft):
        places = [n for n, c in enumerate(table.columns) if "编码" in "".join(c.path)][:1]
        if not places or rng.random() < 0.6:
            continue
        for row in table.rows:
            code = row[places[0]]
            if not isinstance(code, str) or len(code) < 3 or rng.random() < 0.85:
                continue
            row[places[0]] = code[0]
            changed += 1
            _forget_code(row)
    return changed


def _forget_code(row: list[Cell]) -> None:
    for cell in row:
        if isinstance(cell, Fact):
            cell.code = None


def leave_one_row(draft: Draft, rng: random.Random) -> int:
    """25: the one row of a table without its header: numbers, and nothing to say what they are."""
    places = [
        index
        for index, block in enumerate(draft.blocks)
        if isinstance(block, Table)
        and len(block.rows) == 1
        and all(isinstance(cell, Fact) for cell in block.rows[0])
    ]
    if not places or draft.in_sheets:
        return 0
    index = rng.choice(places)
    table = draft.blocks[index]
    if not isinstance(table, Table):
        return 0
    _lose_cells(draft, table)
    numbers = " ".join(cell_text(cell) for cell in table.rows[0] if cell_text(cell))
    draft.blocks[index : index + 1] = [
        Line("centre", (table.title,)), Line("body", (numbers or "—",)),
    ]  # fmt: skip
    return 1


def _lose_cells(draft: Draft, table: Table) -> None:
    for row in table.rows:
        for cell in row:
            if isinstance(cell, Fact):
                draft.lose(cell)
