"""The columns of a table by what they hold, and where it is two or three tables side by side.

Nothing here knows what an item is; it tells a code from an amount and a name from either, and
where a table falls apart into sides (收入｜支出).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ingest.quantity import is_blank, is_dash
from ingest.table_grid import GridRow, is_amount, is_empty, is_name_leaf, plain

_CODE_HEADER = re.compile("编码|代码")
_CODE_LEAF = ("类", "款", "项", "目")
_INDEX_LEAF = ("序号", "行次", "栏次", "编号")
_NAME_HEADER = re.compile("名称|品目大类|采购品目")
_PROJECT_NAME = "项目名称"
_REMARK_LEAF = re.compile("备注|说明|组织形式|采购方式|起止|日期|依据|是否")
_CODE_PIECE = re.compile(r"\d{1,7}")  # of some only one digit is left
CODE_DIGITS = re.compile(r"\d{2,7}")


class Role(StrEnum):
    """What a column holds."""

    CODE = "code"
    NAME = "name"
    INDEX = "index"
    VALUE = "value"


@dataclass(frozen=True)
class Side:
    """Columns that belong together: codes and names on the left, values on the right of them.

    `name` is the header cell above them all ('收入', '支出用途'), '' where there is none. `names`
    stand from the widest to what a row is itself called, which is mostly their order in print;
    `project` is the last of them where it names a project, whatever column it is printed in.
    """

    name: str
    codes: tuple[int, ...]
    names: tuple[int, ...]
    values: tuple[int, ...]
    project: int | None = None


def column_role(path: tuple[str, ...], texts: Sequence[str]) -> Role:
    """What a column holds, by its header and, where that says nothing, by its data."""
    filled = [t for t in texts if t]
    leaf = path[-1] if path else ""
    if any(_CODE_HEADER.search(part) for part in path) and "名称" not in leaf:
        return Role.CODE
    if leaf in _CODE_LEAF and all(_CODE_PIECE.fullmatch(t) for t in filled):
        return Role.CODE
    if leaf in _INDEX_LEAF:
        return Role.INDEX
    if any(_NAME_HEADER.search(part) for part in path) or is_name_leaf(leaf):
        numeric = sum(is_amount(t) for t in filled)
        return Role.VALUE if numeric > len(filled) / 2 else Role.NAME
    if _REMARK_LEAF.search(leaf):
        return Role.VALUE
    worded = [t for t in filled if not is_amount(t) and not is_dash(t)]
    if filled and len(worded) == len(filled) and not path:
        return Role.NAME
    return Role.VALUE


def table_sides(paths: Sequence[tuple[str, ...]], data: Sequence[GridRow]) -> list[Side]:
    """The columns cut into sides: a code or name column after a value column begins the next."""
    columns = range(len(paths))
    roles = []
    for column in columns:
        texts = [plain(row[column].text) for row in data if _own(row, column)]  # type: ignore[union-attr]
        roles.append(column_role(paths[column], texts))
    _mark_wordy_neighbours(roles, paths, data)
    groups: list[list[int]] = [[]]
    for column in columns:
        starts_side = roles[column] is not Role.VALUE and any(
            roles[c] is Role.VALUE for c in groups[-1]
        )
        if starts_side and any(roles[c] is Role.VALUE for c in columns[column:]):
            groups.append([])
        groups[-1].append(column)
    sides = [_side(group, roles, paths, len(groups) > 1) for group in groups]
    return [_with_project(side, paths, data) for side in sides]


def _with_project(side: Side, paths: Sequence[tuple[str, ...]], data: Sequence[GridRow]) -> Side:
    """The side with the names of its projects last, where they tell each row from the others.

    A list of projects often prints 科目名称 behind 项目名称: the subject is what the project is
    paid under, and several projects share it.
    """
    projects = [c for c in side.names if paths[c][-1:] == (_PROJECT_NAME,)]
    subjects = [c for c in side.names if c not in projects]
    if len(projects) != 1 or not subjects:
        return side
    column, subject = projects[0], subjects[0]
    of_subjects = [row for row in data if not is_empty(row[subject])]
    cells = [row[column] for row in of_subjects if row[column] is not row[subject]]
    named = ["" if cell is None else plain(cell.text) for cell in cells]
    if "" in named or len(set(named)) < len(named):
        return side
    return replace(side, names=(*subjects, column), project=column)


def _own(row: GridRow, column: int) -> bool:
    """Whether a cell begins in this column (not the tail of a merged one) and has text."""
    cell = row[column]
    first = column == 0 or row[column - 1] is not cell
    return cell is not None and first and not is_blank(cell.text)


def _mark_wordy_neighbours(
    roles: list[Role], paths: Sequence[tuple[str, ...]], data: Sequence[GridRow]
) -> None:
    """Second label columns without a telling header (小计 beside 一般公共预算资金) are names."""
    for column in range(1, len(roles)):
        if roles[column] is not Role.VALUE or roles[column - 1] is not Role.NAME:
            continue
        leaf = paths[column][-1] if paths[column] else ""
        same_header_cell = paths[column] == paths[column - 1]
        texts = [plain(row[column].text) for row in data if _own(row, column)]  # type: ignore[union-attr]
        if (
            texts
            and (not leaf or same_header_cell)
            and not any(is_amount(t) or is_dash(t) for t in texts)
        ):
            roles[column] = Role.NAME


def _side(
    group: Sequence[int], roles: Sequence[Role], paths: Sequence[tuple[str, ...]], is_part: bool
) -> Side:
    prefix: list[str] = []
    if is_part:
        for level in zip(*(paths[c] for c in group), strict=False):
            if len(set(level)) > 1:
                break
            prefix.append(level[0])
    return Side(
        name=prefix[-1] if prefix else "",
        codes=tuple(c for c in group if roles[c] is Role.CODE),
        names=tuple(c for c in group if roles[c] is Role.NAME),
        values=tuple(c for c in group if roles[c] is Role.VALUE),
    )
