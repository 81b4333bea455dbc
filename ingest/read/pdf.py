"""PDF to a Reading: canonical text by pypdfium2, grids by pdfplumber, each checking the other.

The canonical text is PDFium's text page by page, without what cannot be seen. A grid cell
holds the characters that stand inside it, whatever their order in the text; its digits must
be the digits pdfplumber sees at the same place, or a Problem says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import DamagedPdf, TooManyPages
from ingest.limits import Limits
from ingest.model import Box, Page, Problem, Source
from ingest.read.pdf_grids import RuledPage, RuledTable, open_plumbed, turned
from ingest.read.pdf_scans import sheets_to_scans
from ingest.read.pdf_text import Char, PageChars, open_pdf, read_metadata, read_page
from ingest.read.read_page import ReadPage
from ingest.read.reading import Grid, GridCell, Reading
from ingest.read.scan import Announce

_NUMERIC = frozenset("0123456789.,，．-－—%")
_NUMBER = re.compile(r"[-－—]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
# Characters closer than this share of their height belong to one word.
_WORD_GAP = 0.35


@dataclass(frozen=True)
class _Placed:
    """A character of a page with its offset in the canonical text."""

    offset: int
    char: Char


def pdf_to_reading(
    path: Path, file_name: str, limits: Limits, announce: Announce | None = None
) -> Reading:
    """A PDF file to a Reading; pages that are pictures are recognised.

    Raises DamagedPdf, EncryptedPdf, TooManyPages, and NoTextLayer where every page is a picture
    and recognition is not installed or finds nothing.
    """
    with open_pdf(path, file_name) as document:
        if len(document) == 0:
            raise DamagedPdf(file_name, "文件里没有页", "请重新下载后再试")
        if len(document) > limits.pages:
            raise TooManyPages(
                file_name,
                f"有 {len(document)} 页，超过 {limits.pages} 页的限度",
                "请拆分后提交，或调高页数限度",
            )
        metadata = read_metadata(document)
        sheets = [read_page(document, n, file_name) for n in range(1, len(document) + 1)]
        scans = sheets_to_scans(document, sheets, file_name, limits, announce)
    ruled: dict[int, RuledPage] = {}
    problems: list[Problem] = [*scans.problems]
    with open_plumbed(path) as plumbed:
        for sheet in sheets:
            if sheet.number in scans.pages:
                continue
            if sheet.ruled and plumbed is not None:
                page = plumbed.page(sheet.number)
                if page is not None:
                    ruled[sheet.number] = page
                    continue
            if sheet.ruled:
                problems.append(
                    Problem("grid_unreadable", f"第{sheet.number}页的表格线无法读取", ())
                )
    return _assemble(sheets, ruled, scans.pages, metadata, problems)


def _assemble(
    sheets: Sequence[PageChars],
    ruled: dict[int, RuledPage],
    scanned: dict[int, ReadPage],
    metadata: dict[str, str],
    problems: list[Problem],
) -> Reading:
    parts: list[str] = []
    pages: list[Page] = []
    grids: list[Grid] = []
    spans: list[tuple[int, int]] = []
    boxes: list[tuple[int, int, Box]] = []
    offset = 0
    for sheet in sheets:
        if sheet.number in scanned:
            read = scanned[sheet.number].moved(offset)
            parts.append(read.text)
            offset += len(read.text)
            pages.append(read.page)
            grids += read.grids
            spans += read.table_spans
            boxes += read.boxes
            problems += read.problems
            continue
        start = offset
        placed = []
        for char in sheet.chars:
            placed.append(_Placed(offset, char))
            parts.append(char.text)
            offset += len(char.text)
        parts.append("\n")
        offset += 1
        pages.append(Page(sheet.number, sheet.width, sheet.height, start, offset))
        source = Source(start, offset, sheet.number)
        if sheet.unseen:
            problems.append(
                Problem(
                    "unseen_text",
                    f"第{sheet.number}页有 {len(sheet.unseen)} 个字看不见"
                    f"（在页面之外或不显示），没有读入：{sheet.unseen[:30]}",
                    (source,),
                )
            )
        if sheet.control_characters:
            problems.append(
                Problem(
                    "control_characters",
                    f"第{sheet.number}页去掉了 {sheet.control_characters} 个不可见的控制字符",
                    (source,),
                )
            )
        owner: dict[int, int] = {}
        if page := ruled.get(sheet.number):
            page = turned(page, sheet.turn, sheet.width, sheet.height)
            for table in page.tables:
                grid, members, odd = _fill(table, placed, sheet.number, page)
                if grid is None:
                    continue
                owner |= dict.fromkeys(members, len(grids))
                grids.append(grid)
                problems += odd
        boxes += _lines(placed, owner)
        spans += _spans(placed, owner)
    return Reading(
        text="".join(parts),
        pages=tuple(pages),
        grids=tuple(grids),
        table_spans=tuple(spans),
        metadata=metadata,
        problems=tuple(problems),
        boxes=tuple(boxes),
        ocr_pages=tuple(scanned),
    )


def _fill(
    table: RuledTable, placed: Sequence[_Placed], page_number: int, page: RuledPage
) -> tuple[Grid | None, set[int], list[Problem]]:
    """A drawn table with the characters that stand in it; their offsets; what was odd."""
    members: list[list[_Placed]] = [[] for _ in table.cells]
    for word in _words(placed, table.box):
        hits = [_cell_at(table, *p.char.middle) for p in word]
        if _NUMBER.fullmatch("".join(p.char.text for p in word)):
            # A number wider than its cell sticks out; it stays whole where most of it stands.
            inside = Counter(h for h in hits if h is not None)
            best = inside.most_common(1)[0][0] if inside else None
            hits = [best] * len(word)
        for p, hit in zip(word, hits, strict=True):
            if hit is not None:
                members[hit].append(p)
    if not any(members):
        return None, set(), []
    inside_offsets = {p.offset for cell in members for p in cell}
    cells: list[GridCell] = []
    problems: list[Problem] = []
    end = min(inside_offsets)
    for shape, chars in zip(table.cells, members, strict=True):
        text, ordered = _cell_text(chars)
        source = _cell_source(ordered, text, end, page_number, shape.box)
        end = source.end
        if any(c.isdecimal() for c in text):
            problems += _check_digits(text, ordered, page, source)
        cells.append(
            GridCell(text, shape.row, shape.column, shape.row_span, shape.column_span, source)
        )
    grid = Grid(
        page=page_number,
        box=table.box,
        rows=table.rows,
        columns=table.columns,
        cells=tuple(cells),
        start=min(inside_offsets),
        end=max(inside_offsets) + 1,
    )
    return grid, inside_offsets, problems


def _words(placed: Sequence[_Placed], box: Box) -> Iterator[list[_Placed]]:
    """Characters near the table in runs that stand closely side by side, numbers for themselves."""
    word: list[_Placed] = []
    for p in placed:
        char = p.char
        x, y = char.middle
        if (
            not char.has_box
            or not char.text.strip()
            or not (box.x0 - 60 <= x <= box.x1 + 60 and box.top - 2 <= y <= box.bottom + 2)
        ):
            continue
        if word:
            last = word[-1].char
            height = max(last.bottom - last.top, char.bottom - char.top, last.x1 - last.x0, 1.0)
            near = -height < char.x0 - last.x1 < _WORD_GAP * height
            level = abs(char.bottom - last.bottom) < height
            if not (
                near and level and (char.text in _NUMERIC) == (last.text in _NUMERIC)
                and _joins(word, char)
            ):  # fmt: skip
                yield word
                word = []
        word.append(p)
    if word:
        yield word


def _joins(word: Sequence[_Placed], char: Char) -> bool:
    """Whether a character continues the word: not into a second number shown for itself."""
    if char.text not in _NUMERIC or char.run == word[-1].char.run:
        return True
    so_far = "".join(p.char.text for p in word)
    return not (re.search(r"\.\d\d$", so_far) and char.text.isdecimal())


def _cell_at(table: RuledTable, x: float, y: float) -> int | None:
    for number, cell in enumerate(table.cells):
        box = cell.box
        if box.x0 <= x < box.x1 and box.top <= y < box.bottom:
            return number
    return None


def _cell_text(chars: list[_Placed]) -> tuple[str, list[_Placed]]:
    """The characters of a cell by lines from the top, each from the left; lines joined by \\n."""
    lines: list[list[_Placed]] = []
    for p in sorted(chars, key=lambda p: p.char.middle[1]):
        if lines:
            last = lines[-1][-1].char
            height = max(p.char.bottom - p.char.top, last.bottom - last.top, 1.0)
            if p.char.middle[1] - last.middle[1] <= 0.4 * height:
                lines[-1].append(p)
                continue
        lines.append([p])
    ordered: list[_Placed] = []
    texts = []
    for line in lines:
        line.sort(key=lambda p: p.char.x0)
        ordered += line
        text = ""
        for before, p in zip([None, *line], line, strict=False):
            if before is not None and _is_word_space(before, p):
                text += " "
            text += p.char.text
        texts.append(text)
    return "\n".join(texts), ordered


def _is_word_space(left: _Placed, right: _Placed) -> bool:
    """Whether a blank of the text stands between two Latin words (never inside a number)."""
    a, b = left.char.text, right.char.text
    numeric = a in _NUMERIC and b in _NUMERIC
    return right.offset - left.offset == 2 and a.isascii() and b.isascii() and not numeric


def _cell_source(ordered: Sequence[_Placed], text: str, end: int, page: int, box: Box) -> Source:
    """The span of canonical text that is the cell, where the text has it in one piece.

    Elsewhere the longest piece; a blank cell is an empty span after the cell before it.
    """
    if not ordered:
        return Source(end, end, page, box)
    offsets = sorted(p.offset for p in ordered)
    pieces: list[tuple[int, int]] = []
    for offset in offsets:
        # PDFium puts at most a blank and a line end between the pieces of one cell.
        if pieces and offset - pieces[-1][1] <= 2:
            pieces[-1] = (pieces[-1][0], offset + 1)
        else:
            pieces.append((offset, offset + 1))
    start, stop = max(pieces, key=lambda piece: piece[1] - piece[0])
    return Source(start, stop, page, box)


def _check_digits(
    text: str, ordered: Sequence[_Placed], page: RuledPage, source: Source
) -> list[Problem]:
    """A Problem where pdfplumber sees other digits at the place of the cell's digits."""
    own = [p.char for p in ordered if p.char.text.isdecimal()]
    left, right = min(c.x0 for c in own) - 1, max(c.x1 for c in own) + 1
    top, bottom = min(c.top for c in own) - 2, max(c.bottom for c in own) + 2
    other = Counter(d for d, x, y in page.digits if left <= x <= right and top <= y <= bottom)
    if other == Counter(c.text for c in own):
        return []
    seen = "".join(sorted(other.elements()))
    return [
        Problem(
            "digits_differ",
            f"第{source.page}页单元格“{text[:30]}”：另一种读法得到的数字不同（{seen[:30]}），"
            "已按文字层读取，请核对原文",
            (source,),
        )
    ]


