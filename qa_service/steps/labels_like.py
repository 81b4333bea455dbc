"""labels_like: the documents' own labels that are near to words no lexicon knows."""

from __future__ import annotations

from collections.abc import Iterable

from qa_service.steps.item_names import FURNITURE, ItemMention, bare_name, folded, item_named

_NEVER = frozenset({"合计", "小计", "总计", "项目", "金额", "单位", "收入", "支出", "预算", "决算"})
_HOLDS = 2.0


def labels_like(content: str, labels: Iterable[str]) -> tuple[ItemMention, ...]:
    """Labels of the documents that hold, or nearly are, what is left of a question.

    For what no lexicon knows: '工作业务经费项目' → '营商局工作业务经费项目'. Empty when nothing is
    close: an item is never forced.
    """
    if len(content) < 2 or content in _NEVER:
        return ()
    best: list[tuple[float, str]] = []
    for label in {folded(x) for x in labels} - (FURNITURE - {content}):
        common = _longest_common(content, label)
        if bare_name(label) == bare_name(content):
            best.append((3.0, label))
        elif common == len(content) and len(content) >= 3:
            best.append((_HOLDS, label))
        elif _abbreviates(content, label):
            best.append((1.5, label))
        elif common >= 3 and common / len(label) >= 0.6 and common / len(content) >= 0.75:
            best.append((common / len(label), label))
    if not best:
        return ()
    top = max(score for score, _ in best)
    if top == _HOLDS:
        # Several labels may hold the words: which of them is meant, the figures decide.
        return (item_named(content),)
    return tuple(
        item_named(label) for score, label in sorted(best, reverse=True) if score >= top - 0.05
    )


def _abbreviates(short: str, long: str) -> bool:
    """Whether characters were left out of a name ('社保和就业支出'): same ends, same order."""
    if not (4 <= len(short) < len(long) and short[0] == long[0] and short[-1] == long[-1]):
        return False
    rest = iter(long)
    return all(c in rest for c in short)


def _longest_common(a: str, b: str) -> int:
    longest, row = 0, [0] * (len(b) + 1)
    for x in a:
        previous = 0
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], previous + 1 if x == y else 0
            longest = max(longest, row[j])
    return longest
