"""Which standard table (标准表) a table is: its title says so, or where that is lost its words."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.table_grid import GridRow, is_amount, is_empty, plain
from ingest.vocabulary.standard_tables import StandardTable, names_other_table, standard_table
from ingest.vocabulary.table_headers import table_by_header


def kind_of(
    title: str, paths: Sequence[tuple[str, ...]], data: Sequence[GridRow], note: str
) -> StandardTable | None:
    """The standard table of a title, header paths, data rows and the remark below; None of none.

    A title that names something else is believed.
    """
    if (named := standard_table(title)) is not None:
        return named
    words = {
        plain(cell.text)
        for row in data
        for cell in row
        if cell is not None and not is_empty(cell) and not is_amount(cell.text)
    }
    told = table_by_header(["/".join(path) for path in paths], words, note)
    return None if told is None or names_other_table(title, told) else told
