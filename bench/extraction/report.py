"""The report of a run: totals against their targets, by format, style and noise, and causes."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import mean
from typing import Any

from bench.extraction.run import Plan, Run
from bench.extraction.score import FileScore, Share
from bench.measured import percentile

# Shares in per cent: (least right of cells, least right of the prose), clean and with noise.
TARGETS = {False: (100.0, 99.5), True: (99.5, 98.0)}
WRONG, FOUND, ALARMS, SCANNED = 0.05, 99.0, 1.0, 98.0
MOST_CAUSES = 40


def run_to_result(plan: Plan, run: Run) -> dict[str, Any]:
    """Return the figures to keep; shares in per cent."""
    causes = Counter[str]()
    for file in run.files:
        causes.update(file.causes)
    noises = sorted({name for file in run.files for name in file.noise})
    return {
        "plan": {
            "documents": plan.documents, "seed": plan.seed, "styles": list(plan.styles),
            "formats": list(plan.formats), "noise": list(plan.noise),
            "one_noise_each": plan.one_noise_each, "contradictions": plan.contradictions,
        },
        "all": summary(run.files),
        "by_format": _grouped(run.files, lambda file: file.format),
        "by_style": _grouped(run.files, lambda file: file.style),
        "by_noise": {
            name: summary([file for file in run.files if name in file.noise]) for name in noises
        } if plan.one_noise_each else {},
        "writing_seconds": round(run.writing_seconds, 1),
        "reading_seconds": round(run.reading_seconds, 1),
        "causes": [{"cause": cause, "numbers": n} for cause, n in causes.most_common(MOST_CAUSES)],
        "unreadable": dict(Counter(f"{f.format}: {f.error}" for f in run.files if f.error)),
        "alarms": [f"{f.file}: {text}" for f in run.files for text in f.alarms][:MOST_CAUSES],
        "vouched": [f"{f.file}: {text}" for f in run.files for text in f.vouched][:MOST_CAUSES],
        "missed": [f"{f.file}: {text}" for f in run.files for text in f.missed][:MOST_CAUSES],
        "files": [file.as_json() for file in run.files],
    }  # fmt: skip


def summary(files: Sequence[FileScore]) -> dict[str, Any]:
    """Return the figures of some files together; those that were not read count for nothing."""
    read = [file for file in files if not file.error]
    cells, filled, said = Share(), Share(), Share()
    for file in read:
        cells, filled = cells.plus(file.cells), filled.plus(file.filled)
        said = said.plus(file.said)
    wrong = sum(file.wrong for file in read)
    seconds = [file.seconds for file in read]
    return {
        "files": len(files),
        "unreadable": len(files) - len(read),
        "cells": cells.total,
        "cells_right": _share(cells.right, cells.total),
        "filled_right": _share(filled.right, filled.total),
        "said": said.total,
        "said_right": _share(said.right, said.total),
        "wrong": wrong,
        "wrong_share": _share(wrong, cells.total + said.total),
        "wrong_passed": sum(file.passed for file in read),
        "identity_wrong": sum(bool(file.identity) for file in read),
        "planted": sum(file.planted for file in read),
        "found": sum(file.found for file in read),
        "found_share": _share(sum(f.found for f in read), sum(f.planted for f in read)),
        "alarmed": sum(bool(file.alarms) for file in read),
        "alarmed_share": _share(sum(bool(file.alarms) for file in read), len(read)),
        "seconds_mean": round(mean(seconds), 2) if seconds else None,
        "seconds_p95": round(percentile(seconds, 95), 2),
    }


def result_to_markdown(result: Mapping[str, Any], machine: Mapping[str, Any]) -> str:
    """Return the report for readers."""
    plan, whole = result["plan"], result["all"]
    noise = "、".join(plan["noise"]) or "无"
    if plan["one_noise_each"]:
        noise = "每份一种，轮流"
    lines = [
        "# 读取的准确率：现写的文件",
        "",
        f"{machine['measured_at']}，{machine['processor']}，{machine['cores']} 核，Python "
        f"{machine['python']}，提交 {machine['commit']}。",
        f"{plan['documents']} 份文件（{whole['files']} 个），种子 {plan['seed']}，噪声：{noise}，"
        f"每份埋入矛盾 {plan['contradictions']} 处。"
        f"写用 {result['writing_seconds']} 秒，读用 {result['reading_seconds']} 秒。",
        "",
        *_against_targets(whole, result["by_format"], noisy=bool(plan["noise"])),
        "",
        *_table("格式", result["by_format"]),
        "",
        *_table("样式", result["by_style"]),
    ]
    if result["by_noise"]:
        lines += ["", *_table("噪声", result["by_noise"])]
    lines += ["", "## 没有读进来的", ""]
    lines += [f"* {kind}：{number} 个" for kind, number in result["unreadable"].items()] or ["无"]
    lines += ["", "## 没有读对的，按原因", "", "| 个数 | 原因 |", "|---|---|"]
    lines += [f"| {row['numbers']} | {_escaped(row['cause'])} |" for row in result["causes"]]
    for title, key in (
        ("误报的矛盾", "alarms"),
        ("没有发现的矛盾", "missed"),
        ("读错而标为 passed 的", "vouched"),
    ):
        if result[key]:
            lines += ["", f"## {title}", "", *(f"* {_escaped(text)}" for text in result[key])]
    return "\n".join(lines) + "\n"


def _against_targets(
    whole: Mapping[str, Any], by_format: Mapping[str, Any], noisy: bool
) -> Iterable[str]:
    cells, said = TARGETS[noisy]
    yield "| 指标 | 结果 | 目标 | 达到 |"
    yield "|---|---|---|---|"
    rows: list[tuple[str, float | None, str, Callable[[float], bool]]] = [
        ("表中的格读对（连空格）", whole["cells_right"], f"≥ {cells}%", lambda x: x >= cells),
        ("句中的数读对", whole["said_right"], f"≥ {said}%", lambda x: x >= said),
        ("读错的", whole["wrong_share"], f"≤ {WRONG}%", lambda x: x <= WRONG),
        ("读错而标为 passed（个）", whole["wrong_passed"], "0", lambda x: x == 0),
        ("埋入的矛盾被发现", whole["found_share"], f"≥ {FOUND}%", lambda x: x >= FOUND),
        ("误报矛盾的文件", whole["alarmed_share"], f"≤ {ALARMS}%", lambda x: x <= ALARMS),
        (
            "扫描件：表中的格读对",
            by_format.get("scan", {}).get("cells_right"),
            f"≥ {SCANNED}%",
            lambda x: x >= SCANNED,
        ),
    ]
    for name, value, target, reaches in rows:
        if value is None:
            yield f"| {name} | 没有测 | {target} | |"
        else:
            unit = "" if isinstance(value, int) else "%"
            yield f"| {name} | {value}{unit} | {target} | {'是' if reaches(value) else '否'} |"


def _table(name: str, groups: Mapping[str, Mapping[str, Any]]) -> Iterable[str]:
    yield (
        f"| {name} | 文件 | 没读进来 | 表中的格 | 读对 | 有数的读对 | 句中的数 | 读对 | "
        "读错 | 其中 passed | 单位年度等有误 | 矛盾发现 | 误报 | 秒/个 |"
    )
    yield "|" + "---|" * 14
    for key, row in groups.items():
        found = f"{row['found']}/{row['planted']}"
        yield (
            f"| {key} | {row['files']} | {row['unreadable']} | {row['cells']} | "
            f"{_per_cent(row['cells_right'])} | {_per_cent(row['filled_right'])} | "
            f"{row['said']} | {_per_cent(row['said_right'])} | "
            f"{row['wrong']} | {row['wrong_passed']} | {row['identity_wrong']} | {found} | "
            f"{row['alarmed']} | {row['seconds_mean']} |"
        )


def _grouped(
    files: Sequence[FileScore], key: Callable[[FileScore], str]
) -> dict[str, dict[str, Any]]:
    names = sorted({key(file) for file in files})
    return {name: summary([file for file in files if key(file) == name]) for name in names}


def _share(part: int, whole: int) -> float | None:
    return round(part * 100 / whole, 3) if whole else None


def _per_cent(share: float | None) -> str:
    return "" if share is None else f"{share}%"


def _escaped(text: str) -> str:
    return text.replace("|", "｜").replace("\n", " ")
