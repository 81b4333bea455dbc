"""A draft as PDF, laid out like the published ones (the home of reportlab).

Ruled tables with merged header cells, labels wrapped in their cells, tables that go on over
pages, and lines that break between a number and its unit. The same draft gives the same bytes.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from evals.generator.draft import Block, Cell, Draft, Line, PageBreak, Span, Table
from evals.generator.fonts import subset_font
from evals.generator.grid import body_rows, cell_text, header_cells, header_depth, placed_cells
from evals.generator.truth import Fact
from evals.generator.typesetting import PAGE, Token, break_lines, joined, to_tokens

UPRIGHT = (595.0, 842.0)
MARGIN = 62.0
NUMBERS_APART = re.compile(r"(\d[\d,.]*)")


@dataclass(frozen=True)
class Looks:
    """Sizes in points, and the mark at the foot of a page ('— {n} —', '' for none)."""

    body: float = 10.5
    leading: float = 17.0
    cell: float = 8.5
    row: float = 19.0
    page_mark: str = ""
    centred_numbers: bool = False
    turned: bool = False  # landscape pages are upright ones with a rotation, as Excel prints them


def draft_to_pdf(draft: Draft, looks: Looks) -> bytes:
    """Return the PDF of a draft; sets `page` of every fact and the truth's page count."""
    writer = _Writer(draft, looks)
    return writer.write()


