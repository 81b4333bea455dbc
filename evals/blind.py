"""The documents that the fifth reader asked about: `python -m evals.blind FOLDER` writes them.

Invented, of every style; the same at every writing. Their questions are `blind-*.jsonl`.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from evals.generator.formats import FORMATS
from evals.generator.ledger import Ledger, draw_ledgers
from evals.generator.lists import Body, Place, load_lists
from evals.generator.samples import SAME_AS_STYLE, STYLES, make_files
from evals.generator.styles.commission import Commission, Habits

SEED = "blind-1"
CASE_FILES = "blind-*.jsonl"
_STEP = Decimal(100)


@dataclass(frozen=True)
class _Wanted:
    """One document: whose, of which year, and how it is written."""

    place: str
    body: str
    year: int
    style: str
    format: str
    level: str = "部门"
    habits: Habits = SAME_AS_STYLE
    contradictions: int = 0


_WANTED = (
    _Wanted("石渚区", "公共法律事务局", 2023, "shanghai", "pdf"),
    _Wanted(
        "石渚区", "公共法律事务局", 2024, "shanghai", "docx", habits=Habits(states_executed=True)
    ),
    _Wanted("石渚区", "公共法律事务局", 2024, "shanghai", "html", level="单位"),
    _Wanted("石渚区", "公共法律事务局", 2023, "final", "pdf"),
    _Wanted("澄溪区", "应急与安全管理局", 2022, "final", "docx"),
    _Wanted("澄溪区", "应急与安全管理局", 2023, "sichuan", "xlsx", habits=Habits(blank="0")),
    _Wanted("青岚省", "文化艺术和旅游局", 2024, "jiangsu", "pdf", habits=Habits(blank="—")),
    _Wanted("北屏区", "商贸促进局", 2025, "hunan", "xlsx"),
    _Wanted("临汀县", "档案和地方文献局", 2025, "plain", "txt"),
    _Wanted("月湾新区", "退役军人事务管理局", 2024, "sichuan", "html"),
    _Wanted("北屏区", "科学技术推广局", 2025, "jiangsu", "docx", contradictions=2),
    _Wanted("临汀县", "民生保障厅", 2024, "final", "pdf", contradictions=2),
)
# With money besides the general budget, without 三公, with 单位预留机动经费.
_RICH = {"应急与安全管理局", "商贸促进局"}
_FRUGAL = {"应急与安全管理局", "档案和地方文献局"}
_RESERVING = {"文化艺术和旅游局"}


def write_blind_documents(folder: Path) -> Iterator[Path]:
    """Write the documents, each with its truth beside it; yield their files."""
    folder.mkdir(parents=True, exist_ok=True)
    for wanted in _WANTED:
        for made in make_files(_commission(wanted)):
            made.write(folder)
            yield folder / made.file_name


def _commission(wanted: _Wanted) -> Commission:
    ledger = _ledgers(wanted.place, wanted.body)[wanted.year]
    if wanted.level == "单位":
        ledger = ledger.of_unit(0)
    word = STYLES[wanted.style].word.replace("部门", wanted.level)
    suffix = FORMATS[wanted.format].suffix
    return Commission(
        document=f"{ledger.organisation}-{wanted.year}-{word}.{suffix}",
        style=wanted.style,
        seed=SEED,
        place=_place(wanted.place),
        body=_body(wanted.body),
        level=wanted.level,
        ledger=ledger,
        habits=wanted.habits,
        format=wanted.format,
        contradictions=wanted.contradictions,
    )


@cache
def _ledgers(place: str, body: str) -> dict[int, Ledger]:
    """The accounts of an organisation by year, drawn together so that they follow each other."""
    drawn = draw_ledgers(
        SEED,
        _place(place).name,
        _body(body),
        {it.year for it in _WANTED if (it.place, it.body) == (place, body)},
        _STEP,
        rich=body in _RICH,
        frugal=body in _FRUGAL,
        reserve=body in _RESERVING,
    )
    return {ledger.fiscal_year: ledger for ledger in drawn}


def _place(short: str) -> Place:
    return next(it for it in load_lists().places if it.short == short)


def _body(name: str) -> Body:
    return next(it for it in load_lists().bodies if it.name == name)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the documents into a folder; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m evals.blind", description=main.__doc__)
    parser.add_argument("folder", type=Path)
    for path in write_blind_documents(parser.parse_args(arguments).folder):
        print(path.name)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
