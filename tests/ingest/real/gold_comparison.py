"""What was typed from the pages by eye, compared with the figures we read.

A figure answers for one cell or statement: what is left over was printed nowhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.model import Document, Figure
from ingest.vocabulary.load import vocabulary
from tests.ingest.real.gold import Gold, GoldCell, GoldStatement

_ADDED = re.compile(r"^(?:共有|安排|涉及)")
_ENDING = re.compile(r"(?<=..)(?:支出预算|预算支出|预算数|预算|支出)$")
_FUNDS = {
    "一般公共预算财政拨款": "general_public_budget",
    "财政拨款": "fiscal_appropriation",
}


@dataclass(frozen=True)
class Comparison:
    """How many of the gold's cells and statements we read right, and each difference in words."""

    right: int
    missed: tuple[str, ...]
    wrong: tuple[str, ...]
    extra: tuple[str, ...]

    def differences(self) -> tuple[str, ...]:
        """Everything that is not as on the page."""
        return self.missed + self.wrong + self.extra


def compare_identity(document: Document, gold: Gold) -> list[str]:
    """Who, which level, year and kind: what differs."""
    found = document.identity
    names = [gold.identity["organisation"], *gold.identity.get("also", ())]
    read = {
        "level": found.level.value,
        "fiscal_year": found.fiscal_year,
        "kind": found.kind.value,
    }
    wrong = [f"{k}: {gold.identity[k]}, read {v}" for k, v in read.items() if gold.identity[k] != v]
    if found.organisation not in names:
        wrong.append(f"organisation: {names[0]}, read {found.organisation}")
    return wrong


def compare_cells(document: Document, gold: Gold) -> Comparison:
    """Every gold cell against the figures of the tables, each figure used once."""
    titles = {table.table_id: _plain(table.title) for table in document.tables}
    wordless = {
        (table.table_id, number)
        for table in document.tables
        for number, row in enumerate(table.rows)
        if not row.printed_label
    }
    free = [f for f in document.figures if f.source.table_id is not None]
    right, missed, wrong = 0, [], []
    for cell in gold.cells:
        places = [
            f
            for f in free
            if f.source.page == cell.page
            and _is_title(titles[f.source.table_id or ""], cell)
            and _is_column(f, cell)
            and _is_row(f, cell, (f.source.table_id, f.source.row) in wordless)
        ]
        if not places:
            missed.append(f"{cell}, not read")
            continue
        best = min(places, key=lambda f: (len(_cell_faults(f, cell)), f.source.row))
        free.remove(best)
        if faults := _cell_faults(best, cell):
            wrong.append(f"{cell}, read with {', '.join(faults)}")
        else:
            right += 1
    extra = [
        f"p{f.source.page} {'/'.join((*f.item_path, *f.column_path))}: '{f.printed}' is not there"
        for f in free
        if f.quantity is not None and gold.cells
    ]
    return Comparison(right, tuple(missed), tuple(wrong), tuple(extra))


def compare_statements(document: Document, gold: Gold) -> Comparison:
    """Every gold statement against the figures of the text, each figure used once."""
    pages = {statement.page for statement in gold.statements}
    free = [f for f in document.figures if f.source.table_id is None and f.source.page in pages]
    used: list[Figure] = []
    left: list[GoldStatement] = []
    for statement in gold.statements:
        found = next((f for f in free if not _statement_faults(f, statement)), None)
        if found is None:
            left.append(statement)
        else:
            used.append(found)
            # '无…收支' is a figure of the income and one of the expenditure.
            span = found.source.start, found.source.end
            free = [
                f
                for f in free
                if (f.source.start, f.source.end) != span or _statement_faults(f, statement)
            ]
    missed, wrong = [], []
    for statement in left:
        places = [f for f in free if _is_place(f, statement)]
        if not places:
            missed.append(f"{statement}, not read")
            continue
        best = min(places, key=lambda f: len(_statement_faults(f, statement)))
        free.remove(best)
        used.append(best)
        wrong.append(f"{statement}, read with {', '.join(_statement_faults(best, statement))}")
    spans = {(f.source.start, f.source.end) for f in used}
    extra = [
        f"p{f.source.page} {f.label}｜{f.aspect.value}: {f.printed} is not there"
        for f in free
        if (f.source.start, f.source.end) not in spans
    ]
    return Comparison(len(gold.statements) - len(left), tuple(missed), tuple(wrong), tuple(extra))


def _is_title(title: str, cell: GoldCell) -> bool:
    """The title as printed, or with the side we read apart: '收支总表（收入）'."""
    printed = _plain(cell.table)
    return title == printed or title.startswith(f"{printed}(")


