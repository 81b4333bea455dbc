"""A sheet (工作表) as it is displayed, and how it becomes paragraphs and tables of a flow.

xlsx and xls readers make `Sheet`s; what is hidden on them is left out here, and told.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.errors import TooLarge
from ingest.model import Problem, Source
from ingest.read.flow import FlowCell, FlowWriter
from ingest.read.sheet_blocks import Paragraph, TableBlock, sheet_blocks
from ingest.read.sheet_cells import MOST_CELLS, SheetCell, cell_name, column_name
from ingest.read.sheet_oddities import Oddity

_NAMED = 10  # how many places a problem names
# Names that programs give, or that say what any file has.
_EMPTY_NAME = re.compile(
    r"(?:sheet|工作表|表|附表|附件|sheet页)?[\s\d一二三四五六七八九十()（）\-_.]*|封面|封皮|目录|首页",
    re.IGNORECASE,
)
_HIDDEN = "{places}是隐藏的，没有读入；合计可能包含其中的数"
_CODE_HEADER = re.compile("编码|代码|^[类款项目]$")


@dataclass(frozen=True)
class Sheet:
    """One sheet: its cells that show something or are ruled, rows and columns counted from 0.

    `boxes` are the paragraphs of its text boxes, which lie over the cells.
    """

    name: str
    cells: tuple[SheetCell, ...]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False
    oddities: tuple[Oddity, ...] = ()
    boxes: tuple[str, ...] = ()


def sheets_to_flow(sheets: Sequence[Sheet], flow: FlowWriter, file_name: str) -> None:
    """All sheets in order, each opening a part. Raises TooLarge."""
    for sheet in sheets:
        at = (Source(flow.here, flow.here),)
        if sheet.is_hidden:
            if count := sum(bool(cell.text.strip()) for cell in sheet.cells) + len(sheet.boxes):
                message = f"工作表“{sheet.name}”是隐藏的，其中 {count} 格内容没有读入"
                flow.problems.append(Problem("hidden_sheet", message, at))
            continue
        shown, hidden = _visible(sheet)
        flow.opens_part()
        blocks = sheet_blocks(shown)
        if (name := _telling_name(sheet.name, blocks)) is not None:
            flow.paragraph(name)
        for block in blocks:
            if isinstance(block, Paragraph):
                flow.paragraph(block.text)
                continue
            flow.table(block_cells(block, sheet.name, file_name))
        for text in sheet.boxes:
            flow.paragraph(text)
        oddities = (*hidden, *sheet.oddities, *_dates_among_others(blocks))
        for oddity in oddities:
            flow.problems.append(Problem(oddity.code, _told(sheet.name, oddity), at))


def _visible(sheet: Sheet) -> tuple[list[SheetCell], list[Oddity]]:
    """The cells that can be seen, closed up where rows and columns are hidden; and what is hidden.

    A merged cell is seen where part of it is.
    """
    rows, columns = sorted(sheet.hidden_rows), sorted(sheet.hidden_columns)
    seen: list[SheetCell] = []
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    for cell in sheet.cells:
        top, height = _closed_up(cell.row, cell.row_span, rows)
        left, width = _closed_up(cell.column, cell.column_span, columns)
        if height and width:
            name = cell_name(cell.row, cell.column)
            seen.append(
                replace(
                    cell, row=top, row_span=height, column=left, column_span=width, name=name
                )
            )  # fmt: skip
        elif cell.text.strip() and not height:
            hidden_rows.add(cell.row)
        elif cell.text.strip():
            hidden_columns.add(cell.column)
    told = []
    if hidden_rows:
        places = tuple(f"第{row + 1}行" for row in sorted(hidden_rows))
        told.append(Oddity("hidden_rows", _HIDDEN, places))
    if hidden_columns:
        places = tuple(f"{column_name(column)}列" for column in sorted(hidden_columns))
        told.append(Oddity("hidden_columns", _HIDDEN, places))
    return seen, told


def _closed_up(first: int, span: int, hidden: Sequence[int]) -> tuple[int, int]:
    """Where a cell begins and how far it goes once the hidden places are taken out."""
    before = bisect_left(hidden, first)
    inside = bisect_left(hidden, first + span) - before
    return first - before, span - inside


def _telling_name(name: str, blocks: Sequence[Paragraph | TableBlock]) -> str | None:
    """The sheet's name where nothing on the sheet says what its table is."""
    plain = re.sub(r"\s+", "", name)
    if not blocks or _EMPTY_NAME.fullmatch(plain) or not re.search("[一-鿿]{2}", plain):
        return None
    before = []
    for block in blocks:
        if isinstance(block, TableBlock):
            break
        before.append(block.text)
    else:
        return None
    titled = any(re.search(r"表(?:[（(][^（）()]*[)）])?\s*$|表\s{2}", text) for text in before)
    return None if titled else plain


def block_cells(block: TableBlock, sheet: str, file_name: str) -> list[FlowCell]:
    """The cells of a block, every place filled: a blank one is a statement too."""
    rows = {row: place for place, row in enumerate(block.rows)}
    columns = {column: place for place, column in enumerate(block.columns)}
    if len(rows) * len(columns) > MOST_CELLS:
        raise TooLarge(
            file_name,
            f"工作表“{sheet}”的表有 {len(rows)} 行 {len(columns)} 列，范围过大",
            "请删去空白的行列后另存，再提交",
        )
    taken: set[tuple[int, int]] = set()
    cells: list[FlowCell] = []
    for cell in block.cells:
        down = [rows[r] for r in range(cell.row, cell.row + cell.row_span) if r in rows]
        across = [columns[c] for c in _span(cell, columns)]
        places = {(r, c) for r in down for c in across}
        if not places or places & taken:
            continue
        taken |= places
        cells.append(FlowCell(cell.text, down[0], across[0], len(down), len(across)))
    cells += [
        FlowCell("", r, c)
        for r in range(len(rows))
        for c in range(len(columns))
        if (r, c) not in taken
    ]
    return cells


def _span(cell: SheetCell, columns: Collection[int]) -> Iterable[int]:
    return (c for c in range(cell.column, cell.column + cell.column_span) if c in columns)


def _dates_among_others(blocks: Sequence[Paragraph | TableBlock]) -> Iterable[Oddity]:  # fmt: skip
    """Days among codes or amounts: what a spreadsheet makes of '2010-1' typed in."""
    places = []
    for block in blocks:
        if not isinstance(block, TableBlock):
            continue
        by_column: dict[int, list[SheetCell]] = {}
        for cell in block.cells:
            if cell.text.strip():
                by_column.setdefault(cell.column, []).append(cell)
        for cells in by_column.values():
            days = [cell for cell in cells if cell.is_date]
            others = [cell for cell in cells if not cell.is_date]
            is_code = any(_CODE_HEADER.search(re.sub(r"\s", "", c.text)) for c in others)
            numbers = sum(bool(re.match(r"[\d,.\-]+$", c.text)) for c in others)
            if days and (is_code or numbers):
                places += [f"{cell.name}“{cell.text}”" for cell in days]
    if places:
        yield Oddity(
            "date_for_number",
            "{places}显示为日期，可能是编码或金额被表格软件改成了日期，没有当作数字读入",
            tuple(places),
        )


def _told(sheet: str, oddity: Oddity) -> str:
    named = "、".join(oddity.places[:_NAMED])
    if len(oddity.places) > _NAMED:
        named += f"等 {len(oddity.places)} 处"
    return f"工作表“{sheet}”" + oddity.message.format(places=named)
