"""Scores of a run as they come, one JSON line each, so that a killed run goes on where it was."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

from evals.model import Case, Score, Verdict


class JournalUnusable(Exception):
    """The file to go on from cannot be read or written; the message says what to do."""


def read_journal(path: Path, cases: Sequence[Case], asked: str) -> dict[str, Score]:
    """The scores kept for these cases, by case id, where the same ``asked`` gave the answers.

    A case that was changed since, one that brought no answer back and a torn last line are asked
    again. Without the file there are none. Raises JournalUnusable.
    """
    wanted = {_key(case, asked): case for case in cases}
    kept: dict[str, Score] = {}
    for number, line in enumerate(_lines(path), start=1):
        try:
            row = json.loads(line)
            case = wanted.get(row["key"])
            score = None if case is None else _score(case, row["score"])
        except (ValueError, KeyError, TypeError, StopIteration) as error:
            raise JournalUnusable(
                f"{path} 第 {number} 行不是评测的记录；请换一个文件名，或删去这个文件重新开始"
            ) from error
        if score is not None and score.verdict is not Verdict.FAILED:
            kept[score.case.id] = score
    return kept


@contextmanager
def keep_journal(path: Path, asked: str) -> Iterator[Callable[[Score], None]]:
    """Call what it gives after each score: the line is on the disk when it returns.

    Raises JournalUnusable.
    """
    try:
        _cut_torn_line(path)
        with path.open("a", encoding="utf-8") as out:

            def keep(score: Score) -> None:
                row = {"key": _key(score.case, asked), "id": score.case.id, "score": _row(score)}
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
                out.flush()

            yield keep
    except OSError as error:
        raise JournalUnusable(f"写不了 {path}：{error.strerror or error}") from error


def _lines(path: Path) -> list[str]:
    try:
        data = path.read_bytes() if path.exists() else b""
        return data[: data.rfind(b"\n") + 1].decode().split("\n")[:-1]
    except (OSError, UnicodeDecodeError) as error:
        raise JournalUnusable(f"读不出 {path}：{error}；请换一个文件名") from error


def _cut_torn_line(path: Path) -> None:
    """A run killed while it wrote leaves half a line: the next one begins afresh."""
    if not path.exists():
        return
    with path.open("rb+") as file:
        data = file.read()
        file.truncate(data.rfind(b"\n") + 1)


def _key(case: Case, asked: str) -> str:
    """Another question, another expectation or another service is another key."""
    return hashlib.sha256(f"{asked}\n{case!r}".encode()).hexdigest()[:24]


def _row(score: Score) -> dict[str, Any]:
    return {name: value for name, value in asdict(score).items() if name != "case"}


def _score(case: Case, row: Mapping[str, Any]) -> Score:
    kinds = get_type_hints(Score)
    kept: dict[str, Any] = {name: _restored(value, kinds[name]) for name, value in row.items()}
    return Score(**{**kept, "case": case, "verdict": Verdict(row["verdict"])})


def _restored(value: object, kind: object) -> object:
    """What JSON made a list or an object is again the tuple or the dataclass it was."""
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, dict):
        makes = next(it for it in (kind, *get_args(kind)) if is_dataclass(it))
        return makes(**value)  # type: ignore[operator]
    return value
