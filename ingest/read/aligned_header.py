"""The header of a table without ruling lines: names over columns, names over groups of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.model import Box
from ingest.read.aligned_lines import PieceLine
from ingest.read.ruled import CellBox

_EDGE = 1.0  # points
_CENTRED = 0.2  # of the height of the header: how far from its middle a name may stand


@dataclass(frozen=True)
class Band:
    """A column: how far to the left and right anything stands in it."""

    x0: float
    x1: float
    is_value: bool

    def reaching(self, box: Box, others: Iterable[Band]) -> Band:
        """The column widened over a box, but not into another."""
        left = max((b.x1 for b in others if b.x1 <= self.x0), default=box.x0)
        right = min((b.x0 for b in others if b.x0 >= self.x1), default=box.x1)
        return Band(
            min(self.x0, max(box.x0, left)), max(self.x1, min(box.x1, right)), self.is_value
        )


@dataclass(frozen=True)
class _Name:
    """Words of the header over columns `first` to `last`, on one line or wrapped over several."""

    first: int
    last: int
    box: Box


def header_cells(
    head: Sequence[PieceLine], bands: Sequence[Band], xs: Sequence[float]
) -> tuple[list[CellBox], int]:
    """The cells of the header, and how many rows it has; `xs` are the borders of the columns."""
    stacks: list[list[_Name]] = [[] for _ in bands]
    lines = [_names(line, bands, xs) for line in head]
    lines = [line for line in lines if line]
    centred = _centred(lines, len(bands))
    for number, line in enumerate(lines):
        deeper = {
            c
            for below in lines[number + 1 :]
            for n in below
            for c in range(n.first, n.last + 1)
            if c not in centred
        }
        for name in _widened(line, deeper, bands):
            _push(stacks, name)
    depth = max((len(stack) for stack in stacks), default=0)
    level: dict[int, int] = {}
    for stack in stacks:
        for place, name in enumerate(stack):
            level[id(name)] = max(level.get(id(name), 0), place)
    cells = []
    for column, stack in enumerate(stacks):
        for place, name in enumerate(stack):
            if name.first != column:
                continue
            row = level[id(name)]
            tall = depth - row if place == len(stack) - 1 else 1
            box = Box(xs[name.first], name.box.top - _EDGE, xs[name.last + 1],
                      name.box.bottom + _EDGE)  # fmt: skip
            cells.append(CellBox(row, column, tall, name.last - name.first + 1, box))
    return cells, depth


def _centred(lines: Sequence[Sequence[_Name]], columns: int) -> set[int]:
    """Columns whose only name stands half-way down the header: it belongs to no group."""
    if not lines:
        return set()
    boxes = [name.box for line in lines for name in line]
    top, bottom = min(box.top for box in boxes), max(box.bottom for box in boxes)
    found = set()
    for column in range(columns):
        own = [n.box for line in lines for n in line if n.first <= column <= n.last]
        if own:
            first, last = min(box.top for box in own), max(box.bottom for box in own)
            off = abs((first + last) / 2 - (top + bottom) / 2)
            if off < _CENTRED * (bottom - top) and last - first < bottom - top - 2 * _EDGE:
                found.add(column)
    return found


def _names(line: PieceLine, bands: Sequence[Band], xs: Sequence[float]) -> list[_Name]:
    """The words of a line by the columns they stand over; words of one column are one name."""
    names: list[_Name] = []
    for piece in line.pieces:
        over = [i for i, band in enumerate(bands)
                if piece.box.x0 < band.x1 - _EDGE and band.x0 + _EDGE < piece.box.x1]  # fmt: skip
        middle = (piece.box.x0 + piece.box.x1) / 2
        if not over:
            over = [i for i in range(len(bands)) if xs[i] <= middle < xs[i + 1]]
        if not over:
            continue
        name = _Name(over[0], over[-1], piece.box)
        if names and names[-1].last >= name.first:
            names[-1] = _joined(names[-1], name)
        else:
            names.append(name)
    return names


def _joined(one: _Name, other: _Name) -> _Name:
    a, b = one.box, other.box
    box = Box(min(a.x0, b.x0), min(a.top, b.top), max(a.x1, b.x1), max(a.bottom, b.bottom))
    return _Name(min(one.first, other.first), max(one.last, other.last), box)


def _widened(line: Sequence[_Name], deeper: set[int], bands: Sequence[Band]) -> list[_Name]:
    """Names over groups reach over all columns named below that are nearest to them."""
    taken = {c for name in line for c in range(name.first, name.last + 1)}
    groups = [name for name in line if any(c in deeper for c in range(name.first, name.last + 1))]
    owned: dict[int, list[int]] = {id(name): [name.first, name.last] for name in groups}
    for column in sorted(deeper - taken):
        middle = (bands[column].x0 + bands[column].x1) / 2
        nearest = min(groups, default=None, key=lambda g: abs((g.box.x0 + g.box.x1) / 2 - middle))
        if nearest is None:
            continue
        first, last = nearest.first, nearest.last
        between = range(min(first, column), max(last, column) + 1)
        if all(first <= c <= last or (c in deeper and c not in taken) for c in between):
            owned[id(nearest)].append(column)
    return [
        replace(name, first=min(owned[id(name)]), last=max(owned[id(name)]))
        if id(name) in owned
        else name
        for name in line
    ]


def _push(stacks: list[list[_Name]], name: _Name) -> None:
    """Put a name under those above it; one over just the same columns is their wrapped rest."""
    columns = range(name.first, name.last + 1)
    last = stacks[name.first][-1] if stacks[name.first] else None
    if last is not None and (last.first, last.last) == (name.first, name.last):
        whole = _joined(last, name)
        for column in columns:
            stacks[column][-1] = whole
        return
    for column in columns:
        stacks[column].append(name)
