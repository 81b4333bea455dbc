"""CMRC2018: is the paragraph that a question is about found among all paragraphs?

The set (Cui and others, 2019, CC BY-SA 4.0) asks about paragraphs of an encyclopaedia; answering
them is not this service's matter, finding the text is. Both layouts in use are read: the flat one
of the task and the nested one made like SQuAD.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.outside.model import Measure, NotTheSet, OutsideResult, read_json

_DEPTHS = (1, 5, 10)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph and what is asked about it."""

    name: str
    text: str
    questions: tuple[str, ...]


def read_paragraphs(path: Path) -> tuple[Paragraph, ...]:
    """The paragraphs of a CMRC2018 file, each text once. Raises NotTheSet."""
    found: dict[str, list[str]] = {}
    try:
        for text, questions in _read(read_json(path)):
            found.setdefault(text, []).extend(questions)
    except (KeyError, TypeError, AttributeError) as error:
        raise NotTheSet(f"{path.name} 不是 CMRC2018 的格式：缺 {error}") from error
    if not found:
        raise NotTheSet(f"{path.name} 里没有段落")
    return tuple(
        Paragraph(f"cmrc-{number:05}", text, tuple(questions))
        for number, (text, questions) in enumerate(found.items())
    )


def _read(data: Any) -> Iterator[tuple[str, list[str]]]:
    if isinstance(data, list):
        for row in data:
            yield row["context_text"], [asked["query_text"] for asked in row["qas"]]
        return
    for article in data["data"]:
        for paragraph in article["paragraphs"]:
            yield paragraph["context"], [asked["question"] for asked in paragraph["qas"]]


def write_documents(paragraphs: Sequence[Paragraph], folder: Path) -> None:
    """One text file a paragraph, named as ``Paragraph.name``."""
    for paragraph in paragraphs:
        (folder / f"{paragraph.name}.txt").write_text(paragraph.text + "\n", "utf-8")


def run_cmrc2018(
    path: Path, paragraphs: Sequence[Paragraph], find: Callable[[str, int], Sequence[str]]
) -> OutsideResult:
    """Look for every question; ``find(question, limit)`` gives file names, best first."""
    ranks = []
    missed = []
    for paragraph in paragraphs:
        for question in paragraph.questions:
            names = [Path(name).stem for name in find(question, _DEPTHS[-1])]
            # Several passages of one paragraph count as one place of the ranking.
            distinct = list(dict.fromkeys(names))
            rank = distinct.index(paragraph.name) + 1 if paragraph.name in distinct else None
            ranks.append(rank)
            if rank is None:
                missed.append({"question": question, "paragraph": paragraph.text[:80]})
    return OutsideResult(
        "CMRC2018",
        path.name,
        tuple(
            Measure(
                f"段落在前 {depth} 个之内",
                sum(rank is not None and rank <= depth for rank in ranks),
                len(ranks),
            )
            for depth in _DEPTHS
        ),
        f"在 {len(paragraphs)} 段里找问题所问的一段",
        tuple(missed),
    )
