"""What the page /accuracy shows: runs' JSON, counted together. Written by `python -m evals.report`.

Questions held out are in the counts and not among the failures.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from evals.metrics import Rate
from evals.names import TYPE_NAMES, VERDICT_NAMES

_COUNTS = ("cases", "right", "refused", "wrong", "failed", "cited", "to_cite")
_UNCITED = "引用没有落在应引的地方"


def runs_to_page(runs: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The totals, by type and by case file, the documents asked about, and what was not right."""
    kinds: dict[str, Counter[str]] = {}
    for run in runs:
        for kind, tally in run["by_type"].items():
            kinds.setdefault(kind, Counter()).update({name: tally[name] for name in _COUNTS})
    total = _summed(run["total"] for run in runs)
    made = sorted(run["made_at"][:10] for run in runs if run["made_at"])
    return {
        "made_on": made[-1] if made else None,
        "services": sorted({run["service"] for run in runs}),
        "documents": sorted({name for run in runs for name in run.get("documents", ())}),
        "total": total,
        "accuracy": Rate(total["right"], total["cases"]).as_json(),
        "wrong_rate": Rate(total["wrong"], total["cases"]).as_json(),
        # Counted above and not listed below.
        "held_out": sum(run["metrics"]["held_out"]["total"]["cases"] for run in runs),
        "by_type": [
            {"name": name, **_counts(kinds[kind])}
            for kind, name in TYPE_NAMES.items()
            if kind in kinds
        ],
        "files": [{"name": _named(run), **_counts(run["total"])} for run in runs],
        "failures": [
            {"file": _named(run), "items": items}
            for run in runs
            if (items := [_failure(it) for it in run["scores"] if _is_shown(it)])
        ],
    }


def _named(run: Mapping[str, Any]) -> str:
    return "、".join(name.removesuffix(".jsonl") for name in run["cases"])


def _summed(tallies: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for tally in tallies:
        total.update({name: tally[name] for name in _COUNTS})
    return _counts(total)


def _counts(tally: Mapping[str, Any]) -> dict[str, int]:
    return {name: tally[name] for name in _COUNTS}


def _is_shown(score: Mapping[str, Any]) -> bool:
    return score["verdict"] != "right" or score["cited"] is False


def _failure(score: Mapping[str, Any]) -> dict[str, Any]:
    is_right = score["verdict"] == "right"
    return {
        "id": score["id"],
        "type": TYPE_NAMES.get(score["type"], score["type"]),
        "verdict": "引用不对" if is_right else VERDICT_NAMES[score["verdict"]],
        "question": " → ".join([*score["history"], score["question"]]),
        "expected": score["expected"],
        "got": score["got"],
        "why": score["why"] or _UNCITED,
    }
