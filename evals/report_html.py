"""A run as one HTML page that needs nothing else: no script, no request; every text is escaped."""

from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any

from evals.names import TYPE_NAMES, VERDICT_NAMES
from evals.report import Comparison, Run
from evals.report_charts import interval_bar, legend, stacked_bar

_STYLE = (Path(__file__).parent / "report.css").read_text("utf-8")
# A wrong digit is worse than no answer: what is worst stands first.
_WORST_FIRST = ("wrong", "failed", "refused", "uncited")
_UNCITED = "引用没有落在应引的地方"
_COUNTS = ("题数", "答对", "拒答", "答错", "没有回答", "得分", "错误率", "引用正确")


def run_to_html(run: Run, comparison: Comparison | None = None) -> str:
    """The report: totals, by type and style, gains and losses, each failure, worst first."""
    failures = sorted(
        (it for it in run["scores"] if _state(it) != "right"),
        key=lambda it: _WORST_FIRST.index(_state(it)),
    )
    parts = [
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>评测报告</title><style>{_STYLE}</style></head><body><main>",
        "<header><h1>评测报告</h1>",
        f'<p class="quiet">{_text(_made(run))}</p></header>',
        _tiles(run),
        _by_type(run),
        _by_style(run),
        _held_out(run),
        _changes(run, comparison),
        _bad_rows(run["bad_rows"]),
        f"<section><h2>没有答对或引用不对的（{len(failures)}）</h2>",
        "".join(map(_failure, failures)) or "<p>没有。</p>",
        "</section></main></body></html>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _made(run: Run) -> str:
    made = (run["made_at"], "、".join(run["cases"]), run["service"], run["machine"])
    return " · ".join(filter(None, made))


def _tiles(run: Run) -> str:
    total, rates = run["total"], run.get("metrics", {}).get("total", {})
    tiles = [
        ("准确率", f"{total['accuracy']:.1%}", _interval(rates.get("accuracy"))),
        ("错误率", f"{total['wrong_rate']:.1%}", _interval(rates.get("wrong_rate"))),
        ("得分", f"{total['points']}", f"共 {total['cases']} 题；对 +1，拒 0，错 −1"),
        ("引用正确", f"{total['cited']}/{total['to_cite']}", "须引而引对了的"),
    ]
    for key, name in _RATES:
        rate = rates.get(key)
        if rate and rate["value"] is not None:
            shown = f"{rate['value']:.2f}" if key == "trust_score" else f"{rate['value']:.1%}"
            tiles.append((name, shown, _interval(rate, percent=key != "trust_score")))
    times = run["latency_ms"]
    if times["p50"] is not None and times["p95"] is not None:
        tiles.append(
            ("每问用时", f"{times['p50']:.0f} 毫秒", f"第 95 百分位 {times['p95']:.0f} 毫秒")
        )
    boxes = (
        f"<div><dt>{_text(name)}</dt><dd>{_text(value)}<small>{_text(more)}</small></dd></div>"
        for name, value, more in tiles
    )
    return f'<dl class="tiles">{"".join(boxes)}</dl>'


_RATES = (
    ("trust_score", "可信分"),
    ("citation_precision", "引用的查准"),
    ("citation_recall", "引用的查全"),
    ("refusal_precision", "拒答的查准"),
    ("refusal_recall", "拒答的查全"),
    ("reason_accuracy", "拒答原因正确"),
)


def _interval(rate: Mapping[str, Any] | None, *, percent: bool = True) -> str:
    if not rate or rate["interval"] is None:
        return ""
    low, high = rate["interval"]
    return f"95% 区间 {low:.1%}–{high:.1%}" if percent else f"95% 区间 {low:.2f}–{high:.2f}"


def _by_type(run: Run) -> str:
    rates = run.get("metrics", {}).get("by_type", {})
    rows = [
        _tally_row(TYPE_NAMES.get(kind, kind), tally, rates.get(kind))
        for kind, tally in run["by_type"].items()
    ]
    total = _tally_row("合计", run["total"], run.get("metrics", {}).get("total"), is_sum=True)
    heads = ("类型", "准确率", "", *_COUNTS, *(("准确率的区间",) if rates else ()))
    table = _table("按类型", heads, [*rows, total])
    return f"<section><h2>按类型</h2>{legend()}{table}</section>"


def _tally_row(
    name: str, tally: Mapping[str, Any], rates: Mapping[str, Any] | None, *, is_sum: bool = False
) -> str:
    counts = [tally[key] for key in ("cases", "right", "refused", "wrong", "failed", "points")]
    cells = (
        *map(str, counts),
        f"{tally['wrong_rate']:.1%}",
        f"{tally['cited']}/{tally['to_cite']}",
    )
    numbers = "".join(f'<td class="number">{_text(cell)}</td>' for cell in cells)
    accuracy = f'<td class="number">{tally["accuracy"]:.1%}</td>'
    drawn = f'{accuracy}<td class="chart">{stacked_bar(tally)}</td>'
    interval = f'<td class="chart">{interval_bar(rates["accuracy"])}</td>' if rates else ""
    start = '<tr class="sum">' if is_sum else "<tr>"
    return f'{start}<th scope="row">{_text(name)}</th>{drawn}{numbers}{interval}</tr>'


def _by_style(run: Run) -> str:
    styles = run.get("metrics", {}).get("by_style", {})
    if len(styles) < 2:
        return ""
    rows = [_rates_row(name, rates) for name, rates in styles.items()]
    return f"<section><h2>按文件样式</h2>{_table('按文件样式', _RATE_HEADS, rows)}</section>"


def _held_out(run: Run) -> str:
    """What is held out is looked at in totals only."""
    held = run.get("metrics", {}).get("held_out", {})
    if not held or not held["total"]["cases"]:
        return ""
    rows = [_rates_row(TYPE_NAMES.get(kind, kind), it) for kind, it in held["by_type"].items()]
    table = _table("保留题", _RATE_HEADS, [*rows, _rates_row("合计", held["total"])])
    note = '<p class="quiet">这些题只看总数，不逐题列出，已计入上面各表。</p>'
    return f"<section><h2>保留题</h2>{note}{table}</section>"


_RATE_HEADS = ("", "题数", "准确率", "准确率的区间", "错误率", "引用的查全")


def _rates_row(name: str, rates: Mapping[str, Any]) -> str:
    def shown(key: str) -> str:
        value = rates[key]["value"]
        return f'<td class="number">{"—" if value is None else f"{value:.1%}"}</td>'

    return (
        f'<tr><th scope="row">{_text(name)}</th><td class="number">{rates["cases"]}</td>'
        f'{shown("accuracy")}<td class="chart">{interval_bar(rates["accuracy"])}</td>'
        f"{shown('wrong_rate')}{shown('citation_recall')}</tr>"
    )


def _table(name: str, heads: Iterable[str], rows: Iterable[str]) -> str:
    head = "".join(f'<th scope="col">{_text(it)}</th>' for it in heads)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{_text(name)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _changes(run: Run, comparison: Comparison | None) -> str:
    if comparison is None:
        return ""
    by_id = {score["id"]: score for score in run["scores"]}

    def listed(title: str, ids: Iterable[str]) -> str:
        items = "".join(
            f"<li>{_text(name)} {_text(by_id[name]['question'])}"
            f'<span class="tag">{VERDICT_NAMES[by_id[name]["verdict"]]}</span></li>'
            for name in ids
        )
        return f'<h3>{title}</h3><ul class="changes">{items or "<li>无</li>"}</ul>'

    lost = listed(f"少对的（{len(comparison.lost)}）", comparison.lost)
    gained = listed(f"多对的（{len(comparison.gained)}）", comparison.gained)
    return f"<section><h2>与基线比</h2>{lost}{gained}</section>"


def _failure(score: Mapping[str, Any]) -> str:
    state = _state(score)
    verdict = "引用不对" if state == "uncited" else VERDICT_NAMES[state]
    facts = (
        ("先前问过", score["history"]),
        ("应为", filter(None, [score["expected"]])),
        ("给出", [score["got"] or "—"]),
        ("原因", [score["why"] or _UNCITED]),
        ("应引", filter(None, [score["evidence"]])),
        ("出处", filter(None, [score["source"]])),
        ("引用了", score["citations"]),
    )
    shown = "".join(_fact(name, [*texts]) for name, texts in facts)
    tag = " · ".join((verdict, TYPE_NAMES.get(score["type"], score["type"]), score["id"]))
    return (
        f'<article class="{_text(state)}"><h3>{_text(score["question"])}'
        f'<span class="tag">{_text(tag)}</span></h3><dl>{shown}</dl></article>'
    )


def _fact(name: str, texts: list[str]) -> str:
    if not texts:
        return ""
    lines = "".join(f"<p>{_text(line)}</p>" for text in texts for line in text.split("\n"))
    return f"<dt>{name}</dt><dd>{lines}</dd>"


def _state(score: Mapping[str, Any]) -> str:
    verdict: str = score["verdict"]
    return "uncited" if verdict == "right" and score["cited"] is False else verdict


def _bad_rows(rows: list[str]) -> str:
    if not rows:
        return ""
    items = "".join(f"<li>{_text(row)}</li>" for row in rows)
    return f'<section><h2>没能问的行（{len(rows)}）</h2><ul class="changes">{items}</ul></section>'


def _text(value: object) -> str:
    return escape(str(value), quote=True)
