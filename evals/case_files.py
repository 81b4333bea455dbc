"""Case files, JSON Lines or a workbook; a bad row is named and the rest is still read."""

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from evals.amounts import read_decimal
from evals.case_sheets import SheetCase, read_case_sheet
from evals.documents import any_held_out, document_styles, seed_held_out
from evals.model import CASE_TYPES, REASONS, STATUSES, BadRow, Case, DocumentEvidence
from evals.workbook import WorkbookUnreadable

_TEXT_LISTS = (
    *("docs", "history", "accept", "vital", "must_not", "options", "evidence_also", "item"),
    "proof",
)
_WORDINGS = ("facts", "members")
_TEXTS = ("status", "reason", "evidence", "source", "note", "formula")
_KNOWN = {
    *(*_TEXT_LISTS, *_WORDINGS, *_TEXTS, "id", "question", "type", "answer", "scope", "value"),
    *("values", "unit", "evidences", "pages", "style", "held_out", "unnamed"),
}


class CaseFileError(Exception):
    """A case file that cannot be read at all."""


class RowError(ValueError):
    """A row that cannot become a case; the message says why."""


def read_case_files(paths: Iterable[Path]) -> tuple[list[Case], list[BadRow]]:
    """Cases and bad rows of several files (.jsonl or .xlsx), in their order.

    Raises CaseFileError where a file cannot be read. An id that occurs twice makes a bad row.
    """
    cases: list[Case] = []
    bad: list[BadRow] = []
    ids: set[str] = set()
    for path in paths:
        for number, row in _rows(path):
            try:
                case = fields_to_case(_fields(row), default_id=f"{path.stem}-{number}")
                if case.id in ids:
                    raise RowError(f"编号 {case.id} 已经用过，请换一个")
            except RowError as error:
                bad.append(BadRow(path.name, number, str(error)))
                continue
            ids.add(case.id)
            cases.append(case)
    return cases, bad


def _rows(path: Path) -> Iterator[tuple[int, str | SheetCase]]:
    """The rows that hold anything, with their numbers."""
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        try:
            yield from ((case.row, case) for case in read_case_sheet(path))
        except WorkbookUnreadable as error:
            raise CaseFileError(str(error)) from error
        return
    if suffix in (".xls", ".et", ".xlsm", ".csv"):
        raise CaseFileError(f"{path.name}：题目文件只认 .jsonl 和 .xlsx，请另存为 xlsx 再试")
    yield from ((n, line) for n, line in enumerate(_lines(path), start=1) if line.strip())


