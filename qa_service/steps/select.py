"""select_documents: the documents a question is about, or why there are none.

Choices that a question leaves open are made here once, and said: the newest loaded year, the
department before its units, a final account before a budget for what was really spent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.model import StoredDocument
from ingest.model import Kind, Level, Measure
from qa_service.intent import Asked, Intent, Stop
from qa_service.model import Operation, Reason
from qa_service.names import KIND_NAMES
from qa_service.steps.suggest import ask_again

_WHICH_YEAR = re.compile(r"哪(一|个)?年")
# What is told from a final account, which states its budget beside what was spent.
_BESIDE_BUDGET = (Operation.COMPLETION_RATE, Operation.AGAINST_BUDGET)
_OWN_DOCUMENT = re.compile(r"单位(预算|决算)")
_LEVEL_MEANS = {Level.DEPARTMENT: "部门口径包括本级和所属单位，"}
LEVEL_ORDER = {Level.DEPARTMENT: 0, Level.GOVERNMENT: 1, Level.UNIT: 2, Level.OWN: 3}


@dataclass(frozen=True)
class Selection:
    """The documents to look in, and what was chosen where the question left it open.

    `years` are the fiscal years asked, in order; `others` are documents of the same organisation,
    year and kind at another level, for naming 口径. `notes` are said to the user. `open_years` are
    the other loaded years where the question says none, newest first.
    """

    asked: Asked
    documents: tuple[StoredDocument, ...]
    years: tuple[int, ...]
    others: tuple[StoredDocument, ...] = ()
    notes: tuple[str, ...] = ()
    open_years: tuple[int, ...] = ()

    @property
    def year(self) -> int | None:
        """The first fiscal year asked, None where no document states one."""
        return self.years[0] if self.years else None

    @property
    def has_final_account(self) -> bool:
        """Whether a final account is among the documents."""
        return any(d.identity.kind is Kind.FINAL_ACCOUNT for d in self.documents)


def select_documents(intent: Intent, asked: Asked) -> Selection | Stop:
    """The documents of one organisation that a question is about."""
    notes: list[str] = []
    if executed := _prior_executed(intent, asked):
        return executed
    years = _years(intent, asked)
    of_year = [d for d in asked.documents if d.identity.fiscal_year in years]
    if not asked.years:
        of_year = list(asked.documents)
    missing = [y for y in years if y not in asked.years]
    if not of_year or intent.measure is Measure.EXECUTED:
        of_year += _stating_prior_year(intent, asked, years)
    if not of_year:
        return _year_missing(intent, asked, missing)
    of_kind = _of_kind(intent, of_year, notes)
    if not of_kind:
        return kind_missing(intent, asked, years, of_year)
    levels = sorted({d.identity.level for d in of_kind}, key=LEVEL_ORDER.__getitem__)
    if _says_own_document(intent, levels):
        intent = replace(intent, level=Level.UNIT)
    level = intent.level if intent.level in levels else levels[0]
    chosen = [d for d in of_kind if d.identity.level == level]
    others = [d for d in of_kind if d.identity.level != level]
    if intent.level_said and intent.level not in levels:
        notes.append(f"没有收录{intent.level}口径的文件，按{level}口径回答")
    chosen_for_all = len(years) == 1 and len(asked.years) > 1
    open_years: tuple[int, ...] = ()
    if not intent.years.said and intent.carried_year is None and chosen_for_all:
        open_years = tuple(y for y in asked.years if y != years[0])
        more = "、".join(f"{y}年" for y in open_years)
        notes.append(f"未指明年度，按已收录的最新年度{years[0]}年回答；另收录有{more}")
    return Selection(asked, tuple(chosen), years, tuple(others), tuple(notes), open_years)


def _says_own_document(intent: Intent, levels: Sequence[Level]) -> bool:
    """Whether '局机关自己的单位预算' names a unit's document, where none is called 本级."""
    if intent.level is not Level.OWN or Level.OWN in levels or Level.UNIT not in levels:
        return False
    return _OWN_DOCUMENT.search(intent.plain) is not None


def budget_beside(intent: Intent, chosen: Selection) -> Selection | None:
    """The budget of the year, where its final account was chosen and neither was asked for."""
    said = intent.kind or intent.measure or intent.spent
    if said or not chosen.has_final_account:
        return None
    budget = select_documents(replace(intent, kind=Kind.BUDGET), chosen.asked)
    if isinstance(budget, Stop) or budget.has_final_account:
        return None
    return replace(budget, notes=(*budget.notes, "决算没有写这一项，按同年度的预算回答"))


def _prior_executed(intent: Intent, asked: Asked) -> Selection | None:
    """'2025年预算里2024年的执行数': last year's executed amounts, from this year's document."""
    said = intent.years
    if intent.measure is not Measure.EXECUTED or not said.years:
        return None
    year = max(said.years)
    if not (said.prior or min(said.years) == year - 1):
        return None
    documents = tuple(d for d in asked.documents if d.identity.fiscal_year == year)
    return Selection(asked, documents, (year - 1,)) if documents else None


def _years(intent: Intent, asked: Asked) -> tuple[int, ...]:
    """The years asked; relative ones from the conversation's year, else the newest loaded."""
    said = intent.years
    if said.year_end is not None and _tells_year_end(intent, asked, said.year_end):
        return (said.year_end,)
    if said.years:
        return said.years
    if not asked.years:
        return ()
    newest = _newest(intent, asked)
    anchor = intent.carried_year if intent.carried_year is not None else newest
    if said.relative is not None:
        return (anchor + said.relative,)
    if said.span is not None:
        return tuple(sorted(y for y in asked.years if y > asked.years[0] - said.span))
    if intent.operation is Operation.TREND or _WHICH_YEAR.search(intent.plain):
        return tuple(sorted(asked.years))
    # A carried year that the newly named organisation does not have gives way to its newest.
    return (anchor if anchor in asked.years else newest,)


