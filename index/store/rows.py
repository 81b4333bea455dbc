"""Parts of a document as rows of the store, and back, exactly.

Places are written as short lists rather than objects: a document has thousands of them, and they
are most of what is read.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import CursorResult

from ingest.model import (
    Aspect,
    Box,
    Check,
    Classification,
    Figure,
    Fund,
    GlossaryEntry,
    Level,
    Measure,
    Passage,
    Source,
)
from ingest.quantity import Quantity, Unit, plain_decimal, unit_named
from ingest.vocabulary.load import plain_label

Row = Mapping[str, Any]
# What json.loads does once the text is known to be a list and nothing else.
_decode = json.JSONDecoder().raw_decode


def rows_of(result: CursorResult[Any]) -> list[Row]:
    """All rows of a result by column name (plain dicts: many fields are read of each)."""
    names = tuple(result.keys())
    return [dict(zip(names, row, strict=True)) for row in result.all()]


def source_to_list(source: Source) -> list[Any]:
    """`[start, end, page, box, table, row, column, gaps]`, cut after the last that is there."""
    box = source.box
    corners = None if box is None else [box.x0, box.top, box.x1, box.bottom]
    gaps = [list(gap) for gap in source.gaps] or None
    values: list[Any] = [source.start, source.end, source.page, corners]
    values += [source.table_id, source.row, source.column, gaps]
    while values[-1] is None:
        values.pop()
    return values


def source_from_list(values: list[Any]) -> Source:
    """The place that source_to_list gave."""
    if len(values) > 3 and values[3] is not None:
        values[3] = Box(*values[3])
    if len(values) > 7:
        values[7] = tuple((start, end) for start, end in values[7])
    return Source(*values)


def source_to_text(source: Source | None) -> str | None:
    """A place as the text of a short list."""
    if source is None:
        return None
    return json.dumps(source_to_list(source), ensure_ascii=False, separators=(",", ":"))


def source_from_text(text: str) -> Source:
    """The place that source_to_text wrote."""
    return source_from_list(_decode(text)[0])


def _optional_source(text: str | None) -> Source | None:
    return None if text is None else source_from_text(text)


@lru_cache(maxsize=4096)
def _shared_source(text: str | None) -> Source | None:
    """A place that many figures share: where their table declares its unit."""
    return _optional_source(text)


def _path_to_text(path: Sequence[str]) -> str:
    return json.dumps(path, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=4096)
def _path(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


@lru_cache(maxsize=20_000)  # the same few paths stand in all documents
def plain_path(text: str) -> tuple[str, ...]:
    """A stored path of labels, each in plain_label form."""
    return tuple(plain_label(label) for label in _path(text))


@cache
def _unit(name: str) -> Unit:
    return unit_named(name)


def figure_to_row(figure: Figure) -> dict[str, Any]:
    """Every field of a figure as a column; the amount as text, never as a float."""
    quantity = figure.quantity
    return {
        "figure_id": figure.figure_id,
        "label": figure.label,
        "label_key": plain_label(figure.label),
        "item": figure.item,
        "item_path": _path_to_text(figure.item_path),
        "column_path": _path_to_text(figure.column_path),
        "fiscal_year": figure.fiscal_year,
        "measure": figure.measure.value,
        "aspect": figure.aspect.value,
        "printed": figure.printed,
        "value": None if quantity is None else plain_decimal(quantity.number),
        "value_unit": None if quantity is None else quantity.unit.name,
        "unit": None if figure.unit is None else figure.unit.name,
        "source": source_to_text(figure.source),
        "unit_source": source_to_text(figure.unit_source),
        "code": figure.code,
        "classification": figure.classification,
        "facet": figure.facet,
        "fund": figure.fund,
        "base": figure.base,
        "level": figure.level,
        "organisation": figure.organisation,
        "table_kind": figure.table_kind,
        "pattern": figure.pattern,
        "section_path": _path_to_text(figure.section_path),
        "sentence": source_to_text(figure.sentence),
        "reason": source_to_text(figure.reason),
        "as_of": None if figure.as_of is None else figure.as_of.isoformat(),
        "scope_note": figure.scope_note,
        "check": figure.check.value,
    }


def figure_from_row(row: Row) -> Figure:
    """The figure that figure_to_row wrote."""
    value, classification, fund, level = (
        row[name] for name in ("value", "classification", "fund", "level")
    )
    return Figure(
        figure_id=row["figure_id"],
        label=row["label"],
        item=row["item"],
        item_path=_path(row["item_path"]),
        column_path=_path(row["column_path"]),
        fiscal_year=row["fiscal_year"],
        measure=Measure(row["measure"]),
        aspect=Aspect(row["aspect"]),
        printed=row["printed"],
        quantity=None if value is None else Quantity(Decimal(value), _unit(row["value_unit"])),
        unit=None if row["unit"] is None else _unit(row["unit"]),
        source=source_from_text(row["source"]),
        unit_source=_shared_source(row["unit_source"]),
        code=row["code"],
        classification=None if classification is None else Classification(classification),
        facet=row["facet"],
        fund=None if fund is None else Fund(fund),
        base=row["base"],
        level=None if level is None else Level(level),
        organisation=row["organisation"],
        table_kind=row["table_kind"],
        pattern=row["pattern"],
        section_path=_path(row["section_path"]),
        sentence=_optional_source(row["sentence"]),
        reason=_optional_source(row["reason"]),
        as_of=None if row["as_of"] is None else date.fromisoformat(row["as_of"]),
        scope_note=row["scope_note"],
        check=Check(row["check"]),
    )


def passage_to_row(passage: Passage) -> dict[str, Any]:
    """Every field of a passage as a column."""
    return {
        "passage_id": passage.passage_id,
        "text": passage.text,
        "section_path": _path_to_text(passage.section_path),
        "kind": passage.kind,
        "source": source_to_text(passage.source),
    }


def passage_from_row(row: Row) -> Passage:
    """The passage that passage_to_row wrote."""
    return Passage(
        passage_id=row["passage_id"],
        text=row["text"],
        section_path=_path(row["section_path"]),
        kind=row["kind"],
        source=source_from_text(row["source"]),
    )


def entry_to_row(entry: GlossaryEntry) -> dict[str, Any]:
    """Every field of a glossary entry as a column."""
    return {
        "entry_id": entry.entry_id,
        "term": entry.term,
        "term_key": plain_label(entry.term),
        "term_path": _path_to_text(entry.term_path),
        "meaning": entry.meaning,
        "source": source_to_text(entry.source),
        "section_path": _path_to_text(entry.section_path),
    }


def entry_from_row(row: Row) -> GlossaryEntry:
    """The glossary entry that entry_to_row wrote."""
    return GlossaryEntry(
        entry_id=row["entry_id"],
        term=row["term"],
        term_path=_path(row["term_path"]),
        meaning=row["meaning"],
        source=source_from_text(row["source"]),
        section_path=_path(row["section_path"]),
    )
