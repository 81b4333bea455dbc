"""What is known of each case (evals/baseline.json), and what a new run gains and loses against it.

A state is a verdict, or ``uncited``: right, with a citation that does not hold.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.model import Verdict
from evals.names import TYPE_NAMES

BASELINE = Path(__file__).parent / "baseline.json"
UNCITED = "uncited"
# From worst to best: a wrong digit is worse than no answer.
_ORDER = ("wrong", "failed", "refused", "uncited", "right")


@dataclass(frozen=True)
class Known:
    """What one case is: its type, its state, and the question for who reads the change."""

    kind: str
    state: str
    question: str = ""


@dataclass(frozen=True)
class FileStates:
    """Every case of a file by id, and counts by type of those that are looked at in totals only.

    ``service`` says how the answers were come by.
    """

    service: str
    cases: Mapping[str, Known]
    held_out: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Change:
    """A case whose state changed; ``before`` is "" for one that the baseline does not know."""

    file: str
    id: str
    before: str
    now: Known

    @property
    def is_loss(self) -> bool:
        return bool(self.before) and _ORDER.index(self.now.state) < _ORDER.index(self.before)


@dataclass(frozen=True)
class Difference:
    """Everything that differs, and why it must not pass (nothing where it may)."""

    changes: tuple[Change, ...]
    faults: tuple[str, ...]

    @property
    def losses(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.is_loss)

    @property
    def gains(self) -> tuple[Change, ...]:
        return tuple(it for it in self.changes if it.before and not it.is_loss)

    @property
    def new(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if not change.before)


def states_of(run: Mapping[str, Any]) -> FileStates:
    """The states in a run's JSON; what its totals count beyond its listed scores is held out."""
    cases = {it["id"]: Known(it["type"], state_of(it), it["question"]) for it in run["scores"]}
    held = {}
    for kind, tally in run["by_type"].items():
        mine = [it for it in run["scores"] if it["type"] == kind]
        counts = {"cases": tally["cases"] - len(mine)} | {
            name: tally[name] - sum(it["verdict"] == name for it in mine)
            for name in ("right", "wrong")
        }
        if counts["cases"]:
            held[kind] = counts
    return FileStates(run["service"], cases, held)


def state_of(score: Mapping[str, Any]) -> str:
    """The state of one score of a run's JSON."""
    uncited = score["verdict"] == Verdict.RIGHT.value and score["cited"] is False
    return UNCITED if uncited else str(score["verdict"])


def difference(now: Mapping[str, FileStates], before: Mapping[str, FileStates]) -> Difference:
    """Case by case; files that were not asked this time are left out.

    A type falls when fewer of the cases that both know are right, whatever it gained in others
    by new cases.
    """
    changes = [
        Change(file, name, known.state if known else "", case)
        for file, states in now.items()
        for name, case in states.cases.items()
        if (known := before[file].cases.get(name) if file in before else None) is None
        or known.state != case.state
    ]
    faults = [
        f"新的答错：{it.file} {it.id} {it.now.question}"
        for it in changes
        if it.now.state == "wrong"
    ]
    for kind in TYPE_NAMES:
        had, has = _right_of(kind, now, before)
        if has < had:
            faults.append(f"{TYPE_NAMES[kind]}：答对的由 {had} 题减为 {has} 题")
    return Difference(tuple(changes), (*faults, *_faults_held_out(now, before)))


def _right_of(
    kind: str, now: Mapping[str, FileStates], before: Mapping[str, FileStates]
) -> tuple[int, int]:
    """How many of a type were right, and are, among the cases that both know."""
    both = [
        (before[file].cases[name].state, case.state)
        for file, states in now.items()
        if file in before
        for name, case in states.cases.items()
        if case.kind == kind and name in before[file].cases
    ]
    right = ("right", UNCITED)
    return sum(had in right for had, _ in both), sum(has in right for _, has in both)


def _faults_held_out(
    now: Mapping[str, FileStates], before: Mapping[str, FileStates]
) -> Iterator[str]:
    """Held out questions are compared by their totals, where they are the same number still."""
    for file, states in now.items():
        for kind, counts in states.held_out.items():
            had = before[file].held_out.get(kind) if file in before else None
            if had is None or had["cases"] != counts["cases"]:
                continue
            if counts["right"] < had["right"] or counts["wrong"] > had["wrong"]:
                right = f"答对 {had['right']} → {counts['right']}"
                wrong = f"答错 {had['wrong']} → {counts['wrong']}"
                yield f"保留题，{file}，{TYPE_NAMES[kind]}：{right}，{wrong}"


def write_baseline(files: Mapping[str, FileStates], path: Path = BASELINE) -> None:
    """Write the states, one case a line, so that a change shows each case that it moves."""
    rows = {
        file: {
            "service": states.service,
            "held_out": states.held_out,
            "cases": {name: f"{it.kind} {it.state}" for name, it in states.cases.items()},
        }
        for file, states in sorted(files.items())
    }
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", "utf-8")


def read_baseline(path: Path = BASELINE) -> dict[str, FileStates]:
    """The states that write_baseline wrote; nothing where there is no file yet."""
    if not path.exists():
        return {}
    rows = json.loads(path.read_text("utf-8"))
    return {
        file: FileStates(
            row["service"],
            {name: Known(*text.split(" ")) for name, text in row["cases"].items()},
            row["held_out"],
        )
        for file, row in rows.items()
    }
