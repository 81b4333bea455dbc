"""A document as a person reads it beside its pages: the form of the files in tests/golden.

`python -m tests.ingest.golden` writes them anew. What changed must then be read against the
sample's pages, line by line: a file that repeats what the parser says proves nothing.

Nothing a figure states is left out, but what repeats is said once. At the head stand the year and
measure that hold unless a line says otherwise; a table names per column what its cells state;
a row names its item and shows the cells as printed (∅ is blank). What differs from column and
row follows a cell in braces. Figures of sentences stand under their sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from ingest.document_json import document_to_json
from ingest.model import Aspect, Check, Document, Figure, Kind, Measure, Row, Source, Table
from ingest.quantity import plain_decimal
from tests.conftest import ROOT
from tests.ingest.samples import FILES, sample

FOLDER = ROOT / "tests" / "golden"
_REASON = 20  # characters shown


def document_to_golden(document: Document) -> str:
    """The document's identity, outline, tables, figures and definitions, one fact a line."""
    who = document.identity
    lines = [
        f"{who.organisation}｜{who.level.value}｜{who.fiscal_year}（{who.year_source}）｜{who.kind.value}",
        f"题名：{who.title}",
        f"简称：{'、'.join(who.aliases) or '无'}｜发布：{who.published_on or '未见'}｜{len(document.pages)} 页",
        f"凡未另说：{who.fiscal_year}年、{_usual(document).value}、amount",
        "",
        "== 提纲",
        *(f"{'  ' * (s.level - 1)}{s.path[-1]}  {_page(s.source)}" for s in document.sections),
    ]
    for table in document.tables:
        lines += ["", *_table(document, table)]
    lines += ["", "== 文字中的数据", *_sentences(document), "", "== 名词解释"]
    for entry in document.glossary:
        path = "" if entry.term_path == (entry.term,) else f"｜{_path(entry.term_path)}"
        lines.append(f"{entry.term}{path}｜{_tight(entry.meaning)}")
    lines += ["", "== 问题"]
    lines += [f"{problem.code}：{problem.message}" for problem in document.problems] or ["无"]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _usual(document: Document) -> Measure:
    final = document.identity.kind is Kind.FINAL_ACCOUNT
    return Measure.FINAL if final else Measure.BUDGETED


def _table(document: Document, table: Table) -> Iterator[str]:
    unit = table.unit.name if table.unit else "未写单位"
    pages = "-".join(str(page) for page in sorted({table.pages[0], table.pages[-1]}))
    yield f"== 表 {table.title}｜{table.kind}｜{unit}｜第{pages}页｜{_path(table.section_path)}"
    if table.note:
        yield f"附注 {_tight(table.note)}"
    figures: dict[tuple[int, int], list[Figure]] = {}
    for figure in document.figures:
        if figure.source.table_id == table.table_id:
            place = (figure.source.row or 0, figure.source.column or 0)
            figures.setdefault(place, []).append(figure)
    columns = []
    for number, column in enumerate(table.columns):
        here = [f for (_, c), found in figures.items() for f in found if c == number]
        columns.append(_commonest(_column_meaning(document, table, f) for f in here))
        yield f"列{number + 1} {_path(column.path)}｜{columns[-1] or '-'}"
    for number, row in enumerate(table.rows):
        yield _row(document, table, row, number, columns, figures)


def _row(
    document: Document,
    table: Table,
    row: Row,
    number: int,
    columns: list[str],
    figures: dict[tuple[int, int], list[Figure]],
) -> str:
    cells = [figures.get((number, c), []) for c in range(len(row.cells))]
    item = _commonest(_item(f) for found in cells for f in found)
    shown = []
    for column, (cell, found) in enumerate(zip(row.cells, cells, strict=True)):
        printed = _tight(cell.printed) or "∅"
        if not found:
            shown.append(f"{printed}{{不是数据}}")
        for figure in found:
            odd = [
                part or "无"
                for part, usual in (
                    (_item(figure), item),
                    (_column_meaning(document, table, figure), columns[column]),
                    (_path(figure.item_path), _path((*row.path, row.label))),
                    (_path(figure.column_path), _path(table.columns[column].path)),
                    (_value(figure), ""),
                )
                if part != usual
            ]
            shown.append(printed + (f"{{{'；'.join(odd)}}}" if odd else ""))
    path = f"{_path(row.path)}/" if row.path else ""
    return f"{row.code or '':7} {path}{row.label} = {item or '-'}｜{'｜'.join(shown)}"


