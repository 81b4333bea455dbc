"""The accuracy page (docs/accuracy.md) from runs' JSON."""

from collections.abc import Mapping, Sequence
from typing import Any

from evals.names import TYPE_NAMES
from evals.outside.table import results_to_markdown

_HEADER = (
    "# 回答准确率\n\n"
    "本页由 `python -m evals.report` 从评测结果写成，请勿手改。"
    "答对（应拒而拒也算）得 1 分，能答而拒答得 0 分，答错扣 1 分。\n"
)


def run_to_markdown(
    runs: Sequence[Mapping[str, Any]], outside: Sequence[Mapping[str, Any]] = ()
) -> str:
    """One section a run: totals, a table by type, and what was not right; then public sets."""
    sections = [_HEADER, *(_section(run) for run in runs)]
    if outside:
        sections.append("## 公开的测试集\n\n" + results_to_markdown(outside))
    return "\n".join(sections)


def _section(run: Mapping[str, Any]) -> str:
    latency = run["latency_ms"]
    lines = [
        f"## {'、'.join(run['cases'])}",
        "",
        f"{run['made_at']} · {run['service']} · {run['machine']}",
        "",
        f"每问用时：中位数 {_ms(latency['p50'])}，第 95 百分位 {_ms(latency['p95'])}。",
        "",
        "| 类型 | 题数 | 答对 | 拒答 | 答错 | 没有回答 | 得分 | 准确率 | 错误率 | 引用正确 |",
        "|---|---|---|---|---|---|---|---|---|---|",
        *(_row(TYPE_NAMES.get(kind, kind), tally) for kind, tally in run["by_type"].items()),
        _row("**合计**", run["total"]),
        "",
        *_documents(run.get("documents", ())),
        *_failures(run),
    ]
    return "\n".join(lines)


def _row(name: str, tally: Mapping[str, Any]) -> str:
    cells = [
        name,
        tally["cases"],
        tally["right"],
        tally["refused"],
        tally["wrong"],
        tally["failed"],
        tally["points"],
        f"{tally['accuracy']:.1%}",
        f"{tally['wrong_rate']:.1%}",
        f"{tally['cited']}/{tally['to_cite']}",
    ]
    return "| " + " | ".join(map(str, cells)) + " |"


def _documents(names: Sequence[str]) -> list[str]:
    if not names:
        return []
    return [f"问的是 {len(names)} 份文件：{'、'.join(map(_plain, names))}。", ""]


def _failures(run: Mapping[str, Any]) -> list[str]:
    scores: Sequence[Mapping[str, Any]] = run["scores"]
    failures = [score for score in scores if score["verdict"] != "right" or score["cited"] is False]
    held_out = run["total"]["cases"] - len(scores)
    unlisted = [f"其中 {held_out} 题是保留题，只计总数，不逐题列出。", ""] if held_out else []
    if not failures:
        return [*unlisted, "列出的全部答对，引用也都对得上。", ""]
    lines = [*unlisted, "### 没有答对或引用不对的", ""]
    for score in failures:
        asked = " → ".join([*score["history"], score["question"]])
        why = score["why"] or "引用没有落在应引的地方"
        asked, expected = _plain(asked), _plain(score["expected"])
        lines.append(f"* {score['id']} {asked}：应为 {expected}；{_plain(why)}")
    return [*lines, ""]


def _plain(text: str) -> str:
    """Text that cannot break the page: one line, no table bars, no HTML."""
    return " ".join(text.split()).replace("|", "｜").replace("<", "＜")


def _ms(value: float | None) -> str:
    return "—" if value is None else f"{value:.0f} 毫秒"
