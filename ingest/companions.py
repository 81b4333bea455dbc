"""One document in several files (正文与表分成两份公开), proven together.

Each file stays a document of its own. Together, the text of one is tried against the tables of
the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.checks import Checked, Sheet, check_sheets
from ingest.model import Document, Figure, Identity, Source, Table
from ingest.table_codes import sentences_with_codes


def companions(documents: Iterable[Document]) -> list[tuple[Document, ...]]:
    """Documents by what they are parts of, in order; most are alone.

    Of the same organisation, level, year and kind; no two of one group have the same standard
    table, or they are two versions of one document and not parts of it.
    """
    groups: list[list[Document]] = []
    for document in documents:
        for group in groups:
            is_same = _is_same(document.identity, group[0].identity)
            has_tables = any(_kinds(one) for one in (*group, document))
            if is_same and has_tables and not any(_kinds(document) & _kinds(o) for o in group):
                group.append(document)
                break
        else:
            groups.append([document])
    return [tuple(group) for group in groups]


def _is_same(one: Identity, other: Identity) -> bool:
    """Whether two files are of one organisation, level, year and kind."""
    names = [{_plain(name) for name in (who.organisation, *who.aliases)} for who in (one, other)]
    return bool(names[0] & names[1]) and (one.level, one.fiscal_year, one.kind) == (
        *(other.level, other.fiscal_year, other.kind),
    )


def _plain(name: str) -> str:
    """A name as it is written with or without the party before it (中共…办公厅)."""
    return name.removeprefix("中国共产党").removeprefix("中共")


def _kinds(document: Document) -> set[str]:
    return {table.kind for table in document.tables if table.kind is not None}


def check_together(documents: Sequence[Document]) -> Checked:
    """The figures of a document's parts, proven against each other.

    The ids of figures and tables have the part's number before them ('2/t1r3c1'), counted from 1;
    a document that is alone keeps its ids.
    """
    kind = documents[0].identity.kind
    if len(documents) == 1:
        alone = documents[0]
        return check_sheets([Sheet(alone.figures, alone.tables, alone.text)], kind)
    cells = [f for d in documents for f in d.figures if f.source.table_id is not None]
    sheets = []
    files = {}
    for number, document in enumerate(documents, start=1):
        mark = f"{number}/"
        files[str(number)] = document.file_name
        figures = sentences_with_codes(document.figures, cells)
        sheets.append(
            Sheet(
                [_marked(figure, mark) for figure in figures],
                [_marked_table(table, mark) for table in document.tables],
                document.text,
            )
        )
    return check_sheets(sheets, kind, files)


def _marked(figure: Figure, mark: str) -> Figure:
    source = _marked_source(figure.source, mark)
    return replace(figure, figure_id=mark + figure.figure_id, source=source)


def _marked_table(table: Table, mark: str) -> Table:
    source = _marked_source(table.source, mark)
    return replace(table, table_id=mark + table.table_id, source=source)


def _marked_source(source: Source, mark: str) -> Source:
    return source if source.table_id is None else replace(source, table_id=mark + source.table_id)
