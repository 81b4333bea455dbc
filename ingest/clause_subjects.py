"""What a clause states its number of: an item named in it, spoken of just before, or a part.

`Speech` is what a paragraph speaks of at one point; a clause that names nothing means it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.model import Level, Measure
from ingest.subjects import (
    Naming,
    Subject,
    label_to_plain_subject,
    label_to_subject,
    without_number,
)
from ingest.vocabulary.load import vocabulary
from ingest.vocabulary.patterns import ClausePattern, patterns

# A total that a change repeats without its money: '财政拨款收、支总预算…，收、支总计各增加'.
_WHOLE_TOTAL = "total_income_and_expenditure"
_TOTALS = (_WHOLE_TOTAL, "fiscal_appropriation_total")


_IS_OF_ALL = re.compile(r"(?:均|都|各)[为是]?\d")
_BUDGET_OF = re.compile(r"(?<=费|出|入)预算数?$")
_SCOPE = re.compile(r"(?<![^，。；：])(?P<scope>在[^，。；：]{2,30}项目中)，$")
_COSTS = {"reception_batches": "official_reception", "overseas_groups": "overseas_travel"}


@dataclass
class Speech:
    """What a paragraph speaks of at one of its points."""

    subject: Subject | None = None
    parent: Subject | None = None  # what '其中' parts
    # How many figures there were when the sentence came to its parts; once these state any, the
    # next sentence speaks of the whole again.
    parted: int | None = None
    vehicles: Subject | None = None  # what kinds of vehicles are kinds of
    base: str | None = None
    listed: bool = False  # the subject is one of a list: a change that follows may be the whole's
    year: int | None = None  # the year that the sentence named, its amounts' where it is not over
    measure: Measure | None = None  # what the amounts of that year are said to be
    own_budget: bool = False  # compared with its own year's budget, which no base stands for
    level: Level | None = None
    run: list[int] = field(default_factory=list)  # figures of the subject, for their reason
    # What was spoken of before each bracket that is open.
    outside: list[tuple[Subject | None, Subject | None, list[int]]] = field(default_factory=list)
    after_count: int = -1  # where a count ended that an amount may follow directly
    performance: bool = False
    named: Subject | None = None  # what the clause just read named without a number


def clause_subjects(
    row: ClausePattern, match: re.Match[str], own: str, speech: Speech, naming: Naming
) -> list[Subject]:
    """What a clause states its number of; none where that cannot be said.

    `own` is the office's own name before the label ('某局（本级）'), '' where it is not named.
    """
    return [
        _on_side_of(speech.parent, subject, match)
        for subject in _subjects(row, match, own, speech, naming)
    ]


def _subjects(
    row: ClausePattern, match: re.Match[str], own: str, speech: Speech, naming: Naming
) -> list[Subject]:
    groups = match.groupdict()
    label = (groups.get("label") or "").removeprefix(own)
    current = speech.subject
    if current is not None and row.measure not in (None, Measure.BUDGETED):
        # '公务接待费预算为3万元，支出决算为2万元': what is spent is no longer the budget.
        name = _BUDGET_OF.sub("", current.label)
        path = (*current.item_path[:-1], name) if current.item_path else (name,)
        current = replace(current, label=name, item_path=path) if name != current.label else current
    found: Subject | None
    match row.label:
        case "fixed":
            found = Subject(label, row.item, (label,))
        case "current" | "after_count":
            found = current
        case "receptions":
            found = _receptions(label, groups.get("guests") or "", current)
        case "cost_of_counted":
            found = _cost_of_counted(current)
        case "parent":
            found = speech.parent
        case "section":
            found = project_above(groups.get("fund") or "", naming)
        case "performance":
            found = _performance(label, current)
        case "kind":
            found = _part(groups["kind"] or "", speech.vehicles or speech.parent, naming)
        case "both_sides":
            return _both_sides(label, current, naming)
        case "optional":
            return _named_or_current(groups.get("what") or label, own, current, naming)
        case "named_or_current":
            known = label_to_subject(label, naming)
            found = (known or _free(label, None, naming)) if label else current
        case "nothing":
            return _nothing(label, groups.get("before") or "", naming)
        case _:
            if row.label == "required_or_free" and _IS_OF_ALL.search(match.group()):
                return _each(_with_total(label, match), naming)
            found = _named(row, label, match, speech.parent, naming)
    return [found] if found is not None else []


def _on_side_of(parent: Subject | None, subject: Subject, match: re.Match[str]) -> Subject:
    """'支出预算X万元，其中：一般公共预算Y万元': a bare fund is of the side it is a part of."""
    whole = vocabulary().items.get((parent.item if parent else None) or "")
    if whole is None or whole.side != "expenditure" or "收入" in match.group():
        return subject
    for sides in patterns().fund_items.values():
        if subject.item == sides["income"]:
            return replace(subject, item=sides["expenditure"])
    return subject


def _each(label: str, naming: Naming) -> list[Subject]:
    """'收入总计和支出总计均为X': each that is named, where all are known."""
    whole = label_to_subject(label, naming)
    if whole is not None:
        return [whole]
    named = [label_to_subject(part, naming) for part in re.split("[、和及与]", label)]
    return [s for s in named if s is not None] if all(named) else []


def _named(
    row: ClausePattern,
    label: str,
    match: re.Match[str],
    parent: Subject | None,
    naming: Naming,
) -> Subject | None:
    """The item a label names, or the label itself where the pattern allows names unknown."""
    known = label_to_subject(_with_total(label, match), naming)
    known = known or label_to_subject(label, naming)
    if known is not None or row.label == "required":
        return known
    plain = label_to_plain_subject(label, naming)
    if plain is None or row.label in ("plain", "required_or_plain"):
        return _in_scope(plain, match)
    if row.label == "required_or_part" and plain.label in ("人数", "人员"):
        return _part(label, parent, naming)
    if row.label == "required_or_part":
        return _part(plain.label, parent, naming)
    return _free(label, parent, naming)


def _free(label: str, parent: Subject | None, naming: Naming) -> Subject | None:
    """A name the vocabulary does not know, where it reads as a project's or an asset's."""
    plain = label_to_plain_subject(label, naming)
    if plain is None or not _is_free(plain.label, naming.section_path):
        return None
    return plain if plain.label.endswith("资产") else _part(plain.label, parent, naming)


def _in_scope(subject: Subject | None, match: re.Match[str]) -> Subject | None:
    """A name that three clauses may bear is told apart by the one before it ('在…项目中，')."""
    scope = _SCOPE.search(match.string, 0, match.start())
    if subject is None or scope is None:
        return subject
    return replace(subject, item_path=(scope["scope"], subject.label))


def _part(label: str, parent: Subject | None, naming: Naming) -> Subject:
    path = (label,) if parent is None or parent.label == label else (parent.label, label)
    return Subject(label, None, path, fund=naming.fund)


def _both_sides(label: str, current: Subject | None, naming: Naming) -> list[Subject]:
    """'收、支总计各是X1、X2': the first number is the income's, the second the other's."""
    named = label_to_subject(label, naming) if label else current
    if named is None:
        return []
    items = ("total_income", "total_expenditure")
    if named.item == "fiscal_appropriation_total":
        items = ("fiscal_appropriation_income", "fiscal_appropriation_expenditure")
    elif named.item not in (_WHOLE_TOTAL, *items):
        return []
    return [replace(named, item=item) for item in items]


def _named_or_current(
    label: str, own: str, current: Subject | None, naming: Naming
) -> list[Subject]:
    """What a change, share or rate is said of: named here, or spoken of just before."""
    if not label:
        if own:
            # The office's own money as a whole, as against the department's.
            return [Subject(own, "total_expenditure", (own,))]
        return [current] if current is not None else []
    named = label_to_subject(label, naming)
    if named is None:
        several = [label_to_subject(part, naming) for part in label.split("、")]
        if len(several) > 1 and all(several):
            return [subject for subject in several if subject is not None]
        said = label_to_plain_subject(label, naming)
        return [current] if said is None and current is not None and not own else []
    if current is not None and named.item == _WHOLE_TOTAL and current.item in _TOTALS:
        return [current]
    return [named]


def _nothing(label: str, before: str, naming: Naming) -> list[Subject]:
    """What there is nothing of; '收支' means both sides."""
    if label_to_plain_subject(before, naming) is not None:
        return []
    names = [re.sub(r"安排的(?:预算|支出)$", "支出", label)]
    if sides := patterns().both_sides.match(label):
        names = [sides["stem"] + side for side in ("支出", "收入")]
    named = [label_to_subject(name, naming) for name in names]
    if not all(named) and len(names) > 1:
        named = [label_to_subject(label, naming)]
    found = [s for s in named if s is not None and not _is_counted(s)]
    if len(names) == 1 and "收入" not in label:
        found = [side for subject in found for side in _sides_of_fund(subject)]
    said = [s.label if label.endswith(s.label) else label for s in found]
    return [replace(s, label=name, item_path=(name,)) for s, name in zip(found, said, strict=True)]


def _sides_of_fund(subject: Subject) -> list[Subject]:
    """'无政府性基金预算' says that nothing of that fund came in and nothing was spent."""
    for sides in patterns().fund_items.values():
        if subject.item == sides["income"]:
            return [replace(subject, item=sides[side]) for side in ("expenditure", "income")]
    return [subject]


def project_above(fund_words: str, naming: Naming) -> Subject | None:
    """The project that the headings above are about."""
    for title in reversed(naming.section_path):
        named = re.fullmatch(
            r"(?P<name>.{2,40}?项目)(?:经费)?(?:情况)?(?:说明)?", without_number(title)
        )
        if named is not None:
            if label_to_plain_subject(named["name"], Naming(naming.organisations)) is None:
                continue
            fund = next((f for p, f in patterns().funds if p.match(fund_words)), None)
            return Subject(named["name"], None, (named["name"],), fund=fund)
    return None


def _performance(label: str, current: Subject | None) -> Subject | None:
    """An amount that follows a count of projects is those projects' amount."""
    if current is None:
        return None
    if current.item == "performance_projects":
        return Subject(label, "performance_amount", (label,))
    return Subject(f"{current.label}{label}", None, (current.label, label))


