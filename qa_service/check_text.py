"""The consistency report as tables for the terminal: first what is wrong, then what holds."""

from __future__ import annotations

from collections.abc import Iterator

from rich.markup import escape
from rich.table import Table

from ingest.model import Check
from ingest.quantity import Quantity
from ingest.report_card import Conservation, ReportCard
from ingest.vocabulary.standard_tables import tables_by_key
from qa_service.check_report import CheckReport
from qa_service.identity_names import quantity_plain, rule_name
from qa_service.plain_text import identity_line

_MOST_MISSED = 5


def report_lines(report: CheckReport) -> Iterator[str | Table]:
    """One document's report, from top to bottom; text is safe to print as markup."""
    names = "、".join(document.file_name for document in report.documents)
    yield f"[bold]{escape(names)}[/]：{escape(identity_line(report.documents[0].identity))}"
    for document in report.documents:
        if document.report_card is not None:
            several = f"〔{document.file_name}〕" if len(report.documents) > 1 else ""
            for line in card_lines(document.report_card, document.seconds):
                yield escape(f"  {several}{line}")
    yield from _wrong(report)
    yield from _held(report)
    yield from _untried(report)
    for problem in report.oddities:
        yield f"[yellow]注意[/] {escape(problem.message)}"


def card_lines(card: ReportCard, seconds: dict[str, float]) -> Iterator[str]:
    """A report card in a few lines."""
    if card.tables_expected:
        line = f"标准表：应有 {card.tables_expected} 张，找到 {len(card.tables_found)} 张"
        missing = [f"《{tables_by_key()[key].name}》" for key in card.tables_missing]
        yield line + (f"，缺{'、'.join(missing)}" if missing else "")
    else:
        yield "标准表：没有（表可能另附；可与附表一起核对）"
    yield from _numbers("表中的数", card.in_tables)
    yield from _numbers("文字中的数", card.in_prose)
    if card.ocr_pages:
        pages = "、".join(map(str, card.ocr_pages[:20]))
        yield f"由图像识别的页：第 {pages} 页{' 等' if len(card.ocr_pages) > 20 else ''}"
    if card.hidden_characters:
        yield f"看不见、没有读入的字：{card.hidden_characters} 个"
    yield f"用时：{sum(seconds.values()):.2f} 秒"


def _numbers(name: str, found: Conservation) -> Iterator[str]:
    if not found.printed:
        return
    yield f"{name}：印出 {found.printed} 个，读入 {found.captured} 个"
    for missed in found.missed[:_MOST_MISSED]:
        page = f"第{missed.page}页" if missed.page is not None else ""
        where = f"“{missed.where[:30]}”" if missed.where else ""
        yield f"  没有读入：{page}{where}{missed.printed}"
    if found.printed - found.captured > _MOST_MISSED:
        yield f"  ……共 {found.printed - found.captured} 个没有读入"


def _wrong(report: CheckReport) -> Iterator[str | Table]:
    problems = report.checked.problems
    if not problems:
        yield "[green]✓ 没有发现不符[/]"
        return
    yield f"[red]✗ 不符 {len(problems)} 处[/]"
    table = Table("编号", "等式", "两处的数", "相差", "容许舍入", show_lines=True)
    table.columns[2].ratio = 1
    for problem in problems:
        number, name = rule_name(problem.identity)
        shown = (number, name, problem.message, _said(problem.difference), _said(problem.allowed))
        table.add_row(*map(escape, shown))
    yield table


def _held(report: CheckReport) -> Iterator[str | Table]:
    held = [it for it in report.checked.identities if it.held]
    states = [figure.check for figure in report.checked.figures]
    times = sum(it.held for it in held)
    yield (
        f"[green]✓ 相符 {times} 次[/]，证实 {states.count(Check.PASSED)} 个数；"
        f"{states.count(Check.UNCHECKED)} 个数没有等式可试（含空白），"
        f"{states.count(Check.UNVERIFIED)} 个识别所得未经证实"
    )
    if held:
        table = Table("编号", "等式", "相符", box=None)
        for it in held:
            table.add_row(*map(escape, rule_name(it.key)), str(it.held))
        yield table


def _untried(report: CheckReport) -> Iterator[str | Table]:
    untried = [it for it in report.checked.identities if it.untried]
    if untried:
        yield f"未能核对 {len(untried)} 条"
        table = Table("编号", "等式", "原因", box=None)
        for it in untried:
            table.add_row(*map(escape, (*rule_name(it.key), it.untried)))
        yield table


def _said(quantity: Quantity | None) -> str:
    plain = quantity_plain(quantity)
    return "—" if plain is None else f"{plain['value']}{plain['unit']}"
