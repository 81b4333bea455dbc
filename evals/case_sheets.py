"""Cases in a workbook: columns with Chinese heads, and the template that evaluators fill in.

A column is one field of the case file; the template's examples are read by this same reader.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from evals.model import CASE_TYPES, REASONS
from evals.names import REASON_NAMES, STATUS_NAMES, TYPE_NAMES
from evals.workbook import Sheet, SheetRow, WorkbookUnreadable, read_sheet, workbook_bytes

QUESTIONS = "题目"
_EXAMPLES = Path(__file__).parent / "template_examples.jsonl"


@dataclass(frozen=True)
class Column:
    """One field of a case: its head, what to write below it, its width in characters."""

    field: str
    head: str
    help: str
    width: int = 16
    is_list: bool = False
    names: Mapping[str, str] | None = None


_LINES = "几个就写几行（单元格里用 Alt+Enter 换行）"
COLUMNS = (
    Column("id", "题号", "随意，不可重复；空着则用行号", 10),
    Column("question", "问题", "必填。照公众会说的话问", 40),
    Column("type", "类型", "必填，从列表中选，每种的例子见“例题”", 14, names=TYPE_NAMES),
    Column("answer", "答案", "给人看的答案，写进报告", 30),
    Column("value", "数值", "应答的数，照原文件印的写（32.20 不写成 32.2）；减少写负数", 14),
    Column("values", "其他数值", f"还须答出的数，{_LINES}", 14, is_list=True),
    Column("unit", "单位", "数值的单位：元、万元、亿元、%、人、辆……", 8),
    Column(
        "accept", "也算对的", f"其他也算对的答案（连单位），或拒答原因；{_LINES}", 18, is_list=True
    ),
    Column("evidence", "原文", "引用必须包含的原文，短一些", 30),
    Column("evidence_also", "别处原文", f"说同一件事的别处；{_LINES}", 24, is_list=True),
    Column("docs", "文件", f"须已载入的文件名；{_LINES}", 30, is_list=True),
    Column("history", "先前的问题", f"追问之前依次问过的问题；{_LINES}", 30, is_list=True),
    Column("vital", "必须说到", f"答案必须说到的字；{_LINES}", 18, is_list=True),
    Column("must_not", "不得说到", f"答案不得说到的字；{_LINES}", 18, is_list=True),
    Column("options", "选项", f"问得不清时应给出的选择；{_LINES}", 24, is_list=True),
    Column("status", "应有的状态", "只有拒答或反问才对时填写", 10, names=STATUS_NAMES),
    Column("reason", "拒答原因", "答不了的题填写", 14, names=REASON_NAMES),
    Column("source", "出处", "谁问的，在哪一页", 18),
    Column("note", "备注", "随意", 18),
)
_BY_HEAD = {name: column for column in COLUMNS for name in (column.head, column.field)}


@dataclass(frozen=True)
class SheetCase:
    """A row as the fields of a case; ``problem`` says why it cannot be one."""

    row: int
    fields: Mapping[str, object]
    problem: str = ""


def read_case_sheet(path: Path) -> Iterator[SheetCase]:
    """The cases of a workbook, in order. Raises WorkbookUnreadable, also without the needed heads.

    A row with a formula or a merged cell is a problem of its own: what it says is not in it.
    """
    rows = read_sheet(path, QUESTIONS)
    head = next(rows, SheetRow(1, ()))
    columns = [_BY_HEAD.get(text.strip("*＊ "), text) for text in head.cells]
    fields = {column.field for column in columns if isinstance(column, Column)}
    if missing := [_BY_HEAD[name].head for name in ("question", "type") if name not in fields]:
        raise WorkbookUnreadable(
            f"{path.name} 第 {head.number} 行没有“{'”“'.join(missing)}”这样的列名；"
            "请用 budget-qa eval template 写出的模板"
        )
    for row in rows:
        yield _row_to_case(row, columns)


def _row_to_case(row: SheetRow, columns: list[Column | str]) -> SheetCase:
    if row.merged:
        where = "、".join(row.merged)
        return SheetCase(row.number, {}, f"有合并的单元格（{where}），请取消合并，每行写全")
    if row.formulas:
        where = "、".join(row.formulas)
        return SheetCase(row.number, {}, f"{where} 是公式，请改成它的值（复制后选择性粘贴为数值）")
    fields: dict[str, object] = {}
    for column, text in zip(columns, row.cells, strict=False):
        if isinstance(column, str):
            if column and text:
                fields[column] = text
        elif text:
            fields[column.field] = _meant(column, text)
    return SheetCase(row.number, fields)


def _meant(column: Column, text: str) -> object:
    if column.names is not None:
        codes = {name: code for code, name in column.names.items()}
        return codes.get(text, text)
    if not column.is_list:
        return text
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return [_code_of_reason(line) for line in lines] if column.field == "accept" else lines


def _code_of_reason(text: str) -> str:
    return next((code for code in REASONS if REASON_NAMES[code] == text), text)


def template_bytes() -> bytes:
    """The workbook to fill in: questions (empty), an example of every type, what to write."""
    heads = tuple(column.head for column in COLUMNS)
    widths = tuple(column.width for column in COLUMNS)
    choices = {
        place: tuple(column.names.values())
        for place, column in enumerate(COLUMNS)
        if column.names is not None
    }
    examples = [json.loads(line) for line in _EXAMPLES.read_text("utf-8").splitlines()]
    meanings = [(column.head, column.field, column.help) for column in COLUMNS]
    return workbook_bytes(
        [
            Sheet(QUESTIONS, heads, (), widths, choices),
            Sheet("例题", heads, [_example(fields) for fields in examples], widths),
            Sheet("说明", ("列", "字段", "怎样写"), [*meanings, *_RULES], (14, 16, 90)),
        ]
    )


_RULES = (
    ("", "", ""),
    (
        "怎样问",
        "",
        "把题写在“题目”里，存为 xlsx，再运行：budget-qa eval run 题目.xlsx --documents 文件",
    ),
    ("一行一题", "", "不要合并单元格，不要写公式：这样的行会被指出，其余的照问"),
    ("怎样算对", "", "数换算单位后须在印出的精度内相等，带正负；引用须包含“原文”"),
    ("怎样计分", "", "答对（该拒的拒了也是）+1，能答而拒答 0，答错 −1"),
    ("类型", "", "；".join(TYPE_NAMES[kind] for kind in CASE_TYPES)),
)


def _example(fields: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(_written(column, fields.get(column.field)) for column in COLUMNS)


def _written(column: Column, value: object) -> str:
    if isinstance(value, list):
        return "\n".join(REASON_NAMES.get(str(item), str(item)) for item in value)
    text = "" if value is None else str(value)
    return column.names.get(text, text) if column.names is not None else text
