"""A run row by row, for other programs (.jsonl) and for a table program (.xlsx)."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evals.names import TYPE_NAMES, VERDICT_NAMES
from evals.workbook import Sheet, workbook_bytes

ROW_SUFFIXES = (".jsonl", ".xlsx")
_HEADS = (
    *("题号", "类型", "判定", "原因", "引用", "问题"),
    *("应为", "给出", "应引的原文", "引用的原文", "毫秒"),
)
_WIDTHS = (12, 12, 10, 40, 8, 40, 30, 50, 30, 50, 8)
_TOTALS = (
    *("类型", "题数", "答对", "拒答", "答错"),
    *("没有回答", "得分", "准确率", "错误率", "引用正确"),
)


def write_rows(run: Mapping[str, Any], path: Path) -> None:
    """One row for each question asked, then one for each that could not be; by the suffix."""
    if path.suffix.lower() == ".xlsx":
        path.write_bytes(workbook_bytes(_sheets(run)))
        return
    rows = [*run["scores"], *({"problem": problem} for problem in run["bad_rows"])]
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text("".join(lines), "utf-8")


def _sheets(run: Mapping[str, Any]) -> list[Sheet]:
    asked = [_row(score) for score in run["scores"]]
    bad = [("", "", "没能问", problem) for problem in run["bad_rows"]]
    tallies = [(TYPE_NAMES.get(kind, kind), tally) for kind, tally in run["by_type"].items()]
    totals = [_total(name, tally) for name, tally in [*tallies, ("合计", run["total"])]]
    return [
        Sheet("逐题", _HEADS, [*asked, *bad], _WIDTHS),
        Sheet("合计", _TOTALS, totals, (16, *(10,) * 9)),
    ]


def _row(score: Mapping[str, Any]) -> tuple[str, ...]:
    cited = {True: "正确", False: "不对", None: ""}[score["cited"]]
    took = score["elapsed_ms"]
    return (
        score["id"],
        TYPE_NAMES.get(score["type"], score["type"]),
        VERDICT_NAMES[score["verdict"]],
        score["why"],
        cited,
        "\n".join([*score["history"], score["question"]]),
        score["expected"],
        score["got"],
        score["evidence"] or "",
        "\n".join(score["citations"]),
        "" if took is None else f"{took:.0f}",
    )


def _total(name: str, tally: Mapping[str, Any]) -> tuple[str, ...]:
    counts = (tally[key] for key in ("cases", "right", "refused", "wrong", "failed", "points"))
    rates = (f"{tally['accuracy']:.1%}", f"{tally['wrong_rate']:.1%}")
    return (name, *map(str, counts), *rates, f"{tally['cited']}/{tally['to_cite']}")
