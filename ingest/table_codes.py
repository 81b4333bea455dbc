"""Functional items that sentences name, told by the codes that the document's tables print.

The vocabulary does not know every code; a document that prints 2240104 beside 灾害风险防治 in a
table means the same item where it writes …（款）灾害风险防治（项） in a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.model import Classification, Figure
from ingest.vocabulary.load import plain_label

# Marks of a name that goes by the classification: '公共安全（类）', '公共安全支出-司法-行政运行'.
_LEVEL_MARKS = ("（类）", "（款）", "（项）", "-", "－")


def sentences_with_codes(sentences: Sequence[Figure], cells: Iterable[Figure]) -> list[Figure]:
    """The figures of sentences; those of an item only the tables know have its code.

    A path that two codes share (or its end, where the sentence leaves out the class) stays
    without one.
    """
    codes: dict[tuple[str, ...], set[str]] = {}
    for cell in cells:
        if cell.code is not None and cell.classification is Classification.FUNCTIONAL:
            for end in _ends(cell.item_path):
                codes.setdefault(end, set()).add(cell.code)
    return [_with_code(figure, codes) for figure in sentences]


def _with_code(figure: Figure, codes: dict[tuple[str, ...], set[str]]) -> Figure:
    if figure.item is not None or not any(mark in figure.label for mark in _LEVEL_MARKS):
        return figure
    found = codes.get(_plain(figure.item_path), set())
    if len(found) != 1:
        return figure
    (code,) = found
    return replace(
        figure, item=f"functional:{code}", code=code, classification=Classification.FUNCTIONAL
    )


def _ends(path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The whole path, and its last two names."""
    plain = _plain(path)
    yield plain
    if len(plain) > 2:
        yield plain[-2:]


def _plain(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(plain_label(part) for part in path)
