"""The official blank of a final account (PDF), filled in: numbers drawn into its empty cells.

Labels and headers are those of the blank; the numbers are drawn by a seed and agree with nothing,
so only what stands in which cell is true of them. The blank is not part of the project.
"""

from __future__ import annotations

import ctypes
import io
import random
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium

BLANK = "部门决算模板-空白.pdf"
YEAR = 2024  # the blank prints it
SIZE = 8.0
INCOME, SPENT = ("收入", "决算数"), ("支出", "决算数")
FUNDS = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
RECEIVED = (
    "本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入",
)  # fmt: skip
PAID = (
    "本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出",
)  # fmt: skip


THREE_PUBLIC = (
    ("“三公”经费", ("合计",)),
    ("因公出国（境）费", ("因公出国（境）费",)),
    ("公务用车购置及运行维护费", ("公务用车购置及运行维护费", "小计")),
    ("公务用车购置费", ("公务用车购置及运行维护费", "公务用车购置费")),
    ("公务用车运行维护费", ("公务用车购置及运行维护费", "公务用车运行维护费")),
    ("公务接待费", ("公务接待费",)),
)


@dataclass(frozen=True)
class Place:
    """Which cells of a page are filled: label and value columns, and the path of each value.

    A label that stands in the header is given itself; of each table only the first row is then
    filled.
    """

    page: int
    title: str
    header: int
    values: tuple[tuple[int | str, int, tuple[str, ...]], ...]


PLACES = (
    Place(5, "收入支出决算总表", 2, ((0, 1, INCOME), (2, 3, SPENT))),
    *(
        Place(page, "财政拨款收入支出决算总表", header, (
            (0, 1, INCOME), (2, 3, ("支出", "合计")),
            *((2, 4 + n, ("支出", fund)) for n, fund in enumerate(FUNDS)),
        ))
        for page, header in ((8, 2), (9, 0))
    ),
    Place(6, "收入决算表", 2, tuple((1, 2 + n, (column,)) for n, column in enumerate(RECEIVED))),
    Place(7, "支出决算表", 2, tuple((1, 2 + n, (column,)) for n, column in enumerate(PAID))),
    Place(
        10, "一般公共预算财政拨款支出决算表", 2,
        tuple((1, 2 + n, (column,)) for n, column in enumerate(("合计", "基本支出", "项目支出"))),
    ),
    Place(
        11, "一般公共预算财政拨款基本支出决算表", 1, ((1, 2, ("决算数",)), (4, 5, ("决算数",)))
    ),
    Place(
        12, "财政拨款“三公”经费支出决算表", 4,
        tuple(
            (label, 2 * n + m, ("财政拨款“三公”经费", *path, number))
            for n, (label, path) in enumerate(THREE_PUBLIC)
            for m, number in enumerate(("预算数", "决算数"))
        ),
    ),
    # The row of totals stands beside the names of the columns below 本年支出.
    *(
        Place(page, title, 2, (
            ("合计", 2, ("年初结转和结余",)), ("合计", 3, ("本年收入",)), ("合计", 7, ("年末结转和结余",)),
        ))
        for page, title in (
            (13, "政府性基金预算财政拨款收入支出决算表"),
            (14, "国有资本经营预算财政拨款收入支出决算表"),
        )
    ),
)  # fmt: skip


def fill_pdf(blank: Path, seed: str) -> tuple[bytes, dict[str, Any]]:
    """The blank with numbers in its tables, and what its cells then say (facts of read_truth)."""
    rng = random.Random(seed)
    facts: list[dict[str, Any]] = []
    drawn: list[tuple[int, float, float, str]] = []
    with pdfplumber.open(blank) as pdf:
        for place in PLACES:
            page = pdf.pages[place.page - 1]
            (table,) = page.find_tables()
            texts = table.extract()
            rows = list(zip(texts, table.rows, strict=True))[place.header :]
            for row, cells in rows[:1] if isinstance(place.values[0][0], str) else rows:
                for label_at, value_at, path in place.values:
                    box = cells.cells[value_at]
                    label, code = _label(row, label_at)
                    if not label or "…" in label or row[value_at] or box is None:
                        continue
                    facts.append(_fact(rng, place, "".join(label.split()), path, code))
                    drawn.append((place.page, box[2] - 3, box[3], facts[-1]["printed"]))
    return _drawn_into(blank, drawn), {"facts": facts}


def _label(row: list[str | None], label_at: int | str) -> tuple[str | None, str | None]:
    """The label of a value in this row, and its code where there is one beside it."""
    if isinstance(label_at, str):
        return label_at, None
    has_code = label_at in (1, 4)
    if has_code and not row[label_at]:
        return row[label_at - 1], None  # 人员经费合计 spans the code and the name
    return row[label_at], row[label_at - 1] if has_code else None


def _fact(
    rng: random.Random, place: Place, label: str, path: tuple[str, ...], code: str | None
) -> dict[str, Any]:
    value = Decimal(rng.randrange(1, 900_000)) / 100
    return {
        "fact_id": f"{place.page}-{label}-{'·'.join(path)}",
        "label": label.partition("、")[2] or label,
        "value": str(value),
        "unit": "万元",
        "printed": f"{value:,.2f}",
        "fiscal_year": YEAR,
        "measure": "budgeted" if path[-1] == "预算数" else "final",
        "aspect": "amount",
        "column_path": list(path),
        "page": place.page,
        "where": {"table": place.title, "row": label, "column": list(path)},
        **({"code": code} if code else {}),
    }


def _drawn_into(blank: Path, drawn: list[tuple[int, float, float, str]]) -> bytes:
    """Draw texts that end at a point (from the top of the page), in a font every reader has."""
    document = pypdfium2.PdfDocument(blank)
    font = pdfium.FPDFText_LoadStandardFont(document.raw, b"Helvetica")
    pages = {number: document[number - 1] for number in {number for number, *_ in drawn}}
    for number, right, bottom, text in drawn:
        page = pages[number]
        height = page.get_height()
        made = pdfium.FPDFPageObj_CreateTextObj(document.raw, font, SIZE)
        wide = (ctypes.c_ushort * (len(text) + 1))(*map(ord, text), 0)
        pdfium.FPDFText_SetText(made, wide)
        width = len(text) * SIZE * 0.5
        pdfium.FPDFPageObj_Transform(made, 1, 0, 0, 1, right - width, height - bottom + 4)
        pdfium.FPDFPage_InsertObject(page.raw, made)
    for page in pages.values():
        pdfium.FPDFPage_GenerateContent(page.raw)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()