def _is_column(figure: Figure, cell: GoldCell) -> bool:
    path = [_plain(part) for part in figure.column_path]
    wanted = [_plain(part) for part in cell.column]
    sides = [word for word in cell.side.split("/") if word not in ("", "左", "右")]
    return (
        path[-1:] == wanted[-1:]
        and all(part in path for part in wanted)
        and all(any(side in part for part in path) for side in sides)
    )


def _is_row(figure: Figure, cell: GoldCell, wordless: bool) -> bool:
    if not cell.label:
        return wordless
    path = [_plain(part) for part in figure.item_path]
    names = {_plain(figure.label), *path[-2:]}
    return (
        _plain(cell.label) in names
        and (cell.code is None or figure.code == cell.code)
        and (not cell.parent or _plain(cell.parent) in path)
    )


def _cell_faults(figure: Figure, cell: GoldCell) -> list[str]:
    unit = figure.unit.name if figure.unit else None
    read: dict[str, object] = {
        "digits": figure.printed,
        "unit": unit,
        "year": figure.fiscal_year,
    }
    wanted: dict[str, object] = {"digits": cell.printed, "unit": cell.unit, "year": cell.year}
    return _faults(read, wanted)


def _statement_faults(figure: Figure, statement: GoldStatement) -> list[str]:
    read: dict[str, object] = {
        "page": figure.source.page,
        "value": figure.quantity.number if figure.quantity else None,
        "unit": figure.unit.name if figure.unit else None,
        "aspect": figure.aspect.value,
        "base": figure.base,
        "level": figure.level.value if figure.level else None,
    }
    wanted: dict[str, object] = {
        "page": statement.page,
        "value": statement.value,
        "unit": statement.unit,
        "aspect": statement.aspect,
        "base": statement.base,
        "level": statement.level,
    }
    # A change of nothing is told in words (持平, 一致0万元); elsewhere the digits are the same.
    if statement.value:
        read["digits"], wanted["digits"] = figure.printed, statement.printed
    if statement.year is not None:
        read["year"], wanted["year"] = figure.fiscal_year, statement.year
    if statement.measure is not None:
        read["measure"], wanted["measure"] = figure.measure.value, statement.measure
    faults = _faults(read, wanted)
    if not _is_named(figure, statement.names):
        faults.append(f"label {figure.label}")
    if statement.under and not _is_under(figure, statement.under):
        faults.append(f"place under {'/'.join(figure.item_path[:-1]) or figure.facet}")
    return faults


def _is_place(figure: Figure, statement: GoldStatement) -> bool:
    """Whether a figure was read where the statement stands: the same digits, or the same item."""
    if figure.source.page != statement.page:
        return False
    value = figure.quantity.number if figure.quantity else None
    if statement.value and figure.printed == statement.printed and value is not None:
        return figure.aspect.value == statement.aspect
    return (
        value == statement.value
        and figure.aspect.value == statement.aspect
        and _is_named(figure, statement.names)
    )


def _is_named(figure: Figure, names: Sequence[str]) -> bool:
    """Whether a figure's label is one of the names, its fund may stand apart, or the same item."""
    own = figure.item_path[-1] if figure.item_path else figure.label
    wholes = {_core(mark.join(figure.item_path)) for mark in ("", "，")}
    labels = {_core(figure.label), _core(own), *wholes}
    for name in names:
        fund = next((f for words, f in _FUNDS.items() if name.startswith(words)), None)
        short = next((name.removeprefix(words) for words in _FUNDS if name.startswith(words)), "")
        if _core(name) in labels or (short and fund == figure.fund and _core(short) in labels):
            return True
        item = vocabulary().item_for(name)
        if item is not None and item.key == figure.item:
            return True
    return False


def _is_under(figure: Figure, name: str) -> bool:
    item = vocabulary().item_for(name)
    return _core(name) in {_core(part) for part in figure.item_path[:-1]} or (
        item is not None and item.key == figure.facet
    )


def _faults(read: dict[str, object], wanted: dict[str, object]) -> list[str]:
    return [f"{key} {read[key]}" for key in wanted if read[key] != wanted[key]]


def _core(label: str) -> str:
    """A label without the words that say of it that it is spent, planned or owned."""
    text = _ADDED.sub("", _plain(label))
    while (shorter := _ENDING.sub("", text)) != text:
        text = shorter
    return text


def _plain(label: str) -> str:
    """A label without blanks, quotes, list numbers and （类）（款）（项）."""
    text = unicodedata.normalize("NFKC", label)
    text = re.sub(r"[\s“”\"]|\((?:类|款|项)\)", "", text)
    return re.sub(r"^(?:[一二三四五六七八九十]+、|\d+\.(?!\d)|其中:)", "", text)
