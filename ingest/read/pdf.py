"""PDF to a Reading: canonical text by pypdfium2, grids by pdfplumber, each checking the other.

The canonical text is PDFium's text page by page, without what cannot be seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ingest.errors import DamagedPdf, TooManyPages, UnsupportedFormat
from ingest.limits import Limits
from ingest.model import Box, Page, Problem, Source
from ingest.read.aligned_tables import aligned_tables, with_body_below
from ingest.read.pdf_cells import PlacedChar, table_to_grid
from ingest.read.pdf_grids import PlumbedPdf, open_plumbed, turned
from ingest.read.pdf_pictures import unread_pictures
from ingest.read.pdf_scans import sheets_to_scans
from ingest.read.pdf_text import (
    OpenPdf,
    PageChars,
    attachments,
    is_xfa_form,
    open_pdf,
    read_metadata,
    read_page,
)
from ingest.read.read_page import ReadPage
from ingest.read.reading import Grid, Reading
from ingest.read.ruled import RuledPage
from ingest.read.scan import Announce
from ingest.read.unruled_rows import with_all_rows


def pdf_to_reading(
    path: Path, file_name: str, limits: Limits, announce: Announce | None = None
) -> Reading:
    """A PDF file to a Reading; pages that are pictures are recognised.

    Raises DamagedPdf, EncryptedPdf, TooManyPages, and NoTextLayer where every page is a picture
    and recognition is not installed or finds nothing.
    """
    with open_pdf(path, file_name) as document:
        _refuse(document, file_name, limits)
    with open_plumbed(path) as plumbed:
        hidden = plumbed.hidden_layers() if plumbed is not None else frozenset()
        with open_pdf(path, file_name) as document:
            metadata = read_metadata(document)
            problems = _left_aside(document)
            count = len(document)
            sheets = [read_page(document, n, file_name, hidden) for n in range(1, count + 1)]
            scans = sheets_to_scans(document, sheets, file_name, limits, announce)
        with_text = [sheet for sheet in sheets if sheet.number not in scans.pages]
        tables, odd = _tables(with_text, plumbed)
    not_scanned = [sheet for sheet in sheets if sheet.number not in scans.wanted]
    problems += [*scans.problems, *unread_pictures(not_scanned), *odd]
    return _assemble(sheets, tables, scans.pages, metadata, problems)


def _tables(
    sheets: Sequence[PageChars], plumbed: PlumbedPdf | None
) -> tuple[dict[int, RuledPage], list[Problem]]:
    """The tables of each page that has any: ruled ones, and ones told by what stands aligned."""
    found: dict[int, RuledPage] = {}
    problems: list[Problem] = []
    before = None
    for sheet in sheets:
        page = RuledPage((), ())
        if sheet.ruled:
            plumbed_page = plumbed.page(sheet.number) if plumbed is not None else None
            if plumbed_page is None:
                problems.append(
                    Problem("grid_unreadable", f"第{sheet.number}页的表格线无法读取", ())
                )
            else:
                page = turned(plumbed_page, sheet.turn, sheet.width, sheet.height)
        page = replace(page, tables=tuple(with_all_rows(t, sheet.chars) for t in page.tables))
        ruled = [table.box for table in page.tables]
        page = replace(
            page, tables=tuple(with_body_below(t, sheet.chars, ruled) for t in page.tables)
        )
        aligned = aligned_tables(sheet.chars, [t.box for t in page.tables], before)
        if aligned and not page.digits and plumbed is not None:
            digits = RuledPage((), plumbed.digits(sheet.number))
            page = replace(
                page, digits=turned(digits, sheet.turn, sheet.width, sheet.height).digits
            )
        if aligned:
            tables = sorted((*page.tables, *aligned), key=lambda table: table.box.top)
            page = replace(page, tables=tuple(tables))
        before = page.tables[-1] if page.tables else None
        if page.tables:
            found[sheet.number] = page
    return found, problems


def _refuse(document: OpenPdf, file_name: str, limits: Limits) -> None:
    """Raises DamagedPdf, TooManyPages and UnsupportedFormat."""
    if len(document) == 0:
        raise DamagedPdf(file_name, "文件里没有页", "请重新下载后再试")
    if len(document) > limits.pages:
        raise TooManyPages(
            file_name,
            f"有 {len(document)} 页，超过 {limits.pages} 页的限度",
            "请拆分后提交，或调高页数限度",
        )
    if is_xfa_form(document):
        raise UnsupportedFormat(
            file_name,
            "是 XFA 动态表单，页面内容要由专门的软件生成",
            "请用 Adobe Reader 打开后打印成普通 PDF 再提交",
        )


def _left_aside(document: OpenPdf) -> list[Problem]:
    """What the file holds beside its pages, which is never opened."""
    count = attachments(document)
    if not count:
        return []
    return [Problem("attachments_left_aside", f"文件里嵌有 {count} 个附件，没有打开，也没有读入")]


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
    cut_spans: list[tuple[int, int]] = []
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
            placed.append(PlacedChar(offset, char))
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
                    f"（不显示、被遮住、与底色相同或在页面之外），没有读入：{sheet.unseen[:30]}",
                    (source,),
                )
            )
        if cut := _cut_numbers(placed):
            cut_spans += cut
            shown = "".join(char.text for char in sheet.chars)
            words = [shown[first - start : last - start] for first, last in cut]
            named = "、".join(f"“{word[:30]}”" for word in words[:10])
            problems.append(
                Problem(
                    "cut_number",
                    f"第{sheet.number}页有 {len(cut)} 个数在页面上只露出一部分：{named}；"
                    "按文件里写的全部数字读入，未经证实，请核对",
                    tuple(Source(first, last, sheet.number) for first, last in cut),
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
            for table in page.tables:
                grid, members, odd = table_to_grid(table, placed, sheet.number, page)
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
        cut_spans=tuple(cut_spans),
    )


def _cut_numbers(placed: Sequence[PlacedChar]) -> list[tuple[int, int]]:
    """The spans of the words with a digit that is clipped away: only a part of a number shows."""
    spans: list[tuple[int, int]] = []
    word: list[PlacedChar] = []
    for one in (*placed, None):
        if one is not None and one.char.has_box and one.char.text.strip():
            word.append(one)
            continue
        if any(c.char.is_cut for c in word):
            spans.append((word[0].offset, word[-1].offset + len(word[-1].char.text)))
        word = []
    return spans


def _lines(placed: Sequence[PlacedChar], owner: dict[int, int]) -> Iterator[tuple[int, int, Box]]:
    """Lines of text with their boxes; a line that runs into a grid is cut at its border."""
    piece: list[PlacedChar] = []
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


def _line(piece: Sequence[PlacedChar]) -> tuple[int, int, Box]:
    box = Box(
        min(p.char.x0 for p in piece),
        min(p.char.top for p in piece),
        max(p.char.x1 for p in piece),
        max(p.char.bottom for p in piece),
    )
    return piece[0].offset, piece[-1].offset + len(piece[-1].char.text), box


def _spans(placed: Sequence[PlacedChar], owner: dict[int, int]) -> list[tuple[int, int]]:
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