def _lines(placed: Sequence[_Placed], owner: dict[int, int]) -> Iterator[tuple[int, int, Box]]:
    """Lines of text with their boxes; a line that runs into a grid is cut at its border."""
    piece: list[_Placed] = []
    for p in placed:
        if p.char.text == "\n" or (
            piece and p.char.has_box and owner.get(p.offset) != owner.get(piece[-1].offset)
        ):
            if piece:
                yield _line(piece)
            piece = []
        if p.char.has_box and p.char.text.strip():
            piece.append(p)
    if piece:
        yield _line(piece)


def _line(piece: Sequence[_Placed]) -> tuple[int, int, Box]:
    box = Box(
        min(p.char.x0 for p in piece),
        min(p.char.top for p in piece),
        max(p.char.x1 for p in piece),
        max(p.char.bottom for p in piece),
    )
    return piece[0].offset, piece[-1].offset + len(piece[-1].char.text), box


def _spans(placed: Sequence[_Placed], owner: dict[int, int]) -> list[tuple[int, int]]:
    """Spans of text inside grids, blanks between them included."""
    spans: list[tuple[int, int]] = []
    joined = False
    for p in placed:
        if p.offset in owner:
            if joined:
                spans[-1] = (spans[-1][0], p.offset + len(p.char.text))
            else:
                spans.append((p.offset, p.offset + len(p.char.text)))
            joined = True
        elif p.char.text.strip():
            joined = False
    return spans
