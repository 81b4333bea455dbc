"""Rows as CSV and as a workbook: no cell is taken for a formula, and no number is rounded.

A workbook's numbers are floats to the programs that open it: one with more digits than a float
keeps is written as text.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import quote

from starlette.responses import Response

from ingest.quantity import DASHES, plain_decimal

Cell = str | int | Decimal | None
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# A float keeps any decimal number of so many digits exactly.
_EXACT_DIGITS = 15
_LONGEST_CELL = 32_000  # characters; a workbook holds 32 767
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")


@dataclass(frozen=True)
class Sheet:
    """A table to be downloaded: its name, its head rows (the last names the columns), its rows."""

    name: str
    heads: Sequence[Sequence[str]]
    rows: Iterable[Sequence[Cell]]


def is_like_a_formula(text: str) -> bool:
    """Whether a spreadsheet program may run what is text; numbers and dashes are neither.

    >>> [is_like_a_formula(text) for text in ("=1+2", " +A1", "-1,234.50", "—", "-")]
    [True, True, False, False, False]
    """
    plain = unicodedata.normalize("NFKC", text).lstrip(" ")
    if not plain.startswith(("=", "+", "-", "@", "\t", "\r", "\n")):
        return False
    return not _NUMBER.fullmatch(plain.strip()) and not set(plain.strip()) <= DASHES


def safe_text(text: str) -> str:
    """The text with a quotation mark before it, where it could be taken for a formula."""
    return "'" + text if is_like_a_formula(text) else text


def csv_text(sheet: Sheet) -> str:
    """The sheet as CSV; the mark at the start tells spreadsheet programs that this is UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerows([safe_text(head) for head in row] for row in sheet.heads)
    writer.writerows([_plain(cell) for cell in row] for row in sheet.rows)
    return "\ufeff" + out.getvalue()


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    return plain_decimal(cell) if isinstance(cell, Decimal) else safe_text(str(cell))


def workbook_bytes(sheet: Sheet) -> bytes:
    """The sheet as a workbook (xlsx)."""
    # Loaded when a download is asked for: questions do not need it.
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    target = book.active
    target.title = re.sub(r"[\[\]:*?/\\]", " ", _UNWRITABLE.sub("", sheet.name))[:31] or "表"
    for number, texts in enumerate((*sheet.heads, *sheet.rows), start=1):
        for column, value in enumerate(texts, start=1):
            cell = target.cell(number, column)
            number_format = _number_format(value)
            if number_format:
                cell.value, cell.number_format = value, number_format
            elif value not in (None, ""):
                text = plain_decimal(value) if isinstance(value, Decimal) else str(value)
                cell.value = _UNWRITABLE.sub("\ufffd", text)[:_LONGEST_CELL]
                cell.data_type = "s"
                cell.quotePrefix = is_like_a_formula(text)
            if number <= len(sheet.heads):
                cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True)
    target.freeze_panes = target.cell(len(sheet.heads) + 1, 1)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _number_format(value: Cell) -> str | None:
    """How a number is shown with the decimals it was printed with; None for what stays text."""
    if isinstance(value, int):
        return "0"
    if not isinstance(value, Decimal) or len(value.as_tuple().digits) > _EXACT_DIGITS:
        return None
    places = max(0, -int(value.as_tuple().exponent))
    return f"#,##0.{'0' * places}" if places else "#,##0"


def csv_response(sheet: Sheet, headers: Mapping[str, str] | None = None) -> Response:
    """The sheet as a CSV file to be saved; `headers` besides."""
    disposition = content_disposition(f"{sheet.name}.csv", shown=False)
    return Response(
        csv_text(sheet),
        media_type="text/csv",
        headers={"Content-Disposition": disposition, **(headers or {})},
    )


def workbook_response(sheet: Sheet) -> Response:
    """The sheet as a workbook to be saved."""
    disposition = content_disposition(f"{sheet.name}.xlsx", shown=False)
    return Response(
        workbook_bytes(sheet),
        media_type=WORKBOOK,
        headers={"Content-Disposition": disposition},
    )


def content_disposition(file_name: str, shown: bool) -> str:
    """The header that names a file in Chinese too (RFC 6266, RFC 5987), safe for any name."""
    file_name = _UNWRITABLE.sub("_", file_name)
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "_" for c in file_name)
    kind = "inline" if shown else "attachment"
    return (
        f"{kind}; filename=\"{plain[-100:]}\"; filename*=UTF-8''{quote(file_name[-200:], safe='')}"
    )
