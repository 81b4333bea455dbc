"""A run as one HTML page that needs nothing else; every text in it is escaped."""

from collections.abc import Mapping
from html import escape
from typing import Any

from evals.report_markdown import TYPE_NAMES

_STYLE = """
body{font:15px/1.6 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%;margin:1rem 0}
th,td{border:1px solid #ccc;padding:.3rem .5rem;text-align:left;vertical-align:top}
td.number{text-align:right}
tr.wrong td:first-child{border-left:.4rem solid #b3261e}
tr.refused td:first-child{border-left:.4rem solid #b58a00}
tr.failed td:first-child{border-left:.4rem solid #555}
tr.uncited td:first-child{border-left:.4rem solid #4a63b5}
"""
_VERDICTS = {"right": "答对", "refused": "拒答", "wrong": "答错", "failed": "没有回答"}


def run_to_html(run: Mapping[str, Any]) -> str:
    """The report: totals, counts by type, each failure with what was expected and given."""
    failures = [s for s in run["scores"] if s["verdict"] != "right" or s["cited"] is False]
    parts = [
        "<!doctype html><html lang='zh-CN'><meta charset='utf-8'><title>评测报告</title>",
        f"<style>{_STYLE}</style><h1>评测报告</h1>",
        f"<p>{_text(run['made_at'])} · {_text(run['service'])} · {_text(run['machine'])}</p>",
        f"<p>{_text(_latency(run['latency_ms']))}</p>",
        _by_type(run),
        f"<h2>没有答对或引用不对的（{len(failures)}）</h2>",
        _failures(failures),
        _bad_rows(run["bad_rows"]),
        "</html>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _by_type(run: Mapping[str, Any]) -> str:
    names = ("题数", "答对", "拒答", "答错", "没有回答", "得分", "准确率", "错误率", "引用正确")
    head = "".join(f"<th>{name}</th>" for name in ("类型", *names))
    rows = [(TYPE_NAMES.get(kind, kind), tally) for kind, tally in run["by_type"].items()]
    body = "".join(_tally_row(name, tally) for name, tally in [*rows, ("合计", run["total"])])
    return f"<table><tr>{head}</tr>{body}</table>"


def _tally_row(name: str, tally: Mapping[str, Any]) -> str:
    counts = [tally[key] for key in ("cases", "right", "refused", "wrong", "failed", "points")]
    cells = [
        *map(str, counts),
        f"{tally['accuracy']:.1%}",
        f"{tally['wrong_rate']:.1%}",
        f"{tally['cited']}/{tally['to_cite']}",
    ]
    numbers = "".join(f"<td class='number'>{_text(cell)}</td>" for cell in cells)
    return f"<tr><td>{_text(name)}</td>{numbers}</tr>"


def _failures(failures: list[Mapping[str, Any]]) -> str:
    if not failures:
        return "<p>没有。</p>"
    names = ("题", "问", "应为", "给出", "为什么", "引用")
    head = "".join(f"<th>{name}</th>" for name in names)
    return f"<table><tr>{head}</tr>{''.join(_failure(score) for score in failures)}</table>"


def _failure(score: Mapping[str, Any]) -> str:
    uncited = score["verdict"] == "right"
    verdict = "引用不对" if uncited else _VERDICTS[score["verdict"]]
    cells = [
        f"{score['id']}\n{TYPE_NAMES.get(score['type'], score['type'])}\n{verdict}",
        "\n".join([*score["history"], score["question"]]),
        "\n".join(filter(None, (score["expected"], score["evidence"], score["source"]))),
        score["got"],
        score["why"] or ("引用没有落在应引的地方" if uncited else ""),
        "\n".join(score["citations"]),
    ]
    shown = "".join(f"<td>{_text(cell).replace(chr(10), '<br>')}</td>" for cell in cells)
    return f"<tr class='{'uncited' if uncited else _text(score['verdict'])}'>{shown}</tr>"


def _bad_rows(rows: list[str]) -> str:
    if not rows:
        return ""
    items = "".join(f"<li>{_text(row)}</li>" for row in rows)
    return f"<h2>没能问的题（{len(rows)}）</h2><ul>{items}</ul>"


def _latency(latency: Mapping[str, float | None]) -> str:
    median, tail = latency["p50"], latency["p95"]
    if median is None or tail is None:
        return "没有测到用时。"
    return f"每问用时：中位数 {median:.0f} 毫秒，第 95 百分位 {tail:.0f} 毫秒。"


def _text(value: object) -> str:
    return escape(str(value), quote=True)
