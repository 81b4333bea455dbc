"""Cases and answers as the contract shapes them, in one line, and an `ask` of scripted ones."""

import json
from collections.abc import Mapping
from typing import Any

from evals.case_files import row_to_case
from evals.model import Case
from evals.services import AskFailed


def case(kind: str = "figure", **fields: object) -> Case:
    return row_to_case(json.dumps({"question": "多少", "type": kind, **fields}), "x")


def answered(text: str, *values: tuple[str, str], **others: Any) -> dict[str, Any]:
    """An answer with its values as (number, unit) pairs."""
    shown = [{"value": value, "unit": unit, "label": ""} for value, unit in values]
    return {"status": "answered", "reason": None, "text": text, "values": shown, **others}


def labelled(label: str, value: str, unit: str) -> dict[str, Any]:
    """An answer with one value under a label."""
    return {**answered(""), "values": [{"value": value, "unit": unit, "label": label}]}


def refused(reason: str, text: str = "答不了") -> dict[str, Any]:
    return {"status": "refused", "reason": reason, "text": text, "values": []}


def clarify(*options: str) -> dict[str, Any]:
    return {
        "status": "clarify",
        "reason": "ambiguous",
        "text": "指哪一个？",
        "options": list(options),
    }


def quoting(*quotes: str) -> list[dict[str, Any]]:
    return [{"number": n, "document": "某局", "quote": q} for n, q in enumerate(quotes, 1)]


class ScriptedAsk:
    """Gives a fixed answer to each question, and remembers what it was asked."""

    def __init__(self, answers: Mapping[str, object]) -> None:
        self._answers = answers
        self.asked: list[tuple[str, str | None, Mapping[str, object] | None]] = []

    def __call__(
        self, question: str, conversation_id: str | None, scope: Mapping[str, object] | None
    ) -> object:
        self.asked.append((question, conversation_id, scope))
        answer = self._answers.get(question)
        if answer is None:
            raise AskFailed("连不上服务")
        return answer