class _Writer:
    def __init__(self, draft: Draft, looks: Looks) -> None:
        self.draft = draft
        self.looks = looks
        self.out = io.BytesIO()
        self.fonts = _register_fonts(draft, looks.page_mark.format(n=0))
        self.canvas = Canvas(self.out, invariant=1, pageCompression=1)
        self.canvas.setTitle(draft.about.title)
        self.later: list[tuple[float, float, str, str, float]] = []
        self.number = 0
        self._open(draft.landscape)

    def write(self) -> bytes:
        fresh = True
        for block in self.draft.blocks:
            if isinstance(block, PageBreak):
                if not fresh:
                    self._close()
                    self._open(block.landscape)
                elif self.landscape != block.landscape:
                    self._set_size(block.landscape)
                fresh = True
                continue
            self._draw(block)
            fresh = False
        self._close()
        self.canvas.save()
        self.draft.truth.pages = self.number
        return self.out.getvalue()

    # Pages

    def _open(self, landscape: bool) -> None:
        self.number += 1
        self._set_size(landscape)

    def _set_size(self, landscape: bool) -> None:
        self.landscape = landscape
        self.width, self.height = UPRIGHT[::-1] if landscape else UPRIGHT
        # The writer swaps the sides of a page it is told to turn.
        self.canvas.setPageSize((self.width, self.height))
        turned = landscape and self.looks.turned
        self.canvas.setPageRotation(90 if turned else 0)
        if turned:
            self.canvas.transform(0, 1, -1, 0, self.height, 0)
        self.y = self.height - MARGIN

    def _close(self) -> None:
        if self.looks.page_mark and self.number > 1:
            mark = self.looks.page_mark.format(n=self.number - 1)
            self.canvas.setFont(self.fonts["regular"], 9)
            self.canvas.drawCentredString(self.width / 2, MARGIN / 2, mark)
        for x, y, text, font, size in self.later:
            self.canvas.setFont(font, size)
            self.canvas.drawString(x, y, text)
        self.later.clear()
        self.canvas.showPage()

    def _room(self, height: float) -> bool:
        return self.y - height >= MARGIN * 0.9

    def _need(self, height: float) -> None:
        if not self._room(height):
            self._close()
            self._open(self.landscape)

    # Text

    def _draw(self, block: Block) -> None:
        if isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Line):
            self._line(block)

    def _line(self, line: Line) -> None:
        body, leading = self.looks.body, self.looks.leading
        if line.role == "cover":
            self.y -= 70 if self.number == 1 and self.y > self.height - MARGIN - 1 else 0
            self._centre(line.text, self.fonts["bold"], 24, 44)
        elif line.role == "cover_field":
            self._centre(line.text, self.fonts["regular"], 14, 34)
        elif line.role == "page_title":
            self._centre(line.text, self.fonts["bold"], body + 4, leading * 2)
        elif line.role == "centre":
            self._centre(line.text, self.fonts["regular"], body, leading)
        elif line.role == "toc":
            self._toc(line.text)
        elif line.role == "note":
            self._wrap(line, self.looks.cell, self.looks.cell + 5, indent=0)
        else:
            self._wrap(line, body, leading, indent=2, bold=line.role == "heading")

    def _centre(self, text: str, font: str, size: float, leading: float) -> None:
        for tokens in break_lines(to_tokens([text]), font, size, self.width - 2 * MARGIN, 0):
            self._need(leading)
            self.y -= leading
            self.canvas.setFont(font, size)
            self._put(self.width / 2, self.y + leading * 0.3, joined(tokens), font, size, "centre")

    def _toc(self, text: str) -> None:
        size, leading = self.looks.body, self.looks.leading
        self._need(leading)
        self.y -= leading
        self.canvas.setFont(self.fonts["regular"], size)
        free = self.width - 2 * MARGIN - pdfmetrics.stringWidth(text, self.fonts["regular"], size)
        dots = "…" * max(
            0, int(free / pdfmetrics.stringWidth("…", self.fonts["regular"], size)) - 1
        )
        self.canvas.drawString(MARGIN, self.y, f"{text} {dots}" if dots else text)

    def _wrap(
        self, line: Line, size: float, leading: float, indent: int, bold: bool = False
    ) -> None:
        font = self.fonts["bold"] if bold else self.fonts["regular"]
        first = indent * size
        for number, tokens in enumerate(
            break_lines(to_tokens(line.parts), font, size, self.width - 2 * MARGIN, first)
        ):
            self._need(leading)
            self.y -= leading
            self.canvas.setFont(font, size)
            x = MARGIN + (first if number == 0 else 0)
            self._put(x, self.y, joined(tokens), font, size, "left")
            for _, fact in tokens:
                if fact is not None and fact.page is None:
                    fact.page = self.number
            if tokens and tokens[-1][0] == PAGE:
                self._close()
                self._open(self.landscape)

    # Tables

    def _table(self, table: Table) -> None:
        looks = self.looks
        total = sum(column.share for column in table.columns)
        widths = [c.share / total * (self.width - 2 * MARGIN) for c in table.columns]
        self._centre(table.title, self.fonts["regular"], looks.body + 3.5, looks.leading * 1.8)
        self.y -= looks.leading
        self.canvas.setFont(self.fonts["regular"], looks.cell)
        self.canvas.drawString(MARGIN, self.y + 4, table.left)
        if table.unit:
            right = f"{table.unit_mark}{table.unit}"
            self.canvas.drawRightString(self.width - MARGIN, self.y + 4, right)
        self._header(table, widths)
        rows = body_rows(table)
        heights = [self._row_height(table, row, widths) for row in rows]
        for number, (row, height) in enumerate(zip(rows, heights, strict=True)):
            if not self._room(height):
                self._close()
                self._open(self.landscape)
                if table.repeats_header:
                    self._header(table, widths)
            if number in table.repeated_at:
                self._header(table, widths)
            self._row(table, row, widths, heights[number:])
        for note in table.notes:
            self._wrap(Line("note", (note,)), looks.cell, looks.cell + 6, indent=0)
        self.y -= looks.leading

    def _header(self, table: Table, widths: Sequence[float]) -> None:
        heights = [self.looks.row] * header_depth(table)
        cells = list(header_cells(table))
        for cell in cells:
            width = sum(widths[cell.left : cell.left + cell.across])
            needed = len(list(self._cell_lines(cell.text, width))) * (self.looks.cell + 2) + 5
            short = needed - sum(heights[cell.top : cell.top + cell.down])
            if short > 0:
                heights[cell.top + cell.down - 1] += short
        start = self.y
        for cell in cells:
            x = MARGIN + sum(widths[: cell.left])
            y = start - sum(heights[: cell.top])
            width = sum(widths[cell.left : cell.left + cell.across])
            height = sum(heights[cell.top : cell.top + cell.down])
            self._box(x, y, width, height, cell.text, "centre")
        self.y -= sum(heights)

    def _row_height(self, table: Table, row: Sequence[Cell], widths: Sequence[float]) -> float:
        most = 1
        for cell, left, across in placed_cells(row):
            lines = list(self._cell_lines(cell_text(cell), sum(widths[left : left + across])))
            most = max(most, len(lines))
        return max(self.looks.row, most * (self.looks.cell + 2) + 5)

    def _row(
        self, table: Table, row: Sequence[Cell], widths: Sequence[float], heights: Sequence[float]
    ) -> None:
        """Draw a row whose height is the first of `heights`; the rest are those under it."""
        for cell, left, across in placed_cells(row):
            if isinstance(cell, Span) and cell.rows == 0:
                continue
            height = sum(heights[: cell.rows]) if isinstance(cell, Span) else heights[0]
            x, width = MARGIN + sum(widths[:left]), sum(widths[left : left + across])
            align = table.columns[left].align
            if isinstance(cell, Fact):
                cell.page = self.number
                align = "centre" if self.looks.centred_numbers else "right"
            elif isinstance(cell, Span):
                align = "centre"
            ruled = not table.runs_together
            self._box(x, self.y, width, height, cell_text(cell), align, ruled)
        self.y -= heights[0]

    def _cell_lines(self, text: str, width: float) -> Iterator[list[Token]]:
        return break_lines(to_tokens([text]), self.fonts["regular"], self.looks.cell, width - 6, 0)

    def _box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        text: str,
        align: str,
        ruled: bool = True,
    ) -> None:
        """Draw a cell; where two sides run together, without its upright lines."""
        size = self.looks.cell
        self.canvas.setLineWidth(0.6)
        if ruled:
            self.canvas.rect(x, y - height, width, height)
        else:
            self.canvas.line(x, y, x + width, y)
            self.canvas.line(x, y - height, x + width, y - height)
        lines = [joined(tokens) for tokens in self._cell_lines(text, width)]
        self.canvas.setFont(self.fonts["regular"], size)
        top = y - (height - len(lines) * (size + 2)) / 2 - size
        for number, line in enumerate(lines):
            baseline = top - number * (size + 2) + 0.5
            place = {"centre": x + width / 2, "right": x + width - 3}.get(align, x + 3)
            self._put(place, baseline, line, self.fonts["regular"], size, align)

    def _put(self, x: float, y: float, text: str, font: str, size: float, align: str) -> None:
        """Draw a piece of text; of a layered page, its numbers after all words of the page."""
        width = pdfmetrics.stringWidth(text, font, size)
        left = x - {"centre": width / 2, "right": width}.get(align, 0.0)
        if not self.draft.layered:
            draw = {
                "centre": self.canvas.drawCentredString,
                "right": self.canvas.drawRightString,
            }.get(align, self.canvas.drawString)
            draw(x, y, text)
            return
        for piece in NUMBERS_APART.split(text):
            if piece[:1].isdigit():
                self.later.append((left, y, piece, font, size))
            else:
                self.canvas.drawString(left, y, piece)
            left += pdfmetrics.stringWidth(piece, font, size)


def _register_fonts(draft: Draft, page_mark: str) -> dict[str, str]:
    """Embed what the draft prints; return font names by face. Few characters are bold."""
    every: set[str] = set("0123456789— -…" + page_mark)
    bold: set[str] = set()
    for block in draft.blocks:
        if isinstance(block, Line):
            every |= set(block.text)
            if block.role in ("cover", "page_title", "heading"):
                bold |= set(block.text)
        elif isinstance(block, Table):
            texts = [block.title, block.unit, block.unit_mark, block.left, *block.notes]
            texts += [part for column in block.columns for part in column.path]
            for row in block.rows:
                texts += [cell_text(c) for c in row]
            every |= set("".join(texts))
    names: dict[str, str] = {}
    for face, characters in (("regular", every), ("bold", bold)):
        name, data = subset_font(face, "".join(sorted(characters)))
        pdfmetrics.registerFont(TTFont(name, io.BytesIO(data)))
        names[face] = name
    return names
