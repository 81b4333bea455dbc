"""A document survives the journey through JSON, and other text is refused by name."""

from datetime import date
from decimal import Decimal

import pytest

from ingest.document_json import BadDocumentJson, document_from_json, document_to_json
from ingest.model import (
    Aspect,
    Base,
    Box,
    Cell,
    Check,
    Column,
    Document,
    Figure,
    Fund,
    Identity,
    Kind,
    Level,
    Measure,
    Page,
    Row,
    Source,
    Table,
)
from ingest.quantity import Unit, wan

CELL = Source(start=3, end=11, page=1, box=Box(1.5, 2.0, 3.0, 4.0), table_id="t1", row=0, column=0)
FIGURE = Figure(
    figure_id="t1r0c0",
    label="教育支出",
    item="functional:205",
    item_path=("教育支出",),
    column_path=("合计",),
    fiscal_year=2024,
    measure=Measure.BUDGETED,
    aspect=Aspect.CHANGE,
    printed="1,234.50",
    quantity=wan("-1234.50"),
    unit=Unit.WAN,
    source=CELL,
    fund=Fund.GENERAL_PUBLIC_BUDGET,
    base=Base.PRIOR_BUDGET,
    check=Check.PASSED,
)
DOCUMENT = Document(
    document_id="0" * 16,
    content_sha256="0" * 64,
    file_name="样例.pdf",
    media_type="application/pdf",
    identity=Identity("某局", Level.UNIT, Kind.BUDGET, 2024, "", published_on=date(2024, 2, 3)),
    text="合计 1,234.50",
    pages=(Page(1, 595.0, 842.0, 0, 11),),
    tables=(
        Table(
            "t1",
            "支出总表",
            None,
            Unit.WAN,
            (1,),
            (("项目", "预算数"),),
            (Column(("预算数",)),),
            (Row("教育支出", "一、教育支出", None, ("教育支出",), (Cell("", CELL),)),),
            "",
            (),
            CELL,
        ),
    ),
    figures=(FIGURE,),
)


def test_a_document_comes_back_equal():
    assert document_from_json(document_to_json(DOCUMENT)) == DOCUMENT


def test_amounts_keep_their_printed_precision():
    back = document_from_json(document_to_json(DOCUMENT)).figures[0].quantity
    assert back is not None
    assert str(back.number) == "-1234.50"
    assert isinstance(back.number, Decimal)


def test_a_blank_cell_stays_blank():
    row = document_from_json(document_to_json(DOCUMENT)).tables[0].rows[0]
    assert row.cells[0].printed == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "不是 JSON"),
        ("[]", "重新读取"),
        ('{"format": 2}', "重新读取"),
        ('{"format": 1, "colour": "red"}', "colour"),
        ('{"format": 1, "document_id": 7}', "不是 str"),
    ],
)
def test_other_text_is_refused_and_says_where(text, said):
    with pytest.raises(BadDocumentJson, match=said):
        document_from_json(text)