def _cost_of_counted(current: Subject | None) -> Subject | None:
    """What receptions or groups, just counted, cost."""
    if current is None or not (current.item or "").endswith(("_batches", "_groups")):
        return None
    item = _COSTS.get(current.item or "")
    return replace(
        current, item=item, item_path=(current.label,) if item else (current.label, "支出")
    )


def _receptions(label: str, guests: str, current: Subject | None) -> Subject | None:
    """The receptions that the money just spoken of paid for; abroad, at home, or all."""
    if not guests:
        label = current.label if current is not None else ""
    if "接待" not in label:
        return None
    item = "foreign_" if "外" in label else "domestic_" if "国内" in label else ""
    return Subject(label, f"{item}reception_batches", (label,))


def _with_total(label: str, match: re.Match[str]) -> str:
    """The label with the 总计 or 合计 that stands between it and its number."""
    if "number" not in match.groupdict():
        return label
    between = match.string[match.end("label") : match.start("number")]
    total = re.match(r"总计|合计", between)
    return label + total.group() if total else label


def _is_counted(subject: Subject) -> bool:
    """Whether the item is a count: '无下属单位' is no amount of money."""
    item = vocabulary().items.get(subject.item or "")
    return item is not None and item.side in ("count", "performance")


def _is_free(label: str, path: Sequence[str]) -> bool:
    """Whether a name unknown to the vocabulary reads as a project or an asset."""
    if not 2 <= len(label) <= 25 or re.search(
        r"\d|\*|申请|不超过|以内|标准|每|人均|[，。；：“”]", label
    ):
        return False
    if patterns().no_name.fullmatch(label):
        return False
    projects = bool(path) and patterns().project_heading.search(path[-1]) is not None
    return projects or patterns().free_label.match(label) is not None
