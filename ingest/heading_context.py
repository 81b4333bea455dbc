"""What the headings above a sentence (所在标题) say of it: its item, its year, its measure.

>>> subject_of_heading(("七、“三公”经费情况说明", "（三）公务接待费"), Naming()).item
'official_reception'
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.clause_subjects import project_above
from ingest.model import Identity, Kind, Measure
from ingest.statements import measure_said
from ingest.subjects import Naming, Subject, label_to_subject, without_number
from ingest.vocabulary.load import vocabulary
from ingest.vocabulary.patterns import patterns

_OF_HEADING = re.compile(r"(?:预算表|决算表|表)?的?(?:情况)?(?:说明)?$")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
# What a sentence under a narrower heading may call its item too: '支出预算' under 公务接待费.
WHOLES = frozenset(key for keys in patterns().totals.values() for key in keys)
# '部门收支总体情况' is about all money: the totals below it are its own, not one narrower item's.
_OF_WHOLE_SECTIONS = WHOLES | {"total_income_and_expenditure"}


def name_in_heading(title: str) -> str:
    """What a heading names, without its number and '情况说明'."""
    return _OF_HEADING.sub("", without_number(title))


def subject_of_heading(path: Sequence[str], naming: Naming) -> Subject | None:
    """The one item that the nearest heading names, or whose 年度预算安排 it is; else None."""
    if not path:
        return None
    if patterns().project_heading.search(path[-1]):
        return project_above("", replace(naming, section_path=tuple(path)))
    subject = label_to_subject(name_in_heading(path[-1]), naming)
    item = vocabulary().items.get((subject.item if subject else None) or "")
    if item is None or item.key in _OF_WHOLE_SECTIONS or item.side in ("count", "performance"):
        return None
    return subject


def earlier_year(path: Sequence[str], identity: Identity) -> tuple[int | None, Measure | None]:
    """The year and measure of a section on what was spent before ('2024年“三公”经费决算情况').

    Only where a budget's heading says so: a year alone may be one nobody brought up to date.
    """
    if identity.kind is not Kind.BUDGET:
        return None, None
    for title in reversed(path):
        measure, year = measure_said(title), _YEAR.search(title)
        if measure in (Measure.FINAL, Measure.EXECUTED) and year is not None:
            return int(year[0]), measure
    return None, None
