"""compare_cells: one item of organisations, years, budget and final account, a cell for each.

Every cell is looked up as a question about that one document would be, so that the table and the
answers never differ. A cell takes the documents of one level only: a department's figures hold
those of its units, and are never set beside or added to them under one name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from index.model import StoredDocument
from ingest.model import Check, Kind, Level, Measure
from ingest.quantity import is_dash
from qa_service.corpus import Corpus
from qa_service.intent import Asked, Intent
from qa_service.model import Fact, Operation, Question, Scope
from qa_service.names import KIND_NAMES
from qa_service.steps import compose
from qa_service.steps.find_value import Answered, find_value
from qa_service.steps.loaded import what_is_loaded
from qa_service.steps.parts import parts_of
from qa_service.steps.select import LEVEL_ORDER, Selection
from qa_service.steps.understand import understand
from qa_service.steps.years import Years

_MEASURES = {
    Kind.BUDGET: (Measure.BUDGETED, Measure.ADJUSTED),
    Kind.FINAL_ACCOUNT: (Measure.FINAL, Measure.EXECUTED),
}


class CellState(StrEnum):
    """What a document says at a cell. Blank, dash and a printed 0 are three statements."""

    STATED = "stated"
    NOT_LOADED = "not_loaded"
    ITEM_MISSING = "item_missing"
    BLANK = "blank"
    DASH = "dash"
    AMBIGUOUS = "ambiguous"


class By(StrEnum):
    """By what an item is divided into parts (构成)."""

    NAMED = "named"  # the parts that the item has by its own definition, or in its table
    FUNCTION = "function"
    ECONOMY = "economy"


_DIVIDED = {By.NAMED: "", By.FUNCTION: "按功能分类", By.ECONOMY: "按经济分类"}


@dataclass(frozen=True)
class Wanted:
    """What is set side by side; `level` None takes the widest that is loaded."""

    organisations: tuple[str, ...]
    fiscal_years: tuple[int, ...]
    kinds: tuple[Kind, ...]
    items: tuple[str, ...]
    level: Level | None = None


@dataclass(frozen=True)
class ComparedCell:
    """One cell; `fact` is the figure, or the empty cell of a document. `note` is for the reader."""

    organisation: str
    fiscal_year: int
    kind: Kind
    item: str
    state: CellState
    note: str = ""
    level: Level | None = None
    fact: Fact | None = None


def compare_cells(wanted: Wanted, corpus: Corpus) -> list[ComparedCell]:
    """The cells by item, organisation, year and kind, in the order wanted."""
    loaded = what_is_loaded(corpus, Scope()).organisations
    asked = {name: a for o, a in loaded for name in (*o.names, o.name)}
    return [
        _cell(
            ComparedCell(organisation, year, kind, item, CellState.NOT_LOADED),
            found,
            wanted,
            corpus,
        )
        for item in wanted.items
        for organisation in wanted.organisations
        for found in (asked.get(organisation),)
        for year in wanted.fiscal_years
        for kind in wanted.kinds
    ]


def compare_parts(wanted: Wanted, by: By, corpus: Corpus) -> tuple[Fact | None, list[Fact]]:
    """The figure of the only cell wanted and what it is made of, of the same documents."""
    whole = compare_cells(wanted, corpus)[0]
    if whole.fact is None or whole.state is not CellState.STATED:
        return None, []
    asked = _asked(whole.organisation, corpus)
    documents = _documents(asked, whole.fiscal_year, whole.fact.kind, wanted.level)
    intent = _intent(f"{whole.item}{_DIVIDED[by]}", asked, documents, corpus)
    if intent is None:
        return whole.fact, []
    measure = whole.fact.figure.measure
    parts = parts_of(intent, Selection(asked, documents, (whole.fiscal_year,)), corpus)
    return whole.fact, [part for part in parts if part.figure.measure is measure]


def loaded_years(organisations: Sequence[str], corpus: Corpus) -> tuple[int, ...]:
    """The fiscal years loaded of any of the organisations, ascending."""
    return tuple(sorted({y for name in organisations for y in _asked(name, corpus).years}))


def _asked(organisation: str, corpus: Corpus) -> Asked:
    for known, asked in what_is_loaded(corpus, Scope()).organisations:
        if organisation in (*known.names, known.name):
            return asked
    return Asked(organisation, ())


def _cell(cell: ComparedCell, asked: Asked | None, wanted: Wanted, corpus: Corpus) -> ComparedCell:
    if asked is None:
        return replace(cell, note="没有载入这个单位的文件")
    documents = _documents(asked, cell.fiscal_year, cell.kind, wanted.level)
    if documents:
        return _stated(cell, asked, documents, corpus)
    of_final = _documents(asked, cell.fiscal_year, Kind.FINAL_ACCOUNT, wanted.level)
    if cell.kind is Kind.BUDGET and of_final:
        told = _stated(cell, asked, of_final, corpus)
        if told.state is CellState.STATED:
            return replace(
                told, note="；".join(filter(None, ("取自决算文件所载的预算数", told.note)))
            )
    other = _documents(asked, cell.fiscal_year, cell.kind, None)
    name = f"{cell.fiscal_year}年{KIND_NAMES[cell.kind]}"
    if other and wanted.level:
        return replace(
            cell, note=f"没有载入{wanted.level}的{name}，载入的是{other[0].identity.level}的"
        )
    return replace(cell, note=f"没有载入{name}")


def _documents(
    asked: Asked, year: int, kind: Kind, level: Level | None
) -> tuple[StoredDocument, ...]:
    """The documents of a year and kind at one level: the one wanted, else the widest loaded."""
    found = [
        d for d in asked.documents if d.identity.fiscal_year == year and d.identity.kind is kind
    ]
    levels = sorted({d.identity.level for d in found}, key=LEVEL_ORDER.__getitem__)
    chosen = level or (levels[0] if levels else None)
    return tuple(d for d in found if d.identity.level == chosen)


def _stated(
    cell: ComparedCell, asked: Asked, documents: tuple[StoredDocument, ...], corpus: Corpus
) -> ComparedCell:
    """What the documents say of the item."""
    cell = replace(cell, level=documents[0].identity.level)
    missing = replace(cell, state=CellState.ITEM_MISSING, note="文件里没有找到这一项的数")
    intent = _intent(cell.item, asked, documents, corpus)
    if intent is None:
        return missing
    selection = Selection(asked, documents, (cell.fiscal_year,))
    for one in _with_measures(intent, cell.kind, documents[0].identity.kind):
        answered = find_value(one, selection, cell.fiscal_year, corpus)
        told = _told(cell, answered)
        if told is not None:
            return told
    return missing


def _with_measures(intent: Intent, wanted: Kind, document: Kind) -> Iterator[Intent]:
    """As a question is read, then for each measure that the kind of amount is printed as."""
    if wanted is document:
        yield intent
    for measure in _MEASURES[wanted]:
        yield replace(intent, measure=measure, of_final_account=document is Kind.FINAL_ACCOUNT)


def _told(cell: ComparedCell, answered: Answered) -> ComparedCell | None:
    """The cell with what was found, None where that is of another measure, year or item."""
    found = answered.found
    if found.homonyms:
        return replace(cell, state=CellState.AMBIGUOUS, note="文件里有几项同名，请写得更全")
    fact = found.first
    if fact is None:
        return _empty(cell, found.blank)
    if found.unmet or answered.implied or not _fits(cell, fact):
        return None
    return replace(cell, state=CellState.STATED, fact=fact, note="；".join(_notes(fact, answered)))


def _empty(cell: ComparedCell, blank: Sequence[Fact]) -> ComparedCell | None:
    fact = next((f for f in blank if _fits(cell, f)), None)
    if fact is None:
        return None
    if is_dash(fact.figure.printed):
        return replace(cell, state=CellState.DASH, fact=fact, note="原文此处是横线")
    return replace(cell, state=CellState.BLANK, fact=fact, note="原文此处空白")


def _fits(cell: ComparedCell, fact: Fact) -> bool:
    """Whether it is of the year and a measure of the wanted kind."""
    figure = fact.figure
    return figure.fiscal_year == cell.fiscal_year and figure.measure in _MEASURES[cell.kind]


def _notes(fact: Fact, answered: Answered) -> Iterator[str]:
    """What a reader must know before setting the figure beside another one."""
    if compose.says_none(fact):
        yield f"原文写作“{fact.figure.printed}”"
    if fact.figure.scope_note:
        yield fact.figure.scope_note
    if answered.found.rivals:
        others = "、".join(compose.stated(other) for other in answered.found.rivals)
        yield f"文件别处写作{others}"
    if fact.figure.check is Check.FAILED:
        yield "勾稽不符，请对照原文件"
    if fact.figure.check is Check.UNVERIFIED:
        yield "扫描识别，未经核对"


def _intent(
    item: str, asked: Asked, documents: Sequence[StoredDocument], corpus: Corpus
) -> Intent | None:
    """The item as a question about these documents alone is understood."""
    scope = Scope(document_ids=tuple(d.document_id for d in documents))
    question = Question(f"{item}是多少", scope)
    intent = understand(question, what_is_loaded(corpus, scope), corpus)
    if not intent.items:
        return None
    return replace(
        intent,
        operation=Operation.VALUE,
        organisations=(asked,),
        years=Years(),
        kind=None,
        measure=None,
        level=None,
        level_said=False,
    )