def _lines(path: Path) -> list[str]:
    try:
        # Not splitlines(): U+2028 and its kin may stand inside a JSON string.
        return path.read_text("utf-8-sig").split("\n")
    except OSError as error:
        raise CaseFileError(f"打不开题目文件 {path}：{error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CaseFileError(f"{path.name} 不是 UTF-8 编码，请另存为 UTF-8 再试") from error


def _fields(row: str | SheetCase) -> Mapping[str, object]:
    if isinstance(row, str):
        return _line_to_fields(row)
    if row.problem:
        raise RowError(row.problem)
    return row.fields


def row_to_case(line: str, default_id: str) -> Case:
    """One line of a case file. Raises RowError that says what is wrong with it."""
    return fields_to_case(_line_to_fields(line), default_id)


def _line_to_fields(line: str) -> Mapping[str, object]:
    try:
        # Fractions as Decimal: a float would already have lost digits.
        row = json.loads(line, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise RowError(f"不是一行完整的 JSON（{error}）") from error
    if not isinstance(row, dict):
        raise RowError("应当是一个 JSON 对象 {…}")
    return row


def fields_to_case(row: Mapping[str, object], default_id: str) -> Case:
    """The fields of one row, by their names. Raises RowError that says what is wrong."""
    question = row.get("question")
    if not isinstance(question, str) or not question.strip():
        raise RowError("没有 question（要问的问题）")
    kind = row.get("type")
    if not isinstance(kind, str) or kind not in CASE_TYPES:
        raise RowError(f"type {kind!r} 不认识，应为 {'、'.join(CASE_TYPES)} 之一")
    texts = {name: _text(row, name) for name in _TEXTS}
    _one_of(texts["status"], STATUSES, "status")
    _one_of(texts["reason"], REASONS, "reason")
    lists = {name: _texts(row, name) for name in _TEXT_LISTS}
    wordings = {name: _wordings(row, name) for name in _WORDINGS}
    scope = row.get("scope")
    if scope is not None and not isinstance(scope, dict):
        raise RowError("scope 应当是一个对象")
    return Case(
        id=_text(row, "id") or default_id,
        question=question,
        type=kind,
        answer=_text(row, "answer") or "",
        scope=scope,
        value=_number(row["value"]) if row.get("value") is not None else None,
        values=tuple(_number(item) for item in _list(row, "values")),
        unit=_text(row, "unit") or "",
        evidences=tuple(_document_evidence(item) for item in _list(row, "evidences")),
        others={key: value for key, value in row.items() if key not in _KNOWN},
        docs=lists["docs"],
        history=lists["history"],
        accept=lists["accept"],
        vital=lists["vital"],
        must_not=lists["must_not"],
        options=lists["options"],
        evidence_also=lists["evidence_also"],
        status=texts["status"],
        reason=texts["reason"],
        evidence=texts["evidence"],
        source=texts["source"],
        note=texts["note"],
        item=lists["item"],
        facts=wordings["facts"],
        members=wordings["members"],
        pages=tuple(_page(item) for item in _list(row, "pages")),
        proof=lists["proof"],
        formula=texts["formula"],
        style=_text(row, "style") or document_styles(lists["docs"]),
        unnamed=_flag(row, "unnamed"),
        held_out=_flag(row, "held_out")
        or any_held_out(lists["docs"])
        or seed_held_out(_text(row, "seed") or ""),
    )


def _one_of(value: str | None, allowed: tuple[str, ...], name: str) -> None:
    if value is not None and value not in allowed:
        raise RowError(f"{name} {value!r} 不认识，应为 {'、'.join(allowed)} 之一")


def _text(row: Mapping[str, object], name: str) -> str | None:
    value = row.get(name)
    if isinstance(value, int | Decimal):
        return str(value)
    if value is not None and not isinstance(value, str):
        raise RowError(f"{name} 应当是文字")
    return value


def _list(row: Mapping[str, object], name: str) -> list[object]:
    value = row.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise RowError(f"{name} 应当是一个列表")
    return value


def _texts(row: Mapping[str, object], name: str) -> tuple[str, ...]:
    items = _list(row, name)
    if not all(isinstance(item, str | int | Decimal) for item in items):
        raise RowError(f"{name} 应当是一列文字")
    return tuple(str(item) for item in items)


def _wordings(row: Mapping[str, object], name: str) -> tuple[tuple[str, ...], ...]:
    """A list whose items are texts, or lists of wordings of which one will do."""
    found = []
    for item in _list(row, name):
        wordings = item if isinstance(item, list) else [item]
        if not wordings or not all(isinstance(one, str) and one.strip() for one in wordings):
            raise RowError(f"{name} 的每一项应当是文字，或一列同义的文字")
        found.append(tuple(wordings))
    return tuple(found)


def _page(item: object) -> int:
    if isinstance(item, int) and not isinstance(item, bool) and item >= 1:
        return item
    raise RowError("pages 应当是从 1 起的页码")


def _flag(row: Mapping[str, object], name: str) -> bool:
    value = row.get(name, False)
    if not isinstance(value, bool):
        raise RowError(f"{name} 应当是 true 或 false")
    return value


def _number(value: object) -> Decimal:
    number = read_decimal(str(value)) if isinstance(value, str | int | Decimal) else None
    if number is None:
        raise RowError(f"数值 {value!r} 读不出来，应为数字或十进制文字")
    return number


def _document_evidence(item: object) -> DocumentEvidence:
    if isinstance(item, dict):
        doc, evidence = item.get("doc"), item.get("evidence")
        if isinstance(doc, str) and isinstance(evidence, str):
            return DocumentEvidence(doc, evidence)
    raise RowError("evidences 的每一项应当有 doc 和 evidence")