def _item(figure: Figure) -> str:
    code = f"{figure.classification}:{figure.code}" if figure.code else None
    if figure.item and code and figure.item.split(":")[-1] == figure.code:
        # 'economic:30113' is short for the departments' economic classification.
        code = None if figure.classification != "economic_government" else code
    return " ".join(part for part in (figure.item or "无项目", code) if part)


def _column_meaning(document: Document, table: Table, figure: Figure) -> str:
    """What a cell states besides its item: facet, fund, and all that is not usual."""
    parts = [f"×{figure.facet}" if figure.facet else "", f"@{figure.fund}" if figure.fund else ""]
    return " ".join(part for part in (*parts, *_unusual(document, figure, table)) if part)


def _unusual(document: Document, figure: Figure, table: Table | None = None) -> Iterator[str]:
    if figure.fiscal_year != document.identity.fiscal_year:
        yield f"{figure.fiscal_year}年"
    if figure.measure is not _usual(document):
        yield figure.measure.value
    if figure.aspect is not Aspect.AMOUNT:
        yield figure.aspect.value
    if figure.base is not None:
        yield f"比{figure.base}"
    if figure.level is not None:
        yield f"级次{figure.level.value}"
    if figure.organisation is not None:
        yield f"单位{figure.organisation}"
    if figure.check is Check.FAILED:
        yield "勾稽不符"
    if table is not None and figure.unit != table.unit:
        yield f"计量{figure.unit.name if figure.unit else '不明'}"


def _value(figure: Figure) -> str:
    """The value, where it is not simply the printed digits."""
    if figure.quantity is None:
        return "" if not figure.printed.strip() else "无值"
    number = plain_decimal(figure.quantity.number)
    return "" if number == figure.printed.replace(",", "").replace("%", "") else f"={number}"


def _sentences(document: Document) -> Iterator[str]:
    last = None
    for figure in document.figures:
        if figure.source.table_id is not None:
            continue
        sentence = figure.sentence or figure.source
        if sentence != last:
            last = sentence
            yield f"「{_tight(sentence.words_in(document.text))}」{_page(sentence)} {_path(figure.section_path[-1:])}"
        unit = figure.unit.name if figure.unit else "无单位"
        parts = [
            f"  {figure.label} = {_item(figure)}",
            f"{figure.printed}{_value(figure)} {unit}",
            " ".join(_unusual(document, figure)),
            f"×{figure.facet}" if figure.facet else "",
            f"@{figure.fund}" if figure.fund else "",
            f"{_path(figure.item_path)}" if figure.item_path[-1:] != (figure.label,) else "",
            f"占{_path(figure.column_path)}" if figure.column_path else "",
            f"因「{_tight(figure.reason.words_in(document.text))[:_REASON]}」"
            if figure.reason
            else "",
        ]
        yield "｜".join(part for part in parts if part)


def _commonest(values: Iterable[str]) -> str:
    counted = Counter(values)
    return counted.most_common(1)[0][0] if counted else ""


def _path(parts: Iterable[str]) -> str:
    return "/".join(_tight(part) for part in parts)


def _page(source: Source) -> str:
    return f"第{source.page}页" if source.page else ""


def _tight(text: str) -> str:
    return "".join(text.split())


def golden_file(path: Path) -> Path:
    """Where the golden form of a sample lies."""
    return FOLDER / f"{path.stem}.txt"


def golden_json(path: Path) -> Path:
    """Where the golden JSON of a sample lies; kept for the text sample, the others are large."""
    return FOLDER / f"{path.stem}.json"


def to_json(document: Document) -> str:
    """The document's JSON without what differs from run to run and from version to version."""
    return document_to_json(replace(document, seconds={}, reader=""), indent=1) + "\n"


def main() -> None:
    """Write the golden files anew."""
    for path in FILES:
        golden_file(path).write_text(document_to_golden(sample(path)), encoding="utf-8")
        if path.suffix == ".txt":
            golden_json(path).write_text(to_json(sample(path)), encoding="utf-8")
    print(f"已写入 {FOLDER}：请对照样例的页面逐行核对改动（git diff）。")


if __name__ == "__main__":
    main()
