"""The comparison as a page of Markdown, for readers of Chinese."""

from collections.abc import Mapping, Sequence
from typing import Any

from bench.comparators.run import Compared
from evals.names import TYPE_NAMES


def compared_to_markdown(compared: Sequence[Compared], machine: Mapping[str, Any]) -> str:
    """Two tables: all cases, and the share answered right by type."""
    rows = [one.as_json() for one in compared]
    types = [kind for kind in TYPE_NAMES if any(kind in row["by_type"] for row in rows)]
    lines = [
        "# 同样的题，别的做法答对多少",
        "",
        f"{machine['measured_at']}，{machine['processor']}，{machine['cores']} 核，"
        f"提交 {machine['commit']}。",
        "",
        "| 做法 | 题数 | 答对 | 拒答 | 答错 | 准确率 | 错误率 | 引到原文 | 中位数（毫秒） |",
        "|---|---|---|---|---|---|---|---|---|",
        *(_row(row) for row in rows),
        "",
        "按类型，答对的比例：",
        "",
        "| 类型 | 题数 | " + " | ".join(row["system"] for row in rows) + " |",
        "|---|---|" + "---|" * len(rows),
        *(_type_row(kind, rows) for kind in types),
        "",
    ]
    return "\n".join(lines)


def _row(row: Mapping[str, Any]) -> str:
    cells = [row["system"], row["cases"], row["right"], row["refused"], row["wrong"]]
    shares = [row["accuracy"], row["wrong_rate"], row["evidence_found"]]
    cells += ["—" if share is None else f"{share:.1%}" for share in shares]
    return "| " + " | ".join(map(str, [*cells, row["latency_ms"]["p50"]])) + " |"


def _type_row(kind: str, rows: Sequence[Mapping[str, Any]]) -> str:
    count = next(row["by_type"][kind]["cases"] for row in rows if kind in row["by_type"])
    shares = [row["by_type"].get(kind, {}).get("accuracy", 0.0) for row in rows]
    cells = [TYPE_NAMES[kind], str(count), *(f"{share:.1%}" for share in shares)]
    return "| " + " | ".join(cells) + " |"
