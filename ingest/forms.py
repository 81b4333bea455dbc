"""Forms (绩效目标表 and the like): boxes of label and content that are no table of columns.

A form becomes rows of one content each; amounts keep their label and the group they stand in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.quantity import Unit, UnknownUnit, unit_named
from ingest.read.reading import GridCell
from ingest.table_grid import GridRow, is_amount, is_empty, plain
from ingest.vocabulary.load import without_numbering

# What the contents of a form stand under: it prints no header of columns.
FORM_COLUMN = "内容"
_FORM_TITLE = re.compile("绩效(?:目标|指标|自评|评价)")
_LONGEST_LABEL = 12
_UNIT_IN_BRACKETS = re.compile(r"[（(]\s*((?:人民币)?[万亿千]?元)\s*[)）]")


@dataclass(frozen=True)
class FormRow:
    """A content with its label and the groups around it."""

    label: str
    printed_label: str
    path: tuple[str, ...]
    content: GridCell


def is_form_title(title: str) -> bool:
    """Whether a title announces a form."""
    return bool(_FORM_TITLE.search(title))


def form_rows(rows: Sequence[GridRow]) -> list[FormRow]:
    """The contents of a form, each once, in order."""
    found: list[FormRow] = []
    used: set[int] = set()
    project = ""
    in_indicators = False
    cells: list[GridCell] = []
    for row in rows:
        above, cells = cells, _distinct(row)
        texts = [plain(c.text) for c in cells]
        if any("级指标" in text for text in texts):
            in_indicators = True
            continue
        pairs: list[tuple[tuple[str, ...], GridCell, GridCell]] = []
        if in_indicators:
            if len(cells) >= 2:
                outer = tuple(t for t in texts[:-2] if t != "绩效指标")
                pairs.append((outer, cells[-2], cells[-1]))
        elif any(is_amount(text) for text in texts):
            pairs += _amount_pairs(cells)
        elif _stands_beneath(cells, above):
            group = (plain(cells[0].text),)
            pairs += [(group, *pair) for pair in zip(above[1:], cells[1:], strict=True)]
        elif len(cells) >= 2 and len(cells) % 2 == 0:
            pairs += [((), cells[i], cells[i + 1]) for i in range(0, len(cells), 2)]
        for outer, label_cell, content in pairs:
            if id(content) in used:
                continue
            used.add(id(content))
            printed = plain(label_cell.text)
            label = without_numbering(printed)
            if label == "项目名称" and not project:
                project = plain(content.text)
                found.append(FormRow(label, printed, (), content))
                continue
            path = (project, *outer) if project else outer
            found.append(FormRow(label, printed, path, content))
    return found


def unit_of_form(rows: Sequence[GridRow]) -> tuple[Unit, GridCell] | None:
    """The unit a form states in a label ('项目资金（元）')."""
    for row in rows:
        for cell in _distinct(row):
            if match := _UNIT_IN_BRACKETS.search(plain(cell.text)):
                try:
                    return unit_named(match.group(1)), cell
                except UnknownUnit:
                    continue
    return None


def _distinct(row: GridRow) -> list[GridCell]:
    cells: list[GridCell] = []
    for cell in row:
        if cell is not None and not is_empty(cell) and all(cell is not c for c in cells):
            cells.append(cell)
    return cells


def _stands_beneath(cells: Sequence[GridCell], above: Sequence[GridCell]) -> bool:
    """Whether a row's contents stand under their labels, one group cell beside both rows."""
    return (
        len(cells) == len(above) > 1
        and cells[0] is above[0]
        and all(
            content.column == label.column and len(plain(label.text)) <= _LONGEST_LABEL
            for label, content in zip(above[1:], cells[1:], strict=True)
        )
    )


def _amount_pairs(
    cells: Sequence[GridCell],
) -> list[tuple[tuple[str, ...], GridCell, GridCell]]:
    """Each amount with the nearest words to its left; words before those are its group."""
    pairs: list[tuple[tuple[str, ...], GridCell, GridCell]] = []
    words: list[GridCell] = []
    group: tuple[str, ...] = ()
    for cell in cells:
        if not is_amount(cell.text):
            words.append(cell)
            continue
        if not words:
            continue
        if len(words) > 1 and not group:
            group = tuple(_UNIT_IN_BRACKETS.sub("", plain(w.text)) for w in words[:-1])
        pairs.append((group, words[-1], cell))
        words = []
    return pairs
