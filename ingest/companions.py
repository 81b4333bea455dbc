"""One document in several files (正文与表分成两份公开), proven together.

Each file stays a document of its own. Together, the text of one is tried against the tables of
the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.checks import Checked, Sheet, check_sheets
from ingest.model import Check, Document, Figure, Identity, Problem, Source, Table
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


def proven_together(documents: Sequence[Document]) -> list[Document]:
    """The parts of a document as they are known together, each still a document of its own.

    Figures keep everything but their `check`: the tables of one file vouch for the text of
    another, or speak against it. What two files say differently is a problem of both, with the
    places that each of them has. One part alone is as it was when it was read.
    """
    unproven = [_unproven(document) for document in documents]
    alone = [check_together([document]) for document in unproven]
    together = check_together(unproven) if len(documents) > 1 else alone[0]
    checks = {figure.figure_id: figure.check for figure in together.figures}
    across = [p for p in together.problems if len({i.split("/")[0] for i in p.figure_ids}) > 1]
    known = []
    for number, (document, own) in enumerate(zip(unproven, alone, strict=True), start=1):
        mark = f"{number}/" if len(documents) > 1 else ""
        figures = [replace(f, check=checks[mark + f.figure_id]) for f in document.figures]
        shared = (_part_of(problem, mark) for problem in across)
        problems = (*document.problems, *own.problems, *(p for p in shared if p.figure_ids))
        known.append(replace(document, figures=tuple(figures), problems=problems))
    return known


def _unproven(document: Document) -> Document:
    """A document without what identities said of it."""
    card = document.report_card
    recognised = frozenset(card.ocr_pages if card is not None else ())
    figures = (
        replace(f, check=Check.UNVERIFIED if f.source.page in recognised else Check.UNCHECKED)
        for f in document.figures
    )
    problems = (p for p in document.problems if not p.code.startswith("check_"))
    return replace(document, figures=tuple(figures), problems=tuple(problems))


def _part_of(problem: Problem, mark: str) -> Problem:
    """A problem of several files with the places it has in one of them."""
    pairs = zip(problem.figure_ids, problem.sources, strict=False)
    own = [(name, source) for name, source in pairs if name.startswith(mark)]
    sources = (
        source
        if source.table_id is None
        else replace(source, table_id=source.table_id.removeprefix(mark))
        for _, source in own
    )
    ids = tuple(name.removeprefix(mark) for name, _ in own)
    return replace(problem, sources=tuple(sources), figure_ids=ids)


def _marked(figure: Figure, mark: str) -> Figure:
    source = _marked_source(figure.source, mark)
    return replace(figure, figure_id=mark + figure.figure_id, source=source)


def _marked_table(table: Table, mark: str) -> Table:
    source = _marked_source(table.source, mark)
    return replace(table, table_id=mark + table.table_id, source=source)


def _marked_source(source: Source, mark: str) -> Source:
    return source if source.table_id is None else replace(source, table_id=mark + source.table_id)
