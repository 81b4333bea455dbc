"""RGB, the Chinese files: is a question refused where no document given holds the answer?

The set (Chen and others, 2023) gives each question documents that hold its answer (positive) and
documents that are near it but do not (negative). What counts for a service that must not invent
is the refusal over negatives alone; what is answered over all documents is told beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.outside.asking import AskOne
from evals.outside.model import Measure, NotTheSet, OutsideResult, read_json
from evals.reply import Reply
from evals.services import AskFailed
from evals.wording import contains

WITH_ANSWER, WITHOUT_ANSWER = "all", "negative"


@dataclass(frozen=True)
class RgbQuestion:
    """A question; each part of the answer is a set of alternatives, all parts must be said."""

    name: str
    question: str
    answer: tuple[tuple[str, ...], ...]
    positive: tuple[str, ...]
    negative: tuple[str, ...]


def read_questions(path: Path) -> tuple[RgbQuestion, ...]:
    """The questions of zh.json, zh_refine.json or zh_int.json. Raises NotTheSet."""
    try:
        return tuple(
            RgbQuestion(
                f"rgb-{number:05}",
                row["query"],
                tuple(tuple(_texts(part)) for part in _list(row["answer"])),
                tuple(_texts(row["positive"])),
                tuple(_texts(row["negative"])),
            )
            for number, row in enumerate(read_json(path))
        )
    except (KeyError, TypeError) as error:
        raise NotTheSet(f"{path.name} 不是 RGB 的格式：缺 {error}") from error


def write_documents(questions: Sequence[RgbQuestion], folder: Path) -> None:
    """For each question a file with all its documents and one with the negatives alone."""
    for asked in questions:
        together = "\n\n".join((*asked.positive, *asked.negative))
        (folder / f"{asked.name}-{WITH_ANSWER}.txt").write_text(together + "\n", "utf-8")
        alone = "\n\n".join(asked.negative)
        (folder / f"{asked.name}-{WITHOUT_ANSWER}.txt").write_text(alone + "\n", "utf-8")


def run_rgb(path: Path, questions: Sequence[RgbQuestion], ask: AskOne) -> OutsideResult:
    """Ask every question twice: over its negatives alone, and over all of its documents."""
    refused = right = wrong = 0
    missed: list[dict[str, Any]] = []
    for asked in questions:
        alone = _reply(ask, asked, WITHOUT_ANSWER)
        if alone is None or alone.status != "answered":
            refused += 1
        else:
            missed.append({"question": asked.question, "answered": alone.text[:200]})
        together = _reply(ask, asked, WITH_ANSWER)
        if together is not None and together.status == "answered":
            if _says(together, asked):
                right += 1
            else:
                wrong += 1
    count = len(questions)
    return OutsideResult(
        "RGB（中文）",
        path.name,
        (
            Measure("资料里没有答案时拒答", refused, count),
            Measure("资料里有答案时答对", right, count),
            Measure("资料里有答案时答错", wrong, count),
        ),
        "题目是时事百科，不是预算：本服务应当拒答，答对的只有原样引用到的",
        tuple(missed),
    )


def _reply(ask: AskOne, asked: RgbQuestion, which: str) -> Reply | None:
    """None where no answer came back, which refuses as well."""
    try:
        return ask(asked.question, f"{asked.name}-{which}.txt")
    except AskFailed:
        return None


def _says(reply: Reply, asked: RgbQuestion) -> bool:
    said = "\n".join((reply.words, *(citation.quote for citation in reply.citations)))
    return all(any(contains(said, word) for word in part) for part in asked.answer)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _texts(value: Any) -> list[str]:
    """The texts in a text, a list of texts or a list of lists of texts."""
    if isinstance(value, str):
        return [value]
    return [text for part in value for text in _texts(part)]
