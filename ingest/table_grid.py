"""Grids as rows and columns: pages of one table joined, its header told from its data.

Nothing here knows what an item is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.quantity import NotAQuantity, is_blank, read_number
from ingest.read.reading import Grid, GridCell
from ingest.vocabulary.traditional import in_simplified

GridRow = tuple[
    GridCell | None, ...
]  # one entry per column; a merged cell stands in each it covers


def plain(text: str) -> str:
    """Cell text in one line: broken lines rejoined, blanks taken out between Chinese characters.

    Traditional characters (繁体字) become simplified, as they do in sentences.
    """
    text = in_simplified(re.sub(r"\s*\n\s*", "", text))
    text = re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", text)
    return text.strip()


def is_amount(text: str) -> bool:
    """Whether a cell prints a number."""
    try:
        return read_number(text.removesuffix("%")) is not None
    except NotAQuantity:
        return False


def is_empty(cell: GridCell | None) -> bool:
    """Whether nothing stands in a cell, or there is none."""
    return cell is None or is_blank(cell.text)


def grid_rows(grid: Grid) -> list[GridRow]:
    """A grid row by row, merged cells repeated in every place they cover."""
    places: list[list[GridCell | None]] = [[None] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, grid.rows)):
            for column in range(cell.column, min(cell.column + cell.column_span, grid.columns)):
                places[row][column] = cell
    return [tuple(row) for row in places]


_CAPTION = re.compile(
    r"表(?:[（(][^（）()]*[)）])?$|单位\s*[:：]|部门\s*[:：]|(?:部门|单位)名称\s*[:：]"
    r"|^[（(]?\d{4}年度?[)）]?$|^公开\d+表$"
)


def caption_rows(rows: Sequence[GridRow]) -> int:
    """How many rows at the top are titles, units or names drawn inside the grid, not a header."""
    count = 0
    for row in rows:
        words = [plain(c.text) for c in {id(c): c for c in row if not is_empty(c)}.values() if c]
        if len(row) < 2 or not all(_CAPTION.search(word) for word in words):
            break
        if not words and count == 0:
            break
        count += 1
    return count if count < len(rows) else 0


def header_rows(rows: Sequence[GridRow], start: int = 0) -> int:
    """The index of the first data row, when the header begins at row `start`."""
    if start >= len(rows) or _is_data(rows[start]):
        return start
    end = start + 1
    while end < len(rows):
        deepest = max((c.row + c.row_span for row in rows[start:end] for c in row if c), default=0)
        if end < deepest <= len(rows):
            end = deepest
            continue
        if (
            is_position_row(rows[end])
            or _splits_header(rows[end - 1], rows[end])
            or _names_both_sides(rows[end])
        ):
            end += 1
            continue
        break
    return end


_NAME_LEAF = re.compile(
    "^(?:项目|科目|收入|支出|收入项目|支出项目|经济科目|功能科目|支出功能分类|资金来源|收入来源"
    "|单位|部门|内容|类别|项目类别|支出项目类别|科目名称|资金性质|功能分类科目|经济分类科目)$"
)
_AMOUNT_LEAF = re.compile(r"(?:数|金额|合计|小计)(?:[（(].{1,3}[)）])?$")
_SIDE = re.compile("(?:本年|当年|财政拨款)?(?:收入|支出)")


def is_name_leaf(leaf: str) -> bool:
    """Whether a header cell names a column of names, a remark behind it aside."""
    return bool(_NAME_LEAF.match(re.sub(r"[（(][^（）()]*[)）]$", "", leaf)))


def _names_both_sides(row: GridRow) -> bool:
    """Whether a row is the header of two sides below their unmerged names (收入 |  | 支出 |  )."""
    texts = [plain(c.text) for c in row if c is not None and not is_blank(c.text)]
    names = sum(is_name_leaf(text) for text in texts)
    amounts = sum(bool(_AMOUNT_LEAF.search(text)) for text in texts)
    return names >= 2 and amounts >= 2 and names + amounts == len(texts)


def with_sides_named(rows: Sequence[GridRow]) -> list[GridRow]:
    """Header rows in which the name of a side also stands in the blank cells beside it."""
    named = []
    for number, row in enumerate(rows):
        below = rows[number + 1] if number + 1 < len(rows) else None
        if below is None or not _names_both_sides(below):
            named.append(row)
            continue
        places: list[GridCell | None] = []
        for cell in row:
            before = places[-1] if places else None
            belongs = before is not None and _SIDE.fullmatch(plain(before.text))
            places.append(before if belongs and is_empty(cell) else cell)
        named.append(tuple(places))
    return named


def is_position_row(row: GridRow) -> bool:
    """Whether a row only numbers the columns (栏次 1 2 3)."""
    texts = [plain(c.text) for c in row if c is not None and not is_blank(c.text)]
    if texts and texts[0] in ("栏次", "行次", "栏目"):
        return True
    numbers = [t for t in texts if t.isdecimal() and len(t) <= 2]
    ascending = [int(t) for t in numbers] == list(range(1, len(numbers) + 1))
    return len(numbers) >= 3 and len(numbers) == len(texts) and ascending


def _is_data(row: GridRow) -> bool:
    return any(c is not None and is_amount(c.text) for c in row) and not is_position_row(row)


def _splits_header(above: GridRow, row: GridRow) -> bool:
    """Whether a row divides merged header cells above it (收入 → 项目 | 金额)."""
    if _is_data(row):
        return False
    for cell in {id(c): c for c in above if c is not None and c.column_span > 1}.values():
        under = range(cell.column, cell.column + cell.column_span)
        parts = {id(row[i]): row[i] for i in under if i < len(row) and row[i] is not cell}
        if sum(not is_empty(part) for part in parts.values()) >= 2:
            return True
    return False


def header_paths(rows: Sequence[GridRow], columns: int) -> list[tuple[str, ...]]:
    """For each column the header cells above it, outermost first, repeats and blanks left out."""
    paths = []
    for column in range(columns):
        path: list[str] = []
        last: GridCell | None = None
        for row in rows:
            cell = row[column]
            if cell is None or cell is last or is_blank(cell.text) or is_position_row(row):
                continue
            last = cell
            path.append(plain(cell.text))
        paths.append(tuple(path))
    return paths


def same_header(one: Sequence[GridRow], other: Sequence[GridRow]) -> bool:
    """Whether two header blocks print the same words in the same places."""
    if not one or len(one) != len(other):
        return False
    return all(
        [plain(c.text) if c else "" for c in a] == [plain(c.text) if c else "" for c in b]
        for a, b in zip(one, other, strict=True)
    )


def without_repeats(data: Sequence[GridRow], header: Sequence[GridRow]) -> list[GridRow]:
    """The data rows of a grid in which the header does not come again (as on each printed page).

    Of a header of several rows it may be some only: 栏次 is often printed but once.
    """
    depth = len(header)
    named = {texts for row in header if (texts := _names_of(row))}
    kept: list[GridRow] = []
    at = 0
    while at < len(data):
        if same_header(data[at : at + depth], header):
            at += depth
            continue
        if _names_of(data[at]) not in named:
            kept.append(data[at])
        at += 1
    return kept


def _names_of(row: GridRow) -> tuple[str, ...]:
    """What a row prints, where these are names of columns: two or more, and no numbers alone."""
    texts = tuple(plain(c.text) if c is not None else "" for c in row)
    filled = {text for text in texts if text}
    return texts if sum(not is_amount(text) for text in filled) >= 2 else ()


def mapped_rows(
    rows: Sequence[GridRow], onto: Sequence[GridRow], columns: int
) -> list[GridRow] | None:
    """Rows of a continued page brought to the columns of the table they continue.

    Pages with as many columns keep their order (pages may be scaled differently). Otherwise
    columns are found by where they stand; None where they do not fit.
    """
    if rows and len(rows[0]) == columns:
        return list(rows)
    centres = _column_centres(onto, columns)
    mapped: list[GridRow] = []
    for row in rows:
        places: list[GridCell | None] = []
        for centre in centres:
            hit = next(
                (
                    c
                    for c in row
                    if c is not None
                    and c.source.box is not None
                    and centre is not None
                    and c.source.box.x0 <= centre <= c.source.box.x1
                ),
                None,
            )
            places.append(hit)
        if {id(c) for c in row if c is not None} != {id(c) for c in places if c is not None}:
            return None
        mapped.append(tuple(places))
    return mapped


def _column_centres(rows: Sequence[GridRow], columns: int) -> list[float | None]:
    centres: list[float | None] = [None] * columns
    for row in rows:
        for column, cell in enumerate(row):
            if cell is not None and cell.column_span == 1 and cell.source.box is not None:
                centres[column] = (cell.source.box.x0 + cell.source.box.x1) / 2
    return centres
