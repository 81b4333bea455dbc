"""Data rows of one side of a table: labels, joined codes (类款项), and ancestors.

Ancestors come from codes where there are any (2010301 → 20103 → 201), else from label columns
to the left, else from the numbering of the labels (一、 → （一） → 1. → 其中：).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.model import Classification
from ingest.read.reading import GridCell
from ingest.table_grid import GridRow, is_amount, is_empty, plain
from ingest.table_sides import CODE_DIGITS, Side
from ingest.vocabulary.load import vocabulary, without_numbering

TOTAL = re.compile(
    r"^(?:(?:本年|当年|总)?(?:收入|支出|收支)?(?:预算|决算)?(?:总计|合计|小计)|总额|总数)$"
)
_CODE_BEFORE_NAME = re.compile(r"(\d{3}(?:\d{2}){0,2})[\s　.、\-]*(?=[^\d\s,.、年月])")
_NUMBERINGS = (
    re.compile(r"^[一二三四五六七八九十]+\s*[、.．,，]"),
    re.compile(r"^[（(][一二三四五六七八九十]+[)）]"),
    re.compile(r"^\d+\s*(?:[、．]|\.(?!\d))"),
    re.compile(r"^[（(]\d+[)）]"),
    re.compile(r"^[①-⑳]"),
)
_OF_WHICH = re.compile(r"^其\s*中\s*[:：]?")


@dataclass(frozen=True)
class LabelledRow:
    """A data row with its words read: `values` are its cells in the side's value columns."""

    label: str
    printed_label: str
    code: str | None
    path: tuple[str, ...]
    values: tuple[GridCell | None, ...]
    label_cell: GridCell | None


def labelled_rows(rows: Sequence[GridRow], side: Side) -> list[LabelledRow]:
    """The rows of one side that say anything, in order, with ancestors."""
    reader = _RowReader(side)
    return [row for cells in rows if (row := reader.read(cells)) is not None]


