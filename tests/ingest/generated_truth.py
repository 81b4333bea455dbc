"""Holding a document as read against the truth of its generator, number by number.

A number of a table is looked for on its page, in its table, under its row and column; a number
of running text in its sentence, the so-manieth one printed there. What is found must agree in
value, unit, year, measure, aspect, base, code and name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ingest.model import Document, Figure, Page

# What the truth calls by another name than the page does, and which item it is.
ITEMS = {
    "“三公”经费、会议费、培训费合计": None,
    "公务用车购置费": "vehicle_purchase",
    "公务用车运行费": "vehicle_operation",
    "支出合计": "total_expenditure",
    "支出预算": "total_expenditure",
    "财政拨款收、支总预算": "fiscal_appropriation_total",
    "财政拨款支出": "fiscal_appropriation_expenditure",
    "财政拨款基本支出": "basic_expenditure",
    "一般公共预算财政拨款基本支出": "basic_expenditure",
    "政府采购货物": "procurement_goods",
    "政府采购工程": "procurement_works",
    "政府采购服务": "procurement_services",
    "面向中小企业预留政府采购项目预算金额": "procurement_for_smes",
    "绩效目标": "performance_projects",
    "编报绩效目标的项目": "performance_projects",
    "实行绩效目标管理的项目": "performance_projects",
    "绩效目标预算金额": "performance_amount",
    "编报绩效目标的项目涉及预算资金": "performance_amount",
    "编报绩效目标的项目涉及预算金额": "performance_amount",
    "绩效目标管理涉及财政性资金": "performance_amount",
}
_FUNDS = {
    "财政拨款基本支出": "fiscal_appropriation",
    "一般公共预算财政拨款基本支出": "general_public_budget",
}
_MEANS = re.compile("^(?:是指|指|反映)")
_PAGE_MARK = re.compile(r"[-—─\s]*\d{1,3}[-—─\s]*")


def differences(document: Document, truth: dict[str, Any]) -> Iterator[str]:
    """What the truth states and the document lacks or says otherwise, one line each."""
    who, about = document.identity, truth["about"]
    # A title may stop before 公开.
    if not _tight(about["title"]).startswith(_tight(who.title)):
        yield f"title: {who.title!r}, not {about['title']!r}"
    for name in ("organisation", "level", "fiscal_year", "kind"):
        if _tight(str(getattr(who, name))) != _tight(str(about[name])):
            yield f"{name}: {getattr(who, name)!r}, not {about[name]!r}"
    cells = [fact for fact in truth["facts"] if "table" in fact["where"]]
    yield from _cells(document, cells)
    yield from _sentences(document, [fact for fact in truth["facts"] if fact not in cells])
    entries = {(_tight(e.term), _MEANS.sub("", _tight(e.meaning))) for e in document.glossary}
    for entry in truth["glossary"]:
        if (_tight(entry["term"]), _tight(entry["definition"])) not in entries:
            yield f"definition of {entry['term']}"
    if more := len(document.glossary) - len(truth["glossary"]):
        yield f"{more} definitions too many"
    yield from _statements(document, truth["statements"])


def unexplained(document: Document, truth: dict[str, Any]) -> list[str]:
    """Figures that the truth knows nothing of: an amount read where none is stated."""
    cells = Counter(
        (fact["page"], _tight(fact["printed"]), _columns(fact["column_path"]))
        for fact in truth["facts"]
        if "table" in fact["where"]
    )
    said = Counter(
        (_tight(fact["printed"]), fact["aspect"])
        for fact in truth["facts"]
        if "narrative" in fact["where"]
    )
    sentences = [statement["text"] for statement in truth["statements"]]
    sentences += [fact["where"].get("narrative", "") for fact in truth["facts"]]
    words = _tight("".join(sentences))
    extra = []
    for figure in document.figures:
        printed = _tight(figure.printed)
        if figure.source.table_id is not None:
            key = (figure.source.page, printed, _columns(figure.column_path))
            known = cells[key] > 0
            cells[key] -= 1
        elif printed in ("无", "没有") or figure.quantity is None:
            # Words without digits: '无', '无可比性'.
            known = _tight(figure.source.words_in(document.text)) in words
        else:
            known = said[(printed, figure.aspect.value)] > 0
            said[(printed, figure.aspect.value)] -= 1
        if not known:
            extra.append(f"{figure.label} {figure.aspect.value} “{figure.printed}”")
    return extra


def _cells(document: Document, facts: list[dict[str, Any]]) -> Iterator[str]:
    tables = {table.table_id: table for table in document.tables}
    by_place: dict[tuple[int | None, tuple[str, ...]], list[Figure]] = {}
    for figure in document.figures:
        if figure.source.table_id is not None:
            place = (figure.source.page, _columns(figure.column_path))
            by_place.setdefault(place, []).append(figure)
    for fact in facts:
        where = fact["where"]
        here = [
            figure
            for figure in by_place.get((fact["page"], _columns(fact["column_path"])), [])
            for table in [tables[figure.source.table_id or ""]]
            if _tight(table.title).startswith(_tight(where["table"]))
            and fact.get("code") in (None, figure.code)
            # A row of 合计 is known by the item it states; in a table of one row the columns are.
            and (
                _name(where["row"]) == _name(table.rows[figure.source.row or 0].printed_label)
                or _name(fact["label"]) == _name(figure.label)
                or ITEMS.get(fact["label"], "") == figure.item
            )
        ]
        yield from _agree(fact, here, f"{where['table']}｜{'·'.join(fact['column_path'])}")


def _sentences(document: Document, facts: list[dict[str, Any]]) -> Iterator[str]:
    text, places = _squeezed(document)
    figures = sorted(
        (figure for figure in document.figures if figure.source.table_id is None),
        key=lambda figure: figure.source.start,
    )
    by_sentence: dict[str, list[dict[str, Any]]] = {}
    for fact in facts:
        by_sentence.setdefault(_tight(fact["where"]["narrative"]), []).append(fact)
    for sentence, stated in by_sentence.items():
        starts = [match.start() for match in re.finditer(re.escape(sentence), text)]
        spans = [(places[i], places[i + len(sentence) - 1] + 1) for i in starts]
        here = [
            figure
            for figure in figures
            if any(start <= figure.source.start < end for start, end in spans)
        ]
        for fact in stated:
            said = [
                figure
                for figure in here
                if _tight(figure.printed) == _tight(fact["printed"])
                and _is_called(figure, fact["label"])
            ]
            yield from _agree(fact, said, sentence[:40])


def _statements(document: Document, statements: list[dict[str, Any]]) -> Iterator[str]:
    """“无…” is a figure of 0 at its sentence; a reason stands in the text."""
    text, _ = _squeezed(document)
    for statement in statements:
        said = _tight(statement["text"])
        if said not in text:
            yield f"{statement['topic']}: “{said[:40]}” is not in the text"
        elif statement["meaning"] == "none" and not any(
            _tight(document.quote(figure.sentence or figure.source)) in said
            and figure.quantity is not None
            and figure.quantity.number == 0
            for figure in document.figures
            if figure.source.table_id is None
        ):
            yield f"{statement['topic']}: “{said[:40]}” is not read as 0"


def _agree(fact: dict[str, Any], figures: list[Figure], where: str) -> Iterator[str]:
    value = None if fact["value"] is None else Decimal(fact["value"])
    base = fact.get("base")
    wanted = (
        _tight(fact["printed"]), value, fact["unit"], fact["fiscal_year"], fact["measure"],
        fact["aspect"], None if base is None else str(base),
    )  # fmt: skip
    found = [
        (
            _tight(figure.printed), figure.quantity and figure.quantity.number,
            figure.unit and figure.unit.name, figure.fiscal_year, figure.measure.value,
            figure.aspect.value, figure.base and str(figure.base),
        )
        for figure in figures
    ]  # fmt: skip
    if wanted not in found:
        yield f"{where}｜{fact['label']}: {_shown(wanted)}, read {list(map(_shown, found))}"


def _shown(values: tuple[object, ...]) -> str:
    return " ".join(str(value) for value in values)


def _squeezed(document: Document) -> tuple[str, list[int]]:
    """The text without white space and page numbers, and where each character stood."""
    kept = []
    pages = document.pages or (Page(1, 0, 0, 0, len(document.text)),)
    for page in pages:
        body = document.text[page.start : page.end]
        lines, at = body.splitlines(keepends=True), page.start
        for number, line in enumerate(lines):
            edge = number in (0, len(lines) - 1)
            if not (edge and len(pages) > 1 and _PAGE_MARK.fullmatch(line)):
                kept += [at + i for i, c in enumerate(line) if not c.isspace()]
            at += len(line)
    return "".join(document.text[i] for i in kept), kept


def _is_called(figure: Figure, name: str) -> bool:
    """Whether a figure of running text ('社会保障（类）…（项）', '…预算总计') is of the item."""
    if ITEMS.get(name) == figure.item is not None:
        return figure.fund == _FUNDS.get(name, figure.fund)
    return _name(name) in _name(figure.label)


def _name(label: str) -> str:
    return re.sub(r"（[类款项]）", "", _tight(label).replace("(", "（").replace(")", "）"))


def _columns(path: Any) -> tuple[str, ...]:
    return tuple(_name(part) for part in path)


def _tight(text: str) -> str:
    return "".join(text.split())
