"""Facts with just what a test speaks of."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from index.model import StoredDocument
from ingest.model import Aspect, Figure, Identity, Kind, Level, Measure, Source
from ingest.quantity import Quantity, Unit, plain_decimal
from qa_service.model import Fact

DOCUMENT = StoredDocument(
    document_id="d" * 16,
    content_sha256="d" * 64,
    file_name="云岭市财政局.txt",
    media_type="text/plain",
    identity=Identity("云岭市财政局", Level.DEPARTMENT, Kind.BUDGET, 2025, "2025年部门预算"),
    pages=1,
    figures=1,
    passages=0,
    source_url=None,
    state="loaded",
    supersedes=None,
    stored_at=datetime(2025, 1, 1, tzinfo=UTC),
)


def fact_of(quantity: Quantity | None, figure_id: str = "f1", **fields: object) -> Fact:
    """A fact stating `quantity`, its printed digits those of the quantity."""
    document = fields.pop("document", DOCUMENT)
    figure = Figure(
        figure_id=figure_id,
        label="公用经费",
        item=None,
        item_path=("公用经费",),
        column_path=(),
        fiscal_year=2025,
        measure=Measure.BUDGETED,
        aspect=Aspect.AMOUNT,
        printed="" if quantity is None else plain_decimal(quantity.number),
        quantity=quantity,
        unit=quantity.unit if quantity else Unit.WAN,
        source=Source(0, 1),
    )
    return Fact(document, replace(figure, **fields))  # type: ignore[arg-type]