@dataclass
class _RowReader:
    """Reads rows one after another; what stood in earlier rows gives the later their ancestors."""

    side: Side
    groups: dict[int, str] = field(default_factory=dict)  # open label per place among the names
    last_code: str = ""
    by_code: dict[str, str] = field(default_factory=dict)
    open_numbers: list[tuple[int, str]] = field(default_factory=list)  # (level, label)
    anchor: str = ""  # the unnumbered row under which the numbering began again
    unnumbered: str = ""
    has_begun: bool = False

    def read(self, cells: GridRow) -> LabelledRow | None:
        label_cell, printed, outer = self._label(cells)
        code = self._code(cells, printed)
        if self._is_project(cells, label_cell):
            code = None  # the subject's, under which there may be other projects
        elif code is None and (match := _CODE_BEFORE_NAME.match(printed)):
            code, printed = match.group(1), printed[match.end() :]
        values = tuple(self._value(cells, column, label_cell) for column in self.side.values)
        if all(is_empty(value) for value in values):
            if not printed and code is None and (self.side.names or self.side.codes):
                return None
            if all(value is None for value in values):
                return None  # the words belong to the side before, whose merged cell reaches here
        elif not printed and code is None and not outer and self._needs_label():
            outer = tuple(self.groups[c] for c in sorted(self.groups))
        label = without_numbering(_OF_WHICH.sub("", printed) or printed)
        path = self._path(code, printed, label, outer)
        return LabelledRow(label, printed, code, path, values, label_cell)

    def _is_project(self, cells: GridRow, label_cell: GridCell | None) -> bool:
        """Whether a row is called by the project it is of."""
        column = self.side.project
        return column is not None and label_cell is not None and cells[column] is label_cell

    def _needs_label(self) -> bool:
        return bool(self.side.names)

    def _value(self, cells: GridRow, column: int, label_cell: GridCell | None) -> GridCell | None:
        """The cell of a value column; None for the tail of a merged cell from the left."""
        cell = cells[column]
        if cell is None or cell is label_cell:
            return None
        if column > 0 and cells[column - 1] is cell:
            return None
        return cell

    def _code(self, cells: GridRow, printed: str) -> str | None:
        texts = []
        for column in self.side.codes:
            cell = cells[column]
            texts.append(re.sub(r"\s", "", plain(cell.text)) if cell is not None else "")
        pieces = [text if CODE_DIGITS.fullmatch(text) else "" for text in texts]
        if any(pieces[1:]) and re.fullmatch(r"\d", texts[0]):
            code = self._restored(texts[0], "".join(pieces[1:]), printed)
            self.last_code = code or self.last_code
            return code
        if len(texts) == 1 and re.fullmatch(r"\d", texts[0]):
            code = self._beside(texts[0], printed)
            self.last_code = code or self.last_code
            return code
        if not any(pieces):
            return None
        code = ""
        for piece in pieces:
            # Some print the whole code in each column (201 | 20103 | 2010301).
            code = piece if len(piece) > 3 and piece.startswith(code) else code + piece
        first = next(i for i, piece in enumerate(pieces) if piece)
        if first > 0 and len(code) < 5 and self.last_code:
            # Only the level that changes is printed: the rest stands in a row above.
            code = self.last_code[: 3 + 2 * (first - 1)] + code
        self.last_code = code
        return code

    def _restored(self, digit: str, rest: str, name: str) -> str | None:
        """A code of whose class (类) one digit is left: by its name, else by the row above."""
        known = {
            code
            for classification in Classification
            for code in vocabulary().codes_named(classification, without_numbering(name))
            if code[3:] == rest and digit in (code[0], code[2])
        }
        above = self.last_code[:3]
        fits = bool(above) and digit in (above[0], above[2])
        if fits and len(rest) == 4 and self.last_code[3:5] == rest[:2]:
            return above + rest  # an item (项) below the group (款) above, whatever shares its name
        if len(known) == 1:
            return known.pop()
        return above + rest if fits and (not known or above + rest in known) else None

    def _beside(self, digit: str, name: str) -> str | None:
        """A whole code of which one digit is left: the one of its name near the row above."""
        known = {
            code
            for classification in Classification
            for code in vocabulary().codes_named(classification, without_numbering(name))
            if digit in (code[0], code[-1])
        }
        # 一般行政管理事务 is an item (项) of many groups (款): here of the row above's only.
        for length, longest in ((5, 7), (3, 5)):
            above = self.last_code[:length]
            near = {c for c in known if length < len(c) <= longest and c[:length] == above}
            if len(near) == 1:
                return near.pop()
        return None

    def _label(self, cells: GridRow) -> tuple[GridCell | None, str, tuple[str, ...]]:
        """The label's cell and words, and the words of the label columns to its left."""
        found: list[tuple[int, GridCell]] = []
        columns = self.side.names or ()
        for place, column in enumerate(columns):
            cell = cells[column]
            if cell is not None and not is_empty(cell) and all(cell is not c for _, c in found):
                found.append((place, cell))
        if not found:
            for column in self.side.codes:
                cell = cells[column]
                if cell is not None and not is_empty(cell):
                    text = re.sub(r"\s", "", cell.text)
                    if not CODE_DIGITS.fullmatch(text) and not is_amount(text):
                        return cell, plain(cell.text), ()
            return None, "", ()
        own, cell = found[-1]
        words = plain(cell.text)
        for place, group in found:
            text = plain(group.text)
            if self.groups.get(place) != text:
                self.groups = {p: w for p, w in self.groups.items() if p < place}
            self.groups[place] = text
        if len(found) == 1 and TOTAL.match(words) and columns[own] == min(columns):
            self.groups = {}
        outer = tuple(w for p, w in sorted(self.groups.items()) if p < own)
        return cell, words, outer

    def _path(
        self, code: str | None, printed: str, label: str, outer: tuple[str, ...]
    ) -> tuple[str, ...]:
        if code is not None:
            self.by_code[code] = label
            ancestors = (code[:3], code[:5])
            return tuple(
                self.by_code[a] for a in ancestors if a in self.by_code and len(a) < len(code)
            )
        numbered = self._by_numbering(printed, label)
        return tuple(without_numbering(word) for word in outer) + numbered

    def _by_numbering(self, printed: str, label: str) -> tuple[str, ...]:
        level = next((i for i, style in enumerate(_NUMBERINGS) if style.match(printed)), None)
        if _OF_WHICH.match(printed):
            level = self.open_numbers[-1][0] + 1 if self.open_numbers else len(_NUMBERINGS)
        if level is None:
            if not printed:
                return ()
            self.open_numbers = []
            self.unnumbered = "" if TOTAL.match(label) else label
            return ()
        if level == 0 and re.match(r"^一\s*[、.．,，]", printed):
            # Numbering that begins again lists what the row before it consists of.
            self.anchor = self.unnumbered if self.has_begun else ""
            self.has_begun = True
        while self.open_numbers and self.open_numbers[-1][0] >= level:
            self.open_numbers.pop()
        path = tuple(word for _, word in self.open_numbers)
        self.open_numbers.append((level, label))
        return (self.anchor, *path) if self.anchor else path
