"""Results over public sets as a table of Markdown, for the report."""

from collections.abc import Mapping, Sequence
from typing import Any


def results_to_markdown(results: Sequence[Mapping[str, Any]]) -> str:
    """The table; each result in the form of ``OutsideResult.as_json``."""
    lines = ["| 公开集 | 文件 | 指标 | 结果 | 说明 |", "|---|---|---|---|---|"]
    for result in results:
        for measure in result["measures"]:
            share = f"{measure['hits']}/{measure['of']}（{measure['share']:.1%}）"
            cells = [result["set"], result["file"], measure["name"], share, result["remarks"]]
            lines.append("| " + " | ".join(cell.replace("|", "｜") for cell in cells) + " |")
    return "\n".join(lines) + "\n"
