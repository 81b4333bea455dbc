"""Small PDFs drawn by the tests: ruled tables with words and numbers at chosen places."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
ROW, SIZE = 22.0, 10
LEFT = 60.0


class DrawnPdf:
    """A PDF being drawn; y counts down from the top of the page."""

    def __init__(self, path: Path, size: tuple[float, float] = A4, rotation: int = 0) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.path = path
        self.height = size[1]
        self._rotation = rotation
        # reportlab turns the paper, not the drawing: what is drawn stays where it is.
        turned = (size[1], size[0]) if rotation in (90, 270) else size
        self.canvas = Canvas(str(path), pagesize=turned)
        self._begin()

    def _begin(self) -> None:
        self.canvas.setFont(FONT, SIZE)
        if self._rotation:
            self.canvas.setPageRotation(self._rotation)

    def write(self, x: float, y: float, words: str) -> None:
        """Words with their baseline at y below the top."""
        self.canvas.drawString(x, self.height - y, words)

    def table(
        self,
        top: float,
        widths: list[float],
        rows: list[list[str]],
        *,
        sides: bool = True,
        level: bool = True,
        upright: bool = True,
    ) -> None:
        """A ruled table; `sides` False leaves the outer borders open, `level` and `upright` False
        the lines of that direction undrawn."""
        xs = [LEFT + sum(widths[:i]) for i in range(len(widths) + 1)]
        ys = [self.height - top - ROW * i for i in range(len(rows) + 1)]
        for y in ys if level else []:
            self.canvas.line(xs[0], y, xs[-1], y)
        for x in (xs if sides else xs[1:-1]) if upright else []:
            self.canvas.line(x, ys[0], x, ys[-1])
        for i, row in enumerate(rows):
            for j, words in enumerate(row):
                for k, line in enumerate(words.split("\n")):
                    drop = 14 if "\n" not in words else 9 + 10 * k
                    self.canvas.drawString(xs[j] + 3, ys[i] - drop, line)

    def next_page(self) -> None:
        """A further page."""
        self.canvas.showPage()
        self._begin()

    def save(self) -> Path:
        """Write the file."""
        self.canvas.save()
        return self.path
