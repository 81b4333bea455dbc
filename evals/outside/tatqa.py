"""TAT-QA: a number or words from a given table and its text, with the right scale.

The set (Zhu and others, 2021, CC BY 4.0) is in English and about companies' reports. Each context
becomes an HTML document; a question is right when the answer and its scale are exactly the set's,
as its own measure has it. A refusal is counted apart from a wrong answer.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from html import escape
from pathlib import Path
from typing import Any

from evals.amounts import Amount, read_decimal
from evals.outside.asking import AskOne
from evals.outside.model import Measure, NotTheSet, OutsideResult, read_json
from evals.reply import Reply
from evals.services import AskFailed
from evals.wording import squeeze

SCALES = {"": 1, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_UNITS = {
    "%": ("percent", Decimal(1)),
    "千元": ("thousand", Decimal(1)),
    "万元": ("thousand", Decimal(10)),
    "百万元": ("million", Decimal(1)),
    "亿元": ("million", Decimal(100)),
}
_PRINTED = Decimal("0.01")  # the set's answers are rounded so


@dataclass(frozen=True)
class TatQuestion:
    """A question, its answer (all spans, or one number) and scale, and the document's name."""

    question: str
    answer: tuple[str, ...]
    scale: str
    kind: str
    document: str


@dataclass(frozen=True)
class Context:
    """A table and its paragraphs, as rows of cells and as texts."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    paragraphs: tuple[str, ...]
    questions: tuple[TatQuestion, ...]


def read_contexts(path: Path) -> tuple[Context, ...]:
    """The contexts of a TAT-QA file. Raises NotTheSet."""
    try:
        return tuple(_context(number, row) for number, row in enumerate(read_json(path)))
    except (KeyError, TypeError, AttributeError) as error:
        raise NotTheSet(f"{path.name} 不是 TAT-QA 的格式：缺 {error}") from error


def _context(number: int, row: Any) -> Context:
    name = f"tatqa-{number:05}"
    return Context(
        name,
        tuple(tuple(str(cell) for cell in cells) for cells in row["table"]["table"]),
        tuple(p["text"] for p in sorted(row["paragraphs"], key=lambda p: int(p["order"]))),
        tuple(
            TatQuestion(
                asked["question"],
                _answer(asked["answer"]),
                asked["scale"],
                asked["answer_type"],
                f"{name}.html",
            )
            for asked in row["questions"]
        ),
    )


def _answer(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def write_documents(contexts: Sequence[Context], folder: Path) -> None:
    """One HTML file a context: its table, then its paragraphs."""
    for context in contexts:
        rows = (
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
            for row in context.rows
        )
        texts = (f"<p>{escape(text)}</p>" for text in context.paragraphs)
        page = (
            '<!doctype html><meta charset="utf-8"><body>'
            f"<table>{''.join(rows)}</table>{''.join(texts)}</body>"
        )
        (folder / f"{context.name}.html").write_text(page, "utf-8")


def run_tatqa(path: Path, contexts: Sequence[Context], ask: AskOne) -> OutsideResult:
    """Ask every question over its own context."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    refused = 0
    missed = []
    for question in (one for context in contexts for one in context.questions):
        asked[question.kind] += 1
        try:
            reply = ask(question.question, question.document)
        except AskFailed:
            refused += 1
            continue
        if reply.status != "answered":
            refused += 1
        elif is_exact(question, reply):
            right[question.kind] += 1
        else:
            missed.append({"question": question.question, "answered": reply.text[:200]})
    return OutsideResult(
        "TAT-QA",
        path.name,
        (
            Measure("答案与数量级全对", right.total(), asked.total()),
            *(Measure(f"其中 {kind}", right[kind], asked[kind]) for kind in sorted(asked)),
            Measure("拒答", refused, asked.total()),
            Measure("答错", len(missed), asked.total()),
        ),
        "题目与资料是英文的公司年报",
        tuple(missed),
    )


def is_exact(question: TatQuestion, reply: Reply) -> bool:
    """Whether the answer and its scale are the set's: the number first given, or all spans."""
    wanted = read_decimal(question.answer[0].lstrip("$")) if len(question.answer) == 1 else None
    if wanted is not None:
        return bool(reply.values) and _scaled(reply.values[0]) == _of_set(wanted, question.scale)
    said = squeeze(reply.words).casefold()
    return all(squeeze(span).casefold() in said for span in question.answer)


def _of_set(value: Decimal, scale: str) -> tuple[str, Decimal]:
    if scale == "percent":
        return "percent", value.quantize(_PRINTED, ROUND_HALF_UP)
    return "amount", (value * SCALES.get(scale, 1)).quantize(_PRINTED, ROUND_HALF_UP)


def _scaled(amount: Amount) -> tuple[str, Decimal]:
    scale, factor = _UNITS.get(amount.unit, ("", Decimal(1)))
    return _of_set(amount.value * factor, scale)