def _tells_year_end(intent: Intent, asked: Asked, year: int) -> bool:
    """Whether the year's own account is loaded, which tells what there was at its end."""
    return any(
        d.identity.fiscal_year == year and d.identity.kind is Kind.FINAL_ACCOUNT
        for d in asked.documents
        if intent.kind in (None, d.identity.kind)
    )


def _newest(intent: Intent, asked: Asked) -> int:
    """The newest loaded year, of the kind that is asked for where there is one."""
    wanted = intent.kind or (Kind.FINAL_ACCOUNT if intent.measure is Measure.FINAL else None)
    years = [
        d.identity.fiscal_year
        for d in asked.documents
        if d.identity.fiscal_year is not None and (wanted is None or d.identity.kind is wanted)
    ]
    return max(years) if years else asked.years[0]


def _of_kind(
    intent: Intent, documents: Sequence[StoredDocument], notes: list[str]
) -> list[StoredDocument]:
    kinds = {d.identity.kind for d in documents}
    if intent.measure is Measure.ADJUSTED and Kind.FINAL_ACCOUNT in kinds:
        return [d for d in documents if d.identity.kind is Kind.FINAL_ACCOUNT]
    if intent.measure in (Measure.ADJUSTED, Measure.EXECUTED):
        return list(documents)
    if intent.operation in _BESIDE_BUDGET and Kind.FINAL_ACCOUNT in kinds:
        return [d for d in documents if d.identity.kind is Kind.FINAL_ACCOUNT]
    wanted = intent.kind
    if wanted is Kind.BUDGET and kinds == {Kind.FINAL_ACCOUNT}:
        # A final account states its budget (年初预算, 全年预算) beside what was spent.
        notes.append("没有收录该年度的预算文件，按决算文件所载的预算数回答")
        wanted = None
    if wanted is not None:
        return [d for d in documents if d.identity.kind is wanted]
    if len(kinds) == 1:
        if intent.spent and kinds == {Kind.BUDGET}:
            notes.append("已收录的是预算，为预算安排数，非实际支出")
        return list(documents)
    # What was spent stands in the final account; what is planned, in the budget.
    preferred = Kind.FINAL_ACCOUNT if intent.spent or not intent.kind else Kind.BUDGET
    chosen = [d for d in documents if d.identity.kind is preferred]
    if chosen:
        name, other = KIND_NAMES[preferred], "预算" if preferred is Kind.FINAL_ACCOUNT else "决算"
        notes.append(f"同一年度的预算和决算均已收录，按{name}回答；要{other}数请在问题中写明")
    return chosen or list(documents)


def _stating_prior_year(intent: Intent, asked: Asked, years: Sequence[int]) -> list[StoredDocument]:
    """Documents of the following year, which state last year's executed or final amounts."""
    if intent.measure is Measure.BUDGETED:
        return []
    following = {y + 1 for y in years}
    if not intent.measure and not intent.spent:
        return []
    return [d for d in asked.documents if d.identity.fiscal_year in following]


def _year_missing(intent: Intent, asked: Asked, missing: Sequence[int]) -> Stop:
    loaded = "、".join(f"{y}年" for y in asked.years)
    wanted = "、".join(f"{y}年" for y in missing) or "所问年度"
    return Stop(
        Reason.YEAR_MISSING,
        f"没有收录{asked.name}{wanted}的预决算文件，无法回答。已收录的年度：{loaded or '无'}。",
        tuple(ask_again(intent, organisation=asked.name, year=y) for y in asked.years[:3]),
    )


def kind_missing(
    intent: Intent, asked: Asked, years: Sequence[int], present: Sequence[StoredDocument]
) -> Stop:
    wanted = KIND_NAMES[intent.kind or Kind.FINAL_ACCOUNT]
    there = "、".join(sorted({KIND_NAMES[d.identity.kind] for d in present}))
    when = "、".join(f"{y}年" for y in years)
    return Stop(
        Reason.YEAR_MISSING,
        f"没有收录{asked.name}{when}的{wanted}，已收录该年度的{there}。",
        tuple(
            ask_again(intent, organisation=asked.name, year=years[0], kind=KIND_NAMES[k])
            for k in sorted({d.identity.kind for d in present})
        ),
    )


def level_missing(intent: Intent, selection: Selection) -> Stop | None:
    """That no document of the level the question names is loaded, where another must not stand in.

    '本级' is never a department's figures; 部门 and 单位 are told apart where one is put right
    for the other ('不是部门，是单位').
    """
    present = {d.identity.level for d in (*selection.documents, *selection.others)}
    if not intent.level_said or intent.level is None or intent.level in present:
        return None
    if intent.level is not Level.OWN and "item" not in intent.carried:
        return None
    name, when = selection.asked.name, f"{selection.year}年" if selection.year else ""
    there = sorted(present, key=LEVEL_ORDER.__getitem__)
    kinds = {d.identity.level: KIND_NAMES[d.identity.kind] for d in selection.documents}
    loaded = "、".join(f"{level}{kinds.get(level, '')}" for level in there)
    return Stop(
        Reason.NOT_LOADED,
        f"没有收录{name}{when}{intent.level}口径的文件，已收录的是{loaded}。"
        f"{_LEVEL_MEANS.get(there[0], '')}不能当作{intent.level}的数。",
        tuple(
            ask_again(intent, organisation=name, year=selection.year, kind=f"{level}{kinds[level]}")
            for level in there
            if level in kinds
        ),
    )
