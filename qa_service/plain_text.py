"""Answers and documents as lines of plain text, for the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ingest.model import Check, Document, Identity
from qa_service.model import Answer, Citation
from qa_service.names import KIND_NAMES


def identity_line(who: Identity) -> str:
    """Whose, which year and what: '示例市财政局 部门 2024年预算'."""
    year = f"{who.fiscal_year}年" if who.fiscal_year else "年度不明的"
    return f"{who.organisation} {who.level} {year}{KIND_NAMES[who.kind]}"


def file_line(document: Document, seconds: float, added: bool) -> str:
    """One line a file: who, which, what was found, how the checks went, how long it took."""
    checks = Counter(figure.check for figure in document.figures)
    card = document.report_card
    standard = ""
    if card is not None and card.tables_expected:
        standard = f"（标准表 {len(card.tables_found)}/{card.tables_expected}）"
    parts = (
        f"{document.file_name}：{identity_line(document.identity)}",
        f"表 {len(document.tables)} 张{standard}",
        f"数据 {len(document.figures)} 条",
        f"勾稽相符 {checks[Check.PASSED]} 条、不符 {checks[Check.FAILED]} 条"
        + (f"、疑点 {len(document.problems)} 处" if document.problems else ""),
        f"{seconds:.2f} 秒",
    )
    return "，".join(parts) + ("" if added else "（已在库中，没有变化）")


def answer_lines(answer: Answer) -> Iterator[str]:
    """The answer, its calculations, its evidence, and what can be asked next."""
    yield answer.text
    for calculation in answer.calculations:
        shown = calculation.as_json()
        yield f"  计算：{shown['expression']} = {shown['result']}{shown['unit']}"
    for warning in answer.warnings:
        yield f"  注意：{warning}"
    for citation in answer.citations:
        yield f"  [{citation.number}] {_place(citation)}：“{citation.quote}”"
    for option in answer.options:
        yield f"  可以问：{option}"
    if answer.suggestions:
        yield f"  还可以问：{'；'.join(answer.suggestions)}"
    yield f"  （接着问请加 --conversation {answer.conversation_id}）"


def _place(citation: Citation) -> str:
    whose = "" if citation.organisation in citation.document else f"{citation.organisation}，"
    page = f"第{citation.page}页" if citation.page else ""
    table = citation.table["title"] if citation.table else None
    within = table or " / ".join(citation.section)
    return "，".join(part for part in (f"{whose}{citation.document}", page, within) if part)
